//! Raw HTML into the tree: html5gum's tokens with spans.

mod pieces;

use super::tree::{Builder, Kind, NodeId, Syntax, Tag, is_void};
use crate::text::{Escapes, Mapped, Span};
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use pieces::{AttributeParts, Piece, Pieces, StartTag};
use std::borrow::Cow;
use std::convert::Infallible;

/// HTML to be read, with the places its bytes have in the file.
pub enum Chunk<'a> {
    /// A stretch of the file, from byte `at` on.
    Whole { html: &'a str, at: usize },
    /// Lines put together without what stands before them in the file (`> `, an indentation): where each begins in the
    /// chunk, and in the file.
    Lines { html: &'a str, lines: &'a [(usize, usize)] },
}

impl<'a> Chunk<'a> {
    fn html(&self) -> &'a str {
        match self {
            Chunk::Whole { html, .. } | Chunk::Lines { html, .. } => html,
        }
    }

    fn place(&self, at: usize, before: bool) -> usize {
        match self {
            Chunk::Whole { at: base, .. } => base + at,
            Chunk::Lines { lines, .. } => {
                let index = lines.partition_point(|&(start, _)| if before { start < at } else { start <= at });
                let (start, src) = lines[..index].last().or(lines.first()).copied().unwrap_or_default();
                src + at.saturating_sub(start)
            }
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.place(start, false), self.place(end, end > start))
    }

    /// Writes `decoded`, which the tokenizer made from `start..end`; `source` is the file, in which nothing is masked.
    fn write(&self, into: &mut Mapped, source: &str, decoded: &str, start: usize, end: usize) {
        let raw = self.html().get(start..end).unwrap_or_default();
        match self {
            Chunk::Whole { at, .. } if decoded == raw => into.push_verbatim(&source[at + start..at + end], at + start),
            Chunk::Whole { at, .. } => {
                let from = into.len();
                into.push_decoded(decoded, raw, at + start, Escapes::Html);
                if source.get(at + start..at + end) != Some(raw) {
                    into.unmask(from, source);
                }
            }
            Chunk::Lines { lines, .. } if decoded == raw => self.write_lines(into, source, decoded, start, lines),
            Chunk::Lines { lines, .. } => {
                let mut aligned = Mapped::default();
                aligned.push_decoded(decoded, raw, start, Escapes::Html);
                for (piece, span, atomic) in aligned.pieces(0..aligned.len()) {
                    let (start, end) = (span.start as usize, span.end as usize);
                    match atomic {
                        true => into.push_atomic(piece, self.span(start, end)),
                        false => self.write_lines(into, source, piece, start, lines),
                    }
                }
            }
        }
    }

    /// Writes what stands in the chunk from `start` on as the file has it. A line may be in several parts: the `\n` of a `\r\n` stands
    /// apart from what is before it.
    fn write_lines(&self, into: &mut Mapped, source: &str, text: &str, start: usize, lines: &[(usize, usize)]) {
        let (first, end) = (lines.partition_point(|&(part, _)| part <= start), start + text.len());
        let mut at = start;
        for next in lines[first..].iter().map(|&(part, _)| part).take_while(|&part| part < end).chain([end]) {
            let src = self.place(at, false);
            into.push_verbatim(source.get(src..src + next - at).unwrap_or(&text[at - start..next - start]), src);
            at = next;
        }
    }
}

/// Reads a piece of HTML: a block, or the tags within a line.
pub fn read(builder: &mut Builder<'_>, chunk: &Chunk<'_>) {
    let mut reader = Reader { builder, chunk, tag: None };
    let html = chunk.html();
    let (mut pieces, mut at) = (Pieces::of(html), 0);
    while let Some(piece) = pieces.next() {
        match &piece {
            &Piece::Text(end) => reader.text(&html[at..end], at, end),
            &Piece::Comment(end) => reader.comment(at, end),
            &Piece::EndTag(end) => reader.end_tag(&html[at + 2..end - 1], at, end),
            Piece::StartTag(tag) => reader.whole_tag(html, at, tag, pieces.attributes()),
            &Piece::Unclear(end) => reader.tokenize(&html[at..end], at),
        }
        at = piece.end();
    }
    // A tag that the chunk cuts in two is no tag.
    if let Some(tag) = reader.tag.take() {
        reader.builder.close_html_node(tag.node, chunk.place(html.len(), true));
    }
}

struct Reader<'r, 'b, 's, 'a> {
    builder: &'r mut Builder<'s>,
    chunk: &'b Chunk<'a>,
    /// The start tag being read.
    tag: Option<Start>,
}

struct Start {
    node: NodeId,
    start: usize,
    void: bool,
}

impl Reader<'_, '_, '_, '_> {
    /// Reads `html`, which stands in the chunk from `from` on, as browsers do.
    fn tokenize(&mut self, html: &str, from: usize) {
        let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
            self.event(event, from + span.start, from + span.end);
            None
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    }

