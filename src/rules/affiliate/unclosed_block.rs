use crate::affiliate::Side;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnclosedBlock {}

impl ArticleRule for UnclosedBlock {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        for marker in &page.affiliate().unpaired {
            match marker.side {
                Side::Begin => {
                    let finding = out.report(marker.marker, "this comment begins an advertisement, and no comment ends it");
                    finding.help("put the comment that ends it behind the advertisement");
                    if let Some(next) = marker.next {
                        finding.related(next, "the next one begins here");
                    }
                }
                Side::End => {
                    out.report(marker.marker, "this comment ends an advertisement that no comment has begun")
                        .help("put the comment that begins it before the advertisement, or take this one away");
                }
            }
        }
    }
}
