use crate::facts::Facts;
use rustc_hash::FxHashMap;

/// What the articles of each folder have: the custom of the house.
pub struct House<'a> {
    folders: FxHashMap<&'a str, Folder<'a>>,
}

/// The articles with front matter in a folder and below it, drafts left out.
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
            let mut at = Some(page.folder());
            while let Some(folder) = at {
                let entry = folders.entry(folder).or_default();
                entry.articles += 1;
                for field in head.fields.iter().filter(|field| !field.empty) {
                    *entry.fields.entry(&field.name).or_default() += 1;
                }
                at = (!folder.is_empty()).then(|| folder.rsplit_once('/').map_or("", |(parent, _)| parent));
            }
        }
        House { folders }
    }

    /// The nearest folder around `page` in which at least `least` other articles stand.
    fn siblings(&self, page: &Facts, least: u32) -> Option<(&'a str, &Folder<'a>)> {
        let mut at = Some(page.folder());
        while let Some(folder) = at {
            if let Some((name, entry)) = self.folders.get_key_value(folder)
                && entry.articles > least
            {
                return Some((name, entry));
            }
            at = (!folder.is_empty()).then(|| folder.rsplit_once('/').map_or("", |(parent, _)| parent));
        }
        None
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
