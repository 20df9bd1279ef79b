//! Markdown into the tree: pulldown-cmark's events with spans.

mod links;
mod raw_html;
mod text;

use super::attributes::{AttributeList, Attributes, Place};
use super::body::Body;
use super::dialect::{Dialect, Templates};
use super::html::{self, Chunk};
use super::references::{Definition, References, Undefined};
use super::tree::{Builder, Kind, NodeId, Syntax, Tag};
use crate::text::Span;
use links::Link;
use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag as Md, TagEnd};
use raw_html::Html;
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::ops::Range;

/// Reads the body, and says which references it has.
pub fn read(builder: &mut Builder<'_>, body: &Body<'_>, dialect: &Dialect) -> References {
    let undefined = RefCell::new(Vec::new());
    // A bracket alone may be text: only what is written as a reference is one.
    let note = |link: BrokenLink<'_>| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            // Of `[a][]`, the parser leaves the empty brackets out.
            let rest = body.text().get(link.span.end..).unwrap_or_default();
            let empty = if link.link_type == LinkType::Collapsed && rest.starts_with("[]") { 2 } else { 0 };
            let span = body.span(link.span.start..link.span.end + empty);
            undefined.borrow_mut().push(Undefined { label: link.reference.as_ref().into(), span });
        }
        None
    };
    let mut events = Parser::new_with_broken_link_callback(body.text(), options(dialect), Some(note)).into_offset_iter();
    let mut reader = Reader {
        builder,
        body,
        open: Vec::with_capacity(8),
        links: Vec::new(),
        lists: 0,
        of_heading: Vec::new(),
        tags: 0,
        items: 0,
        used: FxHashSet::default(),
        has_definitions: events.reference_definitions().iter().next().is_some(),
        mdx: dialect.templates == Templates::Mdx,
        code: 0,
        images: 0,
        in_heading: false,
        run: 0..0,
        html: Html::default(),
        in_html: false,
        last_end: 0,
    };
    for (event, range) in events.by_ref() {
        reader.event(event, range);
    }
    reader.end_run();
    reader.attribute_lists(body.text().len() + 1);
    reader.flow_tags_to(usize::MAX);
    let used = reader.used;
    let mut definitions: Vec<Definition> = events
        .reference_definitions()
        .iter()
        .map(|(label, it)| Definition { label: label.into(), span: body.span(it.span.clone()), used: used.contains(&folded(label)) })
        .collect();
    definitions.sort_unstable_by_key(|definition| definition.span.start);
    drop(events);
    References { definitions, undefined: undefined.into_inner() }
}

/// Labels are compared without regard to letter case (CommonMark 4.7).
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn options(dialect: &Dialect) -> Options {
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    options.set(Options::ENABLE_FOOTNOTES, dialect.footnotes);
    options.set(Options::ENABLE_HEADING_ATTRIBUTES, dialect.attributes == Attributes::Pulldown);
    options.set(Options::ENABLE_DEFINITION_LIST, dialect.definition_lists);
    options
}

struct Reader<'r, 's, 'a> {
    builder: &'r mut Builder<'s>,
    body: &'a Body<'a>,
    /// The elements that are open; those that are no nodes have none.
    open: Vec<Option<NodeId>>,
    /// The links and images among them.
    links: Vec<Link<'a>>,
    /// How many of the body's attribute lists have gone to their elements, and which of the next ones to their heading.
    lists: usize,
    of_heading: Vec<usize>,
    /// How many of the tags of MDX are in the tree, and how many list items are open.
    tags: usize,
    items: usize,
    /// The labels of references that led to a definition.
    used: FxHashSet<String>,
    has_definitions: bool,
    mdx: bool,
    /// Depth of code blocks and of images, whose text is not visible text.
    code: u32,
    images: u32,
    /// A slug may need the line ends of a heading.
    in_heading: bool,
    /// Visible text that stands in the body as it is, and is in no node yet: the parser hands over a line of prose in many pieces.
    run: Range<usize>,
    html: Html,
    /// Within a block of HTML.
    in_html: bool,
    /// Where the event before ended, in the body.
    last_end: usize,
}

