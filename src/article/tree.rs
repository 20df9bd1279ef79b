//! The article as one flat tree of HTML elements in document order, whatever syntax they were written in.

use crate::text::{Mapped, Span, Text};
use std::ops::Range;

/// The index of a node; nodes stand in document order.
pub type NodeId = u32;

/// The elements that some rule or view tells apart; all others are `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Root,
    A,
    Area,
    Aside,
    Blockquote,
    Br,
    Button,
    Code,
    Dd,
    Del,
    Details,
    Div,
    Dl,
    Dt,
    Em,
    Figcaption,
    Figure,
    Footnote,
    /// `h1` to `h6`.
    H(u8),
    Hr,
    Iframe,
    Img,
    Ins,
    Li,
    Ol,
    Option,
    P,
    Pre,
    Script,
    Section,
    Span,
    Strong,
    Style,
    Summary,
    Svg,
    Table,
    Td,
    Template,
    Th,
    Tr,
    Ul,
    Other,
}

impl Tag {
    /// The element of this name, in lower case.
    pub fn named(name: &str) -> Tag {
        match name {
            "a" => Tag::A,
            "area" => Tag::Area,
            "aside" => Tag::Aside,
            "blockquote" => Tag::Blockquote,
            "br" => Tag::Br,
            "button" => Tag::Button,
            "code" => Tag::Code,
            "dd" => Tag::Dd,
            "del" | "s" => Tag::Del,
            "details" => Tag::Details,
            "div" | "article" | "main" | "header" | "footer" | "nav" | "center" | "form" | "body" => Tag::Div,
            "dl" => Tag::Dl,
            "dt" => Tag::Dt,
            "em" | "i" => Tag::Em,
            "figcaption" | "caption" => Tag::Figcaption,
            "figure" => Tag::Figure,
            "h1" => Tag::H(1),
            "h2" => Tag::H(2),
            "h3" => Tag::H(3),
            "h4" => Tag::H(4),
            "h5" => Tag::H(5),
            "h6" => Tag::H(6),
            "hr" => Tag::Hr,
            "iframe" => Tag::Iframe,
            "img" => Tag::Img,
            "ins" => Tag::Ins,
            "li" => Tag::Li,
            "ol" => Tag::Ol,
            "option" => Tag::Option,
            "p" => Tag::P,
            "pre" => Tag::Pre,
            "script" => Tag::Script,
            "section" => Tag::Section,
            "span" => Tag::Span,
            "strong" | "b" => Tag::Strong,
            "style" => Tag::Style,
            "summary" => Tag::Summary,
            "svg" => Tag::Svg,
            "table" => Tag::Table,
            "td" => Tag::Td,
            "template" | "noscript" => Tag::Template,
            "th" => Tag::Th,
            "tr" => Tag::Tr,
            "ul" | "menu" => Tag::Ul,
            _ => Tag::Other,
        }
    }

    /// Whether the element stands in a block of its own, so that the text before and after it is apart.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(self, Root | Aside | Blockquote | Dd | Details | Div | Dl | Dt | Figcaption | Figure | Footnote | H(_) | Hr | Li | Ol | P)
            || matches!(self, Pre | Section | Summary | Table | Td | Th | Tr | Ul | Script | Style | Template)
    }

    /// Whether the text in it is not for readers.
    fn is_hidden(self) -> bool {
        matches!(self, Tag::Script | Tag::Style | Tag::Template | Tag::Svg)
    }
}

/// Elements that never have content (HTML Living Standard, 13.1.2).
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr" | "param"
    )
}

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

/// The names of attributes that rules ask for by themselves; the others keep their name in the source only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Alt,
    AriaHidden,
    AriaLabel,
    Class,
    Height,
    Hidden,
    Href,
    Id,
    Name,
    Rel,
    Role,
    Src,
    Style,
    Title,
    Width,
    Other,
}

impl Name {
    fn named(name: &str) -> Name {
        match name {
            "alt" => Name::Alt,
            "aria-hidden" => Name::AriaHidden,
            "aria-label" | "aria-labelledby" => Name::AriaLabel,
            "class" | "classname" => Name::Class,
            "height" => Name::Height,
            "hidden" => Name::Hidden,
            "href" => Name::Href,
            "id" => Name::Id,
            "name" => Name::Name,
            "rel" => Name::Rel,
            "role" => Name::Role,
            "src" => Name::Src,
            "style" => Name::Style,
            "title" => Name::Title,
            "width" => Name::Width,
            _ => Name::Other,
        }
    }
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
}

impl Index {
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
                if syntax == Syntax::Html {
                    self.other_html.push(id);
                }
            }
            Kind::Text | Kind::FootnoteMark | Kind::Break => {}
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

/// How far out an end tag looks for what it closes. No browser nests deeper.
const DEEPEST: usize = 512;

