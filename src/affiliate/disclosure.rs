//! What a reader would take for a disclosure that somebody is paid.
//!
//! A block of visible text comes in (a paragraph, a list item, a heading; what is hidden in comments or attributes is no
//! disclosure, 16 CFR 255.0(f)). A sentence that names the payment counts wherever it stands; a short label ("Anzeige")
//! only where it stands as a label. The phrases, by language, are in `rules/data/disclosure-phrases.yaml`.
//!
//! Nearly every text has none of it. [`has_trigger`] finds that out in one pass over the bytes, and no pattern is compiled
//! before a text has one of its strings in it.

use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use super::language::{Languages, name};
use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A disclosure, or an attempt at one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Bytes of the block.
    pub range: Range<usize>,
    pub kind: Kind,
    pub language: &'static str,
    /// Why it is not enough, of a weak one.
    pub why: Option<Why>,
}

/// Why readers do not understand it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The words do not say it, in whatever language.
    Unclear(&'static str),
    /// They do, but in a language that is not the page's: the names of both.
    Foreign { language: &'static str, page: &'static str },
}

impl fmt::Display for Why {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Unclear(why) => to.write_str(why),
            Why::Foreign { language, page } => write!(to, "it is in {language}, on a page that is in {page}"),
        }
    }
}

/// The stronger comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Plain words about a payment or a commercial intent.
    Strong,
    /// A short label that a regulator accepts, where it stands as a label.
    Label,
    /// Meant as a disclosure, but unclear according to a regulator.
    Weak,
}

/// The disclosures in a block of visible text, in its order and without overlaps.
///
/// The phrases of all languages are tried; what is clear in a language that the page does not speak is weak. A weak one by itself is an
/// attempt: reason to ask for better words, not to say that there are none.
pub fn disclosures(block: &str, languages: &Languages<'_>) -> Vec<Disclosure> {
    let triggers = TRIGGERS.of(block);
    if triggers == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for language in LANGUAGES.iter() {
        for phrase in language.strong.iter().chain(&language.amazon) {
            let affirmed = phrase.ranges(block, triggers).filter(|range| !language.denies(&block[range.clone()]));
            found.extend(affirmed.map(|range| language.clear(range, Kind::Strong, languages)));
        }
        for weak in &language.weak {
            let ranges = weak.phrase.iter().flat_map(|phrase| phrase.ranges(block, triggers));
            found.extend(ranges.map(|range| language.unclear(range, &weak.why)));
        }
    }
    if triggers & LABEL != 0 {
        found.extend(labels(block, languages));
    }
    strongest(found)
}

/// Whether a block of visible text has the statement that Amazon asks of its Associates, in any language.
pub fn states_amazon(block: &str) -> bool {
    let triggers = TRIGGERS.of(block);
    let mut phrases = LANGUAGES.iter().flat_map(|language| language.amazon.iter().map(move |phrase| (language, phrase)));
    triggers & !LABEL != 0 && phrases.any(|(language, phrase)| phrase.ranges(block, triggers).any(|range| !language.denies(&block[range])))
}

/// What a link to a page about the site's advertising is: with nothing but the name of that page, it tells nobody anything (FTC).
pub fn bare_link(text: &str) -> Option<(&'static str, Why)> {
    let text = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    if text.is_empty() || text.len() > LONGEST_LABEL {
        return None;
    }
    let text = squeezed(text);
    let language = LANGUAGES.iter().find(|language| language.links.contains(&text))?;
    Some((&language.id, Why::Unclear("it leads to a page about it, where the FTC wants the words here")))
}

/// Whether a disclosure could be in this text at all, which may be a whole article: one pass, no patterns.
///
/// `false` is certain, `true` is not.
pub fn has_trigger(text: &str) -> bool {
    TRIGGERS.any(text)
}

