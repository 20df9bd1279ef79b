//! VitePress: every Markdown file below the source folder is a page, at its own path or where `rewrites` puts it.

use super::paths::{below, folder_of, globs};
use super::script::{Literal, Script};
use super::slug::{self, Style};
use super::{Anchors, Definition, Explicit, ExternalRel, Generator, Ids, Links, Publication, Root, Sources, anchors, join};
use crate::article::front_matter::Forms;
use crate::article::{Article, Attributes, Dialect, Templates};
use crate::text::percent_encoded;
use globset::GlobSet;
use rewrites::Rewrites;
use rustc_hash::FxHashMap;

mod rel;
mod rewrites;

pub const DEFINITION: Definition = Definition {
    name: "vitepress",
    markers: &[".vitepress/config.*", ".vitepress/config/index.*"],
    detect: |root| {
        let is_config = |file: &&String| [".vitepress/config.", ".vitepress/config/index."].iter().any(|begin| file.starts_with(begin));
        root.files.iter().find(is_config).map(|file| format!("{file} is there"))
    },
    load: |root| Box::new(VitePress::load(root)),
};

struct VitePress {
    /// The folder of the pages; `..` at its begin leads out of the site.
    source: String,
    outside: Vec<String>,
    host: Option<String>,
    /// What the theme puts behind a page's title.
    title_suffix: Option<String>,
    base: String,
    clean_urls: bool,
    exclude: GlobSet,
    /// Pages that stand elsewhere than their files, by path below the source folder, and the same the other way round.
    routes: FxHashMap<String, String>,
    files: FxHashMap<String, String>,
    /// Whether every page's place is known.
    routed: bool,
    /// Templates of many pages: `packages/[name].md`.
    dynamic: Vec<String>,
    attributes: Attributes,
    /// The ids of headings are made by VitePress' own rule.
    own_ids: bool,
    external_rel: ExternalRel,
    unknown: Vec<String>,
}

impl VitePress {
    fn load(root: &Root<'_>) -> VitePress {
        // The configuration may stand in a folder of its own (`docs/.vitepress`).
        let is_config = |file: &&String| file.starts_with(".vitepress/config") || file.contains("/.vitepress/config");
        let config = root.files.iter().filter(is_config).min_by_key(|file| file.matches('/').count());
        let folder = config.and_then(|file| file.split_once("/.vitepress/")).map_or("", |(folder, _)| folder);
        let script = Script::new(&scripts(root, folder));
        let exported = script.exported().unwrap_or(Literal::Nothing);
        let mut unknown = Vec::new();
        let mut option = |path: &[&str]| {
            let value = exported.get(path).cloned().unwrap_or(Literal::Nothing);
            if let Literal::Computed(text) = &value {
                unknown.push(format!("{}: {}", path.join("."), text.lines().next().unwrap_or_default()));
            }
            value
        };
        // A site in several languages may have a title for each, and `titleTemplate` changes what becomes of it.
        let own_title = ["locales", "titleTemplate", "..."].iter().any(|key| exported.get(&[key]).is_some());
        let title = exported.get(&["title"]).and_then(Literal::as_str).filter(|_| !own_title);
        let base = option(&["base"]);
        let host = exported.get(&["sitemap", "hostname"]).and_then(Literal::as_str).and_then(super::host);
        let clean_urls = option(&["cleanUrls"]).as_bool().unwrap_or(false);
        let source_folder = option(&["srcDir"]);
        let source_folder = source_folder.as_str().unwrap_or(".").trim_end_matches('/');
        let (source, outside) = match join(folder, source_folder) {
            Some(source) => (source, Vec::new()),
            None => (source_folder.to_string(), vec![source_folder.to_string()]),
        };
        let exclude = globs(option(&["srcExclude"]).texts().into_iter().map(|pattern| pattern.trim_start_matches("./")));
        let own_ids = ["slugify", "level", "getTokensText", "..."].iter().all(|key| exported.get(&["markdown", "anchor", key]).is_none());
        let no_attributes = exported.get(&["markdown", "attrs", "disable"]).and_then(Literal::as_bool) == Some(true);
        let rewrites = Rewrites::read(&option(&["rewrites"]));
        let mut vitepress = VitePress {
            host,
            title_suffix: title.map(|title| format!(" | {title}")),
            base: base.as_str().filter(|base| base.starts_with('/')).map_or("/".into(), |base| format!("{}/", base.trim_end_matches('/'))),
            clean_urls,
            exclude,
            routes: FxHashMap::default(),
            files: FxHashMap::default(),
            routed: true,
            dynamic: Vec::new(),
            attributes: if no_attributes { Attributes::None } else { Attributes::MarkdownIt },
            own_ids,
            external_rel: rel::external(&exported, root, folder),
            unknown: Vec::new(),
            source,
            outside,
        };
        for file in root.files {
            let Some(below) = vitepress.below(file) else { continue };
            if !vitepress.builds(file) {
                continue;
            }
            if is_dynamic(below) {
                vitepress.dynamic.push(below.to_string());
                continue;
            }
            match rewrites.apply(below) {
                Some(Some(to)) => {
                    vitepress.routes.insert(below.to_string(), to.clone());
                    vitepress.files.insert(to, below.to_string());
                }
                Some(None) => {}
                None => vitepress.routed = false,
            }
        }
        if !vitepress.routed && unknown.is_empty() {
            unknown.push("rewrites: patterns other than `:name` and `:name*`".into());
        }
        vitepress.unknown = unknown;
        vitepress
    }

