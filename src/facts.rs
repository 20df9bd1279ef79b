//! What is kept of an article once it has been read: what other articles and the site rules need to know of it.
//!
//! Facts speak of the text and its generator, never of settings, and name no rule.

mod address;
mod dates;
mod figures;
mod folders;
mod headings;
mod host;
mod keyphrases;
mod main_text;
mod media;
mod paragraphs;
mod sketch;
mod urls;

pub use address::{Mistyped, Slip, Web, is_external, is_template, mistyped, own_rest, scheme};
pub use dates::Dates;
pub use folders::language;
pub use headings::{Heading, Headings, heading_line};
pub use host::Host;
pub use keyphrases::{FOCUS, Focus, Keyphrase, Phrase, evened, focus, phrases};
pub use main_text::MainText;
pub use sketch::Sketch;

use crate::affiliate::{Speech, Survey, has_amazon_statement};
use crate::article::{Article, Data, Element, Field, Inclusions, Name, TemplateTag};
use crate::generator::{Anchors, Generator, Included, Publication};
use crate::text::{Span, Text};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// See the module.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The path to show.
    pub path: Arc<str>,
    /// The path in its site.
    pub local: Box<str>,
    /// Where its name begins in that.
    name: u32,
    is_home: bool,
    /// The site-root path of the page, percent-encoded, where it is known.
    pub url: Option<Box<str>>,
    /// From the front matter, or a folder named like a language.
    pub language: Option<Box<str>>,
    /// A folder named like a version.
    pub version: Option<Box<str>>,
    pub publication: Publication,
    /// Kept from search engines: noindex, unlisted, or out of the sitemap.
    pub unlisted: bool,
    /// The value in the front matter that the URL was made of.
    pub address: Option<Span>,
    /// Other site-root paths that lead to the page.
    pub aliases: Box<[Said]>,
    /// The page that the article names as the one to show in its place.
    pub canonical: Option<Said>,
    /// Its versions in other languages.
    pub alternates: Box<[Said]>,
    pub front_matter: Option<Head>,
    /// From the front matter.
    pub title: Option<Said>,
    pub description: Option<Said>,
    pub headings: Headings,
    pub anchors: Anchors,
    /// Hashes of their ids, sorted.
    ids: Box<[u64]>,
    /// The names under which references in templates find the article.
    pub names: Box<[Box<str>]>,
    /// Links and images that stay on the site, references in templates among them. Of those with the site's own host, links only: what
    /// else the host serves is not known.
    pub links: Box<[Link]>,
    /// How many words its main text has: lists of links and advertisements left out.
    pub words: u32,
    /// Of its main text without the first heading, where there is enough of it.
    pub sketch: Option<Sketch>,
    /// The keyphrase that it is written for, where it declares one.
    pub focus: Option<Focus>,
    /// How many pictures, stretches of code, tables, players and components it shows; counted of short articles only.
    pub figures: u16,
    pub dates: Dates,
    /// What the longer paragraphs of its main text are known by; only of articles with a date.
    pub paragraphs: Box<[u32]>,
    /// The first line of prose.
    pub first_line: Span,
    /// Other files are included in it that may bring ids which are not seen here.
    pub includes: bool,
    /// A file that is to be included in it, but is not there.
    pub absent: Option<Box<str>>,
    /// The first link of Amazon's programme.
    pub amazon: Option<Span>,
    /// The statement that Amazon asks of its Associates.
    pub amazon_statement: Statement,
    /// The language of its text, where a link of Amazon's programme is without the statement.
    pub spoken: Option<Box<str>>,
}

/// Whether a page makes a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    Absent,
    /// In its visible text.
    Seen,
    /// Nobody knows: a theme or a template shows words of its own there, or the wording in the page's language is not known.
    Unseen,
}

/// The front matter: its opening line, and the fields on its first level.
#[derive(Clone, Debug)]
pub struct Head {
    pub open: Span,
    pub fields: Box<[Present]>,
    /// It could not be read to its end, so that nobody knows what it lacks.
    pub partial: bool,
}

/// A field that is there.
#[derive(Clone, Debug)]
pub struct Present {
    pub name: Box<str>,
    /// The line of its name.
    pub line: Span,
    pub empty: bool,
}

/// A text and its place.
#[derive(Clone, Debug)]
pub struct Said {
    pub text: Box<str>,
    pub span: Span,
}

/// A link to somewhere on the site.
#[derive(Clone, Debug)]
pub struct Link {
    pub href: Box<str>,
    /// The destination as written.
    pub span: Span,
    /// The path in it, without query and fragment.
    pub path: Span,
    /// `#` and what follows it.
    pub fragment: Option<Span>,
    /// What the reader clicks on; kept for links with a fragment only.
    pub text: Box<str>,
    /// An image or another file that the page itself shows.
    pub image: bool,
    /// What a template refers to: the names to look up. None for a link that has a destination of its own.
    pub names: Option<Box<[Box<str>]>>,
}

