//! Imports go one way: a layer uses what stands before it in the list, and nothing behind it.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up; names in one row do not know one another.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["finding"],
    &["article"],
    &["generator"],
    &["affiliate"],
    &["facts"],
    &["site"],
    &["rule"],
    &["rules"],
    &["config"],
    &["files"],
    &["engine"],
    &["report"],
    &["cli"],
];

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&name))
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

fn all() -> Vec<(PathBuf, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files
        .into_iter()
        .map(|path| {
            let local = path.strip_prefix(&src).expect("it is below src").to_path_buf();
            let module =
                local.components().next().expect("a file has a name").as_os_str().to_string_lossy().trim_end_matches(".rs").to_string();
            (local, module, fs::read_to_string(&path).expect("it can be read"))
        })
        .collect()
}

/// The modules that a text names behind `crate::`.
fn uses(text: &str) -> Vec<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    text.split("crate::").skip(1).map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn imports_go_down_only() {
    for (path, module, text) in all() {
        let Some(own) = layer(&module) else {
            assert!(matches!(module.as_str(), "lib" | "main"), "{} stands in no layer", path.display());
            continue;
        };
        for used in uses(&text) {
            let below = layer(&used).unwrap_or_else(|| panic!("{}: `{used}` stands in no layer", path.display()));
            assert!(below <= own, "{} uses {used}, which stands above it", path.display());
        }
    }
}

#[test]
fn rules_know_no_other_rule_no_file_and_no_setting() {
    for (path, _, text) in all().into_iter().filter(|(path, ..)| path.starts_with("rules") && path.components().count() == 3) {
        if path.ends_with("mod.rs") {
            continue;
        }
        for forbidden in ["std::fs", "std::path", "std::time", "std::env", "Severity", "crate::config", "crate::files", "crate::engine"] {
            assert!(!text.contains(forbidden), "{} names {forbidden}", path.display());
        }
        let category = path.components().nth(1).expect("a rule has a category").as_os_str().to_string_lossy().into_owned();
        for used in text.split("crate::rules::").skip(1) {
            assert!(used.starts_with(&category), "{} uses another category's rules", path.display());
        }
    }
}

#[test]
fn only_the_article_names_the_parsers() {
    for (path, module, text) in all() {
        let parsers: &[&str] = match module.as_str() {
            "article" => &[],
            // The generators' own configurations, and our tables, are read as plain values.
            "generator" | "affiliate" => &["pulldown_cmark", "html5gum", "scraper", "granit_parser"],
            _ => &["pulldown_cmark", "html5gum", "scraper", "granit_parser", "serde_yaml::", "toml::"],
        };
        for parser in parsers {
            assert!(!text.contains(parser), "{} names {parser}", path.display());
        }
    }
}
