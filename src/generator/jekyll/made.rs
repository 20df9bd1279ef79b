//! What a Jekyll site serves besides its articles: files made from others, and the pages that plugins make.

use super::super::paths::{folder_of, is_html};
use super::super::root::{Root, string, yaml};
use super::config::Config;
use super::permalink::Document;
use super::place::{Kind, Place, split_ending};
use rustc_hash::FxHashSet;
use serde_json::Value;

/// See the module.
#[derive(Default)]
pub struct Made {
    /// Files that are articles or not by what they hold, and are: relative to the site.
    pub pages: FxHashSet<String>,
    /// Paths below `baseurl`, decoded.
    urls: FxHashSet<String>,
    patterns: Vec<Vec<String>>,
    /// Assets of a theme.
    theme: bool,
    anything: bool,
}

/// Names that GitHub does not make pages of unless they have front matter.
const NO_ARTICLES: &[&str] =
    &["readme", "license", "licence", "copying", "code_of_conduct", "contributing", "issue_template", "pull_request_template", "changelog"];

/// Whether a file is about the repository and not of the site.
pub fn is_about(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    NO_ARTICLES.iter().any(|about| split_ending(name).0.eq_ignore_ascii_case(about))
}

impl Made {
    pub fn read(root: &Root<'_>, config: &Config) -> Made {
        let mut made = Made { theme: config.plugins.on_github, anything: config.plugins.makes_pages, ..Made::default() };
        for key in ["theme", "remote_theme"] {
            made.theme |= string(&config.value, &[key]).is_some();
        }
        // Files of data and the like are looked into for a `permalink`, as long as they are few.
        let mut others = 200;
        for path in root.files {
            let Some(place) = Place::of(config, path) else { continue };
            let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
            if matches!(place.kind, Kind::Post { .. } | Kind::Draft { .. }) {
                continue;
            }
            let is_text = config.is_markdown(path);
            if is_html(path) || is_text && is_about(path) {
                match head(root, path).is_some() {
                    true => {
                        made.pages.insert(path.clone());
                    }
                    false => made.serve(config, &place, is_text),
                }
            } else if let Some(made_of) = matches!(ending, "scss" | "sass" | "coffee").then(|| split_ending(place.relative).0) {
                made.urls.insert(format!("{made_of}.{}", if ending == "coffee" { "js" } else { "css" }));
            } else if matches!(ending, "xml" | "json" | "txt" | "css" | "js" | "liquid" | "webmanifest") && others > 0 {
                others -= 1;
                let permalink = head(root, path).and_then(|head| string(&head, &["permalink"]));
                made.urls.extend(permalink.map(|permalink| permalink.trim_matches('/').to_string()));
                made.serve(config, &place, false);
            } else if !is_text {
                made.serve(config, &place, false);
            }
        }
        made.plugins(config);
        made.anything |= is_partial(root, config, made.urls.contains(""));
        made
    }

    /// A file that is served as it is.
    fn serve(&mut self, config: &Config, place: &Place<'_>, is_markdown: bool) {
        match place.kind {
            Kind::Document { collection, entry } if collection.output => {
                let (stem, ending) = split_ending(entry);
                let path = format!("/{stem}");
                let basename = path.rsplit('/').next().unwrap_or_default();
                let document = Document { collection: &collection.label, path: path.as_str().into(), basename, ..Document::default() };
                let suffixed = format!("/:collection/:path{}", config.suffix());
                let url = document.url(collection.permalink.as_deref().unwrap_or(&suffixed));
                self.urls.extend(url.map(|url| format!("{}{ending}", crate::text::percent_decoded(url.trim_matches('/')))));
            }
            Kind::Page if is_markdown => {
                self.urls.insert(place.relative.to_string());
                // A README is the page of its folder where that has no other.
                if config.plugins.has("jekyll-readme-index") {
                    self.urls.insert(folder_of(place.relative).to_string());
                }
            }
            _ => {}
        }
    }

