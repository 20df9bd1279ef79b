//! Which characters are letters, marks, numbers and blanks to the languages that the generators are written in.
//!
//! All of them ask Unicode, each in the version that was current when its tables were made.

use super::tables;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{Diacritic, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// Whether the letter, mark or number came with this version of Unicode or a later one; versions up to 13 are not told apart.
fn is_since(version: u8, c: char) -> bool {
    let code = u32::from(c);
    let range = tables::SINCE.get(tables::SINCE.partition_point(|&(_, last, _)| last < code));
    range.is_some_and(|&(first, _, since)| first <= code && since >= version)
}

/// github-slugger's table, and Ruby's `\p{Word}`: letters, marks, digits and connectors.
pub(super) fn is_word(c: char) -> bool {
    use GeneralCategory::{ConnectorPunctuation, DecimalNumber};
    let category = category(c);
    let is_word = GeneralCategoryGroup::Letter.contains(category)
        || GeneralCategoryGroup::Mark.contains(category)
        || matches!(category, DecimalNumber | ConnectorPunctuation)
        || c.is_alphabetic();
    is_word && !is_since(14, c)
}

/// Python's `\w` but for the underscore: `str.isalnum`. Marks are not among them.
pub(super) fn is_python_word(c: char) -> bool {
    let category = category(c);
    (GeneralCategoryGroup::Letter.contains(category) || GeneralCategoryGroup::Number.contains(category)) && !is_newer_than_python(c)
}

/// Whether Python does not know the character, and so leaves its case alone.
pub(super) fn is_newer_than_python(c: char) -> bool {
    is_since(15, c)
}

/// Go's `unicode.IsLetter`.
pub(super) fn is_go_letter(c: char) -> bool {
    GeneralCategoryGroup::Letter.contains(category(c)) && !is_since(18, c)
}

/// Go's `unicode.IsDigit`.
pub(super) fn is_go_digit(c: char) -> bool {
    category(c) == GeneralCategory::DecimalNumber && !is_since(18, c)
}

/// Go's `unicode.IsNumber`.
pub(super) fn is_go_number(c: char) -> bool {
    GeneralCategoryGroup::Number.contains(category(c)) && !is_since(18, c)
}

/// Go's `unicode.IsMark`.
pub fn is_go_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(category(c)) && !is_since(18, c)
}

/// Go's `unicode.ToLower`: one character for one.
pub(super) fn go_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Go's `unicode.Mn`: accents and other marks that take no room.
pub(super) fn is_nonspacing(c: char) -> bool {
    category(c) == GeneralCategory::NonspacingMark
}

/// JavaScript's `\p{Diacritic}`.
pub(super) fn is_diacritic(c: char) -> bool {
    CodePointSetData::new::<Diacritic>().contains(c)
}

/// Ideographs and Hangul syllables: letters without case, accents or any other business, and most of what is not ASCII.
pub(super) fn is_plain_letter(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFC}' | '\u{AC00}'..='\u{D7A3}')
}

/// JavaScript's `\s`.
pub(super) fn is_js_space(c: char) -> bool {
    // Rust's set is Unicode's `White_Space`: JavaScript has U+FEFF more and U+0085 less.
    c == '\u{FEFF}' || c != '\u{85}' && c.is_whitespace()
}

/// Python's `str.isspace`.
pub(super) fn is_python_space(c: char) -> bool {
    matches!(c, '\x1C'..='\x1F') || c.is_whitespace()
}

/// Unicode's canonical decomposition (NFD) of a text.
pub(super) fn canonically_decomposed(text: &str) -> impl Iterator<Item = char> {
    DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars())
}

/// The same text with its accents joined to their letters, where there is a character for both (NFC).
pub(super) fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize_iter(text.chars()).collect()
}

/// Unicode's compatibility decomposition (NFKD) of a text, as JavaScript makes it, but without accents (U+0300..=U+036F).
pub(super) fn js_unaccented(text: &str) -> impl Iterator<Item = char> {
    decomposed(18, text).filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))
}

/// What is ASCII in Python's NFKD of a text.
pub(super) fn python_ascii(text: &str) -> impl Iterator<Item = char> {
    decomposed(15, text).filter(char::is_ascii)
}

/// The compatibility decomposition before this version of Unicode: what is newer stays as it is.
fn decomposed(version: u8, text: &str) -> impl Iterator<Item = char> {
    text.split_inclusive(move |c| is_since(version, c)).flat_map(move |part| {
        let newer = part.chars().next_back().filter(|&c| is_since(version, c));
        let known = &part[..part.len() - newer.map_or(0, char::len_utf8)];
        DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(known.chars()).chain(newer)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_from_language_to_language() {
        for (c, word, python, go) in [
            ('é', true, true, true),
            ('中', true, true, true),
            ('\u{301}', true, false, false),
            ('٣', true, true, true),
            ('½', false, true, false),
            ('Ⅳ', true, true, false),
            ('ⓣ', true, false, false),
            ('‿', true, false, false),
            ('☕', false, false, false),
            ('\u{31350}', false, false, true),
            ('\u{2B739}', false, false, true),
            ('\u{C5D}', false, true, true),
        ] {
            assert_eq!((is_word(c), is_python_word(c), is_go_letter(c) || is_go_digit(c)), (word, python, go), "{c}");
        }
        assert!(is_go_number('½') && is_go_number('Ⅳ') && !is_go_number('a'));
        assert!(is_nonspacing('\u{301}') && !is_nonspacing('\u{903}'));
        assert_eq!((go_lower('İ'), go_lower('Σ')), ('i', 'σ'));
    }

    #[test]
    fn decomposition_takes_accents_off_and_hangul_apart() {
        let unaccented = |text: &str| js_unaccented(text).collect::<String>();
        assert_eq!(unaccented("Crème Ёж"), "Creme Еж");
        assert_eq!(unaccented("ﬁ ™ ½ ２"), "fi TM 1\u{2044}2 2");
        assert_eq!(unaccented("한가"), "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1161}");
        assert_eq!(unaccented("中文🎉"), "中文🎉");
        assert_eq!(python_ascii("é½\u{1CCF1}a").collect::<String>(), "e12a");
        assert_eq!(unaccented("\u{1CCF1}\u{1DFD2}"), "1\u{1DFD2}");
    }

    #[test]
    fn white_space_is_that_of_the_language() {
        assert!(['\t', ' ', '\u{A0}', '\u{3000}', '\u{FEFF}', '\u{2028}'].into_iter().all(is_js_space));
        assert!(!['\u{85}', '\u{200B}', '\u{180E}', 'a'].into_iter().any(is_js_space));
        assert!(['\x1C', '\u{85}', '\u{A0}'].into_iter().all(is_python_space));
        assert!(!['\u{FEFF}', '\u{200B}', 'a'].into_iter().any(is_python_space));
    }
}
