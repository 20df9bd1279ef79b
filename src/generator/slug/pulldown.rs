//! Generators in Rust, all on pulldown-cmark.

use super::{Piece, Squeezed, unaccented};

/// mdBook 0.5: the element's text, trimmed and lower-cased; letters, numbers, `_` and `-` kept, every white space to a `-` of its own.
///
/// Smart punctuation is on by default, so that two and more hyphens are a dash before, and no `-`.
pub fn mdbook(pieces: &[Piece<'_>], out: &mut String) {
    let mut content = String::with_capacity(64);
    for piece in pieces {
        match piece {
            Piece::Text { text, .. } => push_with_dashes(text, &mut content),
            Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => content.push_str(text),
            Piece::FootnoteMark { number, .. } => content.push_str(&number.to_string()),
            Piece::Break => content.push(' '),
            Piece::Html(_) | Piece::Alt(_) | Piece::Open | Piece::Close => {}
        }
    }
    for c in content.trim().to_lowercase().chars() {
        if c.is_alphanumeric() || c == '_' || c == '-' {
            out.push(c);
        } else if c.is_whitespace() {
            out.push('-');
        }
    }
}

/// Appends `text` with its runs of two and more hyphens as dashes.
fn push_with_dashes(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("--") {
        out.push_str(&rest[..at]);
        out.push('–');
        rest = rest[at..].trim_start_matches('-');
    }
    out.push_str(rest);
}

/// Zola's default: the slug crate. ASCII letters and numbers in lower case, runs of all else to one `-`, none at the ends.
///
/// Accents are taken off; the letters of other scripts, which the slug crate transliterates, count as separators here.
pub fn zola(pieces: &[Piece<'_>], out: &mut String) {
    let mut slug = Squeezed::new(out);
    each_event_text(pieces, |text| {
        text.chars().for_each(|c| {
            unaccented(c, |part| match part {
                '0'..='9' | 'a'..='z' | 'A'..='Z' => slug.write().push(part.to_ascii_lowercase()),
                _ => slug.separate(),
            });
        });
    });
}

/// Zola with `slugify.anchors = "safe"` or `"off"`: the text as it is, its ASCII blanks to `_`.
pub fn zola_safe(pieces: &[Piece<'_>], out: &mut String) {
    each_event_text(pieces, |text| out.extend(text.chars().map(|c| if c == ' ' { '_' } else { c })));
}

/// Calls `each` with the content of the heading's `Text` and `Code` events, those of alternative texts too.
fn each_event_text(pieces: &[Piece<'_>], mut each: impl FnMut(&str)) {
    for piece in pieces {
        match piece {
            Piece::Text { text, .. } | Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) | Piece::Alt(text) => each(text),
            Piece::Html(_) | Piece::Break | Piece::FootnoteMark { .. } | Piece::Open | Piece::Close => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug_of(rule: fn(&[Piece<'_>], &mut String), text: &str) -> String {
        let mut out = String::new();
        rule(&[Piece::Text { raw: text, text }], &mut out);
        out
    }

    #[test]
    fn mdbook_keeps_all_numbers_and_every_white_space() {
        for (text, expected) in [
            (" Green Tea ", "green-tea"),
            ("milk & tea", "milk--tea"),
            ("milk - tea--", "milk---tea"),
            ("-- tea", "-tea"),
            ("½ ①", "½-①"),
            ("one\u{3000}two", "one-two"),
            ("İç", "iç"),
            ("ΦΩΣ", "φως"),
        ] {
            assert_eq!(slug_of(mdbook, text), expected);
        }
    }

    #[test]
    fn zola_is_ascii() {
        for (text, expected) in [("Green  Tea!", "green-tea"), ("-- Crème", "creme"), ("snake_case", "snake-case"), ("!", "")] {
            assert_eq!(slug_of(zola, text), expected);
        }
        assert_eq!(slug_of(zola_safe, "Green Tea: 绿茶"), "Green_Tea:_绿茶");
    }

    #[test]
    fn zola_counts_alternative_texts_and_mdbook_footnote_marks() {
        let pieces = [Piece::Alt("cup"), Piece::Code(" tea"), Piece::FootnoteMark { label: "n", number: 3 }];
        let mut out = String::new();
        zola(&pieces, &mut out);
        assert_eq!(out, "cup-tea");
        out.clear();
        mdbook(&pieces, &mut out);
        assert_eq!(out, "tea3");
    }
}
