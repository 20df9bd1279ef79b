//! TOML: the parser's table, made into fields, and its errors in plain words.

use super::{Data, Field, Problem, ProblemKind, Value, duplicate, excerpt, fault};
use crate::text::{Mapped, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How many lines at fault are taken out so that the others can be read.
const ROUNDS: usize = 8;
/// How many errors are looked at in one round.
const ERRORS: usize = 20;

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

    /// What is wrong, one problem a line, and the fields for all that. A line that the parser cannot get over is taken out,
    /// and the rest is read again.
    fn recover(&self, mut fields: Vec<Field>, mut errors: Vec<toml::de::Error>) -> (Vec<Field>, Vec<Problem>) {
        let (mut text, mut problems) = (self.text.to_string(), Vec::new());
        let first = |errors: &mut Vec<toml::de::Error>| {
            errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
            errors.truncate(ERRORS);
        };
        first(&mut errors);
        for _ in 0..ROUNDS {
            let Some((out, problem)) = self.obstacle(&fields, &errors, &text) else { break };
            problems.push(problem);
            for range in out {
                text.replace_range(range.clone(), &" ".repeat(range.len()));
            }
            let (table, rest) = DeTable::parse_recoverable(&text);
            (fields, errors) = (self.fields(table.get_ref()), rest);
            first(&mut errors);
        }
        problems.extend(errors.iter().map(|error| {
            let range = self.range(error);
            if error.message() == "duplicate key" {
                let name = self.raw(range.clone());
                return match self.first_of(range.clone()) {
                    Some(first) => duplicate(name, self.span(first), self.span(range)),
                    None => self.problem(range.clone(), format!("the field `{}` is there already", excerpt(name)), ""),
                };
            }
            self.unclosed(&fields, error).map_or_else(|| self.explain(error.message(), range), |(_, problem)| problem)
        }));
        problems.sort_by_key(|problem| problem.span);
        problems.dedup_by_key(|problem| self.text[..problem.span.start as usize - self.base].matches('\n').count());
        (fields, problems)
    }

    /// The first thing that the parser cannot get over: what to take out, and what to say of it.
    fn obstacle(&self, fields: &[Field], errors: &[toml::de::Error], text: &str) -> Option<(Vec<Range<usize>>, Problem)> {
        if let Some((found, sides)) = fault::conflict(text).filter(|_| !errors.is_empty()) {
            let help = "keep one side, and delete the lines of `<`, `=` and `>`";
            return Some((sides, self.problem(found, "a merge conflict was left here", help)));
        }
        let line = |at: usize| self.text[..at].rfind('\n').map_or(0, |at| at + 1)..end_of_line(self.text, at);
        let found = errors.iter().filter_map(|error| match self.unclosed(fields, error) {
            Some((value, problem)) => self.raw(value.clone()).contains('\n').then(|| (line(value.start), problem)),
            None if error.message().starts_with("key with no value") => {
                let range = self.range(error);
                Some((line(range.start), self.explain(error.message(), range)))
            }
            None => None,
        });
        let (line, problem) = found.min_by_key(|(line, _)| line.start)?;
        Some((vec![line], problem))
    }

    fn problem(&self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Problem {
        let (help, range) = (help.into(), range.start..range.end.min(end_of_line(self.text, range.start)).max(range.start));
        Problem { kind: ProblemKind::Syntax, span: self.span(range), message: message.into(), help: (!help.is_empty()).then_some(help) }
    }

    fn range(&self, error: &toml::de::Error) -> Range<usize> {
        let range = error.span().unwrap_or(0..0);
        let start = fault::boundary(self.text, range.start);
        start..fault::boundary(self.text, range.end).max(start)
    }

    /// The value whose bracket or quote was never closed, if `error` says so.
    fn unclosed(&self, fields: &[Field], error: &toml::de::Error) -> Option<(Range<usize>, Problem)> {
        let end = self.range(error).end;
        let (words, help, signs): (_, _, &[char]) = match error.message().split(',').next()? {
            "unclosed array" => ("the list that begins with this `[` is never closed", "put a `]` behind its last item", &['[']),
            "unclosed inline table" => ("the map that begins with this `{` is never closed", "put a `}` behind its last field", &['{']),
            words
                if words.starts_with("invalid") && words.ends_with("string") && !self.raw(end..self.text.len()).starts_with(is_visible) =>
            {
                ("the quote that opens here is never closed", "close it on the same line", &['"', '\''])
            }
            _ => return None,
        };
        let is_it = |value: &Value| {
            value.span.end as usize == self.base + end && self.raw(value.span.start as usize - self.base..end).starts_with(signs)
        };
        let span = fault::search(fields, &is_it)?.span;
        let range = span.start as usize - self.base..span.end as usize - self.base;
        let long = ["\"\"\"", "'''"].into_iter().find(|quotes| self.raw(range.clone()).starts_with(quotes));
        let help = long.map_or(help.to_string(), |quotes| format!("put `{quotes}` where the text ends"));
        Some((range.clone(), self.problem(range.start..range.start + 1, words, help)))
    }

    fn explain(&self, message: &str, range: Range<usize>) -> Problem {
        let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1)..end_of_line(self.text, range.start);
        let written = self.raw(line.clone());
        let (words, expected) = message.split_once(", expected ").unwrap_or((message, ""));
        let raw = self.raw(range.clone());
        let (name, value) = written.split_once('=').map_or(("name", ""), |(name, value)| (name.trim(), value.trim()));
        let name = excerpt(name);
        let whole = line.start + (written.len() - written.trim_start().len())..line.start + written.trim_end().len();
        match words {
            "string values must be quoted" if raw.trim().is_empty() => {
                self.problem(whole, format!("`{name}` has no value"), format!("write `{name} = \"\"`, or delete the line"))
            }
            "string values must be quoted" => {
                let text = excerpt(raw.trim_matches(['"', '“', '”', '‘', '’']));
                self.problem(range, "text must be in quotes in TOML", format!("write `{name} = \"{text}\"`"))
            }
            "key with no value" | "invalid unquoted key" if written.split('=').next().is_some_and(|name| name.contains(':')) => {
                let colon = line.start + written.find(':').unwrap_or_default();
                self.problem(colon..colon + 1, "TOML puts a `=` between a name and its value, not a `:`", "write `name = \"value\"`")
            }
            "key with no value" => self.problem(whole, "this line is no field: it has no `name = value`", "write `name = \"value\"`"),
            "unexpected key or value" | "unexpected content" => {
                let inner = &value[fault::unquoted(value)];
                let help =
                    if inner.contains(['"', '\\', '#']) { String::new() } else { format!("write `{name} = \"{}\"`", excerpt(inner)) };
                self.problem(self.visible(range), "the value ends before this; more text follows", help)
            }
            "invalid boolean" => self.problem(range, format!("`{raw}` is no value of TOML"), "write `true` or `false`"),
            "missing escaped value" => {
                let message = "a `\\` in double quotes begins an escape, and this is none that TOML knows";
                self.problem(self.visible(range), message, "write `\\\\` for a `\\`, or put the value in single quotes")
            }
            _ if expected.is_empty() || expected == "nothing" => {
                self.problem(self.visible(range), format!("this is not valid TOML: {words}"), "")
            }
            _ => self.problem(self.visible(range), format!("this is not valid TOML: {words}; {expected} should stand here"), ""),
        }
    }

    /// `range`, or, when it is empty, the character there, or the last one before the end of the line.
    fn visible(&self, range: Range<usize>) -> Range<usize> {
        match self.text[range.start..].chars().next() {
            _ if !range.is_empty() => range,
            Some(c) if !c.is_whitespace() => range.start..range.start + c.len_utf8(),
            _ => {
                let end = self.text[..range.start].trim_end().len();
                self.text[..end].char_indices().next_back().map_or(end, |(at, _)| at)..end
            }
        }
    }

    /// The place of the name that `second` repeats.
    fn first_of(&self, second: Range<usize>) -> Option<Range<usize>> {
        let names = self.names();
        let index = names.iter().rposition(|name| name.range.start <= second.start)?;
        // The name up to `second`: it may be the middle of `a.b.c`.
        let own = path(self.raw(names[index].range.start..second.end));
        let target = if names[index].header { own } else { [names[index].table.as_slice(), &own].concat() };
        // A new item of a list of tables begins afresh.
        let fresh = |name: &Name| {
            name.list && target.len() > path(self.raw(name.range.clone())).len() && target.starts_with(&path(self.raw(name.range.clone())))
        };
        let from = names[..index].iter().rposition(fresh).map_or(0, |at| at + 1);
        let same = names[from..index].iter().find(|name| {
            let own = path(self.raw(name.range.clone()));
            let full = if name.header { own } else { [name.table.as_slice(), &own].concat() };
            full.starts_with(&target)
        })?;
        Some(same.range.clone())
    }

    /// All names of fields and tables, in order.
    fn names(&self) -> Vec<Name> {
        let (text, mut names, mut table, mut at) = (self.text, Vec::new(), Vec::new(), 0);
        while at < text.len() {
            let rest = text[at..].trim_start();
            at = text.len() - rest.len();
            let header = rest.starts_with('[');
            let list = rest.starts_with("[[");
            let start = at + usize::from(header) + usize::from(list);
            let end = skip_to(text, start, if header { b"]\n" } else { b"=\n" });
            let range = start..start + text[start..end].trim_end().len();
            if !rest.is_empty() && !rest.starts_with('#') {
                if header {
                    table = path(&text[range.clone()]);
                }
                names.push(Name { range, header, list, table: table.clone() });
            }
            at = if rest.starts_with('#') { end_of_line(text, at) } else { skip_value(text, end) };
        }
        names
    }
}

