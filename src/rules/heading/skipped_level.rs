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
                let missing = missing(wanted, level - 1);
                out.report(heading_line(page, heading.span()), format!("an h{level} follows an h{before}: {missing} left out")).help(
                    format!(
                        "make it an h{wanted}; who listens to the page finds their way by the levels, and CSS can make any level look small"
                    ),
                );
            }
            before = Some(level);
        }
    }
}

/// The levels from `first` to `last`, with their verb.
fn missing(first: u8, last: u8) -> String {
    match last - first {
        0 => format!("h{first} is"),
        1 => format!("h{first} and h{last} are"),
        _ => format!("h{first} to h{last} are"),
    }
}
