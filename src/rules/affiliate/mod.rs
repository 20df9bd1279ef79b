//! Rules about links that somebody is paid for.

pub mod late_disclosure;
pub mod missing_rel;
pub mod tracking_pixel;
pub mod undisclosed;
pub mod unlabeled_block;

use crate::affiliate::Survey;
use crate::finding::counted as number;

/// `7 affiliate links and 2 ad blocks`.
fn counted(survey: &Survey<'_>) -> String {
    match (survey.links.len(), survey.blocks.len()) {
        (links, 0) => number(links, "affiliate link"),
        (0, blocks) => number(blocks, "ad block"),
        (links, blocks) => format!("{} and {}", number(links, "affiliate link"), number(blocks, "ad block")),
    }
}
