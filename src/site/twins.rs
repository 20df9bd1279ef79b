//! The articles that have nearly the same text as one, and could be taken for it.

use super::clusters::{Clusters, Sample};
use super::{PageId, Site, Target, Unpublished};
use crate::facts::{Facts, Sketch};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Another article with nearly the same text.
#[derive(Clone, Copy)]
pub struct Twin<'s> {
    pub page: &'s Facts,
    /// How much of the two texts is in both, from 0 to 1: their sequences of five words, estimated.
    pub resemblance: f64,
    /// The texts are the same, word for word.
    pub equal: bool,
}

/// The articles with nearly the same text as one.
#[derive(Default)]
pub struct Twins<'s> {
    /// In the order of their paths.
    pub found: Vec<Twin<'s>>,
    /// There may be more of them: the group is so large that only its first articles were looked at.
    pub partial: bool,
}

/// Of one group, so many articles are looked at.
const LOOKED_AT: usize = 500;

impl<'a> Site<'a> {
    /// The groups of articles that have nearly the same text. Found when it is first asked for.
    pub fn clusters(&self) -> &Clusters {
        self.clusters.get_or_init(|| {
            let sample = |(page, facts): (PageId, &'a Facts)| {
                let sketch = facts.sketch.as_ref().filter(|_| self.speaks_for_itself(facts))?;
                let mut group = FxHasher::default();
                (&facts.language, &facts.version).hash(&mut group);
                Some(Sample { page, group: group.finish(), sketch })
            };
            Clusters::of((0..).zip(self.pages).filter_map(sample).collect())
        })
    }

    /// Whether readers and search engines find the page, now or once it is published, and not another in its place.
    pub(super) fn speaks_for_itself(&self, page: &Facts) -> bool {
        page.is_comparable() && !matches!(self.unpublished(page), Some(Unpublished::Since(_)))
    }

    /// The articles with nearly the same text as this one.
    pub fn twins(&self, page: &Facts) -> Twins<'a> {
        let (Some(sketch), cluster) = (&page.sketch, self.cluster(page)) else { return Twins::default() };
        let twin = |&id: &PageId| {
            let other = self.pages.get(id as usize).filter(|other| other.local != page.local)?;
            let others = other.sketch.as_ref()?;
            let resemblance = sketch.resemblance(others);
            let is_twin = resemblance >= Sketch::SAME && !self.stand_for_one_another(page, other);
            is_twin.then(|| Twin { page: other, resemblance, equal: sketch.text() == others.text() })
        };
        Twins { found: cluster.iter().take(LOOKED_AT).filter_map(twin).collect(), partial: cluster.len() > LOOKED_AT }
    }

    /// The first article of the group that this one is in.
    pub fn first_of_cluster(&self, page: &Facts) -> Option<&'a Facts> {
        self.cluster(page).first().and_then(|&id| self.pages.get(id as usize))
    }

    fn cluster(&self, page: &Facts) -> &[PageId] {
        self.local.get(&*page.local).and_then(|&id| self.clusters().around(id)).unwrap_or_default()
    }

    /// Whether two files are one article to the site: one is made of the other, or they say that they are versions of one page.
    fn stand_for_one_another(&self, a: &Facts, b: &Facts) -> bool {
        fn name(page: &Facts) -> &str {
            page.local.rsplit_once('.').map_or(&*page.local, |(name, _)| name)
        }
        let names = |from: &Facts, to: &Facts| {
            let mut targets = from.alternates.iter().map(|said| self.resolve_href(from, said.text.trim()));
            targets.any(|target| matches!(target, Target::Page { page, .. } if page.local == to.local))
        };
        name(a) == name(b) || names(a, b) || names(b, a)
    }
}
