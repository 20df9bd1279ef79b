//! Eleventy: every template below the input folder is a page, at its own path or at its permalink.

use super::paths::folder_of;
use super::slug::{self, Style};
use super::{
    Anchors, Definition, Explicit, ExternalRel, From, Generator, H1, Ids, Links, Publication, Root, Sources, anchors, is_html, join,
};
use crate::article::front_matter::Forms;
use crate::article::{Article, Attributes, Data, Dialect, Flavour};
use crate::text::percent_encoded;
use config::{Config, Headings};
use data::{Cascade, Permalink};
use pages::Pages;
use std::borrow::Cow;

mod config;
mod data;
mod pages;
mod rel;

const CONFIGS: &[&str] = &[".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts"];

pub const DEFINITION: Definition = Definition {
    name: "eleventy",
    markers: CONFIGS,
    detect: |root| root.first(CONFIGS).map(|(name, _)| format!("{name} is there")),
    load: |root| Box::new(Eleventy::load(root)),
};

struct Eleventy {
    config: Config,
    cascade: Cascade,
    pages: Pages,
}

impl Eleventy {
    fn load(root: &Root<'_>) -> Eleventy {
        let config = Config::read(root);
        let cascade = Cascade::read(root, &config);
        let pages = Pages::read(root, &config, &cascade);
        Eleventy { config, cascade, pages }
    }

    /// The permalink that an article has: its own, or that of its folder.
    fn permalink(&self, path: &str, article: &Article) -> Permalink {
        let own = |name: &str| {
            let value = &article.field(name)?.value;
            match (&value.data, value.as_str()) {
                (Data::Bool(false), _) => Some(Permalink::Never),
                (_, Some(text)) if !text.is_empty() => Some(Permalink::Template(text.to_string())),
                (Data::Null, _) | (_, Some(_)) => None,
                (Data::Map(_), _) => None,
                _ => Some(Permalink::Unknown),
            }
        };
        let computed = own("eleventyComputed.permalink");
        computed.or_else(|| own("permalink.build")).or_else(|| own("permalink")).unwrap_or_else(|| self.cascade.permalink(path))
    }
}

