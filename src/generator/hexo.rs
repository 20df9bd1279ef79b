//! Hexo: posts and pages below `source/`, Markdown by marked, URLs from the permalink template.

use super::date::{self, Date};
use super::paths::{below, glob_set};
use super::root::string;
use super::slug::{self, Case, Style};
use super::{Anchors, Definition, ExternalRel, Generator, H1, Ids, Links, Publication, Root, Sources, anchors, is_html, is_markdown};
use crate::article::front_matter::Forms;
use crate::article::{Article, Data, Dialect, Flavour, Templates};
use crate::text::percent_encoded;
use globset::{Glob, GlobSet};
use permalink::Address;
use serde_json::Value;
use std::borrow::Cow;

mod permalink;
mod rel;

pub const DEFINITION: Definition = Definition { name: "hexo", markers: &["_config.yml"], detect, load: |root| Box::new(Hexo::load(root)) };

/// Jekyll's configuration has the same name; posts below `source/`, Hexo as a dependency, or keys that only Hexo has tell them apart.
fn detect(root: &Root<'_>) -> Option<String> {
    if !root.has("_config.yml") {
        return None;
    }
    if root.depends_on("hexo") {
        return Some("_config.yml is there, and package.json asks for hexo".into());
    }
    if root.has_dir("source/_posts") {
        return Some("_config.yml and source/_posts/ are there".into());
    }
    let config = root.yaml("_config.yml");
    let key = ["new_post_name", "source_dir", "post_asset_folder", "titlecase", "default_category"]
        .iter()
        .find(|key| config.get(key).is_some())?;
    Some(format!("_config.yml has {key}"))
}

struct Hexo {
    source: String,
    permalink: String,
    root: String,
    host: Option<String>,
    defaults: Vec<(String, String)>,
    new_post_name: String,
    default_category: String,
    category_map: Vec<(String, String)>,
    filename_case: Case,
    asset_folder: bool,
    slug_as_title: bool,
    render_drafts: bool,
    skip: GlobSet,
    anchor_case: Case,
    anchor_alias: bool,
    smartypants: bool,
    markdown_it: bool,
    /// hexo-generator-alias is there.
    alias: bool,
    redirects: Vec<(String, String)>,
    /// Folders whose pages Hexo makes itself: the archives by date, tags and categories by name.
    archives: String,
    taxonomies: Vec<String>,
    external_rel: Option<ExternalRel>,
}

