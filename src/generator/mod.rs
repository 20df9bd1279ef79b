//! What the site generator makes of an article: which files it builds, where, with which ids, and what it prints itself.

mod anchors;
mod astro;
pub mod date;
mod docusaurus;
mod eleventy;
mod hexo;
mod hosting;
mod hugo;
mod jekyll;
mod mdbook;
mod mkdocs;
mod paths;
mod plain;
mod rel;
mod root;
mod script;
pub mod slug;
#[cfg(test)]
mod testing;
mod vitepress;
mod zola;

pub use anchors::{Anchor, Anchors, Explicit, Footnotes, From, Given, H1, Ids, Notes};
pub use hosting::redirects as hosted_redirects;
pub use paths::{any_has, is_html, is_markdown, join};
pub use rel::{ExternalRel, LinkAttributes, Own};
pub use root::Root;

use crate::article::{Article, Dialect};
use date::Day;
use serde::{Deserialize, Serialize};

/// How a generator treats an article: what it builds, with which ids, and where it serves it. What cannot be known is `None` or
/// [`Links::Unknown`], and rules are lenient there. The defaults are what most generators do.
pub trait Generator: Send + Sync {
    /// The name used in configuration and reports.
    fn name(&self) -> &'static str;

    /// Whether the ids of headings are those that the generator makes: its configuration may have a rule of its own for them.
    fn knows_ids(&self) -> bool {
        true
    }

    /// The folders that articles come from, for `inspect`; relative to the site, `.` for all of it.
    fn content(&self) -> Vec<String>;

    /// Whether the generator builds a page from this file (path relative to the site).
    fn builds(&self, path: &str) -> bool;

    /// How the file is written.
    fn dialect(&self, path: &str) -> Dialect;

    /// When the page is published, if ever. A file that [`Generator::builds`] refuses is none of this.
    fn publication(&self, path: &str, article: &Article) -> Publication {
        let in_drafts = path.split('/').any(|part| part == "_drafts" || part == "drafts");
        Publication { draft: in_drafts || article.says("draft", true) || article.says("published", false), ..Publication::default() }
    }

    /// The ids that the page has, in document order.
    fn anchors(&self, article: &Article) -> Anchors;

    /// Whether pages may have this id by something that cannot be seen here, such as a plugin of the site's own.
    fn may_have_id(&self, _id: &str) -> bool {
        false
    }

    /// The site-root path of the page, percent-encoded, drafts and future pages as if they were published; `None` where there is none
    /// or it cannot be known.
    fn url(&self, _path: &str, _article: &Article) -> Option<String> {
        None
    }

    /// Other site-root paths that lead to the page: aliases, redirects.
    fn aliases(&self, _path: &str, _article: &Article) -> Vec<String> {
        Vec::new()
    }

    /// Site-root paths that the configuration redirects, and where to.
    fn redirects(&self) -> &[(String, String)] {
        &[]
    }

    /// The host at which the site is published, as far as its configuration says so.
    fn host(&self) -> Option<&str> {
        None
    }

    /// The path under which the site is served, with a slash at both ends.
    fn root(&self) -> &str {
        "/"
    }

    /// Whether the generator itself writes [`Generator::root`] before links that begin with a slash.
    fn adds_root(&self) -> bool {
        false
    }

    /// How links in an article lead to pages.
    fn links(&self) -> Links;

    /// The files that a link to a source file may mean, in the order in which the generator looks for them. Both paths relative to the
    /// site; `link` as written, percent-decoded, without query and fragment.
    fn sources(&self, from: &str, link: &str) -> Vec<String> {
        let folder = if link.starts_with('/') { "" } else { paths::folder_of(from) };
        join(folder, link).into_iter().collect()
    }

    /// The site-root path that a path from the root means on the page `from`, where the generator puts something before it.
    fn absolute(&self, _from: &str, path: &str) -> Option<String> {
        let root = self.root();
        (self.adds_root() && !path.starts_with(root)).then(|| format!("{root}{}", path.trim_start_matches('/')))
    }

    /// Folders of the site whose files are served from its root as they are.
    fn served(&self) -> Vec<String> {
        self.content()
    }

    /// The folder whose files are served below the page's own URL.
    fn resources(&self, path: &str) -> Option<String> {
        path.rsplit_once('.').map(|(stem, _)| stem.to_string())
    }

    /// The ids that files included in the article bring; `None` where they cannot all be seen.
    fn included(&self, _path: &str, _article: &Article) -> Option<Included> {
        None
    }

    /// What a template tag or shortcode refers to (`{% post_link kettle %}`, `{{< ref "kettle.md" >}}`): the [`Generator::names`] to look
    /// up, in order. The arguments come without a fragment. `None` for one that refers to no article.
    fn reference(&self, _from: &str, _tag: &str, _arguments: &str) -> Option<Vec<String>> {
        None
    }

    /// The names under which references in templates find this article.
    fn names(&self, _path: &str, _article: &Article) -> Vec<String> {
        Vec::new()
    }

    /// Whether references without a definition (`[the kettle][tea.kettle]`) are resolved by something else than the article.
    fn resolves_references(&self) -> bool {
        false
    }

    /// URLs that the generator or its theme makes without a source file (site-root paths, decoded).
    fn generates(&self, _url: &str) -> bool {
        false
    }

    /// How attributes may stand behind a link of Markdown; `None` where there is no way to write them.
    fn link_attributes(&self, path: &str) -> Option<LinkAttributes> {
        LinkAttributes::of(&self.dialect(path))
    }

