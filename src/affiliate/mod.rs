//! Affiliate links, the images that count them, and the sentences that disclose them.
//!
//! Both halves are tables with a little code: `rules/data/affiliate-networks.yaml` says how a link is known by its
//! address, `rules/data/disclosure-phrases.yaml` what a reader would take for a disclosure. They know
//! nothing of articles: an address or a block of visible text comes in, an opinion goes out. The survey puts them to an article.

mod disclosure;
mod networks;
mod pixel;
mod survey;

pub use disclosure::{Disclosure, Kind, disclosures, has_trigger};
pub use networks::{Affiliate, Confidence, is_pixel, recognise};
pub use pixel::is_invisible;
pub use survey::{AdBlock, AffiliateLink, Note, Survey};
