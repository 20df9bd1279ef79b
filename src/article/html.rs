//! Raw HTML into the tree: html5gum's tokens with spans.

use super::tree::{Builder, Kind, NodeId, Syntax, Tag, is_void};
use crate::text::{Escapes, Mapped, Span};
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
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
    let html = chunk.html();
    // The two most frequent pieces within lines need no tokenizer.
    if let Some(name) = html.strip_prefix("</").and_then(|rest| rest.strip_suffix('>'))
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
    {
        return builder.close_html(name, chunk.span(0, html.len()));
    }
    if html.starts_with("<!--") && html.len() >= 7 && html.find("-->") == Some(html.len() - 3) {
        builder.leaf(Kind::Comment, Syntax::Html, chunk.span(0, html.len()));
        return;
    }
    let mut reader = Reader { builder, chunk, tag: None };
    let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        reader.event(event, span.start, span.end);
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
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
    fn event(&mut self, event: CallbackEvent<'_>, start: usize, end: usize) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = String::from_utf8_lossy(name);
                let written = self.chunk.html().get(start + 1..).unwrap_or_default();
                // `<Template>` of JSX is a component, whatever HTML has under that name.
                let component = self.builder.jsx && written.starts_with(|c: char| c.is_ascii_uppercase());
                let (tag, void) = if component { (Tag::Other, false) } else { (Tag::named(&name), is_void(&name)) };
                let span = self.chunk.span(start, end);
                self.builder.imply_end(tag, span.start as usize);
                let node = match void {
                    true => self.builder.leaf(Kind::Element(tag), Syntax::Html, span),
                    false => self.builder.open(tag, Syntax::Html, span),
                };
                self.builder.attributes_of(node);
                self.tag = Some(Start { node, start, void });
            }
            CallbackEvent::AttributeName { name } => {
                let span = self.chunk.span(start, end);
                // Of two attributes with one name, HTML keeps the first.
                if let Some(tag) = &self.tag {
                    self.builder.attribute(tag.node, &String::from_utf8_lossy(name), span, |_| {});
                }
            }
            CallbackEvent::AttributeValue { value } if self.tag.is_some() => {
                let value = String::from_utf8_lossy(value);
                let source = self.builder.source();
                self.builder.last_value(|values| self.chunk.write(values, source, &value, start, end));
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let Some(tag) = self.tag.take() else { return };
                let span = self.chunk.span(tag.start, end);
                self.builder.set_span(tag.node, span);
                // A browser takes no notice of the slash, but it says what the writer meant, and JSX obeys it.
                if self_closing && !tag.void {
                    self.builder.close_html_node(tag.node, span.end as usize);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.builder.close_html(&String::from_utf8_lossy(name), self.chunk.span(start, end));
            }
            CallbackEvent::String { value } if self.builder.takes(value) => {
                let (value, source) = (String::from_utf8_lossy(value), self.builder.source());
                let span = self.chunk.span(start, end);
                self.builder.text(Kind::Text, Syntax::Html, span, |text| self.chunk.write(text, source, &value, start, end));
            }
            CallbackEvent::Comment { .. } => {
                self.builder.leaf(Kind::Comment, Syntax::Html, self.chunk.span(start, end));
            }
            _ => {}
        }
    }
}