impl Hexo {
    fn load(root: &Root<'_>) -> Hexo {
        let config = root.yaml("_config.yml");
        let text = |key: &str, default: &str| string(&config, &[key]).unwrap_or_else(|| default.to_string());
        let flag = |key: &str| config.get(key).and_then(Value::as_bool).unwrap_or(false);
        let pairs = |key: &str| {
            let map = config.get(key).and_then(Value::as_object).into_iter().flatten();
            map.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_string()))).collect()
        };
        let skip: Vec<&str> = match config.get("skip_render") {
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(pattern)) => vec![pattern.as_str()],
            _ => Vec::new(),
        };
        // Without `root`, the path of `url` counts (hexo's load_config).
        let url = string(&config, &["url"]).and_then(|url| url::Url::parse(&url).ok());
        let path_of_url = url.as_ref().map(|url| url.path().to_string());
        let base = text("root", path_of_url.as_deref().unwrap_or("/"));
        let marked = config.get("marked").cloned().unwrap_or_default();
        let alias = root.depends_on("hexo-generator-alias");
        let mut redirects: Vec<(String, String)> = if alias { pairs("alias") } else { Vec::new() };
        if alias && redirects.is_empty() {
            redirects = pairs("aliases");
        }
        let folder = |key: &str, default: &str| text(key, default).trim_matches('/').to_string();
        let base = if base.ends_with('/') { base } else { base + "/" };
        for (from, _) in &mut redirects {
            *from = format!("{base}{}", from.trim_start_matches('/'));
        }
        let markdown_it = ["hexo-renderer-markdown-it", "hexo-renderer-markdown-it-plus"].iter().any(|name| root.depends_on(name))
            && !root.depends_on("hexo-renderer-marked");
        Hexo {
            external_rel: rel::external(root, &config, !markdown_it),
            source: text("source_dir", "source").trim_matches('/').to_string(),
            permalink: text("permalink", ":year/:month/:day/:title/"),
            host: url.as_ref().and_then(|url| url.host_str()).map(String::from),
            root: base,
            alias,
            redirects,
            defaults: pairs("permalink_defaults"),
            new_post_name: text("new_post_name", ":title.md"),
            default_category: text("default_category", "uncategorized"),
            category_map: pairs("category_map"),
            filename_case: Case::from_hexo(config.get("filename_case").and_then(Value::as_i64).unwrap_or(0)),
            asset_folder: flag("post_asset_folder"),
            slug_as_title: flag("use_slug_as_post_title"),
            render_drafts: flag("render_drafts"),
            skip: glob_set(skip.into_iter().map(Glob::new)),
            anchor_case: Case::from_hexo(marked.get("modifyAnchors").and_then(Value::as_i64).unwrap_or(0)),
            anchor_alias: marked.get("anchorAlias").and_then(Value::as_bool).unwrap_or(false),
            smartypants: marked.get("smartypants").and_then(Value::as_bool).unwrap_or(true),
            markdown_it,
            archives: folder("archive_dir", "archives"),
            taxonomies: vec![folder("tag_dir", "tags"), folder("category_dir", "categories")],
        }
    }

    /// The path below the source folder.
    fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        below(path, &self.source)
    }

    fn address(&self, path: &str, article: &Article) -> Option<Address> {
        let defaults: Vec<(&str, &str)> = self.defaults.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let map: Vec<(&str, &str)> = self.category_map.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let site = permalink::Site {
            root: &self.root,
            permalink: &self.permalink,
            permalink_defaults: &defaults,
            new_post_name: &self.new_post_name,
            default_category: &self.default_category,
            category_map: &map,
            filename_case: self.filename_case,
            post_asset_folder: self.asset_folder,
            use_slug_as_post_title: self.slug_as_title,
            // As if it were published.
            render_drafts: true,
        };
        let categories = categories(article);
        let chains: Vec<&[&str]> = categories.iter().map(Vec::as_slice).collect();
        let text = |name: &str| article.first_text(&[name]).map(|(_, text)| text);
        let page = permalink::Article {
            permalink: text("permalink"),
            title: text("title"),
            date: written_date(article),
            categories: &chains,
            ..permalink::Article::new(self.below(path)?)
        };
        Some(permalink::address(&site, &page, |name| text(name).map(Cow::Borrowed)))
    }
}

