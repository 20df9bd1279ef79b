//! Hugo: pages below `content/`, Markdown by goldmark, URLs from folders, slugs and permalink templates.

use super::paths::folder_of;
use super::{Anchors, Definition, ExternalRel, Generator, Links, Publication, Root};
use crate::article::{Article, Dialect, Value};
use crate::text::{percent_decoded, percent_encoded};
use config::{Config, FILES, FOLDERS, Ugly};
use dates::When;
use logical::{Logical, Shape, ending, in_urls};
use permalink::{Kind, Page};
use tree::Tree;

mod config;
mod dates;
mod goldmark;
mod links;
mod logical;
mod mount;
mod permalink;
mod served;
mod target;
#[cfg(test)]
mod tests;
mod tree;

pub const DEFINITION: Definition = Definition { name: "hugo", markers: MARKERS, detect, load: |root| Box::new(Hugo::load(root)) };

/// The files of [`FILES`], also in the folder for several.
const MARKERS: &[&str] = &[
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/hugo.yml",
    "config/_default/hugo.json",
    "config/_default/config.toml",
    "config/_default/config.yaml",
    "config/_default/config.yml",
    "config/_default/config.json",
];

/// A file named `hugo.*` says so by itself; one named `config.*` only when it has Hugo's `baseURL`, or lies in Hugo's folder.
fn detect(root: &Root<'_>) -> Option<String> {
    if let Some((name, text)) = root.first(FILES) {
        if name.starts_with("hugo.") {
            return Some(format!("{name} is there"));
        }
        let has_base = text.lines().any(|line| {
            let key = line.trim_start().trim_start_matches('"');
            key.get(..7).is_some_and(|key| key.eq_ignore_ascii_case("baseurl"))
        });
        if has_base && root.has_dir("content") {
            return Some(format!("{name} has baseURL, and there is content/"));
        }
    }
    let folder = format!("{}/", FOLDERS[0]);
    let name = MARKERS.iter().find(|name| name.starts_with(&folder) && root.has(name))?;
    root.has_dir("content").then(|| format!("{name} and content/ are there"))
}

struct Hugo {
    config: Config,
    tree: Tree,
    links: Links,
    redirects: Vec<(String, String)>,
    /// Paths of folders that articles come from.
    folders: Vec<String>,
    outside: Vec<String>,
    external_rel: Option<ExternalRel>,
}

impl Hugo {
    fn load(root: &Root<'_>) -> Hugo {
        let config = Config::read(root);
        let tree = Tree::of(&config, root.files);
        let links = links::links(&config, root);
        let redirects = links::redirects(&config, root);
        let sources = || config.content.iter().map(|mount| mount.source.clone());
        let folders = sources().map(|source| if source.is_empty() { ".".into() } else { source }).collect();
        let outside = sources().filter(|source| source.starts_with("../")).collect();
        let external_rel = links::external_rel(&config, root);
        Hugo { external_rel, tree, links, redirects, folders, outside, config }
    }

    fn kind(&self, page: &Logical<'_>) -> Kind {
        if page.shape != Shape::Branch {
            return Kind::Page;
        }
        if page.is_home() {
            return Kind::Home;
        }
        let base = page.base();
        let inside = |taxonomy: &String| base[1..].strip_prefix(taxonomy.as_str());
        match self.config.taxonomies.iter().find_map(inside) {
            Some("") => Kind::Taxonomy,
            Some(rest) if rest.starts_with('/') => Kind::Term,
            _ => Kind::Section,
        }
    }