    /// The path below the source folder.
    fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        below(path, &self.source)
    }

    /// Where the page of a file below the source folder stands, as a path of a file.
    fn route<'p>(&'p self, below: &'p str) -> &'p str {
        self.routes.get(below).map_or(below, String::as_str)
    }
}

/// The configuration, and what stands beside it: parts of it are often declared in files of their own.
fn scripts(root: &Root<'_>, folder: &str) -> String {
    let inside = if folder.is_empty() { ".vitepress/".to_string() } else { format!("{folder}/.vitepress/") };
    let is_script = |file: &&String| {
        let rest = file.strip_prefix(&inside);
        rest.is_some_and(|rest| {
            let is_near = !rest.contains('/') || rest.strip_prefix("config/").is_some_and(|rest| !rest.contains('/'));
            is_near && [".js", ".ts", ".mjs", ".mts"].iter().any(|ending| rest.ends_with(ending))
        })
    };
    let mut names: Vec<&String> = root.files.iter().filter(is_script).collect();
    // The configuration itself first.
    names.sort_by_key(|name| !(name[inside.len()..].starts_with("config/index.") || name[inside.len()..].starts_with("config.")));
    names.iter().filter_map(|name| (root.read)(name)).collect::<Vec<_>>().join("\n;\n")
}