/// In the order of the text; of those that overlap, the strongest.
fn strongest(mut found: Vec<Disclosure>) -> Vec<Disclosure> {
    found.sort_by_key(|one| (one.range.start, one.kind, Reverse(one.range.end)));
    let mut kept: Vec<Disclosure> = Vec::new();
    for one in found {
        match kept.last_mut().filter(|last| one.range.start < last.range.end) {
            None => kept.push(one),
            Some(last) if one.kind < last.kind => *last = one,
            Some(_) => {}
        }
    }
    kept
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    #[serde(rename = "language")]
    id: String,
    strong: Vec<Phrase>,
    #[serde(default)]
    amazon: Vec<Phrase>,
    labels: Vec<String>,
    #[serde(default)]
    local: Vec<String>,
    weak: Vec<Weak>,
    #[serde(default)]
    links: Vec<String>,
    unless: Option<Pattern>,
}

impl Language {
    fn clear(&'static self, range: Range<usize>, kind: Kind, languages: &Languages<'_>) -> Disclosure {
        match languages.accept(&self.id) {
            true => Disclosure { range, kind, language: &self.id, why: None },
            false => {
                let page = languages.first_name().unwrap_or("another");
                Disclosure { range, kind: Kind::Weak, language: &self.id, why: Some(Why::Foreign { language: name(&self.id), page }) }
            }
        }
    }

    fn unclear(&'static self, range: Range<usize>, why: &'static str) -> Disclosure {
        Disclosure { range, kind: Kind::Weak, language: &self.id, why: Some(Why::Unclear(why)) }
    }

    fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let weak = self.weak.iter().filter_map(|weak| weak.phrase.as_ref());
        self.strong.iter().chain(&self.amazon).chain(weak)
    }

    /// Whether a match says the opposite.
    fn denies(&self, matched: &str) -> bool {
        self.unless.as_ref().is_some_and(|pattern| pattern.regex().is_match(matched))
    }

    /// Chinese, Japanese and Korean texts have labels in Latin letters that mean other things elsewhere ("PR").
    fn is_east_asian(&self) -> bool {
        matches!(self.id.as_str(), "zh" | "ja" | "ko")
    }
}

#[derive(Deserialize)]
struct Weak {
    why: String,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(flatten)]
    phrase: Option<Phrase>,
}

#[derive(Deserialize)]
struct Phrase {
    /// One of these is in each match.
    has: Vec<String>,
    re: Pattern,
    /// Set in the triggers of a text that has one of them.
    #[serde(skip)]
    trigger: u128,
}

impl Phrase {
    fn ranges(&self, block: &str, triggers: u128) -> impl Iterator<Item = Range<usize>> {
        let matches = (triggers & self.trigger != 0).then(|| self.re.regex().find_iter(block));
        matches.into_iter().flatten().map(|found| found.range())
    }
}

/// A pattern, compiled when it is first needed.
#[derive(Deserialize)]
#[serde(from = "String")]
struct Pattern {
    pattern: String,
    regex: OnceLock<Regex>,
}

impl From<String> for Pattern {
    /// Reads a pattern as the table writes it.
    fn from(pattern: String) -> Self {
        let mut in_class = false;
        let mut read = String::with_capacity(pattern.len());
        for letter in pattern.chars() {
            match letter {
                // Long patterns are written on several lines.
                '\n' => continue,
                '[' => in_class = true,
                ']' => in_class = false,
                _ => {}
            }
            match letter {
                ' ' if in_class => read.push_str(r"\s"),
                ' ' => read.push_str(r"\s+"),
                _ => read.push(letter),
            }
        }
        // Between ASCII words the boundaries of ASCII do, and with them a text in UTF-8 keeps the fast automaton.
        if read.chars().all(|letter| letter.is_ascii() || !letter.is_alphabetic()) {
            read = read.replace(r"\b", r"(?-u:\b)");
        }
        Self { pattern: read, regex: OnceLock::new() }
    }
}

impl Pattern {
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            let mut builder = RegexBuilder::new(&self.pattern);
            builder.case_insensitive(true).build().expect("the embedded patterns are valid: a test compiles them")
        })
    }
}

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let table = include_str!(concat!(env!("OUT_DIR"), "/disclosure-phrases.json"));
    let mut languages: Vec<Language> = serde_json::from_str(table).expect("the embedded table is valid: a test reads it");
    let mut trigger = LABEL;
    for language in &mut languages {
        let weak = language.weak.iter_mut().filter_map(|weak| weak.phrase.as_mut());
        for phrase in language.strong.iter_mut().chain(&mut language.amazon).chain(weak) {
            trigger <<= 1;
            phrase.trigger = trigger;
        }
    }
    languages
});