/// marked without smartypants: quotes and dashes stay as they are.
fn plain_quotes(pieces: &[slug::Piece<'_>], out: &mut String) {
    slug::hexo_marked_with(None, pieces, out);
}

/// A title as a name, which is not to be taken for a slug.
fn titled(title: &str) -> String {
    format!("\"{title}\"")
}

/// The categories as chains from parent to child: a plain list is one chain, lists in a list are several.
fn categories(article: &Article) -> Vec<Vec<&str>> {
    let Some(field) = article.field("categories").or_else(|| article.field("category")) else { return Vec::new() };
    match &field.value.data {
        Data::List(items) if items.iter().any(|item| matches!(item.data, Data::List(_))) => {
            items.iter().map(|item| item.items().iter().filter_map(|value| value.scalar()).collect()).collect()
        }
        _ => vec![field.value.items().iter().filter_map(|value| value.scalar()).collect::<Vec<_>>()],
    }
    .into_iter()
    .filter(|chain: &Vec<&str>| !chain.is_empty())
    .collect()
}

/// The date as Hexo takes it: what is written without a zone, or in UTC, is the site's own time. With another offset the day may
/// change, and with it the URL: then it is not known.
fn written_date(article: &Article) -> Option<Date> {
    let text = article.field("date")?.value.scalar()?;
    let time = text.split_once([':']).map_or("", |(_, rest)| rest);
    if time.contains('+') || time.contains('-') {
        return None;
    }
    date::read(text).ok()
}

impl Generator for Hexo {
    fn name(&self) -> &'static str {
        "hexo"
    }

    fn content(&self) -> Vec<String> {
        vec![self.source.clone()]
    }

    fn builds(&self, path: &str) -> bool {
        let Some(below) = self.below(path) else { return false };
        let inside = below.strip_prefix("_posts/").or_else(|| below.strip_prefix("_drafts/")).unwrap_or(below);
        let hidden = inside.split('/').any(|part| part.starts_with(['_', '.']));
        (is_markdown(path) || is_html(path)) && !hidden && !self.skip.is_match(below)
    }

    fn publication(&self, path: &str, article: &Article) -> Publication {
        let post = self.below(path).is_some_and(|below| below.starts_with("_posts/"));
        let draft = self.below(path).is_some_and(|below| below.starts_with("_drafts/"));
        // Hexo builds posts of the future.
        Publication { draft: !self.render_drafts && (draft || post && article.says("published", false)), ..Publication::default() }
    }

    fn dialect(&self, path: &str) -> Dialect {
        Dialect {
            html: is_html(path),
            footnotes: false,
            flavour: if self.markdown_it { Flavour::CommonMark } else { Flavour::Marked },
            templates: Templates::Nunjucks,
            front_matter: Forms { without_opening: true, json: true, toml: false },
            ..Dialect::default()
        }
    }

    fn anchors(&self, article: &Article) -> Anchors {
        let ids = match self.markdown_it {
            true => Ids { slug: slug::hexo_markdown_it, style: Style::CounterFromTwo, h1: H1::None, ..Ids::bare() },
            false => Ids {
                slug: if self.smartypants { slug::hexo_marked } else { plain_quotes },
                style: Style::ObjectCounter,
                case: self.anchor_case,
                alias: self.anchor_alias.then_some(slug::slugize),
                ..Ids::bare()
            },
        };
        let mut made = anchors::anchors(article, &ids);
        anchors::insert_at_more(article, "more", &mut made);
        made
    }

    fn url(&self, path: &str, article: &Article) -> Option<String> {
        self.address(path, article)?.page().map(String::from)
    }

    fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    fn aliases(&self, _path: &str, article: &Article) -> Vec<String> {
        let field = article.field("alias").or_else(|| article.field("aliases")).filter(|_| self.alias);
        let written = field.map(|field| field.value.items()).unwrap_or_default();
        let at_root = |alias: &str| format!("{}{}", self.root, percent_encoded(alias.trim_start_matches('/')));
        written.iter().filter_map(|value| value.as_str()).filter(|alias| !alias.is_empty()).map(at_root).collect()
    }

    fn redirects(&self) -> &[(String, String)] {
        &self.redirects
    }

    fn reference(&self, _from: &str, tag: &str, arguments: &str) -> Option<Vec<String>> {
        if tag != "post_link" {
            return None;
        }
        let written = arguments.trim_start();
        let name = match written.chars().next()? {
            quote @ ('"' | '\'') => written[1..].split(quote).next(),
            _ => written.split_whitespace().next(),
        }?;
        // A slug, or else a title.
        (!name.is_empty()).then(|| vec![name.to_string(), titled(name)])
    }

    fn names(&self, path: &str, article: &Article) -> Vec<String> {
        let below = self.below(path).unwrap_or_default();
        let drafts = if self.render_drafts { below.strip_prefix("_drafts/") } else { None };
        let Some(post) = below.strip_prefix("_posts/").or(drafts) else { return Vec::new() };
        let slug = permalink::slug(&self.new_post_name, post);
        std::iter::once(slug).chain(article.first_text(&["title"]).map(|(_, title)| titled(title))).collect()
    }

    fn root(&self) -> &str {
        &self.root
    }

    fn links(&self) -> Links {
        Links::Urls(Sources::Kept)
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        self.external_rel.as_ref()
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some("let hexo-filter-nofollow add nofollow to all links to other sites")
    }

    fn generates(&self, url: &str) -> bool {
        const FILES: &[&str] = &[
            "atom.xml",
            "rss.xml",
            "rss2.xml",
            "feed.xml",
            "sitemap.xml",
            "sitemap.txt",
            "search.xml",
            "search.json",
            "robots.txt",
            "favicon.ico",
        ];
        const OF_THE_THEME: &[&str] = &["css", "js", "lib", "fonts", "img", "assets"];
        let url = url.trim_matches('/');
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        // `/archives/2024/05/`, `/page/2/`
        let dated = |rest: &str| rest.is_empty() || rest.split('/').all(|part| part == "page" || is_number(part));
        url.is_empty()
            || FILES.contains(&url)
            || OF_THE_THEME.iter().any(|folder| below(url, folder).is_some())
            || below(url, &self.archives).is_some_and(dated)
            || below(url, "page").is_some_and(dated)
            || self.taxonomies.iter().any(|folder| below(url, folder).is_some() && !is_markdown(url))
    }

    fn bad_date(&self) -> Option<&'static str> {
        Some("Hexo drops it without a word and takes the time of the file")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::testing;

    fn hexo(files: &[(&str, &str)]) -> Hexo {
        testing::site(files, Hexo::load)
    }

    fn article(site: &Hexo, path: &str, text: &str) -> Article {
        testing::article(site, path, text)
    }

    #[test]
    fn posts_are_referred_to_by_slug_or_title() {
        let site = hexo(&[("_config.yml", "title: x\n")]);
        let post = article(&site, "source/_posts/pots/red.md", "---\ntitle: Red Pots\n---\n");
        assert_eq!(site.names("source/_posts/pots/red.md", &post), ["pots/red", "\"Red Pots\""]);
        assert!(site.names("source/about.md", &post).is_empty());
        assert_eq!(site.reference("", "post_link", "pots/red Some text").unwrap_or_default()[0], "pots/red");
        assert_eq!(site.reference("", "post_link", "'Red Pots' true").unwrap_or_default()[1], "\"Red Pots\"");
        assert!(["asset_img", "asset_path", "asset_link", "raw"].iter().all(|tag| site.reference("", tag, "a.png").is_none()));
    }

    #[test]
    fn dates_are_no_part_of_a_slug_where_files_are_named_with_them() {
        let site = hexo(&[("_config.yml", "new_post_name: :year-:month-:day-:title.md\n")]);
        let post = article(&site, "source/_posts/2024-05-01-red.md", "a");
        assert_eq!(site.names("source/_posts/2024-05-01-red.md", &post), ["red"]);
    }

    #[test]
    fn aliases_need_their_plugin() {
        let text = "---\nalias:\n  - old/index.html\n  - /older.html\n---\n";
        let config = ("_config.yml", "url: https://example.org\nroot: /tea/\nalias:\n  api/index.html: https://example.org/x\n");
        let with = hexo(&[config, ("package.json", r#"{"dependencies":{"hexo-generator-alias":"*"}}"#)]);
        assert_eq!(with.aliases("source/a.md", &article(&with, "source/a.md", text)), ["/tea/old/index.html", "/tea/older.html"]);
        assert_eq!(with.redirects(), [("/tea/api/index.html".to_string(), "https://example.org/x".to_string())]);
        let without = hexo(&[config]);
        assert!(without.aliases("source/a.md", &article(&without, "source/a.md", text)).is_empty() && without.redirects().is_empty());
    }
}