impl<'a> Reader<'_, '_, 'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let (start, end) = (range.start, range.end);
        match event {
            Event::Text(text) => self.piece(&text, range),
            Event::SoftBreak if self.is_within_run(&range) => self.run.end = end,
            event => {
                self.end_run();
                self.markup(event, range);
            }
        }
        self.last_end = if start == end { self.last_end } else { end };
    }

    fn markup(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.tags < self.body.tags.len() {
            self.flow_tags(&event, &range);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Code(text) => self.code(text, range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::Html(line) => self.html.push(self.body, &line, range),
            Event::InlineHtml(tag) if self.images == 0 => self.inline_html(&tag, range),
            Event::FootnoteReference(_) => {
                let span = self.span(range);
                self.builder.leaf(Kind::FootnoteMark, Syntax::Markdown, span);
            }
            Event::Rule => {
                let span = self.trimmed(range);
                self.builder.leaf(Kind::Element(Tag::Hr), Syntax::Markdown, span);
            }
            _ => {}
        }
    }

    /// Puts the tags of MDX that stand before this event into the tree.
    fn flow_tags(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::End(TagEnd::Item) => {
                self.flow_tags_to(self.body.place(range.end));
                self.items -= 1;
            }
            Event::Start(_) | Event::Rule => {
                self.flow_tags_to(self.body.place(range.start));
                self.items += usize::from(matches!(event, Event::Start(Md::Item)));
            }
            _ => {}
        }
    }

    /// Those before byte `at` of the file. What stands further out than the list item that is open waits for its end.
    fn flow_tags_to(&mut self, at: usize) {
        let body = self.body;
        while let Some(tag) = body.tags.get(self.tags).filter(|tag| tag.at < at && tag.depth >= self.items) {
            self.tags += 1;
            html::read(self.builder, &Chunk::Whole { html: &tag.html, at: tag.at });
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.body.span(range)
    }

    /// The span without the line ends that a block runs over.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let Some(text) = self.body.text().get(range.clone()) else { return self.span(range) };
        let ends = text.bytes().rev().take_while(|byte| matches!(byte, b'\n' | b'\r' | b' ')).count();
        let inside = &text[..text.len() - ends];
        // Most end with a letter or a mark of ASCII.
        let length = match inside.as_bytes().last() {
            Some(b'!'..=b'~') => inside.len(),
            _ => inside.trim_end().len(),
        };
        self.span(range.start..range.start + length)
    }

    fn start(&mut self, tag: Md<'a>, range: Range<usize>) {
        let (mut link, mut explicit_id) = (None, None);
        self.attribute_lists(range.start);
        let tag = match tag {
            Md::Paragraph => Tag::P,
            Md::Heading { level, id, .. } => {
                explicit_id = id;
                self.in_heading = true;
                Tag::H(level_number(level))
            }
            Md::BlockQuote(_) => Tag::Blockquote,
            Md::CodeBlock(_) => {
                self.code += 1;
                Tag::Pre
            }
            Md::HtmlBlock => {
                self.html.clear();
                self.in_html = true;
                self.open.push(None);
                return;
            }
            Md::List(first) => first.map_or(Tag::Ul, |_| Tag::Ol),
            Md::Item => Tag::Li,
            Md::FootnoteDefinition(_) => Tag::Footnote,
            Md::DefinitionList => Tag::Dl,
            Md::DefinitionListTitle => Tag::Dt,
            Md::DefinitionListDefinition => Tag::Dd,
            Md::Table(_) => Tag::Table,
            Md::TableHead | Md::TableRow => Tag::Tr,
            Md::TableCell => Tag::Td,
            Md::Emphasis => Tag::Em,
            Md::Strong => Tag::Strong,
            Md::Strikethrough => Tag::Del,
            Md::Link { link_type, dest_url, title, id } => {
                self.refer(link_type, &id);
                link = Some(Link { image: false, kind: link_type, destination: dest_url, title, range: range.clone(), alt: 0 });
                Tag::A
            }
            Md::Image { link_type, dest_url, title, id } => {
                self.refer(link_type, &id);
                let alt = self.builder.values().len();
                link = Some(Link { image: true, kind: link_type, destination: dest_url, title, range: range.clone(), alt });
                Tag::Img
            }
            _ => Tag::Other,
        };
        self.last_end = range.start + 1;
        if self.images > 0 {
            // Only the text of what stands in an image's description counts.
            self.images += u32::from(tag == Tag::Img);
            self.open.push(None);
            return;
        }
        let span = match &link {
            Some(link) => self.span(self.construct(link.kind, range.clone())),
            None => self.trimmed(range.clone()),
        };
        let node = match tag {
            Tag::Img => {
                self.images += 1;
                self.builder.leaf(Kind::Element(tag), Syntax::Markdown, span)
            }
            _ => self.builder.open(tag, Syntax::Markdown, span),
        };
        if let Some(id) = explicit_id {
            let at = self.place(&id).map_or(span, |at| Span::new(at, at + id.len()));
            self.builder.attributes_of(node);
            self.builder.attribute(node, "id", at, |values| values.push_atomic(&id, at));
        }
        if matches!(tag, Tag::H(_)) {
            self.heading_attributes(node, range);
        }
        self.open.push(Some(node));
        self.links.extend(link);
    }

    /// The whole link: the range of a collapsed reference (`[a][]`) leaves the empty brackets out.
    fn construct(&self, kind: LinkType, range: Range<usize>) -> Range<usize> {
        let brackets = matches!(kind, LinkType::Collapsed) && self.body.text()[range.end..].starts_with("[]");
        range.start..range.end + if brackets { 2 } else { 0 }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        match tag {
            TagEnd::CodeBlock => self.code -= 1,
            TagEnd::Image => self.images -= 1,
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::HtmlBlock => return self.html_block(),
            _ => {}
        }
        let Some(node) = open else { return };
        if matches!(tag, TagEnd::Link | TagEnd::Image) {
            let Some(link) = self.links.pop() else { return };
            let end = self.construct(link.kind, range.clone()).end;
            self.attribute_lists(end);
            self.link_attributes(node, &link);
            self.inline_attributes(node, end);
        } else if matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) && self.is_list_at(range.end) {
            self.builder.attributes_of(node);
            self.inline_attributes(node, range.end);
        }
        if tag != TagEnd::Image {
            self.builder.close_markdown(node);
        }
    }

    /// Where in the file a string of the parser stands. A string it did not have to change is a slice of the body itself, and
    /// that says where it stands better than any search.
    fn place(&self, part: &CowStr<'_>) -> Option<usize> {
        let range = self.slice(part)?;
        self.body.is_straight(&range).then(|| self.body.place(range.start))
    }

    /// Where in the parser's text a string of the parser stands.
    fn slice(&self, part: &CowStr<'_>) -> Option<Range<usize>> {
        let (CowStr::Borrowed(part), text) = (part, self.body.text()) else { return None };
        let at = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        (!part.is_empty() && at + part.len() <= text.len()).then(|| at..at + part.len())
    }

    /// Takes note of a reference that led to a definition.
    fn refer(&mut self, kind: LinkType, label: &str) {
        if self.has_definitions && matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            self.used.insert(folded(label));
        }
    }

    /// The next attribute list that nobody has yet.
    fn next_list(&mut self) -> Option<&'a AttributeList> {
        while let Some(at) = self.of_heading.iter().position(|&index| index == self.lists) {
            self.of_heading.swap_remove(at);
            self.lists += 1;
        }
        let body = self.body;
        body.lists.get(self.lists)
    }

    fn is_list_at(&self, at: usize) -> bool {
        self.body.lists.get(self.lists..).is_some_and(|lists| lists.iter().take_while(|list| list.at <= at).any(|list| list.at == at))
    }

    /// Gives an element the lists right behind it, after its other attributes.
    fn inline_attributes(&mut self, node: NodeId, end: usize) {
        while let Some(list) = self.next_list().filter(|list| list.at == end && list.place == Place::Inline) {
            self.lists += 1;
            self.add_attributes(node, list);
        }
    }

    /// Gives a heading, which stands at `range` of the parser's text, the list that belongs to it.
    fn heading_attributes(&mut self, node: NodeId, range: Range<usize>) {
        let text = self.body.text();
        // By bytes: the last one of the heading may stand within a character.
        let line_end = |at: usize| memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
        let end = line_end(range.end.saturating_sub(1).max(range.start));
        let mut begun = false;
        let own = |list: &&AttributeList| match list.place {
            Place::Next => list.at == range.start,
            Place::Heading => (range.start..=range.end).contains(&list.at),
            Place::Block => list.at == end || list.at == range.end,
            Place::Inline | Place::Other => false,
        };
        for (index, list) in self.body.lists.iter().enumerate().skip(self.lists).take_while(|(_, list)| list.at <= end) {
            if own(&list) {
                if !begun {
                    self.builder.attributes_of(node);
                    begun = true;
                }
                self.of_heading.push(index);
                self.add_attributes(node, list);
            }
        }
    }

    /// Lists before `at` that no element has taken belong to something that is no node of its own: what they name is a leaf.
    fn attribute_lists(&mut self, at: usize) {
        while let Some(list) = self.next_list().filter(|list| list.at < at) {
            self.lists += 1;
            // `{:toc}` stands for a table of contents.
            if list.attributes.iter().any(|attribute| matches!(&*attribute.name, "id" | "toc")) {
                let node = self.builder.leaf(Kind::Element(Tag::Other), Syntax::Html, list.span);
                self.builder.attributes_of(node);
                self.add_attributes(node, list);
            }
        }
    }

    fn add_attributes(&mut self, node: NodeId, list: &AttributeList) {
        let source = self.builder.source();
        for attribute in &list.attributes {
            let at = attribute.value.start as usize;
            self.builder.attribute(node, &attribute.name, attribute.key, |values| values.push_verbatim(attribute.value.of(source), at));
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
