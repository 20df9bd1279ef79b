//! MkDocs: pages below `docs/`, Python-Markdown with the extensions that `mkdocs.yml` names.

use super::paths::{below, folder_of, split};
use super::slug::Style;
use super::{
    Anchors, Definition, Explicit, ExternalRel, Footnotes, Generator, Ids, Links, Notes, Publication, Root, Sources, anchors, join,
};
use crate::article::front_matter::Forms;
use crate::article::{Article, Dialect, Extensions, Flavour, Templates};
use blog::Blog;
use config::{Config, climb, texts};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use languages::Languages;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use slugify::Slug;
use std::borrow::Cow;

mod blog;
mod config;
mod languages;
mod rel;
mod slugify;

pub const DEFINITION: Definition = Definition {
    name: "mkdocs",
    markers: config::NAMES,
    detect: |root| root.first(config::NAMES).map(|(name, _)| format!("{name} is there")),
    load: |root| Box::new(MkDocs::load(root)),
};

struct MkDocs {
    /// The folder of articles, relative to the site.
    docs: String,
    host: Option<String>,
    /// What the theme puts behind a page's title.
    title_suffix: Option<String>,
    root: String,
    directory_urls: bool,
    /// `/tea.md` is a file of the folder of articles.
    absolute_links: bool,
    /// Not on the site, though in its folder.
    excluded: Gitignore,
    drafts: Gitignore,
    /// Files that another of the same folder takes the URL from.
    beaten: FxHashSet<String>,
    languages: Languages,
    blog: Option<Blog>,
    redirects: Vec<(String, String)>,
    slug: Option<Slug>,
    dialect: Dialect,
    outside: Vec<String>,
    unknown: Vec<String>,
    /// The theme's own files (`custom_dir`).
    custom: Option<String>,
    /// Folders and files that the theme and the plugins make.
    made: Vec<&'static str>,
    /// Hooks change the pages, or tabs have ids of their own.
    rewrites: bool,
    tags: bool,
    /// References are resolved by a plugin, or have definitions in a file that is put behind every page.
    references: bool,
    /// Plugins or hooks make pages, or resolve links, in ways of their own.
    open: bool,
    /// Versions stand beside each other below the site's root (mike).
    versions: bool,
    external_rel: Option<ExternalRel>,
}

/// Plugins that make pages, or find the pages that links mean by rules of their own.
const OPEN: &[&str] = &[
    "api-autonav",
    "autolinks",
    "coverage",
    "ezlinks",
    "gallery",
    "gen-files",
    "mkdocs-autoapi",
    "mkdocs-jupyter",
    "mkdoxy",
    "mknotebooks",
    "monorepo",
    "multirepo",
    "obsidian-bridge",
    "roamlinks",
    "same-dir",
    "simple",
    "techdocs-core",
];

/// What plugins make besides pages from articles.
const MADE_BY_PLUGINS: &[(&str, &[&str])] = &[
    ("tags", &["tags"]),
    ("mkdocstrings", &["objects.inv"]),
    ("rss", &["feed_rss_created.xml", "feed_rss_updated.xml", "feed_json_created.json", "feed_json_updated.json"]),
    ("print-site", &["print_page", "print_page.html"]),
    ("with-pdf", &["pdf"]),
    ("pdf-export", &["pdf", "combined.pdf"]),
    ("llmstxt", &["llms.txt", "llms-full.txt"]),
    ("git-authors", &["authors"]),
    ("mike", &["versions.json"]),
];

/// What the themes that come with MkDocs, and Material, put behind a page's title; templates of the site's own may put anything there.
fn title_suffix(config: &Config) -> Option<String> {
    let is_known = matches!(config.theme(), "material" | "mkdocs" | "readthedocs") && config.get(&["theme", "custom_dir"]).is_none();
    config.text(&["site_name"]).filter(|_| is_known).map(|name| format!(" - {name}"))
}

