//! The errors of the TOML parser in plain words, and what can be had for all that.

use super::{Reader, end_of_line, skip_string};
use crate::article::front_matter::{Data, Field, Problem, ProblemKind, Value, duplicate, excerpt, line};
use std::ops::Range;
use toml::de::DeTable;

/// How many lines at fault are taken out so that the others can be read.
const ROUNDS: usize = 8;
/// How many errors are looked at in one round.
const ERRORS: usize = 20;

impl Reader<'_> {
    /// What is wrong, one problem a line, and the fields for all that. A line that the parser cannot get over is taken out,
    /// and the rest is read again.
    pub fn recover(&self, mut fields: Vec<Field>, mut errors: Vec<toml::de::Error>) -> (Vec<Field>, Vec<Problem>) {
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
        if let Some((found, sides)) = line::conflict(text).filter(|_| !errors.is_empty()) {
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
        let start = line::boundary(self.text, range.start);
        start..line::boundary(self.text, range.end).max(start)
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
        let span = search(fields, &is_it)?.span;
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
                let inner = &value[line::unquoted(value)];
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

/// The innermost value for which `is_it` holds.
pub fn search<'a>(fields: &'a [Field], is_it: &dyn Fn(&Value) -> bool) -> Option<&'a Value> {
    fn inner<'a>(value: &'a Value, is_it: &dyn Fn(&Value) -> bool) -> Option<&'a Value> {
        let below = match &value.data {
            Data::List(items) => items.iter().find_map(|item| inner(item, is_it)),
            Data::Map(fields) => search(fields, is_it),
            _ => None,
        };
        below.or(Some(value).filter(|value| is_it(value)))
    }
    fields.iter().find_map(|field| inner(&field.value, is_it))
}
