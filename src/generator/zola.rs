//! Zola: pages and sections below `content/`, their URLs by folder and slug.

use super::paths::{glob_set, root_of, split};
use super::root::{string, toml};
use super::slug::{self, zola_slugify};
use super::{
    Anchors, Definition, Explicit, ExternalRel, Footnotes, Generator, Ids, Links, Notes, Own, Publication, Root, Sources, anchors,
    is_markdown, join,
};
use crate::article::front_matter::{self, Forms, FrontMatter};
use crate::article::{Article, Attributes, Dialect, Templates};
use crate::text::percent_encoded;
use globset::{Glob, GlobSet};
use regex::Regex;
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::sync::LazyLock;

const CONFIGS: &[&str] = &["zola.toml", "config.toml"];
const FORMS: Forms = Forms { without_opening: false, json: false, toml: true };

pub const DEFINITION: Definition = Definition {
    name: "zola",
    markers: CONFIGS,
    detect: |root| {
        let (name, text) = root.first(CONFIGS)?;
        let is_zola = toml(&text).get("base_url").is_some() || text.lines().any(|line| line.trim_start().starts_with("base_url"));
        is_zola.then(|| format!("{name} has base_url"))
    },
    load: |root| Box::new(Zola::load(root)),
};

/// The date that a file's name may begin with, and the name behind it.
static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let time = r"T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)";
    Regex::new(&format!(r"^\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])({time})?\s?[_-](?<name>.+)$")).ok()
});

struct Zola {
    host: Option<String>,
    root: String,
    default_language: String,
    /// The other languages, by their codes.
    languages: Vec<String>,
    paths: Strategy,
    anchors: Strategy,
    keep_dates: bool,
    definition_lists: bool,
    bottom_footnotes: bool,
    ignored: GlobSet,
    served: Vec<String>,
    /// Folders of the content that are drafts as a whole.
    draft_folders: Vec<String>,
    /// Where the files beside pages are served, below the root.
    assets: FxHashSet<String>,
    /// The folders of URLs that taxonomies have.
    taxonomies: Vec<String>,
    feeds: Vec<String>,
    external_rel: Option<ExternalRel>,
    /// What styles, scripts and images there are cannot be seen here.
    unseen_assets: bool,
}

/// How Zola makes a slug.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strategy {
    On,
    /// Only what file systems forbid is dropped.
    Safe,
    Off,
}

impl Strategy {
    fn of(config: &Value, key: &str) -> Strategy {
        match string(config, &["slugify", key]).as_deref() {
            Some("safe") => Strategy::Safe,
            Some("off") => Strategy::Off,
            _ => Strategy::On,
        }
    }

    fn slug(self, text: &str) -> String {
        match self {
            Strategy::On => {
                let mut slug = String::with_capacity(text.len());
                zola_slugify(text, &mut slug);
                slug
            }
            Strategy::Safe => text.trim_end_matches([' ', '.']).replace(['<', '>', ':', '"', '/', '|', '?', '*', '\\'], ""),
            Strategy::Off => text.to_string(),
        }
    }
}

impl Zola {
    fn load(root: &Root<'_>) -> Zola {
        let config = root.first(CONFIGS).map(|(_, text)| toml(&text)).unwrap_or_default();
        let markdown = config.get("markdown").cloned().unwrap_or_default();
        let flag = |of: &Value, key: &str| of.get(key).and_then(Value::as_bool).unwrap_or(false);
        let theme = string(&config, &["theme"]).map(|theme| format!("themes/{theme}"));
        let base = string(&config, &["base_url"]).unwrap_or_default();
        let mut zola = Zola {
            host: super::host(&base),
            root: root_of(&base),
            default_language: string(&config, &["default_language"]).unwrap_or_else(|| "en".into()),
            languages: Vec::new(),
            paths: Strategy::of(&config, "paths"),
            anchors: Strategy::of(&config, "anchors"),
            keep_dates: config.get("slugify").is_some_and(|slugify| flag(slugify, "paths_keep_dates")),
            definition_lists: flag(&markdown, "definition_list"),
            bottom_footnotes: flag(&markdown, "bottom_footnotes"),
            ignored: globs(&config, "ignored_content"),
            served: vec!["static".into(), "content".into()],
            draft_folders: Vec::new(),
            assets: FxHashSet::default(),
            taxonomies: Vec::new(),
            feeds: vec!["atom.xml".into(), "rss.xml".into()],
            external_rel: flag(&markdown, "external_links_no_follow").then(|| ExternalRel::in_markdown(Some("nofollow"), Own::Kept)),
            unseen_assets: theme.as_ref().is_some_and(|theme| !root.has_dir(theme)),
        };
        zola.served.extend(theme.map(|theme| format!("{theme}/static")));
        zola.languages(&config);
        zola.content_of(root);
        zola
    }