    /// What it, or one of its plugins, writes into `rel` of links to other hosts.
    fn external_rel(&self) -> Option<&ExternalRel> {
        None
    }

    /// How it is told to write `rel` itself, for somebody who is not able to in Markdown.
    fn rel_setting(&self) -> Option<&'static str> {
        None
    }

    /// Whether the theme prints the title as the page's h1.
    fn prints_title(&self) -> bool {
        true
    }

    /// What the generator itself, or the theme that it comes with, puts behind the title of a page in its `title`
    /// element (` | Tea Post`). What themes of the site's own put there is not known.
    fn title_suffix(&self) -> Option<&str> {
        None
    }

    /// Whether the first h1 serves as the title where the front matter has none.
    fn h1_is_title(&self) -> bool {
        false
    }

    /// Whether the generator or its usual themes read the field `description`.
    fn reads_description(&self) -> bool {
        true
    }

    /// What becomes of a date that cannot be read; `None` when dates mean nothing to the generator.
    fn bad_date(&self) -> Option<&'static str> {
        None
    }

    /// Fields that the generator itself reads as dates.
    fn date_fields(&self) -> &'static [&'static str] {
        &["date", "updated"]
    }

    /// Paths outside the site's own folder that its configuration names (`../docs`), relative to the site.
    fn outside(&self) -> &[String] {
        &[]
    }

    /// What in its configuration could not be read.
    fn unknown(&self) -> &[String] {
        &[]
    }
}

/// What the files that an article includes bring.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Included {
    pub ids: Vec<String>,
    /// The first of them that is not there, by its path in the site.
    pub absent: Option<String>,
}

/// When a page is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Not before somebody takes the mark off.
    pub draft: bool,
    /// From this day on, where the generator keeps pages of the future back.
    pub from: Option<Day>,
    /// Before this day only.
    pub until: Option<Day>,
}

impl Publication {
    /// Whether the page is published on this day.
    pub fn is_on(&self, day: Day) -> bool {
        !self.draft && self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// How links between articles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// To files, as GitHub resolves them.
    Files,
    /// To URLs, relative to the page's own; links to source files besides.
    Urls(Sources),
    /// The configuration does not tell the pages' URLs: a link to a source file that does not exist is broken, all else is left alone.
    Unknown,
}

/// What becomes of a link to a source file (`kettle.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sources {
    /// It is made a link to the page.
    Resolved,
    /// It stays as it is, and leads nowhere on the site.
    Kept,
    /// That depends on what cannot be seen here, such as a theme.
    Unknown,
}

/// A generator that was recognised, and by what.
pub struct Detected {
    pub generator: Box<dyn Generator>,
    pub reason: String,
}

/// One generator: its name, the files whose presence can mean it, and how it reads its own configuration.
struct Definition {
    name: &'static str,
    /// Relative to the site; `*` stands for any ending.
    markers: &'static [&'static str],
    /// Whether the site is this generator's, and why.
    detect: fn(&Root<'_>) -> Option<String>,
    load: fn(&Root<'_>) -> Box<dyn Generator>,
}

/// In the order in which they are asked.
const GENERATORS: &[Definition] = &[
    docusaurus::DEFINITION,
    astro::DEFINITION,
    mkdocs::DEFINITION,
    mdbook::DEFINITION,
    vitepress::DEFINITION,
    zola::DEFINITION,
    hugo::DEFINITION,
    hexo::DEFINITION,
    jekyll::DEFINITION,
    eleventy::DEFINITION,
    plain::DEFINITION,
];

/// The names that `site.generator` takes.
pub fn names() -> impl Iterator<Item = &'static str> {
    GENERATORS.iter().map(|definition| definition.name)
}

/// Whether a file of this name, relative to a folder, may make the folder a site.
pub fn is_marker(path: &str) -> bool {
    let matches = |marker: &str| match marker.strip_suffix('*') {
        Some(stem) => path.strip_prefix(stem).is_some_and(|rest| !rest.contains(['/', '.'])),
        None => marker == path,
    };
    let begins = |marker: &str| marker.as_bytes().first() == path.as_bytes().first();
    GENERATORS.iter().any(|definition| definition.markers.iter().any(|marker| begins(marker) && matches(marker)))
}

/// The generator of this name, which the configuration asks for.
pub fn named(name: &str, root: &Root<'_>) -> Option<Detected> {
    let definition = GENERATORS.iter().find(|definition| definition.name == name)?;
    Some(Detected { generator: (definition.load)(root), reason: "set in the configuration".into() })
}

/// The generator whose files are there; `None` when no generator of its own is.
pub fn detect(root: &Root<'_>) -> Option<Detected> {
    GENERATORS.iter().find_map(|definition| Some(Detected { reason: (definition.detect)(root)?, generator: (definition.load)(root) }))
}

/// Whether the files of some generator are there.
pub fn is_site(root: &Root<'_>) -> bool {
    GENERATORS.iter().any(|definition| (definition.detect)(root).is_some())
}

/// A plain repository.
pub fn plain(root: &Root<'_>) -> Detected {
    Detected { generator: (plain::DEFINITION.load)(root), reason: "no generator's configuration was found".into() }
}

/// The host of the address that a configuration gives for the site.
fn host(address: &str) -> Option<String> {
    url::Url::parse(address).ok()?.host_str().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_with_any_ending() {
        assert!(is_marker("docusaurus.config.ts") && is_marker("_config.yml") && is_marker(".vitepress/config.mts"));
        assert!(!is_marker("docusaurus.config.test.ts") && !is_marker("a.md"));
    }
}
