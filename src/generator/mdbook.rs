//! mdBook: the chapters that SUMMARY.md lists, each a page beside where its file stands.

use super::paths::{below, folder_of, root_of, split};
use super::root::{string, toml};
use super::slug::{self, Style};
use super::{Anchors, Definition, Footnotes, Generator, Ids, Links, Notes, Publication, Root, Sources, anchors, is_markdown, join};
use crate::article::{Article, Attributes, Dialect};
use crate::text::{Source, percent_decoded, percent_encoded};
use rustc_hash::FxHashSet;
use serde_json::Value;

mod headings;

pub const DEFINITION: Definition = Definition {
    name: "mdbook",
    markers: &["book.toml"],
    detect: |root| root.has("book.toml").then(|| "book.toml is there".to_string()),
    load: |root| Box::new(MdBook::load(root)),
};

struct MdBook {
    /// The folder of the chapters, empty for the book's own.
    src: String,
    outside: Vec<String>,
    /// What SUMMARY.md lists, relative to the folder of the chapters; `None` without one.
    chapters: Option<FxHashSet<String>>,
    /// The first of them, which is shown at the root too.
    first: Option<String>,
    /// What mdBook makes besides: chapters of which there is no file (their sources and pages), its print page, more styles and scripts.
    made: FxHashSet<String>,
    root: String,
    redirects: Vec<(String, String)>,
    /// mdBook 0.4.
    old: bool,
    /// A program of the book's own works on the chapters: it may make links and ids of what stands in them.
    preprocessed: bool,
    /// Other renderers make files too: a book to print, archives.
    rendered_otherwise: bool,
    smart_punctuation: bool,
    definition_lists: bool,
}

impl MdBook {
    fn load(root: &Root<'_>) -> MdBook {
        let config = (root.read)("book.toml").map(|text| toml(&text)).unwrap_or_default();
        let html = config.get("output").and_then(|output| output.get("html")).cloned().unwrap_or_default();
        let flag = |name: &str| html.get(name).and_then(Value::as_bool);
        let old = root.version.is_some_and(|version| version == "0.4" || version.starts_with("0.4."));
        let src = folder(&string(&config, &["book", "src"]).unwrap_or_else(|| "src".into()));
        let below = |path: &str| if src.is_empty() { path.to_string() } else { format!("{src}/{path}") };
        let listed = (root.read)(&below("SUMMARY.md")).map(|summary| listed(&summary));
        let enabled = |of: &Value, key: &str| of.get(key).and_then(Value::as_bool).unwrap_or(true);
        let mut made = FxHashSet::default();
        if config.get("build").is_none_or(|build| enabled(build, "create-missing")) {
            for chapter in listed.iter().flatten().filter(|chapter| !root.has(&below(chapter))) {
                made.extend([chapter.clone(), page(chapter)]);
            }
        }
        if html.get("print").is_none_or(|print| enabled(print, "enable")) {
            made.insert("print.html".into());
        }
        let more = ["additional-css", "additional-js"].iter().filter_map(|key| html.get(key)?.as_array());
        made.extend(more.flatten().filter_map(Value::as_str).map(folder));
        let site = root_of(&string(&html, &["site-url"]).unwrap_or_default());
        let redirects = html.get("redirect").and_then(Value::as_object).into_iter().flatten();
        MdBook {
            outside: if src.starts_with("..") { vec![src.clone()] } else { Vec::new() },
            first: listed.as_ref().and_then(|listed| listed.first().cloned()),
            made,
            chapters: listed.map(|listed| listed.into_iter().collect()),
            redirects: redirects.filter_map(|(from, to)| redirect(&site, from, to.as_str()?)).collect(),
            rendered_otherwise: config.get("output").and_then(Value::as_object).is_some_and(|all| all.keys().any(|name| name != "html")),
            root: site,
            old,
            preprocessed: config.get("preprocessor").and_then(Value::as_object).is_some_and(|all| all.keys().any(|name| !is_builtin(name))),
            smart_punctuation: flag("smart-punctuation").or_else(|| flag("curly-quotes").filter(|_| old)).unwrap_or(!old),
            definition_lists: !old && flag("definition-lists").unwrap_or(true),
            src,
        }
    }

