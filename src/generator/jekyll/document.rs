//! An article as Jekyll sees it: its front matter, what the configuration adds to it, and what its path says.

use super::clock;
use super::config::Config;
use super::permalink::{self, Document};
use super::place::{Kind, Place, dated, split_ending};
use crate::article::{Article, Data};
use crate::generator::date::Date;
use crate::generator::paths::folder_of;
use serde_json::Value;
use std::borrow::Cow;

/// See the module.
pub struct Sheet<'a> {
    pub config: &'a Config,
    pub place: Place<'a>,
    pub article: &'a Article,
}

impl<'a> Sheet<'a> {
    fn default(&self, name: &str) -> Option<&'a Value> {
        self.config.defaults.find(self.place.relative, self.place.type_name(), name)
    }

    /// A field as text: the article's own, or that of the defaults.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        match self.article.field(name).map(|field| &field.value) {
            Some(value) if !matches!(value.data, Data::Null) => value.scalar(),
            // A page that says nothing has nothing; a document has the default.
            Some(_) if matches!(self.place.kind, Kind::Page) => None,
            _ => self.default(name).and_then(Value::as_str),
        }
    }

    /// Whether a field is `false`. Pages do not ask the defaults for it.
    pub fn is_off(&self, name: &str) -> bool {
        match self.article.field(name).map(|field| &field.value) {
            Some(value) if !matches!(value.data, Data::Null) => value.as_bool() == Some(false),
            _ => !matches!(self.place.kind, Kind::Page) && self.default(name).and_then(Value::as_bool) == Some(false),
        }
    }

    /// The date, in the site's zone: `date`, or what the file's name says.
    pub fn date(&self) -> Option<Date> {
        match self.article.field("date").map(|field| &field.value) {
            Some(value) if !matches!(value.data, Data::Null) => {
                let quoted = value.span.of(self.article.text()).starts_with(['"', '\'']);
                clock::read(value.scalar()?, quoted, self.config.zone)
            }
            _ => {
                let (date, _) = dated(self.place.name())?;
                // Of two digits of a year, the century is the one nearer.
                let century = match date.find('-') {
                    Some(2) if date < "69" => "20",
                    Some(2) => "19",
                    _ => "",
                };
                clock::read(&format!("{century}{date}"), true, self.config.zone)
            }
        }
    }

    /// `slug`, or the file's name without its date and its ending.
    fn slug(&self) -> &'a str {
        let name = self.place.name();
        let of_name = || dated(name).map_or_else(|| split_ending(name).0, |(_, slug)| slug).trim_end_matches('.');
        self.text("slug").unwrap_or_else(of_name)
    }

    /// The categories: the folders above a post, those of the defaults, those of the front matter.
    fn categories(&self) -> Vec<Cow<'a, str>> {
        let above = match self.place.kind {
            Kind::Post { above, .. } | Kind::Draft { above, .. } => above,
            _ => "",
        };
        let mut categories: Vec<Cow<'a, str>> = above.split('/').filter(|part| !part.is_empty()).map(Cow::from).collect();
        match self.default("categories") {
            Some(Value::String(text)) => categories.extend(text.split_whitespace().map(Cow::from)),
            Some(Value::Array(items)) => categories.extend(items.iter().filter_map(Value::as_str).map(Cow::from)),
            _ => {}
        }
        match self.article.field("categories").map(|field| &field.value.data) {
            // A text is several, a list may hold blanks.
            Some(Data::String(text)) => categories.extend(text.text().split_whitespace().map(Cow::from)),
            Some(Data::List(items)) => categories.extend(items.iter().filter_map(|item| item.scalar()).map(Cow::from)),
            _ => {}
        }
        if let Some(field) = self.article.field("category") {
            categories.extend(field.value.items().iter().filter_map(|item| item.scalar()).map(Cow::from));
        } else if let Some(category) = self.default("category").and_then(Value::as_str) {
            categories.push(category.into());
        }
        categories
    }

    /// The site-root path below `baseurl`, percent-encoded.
    pub fn url(&self) -> Option<String> {
        let name = self.place.name();
        let (basename, ending) = split_ending(name);
        let output_ext = if self.config.is_markdown(name) { ".html" } else { ending };
        let own = self.text("permalink");
        if let Kind::Page = self.place.kind {
            let folder = folder_of(self.place.relative);
            let basename = basename.trim_end_matches('.');
            let suffixed;
            let template = match own {
                Some(own) => own,
                None if basename == "index" => "/:path/",
                None => {
                    suffixed = format!("/:path/:basename{}", self.config.suffix());
                    &suffixed
                }
            };
            return Some(permalink::page(template, folder, basename, output_ext));
        }
        let (label, permalink) = match self.place.kind {
            Kind::Document { collection, .. } => (collection.label.as_str(), collection.permalink.as_deref()),
            _ => ("posts", self.config.collections.iter().find(|c| c.label == "posts").and_then(|posts| posts.permalink.as_deref())),
        };
        let suffixed;
        let template = match own.or(permalink) {
            Some(template) => template,
            None if label == "posts" => Config::template(&self.config.permalink),
            None => {
                suffixed = format!("/:collection/:path{}", self.config.suffix());
                &suffixed
            }
        };
        let document = Document {
            collection: label,
            path: self.path(),
            basename,
            slug: self.slug(),
            categories: self.categories(),
            date: self.date(),
            output_ext,
        };
        document.url(template)
    }

    /// The path without the folder of its kind and its ending.
    fn path(&self) -> Cow<'a, str> {
        let stem = |path: &'a str| path[..path.len() - split_ending(self.place.name()).1.len()].trim_end_matches('.');
        match self.place.kind {
            Kind::Post { above, entry } | Kind::Draft { above, entry } if !above.is_empty() => format!("{above}/{}", stem(entry)).into(),
            _ => format!("/{}", stem(self.place.entry())).into(),
        }
    }
}
