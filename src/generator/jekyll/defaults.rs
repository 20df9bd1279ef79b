//! `defaults`: front matter that the configuration gives, by path and type.

use globset::{GlobBuilder, GlobMatcher};
use serde_json::Value;

/// See the module.
pub struct Defaults(Vec<Set>);

struct Set {
    /// All paths that begin with it; empty for all.
    path: String,
    glob: Option<GlobMatcher>,
    kind: Option<String>,
    values: Value,
}

impl Defaults {
    /// `collections_dir` with a slash at its end, or empty: documents are known without it.
    pub fn read(config: &Value, collections_dir: &str) -> Defaults {
        let set = |set: &Value| {
            let values = set.get("values")?.as_object()?;
            let (path, kind) = (set["scope"]["path"].as_str().unwrap_or_default(), set["scope"]["type"].as_str());
            let path = path.strip_prefix('/').map_or(path, |path| path.trim_end_matches('/'));
            let path = if collections_dir.is_empty() { path } else { path.strip_prefix(collections_dir).unwrap_or(path) };
            let kind = kind.map(|kind| match kind {
                "page" | "post" | "draft" => format!("{kind}s"),
                kind => kind.to_string(),
            });
            let glob = path.contains('*').then(|| GlobBuilder::new(path).literal_separator(true).build().ok()).flatten();
            let glob = glob.map(|glob| glob.compile_matcher());
            Some(Set { path: path.to_string(), glob, kind, values: values.clone().into() })
        };
        Defaults(config["defaults"].as_array().into_iter().flatten().filter_map(set).collect())
    }

    /// The value of a field for a file of this type: that of the longest path, of several that of the last, those with a type first.
    pub fn find(&self, path: &str, kind: &str, field: &str) -> Option<&Value> {
        let mut found: Option<&Set> = None;
        for set in self.0.iter().filter(|set| set.applies(path, kind) && set.values.get(field).is_some()) {
            let wins = found.is_none_or(|old| match set.path.len().cmp(&old.path.len()) {
                std::cmp::Ordering::Equal => set.kind.is_some() || old.kind.is_none(),
                order => order.is_gt(),
            });
            if wins {
                found = Some(set);
            }
        }
        found.and_then(|set| set.values.get(field))
    }
}

impl Set {
    fn applies(&self, path: &str, kind: &str) -> bool {
        if self.kind.as_deref().is_some_and(|own| own != kind) {
            return false;
        }
        match &self.glob {
            Some(glob) => {
                let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
                ends.into_iter().any(|end| glob.is_match(&path[..end]))
            }
            None => path.starts_with(&self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::root::yaml;
    use super::*;

    #[test]
    fn the_longest_path_and_then_the_type_count() {
        let text = "defaults:\n- {scope: {path: ''}, values: {a: 1, b: 1}}\n- {scope: {path: '', type: posts}, values: {a: 2}}\n\
            - {scope: {path: _posts/tea}, values: {a: 3}}\n- {scope: {path: '_*/green'}, values: {b: 4}}\n";
        let defaults = Defaults::read(&yaml(text), "");
        let find = |path: &str, kind: &str, field: &str| defaults.find(path, kind, field).and_then(Value::as_i64);
        assert_eq!(find("a.md", "pages", "a"), Some(1));
        assert_eq!(find("_posts/a.md", "posts", "a"), Some(2));
        assert_eq!(find("_posts/tea/a.md", "posts", "a"), Some(3));
        assert_eq!(find("_teas/green/a.md", "teas", "b"), Some(4));
        assert_eq!(find("_teas/black/a.md", "teas", "c"), None);
    }

    #[test]
    fn documents_are_known_without_the_collections_folder() {
        let defaults = Defaults::read(&yaml("defaults:\n- {scope: {path: content/_posts, type: post}, values: {a: 1}}\n"), "content/");
        assert!(defaults.find("_posts/a.md", "posts", "a").is_some() && defaults.find("_posts/a.md", "pages", "a").is_none());
    }
}