/// The strings without which there is no disclosure, to be looked for all at once.
struct Triggers {
    /// By the [`window`] of their first bytes.
    needles: FxHashMap<usize, Vec<Needle>>,
    /// A bit for each window of a needle.
    windows: Box<[u64; WINDOWS / 64]>,
}

#[derive(Clone)]
struct Needle {
    text: String,
    /// Nothing but a whole word counts, or "ad" would be everywhere.
    word: bool,
    trigger: u128,
}

/// The trigger of all labels.
const LABEL: u128 = 1;

/// Three bytes of a text, of each what does not tell `A` from `a`.
const WINDOWS: usize = 1 << 15;

fn window(before: usize, byte: u8) -> usize {
    (before << 5 | usize::from(byte & 0x1f)) % WINDOWS
}

static TRIGGERS: LazyLock<Triggers> = LazyLock::new(|| {
    let mut triggers = Triggers { needles: FxHashMap::default(), windows: Box::new([0; WINDOWS / 64]) };
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
fn label_needle(label: &str) -> Needle {
    let longest = label.split([' ', '-']).rev().max_by_key(|word| word.len()).unwrap_or(label);
    // Words in Chinese and Japanese have no ends.
    Needle { text: longest.to_owned(), word: longest.is_ascii(), trigger: LABEL }
}

impl Triggers {
    fn add(&mut self, needle: &Needle) {
        let head = needle.text.bytes().take(3).fold(0, window);
        // Before a needle of two bytes there may be anything.
        let befores = if needle.text.len() > 2 { 0..1 } else { 0..32 };
        for window in befores.map(|before| (before << 10 | head) % WINDOWS) {
            self.windows[window / 64] |= 1 << (window % 64);
            self.needles.entry(window).or_default().push(needle.clone());
        }
    }

    /// The triggers of a text, a bit each.
    fn of(&self, text: &str) -> u128 {
        let mut triggers = 0;
        self.scan(text, |trigger| {
            triggers |= trigger;
            false
        });
        triggers
    }

    fn any(&self, text: &str) -> bool {
        self.scan(text, |_| true)
    }

    /// Whether `found` was satisfied by a trigger.
    fn scan(&self, text: &str, found: impl FnMut(u128) -> bool) -> bool {
        if folds_beyond_ascii(text) { self.scan_bytes(folded(text).as_bytes(), found) } else { self.scan_bytes(text.as_bytes(), found) }
    }

    fn scan_bytes(&self, text: &[u8], mut found: impl FnMut(u128) -> bool) -> bool {
        let mut last = 0;
        text.iter().enumerate().any(|(at, &byte)| {
            last = window(last, byte);
            self.windows[last / 64] >> (last % 64) & 1 == 1
                && self
                    .needles
                    .get(&last)
                    .is_some_and(|needles| needles.iter().filter(|needle| needle.has_head_at(text, at)).any(|needle| found(needle.trigger)))
        })
    }
}

impl Needle {
    /// Whether the needle is in the text so that the byte is the third (of a short one, the second) of it.
    fn has_head_at(&self, text: &[u8], byte: usize) -> bool {
        let Some(start) = (byte + 1).checked_sub(self.text.len().min(3)) else { return false };
        let end = start + self.text.len();
        let is_word_byte = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        text.get(start..end).is_some_and(|part| part.eq_ignore_ascii_case(self.text.as_bytes()))
            && !(self.word && (is_word_byte(text[..start].last()) || is_word_byte(text.get(end))))
    }
}

/// Whether a text has letters whose other case is not told by ASCII: `П`, and `ſ`, which a pattern takes for an `s`.
fn folds_beyond_ascii(text: &str) -> bool {
    let folds = |letter: char| !letter.is_ascii() && (letter.is_uppercase() || matches!(letter, 'ſ' | '\u{1c80}'..='\u{1c88}'));
    !text.is_ascii() && text.chars().any(folds)
}

/// A text in lower case, by way of the upper case, which brings together what a pattern takes for one letter.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

/// A label of the table, by its words.
struct Label {
    language: &'static Language,
    hashtag_only: bool,
    /// The words mean something else in other languages.
    local: bool,
    /// Why it is weak, if it is.
    why: Option<&'static str>,
}

static LABELS: LazyLock<FxHashMap<&'static str, Vec<Label>>> = LazyLock::new(|| {
    let mut labels: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for language in LANGUAGES.iter() {
        let clear = language.labels.iter().map(|label| (label, false, None));
        let local = language.local.iter().map(|label| (label, true, None));
        let weak = language.weak.iter().flat_map(|weak| weak.labels.iter().map(|label| (label, false, Some(weak.why.as_str()))));
        for (label, local, why) in clear.chain(local).chain(weak) {
            let words = label.trim_start_matches('#');
            labels.entry(words).or_default().push(Label { language, hashtag_only: words.len() < label.len(), local, why });
        }
    }
    labels
});

