//! Heading ids, as each site generator makes them from a heading's text.
//!
//! A generator's rule has two halves. The first turns the heading's inline content, given here as [`Piece`]s, into a slug: one function a
//! rule, all of the same signature, which append to the string they are given. The second makes a slug that came before in the page
//! unique: [`Repeats`]. What is no matter of slugs (which elements get an id at all, explicit ids, ids of raw HTML) is the caller's.

mod classes;
mod emoji;
mod github;
mod goldmark;
mod hexo;
mod hugo;
mod markdown_it;
mod pulldown;
mod python;
mod repeats;
mod sindresorhus;
mod tables;
mod typographer;

pub use github::{astro, docusaurus, docusaurus_cased, github, kramdown};
pub use hexo::{Quotes, hexo_markdown_it, hexo_marked, hexo_marked_with, slugize};
pub use hugo::{hugo_blackfriday, hugo_github, hugo_github_ascii, is_letter_or_digit, is_mark, without_accents};
pub use markdown_it::{markdown_it_anchor, vitepress};
pub use pulldown::{mdbook, mdbook_04, mdbook_04_smart, mdbook_straight, zola, zola_safe, zola_slugify};
pub use python::{pymdown_lower, pymdown_none, python_markdown, python_markdown_underscores, python_markdown_unicode};
pub use repeats::{Repeats, Style};
pub use sindresorhus::eleventy_id_attribute;

/// One piece of a heading's inline content, in document order, as far as the slug rules tell pieces apart.
///
/// Neighbouring [`Piece::Text`]s count as one, but an entity is a piece of its own: as pulldown-cmark cuts text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    Text {
        /// As written, entities undecoded.
        raw: &'a str,
        /// Entities decoded.
        text: &'a str,
    },
    /// A character that a backslash escapes, without the backslash.
    Escaped(&'a str),
    /// The content of a code span.
    Code(&'a str),
    /// The text of `<https://…>` or `<me@…>`, and of a bare URL where the generator links it.
    Autolink(&'a str),
    /// One raw inline HTML tag or comment, as written.
    Html(&'a str),
    /// An image's alternative text.
    Alt(&'a str),
    /// A soft or hard line break.
    Break,
    FootnoteMark {
        /// As written between `[^` and `]`.
        label: &'a str,
        /// Position among the page's footnotes in order of first use, from 1.
        number: u32,
    },
    /// The begin of emphasis, strong emphasis, strikethrough or a link; an image's content is [`Piece::Alt`] alone.
    Open,
    /// The end of what [`Piece::Open`] began.
    Close,
}

/// A change of case over a whole slug: the values 0, 1, 2 of Hexo's `modifyAnchors` and `filename_case`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Case {
    #[default]
    Keep,
    Lower,
    Upper,
}

impl Case {
    /// The case that a number in Hexo's configuration stands for.
    pub fn from_hexo(value: i64) -> Self {
        match value {
            1 => Self::Lower,
            2 => Self::Upper,
            _ => Self::Keep,
        }
    }

    /// Changes the slug that stands in `text` from byte `from` on, as JavaScript's `toLowerCase` and `toUpperCase` do.
    pub fn apply(self, from: usize, text: &mut String) {
        let slug = &mut text[from..];
        let changed = match self {
            Self::Keep => return,
            Self::Lower if slug.is_ascii() => return slug.make_ascii_lowercase(),
            Self::Upper if slug.is_ascii() => return slug.make_ascii_uppercase(),
            Self::Lower => slug.to_lowercase(),
            Self::Upper => slug.to_uppercase(),
        };
        text.truncate(from);
        text.push_str(&changed);
    }
}

/// Runs of a character class become one separator, and none stands at either end: the rule that half of the generators share.
struct Squeezed<'a> {
    out: &'a mut String,
    start: usize,
    pending: bool,
}

impl<'a> Squeezed<'a> {
    fn new(out: &'a mut String) -> Self {
        let start = out.len();
        Self { out, start, pending: false }
    }

    fn separate(&mut self) {
        self.pending = true;
    }

    /// The string to write to, after the separator that is due.
    fn write(&mut self) -> &mut String {
        if std::mem::take(&mut self.pending) && self.out.len() > self.start {
            self.out.push('-');
        }
        self.out
    }
}

/// The value of the range that holds `c`, in a table sorted by code point.
fn find_mapping(table: &[(u16, u16, &'static str)], c: char) -> Option<&'static str> {
    let code = u16::try_from(u32::from(c)).ok()?;
    let (first, _, value) = table.get(table.partition_point(|&(_, last, _)| last < code))?;
    (*first <= code).then_some(*value)
}

/// What the tests of all rules need.
#[cfg(test)]
pub mod testing {
    use super::Piece;

    pub fn plain(text: &str) -> Piece<'_> {
        Piece::Text { raw: text, text }
    }

    /// What a rule appends to a text.
    pub fn slug_of(rule: fn(&[Piece<'_>], &mut String), pieces: &[Piece<'_>]) -> String {
        let mut out = "#".to_owned();
        rule(pieces, &mut out);
        out.split_off(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_do_not_overlap() {
        let diacritics = tables::HEXO_DIACRITICS.iter().map(|&(first, last, _)| (first.into(), last.into()));
        let since = tables::SINCE.iter().map(|&(first, last, _)| (first, last));
        for table in [diacritics.collect::<Vec<(u32, u32)>>(), since.collect()] {
            assert!(table.iter().all(|(first, last)| first <= last));
            assert!(table.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn case_changes_follow_javascript() {
        for (case, text, expected) in [
            (Case::Keep, "Ab", "Ab"),
            (Case::Lower, "Ab", "ab"),
            (Case::Lower, "ΟΔΟΣ", "οδος"),
            (Case::Upper, "straße", "STRASSE"),
            (Case::from_hexo(2), "ab", "AB"),
            (Case::from_hexo(7), "ab", "ab"),
        ] {
            let mut slug = format!("ß{text}");
            case.apply("ß".len(), &mut slug);
            assert_eq!(&slug["ß".len()..], expected);
        }
    }
}
