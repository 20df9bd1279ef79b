//! From the events of the readers to the tree.

use super::{Attribute, Block, Kind, Name, Node, NodeId, Syntax, Tag, Tree};
use crate::article::spare;
use crate::text::{Mapped, Span};
use std::ops::Range;

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
        let mut builder = Builder { source, tree: spare::tree(), open: Vec::with_capacity(16), block_start: 0, hidden: 0, jsx: false };
        builder.tree.nodes.reserve(source.len() / 32 + 4);
        builder.tree.blocks.reserve(source.len() / 128 + 4);
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
        // An attribute may come behind other elements.
        self.tree.index.targets.sort_unstable();
        self.tree.index.targets.dedup();
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

    /// Closes the Markdown element `id`, whose end was known from its begin, and any HTML left open in it.
    pub fn close_markdown(&mut self, id: NodeId) {
        let end = self.tree.nodes[id as usize].span.end as usize;
        // It seldom stands further out.
        if self.top() == id || self.open.contains(&id) {
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
        let name = Name::named(name);
        if matches!(name, Name::Id | Name::Name) {
            self.tree.index.targets.push(id);
        }
        self.tree.attributes.push(Attribute { name, key, value: value.start as u32..value.end as u32 });
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
