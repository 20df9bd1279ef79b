//! Hugo, with goldmark.

use super::classes::{canonically_decomposed, composed, go_lower, is_go_digit, is_go_letter, is_go_number, is_nonspacing, is_plain_letter};
use super::{Piece, Squeezed, goldmark};

pub use super::classes::is_go_mark as is_mark;

/// Hugo's `autoIDType = "github"` on the plain text of the heading's syntax tree. Appends nothing to a heading without text, which has no
/// id then.
///
/// Of an inline container only the first child counts, and the typographer, where it is on, ends a child at a quote, a dash or an ellipsis.
pub fn hugo_github<const TYPOGRAPHER: bool>(pieces: &[Piece<'_>], out: &mut String) {
    let Some(text) = goldmark::plain_text(pieces, TYPOGRAPHER) else { return };
    or_heading(out, |out| push_words(text.trim(), out));
}

/// `autoIDType = "github-ascii"`: accents are taken off, and all that is not ASCII then is dropped.
pub fn hugo_github_ascii<const TYPOGRAPHER: bool>(pieces: &[Piece<'_>], out: &mut String) {
    let Some(text) = goldmark::plain_text(pieces, TYPOGRAPHER) else { return };
    let ascii: String = canonically_decomposed(&text).filter(|&c| !is_nonspacing(c)).collect();
    or_heading(out, |out| ascii.trim().chars().filter(char::is_ascii).for_each(|c| push_word(c, out)));
}

/// `autoIDType = "blackfriday"`: letters and numbers in lower case, runs of all else to one `-`, none at the ends.
pub fn hugo_blackfriday<const TYPOGRAPHER: bool>(pieces: &[Piece<'_>], out: &mut String) {
    let Some(text) = goldmark::plain_text(pieces, TYPOGRAPHER) else { return };
    or_heading(out, |out| {
        let mut slug = Squeezed::new(out);
        for c in goldmark::without_strikes(&text).chars() {
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

/// Go's `unicode.IsLetter` and `unicode.IsDigit`.
pub fn is_letter_or_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_plain_letter(c) || is_go_letter(c) || is_go_digit(c) }
}

/// The text without accents: letters are taken apart, and their marks dropped.
pub fn without_accents(text: &str) -> String {
    let plain: String = canonically_decomposed(text).filter(|&c| !is_nonspacing(c)).collect();
    composed(&plain)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{plain, slug_of};
    use super::*;

    fn slug(pieces: &[Piece<'_>]) -> String {
        slug_of(hugo_github::<true>, pieces)
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
            ("H~2~O ~ x", "h2o--x", "h2o-x"),
            ("?!", "heading", "heading"),
        ] {
            let slug_of = |rule: fn(&[Piece<'_>], &mut String)| {
                let mut out = String::new();
                rule(&[plain(text)], &mut out);
                out
            };
            assert_eq!(
                (slug_of(hugo_github_ascii::<true>), slug_of(hugo_blackfriday::<true>)),
                (ascii.to_owned(), blackfriday.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn marks_are_told_from_letters_and_accents_taken_off() {
        assert!(['\u{301}', '\u{FE0F}', '\u{94D}'].into_iter().all(is_mark) && !['a', 'é', '½', '‿', 'Ⅷ', 'Ⓐ'].into_iter().any(is_mark));
        assert!(
            ['z', '7', 'ß', '茶', '٣'].into_iter().all(is_letter_or_digit) && !['_', '½', '\u{301}'].into_iter().any(is_letter_or_digit)
        );
        assert_eq!(without_accents("Crème Ёлка ﬁ½ ガ 한 Cafe\u{301}"), "Creme Елка ﬁ½ カ 한 Cafe");
    }

    #[test]
    fn of_a_container_only_the_first_child_counts() {
        let bold = |inside: &'static str| [plain("a "), Piece::Open, plain(inside), Piece::Close, plain(" z")];
        assert_eq!(slug(&bold("tea")), "a-tea-z");
        assert_eq!(slug(&bold("tea's best")), "a-tea-z");
        assert_eq!(slug(&bold("green_tea")), "a-green_-z");
        assert_eq!(slug(&bold("\"tea\" for two")), "a--z");
        assert_eq!(slug(&bold("5\" pots << pans")), "a-5-pots--z");
        let mut straight = String::new();
        hugo_github::<false>(&bold("it's--tea"), &mut straight);
        assert_eq!(straight, "a-its--tea-z");
        let nested = [Piece::Open, plain("a "), Piece::Open, plain("b"), Piece::Close, plain(" c"), Piece::Close, plain(" d")];
        assert_eq!(slug(&nested), "a--d");
    }

    #[test]
    fn links_without_text_of_their_own_and_tags_give_nothing() {
        assert_eq!(slug(&[Piece::Open, Piece::Autolink("https://tea.example"), Piece::Close]), "");
        for (text, expected) in [
            ("www.tea.example", ""),
            ("see https://tea.example/a_b(c), now", "see--now"),
            ("me@tea.example.", "heading"),
            ("tea@home", "teahome"),
            ("(http://tea.example/pot)", "heading"),
            ("xwww.tea.example", "xwwwteaexample"),
        ] {
            assert_eq!(slug(&[plain(text)]), expected, "{text}");
        }
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
        assert_eq!(slug(&[plain("a"), Piece::Code("&lt;&none;"), Piece::Escaped("&"), plain("amp;b")]), "anoneb");
        let amp = Piece::Text { raw: "&amp;", text: "&" };
        assert_eq!(slug(&[amp, plain("lt; ")]), "lt");
        assert_eq!(slug(&[Piece::Open, plain("a "), amp, plain(" b"), Piece::Close]), "a--b");
    }
}