    /// The path below the folder of the chapters.
    fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        below(path, &self.src)
    }

    fn is_chapter(&self, below: &str) -> bool {
        match &self.chapters {
            Some(chapters) => chapters.contains(below),
            None => is_markdown(below) && below != "SUMMARY.md",
        }
    }

    fn site_url(&self, page: &str) -> String {
        let page = page.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(page);
        percent_encoded(&format!("{}{page}", self.root))
    }

    /// A path below the folder of the chapters as a path of the site.
    fn local(&self, below: &str) -> String {
        if self.src.is_empty() { below.to_string() } else { format!("{}/{below}", self.src) }
    }
}

/// The path of a chapter's page below the root.
fn page(below: &str) -> String {
    let (folder, name) = split(below);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.eq_ignore_ascii_case("readme") { "index" } else { stem };
    if folder.is_empty() { format!("{stem}.html") } else { format!("{folder}/{stem}.html") }
}

/// A path of the configuration: `src`, `./docs/`, `.`.
fn folder(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    parts.join("/")
}

/// Whether mdBook brings this preprocessor itself.
fn is_builtin(name: &str) -> bool {
    matches!(name, "links" | "index")
}

/// Whether a path is that of a file: a name alone, or with dots in it, may be a name that a preprocessor knows.
fn is_written_in_full(path: &str) -> bool {
    const ENDINGS: &[&str] =
        &["html", "md", "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "css", "js", "rs", "txt", "toml", "json", "zip"];
    path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// A redirect: its destination is relative to where it is. Those of single fragments are made in the page itself.
fn redirect(site: &str, from: &str, to: &str) -> Option<(String, String)> {
    let from = format!("{site}{}", from.trim_start_matches('/'));
    if from.contains('#') {
        return None;
    }
    let folder = folder_of(&from);
    let is_relative = !to.starts_with('/') && url::Url::parse(to).is_err();
    let joined = join(folder, to).filter(|_| is_relative).map(|to| format!("/{to}"));
    Some((from, joined.unwrap_or_else(|| to.to_string())))
}

/// The chapters of a summary, in order. A chapter without a destination is a draft and has no page.
fn listed(summary: &str) -> Vec<String> {
    let source = Source::new("SUMMARY.md".into(), summary.as_bytes().to_vec());
    let article = Article::read(source, &Dialect { footnotes: false, ..Dialect::default() });
    let paths = article.links().map(|(_, href)| percent_decoded(href.as_str()).into_owned());
    paths.filter_map(|path| join("", &path)).filter(|path| !path.is_empty()).collect()
}

impl Generator for MdBook {
    fn name(&self) -> &'static str {
        "mdbook"
    }

    fn content(&self) -> Vec<String> {
        vec![if self.src.is_empty() { ".".into() } else { self.src.clone() }]
    }

    fn builds(&self, path: &str) -> bool {
        self.below(path).is_some_and(|below| self.is_chapter(below))
    }

    fn dialect(&self, _path: &str) -> Dialect {
        Dialect { attributes: Attributes::Pulldown, definition_lists: self.definition_lists, ..Dialect::default() }
    }

    fn publication(&self, _path: &str, _article: &Article) -> Publication {
        Publication::default()
    }

    fn anchors(&self, article: &Article) -> Anchors {
        let footnotes = Footnotes {
            mark: |label, _, time| format!("fr-{label}-{time}"),
            note: |label, _| format!("footnote-{label}"),
            notes: Notes::AtEnd,
            lower: false,
        };
        let ids = Ids { footnotes: Some(footnotes), terms: self.definition_lists, given: Some(headings::given), ..Ids::bare() };
        let ids = match (self.old, self.smart_punctuation) {
            (false, true) => Ids { slug: slug::mdbook, ..ids },
            (false, false) => Ids { slug: slug::mdbook_straight, ..ids },
            (true, smart) => Ids {
                slug: if smart { slug::mdbook_04_smart } else { slug::mdbook_04 },
                style: Style::Counter,
                html_headings: true,
                given: Some(headings::given_of_old),
                ..ids
            },
        };
        anchors::anchors(article, &ids)
    }

    /// An id of a heading has neither capitals nor dots.
    fn may_have_id(&self, id: &str) -> bool {
        self.preprocessed && id.contains(|c: char| c == '.' || c == ':' || c.is_uppercase())
    }

    fn url(&self, path: &str, _article: &Article) -> Option<String> {
        let below = self.below(path).filter(|below| self.is_chapter(below))?;
        let page = page(below);
        // Of a README and an index in one folder, the index is what is served.
        let index = page.strip_suffix(".html").map(|stem| format!("{stem}.md")).filter(|index| index != below);
        let is_listed = |below: &String| self.chapters.as_ref().is_some_and(|chapters| chapters.contains(below));
        let hidden =
            index.filter(|index| index.ends_with("index.md") && !below.ends_with("index.md")).is_some_and(|index| is_listed(&index));
        (!hidden).then(|| self.site_url(&page))
    }

    fn aliases(&self, path: &str, _article: &Article) -> Vec<String> {
        let is_first = self.first.is_some() && self.below(path) == self.first.as_deref();
        let shown = is_first && !self.chapters.iter().flatten().any(|chapter| page(chapter) == "index.html");
        if shown { vec![self.root.clone()] } else { Vec::new() }
    }

    fn redirects(&self) -> &[(String, String)] {
        &self.redirects
    }

    fn root(&self) -> &str {
        &self.root
    }

    fn links(&self) -> Links {
        Links::Urls(Sources::Resolved)
    }

    /// mdBook makes `.html` of `.md` whatever it is, so that a link to a file leads to its page.
    fn sources(&self, from: &str, link: &str) -> Vec<String> {
        let folder = folder_of(self.below(from).unwrap_or_default());
        let target = match link.strip_prefix(self.root.as_str()) {
            Some(rest) => join("", rest),
            None if link.starts_with('/') => None,
            None => join(folder, link),
        };
        let Some(target) = target else { return Vec::new() };
        let mut files = vec![self.local(&target)];
        // `index.md` may be a README, and the other way round.
        let (folder, name) = split(&target);
        let others: &[&str] = match name.to_ascii_lowercase().as_str() {
            "index.md" => &["README.md", "readme.md", "Readme.md"],
            "readme.md" => &["index.md", "README.md", "readme.md", "Readme.md"],
            _ => &[],
        };
        let named = others.iter().filter_map(|other| join(folder, other));
        files.extend(named.filter(|other| self.is_chapter(other)).map(|other| self.local(&other)));
        files
    }

    fn generates(&self, url: &str) -> bool {
        const PAGES: &[&str] = &["", "index.html", "404.html", "toc.html", "CNAME"];
        const FOLDERS: &[&str] = &["css/", "fonts/", "FontAwesome/", "theme/"];
        const DOWNLOADS: &[&str] = &[".pdf", ".epub", ".zip", ".tar.gz"];
        const ASSETS: &[&str] = &[".js", ".css", ".json"];
        PAGES.contains(&url)
            || url.starts_with("favicon.")
            || FOLDERS.iter().any(|folder| url.starts_with(folder))
            || !url.contains('/') && ASSETS.iter().any(|ending| url.ends_with(ending))
            || self.made.contains(url)
            || self.preprocessed && !is_written_in_full(url)
            || self.rendered_otherwise && DOWNLOADS.iter().any(|ending| url.ends_with(ending))
    }

    fn prints_title(&self) -> bool {
        false
    }

    fn h1_is_title(&self) -> bool {
        true
    }

    fn reads_description(&self) -> bool {
        false
    }

    fn outside(&self) -> &[String] {
        &self.outside
    }
}

#[cfg(test)]
mod tests;
