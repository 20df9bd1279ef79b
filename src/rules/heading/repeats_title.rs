use crate::article::words_of;
use crate::facts::heading_line;
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;
use std::cell::OnceCell;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatsTitle {}

fn first_letter(text: &str) -> Option<char> {
    if let Some(first) = text.bytes().next().filter(u8::is_ascii_alphanumeric) {
        return Some(char::from(first.to_ascii_lowercase()));
    }
    text.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next())
}

impl ArticleRule for RepeatsTitle {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let Some(title) = page.printed_title() else { return };
        let words = |text: &str| -> Vec<String> { words_of(text).map(str::to_lowercase).collect() };
        let (first, wanted) = (first_letter(title), OnceCell::new());
        // An h1 that repeats the title is a second h1, and said as that.
        for (level, heading) in page.headings().filter(|(level, _)| *level > 1) {
            let text = heading.text().as_str();
            // Words are cut only where the first letters are the same.
            if first_letter(text) != first {
                continue;
            }
            let wanted = wanted.get_or_init(|| words(title));
            if !wanted.is_empty() && words(text) == *wanted {
                out.report(heading_line(page, heading.span()), format!("this h{level} is the title again, which the theme shows above it"))
                    .help("take it out, or say what this part is about");
            }
        }
    }
}
