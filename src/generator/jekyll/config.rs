//! What `_config.yml` and the Gemfile say of a Jekyll site.

use super::super::root::{Root, string, yaml};
use super::super::{ExternalRel, host};
use super::clock::Zone;
use super::defaults::Defaults;
use super::entries::Entries;
use super::kramdown::Options;
use super::rel;
use serde_json::Value;

/// The folders and files that Jekyll looks for its configuration in, in its order.
pub const FILES: &[&str] = &["_config.yml", "_config.yaml"];

/// See the module.
pub struct Config {
    /// The folder of the sources, relative to the site: empty, or with a slash at its end.
    pub source: String,
    /// That of `url`.
    pub host: Option<String>,
    /// `baseurl`, with a slash at both ends.
    pub root: String,
    /// `permalink`: the name of a style, or a template.
    pub permalink: String,
    /// `collections_dir` with a slash at its end, or empty.
    pub collections_dir: String,
    pub collections: Vec<Collection>,
    pub defaults: Defaults,
    pub entries: Entries,
    /// The endings of Markdown files.
    pub markdown_ext: Vec<String>,
    pub engine: Engine,
    pub kramdown: Options,
    pub zone: Zone,
    pub future: bool,
    pub unpublished: bool,
    pub show_drafts: bool,
    pub plugins: Plugins,
    pub external_rel: Option<ExternalRel>,
    /// The rest, as it is.
    pub value: Value,
}

/// A collection of documents; `posts` is one of them.
pub struct Collection {
    pub label: String,
    pub output: bool,
    pub permalink: Option<String>,
    pub future: bool,
}

/// What turns Markdown into HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Kramdown,
    /// CommonMark as GitHub Pages had it, with ids of its own making.
    CommonMark,
    Other,
}

impl Config {
    pub fn read(root: &Root<'_>) -> Config {
        let value = root.first(FILES).map(|(_, text)| yaml(&text)).unwrap_or_default();
        let text = |key: &str| string(&value, &[key]);
        let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
        let folder = |key: &str| match text(key).unwrap_or_default().trim_start_matches("./").trim_matches('/') {
            "" | "." => String::new(),
            folder => format!("{folder}/"),
        };
        let base = text("baseurl").unwrap_or_default();
        let collections_dir = folder("collections_dir");
        let markdown_ext = text("markdown_ext").unwrap_or_else(|| "markdown,mkdown,mkdn,mkd,md".into());
        let plugins = Plugins::read(root, &value);
        Config {
            external_rel: rel::external(root, &value, &plugins),
            source: folder("source"),
            host: text("url").as_deref().and_then(host),
            root: match base.trim_matches('/') {
                "" => "/".into(),
                base => format!("/{base}/"),
            },
            permalink: text("permalink").unwrap_or_else(|| "date".into()),
            collections: collections(&value),
            defaults: Defaults::read(&value, &collections_dir),
            collections_dir,
            entries: Entries::read(&value),
            markdown_ext: markdown_ext.split(',').map(|ending| ending.trim().to_ascii_lowercase()).collect(),
            engine: match text("markdown").unwrap_or_else(|| "kramdown".into()).to_ascii_lowercase().as_str() {
                "kramdown" => Engine::Kramdown,
                "commonmarkghpages" | "commonmark" | "gfm" => Engine::CommonMark,
                _ => Engine::Other,
            },
            kramdown: Options::read(&value["kramdown"]),
            zone: text("timezone").map_or(Zone::Builder, |name| Zone::named(&name)),
            future: flag("future"),
            unpublished: flag("unpublished"),
            show_drafts: flag("show_drafts"),
            plugins,
            value,
        }
    }

    /// The template that the name of a style stands for, for posts; another template stays itself.
    pub fn template(style: &str) -> &str {
        match style {
            "none" => "/:categories/:title:output_ext",
            "date" => "/:categories/:year/:month/:day/:title:output_ext",
            "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
            "pretty" => "/:categories/:year/:month/:day/:title/",
            "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
            template => template,
        }
    }

    /// What the site's permalink style puts at the end of a template for pages and documents.
    pub fn suffix(&self) -> &'static str {
        match self.permalink.as_str() {
            "pretty" => "/",
            "date" | "ordinal" | "none" => ":output_ext",
            template if template.ends_with('/') => "/",
            template if template.ends_with(":output_ext") => ":output_ext",
            _ => "",
        }
    }

    /// Whether the ending is one of Markdown.
    pub fn is_markdown(&self, path: &str) -> bool {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        self.markdown_ext.iter().any(|known| known.eq_ignore_ascii_case(ending))
    }
}

/// `collections` as a list of labels or a map; `posts` is always there.
fn collections(config: &Value) -> Vec<Collection> {
    let collection = |label: &str, said: &Value| Collection {
        // Of a label, only these characters name the folder.
        label: label.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')).collect(),
        output: label == "posts" || said["output"].as_bool().unwrap_or(false),
        permalink: string(said, &["permalink"]),
        future: said["future"].as_bool().unwrap_or(false),
    };
    let mut collections: Vec<Collection> = match &config["collections"] {
        Value::Object(map) => map.iter().map(|(label, said)| collection(label, said)).collect(),
        Value::Array(labels) => labels.iter().filter_map(Value::as_str).map(|label| collection(label, &Value::Null)).collect(),
        _ => Vec::new(),
    };
    if !collections.iter().any(|collection| collection.label == "posts") {
        collections.push(collection("posts", &Value::Null));
    }
    collections
}

