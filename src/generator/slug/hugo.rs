//! Hugo, with goldmark.

use super::classes::{canonically_decomposed, go_lower, is_go_digit, is_go_letter, is_go_number, is_nonspacing, is_plain_letter};
use super::{Piece, Squeezed};

/// Hugo's `autoHeadingIDType = "github"` on the plain text of the heading's syntax tree. Appends nothing to a heading without text, which has
/// no id then.
///
/// Of an inline container only the first child counts, and the typographer ends a child at a quote, a dash or an ellipsis.
pub fn hugo_github(pieces: &[Piece<'_>], out: &mut String) {
    let Some(text) = plain_text(pieces) else { return };
    or_heading(out, |out| push_words(text.trim(), out));
}

/// `autoHeadingIDType = "github-ascii"`: accents are taken off, and all that is not ASCII then is dropped.
pub fn hugo_github_ascii(pieces: &[Piece<'_>], out: &mut String) {
    let Some(text) = plain_text(pieces) else { return };
    let ascii: String = canonically_decomposed(&text).filter(|&c| !is_nonspacing(c)).collect();
    or_heading(out, |out| ascii.trim().chars().filter(char::is_ascii).for_each(|c| push_word(c, out)));
}

/// `autoHeadingIDType = "blackfriday"`: letters and numbers in lower case, runs of all else to one `-`, none at the ends.
pub fn hugo_blackfriday(pieces: &[Piece<'_>], out: &mut String) {
    let Some(text) = plain_text(pieces) else { return };
    or_heading(out, |out| {
        let mut slug = Squeezed::new(out);
        for c in text.chars() {
            match c {
                '0'..='9' | 'a'..='z' | 'A'..='Z' => slug.write().push(c.to_ascii_lowercase()),
                '\0'..='\x7F' => slug.separate(),
                _ if is_plain_letter(c) || is_go_letter(c) || is_go_number(c) => slug.write().push(go_lower(c)),
                _ => slug.separate(),
            }
        }
    });
}

/// What a heading is called of whose text nothing is left.
fn or_heading(out: &mut String, push: impl FnOnce(&mut String)) {
    let start = out.len();
    push(out);
    if out.len() == start {
        out.push_str("heading");
    }
}

fn push_words(text: &str, out: &mut String) {
    text.chars().for_each(|c| push_word(c, out));
}

/// Appends `c` in lower case, if Hugo keeps it.
fn push_word(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' | '-' | '_' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        ' ' => out.push('-'),
        '\0'..='\x7F' => {}
        _ if is_plain_letter(c) => out.push(c),
        _ if is_go_letter(c) || is_go_digit(c) => out.push(go_lower(c)),
        _ => {}
    }
}

/// An open inline container.
struct Container {
    /// Whether it is itself part of the text.
    counts: bool,
    has_child: bool,
}

/// What counts of the heading's text; `None` when nothing was there to count, whatever was replaced since.
fn plain_text(pieces: &[Piece<'_>]) -> Option<String> {
    let mut text = None::<String>;
    let mut open: Vec<Container> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if *piece == Piece::Close {
            open.pop();
            continue;
        }
        let goes_on = at > 0 && is_text(piece) && is_text(&pieces[at - 1]);
        let counts = match open.last_mut() {
            None => true,
            Some(container) => {
                let first = !container.has_child && !goes_on;
                container.has_child = true;
                container.counts && first
            }
        };
        match piece {
            Piece::Open => open.push(Container { counts, has_child: false }),
            // A heading of several lines has the id of its last.
            Piece::Break => text = None,
            Piece::Text { raw, text: decoded } if counts => {
                // Named entities are resolved, numeric ones are not.
                let segment = if raw.starts_with("&#") { raw } else { decoded };
                push_segments(segment, !open.is_empty(), text.get_or_insert_default());
            }
            Piece::Alt(alt) if counts && !alt.is_empty() => push_segments(alt, true, text.get_or_insert_default()),
            Piece::Escaped(part) | Piece::Code(part) if counts => text.get_or_insert_default().push_str(part),
            _ => {}
        }
    }
    text
}

fn is_text(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Text { .. } | Piece::Escaped(_))
}

/// Appends a text in which a dash stands for all that the typographer replaces; only as far as the first replacement, when the text stands in
/// a container.
fn push_segments(text: &str, first_only: bool, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '"', '-', '.', '_']) {
        let length = replaced_length(&rest[at..]);
        if first_only && length > 0 {
            return out.push_str(&rest[..at]);
        }
        // An underscore is a delimiter: the text goes on in another node.
        if first_only && rest[at..].starts_with('_') {
            return out.push_str(&rest[..=at]);
        }
        if length > 0 {
            out.push_str(&rest[..at]);
            out.push('–');
        } else {
            out.push_str(&rest[..=at]);
        }
        rest = &rest[at + length.max(1)..];
    }
    out.push_str(rest);
}

