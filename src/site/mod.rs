//! The facts of all articles of a site, indexed: who has which URL, title, ids, and what the house usually does.
//!
//! Building it is one pass over the facts and reads no file; it is done anew for every run.

mod claims;
mod clusters;
mod descriptions;
mod folders;
mod fragments;
mod house;
mod links;
mod near;
mod statement;
mod templates;
mod titles;
mod twins;

pub use crate::text::percent_decoded;
pub use claims::Claim;
pub use clusters::{Clusters, Sample};
mod wrappers;

pub use descriptions::Opening;
pub use folders::Norm;
pub use fragments::{Near, nearest, nearest_of};
pub use house::House;
pub use links::{Broken, Target};
pub use near::NearPath;
pub use templates::Sharer;
pub use titles::{exact_key, normal_key, years};
pub use twins::{Twin, Twins};
pub use wrappers::Wrapper;

use crate::affiliate::Settings;
use crate::facts::{Facts, Statement};
use crate::generator::date::Day;
use crate::generator::{Generator, Publication};
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;
use std::sync::OnceLock;

/// The index of a page in [`Site::pages`].
pub type PageId = u32;

/// See the module.
pub struct Site<'a> {
    pub generator: &'a dyn Generator,
    as_of: Day,
    settings: &'a Settings,
    /// In the order of their paths.
    pub pages: &'a [Facts],
    /// All files of the site, articles and others, by their path in it.
    files: FxHashSet<&'a str>,
    folders: FxHashSet<&'a str>,
    local: FxHashMap<&'a str, PageId>,
    /// By URL, else by alias.
    urls: FxHashMap<String, PageId>,
    claims: claims::Claims,
    redirects: claims::Redirects<'a>,
    /// The names, without ending and in lower case, of the pages whose URL is not known, and how many such pages there are.
    unknown: (FxHashSet<String>, usize),
    /// Where the links of each page lead.
    targets: Box<[OnceLock<Box<[Target<'a>]>>]>,
    /// The articles by the names that references in templates use.
    names: FxHashMap<&'a str, PageId>,
    titles: Groups<Key<'a>>,
    normal_titles: Groups<Key<'a>>,
    /// What stands behind the bar of at least [`TAILS`] titles, in lower case.
    tails: FxHashSet<String>,
    focuses: Groups<Key<'a>>,
    house: House<'a>,
    lengths: OnceLock<folders::Lengths<'a>>,
    wrappers: OnceLock<wrappers::Wrappers<'a>>,
    descriptions: OnceLock<descriptions::Descriptions<'a>>,
    /// The folders that are served from the root, and these with those of articles and the site's own.
    served: Vec<String>,
    roots: Vec<String>,
    /// Where pages in other languages than Markdown are; made when a link leads to no article.
    others: OnceLock<FxHashSet<&'a str>>,
    has_pictures: OnceLock<bool>,
    /// The first folders of URLs; made when a link has the form of a redirect.
    sections: OnceLock<FxHashSet<String>>,
    /// Amazon's statement stands in the theme, or on a page about the site.
    states_amazon: bool,
    has_unpublished: bool,
    /// The published pages that make it.
    amazon_statements: Vec<PageId>,
    near_files: OnceLock<near::Addresses>,
    near_urls: OnceLock<near::Addresses>,
    /// The articles with nearly the same text; made when a rule asks for them.
    clusters: OnceLock<Clusters>,
    templates: OnceLock<templates::Templates>,
}

/// What is known of a site besides its pages.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub generator: &'a dyn Generator,
    /// All files in its folder, by their path in it.
    pub files: &'a [String],
    /// What its host redirects.
    pub redirects: &'a [(String, String)],
    /// The day on which it is looked at.
    pub as_of: Day,
    /// What it says of its advertising.
    pub settings: &'a Settings,
}

