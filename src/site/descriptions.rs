//! Descriptions that several articles have, and what many descriptions of a folder begin with.

use super::folders::{Place, place};
use super::{Groups, PageId, Peers, Site};
use crate::facts::Facts;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// The descriptions of a site.
#[derive(Default)]
pub(super) struct Descriptions<'a> {
    /// By language, version, and the words in lower case.
    same: Groups<u64>,
    /// By folder: how many descriptions there are.
    folders: FxHashMap<Place<'a>, u32>,
    /// By folder and opening, the words in lower case.
    openings: FxHashMap<u64, u32>,
    begins: FxHashMap<PageId, Begins>,
}

/// What many descriptions of a folder begin with.
pub struct Opening<'p> {
    /// As it stands in the page's own description.
    pub text: &'p str,
    /// The title follows.
    pub then_title: bool,
    /// How many descriptions of the folder begin so, and how many there are.
    pub have: u32,
    pub of: u32,
    pub folder: &'p str,
}

/// The words of a text, in lower case and without punctuation, as hashes, each with its end in the text.
fn folded(text: &str) -> impl Iterator<Item = (u64, usize)> {
    let end = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize + word.len();
    text.split_whitespace().filter_map(move |word| letters(word).map(|letters| (letters, end(word))))
}

/// The hash of the letters and digits of a word, in lower case, if it has any.
fn letters(word: &str) -> Option<u64> {
    let (mut hasher, mut count) = (FxHasher::default(), 0);
    let mut add = |c: char| (hasher.write_u32(c.into()), count += 1);
    for c in word.chars() {
        match c {
            _ if c.is_ascii() => _ = c.is_ascii_alphanumeric().then(|| add(c.to_ascii_lowercase())),
            // Unified ideographs have no case, and need not be looked up.
            '\u{4e00}'..='\u{9fff}' => _ = add(c),
            _ if c.is_alphanumeric() => c.to_lowercase().for_each(|c| _ = add(c)),
            _ => {}
        }
    }
    (count > 0).then(|| hasher.finish())
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The words that an opening is looked for in, and those of a title: there is no end to what a file may hold.
const LOOKED_AT: usize = 64;
/// The fewest words that make an opening.
const OPENING: usize = 3;

/// How a description begins, where that says nothing of its own article: the words before its title, or a whole first sentence of
/// several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Begins {
    /// Where that ends.
    end: usize,
    then_title: bool,
    /// The hash of its words.
    words: u64,
}

impl Begins {
    fn of(description: &str, words: &[(u64, usize)], title: &str) -> Option<Begins> {
        let words = &words[..words.len().min(LOOKED_AT)];
        let title: Vec<u64> = folded(title).map(|(word, _)| word).take(LOOKED_AT).collect();
        let begins = |count: usize, then_title| {
            let opening = &words[..count];
            Some(Begins { end: opening.last()?.1, then_title, words: hash(opening.iter().map(|(word, _)| *word).collect::<Vec<_>>()) })
        };
        if title.len() > 1 {
            let is_title = |part: &[(u64, usize)]| part.iter().zip(&title).all(|((word, _), wanted)| word == wanted);
            if let Some(before) = words.windows(title.len()).position(is_title) {
                return if before >= OPENING { begins(before, true) } else { None };
            }
        }
        let ends = |(_, end): &(u64, usize)| matches!(description.as_bytes()[end - 1], b'.' | b'!' | b'?');
        let count = words.iter().position(ends)? + 1;
        if (OPENING..words.len()).contains(&count) { begins(count, false) } else { None }
    }

    fn key(&self, page: &Facts) -> u64 {
        hash((place(page), self.then_title, self.words))
    }
}

impl<'a> Descriptions<'a> {
    fn of(site: &Site<'a>) -> Descriptions<'a> {
        let mut found = Descriptions::default();
        for (id, page) in (0..).zip(site.pages) {
            let Some(description) = page.description.as_ref().filter(|_| site.stands_beside(page)) else { continue };
            let words: Vec<(u64, usize)> = folded(&description.text).collect();
            let all: Vec<u64> = words.iter().map(|(word, _)| *word).collect();
            found.same.add(id, hash((page.language.as_deref(), page.version.as_deref(), all)));
            *found.folders.entry(place(page)).or_default() += 1;
            let title = page.title.as_ref().map_or("", |title| &*title.text);
            if let Some(begins) = Begins::of(&description.text, &words, title) {
                *found.openings.entry(begins.key(page)).or_default() += 1;
                found.begins.insert(id, begins);
            }
        }
        found
    }
}

impl<'a> Site<'a> {
    /// The other pages that may be compared with this one and have its description, letter case, spacing and punctuation aside.
    pub fn same_description<'s>(&'s self, page: &'s Facts) -> Peers<'s> {
        self.peers(page, &self.described().same)
    }

    /// What the page's description and at least `least` descriptions and the share `share` of those in its folder begin with.
    pub fn shared_opening<'p>(&self, page: &'p Facts, least: u32, share: f64) -> Option<Opening<'p>> {
        let (description, described) = (page.description.as_ref()?, self.described());
        let begins = described.begins.get(self.local.get(&*page.local)?)?;
        let have = *described.openings.get(&begins.key(page))?;
        let of = *described.folders.get(&place(page))?;
        let (text, then_title) = (description.text.get(..begins.end)?, begins.then_title);
        (have >= least && f64::from(have) >= share * f64::from(of)).then_some(Opening { text, then_title, have, of, folder: place(page).0 })
    }

    fn described(&self) -> &Descriptions<'a> {
        self.descriptions.get_or_init(|| Descriptions::of(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_goes_to_the_title_or_to_the_end_of_a_sentence() {
        let opening = |description: &'static str, title| {
            let words: Vec<_> = folded(description).collect();
            Begins::of(description, &words, title).map(|begins| (&description[..begins.end], begins.then_title))
        };
        assert_eq!(opening("This article describes: How to Mend a Lock!", "How to mend a lock"), Some(("This article describes:", true)));
        assert_eq!(opening("The best of locks. Today: the gates.", "Gates"), Some(("The best of locks.", false)));
        // A whole description is no opening, and neither are two words.
        assert_eq!(opening("The best of locks.", "Gates"), None);
        assert_eq!(opening("Learn about How to Mend a Lock", "How to mend a lock"), None);
        assert_eq!(opening("Learn how to mend a lock in an hour", "Locks"), None);
    }

    #[test]
    fn descriptions_are_compared_by_their_words() {
        let words = |text| folded(text).map(|(word, _)| word).collect::<Vec<_>>();
        assert_eq!(words("Three  ways — to Mend it!"), words("three ways to mend it"));
        assert_ne!(words("Three ways"), words("Four ways"));
    }
}
