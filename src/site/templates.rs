//! Articles that were made from one template: most of their paragraphs are the same, but for a few words.

use super::{PageId, Site};
use crate::facts::Facts;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Which paragraphs stand in several articles.
#[derive(Debug, Default)]
pub struct Templates {
    /// The mark of a paragraph (upper half) and an article that has it, sorted; only marks that several articles have.
    shared: Vec<u64>,
    /// By page: how many of its paragraphs are among them.
    counts: Vec<u16>,
}

/// Fewer articles are no series.
const FEWEST: usize = 3;
/// Of the articles that have a paragraph, these many are looked at.
const LOOKED_AT: usize = 100;

/// Another article with paragraphs of this one.
#[derive(Clone, Copy)]
pub struct Sharer<'s> {
    pub page: &'s Facts,
    /// How many paragraphs they have in common.
    pub shared: usize,
}

impl Templates {
    /// `marks` holds the marks of each page that is compared.
    fn of<'m>(marks: impl Iterator<Item = (PageId, u32, &'m [u32])>, pages: usize) -> Templates {
        let keys =
            |(page, group, marks): (PageId, u32, &'m [u32])| marks.iter().map(move |mark| u64::from(mark ^ group) << 32 | u64::from(page));
        let mut all: Vec<u64> = marks.flat_map(keys).collect();
        all.sort_unstable();
        let mut templates = Templates { shared: Vec::new(), counts: vec![0; if all.is_empty() { 0 } else { pages }] };
        for holders in all.chunk_by(|a, b| a >> 32 == b >> 32).filter(|holders| holders.len() >= FEWEST) {
            templates.shared.extend(holders);
            holders.iter().for_each(|&holder| templates.counts[holder as u32 as usize] += 1);
        }
        templates
    }

    /// The pages that have a paragraph.
    fn holders(&self, mark: u32) -> impl Iterator<Item = PageId> {
        let from = self.shared.partition_point(|&holder| (holder >> 32) < u64::from(mark));
        self.shared[from..].iter().take_while(move |&&holder| holder >> 32 == u64::from(mark)).map(|&holder| holder as u32)
    }
}

impl<'a> Site<'a> {
    /// The other articles that have at least `least` of the paragraphs of this one, in the order of their paths, with a few other words
    /// perhaps; of very many the first. Articles with nearly the same text ([`Site::twins`]) stand for one, and have none themselves.
    pub fn sharers(&self, page: &Facts, least: usize) -> Vec<Sharer<'a>> {
        let templates = self.templates.get_or_init(|| {
            let is_meant = |facts: &Facts| {
                let first = self.first_of_cluster(facts);
                self.speaks_for_itself(facts) && first.is_none_or(|first| first.local == facts.local)
            };
            let meant = (0..).zip(self.pages).filter(|(_, facts)| !facts.paragraphs.is_empty() && is_meant(facts));
            Templates::of(meant.map(|(id, facts)| (id, group(facts), &*facts.paragraphs)), self.pages.len())
        });
        let count = self.local.get(&*page.local).and_then(|&id| templates.counts.get(id as usize));
        if count.is_none_or(|&count| usize::from(count) < least.max(1)) || self.first_of_cluster(page).is_some() {
            return Vec::new();
        }
        let mut shared: FxHashMap<PageId, usize> = FxHashMap::default();
        for mark in &page.paragraphs {
            templates.holders(mark ^ group(page)).take(LOOKED_AT).for_each(|holder| *shared.entry(holder).or_default() += 1);
        }
        let mut sharers: Vec<(PageId, usize)> = shared.into_iter().filter(|&(_, shared)| shared >= least).collect();
        sharers.sort_unstable();
        let others = sharers.into_iter().filter_map(|(id, shared)| Some(Sharer { page: self.pages.get(id as usize)?, shared }));
        others.filter(|sharer| sharer.page.local != page.local).collect()
    }
}

/// Stands for the language and the version of a page.
fn group(page: &Facts) -> u32 {
    let mut group = FxHasher::default();
    (&page.language, &page.version).hash(&mut group);
    group.finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_have_is_kept_and_counted() {
        let pages: [&[u32]; 4] = [&[1, 2, 3], &[1, 2], &[1, 4], &[1, 2, 5]];
        let templates = Templates::of((0..).zip(pages).map(|(page, marks)| (page, 0, marks)), 4);
        assert_eq!(templates.counts, [2, 2, 1, 2]);
        assert_eq!(templates.holders(2).collect::<Vec<_>>(), [0, 1, 3]);
        assert_eq!(templates.holders(4).count(), 0);
    }
}
