//! The ids of a page, in document order.

use super::slug::{Case, Piece, Repeats, Style};
use crate::article::{Article, Element, Kind, Name, Syntax, Tag};
use crate::text::Span;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// An id that a fragment can lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub id: String,
    pub from: From,
    pub span: Span,
}

/// What an id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    /// The text of a heading.
    Heading,
    /// `{#id}` at a heading.
    Explicit,
    /// `id=` of an element of HTML.
    Id,
    /// `name=` of an `<a>`.
    Name,
    /// A footnote, or the like.
    Generated,
}

/// How a generator makes ids.
pub struct Ids {
    pub slug: fn(&[Piece<'_>], &mut String),
    pub style: Style,
    pub case: Case,
    /// `## [Text](#alias)` takes its id from the alias, made a slug by this (Hexo's `anchorAlias`).
    pub alias: Option<fn(&str, &mut String)>,
    /// Footnotes as GitHub numbers them.
    pub footnotes: bool,
    /// Headings written as HTML get ids too.
    pub html_headings: bool,
}

impl Ids {
    /// github-slugger.
    pub fn github() -> Ids {
        Ids { footnotes: true, html_headings: true, ..Ids::bare() }
    }

    /// The same slugs, and nothing besides.
    pub fn bare() -> Ids {
        Ids { slug: super::slug::github, style: Style::FirstFree, case: Case::Keep, alias: None, footnotes: false, html_headings: false }
    }
}

/// The ids of an article's page.
pub fn anchors(article: &Article, ids: &Ids) -> Vec<Anchor> {
    let mut made = Vec::new();
    let mut repeats = Repeats::new(ids.style);
    let mut notes = Notes::default();
    for node in article.tree.nodes() {
        let span = node.span();
        match (node.kind(), node.syntax()) {
            (Kind::Element(Tag::H(_)), syntax) if syntax == Syntax::Markdown || ids.html_headings && node.attribute(Name::Id).is_none() => {
                let (id, from) = match node.attribute(Name::Id) {
                    Some(id) => (id.as_str().to_string(), From::Explicit),
                    None => (heading_id(article, node, ids, &mut repeats, &notes), From::Heading),
                };
                // An empty id is no target, but the next one like it has a number.
                if !id.is_empty() {
                    made.push(Anchor { id, from, span });
                }
            }
            (Kind::Element(tag), Syntax::Html) => {
                if let Some(id) = node.attribute(Name::Id).filter(|id| !id.as_str().is_empty()) {
                    made.push(Anchor { id: id.as_str().to_string(), from: From::Id, span });
                }
                if let Some(name) = node.attribute(Name::Name).filter(|name| tag == Tag::A && !name.as_str().is_empty()) {
                    made.push(Anchor { id: name.as_str().to_string(), from: From::Name, span });
                }
            }
            (Kind::FootnoteMark, _) if ids.footnotes => {
                let id = notes.reference(label(article, span));
                made.push(Anchor { id, from: From::Generated, span });
            }
            _ => {}
        }
    }
    notes.definitions(article, &mut made);
    made
}

fn heading_id(article: &Article, heading: Element<'_>, ids: &Ids, repeats: &mut Repeats, notes: &Notes) -> String {
    let mut id = String::new();
    let first = heading.children().next().filter(|first| first.tag() == Some(Tag::A));
    let target = first.and_then(|link| link.attribute(Name::Href)).and_then(|href| href.as_str().strip_prefix('#'));
    match (ids.alias, target) {
        (Some(alias), Some(target)) => alias(target, &mut id),
        _ => {
            let mut pieces = Vec::with_capacity(8);
            let mut ahead = Vec::new();
            collect(article, heading, notes, &mut ahead, &mut pieces);
            (ids.slug)(&pieces, &mut id);
        }
    }
    ids.case.apply(&mut id);
    repeats.unique(id)
}

/// The content of a heading as the slug rules see it.
///
/// `ahead` are the footnotes that are used in this heading for the first time.
fn collect<'a>(article: &'a Article, parent: Element<'a>, notes: &Notes, ahead: &mut Vec<&'a str>, pieces: &mut Vec<Piece<'a>>) {
    let source = article.text();
    for node in parent.children() {
        match node.kind() {
            Kind::Text => text_pieces(article, node, pieces),
            Kind::Code => pieces.push(Piece::Code(node.text().as_str())),
            Kind::Break => pieces.push(Piece::Break),
            Kind::Comment => pieces.push(Piece::Html(node.span().of(source))),
            Kind::FootnoteMark => {
                let label = label(article, node.span());
                pieces.push(Piece::FootnoteMark { label, number: notes.number(label, ahead) });
            }
            Kind::Element(_) if node.syntax() == Syntax::Html => {
                pieces.push(Piece::Html(node.span().of(source)));
                collect(article, node, notes, ahead, pieces);
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
                collect(article, node, notes, ahead, pieces);
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
struct Notes {
    labels: Vec<String>,
    uses: FxHashMap<String, u32>,
}

impl Notes {
    /// The number a footnote has, or will have once those `ahead` are counted.
    fn number<'a>(&self, label: &'a str, ahead: &mut Vec<&'a str>) -> u32 {
        let key = label.to_lowercase();
        if let Some(index) = self.labels.iter().position(|known| *known == key) {
            return index as u32 + 1;
        }
        let index = ahead.iter().position(|known| known.to_lowercase() == key).unwrap_or_else(|| {
            ahead.push(label);
            ahead.len() - 1
        });
        (self.labels.len() + index) as u32 + 1
    }

    /// The id of a mark; it counts as a use.
    fn reference(&mut self, label: &str) -> String {
        let key = label.to_lowercase();
        if !self.labels.contains(&key) {
            self.labels.push(key.clone());
        }
        let uses = self.uses.entry(key.clone()).or_default();
        *uses += 1;
        match *uses {
            1 => format!("user-content-fnref-{key}"),
            n => format!("user-content-fnref-{key}-{n}"),
        }
    }

    /// The list of footnotes at the end of the page.
    fn definitions(&self, article: &Article, made: &mut Vec<Anchor>) {
        let span = Span::at(article.text().len());
        let ids = self.labels.iter().map(|label| format!("user-content-fn-{label}"));
        let heading = (!self.labels.is_empty()).then(|| "footnote-label".to_string());
        made.extend(heading.into_iter().chain(ids).map(|id| Anchor { id, from: From::Generated, span }));
    }
}