    /// What plugins make, as far as the configuration tells.
    fn plugins(&mut self, config: &Config) {
        let (value, plugins) = (&config.value, &config.plugins);
        let mut serve = |url: &str| {
            self.urls.insert(url.trim_matches('/').to_string());
        };
        // The feed is part of most themes.
        if plugins.may_have("jekyll-feed") || self.theme {
            serve(string(value, &["feed", "path"]).as_deref().unwrap_or("feed.xml"));
            self.patterns.push(pattern("feed/:name"));
            self.patterns.push(pattern("feed/by_tag/:name"));
        }
        if plugins.may_have("jekyll-sitemap") {
            serve("sitemap.xml");
            serve("robots.txt");
        }
        if plugins.has("jekyll-paginate") || plugins.has("jekyll-paginate-v2") || value.get("paginate").is_some() {
            let path = string(value, &["paginate_path"]).or_else(|| string(value, &["pagination", "permalink"]));
            self.patterns.push(pattern(path.as_deref().unwrap_or("/page:num")));
            self.patterns.push(pattern(":name/page/:num"));
        }
        let archives = &value["jekyll-archives"];
        if plugins.has("jekyll-archives") || archives.is_object() {
            const DEFAULTS: [(&str, &str); 5] = [
                ("year", "/:year/"),
                ("month", "/:year/:month/"),
                ("day", "/:year/:month/:day/"),
                ("tag", "/tag/:name/"),
                ("category", "/category/:name/"),
            ];
            let template = |(key, default): (&str, &str)| string(archives, &["permalinks", key]).unwrap_or_else(|| default.into());
            self.patterns.extend(DEFAULTS.map(template).iter().map(|template| pattern(template)));
        }
        if plugins.may_have("jekyll-redirect-from") {
            serve("redirects.json");
        }
    }

    /// Whether the site serves this path below `baseurl`, which no file of it has.
    pub fn serves(&self, url: &str) -> bool {
        let url = url.trim_matches('/');
        let stem = url.strip_suffix("index.html").or_else(|| url.strip_suffix(".html")).unwrap_or(url).trim_end_matches('/');
        let fits = |pattern: &Vec<String>| {
            let mut parts = stem.split('/');
            pattern.iter().all(|wanted| parts.next().is_some_and(|part| part_fits(wanted, part))) && parts.next().is_none()
        };
        stem.is_empty()
            || self.urls.contains(url)
            || self.theme && url.starts_with("assets/")
            || self.patterns.iter().any(fits)
            || self.anything && !super::super::is_markdown(url)
    }
}

/// Whether the site is not all here: it has no front page, and the configuration names files (`logo: /assets/logo.png`) that are missing.
fn is_partial(root: &Root<'_>, config: &Config, has_front: bool) -> bool {
    let inside = |path: &str| format!("{}{path}", config.source);
    let is_front = |path: &&String| path.strip_prefix(config.source.as_str()).is_some_and(|path| path.starts_with("index."));
    let is_missing = |text: &str| {
        let path = text.strip_prefix('/').filter(|path| !path.starts_with('/') && !path.contains([':', '*', ' ', '{']));
        let is_file = |path: &&str| path.rsplit('/').next().is_some_and(|name| name.trim_start_matches('.').contains('.'));
        path.filter(is_file).is_some_and(|path| !root.has(&inside(path)))
    };
    !has_front && !root.files.iter().any(|path| is_front(&path)) && any_text(&config.value, &is_missing)
}

/// Whether any text in a value is so.
fn any_text(value: &Value, is_so: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is_so(text),
        Value::Array(items) => items.iter().any(|item| any_text(item, is_so)),
        Value::Object(map) => map.values().any(|item| any_text(item, is_so)),
        _ => false,
    }
}

/// The parts of a template; a placeholder is one that holds a colon.
fn pattern(template: &str) -> Vec<String> {
    template.trim_matches('/').split('/').map(String::from).collect()
}

/// Whether a part of a URL fits one of a template: what stands before the placeholder is there, and for numbers a number behind it.
fn part_fits(wanted: &str, part: &str) -> bool {
    let Some((before, placeholder)) = wanted.split_once(':') else { return wanted == part };
    let Some(rest) = part.strip_prefix(before) else { return false };
    let is_number = matches!(placeholder, "num" | "year" | "month" | "day");
    !rest.is_empty() && (!is_number || rest.bytes().all(|b| b.is_ascii_digit()))
}

/// The front matter of a file, if it begins with one.
fn head(root: &Root<'_>, path: &str) -> Option<Value> {
    let text = (root.read)(path)?;
    let text = text.trim_start_matches('\u{FEFF}');
    let (first, rest) = text.split_once('\n')?;
    if !first.starts_with("---") || !first[3..].trim().is_empty() {
        return None;
    }
    let end = rest.lines().scan(0, |at, line| Some((std::mem::replace(at, *at + line.len() + 1), line)));
    let (end, _) = end.into_iter().find(|(_, line)| line.starts_with("---") || line.starts_with("..."))?;
    Some(yaml(rest.get(..end).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_templates() {
        let fits = |template: &str, url: &str| {
            let made = Made { patterns: vec![pattern(template)], ..Made::default() };
            made.serves(url)
        };
        assert!(fits("/page:num", "page2/") && fits("/blog/page/:num/", "/blog/page/12") && fits("/tag/:name/", "tag/green-tea/"));
        assert!(!fits("/page:num", "pages") && !fits("/tag/:name/", "tag/a/b") && !fits("/:year/", "tea"));
    }
}
