//! Descriptions that several articles have, and what many descriptions of a folder begin with.

use super::folders::{Place, place};
use super::{PageId, Peers, Site};
use crate::facts::Facts;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// The descriptions of a site.
#[derive(Default)]
pub(super) struct Descriptions<'a> {
    /// By language, version, and the words in lower case.
    same: FxHashMap<u64, Vec<PageId>>,
    /// By folder: how many descriptions there are.
    folders: FxHashMap<Place<'a>, u32>,
    /// By folder and opening, the words in lower case.
    openings: FxHashMap<u64, u32>,
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

/// The words of a text, in lower case and without punctuation, each with its end in the text.
fn folded(text: &str) -> impl Iterator<Item = (String, usize)> {
    let end = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize + word.len();
    text.split_whitespace().filter_map(move |word| {
        let letters: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        (!letters.is_empty()).then_some((letters, end(word)))
    })
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn key(page: &Facts, description: &str) -> u64 {
    let words: Vec<String> = folded(description).map(|(word, _)| word).collect();
    hash((page.language.as_deref(), page.version.as_deref(), words))
}

/// The fewest words that make an opening.
const OPENING: usize = 3;
/// The words that an opening is looked for in, and those of a title: there is no end to what a file may hold.
const LOOKED_AT: usize = 64;

/// How a description begins, where that says nothing of its own article: the words before its title, or a whole first sentence of
/// several. The title follows the former.
fn opening<'p>(description: &'p str, title: &str) -> Option<(&'p str, bool)> {
    let words: Vec<(String, usize)> = folded(description).take(LOOKED_AT).collect();
    let title: Vec<String> = folded(title).map(|(word, _)| word).take(LOOKED_AT).collect();
    let end = |count: usize| count.checked_sub(1).and_then(|last| words.get(last)).map(|(_, end)| &description[..*end]);
    if title.len() > 1 {
        let is_title = |part: &[(String, usize)]| part.iter().zip(&title).all(|((word, _), wanted)| word == wanted);
        if let Some(before) = words.windows(title.len()).position(is_title) {
            return end(before).filter(|_| before >= OPENING).map(|opening| (opening, true));
        }
    }
    let ends = |(_, end): &(String, usize)| description[..*end].ends_with(['.', '!', '?']);
    let count = words.iter().position(ends)? + 1;
    end(count).filter(|_| (OPENING..words.len()).contains(&count)).map(|opening| (opening, false))
}

fn opening_key(page: &Facts, opening: &str, then_title: bool) -> u64 {
    let words: Vec<String> = folded(opening).map(|(word, _)| word).collect();
    hash((place(page), then_title, words))
}

impl<'a> Descriptions<'a> {
    fn of(site: &Site<'a>) -> Descriptions<'a> {
        let mut found = Descriptions::default();
        for (id, page) in (0..).zip(site.pages) {
            let Some(description) = page.description.as_ref().filter(|_| site.stands_beside(page)) else { continue };
            found.same.entry(key(page, &description.text)).or_default().push(id);
            *found.folders.entry(place(page)).or_default() += 1;
            let title = page.title.as_ref().map_or("", |title| &*title.text);
            if let Some((opening, then_title)) = opening(&description.text, title) {
                *found.openings.entry(opening_key(page, opening, then_title)).or_default() += 1;
            }
        }
        found
    }
}

impl<'a> Site<'a> {
    /// The other pages that may be compared with this one and have its description, letter case, spacing and punctuation aside.
    pub fn same_description<'s>(&'s self, page: &'s Facts) -> Peers<'s> {
        let description = page.description.as_ref().filter(|_| self.stands_beside(page));
        let ids = description.and_then(|description| self.described().same.get(&key(page, &description.text)));
        Peers { pages: self.pages, ids: ids.map(Vec::as_slice).unwrap_or_default(), page }
    }

    /// What the page's description and at least `least` descriptions and the share `share` of those in its folder begin with.
    pub fn shared_opening<'p>(&self, page: &'p Facts, least: u32, share: f64) -> Option<Opening<'p>> {
        let description = page.description.as_ref().filter(|_| self.stands_beside(page))?;
        let (text, then_title) = opening(&description.text, page.title.as_ref().map_or("", |title| &title.text))?;
        let described = self.described();
        let have = *described.openings.get(&opening_key(page, text, then_title))?;
        let of = *described.folders.get(&place(page))?;
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
