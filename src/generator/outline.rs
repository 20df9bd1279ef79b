use super::{Generator, is_html, is_markdown};
use crate::article::front_matter::Forms;
use crate::article::{Dialect, Templates};

/// A generator of which the outline is known: its folders, its dialect and its ways with titles.
pub struct Outline {
    pub name: &'static str,
    /// Folders of articles, relative to the site; empty for all of it.
    pub folders: Vec<String>,
    /// Folders of the site that hold no articles.
    pub without: &'static [&'static str],
    pub html: bool,
    pub dialect: Dialect,
    pub prints_title: bool,
    pub h1_is_title: bool,
    pub bad_date: Option<&'static str>,
    /// Fields that the generator itself reads as dates.
    pub date_fields: &'static [&'static str],
    /// Folders outside the site.
    pub outside: Vec<String>,
    /// Names that begin with `_` are not built.
    pub partials: bool,
    pub unknown: Vec<String>,
}

impl Outline {
    pub fn new(name: &'static str, folders: Vec<String>) -> Outline {
        Outline {
            name,
            folders,
            without: &[],
            html: false,
            dialect: Dialect::default(),
            prints_title: true,
            h1_is_title: false,
            bad_date: None,
            date_fields: &["date"],
            outside: Vec::new(),
            partials: false,
            unknown: Vec::new(),
        }
    }

    /// Only YAML front matter, and these templates.
    pub fn templates(mut self, templates: Templates) -> Outline {
        self.dialect.templates = templates;
        self
    }

    pub fn forms(mut self, forms: Forms) -> Outline {
        self.dialect.front_matter = forms;
        self
    }
}

impl Generator for Outline {
    fn name(&self) -> &'static str {
        self.name
    }

    fn content(&self) -> Vec<String> {
        match self.folders.is_empty() {
            true => vec![".".into()],
            false => self.folders.iter().chain(&self.outside).cloned().collect(),
        }
    }

    fn builds(&self, path: &str) -> bool {
        let inside = |folder: &String| folder == "." || path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        let skipped = |part: &str| self.without.contains(&part) || (self.partials && part.starts_with('_') && part != "_index.md");
        (is_markdown(path) || self.html && is_html(path))
            && (self.folders.is_empty() || self.folders.iter().chain(&self.outside).any(inside))
            && !path.split('/').any(skipped)
    }

    fn dialect(&self, path: &str) -> Dialect {
        let mut dialect = self.dialect.clone();
        dialect.html = is_html(path);
        if path.ends_with(".mdx") {
            dialect.templates = Templates::Mdx;
        }
        dialect
    }

    fn prints_title(&self) -> bool {
        self.prints_title
    }

    fn h1_is_title(&self) -> bool {
        self.h1_is_title
    }

    fn bad_date(&self) -> Option<&'static str> {
        self.bad_date
    }

    fn date_fields(&self) -> &'static [&'static str] {
        self.date_fields
    }

    fn outside(&self) -> &[String] {
        &self.outside
    }

    fn unknown(&self) -> &[String] {
        &self.unknown
    }
}