/// The names under which the fields go on the sites we know, the usual one first.
pub const TITLE: &[&str] = &["title", "Title"];
pub const DESCRIPTION: &[&str] =
    &["description", "meta_description", "metaDescription", "seo_description", "seoDescription", "summary", "excerpt", "subtitle", "lead"];

/// With fewer words than this an article is short.
const SHORT: u32 = 1000;

impl Facts {
    /// The facts of an article at `local` in its site, of which `survey` has found what is commercial and `main` is its own text.
    pub fn of(article: &Article, generator: &dyn Generator, local: &str, survey: &Survey<'_>, main: &MainText) -> Facts {
        let said = |names: &[&str]| article.first_text(names).map(|(field, text)| Said { text: text.into(), span: field.value.span });
        let url = generator.url(local, article);
        let anchors = generator.anchors(article);
        let included = if includes(article) { generator.included(local, article) } else { Some(Included::default()) };
        let brought = included.as_ref().map_or(&[][..], |included| &included.ids);
        let mut ids = Vec::with_capacity(anchors.len() + brought.len());
        ids.extend(anchors.iter().map(|anchor| anchor.id).chain(brought.iter().map(String::as_str)).map(id_hash));
        ids.sort_unstable();
        let (words, dates) = (main.count(article) as u32, Dates::of(article, local));
        let language = language(article, local);
        let amazon = survey.links.iter().find(|link| link.affiliate.network.starts_with("amazon")).map(|link| link.span);
        let known = OnceCell::new();
        let speech = || *known.get_or_init(|| survey.speech(article, language.as_deref()));
        let amazon_statement = match amazon {
            _ if has_amazon_statement(article) => Statement::Seen,
            Some(_) if survey.is_told_elsewhere() || speech() == Speech::Other => Statement::Unseen,
            _ => Statement::Absent,
        };
        let spoken = match amazon.filter(|_| amazon_statement == Statement::Absent).map(|_| speech()) {
            Some(Speech::Known(language)) => Some(language.into()),
            _ => None,
        };
        let focus = Focus::of(article, || speech() == Speech::Known("en"));
        Facts {
            path: article.source.path.clone(),
            name: local.rfind('/').map_or(0, |at| at as u32 + 1),
            is_home: is_home(local, language.as_deref()),
            local: local.into(),
            url: url.as_deref().map(Into::into),
            language,
            version: folders::version(local),
            publication: generator.publication(local, article),
            unlisted: is_unlisted(article),
            address: urls::address(article, url.as_deref()),
            aliases: urls::aliases(article, generator, local),
            canonical: urls::canonical(article),
            alternates: urls::alternates(article),
            front_matter: article.front_matter.as_ref().map(|head| Head {
                open: head.open,
                fields: head.fields.iter().map(|field| present(article, field)).collect(),
                partial: article.problems.iter().any(|p| !matches!(p.kind, crate::article::ProblemKind::DuplicateKey { .. })),
            }),
            title: said(TITLE),
            description: said(DESCRIPTION),
            headings: Headings::of(article),
            anchors,
            ids: ids.into(),
            names: generator.names(local, article).into_iter().map(Into::into).collect(),
            links: links(article, generator, local),
            words,
            sketch: (words >= Sketch::FEWEST_WORDS).then(|| Sketch::of(main.stretches_below_heading(article))),
            focus,
            figures: if words < SHORT { figures::figures(article, survey) } else { 0 },
            dates,
            paragraphs: dates.written.map(|_| paragraphs::marks(article, main)).unwrap_or_default(),
            first_line: article.first_line(),
            includes: included.is_none(),
            absent: included.and_then(|included| included.absent).map(Into::into),
            amazon,
            amazon_statement,
            spoken,
        }
    }

    /// The front matter field of this name.
    pub fn field(&self, name: &str) -> Option<&Present> {
        self.front_matter.as_ref()?.fields.iter().find(|field| &*field.name == name)
    }

    /// Whether the front matter has this field, and something in it.
    pub fn has(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| !field.empty)
    }

    /// Whether the page has this id, letter by letter.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.binary_search(&id_hash(id)).is_ok()
    }

    /// Whether the page has any id, its own or one of what it includes.
    pub fn has_ids(&self) -> bool {
        !self.ids.is_empty()
    }

    /// The folder it stands in, `` for the site's own.
    pub fn folder(&self) -> &str {
        self.local.get(..(self.name as usize).saturating_sub(1)).unwrap_or_default()
    }

    /// Whether it speaks for a folder and is no article itself (`_index.md`, `_index.fr.md`).
    pub fn is_section(&self) -> bool {
        self.file_name().starts_with("_index.")
    }

    /// Whether it is the front page, of the site or of one of its languages.
    pub fn is_home(&self) -> bool {
        self.is_home
    }

    /// The file's name up to the first dot.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The file's name.
    pub fn file_name(&self) -> &str {
        self.local.get(self.name as usize..).unwrap_or_default()
    }
}

