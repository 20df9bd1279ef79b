//! The short way for front matter as nearly all articles have it: fields with a text, a list of words or a map of such fields.
//!
//! It gives what the parser would give, several times as fast, or it gives up at the first thing that is not plain. It never
//! finds a fault: whatever looks odd is left to the parser.

use super::Block;
use super::scalar::{self, Plain};
use crate::article::front_matter::line::lines;
use crate::article::front_matter::{Data, Field, Value, drop_duplicates};
use crate::text::{Mapped, Span};
use granit_parser::ScalarStyle;

/// Reads `text`, which begins at byte `base` of the file, if it is simple.
pub fn read(text: &str, base: usize) -> Option<Block> {
    let mut reader = Reader { text, base, block: Block::default() };
    reader.block.fields.reserve(8);
    let mut open = Open::Nothing;
    for line in lines(text, 0) {
        let written = line.of(text);
        match written.as_bytes() {
            [] => {
                open = open.behind_gap();
                continue;
            }
            [b'#', ..] => {
                open = open.behind_gap();
                reader.comment(line.start, line.end)?;
                continue;
            }
            _ => {}
        }
        let indent = written.bytes().take_while(|&byte| byte == b' ').count();
        let start = line.start + indent;
        open = match open {
            _ if written[indent..].starts_with("- ") => {
                if !matches!(open, Open::Value) && !matches!(open, Open::List { items, .. } if items == indent) {
                    return None;
                }
                let fields = reader.item(start + 2, line.end)?;
                Open::List { items: indent, fields: fields.map(|at| at - line.start) }
            }
            _ if indent == 0 => {
                let (field, open) = reader.field(start, line.end)?;
                reader.block.fields.push(field);
                open
            }
            Open::Value => reader.inner_field(start, line.end).map(|()| Open::Map(indent))?,
            Open::Map(fields) | Open::List { fields: Some(fields), .. } if fields == indent => {
                reader.inner_field(start, line.end)?;
                open
            }
            Open::Text(from) => {
                reader.more_text(from, start, line.end)?;
                open
            }
            _ => return None,
        };
    }
    let Block { fields, problems, .. } = &mut reader.block;
    drop_duplicates(fields, problems);
    Some(reader.block)
}

/// What the next line may go on with.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    /// The last field has no value yet.
    Value,
    /// A list whose items are indented so far, and the fields of its last item, if that is a map.
    List {
        items: usize,
        fields: Option<usize>,
    },
    /// A map whose fields are indented so far.
    Map(usize),
    /// The text without quotes that begins there.
    Text(usize),
}

impl Open {
    /// The same behind a blank line or a comment.
    fn behind_gap(self) -> Open {
        if matches!(self, Open::Text(_)) { Open::Nothing } else { self }
    }
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    block: Block,
}

