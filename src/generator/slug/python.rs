//! Python-Markdown, and the slugs of PyMdown Extensions.

use super::Piece;
use super::classes::{composed, is_newer_than_python, is_plain_letter, is_python_space, is_python_word, python_ascii};

/// Python-Markdown's default `slugify` (MkDocs) on the rendered heading without tags: decomposed and cut down to ASCII, all but word
/// characters, blanks and `-` dropped, blanks at the ends too, every run of blanks and `-` to one `-`.
pub fn python_markdown(pieces: &[Piece<'_>], out: &mut String) {
    let name = name(pieces);
    if name.is_ascii() {
        return slugify(name.chars(), out);
    }
    slugify(python_ascii(&name), out);
}

/// Python-Markdown's `slugify_unicode`: the same without the step to ASCII.
pub fn python_markdown_unicode(pieces: &[Piece<'_>], out: &mut String) {
    let start = out.len();
    slugify(name(pieces).chars(), out);
    lower_behind(out, start);
}

/// Python-Markdown's default with `_` as the separator: dashes are kept, runs of blanks and `_` become one.
pub fn python_markdown_underscores(pieces: &[Piece<'_>], out: &mut String) {
    let mut kept = String::new();
    kept.extend(python_ascii(&name(pieces)).filter(|&c| is_kept(c) || is_python_space(c)));
    let mut gap = false;
    for c in kept.trim_matches(is_python_space).chars() {
        let is_gap = c == '_' || is_python_space(c);
        if !is_gap || !gap {
            out.push(if is_gap { '_' } else { c.to_ascii_lowercase() });
        }
        gap = is_gap;
    }
}

/// `pymdownx.slugs.slugify(case="lower")`: word characters and `-` in lower case, every blank to a `-` of its own.
pub fn pymdown_lower(pieces: &[Piece<'_>], out: &mut String) {
    pymdown(&lower_case(&normalized(pieces)), out);
}

/// `pymdownx.slugs.slugify()`: the same, the case kept.
pub fn pymdown_none(pieces: &[Piece<'_>], out: &mut String) {
    pymdown(&normalized(pieces), out);
}

fn pymdown(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            ' ' => out.push('-'),
            _ if is_kept(c) => out.push(c),
            _ => {}
        }
    }
}

/// What pymdownx makes of the name first: composed (NFC), without what looks like a tag, trimmed.
fn normalized(pieces: &[Piece<'_>]) -> String {
    let mut text = name(pieces);
    if !text.is_ascii() {
        text = composed(&text);
    }
    if text.contains('<') {
        text = without_tags(&text);
    }
    text.trim_matches(is_python_space).to_owned()
}

/// Without `<…>`, as far as there is a `>`.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        let Some((_, after)) = tag.split_once('>') else { break };
        out.push_str(before);
        rest = after;
    }
    out + rest
}

/// The text of the rendered heading: runs of blanks are one, and there is none at the ends. Entities are undone behind that.
fn name(pieces: &[Piece<'_>]) -> String {
    let mut name = String::with_capacity(64);
    let mut blank = false;
    for piece in pieces {
        let (text, is_entity) = match piece {
            Piece::Text { raw, text } => (*text, raw != text),
            Piece::Escaped(text) | Piece::Code(text) => (*text, false),
            // `<mailto:me@example.org>` shows the address alone.
            Piece::Autolink(text) => (text.strip_prefix("mailto:").unwrap_or(text), false),
            Piece::Break => (" ", false),
            _ => continue,
        };
        for c in text.chars() {
            if !is_entity && is_python_space(c) {
                blank = !name.is_empty();
            } else {
                if std::mem::take(&mut blank) {
                    name.push(' ');
                }
                name.push(c);
            }
        }
    }
    name
}

/// Python-Markdown's `slugify`, ASCII in lower case.
fn slugify(text: impl Iterator<Item = char>, out: &mut String) {
    let start = out.len();
    let mut gap = Gap::None;
    for c in text {
        if is_python_space(c) {
            gap = if gap == Gap::Dashes { gap } else { Gap::Blanks };
        } else if c == '-' {
            gap = Gap::Dashes;
        } else if is_kept(c) {
            if gap == Gap::Dashes || gap == Gap::Blanks && out.len() > start {
                out.push('-');
            }
            gap = Gap::None;
            out.push(c.to_ascii_lowercase());
        }
    }
    if gap == Gap::Dashes {
        out.push('-');
    }
}

/// The run of blanks and dashes since the last word character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blanks,
    Dashes,
}

/// Whether the slug keeps the character: Python's `[\w-]`.
fn is_kept(c: char) -> bool {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '_' | '-' => true,
        '\0'..='\x7F' => false,
        _ => is_plain_letter(c) || is_python_word(c),
    }
}

/// Python's `str.lower`. What Python does not know is gone from a slug anyway, and has no lower case.
fn lower_case(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.replace(is_newer_than_python, "").to_lowercase(),
    }
}

fn lower_behind(out: &mut String, start: usize) {
    if !out[start..].is_ascii() {
        let lower = out[start..].to_lowercase();
        out.replace_range(start.., &lower);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plain, slug_of};
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
            assert_eq!(slug_of(python_markdown, &[plain(text)]), expected, "{text}");
        }
    }

    #[test]
    fn slugs_with_letters_of_all_scripts() {
        for (text, unicode, pymdown) in [
            ("How to  Brew Tea?", "how-to-brew-tea", "how-to-brew-tea"),
            ("Crème & ŒUF", "crème-œuf", "crème--œuf"),
            ("milk - tea", "milk-tea", "milk---tea"),
            ("Cafe\u{301}", "cafe", "café"),
            ("绿茶：½", "绿茶½", "绿茶½"),
            ("ΦΩΣ", "φως", "φως"),
            ("☕", "", ""),
        ] {
            assert_eq!(slug_of(python_markdown_unicode, &[plain(text)]), unicode, "{text}");
            assert_eq!(slug_of(pymdown_lower, &[plain(text)]), pymdown, "{text}");
        }
        assert_eq!(slug_of(pymdown_none, &[plain("Green Tea ΦΩΣ")]), "Green-Tea-ΦΩΣ");
    }

    #[test]
    fn pymdown_drops_what_looks_like_a_tag() {
        assert_eq!(slug_of(pymdown_lower, &[plain("the "), Piece::Code("<tea>"), plain(" element")]), "the--element");
        assert_eq!(slug_of(pymdown_lower, &[plain("a < b")]), "a--b");
        assert_eq!(slug_of(python_markdown, &[Piece::Code("<tea>")]), "tea");
    }

    #[test]
    fn entities_of_blanks_are_not_squeezed() {
        let space = Piece::Text { raw: "&#32;", text: " " };
        assert_eq!(slug_of(pymdown_lower, &[plain("a "), space, plain("b")]), "a--b");
        assert_eq!(slug_of(pymdown_lower, &[plain("a \t b")]), "a-b");
    }

    #[test]
    fn alternative_texts_and_footnote_marks_do_not_count() {
        let mark = Piece::FootnoteMark { label: "1", number: 1 };
        let pieces = [Piece::Alt("cup"), Piece::Code("Tea"), mark, Piece::Break, Piece::Code("x")];
        assert_eq!(slug_of(python_markdown, &pieces), "tea-x");
        assert_eq!(slug_of(pymdown_none, &pieces), "Tea-x");
    }
}
