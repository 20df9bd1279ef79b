//! How often each word stands in an article.

use super::Word;
use std::cell::Cell;
use std::mem;

/// The words of an article, each with the number of times it is there.
///
/// The table is lent by the thread, and given back when the tally is dropped: nothing is cleared between two articles, as what an earlier
/// one left has an older stamp.
pub struct Tally(Table);

/// A word of a [`Tally`].
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub hash: u64,
    pub count: u32,
    /// The index of its first occurrence.
    pub first: u32,
}

#[derive(Default)]
struct Table {
    slots: Vec<Slot>,
    /// In the order of their first occurrence.
    entries: Vec<Entry>,
    /// Slots with another one are empty.
    generation: u32,
    /// How far to the right a mixed hash goes to be a slot.
    shift: u32,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    generation: u32,
    entry: u32,
}

thread_local! {
    static SPARE: Cell<Table> = const { Cell::new(Table { slots: Vec::new(), entries: Vec::new(), generation: 0, shift: 63 }) };
}

/// A table for an article of book length is not kept.
const MOST_KEPT: usize = 1 << 18;

impl Tally {
    /// Counts words.
    pub fn of(words: &[Word]) -> Tally {
        let mut table = SPARE.try_with(Cell::take).unwrap_or_default();
        table.begin(words.len());
        for (at, word) in (0..).zip(words) {
            table.add(word.hash, at);
        }
        Tally(table)
    }

    /// How often the word with this hash is there.
    pub fn count(&self, hash: u64) -> u32 {
        let (_, entry) = self.0.find(hash);
        entry.and_then(|entry| self.0.entries.get(entry)).map_or(0, |entry| entry.count)
    }

    pub fn has(&self, hash: u64) -> bool {
        self.count(hash) > 0
    }

    /// All words, in the order of their first occurrence.
    pub fn entries(&self) -> &[Entry] {
        &self.0.entries
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        if self.0.slots.len() <= MOST_KEPT {
            // A thread that ends may have no room for it any more.
            let _ = SPARE.try_with(|spare| spare.set(mem::take(&mut self.0)));
        }
    }
}

impl Table {
    /// Makes room for this many words, all of which may be different.
    fn begin(&mut self, words: usize) {
        let slots = (words + words / 2).max(16).next_power_of_two();
        if self.slots.len() < slots {
            self.slots.resize(slots, Slot::default());
        }
        self.shift = u64::BITS - slots.trailing_zeros();
        self.entries.clear();
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            self.slots.fill(Slot::default());
            self.generation = 1;
        }
    }

    fn add(&mut self, hash: u64, at: u32) {
        match self.find(hash) {
            (_, Some(entry)) => self.entries[entry].count += 1,
            (slot, None) => {
                self.slots[slot] = Slot { generation: self.generation, entry: self.entries.len() as u32 };
                self.entries.push(Entry { hash, count: 1, first: at });
            }
        }
    }

    /// The slot of a hash, and its entry if it has one. A third of the slots at least is empty, so that one is found.
    fn find(&self, hash: u64) -> (usize, Option<usize>) {
        let last = usize::MAX >> self.shift.min(usize::BITS - 1);
        let mut slot = (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        loop {
            match self.slots[slot] {
                Slot { generation, .. } if generation != self.generation => return (slot, None),
                Slot { entry, .. } if self.entries[entry as usize].hash == hash => return (slot, Some(entry as usize)),
                _ => slot = (slot + 1) & last,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn words(hashes: &[u64]) -> Vec<Word> {
        hashes.iter().map(|&hash| Word { start: 0, end: 0, hash }).collect()
    }

    proptest! {
        #[test]
        fn it_counts_what_a_map_counts(articles in prop::collection::vec(prop::collection::vec(prop_oneof![0..40_u64, any::<u64>()], 0..200), 1..6)) {
            // One after the other in one table, as a thread does it.
            for hashes in articles {
                let (mut counts, mut firsts) = (HashMap::new(), Vec::new());
                for (at, &hash) in (0..).zip(&hashes) {
                    if *counts.entry(hash).and_modify(|count| *count += 1).or_insert(1) == 1 {
                        firsts.push((hash, at));
                    }
                }
                let tally = Tally::of(&words(&hashes));
                prop_assert_eq!(tally.entries().iter().map(|entry| (entry.hash, entry.first)).collect::<Vec<_>>(), firsts);
                for (hash, count) in counts {
                    prop_assert_eq!(tally.count(hash), count);
                }
                prop_assert!(!tally.has(1 << 40));
            }
        }
    }

    #[test]
    fn two_tallies_of_one_thread_do_not_meet() {
        let one = Tally::of(&words(&[1, 2, 1]));
        let two = Tally::of(&words(&[2, 3]));
        assert_eq!([one.count(1), one.count(2), one.count(3)], [2, 1, 0]);
        assert_eq!([two.count(1), two.count(2), two.count(3)], [0, 1, 1]);
        drop(one);
        assert_eq!(Tally::of(&[]).count(1), 0);
    }

    #[test]
    fn stamps_may_run_out() {
        SPARE.with(|spare| spare.set(Table { generation: u32::MAX - 1, ..Table::default() }));
        drop(Tally::of(&words(&[7])));
        assert_eq!(Tally::of(&words(&[8])).count(7), 0);
    }
}
