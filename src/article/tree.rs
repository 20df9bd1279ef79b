//! The article as one flat tree of HTML elements in document order, whatever syntax they were written in.

mod builder;
mod names;

pub use builder::Builder;
pub use names::{Name, Tag, is_void};

use crate::text::{Mapped, Span, Text};
use std::ops::Range;

/// The index of a node; nodes stand in document order.
pub type NodeId = u32;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Element(Tag),
    /// Visible text.
    Text,
    /// The text of a code span.
    Code,
    /// An HTML comment.
    Comment,
    /// `[^1]`.
    FootnoteMark,
    /// A soft or hard line break.
    Break,
}

/// How a node was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    Markdown,
    Html,
}

#[derive(Clone, Debug)]
struct Node {
    kind: Kind,
    syntax: Syntax,
    /// Markdown: the whole construct. HTML: the start tag, or the comment.
    span: Span,
    /// Where the element ends in the file, its end tag included.
    end: u32,
    parent: NodeId,
    /// The node after its last descendant.
    next: NodeId,
    text: Range<u32>,
    attributes: Range<u32>,
}

#[derive(Clone, Debug)]
struct Attribute {
    name: Name,
    key: Span,
    value: Range<u32>,
}

/// A stretch of visible text without a block boundary in it: a paragraph, a heading, an item, a cell.
#[derive(Clone, Debug)]
pub struct Block {
    /// Where it stands in the visible text.
    pub text: Range<usize>,
    /// The block element that holds it.
    pub node: NodeId,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    text: Mapped,
    values: Mapped,
    blocks: Vec<Block>,
    index: Index,
}

impl Tree {
    /// All visible text, blocks parted by line ends. Code spans are in it, code blocks are not.
    pub fn text(&self) -> &Mapped {
        &self.text
    }

    /// Takes all out, and keeps the room.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.attributes.clear();
        self.text.clear();
        self.values.clear();
        self.blocks.clear();
        self.index.clear();
    }

    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub fn root(&self) -> Element<'_> {
        Element { tree: self, id: 0 }
    }

    pub fn get(&self, id: NodeId) -> Element<'_> {
        Element { tree: self, id }
    }

    /// All nodes in document order, the root left out.
    pub fn nodes(&self) -> impl Iterator<Item = Element<'_>> {
        (1..self.nodes.len() as u32).map(|id| Element { tree: self, id })
    }

    /// The nodes behind this one, in document order.
    pub fn nodes_after(&self, id: NodeId) -> impl Iterator<Item = Element<'_>> {
        (id + 1..self.nodes.len() as u32).map(|id| Element { tree: self, id })
    }

    /// All elements with this tag, in document order.
    pub fn elements(&self, tag: Tag) -> impl Iterator<Item = Element<'_>> {
        self.nodes().filter(move |node| node.tag() == Some(tag))
    }

    /// What many ask for, in document order: `a` and `area`.
    pub fn links(&self) -> impl Iterator<Item = Element<'_>> {
        self.index.links.iter().map(|&id| self.get(id))
    }

    pub fn images(&self) -> impl Iterator<Item = Element<'_>> {
        self.index.images.iter().map(|&id| self.get(id))
    }

    pub fn headings(&self) -> impl Iterator<Item = Element<'_>> {
        self.index.headings.iter().map(|&id| self.get(id))
    }

    pub fn comments(&self) -> impl Iterator<Item = Element<'_>> {
        self.index.comments.iter().map(|&id| self.get(id))
    }

    pub fn code_spans(&self) -> impl Iterator<Item = Element<'_>> {
        self.index.code_spans.iter().map(|&id| self.get(id))
    }

    /// What has an id or a name, or is given one: headings, terms, footnotes and their marks among them.
    pub fn targets(&self) -> impl Iterator<Item = Element<'_>> {
        self.index.targets.iter().map(|&id| self.get(id))
    }

    /// Code blocks, tables, drawings and frames, of Markdown and of HTML.
    pub fn figures(&self) -> impl Iterator<Item = Element<'_>> {
        self.index.figures.iter().map(|&id| self.get(id))
    }

    /// The elements of raw HTML that are neither links nor images.
    pub fn other_html(&self) -> impl Iterator<Item = Element<'_>> {
        self.index.other_html.iter().map(|&id| self.get(id))
    }
}

/// The nodes that many ask for. Every rule would walk the whole tree for its few.
#[derive(Clone, Debug, Default)]
struct Index {
    links: Vec<NodeId>,
    images: Vec<NodeId>,
    headings: Vec<NodeId>,
    comments: Vec<NodeId>,
    code_spans: Vec<NodeId>,
    other_html: Vec<NodeId>,
    targets: Vec<NodeId>,
    figures: Vec<NodeId>,
}

impl Index {
    fn clear(&mut self) {
        let Index { links, images, headings, comments, code_spans, other_html, targets, figures } = self;
        [links, images, headings, comments, code_spans, other_html, targets, figures].into_iter().for_each(Vec::clear);
    }

