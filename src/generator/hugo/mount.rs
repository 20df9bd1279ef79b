//! The folders that Hugo's content comes from.

use super::super::paths::{below, glob_set};
use super::super::root::string;
use super::config::{strings, tidy};
use globset::{GlobBuilder, GlobSet};
use serde_json::Value;

/// A folder of the site that is part of the content.
pub struct Mount {
    /// Relative to the site.
    pub source: String,
    /// Where in the content its files are; empty for all of it.
    pub target: String,
    /// The language of its files that do not say otherwise.
    pub language: Option<String>,
    only: Option<GlobSet>,
    without: GlobSet,
}

impl Mount {
    /// A whole folder.
    pub fn folder(source: String, language: Option<String>) -> Mount {
        Mount { source, target: String::new(), language, only: None, without: GlobSet::empty() }
    }

    /// A mount of the configuration, if it belongs to this component (`content`, `static`).
    pub fn of(mount: &Value, component: &str) -> Option<Mount> {
        let target = tidy(&string(mount, &["target"])?);
        let target = target.strip_prefix(component)?;
        if !target.is_empty() && !target.starts_with('/') {
            return None;
        }
        let languages: Vec<String> = mount
            .get("sites")
            .and_then(|sites| sites.get("matrix"))
            .map(|matrix| strings(matrix.get("languages")).collect())
            .unwrap_or_default();
        let language = string(mount, &["lang"]).or_else(|| if let [only] = languages.as_slice() { Some(only.clone()) } else { None });
        let (mut only, mut without) =
            (strings(mount.get("includefiles")).collect::<Vec<_>>(), strings(mount.get("excludefiles")).collect::<Vec<_>>());
        for pattern in strings(mount.get("files")) {
            match pattern.strip_prefix('!') {
                Some(pattern) => without.push(pattern.trim_start().to_string()),
                None => only.push(pattern),
            }
        }
        Some(Mount {
            source: tidy(&string(mount, &["source"])?),
            target: target.trim_matches('/').to_string(),
            language: language.map(|code| code.to_lowercase()),
            only: (!only.is_empty()).then(|| globs(&only)),
            without: globs(&without),
        })
    }

    /// The path of a file below the source.
    pub fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        let below = below(path, if self.source == "." { "" } else { &self.source })?;
        let wanted = self.only.as_ref().is_none_or(|only| only.is_match(below)) && !self.without.is_match(below);
        wanted.then_some(below)
    }
}

fn globs(patterns: &[String]) -> GlobSet {
    let glob = |pattern: &String| GlobBuilder::new(pattern.trim_start_matches('/')).literal_separator(true).case_insensitive(true).build();
    glob_set(patterns.iter().map(glob))
}