impl Generator for Eleventy {
    fn name(&self) -> &'static str {
        "eleventy"
    }

    fn knows_ids(&self) -> bool {
        self.config.knows_ids
    }

    fn content(&self) -> Vec<String> {
        vec![if self.config.input.is_empty() { ".".into() } else { self.config.input.clone() }]
    }

    fn builds(&self, path: &str) -> bool {
        (path.ends_with(".md") || path.ends_with(".html")) && self.config.is_template(path)
    }

    fn dialect(&self, path: &str) -> Dialect {
        let html = is_html(path);
        Dialect {
            html,
            footnotes: false,
            flavour: Flavour::Eleventy,
            templates: if html { self.config.html_templates } else { self.config.templates },
            attributes: if self.config.attributes { Attributes::MarkdownIt } else { Attributes::None },
            front_matter: Forms { without_opening: false, json: false, toml: false },
            ..Dialect::default()
        }
    }

    fn publication(&self, path: &str, article: &Article) -> Publication {
        let draft = self.config.drafts
            && match article.field("draft") {
                Some(field) => field.value.as_bool() == Some(true),
                None => self.cascade.is_draft(path),
            };
        Publication { draft: draft || self.permalink(path, article) == Permalink::Never, ..Publication::default() }
    }

    fn anchors(&self, article: &Article) -> Anchors {
        let bare = Ids { explicit: Explicit::Reserved, ..Ids::bare() };
        match self.config.headings {
            Headings::Bare => {
                let mut made = anchors::anchors(article, &bare);
                made.retain(|anchor| anchor.from != From::Heading);
                made
            }
            Headings::Anchor { h1 } => {
                let h1 = if h1 { H1::Id } else { H1::None };
                anchors::anchors(article, &Ids { slug: slug::markdown_it_anchor, style: Style::FirstFree, h1, ..bare })
            }
            Headings::Attribute => {
                let ids = Ids { slug: slug::eleventy_id_attribute, style: Style::CounterFromTwo, html_headings: true, ..bare };
                anchors::anchors(article, &ids)
            }
        }
    }

    fn url(&self, path: &str, article: &Article) -> Option<String> {
        if !self.config.knows_urls {
            return None;
        }
        let field = |name: &str| article.field(name).and_then(|field| field.value.scalar()).map(Cow::Borrowed);
        let url = match self.permalink(path, article) {
            Permalink::Default => data::default_url(self.config.below(path)?),
            Permalink::Template(template) => data::url(&data::filled(&template, self.config.below(path)?, field)?),
            Permalink::Never | Permalink::Unknown => return None,
        };
        Some(format!("{}{}", self.config.root.trim_end_matches('/'), percent_encoded(&url)))
    }

    fn root(&self) -> &str {
        &self.config.root
    }

    fn adds_root(&self) -> bool {
        self.config.adds_root
    }

    fn links(&self) -> Links {
        match self.config.knows_urls {
            true => Links::Urls(if self.config.resolves { Sources::Resolved } else { Sources::Kept }),
            false => Links::Unknown,
        }
    }

    fn sources(&self, from: &str, link: &str) -> Vec<String> {
        let folder = folder_of(from);
        let beside = if link.starts_with('/') { None } else { join(folder, link) };
        let whole = join("", link).filter(|whole| self.config.below(whole).is_some());
        [whole, join(&self.config.input, link), beside].into_iter().flatten().collect()
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        self.config.external_rel.as_ref()
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some("let markdown-it-link-attributes add it")
    }

    fn generates(&self, url: &str) -> bool {
        self.pages.has(url)
    }

    fn bad_date(&self) -> Option<&'static str> {
        Some("Eleventy stops the build at it")
    }

    fn date_fields(&self) -> &'static [&'static str] {
        &["date"]
    }

    fn unknown(&self) -> &[String] {
        &self.config.unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Templates;
    use crate::generator::testing;

    fn eleventy(files: &[(&str, &str)]) -> Eleventy {
        testing::site(files, Eleventy::load)
    }

    fn article(site: &Eleventy, path: &str, text: &str) -> Article {
        testing::article(site, path, text)
    }

    fn url(site: &Eleventy, path: &str, text: &str) -> Option<String> {
        site.url(path, &article(site, path, text))
    }

    fn ids(site: &Eleventy, text: &str) -> Vec<String> {
        site.anchors(&article(site, "a.md", text)).iter().map(|anchor| anchor.id.to_string()).collect()
    }

    #[test]
    fn urls_are_folders() {
        let site =
            eleventy(&[("eleventy.config.js", "export default function (c) { return { dir: { input: './src' }, pathPrefix: '/tea/' } }")]);
        for (path, expected) in [
            ("src/posts/a.md", "/tea/posts/a/"),
            ("src/index.md", "/tea/"),
            ("src/a/index.md", "/tea/a/"),
            ("src/a/a.md", "/tea/a/"),
            ("src/2024-05-01-green.md", "/tea/2024-05-01-green/"),
            ("src/über uns.html", "/tea/%C3%BCber%20uns/"),
        ] {
            assert_eq!(url(&site, path, "---\ntitle: x\n---\n").as_deref(), Some(expected));
        }
        assert!(site.builds("src/a.md") && !site.builds("a.md") && !site.builds("src/_includes/a.html") && !site.builds("src/a.njk"));
    }

    #[test]
    fn permalinks_replace_them() {
        let site = eleventy(&[(".eleventy.js", "module.exports = function () {};")]);
        let permalink = |value: &str| {
            url(&site, "posts/2024-05-01-green.md", &format!("---\ntitle: Green Tea & it's fine\nslug: pot\npermalink: {value}\n---\n"))
        };
        for (value, expected) in [
            ("/x/y/", Some("/x/y/")),
            ("/x/y", Some("/x/y")),
            ("x.html", Some("/x.html")),
            ("/x/index.html", Some("/x/")),
            ("\"/{{ page.fileSlug }}/\"", Some("/green/")),
            ("\"{{ page.filePathStem }}.html\"", Some("/posts/green.html")),
            ("\"/blog/{{ title | slugify }}/index.html\"", Some("/blog/green-tea-and-its-fine/")),
            ("\"/blog/{{slug}}/\"", Some("/blog/pot/")),
            ("\"/blog/{{ date | year }}/\"", None),
            ("\"{% if x %}a{% endif %}\"", None),
            ("false", None),
        ] {
            assert_eq!(permalink(value).as_deref(), expected, "{value}");
        }
        let never = article(&site, "a.md", "---\npermalink: false\n---\n");
        assert!(site.publication("a.md", &never).draft);
    }

    #[test]
    fn folders_have_data_of_their_own() {
        let site = eleventy(&[
            (
                "eleventy.config.js",
                "export default function (c) { c.addPreprocessor('drafts', '*', (data) => { if (data.draft) return false; }); }",
            ),
            ("blog/blog.json", r#"{ "permalink": "/b/{{ page.fileSlug }}/", "draft": true }"#),
            ("blog/old/old.11tydata.js", "module.exports = { permalink: data => `/${data.x}/` }"),
            ("blog/one.11tydata.json", r#"{ "permalink": "/one/" }"#),
            ("blog/two.md", ""),
        ]);
        assert_eq!(url(&site, "blog/2024-01-01-a.md", "a").as_deref(), Some("/b/a/"));
        assert_eq!(url(&site, "blog/one.md", "a").as_deref(), Some("/one/"));
        assert_eq!(url(&site, "blog/old/a.md", "a"), None);
        let publication = |text: &str| site.publication("blog/a.md", &article(&site, "blog/a.md", text)).draft;
        assert!(publication("a") && !publication("---\ndraft: false\n---\n"));
    }

    #[test]
    fn headings_have_ids_where_a_plugin_gives_them() {
        let page = "# Green Tea\n\n## C++ {#x}\n\n## C++ {#x}\n\n<a id=\"y\"></a>\n";
        let plain = eleventy(&[("eleventy.config.js", "export default function (c) {}")]);
        assert_eq!((ids(&plain, page), plain.knows_ids()), (vec!["y".to_string()], true));
        let anchor = eleventy(&[(
            "eleventy.config.js",
            "import md from 'markdown-it'\nimport anchor from 'markdown-it-anchor'\nexport default (c) => { c.setLibrary('md', md({ html: true }).use(anchor, { level: 2 })) }",
        )]);
        assert_eq!(ids(&anchor, page), ["c%2B%2B-%7B%23x%7D", "c%2B%2B-%7B%23x%7D-1", "y"]);
        assert!(anchor.knows_ids());
        let plugin = eleventy(&[(
            "eleventy.config.js",
            "const { IdAttributePlugin } = require('@11ty/eleventy');\nmodule.exports = c => { c.addPlugin(IdAttributePlugin) }",
        )]);
        assert_eq!(ids(&plugin, page), ["green-tea", "c-x", "c-x-2", "y"]);
        assert!(plugin.knows_ids());
        let own = eleventy(&[(
            "eleventy.config.js",
            "const anchor = require('markdown-it-anchor');\nmodule.exports = c => { c.amendLibrary('md', m => m.use(anchor, { slugify: s => s })) }",
        )]);
        assert!(!own.knows_ids());
    }

    #[test]
    fn other_templates_and_copied_files_are_served() {
        let site = eleventy(&[
            (
                "eleventy.config.js",
                "export default function (c) { c.addPassthroughCopy('src/img').addPassthroughCopy({ 'src/css/*.css': 'styles', 'src/favicon.ico': '/favicon.ico' }); return { dir: { input: 'src' } } }",
            ),
            ("src/img/a/b.png", ""),
            ("src/css/main.css", ""),
            ("src/favicon.ico", ""),
            ("src/about.njk", "---\ntitle: x\n---\n"),
            ("src/feed.njk", "---\npermalink: /feed.xml\n---\n"),
            ("src/tags.njk", "---\npagination:\n  data: collections\n  size: 1\npermalink: /tags/{{ tag | slugify }}/\n---\n"),
            ("src/_includes/base.njk", "x"),
        ]);
        for url in ["img/a/b.png", "styles/main.css", "favicon.ico", "about/", "about", "feed.xml", "tags/green/"] {
            assert!(site.generates(url), "{url}");
        }
        assert!(!["base", "tea", "styles/other.css", "src/css/main.css"].iter().any(|url| site.generates(url)));
    }

    #[test]
    fn what_is_ignored_is_not_built() {
        let site = eleventy(&[
            ("eleventy.config.js", "module.exports = c => { c.ignores.add('notes/**'); return { markdownTemplateEngine: 'njk' } }"),
            (".eleventyignore", "# comment\nREADME.md\nold\n"),
            ("old/a.md", ""),
        ]);
        assert!(!["README.md", "old/a.md", "notes/a.md", "_site/a.html", "node_modules/x/a.md"].iter().any(|path| site.builds(path)));
        assert!(site.builds("docs/README.md"));
        assert_eq!((site.dialect("a.md").templates, site.dialect("a.html").templates), (Templates::Nunjucks, Templates::Liquid));
    }

    #[test]
    fn links_to_sources_need_their_plugin() {
        let site = eleventy(&[(
            "eleventy.config.js",
            "import { InputPathToUrlTransformPlugin } from '@11ty/eleventy';\nexport default c => { c.addPlugin(InputPathToUrlTransformPlugin); return { dir: { input: 'src' } } }",
        )]);
        assert_eq!(site.links(), Links::Urls(Sources::Resolved));
        assert_eq!(site.sources("src/a/b.md", "c.md"), ["src/c.md", "src/a/c.md"]);
        assert_eq!(site.sources("src/a/b.md", "/src/c.md"), ["src/c.md", "src/src/c.md"]);
        assert_eq!(eleventy(&[("eleventy.config.js", "")]).links(), Links::Urls(Sources::Kept));
    }
}