impl<'a> Site<'a> {
    /// The site of these pages.
    pub fn build(pages: &'a [Facts], known: Known<'a>) -> Site<'a> {
        let Known { generator, files, redirects, as_of, settings } = known;
        let mut site = Site {
            generator,
            as_of,
            settings,
            pages,
            files: files.iter().map(String::as_str).collect(),
            folders: FxHashSet::default(),
            local: FxHashMap::default(),
            urls: FxHashMap::default(),
            claims: claims::Claims::default(),
            redirects: claims::Redirects::of(generator.redirects().iter().chain(redirects)),
            unknown: Default::default(),
            targets: pages.iter().map(|_| OnceLock::new()).collect(),
            names: FxHashMap::default(),
            titles: Groups::default(),
            normal_titles: Groups::default(),
            tails: common_tails(pages),
            lengths: OnceLock::new(),
            wrappers: OnceLock::new(),
            descriptions: OnceLock::new(),
            focuses: Groups::default(),
            house: House::of(pages, generator.content()),
            served: generator.served(),
            roots: generator.served().into_iter().chain(generator.content()).chain([String::new()]).collect(),
            others: OnceLock::new(),
            has_pictures: OnceLock::new(),
            sections: OnceLock::new(),
            states_amazon: false,
            has_unpublished: false,
            amazon_statements: Vec::new(),
            near_files: OnceLock::new(),
            near_urls: OnceLock::new(),
            clusters: OnceLock::new(),
            templates: OnceLock::new(),
        };
        for file in files {
            let mut path = file.as_str();
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !site.folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        site.local.reserve(pages.len());
        site.urls.reserve(pages.len());
        site.claims.reserve(pages.len());
        for (id, page) in (0..).zip(pages) {
            site.local.insert(&page.local, id);
            if page.url.is_none() {
                site.unknown.0.insert(page.stem().to_lowercase());
                site.unknown.1 += 1;
            }
            site.files.insert(&page.local);
            for name in &page.names {
                site.names.entry(name).or_insert(id);
            }
            let is_published = site.is_published(page);
            site.has_unpublished |= !is_published;
            if is_published {
                site.claims.add(id, page);
                if page.amazon_statement == Statement::Seen {
                    site.states_amazon |= statement::speaks_for_site(page);
                    site.amazon_statements.push(id);
                }
            }
            if let Some(url) = &page.url {
                let first = site.urls.entry(links::url_key(&percent_decoded(url)).to_string()).or_insert(id);
                if is_published && !pages[*first as usize].publication.is_on(as_of) {
                    *first = id;
                }
            }
            if let Some(title) = page.title.as_ref().filter(|_| page.is_comparable()) {
                site.titles.add(id, key(page, exact_key(&title.text)));
                site.normal_titles.add(id, key(page, normal_key(site.without_tail(&title.text))));
            }
            if let Some(focus) = page.focus.as_ref().filter(|_| page.is_comparable()) {
                site.focuses.add(id, key(page, focus.key.to_string()));
            }
        }
        for (id, page) in (0..).zip(pages).filter(|(_, page)| !page.aliases.is_empty()) {
            for alias in &page.aliases {
                site.urls.entry(links::url_key(&percent_decoded(&alias.text)).to_string()).or_insert(id);
            }
        }
        site
    }

    /// The other pages that may be compared with this one and have its title, letter case and spacing aside.
    pub fn same_title<'s>(&'s self, page: &'s Facts) -> Peers<'s> {
        self.peers(page, &self.titles)
    }

    /// The other pages whose title differs only in its wrapping (`[Updated]`, `in 2024`).
    pub fn similar_title<'s>(&'s self, page: &'s Facts) -> Peers<'s> {
        self.peers(page, &self.normal_titles)
    }

