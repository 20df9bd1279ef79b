//! A folder of articles that one of Docusaurus' content plugins reads, and the routes it gives them.

use crate::article::Article;
use crate::generator::paths::{below, globs, join, split};
use globset::GlobSet;
use serde_json::Value;
use std::sync::{Arc, LazyLock};

/// The content plugins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plugin {
    Docs,
    Blog,
    Pages,
}

/// What becomes of the number that a name begins with: `01-intro.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    Cut,
    Kept,
    /// A function of the configuration decides.
    Unknown,
}

/// See the module. There is one for every version and locale.
#[derive(Clone, Debug)]
pub struct Section {
    pub plugin: Plugin,
    /// Relative to the site.
    pub folder: String,
    /// The folder that it translates.
    pub original: Option<String>,
    /// Where its routes begin below the site's root, without slashes at the ends; `None` if that cannot be known.
    pub base: Option<String>,
    pub numbers: Numbers,
    pub files: Globs,
}

/// What a plugin includes and excludes, relative to its folder.
#[derive(Clone, Debug)]
pub struct Globs {
    include: Arc<GlobSet>,
    exclude: Arc<GlobSet>,
}

/// What nearly all plugins include and exclude.
static INCLUDE: LazyLock<Arc<GlobSet>> = LazyLock::new(|| globs(["**/*.{md,mdx}"]).into());
static EXCLUDE: LazyLock<Arc<GlobSet>> =
    LazyLock::new(|| globs(["**/_*.{js,jsx,ts,tsx,md,mdx}", "**/_*/**", "**/*.test.{js,jsx,ts,tsx}", "**/__tests__/**"]).into());

impl Globs {
    /// As the options say, or as the plugins have it by default.
    pub fn of(options: &Value) -> Globs {
        let set = |key: &str, default: &Arc<GlobSet>| match options.get(key).and_then(Value::as_array) {
            Some(given) => globs(given.iter().filter_map(Value::as_str).map(|pattern| pattern.trim_start_matches("./"))).into(),
            None => default.clone(),
        };
        Globs { include: set("include", &INCLUDE), exclude: set("exclude", &EXCLUDE) }
    }

    pub fn matches(&self, below: &str) -> bool {
        self.include.is_match(below) && !self.exclude.is_match(below) && !below.split('/').any(|part| part.starts_with('.'))
    }
}

impl Section {
    /// The path below its folder.
    pub fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        below(path, &self.folder)
    }

    /// The route of an article below the section's own, with a slash before it, not encoded.
    pub fn route(&self, below: &str, article: &Article) -> Option<String> {
        match self.plugin {
            Plugin::Docs => self.doc(below, article),
            Plugin::Blog => Some(match text(article, "slug") {
                Some(slug) => format!("/{}", slug.trim_start_matches('/')),
                None => post(below),
            }),
            Plugin::Pages => Some(match text(article, "slug") {
                Some(slug) => format!("/{}", slug.trim_start_matches('/')),
                None => page(below),
            }),
        }
    }

    fn doc(&self, below: &str, article: &Article) -> Option<String> {
        let slug = text(article, "slug");
        if let Some(slug) = slug.filter(|slug| slug.starts_with('/')) {
            return Some(slug.to_string());
        }
        let kept = article.says("parse_number_prefixes", false);
        let numbers = if kept { Numbers::Kept } else { self.numbers };
        let name = |name| match numbers {
            Numbers::Cut => Some(without_number(name)),
            Numbers::Kept => Some(name),
            Numbers::Unknown => (!name.starts_with(|c: char| c.is_ascii_digit())).then_some(name),
        };
        let (dir, file) = split(below);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut folder = String::from("/");
        for part in dir.split('/').filter(|part| !part.is_empty()) {
            folder.push_str(name(part)?);
            folder.push('/');
        }
        if slug.is_none() && is_index(below) {
            return Some(folder);
        }
        let last = match slug.or_else(|| text(article, "id")) {
            Some(last) => last,
            None => name(stem)?,
        };
        let slash = if last.ends_with('/') { "/" } else { "" };
        Some(format!("/{}{slash}", join(&folder, last)?))
    }
}

/// A text of the front matter, whatever YAML takes it for.
fn text<'a>(article: &'a Article, name: &str) -> Option<&'a str> {
    article.field(name)?.value.scalar().map(str::trim).filter(|text| !text.is_empty())
}

/// Whether a doc speaks for its folder: `index`, `readme`, or named like it.
pub fn is_index(below: &str) -> bool {
    let (dir, file) = split(below);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
    let folder = dir.rsplit('/').next().unwrap_or_default().to_lowercase();
    stem == "index" || stem == "readme" || stem == folder
}

/// A name without the number before it, which is for sorting only. Dates and versions are no such numbers.
pub fn without_number(name: &str) -> &str {
    let is_mark = |c: char| matches!(c, '-' | '_' | '.');
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &name[digits(name)..];
    if rest.len() == name.len() || rest.starts_with(is_mark) && digits(&rest[1..]) > 0 {
        return name;
    }
    let marks = rest.trim_start();
    let suffix = marks.trim_start_matches(is_mark).trim_start();
    match marks.starts_with(is_mark) && !suffix.is_empty() && !suffix.starts_with(is_mark) {
        true => suffix,
        false => name,
    }
}

