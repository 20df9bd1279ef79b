//! The words a reader sees: no code, no templates, no attributes.

use super::tree::Tree;
use std::hash::Hasher;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

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
pub fn words(text: &str, range: Range<usize>, quiet: &[Range<usize>], mut each: impl FnMut(Word)) {
    let mut at = range.start;
    let first = quiet.partition_point(|q| q.end <= range.start);
    for gap in quiet[first..].iter().take_while(|q| q.start < range.end) {
        segment(text, at..gap.start.max(at), &mut each);
        at = gap.end.max(at);
    }
    segment(text, at.min(range.end)..range.end, &mut each);
}

/// The hash that [`Word`] carries.
pub fn hash(word: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    let mut chunks = word.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        hasher.write_u64(chunk.iter().fold(0, |sum, &byte| sum << 8 | u64::from(lower(byte))));
    }
    hasher.write_u64(chunks.remainder().iter().fold(word.len() as u64, |sum, &byte| sum << 8 | u64::from(lower(byte))));
    hasher.finish()
}

fn lower(byte: u8) -> u8 {
    byte.to_ascii_lowercase()
}

/// Segments by white space, so that one character beyond ASCII costs only its own surroundings.
fn segment(text: &str, range: Range<usize>, each: &mut impl FnMut(Word)) {
    let bytes = &text.as_bytes()[..range.end];
    let mut at = range.start;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (mut end, mut ascii) = (at, true);
        while end < bytes.len() && !bytes[end].is_ascii_whitespace() {
            ascii &= bytes[end].is_ascii();
            end += 1;
        }
        match ascii {
            true => ascii_words(bytes, at, end, text, each),
            false => mixed_words(text, at, end, each),
        }
        at = end;
    }
}

/// A stretch without white space that is not all ASCII. Ideographs and kana of the hiragana part words everywhere (UAX 29 gives each
/// its own), so that only what stands between them needs the segmenter.
fn mixed_words(text: &str, start: usize, end: usize, each: &mut impl FnMut(Word)) {
    let chunk = &text[start..end];
    if chunk.chars().any(is_combining) {
        return segmented(text, start, end, each);
    }
    let mut from = start;
    for (offset, c) in chunk.char_indices() {
        if stands_alone(c) || is_cjk_punctuation(c) {
            let at = start + offset;
            between(text, from, at, each);
            from = at + c.len_utf8();
            if stands_alone(c) {
                emit(text, at, from, each);
            }
        }
    }
    between(text, from, end, each);
}

fn between(text: &str, start: usize, end: usize, each: &mut impl FnMut(Word)) {
    match text[start..end].is_ascii() {
        true => ascii_words(&text.as_bytes()[..end], start, end, text, each),
        false => segmented(text, start, end, each),
    }
}

fn segmented(text: &str, start: usize, end: usize, each: &mut impl FnMut(Word)) {
    for (offset, word) in text[start..end].unicode_word_indices() {
        emit(text, start + offset, start + offset + word.len(), each);
    }
}

/// Han and hiragana.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3041}'..='\u{3096}')
}

/// Punctuation of East Asian texts that parts words, whatever stands around it.
fn is_cjk_punctuation(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{ff01}' | '\u{ff08}' | '\u{ff09}' | '\u{ff1f}')
}

/// What joins the character before it: the segmenter knows how.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{3099}' | '\u{309a}' | '\u{302a}'..='\u{302f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn emit(text: &str, start: usize, end: usize, each: &mut impl FnMut(Word)) {
    each(Word { start: start as u32, end: end as u32, hash: hash(&text[start..end]) });
}

/// Word boundaries of Unicode (UAX 29) for ASCII: letters, digits and `_` hold together, and so do a `.`, `'` or `:` between
/// letters and a `.`, `'`, `,` or `;` between digits.
fn ascii_words(bytes: &[u8], mut at: usize, end: usize, text: &str, each: &mut impl FnMut(Word)) {
    let part = |i: usize| i < end && (bytes[i].is_ascii_alphanumeric() || bytes[i] == b'_');
    while at < end {
        if !part(at) {
            at += 1;
            continue;
        }
        let start = at;
        loop {
            while part(at) {
                at += 1;
            }
            let (before, after) = (bytes[at - 1], bytes.get(at + 1).copied().filter(|_| at + 1 < end).unwrap_or(0));
            let joins = at < end
                && match bytes[at] {
                    b'.' | b'\'' => {
                        before.is_ascii_alphabetic() && after.is_ascii_alphabetic() || before.is_ascii_digit() && after.is_ascii_digit()
                    }
                    b':' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
                    b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
                    _ => false,
                };
            if !joins {
                break;
            }
            at += 1;
        }
        // Underscores alone are no word.
        if bytes[start..at].iter().any(u8::is_ascii_alphanumeric) {
            emit(text, start, at, each);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        words(text, 0..text.len(), &[], |word| found.push(&text[word.range()]));
        found
    }

    #[test]
    fn words_leave_the_quiet_stretches_out() {
        let mut found = Vec::new();
        words("one two three", 0..13, &[4..7, 20..22], |word| found.push(word.range()));
        assert_eq!(found, [0..3, 8..13]);
    }

    #[test]
    fn hashes_take_no_notice_of_case() {
        assert_eq!(hash("KeyBoards"), hash("keyboards"));
        assert_ne!(hash("keyboard"), hash("keyboards"));
    }

    proptest! {
        #[test]
        fn the_fast_path_finds_the_words_of_unicode(text in "[a-cA-C0-2_.,;:'\\- éß字中あア한&/。、（，\u{301}\u{200d}\u{fe0f}]{0,24}") {
            prop_assert_eq!(all(&text), text.split_ascii_whitespace().flat_map(|chunk| chunk.unicode_words()).collect::<Vec<_>>());
        }
    }
}
