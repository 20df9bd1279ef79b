//! Text cut into words.

use super::class::{CLASSES, Class, class, class_of_two, is_combining};
use super::{Word, eight, hash_of, hash_of_few, lower, mix};
use icu_properties::props::{Alphabetic, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Word boundaries of Unicode (UAX 29), cut at white space. What is not known by itself goes to the segmenter, with as little around it
/// as will do.
pub fn segment(text: &str, range: Range<usize>, into: &mut Vec<Word>) {
    let Range { start, end } = range;
    // Where the stretch without white space began, where its last part that nothing joins to what is before, and how many words there were
    // before each.
    let (mut at, mut stretch, mut part) = (start, (start, into.len()), (start, into.len()));
    let bytes = &text.as_bytes()[..end];
    loop {
        // Most words are letters of ASCII between blanks.
        while let Some(Behind::Within) = bytes.get(at).map(|&byte| BEHIND[byte as usize]) {
            let Some(word) = plain_word(bytes, at) else { break };
            into.push(word);
            at = word.end as usize;
            if bytes.get(at) != Some(&b' ') {
                break;
            }
            at += 1;
            stretch = (at, into.len());
            part = stretch;
        }
        if at >= end {
            return;
        }
        match bytes[at] {
            b' ' | b'\n' => {
                at += 1;
                stretch = (at, into.len());
                part = stretch;
                continue;
            }
            0xe4..=0xe9 => {
                let from = at;
                at = ideographs(bytes, at, into);
                if at > from {
                    part = (at, into.len());
                    continue;
                }
            }
            byte if byte > b' ' && matches!(BEHIND[byte as usize], Behind::Ends | Behind::Joins) => {
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

/// Adds the ideographs from `at` on, each a word, as far as they are known by their first bytes; says where they end.
fn ideographs(bytes: &[u8], mut at: usize, into: &mut Vec<Word>) -> usize {
    while let Some(&[first @ 0xe4..=0xe9, second, third]) = bytes.get(at..at + 3) {
        // Before U+4E00, there are others.
        if first == 0xe4 && second < 0xb8 {
            break;
        }
        let chunk = u64::from(first) | u64::from(second) << 8 | u64::from(third) << 16;
        into.push(Word { start: at as u32, end: at as u32 + 3, hash: mix(3, lower(chunk) << 40) });
        at += 3;
    }
    at
}

/// What a byte behind letters and digits of ASCII means to their word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Within,
    Ends,
    /// Ends it too, unless what comes next belongs to it.
    Joins,
    Unknown,
}

static BEHIND: [Behind; 256] = {
    let (mut behind, mut byte) = ([Behind::Unknown; 256], 0);
    while byte < 128 {
        behind[byte] = match CLASSES[byte] {
            Class::Letter | Class::Digit => Behind::Within,
            Class::Mark if matches!(byte as u8, b'.' | b'\'' | b':' | b',' | b';') => Behind::Joins,
            Class::Mark | Class::Space => Behind::Ends,
            _ => Behind::Unknown,
        };
        byte += 1;
    }
    behind
};

/// The word that begins with the letter or digit at `at`, if all of it is ASCII and nothing behind can join it.
#[inline]
fn plain_word(bytes: &[u8], at: usize) -> Option<Word> {
    let behind = |at: usize| bytes.get(at).map_or(Behind::Ends, |&byte| BEHIND[byte as usize]);
    let is_closed = |end: usize| match behind(end) {
        Behind::Ends => true,
        Behind::Joins => behind(end + 1) == Behind::Ends,
        Behind::Within | Behind::Unknown => false,
    };
    // Most end within their first eight bytes: no branch depends on their length.
    let mut end = at;
    if let Some(chunk) = eight(bytes, at) {
        let letters = letters_of(chunk);
        end = at + letters;
        if letters < 8 {
            return is_closed(end).then(|| Word { start: at as u32, end: end as u32, hash: hash_of_few(chunk, letters) });
        }
    }
    end += bytes[end..].iter().take_while(|&&byte| BEHIND[byte as usize] == Behind::Within).count();
    is_closed(end).then(|| Word { start: at as u32, end: end as u32, hash: hash_of(bytes, at, end) })
}

/// With how many letters and digits of ASCII eight bytes begin, the first of them the lowest: all eight are looked at together.
#[inline]
fn letters_of(chunk: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    // The high bit of each byte that is `from` or more: none carries over into the next.
    let reaches = |bytes: u64, from: u8| (bytes & !HIGH) + u64::from(0x80 - from) * EACH;
    let small = chunk | (0x20 * EACH);
    let letter = reaches(small, b'a') & !reaches(small, b'z' + 1);
    let digit = reaches(chunk, b'0') & !reaches(chunk, b'9' + 1);
    (!((letter | digit) & !chunk) & HIGH).trailing_zeros() as usize / 8
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
    for (offset, piece) in text[start..end].split_word_bound_indices() {
        if piece.chars().any(is_alphanumeric) {
            emit(text, start + offset, start + offset + piece.len(), into);
        }
    }
}

/// As the standard library has it, which takes its time for what is beyond ASCII.
fn is_alphanumeric(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric(),
        false => {
            CodePointSetData::new::<Alphabetic>().contains(c)
                || GeneralCategoryGroup::Number.contains(CodePointMapData::<GeneralCategory>::new().get(c))
        }
    }
}

#[inline]
fn emit(text: &str, start: usize, end: usize, into: &mut Vec<Word>) {
    into.push(Word { start: start as u32, end: end as u32, hash: hash_of(text.as_bytes(), start, end) });
}

/// Where the letters and digits end that begin at `at`, as far as they are known by their first two bytes.
#[inline]
fn letters_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&first) = bytes.get(at) {
        let second = bytes.get(at + 1).copied().unwrap_or_default();
        at += match first {
            0..0x80 if BEHIND[first as usize] == Behind::Within => 1,
            0xc3..=0xdf if class_of_two(first, second) == Class::Letter => 2,
            // Latin Extended Additional, Hangul.
            0xe1 if matches!(second, 0xb8..=0xbb) => 3,
            0xeb | 0xec => 3,
            _ => break,
        };
    }
    at
}

/// Letters, digits and `_` hold together, and so do a `.`, `'` or `:` between letters and a `.`, `'`, `,` or `;` between digits. Adds the
/// word that begins at `start`, and says where it ends; `None` where only the segmenter knows.
#[inline]
fn word(text: &str, start: usize, end: usize, into: &mut Vec<Word>) -> Option<usize> {
    let bytes = &text.as_bytes()[..end];
    let (mut at, mut is_word) = (start, false);
    loop {
        let run = at;
        at = letters_end(bytes, at);
        is_word |= at > run;
        if bytes.get(at).is_none_or(|&byte| BEHIND[byte as usize] == Behind::Ends) {
            break;
        }
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