impl MkDocs {
    fn load(root: &Root<'_>) -> MkDocs {
        let config = Config::read(root);
        let mut unknown = Vec::new();
        let docs = config.text(&["docs_dir"]).unwrap_or("docs");
        let docs = config::folder(docs).unwrap_or_else(|| {
            unknown.push(format!("docs_dir: {docs}"));
            "docs".into()
        });
        let slug = slugify::of_headings(&config).map_err(|what| unknown.push(what)).ok();
        let languages = Languages::load(root, &config, &docs);
        let path = config.text(&["site_url"]).and_then(|url| url::Url::parse(url).ok()).map(|url| url.path().to_string());
        let base = path.unwrap_or_else(|| "/".into());
        let mut made = match config.theme() {
            "material" => vec!["assets"],
            "mkdocs" | "readthedocs" => vec!["css", "js", "img", "fonts", "webfonts", "search.html"],
            _ => vec!["assets", "css", "js", "img", "fonts", "images", "static"],
        };
        made.extend(["search", "404.html", "sitemap.xml", "sitemap.xml.gz"]);
        for (plugin, names) in MADE_BY_PLUGINS {
            made.extend(config.plugin(plugin).iter().flat_map(|_| names.iter().copied()));
        }
        // Python files of the site; one that cannot be read may do anything.
        let hooks = config.get(&["hooks"]).map(texts).unwrap_or_default();
        let hooks: Vec<Option<String>> = hooks.iter().map(|hook| (root.read)(&climb("", hook))).collect();
        let mut site = MkDocs {
            host: config.text(&["site_url"]).and_then(super::host),
            title_suffix: title_suffix(&config),
            root: if base.ends_with('/') { base } else { base + "/" },
            directory_urls: config.flag(&["use_directory_urls"]).unwrap_or(true),
            absolute_links: config.text(&["validation", "links", "absolute_links"]) == Some("relative_to_docs")
                || config.text(&["validation", "absolute_links"]) == Some("relative_to_docs"),
            // MkDocs leaves these out of itself.
            excluded: patterns([".*", "/templates/"].into_iter().chain(lines(&config, "exclude_docs"))),
            drafts: patterns(lines(&config, "draft_docs")),
            beaten: beaten(root, &docs),
            outside: docs.starts_with("../").then(|| docs.clone()).into_iter().chain(languages.outside()).collect(),
            blog: Blog::load(&config),
            redirects: Vec::new(),
            slug,
            dialect: dialect(&config),
            unknown,
            custom: config.text(&["theme", "custom_dir"]).and_then(config::folder),
            made,
            open: OPEN.iter().any(|plugin| config.plugin(plugin).is_some())
                || hooks.iter().any(|hook| mentions(hook, &["on_files", "on_pre_build", "File("]))
                // The languages of one site: what is not translated comes from elsewhere.
                || config.inherits && config.get(&["extra", "alternate"]).is_some(),
            rewrites: hooks.iter().any(|hook| mentions(hook, &["on_page", "on_post", "on_config"]))
                || config.extension("pymdownx.tabbed").is_some_and(|options| options.get("slugify").is_some()),
            tags: config.plugin("tags").is_some(),
            references: ["autorefs", "mkdocstrings", "mkapi"].iter().any(|plugin| config.plugin(plugin).is_some())
                || config.extension("pymdownx.snippets").is_some_and(|options| options.get("auto_append").is_some()),
            external_rel: rel::external(&config, &hooks),
            versions: config.plugin("mike").is_some() || config.get(&["extra", "version", "provider"]).is_some(),
            languages,
            docs,
        };
        site.redirects = site.redirect_maps(&config);
        site
    }

    fn redirect_maps(&self, config: &Config) -> Vec<(String, String)> {
        let maps = config.plugin("redirects").and_then(|options| options.get("redirect_maps")).and_then(Value::as_object);
        let page = |file: &str| self.page_url("", file.trim_start_matches('/'));
        let target = |to: &str| match to.split_once('#').unwrap_or((to, "")) {
            (file, "") if is_page(file) => page(file),
            (file, fragment) if is_page(file) => format!("{}#{fragment}", page(file)),
            _ => to.to_string(),
        };
        maps.into_iter().flatten().filter_map(|(from, to)| Some((page(from), target(to.as_str()?)))).collect()
    }

