use crate::article::words_of;
use crate::facts::{DESCRIPTION, TITLE};
use crate::rule::{ArticleRule, Out, Page};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatsTitle {
    max_extra_words: usize,
}

impl ArticleRule for RepeatsTitle {
    fn check(&self, page: &Page<'_>, out: &mut Out<'_>) {
        let (Some((_, title)), Some((field, description))) = (page.first_text(TITLE), page.first_text(DESCRIPTION)) else { return };
        // Most descriptions are so much longer that no word of them has to be looked at.
        if description.len() > title.len() + 32 * (self.max_extra_words + 1) {
            return;
        }
        let longest = title.split(|c: char| !c.is_ascii_alphanumeric()).max_by_key(|part| part.len()).unwrap_or_default().as_bytes();
        if let Some(first) = longest.first() {
            let bytes = description.as_bytes();
            let is_there = |at: usize| bytes.get(at..at + longest.len()).is_some_and(|part| part.eq_ignore_ascii_case(longest));
            if !memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), bytes).any(is_there) {
                return;
            }
        }
        let words = |text: &str| -> Vec<String> { words_of(text).map(str::to_lowercase).collect() };
        let (title, description) = (words(title), words(description));
        if title.len() < 2 || !description.windows(title.len()).any(|part| part == title) {
            return;
        }
        let extra = description.len() - title.len();
        // A short title with some words more may well be a sentence of its own.
        if extra > self.max_extra_words.min(title.len().div_ceil(2) + 1) {
            return;
        }
        let message = match extra {
            0 => format!("`{}` is the title again", field.name),
            1 => format!("`{}` is the title again, with one word more", field.name),
            extra => format!("`{}` is the title again, with {extra} words more", field.name),
        };
        out.report(field.value.span, message)
            .help("it is shown right under the title: say what the reader gets that the title does not say");
    }
}
