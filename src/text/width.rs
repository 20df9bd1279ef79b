//! How much room a text takes in a list of search results: in pixels of Arial, and in characters.
//!
//! The widths are in `rules/data/glyph-widths.yaml`.

use serde::Deserialize;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

#[derive(Deserialize)]
struct Table {
    units_per_em: f64,
    defaults: Defaults,
    /// In the order of their characters.
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Defaults {
    other: u16,
    wide: u16,
    halfwidth: u16,
    emoji: u16,
}

#[derive(Deserialize)]
struct Run {
    from: u32,
    widths: Vec<u16>,
}

static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| {
    let table = include_str!(concat!(env!("OUT_DIR"), "/glyph-widths.json"));
    serde_json::from_str(table).ok()
});

impl Table {
    /// The width of one character that stands for itself, in units.
    fn glyph(&self, c: char) -> u16 {
        let code = u32::from(c);
        let behind = |run: &&Run| code.checked_sub(run.from).is_some_and(|at| (at as usize) < run.widths.len());
        // Most are of the first run, which begins with those of ASCII.
        let run = self.runs.first().filter(behind).or_else(|| {
            let index = self.runs.partition_point(|run| run.from <= code).checked_sub(1)?;
            self.runs.get(index)
        });
        let known = run.and_then(|run| run.widths.get((code - run.from) as usize)).copied();
        if let (Some(width), ' '..='~') = (known, c) {
            return width;
        }
        match (c.width(), known) {
            // Marks on the letter before, joiners.
            (Some(0) | None, _) => 0,
            // A soft hyphen is seen only where a line ends.
            _ if c == '\u{ad}' => 0,
            (_, Some(width)) => width,
            (Some(2), None) => self.defaults.wide,
            _ if matches!(code, 0xff61..=0xffdc | 0xffe8..=0xffee) => self.defaults.halfwidth,
            _ => self.defaults.other,
        }
    }

    /// The width of what a reader sees as one character, in units.
    fn cluster(&self, cluster: &str) -> u32 {
        match is_emoji(cluster) {
            true => self.defaults.emoji.into(),
            false => cluster.chars().map(|c| u32::from(self.glyph(c))).sum(),
        }
    }
}

/// Whether a character is never seen as one with its neighbours, nor as a picture. Most texts have no others.
fn is_simple(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}')
        || matches!(c, '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// Whether what a reader sees as one character is a coloured picture: several code points may be needed for one.
fn is_emoji(cluster: &str) -> bool {
    let first = cluster.chars().next().map_or(0, u32::from);
    matches!(first, 0x1f000..=0x1ffff)
        || matches!(first, 0x2600..=0x27bf | 0x2b00..=0x2bff) && is_wide(cluster)
        || cluster.contains('\u{fe0f}')
}

fn is_wide(cluster: &str) -> bool {
    cluster.chars().next().and_then(char::width) == Some(2)
}

/// The width of a text in Arial at `size` pixels, without kerning.
pub fn pixels(text: &str, size: f64) -> f64 {
    let Some(table) = TABLE.as_ref() else { return 0.0 };
    let units: u32 = match text.chars().all(is_simple) {
        true => text.chars().map(|c| u32::from(table.glyph(c))).sum(),
        false => text.graphemes(true).map(|cluster| table.cluster(cluster)).sum(),
    };
    f64::from(units) * size / table.units_per_em
}

/// How many characters a reader sees: never more than the text has bytes. What is as wide as two letters (ideographs, kana, Hangul, emoji) counts as two, so that one limit
/// holds for all scripts.
pub fn characters(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    match text.chars().all(is_simple) {
        true => text.chars().map(|c| if c.width() == Some(2) { 2 } else { 1 }).sum(),
        false => text.graphemes(true).map(|cluster| if is_emoji(cluster) || is_wide(cluster) { 2 } else { 1 }).sum(),
    }
}

/// The words of a text that do not fit into `limit` pixels of Arial at `size` pixels. A word in an ideographic script is a character.
pub fn beyond(text: &str, size: f64, limit: f64) -> &str {
    let Some(table) = TABLE.as_ref() else { return "" };
    let (mut width, mut word) = (0.0, 0);
    for (at, cluster) in text.grapheme_indices(true) {
        width += f64::from(table.cluster(cluster)) * size / table.units_per_em;
        let is_space = cluster.trim().is_empty();
        if is_space {
            word = at + cluster.len();
        } else if is_wide(cluster) {
            word = at;
        }
        if width > limit && !is_space {
            return &text[word..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(text: &str, size: f64) -> u32 {
        pixels(text, size).round() as u32
    }

    #[test]
    fn letters_have_the_widths_of_arial() {
        // 32 × 1933 and 130 × 455 units, at 20 pixels of 2048 units.
        assert_eq!(rounded(&"W".repeat(32), 20.0), 604);
        assert_eq!(rounded(&"i".repeat(130), 20.0), 578);
        // T 1251, e 1139, a 1139, a space 569, p 1139, o 1139, t 569: 6945 units.
        assert_eq!(rounded("Tea pot", 20.48), 69);
        assert_eq!(rounded("", 20.0), 0);
    }

    #[test]
    fn simple_characters_stand_for_themselves() {
        for c in ('\0'..=char::MAX).filter(|&c| is_simple(c)) {
            let text = format!("a{c}{c}字");
            assert_eq!(text.graphemes(true).count(), 4, "{text}");
            assert!(!is_emoji(&text[1..]), "{text}");
        }
    }

    #[test]
    fn a_title_added_up_by_hand() {
        // H 1479, o 1139, w 1479; space 569; t 569, o 1139; space 569; D 1479, e 1139, s 1024, c 1024, a 1139, l 455, e 1139; space 569;
        // a 1139; space 569; K 1366, e 1139, t 569, t 569, l 455, e 1139: 21,856 units.
        assert!((pixels("How to Descale a Kettle", 20.0) - 21_856.0 * 20.0 / 2048.0).abs() < 1e-9);
    }

    #[test]
    fn other_scripts_and_emoji_have_a_width_too() {
        assert_eq!(rounded("茶とポット", 20.0), 100);
        assert_eq!(rounded("ﾎﾟｯﾄ", 20.0), 40);
        assert_eq!(rounded("차", 20.0), 20);
        // An accent of its own takes no room, nor do joiners: a family is one picture.
        assert_eq!(pixels("e\u{301}", 20.0), pixels("e", 20.0));
        assert_eq!(rounded("👩\u{200d}👩\u{200d}👧", 20.0), 25);
        assert_eq!(rounded("🇳🇱", 20.0), 25);
        assert_eq!(pixels("soft\u{ad}ware", 20.0), pixels("software", 20.0));
    }

    #[test]
    fn characters_are_what_a_reader_counts() {
        assert_eq!(characters("kettle"), 6);
        assert_eq!(characters("cafe\u{301}"), 4);
        assert_eq!(characters("茶壶"), 4);
        assert_eq!(characters("👩\u{200d}👩\u{200d}👧"), 2);
    }

    #[test]
    fn the_words_beyond_a_limit() {
        let text = "Tea pot";
        assert_eq!(beyond(text, 20.48, 100.0), "");
        // The first word ends at 35 pixels, the second at 69.
        assert_eq!(beyond(text, 20.48, 60.0), "pot");
        assert_eq!(beyond(text, 20.48, 10.0), "Tea pot");
        assert_eq!(beyond("茶とポット", 20.0, 50.0), "ポット");
    }
}
