use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MislabeledBlock {}

impl ArticleRule for MislabeledBlock {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for block in &page.affiliate().mislabeled {
            out.report(
                block.marker,
                "this comment announces an advertisement, and the block holds nothing that leads to a shop or shows its banner",
            )
            .help("take the two comments away, or put the advertisement back between them");
        }
    }
}
