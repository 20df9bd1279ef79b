//! Eleventy's `IdAttributePlugin`, whose slugs are those of @sindresorhus/slugify.

use super::classes::{canonically_decomposed, is_diacritic};
use super::{Piece, Squeezed};

/// @sindresorhus/slugify without its `decamelize`, on the element's text: letters to ASCII, `&` to `and`, runs of all but ASCII letters and
/// numbers to one `-`.
///
/// Of the letters that the package writes otherwise than without their accents, those of Latin, Greek and Cyrillic are known here.
pub fn eleventy_id_attribute(pieces: &[Piece<'_>], out: &mut String) {
    let mut ascii = String::with_capacity(64);
    for piece in pieces {
        match piece {
            Piece::Text { text, .. } | Piece::Escaped(text) | Piece::Code(text) | Piece::Autolink(text) => transliterate(text, &mut ascii),
            Piece::FootnoteMark { number, .. } => ascii.push_str(&number.to_string()),
            Piece::Break => ascii.push('\n'),
            Piece::Html(_) | Piece::Alt(_) | Piece::Open | Piece::Close => {}
        }
    }
    let mut slug = Squeezed::new(out);
    let mut rest = ascii.as_str();
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '0'..='9' | 'a'..='z' | 'A'..='Z' => slug.write().push(c.to_ascii_lowercase()),
            // `it's` and `don't` are one word.
            '\'' if ends_contraction(rest) => {}
            _ => slug.separate(),
        }
    }
}

/// Whether a contraction ends here: `s` or `t` alone behind the apostrophe.
fn ends_contraction(rest: &str) -> bool {
    rest.strip_prefix(['s', 't', 'S', 'T']).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

fn transliterate(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii() && c != '&' {
            out.push(c);
        } else if let Some(letters) = replacement(c) {
            out.push_str(letters);
        } else {
            let mut buffer = [0; 4];
            out.extend(canonically_decomposed(c.encode_utf8(&mut buffer)).filter(|&part| !is_diacritic(part)));
        }
    }
}

/// What stands for a character that loses more than an accent. The case of the second letter is of no matter.
#[rustfmt::skip]
fn replacement(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => " and ", '🦄' => " unicorn ", '♥' => " love ",
        'Ä' | 'ä' | 'Æ' | 'æ' => "ae", 'Ö' | 'ö' | 'Œ' | 'œ' => "oe", 'Ü' | 'ü' => "ue", 'ß' | 'ẞ' => "ss",
        'Ø' | 'ø' => "o", 'Đ' | 'đ' | 'Ð' | 'ð' => "d", 'Ł' | 'ł' => "l", 'Þ' | 'þ' => "th", 'ı' => "i", 'Ħ' | 'ħ' => "h", 'ŋ' | 'Ŋ' => "n",
        'Α' | 'α' | 'Ά' | 'ά' => "a", 'Β' | 'β' => "v", 'Γ' | 'γ' => "g", 'Δ' | 'δ' => "d", 'Ε' | 'ε' | 'Έ' | 'έ' => "e", 'Ζ' | 'ζ' => "z",
        'Η' | 'η' | 'Ή' | 'ή' | 'Ι' | 'ι' | 'Ί' | 'ί' | 'Ϊ' | 'ϊ' | 'ΐ' => "i", 'Θ' | 'θ' => "th", 'Κ' | 'κ' => "k", 'Λ' | 'λ' => "l",
        'Μ' | 'μ' => "m", 'Ν' | 'ν' => "n", 'Ξ' | 'ξ' => "ks", 'Ο' | 'ο' | 'Ό' | 'ό' | 'Ω' | 'ω' | 'Ώ' | 'ώ' => "o", 'Π' | 'π' => "p",
        'Ρ' | 'ρ' => "r", 'Σ' | 'σ' | 'ς' => "s", 'Τ' | 'τ' => "t", 'Υ' | 'υ' | 'Ύ' | 'ύ' | 'Ϋ' | 'ϋ' | 'ΰ' => "y", 'Φ' | 'φ' => "f",
        'Χ' | 'χ' => "x", 'Ψ' | 'ψ' => "ps",
        'А' | 'а' => "a", 'Б' | 'б' => "b", 'В' | 'в' => "v", 'Г' | 'г' | 'Ґ' | 'ґ' => "g", 'Д' | 'д' => "d", 'Е' | 'е' | 'Э' | 'э' => "e",
        'Є' | 'є' => "ye", 'Ё' | 'ё' => "yo", 'Ж' | 'ж' => "zh", 'З' | 'з' => "z", 'И' | 'и' | 'І' | 'і' => "i", 'Ї' | 'ї' => "yi",
        'Й' | 'й' => "j", 'К' | 'к' => "k", 'Л' | 'л' => "l", 'М' | 'м' => "m", 'Н' | 'н' => "n", 'О' | 'о' => "o", 'П' | 'п' => "p",
        'Р' | 'р' => "r", 'С' | 'с' => "s", 'Т' | 'т' => "t", 'У' | 'у' => "u", 'Ф' | 'ф' => "f", 'Х' | 'х' => "h", 'Ц' | 'ц' => "cz",
        'Ч' | 'ч' => "ch", 'Ш' | 'ш' => "sh", 'Щ' | 'щ' => "shh", 'Ъ' | 'ъ' | 'Ь' | 'ь' => "", 'Ы' | 'ы' => "y", 'Ю' | 'ю' => "yu",
        'Я' | 'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_letters_become_ascii() {
        for (text, expected) in [
            ("Green Tea!", "green-tea"),
            ("milk & tea", "milk-and-tea"),
            ("It's the cook's tea", "its-the-cooks-tea"),
            ("'til 'tis", "til-tis"),
            ("Crème Brûlée", "creme-brulee"),
            ("Käse Straße", "kaese-strasse"),
            ("чай", "chaj"),
            ("绿茶 2", "2"),
            ("☕", ""),
        ] {
            let mut out = "#".to_owned();
            eleventy_id_attribute(&[Piece::Text { raw: text, text }], &mut out);
            assert_eq!(out, format!("#{expected}"));
        }
    }
}
