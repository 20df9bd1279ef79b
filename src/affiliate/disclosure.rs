//! What a reader would take for a disclosure that somebody is paid.
//!
//! A block of visible text comes in (a paragraph, a list item, a heading; what is hidden in comments or attributes is no
//! disclosure, 16 CFR 255.0(f)). A sentence that names the payment counts wherever it stands; a short label ("Anzeige")
//! only where it stands as a label. The phrases, by language, are in `rules/data/disclosure-phrases.yaml`.
//!
//! Nearly every text has none of it. [`trigger_places`] finds that out in one pass over the bytes, and no pattern is compiled
//! before a text has one of its strings in it.

mod labels;
mod needs;
mod table;
mod triggers;

use super::language::Languages;
use labels::{LONGEST_LABEL, labels, squeezed};
use std::cmp::Reverse;
use std::fmt;
use std::ops::Range;
use table::LANGUAGES;
use triggers::{LABEL, TRIGGERS};

/// A disclosure, or an attempt at one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Bytes of the block.
    pub range: Range<usize>,
    pub kind: Kind,
    pub language: &'static str,
    /// Why it is not enough, of a weak one.
    pub why: Option<Why>,
}

/// Why readers do not understand it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The words do not say it, in whatever language.
    Unclear(&'static str),
    /// They do, but in a language that is not the page's: the names of both.
    Foreign { language: &'static str, page: &'static str },
}

impl fmt::Display for Why {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Unclear(why) => to.write_str(why),
            Why::Foreign { language, page } => write!(to, "it is in {language}, on a page that is in {page}"),
        }
    }
}

/// The stronger comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Plain words about a payment or a commercial intent.
    Strong,
    /// A short label that a regulator accepts, where it stands as a label.
    Label,
    /// Meant as a disclosure, but unclear according to a regulator.
    Weak,
}

/// The disclosures in a block of visible text, in its order and without overlaps.
///
/// The phrases of all languages are tried; what is clear in a language that the page does not speak is weak. A weak one by itself is an
/// attempt: reason to ask for better words, not to say that there are none.
pub fn disclosures(block: &str, languages: &Languages<'_>) -> Vec<Disclosure> {
    found_in(block, languages, |_| true)
}

/// The same, of the language that the page declares and the one that it begins in: what is written in others matters only where there is
/// nothing in these, and their patterns take their time to be made.
pub fn likely_disclosures(block: &str, languages: &Languages<'_>) -> Vec<Disclosure> {
    found_in(block, languages, |language| languages.expect(language))
}

fn found_in(block: &str, languages: &Languages<'_>, wanted: impl Fn(&str) -> bool) -> Vec<Disclosure> {
    let triggers = TRIGGERS.of(block);
    if triggers == 0 {
        return Vec::new();
    }
    let (mut found, lower) = (Vec::new(), block.to_lowercase());
    for language in LANGUAGES.iter().filter(|language| language.is_triggered(triggers) && wanted(&language.id)) {
        for phrase in language.strong.iter().chain(&language.amazon) {
            let affirmed = phrase.ranges(block, &lower, triggers).filter(|range| !language.denies(&block[range.clone()]));
            found.extend(affirmed.map(|range| language.clear(range, Kind::Strong, languages)));
        }
        for weak in &language.weak {
            let ranges = weak.phrase.iter().flat_map(|phrase| phrase.ranges(block, &lower, triggers));
            found.extend(ranges.map(|range| language.unclear(range, &weak.why)));
        }
    }
    if triggers & LABEL != 0 {
        found.extend(labels(block, languages));
    }
    strongest(found)
}

/// Whether a block of visible text has the statement that Amazon asks of its Associates, in any language.
pub fn states_amazon(block: &str) -> bool {
    let triggers = TRIGGERS.of(block);
    if triggers & !LABEL == 0 {
        return false;
    }
    let lower = block.to_lowercase();
    let mut phrases = LANGUAGES.iter().flat_map(|language| language.amazon.iter().map(move |phrase| (language, phrase)));
    phrases.any(|(language, phrase)| phrase.ranges(block, &lower, triggers).any(|range| !language.denies(&block[range])))
}

/// What a link to a page about the site's advertising is: with nothing but the name of that page, it tells nobody anything (FTC).
pub fn bare_link(text: &str) -> Option<(&'static str, Why)> {
    let text = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    if text.is_empty() || text.len() > LONGEST_LABEL {
        return None;
    }
    let text = squeezed(text);
    let language = LANGUAGES.iter().find(|language| language.links.contains(&text))?;
    Some((&language.id, Why::Unclear("it leads to a page about it, where the FTC wants the words here")))
}

/// The bytes of a text, which may be a whole article, around which a disclosure could be, in order: one pass, no patterns. `None` where
/// only a closer look at its blocks can tell.
pub fn trigger_places(text: &str) -> Option<Vec<usize>> {
    TRIGGERS.places(text)
}

/// In the order of the text; of those that overlap, the strongest.
fn strongest(mut found: Vec<Disclosure>) -> Vec<Disclosure> {
    found.sort_by_key(|one| (one.range.start, one.kind, Reverse(one.range.end)));
    let mut kept: Vec<Disclosure> = Vec::new();
    for one in found {
        match kept.last_mut().filter(|last| one.range.start < last.range.end) {
            None => kept.push(one),
            Some(last) if one.kind < last.kind => *last = one,
            Some(_) => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests;
