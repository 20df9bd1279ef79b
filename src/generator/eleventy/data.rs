//! The data of folders and files, and the URLs that permalinks make.

use super::super::Root;
use super::super::paths::split;
use super::super::script::{Literal, Script};
use super::super::slug::{self, Piece};
use super::config::Config;
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::borrow::Cow;

/// Where a page is to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permalink {
    /// At its own path.
    Default,
    Template(String),
    /// It is not written.
    Never,
    /// Only a run of Eleventy tells.
    Unknown,
}

/// What data files say, as far as it matters here.
#[derive(Default)]
struct Entry {
    permalink: Option<Permalink>,
    draft: Option<bool>,
}

/// The data files by what they speak of: a folder, or a file without its ending.
pub struct Cascade {
    entries: FxHashMap<String, Entry>,
    /// Some layout has a permalink, which its pages take over.
    in_layouts: bool,
}

impl Cascade {
    pub fn read(root: &Root<'_>, config: &Config) -> Cascade {
        let mut cascade = Cascade { entries: FxHashMap::default(), in_layouts: false };
        for file in root.files {
            if config.is_partial(file) {
                // Data and scripts have no front matter.
                let is_layout = ![".json", "js", ".ts", ".css"].iter().any(|ending| file.ends_with(ending));
                let says = |text: String| head(&text).is_some_and(|head| head.contains("permalink:"));
                cascade.in_layouts = cascade.in_layouts || is_layout && (root.read)(file).is_some_and(says);
                continue;
            }
            let Some(stem) = [".11tydata.json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".json"]
                .iter()
                .find_map(|ending| file.strip_suffix(ending))
            else {
                continue;
            };
            if config.below(file).is_none() || file.split('/').any(|part| part == "node_modules") {
                continue;
            }
            // `posts/posts.json` speaks of the folder, `posts/a.json` of `posts/a.md`.
            let (folder, name) = split(stem);
            let of_folder = folder.rsplit('/').next() == Some(name) && !folder.is_empty();
            let is_plain = file.ends_with(".json") && !file.ends_with(".11tydata.json");
            if is_plain && !of_folder && ![".md", ".html"].iter().any(|ending| root.has(&format!("{stem}{ending}"))) {
                continue;
            }
            let text = (root.read)(file).unwrap_or_default();
            let entry = if file.ends_with(".json") { of_json(&text) } else { of_script(&text) };
            let key = if of_folder { folder } else { stem };
            let known = cascade.entries.entry(key.to_string()).or_default();
            known.permalink = entry.permalink.or(known.permalink.take());
            known.draft = entry.draft.or(known.draft);
        }
        cascade
    }

    /// What is said of a file, and of the folders it stands in, the nearest first.
    fn of<'c>(&'c self, path: &'c str) -> impl Iterator<Item = &'c Entry> {
        let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
        let folders = std::iter::successors(path.rsplit_once('/').map(|(folder, _)| folder), |folder| {
            folder.rsplit_once('/').map(|(above, _)| above)
        });
        std::iter::once(stem).chain(folders).filter_map(|key| self.entries.get(key))
    }

    pub fn permalink(&self, path: &str) -> Permalink {
        let said = self.of(path).find_map(|entry| entry.permalink.clone());
        said.unwrap_or(if self.in_layouts { Permalink::Unknown } else { Permalink::Default })
    }

    pub fn is_draft(&self, path: &str) -> bool {
        self.of(path).find_map(|entry| entry.draft).unwrap_or(false)
    }
}

/// The front matter of a template, delimiters left out.
pub fn head(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("---")?;
    let rest = &rest[rest.find('\n')? + 1..];
    rest.find("\n---").map(|end| &rest[..end + 1]).or_else(|| rest.strip_prefix("---").map(|_| ""))
}

fn of_json(text: &str) -> Entry {
    let data: Value = serde_json::from_str(text).unwrap_or_default();
    let computed = data.get("eleventyComputed").and_then(|computed| computed.get("permalink"));
    Entry { permalink: computed.or_else(|| data.get("permalink")).map(of_value), draft: data.get("draft").and_then(Value::as_bool) }
}

/// The permalink that a value of data is.
pub fn of_value(value: &Value) -> Permalink {
    match value {
        Value::Bool(false) => Permalink::Never,
        Value::String(text) if !text.is_empty() => Permalink::Template(text.clone()),
        Value::Object(map) => map.get("build").map_or(Permalink::Never, of_value),
        Value::Null | Value::String(_) => Permalink::Default,
        _ => Permalink::Unknown,
    }
}

fn of_script(text: &str) -> Entry {
    let script = Script::new(text);
    let data = script.exported().unwrap_or(Literal::Nothing);
    let permalink = match data.get(&["eleventyComputed", "permalink"]).or_else(|| data.get(&["permalink"])) {
        Some(Literal::Text(text)) => Some(Permalink::Template(text.clone())),
        Some(Literal::Bool(false)) => Some(Permalink::Never),
        Some(Literal::Nothing) => None,
        Some(_) => Some(Permalink::Unknown),
        None => script.text().contains("permalink").then_some(Permalink::Unknown),
    };
    Entry { permalink, draft: data.get(&["draft"]).and_then(Literal::as_bool) }
}

/// The URL of a file without a permalink, by its path below the input folder.
pub fn default_url(below: &str) -> String {
    let stem = without_ending(below);
    let (folder, name) = split(stem);
    let slash = if folder.is_empty() { "" } else { "/" };
    // `pots/pots.md` is the page of its folder.
    match name == "index" || folder.rsplit('/').next() == Some(name) {
        true => format!("{slash}{folder}/"),
        false => format!("{slash}{folder}/{name}/"),
    }
}

/// A path without the ending of its template language.
pub fn without_ending(path: &str) -> &str {
    [".11ty.js", ".11ty.cjs", ".11ty.mjs", ".11ty.ts", ".11ty.jsx", ".11ty.tsx"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending))
        .or_else(|| path.rsplit_once('.').filter(|(_, ending)| !ending.contains('/')).map(|(stem, _)| stem))
        .unwrap_or(path)
}

