//! The events of the YAML parser, made into fields.

use super::scalar::{self, Plain};
use super::{Block, fault};
use crate::article::front_matter::{Data, Field, Problem, Value, drop_duplicates, line};
use crate::text::{Mapped, Span};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// Deeper lists and maps are a fault.
const DEPTH: usize = 100;
/// How many bytes all aliases together may copy.
const COPIES: usize = 1 << 16;

/// Where and why the parser stopped.
#[derive(Debug)]
pub struct Stop {
    pub at: usize,
    pub kind: ErrorKind,
    /// The end of the last token before.
    pub last: usize,
    /// Where the innermost open `[` or `{` stands.
    pub bracket: Option<usize>,
    /// The name of the field that was being read, if it was one of the outermost map.
    pub entry: Option<Range<usize>>,
}

/// A list or map that is not complete.
struct Frame {
    node: Node,
    start: usize,
    /// The place of its bracket, if it has any.
    flow: Option<usize>,
}

enum Node {
    List(Vec<Value>),
    Map(Vec<Field>, Option<(String, Range<usize>)>),
}

pub struct Builder<'a> {
    text: &'a str,
    base: usize,
    stack: Vec<Frame>,
    root: Option<Value>,
    /// The end of the last token.
    last: usize,
    comments: Vec<Span>,
    problems: Vec<Problem>,
    /// The scalars that have an anchor, in the order of its number. An alias of a list or map is nothing.
    anchors: Vec<(usize, Data)>,
    copied: usize,
    /// Where the text has a byte more than the file.
    pub shifts: Vec<usize>,
}

impl<'a> Builder<'a> {
    pub fn new(text: &'a str, base: usize) -> Builder<'a> {
        Builder {
            text,
            base,
            stack: Vec::new(),
            root: None,
            last: 0,
            comments: Vec::new(),
            problems: Vec::new(),
            anchors: Vec::new(),
            copied: 0,
            shifts: Vec::new(),
        }
    }

    /// The place of byte `at` in the file.
    fn place(&self, at: usize) -> usize {
        self.base + at - self.shifts.partition_point(|&shift| shift < at)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.place(range.start), self.place(range.end))
    }

    /// The plain or quoted scalar at `range`, decoded as `text`.
    fn flow(&self, text: &str, range: Range<usize>, style: ScalarStyle) -> Mapped {
        let raw = &self.text[range.clone()];
        if !self.shifts.is_empty() && raw.contains('\n') {
            let mut mapped = Mapped::default();
            mapped.push_atomic(text, self.span(range));
            return mapped;
        }
        scalar::flow(text, raw, self.place(range.start), style)
    }