/// Puts a tree together from the events of the readers. It keeps the stack of open elements across both syntaxes.
pub struct Builder<'s> {
    source: &'s str,
    tree: Tree,
    open: Vec<NodeId>,
    block_start: usize,
    /// Elements open whose text is not for readers.
    hidden: u32,
    /// Tags that begin with a capital are components.
    pub jsx: bool,
}

impl<'s> Builder<'s> {
    /// A builder for the article whose whole file is `source`.
    pub fn new(source: &'s str) -> Builder<'s> {
        let mut builder = Builder { source, tree: Tree::default(), open: Vec::with_capacity(16), block_start: 0, hidden: 0, jsx: false };
        builder.tree.nodes.reserve(source.len() / 48 + 4);
        builder.tree.text.reserve(source.len() * 3 / 4);
        builder.tree.values.reserve(source.len() / 8);
        builder.push(Kind::Element(Tag::Root), Syntax::Html, Span::new(0, 0));
        builder.open.push(0);
        builder
    }

    /// The whole file.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// The tree; whatever is open is closed.
    pub fn finish(mut self) -> Tree {
        while self.open.len() > 1 {
            self.close_top(self.source.len());
        }
        self.end_block(self.source.len());
        let (end, text) = (self.tree.nodes.len() as u32, self.tree.text.len() as u32);
        let root = &mut self.tree.nodes[0];
        (root.next, root.text.end, root.end) = (end, text, self.source.len() as u32);
        self.tree
    }

    fn push(&mut self, kind: Kind, syntax: Syntax, span: Span) -> NodeId {
        let id = self.tree.nodes.len() as u32;
        let text = self.tree.text.len() as u32;
        let attributes = self.tree.attributes.len() as u32;
        if id > 0 {
            self.tree.index.add(id, kind, syntax);
        }
        self.tree.nodes.push(Node {
            kind,
            syntax,
            span,
            end: span.end,
            parent: self.open.last().copied().unwrap_or(0),
            next: id + 1,
            text: text..text,
            attributes: attributes..attributes,
        });
        id
    }

    /// Opens an element.
    pub fn open(&mut self, tag: Tag, syntax: Syntax, span: Span) -> NodeId {
        if tag.is_block() {
            self.end_block(span.start as usize);
        }
        let id = self.push(Kind::Element(tag), syntax, span);
        self.open.push(id);
        self.hidden += u32::from(tag.is_hidden());
        id
    }

    /// Adds a node that has no content.
    pub fn leaf(&mut self, kind: Kind, syntax: Syntax, span: Span) -> NodeId {
        if matches!(kind, Kind::Element(tag) if tag.is_block()) {
            self.end_block(span.start as usize);
        }
        self.push(kind, syntax, span)
    }

    /// The innermost open element.
    pub fn top(&self) -> NodeId {
        self.open.last().copied().unwrap_or(0)
    }

    fn tag(&self, id: NodeId) -> Tag {
        match self.tree.nodes[id as usize].kind {
            Kind::Element(tag) => tag,
            _ => Tag::Other,
        }
    }

    fn close_top(&mut self, end: usize) {
        let Some(&id) = self.open.get(1..).and_then(|open| open.last()) else { return };
        let tag = self.tag(id);
        let text = self.tree.text.len() as u32;
        // While the element is still open: the block of text is its own.
        if tag.is_block() {
            self.end_block(end);
        }
        self.open.pop();
        self.hidden -= u32::from(tag.is_hidden());
        let next = self.tree.nodes.len() as u32;
        let node = &mut self.tree.nodes[id as usize];
        (node.next, node.text.end) = (next, text);
        node.end = node.end.max(end as u32);
    }

    /// Closes the Markdown element `id`, and any HTML left open in it.
    pub fn close_markdown(&mut self, id: NodeId, end: usize) {
        // From the innermost: it seldom stands further out.
        if self.open.iter().rev().any(|&open| open == id) {
            while self.top() != id {
                self.close_top(end);
            }
            self.close_top(end);
        }
    }

    /// Closes the innermost open HTML element of this name. An end tag never reaches beyond the Markdown construct it stands in.
    pub fn close_html(&mut self, name: &str, tag_span: Span) {
        for index in (1..self.open.len()).rev().take(DEEPEST) {
            let node = &self.tree.nodes[self.open[index] as usize];
            if node.syntax == Syntax::Markdown {
                return;
            }
            if self.html_name(node.span).eq_ignore_ascii_case(name) {
                while self.open.len() > index + 1 {
                    self.close_top(tag_span.start as usize);
                }
                return self.close_top(tag_span.end as usize);
            }
        }
    }

    /// Closes what a start tag of this kind ends without saying so (`<li>` ends the `<li>` before it).
    pub fn imply_end(&mut self, tag: Tag, at: usize) {
        let ends = |open: Tag| match tag {
            Tag::Li => open == Tag::Li,
            Tag::Dt | Tag::Dd => matches!(open, Tag::Dt | Tag::Dd),
            Tag::Td | Tag::Th => matches!(open, Tag::Td | Tag::Th),
            Tag::Tr => matches!(open, Tag::Td | Tag::Th | Tag::Tr),
            Tag::Option => open == Tag::Option,
            Tag::A => open == Tag::A,
            tag => tag.is_block() && open == Tag::P,
        };
        let bounds = |open: Tag| matches!(open, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table);
        for index in (1..self.open.len()).rev().take(DEEPEST) {
            let node = &self.tree.nodes[self.open[index] as usize];
            let open = self.tag(self.open[index]);
            if node.syntax == Syntax::Markdown || bounds(open) {
                return;
            }
            if ends(open) {
                while self.open.len() > index {
                    self.close_top(at);
                }
                return;
            }
        }
    }

    /// The name in a start tag.
    fn html_name(&self, start_tag: Span) -> &'s str {
        let inside = start_tag.of(self.source).strip_prefix('<').unwrap_or_default();
        let end = inside.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(inside.len());
        &inside[..end]
    }

