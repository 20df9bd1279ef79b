//! Heading ids, as each site generator makes them from a heading's text.
//!
//! A generator's rule has two halves. The first turns the heading's inline content, given here as [`Piece`]s, into a slug: one function a
//! rule, all of the same signature, which append to the string they are given. The second makes a slug that came before in the page
//! unique: [`Repeats`]. What is no matter of slugs (which elements get an id at all, explicit ids, ids of raw HTML) is the caller's.

mod github;
mod hexo;
mod hugo;
mod markdown_it;
mod pulldown;
mod python;
mod repeats;
mod tables;
mod typographer;

pub use github::{github, kramdown};
pub use hexo::{Quotes, hexo_markdown_it, hexo_marked, hexo_marked_with, slugize};
pub use hugo::hugo_github;
pub use markdown_it::{markdown_it_anchor, vitepress};
pub use pulldown::{mdbook, zola, zola_safe};
pub use python::python_markdown;
pub use repeats::{Repeats, Style};

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

    /// Changes the whole of `slug`, as JavaScript's `toLowerCase` and `toUpperCase` do.
    pub fn apply(self, slug: &mut String) {
        match self {
            Self::Keep => {}
            Self::Lower if slug.is_ascii() => slug.make_ascii_lowercase(),
            Self::Lower => *slug = slug.to_lowercase(),
            Self::Upper if slug.is_ascii() => slug.make_ascii_uppercase(),
            Self::Upper => *slug = slug.to_uppercase(),
        }
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

/// Whether one of the ranges of a table sorted by code point holds `c`.
fn is_in(table: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    table.get(table.partition_point(|&(_, last)| last < code)).is_some_and(|&(first, _)| first <= code)
}

/// Ideographs and Hangul syllables: letters without case, accents or any other business, and most of what is not ASCII.
fn is_plain_letter(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFC}' | '\u{AC00}'..='\u{D7A3}')
}

/// JavaScript's `\s`.
fn is_js_space(c: char) -> bool {
    // Rust's set is Unicode's `White_Space`: JavaScript has U+FEFF more and U+0085 less.
    c == '\u{FEFF}' || c != '\u{85}' && c.is_whitespace()
}

/// Unicode's compatibility decomposition without accents (U+0300..=U+036F), for the blocks of [`tables::UNACCENTED`].
fn unaccented(c: char, mut push: impl FnMut(char)) {
    match c {
        '\0'..='\u{9F}' => push(c),
        '\u{300}'..='\u{36F}' => {}
        '\u{3000}' => push(' '),
        '\u{FF01}'..='\u{FF5E}' => push(shift(c, 0xFF01, 0x21)),
        '\u{AC00}'..='\u{D7A3}' => {
            let syllable = u32::from(c) - 0xAC00;
            push(shift('\0', 0, 0x1100 + syllable / 588));
            push(shift('\0', 0, 0x1161 + syllable % 588 / 28));
            if syllable % 28 > 0 {
                push(shift('\0', 0, 0x11A7 + syllable % 28));
            }
        }
        _ => match find_mapping(tables::UNACCENTED, c) {
            Some(base) => base.chars().for_each(push),
            None => push(c),
        },
    }
}

/// The character as far after `to` as `c` is after `from`.
fn shift(c: char, from: u32, to: u32) -> char {
    char::from_u32(u32::from(c) - from + to).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_do_not_overlap() {
        for table in [tables::GITHUB_WORD, tables::HUGO_WORD] {
            assert!(table.iter().all(|(first, last)| first <= last));
            assert!(table.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
        for table in [tables::HEXO_DIACRITICS, tables::UNACCENTED] {
            assert!(table.iter().all(|(first, last, _)| first <= last));
            assert!(table.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn decomposition_takes_accents_off_and_hangul_apart() {
        let decomposed = |text: &str| {
            let mut out = String::new();
            text.chars().for_each(|c| unaccented(c, |part| out.push(part)));
            out
        };
        assert_eq!(decomposed("Crème Ёж"), "Creme Еж");
        assert_eq!(decomposed("ﬁ ™ ½ ２"), "fi TM 1\u{2044}2 2");
        assert_eq!(decomposed("한가"), "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1161}");
        assert_eq!(decomposed("中文🎉"), "中文🎉");
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
            let mut slug = text.to_owned();
            case.apply(&mut slug);
            assert_eq!(slug, expected);
        }
    }

    #[test]
    fn white_space_is_that_of_javascript() {
        assert!(['\t', ' ', '\u{A0}', '\u{3000}', '\u{FEFF}', '\u{2028}'].into_iter().all(is_js_space));
        assert!(!['\u{85}', '\u{200B}', '\u{180E}', 'a'].into_iter().any(is_js_space));
    }
}
