//! The articles that stand side by side, in one folder and one language, and how long they and their descriptions usually are.

use super::{Site, house};
use crate::facts::Facts;
use crate::text::width;
use rustc_hash::FxHashMap;

/// A folder, a language and a version.
pub(super) type Place<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// Where a page stands.
pub(super) fn place(page: &Facts) -> Place<'_> {
    (house::home(page), page.language.as_deref(), page.version.as_deref())
}

impl Site<'_> {
    /// Whether the page is one article among others that readers and search engines find.
    pub(super) fn stands_beside(&self, page: &Facts) -> bool {
        page.is_comparable() && house::stands_for_itself(page) && self.is_published(page)
    }
}

/// The lengths in each folder.
#[derive(Default)]
pub(super) struct Lengths<'a> {
    words: FxHashMap<Place<'a>, Norm>,
    /// In characters.
    descriptions: FxHashMap<Place<'a>, Norm>,
}

/// What is usual in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Norm {
    /// How many articles that is.
    pub of: u32,
    pub median: u32,
    /// The median of the distances from the median (MAD).
    pub deviation: u32,
}

impl Norm {
    /// What is usual among these values, of which there is at least one. Of an even number the upper of the two in the middle is taken.
    fn of(values: &mut [u32]) -> Norm {
        let median = middle(values);
        let mut distances: Vec<u32> = values.iter().map(|value| value.abs_diff(median)).collect();
        Norm { of: values.len() as u32, median, deviation: middle(&mut distances) }
    }
}

fn middle(values: &mut [u32]) -> u32 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

impl<'a> Lengths<'a> {
    pub(super) fn of(site: &Site<'a>) -> Lengths<'a> {
        let (mut words, mut descriptions): (FxHashMap<_, Vec<u32>>, FxHashMap<_, Vec<u32>>) = Default::default();
        for page in site.pages.iter().filter(|page| site.stands_beside(page)) {
            words.entry(place(page)).or_default().push(page.words);
            if let Some(description) = &page.description {
                descriptions.entry(place(page)).or_default().push(width::characters(&description.text) as u32);
            }
        }
        let norms =
            |lengths: FxHashMap<Place<'a>, Vec<u32>>| lengths.into_iter().map(|(place, mut lengths)| (place, Norm::of(&mut lengths)));
        Lengths { words: norms(words).collect(), descriptions: norms(descriptions).collect() }
    }
}

impl<'a> Site<'a> {
    /// How many words the articles in the page's folder usually have; `None` for a page that is no article among others.
    pub fn usual_words(&self, page: &Facts) -> Option<Norm> {
        self.lengths().words.get(&place(page)).copied().filter(|_| self.stands_beside(page))
    }

    /// How many characters the descriptions in the page's folder usually have; `None` for a page that is no article among others.
    pub fn usual_description(&self, page: &Facts) -> Option<Norm> {
        self.lengths().descriptions.get(&place(page)).copied().filter(|_| self.stands_beside(page))
    }

    fn lengths(&self) -> &Lengths<'a> {
        self.lengths.get_or_init(|| Lengths::of(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_norm_takes_no_notice_of_one_that_is_far_off() {
        // Distances from 500: 490, 100, 20, 0, 10, 40, 9500.
        let norm = Norm::of(&mut [10, 400, 480, 500, 510, 540, 10_000]);
        assert_eq!(norm, Norm { of: 7, median: 500, deviation: 40 });
    }
}
