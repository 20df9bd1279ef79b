//! The strings without which a text discloses nothing: nearly every text is done with after one pass over its bytes.

use super::table::LANGUAGES;
use std::sync::LazyLock;

/// The strings without which there is no disclosure, to be looked for all at once.
pub(super) struct Triggers {
    /// In lists, of which each [`window`] of their first bytes has one.
    needles: Vec<Vec<Needle>>,
    lists: Box<[u16; WINDOWS]>,
    /// A bit for each window of a needle.
    windows: Box<[u64; WINDOWS / 64]>,
}

#[derive(Clone)]
pub(super) struct Needle {
    pub(super) text: String,
    /// Nothing but a whole word counts, or "ad" would be everywhere.
    pub(super) word: bool,
    pub(super) trigger: u128,
}

/// The trigger of all labels.
pub(super) const LABEL: u128 = 1;

/// Three bytes of a text, of each what does not tell `A` from `a`.
pub(super) const WINDOWS: usize = 1 << 15;

pub(super) fn window(before: usize, byte: u8) -> usize {
    (before << 5 | usize::from(byte & 0x1f)) % WINDOWS
}

pub(super) static TRIGGERS: LazyLock<Triggers> = LazyLock::new(|| {
    let mut triggers = Triggers { needles: Vec::new(), lists: Box::new([0; WINDOWS]), windows: Box::new([0; WINDOWS / 64]) };
    for language in LANGUAGES.iter() {
        for phrase in language.phrases() {
            for has in &phrase.has {
                triggers.add(&Needle { text: has.clone(), word: false, trigger: phrase.trigger });
            }
        }
        for label in language.labels.iter().chain(&language.local).chain(language.weak.iter().flat_map(|weak| &weak.labels)) {
            triggers.add(&label_needle(label));
        }
    }
    triggers
});

/// What is in every writing of a label: its longest word, or the hashtag that it has to be.
pub(super) fn label_needle(label: &str) -> Needle {
    let longest = label.split([' ', '-']).rev().max_by_key(|word| word.len()).unwrap_or(label);
    // Words in Chinese and Japanese have no ends.
    Needle { text: longest.to_owned(), word: longest.is_ascii(), trigger: LABEL }
}

impl Triggers {
    pub(super) fn add(&mut self, needle: &Needle) {
        let head = needle.text.bytes().take(3).fold(0, window);
        // Before a needle of two bytes there may be anything.
        let befores = if needle.text.len() > 2 { 0..1 } else { 0..32 };
        for window in befores.map(|before| (before << 10 | head) % WINDOWS) {
            if self.windows[window / 64] >> (window % 64) & 1 == 0 {
                self.windows[window / 64] |= 1 << (window % 64);
                self.lists[window] = self.needles.len() as u16;
                self.needles.push(Vec::new());
            }
            self.needles[usize::from(self.lists[window])].push(needle.clone());
        }
    }

    /// The triggers of a text, a bit each.
    pub(super) fn of(&self, text: &str) -> u128 {
        let mut triggers = 0;
        let found = |_, trigger| triggers |= trigger;
        if folds_beyond_ascii(text) {
            self.scan(folded(text).as_bytes(), found)
        } else {
            self.scan(text.as_bytes(), found)
        }
        triggers
    }

    /// The bytes at which triggers stand, in order; `None` for a text whose letters change their place when case is ignored.
    pub(super) fn places(&self, text: &str) -> Option<Vec<usize>> {
        if folds_beyond_ascii(text) {
            return None;
        }
        let mut places = Vec::new();
        self.scan(text.as_bytes(), |at, _| places.push(at));
        Some(places)
    }

    fn scan(&self, text: &[u8], mut found: impl FnMut(usize, u128)) {
        let mut last = 0;
        for (at, &byte) in text.iter().enumerate() {
            last = window(last, byte);
            if self.windows[last / 64] >> (last % 64) & 1 == 1 {
                let needles = &self.needles[usize::from(self.lists[last])];
                needles.iter().filter(|needle| needle.has_head_at(text, at)).for_each(|needle| found(at, needle.trigger));
            }
        }
    }
}

impl Needle {
    /// Whether the needle is in the text so that the byte is the third (of a short one, the second) of it.
    pub(super) fn has_head_at(&self, text: &[u8], byte: usize) -> bool {
        let Some(start) = (byte + 1).checked_sub(self.text.len().min(3)) else { return false };
        let end = start + self.text.len();
        let is_word_byte = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        // Most are within a word, or end otherwise.
        let ends_so = || text.get(end - 1).zip(self.text.as_bytes().last()).is_some_and(|(one, other)| one.eq_ignore_ascii_case(other));
        !(self.word && is_word_byte(text[..start].last()))
            && ends_so()
            && text.get(start..end).is_some_and(|part| part.eq_ignore_ascii_case(self.text.as_bytes()))
            && !(self.word && is_word_byte(text.get(end)))
    }
}

/// Whether a text has letters whose other case is not told by ASCII: `П`, and `ſ`, which a pattern takes for an `s`.
pub(super) fn folds_beyond_ascii(text: &str) -> bool {
    let folds = |letter: char| !letter.is_ascii() && (letter.is_uppercase() || matches!(letter, 'ſ' | '\u{1c80}'..='\u{1c88}'));
    !text.is_ascii() && text.chars().any(folds)
}

/// A text in lower case, by way of the upper case, which brings together what a pattern takes for one letter.
pub(super) fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}