fn is_home(local: &str, language: Option<&str>) -> bool {
    const CONTENT: &[&str] = &["", "source", "content", "src", "pages", "docs"];
    let (folder, name) = local.rsplit_once('/').unwrap_or(("", local));
    let own_language = |part: &str| language.is_some_and(|language| language.eq_ignore_ascii_case(part));
    name.starts_with("index.") && folder.split('/').all(|part| CONTENT.contains(&part) || own_language(part))
}

fn id_hash(id: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Whether other files are included, in one of the ways that the generators have.
pub fn includes(article: &Article) -> bool {
    let has_templates = !article.skipped.is_empty();
    ["include", "mkdocstrings"].iter().any(|what| article.skipped.contains_key(what))
        || article.inclusions.plain
        || has_templates
            && (article.inclusions.tags || Inclusions::has_others(article.text()) || article.imports().any(|import| import.contains(".md")))
}

fn present(article: &Article, field: &Field) -> Present {
    Present { name: field.name.as_str().into(), line: article.source.line_at(field.key.start as usize), empty: field.value.is_empty() }
}

fn links(article: &Article, generator: &dyn Generator, local: &str) -> Box<[Link]> {
    let host = generator.host();
    let link = |node: Element<'_>| {
        let link = link_to(node.attribute(Name::Href)?, false, host)?;
        let text = if link.fragment.is_some() { node.text().as_str().trim().into() } else { Box::default() };
        Some(Link { text, ..link })
    };
    let image = |node: Element<'_>| link_to(node.attribute(Name::Src)?, true, None);
    // In document order.
    let mut links: Vec<Link> = Vec::new();
    let mut images = article.tree.images().peekable();
    for node in article.tree.links() {
        while let Some(before) = images.next_if(|image| image.id() < node.id()) {
            links.extend(image(before));
        }
        links.extend(link(node));
    }
    links.extend(images.filter_map(image));
    let references = media::media(article).chain(article.shown_tags().filter_map(|tag| reference(article, tag, generator, local)));
    let written = links.len();
    links.extend(references);
    if links.len() > written {
        links.sort_by_key(|link| link.span.start);
    }
    links.into()
}

/// The link to an address, if it stays on the site, or names the site's own host; without its text.
fn link_to(address: Text<'_>, image: bool, host: Option<&str>) -> Option<Link> {
    let address = address.trim();
    let href = address.as_str();
    if href.is_empty() || is_external(href) && own_rest(href, host).is_none() || mistyped(href).is_some() {
        return None;
    }
    let path_end = href.bytes().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(href.len());
    let fragment = href.bytes().skip(path_end).position(|byte| byte == b'#').map(|at| path_end + at);
    Some(Link {
        href: href.into(),
        span: address.span(),
        path: address.part(0..path_end),
        fragment: fragment.map(|at| address.part(at..href.len())),
        text: Box::default(),
        image,
        names: None,
    })
}

/// The link that a template tag makes, if it refers to an article. Its fragment is behind the name: `{% post_link tea#pot %}`.
fn reference(article: &Article, tag: &TemplateTag, generator: &dyn Generator, local: &str) -> Option<Link> {
    let arguments = tag.arguments.of(article.text());
    let start = arguments.find('#');
    let end = start.map_or(arguments.len(), |start| {
        let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`');
        arguments[start..].find(stop).map_or(arguments.len(), |length| start + length)
    });
    let bare = start.map_or(Cow::Borrowed(arguments), |start| Cow::Owned(format!("{}{}", &arguments[..start], &arguments[end..])));
    let names = generator.reference(local, tag.name.of(article.text()), &bare)?;
    let at = tag.arguments.start as usize;
    Some(Link {
        href: arguments.into(),
        span: tag.arguments,
        path: Span::new(at, at + start.unwrap_or(arguments.len())),
        fragment: start.map(|start| Span::new(at + start, at + end)),
        text: Box::default(),
        image: false,
        names: Some(names.into_iter().map(Into::into).collect()),
    })
}

/// Whether the article is kept from search engines: noindex, unlisted, or out of the sitemap.
pub fn is_unlisted(article: &Article) -> bool {
    let flag = |name: &&str, value: bool| article.field(name).is_some_and(|f| matches!(f.value.data, Data::Bool(b) if b == value));
    article.first_text(&["robots"]).is_some_and(|(_, text)| text.to_ascii_lowercase().contains("noindex"))
        || ["noindex", "unlisted", "sitemap.disable"].iter().any(|name| flag(name, true))
        || ["sitemap", "index"].iter().any(|name| flag(name, false))
}
