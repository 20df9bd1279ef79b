//! Short labels ("Anzeige"), where they stand as labels.

use super::table::{LANGUAGES, Language};
use super::{Disclosure, Kind};
use crate::affiliate::language::Languages;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A label of the table, by its words.
pub(super) struct Label {
    pub(super) language: &'static Language,
    pub(super) hashtag_only: bool,
    /// The words mean something else in other languages.
    pub(super) local: bool,
    /// Why it is weak, if it is.
    pub(super) why: Option<&'static str>,
}

pub(super) static LABELS: LazyLock<FxHashMap<&'static str, Vec<Label>>> = LazyLock::new(|| {
    let mut labels: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for language in LANGUAGES.iter() {
        let clear = language.labels.iter().map(|label| (label, false, None));
        let local = language.local.iter().map(|label| (label, true, None));
        let weak = language.weak.iter().flat_map(|weak| weak.labels.iter().map(|label| (label, false, Some(weak.why.as_str()))));
        for (label, local, why) in clear.chain(local).chain(weak) {
            let words = label.trim_start_matches('#');
            labels.entry(words).or_default().push(Label { language, hashtag_only: words.len() < label.len(), local, why });
        }
    }
    labels
});

/// No label of the table has more bytes: a test holds it.
pub(super) const LONGEST_LABEL: usize = 64;

pub(super) fn labels(block: &str, languages: &Languages<'_>) -> impl Iterator<Item = Disclosure> {
    // Not in a sentence of another language: the pull request, the PR.
    let means_it = move |label: &Label| match label.local {
        true => languages.has(&label.language.id) || label.language.is_east_asian() && block.contains(is_east_asian),
        false => true,
    };
    places(block).into_iter().filter_map(move |Place { range, hashtag }| {
        let words = block.get(range.clone()).filter(|words| words.len() <= LONGEST_LABEL)?;
        let words = squeezed(words);
        let meant = LABELS.get(words.as_str())?.iter().filter(|label| (hashtag || !label.hashtag_only) && means_it(label));
        // What is clear in a language of the page is clear; else its own reason says more than that it is foreign.
        let label = meant.min_by_key(|label| match (languages.accept(&label.language.id), label.why) {
            (true, None) => 0,
            (true, Some(_)) => 1,
            (false, None) => 2,
            (false, Some(_)) => 3,
        })?;
        Some(match label.why {
            None => label.language.clear(range, Kind::Label, languages),
            Some(why) => label.language.unclear(range, why),
        })
    })
}

/// In lower case, with one space between two words.
pub(super) fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(super) fn is_east_asian(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ffef}')
}

/// Where a label stands as a label.
pub(super) struct Place {
    pub(super) range: Range<usize>,
    pub(super) hashtag: bool,
}

/// All places of a block where words would be a label: the block as a whole, its lead-ins, what is in brackets, hashtags.
pub(super) fn places(block: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let mut add = |range, hashtag| places.extend(words_of(block, range).map(|range| Place { range, hashtag }));
    add(0..block.len(), false);
    let mut before = None;
    for (at, letter) in block.char_indices() {
        let after = at + letter.len_utf8();
        match letter {
            ':' | '：' | '|' | '｜' | '–' | '—' if at <= 2 * LONGEST_LABEL => add(0..at, false),
            // A hyphen without a space is part of a word: "ad-free".
            '-' if at <= 2 * LONGEST_LABEL && before.is_some_and(char::is_whitespace) => add(0..at, false),
            '(' | '[' | '（' | '［' | '【' | '〔' => {
                let mut inside = block[after..].char_indices().take(LONGEST_LABEL);
                if let Some((length, _)) = inside.find(|(_, letter)| matches!(letter, ')' | ']' | '）' | '］' | '】' | '〕')) {
                    add(after..after + length, false);
                }
            }
            // Not the fragment of an address.
            '#' | '＃' if !before.is_some_and(|before| before.is_alphanumeric() || before == '/') => {
                let rest = &block[after..];
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
                add(after..after + end, letter == '#');
            }
            _ => {}
        }
        before = Some(letter);
    }
    places
}

/// A part of the block without what surrounds its words.
pub(super) fn words_of(block: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &block[range.clone()];
    let start = part.find(char::is_alphanumeric)?;
    let words = part[start..].trim_end_matches(|letter: char| !letter.is_alphanumeric());
    Some(range.start + start..range.start + start + words.len())
}
