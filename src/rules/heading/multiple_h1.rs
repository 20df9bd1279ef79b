use crate::facts::heading_line;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MultipleH1 {}

impl ArticleRule for MultipleH1 {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let spans: Vec<_> = page.headings().filter(|(level, _)| *level == 1).map(|(_, node)| heading_line(page, node.span())).collect();
        let title = page.printed_title();
        let (message, first, rest) = match (title, spans.as_slice()) {
            (Some(_), [only]) => ("this is a second h1: the theme shows the title as the first".to_string(), only, &[][..]),
            (Some(_), [first, rest @ ..]) => {
                (format!("this and {} more are h1, like the title, which the theme shows as one", rest.len()), first, rest)
            }
            (None, [_, second, rest @ ..]) => {
                let more = match rest.len() {
                    0 => String::new(),
                    1 => ", and 1 more follows".to_string(),
                    count => format!(", and {count} more follow"),
                };
                (format!("this is a second h1{more}; a page has one"), second, rest)
            }
            _ => return,
        };
        let finding = out.report(*first, message);
        finding.help("make it an h2, and move the headings below it down with it");
        if let (None, Some(first)) = (title, spans.first()) {
            finding.related(*first, "the first h1");
        }
        for span in rest {
            finding.related(*span, "another h1");
        }
    }
}
