use crate::facts::heading_line;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkippedLevel {}

impl ArticleRule for SkippedLevel {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let mut before: Option<u8> = None;
        for (level, heading) in page.headings() {
            if let Some(before) = before.filter(|before| level > before + 1) {
                let wanted = before + 1;
                out.report(heading_line(page, heading.span()), format!("an h{level} follows an h{before}: h{wanted} is left out")).help(
                    format!(
                        "make it an h{wanted}; who listens to the page finds their way by the levels, and CSS can make any level look small"
                    ),
                );
            }
            before = Some(level);
        }
    }
}