/// How many bytes of the text's begin goldmark's typographer replaces.
fn replaced_length(text: &str) -> usize {
    match text.as_bytes() {
        [b'-', b'-', b'-', ..] | [b'.', b'.', b'.', ..] => 3,
        [b'-', b'-', ..] => 2,
        [b'\'' | b'"', ..] => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Piece<'_> {
        Piece::Text { raw: text, text }
    }

    fn slug(pieces: &[Piece<'_>]) -> String {
        let mut out = String::new();
        hugo_github(pieces, &mut out);
        out
    }

    #[test]
    fn letters_and_digits_are_kept_marks_and_numbers_are_not() {
        for (text, expected) in [
            (" Green Tea ", "green-tea"),
            ("milk & tea", "milk--tea"),
            ("milk--tea...", "milktea"),
            ("-- tea --", "-tea-"),
            ("ÇAY İç ½", "çay-iç-"),
            ("Cafe\u{301}", "cafe"),
            ("ΦΩΣ", "φωσ"),
            ("?!", "heading"),
            ("--", "heading"),
        ] {
            assert_eq!(slug(&[plain(text)]), expected);
        }
    }

    #[test]
    fn other_kinds_of_ids() {
        for (text, ascii, blackfriday) in [
            (" Crème Brûlée ", "creme-brulee", "crème-brûlée"),
            ("milk & tea_1", "milk--tea_1", "milk-tea-1"),
            ("茶 ½ Ⅳ", "--", "茶-½-ⅳ"),
            ("\u{212A}ø", "k", "kø"),
            ("茶", "heading", "茶"),
            ("?!", "heading", "heading"),
        ] {
            let slug_of = |rule: fn(&[Piece<'_>], &mut String)| {
                let mut out = String::new();
                rule(&[plain(text)], &mut out);
                out
            };
            assert_eq!((slug_of(hugo_github_ascii), slug_of(hugo_blackfriday)), (ascii.to_owned(), blackfriday.to_owned()), "{text}");
        }
    }

    #[test]
    fn of_a_container_only_the_first_child_counts() {
        let bold = |inside: &'static str| [plain("a "), Piece::Open, plain(inside), Piece::Close, plain(" z")];
        assert_eq!(slug(&bold("tea")), "a-tea-z");
        assert_eq!(slug(&bold("tea's best")), "a-tea-z");
        assert_eq!(slug(&bold("green_tea")), "a-green_-z");
        let nested = [Piece::Open, plain("a "), Piece::Open, plain("b"), Piece::Close, plain(" c"), Piece::Close, plain(" d")];
        assert_eq!(slug(&nested), "a--d");
    }

    #[test]
    fn links_without_text_of_their_own_and_tags_give_nothing() {
        assert_eq!(slug(&[Piece::Open, Piece::Autolink("https://tea.example"), Piece::Close]), "");
        assert_eq!(slug(&[Piece::Html("<b>"), plain("tea"), Piece::Html("</b>")]), "tea");
        assert_eq!(slug(&[]), "");
    }

    #[test]
    fn the_last_line_counts() {
        assert_eq!(slug(&[plain("green"), Piece::Break, plain("tea")]), "tea");
    }

    #[test]
    fn numeric_entities_are_not_resolved() {
        assert_eq!(slug(&[Piece::Text { raw: "&#233;", text: "é" }]), "233");
        assert_eq!(slug(&[Piece::Text { raw: "&eacute;", text: "é" }]), "é");
    }
}
