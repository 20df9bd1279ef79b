use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnlabeledBlock {}

impl ArticleRule for UnlabeledBlock {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for block in page.affiliate().blocks.iter().filter(|block| block.label.is_none() && !block.links.is_empty()) {
            let finding = out.report(block.marker, "only this comment calls the block an advertisement, and readers do not see comments");
            finding.help("put a visible label into it or directly before it: Advertisement, Ad, Sponsored");
            for link in &block.links {
                finding.related(*link, "advertised here");
            }
        }
    }
}