    fn event(&mut self, event: CallbackEvent<'_>, start: usize, end: usize) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start_tag(&String::from_utf8_lossy(name), start, end),
            CallbackEvent::AttributeName { name } => self.attribute_name(&String::from_utf8_lossy(name), start, end),
            CallbackEvent::AttributeValue { value } => self.attribute_value(&String::from_utf8_lossy(value), start, end),
            CallbackEvent::CloseStartTag { self_closing } => self.close_start_tag(self_closing, end),
            CallbackEvent::EndTag { name } => self.end_tag(&String::from_utf8_lossy(name), start, end),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value), start, end),
            CallbackEvent::Comment { .. } => self.comment(start, end),
            _ => {}
        }
    }

    /// A start tag of which all parts are known.
    fn whole_tag(&mut self, html: &str, start: usize, tag: &StartTag, attributes: &[AttributeParts]) {
        self.start_tag(&lower_case(&html[tag.name.clone()]), start, tag.end);
        for (name, value) in attributes {
            self.attribute_name(&lower_case(&html[name.clone()]), name.start, name.end);
            if !value.is_empty() {
                self.attribute_value(&html[value.clone()], value.start, value.end);
            }
        }
        self.close_start_tag(tag.self_closing, tag.end);
    }

    /// Begins a start tag; `name` is in lower case.
    fn start_tag(&mut self, name: &str, start: usize, end: usize) {
        let written = self.chunk.html().get(start + 1..).unwrap_or_default();
        // `<Template>` of JSX is a component, whatever HTML has under that name.
        let component = self.builder.jsx && written.starts_with(|c: char| c.is_ascii_uppercase());
        let (tag, void) = if component { (Tag::Other, false) } else { (Tag::named(name), is_void(name)) };
        let span = self.chunk.span(start, end);
        self.builder.imply_end(tag, span.start as usize);
        let node = match void {
            true => self.builder.leaf(Kind::Element(tag), Syntax::Html, span),
            false => self.builder.open(tag, Syntax::Html, span),
        };
        self.builder.attributes_of(node);
        self.tag = Some(Start { node, start, void });
    }

    fn attribute_name(&mut self, name: &str, start: usize, end: usize) {
        let span = self.chunk.span(start, end);
        // Of two attributes with one name, HTML keeps the first.
        if let Some(tag) = &self.tag {
            self.builder.attribute(tag.node, name, span, |_| {});
        }
    }

    fn attribute_value(&mut self, value: &str, start: usize, end: usize) {
        if self.tag.is_some() {
            let source = self.builder.source();
            self.builder.last_value(|values| self.chunk.write(values, source, value, start, end));
        }
    }

    fn close_start_tag(&mut self, self_closing: bool, end: usize) {
        let Some(tag) = self.tag.take() else { return };
        let span = self.chunk.span(tag.start, end);
        self.builder.set_span(tag.node, span);
        // A browser takes no notice of the slash, but it says what the writer meant, and JSX obeys it.
        if self_closing && !tag.void {
            self.builder.close_html_node(tag.node, span.end as usize);
        }
    }

    fn end_tag(&mut self, name: &str, start: usize, end: usize) {
        self.tag = None;
        self.builder.close_html(name, self.chunk.span(start, end));
    }

    fn text(&mut self, value: &str, start: usize, end: usize) {
        if self.builder.takes(value.as_bytes()) {
            let (source, span) = (self.builder.source(), self.chunk.span(start, end));
            self.builder.text(Kind::Text, Syntax::Html, span, |text| self.chunk.write(text, source, value, start, end));
        }
    }

    fn comment(&mut self, start: usize, end: usize) {
        self.builder.leaf(Kind::Comment, Syntax::Html, self.chunk.span(start, end));
    }
}

/// Names of HTML are compared in lower case.
fn lower_case(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tree of a chunk; `whole` by the tokenizer alone.
    fn tree(html: &str, jsx: bool, whole: bool) -> String {
        let mut builder = Builder::new(html);
        builder.jsx = jsx;
        let chunk = Chunk::Whole { html, at: 0 };
        match whole {
            true => {
                let mut reader = Reader { builder: &mut builder, chunk: &chunk, tag: None };
                reader.tokenize(html, 0);
                if let Some(tag) = reader.tag.take() {
                    reader.builder.close_html_node(tag.node, html.len());
                }
            }
            false => read(&mut builder, &chunk),
        }
        format!("{:#?}", builder.finish())
    }

    const WORDS: &[&str] = &[
        "<p>",
        "</p>",
        "<a href=\"x y\">",
        "<A HREF='#z' id=q>",
        "</a>",
        "<img src=a.png alt=\"\"/>",
        "<br>",
        "<br />",
        "<",
        ">",
        "\"",
        "'",
        "=",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\0",
        "&",
        "&amp;",
        "&lt",
        "<b",
        "<i class",
        "<!-- a -- b -->",
        "<!-->",
        "<!--",
        "-->",
        "--!>",
        "<!doctype html>",
        "</ p>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<textarea a=b>",
        "text",
        "<p/ x>",
        "<p x = y>",
        "<ins style=\"a:b;\" data-x>",
        "<p a=1/>",
        "<é>",
        "<p a=\"1\"b=2>",
        "<1>",
        "<?x?>",
        "</P >",
        "<my-tag a='é'>",
        "<![CDATA[",
        "]]>",
        "<p id=a id=b>",
        "/",
        "<Card title=\"&quot;\">",
        "</Card>",
    ];

    proptest! {
        #[test]
        fn pieces_give_the_tree_that_the_tokenizer_gives(words in prop::collection::vec(prop::sample::select(WORDS), 0..12), jsx: bool) {
            let html = words.concat();
            prop_assert_eq!(tree(&html, jsx, false), tree(&html, jsx, true));
        }
    }
}
