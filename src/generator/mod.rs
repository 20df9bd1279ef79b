//! What the site generator makes of an article: which files it builds, where, with which ids, and what it prints itself.

mod anchors;
mod astro;
pub mod date;
mod docusaurus;
mod eleventy;
mod hexo;
mod hugo;
mod jekyll;
mod mdbook;
mod mkdocs;
mod plain;
mod script;
pub mod slug;
mod vitepress;
mod zola;

pub use anchors::{Anchor, Explicit, Footnotes, From, Given, H1, Ids, Notes};

use crate::article::{Article, Dialect};
use date::Day;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How a generator treats an article: what it builds, with which ids, and where it serves it. What cannot be known is `None` or
/// [`Links::Unknown`], and rules are lenient there. The defaults are what most generators do.
pub trait Generator: Send + Sync {
    /// The name used in configuration and reports.
    fn name(&self) -> &'static str;

    /// Whether the ids of headings are those that the generator makes: its configuration may have a rule of its own for them.
    fn knows_ids(&self) -> bool {
        true
    }

    /// The folders that articles come from, for `inspect`; relative to the site, `.` for all of it.
    fn content(&self) -> Vec<String>;

    /// Whether the generator builds a page from this file (path relative to the site).
    fn builds(&self, path: &str) -> bool;

    /// How the file is written.
    fn dialect(&self, path: &str) -> Dialect;

    /// When the page is published, if ever. A file that [`Generator::builds`] refuses is none of this.
    fn publication(&self, path: &str, article: &Article) -> Publication {
        let says = |name: &str, value: bool| article.field(name).is_some_and(|field| field.value.as_bool() == Some(value));
        let in_drafts = path.split('/').any(|part| part == "_drafts" || part == "drafts");
        Publication { draft: in_drafts || says("draft", true) || says("published", false), ..Publication::default() }
    }

    /// The ids that the page has, in document order.
    fn anchors(&self, article: &Article) -> Vec<Anchor>;

    /// Whether pages may have this id by something that cannot be seen here, such as a plugin of the site's own.
    fn may_have_id(&self, _id: &str) -> bool {
        false
    }

    /// The site-root path of the page, percent-encoded, drafts and future pages as if they were published; `None` where there is none
    /// or it cannot be known.
    fn url(&self, _path: &str, _article: &Article) -> Option<String> {
        None
    }

    /// Other site-root paths that lead to the page: aliases, redirects.
    fn aliases(&self, _path: &str, _article: &Article) -> Vec<String> {
        Vec::new()
    }

    /// Site-root paths that the configuration redirects, and where to.
    fn redirects(&self) -> &[(String, String)] {
        &[]
    }

    /// The host at which the site is published, as far as its configuration says so.
    fn host(&self) -> Option<&str> {
        None
    }

    /// The path under which the site is served, with a slash at both ends.
    fn root(&self) -> &str {
        "/"
    }

    /// Whether the generator itself writes [`Generator::root`] before links that begin with a slash.
    fn adds_root(&self) -> bool {
        false
    }

    /// How links in an article lead to pages.
    fn links(&self) -> Links;

    /// The files that a link to a source file may mean, in the order in which the generator looks for them. Both paths relative to the
    /// site; `link` as written, percent-decoded, without query and fragment.
    fn sources(&self, from: &str, link: &str) -> Vec<String> {
        let folder = if link.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
        join(folder, link).into_iter().collect()
    }

    /// The site-root path that a path from the root means on the page `from`, where the generator puts something before it.
    fn absolute(&self, _from: &str, path: &str) -> Option<String> {
        let root = self.root();
        (self.adds_root() && !path.starts_with(root)).then(|| format!("{root}{}", path.trim_start_matches('/')))
    }

    /// Folders of the site whose files are served from its root as they are.
    fn served(&self) -> Vec<String> {
        self.content()
    }

    /// The folder whose files are served below the page's own URL.
    fn resources(&self, path: &str) -> Option<String> {
        path.rsplit_once('.').map(|(stem, _)| stem.to_string())
    }

    /// The ids that files included in the article bring; `None` where they cannot all be seen.
    fn included(&self, _path: &str, _article: &Article) -> Option<Included> {
        None
    }

    /// What a template tag or shortcode refers to (`{% post_link kettle %}`, `{{< ref "kettle.md" >}}`): the [`Generator::names`] to look
    /// up, in order. The arguments come without a fragment. `None` for one that refers to no article.
    fn reference(&self, _from: &str, _tag: &str, _arguments: &str) -> Option<Vec<String>> {
        None
    }

    /// The names under which references in templates find this article.
    fn names(&self, _path: &str, _article: &Article) -> Vec<String> {
        Vec::new()
    }

    /// Whether references without a definition (`[the kettle][tea.kettle]`) are resolved by something else than the article.
    fn resolves_references(&self) -> bool {
        false
    }

    /// URLs that the generator or its theme makes without a source file (site-root paths, decoded).
    fn generates(&self, _url: &str) -> bool {
        false
    }

