//! The names that Hugo's pages go by: paths below the content, without endings and languages.

use super::super::paths::{folder_of, split};
use super::config::Config;
use std::borrow::Cow;

/// What a content file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `kettle.md`: a page.
    Single,
    /// `index.md`: a page that has its folder for itself.
    Leaf,
    /// `_index.md`: the page of the section that its folder is.
    Branch,
}

/// A content file as Hugo knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logical<'c> {
    pub language: &'c str,
    /// The folder below the content, as written; `` for the content itself.
    pub folder: Cow<'c, str>,
    /// The name without endings and languages, as written.
    pub name: &'c str,
    pub shape: Shape,
}

/// The endings of the files that Hugo makes pages of.
const ENDINGS: &[&str] = &["md", "markdown", "mdown", "html", "htm", "adoc", "asciidoc", "ad", "org", "rst", "pandoc", "pdc"];

/// The file's ending in lower case, if Hugo makes pages of such files.
pub fn ending(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    ENDINGS.iter().copied().find(|known| ending.eq_ignore_ascii_case(known))
}

impl<'c> Logical<'c> {
    /// A file of the site; `None` for one that is no content, or of a language that is not built.
    pub fn of(config: &'c Config, path: &'c str) -> Option<Logical<'c>> {
        ending(path)?;
        let (mount, below) = config.content.iter().find_map(|mount| Some((mount, mount.below(path)?)))?;
        let (folder, file) = split(below);
        let (name, language) = cut(config, file);
        let language = language.or(mount.language.as_deref()).unwrap_or_else(|| config.default_language());
        let language = config.languages.iter().find(|known| **known == language)?;
        let folder = match (mount.target.as_str(), folder) {
            ("", folder) | (folder, "") => Cow::Borrowed(folder),
            (target, folder) => Cow::Owned([target, "/", folder].concat()),
        };
        Some(Logical { language, folder, name, shape: Shape::of(name) })
    }

    /// Its path, which references know it by.
    pub fn base(&self) -> String {
        match self.shape {
            Shape::Single if self.folder.is_empty() => normal(["/", self.name].concat()),
            Shape::Single => normal(["/", &*self.folder, "/", self.name].concat()),
            Shape::Leaf | Shape::Branch => normal(["/", &*self.folder].concat()),
        }
    }

    /// The name of the page, as written: of a bundle, its folder's.
    pub fn own_name(&self) -> &str {
        match self.shape {
            Shape::Single => self.name,
            Shape::Leaf | Shape::Branch => self.folder.rsplit('/').next().unwrap_or_default(),
        }
    }

    /// The folder that holds the page, a bundle being one thing.
    pub fn container(&self) -> &str {
        match self.shape {
            Shape::Single => &self.folder,
            Shape::Leaf | Shape::Branch => folder_of(&self.folder),
        }
    }

    /// The first folder; none for pages that lie beside the sections.
    pub fn section(&self) -> String {
        match self.folder.split_once('/') {
            Some((first, _)) => normal(first.into()),
            None if self.shape == Shape::Leaf => String::new(),
            None => normal(self.folder.to_string()),
        }
    }

    /// Whether it is a front page.
    pub fn is_home(&self) -> bool {
        self.shape != Shape::Single && self.folder.is_empty()
    }
}

impl Shape {
    fn of(name: &str) -> Shape {
        match name {
            _ if name.eq_ignore_ascii_case("index") => Shape::Leaf,
            _ if name.eq_ignore_ascii_case("_index") => Shape::Branch,
            _ => Shape::Single,
        }
    }
}

/// A file's name without its ending and what follows its language, and the language.
///
/// The last part that names a language counts; the first part stays in the name even then.
fn cut<'n>(config: &'n Config, file: &'n str) -> (&'n str, Option<&'n str>) {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let code = |part: &str| {
        let mut known = config.languages.iter().chain(&config.disabled);
        known.find(|code| part.eq_ignore_ascii_case(code)).map(String::as_str)
    };
    let mut name = stem;
    while let Some((before, part)) = name.rsplit_once('.') {
        if let Some(code) = code(part) {
            return (before, Some(code));
        }
        name = before;
    }
    (stem, if name == stem { None } else { code(name) })
}

/// The path of a reference (`../pots/kettle.md`), which may be that of a page, from the folder where it begins.
pub fn base_of(config: &Config, folder: &str, reference: &str) -> Option<String> {
    let joined = super::super::join(if reference.starts_with('/') { "" } else { folder }, reference)?;
    let (above, file) = split(&joined);
    let name = if ending(file).is_some() { cut(config, file).0 } else { file };
    let is_page = ending(file).is_none() || Shape::of(name) == Shape::Single;
    Some(normal(match (is_page, above) {
        (false, above) => format!("/{above}"),
        (true, "") => format!("/{name}"),
        (true, above) => format!("/{above}/{name}"),
    }))
}

/// A path in lower case, with hyphens for blanks.
pub fn normal(mut path: String) -> String {
    if path.is_ascii() {
        path.make_ascii_lowercase();
    } else {
        path = path.to_lowercase();
    }
    if path.contains(' ') { path.replace(' ', "-") } else { path }
}

/// The path with the folder's own accents and case, or without, as the site wants it.
pub fn in_urls<'p>(config: &Config, path: &'p str) -> Cow<'p, str> {
    if config.keep_case { Cow::Borrowed(path) } else { Cow::Owned(normal(path.into())) }
}
