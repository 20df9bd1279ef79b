//! The words a reader sees: no code, no templates, no attributes.

use super::tree::Tree;
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
    while at + 8 < end {
        hash = mix(hash, lower(eight(bytes, at)));
        at += 8;
    }
    match end - at {
        0 => hash,
        // What follows the word is shifted out.
        left if at + 8 <= bytes.len() => mix(hash, lower(eight(bytes, at)) << (8 * (8 - left))),
        left => {
            let rest = bytes[at..end].iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
            mix(hash, lower(rest) << (8 * (8 - left)))
        }
    }
}

#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|chunk| chunk.try_into().ok()).map_or(0, u64::from_le_bytes)
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

/// What a character is to the words around it (UAX 29), as far as it can be told by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// Parts words, or joins them where the rules say so.
    Mark,
    Letter,
    Digit,
    Underscore,
    /// A word by itself: an ideograph, or one of the hiragana.
    Alone,
    Katakana,
    /// Parts words, whatever stands around it.
    Stop,
    /// Only the segmenter knows.
    Other,
}

static CLASSES: [Class; 128] = {
    let (mut classes, mut byte) = ([Class::Mark; 128], 0);
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Underscore,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

/// The class of the character at `at`, and its length in bytes. Behind the end there is nothing but space.
#[inline]
fn class(text: &str, at: usize, end: usize) -> (Class, usize) {
    match text.as_bytes().get(at) {
        Some(&byte) if byte < 128 && at < end => (CLASSES[byte as usize], 1),
        Some(_) if at < end => beyond_ascii(text, at),
        _ => (Class::Space, 0),
    }
}

/// The classes of the characters from U+0000, U+2000, U+3000 and U+F000 on, four thousand each: nearly all that a text has beyond ASCII.
static PLANES: [[Class; 4096]; 4] = [plane(0), plane(0x2000), plane(0x3000), plane(0xf000)];

const fn plane(from: u32) -> [Class; 4096] {
    let (mut classes, mut index) = ([Class::Other; 4096], 0);
    while index < 4096 {
        classes[index] = class_of(from + index as u32);
        index += 1;
    }
    classes
}

fn beyond_ascii(text: &str, at: usize) -> (Class, usize) {
    let bits = |byte: &u8| usize::from(byte & 0x3f);
    match &text.as_bytes()[at..] {
        [first @ 0xc2..=0xdf, second, ..] => (PLANES[0][usize::from(first & 0x1f) << 6 | bits(second)], 2),
        [first @ (0xe2 | 0xe3 | 0xef), second, third, ..] => {
            let plane = match first {
                0xe2 => 1,
                0xe3 => 2,
                _ => 3,
            };
            (PLANES[plane][bits(second) << 6 | bits(third)], 3)
        }
        [first @ 0xe0..=0xef, second, third, ..] => {
            (class_of((u32::from(first & 0xf)) << 12 | (bits(second) << 6 | bits(third)) as u32), 3)
        }
        rest => (Class::Other, rest.len().min(4)),
    }
}

/// The class of a character beyond ASCII.
const fn class_of(c: u32) -> Class {
    match c {
        // Latin, Greek, Cyrillic and Hangul, as far as all of a range are letters; but not the signs among them.
        0xd7 | 0xf7 | 0x3f6 => Class::Other,
        0xc0..=0x24f | 0x391..=0x3a1 | 0x3a3..=0x3ff | 0x400..=0x481 | 0x48a..=0x52f | 0xac00..=0xd7a3 => Class::Letter,
        0x1e00..=0x1eff | 0x620..=0x64a | 0x671..=0x6d3 => Class::Letter,
        0x4e00..=0x9fff | 0x3400..=0x4dbf | 0x3041..=0x3096 => Class::Alone,
        0x30a1..=0x30fa | 0x30fc..=0x30fe => Class::Katakana,
        // `·` `’` `，` `．` `：` `；`
        0xb7 | 0x2019 | 0xff0c | 0xff0e | 0xff1a | 0xff1b => Class::Mark,
        // A blank that does not break, quotes, dashes, a bullet, an ellipsis, an arrow.
        0xa0 | 0xab | 0xbb | 0x2013 | 0x2014 | 0x201c..=0x201e | 0x2022 | 0x2026 | 0x2192 => Class::Stop,
        // Punctuation of East Asian texts.
        0x3001..=0x3003 | 0x3008..=0x3011 | 0xff01 | 0xff08 | 0xff09 | 0xff1f => Class::Stop,
        _ => Class::Other,
    }
}

/// What joins the character before it.
fn is_combining(text: &str, at: usize) -> bool {
    text[at..].starts_with(|c| matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3099}' | '\u{309a}' | '\u{302a}'..='\u{302f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'))
}

/// Word boundaries of Unicode (UAX 29), cut at white space. What is not known by itself goes to the segmenter, with as little around it
/// as will do.
fn segment(text: &str, range: Range<usize>, into: &mut Vec<Word>) {
    let Range { start, end } = range;
    // Where the stretch without white space began, where its last part that nothing joins to what is before, and how many words there were
    // before each.
    let (mut at, mut stretch, mut part) = (start, (start, into.len()), (start, into.len()));
    let bytes = &text.as_bytes()[..end];
    while at < end {
        match bytes[at] {
            b' ' | b'\n' => {
                at += 1;
                stretch = (at, into.len());
                part = stretch;
                continue;
            }
            0xe5..=0xe9 => {
                at = ideographs(bytes, at, into);
                part = (at, into.len());
                continue;
            }
            // Most words are letters of ASCII between blanks.
            byte if BEHIND[byte as usize] == 0 => {
                if let Some(behind) = plain_word(bytes, at) {
                    emit(text, at, behind, into);
                    at = behind;
                    continue;
                }
            }
            byte if BEHIND[byte as usize] == 1 && byte > b' ' => {
                at += 1;
                continue;
            }
            _ => {}
        }
        let (what, length) = class(text, at, end);
        match what {
            Class::Mark => at += length,
            Class::Space => {
                at += length.max(1);
                stretch = (at, into.len());
                part = stretch;
            }
            Class::Stop | Class::Alone => {
                if what == Class::Alone {
                    emit(text, at, at + length, into);
                }
                at += length;
                part = (at, into.len());
            }
            Class::Letter | Class::Digit | Class::Underscore => match word(text, at, end, into) {
                Some(behind) => at = behind,
                None => at = unknown(text, part, end, into),
            },
            Class::Katakana => {
                let behind = katakana(text, at, end);
                let is_joined = text.as_bytes()[start..at].last() == Some(&b'_') || text.as_bytes().get(behind) == Some(&b'_');
                if is_joined || class(text, behind, end).0 == Class::Other {
                    at = unknown(text, part, end, into);
                } else {
                    emit(text, at, behind, into);
                    at = behind;
                }
            }
            // It changes what stands before it, which may be a word already.
            Class::Other if is_combining(text, at) => {
                into.truncate(stretch.1);
                at = until(text, at, end, |class| class == Class::Space);
                segmented(text, stretch.0, at, into);
            }
            Class::Other => at = unknown(text, part, end, into),
        }
    }
}

/// Adds the ideographs from `at` on, each a word, as far as they are known by their first byte; says where they end.
fn ideographs(bytes: &[u8], mut at: usize, into: &mut Vec<Word>) -> usize {
    while let Some(&[first @ 0xe5..=0xe9, second, third]) = bytes.get(at..at + 3) {
        let chunk = u64::from(first) | u64::from(second) << 8 | u64::from(third) << 16;
        into.push(Word { start: at as u32, end: at as u32 + 3, hash: mix(3, lower(chunk) << 40) });
        at += 3;
    }
    at
}

/// What stands behind a word: 0 is a part of it, 1 ends it, 2 may go on.
static BEHIND: [u8; 256] = {
    let (mut behind, mut byte) = ([2; 256], 0);
    while byte < 128 {
        behind[byte] = match CLASSES[byte] {
            Class::Letter | Class::Digit => 0,
            Class::Mark if !matches!(byte as u8, b'.' | b'\'' | b':' | b',' | b';') => 1,
            Class::Space => 1,
            _ => 2,
        };
        byte += 1;
    }
    behind
};

/// Where the word that begins at `at` ends, if it is one of letters and digits of ASCII alone, behind which nothing can join it.
#[inline]
fn plain_word(bytes: &[u8], at: usize) -> Option<usize> {
    let behind = |at: usize| bytes.get(at).map_or(1, |&byte| BEHIND[byte as usize]);
    let length = bytes[at..].iter().position(|&byte| BEHIND[byte as usize] != 0).unwrap_or(bytes.len() - at);
    let end = at + length;
    let is_closed = match bytes.get(end) {
        Some(b'.' | b',' | b'\'' | b':' | b';') => behind(end + 1) == 1,
        _ => behind(end) == 1,
    };
    (length > 0 && is_closed).then_some(end)
}

/// The first place from `at` on whose class is such, or the end.
fn until(text: &str, mut at: usize, end: usize, is: impl Fn(Class) -> bool) -> usize {
    while at < end {
        let (what, length) = class(text, at, end);
        if is(what) {
            break;
        }
        at += length.max(1);
    }
    at
}

/// Hands the part that began at `part` over to the segmenter; says where it ends.
fn unknown(text: &str, part: (usize, usize), end: usize, into: &mut Vec<Word>) -> usize {
    into.truncate(part.1);
    let behind = until(text, part.0, end, |class| matches!(class, Class::Space | Class::Stop | Class::Alone));
    // Marks that join what they follow are seen there.
    segmented(text, part.0, behind, into);
    behind
}

fn katakana(text: &str, at: usize, end: usize) -> usize {
    until(text, at, end, |class| class != Class::Katakana)
}

fn segmented(text: &str, start: usize, end: usize, into: &mut Vec<Word>) {
    for (offset, word) in text[start..end].unicode_word_indices() {
        emit(text, start + offset, start + offset + word.len(), into);
    }
}

#[inline]
fn emit(text: &str, start: usize, end: usize, into: &mut Vec<Word>) {
    into.push(Word { start: start as u32, end: end as u32, hash: hash_of(text.as_bytes(), start, end) });
}

/// The length of a letter or digit that is known by its first byte.
#[inline]
fn frequent_letter(first: u8) -> Option<usize> {
    match first {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Some(1),
        0xc4..=0xc8 | 0xd0 | 0xd1 => Some(2),
        0xeb | 0xec => Some(3),
        _ => None,
    }
}

/// Letters, digits and `_` hold together, and so do a `.`, `'` or `:` between letters and a `.`, `'`, `,` or `;` between digits. Adds the
/// word that begins at `start`, and says where it ends; `None` where only the segmenter knows.
#[inline]
fn word(text: &str, start: usize, end: usize, into: &mut Vec<Word>) -> Option<usize> {
    let bytes = &text.as_bytes()[..end];
    let (mut at, mut is_word) = (start, false);
    loop {
        let run = at;
        while let Some(length) = bytes.get(at).and_then(|&byte| frequent_letter(byte)) {
            at += length;
        }
        is_word |= at > run;
        let (what, length) = class(text, at, end);
        match what {
            Class::Letter | Class::Digit => is_word = true,
            // Underscores alone are no word.
            Class::Underscore => {}
            Class::Mark => {
                // Beyond ASCII, only letters are part of a word.
                let before = at.checked_sub(1).filter(|_| at > start).map_or(Class::Space, |last| match bytes[last] {
                    byte if byte < 128 => CLASSES[byte as usize],
                    _ => Class::Letter,
                });
                let joins = match (bytes[at], before, class(text, at + length, end).0) {
                    // Letters may follow that are not known to be some.
                    (.., Class::Other) => return None,
                    // Marks of other scripts; `’` is the one that is frequent within words.
                    (0xc2 | 0xef, Class::Letter, Class::Letter) | (0xc2 | 0xef, Class::Digit, Class::Digit) => return None,
                    (b'.' | b'\'' | b':' | 0xe2, Class::Letter, Class::Letter) => true,
                    (b'.' | b'\'' | b',' | b';' | 0xe2, Class::Digit, Class::Digit) => true,
                    _ => false,
                };
                if !joins {
                    break;
                }
            }
            Class::Katakana if bytes.get(at.wrapping_sub(1)) == Some(&b'_') => return None,
            Class::Other => return None,
            Class::Space | Class::Stop | Class::Alone | Class::Katakana => break,
        }
        at += length;
    }
    if is_word {
        emit(text, start, at, into);
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        fn the_fast_path_finds_the_words_of_unicode(text in "[a-cA-C0-2_.,;:'’\\- éß×λдЖ字中あアーｱ한ท—“«&/。、（，：；．·…→ắل\u{a0}\u{301}\u{3099}\u{200d}\u{fe0f}\u{ad}🫖]{0,24}") {
            prop_assert_eq!(all(&text), text.split_ascii_whitespace().flat_map(|chunk| chunk.unicode_words()).collect::<Vec<_>>());
        }
    }
}