    /// The languages, and what each has of its own: taxonomies, names of feeds.
    fn languages(&mut self, config: &Value) {
        let own = (String::new(), config.clone());
        let others: Vec<(String, Value)> = match config.get("languages") {
            Some(Value::Object(languages)) => languages.iter().map(|(code, options)| (code.clone(), options.clone())).collect(),
            // As before Zola 0.14.
            Some(Value::Array(languages)) => {
                languages.iter().filter_map(|options| Some((string(options, &["code"])?, options.clone()))).collect()
            }
            _ => Vec::new(),
        };
        let strategy = Strategy::of(config, "taxonomies");
        let base = string(config, &["taxonomy_root"]);
        for (code, options) in std::iter::once(own).chain(others) {
            let code = if code == self.default_language { String::new() } else { code };
            let lists = |key: &str| options.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
            for taxonomy in lists("taxonomies") {
                let Some(name) = string(&taxonomy, &["name"]) else { continue };
                let language = string(&taxonomy, &["lang"]).unwrap_or_else(|| code.clone());
                let parts = [Some(language), base.clone(), Some(strategy.slug(&name))];
                let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                self.taxonomies.push(parts.join("/"));
            }
            self.feeds.extend(lists("feed_filenames").iter().filter_map(Value::as_str).map(String::from));
            self.feeds.extend(string(&options, &["feed_filename"]));
            if !code.is_empty() {
                self.languages.push(code);
            }
        }
    }

    /// What the files of the content say of others: drafts that are whole folders, and where the files beside a page go.
    fn content_of(&mut self, root: &Root<'_>) {
        let front = |path: &str| (root.read)(path).and_then(|text| front_matter::read(&text, 0, FORMS).front_matter);
        for path in root.files {
            let Some(below) = path.strip_prefix("content/") else { continue };
            let (folder, name) = split(below);
            if !name.ends_with(".md") {
                continue;
            }
            if name.starts_with("_index.") && !folder.is_empty() && is_draft(front(path).as_ref()) {
                self.draft_folders.push(folder.to_string());
            } else if name.starts_with("index.") && !folder.is_empty() {
                let prefix = format!("content/{folder}/");
                let first = root.files.partition_point(|file| *file < prefix);
                let beside = root.files[first..].iter().map_while(|file| file.strip_prefix(&prefix)).filter(|file| !file.ends_with(".md"));
                let mut beside = beside.peekable();
                if beside.peek().is_some()
                    && let Some(page) = self.page(below, front(path).as_ref())
                {
                    self.assets.extend(beside.map(|file| format!("{page}{file}")));
                }
            }
        }
    }

    /// The name of a file without its ending and its language, and the language if it is not the default one. `None` where Zola stops.
    fn name<'p>(&self, name: &'p str) -> Option<(&'p str, Option<&str>)> {
        let stem = name.strip_suffix(".md")?;
        match stem.split_once('.').filter(|_| !self.languages.is_empty()) {
            None => Some((stem, None)),
            Some((_, code)) if code == self.default_language => Some((stem, None)),
            Some((name, code)) => Some((name, Some(self.languages.iter().find(|language| *language == code)?))),
        }
    }

    /// The path below the root at which the file `below` the content folder is served, decoded, with a slash at its end unless it is empty.
    fn page(&self, below: &str, front: Option<&FrontMatter>) -> Option<String> {
        let (mut folder, file) = split(below);
        let (name, language) = self.name(file)?;
        let own = |key: &str| front.and_then(|front| front.get(key)).and_then(|field| field.value.as_str()).filter(|text| !text.is_empty());
        let slug = match name {
            "_index" => String::new(),
            _ if own("path").is_some() => return own("path").map(|path| with_slash(path.trim().trim_start_matches('/'))),
            "index" if folder.is_empty() => String::new(),
            _ => {
                let named = if name == "index" {
                    let (above, last) = split(folder);
                    folder = above;
                    last
                } else {
                    name
                };
                let may_begin = named.starts_with(|c: char| c.is_ascii_digit() || !c.is_ascii()) && !self.keep_dates;
                let cut = || DATED.as_ref().filter(|_| may_begin).and_then(|dated| dated.captures(named)?.name("name"));
                let slug = self.paths.slug(own("slug").unwrap_or_else(|| cut().map_or(named, |name| name.as_str())));
                (!slug.is_empty()).then_some(slug)?
            }
        };
        let parts = [language.unwrap_or_default(), folder, &slug];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(with_slash(&parts.join("/")))
    }
}

fn with_slash(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { path.to_string() } else { format!("{path}/") }
}

fn is_draft(front: Option<&FrontMatter>) -> bool {
    says(front, "draft", true)
}

