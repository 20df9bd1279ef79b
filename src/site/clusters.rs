//! Articles of a site that have nearly the same text, found without comparing each with each.
//!
//! Texts that are equal to the letter are put together first, by a sort. The others are cut into bands (Broder 1997; Leskovec,
//! Rajaraman, Ullman, "Mining of Massive Datasets" 3.4): two sketches of which a band is equal are worth a comparison. With [`BANDS`]
//! bands of [`ROWS`] values, two texts of a resemblance of 0.8 have one in common but for once in 2,900 times, `(1 - 0.8^5)^20`; two of
//! 0.4 are compared once in five times, two of 0.2 once in 150.
//!
//! Nothing depends on the order or the names of the articles: the texts are gone through in the order of their hashes.

use super::PageId;
use crate::facts::Sketch;
use rustc_hash::FxHashMap;

const BANDS: usize = 20;
const ROWS: usize = 5;

/// Texts with one band in common that another is compared with. More are met only where a template makes the band, and then all
/// other bands tell the texts apart.
const REPRESENTATIVES: usize = 16;

/// Groups of articles with nearly the same text: each is like another of its group, not like all.
#[derive(Debug, Default)]
pub struct Clusters {
    /// In the order of their first members; each in the order of the pages.
    groups: Vec<Vec<PageId>>,
    /// The group of each page that has one.
    of: FxHashMap<PageId, u32>,
    /// How many pairs were compared: the work that it took.
    pub compared: usize,
}

/// A text to be compared.
#[derive(Clone, Copy)]
pub struct Sample<'a> {
    pub page: PageId,
    /// Only texts of one group are compared.
    pub group: u64,
    pub sketch: &'a Sketch,
}

impl Clusters {
    /// The groups among these texts.
    pub fn of(mut samples: Vec<Sample<'_>>) -> Clusters {
        samples.sort_unstable_by_key(|sample| (sample.group, sample.sketch.text(), sample.page));
        let mut sets = Sets::new(samples.len());
        // The first of each text, for all that have it.
        let mut firsts: Vec<u32> = Vec::with_capacity(samples.len());
        let is_same = |a: &Sample<'_>, b: &Sample<'_>| a.group == b.group && a.sketch.text() == b.sketch.text();
        for index in 0..samples.len() as u32 {
            match firsts.last() {
                Some(&first) if is_same(&samples[first as usize], &samples[index as usize]) => sets.unite(first, index),
                _ => firsts.push(index),
            }
        }
        // All bands of a sketch while it is at hand: with many, each look at one is a wait for memory. Half of a key is the band, half the
        // text, so that they are sorted faster than pairs.
        let mut bands: [Vec<u64>; BANDS] = std::array::from_fn(|_| Vec::with_capacity(firsts.len()));
        for &index in &firsts {
            let Sample { group, sketch, .. } = samples[index as usize];
            for (band, keys) in bands.iter_mut().enumerate() {
                let hash = sketch.band(band, ROWS).map(|hash| (hash ^ group).wrapping_mul(0x9e37_79b9_7f4a_7c15));
                keys.extend(hash.map(|hash| hash >> 32 << 32 | u64::from(index)));
            }
        }
        let (mut representatives, mut compared): (Vec<u32>, usize) = Default::default();
        for mut keys in bands {
            keys.sort_unstable();
            for bucket in keys.chunk_by(|a, b| a >> 32 == b >> 32).filter(|bucket| bucket.len() > 1) {
                representatives.clear();
                for index in bucket.iter().map(|&key| key as u32) {
                    let own = samples[index as usize];
                    if representatives.iter().any(|&other| sets.are_one(index, other)) {
                        continue;
                    }
                    let is_like = |&&other: &&u32| {
                        let other = samples[other as usize];
                        compared += 1;
                        own.group == other.group && own.sketch.resemblance(other.sketch) >= Sketch::SAME
                    };
                    match representatives.iter().find(is_like) {
                        Some(&like) => sets.unite(like, index),
                        None if representatives.len() < REPRESENTATIVES => representatives.push(index),
                        None => {}
                    }
                }
            }
        }
        Clusters { compared, ..Clusters::from_sets(&samples, &mut sets) }
    }

