//! The lines of a container, without its marks, and what kramdown takes them for.

use super::attributes;
use super::html;
use crate::article::dialect::lines;

/// A line: where its content begins, behind the marks of the quotes and lists it stands in, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub start: usize,
    pub end: usize,
}

impl Line {
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// All lines of a text, their ends left out.
    pub fn all(text: &str) -> Vec<Line> {
        let mut all = Vec::with_capacity(text.len() / 32 + 4);
        all.extend(lines(text).map(|(start, line)| {
            let line = line.strip_suffix('\n').unwrap_or(line);
            let returns = line.bytes().rev().take_while(|&byte| byte == b'\r').count();
            Line { start, end: start + line.len() - returns }
        }));
        all
    }
}

/// How many blanks the line begins with.
pub fn indent(line: &str) -> usize {
    line.bytes().take_while(|&b| b == b' ').count()
}

/// The line behind up to three blanks; `None` behind more.
pub fn outdented(line: &str) -> Option<&str> {
    let indent = indent(line);
    (indent < 4).then(|| &line[indent..])
}

pub fn is_blank(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | 0x0B | 0x0C))
}

/// Whether nothing but tags of the template language stands in the line: to kramdown, it is blank.
pub fn is_template(line: &str) -> bool {
    let mut rest = line.trim();
    let begins = rest.starts_with("{%");
    while let Some(inside) = rest.strip_prefix("{%") {
        let Some(end) = inside.find("%}") else { return false };
        rest = inside[end + 2..].trim_start();
    }
    begins && rest.is_empty()
}

pub fn is_code(line: &str) -> bool {
    (line.starts_with("    ") || line.starts_with('\t')) && !is_blank(line)
}

/// The level of an ATX heading and where its text begins; the text may be empty.
pub fn atx(line: &str) -> Option<(usize, usize)> {
    let level = line.bytes().take_while(|&b| b == b'#').count();
    let blanks = line[level..].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
    ((1..=6).contains(&level) && blanks > 0).then_some((level, level + blanks))
}

/// Whether the line makes a heading of the one above it: only `=` and `-`, from its very beginning.
pub fn is_underline(line: &str) -> bool {
    let marks = line.trim_end();
    !marks.is_empty() && marks.bytes().all(|b| matches!(b, b'=' | b'-'))
}

/// The run of a fence: its first byte, and how long it is.
pub fn fence(line: &str) -> Option<(u8, usize)> {
    let line = outdented(line)?;
    let mark = line.bytes().next().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = line.bytes().take_while(|&b| b == mark).count();
    (length >= 3).then_some((mark, length))
}

pub fn is_rule(line: &str) -> bool {
    let Some(line) = outdented(line) else { return false };
    let Some(mark) = line.chars().next().filter(|c| matches!(c, '*' | '-' | '_')) else { return false };
    line.chars().all(|c| c == mark || c == ' ' || c == '\t') && line.matches(mark).count() >= 3
}

/// The marks of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    Bullet,
    Number,
    /// `: ` below a term.
    Definition,
}

/// The mark of a list behind up to `most` blanks, and where it ends.
pub fn marker(line: &str, most: usize) -> Option<(Marker, usize)> {
    let indent = indent(line);
    let inner = line.get(indent..).filter(|_| indent <= most)?;
    let (marker, length) = match inner.as_bytes().first()? {
        b'+' | b'*' | b'-' => (Marker::Bullet, 1),
        b':' => (Marker::Definition, 1),
        _ => {
            let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
            (Marker::Number, (digits > 0 && inner[digits..].starts_with('.')).then_some(digits + 1)?)
        }
    };
    inner[length..].starts_with([' ', '\t']).then_some((marker, indent + length))
}

pub fn is_quote(line: &str) -> bool {
    outdented(line).is_some_and(|line| line.starts_with('>'))
}

/// A line that is nothing but `^`.
pub fn is_end_of_block(line: &str) -> bool {
    line.trim_end() == "^"
}

/// What ends a paragraph, a quote and a lazy line: all but the blocks that begin with marks of their own.
pub fn ends_lazily(line: &str) -> bool {
    is_blank(line) || is_template(line) || is_end_of_block(line) || attributes::is_list(line) || html::begins_block(line)
}

/// What ends a paragraph.
pub fn ends_paragraph(line: &str) -> bool {
    ends_lazily(line) || marker(line, 3).is_some() || atx(line).is_some() || is_quote(line) || fence(line).is_some()
}

/// Where a line's content begins behind an indentation of this many columns.
pub fn unindented(line: &str, indentation: usize) -> Option<usize> {
    let (mut at, mut column) = (0, 0);
    for byte in line.bytes() {
        match byte {
            _ if column >= indentation => break,
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => break,
        }
        at += 1;
    }
    (column >= indentation).then_some(at)
}
