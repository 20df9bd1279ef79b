//! Astro: pages below `src/pages`, content collections, and Starlight's docs.

use super::paths::{below, folder_of};
use super::script::{SPREAD, Script};
use super::slug::{self, Piece};
use super::{Anchors, Definition, ExternalRel, Generator, Ids, Links, Publication, Root, Sources, anchors, is_markdown};
use crate::article::{Article, Dialect, Templates};
use crate::text::percent_encoded;
use rustc_hash::FxHashSet;
use serde_json::Value;

pub const DEFINITION: Definition = Definition {
    name: "astro",
    markers: &["astro.config.*"],
    detect: |root| file(root).map(|file| format!("{file} is there")),
    load: |root| Box::new(Astro::load(root)),
};

fn file(root: &Root<'_>) -> Option<String> {
    root.files.iter().find(|file| file.starts_with("astro.config.")).cloned()
}

/// Integrations and Starlight plugins that add no pages of their own.
const SILENT: &[&str] = &[
    "starlight",
    "mdx",
    "sitemap",
    "react",
    "preact",
    "vue",
    "svelte",
    "solid",
    "solidJs",
    "lit",
    "alpinejs",
    "tailwind",
    "unocss",
    "UnoCSS",
    "partytown",
    "icon",
    "compress",
    "compressor",
    "expressiveCode",
    "astroExpressiveCode",
    "robotsTxt",
    "starlightLinksValidator",
    "starlightImageZoom",
];

/// Plugins that make links to source files links to their pages.
const RESOLVERS: &[&str] = &["relative-markdown-links", "remark-relative-links", "rehype-relative-links"];

struct Astro {
    /// `srcDir`.
    source: String,
    host: Option<String>,
    /// What the theme puts behind a page's title.
    title_suffix: Option<String>,
    root: String,
    /// `trailingSlash`: `always`, `never` or `ignore`.
    trailing_slash: String,
    /// `build.format`: `directory`, `file` or `preserve`.
    format: String,
    starlight: bool,
    /// `--` in a text becomes a dash: smartypants.
    dashes: bool,
    /// The languages of a Starlight site but the default one: what is not translated is shown in the default language.
    locales: Vec<String>,
    sources: Sources,
    /// `publicDir`.
    public: String,
    /// Pages without a Markdown source, sorted; below the root, without slashes at the ends.
    made: Vec<String>,
    redirects: Vec<(String, String)>,
    /// Routes below which nobody can tell what there is.
    murky: Vec<String>,
    external_rel: Option<ExternalRel>,
    unknown: Vec<String>,
}

impl Astro {
    fn load(root: &Root<'_>) -> Astro {
        let text = file(root).and_then(|file| (root.read)(&file)).unwrap_or_default();
        let script = Script::new(&text);
        let config = script.exported().map_or(Value::Null, Value::from);
        let string = |key: &str| config.get(key).and_then(Value::as_str);
        let folder = |key: &str, default: &str| string(key).unwrap_or(default).trim_start_matches("./").trim_matches('/').to_string();
        let base = string("base").unwrap_or_default().trim_matches('/');
        let package = (root.read)("package.json").unwrap_or_default();
        let resolves = RESOLVERS.iter().any(|name| text.contains(name) || package.contains(name));
        let mut site = Astro {
            source: folder("srcDir", "src"),
            host: string("site").and_then(super::host),
            title_suffix: None,
            root: if base.is_empty() { "/".into() } else { format!("/{base}/") },
            trailing_slash: string("trailingSlash").unwrap_or("ignore").to_string(),
            format: config.pointer("/build/format").and_then(Value::as_str).unwrap_or("directory").to_string(),
            starlight: root.depends_on("@astrojs/starlight") || text.contains("@astrojs/starlight"),
            dashes: config.pointer("/markdown/smartypants") != Some(&Value::Bool(false)) && !text.contains("dashes: false"),
            locales: Vec::new(),
            sources: if resolves { Sources::Unknown } else { Sources::Kept },
            public: folder("publicDir", "public"),
            made: Vec::new(),
            redirects: Vec::new(),
            murky: Vec::new(),
            external_rel: ExternalRel::by_rehype(&script),
            unknown: Vec::new(),
        };
        if config.is_null() {
            site.unknown.push("the configuration exports nothing that could be read".into());
        }
        if config.get("base").is_some_and(|base| !base.is_string()) {
            site.unknown.push("base is computed, and taken as `/`".into());
        }
        site.integrations(&config);
        site.configured(&config);
        site.pages(root);
        site
    }

