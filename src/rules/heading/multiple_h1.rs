use crate::facts::{TITLE, heading_line};
use crate::finding::counted;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MultipleH1 {}

impl ArticleRule for MultipleH1 {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let spans: Vec<_> = page.headings().filter(|(level, _)| *level == 1).map(|(_, node)| heading_line(page, node.span())).collect();
        let title = page.first_text(TITLE).filter(|_| page.generator.prints_title());
        let (message, first, rest) = match (title, spans.as_slice()) {
            (Some(_), [only]) => ("this is a second h1: the theme shows the title as the first".to_string(), only, &[][..]),
            (Some(_), [first, rest @ ..]) => (
                format!("this and {} below it are h1, and so is the title, which the theme shows", counted(rest.len(), "heading")),
                first,
                rest,
            ),
            (None, [_, second, rest @ ..]) => {
                let more = if rest.is_empty() { String::new() } else { format!(", and {} more follow", rest.len()) };
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
