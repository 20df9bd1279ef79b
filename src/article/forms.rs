//! The other forms of a word that a reader takes for the same: letter case, and in English the plural and the form in `-ing`.
//!
//! Forms are made from a word and looked up; no word of a text is ever cut down to a stem. A form that no text has does no harm, so that
//! `boxes` may come of `box` and of `boxe`.

use super::hash;
use rustc_hash::FxHashMap;

/// Whether an English word is none of the words that it seems to be a form of.
fn is_itself(word: &str) -> bool {
    match word.len() {
        4 => matches!(word, "news" | "lens"),
        5 => matches!(word, "means" | "goods"),
        6 => matches!(word, "series" | "canvas"),
        7 => matches!(word, "species" | "customs" | "evening" | "morning" | "ceiling" | "wedding" | "herring" | "earring"),
        8 => matches!(word, "stocking" | "shilling" | "sterling"),
        _ => false,
    }
}

/// Calls `each` with the word, and with what else it may be written as; with some forms more than once.
pub fn forms(word: &str, english: bool, mut each: impl FnMut(&str)) {
    each(word);
    // The hash of a word takes no notice of ASCII case.
    if !word.is_ascii() {
        let (lower, mut capital) = (word.to_lowercase(), String::with_capacity(word.len()));
        let mut letters = lower.chars();
        capital.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        capital.push_str(letters.as_str());
        [&lower, &capital, &word.to_uppercase()].into_iter().for_each(|form| each(form));
    }
    if !english {
        return;
    }
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return;
    }
    let word = word.to_ascii_lowercase();
    let mut form = String::with_capacity(word.len() + 4);
    let mut write = |parts: [&str; 2]| {
        form.clear();
        parts.into_iter().for_each(|part| form.push_str(part));
        if parts[1].is_empty() || !is_itself(&form) {
            each(&form);
        }
    };
    bases(&word, |base| {
        write([base, ""]);
        write([base, "'s"]);
        write([base, "’s"]);
        inflected(base, &mut write);
    });
}

/// Whether the two are one word.
#[cfg(test)]
fn same(one: &str, other: &str, english: bool) -> bool {
    let mut found = false;
    forms(one, english, |form| found |= form.eq_ignore_ascii_case(other));
    found
}

/// Whether more than `most` words of a text may begin alike: a cheap look before they are cut.
pub fn may_repeat(text: &str, most: usize) -> bool {
    if !text.is_ascii() {
        return true;
    }
    let (mut starts, mut before) = ([0_u32; 32], b' ');
    for byte in text.bytes() {
        let is_start = is_of_word(byte) && !is_of_word(before);
        // `y` counts as `i`.
        let letter = if byte | 0x20 == b'y' { b'i' } else { byte };
        starts[usize::from(letter & 0x1f)] += u32::from(is_start);
        before = byte;
    }
    starts.iter().any(|&count| count as usize > most)
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Keeps the words of which more than `most` begin alike, as the forms of a word do: a cheap look before they are compared.
pub fn keep_alike<T>(words: &mut Vec<T>, most: usize, text: impl Fn(&T) -> &str) {
    // `skies` are a `sky`. Of words of three letters some forms are missed (`ice`, `icing`).
    let letter = |c: char| if c == 'y' { 'i' } else { c };
    let begin = |word: &str| word.chars().take(3).flat_map(char::to_lowercase).fold(0, |sum, c| sum << 21 | u64::from(letter(c)));
    let mut begins: Vec<u64> = words.iter().map(|word| begin(text(word))).collect();
    begins.sort_unstable();
    let frequent: Vec<u64> = begins.chunk_by(u64::eq).filter(|alike| alike.len() > most).map(|alike| alike[0]).collect();
    words.retain(|word| frequent.binary_search(&begin(text(word))).is_ok());
}

/// The words by which of them are one word; in the order of the first of each.
pub fn groups<T: Copy>(words: &[T], english: bool, text: impl Fn(&T) -> &str) -> Vec<Vec<T>> {
    let mut ids: FxHashMap<u64, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<T>> = Vec::new();
    for word in words {
        let id = *ids.entry(hash(text(word))).or_insert(groups.len());
        if id == groups.len() {
            groups.push(Vec::new());
            forms(text(word), english, |form| _ = ids.entry(hash(form)).or_insert(id));
        }
        groups[id].push(*word);
    }
    groups
}

/// What the forms of an English word have in common, for comparing many; `bus` and `buses` have not.
pub fn stem(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").unwrap_or(&word);
    if word.len() < 4 || is_itself(word) || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return word.to_string();
    }
    let singular = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])).unwrap_or(word);
    if let Some(stem) = singular.strip_suffix("ing").filter(|stem| has_vowel(stem) && stem.len() > 2) {
        return match () {
            () if is_doubled(stem) && !stem.ends_with(['l', 's', 'z', 'f']) => stem[..stem.len() - 1].to_string(),
            () if doubles(stem) => format!("{stem}e"),
            () => stem.to_string(),
        };
    }
    match singular.strip_suffix('e') {
        Some(shorter) if shorter.ends_with('i') && shorter.len() > 3 => format!("{}y", &shorter[..shorter.len() - 1]),
        // A `plane` is no `plan`.
        Some(shorter) if shorter.len() > 2 && !doubles(shorter) => shorter.to_string(),
        _ => singular.to_string(),
    }
}

