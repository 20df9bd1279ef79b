//! Markdown into the tree: pulldown-cmark's events with spans.

use super::dialect::{Dialect, Templates};
use super::html::{self, Chunk};
use super::tree::{Builder, Kind, NodeId, Syntax, Tag};
use crate::text::{Escapes, Mapped, Span};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag as Md, TagEnd};
use std::ops::Range;

/// Reads the body, which begins at byte `offset` of the file. `body` may be a masked copy: the same length, other bytes.
pub fn read(builder: &mut Builder<'_>, body: &str, offset: usize, dialect: &Dialect) {
    let mut reader = Reader {
        original: &builder.source()[offset..],
        builder,
        body,
        offset,
        open: Vec::with_capacity(8),
        mdx: dialect.templates == Templates::Mdx,
        code: 0,
        images: 0,
        html: Html::default(),
        last_end: 0,
    };
    for (event, range) in Parser::new_ext(body, options(dialect)).into_offset_iter() {
        reader.event(event, range);
    }
}

fn options(dialect: &Dialect) -> Options {
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    options.set(Options::ENABLE_FOOTNOTES, dialect.footnotes);
    options.set(Options::ENABLE_HEADING_ATTRIBUTES, dialect.heading_attributes);
    options.set(Options::ENABLE_DEFINITION_LIST, dialect.definition_lists);
    options
}

struct Reader<'r, 's, 'a> {
    builder: &'r mut Builder<'s>,
    /// What the parser reads, and what stands in the file in its place.
    body: &'a str,
    original: &'s str,
    offset: usize,
    open: Vec<Open<'a>>,
    mdx: bool,
    /// Depth of code blocks and of images, whose text is not visible text.
    code: u32,
    images: u32,
    html: Html,
    /// Where the event before ended, in the body.
    last_end: usize,
}

struct Open<'a> {
    node: Option<NodeId>,
    link: Option<Link<'a>>,
}

/// A link or an image until its end is reached: only then is it known where its text ends.
struct Link<'a> {
    image: bool,
    kind: LinkType,
    destination: CowStr<'a>,
    title: CowStr<'a>,
    range: Range<usize>,
    alt: usize,
}

/// The lines of an HTML block.
#[derive(Default)]
struct Html {
    /// While they follow one another in the file.
    whole: Option<Range<usize>>,
    text: String,
    lines: Vec<(usize, usize)>,
}

