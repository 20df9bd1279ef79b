//! Phrases that nobody declares, and that stand far more often than in ordinary writing.

use super::{Hit, KeywordStuffing, LIMIT, Limit, Scope};
use crate::article::{SLOTS, Word, forms, function_slots, hash, is_content, slot};
use crate::rule::Page;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range;

/// A word that may be too frequent, in all its forms.
struct Heavy {
    forms: Vec<u64>,
    count: u32,
}

/// What is no heavy word.
const LIGHT: u32 = u32::MAX;

impl KeywordStuffing {
    /// The longest phrase that is over its limit.
    ///
    /// A phrase is no more frequent than any of its words: only the few words that are heavy themselves are looked at, and nearly all
    /// articles have none.
    pub(super) fn undeclared(&self, page: &Page<'_>) -> Option<Hit> {
        // In no language are there more forms than in English, so that it is asked for only where there is something to say.
        let hit = self.heaviest(page, true)?;
        if page.is_english() { Some(hit) } else { self.heaviest(page, false) }
    }

    fn heaviest(&self, page: &Page<'_>, english: bool) -> Option<Hit> {
        // The fewest words that a phrase is measured by.
        let scopes = Scope::of(page, self.min_words);
        let fewest = scopes.iter().map(|scope| scope.words).min()? as f64;
        let least = |percent: f64| ((percent * fewest / 100.0) as u32).max(self.min_count as u32);
        let phrase = least(self.triple_percent.min(self.pair_percent));
        let lightest = phrase.min(least(self.word_percent));
        if !may_be_heavy(page, lightest) {
            return None;
        }
        let heavy = heavy_words(page, lightest, english);
        let most = heavy.iter().map(|word| word.count).max()?;
        // Either two of its words are frequent, or the one that stands at both of its ends is twice as frequent.
        let has_phrases = most >= 2 * phrase || heavy.iter().filter(|word| word.count >= phrase).count() > 1;
        if most < least(self.word_percent) && !has_phrases {
            return None;
        }
        let ids = ids(page, &heavy, phrase);
        let longest = if has_phrases { 3 } else { 1 };
        let limits = [(3, self.triple_percent), (2, self.pair_percent), (1, self.word_percent)];
        limits.into_iter().filter(|(length, _)| *length <= longest).find_map(|(length, percent)| {
            let limit = Limit { percent, whose: LIMIT };
            let mut over: Vec<Hit> = places(page, &ids, heavy.len() as u32, length)
                .into_iter()
                .filter_map(|places| {
                    let is_over = |scope: &&Scope| {
                        let count = scope.count(page, &places);
                        count >= self.min_count && count as f64 * 100.0 > percent * scope.words as f64
                    };
                    let scope = *scopes.iter().find(is_over)?;
                    Some(Hit { places, declared: None, among_others: false, limit, scope })
                })
                .collect();
            over.sort_by_key(|hit| (Reverse(hit.places.len()), hit.places[0].start));
            over.into_iter().next()
        })
    }
}

/// Whether a word with a meaning may stand so often, in all its forms together, judged by the counts of words that share a slot: nearly all
/// articles are seen to be harmless by them.
fn may_be_heavy(page: &Page<'_>, least: u32) -> bool {
    let (text, function) = (page.tree.text().text().as_bytes(), function_slots());
    let mut slots = [0_u32; SLOTS];
    for word in page.words() {
        // Characters of scripts without spaces mean nothing by themselves.
        let is_unspaced = word.end - word.start == 3 && text[word.start as usize] >= 0xe3;
        let slot = slot(word.hash);
        if !is_unspaced && function[slot] != word.hash {
            slots[slot] += 1;
        }
    }
    // Of two forms one is half of them.
    slots.iter().any(|&count| count >= least.div_ceil(2))
}

/// The words with a meaning that stand at least so often, in all their forms together.
fn heavy_words(page: &Page<'_>, least: u32, english: bool) -> Vec<Heavy> {
    let (text, words, tally) = (page.tree.text().text(), page.words(), page.tally());
    let mut heavy: Vec<Heavy> = Vec::new();
    // Of two forms one is half of them; a word with three that are equally frequent is not found.
    for entry in tally.entries().iter().filter(|entry| entry.count >= least.div_ceil(2)) {
        let word = &text[words[entry.first as usize].range()];
        if !is_content(word) || heavy.iter().any(|other| other.forms.contains(&entry.hash)) {
            continue;
        }
        let mut found = Heavy { forms: Vec::new(), count: 0 };
        forms(word, english, |form| {
            let (form, times) = (hash(form), tally.count(hash(form)));
            if times > 0 && !found.forms.contains(&form) {
                found.forms.push(form);
                found.count += times;
            }
        });
        if found.count >= least {
            heavy.push(found);
        }
    }
    heavy
}

/// For each word of the page, which of the heavy ones it is; function words that are frequent enough to stand within a phrase come behind
/// those.
fn ids(page: &Page<'_>, heavy: &[Heavy], least: u32) -> Vec<u32> {
    let mut ids: FxHashMap<u64, u32> = FxHashMap::default();
    for (id, word) in (0..).zip(heavy) {
        word.forms.iter().for_each(|&form| _ = ids.insert(form, id));
    }
    for entry in page.tally().entries().iter().filter(|entry| entry.count >= least) {
        let next = ids.len() as u32 + heavy.len() as u32;
        ids.entry(entry.hash).or_insert(next);
    }
    page.words().iter().map(|word| ids.get(&word.hash).copied().unwrap_or(LIGHT)).collect()
}

/// Where each phrase of so many heavy words stands, without overlap. It begins and ends with a word that means something, of which there
/// are `content`, and no mark parts its words.
fn places(page: &Page<'_>, ids: &[u32], content: u32, length: usize) -> Vec<Vec<Range<usize>>> {
    let mut found: FxHashMap<[u32; 3], Vec<Range<usize>>> = FxHashMap::default();
    for (start, (window, words)) in ids.windows(length).zip(page.words().windows(length)).enumerate() {
        let means = |id: Option<&u32>| id.is_some_and(|id| *id < content);
        if means(window.first()) && means(window.last()) && !window.contains(&LIGHT) && !has_break(page, words) {
            let mut key = [LIGHT; 3];
            key[..length].copy_from_slice(window);
            let places = found.entry(key).or_default();
            if places.last().is_none_or(|last| last.end <= start) {
                places.push(start..start + length);
            }
        }
    }
    found.into_values().collect()
}

/// Whether a mark or the end of a block stands between two of the words.
fn has_break(page: &Page<'_>, words: &[Word]) -> bool {
    words.windows(2).any(|pair| {
        let [one, next] = pair else { return false };
        page.between(one, next).contains(['.', '!', '?', ':', ';', '(', ')', '[', ']', '|']) || page.parts(one, next)
    })
}