    /// The page's path on its site, language and all, not encoded yet.
    fn path_of(&self, path: &str, article: &Article) -> Option<String> {
        let page = Logical::of(&self.config, path).filter(|_| !self.tree.is_resource(path))?;
        if is_headless(article) {
            return None;
        }
        let prefix = self.prefix(page.language);
        let kind = self.kind(&page);
        let text = |name: &str| field(article, name).and_then(Value::scalar).filter(|text| !text.is_empty());
        if let Some(url) = text("url").filter(|_| kind != Kind::Home) {
            let url = if url.contains(':') { self.expanded(url, &page, article)? } else { url.to_string() };
            // A path that does not begin at the root is one in the language's own folder.
            let target = target::of_url(&url);
            return Some(if url.starts_with('/') { target } else { format!("{prefix}{target}") });
        }
        let base = page.base();
        let rule = self.config.permalinks.iter().find(|rule| rule.is_for(kind, &base, page.language));
        let expanded = match rule {
            Some(rule) => Some(target::cleaned(&self.expanded(&rule.template, &page, article)?)),
            None => None,
        };
        let clean = |part: &str| target::sanitized(part, &self.config);
        let target = match (expanded, kind) {
            (Some(path), _) => clean(&path),
            (None, Kind::Page) => {
                let name = self.slug(&page, article).map_or_else(|| in_urls(&self.config, page.own_name()).into_owned(), String::from);
                target::joined([clean(&in_urls(&self.config, page.container())).as_str(), &clean(&name)])
            }
            (None, _) => target::joined([clean(&in_urls(&self.config, &page.folder)).as_str()]),
        };
        let target = if target.starts_with('/') || target.is_empty() { target } else { format!("/{target}") };
        let target = target.strip_suffix('/').unwrap_or(&target);
        let is_file = matches!(kind, Kind::Page | Kind::Term) && self.is_ugly(&page) && !target.is_empty();
        Some(format!("{prefix}{target}{}", if is_file { ".html" } else { "/" }))
    }

    /// A template for this page.
    fn expanded(&self, template: &str, page: &Logical<'_>, article: &Article) -> Option<String> {
        let name = page.own_name();
        let date = match dates::first(&self.config.dates.date, article, name) {
            When::On(date) => Some(date),
            // Go's beginning of time.
            When::Never => Some(super::date::Date { year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0 }),
            When::Unknown => None,
        };
        let title = field(article, "title").and_then(Value::scalar).unwrap_or_default();
        let (section, current) = (page.section(), self.tree.section_of(page));
        let sections: Vec<&str> = current.split('/').filter(|part| !part.is_empty()).collect();
        let sanitized = |text: &str| target::sanitized(text, &self.config);
        let slug = self.slug(page, article);
        permalink::expand(template, &Page { date, title, slug, name, section: &section, sections: &sections, sanitized: &sanitized })
    }

    fn slug<'a>(&self, page: &'a Logical<'_>, article: &'a Article) -> Option<&'a str> {
        let slug = match field(article, "slug") {
            Some(value) => value.scalar().map(|slug| slug.trim_matches('-')),
            None => {
                let chains = [&self.config.dates.date, &self.config.dates.publish, &self.config.dates.expiry];
                chains.iter().find_map(|sources| dates::slug(sources, article, page.own_name()))
            }
        };
        slug.filter(|slug| !slug.is_empty())
    }

    /// The folder of a language, with a slash before it; empty where it has none.
    fn prefix(&self, language: &str) -> String {
        let is_default = self.config.default_language() == language;
        let has_none = self.config.multihost || is_default && !self.config.default_in_folder;
        if has_none { String::new() } else { format!("/{language}") }
    }

    fn is_ugly(&self, page: &Logical<'_>) -> bool {
        match &self.config.ugly {
            Ugly::All(all) => *all,
            Ugly::Sections(sections) => sections.contains(&page.section()),
        }
    }

    /// A path of the site as a URL.
    fn encoded(&self, path: &str) -> String {
        format!("{}{}", self.config.root.trim_end_matches('/'), percent_encoded(&percent_decoded(path)))
    }
}

impl Config {
    fn default_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }
}

/// A field of the front matter; letter case does not count.
fn field<'a>(article: &'a Article, name: &str) -> Option<&'a Value> {
    let fields = &article.front_matter.as_ref()?.fields;
    fields.iter().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| &field.value)
}

/// Whether the page is never written, only used by others.
fn is_headless(article: &Article) -> bool {
    let is = |value: &Value, text: &str| value.scalar().is_some_and(|value| value.eq_ignore_ascii_case(text));
    let build = field(article, "build").or_else(|| field(article, "_build"));
    field(article, "headless").is_some_and(|value| is(value, "true"))
        || build.and_then(|build| build.get("render")).is_some_and(|render| is(&render.value, "never") || is(&render.value, "false"))
}

