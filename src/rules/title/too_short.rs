use crate::facts::{Facts, is_template};
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use crate::text::width;
use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TooShort {
    min_words: usize,
    min_characters: usize,
}

impl SiteRule for TooShort {
    fn check(&self, page: &Facts, _site: &Site<'_>, out: &mut Out<'_>) {
        let Some(title) = &page.title else { return };
        let text = title.text.trim();
        let characters = width::characters(text);
        if text.is_empty() || characters >= self.min_characters || !page.is_comparable() || page.is_home() || is_template(text) {
            return;
        }
        let words = text.unicode_words().count();
        if words < self.min_words {
            let words = crate::finding::counted(words, "word");
            out.report(title.span, format!("this title has {words} and {characters} characters"))
                .help("say in it what the page tells about this, for a reader who sees only the title");
        }
    }
}