impl Reader<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    /// The end of the blanks that begin at `at`.
    fn blanks(&self, at: usize, end: usize) -> usize {
        at + self.text.as_bytes()[at..end].iter().take_while(|&&b| b == b' ').count()
    }

    fn comment(&mut self, start: usize, end: usize) -> Option<()> {
        is_plain_text(&self.text[start..end]).then(|| self.block.comments.push(self.span(start, end)))
    }

    /// The field on a line, and what may go on behind it.
    fn field(&mut self, start: usize, end: usize) -> Option<(Field, Open)> {
        let colon = start + self.name(start, end)?;
        let at = self.blanks(colon + 1, end);
        let (value, open) = if at == end || self.text.as_bytes()[at] == b'#' {
            self.rest(at, end)?;
            (Value { span: self.span(colon + 1, colon + 1), data: Data::Null }, Open::Value)
        } else {
            let value = self.value(at, end)?;
            let is_text = matches!(value.data, Data::String(_)) && !matches!(self.text.as_bytes()[at], b'"' | b'\'');
            let is_last = self.blanks(value.span.end as usize - self.base, end) == end;
            (value, if is_text && is_last { Open::Text(at) } else { Open::Nothing })
        };
        Some((Field { name: self.text[start..colon].to_string(), key: self.span(start, colon), value }, open))
    }

    /// The length of the name that a field on a line begins with.
    fn name(&self, start: usize, end: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[start..end];
        let length = bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')).count();
        let is_name = (1..=200).contains(&length) && (bytes[0].is_ascii_alphanumeric() || bytes[0] == b'_');
        (is_name && bytes.get(length) == Some(&b':') && matches!(bytes.get(length + 1), None | Some(b' '))).then_some(length)
    }

    /// A field of the map that is the value of the last field, or of the last item in that.
    fn inner_field(&mut self, start: usize, end: usize) -> Option<()> {
        let (field, _) = self.field(start, end)?;
        let value = &mut self.block.fields.last_mut()?.value;
        if let Data::Null = value.data {
            *value = map_of(field);
            return Some(());
        }
        value.span.end = field.value.span.end;
        let map = match &mut value.data {
            Data::List(items) => {
                let item = items.last_mut()?;
                item.span.end = field.value.span.end;
                &mut item.data
            }
            data => data,
        };
        match map {
            Data::Map(fields) if fields.iter().all(|other| other.name != field.name) => fields.push(field),
            _ => return None,
        }
        Some(())
    }

    /// One more line of the text that is the value of the last field and begins at `from`.
    fn more_text(&mut self, from: usize, start: usize, end: usize) -> Option<()> {
        let line = self.text[start..end].trim_end_matches(' ');
        let begins = line.as_bytes().first().is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
        if !begins || line.ends_with(':') || line.contains(": ") || line.contains(" #") || !is_plain_text(line) {
            return None;
        }
        let (text, base) = (self.text, self.base);
        let value = &mut self.block.fields.last_mut()?.value;
        let decoded = format!("{} {line}", value.as_str()?);
        let end = start + line.len();
        let data = Data::String(scalar::flow(&decoded, &text[from..end], base + from, ScalarStyle::Plain));
        *value = Value { span: Span::new(base + from, base + end), data };
        Some(())
    }

    /// An item of the list that is the value of the last field. For a map, it says where its first field begins.
    fn item(&mut self, start: usize, end: usize) -> Option<Option<usize>> {
        let at = self.blanks(start, end);
        if at == end || matches!(self.text.as_bytes()[at], b'#' | b'[' | b'{') {
            return None;
        }
        let field = if self.name(at, end).is_some() { Some(self.field(at, end)?.0) } else { None };
        let fields = field.is_some().then_some(at);
        let item = match field {
            Some(field) => map_of(field),
            None => self.value(at, end)?,
        };
        let value = &mut self.block.fields.last_mut()?.value;
        match &mut value.data {
            Data::List(items) => {
                value.span.end = item.span.end;
                items.push(item);
            }
            _ => *value = Value { span: item.span, data: Data::List(vec![item]) },
        }
        Some(fields)
    }

    /// What may stand behind a value: blanks and a comment.
    fn rest(&mut self, at: usize, end: usize) -> Option<()> {
        let next = self.blanks(at, end);
        match self.text.as_bytes()[next..end].first() {
            None => Some(()),
            Some(b'#') if self.text[..next].ends_with(' ') => self.comment(next, end),
            Some(_) => None,
        }
    }

    /// The value that begins at `at` and ends with the line.
    fn value(&mut self, at: usize, end: usize) -> Option<Value> {
        let (value, next) = match self.text.as_bytes()[at] {
            b'"' | b'\'' => self.quoted(at, end)?,
            b'[' => self.list(at, end)?,
            _ => self.plain(at, end, false)?,
        };
        self.rest(next, end)?;
        Some(value)
    }

    /// A string in quotes, and its end.
    fn quoted(&self, at: usize, end: usize) -> Option<(Value, usize)> {
        let (bytes, quote) = (&self.text.as_bytes()[..end], self.text.as_bytes()[at]);
        let mut mapped = Mapped::default();
        let mut from = at + 1;
        loop {
            let close = from + memchr::memchr(quote, &bytes[from..])?;
            let part = &self.text[from..close];
            if !is_plain_text(part) || quote == b'"' && memchr::memchr(b'\\', part.as_bytes()).is_some() {
                return None;
            }
            mapped.push_verbatim(part, self.base + from);
            from = close + 2;
            if quote == b'"' || bytes.get(close + 1) != Some(&b'\'') {
                let value = Value { span: self.span(at, close + 1), data: Data::String(mapped) };
                return Some((value, close + 1));
            }
            mapped.push_atomic("'", self.span(close, close + 2));
        }
    }

    /// A scalar without quotes, and its end; in a list in brackets, a comma or bracket ends it too.
    fn plain(&self, at: usize, end: usize, bracketed: bool) -> Option<(Value, usize)> {
        let bytes = &self.text.as_bytes()[..end];
        match bytes[at] {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'/' | b'(' | b'.' | b'_' | b'~' | b'+' | b'$' | b'<' | b'=' | 0x80.. => {}
            b'-' if bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => {}
            _ => return None,
        }
        let mut stop = end;
        for (i, &byte) in bytes.iter().enumerate().skip(at) {
            match byte {
                b':' if matches!(bytes.get(i + 1), None | Some(b' ' | b',' | b'[' | b']' | b'{' | b'}')) => return None,
                b'#' if bytes[i - 1] == b' ' => {
                    stop = i;
                    break;
                }
                b',' | b']' if bracketed => {
                    stop = i;
                    break;
                }
                b'[' | b'{' | b'}' | b'#' if bracketed => return None,
                _ => {}
            }
        }
        let text = self.text[at..stop].trim_end_matches(' ');
        if !is_plain_text(text) {
            return None;
        }
        let data = match scalar::resolve(text) {
            Plain::Null => Data::Null,
            Plain::Bool(value) => Data::Bool(value),
            Plain::Number => Data::Number(text.into()),
            Plain::String => {
                let mut mapped = Mapped::default();
                mapped.push_verbatim(text, self.base + at);
                Data::String(mapped)
            }
        };
        Some((Value { span: self.span(at, at + text.len()), data }, at + text.len()))
    }

    /// A list in brackets, and its end.
    fn list(&self, at: usize, end: usize) -> Option<(Value, usize)> {
        let bytes = &self.text.as_bytes()[..end];
        let mut items = Vec::new();
        let mut next = self.blanks(at + 1, end);
        while *bytes.get(next)? != b']' || !items.is_empty() {
            let (item, behind) = match bytes.get(next)? {
                b'"' | b'\'' => self.quoted(next, end)?,
                _ => self.plain(next, end, true)?,
            };
            items.push(item);
            next = self.blanks(behind, end);
            match bytes.get(next)? {
                b',' => next = self.blanks(next + 1, end),
                b']' => break,
                _ => return None,
            }
        }
        Some((Value { span: self.span(at, next + 1), data: Data::List(items) }, next + 1))
    }
}

/// A map whose first field this is.
fn map_of(field: Field) -> Value {
    Value { span: field.key.cover(field.value.span), data: Data::Map(vec![field]) }
}

/// Whether `text` holds nothing that YAML or a reader would treat in a way of its own: no tab, no control character, no mark
/// of the byte order or of a line's end.
fn is_plain_text(text: &str) -> bool {
    text.bytes().all(|b| (0x20..0x7f).contains(&b))
        || text.chars().all(|c| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
}