/// The route of a blog post by its file: a date in the path comes first.
fn post(below: &str) -> String {
    let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    let last_date = || (0..stem.len()).rev().find_map(|at| Some((at, at + date_length(stem.get(at..)?)?)));
    match last_date() {
        Some((start, end)) => {
            let rest = stem[end..].strip_prefix(['-', '/']).unwrap_or(&stem[end..]);
            // `2024-03-05-tea/index.md`, but not `2024-03-05/index.md`.
            let rest = rest.strip_suffix("/index").unwrap_or(rest);
            format!("/{}/{}{rest}", stem[start..end].replace('-', "/"), &stem[..start])
        }
        None => format!("/{}", if stem == "index" { stem } else { stem.strip_suffix("/index").unwrap_or(stem) }),
    }
}

/// The length of the date that a text begins with: `2024-3-05`, `2024/03/05`.
fn date_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize, most: usize| bytes.iter().skip(from).take(most).take_while(|byte| byte.is_ascii_digit()).count();
    let mark = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b'-' | b'/'));
    let month = digits(5, 2);
    let day = digits(6 + month, 2);
    (digits(0, 4) == 4 && mark(4) && month > 0 && mark(5 + month) && day > 0).then_some(6 + month + day)
}

/// The route of a file of `src/pages`, in any of its languages.
pub fn page(below: &str) -> String {
    let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    match stem.strip_suffix("index").filter(|folder| folder.is_empty() || folder.ends_with('/')) {
        Some(folder) => format!("/{folder}"),
        None => format!("/{stem}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Dialect;
    use crate::text::Source;
    use serde_json::json;

    fn route(plugin: Plugin, numbers: Numbers, below: &str, front_matter: &str) -> Option<String> {
        let section = Section { plugin, folder: "docs".into(), original: None, base: None, numbers, files: Globs::of(&Value::Null) };
        let text = format!("---\n{front_matter}\n---\n\nText.\n");
        section.route(below, &Article::read(Source::new("a.md".into(), text.into_bytes()), &Dialect::default()))
    }

    fn doc(below: &str, front_matter: &str) -> String {
        route(Plugin::Docs, Numbers::Cut, below, front_matter).unwrap_or_default()
    }

    #[test]
    fn docs_follow_their_path() {
        assert_eq!(doc("brewing/Green Tea.mdx", "a: b"), "/brewing/Green Tea");
        assert_eq!(doc("01-brewing/2. tea.md", "a: b"), "/brewing/tea");
        assert_eq!(doc("01-brewing/index.md", "a: b"), "/brewing/");
        assert_eq!(doc("Brewing/brewing.md", "a: b"), "/Brewing/");
        assert_eq!(doc("README.md", "a: b"), "/");
        assert_eq!(doc("01-a/02-b.md", "parse_number_prefixes: false"), "/01-a/02-b");
        assert_eq!(route(Plugin::Docs, Numbers::Unknown, "01-a.md", "a: b"), None);
        assert_eq!(route(Plugin::Docs, Numbers::Unknown, "a.md", "a: b").as_deref(), Some("/a"));
    }

    #[test]
    fn slugs_and_ids_of_docs() {
        assert_eq!(doc("a/tea.md", "slug: /pot"), "/pot");
        assert_eq!(doc("a/tea.md", "slug: pot"), "/a/pot");
        assert_eq!(doc("a/tea.md", "slug: ../pot/"), "/pot/");
        assert_eq!(doc("a/index.md", "slug: pot\nid: x"), "/a/pot");
        assert_eq!(doc("a/tea.md", "id: 7"), "/a/7");
        assert_eq!(doc("a/index.md", "id: x"), "/a/");
    }

    #[test]
    fn numbers_are_told_from_dates_and_versions() {
        for (name, expected) in
            [("1-a", "a"), ("003 - a", "a"), ("2_.a", "a"), ("1", "1"), ("1-2-a", "1-2-a"), ("1.2a", "1.2a"), ("1-", "1-"), ("1a", "1a")]
        {
            assert_eq!(without_number(name), expected);
        }
    }

    #[test]
    fn posts_have_their_date_first() {
        for (below, expected) in [
            ("2024-03-05-tea.md", "/2024/03/05/tea"),
            ("2024/3/5/tea.mdx", "/2024/3/5/tea"),
            ("2024-03-05-tea/index.md", "/2024/03/05/tea"),
            ("green/2024-03-05-tea.md", "/2024/03/05/green/tea"),
            ("tea.md", "/tea"),
            ("tea/index.md", "/tea"),
            ("2024-03-05/index.md", "/2024/03/05/index"),
        ] {
            assert_eq!(route(Plugin::Blog, Numbers::Cut, below, "a: b").as_deref(), Some(expected));
        }
        assert_eq!(route(Plugin::Blog, Numbers::Cut, "x.md", "slug: pot").as_deref(), Some("/pot"));
        assert_eq!(route(Plugin::Pages, Numbers::Cut, "a/index.md", "a: b").as_deref(), Some("/a/"));
    }

    #[test]
    fn partials_are_left_out_by_default() {
        let globs = Globs::of(&Value::Null);
        assert!(globs.matches("a/b.md") && globs.matches("b.mdx"));
        assert!(!["a/_b.md", "_a/b.md", "b.html", ".a/b.md"].iter().any(|below| globs.matches(below)));
        let globs = Globs::of(&json!({"exclude": ["old/**"]}));
        assert!(globs.matches("a/_b.md") && !globs.matches("old/b.md"));
    }
}
