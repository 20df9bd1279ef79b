//! The ids of a page, in document order.

mod set;

pub use set::{Anchor, Anchors, From};

use super::slug::{Case, Piece, Repeats, Style};
use crate::article::{Article, Element, Kind, Name, Syntax, Tag};
use crate::text::{Span, Text};
use rustc_hash::FxHashMap;

/// How a generator makes ids.
pub struct Ids {
    pub slug: fn(&[Piece<'_>], &mut String),
    pub style: Style,
    pub case: Case,
    /// `## [Text](#alias)` takes its id from the alias, made a slug by this (Hexo's `anchorAlias`).
    pub alias: Option<fn(&str, &mut String)>,
    /// The ids of footnotes.
    pub footnotes: Option<Footnotes>,
    /// Headings written as HTML get ids too.
    pub html_headings: bool,
    /// Raw HTML gets through, with its ids.
    pub html: bool,
    /// The h1 written in Markdown.
    pub h1: H1,
    /// What explicit ids mean for the ids that are made.
    pub explicit: Explicit,
    /// A slug without a letter is no id, and counts for nothing.
    pub no_empty: bool,
    /// The terms of definition lists get ids too.
    pub terms: bool,
    /// What the generator reads at a heading without an explicit id.
    pub given: Option<fn(&Article, Element<'_>) -> Given>,
}

/// What a generator makes of a heading that has no explicit id of the usual form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// An id of its text.
    Made,
    /// This id, which stands there in another form.
    Id(String),
    /// No id.
    None,
}

/// What becomes of the id of an h1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum H1 {
    /// As with all headings.
    Id,
    /// It takes its place among the ids, but the page does not have it (Docusaurus).
    Silent,
    /// It gets none (hexo-renderer-markdown-it).
    None,
}

/// What explicit ids mean for the ids made after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explicit {
    /// Nothing.
    Free,
    /// Those that stand before are taken.
    Reserved,
    /// All of the page are taken from the start.
    ReservedFirst,
}

/// How a generator names what belongs to footnotes.
#[derive(Clone, Copy)]
pub struct Footnotes {
    /// The id of a mark: label as written, number of the footnote in order of first use, how often it was used, all from 1.
    pub mark: fn(&str, u32, u32) -> String,
    /// The id of the footnote itself.
    pub note: fn(&str, u32) -> String,
    /// Where the notes stand.
    pub notes: Notes,
    /// Labels are compared, and written, in lower case.
    pub lower: bool,
}

/// Where a page shows its footnotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes {
    /// At the end, in the order of first use, under a heading of this id.
    AtEndUnder(&'static str),
    /// At the end, in the order of first use.
    AtEnd,
    /// At the end, all of them, in the order of their definitions.
    AtEndAsDefined,
    /// Where they were written.
    InPlace,
}

impl Ids {
    /// github-slugger.
    pub fn github() -> Ids {
        let mark = |label: &str, _: u32, time: u32| match time {
            1 => format!("user-content-fnref-{label}"),
            n => format!("user-content-fnref-{label}-{n}"),
        };
        let note = |label: &str, _: u32| format!("user-content-fn-{label}");
        let footnotes = Footnotes { mark, note, notes: Notes::AtEndUnder("footnote-label"), lower: true };
        Ids { footnotes: Some(footnotes), html_headings: true, ..Ids::bare() }
    }

    /// The same slugs, and nothing besides.
    pub fn bare() -> Ids {
        Ids {
            slug: super::slug::github,
            style: Style::FirstFree,
            case: Case::Keep,
            alias: None,
            footnotes: None,
            html_headings: false,
            html: true,
            h1: H1::Id,
            explicit: Explicit::Free,
            no_empty: false,
            terms: false,
            given: None,
        }
    }
}

/// The ids of an article's page.
pub fn anchors(article: &Article, ids: &Ids) -> Anchors {
    let nodes = article.tree.targets();
    let count = nodes.size_hint().0;
    let made = Anchors { text: String::with_capacity(count * 24), all: Vec::with_capacity(count) };
    let mut page = PageIds { article, ids, made, repeats: Repeats::new(ids.style), uses: Uses::default(), pieces: Vec::new() };
    page.repeats.reserve(count);
    if ids.explicit == Explicit::ReservedFirst {
        let explicit = article.headings().filter(|(_, node)| node.syntax() == Syntax::Markdown);
        let explicit = explicit.filter_map(|(_, node)| node.attribute(Name::Id));
        explicit.for_each(|id| page.repeats.take_explicit(id.as_str(), &mut page.made.text));
    }
    nodes.for_each(|node| page.node(node));
    page.notes();
    page.made
}

/// The ids of a page as they come.
struct PageIds<'a> {
    article: &'a Article,
    ids: &'a Ids,
    made: Anchors,
    repeats: Repeats,
    uses: Uses,
    /// Room for those of a heading.
    pieces: Vec<Piece<'a>>,
}

