//! github-slugger, and kramdown's GFM parser, which follows it.

use super::{Piece, is_in, is_plain_letter, tables::GITHUB_WORD};

/// github-slugger 1.5 and 2.0 on the text that rehype-slug sees: no tags, no alternative texts, a footnote mark as its number.
///
/// Lower case; all but letters, marks, numbers, connectors, `-` and blanks dropped; every blank to a `-` of its own.
pub fn github(pieces: &[Piece<'_>], out: &mut String) {
    if has_sigma(pieces) {
        let mut text = String::new();
        each_text(pieces, |part| text.push_str(part));
        return text.to_lowercase().chars().for_each(|c| push_word(c, out));
    }
    each_text(pieces, |part| push_words(part, out));
}

/// Calls `each` with the parts of the heading's `textContent`.
fn each_text(pieces: &[Piece<'_>], mut each: impl FnMut(&str)) {
    for piece in pieces {
        match piece {
            Piece::Text { text, .. } | Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => each(text),
            Piece::FootnoteMark { number, .. } => each(&number.to_string()),
            // A line break is a line feed, which the slugger drops.
            Piece::Html(_) | Piece::Alt(_) | Piece::Break | Piece::Open | Piece::Close => {}
        }
    }
}

/// Whether there is a capital sigma: JavaScript lower-cases it by what stands around it, all other letters one by one.
fn has_sigma(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Text { text, .. } | Piece::Code(text) => !text.is_ascii() && text.contains('Σ'),
        _ => false,
    })
}

/// Appends `c` in lower case, if the slugger keeps it.
fn push_word(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' | '-' | '_' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        ' ' => out.push('-'),
        '\0'..='\x7F' => {}
        _ if is_plain_letter(c) => out.push(c),
        _ => out.extend(c.to_lowercase().filter(|&lower| lower.is_ascii_lowercase() || is_in(GITHUB_WORD, lower))),
    }
}

/// Jekyll's default: kramdown with its GFM parser. Like [`github`], but typographic replacements (`--`, `...`) are gone before, a tab is a
/// blank, and a capital sigma is always `σ`.
pub fn kramdown(pieces: &[Piece<'_>], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text { text, .. } => push_typographic(text, out),
            Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => push_tabbed(text, out),
            Piece::FootnoteMark { .. } | Piece::Html(_) | Piece::Alt(_) | Piece::Break | Piece::Open | Piece::Close => {}
        }
    }
}

/// Appends the words of a text in which `--` and `---` are dashes.
fn push_typographic(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("--") {
        push_tabbed(&rest[..at], out);
        rest = &rest[at..];
        let dash = if rest.starts_with("---") { 3 } else { 2 };
        rest = &rest[dash..];
    }
    push_tabbed(rest, out);
}

/// Appends what is kept of a text, a tab as a blank.
fn push_tabbed(text: &str, out: &mut String) {
    for (at, part) in text.split('\t').enumerate() {
        if at > 0 {
            out.push('-');
        }
        push_words(part, out);
    }
}

/// Appends what is kept of a text.
fn push_words(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if word > 0 {
            let from = out.len();
            out.push_str(&rest[..word]);
            out[from..].make_ascii_lowercase();
            rest = &rest[word..];
        } else {
            push_word(c, out);
            rest = &rest[c.len_utf8()..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Piece<'_> {
        Piece::Text { raw: text, text }
    }

    fn slug_of(rule: fn(&[Piece<'_>], &mut String), pieces: &[Piece<'_>]) -> String {
        let mut out = String::new();
        rule(pieces, &mut out);
        out
    }

    #[test]
    fn every_blank_is_a_hyphen_of_its_own() {
        for (text, expected) in [
            ("How to Brew Tea?", "how-to-brew-tea"),
            ("milk & tea", "milk--tea"),
            ("milk - tea", "milk---tea"),
            ("no_1: tea!", "no_1-tea"),
            ("tab\tand\u{A0}others\u{3000}", "tabandothers"),
            ("☕ tea", "-tea"),
            ("❤️ tea", "\u{FE0F}-tea"),
            ("½ ① ² Ⅳ", "---ⅳ"),
        ] {
            assert_eq!(slug_of(github, &[plain(text)]), expected);
        }
    }

    #[test]
    fn letters_of_all_scripts_are_lower_cased() {
        for (text, expected) in [
            ("ЧАЙ", "чай"),
            ("绿茶：入门", "绿茶入门"),
            ("녹차", "녹차"),
            ("ÇAY İÇ", "çay-i\u{307}ç"),
            ("ΤΣΑΪ ΦΩΣ", "τσαϊ-φως"),
            ("\u{212A}elvin", "kelvin"),
        ] {
            assert_eq!(slug_of(github, &[plain(text)]), expected);
        }
    }

    #[test]
    fn only_what_is_text_counts() {
        let pieces = [
            plain("Tea "),
            Piece::Html("<b>"),
            Piece::Text { raw: "&amp;", text: "&" },
            Piece::Html("</b>"),
            Piece::Open,
            Piece::Alt("a cup"),
            Piece::Close,
            plain(" "),
            Piece::Code("brew(x)"),
            Piece::Break,
            Piece::Escaped("_"),
            Piece::FootnoteMark { label: "note", number: 12 },
        ];
        assert_eq!(slug_of(github, &pieces), "tea--brewx_12");
    }

    #[test]
    fn kramdown_replaces_before_it_drops() {
        for (text, expected) in [
            ("milk--tea", "milktea"),
            ("milk -- tea", "milk--tea"),
            ("a----b", "a-b"),
            ("a\tb", "a-b"),
            ("ΦΩΣ", "φωσ"),
            ("It's 'tea'", "its-tea"),
        ] {
            assert_eq!(slug_of(kramdown, &[plain(text)]), expected);
        }
        assert_eq!(slug_of(kramdown, &[Piece::Code("--x"), Piece::FootnoteMark { label: "1", number: 1 }]), "--x");
    }
}
