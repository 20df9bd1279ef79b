//! github-slugger, and kramdown's GFM parser, which follows it.

use super::Piece;
use super::classes::{is_plain_letter, is_word};

/// github-slugger 1.5 and 2.0 on the text that rehype-slug sees: no tags, no alternative texts, a footnote mark as its number.
///
/// Lower case; all but letters, marks, numbers, connectors, `-` and blanks dropped; every blank to a `-` of its own.
pub fn github(pieces: &[Piece<'_>], out: &mut String) {
    slugger(pieces, out, |piece, each| match piece {
        Piece::Text { text, .. } | Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => each(text),
        Piece::FootnoteMark { number, .. } => each(&number.to_string()),
        // A line break is a line feed, which the slugger drops.
        Piece::Html(_) | Piece::Alt(_) | Piece::Break | Piece::Open | Piece::Close => {}
    });
}

/// Docusaurus: [`github`] on the syntax tree, where alternative texts are text, and footnote marks are not.
pub fn docusaurus(pieces: &[Piece<'_>], out: &mut String) {
    slugger(pieces, out, |piece, each| match piece {
        Piece::Text { text, .. } | Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) | Piece::Alt(text) => each(text),
        Piece::FootnoteMark { .. } | Piece::Html(_) | Piece::Break | Piece::Open | Piece::Close => {}
    });
}

/// Astro: [`github`] behind smartypants, which makes two hyphens a dash, and leaves three and more alone.
pub fn astro(pieces: &[Piece<'_>], out: &mut String) {
    slugger(pieces, out, |piece, each| match piece {
        Piece::Text { text, .. } => each_without_dashes(text, |dashes| dashes == 2, each),
        Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => each(text),
        Piece::FootnoteMark { number, .. } => each(&number.to_string()),
        Piece::Html(_) | Piece::Alt(_) | Piece::Break | Piece::Open | Piece::Close => {}
    });
}

/// [`docusaurus`] with `markdown.anchors.maintainCase`.
pub fn docusaurus_cased(pieces: &[Piece<'_>], out: &mut String) {
    for piece in pieces {
        if let Piece::Text { text, .. } | Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) | Piece::Alt(text) = piece {
            out.extend(text.chars().filter_map(|c| match c {
                ' ' => Some('-'),
                'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => Some(c),
                '\0'..='\x7F' => None,
                c => (is_plain_letter(c) || is_word(c) || c.to_lowercase().all(is_word)).then_some(c),
            }));
        }
    }
}

/// The slug of what `texts` gives of each piece.
fn slugger(pieces: &[Piece<'_>], out: &mut String, texts: impl Fn(&Piece<'_>, &mut dyn FnMut(&str))) {
    // JavaScript lower-cases a capital sigma by what stands around it, all other letters one by one.
    let mut sigma = false;
    let start = out.len();
    for piece in pieces {
        texts(piece, &mut |part| {
            sigma |= !part.is_ascii() && part.contains('Σ');
            push_words(part, out);
        });
    }
    if sigma {
        let mut text = String::new();
        pieces.iter().for_each(|piece| texts(piece, &mut |part| text.push_str(part)));
        out.truncate(start);
        push_words(&text.to_lowercase(), out);
    }
}

/// Calls `each` with what is left of a text without those runs of hyphens that are dashes.
fn each_without_dashes(text: &str, is_dash: impl Fn(usize) -> bool, each: &mut dyn FnMut(&str)) {
    let mut rest = text;
    while let Some(at) = rest.find("--") {
        let hyphens = rest[at..].bytes().take_while(|&byte| byte == b'-').count();
        let kept = if is_dash(hyphens) { at } else { at + hyphens };
        each(&rest[..kept]);
        rest = &rest[at + hyphens..];
    }
    each(rest);
}

/// Appends a character beyond ASCII in lower case, if the slugger keeps it.
fn push_word(c: char, out: &mut String) {
    if is_plain_letter(c) {
        out.push(c);
    } else {
        out.extend(c.to_lowercase().filter(|&lower| lower.is_ascii_lowercase() || is_word(lower)));
    }
}

/// Jekyll's default: kramdown with its GFM parser. Like [`github`], but typographic replacements (`--`, `...`) are gone before, a tab is a
/// blank, and a capital sigma is always `σ`.
pub fn kramdown(pieces: &[Piece<'_>], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text { text, .. } => push_typographic(text, out),
            Piece::Escaped(text) | Piece::Code(text) => push_tabbed(text, out),
            Piece::Autolink(text) => push_tabbed(text.strip_prefix("mailto:").unwrap_or(text), out),
            Piece::FootnoteMark { .. } | Piece::Html(_) | Piece::Alt(_) | Piece::Break | Piece::Open | Piece::Close => {}
        }
    }
}

/// Appends the words of a text in which `--` and `---` are dashes, and `<< ` and ` >>` quotes with their blank.
fn push_typographic(text: &str, out: &mut String) {
    const SIGNS: [&str; 4] = ["---", "--", "<< ", " >>"];
    if !text.bytes().any(|byte| matches!(byte, b'-' | b'<' | b'>')) {
        return push_tabbed(text, out);
    }
    let mut rest = text;
    while let Some((at, sign)) = rest.match_indices(['-', '<', ' ']).find_map(|(at, _)| {
        let sign = SIGNS.iter().find(|sign| rest[at..].starts_with(**sign))?;
        Some((at, sign))
    }) {
        push_tabbed(&rest[..at], out);
        rest = &rest[at + sign.len()..];
    }
    push_tabbed(rest, out);
}

/// Appends what is kept of a text, a tab as a blank. What Ruby does not know for a word it does not know for a capital either.
fn push_tabbed(text: &str, out: &mut String) {
    if text.bytes().all(|byte| byte.is_ascii() && byte != b'\t') {
        return push_words(text, out);
    }
    for (at, part) in text.split('\t').enumerate() {
        if at > 0 {
            out.push('-');
        }
        part.split(|c: char| !c.is_ascii() && !is_plain_letter(c) && !is_word(c)).for_each(|words| push_words(words, out));
    }
}

/// Appends what is kept of a text.
fn push_words(text: &str, out: &mut String) {
    out.reserve(text.len());
    for c in text.chars() {
        match KEPT.get(c as usize) {
            Some(b'\0') => {}
            Some(&kept) => out.push(char::from(kept)),
            None => push_word(c, out),
        }
    }
}

/// What is kept of each character of ASCII, in lower case; nothing of those with a zero.
const KEPT: [u8; 128] = {
    let (mut kept, mut at) = ([0; 128], 0);
    while at < 128 {
        let byte = at as u8;
        kept[at] = match byte {
            b' ' => b'-',
            b'-' | b'_' => byte,
            _ if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
            _ => 0,
        };
        at += 1;
    }
    kept
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::slug::testing::{plain, slug_of};

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
    fn generators_differ_in_what_is_text() {
        let pieces = [Piece::Alt("Cup"), plain(" a--b c---d"), Piece::FootnoteMark { label: "1", number: 1 }, Piece::Code("--x")];
        assert_eq!(slug_of(github, &pieces), "-a--b-c---d1--x");
        assert_eq!(slug_of(docusaurus, &pieces), "cup-a--b-c---d--x");
        assert_eq!(slug_of(astro, &pieces), "-ab-c---d1--x");
        assert_eq!(slug_of(astro, &[plain("-- ΦΩΣ --")]), "-φως-");
    }

    #[test]
    fn kramdown_replaces_before_it_drops() {
        for (text, expected) in [
            ("milk--tea", "milktea"),
            ("milk -- tea", "milk--tea"),
            ("a----b", "a-b"),
            ("milk << tea >> pot", "milk-tea-pot"),
            ("a\tb", "a-b"),
            ("ΦΩΣ", "φωσ"),
            ("It's 'tea'", "its-tea"),
        ] {
            assert_eq!(slug_of(kramdown, &[plain(text)]), expected);
        }
        assert_eq!(slug_of(kramdown, &[Piece::Code("--x"), Piece::FootnoteMark { label: "1", number: 1 }]), "--x");
    }
}
