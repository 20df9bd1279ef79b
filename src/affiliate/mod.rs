//! Advertising: affiliate links, blocks that are advertisements, and the sentences that disclose both.
//!
//! What can be told from an address, a comment or a piece of visible text alone stands in a file of its own, and knows nothing of
//! articles: `networks` (which link is an affiliate link), `creatives` (which image is a banner, which element a place for
//! advertisements), `disclosure` (what a reader would take for a disclosure) and `language` (in which language). Their facts are
//! tables in `rules/data`. The survey puts these questions to an article, once, `hidden` adds the links that do not show where they
//! lead, and the rules judge what was found.

mod creatives;
mod disclosure;
mod hidden;
mod language;
mod networks;
mod pixel;
mod rel;
mod settings;
mod survey;

pub use creatives::is_creative;
pub use disclosure::{Disclosure, Kind, Why, disclosures};
pub use hidden::{Disguise, Hidden, is_redirect};
pub use language::Speech;
pub use networks::{Affiliate, is_on, is_pixel, recognise};
pub use pixel::is_invisible;
pub use rel::{Rel, external};
pub use settings::{Markers, Pattern, Settings};
pub use survey::{AdBlock, AdUnit, AffiliateLink, Context, Form, Item, Note, Place, Shown, Side, Survey, has_amazon_statement};