/// Whether a path has parameters: `[name]`.
fn is_dynamic(path: &str) -> bool {
    path.split('[').skip(1).any(|rest| {
        let name = rest.split_once(']').map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Whether a template of many pages may make the page at a path: `packages/[name]` the one at `packages/kettle`.
fn may_make(template: &str, page: &str) -> bool {
    let template = template.strip_suffix(".md").unwrap_or(template);
    template.split('/').count() == page.split('/').count()
        && template.split('/').zip(page.split('/')).all(|(wanted, part)| match is_dynamic(wanted) {
            true => {
                let (before, rest) = wanted.split_once('[').unwrap_or_default();
                let after = rest.rsplit_once(']').map_or("", |(_, after)| after);
                part.starts_with(before) && part.ends_with(after)
            }
            false => wanted == part,
        })
}

/// The path of a link without the endings that VitePress itself adds and takes off.
fn page_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
    if stem.is_empty() || stem.ends_with('/') { format!("{stem}index") } else { stem.to_string() }
}

impl Generator for VitePress {
    fn name(&self) -> &'static str {
        "vitepress"
    }

    fn knows_ids(&self) -> bool {
        self.own_ids
    }

    fn content(&self) -> Vec<String> {
        vec![if self.source.is_empty() { ".".into() } else { self.source.clone() }]
    }

    fn builds(&self, path: &str) -> bool {
        let is_hidden = |part: &str| part.starts_with('.') || part == "node_modules";
        self.below(path).is_some_and(|below| below.ends_with(".md") && !below.split('/').any(is_hidden) && !self.exclude.is_match(below))
    }

    fn dialect(&self, _path: &str) -> Dialect {
        Dialect {
            footnotes: false,
            attributes: self.attributes,
            templates: Templates::Vue,
            front_matter: Forms { without_opening: false, json: false, toml: false },
            ..Dialect::default()
        }
    }

    fn publication(&self, _path: &str, _article: &Article) -> Publication {
        // What is not excluded is built.
        Publication::default()
    }

    fn anchors(&self, article: &Article) -> Anchors {
        let ids = Ids { slug: slug::vitepress, style: Style::FirstFree, explicit: Explicit::Reserved, ..Ids::bare() };
        anchors::anchors(article, &ids)
    }

    fn url(&self, path: &str, _article: &Article) -> Option<String> {
        let below = self.below(path).filter(|below| self.routed && !is_dynamic(below))?;
        let page = self.route(below).strip_suffix(".md")?;
        let (page, ending) = match page.strip_suffix("index").filter(|folder| folder.is_empty() || folder.ends_with('/')) {
            Some(folder) => (folder, ""),
            None => (page, if self.clean_urls { "" } else { ".html" }),
        };
        Some(format!("{}{}{ending}", self.base, percent_encoded(page)))
    }

    fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    fn root(&self) -> &str {
        &self.base
    }

    fn adds_root(&self) -> bool {
        true
    }

    fn links(&self) -> Links {
        if self.routed { Links::Urls(Sources::Resolved) } else { Links::Unknown }
    }

    fn sources(&self, from: &str, link: &str) -> Vec<String> {
        let here = self.below(from).map_or("", |below| self.route(below));
        let folder = if link.starts_with('/') { "" } else { folder_of(here) };
        let slash = if link.ends_with('/') { "/" } else { "" };
        let Some(path) = join(folder, link) else { return Vec::new() };
        let page = page_of(&(path + slash));
        let file = |page: String| {
            let local = self.files.get(&page).unwrap_or(&page);
            join(&self.source, local)
        };
        // Servers lead from a folder to its index.
        [file(format!("{page}.md")), file(format!("{page}/index.md"))].into_iter().flatten().collect()
    }

    fn served(&self) -> Vec<String> {
        ["public", "."].iter().filter_map(|folder| join(&self.source, folder)).collect()
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        Some(&self.external_rel)
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some("name it in `markdown.externalLinks.rel` of VitePress' configuration, for all links to other sites")
    }

    fn generates(&self, url: &str) -> bool {
        let page = page_of(url);
        url.starts_with("assets/")
            || matches!(url, "sitemap.xml" | "hashmap.json" | "404.html" | "404" | "vp-icons.css")
            || self.dynamic.iter().any(|template| may_make(template, &page))
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
        &[]
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

    fn vitepress(files: &[(&str, &str)]) -> VitePress {
        testing::site(files, VitePress::load)
    }

    fn url(site: &VitePress, path: &str) -> Option<String> {
        site.url(path, &testing::article(site, path, "# Tea\n"))
    }

    #[test]
    fn the_site_stands_behind_the_title() {
        let suffix = |config: &str| vitepress(&[(".vitepress/config.js", config)]).title_suffix;
        assert_eq!(suffix("export default { title: 'Tea' }").as_deref(), Some(" | Tea"));
        assert_eq!(suffix("export default { title: 'Tea', titleTemplate: ':title - Pot' }"), None);
    }

    #[test]
    fn urls_are_paths() {
        let site = vitepress(&[("docs/.vitepress/config.mts", "export default { base: '/pots' }"), ("docs/a/b.md", "")]);
        assert_eq!(url(&site, "docs/a/b.md").as_deref(), Some("/pots/a/b.html"));
        assert_eq!(url(&site, "docs/index.md").as_deref(), Some("/pots/"));
        assert_eq!(url(&site, "docs/a/index.md").as_deref(), Some("/pots/a/"));
        assert_eq!(url(&site, "docs/a/my index.md").as_deref(), Some("/pots/a/my%20index.html"));
        assert_eq!(url(&site, "docs/[pot].md"), None);
        assert_eq!((site.root(), site.content()), ("/pots/", vec!["docs".to_string()]));
        assert!(site.builds("docs/a/b.md") && !site.builds("a.md") && !site.builds("docs/.vitepress/x.md") && !site.builds("docs/a.html"));
    }

    #[test]
    fn the_configuration_is_read_from_all_its_files() {
        let site = vitepress(&[
            (".vitepress/config/index.ts", "import { shared } from './shared'\nexport default defineConfig({ ...shared, locales: {} })"),
            (
                ".vitepress/config/shared.ts",
                "export const shared = defineConfig({ cleanUrls: true, srcDir: './pages', srcExclude: ['**/_*.md'] })",
            ),
            ("pages/a.md", ""),
        ]);
        assert_eq!(url(&site, "pages/a.md").as_deref(), Some("/a"));
        assert!(!site.builds("pages/x/_part.md") && !site.builds("a.md"));
        assert!(site.unknown().is_empty());
    }

    #[test]
    fn rewritten_pages_and_the_links_between_them() {
        let site = vitepress(&[
            (".vitepress/config.js", "export default { rewrites: { 'en/:rest*': ':rest*', 'parts/:part/doc.md': 'made/:part.md' } }"),
            ("en/guide/a.md", ""),
            ("parts/pot/doc.md", ""),
        ]);
        assert_eq!(url(&site, "en/guide/a.md").as_deref(), Some("/guide/a.html"));
        assert_eq!(url(&site, "parts/pot/doc.md").as_deref(), Some("/made/pot.html"));
        assert_eq!(site.sources("parts/pot/doc.md", "../guide/a").first().map(String::as_str), Some("en/guide/a.md"));
        assert_eq!(site.sources("en/guide/a.md", "/made/pot.html").first().map(String::as_str), Some("parts/pot/doc.md"));
    }

    #[test]
    fn rewrites_by_a_function_leave_urls_unknown() {
        let site = vitepress(&[(".vitepress/config.js", "export default { rewrites(id) { return id } }"), ("a.md", "")]);
        assert_eq!((url(&site, "a.md"), site.links()), (None, Links::Unknown));
        assert_eq!(site.unknown().len(), 1);
    }

    #[test]
    fn links_without_an_ending_lead_to_files() {
        let site = vitepress(&[(".vitepress/config.js", "export default {}")]);
        assert_eq!(site.sources("a/b.md", "./c")[0], "a/c.md");
        assert_eq!(site.sources("a/b.md", "../c/")[0], "c/index.md");
        assert_eq!(site.sources("a/b.md", "/c.html")[0], "c.md");
        assert_eq!(site.sources("a/b.md", "/")[0], "index.md");
        assert_eq!(site.sources("a/b.md", "c.md")[0], "a/c.md");
    }

    #[test]
    fn public_files_and_dynamic_routes_are_served() {
        let site = vitepress(&[("docs/.vitepress/config.js", "export default {}"), ("docs/pots/[name]-[size].md", "")]);
        assert_eq!(site.served(), ["docs/public", "docs"]);
        assert!(["pots/red-big.html", "pots/red-big", "sitemap.xml"].iter().all(|url| site.generates(url)));
        assert!(!["coffee.pdf", "pots/red/big", "cups/red-big"].iter().any(|url| site.generates(url)));
    }

    #[test]
    fn ids_of_another_rule_are_not_known() {
        let site = vitepress(&[(".vitepress/config.js", "export default { markdown: { anchor: { slugify: s => s } } }")]);
        assert!(!site.knows_ids());
    }
}
