use crate::facts::{Facts, is_template};
use crate::rule::{Out, SiteRule};
use crate::site::Site;
use crate::text::width;
use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingMismatch {
    min_overlap: f64,
}

/// Words that say nothing of what a text is about.
const STOP_WORDS: &[&str] = &[
    "a", "about", "all", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "get", "how", "i", "in", "into",
    "is", "it", "its", "my", "of", "on", "or", "our", "so", "that", "the", "their", "this", "to", "up", "we", "what", "when", "where",
    "which", "who", "why", "will", "with", "you", "your",
];
/// The fewest letters in which two words of one stem agree: `delete` and `deleting`.
const STEM: usize = 5;
/// The fewest words that can be compared. An ideograph is half a word.
const LEAST: usize = 3;
/// Words that are looked at.
const LOOKED_AT: usize = 64;

impl SiteRule for HeadingMismatch {
    fn check(&self, page: &Facts, _site: &Site<'_>, out: &mut Out<'_>) {
        let Some(title) = &page.title else { return };
        // Several h1 are the headings of sections, and so is one behind the first paragraph.
        let mut tops = page.headings.iter().filter(|heading| heading.level == 1);
        let (Some(heading), None) = (tops.next(), tops.next()) else { return };
        if heading.span.start > page.first_line.start || !page.is_comparable() || is_template(&title.text) || is_template(heading.text) {
            return;
        }
        let (ours, theirs) = (content_words(&title.text), content_words(heading.text));
        if !(is_comparable(&title.text, &ours) && is_comparable(heading.text, &theirs)) || is_wide(&title.text) != is_wide(heading.text) {
            return;
        }
        let found = |word: &String, among: &[String]| among.iter().any(|other| is_one(word, other));
        let shared = ours.iter().filter(|word| found(word, &theirs)).count();
        let shared_of_theirs = theirs.iter().filter(|word| found(word, &ours)).count();
        // A short heading whose words the title has too is a short form of it.
        if shared as f64 >= self.min_overlap * ours.len() as f64 || shared_of_theirs as f64 > self.min_overlap * theirs.len() as f64 {
            return;
        }
        let of = ours.len();
        let message = match shared {
            0 => format!("the title and the h1 `{}` have no content word in common", heading.text.trim()),
            _ => format!("of the {of} content words in the title, the h1 `{}` has {shared}", heading.text.trim()),
        };
        out.report(title.span, message)
            .help("Google makes the title of a search result from both, and readers look on the page for what they clicked on: let both say the same")
            .related(heading.span, "the h1 of the page");
    }
}

/// The words of a text that say what it is about, each once, in lower case.
fn content_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.unicode_words().map(str::to_lowercase).take(LOOKED_AT) {
        if !STOP_WORDS.contains(&word.as_str()) && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn is_comparable(text: &str, words: &[String]) -> bool {
    words.len() >= if is_wide(text) { 2 * LEAST } else { LEAST }
}

/// Whether a text is written in ideographs, kana or Hangul, at least in part.
fn is_wide(text: &str) -> bool {
    text.chars().any(|c| c > '\u{1100}' && width::characters(c.encode_utf8(&mut [0; 4])) == 2 && c.is_alphanumeric())
}

/// Whether two words are one, or forms of one.
fn is_one(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    one == other || same >= STEM || same >= 3 && (other.strip_prefix(one) == Some("s") || one.strip_prefix(other) == Some("s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word() {
        assert!(is_one("delete", "deleting") && is_one("lock", "locks") && is_one("tea", "tea"));
        assert!(!is_one("lock", "locate") && !is_one("tea", "team") && !is_one("in", "ins"));
    }

    #[test]
    fn content_words_are_counted_once() {
        assert_eq!(content_words("The Lock and the Key of a Lock"), ["lock", "key"]);
    }
}