impl Generator for Hugo {
    fn name(&self) -> &'static str {
        "hugo"
    }

    fn content(&self) -> Vec<String> {
        self.folders.clone()
    }

    fn builds(&self, path: &str) -> bool {
        let is_readable = matches!(ending(path), Some("md" | "markdown" | "mdown" | "html" | "htm"));
        is_readable && Logical::of(&self.config, path).is_some() && !self.is_ignored(path) && !self.tree.is_resource(path)
    }

    fn dialect(&self, path: &str) -> Dialect {
        self.markdown(path)
    }

    fn anchors(&self, article: &Article) -> Anchors {
        self.ids(article)
    }

    fn publication(&self, path: &str, article: &Article) -> Publication {
        let says =
            |name: &str| field(article, name).and_then(Value::scalar).and_then(|text| text.to_ascii_lowercase().parse::<bool>().ok());
        let draft = says("draft").or_else(|| says("published").map(|published| !published)).unwrap_or(false);
        let page = Logical::of(&self.config, path);
        let name = page.as_ref().map_or("", |page| page.own_name());
        let day = |sources: &[String]| match dates::first(sources, article, name) {
            When::On(date) => Some(date.day()),
            _ => None,
        };
        Publication {
            draft: draft && !self.config.drafts,
            from: day(&self.config.dates.publish).filter(|_| !self.config.future),
            until: day(&self.config.dates.expiry).filter(|_| !self.config.expired),
        }
    }

    fn may_have_id(&self, id: &str) -> bool {
        // Comments come from scripts; the id of a heading with a shortcode in it holds Hugo's own mark for that.
        matches!(id, "comments" | "disqus_thread") || id.starts_with("comment-") || id.to_ascii_lowercase().contains("hahahugoshortcode")
    }

    fn url(&self, path: &str, article: &Article) -> Option<String> {
        Some(self.encoded(&self.path_of(path, article)?))
    }

    fn aliases(&self, path: &str, article: &Article) -> Vec<String> {
        let Some(aliases) = field(article, "aliases") else { return Vec::new() };
        let (Some(page), Some(own)) = (Logical::of(&self.config, path), self.path_of(path, article)) else { return Vec::new() };
        // A relative one begins in the folder above the page's own.
        let own = own.strip_suffix('/').or_else(|| own.strip_suffix(".html")).unwrap_or(&own);
        let above = folder_of(own);
        let ugly = self.is_ugly(&page);
        let served = |alias: &str| {
            let base = if alias.starts_with('/') { self.prefix(page.language) } else { above.to_string() };
            let path = target::cleaned(&format!("{base}/{alias}"));
            let is_file = [".html", ".htm"].iter().any(|ending| path.ends_with(ending));
            self.encoded(&match (is_file, ugly) {
                (true, _) => path,
                (false, true) => path + ".html",
                (false, false) => {
                    if path == "/" {
                        path
                    } else {
                        path + "/"
                    }
                }
            })
        };
        aliases.items().iter().filter_map(Value::scalar).filter(|alias| !alias.is_empty()).map(served).collect()
    }

    fn redirects(&self) -> &[(String, String)] {
        &self.redirects
    }

    fn host(&self) -> Option<&str> {
        self.config.host.as_deref()
    }

    fn root(&self) -> &str {
        &self.config.root
    }

    fn links(&self) -> Links {
        self.links
    }

    fn served(&self) -> Vec<String> {
        let themes = self.config.themes.iter().filter_map(|theme| theme.folder.as_deref()).map(|folder| format!("{folder}/static"));
        self.folders.iter().chain(&self.config.statics).cloned().chain(themes).collect()
    }

    fn resources(&self, path: &str) -> Option<String> {
        let page = Logical::of(&self.config, path).filter(|page| page.shape != Shape::Single)?;
        path.rsplit_once('/').map(|(folder, _)| folder.to_string()).filter(|_| !page.folder.is_empty())
    }

    fn sources(&self, from: &str, link: &str) -> Vec<String> {
        self.files_of(from, link)
    }

    fn reference(&self, from: &str, tag: &str, arguments: &str) -> Option<Vec<String>> {
        if matches!(tag, "ref" | "relref") { self.referred(from, arguments) } else { None }
    }

    fn names(&self, path: &str, _: &Article) -> Vec<String> {
        self.names_of(path)
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        self.external_rel.as_ref()
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some("write a link render hook (layouts/_markup/render-link.html) that adds it")
    }

    fn generates(&self, url: &str) -> bool {
        self.is_served(url)
    }

    fn bad_date(&self) -> Option<&'static str> {
        Some("Hugo stops the build at it")
    }

    fn date_fields(&self) -> &'static [&'static str] {
        &["date", "lastmod", "publishDate", "expiryDate"]
    }

    fn outside(&self) -> &[String] {
        &self.outside
    }
}