    /// Whether the theme prints the title as the page's h1.
    fn prints_title(&self) -> bool {
        true
    }

    /// Whether the first h1 serves as the title where the front matter has none.
    fn h1_is_title(&self) -> bool {
        false
    }

    /// Whether the generator or its usual themes read the field `description`.
    fn reads_description(&self) -> bool {
        true
    }

    /// What becomes of a date that cannot be read; `None` when dates mean nothing to the generator.
    fn bad_date(&self) -> Option<&'static str> {
        None
    }

    /// Fields that the generator itself reads as dates.
    fn date_fields(&self) -> &'static [&'static str] {
        &["date", "updated"]
    }

    /// Paths outside the site's own folder that its configuration names (`../docs`), relative to the site.
    fn outside(&self) -> &[String] {
        &[]
    }

    /// What in its configuration could not be read.
    fn unknown(&self) -> &[String] {
        &[]
    }
}

/// What the files that an article includes bring.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Included {
    pub ids: Vec<String>,
    /// The first of them that is not there, by its path in the site.
    pub absent: Option<String>,
}

/// When a page is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Not before somebody takes the mark off.
    pub draft: bool,
    /// From this day on, where the generator keeps pages of the future back.
    pub from: Option<Day>,
    /// Before this day only.
    pub until: Option<Day>,
}

impl Publication {
    /// Whether the page is published on this day.
    pub fn is_on(&self, day: Day) -> bool {
        !self.draft && self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// How links between articles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// To files, as GitHub resolves them.
    Files,
    /// To URLs, relative to the page's own; links to source files besides.
    Urls(Sources),
    /// The configuration does not tell the pages' URLs: a link to a source file that does not exist is broken, all else is left alone.
    Unknown,
}

/// What becomes of a link to a source file (`kettle.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sources {
    /// It is made a link to the page.
    Resolved,
    /// It stays as it is, and leads nowhere on the site.
    Kept,
    /// That depends on what cannot be seen here, such as a theme.
    Unknown,
}

/// `path` seen from the folder `base`, both relative to the site; `None` when it climbs above the site.
pub fn join(base: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Appends a path in which all but unreserved characters, sub-delimiters, `:`, `@` and `/` are percent-encoded (RFC 3986, `pchar`).
fn percent_encode(path: &str, out: &mut String) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in path.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => out.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'@' => out.push(char::from(byte)),
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' => out.push(char::from(byte)),
            _ => out.extend(['%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]),
        }
    }
}

/// A folder that may be a site, as the generators look at it.
pub struct Root<'a> {
    /// Paths of all files in it, relative to it, sorted.
    pub files: &'a [String],
    /// Reads a file in it.
    pub read: &'a dyn Fn(&str) -> Option<String>,
    /// `site.version` of the configuration.
    pub version: Option<&'a str>,
}

impl Root<'_> {
    fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| file.as_str().cmp(path)).is_ok()
    }

    fn has_dir(&self, dir: &str) -> bool {
        let prefix = format!("{dir}/");
        let index = self.files.partition_point(|file| file.as_str() < prefix.as_str());
        self.files.get(index).is_some_and(|file| file.starts_with(&prefix))
    }

    /// The first of these files that is there, with its text.
    fn first(&self, names: &[&str]) -> Option<(String, String)> {
        names.iter().find(|name| self.has(name)).and_then(|name| Some((name.to_string(), (self.read)(name)?)))
    }

    /// A YAML file as a value; what cannot be read is an empty map.
    fn yaml(&self, name: &str) -> Value {
        (self.read)(name).map(|text| yaml(&text)).unwrap_or_default()
    }

    /// Whether `package.json` or `Gemfile` names this package.
    fn depends_on(&self, package: &str) -> bool {
        let quoted = [format!("\"{package}\""), format!("'{package}'")];
        ["package.json", "Gemfile"].iter().filter_map(|name| (self.read)(name)).any(|text| quoted.iter().any(|q| text.contains(q)))
    }
}

/// A YAML text as a value. Tags of other languages (`!!python/name:…`) are dropped, as they mean nothing here.
fn yaml(text: &str) -> Value {
    let parsed: Result<serde_yaml::Value, _> = serde_yaml::from_str(text);
    parsed.ok().and_then(|value| serde_json::to_value(untagged(value)).ok()).unwrap_or_default()
}

fn untagged(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value as Y;
    match value {
        Y::Tagged(tagged) => untagged(tagged.value),
        Y::Sequence(items) => Y::Sequence(items.into_iter().map(untagged).collect()),
        Y::Mapping(map) => {
            let key = |key: Y| match key {
                Y::String(text) => Some(text),
                Y::Number(number) => Some(number.to_string()),
                Y::Bool(value) => Some(value.to_string()),
                _ => None,
            };
            Y::Mapping(map.into_iter().filter_map(|(k, v)| Some((Y::String(key(k)?), untagged(v)))).collect())
        }
        other => other,
    }
}

