//! What can be had of YAML with a fault in it.

use super::builder::Stop;
use super::fault::{missing_blank, never_closed, value_on_line};
use crate::article::front_matter::line::{Line, is_marker, line_at, lines, name, unquoted};
use crate::article::front_matter::{Data, Field, Value};
use crate::text::{Mapped, Span};

/// Whether some line of `text` is a field, or was to be one: the blank behind its colon may be missing.
pub fn looks_like_fields(text: &str) -> bool {
    lines(text, 0).any(|line| name(line.of(text)).is_some() || missing_blank(line.of(text)).is_some())
}

/// The field at fault as it was surely meant, where its line is all of it: the rest of the line is its text.
pub fn as_written(text: &str, stop: &Stop, base: usize) -> Option<Field> {
    let entry = stop.entry.clone()?;
    let line = line_at(text, stop.at);
    let alone = Line::at(text, line.next).is_none_or(|next| !next.of(text).starts_with([' ', '\t', '-']));
    let bracket = never_closed(text, stop).is_some_and(|open| text[open].starts_with(['[', '{']));
    if line.start != entry.start || !alone || bracket {
        return None;
    }
    let (_, value) = value_on_line(text, line)?;
    let value = value.start..value.start + text[value].trim_end().len();
    let inner = unquoted(&text[value.clone()]);
    let inner = value.start + inner.start..value.start + inner.end;
    let mut mapped = Mapped::default();
    mapped.push_verbatim(&text[inner.clone()], base + inner.start);
    Some(Field {
        name: text[entry.clone()].trim_matches(['"', '\'']).to_string(),
        key: Span::new(base + entry.start, base + entry.end),
        value: Value { span: Span::new(base + value.start, base + value.end), data: Data::String(mapped) },
    })
}

/// Where reading can go on behind a fault: at the next line that begins a field. What stands before `done` is read already.
pub fn resume(text: &str, stop: &Stop, done: usize) -> Option<usize> {
    let at = never_closed(text, stop).map_or(stop.at, |open| open.start);
    let line = line_at(text, at);
    let fresh = name(line.of(text)).is_some() && stop.entry.as_ref().is_none_or(|entry| entry.start != line.start);
    let mut theirs = false;
    lines(text, if fresh && line.start > 0 { line.start } else { line.next })
        .find(|line| {
            let written = line.of(text);
            // Of a merge conflict the first side is read.
            theirs = (theirs || written.trim_end() == "=======") && !written.starts_with(">>>>>>> ");
            !theirs && line.start >= done && name(written).is_some()
        })
        .map(|line| line.start)
}

/// Where the prose begins in which the parser stopped, if the fields ended before it: a paragraph at the margin, behind an
/// empty line, and no field behind it.
pub fn prose(text: &str, stop: &Stop) -> Option<usize> {
    let field = |line: &str| name(line).is_some_and(|name| name.starts_with(|c: char| c.is_lowercase() || c == '"'));
    let (mut end, mut fields) = (None, false);
    let mut all = lines(text, 0).peekable();
    while let Some(line) = all.next_if(|line| line.next <= stop.at) {
        let written = line.of(text);
        match written.trim() {
            "" => end = end.or(Some(line.start)),
            _ if written.starts_with('#') => {}
            _ if end.is_some() && !field(written) && !written.starts_with([' ', '\t', '-']) => {}
            _ => (end, fields) = (None, true),
        }
    }
    let stopped = all.next()?.of(text);
    let margin = !stopped.starts_with([' ', '\t']) && !is_marker(stopped) && !field(stopped) && missing_blank(stopped).is_none();
    let sentence = stopped.split_whitespace().count() > 2 || stopped.chars().filter(|c| !c.is_ascii()).count() > 5;
    (fields && margin && sentence && !all.any(|line| field(line.of(text)))).then_some(end).flatten()
}
