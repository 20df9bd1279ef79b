//! Python-Markdown.

use super::{Piece, unaccented};

/// Python-Markdown's default `slugify` (MkDocs) on the rendered heading without tags: decomposed and cut down to ASCII, all but word
/// characters, blanks and `-` dropped, blanks at the ends too, every run of blanks and `-` to one `-`.
pub fn python_markdown(pieces: &[Piece<'_>], out: &mut String) {
    let mut slug = Slug { start: out.len(), out, gap: Gap::None };
    for piece in pieces {
        match piece {
            Piece::Text { text, .. } | Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => {
                for c in text.chars() {
                    if c.is_whitespace() { slug.push(' ') } else { unaccented(c, |part| slug.push(part)) }
                }
            }
            Piece::Break => slug.push(' '),
            _ => {}
        }
    }
    slug.finish();
}

/// The run of blanks and dashes since the last word character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blanks,
    Dashes,
}

struct Slug<'a> {
    out: &'a mut String,
    start: usize,
    gap: Gap,
}

impl Slug<'_> {
    fn push(&mut self, c: char) {
        match c {
            '0'..='9' | 'a'..='z' | 'A'..='Z' | '_' => {
                if self.gap == Gap::Dashes || self.gap == Gap::Blanks && self.out.len() > self.start {
                    self.out.push('-');
                }
                self.gap = Gap::None;
                self.out.push(c.to_ascii_lowercase());
            }
            '-' => self.gap = Gap::Dashes,
            '\t'..='\r' | '\x1C'..=' ' if self.gap == Gap::None => self.gap = Gap::Blanks,
            _ => {}
        }
    }

    fn finish(self) {
        if self.gap == Gap::Dashes {
            self.out.push('-');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_ascii() {
        for (text, expected) in [
            ("How to Brew Tea?", "how-to-brew-tea"),
            ("Crème & Œuf", "creme-uf"),
            ("milk -- tea", "milk-tea"),
            ("- tea -", "-tea-"),
            ("☕ tea ☕", "tea"),
            ("snake_case ½ ①", "snake_case-12-1"),
            ("绿茶", ""),
            ("one\u{3000}two\u{85}three", "one-two-three"),
        ] {
            let mut out = "#".to_owned();
            python_markdown(&[Piece::Text { raw: text, text }], &mut out);
            assert_eq!(out, format!("#{expected}"), "{text}");
        }
    }

    #[test]
    fn alternative_texts_and_footnote_marks_do_not_count() {
        let mut out = String::new();
        let mark = Piece::FootnoteMark { label: "1", number: 1 };
        python_markdown(&[Piece::Alt("cup"), Piece::Code("Tea"), mark, Piece::Break, Piece::Code("x")], &mut out);
        assert_eq!(out, "tea-x");
    }
}
