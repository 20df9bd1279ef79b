//! Jekyll: posts, collections and pages, Markdown by kramdown, URLs from permalinks.

use super::paths::folder_of;
use super::slug::Style;
use super::{Anchors, Definition, ExternalRel, Generator, Ids, Links, Publication, Root, Sources, is_html, is_markdown, join};
use crate::article::front_matter::Forms;
use crate::article::{Article, Attributes, Dialect, Flavour, Templates};
use config::{Config, Engine};
use document::Sheet;
use made::Made;
use place::{Kind, Place, dated, split_ending};

mod anchors;
mod clock;
mod config;
mod defaults;
mod document;
mod entries;
mod kramdown;
mod made;
mod permalink;
mod place;
mod rel;

pub const DEFINITION: Definition = Definition {
    name: "jekyll",
    markers: config::FILES,
    detect: |root| root.first(config::FILES).map(|(name, _)| format!("{name} is there, and nothing in it is Hexo's")),
    load: |root| Box::new(Jekyll::load(root)),
};

struct Jekyll {
    config: Config,
    made: Made,
}

impl Jekyll {
    fn load(root: &Root<'_>) -> Jekyll {
        let config = Config::read(root);
        Jekyll { made: Made::read(root, &config), config }
    }

    /// The article as Jekyll sees it; `None` if it builds nothing of it.
    fn sheet<'a>(&'a self, path: &'a str, article: &'a Article) -> Option<Sheet<'a>> {
        let place = Place::of(&self.config, path)?;
        let is_built = article.front_matter.is_some()
            || match place.kind {
                Kind::Post { .. } | Kind::Draft { .. } => true,
                Kind::Document { .. } => false,
                Kind::Page => self.config.is_markdown(path) && self.config.plugins.has("jekyll-optional-front-matter"),
            };
        is_built.then_some(Sheet { config: &self.config, place, article })
    }

    /// A path below `baseurl` as one of the host.
    fn served(&self, url: &str) -> String {
        format!("{}{}", self.config.root, url.trim_start_matches('/'))
    }

    /// Whether links to source files are rewritten in this file.
    fn is_rewritten(&self, path: &str) -> bool {
        let relative_links = &self.config.value["relative_links"];
        match Place::of(&self.config, path).map(|place| place.kind) {
            Some(Kind::Page) | None => true,
            _ => relative_links["collections"].as_bool() == Some(true),
        }
    }
}