/// No label of the table has more bytes: a test holds it.
const LONGEST_LABEL: usize = 64;

fn labels(block: &str, languages: &Languages<'_>) -> impl Iterator<Item = Disclosure> {
    // Not in a sentence of another language: the pull request, the PR.
    let means_it = move |label: &Label| match label.local {
        true => languages.has(&label.language.id) || label.language.is_east_asian() && block.contains(is_east_asian),
        false => true,
    };
    places(block).into_iter().filter_map(move |Place { range, hashtag }| {
        let words = block.get(range.clone()).filter(|words| words.len() <= LONGEST_LABEL)?;
        let words = squeezed(words);
        let meant = LABELS.get(words.as_str())?.iter().filter(|label| (hashtag || !label.hashtag_only) && means_it(label));
        // What is clear in a language of the page is clear; else its own reason says more than that it is foreign.
        let label = meant.min_by_key(|label| match (languages.accept(&label.language.id), label.why) {
            (true, None) => 0,
            (true, Some(_)) => 1,
            (false, None) => 2,
            (false, Some(_)) => 3,
        })?;
        Some(match label.why {
            None => label.language.clear(range, Kind::Label, languages),
            Some(why) => label.language.unclear(range, why),
        })
    })
}

/// In lower case, with one space between two words.
fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn is_east_asian(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ffef}')
}

/// Where a label stands as a label.
struct Place {
    range: Range<usize>,
    hashtag: bool,
}

/// All places of a block where words would be a label: the block as a whole, its lead-ins, what is in brackets, hashtags.
fn places(block: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut add = |range, hashtag| places.extend(words_of(block, range).map(|range| Place { range, hashtag }));
    add(0..block.len(), false);
    let mut before = None;
    for (at, letter) in block.char_indices() {
        let after = at + letter.len_utf8();
        match letter {
            ':' | '：' | '|' | '｜' | '–' | '—' if at <= 2 * LONGEST_LABEL => add(0..at, false),
            // A hyphen without a space is part of a word: "ad-free".
            '-' if at <= 2 * LONGEST_LABEL && before.is_some_and(char::is_whitespace) => add(0..at, false),
            '(' | '[' | '（' | '［' | '【' | '〔' => {
                let mut inside = block[after..].char_indices().take(LONGEST_LABEL);
                if let Some((length, _)) = inside.find(|(_, letter)| matches!(letter, ')' | ']' | '）' | '］' | '】' | '〕')) {
                    add(after..after + length, false);
                }
            }
            // Not the fragment of an address.
            '#' | '＃' if !before.is_some_and(|before| before.is_alphanumeric() || before == '/') => {
                let rest = &block[after..];
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
                add(after..after + end, letter == '#');
            }
            _ => {}
        }
        before = Some(letter);
    }
    places
}

/// A part of the block without what surrounds its words.
fn words_of(block: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &block[range.clone()];
    let start = part.find(char::is_alphanumeric)?;
    let words = part[start..].trim_end_matches(|letter: char| !letter.is_alphanumeric());
    Some(range.start + start..range.start + start + words.len())
}

#[cfg(test)]
mod tests;