    fn integrations(&mut self, config: &Value) {
        for integration in config.get("integrations").and_then(Value::as_array).into_iter().flatten() {
            let name = integration.get("call").and_then(Value::as_str).unwrap_or_default();
            if !SILENT.contains(&name) {
                self.murky.push(String::new());
            }
            if name != "starlight" {
                continue;
            }
            let Some(options) = integration.pointer("/with/0") else { continue };
            let plugins = options.get("plugins").and_then(Value::as_array);
            let is_silent = |plugin: &Value| plugin.get("call").and_then(Value::as_str).is_some_and(|name| SILENT.contains(&name));
            if options.get(SPREAD).is_some() || !plugins.is_none_or(|plugins| plugins.iter().all(is_silent)) {
                self.murky.push(String::new());
            }
            let delimiter = options.get("titleDelimiter").map_or(Some("|"), Value::as_str);
            let title = options.get("title").and_then(Value::as_str);
            self.title_suffix = title.zip(delimiter).map(|(title, delimiter)| format!(" {delimiter} {title}"));
            let default = options.get("defaultLocale").and_then(Value::as_str).unwrap_or("root");
            match options.get("locales") {
                Some(Value::Object(locales)) if !locales.contains_key(SPREAD) => {
                    self.locales = locales.keys().filter(|name| *name != default && *name != "root").cloned().collect();
                }
                None => {}
                Some(_) => self.murky.push(String::new()),
            }
        }
        if config.get("integrations").is_some_and(|list| !list.is_array()) || config.get(SPREAD).is_some() {
            self.murky.push(String::new());
        }
    }

    /// The redirects of the configuration.
    fn configured(&mut self, config: &Value) {
        match config.get("redirects") {
            None => {}
            Some(Value::Object(redirects)) if !redirects.contains_key(SPREAD) => {
                for (from, to) in redirects {
                    let to = to.as_str().or_else(|| to.get("destination")?.as_str());
                    match (from.split_once('['), to) {
                        (Some((fixed, _)), _) => self.murky.push(fixed.trim_matches('/').to_string()),
                        (None, Some(to)) => {
                            self.made.push(from.trim_matches('/').to_string());
                            self.redirects.push((format!("{}{}", self.root, from.trim_start_matches('/')), to.to_string()));
                        }
                        (None, None) => self.murky.push(from.trim_matches('/').to_string()),
                    }
                }
            }
            Some(_) => self.murky.push(String::new()),
        }
    }

    /// Pages in other languages than Markdown.
    fn pages(&mut self, root: &Root<'_>) {
        let pages = format!("{}/pages/", self.source);
        let starlight = self.starlight_folder();
        for file in root.files {
            // A server may answer any request in its middleware.
            if file.strip_prefix(&self.source).is_some_and(|rest| rest.starts_with("/middleware.") || rest.starts_with("/middleware/")) {
                self.murky.push(String::new());
            }
            let Some(below) = file.strip_prefix(&pages).filter(|below| !is_markdown(below) && !is_hidden(below)) else { continue };
            match below.split_once('[') {
                // `[...slug].astro` at the top is Starlight's own business elsewhere, here it may be any page.
                Some((fixed, _)) => self.murky.push(folder_of(fixed).to_string()),
                None => self.made.push(route(below)),
            }
        }
        // What is not Markdown is a page of Starlight's too (Markdoc).
        let docs = root.files.iter().filter_map(|file| file.strip_prefix(&starlight));
        self.made.extend(
            docs.filter(|_| self.starlight).filter(|below| !is_markdown(below)).filter_map(|below| Some(below.rsplit_once('.')?.0.into())),
        );
        let mut seen = FxHashSet::default();
        self.murky.retain(|base| seen.insert(base.clone()));
        self.made.sort_unstable();
        self.made.dedup();
    }

