//! What a character is to the words around it, as far as it can be told by itself.

/// What a character is to the words around it (UAX 29), as far as it can be told by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Class {
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

/// Those of ASCII.
pub static CLASSES: [Class; 128] = {
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
pub fn class(text: &str, at: usize, end: usize) -> (Class, usize) {
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

/// The class of a character of two bytes.
#[inline]
pub fn class_of_two(first: u8, second: u8) -> Class {
    PLANES[0][usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f)]
}

fn beyond_ascii(text: &str, at: usize) -> (Class, usize) {
    let bits = |byte: &u8| usize::from(byte & 0x3f);
    match &text.as_bytes()[at..] {
        [first @ 0xc2..=0xdf, second, ..] => (class_of_two(*first, *second), 2),
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
        // A blank that does not break, quotes, dashes, a bullet, an ellipsis, an arrow, lines of a drawn box.
        0xa0 | 0xab | 0xbb | 0x2013 | 0x2014 | 0x201c..=0x201e | 0x2022 | 0x2026 | 0x2192 | 0x2500..=0x257f => Class::Stop,
        // The wide blank and punctuation of East Asian texts.
        0x3000..=0x3003 | 0x3008..=0x3011 | 0xff01 | 0xff08 | 0xff09 | 0xff1f => Class::Stop,
        _ => Class::Other,
    }
}

/// What joins the character before it.
pub fn is_combining(text: &str, at: usize) -> bool {
    text[at..].starts_with(|c| matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3099}' | '\u{309a}' | '\u{302a}'..='\u{302f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'))
}
