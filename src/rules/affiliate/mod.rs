//! Rules about links that somebody is paid for.

pub mod amazon_statement;
pub mod hidden_destination;
pub mod late_disclosure;
pub mod mislabeled_block;
pub mod missing_rel;
pub mod thin;
pub mod too_many_blocks;
pub mod tracking_pixel;
pub mod unclosed_block;
pub mod undisclosed;
pub mod unlabeled_ad_unit;
pub mod unlabeled_block;
pub mod weak_disclosure;

use crate::affiliate::Item;
use crate::finding::counted as number;

/// `7 affiliate links and 2 advertisements`.
fn counted(items: &[Item<'_>]) -> String {
    let blocks = items.iter().filter(|item| item.block.is_some()).count();
    match (items.len() - blocks, blocks) {
        (links, 0) => number(links, "affiliate link"),
        (0, blocks) => number(blocks, "advertisement"),
        (links, blocks) => format!("{} and {}", number(links, "affiliate link"), number(blocks, "advertisement")),
    }
}