fn says(front: Option<&FrontMatter>, key: &str, value: bool) -> bool {
    front.and_then(|front| front.get(key)).is_some_and(|field| field.value.as_bool() == Some(value))
}

fn globs(config: &Value, key: &str) -> GlobSet {
    let patterns = config.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    glob_set(patterns.map(Glob::new))
}

impl Generator for Zola {
    fn name(&self) -> &'static str {
        "zola"
    }

    fn content(&self) -> Vec<String> {
        vec!["content".into()]
    }

    fn builds(&self, path: &str) -> bool {
        let Some(below) = path.strip_prefix("content/") else { return false };
        let name = split(below).1;
        let is_section = name.starts_with("_index.");
        let known = || matches!(self.name(name), Some(("_index", _)));
        // Globs are put to the whole path of the file.
        name.ends_with(".md") && !name.starts_with('.') && (!is_section || known()) && !self.ignored.is_match(format!("/{path}"))
    }

    fn dialect(&self, _path: &str) -> Dialect {
        Dialect {
            attributes: Attributes::Pulldown,
            definition_lists: self.definition_lists,
            templates: Templates::Shortcodes,
            front_matter: FORMS,
            ..Dialect::default()
        }
    }

    fn publication(&self, path: &str, article: &Article) -> Publication {
        let below = path.strip_prefix("content/").unwrap_or(path);
        let in_draft =
            self.draft_folders.iter().any(|folder| below.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/')));
        // Zola builds pages of the future.
        Publication { draft: in_draft || is_draft(article.front_matter.as_ref()), ..Publication::default() }
    }

    fn anchors(&self, article: &Article) -> Anchors {
        let footnotes = match self.bottom_footnotes {
            true => Footnotes {
                mark: |label, _, time| format!("fr-{label}-{time}"),
                note: |label, _| format!("fn-{label}"),
                notes: Notes::AtEnd,
                lower: false,
            },
            false => Footnotes { mark: |_, _, _| String::new(), note: |label, _| label.to_string(), notes: Notes::InPlace, lower: false },
        };
        let slug = if self.anchors == Strategy::On { slug::zola } else { slug::zola_safe };
        let ids = Ids { slug, footnotes: Some(footnotes), explicit: Explicit::ReservedFirst, ..Ids::bare() };
        let mut made = anchors::anchors(article, &ids);
        anchors::insert_at_more(article, "continue-reading", &mut made);
        made
    }

    fn url(&self, path: &str, article: &Article) -> Option<String> {
        let front = article.front_matter.as_ref();
        let page = self.page(path.strip_prefix("content/")?, front).filter(|_| !says(front, "render", false))?;
        Some(percent_encoded(&format!("{}{page}", self.root)))
    }

    fn aliases(&self, _path: &str, article: &Article) -> Vec<String> {
        let aliases = article.field("aliases").map(|field| field.value.items()).unwrap_or_default();
        let path = |alias: &str| {
            let alias = alias.trim_start_matches('/');
            percent_encoded(&format!("{}{}", self.root, if alias.ends_with(".html") { alias.to_string() } else { with_slash(alias) }))
        };
        aliases.iter().filter_map(|alias| alias.as_str()).map(path).collect()
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

    /// Only `@/` leads to files, from the content folder; all other links are URLs.
    fn sources(&self, _from: &str, link: &str) -> Vec<String> {
        link.strip_prefix("@/").and_then(|path| join("content", path)).into_iter().collect()
    }

    fn served(&self) -> Vec<String> {
        self.served.clone()
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        self.external_rel.as_ref()
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some(
            "set `external_links_no_follow = true` under `[markdown]` in Zola's configuration, which adds nofollow to all links to other sites",
        )
    }

    fn generates(&self, url: &str) -> bool {
        const FILES: &[&str] = &["404.html", "robots.txt", "elasticlunr.min.js"];
        let path = url.trim_matches('/');
        let name = split(path).1;
        let below = |folder: &str| path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_asset = || name.contains('.') && !name.ends_with(".html") && !is_markdown(name);
        path.is_empty()
            || FILES.contains(&path)
            || self.assets.contains(url)
            || self.languages.iter().any(|code| code == path)
            || path.starts_with("search_index.")
            || path.starts_with("sitemap") && path.ends_with(".xml")
            || path.starts_with("processed_images/")
            // From Sass, of the site or the theme, and the colours of code.
            || name.ends_with(".css")
            || self.feeds.iter().any(|feed| feed == name)
            || self.taxonomies.iter().any(|taxonomy| below(taxonomy))
            // `page` may be called otherwise, but the number is always there.
            || is_number(name) && path.contains('/')
            || self.unseen_assets && is_asset()
    }

    fn bad_date(&self) -> Option<&'static str> {
        Some("Zola stops the build at it")
    }
}

#[cfg(test)]
mod tests;
