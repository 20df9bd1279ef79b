use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnlabeledAdUnit {}

impl ArticleRule for UnlabeledAdUnit {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let survey = page.affiliate();
        // What stands in a marked advertisement is that one's matter.
        let in_block = |unit| survey.blocks.iter().any(|block| block.extent.contains(unit));
        for unit in survey.units.iter().filter(|unit| unit.label.is_none() && !in_block(unit.span)) {
            out.report(unit.span, format!("{} puts an advertisement here, and no label stands before it", unit.provider)).help(
                "put a visible label directly before it (Advertisements, Sponsored Links); many providers show no more than a small mark",
            );
        }
    }
}