    /// What stands behind the bar of this title and of many others: the name of the site, or of a product.
    pub fn tail<'t>(&self, title: &'t str) -> Option<&'t str> {
        self.common_tail(title).map(|(_, tail)| tail)
    }

    fn without_tail<'t>(&self, title: &'t str) -> &'t str {
        self.common_tail(title).map_or(title, |(core, _)| core)
    }

    fn common_tail<'t>(&self, title: &'t str) -> Option<(&'t str, &'t str)> {
        if self.tails.is_empty() {
            return None;
        }
        titles::tail(title).filter(|(_, tail)| self.tails.contains(&exact_key(tail)))
    }

    /// The other pages that may be compared with this one and declare its focus keyphrase, in whatever form.
    pub fn same_focus<'s>(&'s self, page: &'s Facts) -> Peers<'s> {
        self.peers(page, &self.focuses)
    }

    fn peers<'s, K>(&'s self, page: &'s Facts, groups: &'s Groups<K>) -> Peers<'s> {
        let ids = self.local.get(&*page.local).map(|&id| groups.around(id)).unwrap_or_default();
        Peers { pages: self.pages, ids, page }
    }

    /// The day on which the site is looked at.
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// Whether the page is published on the day the site is looked at.
    pub fn is_published(&self, page: &Facts) -> bool {
        page.publication.is_on(self.as_of)
    }

    /// Whether there are pages that are not.
    pub fn has_unpublished(&self) -> bool {
        self.has_unpublished
    }

    /// Why the page is not published on that day; `None` for one that is.
    pub fn unpublished(&self, page: &Facts) -> Option<Unpublished> {
        let Publication { draft, from, until } = page.publication;
        match (draft, from, until) {
            (true, ..) => Some(Unpublished::Draft),
            (_, Some(from), _) if self.as_of < from => Some(Unpublished::Before(from)),
            (.., Some(until)) if until <= self.as_of => Some(Unpublished::Since(until)),
            _ => None,
        }
    }

    /// What the articles around a page usually have.
    pub fn house(&self) -> &House<'a> {
        &self.house
    }
}

/// The number of titles from which on what they end with is no part of them.
const TAILS: u32 = 5;

/// What stands behind the bar of at least [`TAILS`] titles, in lower case.
fn common_tails(pages: &[Facts]) -> FxHashSet<String> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for (_, tail) in pages.iter().filter_map(|page| titles::tail(&page.title.as_ref()?.text)) {
        *counts.entry(exact_key(tail)).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= TAILS).map(|(tail, _)| tail).collect()
}

/// Why a page is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpublished {
    Draft,
    /// It will be, on this day.
    Before(Day),
    /// It was, up to this day.
    Since(Day),
}

/// Pages that have something in common with others.
struct Groups<K> {
    keys: FxHashMap<K, u32>,
    members: Vec<Vec<PageId>>,
    of: FxHashMap<PageId, u32>,
}

impl<K> Default for Groups<K> {
    fn default() -> Groups<K> {
        Groups { keys: FxHashMap::default(), members: Vec::new(), of: FxHashMap::default() }
    }
}

impl<K: Hash + Eq> Groups<K> {
    fn add(&mut self, id: PageId, key: K) {
        let next = self.members.len() as u32;
        let group = *self.keys.entry(key).or_insert(next);
        if group == next {
            self.members.push(Vec::new());
        }
        self.members[group as usize].push(id);
        self.of.insert(id, group);
    }
}

impl<K> Groups<K> {
    /// The group that a page is in, itself among them.
    fn around(&self, id: PageId) -> &[PageId] {
        self.of.get(&id).map(|&group| self.members[group as usize].as_slice()).unwrap_or_default()
    }
}

/// The pages that have something in common with one.
pub struct Peers<'s> {
    pages: &'s [Facts],
    ids: &'s [PageId],
    page: &'s Facts,
}

impl<'s> Peers<'s> {
    /// How many there are, the page itself not counted.
    pub fn count(&self) -> usize {
        self.ids.len().saturating_sub(1)
    }

    pub fn iter(&self) -> impl Iterator<Item = &'s Facts> {
        let (pages, own) = (self.pages, &self.page.local);
        self.ids.iter().map(move |&id| &pages[id as usize]).filter(move |other| other.local != *own)
    }
}

/// What is compared: a text, within one language and one version only.
type Key<'a> = (String, Option<&'a str>, Option<&'a str>);

fn key(page: &Facts, text: String) -> Key<'_> {
    (text, page.language.as_deref(), page.version.as_deref())
}

impl Facts {
    /// Whether search engines could take the page for a duplicate: it is built, listed, and speaks for itself.
    pub fn is_comparable(&self) -> bool {
        !self.publication.draft && !self.unlisted && self.canonical.is_none() && !self.is_section()
    }
}
