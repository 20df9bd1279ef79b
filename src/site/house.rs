use crate::facts::Facts;
use rustc_hash::FxHashMap;

/// What the articles of each folder have: the custom of the house.
pub struct House<'a> {
    folders: FxHashMap<&'a str, Folder<'a>>,
}

/// The articles with front matter of a folder, drafts left out.
#[derive(Default)]
struct Folder<'a> {
    articles: u32,
    fields: FxHashMap<&'a str, u32>,
}

/// How many of the siblings of an article have something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Custom<'a> {
    pub folder: &'a str,
    pub have: u32,
    pub of: u32,
}

impl<'a> House<'a> {
    pub fn of(pages: &'a [Facts]) -> House<'a> {
        let mut folders: FxHashMap<&str, Folder<'_>> = FxHashMap::default();
        for page in pages.iter().filter(|page| !page.draft) {
            let Some(head) = page.front_matter.as_ref().filter(|head| !head.partial) else { continue };
            let Some(folder) = family(page) else { continue };
            let entry = folders.entry(folder).or_default();
            entry.articles += 1;
            for field in head.fields.iter().filter(|field| !field.empty) {
                *entry.fields.entry(&field.name).or_default() += 1;
            }
        }
        House { folders }
    }

    /// The family of `page`, if at least `least` other articles are in it.
    fn siblings(&self, page: &Facts, least: u32) -> Option<(&'a str, &Folder<'a>)> {
        let (name, entry) = self.folders.get_key_value(family(page)?)?;
        (entry.articles > least).then_some((*name, entry))
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

/// The folder whose articles are of one kind with this one: its own; that of the posts, for posts in folders by date or category; the
/// one above, for an article with a folder of its own. The page of a section itself is of no family.
fn family(page: &Facts) -> Option<&str> {
    let stem = page.file_name().split('.').next().unwrap_or_default();
    let folder = page.folder();
    if let Some(at) = folder.find("_posts").filter(|&at| at == 0 || folder[..at].ends_with('/')) {
        return Some(&folder[..at + "_posts".len()]);
    }
    if matches!(stem, "_index" | "README") {
        return None;
    }
    let mut family = folder;
    let parent = |folder: &str| folder.rsplit_once('/').map_or(0, |(parent, _)| parent.len());
    if stem == "index" {
        family = &family[..parent(family)];
    }
    while family.rsplit('/').next().is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit() || b == b'-')) {
        family = &family[..parent(family)];
    }
    Some(family)
}
