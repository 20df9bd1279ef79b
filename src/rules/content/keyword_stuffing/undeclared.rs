//! Phrases that nobody declares, and that stand far more often than in ordinary writing.

use super::{Hit, KeywordStuffing, LIMIT, Limit, Scope};
use crate::article::{SLOTS, Tally, Word, forms, function_slots, hash, is_content, slot};
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
        let (word, phrase) = (least(self.word_percent), least(self.triple_percent.min(self.pair_percent)));
        let lightest = phrase.min(word);
        let mut slots = Slots([0; SLOTS]);
        slots.count(page);
        let frequent = slots.frequent(page, lightest.div_ceil(2));
        // Either two of its words are frequent, or the one that stands at both of its ends is twice as frequent.
        let has_phrases = |heavy: &[Heavy]| {
            heavy.iter().any(|word| word.count >= 2 * phrase) || heavy.iter().filter(|word| word.count >= phrase).count() > 1
        };
        let suffice = |heavy: &[Heavy]| heavy.iter().any(|other| other.count >= word) || has_phrases(heavy);
        // What the slots allow settles it for nearly all articles.
        if !suffice(&heavy_words(&frequent, lightest, english, |form| slots.most(form))) {
            return None;
        }
        let heavy = heavy_words(&frequent, lightest, english, |form| page.tally().count(form));
        if !suffice(&heavy) {
            return None;
        }
        let ids = ids(page, &heavy, phrase);
        let longest = if has_phrases(&heavy) { 3 } else { 1 };
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

/// How many words of a page share each slot, function words left out: no word is there more often.
struct Slots([u16; SLOTS]);

/// In a longer article any word may be there as often as you like.
const MOST_WORDS: usize = u16::MAX as usize;

/// What characters of scripts without spaces begin with, or more.
const UNSPACED: u8 = 0xe3;

/// Words that are picked without a jump before they are gathered.
const PART: usize = 256;

impl Slots {
    fn count(&mut self, page: &Page<'_>) {
        let (text, words, function) = (page.tree.text().text(), page.words(), function_slots());
        if words.len() > MOST_WORDS {
            self.0.fill(u16::MAX);
        } else if text.bytes().fold(0, u8::max) < UNSPACED {
            words.iter().for_each(|word| self.add(word, function, false));
        } else {
            // Such characters mean nothing by themselves.
            let is_unspaced = |word: &Word| (word.end - word.start == 3) & (text.as_bytes()[word.start as usize] >= UNSPACED);
            words.iter().for_each(|word| self.add(word, function, is_unspaced(word)));
        }
    }

    /// Never a jump: what word comes next is not to be foreseen.
    #[inline]
    fn add(&mut self, word: &Word, function: &[u32; SLOTS], is_nothing: bool) {
        let slot = slot(word.hash);
        self.0[slot] += u16::from((function[slot] != word.hash as u32) & !is_nothing);
    }

    /// More often than this the word with this hash cannot be there.
    fn most(&self, hash: u64) -> u32 {
        let slot = slot(hash);
        if function_slots()[slot] == hash as u32 || self.0[slot] == u16::MAX { u32::MAX } else { self.0[slot].into() }
    }

    /// The words with a meaning that are there at least so often, each with its hash; in the order of the first of each.
    fn frequent<'p>(&self, page: &'p Page<'_>, least: u32) -> Vec<(u64, &'p str)> {
        let few = u16::try_from(least).unwrap_or(u16::MAX);
        // To the last, which is quicker than to stop at the first.
        let full: u16 = self.0.iter().map(|&count| u16::from(count >= few)).sum();
        if full == 0 {
            return Vec::new();
        }
        let (text, all) = (page.tree.text().text(), page.words());
        let mut words: Vec<Word> = Vec::with_capacity(all.len() / 4);
        for part in all.chunks(PART) {
            let (mut picked, mut length) = ([0_u8; PART], 0);
            for (at, word) in (0..=u8::MAX).zip(part) {
                picked[length] = at;
                length += usize::from(self.0[slot(word.hash)] >= few);
            }
            words.extend(picked[..length].iter().map(|&at| part[usize::from(at)]));
        }
        let tally = Tally::of(&words);
        let often = tally.entries().iter().filter(|entry| entry.count >= least);
        let words = often.map(|entry| (entry.hash, &text[words[entry.first as usize].range()]));
        words.filter(|(_, word)| is_content(word)).collect()
    }
}

/// Those of the frequent words that stand at least so often in all their forms together, of each of which there are `count`. Of two forms one
/// is half of them; a word with three that are equally frequent is not found.
fn heavy_words(frequent: &[(u64, &str)], least: u32, english: bool, count: impl Fn(u64) -> u32) -> Vec<Heavy> {
    let mut heavy: Vec<Heavy> = Vec::new();
    for (hash_of_word, word) in frequent {
        if heavy.iter().any(|other| other.forms.contains(hash_of_word)) {
            continue;
        }
        let mut found = Heavy { forms: Vec::new(), count: 0 };
        forms(word, english, |form| {
            let form = hash(form);
            let times = count(form);
            if times > 0 && !found.forms.contains(&form) {
                found.forms.push(form);
                found.count = found.count.saturating_add(times);
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