/// What a word in lower case may be a form of: itself, where it seems to be none.
fn bases(word: &str, mut each: impl FnMut(&str)) {
    if word.len() < 4 || is_itself(word) {
        return each(word);
    }
    if let Some(stem) = word.strip_suffix("ing").filter(|stem| has_vowel(stem) && stem.len() > 2) {
        // A house is a building, and has several.
        each(word);
        match () {
            // `planning` is of `plan`, `telling` of `tell`.
            () if is_doubled(stem) && !stem.ends_with(['l', 's', 'z', 'f']) => each(&stem[..stem.len() - 1]),
            () if is_doubled(stem) => {
                each(stem);
                each(&stem[..stem.len() - 1]);
            }
            // `planing` is of `plane` alone.
            () if doubles(stem) => each(&format!("{stem}e")),
            () => {
                each(stem);
                each(&format!("{stem}e"));
            }
        }
        return;
    }
    let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])) else { return each(word) };
    each(stem);
    if let Some(shorter) = stem.strip_suffix("ie").filter(|shorter| shorter.len() > 2) {
        each(&format!("{shorter}y"));
    } else if let Some(shorter) = stem.strip_suffix('e').filter(|shorter| takes_es(shorter)) {
        each(shorter);
    }
}

/// The plural of a base, and its form in `-ing`.
fn inflected(base: &str, write: &mut impl FnMut([&str; 2])) {
    if takes_es(base) {
        write([base, "es"]);
    }
    match base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => write([stem, "ies"]),
        None if !is_itself(base) && !base.ends_with('s') => write([base, "s"]),
        None => {}
    }
    if base.len() < 3 || base.ends_with("ing") || !has_vowel(base) {
        return;
    }
    if let Some(stem) = base.strip_suffix('e').filter(|stem| !base.ends_with("ee") && has_vowel(stem)) {
        return write([stem, "ing"]);
    }
    if doubles(base) {
        return write([base, &format!("{}ing", &base[base.len() - 1..])]);
    }
    write([base, "ing"]);
    // `controlling`, but `visiting`: that hangs on the stress.
    if ends_short(base) {
        write([base, &format!("{}ing", &base[base.len() - 1..])]);
    }
}

fn is_doubled(stem: &str) -> bool {
    matches!(stem.as_bytes(), [.., one, two] if one == two && !is_vowel(*one))
}

