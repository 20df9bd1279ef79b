//! The custom of the house: the fields that the articles of a folder usually have.

use crate::facts::Facts;
use rustc_hash::FxHashMap;

/// What the articles of each folder have: the custom of the house.
pub struct House<'a> {
    /// By folder: the articles that stand right in it.
    homes: FxHashMap<&'a str, Folder<'a>>,
    /// By folder: those in the folders below it too.
    trees: FxHashMap<&'a str, Folder<'a>>,
    /// The folders that all content is in. What stands in their folders is of different kinds.
    roots: Vec<String>,
}

/// Articles with front matter; drafts, front pages and the pages of sections are left out.
#[derive(Default)]
struct Folder<'a> {
    articles: u32,
    fields: FxHashMap<&'a str, u32>,
}

impl<'a> Folder<'a> {
    fn count(&mut self, page: &'a Facts) {
        self.articles += 1;
        let fields = page.front_matter.iter().flat_map(|head| &head.fields).filter(|field| !field.empty);
        for field in fields {
            *self.fields.entry(&field.name).or_default() += 1;
        }
    }

    fn add(&mut self, other: &Folder<'a>) {
        self.articles += other.articles;
        other.fields.iter().for_each(|(field, count)| *self.fields.entry(field).or_default() += count);
    }
}

/// How many of the siblings of an article have something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Custom<'a> {
    pub folder: &'a str,
    pub have: u32,
    pub of: u32,
}

/// Whether it is an article among others: no front page, and no page of a section.
pub(super) fn stands_for_itself(page: &Facts) -> bool {
    !page.is_section() && !page.is_home()
}

/// The folder that the article stands in; of `a/b/index.md`, which has a folder to itself, `a`.
pub(super) fn home(page: &Facts) -> &str {
    let folder = page.folder();
    if page.file_name().starts_with("index.") { parent(folder).unwrap_or(folder) } else { folder }
}

/// The folder around a folder; the site's own (``) has none.
fn parent(folder: &str) -> Option<&str> {
    (!folder.is_empty()).then(|| folder.rsplit_once('/').map_or("", |(parent, _)| parent))
}

impl<'a> House<'a> {
    /// The house of these pages; `content` are the generator's own folders.
    pub fn of(pages: &'a [Facts], content: Vec<String>) -> House<'a> {
        let (mut homes, mut trees): (FxHashMap<&str, Folder<'_>>, FxHashMap<&str, Folder<'_>>) = Default::default();
        for page in pages.iter().filter(|page| !page.publication.draft && stands_for_itself(page)) {
            if page.front_matter.as_ref().is_none_or(|head| head.partial) {
                continue;
            }
            homes.entry(home(page)).or_default().count(page);
        }
        for (&home, own) in &homes {
            for folder in std::iter::successors(Some(home), |folder| parent(folder)) {
                trees.entry(folder).or_default().add(own);
            }
        }
        House { homes, trees, roots: content }
    }

    /// The folder around a folder, below the folders of the content.
    fn above<'f>(&self, folder: &'f str) -> Option<&'f str> {
        let is_root = |folder: &str| folder.is_empty() || self.roots.iter().any(|root| root == folder);
        parent(folder).filter(|above| !is_root(folder) && !is_root(above))
    }

    /// The nearest folder around `page` in which at least `least` other articles stand. In its own folder only those right in it count,
    /// and the folders of the content are not looked through: `about.md` or `authors/jo.md` beside `posts/` is not one of the posts.
    fn siblings(&self, page: &Facts, least: u32) -> Option<(&'a str, &Folder<'a>)> {
        if !stands_for_itself(page) {
            return None;
        }
        let home = home(page);
        let around =
            std::iter::successors(self.above(home), |folder| self.above(folder)).filter_map(|folder| self.trees.get_key_value(folder));
        let mut near = self.homes.get_key_value(home).into_iter().chain(around);
        near.find(|(_, entry)| entry.articles > least).map(|(&folder, entry)| (folder, entry))
    }

    /// Of at least `least` siblings, how many have one of these fields. The article itself is counted among them.
    pub fn custom(&self, page: &Facts, names: &[&str], least: u32) -> Option<Custom<'a>> {
        let (folder, entry) = self.siblings(page, least)?;
        let have = names.iter().filter_map(|name| entry.fields.get(name)).copied().max().unwrap_or(0);
        Some(Custom { folder, have, of: entry.articles })
    }

    /// The fields that at least `share` of at least `least` siblings have and `page` has not, in the order of their names.
    pub fn missing(&self, page: &Facts, share: f64, least: u32) -> Vec<(&'a str, Custom<'a>)> {
        let Some((folder, entry)) = self.siblings(page, least) else { return Vec::new() };
        let expected = |have: u32| f64::from(have) >= share * f64::from(entry.articles);
        let mut missing: Vec<_> = entry
            .fields
            .iter()
            .filter(|&(name, &have)| expected(have) && !page.has(name))
            .map(|(&name, &have)| (name, Custom { folder, have, of: entry.articles }))
            .collect();
        missing.sort_unstable_by_key(|(name, _)| *name);
        missing
    }
}
