//! What an Eleventy site serves besides its articles: pages of other template languages, and files that are copied.

use super::super::root::yaml;
use super::super::{Root, join};
use super::config::Config;
use super::data::{self, Cascade, Permalink};
use globset::GlobBuilder;
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::borrow::Cow;

const TEMPLATES: &[&str] = &[
    ".njk",
    ".liquid",
    ".11ty.js",
    ".11ty.cjs",
    ".11ty.mjs",
    ".11ty.ts",
    ".11ty.jsx",
    ".11ty.tsx",
    ".webc",
    ".ejs",
    ".hbs",
    ".mustache",
    ".haml",
    ".pug",
    ".vto",
];

/// URLs without the slashes around them.
#[derive(Default)]
pub struct Pages {
    urls: FxHashSet<String>,
    /// Where a template fills in the rest.
    begins: Vec<String>,
    /// Names of files, where what is copied is not all known.
    names: FxHashSet<String>,
}

impl Pages {
    pub fn read(root: &Root<'_>, config: &Config, cascade: &Cascade) -> Pages {
        let mut pages = Pages::default();
        for file in root.files {
            if TEMPLATES.iter().any(|ending| file.ends_with(ending)) && config.is_template(file) {
                pages.template(root, config, cascade, file);
            } else if config.copies_more
                && let Some(name) = file.rsplit('/').next()
            {
                pages.names.insert(name.to_string());
            }
        }
        for (from, to) in &config.copies {
            pages.copied(root, config, from, to.as_deref());
        }
        pages
    }

    fn template(&mut self, root: &Root<'_>, config: &Config, cascade: &Cascade, file: &str) {
        let text = (root.read)(file).unwrap_or_default();
        let below = config.below(file).unwrap_or(file);
        let data = data::head(&text).map(yaml).unwrap_or_default();
        let permalink = data.get("permalink").map(data::of_value);
        // A JavaScript template says it in JavaScript.
        let in_script = permalink.is_none() && (file.contains(".11ty.") || text.starts_with("---js")) && text.contains("permalink");
        let permalink = if in_script { Permalink::Unknown } else { permalink.unwrap_or_else(|| cascade.permalink(file)) };
        let field = |name: &str| name.split('.').try_fold(&data, |value, key| value.get(key)).and_then(Value::as_str).map(Cow::Borrowed);
        let paginated = text.contains("pagination");
        match permalink {
            Permalink::Default => {
                let url = data::default_url(below);
                if paginated {
                    self.begins.push(key(&url).to_string());
                }
                self.urls.insert(key(&url).to_string());
            }
            Permalink::Template(template) => match data::filled(&template, below, field).filter(|_| !paginated) {
                Some(permalink) => {
                    self.urls.insert(key(&data::url(&permalink)).to_string());
                }
                None => {
                    let literal = &template[..template.find('{').unwrap_or(template.len())];
                    self.begins.push(literal.trim_start_matches('/').to_string());
                }
            },
            Permalink::Never => {}
            // Anywhere.
            Permalink::Unknown => self.begins.push(String::new()),
        }
    }

    fn copied(&mut self, root: &Root<'_>, config: &Config, from: &str, to: Option<&str>) {
        let glob = from.contains(['*', '?', '{', '[']).then(|| GlobBuilder::new(from).literal_separator(true).build().ok()).flatten();
        let glob = glob.map(|glob| glob.compile_matcher());
        for file in root.files {
            let below = config.below(file).unwrap_or(file);
            let name = file.rsplit('/').next().unwrap_or(file);
            let rest = file.strip_prefix(from).filter(|rest| from.is_empty() || rest.is_empty() || rest.starts_with('/'));
            let url = match (&glob, rest, to) {
                (Some(glob), ..) if !glob.is_match(file) => continue,
                (None, None, _) => continue,
                (_, _, None) => Some(below.to_string()),
                (Some(_), _, Some(to)) => join(to, name),
                (None, Some(""), Some(to)) if to.ends_with('/') || to.is_empty() => join(to, name),
                (None, Some(rest), Some(to)) => join(to, rest),
            };
            self.urls.extend(url.map(|url| key(&url).to_string()));
        }
    }

    pub fn has(&self, url: &str) -> bool {
        // Plugins make these.
        const FEEDS: &[&str] = &["feed.xml", "feed.json", "rss.xml", "atom.xml", "sitemap.xml"];
        let url = key(url);
        if FEEDS.contains(&url.rsplit('/').next().unwrap_or(url)) {
            return true;
        }
        self.urls.contains(url)
            || self.urls.contains(&format!("{url}.html"))
            || self.begins.iter().any(|begin| url.starts_with(begin.trim_end_matches('/')))
            || self.names.contains(url.rsplit('/').next().unwrap_or(url))
    }
}

/// Servers answer `/a`, `/a/` and `/a/index.html` alike.
fn key(url: &str) -> &str {
    url.strip_suffix("index.html").unwrap_or(url).trim_matches('/')
}