/// The URL of a permalink that is filled in.
pub fn url(permalink: &str) -> String {
    let mut url = String::with_capacity(permalink.len() + 1);
    for part in permalink.split('/').filter(|part| !part.is_empty() && *part != ".") {
        url.push('/');
        url.push_str(part);
    }
    if url.is_empty() || permalink.ends_with('/') {
        url.push('/');
    }
    let folder = url.strip_suffix("index.html").or_else(|| url.strip_suffix("index")).filter(|folder| folder.ends_with('/'));
    folder.map(String::from).unwrap_or(url)
}

/// The file's name without a date in front of it.
fn undated(name: &str) -> &str {
    let is_date = |text: &[u8]| {
        text.iter().enumerate().all(|(at, byte)| if matches!(at, 4 | 7 | 10) { *byte == b'-' } else { byte.is_ascii_digit() })
    };
    let at = name.as_bytes().windows(11).position(is_date).filter(|at| name.len() > at + 11);
    at.map_or(name, |at| &name[at + 11..])
}

/// `page.fileSlug`
fn file_slug(below: &str) -> &str {
    let stem = without_ending(below);
    let (folder, name) = split(stem);
    match undated(name) {
        "index" => folder.rsplit('/').next().map_or("", undated),
        name => name,
    }
}

/// A permalink with its templates filled in, as far as they are simple: `{{ page.fileSlug }}`, `{{ title | slugify }}`.
pub fn filled<'t>(template: &str, below: &str, field: impl Fn(&str) -> Option<Cow<'t, str>>) -> Option<String> {
    if template.contains("{%") || template.contains("${") || template.contains("{#") {
        return None;
    }
    let (first, rest) = template.split_once("{{").map_or((template, None), |(first, rest)| (first, Some(rest)));
    let mut out = first.to_string();
    for part in rest.into_iter().flat_map(|rest| rest.split("{{")) {
        let (expression, after) = part.split_once("}}")?;
        let mut steps = expression.trim_matches('-').split('|').map(str::trim);
        let mut value: Cow<'_, str> = match steps.next()? {
            "page.fileSlug" => file_slug(below).into(),
            "page.filePathStem" => {
                let stem = without_ending(below);
                let (folder, name) = split(stem);
                format!("{}{folder}/{}", if folder.is_empty() { "" } else { "/" }, undated(name)).into()
            }
            "page.outputFileExtension" => "html".into(),
            text if text.len() > 1 && text.starts_with(['\'', '"']) && text.ends_with(&text[..1]) => {
                text[1..text.len() - 1].to_string().into()
            }
            name if name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) => field(name)?,
            _ => return None,
        };
        for step in steps {
            value = match step {
                "slugify" => {
                    let mut slug = String::new();
                    slug::eleventy_id_attribute(&[Piece::Text { raw: &value, text: &value }], &mut slug);
                    slug.into()
                }
                "downcase" | "lower" => value.to_lowercase().into(),
                "url" | "safe" => value,
                _ => return None,
            };
        }
        out.push_str(&value);
        out.push_str(after);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_of_files() {
        assert_eq!(file_slug("a/2024-05-01-green.md"), "green");
        assert_eq!(file_slug("a/2024-05-01-green/index.md"), "green");
        assert_eq!((file_slug("index.md"), file_slug("a.b.md"), file_slug("2024-05-01-.md")), ("", "a.b", "2024-05-01-"));
    }

    #[test]
    fn urls_of_permalinks() {
        for (permalink, expected) in [
            ("/", "/"),
            ("a//b/", "/a/b/"),
            ("/index.html", "/"),
            ("/a/index", "/a/"),
            ("/myindex.html", "/myindex.html"),
            ("/feed.xml", "/feed.xml"),
        ] {
            assert_eq!(url(permalink), expected);
        }
    }

    #[test]
    fn heads_of_templates() {
        assert_eq!(head("---\na: b\n---\nc"), Some("a: b\n"));
        assert_eq!((head("---\n---\nc"), head("a"), head("---\na")), (Some(""), None, None));
    }
}