impl<'a> PageIds<'a> {
    fn node(&mut self, node: Element<'a>) {
        let (span, id) = (node.span(), node.attribute(Name::Id).map(Text::as_str));
        match (node.kind(), node.syntax()) {
            (Kind::Element(Tag::H(level)), Syntax::Markdown) => self.heading(node, level, id),
            (Kind::Element(Tag::H(level)), Syntax::Html) if self.ids.html_headings && id.is_none() => self.heading(node, level, None),
            (Kind::Element(Tag::Dt), Syntax::Markdown) if self.ids.terms && id.is_none() => self.heading(node, 6, None),
            (Kind::Element(Tag::Footnote), Syntax::Markdown)
                if self.ids.footnotes.as_ref().is_some_and(|footnotes| footnotes.notes == Notes::InPlace) =>
            {
                self.note(node);
            }
            (Kind::Element(_), Syntax::Markdown) => self.made.push(id.unwrap_or_default(), From::Explicit, span),
            // A list of attributes is written in the file as `{…}`.
            (Kind::Element(tag), Syntax::Html) => {
                let is_list = span.of(self.article.text()).starts_with('{');
                if self.ids.html || is_list {
                    self.made.push(id.unwrap_or_default(), if is_list { From::Explicit } else { From::Id }, span);
                    let name = node.attribute(Name::Name).filter(|_| tag == Tag::A).map(Text::as_str);
                    self.made.push(name.unwrap_or_default(), From::Name, span);
                }
            }
            (Kind::FootnoteMark, _) => {
                if let Some(footnotes) = &self.ids.footnotes {
                    let (label, number, time) = self.uses.mark(label(self.article, span), footnotes.lower);
                    self.made.push(&(footnotes.mark)(&label, number, time), From::Generated, span);
                }
            }
            _ => {}
        }
    }

    fn heading(&mut self, heading: Element<'a>, level: u8, explicit: Option<&str>) {
        if level == 1 && self.ids.h1 == H1::None {
            return;
        }
        let given = match (explicit, self.ids.given) {
            (None, Some(given)) => given(self.article, heading),
            _ => Given::Made,
        };
        let explicit = match &given {
            Given::None => return,
            Given::Id(id) => Some(id.as_str()),
            Given::Made => explicit,
        };
        let is_target = level > 1 || self.ids.h1 == H1::Id;
        match explicit {
            Some(id) => {
                if self.ids.explicit == Explicit::Reserved {
                    self.repeats.take_explicit(id, &mut self.made.text);
                }
                if is_target {
                    self.made.push(id, From::Explicit, heading.span());
                }
            }
            None => {
                let start = self.made.text.len();
                self.push_slug(heading);
                if start == self.made.text.len() && self.ids.no_empty {
                    return;
                }
                // An empty id is no target, but the next one like it has a number.
                self.repeats.make_unique(start, &mut self.made.text);
                if is_target {
                    self.made.push_rest(start, From::Heading, heading.span());
                }
            }
        }
    }

    /// Adds the slug of a heading to the text of the ids.
    fn push_slug(&mut self, heading: Element<'a>) {
        let start = self.made.text.len();
        let alias = self.ids.alias.and_then(|alias| {
            let link = heading.children().next().filter(|first| first.tag() == Some(Tag::A))?;
            Some((alias, link.attribute(Name::Href)?.as_str().strip_prefix('#')?))
        });
        match alias {
            Some((alias, target)) => alias(target, &mut self.made.text),
            None => {
                self.pieces.clear();
                collect(self.article, heading, &self.uses, &mut Vec::new(), &mut self.pieces);
                (self.ids.slug)(&self.pieces, &mut self.made.text);
            }
        }
        self.ids.case.apply(start, &mut self.made.text);
    }

    /// A footnote where it is written.
    fn note(&mut self, node: Element<'a>) {
        if let Some(footnotes) = &self.ids.footnotes {
            let definition = node.span().of(self.article.text());
            let label = definition.split(']').next().unwrap_or_default().trim_start_matches("[^");
            let (label, number) = self.uses.number_of(label, footnotes.lower);
            self.made.push(&(footnotes.note)(&label, number), From::Generated, node.span());
        }
    }

    /// The list of footnotes at the end of the page.
    fn notes(&mut self) {
        let Some(footnotes) = &self.ids.footnotes else { return };
        let span = Span::at(self.article.text().len());
        match footnotes.notes {
            Notes::InPlace => return,
            Notes::AtEndAsDefined => {
                let article = self.article;
                let notes = article.tree.targets().filter(|node| is_note(*node));
                return notes.for_each(|node| self.note(node));
            }
            Notes::AtEndUnder(heading) if !self.uses.labels.is_empty() => self.made.push(heading, From::Generated, span),
            Notes::AtEnd | Notes::AtEndUnder(_) => {}
        }
        for (index, label) in std::mem::take(&mut self.uses.labels).iter().enumerate() {
            self.made.push(&(footnotes.note)(label, index as u32 + 1), From::Generated, span);
        }
    }
}

fn is_note(node: Element<'_>) -> bool {
    (node.kind(), node.syntax()) == (Kind::Element(Tag::Footnote), Syntax::Markdown)
}