    fn from_sets(samples: &[Sample<'_>], sets: &mut Sets) -> Clusters {
        let mut members: Vec<(u32, PageId)> = (0..).zip(samples).map(|(index, sample)| (sets.root(index), sample.page)).collect();
        members.sort_unstable();
        let groups = members.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
        let mut groups: Vec<Vec<PageId>> = groups.map(|group| group.iter().map(|&(_, page)| page).collect()).collect();
        groups.sort_unstable();
        let of = (0..).zip(&groups).flat_map(|(number, group)| group.iter().map(move |&page| (page, number))).collect();
        Clusters { groups, of, compared: 0 }
    }

    /// All groups, in the order of their first members; each has two at least.
    pub fn groups(&self) -> &[Vec<PageId>] {
        &self.groups
    }

    /// The group that a page is in, itself among it.
    pub fn around(&self, page: PageId) -> Option<&[PageId]> {
        self.of.get(&page).and_then(|&number| self.groups.get(number as usize)).map(Vec::as_slice)
    }
}

/// Disjoint sets of numbers (union and find, with paths halved).
struct Sets(Vec<u32>);

impl Sets {
    fn new(count: usize) -> Sets {
        Sets((0..count as u32).collect())
    }

    fn root(&mut self, mut number: u32) -> u32 {
        while self.0[number as usize] != number {
            let above = self.0[number as usize];
            self.0[number as usize] = self.0[above as usize];
            number = above;
        }
        number
    }

    fn are_one(&mut self, a: u32, b: u32) -> bool {
        self.root(a) == self.root(b)
    }

    fn unite(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Word, hash};

    /// A text of words with these numbers.
    fn sketch(words: impl Iterator<Item = usize>) -> Sketch {
        let words: Vec<Word> = words.map(|word| Word { start: 0, end: 0, hash: hash(&format!("word{word}")) }).collect();
        Sketch::of([&*words].into_iter())
    }

    fn clusters(sketches: &[Sketch], group: impl Fn(PageId) -> u64) -> Vec<Vec<PageId>> {
        Clusters::of((0..).zip(sketches).map(|(page, sketch)| Sample { page, group: group(page), sketch }).collect()).groups().to_vec()
    }

    /// Text `number` in its `version`-th wording: of a thousand words, a few stand elsewhere.
    fn text(number: usize, version: usize) -> Sketch {
        let word = move |at: usize| if at > 0 && at.is_multiple_of(200) { 1_000_000 + version } else { number * 1_000 + at };
        sketch((0..1_000).map(word))
    }

    #[test]
    fn equal_and_nearly_equal_texts_are_one_group() {
        let sketches = [text(1, 1), text(2, 1), text(1, 1), text(3, 1), text(2, 2), text(1, 3)];
        assert_eq!(clusters(&sketches, |_| 0), [vec![0, 2, 5], vec![1, 4]]);
    }

    #[test]
    fn texts_of_two_groups_are_not_compared() {
        let sketches = [text(1, 1), text(1, 1), text(1, 2), text(1, 3)];
        assert_eq!(clusters(&sketches, |page| u64::from(page % 2)), [vec![0, 2], vec![1, 3]]);
    }

    #[test]
    fn the_order_of_the_pages_makes_no_difference() {
        let sketches: Vec<Sketch> = (0..60).map(|i| text(i % 12, i / 12)).collect();
        let turned: Vec<Sketch> = sketches.iter().rev().cloned().collect();
        let mut expected = clusters(&sketches, |_| 0);
        assert_eq!(expected.len(), 12);
        expected.iter_mut().for_each(|group| {
            group.iter_mut().for_each(|page| *page = 59 - *page);
            group.sort_unstable();
        });
        expected.sort_unstable();
        assert_eq!(clusters(&turned, |_| 0), expected);
    }

    /// Where all texts are nearly the same, and where all have half of their text from one template.
    #[test]
    fn each_text_is_compared_with_a_few() {
        let from_template = |number: usize| sketch((0..500).chain(1_000 * (number + 1)..1_000 * (number + 1) + 500));
        let texts: [&dyn Fn(usize) -> Sketch; 2] = [&|version| text(1, version), &from_template];
        for text in texts {
            let compared = |count: usize| {
                let sketches: Vec<Sketch> = (0..count).map(text).collect();
                Clusters::of((0..).zip(&sketches).map(|(page, sketch)| Sample { page, group: 0, sketch }).collect()).compared
            };
            let (once, twice) = (compared(1_000), compared(2_000));
            assert!(once > 500 && once <= 1_000 * BANDS * REPRESENTATIVES, "{once} comparisons of 1,000 texts");
            assert!(twice as f64 / once as f64 <= 2.3, "{once} comparisons of 1,000 texts, {twice} of 2,000");
        }
    }

    #[test]
    fn a_page_knows_its_group() {
        let sketches = [text(1, 1), text(2, 1), text(1, 1)];
        let clusters = Clusters::of((0..).zip(&sketches).map(|(page, sketch)| Sample { page, group: 0, sketch }).collect());
        assert_eq!((clusters.around(2), clusters.around(1)), (Some([0, 2].as_slice()), None));
    }
}