impl<'a> Reader<'_, '_, 'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let (start, end) = (range.start, range.end);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(Kind::Text, &text, range),
            Event::Code(text) => self.text(Kind::Code, &text, range),
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
        self.last_end = if start == end { self.last_end } else { end };
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.offset + range.start, self.offset + range.end)
    }

    /// The span without the line ends that a block runs over.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let length = self.body.get(range.clone()).map_or(range.len(), |text| text.trim_end().len());
        self.span(range.start..range.start + length)
    }

    fn start(&mut self, tag: Md<'a>, range: Range<usize>) {
        let (mut link, mut explicit_id) = (None, None);
        let tag = match tag {
            Md::Paragraph => Tag::P,
            Md::Heading { level, id, .. } => {
                explicit_id = id;
                Tag::H(level_number(level))
            }
            Md::BlockQuote(_) => Tag::Blockquote,
            Md::CodeBlock(_) => {
                self.code += 1;
                Tag::Pre
            }
            Md::HtmlBlock => {
                self.html.clear();
                self.open.push(Open { node: None, link: None });
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
            Md::Link { link_type, dest_url, title, .. } => {
                link = Some(Link { image: false, kind: link_type, destination: dest_url, title, range: range.clone(), alt: 0 });
                Tag::A
            }
            Md::Image { link_type, dest_url, title, .. } => {
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
            self.open.push(Open { node: None, link: None });
            return;
        }
        let span = match &link {
            Some(link) => self.construct(link.kind, range),
            None => self.trimmed(range),
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
        self.open.push(Open { node: Some(node), link });
    }

    /// The whole link: the range of a collapsed reference (`[a][]`) leaves the empty brackets out.
    fn construct(&self, kind: LinkType, range: Range<usize>) -> Span {
        let brackets = matches!(kind, LinkType::Collapsed) && self.body[range.end..].starts_with("[]");
        self.span(range.start..range.end + if brackets { 2 } else { 0 })
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        match tag {
            TagEnd::CodeBlock => self.code -= 1,
            TagEnd::Image => self.images -= 1,
            TagEnd::HtmlBlock => return self.html_block(),
            _ => {}
        }
        let Some(node) = open.node else { return };
        if let Some(link) = open.link {
            self.link_attributes(node, &link);
        }
        if tag != TagEnd::Image {
            self.builder.close_markdown(node, self.trimmed(range).end as usize);
        }
    }

    fn link_attributes(&mut self, node: NodeId, link: &Link<'_>) {
        let alt = link.alt..self.builder.values().len();
        self.builder.attributes_of(node);
        let text_end = self.last_end.clamp(link.range.start, link.range.end);
        let inline = matches!(link.kind, LinkType::Inline);
        let destination = match self.place(&link.destination) {
            Some(at) => Some((at, at + link.destination.len())),
            None if inline => self.scan_destination(text_end, link.range.end).map(|(s, e)| (self.offset + s, self.offset + e)),
            None => None,
        };
        let whole = self.span(link.range.clone());
        let key = destination.map_or(whole, |(start, end)| Span::new(start, end));
        let source = self.builder.source();
        self.builder.attribute(node, if link.image { "src" } else { "href" }, key, |values| match (link.kind, destination) {
            (LinkType::Email, _) => values.push_atomic(&format!("mailto:{}", link.destination), whole),
            (_, Some((start, end))) if end - start == link.destination.len() => values.push_verbatim(&source[start..end], start),
            (_, Some((start, end))) => values.push_decoded(&link.destination, &source[start..end], start, Escapes::Markdown),
            (_, None) => values.push_atomic(&link.destination, whole),
        });
        if link.image {
            self.builder.attribute_at(node, "alt", whole, alt);
        }
        if !link.title.is_empty() {
            let place = self.place(&link.title);
            self.builder.attribute(node, "title", whole, |values| match place {
                Some(at) => values.push_verbatim(&source[at..at + link.title.len()], at),
                None => values.push_atomic(&link.title, whole),
            });
        }
    }

    /// Where in the file a string of the parser stands. A string it did not have to change is a slice of the body itself, and
    /// that says where it stands better than any search.
    fn place(&self, part: &CowStr<'_>) -> Option<usize> {
        let CowStr::Borrowed(part) = part else { return None };
        let at = (part.as_ptr() as usize).checked_sub(self.body.as_ptr() as usize)?;
        (!part.is_empty() && at + part.len() <= self.body.len()).then_some(self.offset + at)
    }

    /// The destination of an inline link whose text ends at or after `text_end`, for those that hold escapes (CommonMark 6.3).
    fn scan_destination(&self, text_end: usize, end: usize) -> Option<(usize, usize)> {
        let bytes = self.body.as_bytes();
        let mut at = text_end;
        while !bytes.get(at..end)?.starts_with(b"](") {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        at += 2;
        while at < end && (bytes[at].is_ascii_whitespace() || bytes[at] == b'>') {
            at += 1;
        }
        let start = at;
        if bytes.get(at) == Some(&b'<') {
            let length = self.body[at + 1..end].find('>')?;
            return Some((at + 1, at + 1 + length));
        }
        let mut depth = 0;
        while at < end {
            match bytes[at] {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                byte if byte.is_ascii_whitespace() => break,
                _ => {}
            }
            at += 1;
        }
        Some((start, at.min(end)))
    }

    fn text(&mut self, kind: Kind, text: &CowStr<'_>, range: Range<usize>) {
        if self.code > 0 {
            return;
        }
        let (place, span, source) = (self.place(text), self.span(range), self.builder.source());
        let raw = span.of(source);
        let write = |into: &mut Mapped| match place {
            Some(at) => into.push_verbatim(&source[at..at + text.len()], at),
            None if kind == Kind::Text => into.push_decoded(text, raw, span.start as usize, Escapes::Markdown),
            None => into.push_atomic(text, span),
        };
        if self.images > 0 {
            write(self.builder.values());
        } else {
            self.builder.text(kind, Syntax::Markdown, span, write);
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        let span = self.span(range.clone());
        let newline = self.original[range].find('\n').map(|at| span.start as usize + at);
        let write = |into: &mut Mapped| match newline {
            Some(at) => into.push_verbatim("\n", at),
            None => into.push_atomic("\n", span),
        };
        if self.images > 0 {
            write(self.builder.values());
        } else {
            self.builder.text(Kind::Break, Syntax::Markdown, span, write);
        }
    }

    fn inline_html(&mut self, tag: &CowStr<'_>, range: Range<usize>) {
        match self.place(tag) {
            Some(at) => html::read(self.builder, &Chunk::Whole { html: &self.body[at - self.offset..at - self.offset + tag.len()], at }),
            None => {
                // A tag over several lines in a container, put together without the container's marks.
                let raw = &self.body[range.clone()];
                let mut lines = vec![(0, self.offset + range.start)];
                let mut from = 0;
                for (at, _) in tag.match_indices('\n') {
                    let next = tag[at + 1..].lines().next().unwrap_or_default();
                    let line = raw[from..].find('\n').map_or(raw.len(), |i| from + i + 1);
                    let indent = raw[line..].find(next).unwrap_or(0);
                    lines.push((at + 1, self.offset + range.start + line + indent));
                    from = line;
                }
                html::read(self.builder, &Chunk::Lines { html: tag, lines: &lines });
            }
        }
    }

    fn html_block(&mut self) {
        let html = std::mem::take(&mut self.html);
        let depth = self.builder.depth();
        match &html.whole {
            Some(whole) => html::read(self.builder, &Chunk::Whole { html: &self.body[whole.clone()], at: self.offset + whole.start }),
            None => {
                let lines: Vec<_> = html.lines.iter().map(|&(at, src)| (at, self.offset + src)).collect();
                html::read(self.builder, &Chunk::Lines { html: &html.text, lines: &lines });
            }
        }
        // In MDX, the lines below a component's tag are Markdown: a `<script>` in them that nothing closes was code.
        if self.mdx {
            let end = html.whole.as_ref().map(|whole| whole.end).or(html.lines.last().map(|&(_, at)| at));
            self.builder.close_hidden(depth, self.offset + end.unwrap_or_default());
        }
        self.html = html;
    }
}

impl Html {
    fn clear(&mut self) {
        self.whole = Some(0..0);
        self.text.clear();
        self.lines.clear();
    }

    fn push(&mut self, body: &str, line: &CowStr<'_>, range: Range<usize>) {
        let verbatim = body.get(range.clone()) == Some(line.as_ref());
        match &mut self.whole {
            Some(whole) if verbatim && (whole.start == whole.end || whole.end == range.start) => {
                *whole = if whole.start == whole.end { range } else { whole.start..range.end };
            }
            whole => {
                // What had been one stretch becomes lines.
                if let Some(whole) = whole.take().filter(|whole| whole.start < whole.end) {
                    let mut at = whole.start;
                    for line in body[whole].split_inclusive('\n') {
                        self.lines.push((self.text.len(), at));
                        self.text.push_str(line);
                        at += line.len();
                    }
                }
                self.lines.push((self.text.len(), range.start));
                self.text.push_str(line);
            }
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