fn takes_es(base: &str) -> bool {
    base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh")
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn has_vowel(word: &str) -> bool {
    word.bytes().any(|byte| is_vowel(byte) || byte == b'y')
}

/// Whether the word ends with one vowel and one consonant that can be doubled.
fn ends_short(word: &str) -> bool {
    let &[.., before, vowel, last] = word.as_bytes() else { return false };
    // The `u` of `quit` is none.
    let single = !is_vowel(before) || before == b'u' && word.len() > 3 && word.as_bytes()[word.len() - 4] == b'q';
    single && is_vowel(vowel) && !is_vowel(last) && !matches!(last, b'w' | b'x' | b'y')
}

/// Whether the consonant at the end of a word of one syllable is doubled before `-ing`.
fn doubles(word: &str) -> bool {
    ends_short(word) && !has_vowel(&word[..word.len() - 2].replace("qu", "q"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_english_word() {
        for (one, other) in [
            ("kettle", "kettles"),
            ("kettle", "Kettles"),
            ("kettle", "kettle's"),
            ("lock", "locking"),
            ("lock", "locks"),
            ("box", "boxes"),
            ("cache", "caches"),
            ("cache", "caching"),
            ("watch", "watches"),
            ("glass", "glasses"),
            ("bus", "buses"),
            ("lens", "lenses"),
            ("horse", "horses"),
            ("puppy", "puppies"),
            ("movie", "movies"),
            ("key", "keys"),
            ("pie", "pies"),
            ("shoe", "shoes"),
            ("potato", "potatoes"),
            ("photo", "photos"),
            ("descale", "descaling"),
            ("bake", "baking"),
            ("plane", "planing"),
            ("plan", "planning"),
            ("run", "running"),
            ("tell", "telling"),
            ("control", "controlling"),
            ("open", "opening"),
            ("visit", "visiting"),
            ("boil", "boiling"),
            ("quit", "quitting"),
            ("fix", "fixing"),
            ("play", "playing"),
            ("see", "seeing"),
            ("building", "buildings"),
            ("building", "builds"),
            ("camera", "cameras"),
            ("string", "strings"),
            ("press", "pressing"),
            ("dance", "dancing"),
            ("handle", "handling"),
        ] {
            assert!(same(one, other, true), "{one} {other}");
            assert!(same(other, one, true), "{other} {one}");
            assert!(
                one == "bus" || one == "control" || one == "lens" || stem(one) == stem(other),
                "{one} {other}: {} {}",
                stem(one),
                stem(other)
            );
            assert!(other.eq_ignore_ascii_case(one) || !same(one, other, false), "{one} {other} in another language");
        }
    }

    #[test]
    fn words_that_only_look_so() {
        for (one, other) in [
            ("news", "new"),
            ("this", "thi"),
            ("process", "proces"),
            ("bring", "br"),
            ("bring", "bre"),
            ("thing", "the"),
            ("lens", "len"),
            ("string", "str"),
            ("spring", "sprs"),
            ("plan", "plane"),
            ("plan", "planing"),
            ("car", "care"),
            ("hop", "hoping"),
            ("hope", "hopping"),
            ("virus", "viru"),
            ("analysis", "analysi"),
            ("evening", "even"),
            ("goods", "good"),
            ("stocking", "stock"),
            ("gas", "ga"),
            ("kit", "kite"),
            ("is", "i"),
            ("as", "a"),
            ("wedding", "wed"),
            ("c++", "c"),
            ("series", "serie"),
        ] {
            assert!(!same(one, other, true), "{one} {other}");
            // What is no word by itself may have such a form.
            let is_word = !["thi", "proces", "viru", "analysi", "ga", "i", "a", "serie", "bre"].contains(&other);
            assert!(!is_word || !same(other, one, true), "{other} {one}");
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
    }

    #[test]
    fn letter_case_is_none_of_a_language() {
        assert!(same("Чайник", "чайник", false) && same("чайник", "Чайник", false) && same("über", "ÜBER", false));
        assert!(!same("Kessel", "Kessels", false));
    }
}