    /// The path below the folder of articles, in whichever language.
    fn below<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        self.languages.split(path).map(|(_, below)| below)
    }

    /// The URL of a page at a path below the folder of articles.
    fn page_url(&self, language: &str, below: &str) -> String {
        let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        let (folder, name) = split(stem);
        let end = match (name, self.directory_urls) {
            ("index" | "README", true) => String::new(),
            ("index" | "README", false) => "index.html".into(),
            (name, true) => format!("{name}/"),
            (name, false) => format!("{name}.html"),
        };
        self.encoded(&[language, folder], &end)
    }

    /// The site-root path of folders and what stands in them.
    fn encoded(&self, folders: &[&str], end: &str) -> String {
        let mut url = self.root.clone();
        for folder in folders.iter().filter(|folder| !folder.is_empty()) {
            percent_encode(folder, &mut url);
            url.push('/');
        }
        percent_encode(end, &mut url);
        url
    }

    fn matches(patterns: &Gitignore, below: &str) -> bool {
        !below.starts_with("..") && patterns.matched_path_or_any_parents(below, false).is_ignore()
    }
}

/// The files with the endings that MkDocs takes for Markdown.
fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "md" | "markdown" | "mdown" | "mkdn" | "mkd"))
}

fn lines<'c>(config: &'c Config, key: &str) -> Vec<&'c str> {
    config.get(&[key]).map(texts).unwrap_or_default()
}

