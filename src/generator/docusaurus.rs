//! Docusaurus: docs, blogs and pages of its content plugins, with their versions and translations.

use super::paths::{below, folder_of};
use super::{Anchors, Definition, ExternalRel, Generator, H1, Ids, Included, Links, Publication, Sources, anchors, is_markdown, join};
use crate::article::{Article, Attributes, Dialect, Templates};
use crate::text::percent_encoded;
use partial::Partial;
use rustc_hash::{FxHashMap, FxHashSet};
use section::{Plugin, Section};
use std::borrow::Cow;

mod config;
mod heading;
mod partial;
mod section;

pub const DEFINITION: Definition = Definition {
    name: "docusaurus",
    markers: &["docusaurus.config.*"],
    detect: |root| config::file(root).map(|file| format!("{file} is there")),
    load: |root| Box::new(config::load(root)),
};

struct Docusaurus {
    host: Option<String>,
    /// What the theme puts behind a page's title.
    title_suffix: Option<String>,
    root: String,
    trailing_slash: Option<bool>,
    /// How `.md` is read: `mdx`, `md`, or by its ending (`detect`).
    format: String,
    maintain_case: bool,
    sections: Vec<Section>,
    /// The index of a section by its folder.
    by_folder: FxHashMap<String, usize>,
    /// Files that others include, with their ids and what they include themselves.
    partials: FxHashMap<String, Partial>,
    /// Docs whose route another doc of the same folder has.
    shadowed: FxHashSet<String>,
    /// All locales but the default one.
    locales: Vec<String>,
    /// Folders of files that are served as they are.
    statics: Vec<String>,
    /// Routes without a Markdown source, sorted; below the root, without slashes at the ends.
    made: Vec<String>,
    redirects: Vec<(String, String)>,
    /// Routes below which nobody can tell what there is.
    murky: Vec<String>,
    /// There are plugins that may add any route.
    open: bool,
    outside: Vec<String>,
    external_rel: Option<ExternalRel>,
    unknown: Vec<String>,
}

impl Default for Docusaurus {
    fn default() -> Docusaurus {
        Docusaurus {
            host: None,
            title_suffix: None,
            root: "/".into(),
            trailing_slash: None,
            format: "mdx".into(),
            maintain_case: false,
            sections: Vec::new(),
            by_folder: FxHashMap::default(),
            partials: FxHashMap::default(),
            shadowed: FxHashSet::default(),
            locales: Vec::new(),
            statics: Vec::new(),
            made: Vec::new(),
            redirects: Vec::new(),
            murky: Vec::new(),
            open: false,
            outside: Vec::new(),
            external_rel: None,
            unknown: Vec::new(),
        }
    }
}

impl Docusaurus {
    /// The section with the deepest folder that the path stands in, and the path below it.
    fn section<'p>(&self, path: &'p str) -> Option<(&Section, &'p str)> {
        let folders =
            std::iter::successors(path.rsplit_once('/').map(|(folder, _)| folder).or(Some("")), |folder| match folder.rsplit_once('/') {
                Some((above, _)) => Some(above),
                None => (!folder.is_empty()).then_some(""),
            });
        let section = folders.filter_map(|folder| self.by_folder.get(folder)).find_map(|&index| self.sections.get(index))?;
        Some((section, section.below(path)?))
    }

    fn is_mdx(&self, path: &str) -> bool {
        match self.format.as_str() {
            "md" => false,
            "detect" => path.ends_with(".mdx"),
            _ => true,
        }
    }

    /// With a slash at the end, or without, as the configuration has it.
    fn ended(&self, mut url: String) -> String {
        match self.trailing_slash {
            Some(true) if !url.ends_with('/') => url.push('/'),
            Some(false) if url.ends_with('/') && url != self.root => {
                url.pop();
            }
            _ => {}
        }
        url
    }
}