/// The name of a field or table, as written.
struct Name {
    range: Range<usize>,
    header: bool,
    list: bool,
    /// The path of the table that it stands under, or that it names.
    table: Vec<String>,
}

/// The parts of a dotted name.
fn path(name: &str) -> Vec<String> {
    let (mut parts, mut from) = (Vec::new(), 0);
    while from <= name.len() {
        let dot = skip_to(name, from, b".");
        parts.push(name[from..dot].trim().trim_matches(['"', '\'']).to_string());
        from = dot + 1;
    }
    parts
}

/// Whether a character is no line end.
fn is_visible(c: char) -> bool {
    !matches!(c, '\n' | '\r')
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
    fault::boundary(text, bytes.len())
}

/// The first byte of `stops` from `at` on that is in no string; the end of the text if there is none.
fn skip_to(text: &str, mut at: usize, stops: &[u8]) -> usize {
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            _ if stops.contains(&byte) => return at,
            b'"' | b'\'' => at = skip_string(text, at),
            _ => at += 1,
        }
    }
    text.len()
}

/// The end of the line on which the value behind `at` ends.
fn skip_value(text: &str, mut at: usize) -> usize {
    let mut depth = 0usize;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'"' | b'\'' => {
                at = skip_string(text, at);
                continue;
            }
            b'#' => {
                at = end_of_line(text, at);
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' if depth == 0 => return at + 1,
            _ => {}
        }
        at += 1;
    }
    text.len()
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
        from = fault::boundary(raw, end).max(start + 1);
    }
    mapped.push_verbatim(&raw[from..], at + from);
}