fn patterns<'p>(lines: impl IntoIterator<Item = &'p str>) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for line in lines {
        // A pattern that cannot be read stops MkDocs; here it matches nothing.
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Pages that have a URL in common with another that comes after them by name: `README.md` beside `index.md`.
fn beaten(root: &Root<'_>, docs: &str) -> FxHashSet<String> {
    let folder = format!("{docs}/");
    let mut last: FxHashMap<(&str, &str), &String> = FxHashMap::default();
    let mut beaten = FxHashSet::default();
    for file in root.files.iter().filter(|file| file.starts_with(&folder) && is_page(file)) {
        let (place, name) = split(file);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if let Some(other) = last.insert((place, if stem == "README" { "index" } else { stem }), file) {
            beaten.insert(other.clone());
        }
    }
    beaten
}

fn mentions(hook: &Option<String>, names: &[&str]) -> bool {
    hook.as_ref().is_none_or(|text| names.iter().any(|name| text.contains(name)))
}

fn dialect(config: &Config) -> Dialect {
    let has = |name: &str| config.extension(name).is_some();
    // `extra` brings several others with it.
    let extra = has("extra") || has("pymdownx.extra");
    let blocks = ["admonition", "details", "tab", "definition", "html", "caption"];
    let macros = ["macros", "include-markdown"].iter().any(|plugin| config.plugin(plugin).is_some()) || has("zensical.extensions.macros");
    let extensions = Extensions {
        attributes: extra || has("attr_list"),
        admonitions: has("admonition"),
        details: has("pymdownx.details"),
        tabs: has("pymdownx.tabbed"),
        blocks: blocks.iter().any(|block| has(&format!("pymdownx.blocks.{block}"))),
        html: extra || has("md_in_html"),
        abbreviations: extra || has("abbr"),
        snippets: has("pymdownx.snippets"),
        includes: has("mdx_include") || has("markdown_include.include") || has("markdown_include_variants"),
        objects: config.plugin("mkdocstrings").is_some() || has("mkdocs-click") || has("mkdocs-typer"),
    };
    Dialect {
        footnotes: extra || has("footnotes"),
        flavour: Flavour::PythonMarkdown(extensions),
        definition_lists: extra || has("def_list"),
        templates: if macros { Templates::Jinja } else { Templates::None },
        front_matter: Forms { without_opening: false, json: false, toml: false },
        ..Dialect::default()
    }
}

/// Appends a path as Python's `quote` writes it.
fn percent_encode(path: &str, out: &mut String) {
    for byte in path.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

impl Generator for MkDocs {
    fn name(&self) -> &'static str {
        "mkdocs"
    }

    fn knows_ids(&self) -> bool {
        self.slug.is_some()
    }

    fn content(&self) -> Vec<String> {
        std::iter::once(self.docs.clone()).chain(self.languages.outside()).collect()
    }

    fn served(&self) -> Vec<String> {
        self.content().into_iter().chain(self.custom.clone()).collect()
    }

    fn builds(&self, path: &str) -> bool {
        let Some(below) = self.below(path).filter(|_| is_page(path)) else { return false };
        !MkDocs::matches(&self.excluded, &below) && !self.beaten.contains(path)
    }

    fn dialect(&self, _path: &str) -> Dialect {
        self.dialect.clone()
    }

    fn publication(&self, path: &str, article: &Article) -> Publication {
        let Some(below) = self.below(path) else { return Publication::default() };
        let draft = MkDocs::matches(&self.drafts, &below);
        // `draft` in the front matter means nothing but to the blog.
        match self.blog.as_ref().filter(|blog| blog.is_post(&below)) {
            None => Publication { draft, ..Publication::default() },
            Some(blog) => Publication {
                draft: draft || article.says("draft", true),
                from: Blog::created(article).filter(|_| blog.waits()).map(|date| date.day()),
                until: None,
            },
        }
    }

    fn anchors(&self, article: &Article) -> Anchors {
        let mark = |label: &str, _: u32, time: u32| match time {
            1 => format!("fnref:{label}"),
            n => format!("fnref{n}:{label}"),
        };
        let note = |label: &str, _: u32| format!("fn:{label}");
        let ids = Ids {
            slug: self.slug.unwrap_or(super::slug::python_markdown),
            style: Style::PythonMarkdown,
            explicit: Explicit::ReservedFirst,
            footnotes: self.dialect.footnotes.then_some(Footnotes { mark, note, notes: Notes::AtEndAsDefined, lower: false }),
            ..Ids::bare()
        };
        anchors::anchors(article, &ids)
    }

    fn may_have_id(&self, id: &str) -> bool {
        // `__tabbed_1_2`, `__codelineno-0-1`
        self.rewrites || id.starts_with("__") || self.tags && id.starts_with("tag:")
    }

    fn url(&self, path: &str, article: &Article) -> Option<String> {
        let (language, below) = self.languages.split(path)?;
        match self.blog.as_ref().filter(|blog| blog.is_post(&below)) {
            None => Some(self.page_url(language, &below)),
            Some(blog) => {
                let end = if self.directory_urls { "/" } else { ".html" };
                Some(self.encoded(&[language], &(blog.path(&below, article)? + end)))
            }
        }
    }

    fn redirects(&self) -> &[(String, String)] {
        &self.redirects
    }

    fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    fn root(&self) -> &str {
        &self.root
    }

    fn links(&self) -> Links {
        Links::Urls(Sources::Resolved)
    }

    fn sources(&self, from: &str, link: &str) -> Vec<String> {
        let target = match link.strip_prefix('/') {
            Some(_) if !self.absolute_links => None,
            Some(rest) => Some(climb(&self.docs, rest)),
            None => join(folder_of(from), link),
        };
        // What is not in the folder of articles is no source.
        let target = target.filter(|target| self.below(target).is_some());
        target.map(|target| self.languages.variants(from, target)).unwrap_or_default()
    }

    fn resolves_references(&self) -> bool {
        self.references || self.open || self.rewrites
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        self.external_rel.as_ref()
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some("turn the extension `attr_list` on, and write { rel=\"sponsored\" } behind the link")
    }

    fn generates(&self, url: &str) -> bool {
        let url = url.trim_matches('/');
        let is_below = |name: &&str| below(url, name).is_some();
        // `1.2/`, `latest/`
        let is_version = |part: &str| {
            part.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()) || matches!(part, "latest" | "stable" | "dev" | "main")
        };
        self.open
            || url.is_empty()
            || self.made.iter().any(is_below)
            || self.languages.falls_back(url)
            || self
                .redirects
                .iter()
                .any(|(from, _)| from.strip_prefix(self.root.as_str()).is_some_and(|from| from.trim_matches('/') == url))
            || self.blog.as_ref().is_some_and(|blog| blog.generates(url))
            || self.versions && is_version(url.split('/').next().unwrap_or_default())
    }

    fn prints_title(&self) -> bool {
        false
    }

    fn title_suffix(&self) -> Option<&str> {
        self.title_suffix.as_deref()
    }

    fn h1_is_title(&self) -> bool {
        true
    }

    fn date_fields(&self) -> &'static [&'static str] {
        if self.blog.is_some() { &["date", "date.created", "date.updated"] } else { &["date"] }
    }

    fn outside(&self) -> &[String] {
        &self.outside
    }

    fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

#[cfg(test)]
mod tests;
