use crate::finding::counted;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TooManyBlocks {
    max_per_1000: usize,
}

impl ArticleRule for TooManyBlocks {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let blocks = &page.affiliate().blocks;
        let Some((first, others)) = blocks.split_first().filter(|_| blocks.len() > self.max_per_1000) else { return };
        let words = page.words().len();
        if blocks.len() * 1000 <= words * self.max_per_1000 {
            return;
        }
        let message = format!(
            "{} in {}: more than {} for every 1,000 words",
            counted(blocks.len(), "advertisement"),
            counted(words, "word"),
            self.max_per_1000
        );
        let finding = out.report(first.marker, message);
        finding.help("leave those that the article speaks of, and take the others out");
        for block in others {
            finding.related(block.marker, "another one");
        }
    }
}
