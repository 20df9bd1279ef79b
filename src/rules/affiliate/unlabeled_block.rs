use crate::affiliate::{AffiliateLink, Form};
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnlabeledBlock {}

impl ArticleRule for UnlabeledBlock {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let survey = page.affiliate();
        // What the page says of its links does for links, but not for a banner: nobody takes that for one of them.
        let is_told = |block| survey.is_disclosed_before(block);
        for block in survey.blocks.iter().filter(|block| block.label.is_none() && (block.is_display || !is_told(block.marker))) {
            let message = match block.form {
                Form::Comments => "only this comment calls the block an advertisement, and readers do not see comments",
                Form::Container => "only the class of this element calls it an advertisement, and readers do not see classes",
                Form::Banner => "this banner is an advertisement, and nothing beside it says so",
            };
            let finding = out.report(block.marker, message);
            finding.help("put a visible label into it or directly before it: Advertisement, Ad, Sponsored");
            if block.form == Form::Container {
                // Its style sheet may print a label.
                finding.lesser();
            }
            for link in block.links.iter().filter(|link| **link != block.marker) {
                finding.related(*link, survey.link_at(*link).map_or_else(|| "advertised here".into(), AffiliateLink::described));
            }
        }
    }
}