    /// Sets the span of a start tag whose end is now known.
    pub fn set_span(&mut self, id: NodeId, span: Span) {
        let node = &mut self.tree.nodes[id as usize];
        node.span = span;
        node.end = span.end;
    }

    /// Begins the attributes of `id`; they follow with [`Builder::attribute`] before those of any other node.
    pub fn attributes_of(&mut self, id: NodeId) {
        let at = self.tree.attributes.len() as u32;
        self.tree.nodes[id as usize].attributes = at..at;
    }

    /// Adds an attribute to `id`; `value` writes its value.
    pub fn attribute(&mut self, id: NodeId, name: &str, key: Span, value: impl FnOnce(&mut Mapped)) {
        let start = self.tree.values.len();
        value(&mut self.tree.values);
        self.attribute_at(id, name, key, start..self.tree.values.len());
    }

    /// Adds an attribute whose value has already been written to [`Builder::values`].
    pub fn attribute_at(&mut self, id: NodeId, name: &str, key: Span, value: Range<usize>) {
        self.tree.attributes.push(Attribute { name: Name::named(name), key, value: value.start as u32..value.end as u32 });
        self.tree.nodes[id as usize].attributes.end = self.tree.attributes.len() as u32;
    }

    /// Writes the value of the attribute that was added last.
    pub fn last_value(&mut self, write: impl FnOnce(&mut Mapped)) {
        let start = self.tree.values.len();
        write(&mut self.tree.values);
        if let Some(attribute) = self.tree.attributes.last_mut() {
            attribute.value = start as u32..self.tree.values.len() as u32;
        }
    }

    /// The values of attributes.
    pub fn values(&mut self) -> &mut Mapped {
        &mut self.tree.values
    }

    /// Closes the HTML element `id`, if it is the innermost open one.
    pub fn close_html_node(&mut self, id: NodeId, end: usize) {
        if self.top() == id {
            self.close_top(end);
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Closes what was opened since [`Builder::depth`] was `depth`, if one of it hides its text.
    pub fn close_hidden(&mut self, depth: usize, end: usize) {
        if self.open.get(depth..).is_some_and(|open| open.iter().any(|&id| self.tag(id).is_hidden())) {
            while self.open.len() > depth {
                self.close_top(end);
            }
        }
    }

    /// Whether this text is for readers here: not in a script, and no white space between two blocks.
    pub fn takes(&self, text: &[u8]) -> bool {
        self.hidden == 0 && (self.block_start < self.tree.text.len() || !text.trim_ascii().is_empty())
    }

    /// Adds visible text as a node; `write` writes it.
    pub fn text(&mut self, kind: Kind, syntax: Syntax, span: Span, write: impl FnOnce(&mut Mapped)) {
        if self.hidden > 0 {
            return;
        }
        let top = self.top();
        let joins = |node: &Node| node.kind == Kind::Text && kind == Kind::Text && node.syntax == syntax && node.parent == top;
        // Parsers hand text over in pieces; one stretch is one node.
        let id = match self.tree.nodes.last().is_some_and(joins) {
            true => self.tree.nodes.len() as NodeId - 1,
            false => self.push(kind, syntax, span),
        };
        write(&mut self.tree.text);
        let node = &mut self.tree.nodes[id as usize];
        node.span = node.span.cover(span);
        (node.end, node.text.end) = (node.span.end, self.tree.text.len() as u32);
    }

    /// Ends the block of text that is being written, if any.
    fn end_block(&mut self, at: usize) {
        let text = self.block_start..self.tree.text.len();
        if !text.is_empty() {
            let node = self.open.iter().rev().copied().find(|&id| self.tag(id).is_block()).unwrap_or(0);
            self.tree.blocks.push(Block { text, node });
            // An element may end before its text does: with white space that is no blank to Markdown.
            let at = at.max(self.tree.text.source_end());
            self.tree.text.push_atomic("\n", Span::at(at));
        }
        self.block_start = self.tree.text.len();
    }
}
