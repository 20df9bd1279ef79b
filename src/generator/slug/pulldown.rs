//! Generators in Rust, all on pulldown-cmark.

use super::{Piece, Squeezed};
use deunicode::deunicode_char;

/// mdBook 0.5: the element's text, trimmed and lower-cased; letters, numbers, `_` and `-` kept, every white space to a `-` of its own.
///
/// Smart punctuation is on by default, so that two and more hyphens are a dash before, and no `-`.
pub fn mdbook(pieces: &[Piece<'_>], out: &mut String) {
    push_words(&mdbook_text(pieces, true).to_lowercase(), out);
}

/// The same with `output.html.smart-punctuation = false`.
pub fn mdbook_straight(pieces: &[Piece<'_>], out: &mut String) {
    push_words(&mdbook_text(pieces, false).to_lowercase(), out);
}

/// mdBook 0.4: only ASCII is lower-cased, and number signs at the begin are dropped with the blanks behind them.
pub fn mdbook_04(pieces: &[Piece<'_>], out: &mut String) {
    push_words_of_04(&mdbook_text(pieces, false), out);
}

/// The same with `output.html.smart-punctuation = true`.
pub fn mdbook_04_smart(pieces: &[Piece<'_>], out: &mut String) {
    push_words_of_04(&mdbook_text(pieces, true), out);
}

fn push_words_of_04(text: &str, out: &mut String) {
    push_words(&text.trim().trim_start_matches('#').to_ascii_lowercase(), out);
}

fn mdbook_text(pieces: &[Piece<'_>], smart: bool) -> String {
    let mut content = String::with_capacity(64);
    for piece in pieces {
        match piece {
            Piece::Text { text, .. } if smart => push_with_dashes(text, &mut content),
            Piece::Text { text, .. } | Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => content.push_str(text),
            Piece::FootnoteMark { number, .. } => content.push_str(&number.to_string()),
            Piece::Break => content.push(' '),
            Piece::Html(_) | Piece::Alt(_) | Piece::Open | Piece::Close => {}
        }
    }
    content
}

fn push_words(text: &str, out: &mut String) {
    for c in text.trim().chars() {
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

/// Zola's default: the slug crate 0.1.6. All letters to ASCII by the deunicode crate, in lower case, runs of all but letters and numbers to
/// one `-`, none at the ends.
pub fn zola(pieces: &[Piece<'_>], out: &mut String) {
    let mut slug = Squeezed::new(out);
    each_event_text(pieces, |text| push_slug(text, &mut slug));
}

/// The slug crate's slug of a path's part or a term of a taxonomy.
pub fn zola_slugify(text: &str, out: &mut String) {
    push_slug(text, &mut Squeezed::new(out));
}

fn push_slug(text: &str, slug: &mut Squeezed<'_>) {
    let mut push = |c: char| if c.is_ascii_alphanumeric() { slug.write().push(c.to_ascii_lowercase()) } else { slug.separate() };
    for c in text.chars() {
        match c.is_ascii() {
            true => push(c),
            false => deunicode_char(c).unwrap_or("-").chars().for_each(&mut push),
        }
    }
}

/// Zola with `slugify.anchors = "safe"` or `"off"`: the text as it is, its ASCII blanks to `_`.
pub fn zola_safe(pieces: &[Piece<'_>], out: &mut String) {
    each_event_text(pieces, |text| out.extend(text.chars().map(|c| if c.is_ascii_whitespace() { '_' } else { c })));
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
    use super::super::testing;
    use super::*;

    fn slug_of(rule: fn(&[Piece<'_>], &mut String), text: &str) -> String {
        testing::slug_of(rule, &[testing::plain(text)])
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
    fn mdbook_of_old_knows_ascii_only() {
        for (text, straight, old) in [("# Green -- Tea ", "-green----tea", "green----tea"), ("ÇAY ΦΩΣ", "çay-φως", "Çay-ΦΩΣ")] {
            assert_eq!((slug_of(mdbook_straight, text), slug_of(mdbook_04, text)), (straight.to_owned(), old.to_owned()));
        }
        assert_eq!(slug_of(mdbook_04_smart, "Green -- Tea"), "green--tea");
    }

    #[test]
    fn zola_is_ascii() {
        for (text, expected) in
            [("Green  Tea!", "green-tea"), ("-- Crème", "creme"), ("绿茶 ☕", "lu-cha-coffee"), ("snake_case", "snake-case"), ("!", "")]
        {
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
