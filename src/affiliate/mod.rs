//! Advertising: affiliate links, blocks that are advertisements, and the sentences that disclose both.
//!
//! What can be told from an address, a comment or a piece of visible text alone stands in a file of its own, and knows nothing of
//! articles: `networks` (which link is an affiliate link), `creatives` (which image is a banner, which element a place for
//! advertisements), `hidden` (which link does not show where it leads), `disclosure` (what a reader would take for a disclosure) and `language` (in which language). Their facts are
//! tables in `rules/data`. The survey puts these questions to an article, once, and the rules judge what it has found.

mod creatives;
mod disclosure;
mod hidden;
mod language;
mod networks;
mod pixel;
mod settings;
mod survey;

pub use creatives::is_creative;
pub use disclosure::{Disclosure, Kind, disclosures, has_trigger};
pub use hidden::{Disguise, Hidden};
pub use networks::{Affiliate, Confidence, is_pixel, recognise};
pub use pixel::is_invisible;
pub use settings::{Markers, Pattern, Settings};
pub use survey::{AdBlock, AdUnit, AffiliateLink, Context, Form, Item, Note, Place, Side, Survey};
