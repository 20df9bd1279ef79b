//! The page or file that a link which leads nowhere may have meant.

use super::Site;
use super::links::Broken;
use crate::facts::Facts;
use crate::generator::is_markdown;
use crate::text::{likeness, percent_decoded};
use rustc_hash::FxHashMap;

/// A path that may have been meant.
#[derive(Debug, PartialEq, Eq)]
pub struct NearPath {
    /// As it is to be written in the link.
    pub path: String,
    /// Only the letter case differs.
    pub only_case: bool,
}

/// Files, or URLs, in orders in which those that are spelt alike stand together; made when the first link leads nowhere.
#[derive(Default)]
pub(super) struct Addresses {
    all: Vec<Address>,
    by_name: FxHashMap<String, Vec<u32>>,
    /// By folder and name, and by folder and name read backwards.
    forwards: Vec<u32>,
    backwards: Vec<u32>,
}

struct Address {
    path: String,
    lower: String,
    /// Folder and name read backwards.
    mirrored: String,
}

/// How many that stand before and behind a wrong path are compared with it.
const NEIGHBOURS: usize = 4;

/// Of a name that stands in more folders, no one can say which was meant.
const NAMESAKES: usize = 50;

impl Addresses {
    fn of(paths: impl Iterator<Item = String>) -> Addresses {
        let mut addresses = Addresses::default();
        for path in paths {
            let lower = path.to_lowercase();
            addresses.by_name.entry(parts(&lower).1.into()).or_default().push(addresses.all.len() as u32);
            addresses.all.push(Address { mirrored: mirrored(&lower), lower, path });
        }
        let all = &addresses.all;
        addresses.forwards = (0..all.len() as u32).collect();
        addresses.backwards = addresses.forwards.clone();
        addresses.forwards.sort_unstable_by(|&a, &b| {
            (&all[a as usize].lower, &all[a as usize].path).cmp(&(&all[b as usize].lower, &all[b as usize].path))
        });
        addresses.backwards.sort_unstable_by(|&a, &b| {
            (&all[a as usize].mirrored, &all[a as usize].path).cmp(&(&all[b as usize].mirrored, &all[b as usize].path))
        });
        addresses
    }

    /// The same in other letter case, the same name in another folder, the nearest if it is one, or a name in the same folder that is
    /// spelt much like it.
    fn near(&self, wanted: &str) -> Option<(&str, bool)> {
        let lower = wanted.to_lowercase();
        let address = |id: u32| self.all.get(id as usize).filter(|address| address.path != wanted);
        let at = self.forwards.partition_point(|&id| self.all[id as usize].lower < lower);
        if let Some(same) = self.forwards.get(at).and_then(|&id| address(id)).filter(|address| address.lower == lower) {
            return Some((&same.path, true));
        }
        let (folder, name) = parts(&lower);
        // `index.md` is in every folder.
        let namesakes = self.by_name.get(name).filter(|ids| !name.is_empty() && !is_index(name) && ids.len() <= NAMESAKES);
        if let Some(near) = namesakes.and_then(|ids| nearest(folder, ids.iter().filter_map(|&id| address(id)))) {
            return Some((&near.path, false));
        }
        let back = mirrored(&lower);
        let behind = self.backwards.partition_point(|&id| self.all[id as usize].mirrored < back);
        let around = |order: &'_ [u32], at: usize| order[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(order.len())].to_vec();
        let candidates = around(&self.forwards, at).into_iter().chain(around(&self.backwards, behind)).filter_map(address);
        let mut best: Option<(f64, &str)> = None;
        for address in candidates {
            let (its_folder, its_name) = parts(&address.lower);
            if its_folder == folder {
                let least = best.map_or(0.75, |(least, _)| least);
                best = likeness(its_name, name, least).map(|score| (score, &*address.path)).or(best);
            }
        }
        best.map(|(_, path)| (path, false))
    }
}

/// Of addresses with one name, the one that has most folders in common with `folder`, if no other has as many.
fn nearest<'a>(folder: &str, namesakes: impl Iterator<Item = &'a Address>) -> Option<&'a Address> {
    let common = |address: &Address| folder.split('/').zip(address.lower.split('/')).take_while(|(a, b)| a == b).count();
    let mut scored: Vec<(usize, &Address)> = namesakes.map(|address| (common(address), address)).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scored.as_slice() {
        [only] => Some(only.1),
        [first, second, ..] if first.0 > second.0 => Some(first.1),
        _ => None,
    }
}