    /// Takes the events up to the end of the document, or up to a fault.
    pub fn run(&mut self) -> Option<Stop> {
        let options = granit_parser::options! {
            // Files that end within a block scalar are read as the configuration's own reader does it.
            block_scalar_eof_without_line_feed: true,
            max_buffered_comment_events: usize::MAX,
            flow_nesting_limit: DEPTH,
            block_nesting_limit: DEPTH,
        };
        for event in Parser::new_from_str_with_options(self.text, options) {
            match event {
                Ok((event, span)) => {
                    let range = span.byte_range().filter(|range| self.text.get(range.clone()).is_some());
                    let range = range.unwrap_or(self.last..self.last);
                    if matches!(event, Event::DocumentStart(..)) && self.root.is_some() {
                        let kind = ErrorKind::MultipleDocumentsUnsupported;
                        return Some(Stop { at: range.start, kind, last: self.last, bracket: None, entry: None });
                    }
                    self.event(event, range, span.indent.unwrap_or(0));
                }
                Err(error) => {
                    let at = line::boundary(self.text, error.marker().byte_offset().unwrap_or(self.last));
                    let bracket = self.stack.iter().rev().find_map(|frame| frame.flow);
                    return Some(Stop { at, kind: error.kind().clone(), last: self.last, bracket, entry: None });
                }
            }
        }
        None
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>, indent: usize) {
        match event {
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, anchor, tag, range, indent),
            Event::SequenceStart(..) => self.open(Node::List(Vec::new()), b'[', &range),
            Event::MappingStart(..) => self.open(Node::Map(Vec::new(), None), b'{', &range),
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Alias(id) => self.alias(id, range),
            Event::Comment(..) => {
                let end = range.start + self.text[range.clone()].trim_end_matches('\r').len();
                self.comments.push(self.span(range.start..end));
            }
            _ => {}
        }
    }

    /// Whether the next value is the name of a field.
    fn at_name(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { node: Node::Map(_, None), .. }))
    }

    fn scalar(
        &mut self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'a, Tag>>,
        range: Range<usize>,
        indent: usize,
    ) {
        let absent = range.is_empty() && style == ScalarStyle::Plain;
        if self.at_name() {
            if anchor != 0 {
                let mapped = self.flow(&text, range.clone(), style);
                self.anchors.push((anchor, Data::String(mapped)));
            }
            let (name, key) = match style {
                _ if absent => {
                    let visible = self.text[..range.start].trim_end().len().max(self.last);
                    let at = Some(self.behind(self.last, '?')).filter(|&at| at > self.last).unwrap_or(visible);
                    (String::new(), at..at)
                }
                ScalarStyle::Literal | ScalarStyle::Folded => {
                    let (_, span) = self.block(&text, range, indent);
                    (text.into_owned(), span)
                }
                _ => (text.into_owned(), range),
            };
            self.last = key.end.max(self.last);
            return self.name(name, key);
        }
        let kind = tag.as_deref().and_then(Tag::core_suffix);
        let (data, span) = match style {
            _ if absent => {
                let at = self.absent(range.start);
                let data = if kind == Some("str") { Data::String(Mapped::default()) } else { Data::Null };
                (data, at..at)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let (mapped, span) = self.block(&text, range, indent);
                (Data::String(mapped), span)
            }
            _ => {
                let resolved = match (style, kind) {
                    (_, Some("str")) | (ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, None) => Plain::String,
                    _ => scalar::resolve(&text),
                };
                let data = match resolved {
                    Plain::Null => Data::Null,
                    Plain::Bool(value) => Data::Bool(value),
                    Plain::Number => Data::Number(text.into()),
                    Plain::String => Data::String(self.flow(&text, range.clone(), style)),
                };
                (data, range)
            }
        };
        if anchor != 0 {
            self.anchors.push((anchor, data.clone()));
        }
        self.last = span.end.max(self.last);
        self.put(Value { span: self.span(span.clone()), data }, span);
    }

    /// A block scalar whose lines are at `range`: its text and its place.
    fn block(&self, text: &str, range: Range<usize>, indent: usize) -> (Mapped, Range<usize>) {
        // The header stands on the last line with text before the lines, behind the last token, a tag and an anchor.
        let before = &self.text[self.last.min(range.start)..range.start];
        let header = line::words(before).find(|(_, word)| word.starts_with(['|', '>'])).map_or(range.start, |(at, _)| self.last + at);
        let block = scalar::Block { text: self.text, header, end: range.end, indent };
        let (mut mapped, end) = block.read(text, self.base);
        if !self.shifts.is_empty() {
            mapped = Mapped::default();
            mapped.push_atomic(text, self.span(header..end));
        }
        (mapped, header..end.max(header))
    }

    /// The place of a value that is not there: behind the colon or dash before `at`.
    fn absent(&self, at: usize) -> usize {
        let (from, sign) = match self.stack.last() {
            Some(Frame { node: Node::Map(_, Some((_, key))), .. }) => (key.end, ':'),
            Some(Frame { flow: None, .. }) => (self.last, '-'),
            _ => return at.max(self.last),
        };
        self.behind(from, sign)
    }

    /// The place behind `sign`, if it is what comes next; else `from`.
    fn behind(&self, from: usize, sign: char) -> usize {
        let at = line::next(self.text, from);
        if self.text[at..].starts_with(sign) { at + 1 } else { from }
    }

    fn alias(&mut self, id: usize, range: Range<usize>) {
        self.last = range.end;
        let target = self.anchors.binary_search_by_key(&id, |(anchor, _)| *anchor).ok().map(|index| &self.anchors[index].1);
        let length = match target {
            Some(Data::String(text)) => text.len(),
            Some(Data::Number(text)) => text.len(),
            _ => 0,
        };
        self.copied += length;
        let data = match target {
            _ if self.copied > COPIES => Data::Null,
            Some(Data::String(text)) => {
                let mut mapped = Mapped::default();
                mapped.push_atomic(text.text(), self.span(range.clone()));
                Data::String(mapped)
            }
            Some(data) => data.clone(),
            None => Data::Null,
        };
        if self.at_name() {
            let name = match &data {
                Data::String(mapped) => mapped.text(),
                _ => &self.text[range.clone()],
            };
            return self.name(name.into(), range);
        }
        self.put(Value { span: self.span(range.clone()), data }, range);
    }

    fn open(&mut self, node: Node, bracket: u8, range: &Range<usize>) {
        let flow = (self.text.as_bytes().get(range.start) == Some(&bracket) && !range.is_empty()).then_some(range.start);
        if flow.is_some() {
            self.last = range.end;
        }
        self.stack.push(Frame { node, start: range.start, flow });
    }

    fn close(&mut self, range: Range<usize>) {
        let Some(frame) = self.stack.pop() else { return };
        if frame.flow.is_some() {
            self.last = range.end.max(self.last);
        }
        let children = match &frame.node {
            Node::List(items) => items.first().map(|item| item.span).zip(items.last().map(|item| item.span)),
            Node::Map(fields, _) => fields.first().map(|field| field.key).zip(fields.last().map(|field| field.value.span)),
        };
        let span = match (frame.flow, children) {
            (None, Some((first, last))) => first.cover(last),
            (None, None) => self.span(frame.start..frame.start),
            (Some(_), _) => self.span(frame.start..range.end.max(frame.start)),
        };
        let data = match frame.node {
            Node::List(items) => Data::List(items),
            Node::Map(mut fields, _) => {
                // The outermost map waits for the fields behind a fault.
                if !self.stack.is_empty() {
                    drop_duplicates(&mut fields, &mut self.problems);
                }
                Data::Map(fields)
            }
        };
        let written = frame.start..self.last.max(frame.start);
        self.put(Value { span, data }, written);
    }

    /// A value is complete: it belongs to the innermost list or map.
    fn put(&mut self, value: Value, range: Range<usize>) {
        match self.stack.last_mut().map(|frame| &mut frame.node) {
            None => self.root = Some(value),
            Some(Node::List(items)) => items.push(value),
            Some(Node::Map(_, pending)) => match pending.take() {
                Some((name, key)) => {
                    let key = self.span(key);
                    if let Some(Frame { node: Node::Map(fields, _), .. }) = self.stack.last_mut() {
                        fields.push(Field { name, key, value });
                    }
                }
                // A list or map as a name.
                None => *pending = Some((self.text[range.clone()].trim().to_string(), range)),
            },
        }
    }

    fn name(&mut self, name: String, key: Range<usize>) {
        if let Some(space) = self.text[key.start..].chars().next().filter(|&c| c >= '\u{80}' && c.is_whitespace()) {
            self.problems.push(fault::odd_indentation(space, self.span(key.start..key.start + space.len_utf8())));
        }
        if let Some(Frame { node: Node::Map(_, pending), .. }) = self.stack.last_mut() {
            *pending = Some((name, key));
        }
    }

    /// Hands the fields over. After a fault these are the fields of the outermost map that are complete and stand above the
    /// line at fault; returns the name of the field at fault.
    pub fn finish(self, stop: Option<&Stop>, block: &mut Block) -> Option<Range<usize>> {
        block.comments.extend(self.comments);
        block.problems.extend(self.problems);
        let (mut fields, pending) = match (self.root.map(|root| root.data), self.stack.into_iter().next()) {
            (Some(Data::Map(fields)), _) => (fields, None),
            (Some(Data::Null), _) => return None,
            (Some(_), _) => {
                block.other = stop.is_none() && block.fields.is_empty();
                return None;
            }
            (None, Some(Frame { node: Node::Map(fields, pending), flow: None, .. })) => (fields, pending),
            _ => return None,
        };
        let mut entry = pending.map(|(_, key)| key);
        if let Some(stop) = stop {
            let line = self.base + self.text[..stop.at].rfind('\n').map_or(0, |at| at + 1);
            while let Some(last) = fields.pop_if(|field| field.value.span.end as usize >= line) {
                entry = Some(last.key.start as usize - self.base..last.key.end as usize - self.base);
            }
            entry = entry.filter(|key| key.end <= stop.at);
        }
        block.fields.extend(fields);
        entry
    }
}
