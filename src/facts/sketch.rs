//! A sketch of an article's text: half a kilobyte that tells how much of the text another article has too.
//!
//! The text is taken as the set of its sequences of five words, and two texts are compared by the resemblance of their sets: what
//! both have, of all that either has (Jaccard; Broder 1997, "On the resemblance and containment of documents"). The sketch is one
//! permutation of that set (Li, Owen, Zhang 2012, "One Permutation Hashing"): a hash puts each sequence into one of [`BINS`] bins, and
//! of each bin the least hash is kept, sixteen bits of it (Li, König 2010, "b-Bit Minwise Hashing"). In a bin that both texts fill, or
//! one of them, the two agree exactly if the least of all is one that both have: with the probability of their resemblance.

use crate::article::Word;
use serde::{Deserialize, Serialize};

/// Words in a sequence. Of ideographs and hiragana each is a word ([`crate::article::Word`]), so that there it is five characters, two
/// or three words of the language: fewer would be found in any two texts, more would let one other character spoil too much.
const SEQUENCE: usize = 5;
/// Bins, a power of two. The resemblance J is estimated from at most as many samples, with a deviation of sqrt(J (1 - J) / 256): 2.5 %
/// at 0.8 and 3.1 % at 0.6.
const BINS: usize = 256;
/// A word leaves the rolling hash when it has been shifted so far five times: 5 x 13 bits are more than 64.
const SHIFT: u32 = 13;
/// Odd, and with no pattern in its bits: the golden ratio, as of old (Knuth, The Art of Computer Programming 6.4).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Of all words in their order.
    text: u64,
    /// By bin: sixteen bits of the least hash in it; 0 for a bin that is empty.
    values: Box<[u16]>,
}

impl Sketch {
    /// Two texts are held to be nearly the same from this estimate on.
    ///
    /// What is looked for is a resemblance of 0.8, and what has less than 0.6 must not be taken for it. The estimate of a pair at 0.8
    /// is below 0.72 once in 1,500 times (3.2 deviations of 2.5 %); that of a pair at 0.6 is above it once in 23,000 times
    /// (3.9 deviations of 3.1 %). Texts of a few hundred words fare better yet, as nearly all of their sequences are in the samples. What
    /// lies between is nearly the same to the eye as well: at 0.72, five of six sequences of each text are in the other.
    pub const SAME: f64 = 0.72;

    /// Lesser texts have none: what is in them is mostly what any page has. In words.
    pub const FEWEST_WORDS: u32 = 100;

    /// The sketch of these words, in stretches. By itself its loop is made without jumps, and within a larger function it is not.
    #[inline(never)]
    pub fn of<'w>(stretches: impl Iterator<Item = &'w [Word]>) -> Sketch {
        let mut least = [u64::MAX; BINS];
        let (mut sequence, mut text, mut missing) = (0_u64, 0_u64, SEQUENCE - 1);
        for stretch in stretches {
            let mut add = |word: &Word| {
                text = (text.rotate_left(5) ^ word.hash).wrapping_mul(SPREAD);
                // Of the oldest word, twelve bits are left: they are made of more.
                sequence = (sequence << SHIFT).wrapping_add(word.hash ^ word.hash >> SHIFT);
                sequence
            };
            let (first, rest) = stretch.split_at(missing.min(stretch.len()));
            missing -= first.len();
            first.iter().for_each(|word| _ = add(word));
            for word in rest {
                let sequence = add(word);
                let hash = (sequence ^ sequence >> 32).wrapping_mul(SPREAD);
                let bin = &mut least[(hash >> (64 - BINS.ilog2())) as usize];
                // Never a jump: whether a hash is the least is not to be foreseen.
                *bin = hash.min(*bin);
            }
        }
        // The upper bits of a least hash are all but known: they are the bin, and small. The lowest are badly mixed.
        let mut values = vec![0; BINS];
        for (value, &hash) in values.iter_mut().zip(&least) {
            *value = ((hash >> 16) as u16).max(1) * u16::from(hash != u64::MAX);
        }
        Sketch { text, values: values.into() }
    }

    /// Stands for all words in their order: only equal texts have the same.
    pub fn text(&self) -> u64 {
        self.text
    }

    /// The resemblance of the two texts, from 0 to 1, as far as the sketches tell.
    pub fn resemblance(&self, other: &Sketch) -> f64 {
        if self.text == other.text {
            return 1.0;
        }
        let (mut agree, mut filled) = (0_u16, 0_u16);
        for (&own, &others) in self.values.iter().zip(&other.values) {
            agree += u16::from(own == others && own != 0);
            filled += u16::from(own | others != 0);
        }
        f64::from(agree) / f64::from(filled.max(1))
    }

    /// A hash of `rows` bins, the `index`-th so many; `None` where less than two of them are filled: one sequence in common must not
    /// make two articles worth a comparison.
    pub fn band(&self, index: usize, rows: usize) -> Option<u64> {
        let values = self.values.get(index * rows..(index + 1) * rows)?;
        let hash = values.iter().fold(0_u64, |hash, &value| (hash.rotate_left(5) ^ u64::from(value)).wrapping_mul(SPREAD));
        (values.iter().filter(|&&value| value != 0).count() >= 2).then_some(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::hash;

    /// Words of a hundred letters each, so that every text has its own.
    fn words(of: impl Iterator<Item = usize>) -> Vec<Word> {
        of.map(|word| Word { start: 0, end: 0, hash: hash(&format!("word{word}")) }).collect()
    }

    fn sketch(of: impl Iterator<Item = usize>) -> Sketch {
        Sketch::of([&*words(of)].into_iter())
    }

    #[test]
    fn the_estimate_is_near_the_truth() {
        for (length, shared) in [(150, 120), (400, 350), (1_000, 900), (5_000, 4_000), (60_000, 54_000)] {
            let (own, other) = (sketch(0..length), sketch(length - shared..2 * length - shared));
            let both = (shared + 1 - SEQUENCE) as f64;
            let truth = both / (2.0 * (length + 1 - SEQUENCE) as f64 - both);
            let estimate = own.resemblance(&other);
            // Four deviations of 256 samples.
            let margin = 4.0 * (truth * (1.0 - truth) / 256.0).sqrt();
            assert!((estimate - truth).abs() < margin, "{length} words: {estimate} for {truth}");
        }
    }

    #[test]
    fn other_texts_have_nothing_in_common() {
        for length in [100, 1_000, 100_000] {
            let estimate = sketch(0..length).resemblance(&sketch(length..2 * length));
            assert!(estimate < 0.02, "{length} words: {estimate}");
        }
    }

    #[test]
    fn the_order_of_words_counts_and_their_repetition_does_not() {
        let forth = sketch(0..500);
        assert!(forth.resemblance(&sketch((0..500).rev())) < 0.02);
        let twice = sketch((0..500).chain(0..500));
        assert!(forth.resemblance(&twice) > 0.95 && forth.text() != twice.text());
    }

    #[test]
    fn bands_of_a_short_text_need_more_than_one_sequence() {
        assert_eq!((0..51).filter_map(|band| sketch(0..5).band(band, 5)).count(), 0);
        assert!((0..51).filter_map(|band| sketch(0..100).band(band, 5)).count() > 10);
        assert_eq!(sketch(0..9).band(60, 5), None);
    }
}