fn mirrored(path: &str) -> String {
    let (folder, name) = parts(path);
    let mut mirrored = String::with_capacity(path.len() + 1);
    mirrored.push_str(folder);
    mirrored.push('/');
    mirrored.extend(name.chars().rev());
    mirrored
}

/// The folder and the last part of a path; a slash at its end is no part of the name.
fn parts(path: &str) -> (&str, &str) {
    let path = path.strip_suffix('/').unwrap_or(path);
    path.rsplit_once('/').unwrap_or(("", path))
}

fn is_index(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    matches!(stem, "index" | "_index" | "readme")
}

impl Site<'_> {
    /// What a broken link on the page `from` may have meant; `written` is its path as it stands in the link.
    pub fn near_path(&self, from: &Facts, written: &str, broken: &Broken) -> Option<NearPath> {
        match broken {
            Broken::File { looked_for } => {
                let files = self.near_files.get_or_init(|| Addresses::of(self.files.iter().map(|file| file.to_string())));
                let (near, only_case) = files.near(looked_for)?;
                let path = match written.strip_prefix("@/") {
                    Some(_) => {
                        format!("@/{}", self.generator.content().iter().find_map(|folder| near.strip_prefix(&format!("{folder}/")))?)
                    }
                    None if written.starts_with('/') => {
                        // The root may be the site's or a content folder.
                        let root = looked_for.strip_suffix(written.trim_start_matches('/')).unwrap_or_default();
                        format!("/{}", near.strip_prefix(root)?)
                    }
                    None => relative(from.folder(), near),
                };
                Some(NearPath { path: written_as_path(&path), only_case })
            }
            Broken::Url { looked_for } => {
                let published = self.pages.iter().filter(|page| self.is_published(page));
                let urls = published.filter_map(|page| page.url.as_deref()).map(|url| percent_decoded(url).into_owned());
                let all = || Addresses::of(urls.chain(self.served_files()));
                let (near, only_case) = self.near_urls.get_or_init(all).near(looked_for)?;
                Some(NearPath { path: written_as_path(near), only_case })
            }
            Broken::Source { .. } | Broken::Name { .. } => None,
        }
    }

    /// The URLs of files that are served as they are.
    fn served_files(&self) -> impl Iterator<Item = String> {
        let served = self.generator.served();
        let below = move |file: &str| {
            let inside = served
                .iter()
                .find_map(|folder| if folder == "." { Some(file) } else { file.strip_prefix(folder.as_str())?.strip_prefix('/') })?;
            (!is_markdown(file) && !inside.split('/').any(|part| part.starts_with('_')))
                .then(|| format!("{}{inside}", self.generator.root()))
        };
        self.files.iter().filter_map(move |file| below(file))
    }
}

/// The path of `to` as seen from a folder.
fn relative(folder: &str, to: &str) -> String {
    let folder: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = to.split('/').collect();
    let common = folder.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = vec![".."; folder.len() - common];
    up.into_iter().chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// Blanks and brackets would end the destination of a link.
fn written_as_path(path: &str) -> String {
    path.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(wanted: &str) -> Option<(String, bool)> {
        let all = ["docs/tea.md", "docs/Pots.md", "docs/a/index.md", "docs/b/index.md", "docs/a/lids.md", "/2024/the-brown-pot/"];
        let addresses = Addresses::of(all.iter().map(|path| path.to_string()));
        addresses.near(wanted).map(|(path, case)| (path.to_string(), case))
    }

    #[test]
    fn paths_that_were_meant() {
        assert_eq!(near("docs/pots.md"), Some(("docs/Pots.md".into(), true)));
        assert_eq!(near("docs/lids.md"), Some(("docs/a/lids.md".into(), false)));
        assert_eq!(near("docs/teas.md"), Some(("docs/tea.md".into(), false)));
        assert_eq!(near("/2024/the-brown-pots/"), Some(("/2024/the-brown-pot/".into(), false)));
        assert_eq!(near("docs/index.md"), None);
        assert_eq!(near("docs/kettle.md"), None);
    }

    #[test]
    fn paths_are_written_from_where_the_link_stands() {
        assert_eq!(relative("docs/a", "docs/b/c.md"), "../b/c.md");
        assert_eq!(relative("", "a.md"), "a.md");
        assert_eq!(relative("docs", "docs/a.md"), "a.md");
        assert_eq!(written_as_path("the lid (old).md"), "the%20lid%20%28old%29.md");
    }
}
