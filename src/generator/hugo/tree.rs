//! The pages of a site as Hugo orders them: sections, bundles, and what belongs to a bundle.

use super::super::paths::{below, folder_of};
use super::config::Config;
use super::logical::{Logical, Shape, ending, normal};
use rustc_hash::{FxHashMap, FxHashSet};

#[derive(Default)]
pub struct Tree {
    /// Folders of the site that an `index.md` makes one page.
    bundles: FxHashSet<String>,
    /// Paths of the sections that have a page of their own, or are first folders; without a slash before them.
    sections: FxHashSet<String>,
    /// The file of each page, by language and path.
    files: FxHashMap<String, String>,
    /// Sections that templates make further pages of.
    adapters: Vec<String>,
}

impl Tree {
    pub fn of(config: &Config, files: &[String]) -> Tree {
        let mut tree = Tree::default();
        let is_leaf = |path: &&String| Logical::of(config, path).is_some_and(|page| page.shape == Shape::Leaf && !page.folder.is_empty());
        let leaves = files.iter().filter(is_leaf).filter_map(|path| Some(path.rsplit_once('/')?.0.to_string()));
        tree.bundles = leaves.collect();
        for path in files {
            if path.ends_with("/_content.gotmpl") {
                let folder = folder_of(path);
                let below = config.content.iter().find_map(|mount| mount.below(&format!("{folder}/_")).map(str::to_string));
                tree.adapters.extend(below.map(|below| normal(below.trim_end_matches(['_', '/']).into())));
            }
            if tree.is_resource(path) {
                continue;
            }
            let Some(page) = Logical::of(config, path) else { continue };
            match page.section() {
                _ if page.shape == Shape::Branch => tree.sections.insert(page.base().split_off(1)),
                section if section.is_empty() => false,
                section => tree.sections.insert(section),
            };
            let name = format!("{}:{}", page.language, page.base());
            // Of two files for one page, Markdown is likely the one that is read as an article.
            if ending(path) == Some("md") || !tree.files.contains_key(&name) {
                tree.files.insert(name, path.clone());
            }
        }
        tree
    }

    /// Whether the file belongs to a bundle and is no page of its own.
    pub fn is_resource(&self, path: &str) -> bool {
        let Some((folder, file)) = path.rsplit_once('/') else { return false };
        let is_index = file.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("index.")) && ending(file).is_some();
        let above = std::iter::successors(Some(folder), |folder| folder.rsplit_once('/').map(|(above, _)| above));
        above.skip(usize::from(is_index)).any(|folder| self.bundles.contains(folder))
    }

    /// The section that a page is in, as its path without the slash at its begin; none for the front page's.
    pub fn section_of(&self, page: &Logical<'_>) -> String {
        let folder = normal(page.folder.to_string());
        let mut above = std::iter::successors(Some(folder.as_str()), |folder| folder.rsplit_once('/').map(|(above, _)| above));
        above.find(|folder| self.is_section(folder)).unwrap_or_default().to_string()
    }

    /// Whether there is a section of this path.
    pub fn is_section(&self, path: &str) -> bool {
        self.sections.contains(path)
    }

    /// Whether a template makes pages there.
    pub fn is_made(&self, path: &str) -> bool {
        self.adapters.iter().any(|folder| below(path, folder).is_some())
    }

    /// The file of a page.
    pub fn file(&self, language: &str, base: &str) -> Option<&str> {
        self.files.get(&format!("{language}:{base}")).map(String::as_str)
    }
}
