//! The words a reader sees: no code, no templates, no attributes.

mod class;
mod segment;

use super::tree::Tree;
use segment::segment;
use std::ops::Range;

/// A word of the visible text: where it stands there, and a hash that takes no notice of ASCII case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub start: u32,
    pub end: u32,
    pub hash: u64,
}

impl Word {
    /// Where the word stands in the visible text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The stretches of the visible text that are no prose: code spans, and templates that stand in the text.
pub fn quiet(tree: &Tree, templates: bool) -> Vec<Range<usize>> {
    let mut quiet: Vec<_> = tree.code_spans().map(|node| node.text().range()).collect();
    if templates {
        let text = tree.text().text();
        let mut at = 0;
        while let Some(start) = memchr::memchr(b'{', &text.as_bytes()[at..]).map(|found| at + found) {
            at = start + 1;
            let close = match text.as_bytes().get(start + 1) {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                Some(_) => "}",
                None => break,
            };
            let block = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |length| start + length);
            if let Some(length) = text[start..block].find(close) {
                at = start + length + close.len();
                quiet.push(start..at);
            }
        }
        quiet.sort_unstable_by_key(|range| range.start);
    }
    quiet
}

/// The words of `text[range]` outside `quiet`, in order.
pub fn words(text: &str, range: Range<usize>, quiet: &[Range<usize>], into: &mut Vec<Word>) {
    let mut at = range.start;
    let first = quiet.partition_point(|q| q.end <= range.start);
    for gap in quiet[first..].iter().take_while(|q| q.start < range.end) {
        segment(text, at..gap.start.max(at), into);
        at = gap.end.max(at);
    }
    segment(text, at.min(range.end)..range.end, into);
}

/// The words of a text that is not the article's: a title, a description, a keyphrase.
pub fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let mut found = Vec::new();
    segment(text, 0..text.len(), &mut found);
    found.into_iter().map(move |word: Word| &text[word.range()])
}

/// The hash that [`Word`] carries.
pub fn hash(word: &str) -> u64 {
    hash_of(word.as_bytes(), 0, word.len())
}

/// The hash of `bytes[start..end]`, eight bytes at a time.
#[inline]
fn hash_of(bytes: &[u8], start: usize, end: usize) -> u64 {
    let (mut hash, mut at) = ((end - start) as u64, start);
    while let Some(chunk) = eight(bytes, at).filter(|_| at + 8 < end) {
        hash = mix(hash, lower(chunk));
        at += 8;
    }
    if at == end {
        return hash;
    }
    let left = end - at;
    let rest = || bytes[at..end].iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
    // What follows the word is shifted out.
    mix(hash, lower(eight(bytes, at).unwrap_or_else(rest)) << (8 * (8 - left)))
}

/// The same of a word that is the first `length` bytes of a chunk, one to seven.
#[inline]
fn hash_of_few(chunk: u64, length: usize) -> u64 {
    mix(length as u64, lower(chunk) << (8 * (8 - length)))
}

#[inline]
fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// Letters of ASCII differ from their capitals in one bit, which all else has that stands in a word, `_` aside. Bytes beyond ASCII are
/// left as they are.
#[inline]
fn lower(chunk: u64) -> u64 {
    chunk | (!chunk & 0x8080_8080_8080_8080) >> 2
}

#[inline]
fn mix(hash: u64, chunk: u64) -> u64 {
    let mixed = (hash ^ chunk).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn all(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        words(text, 0..text.len(), &[], &mut found);
        found.iter().map(|word| &text[word.range()]).collect()
    }

    #[test]
    fn words_leave_the_quiet_stretches_out() {
        let mut found = Vec::new();
        words("one two three", 0..13, &[4..7, 20..22], &mut found);
        assert_eq!(found.into_iter().map(Word::range).collect::<Vec<_>>(), [0..3, 8..13]);
    }

    #[test]
    fn hashes_take_no_notice_of_case() {
        assert_eq!(hash("KeyBoards"), hash("keyboards"));
        assert_ne!(hash("keyboard"), hash("keyboards"));
        assert_eq!(hash("Élan"), hash("ÉLAN"));
    }

    #[test]
    fn a_word_has_one_hash_wherever_it_stands() {
        let text = "Lock-keepers, keepers: O'Lock's 1,234.5 lock_keepers keepers";
        let mut found = Vec::new();
        words(text, 0..text.len(), &[], &mut found);
        assert!(found.iter().all(|word| word.hash == hash(&text[word.range()])));
        assert_eq!(found[1].hash, found[found.len() - 1].hash);
    }

    proptest! {
        #[test]
        fn the_fast_path_finds_the_words_of_unicode(text in "[a-czA-CZ0-29@\\[`{/\u{11}_.,;:'’\\- éß×λдЖ字中あアーｱ한ท—“«&/。、（，：；．·…→ắل不䷿ế가\u{3000}─└\u{a0}\u{301}\u{3099}\u{200d}\u{fe0f}\u{ad}🫖]{0,24}") {
            prop_assert_eq!(all(&text), text.split_ascii_whitespace().flat_map(|chunk| chunk.unicode_words()).collect::<Vec<_>>());
        }
    }
}