/// The content of a heading as the slug rules see it.
///
/// `ahead` are the footnotes that are used in this heading for the first time.
fn collect<'a>(article: &'a Article, parent: Element<'a>, uses: &Uses, ahead: &mut Vec<&'a str>, pieces: &mut Vec<Piece<'a>>) {
    let source = article.text();
    for node in parent.children() {
        match node.kind() {
            Kind::Text => text_pieces(article, node, pieces),
            Kind::Code => pieces.push(Piece::Code(node.text().as_str())),
            Kind::Break => pieces.push(Piece::Break),
            Kind::Comment => pieces.push(Piece::Html(node.span().of(source))),
            Kind::FootnoteMark => {
                let label = label(article, node.span());
                pieces.push(Piece::FootnoteMark { label, number: uses.ahead(label, ahead) });
            }
            Kind::Element(_) if node.syntax() == Syntax::Html => {
                pieces.push(Piece::Html(node.span().of(source)));
                collect(article, node, uses, ahead, pieces);
                let rest = Span { start: node.span().end, end: node.extent().end }.of(source);
                if let Some(at) = rest.rfind("</").filter(|_| rest.ends_with('>')) {
                    pieces.push(Piece::Html(&rest[at..]));
                }
            }
            Kind::Element(Tag::Img) => {
                pieces.push(Piece::Open);
                pieces.push(Piece::Alt(node.attribute(Name::Alt).map(|alt| alt.as_str()).unwrap_or_default()));
                pieces.push(Piece::Close);
            }
            Kind::Element(Tag::A) if node.span().of(source).starts_with('<') => pieces.push(Piece::Autolink(node.text().as_str())),
            Kind::Element(_) => {
                pieces.push(Piece::Open);
                collect(article, node, uses, ahead, pieces);
                pieces.push(Piece::Close);
            }
        }
    }
}

/// A stretch of text: entities apart, and what a backslash protects.
fn text_pieces<'a>(article: &'a Article, node: Element<'a>, pieces: &mut Vec<Piece<'a>>) {
    let source = article.text();
    for (text, span, atomic) in article.tree.text().pieces(node.text().range()) {
        let raw = span.of(source);
        let escaped = !atomic
            && source[..span.start as usize].ends_with('\\')
            && text.starts_with(|c: char| c.is_ascii_punctuation())
            && article.tree.text().span(node.text().range()).start <= span.start;
        match escaped {
            true => {
                pieces.push(Piece::Escaped(&text[..1]));
                if text.len() > 1 {
                    pieces.push(Piece::Text { raw: &raw[1..], text: &text[1..] });
                }
            }
            false => pieces.push(Piece::Text { raw, text }),
        }
    }
}

/// The label of `[^label]`.
fn label(article: &Article, mark: Span) -> &str {
    mark.of(article.text()).trim_start_matches("[^").trim_end_matches(']')
}

/// The footnotes of a page in the order of their first use.
#[derive(Default)]
struct Uses {
    labels: Vec<String>,
    /// By label in lower case: the number, and how often it was used.
    known: FxHashMap<String, (u32, u32)>,
}

impl Uses {
    /// The number a footnote has, or will have once those `ahead` are counted.
    fn ahead<'a>(&self, label: &'a str, ahead: &mut Vec<&'a str>) -> u32 {
        let key = label.to_lowercase();
        if let Some(&(number, _)) = self.known.get(&key) {
            return number;
        }
        let index = ahead.iter().position(|known| known.to_lowercase() == key).unwrap_or_else(|| {
            ahead.push(label);
            ahead.len() - 1
        });
        (self.labels.len() + index) as u32 + 1
    }

    /// A footnote's label, number and uses; it has a number from now on.
    fn of(&mut self, label: &str, lower: bool) -> (String, &mut (u32, u32)) {
        let key = label.to_lowercase();
        let label = if lower { key.clone() } else { label.to_string() };
        if !self.known.contains_key(&key) {
            self.labels.push(label.clone());
        }
        let number = self.labels.len() as u32;
        (label, self.known.entry(key).or_insert((number, 0)))
    }

    fn number_of(&mut self, label: &str, lower: bool) -> (String, u32) {
        let (label, &mut (number, _)) = self.of(label, lower);
        (label, number)
    }

    /// A mark: the footnote's label and number, and how often it was used by now.
    fn mark(&mut self, label: &str, lower: bool) -> (String, u32, u32) {
        let (label, uses) = self.of(label, lower);
        uses.1 += 1;
        (label, uses.0, uses.1)
    }
}

/// Puts in the id of the element that replaces the first `<!-- more -->`, where the summary ends.
pub fn insert_at_more(article: &Article, id: &str, anchors: &mut Anchors) {
    let is_more = |comment: &str| {
        let inside = comment.trim_start_matches(['<', '!', '-']).trim_end_matches(['-', '>']);
        inside.trim().eq_ignore_ascii_case("more")
    };
    if let Some(more) = article.comments().map(|comment| comment.span()).find(|span| is_more(span.of(article.text()))) {
        let at = anchors.all.partition_point(|(.., span)| span.start < more.start);
        anchors.push(id, From::Generated, more);
        anchors.all[at..].rotate_right(1);
    }
}