    fn starlight_folder(&self) -> String {
        format!("{}/content/docs/", self.source)
    }

    /// The path of a page below the root, as the configuration ends it.
    fn address(&self, route: &str) -> String {
        let route = route.trim_matches('/');
        let url = match (route.is_empty(), self.format.as_str(), self.trailing_slash.as_str()) {
            (true, ..) => self.root.clone(),
            (_, "file", _) => format!("{}{route}.html", self.root),
            (_, _, "never") => format!("{}{route}", self.root),
            _ => format!("{}{route}/", self.root),
        };
        percent_encoded(&url)
    }
}

/// Whether a part of the path keeps it from being a page.
fn is_hidden(below: &str) -> bool {
    below.split('/').any(|part| part.starts_with(['_', '.']))
}

/// The route of a file of `src/pages`: without its ending, and without `index`.
fn route(below: &str) -> String {
    let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    stem.strip_suffix("index").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(stem).trim_matches('/').to_string()
}

/// The id of an entry of a content collection: its path, each part made a slug.
fn entry(below: &str) -> String {
    let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    let mut id = String::with_capacity(stem.len());
    for (index, part) in stem.split('/').enumerate() {
        if index > 0 {
            id.push('/');
        }
        slug::github(&[Piece::Text { raw: part, text: part }], &mut id);
    }
    id.strip_suffix("/index").map(String::from).unwrap_or(id)
}

