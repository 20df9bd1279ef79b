//! Which files and folders Jekyll looks at: `include`, `exclude`, and names that begin with `_`.

use globset::{GlobBuilder, GlobMatcher};
use serde_json::Value;

/// See the module.
pub struct Entries {
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
}

/// A path, or a glob in which `*` goes over slashes. All that begins with it counts.
struct Pattern {
    text: String,
    glob: Option<GlobMatcher>,
}

impl Entries {
    pub fn read(config: &Value) -> Entries {
        const OF_JEKYLL: &[&str] = &[
            ".sass-cache",
            ".jekyll-cache",
            "gemfiles",
            "Gemfile",
            "Gemfile.lock",
            "node_modules",
            "vendor/bundle/",
            "vendor/cache/",
            "vendor/gems/",
            "vendor/ruby/",
            "_site",
        ];
        let list = |key: &str| -> Vec<Pattern> {
            let items = config[key].as_array().map(Vec::as_slice).unwrap_or_default();
            items.iter().filter_map(Value::as_str).filter_map(Pattern::new).collect()
        };
        let include = list("include");
        let mut exclude = list("exclude");
        exclude.extend(OF_JEKYLL.iter().filter_map(|name| Pattern::new(name)));
        exclude.retain(|pattern| !include.iter().any(|other| other.text == pattern.text));
        Entries { include, exclude }
    }

    /// Whether Jekyll comes by this path, relative to its source, folder by folder.
    pub fn reaches(&self, path: &str) -> bool {
        // A file that `include` names by its whole path is read wherever it stands.
        if self.include.iter().any(|pattern| pattern.text == path) {
            return true;
        }
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let mut start = 0;
        for end in ends {
            let (entry, whole) = (&path[start..end], &path[..end]);
            if !entry.is_empty() && !self.takes(entry, whole) {
                return false;
            }
            start = end + 1;
        }
        true
    }

    /// The same for a path below the folder of posts or of a collection, which is listed at once: only its first and its last name count.
    pub fn reaches_below(&self, folder: &str, entry: &str) -> bool {
        let name = entry.rsplit('/').next().unwrap_or(entry);
        let included = self.is_included(entry) || self.is_included(name);
        included || !is_special(entry) && !is_special(name) && !self.is_excluded(&[folder, entry].concat())
    }

    fn takes(&self, entry: &str, whole: &str) -> bool {
        self.is_included(entry) || !self.is_excluded(whole) && !is_special(entry)
    }

    fn is_included(&self, entry: &str) -> bool {
        self.include.iter().any(|pattern| pattern.matches(entry))
    }

    fn is_excluded(&self, path: &str) -> bool {
        self.exclude.iter().any(|pattern| pattern.matches(path))
    }
}

fn is_special(entry: &str) -> bool {
    entry.starts_with(['.', '_', '#', '~']) || entry.ends_with(['~', '.'])
}

impl Pattern {
    fn new(text: &str) -> Option<Pattern> {
        let text = text.trim_start_matches("./").trim_start_matches('/').to_string();
        let glob = text.contains(['*', '?', '[']).then(|| GlobBuilder::new(&text).literal_separator(false).build().ok()).flatten();
        (!text.is_empty()).then(|| Pattern { glob: glob.map(|glob| glob.compile_matcher()), text })
    }

    fn matches(&self, path: &str) -> bool {
        let begins = || path.starts_with(&self.text) || self.text.strip_suffix('/').is_some_and(|folder| folder == path);
        self.text.as_bytes().first() == path.as_bytes().first() && begins() || self.glob.as_ref().is_some_and(|glob| glob.is_match(path))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::root::yaml;
    use super::*;

    #[test]
    fn names_that_begin_with_an_underscore_need_to_be_included() {
        let entries = Entries::read(&yaml("include: [_pages, .well-known]\n"));
        assert!(entries.reaches("_pages/tea.md") && entries.reaches("a/_pages/tea.md") && entries.reaches("tea.md"));
        assert!(!entries.reaches("_data/tea.md") && !entries.reaches("a/_tea.md") && !entries.reaches(".github/a.md"));
    }

    #[test]
    fn what_is_excluded() {
        let entries = Entries::read(&yaml("exclude: [docs, README.md, '*.draft.md', bin/]\ninclude: [vendor/bundle/]\n"));
        for path in ["docs/a.md", "README.md", "x/tea.draft.md", "bin/a.md", "node_modules/x/README.md"] {
            assert!(!entries.reaches(path), "{path}");
        }
        for path in ["a/docs/a.md", "a/README.md", "tea.md", "vendor/bundle/a.md", "vendor/a.md"] {
            assert!(entries.reaches(path), "{path}");
        }
    }

    #[test]
    fn folders_of_posts_are_listed_at_once() {
        let entries = Entries::read(&Value::Null);
        assert!(entries.reaches_below("_posts/", "tea.md") && entries.reaches_below("_posts/", "a/_old/tea.md"));
        assert!(!entries.reaches_below("_posts/", "_old/tea.md") && !entries.reaches_below("_posts/", "a/_tea.md"));
    }
}
