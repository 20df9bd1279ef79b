//! Generators on markdown-it.

use std::fmt::Write as _;

use super::classes::{is_js_space, js_unaccented};
use super::{Piece, Squeezed, emoji};

/// `@mdit-vue/shared`'s `slugify` (VitePress, VuePress 2) on the `text` and `code_inline` tokens.
pub fn vitepress(pieces: &[Piece<'_>], out: &mut String) {
    let start = out.len();
    let mut slug = Squeezed::new(out);
    each_content(pieces, true, |content| {
        js_unaccented(content).for_each(|c| match c {
            '\0'..='\x1F' => {}
            '0'..='9' | 'a'..='z' | 'A'..='Z' => slug.write().push(c.to_ascii_lowercase()),
            ' '..='~' | '“' | '”' | '‘' | '’' => slug.separate(),
            _ if is_js_space(c) => slug.separate(),
            _ => slug.write().push(c),
        });
    });
    if !out[start..].is_ascii() {
        let lower = out[start..].to_lowercase();
        out.replace_range(start.., &lower);
    }
    if out[start..].starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(start, '_');
    }
}

/// markdown-it-anchor's default slug: the text trimmed, lower-cased, every run of white space a `-`, percent-encoded.
pub fn markdown_it_anchor(pieces: &[Piece<'_>], out: &mut String) {
    let mut text = String::with_capacity(64);
    each_content(pieces, false, |content| text.push_str(content));
    let lower = text.trim_matches(is_js_space).to_lowercase();
    for (at, word) in lower.split(is_js_space).filter(|word| !word.is_empty()).enumerate() {
        if at > 0 {
            out.push('-');
        }
        encode_uri_component(word, out);
    }
}

/// Calls `each` with the contents of the `text` and `code_inline` tokens.
///
/// An entity is a token of its own, and its content is its source, unless markdown-it has joined it to no other text. With `names`,
/// names of emoji (`:tada:`) are no text either, and an escaped `&` is one more entity.
fn each_content(pieces: &[Piece<'_>], names: bool, mut each: impl FnMut(&str)) {
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text { raw, text } => {
                let joined = [at.wrapping_sub(1), at + 1]
                    .iter()
                    .any(|&near| matches!(pieces.get(near), Some(Piece::Text { .. } | Piece::Escaped(_))));
                let alone = !joined && raw.starts_with('&') && raw.find(';') == Some(raw.len() - 1);
                match if alone { text } else { raw } {
                    content if names => emoji::without(content, &mut each),
                    content => each(content),
                }
            }
            Piece::Escaped("&") if names => each("&amp;"),
            Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => each(text),
            _ => {}
        }
    }
}

/// JavaScript's `encodeURIComponent`.
fn encode_uri_component(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => out.push(char::from(byte)),
            b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => out.push(char::from(byte)),
            // Writing to a string does not fail.
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::slug::testing::{plain, slug_of};

    #[test]
    fn vitepress_decomposes_and_squeezes() {
        for (text, expected) in [
            ("Green Tea!", "green-tea"),
            ("2. Crème", "_2-creme"),
            ("“Tea” – ok…", "tea-–-ok"),
            ("Tea™ ½", "teatm-1⁄2"),
            ("чай", "чаи"),
            ("차", "\u{110E}\u{1161}"),
            ("水温（℃）", "水温-°c"),
        ] {
            assert_eq!(slug_of(vitepress, &[plain(text)]), expected);
        }
    }

    #[test]
    fn entities_are_decoded_where_they_stand_alone() {
        let entity = Piece::Text { raw: "&hearts;", text: "♥" };
        assert_eq!(slug_of(vitepress, &[entity]), "♥");
        assert_eq!(slug_of(vitepress, &[plain("tea "), entity]), "tea-hearts");
    }

    #[test]
    fn markdown_it_anchor_encodes() {
        for (text, expected) in
            [(" Green  Tea! ", "green-tea!"), ("C++", "c%2B%2B"), ("茶", "%E8%8C%B6"), ("it's (a) ~_*.-", "it's-(a)-~_*.-")]
        {
            assert_eq!(slug_of(markdown_it_anchor, &[plain(text)]), expected);
        }
        assert_eq!(slug_of(markdown_it_anchor, &[Piece::Html("<b>"), plain("x"), Piece::Alt("y"), Piece::Code(" z")]), "x-z");
    }
}
