//! TOML: the parser's table, made into fields.

mod fault;

use super::{Data, Field, Problem, Value, line};
use crate::text::{Mapped, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the TOML at `inside`: its fields, its comments, and what is wrong.
pub fn block(text: &str, inside: Range<usize>) -> (Vec<Field>, Vec<Span>, Vec<Problem>) {
    let (part, base) = (&text[inside.clone()], inside.start);
    let reader = Reader { text: part, base };
    let (table, errors) = DeTable::parse_recoverable(part);
    let mut fields = reader.fields(table.get_ref());
    let mut problems = Vec::new();
    if !errors.is_empty() {
        (fields, problems) = reader.recover(fields, errors);
    }
    (fields, reader.comments(), problems)
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
}

impl Reader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    fn raw(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    fn fields(&self, table: &DeTable<'_>) -> Vec<Field> {
        let mut fields: Vec<_> = table
            .iter()
            .map(|(name, value)| {
                let (key, range) = (name.span(), value.span());
                let value = match range.is_empty() && range.start < key.end {
                    // What the parser puts in the place of a value that it could not read.
                    true => Value { span: self.span(key.end..key.end), data: Data::Null },
                    false => self.value(value, key.start > range.start),
                };
                Field { name: name.get_ref().to_string(), key: self.span(name.span()), value }
            })
            .collect();
        fields.sort_by_key(|field| field.key);
        fields
    }

    /// A value; with `header`, a table or a list of tables that the lines below a `[name]` make up.
    fn value(&self, value: &Spanned<DeValue<'_>>, header: bool) -> Value {
        let range = value.span();
        let raw = self.raw(range.clone());
        let written = self.span(range.clone());
        let data = match value.get_ref() {
            // A fault, told elsewhere.
            DeValue::String(_) if raw.is_empty() => Data::Null,
            DeValue::String(text) => Data::String(string(text, raw, self.base + range.start)),
            DeValue::Integer(_) | DeValue::Float(_) => Data::Number(raw.into()),
            DeValue::Boolean(value) => Data::Bool(*value),
            DeValue::Datetime(_) => Data::Date(raw.into()),
            DeValue::Array(items) => Data::List(items.iter().map(|item| self.value(item, header)).collect()),
            DeValue::Table(table) => Data::Map(self.fields(table)),
        };
        let cover = |spans: &mut dyn Iterator<Item = Span>| spans.reduce(Span::cover).unwrap_or(written);
        let span = match &data {
            Data::List(items) if header => cover(&mut items.iter().map(|item| item.span)),
            Data::Map(fields) if !raw.starts_with('{') => cover(&mut fields.iter().map(|field| field.key.cover(field.value.span))),
            _ => written,
        };
        Value { span, data }
    }

    fn comments(&self) -> Vec<Span> {
        let (bytes, mut comments, mut at) = (self.text.as_bytes(), Vec::new(), 0);
        if memchr::memchr(b'#', bytes).is_none() {
            return comments;
        }
        while let Some(next) = memchr::memchr3(b'#', b'"', b'\'', &bytes[at..]) {
            at += next;
            if bytes[at] == b'#' {
                let end = end_of_line(self.text, at);
                comments.push(self.span(at..end));
                at = end;
            } else {
                at = skip_string(self.text, at);
            }
        }
        comments
    }
}

fn end_of_line(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if end > at && text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end }
}

/// The end of the string that begins with the quote at `at`.
fn skip_string(text: &str, at: usize) -> usize {
    let (bytes, quote) = (text.as_bytes(), text.as_bytes()[at]);
    let long = bytes[at..].starts_with(&[quote; 3]);
    let mut end = at + if long { 3 } else { 1 };
    while end < bytes.len() {
        match bytes[end] {
            b'\\' if quote == b'"' => end += 1,
            b'\n' if !long => return end,
            byte if byte == quote && !long => return end + 1,
            byte if byte == quote && bytes[end..].starts_with(&[quote; 3]) => {
                // One or two quotes may stand before the closing three.
                let more = bytes[end + 3..].iter().take(2).take_while(|&&b| b == quote).count();
                return end + 3 + more;
            }
            _ => {}
        }
        end += 1;
    }
    line::boundary(text, bytes.len())
}

/// The string `decoded` that the parser made of `raw`, which begins at byte `at` of the file.
fn string(decoded: &str, raw: &str, at: usize) -> Mapped {
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
    let open = match quote {
        Some(quote) if raw.len() >= 6 && raw[1..].starts_with([quote]) && raw[2..].starts_with([quote]) => 3,
        Some(_) => 1,
        None => 0,
    };
    let closed = quote.is_some_and(|quote| raw.len() >= 2 * open && raw.ends_with(quote));
    let mut inner = raw.get(open..raw.len() - if closed { open } else { 0 }).unwrap_or_default();
    let mut from = at + open;
    if open == 3 {
        // A line break right behind the quotes is not part of the text.
        let rest = inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).unwrap_or(inner);
        (from, inner) = (from + inner.len() - rest.len(), rest);
    }
    let mut mapped = Mapped::default();
    if inner == decoded {
        mapped.push_verbatim(decoded, from);
        return mapped;
    }
    if quote == Some('"') {
        unescape(&mut mapped, inner, from);
    }
    if mapped.text() != decoded {
        mapped = Mapped::default();
        mapped.push_atomic(decoded, Span::new(at, at + raw.len()));
    }
    mapped
}

/// Decodes what stands between double quotes.
fn unescape(mapped: &mut Mapped, raw: &str, at: usize) {
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'\\', &raw.as_bytes()[from..]) {
        let start = from + found;
        mapped.push_verbatim(&raw[from..start], at + from);
        let hex = |from: usize, digits: usize| {
            let digits = raw.get(from..from + digits)?;
            u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
        };
        let (length, character) = match raw.as_bytes().get(start + 1) {
            Some(b'b') => (2, Some('\u{8}')),
            Some(b't') => (2, Some('\t')),
            Some(b'n') => (2, Some('\n')),
            Some(b'f') => (2, Some('\u{c}')),
            Some(b'r') => (2, Some('\r')),
            Some(b'e') => (2, Some('\u{1b}')),
            Some(quoted @ (b'"' | b'\\')) => (2, Some(*quoted as char)),
            Some(b'x') => (4, hex(start + 2, 2)),
            Some(b'u') => (6, hex(start + 2, 4)),
            Some(b'U') => (10, hex(start + 2, 8)),
            // At the end of a line: the break and all white space behind it are left out.
            _ => {
                let rest = &raw[start + 1..];
                (1 + rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len(), None)
            }
        };
        let end = (start + length).min(raw.len());
        if let Some(character) = character {
            mapped.push_atomic(character.encode_utf8(&mut [0; 4]), Span::new(at + start, at + end));
        }
        from = line::boundary(raw, end).max(start + 1);
    }
    mapped.push_verbatim(&raw[from..], at + from);
}