/// The plugins of a site.
pub struct Plugins {
    names: Vec<String>,
    /// GitHub builds the site: its gem is there, or no Gemfile at all, so that nobody else is told how to.
    pub on_github: bool,
    /// A plugin of the site's own makes pages, or one whose doing is not known here.
    pub makes_pages: bool,
}

impl Plugins {
    fn read(root: &Root<'_>, config: &Value) -> Plugins {
        let gemfile = (root.read)("Gemfile");
        let mut names: Vec<String> = gemfile.as_deref().map(gems).unwrap_or_default();
        let on_github = gemfile.is_none() || names.iter().any(|name| name == "github-pages");
        let listed = ["plugins", "gems"].iter().filter_map(|key| config[*key].as_array()).flatten().filter_map(|name| name.as_str());
        names.extend(listed.map(String::from));
        let folder = string(config, &["plugins_dir"]).unwrap_or_else(|| "_plugins".into());
        let folder = format!("{}/", folder.trim_matches('/'));
        let own = root.files.iter().filter(|file| file.starts_with(&folder) && file.ends_with(".rb")).take(100);
        let is_generator = |text: String| text.contains("Generator") || text.contains("Page.new") || text.contains("PageWithoutAFile");
        // A gem of another name is a theme or a tool.
        let may_make = |name: &String| {
            name.starts_with("jekyll") && name != "jekyll" && !name.starts_with("jekyll-theme-") && !KNOWN.contains(&name.as_str())
        };
        let makes_pages = own.filter_map(|file| (root.read)(file)).any(is_generator)
            || names.iter().any(may_make)
            || config["autopages"]["enabled"].as_bool() == Some(true);
        Plugins { names, on_github, makes_pages }
    }

    /// Whether the site has this plugin, of itself or because GitHub builds it.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name) || self.on_github && ON_GITHUB.contains(&name)
    }

    /// Whether GitHub lets this plugin be, or the site has it: who builds elsewhere may have it and not say so.
    pub fn may_have(&self, name: &str) -> bool {
        self.on_github || self.has(name)
    }
}

/// The plugins that GitHub Pages runs on every site.
const ON_GITHUB: &[&str] = &[
    "jekyll-coffeescript",
    "jekyll-default-layout",
    "jekyll-gist",
    "jekyll-github-metadata",
    "jekyll-optional-front-matter",
    "jekyll-readme-index",
    "jekyll-relative-links",
    "jekyll-titles-from-headings",
];

/// Plugins that make no pages, or pages that are known here.
const KNOWN: &[&str] = &[
    "github-pages",
    "jekyll-admin",
    "jekyll-algolia",
    "jekyll-archives",
    "jekyll-avatar",
    "jekyll-coffeescript",
    "jekyll-commonmark",
    "jekyll-commonmark-ghpages",
    "jekyll-compose",
    "jekyll-compress-images",
    "jekyll-default-layout",
    "jekyll-email-protect",
    "jekyll-feed",
    "jekyll-figure",
    "jekyll-gist",
    "jekyll-github-metadata",
    "jekyll-image-size",
    "jekyll-include-cache",
    "jekyll-last-modified-at",
    "jekyll-livereload",
    "jekyll-loading-lazy",
    "jekyll-mentions",
    "jekyll-mermaid",
    "jekyll-minifier",
    "jekyll-optional-front-matter",
    "jekyll-paginate",
    "jekyll-paginate-v2",
    "jekyll-postcss",
    "jekyll-readme-index",
    "jekyll-redirect-from",
    "jekyll-relative-links",
    "jekyll-remote-theme",
    "jekyll-responsive-image",
    "jekyll-sass-converter",
    "jekyll-seo-tag",
    "jekyll-sitemap",
    "jekyll-spaceship",
    "jekyll-tabs",
    "jekyll-target-blank",
    "jekyll-tidy",
    "jekyll-titles-from-headings",
    "jekyll-toc",
    "jekyll-twitter-plugin",
    "jekyll-watch",
    "jekyll-webp",
    "jekyll-youtube",
    "jemoji",
];

/// The gems that the lines of a Gemfile ask for.
fn gems(gemfile: &str) -> Vec<String> {
    let name = |line: &str| {
        let name = line.trim_start().strip_prefix("gem")?.trim_start_matches([' ', '(']).strip_prefix(['"', '\''])?;
        name.split(['"', '\'']).next().map(String::from)
    };
    gemfile.lines().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gems_that_are_asked_for() {
        let gemfile = "source \"https://rubygems.org\"\ngem \"jekyll\", \"~> 4.3\"\n# gem \"github-pages\"\ngroup :jekyll_plugins do\n  gem 'jekyll-feed'\nend\n";
        assert_eq!(gems(gemfile), ["jekyll", "jekyll-feed"]);
    }

    #[test]
    fn collections_as_list_and_as_map() {
        let labels = |text: &str| collections(&yaml(text)).into_iter().map(|c| (c.label, c.output)).collect::<Vec<_>>();
        assert_eq!(labels("collections: [teas]\n"), [("teas".into(), false), ("posts".into(), true)]);
        assert_eq!(labels("collections:\n  teas:\n    output: true\n  posts:\n"), [("teas".into(), true), ("posts".into(), true)]);
    }
}