impl Generator for Astro {
    fn name(&self) -> &'static str {
        "astro"
    }

    fn content(&self) -> Vec<String> {
        vec![format!("{}/content", self.source), format!("{}/pages", self.source)]
    }

    fn builds(&self, path: &str) -> bool {
        is_markdown(path) && self.content().iter().find_map(|folder| below(path, folder)).is_some_and(|below| !is_hidden(below))
    }

    fn dialect(&self, path: &str) -> Dialect {
        Dialect { templates: if path.ends_with(".mdx") { Templates::Mdx } else { Templates::None }, ..Dialect::default() }
    }

    fn publication(&self, _path: &str, article: &Article) -> Publication {
        Publication { draft: article.says("draft", true), ..Publication::default() }
    }

    fn anchors(&self, article: &Article) -> Anchors {
        let slug = if self.dashes { slug::astro } else { slug::github };
        anchors::anchors(article, &Ids { slug, html_headings: false, ..Ids::github() })
    }

    fn url(&self, path: &str, article: &Article) -> Option<String> {
        let below = below(path, &self.source)?;
        if let Some(page) = below.strip_prefix("pages/") {
            return (!page.contains('[')).then(|| self.address(&route(page)));
        }
        // Which pages a collection makes is code; only Starlight's is known.
        let doc = below.strip_prefix("content/docs/").filter(|_| self.starlight)?;
        match article.field("slug").and_then(|field| field.value.scalar()).map(str::trim).filter(|slug| !slug.is_empty()) {
            Some(slug) => Some(self.address(slug.strip_suffix("/index").unwrap_or(slug))),
            None => match entry(doc).as_str() {
                "index" => Some(self.address("")),
                id => Some(self.address(id)),
            },
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
        Links::Urls(self.sources)
    }

    fn served(&self) -> Vec<String> {
        vec![self.public.clone()]
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        self.external_rel.as_ref()
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some("let rehype-external-links add it, in `markdown.rehypePlugins` of Astro's configuration")
    }

    fn generates(&self, url: &str) -> bool {
        let url = url.trim_matches('/');
        let is_below = |base: &String| below(url, base).is_some();
        let first = url.split('/').next().unwrap_or_default();
        url.is_empty()
            || matches!(url, "404" | "404.html" | "sitemap-index.xml" | "sitemap-0.xml" | "rss.xml" | "robots.txt")
            || matches!(first, "_astro" | "pagefind")
            || !self.starlight && self.made.is_empty()
            || self.locales.iter().any(|locale| locale == first)
            || self.made.binary_search_by(|made| made.as_str().cmp(url)).is_ok()
            || !is_markdown(url) && self.murky.iter().any(is_below)
    }

    fn date_fields(&self) -> &'static [&'static str] {
        &["date"]
    }

    fn title_suffix(&self) -> Option<&str> {
        self.title_suffix.as_deref()
    }

    fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::testing;

    fn site(files: &[(&str, &str)]) -> Astro {
        testing::site(files, Astro::load)
    }

    fn url(site: &Astro, path: &str, text: &str) -> Option<String> {
        site.url(path, &testing::article(site, path, text))
    }

    #[test]
    fn pages_follow_their_path() {
        let plain = site(&[("astro.config.mjs", "export default {};")]);
        assert_eq!(url(&plain, "src/pages/a/green tea.md", "x").as_deref(), Some("/a/green%20tea/"));
        assert_eq!(url(&plain, "src/pages/index.md", "x").as_deref(), Some("/"));
        assert_eq!(url(&plain, "src/pages/[x]/a.md", "x"), None);
        assert_eq!(url(&plain, "src/content/blog/a.md", "x"), None);
        assert!(plain.builds("src/content/blog/a.md") && !plain.builds("src/pages/_a.md") && !plain.builds("README.md"));
        let other = site(&[("astro.config.mjs", "export default { base: '/b', trailingSlash: 'never', build: {format: 'directory'} };")]);
        assert_eq!(url(&other, "src/pages/a/index.md", "x").as_deref(), Some("/b/a"));
        let files =
            site(&[("astro.config.ts", "import { defineConfig } from 'x';\nexport default defineConfig({ build: { format: 'file' } })")]);
        assert_eq!(url(&files, "src/pages/a.md", "x").as_deref(), Some("/a.html"));
    }

    #[test]
    fn the_site_stands_behind_the_title_of_starlight() {
        let config = "import starlight from '@astrojs/starlight';\nexport default { integrations: [starlight({ title: 'Tea' })] };";
        assert_eq!(site(&[("astro.config.mjs", config)]).title_suffix(), Some(" | Tea"));
    }

    #[test]
    fn starlight_makes_pages_of_its_docs() {
        let config = "import starlight from '@astrojs/starlight';\nexport default { integrations: [starlight({ title: 'T', \
                      locales: { root: { label: 'a' }, fr: { label: 'b' } } })] };";
        let site = site(&[("astro.config.mjs", config), ("src/pages/shop.astro", "")]);
        assert_eq!(url(&site, "src/content/docs/Green Tea/1. Pots.mdx", "x").as_deref(), Some("/green-tea/1-pots/"));
        assert_eq!(url(&site, "src/content/docs/fr/index.md", "x").as_deref(), Some("/fr/"));
        assert_eq!(url(&site, "src/content/docs/index.md", "x").as_deref(), Some("/"));
        assert_eq!(url(&site, "src/content/docs/a.md", "---\nslug: b/c\n---\n").as_deref(), Some("/b/c/"));
        assert!(site.generates("fr/a") && site.generates("shop/"));
        assert!(!site.generates("tea/"));
    }

    #[test]
    fn what_may_be_any_page_is_not_judged() {
        for (config, file) in [
            ("export default { integrations: [tea()] };", "a"),
            ("export default {};", "src/pages/[...slug].astro"),
            ("export default {};", "src/middleware.ts"),
            ("export default { redirects: more };", "a"),
        ] {
            assert!(site(&[("astro.config.mjs", config), (file, ""), ("src/pages/x.astro", "")]).generates("any/page"), "{config} {file}");
        }
        let dynamic = site(&[("astro.config.mjs", "export default {};"), ("src/pages/blog/[slug].astro", ""), ("src/pages/x.astro", "")]);
        assert!(dynamic.generates("blog/tea") && !dynamic.generates("tea") && dynamic.generates("x/"));
    }

    #[test]
    fn redirects_of_the_configuration() {
        let site = site(&[(
            "astro.config.mjs",
            "export default { redirects: { '/a': '/b', '/c/[x]': '/d/[x]', '/e': { status: 302, destination: '/f' } } };",
        )]);
        assert_eq!(site.redirects(), [("/a".to_string(), "/b".to_string()), ("/e".into(), "/f".into())]);
        assert!(site.generates("c/1"));
    }
}