    fn add(&mut self, id: NodeId, kind: Kind, syntax: Syntax) {
        match kind {
            Kind::Element(Tag::A | Tag::Area) => self.links.push(id),
            Kind::Element(Tag::Img) => self.images.push(id),
            Kind::Comment => self.comments.push(id),
            Kind::Code => self.code_spans.push(id),
            Kind::Element(tag) => {
                if matches!(tag, Tag::H(_)) {
                    self.headings.push(id);
                }
                if matches!(tag, Tag::H(_) | Tag::Dt | Tag::Footnote) {
                    self.targets.push(id);
                }
                if matches!(tag, Tag::Pre | Tag::Table | Tag::Svg | Tag::Iframe) {
                    self.figures.push(id);
                }
                if syntax == Syntax::Html {
                    self.other_html.push(id);
                }
            }
            Kind::FootnoteMark => self.targets.push(id),
            Kind::Text | Kind::Break => {}
        }
    }
}

/// A node in its tree.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    tree: &'a Tree,
    id: NodeId,
}

impl<'a> Element<'a> {
    fn node(self) -> &'a Node {
        &self.tree.nodes[self.id as usize]
    }

    pub fn id(self) -> NodeId {
        self.id
    }

    pub fn kind(self) -> Kind {
        self.node().kind
    }

    pub fn tag(self) -> Option<Tag> {
        match self.node().kind {
            Kind::Element(tag) => Some(tag),
            _ => None,
        }
    }

    pub fn syntax(self) -> Syntax {
        self.node().syntax
    }

    /// The whole construct of Markdown; the start tag of HTML.
    pub fn span(self) -> Span {
        self.node().span
    }

    /// The name in its tag, as it is written in the file (`Button`, `ad-slot`); empty for Markdown.
    pub fn written_name(self, source: &str) -> &str {
        let name = self.span().of(source).strip_prefix('<').unwrap_or_default();
        &name[..name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | ':')).unwrap_or(name.len())]
    }

    /// From its first byte to its last, an end tag included.
    pub fn extent(self) -> Span {
        let node = self.node();
        Span { start: node.span.start, end: node.end.max(node.span.end) }
    }

    /// The visible text in it.
    pub fn text(self) -> Text<'a> {
        let text = &self.node().text;
        self.tree.text.get(text.start as usize..text.end as usize)
    }

    pub fn parent(self) -> Option<Element<'a>> {
        (self.id != 0).then(|| Element { tree: self.tree, id: self.node().parent })
    }

    /// From the parent up to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Element<'a>> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// All nodes in it, in document order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'a>> {
        (self.id + 1..self.node().next).map(move |id| Element { tree: self.tree, id })
    }

    /// The nodes right below it.
    pub fn children(self) -> impl Iterator<Item = Element<'a>> {
        let end = self.node().next;
        let first = (self.id + 1 < end).then_some(self.id + 1);
        std::iter::successors(first, move |&id| Some(self.tree.nodes[id as usize].next).filter(|&next| next < end))
            .map(move |id| Element { tree: self.tree, id })
    }

    /// The node behind its last descendant.
    pub fn end_id(self) -> NodeId {
        self.node().next
    }

    /// The next node on the same level.
    pub fn following(self) -> Option<Element<'a>> {
        let (next, parent) = (self.node().next, self.parent()?);
        (next < parent.node().next).then_some(Element { tree: self.tree, id: next })
    }

    /// The attribute's value, decoded; empty for an attribute without a value.
    pub fn attribute(self, name: Name) -> Option<Text<'a>> {
        let found = self.attributes_raw().iter().find(|attribute| attribute.name == name)?;
        Some(self.tree.values.get(found.value.start as usize..found.value.end as usize))
    }

    /// All attributes: where their name stands, and their value.
    pub fn attributes(self) -> impl Iterator<Item = (Name, Span, Text<'a>)> {
        let value = move |range: &Range<u32>| self.tree.values.get(range.start as usize..range.end as usize);
        self.attributes_raw().iter().map(move |attribute| (attribute.name, attribute.key, value(&attribute.value)))
    }

    /// What the element's own style says of a property, in lower case.
    pub fn style(self, property: &str) -> Option<String> {
        let declared = self.attribute(Name::Style)?;
        let mut properties = declared.as_str().split(';').filter_map(|declaration| declaration.split_once(':'));
        let (_, value) = properties.rfind(|(name, _)| name.trim().eq_ignore_ascii_case(property))?;
        Some(value.replace("!important", "").trim().to_ascii_lowercase())
    }

    /// Whether the element itself says that it is not shown.
    pub fn is_hidden(self) -> bool {
        self.attribute(Name::Hidden).is_some()
            || self.style("display").is_some_and(|value| value == "none")
            || self.style("visibility").is_some_and(|value| value == "hidden")
    }

    fn attributes_raw(self) -> &'a [Attribute] {
        let range = &self.node().attributes;
        &self.tree.attributes[range.start as usize..range.end as usize]
    }
}