impl Generator for Docusaurus {
    fn name(&self) -> &'static str {
        "docusaurus"
    }

    fn content(&self) -> Vec<String> {
        self.sections.iter().map(|section| if section.folder.is_empty() { ".".to_string() } else { section.folder.clone() }).collect()
    }

    fn builds(&self, path: &str) -> bool {
        is_markdown(path) && self.section(path).is_some_and(|(section, below)| section.files.matches(below))
    }

    fn dialect(&self, path: &str) -> Dialect {
        let mdx = self.is_mdx(path);
        Dialect { attributes: Attributes::Docusaurus, templates: if mdx { Templates::Mdx } else { Templates::None }, ..Dialect::default() }
    }

    fn publication(&self, _path: &str, article: &Article) -> Publication {
        Publication { draft: article.says("draft", true), ..Publication::default() }
    }

    fn anchors(&self, article: &Article) -> Anchors {
        let slug = match (self.is_mdx(&article.source.path), self.maintain_case) {
            (true, false) => heading::mdx,
            (true, true) => heading::mdx_cased,
            (false, false) => heading::markdown,
            (false, true) => heading::markdown_cased,
        };
        let ids = Ids { slug, given: Some(heading::given), h1: H1::Silent, html_headings: false, ..Ids::github() };
        anchors::anchors(article, &ids)
    }

    fn included(&self, path: &str, article: &Article) -> Option<Included> {
        self.brought(path, article)
    }

    fn url(&self, path: &str, article: &Article) -> Option<String> {
        let (section, below) = self.section(path)?;
        let base = section.base.as_deref()?;
        let route = section.route(below, article)?;
        if self.shadowed.contains(path) && article.field("slug").is_none() {
            return None;
        }
        let slash = if base.is_empty() { "" } else { "/" };
        let url = format!("{}{base}{slash}{}", self.root, route.trim_start_matches('/'));
        Some(self.ended(percent_encoded(&url)))
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
        if let Some(path) = link.strip_prefix("@site/") {
            return vec![path.to_string()];
        }
        let own = folder_of(from);
        let section = self.section(from);
        let mut bases: Vec<Cow<'_, str>> = Vec::with_capacity(6);
        if !link.starts_with('/') {
            bases.push(own.into());
            // A translation may link to what is not translated.
            let untranslated = section.and_then(|(section, below)| {
                let folder = folder_of(below);
                join(section.original.as_deref()?, folder)
            });
            bases.extend(untranslated.map(Cow::from));
        }
        if !link.starts_with("./") && !link.starts_with("../") {
            let folders = section.into_iter().flat_map(|(section, _)| std::iter::once(&section.folder).chain(&section.original));
            bases.extend(folders.map(|folder| Cow::from(folder.as_str())));
            bases.push("".into());
        }
        bases.iter().filter_map(|base| join(base, link)).collect()
    }

    fn served(&self) -> Vec<String> {
        self.statics.clone()
    }

    fn absolute(&self, from: &str, path: &str) -> Option<String> {
        let locale = self.section(from).filter(|(section, _)| section.original.is_some()).and_then(|(section, _)| {
            let first = section.base.as_deref()?.split('/').next()?;
            self.locales.iter().find(|locale| *locale == first)
        });
        let base = locale.map_or(self.root.clone(), |locale| format!("{}{locale}/", self.root));
        (!path.starts_with(&base)).then(|| format!("{base}{}", path.trim_start_matches('/')))
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        self.external_rel.as_ref()
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some("let rehype-external-links add it, in `rehypePlugins` of Docusaurus' configuration")
    }

    fn generates(&self, url: &str) -> bool {
        let url = url.trim_matches('/');
        let first = url.split('/').next().unwrap_or_default();
        let is_made = |section: &Section| {
            let Some(rest) = section.base.as_deref().and_then(|base| below(url, base)) else { return false };
            let first = rest.split('/').next().unwrap_or_default();
            match section.plugin {
                Plugin::Docs => matches!(first, "tags" | "category"),
                Plugin::Blog => {
                    rest.is_empty() || matches!(first, "archive" | "tags" | "page" | "authors" | "rss.xml" | "atom.xml" | "feed.json")
                }
                Plugin::Pages => false,
            }
        };
        let is_below = |section: &Section| section.base.as_deref().is_some_and(|base| !base.is_empty() && below(url, base).is_some());
        matches!(url, "" | "search" | "404" | "404.html" | "sitemap.xml")
            // A page that is not translated has its route in every locale.
            || self.locales.iter().any(|locale| locale == first)
            || self.made.binary_search_by(|made| made.as_str().cmp(url)).is_ok()
            || self.sections.iter().any(is_made)
            || !is_markdown(url) && (self.murky.iter().any(|base| below(url, base).is_some()) || self.open && !self.sections.iter().any(is_below))
    }

    fn title_suffix(&self) -> Option<&str> {
        self.title_suffix.as_deref()
    }

    fn h1_is_title(&self) -> bool {
        true
    }

    fn bad_date(&self) -> Option<&'static str> {
        Some("Docusaurus stops the build at it")
    }

    fn date_fields(&self) -> &'static [&'static str] {
        &["date"]
    }

    fn outside(&self) -> &[String] {
        &self.outside
    }

    fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::testing;

    fn site(config: &str, files: &[(&str, &str)]) -> Docusaurus {
        let config = format!("module.exports = {{ {config} }};");
        let files: Vec<_> = files.iter().copied().chain([("docusaurus.config.js", &*config)]).collect();
        testing::site(&files, config::load)
    }

    fn url(site: &Docusaurus, path: &str) -> Option<String> {
        site.url(path, &testing::article(site, path, "Text.\n"))
    }

    #[test]
    fn the_site_stands_behind_the_title() {
        assert_eq!(site("title: 'Tea'", &[]).title_suffix(), Some(" | Tea"));
        assert_eq!(site("title: 'Tea', titleDelimiter: '·'", &[]).title_suffix(), Some(" · Tea"));
        assert_eq!(site("title: name()", &[]).title_suffix(), None);
    }

    #[test]
    fn urls_end_as_the_configuration_says() {
        for (config, page, index) in [
            ("baseUrl: '/'", "/docs/a", "/docs/b/"),
            ("baseUrl: '/x/', trailingSlash: true", "/x/docs/a/", "/x/docs/b/"),
            ("baseUrl: 'x', trailingSlash: false", "/x/docs/a", "/x/docs/b"),
        ] {
            let site = site(config, &[]);
            assert_eq!(url(&site, "docs/a.md").as_deref(), Some(page));
            assert_eq!(url(&site, "docs/b/index.md").as_deref(), Some(index));
        }
    }

    #[test]
    fn plugins_have_folders_and_routes_of_their_own() {
        let config = "baseUrl: '/', presets: [['classic', { docs: { path: '../manual', routeBasePath: '/' }, blog: false }]], \
                      plugins: [['@docusaurus/plugin-content-docs', { id: 'team', path: 'team', routeBasePath: 'us' }], \
                      [require.resolve('@docusaurus/plugin-content-blog'), { id: 'news', path: './news', routeBasePath: 'news' }]]";
        let site = site(config, &[]);
        assert_eq!(url(&site, "../manual/a.md").as_deref(), Some("/a"));
        assert_eq!(url(&site, "team/a.md").as_deref(), Some("/us/a"));
        assert_eq!(url(&site, "news/2024-01-02-a.md").as_deref(), Some("/news/2024/01/02/a"));
        assert_eq!(url(&site, "src/pages/a.md").as_deref(), Some("/a"));
        assert!(!site.builds("blog/a.md") && site.builds("team/a.mdx") && !site.builds("team/_a.mdx") && !site.builds("README.md"));
        assert_eq!(site.outside(), ["../manual"]);
        assert!(!site.generates("us/x") && site.generates("news/tags/tea") && site.generates("us/tags"));
    }

    #[test]
    fn versions_and_locales_have_routes_of_their_own() {
        let files = [
            ("versions.json", "[\"2.0\", \"1.0\"]"),
            ("versioned_docs/version-2.0/a.md", ""),
            ("i18n/fr/docusaurus-plugin-content-docs/current/a.md", ""),
            ("i18n/fr/docusaurus-plugin-content-docs/version-2.0/a.md", ""),
            ("i18n/fr/docusaurus-plugin-content-blog/a.md", ""),
        ];
        let site = site("i18n: { defaultLocale: 'en', locales: ['en', 'fr'] }", &files);
        for (path, expected) in [
            ("docs/a.md", "/docs/next/a"),
            ("versioned_docs/version-2.0/a.md", "/docs/a"),
            ("versioned_docs/version-1.0/a.md", "/docs/1.0/a"),
            ("i18n/fr/docusaurus-plugin-content-docs/current/a.md", "/fr/docs/next/a"),
            ("i18n/fr/docusaurus-plugin-content-docs/version-2.0/a.md", "/fr/docs/a"),
            ("i18n/fr/docusaurus-plugin-content-blog/a.md", "/fr/blog/a"),
        ] {
            assert_eq!(url(&site, path).as_deref(), Some(expected), "{path}");
        }
        assert_eq!(url(&site, "versioned_docs/version-0.9/a.md"), None);
        assert!(site.generates("fr/docs/b") && !site.generates("docs/b"));
    }

    #[test]
    fn versions_that_nothing_lists_have_no_known_route() {
        let site = site("", &[("versioned_docs/version-2.0/a.md", "")]);
        assert!(site.builds("versioned_docs/version-2.0/a.md"));
        assert_eq!(url(&site, "versioned_docs/version-2.0/a.md"), None);
        assert_eq!(url(&site, "docs/a.md"), None);
        assert!(site.generates("docs/b") && !site.generates("blog/b"));
    }

    #[test]
    fn one_doc_speaks_for_a_folder() {
        let site = site("", &[("docs/a/a.md", ""), ("docs/a/index.md", ""), ("docs/z/index.md", ""), ("docs/z/z.md", "")]);
        assert_eq!(url(&site, "docs/a/a.md").as_deref(), Some("/docs/a/"));
        assert_eq!(url(&site, "docs/a/index.md"), None);
        assert_eq!(url(&site, "docs/z/index.md").as_deref(), Some("/docs/z/"));
        assert_eq!(url(&site, "docs/z/z.md"), None);
    }

    #[test]
    fn routes_without_a_source() {
        let config = "plugins: [['@docusaurus/plugin-client-redirects', { redirects: [{ from: ['/old', '/older'], to: '/new' }] }]]";
        let files = [
            ("src/pages/index.tsx", ""),
            ("src/pages/shop.jsx", ""),
            ("docs/x/_category_.json", "{\"link\": {\"type\": \"generated-index\", \"slug\": \"/teas\"}}"),
            ("sidebars.js", "module.exports = { a: [{ link: { type: 'generated-index', slug: '/pots' } }] };"),
        ];
        let site = site(config, &files);
        for url in ["old", "shop", "docs/teas/", "docs/pots", "docs/category/x", "blog/archive", "search", ""] {
            assert!(site.generates(url), "{url}");
        }
        assert!(!["new", "teas", "docs/tea", "blog/a"].iter().any(|url| site.generates(url)));
        assert_eq!(site.redirects().iter().map(|(from, _)| from.as_str()).collect::<Vec<_>>(), ["/old", "/older"]);
    }

    #[test]
    fn unknown_plugins_may_add_routes_of_their_own() {
        let site = site("plugins: ['my-plugin']", &[]);
        assert!(site.generates("api/x") && !site.generates("docs/x"));
        let computed = self::site("plugins: [['@docusaurus/plugin-client-redirects', { createRedirects(path) { return []; } }]]", &[]);
        assert!(computed.generates("docs/x"));
    }

    #[test]
    fn partials_bring_their_ids() {
        let files =
            [("docs/_tea.mdx", "import Pot from './pots/_pot.md';\n\n## Tea\n\n<Pot />\n"), ("docs/pots/_pot.md", "## Pot {#kettle}\n")];
        let site = site("", &files);
        let included = |text: &str| site.included("docs/a.md", &testing::article(&site, "docs/a.md", text));
        let ids = |text: &str| included(text).map(|included| included.ids);
        assert_eq!(ids("import Tea from './\\_tea.mdx'\n\n<Tea />\n"), Some(vec!["tea".into(), "kettle".into()]));
        assert_eq!(ids("import A from '@theme/A'\nimport B from \"@site/docs/pots/_pot.md\"\n"), Some(vec!["kettle".into()]));
        assert_eq!(included("import A from './_gone.md'\n").and_then(|it| it.absent).as_deref(), Some("docs/_gone.md"));
        assert_eq!(ids("import A from 'package/a.md'\n"), None);
    }

    #[test]
    fn links_to_sources_are_looked_for_in_order() {
        let site = site("", &[("i18n/fr/docusaurus-plugin-content-docs/current/a.md", "")]);
        assert_eq!(site.sources("docs/a/b.md", "./c.md"), ["docs/a/c.md"]);
        assert_eq!(site.sources("docs/a/b.md", "c.md"), ["docs/a/c.md", "docs/c.md", "c.md"]);
        assert_eq!(site.sources("docs/a/b.md", "/c.md"), ["docs/c.md", "c.md"]);
        assert_eq!(site.sources("blog/b.md", "@site/docs/c.md"), ["docs/c.md"]);
    }

    #[test]
    fn the_base_is_put_before_absolute_links() {
        let site = site(
            "baseUrl: '/x/', i18n: { defaultLocale: 'en', locales: ['en', 'fr'] }",
            &[("i18n/fr/docusaurus-plugin-content-docs/current/a.md", "")],
        );
        assert_eq!(site.absolute("docs/a.md", "/docs/b").as_deref(), Some("/x/docs/b"));
        assert_eq!(site.absolute("docs/a.md", "/x/docs/b"), None);
        let french = "i18n/fr/docusaurus-plugin-content-docs/current/a.md";
        assert_eq!(site.absolute(french, "/docs/b").as_deref(), Some("/x/fr/docs/b"));
    }
}