/// A TOML text as a value.
fn toml(text: &str) -> Value {
    toml::from_str::<Value>(text).unwrap_or_default()
}

/// A string at a path of keys.
fn string(value: &Value, path: &[&str]) -> Option<String> {
    let found = path.iter().try_fold(value, |value, key| value.get(key))?;
    match found {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A generator that was recognised, and by what.
pub struct Detected {
    pub generator: Box<dyn Generator>,
    pub reason: String,
}

/// One generator: its name, the files whose presence can mean it, and how it reads its own configuration.
struct Definition {
    name: &'static str,
    /// Relative to the site; `*` stands for any ending.
    markers: &'static [&'static str],
    /// Whether the site is this generator's, and why.
    detect: fn(&Root<'_>) -> Option<String>,
    load: fn(&Root<'_>) -> Box<dyn Generator>,
}

/// In the order in which they are asked.
const GENERATORS: &[Definition] = &[
    docusaurus::DEFINITION,
    astro::DEFINITION,
    mkdocs::DEFINITION,
    mdbook::DEFINITION,
    vitepress::DEFINITION,
    zola::DEFINITION,
    hugo::DEFINITION,
    hexo::DEFINITION,
    jekyll::DEFINITION,
    eleventy::DEFINITION,
    plain::DEFINITION,
];

/// The names that `site.generator` takes.
pub fn names() -> impl Iterator<Item = &'static str> {
    GENERATORS.iter().map(|definition| definition.name)
}

/// Whether a file of this name, relative to a folder, may make the folder a site.
pub fn is_marker(path: &str) -> bool {
    let matches = |marker: &&str| match marker.strip_suffix('*') {
        Some(stem) => path.strip_prefix(stem).is_some_and(|rest| !rest.contains(['/', '.'])),
        None => *marker == path,
    };
    GENERATORS.iter().any(|definition| definition.markers.iter().any(matches))
}

/// The generator of this name, which the configuration asks for.
pub fn named(name: &str, root: &Root<'_>) -> Option<Detected> {
    let definition = GENERATORS.iter().find(|definition| definition.name == name)?;
    Some(Detected { generator: (definition.load)(root), reason: "set in the configuration".into() })
}

/// The generator whose files are there; `None` when no generator of its own is.
pub fn detect(root: &Root<'_>) -> Option<Detected> {
    GENERATORS.iter().find_map(|definition| Some(Detected { reason: (definition.detect)(root)?, generator: (definition.load)(root) }))
}

/// Whether the files of some generator are there.
pub fn is_site(root: &Root<'_>) -> bool {
    GENERATORS.iter().any(|definition| (definition.detect)(root).is_some())
}

/// A plain repository.
pub fn plain(root: &Root<'_>) -> Detected {
    Detected { generator: (plain::DEFINITION.load)(root), reason: "no generator's configuration was found".into() }
}

/// Whether the name ends like a Markdown file.
pub fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "markdown", "mdx", "mdown", "mkd", "mkdn"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether the name ends like an HTML file.
pub fn is_html(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm"))
}

/// The host of the address that a configuration gives for the site.
fn host(address: &str) -> Option<String> {
    url::Url::parse(address).ok()?.host_str().map(String::from)
}

/// The literal string that a key of a JavaScript or TypeScript configuration has, if it has one: `key: 'value'`.
fn literal(script: &str, key: &str) -> Option<String> {
    let mut at = 0;
    while let Some(found) = script[at..].find(key) {
        let (start, end) = (at + found, at + found + key.len());
        at = end;
        let before = script[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.' || c == '-') {
            continue;
        }
        let after = script[end..].trim_start_matches(['\'', '"']).trim_start();
        let Some(value) = after.strip_prefix(':').map(str::trim_start) else { continue };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '\'' | '"' | '`')) else { continue };
        let text: &str = value[1..].split(quote).next().unwrap_or_default();
        if !text.contains("${") {
            return Some(text.to_string());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_scripts() {
        let script = "module.exports = { url: 'https://a.org', docs: { path: \"../docs\" }, x: `${y}`, baseUrl: base };";
        assert_eq!(literal(script, "url").as_deref(), Some("https://a.org"));
        assert_eq!(literal(script, "path").as_deref(), Some("../docs"));
        assert_eq!(literal(script, "x"), None);
        assert_eq!(literal(script, "baseUrl"), None);
    }

    #[test]
    fn markers_with_any_ending() {
        assert!(is_marker("docusaurus.config.ts") && is_marker("_config.yml") && is_marker(".vitepress/config.mts"));
        assert!(!is_marker("docusaurus.config.test.ts") && !is_marker("a.md"));
    }

    #[test]
    fn tags_of_other_languages_are_dropped() {
        let value = yaml("a:\n  - toc:\n      slugify: !!python/object/apply:x.y\n        kwds: {case: lower}\n");
        assert_eq!(value["a"][0]["toc"]["slugify"]["kwds"]["case"], "lower");
    }
}