impl Generator for Jekyll {
    fn name(&self) -> &'static str {
        "jekyll"
    }

    fn knows_ids(&self) -> bool {
        self.config.engine != Engine::Other
    }

    fn content(&self) -> Vec<String> {
        let source = self.config.source.trim_end_matches('/');
        let inside = |label: &str| format!("{}{}_{label}", self.config.source, self.config.collections_dir);
        let labels = self.config.collections.iter().map(|collection| collection.label.as_str());
        std::iter::once(if source.is_empty() { ".".to_string() } else { source.to_string() })
            .chain(labels.chain(["drafts"]).map(inside))
            .collect()
    }

    fn served(&self) -> Vec<String> {
        vec![self.config.source.trim_end_matches('/').to_string()]
    }

    fn builds(&self, path: &str) -> bool {
        let is_text = self.config.is_markdown(path);
        if !is_text && !is_html(path) {
            return false;
        }
        let Some(place) = Place::of(&self.config, path) else { return false };
        match place.kind {
            Kind::Post { .. } => dated(place.name()).is_some(),
            Kind::Draft { .. } => true,
            Kind::Document { collection, .. } => collection.output && (is_text || self.made.pages.contains(path)),
            Kind::Page => is_text && !made::is_about(path) || self.made.pages.contains(path),
        }
    }

    fn dialect(&self, path: &str) -> Dialect {
        let is_kramdown = self.config.engine == Engine::Kramdown;
        Dialect {
            html: is_html(path),
            flavour: if is_kramdown { Flavour::Kramdown } else { Flavour::CommonMark },
            attributes: if is_kramdown { Attributes::Kramdown } else { Attributes::None },
            definition_lists: is_kramdown,
            templates: Templates::Liquid,
            front_matter: Forms::default(),
            ..Dialect::default()
        }
    }

    fn publication(&self, path: &str, article: &Article) -> Publication {
        let Some(sheet) = self.sheet(path, article) else { return Publication::default() };
        let config = &self.config;
        let future = config.future
            || match sheet.place.kind {
                Kind::Document { collection, .. } => collection.future,
                Kind::Post { .. } | Kind::Draft { .. } => config.collections.iter().any(|c| c.label == "posts" && c.future),
                Kind::Page => true,
            };
        let is_draft = matches!(sheet.place.kind, Kind::Draft { .. }) && !config.show_drafts;
        Publication {
            draft: is_draft || !config.unpublished && sheet.is_off("published"),
            from: if future { None } else { sheet.date().map(|date| date.day()) },
            until: None,
        }
    }

    fn anchors(&self, article: &Article) -> Anchors {
        match self.config.engine {
            Engine::Kramdown => anchors::of_page(article, &self.config.kramdown),
            Engine::CommonMark | Engine::Other => super::anchors::anchors(article, &Ids { style: Style::Counter, ..Ids::bare() }),
        }
    }

    fn url(&self, path: &str, article: &Article) -> Option<String> {
        Some(self.served(&self.sheet(path, article)?.url()?))
    }

    fn aliases(&self, path: &str, article: &Article) -> Vec<String> {
        if self.sheet(path, article).is_none() {
            // Without front matter it is a file like any other.
            let relative = path.strip_prefix(self.config.source.as_str()).unwrap_or(path);
            return if Place::of(&self.config, path).is_some() { vec![self.served(relative)] } else { Vec::new() };
        }
        match article.field("redirect_from").filter(|_| self.config.plugins.may_have("jekyll-redirect-from")) {
            Some(field) => field.value.strings().map(|from| self.served(from.as_str())).collect(),
            None => Vec::new(),
        }
    }

    fn host(&self) -> Option<&str> {
        self.config.host.as_deref()
    }

    fn root(&self) -> &str {
        &self.config.root
    }

    fn links(&self) -> Links {
        let is_on = self.config.value["relative_links"]["enabled"].as_bool() != Some(false);
        Links::Urls(if is_on && self.config.plugins.has("jekyll-relative-links") { Sources::Resolved } else { Sources::Kept })
    }

    fn sources(&self, from: &str, link: &str) -> Vec<String> {
        if self.links() == Links::Urls(Sources::Resolved) && !self.is_rewritten(from) {
            return Vec::new();
        }
        match link.strip_prefix('/') {
            Some(rest) => join(&self.config.source, rest),
            None => join(folder_of(from), link),
        }
        .into_iter()
        .collect()
    }

    fn reference(&self, _from: &str, tag: &str, arguments: &str) -> Option<Vec<String>> {
        let name = arguments.trim().trim_start_matches('/');
        if name.is_empty() || name.contains("{{") {
            return None;
        }
        match tag {
            // A file that is no article may be meant as well.
            "link" => (is_markdown(name) && !made::is_about(name)).then(|| vec![name.to_string()]),
            "post_url" => {
                let names = [Some(name.to_string()), bare(name)];
                Some(names.into_iter().flatten().collect())
            }
            _ => None,
        }
    }

    fn names(&self, path: &str, _: &Article) -> Vec<String> {
        let Some(place) = Place::of(&self.config, path) else { return Vec::new() };
        let mut names = vec![place.relative.to_string()];
        if let Kind::Post { above, entry } = place.kind {
            let (stem, _) = split_ending(entry);
            names.push(format!("{above}{stem}"));
            // Of old, the date and the slug are enough.
            names.extend(bare(stem));
        }
        names
    }

    fn external_rel(&self) -> Option<&ExternalRel> {
        self.config.external_rel.as_ref()
    }

    fn rel_setting(&self) -> Option<&'static str> {
        Some("let a plugin add it, such as jekyll-link-attributes")
    }

    fn generates(&self, url: &str) -> bool {
        self.made.serves(url)
    }

    fn h1_is_title(&self) -> bool {
        self.config.plugins.has("jekyll-titles-from-headings")
    }

    fn date_fields(&self) -> &'static [&'static str] {
        &["date"]
    }

    fn bad_date(&self) -> Option<&'static str> {
        Some("Jekyll stops the build at it")
    }
}

/// A post's name without its folders, the month and the day in two digits.
fn bare(name: &str) -> Option<String> {
    let file = name.rsplit('/').next()?;
    let mut parts = file.splitn(4, '-');
    let (year, month, day, slug) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    [year, month, day].into_iter().all(is_number).then(|| format!("{year}-{month:0>2}-{day:0>2}-{slug}"))
}

#[cfg(test)]
mod tests;
