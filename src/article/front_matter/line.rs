//! Lines, words and the names of fields: what all languages of front matter share.

use std::ops::Range;

/// One line: where it begins, where it ends, where the next begins.
#[derive(Clone, Copy)]
pub struct Line {
    pub start: usize,
    pub end: usize,
    pub next: usize,
}

impl Line {
    /// The line that begins at `start`; none at the end of the text.
    pub fn at(text: &str, start: usize) -> Option<Line> {
        let rest = text.as_bytes().get(start..).filter(|rest| !rest.is_empty())?;
        let (end, next) = match memchr::memchr(b'\n', rest) {
            Some(at) => (start + at, start + at + 1),
            None => (text.len(), text.len()),
        };
        let end = if end > start && text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
        Some(Line { start, end, next })
    }

    /// The text of the line, without its end.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// The lines of `text` from byte `start` on.
pub fn lines(text: &str, start: usize) -> impl Iterator<Item = Line> {
    std::iter::successors(Line::at(text, start), |line| Line::at(text, line.next))
}

/// Whether there is nothing in `text` but spaces and tabs.
pub fn blanks(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' ' | b'\t'))
}

/// The line that `at` stands in.
pub fn line_at(text: &str, at: usize) -> Line {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    Line::at(text, start).unwrap_or(Line { start, end: start, next: start })
}

/// The name of the field that `line` begins with: one word or something in quotes, a colon, and a blank or nothing.
pub fn name(line: &str) -> Option<&str> {
    let (name, rest) = split(line)?;
    (rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])).then_some(name)
}

/// `line` at the colon behind its first word.
pub fn split(line: &str) -> Option<(&str, &str)> {
    let colon = match line.as_bytes().first()? {
        quote @ (b'"' | b'\'') => {
            let end = line[1..].find(*quote as char)? + 2;
            end + line[end..].find(':').filter(|&colon| line[end..end + colon].trim().is_empty())?
        }
        _ => line.find(':')?,
    };
    let name = line[..colon].trim_end();
    (name.starts_with(['"', '\'']) || is_word(name)).then_some((name, &line[colon + 1..]))
}

/// Whether `name` can be the name of a field, bare and without blanks.
pub fn is_word(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '@' | '/'))
}

/// Whether a line holds anything but blanks and a comment.
pub fn has_text(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

/// Where something stands at or behind `at`; white space and comments are passed over.
pub fn next(text: &str, mut at: usize) -> usize {
    loop {
        at += text[at..].len() - text[at..].trim_start_matches([' ', '\t', '\r', '\n']).len();
        if !text[at..].starts_with('#') {
            return at;
        }
        at += text[at..].find('\n').unwrap_or(text.len() - at);
    }
}

/// The words of `text` and their places; comments are left out.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = next(text, at);
        let length = text[start..].find([' ', '\t', '\r', '\n']).unwrap_or(text.len() - start);
        at = start + length;
        (length > 0).then(|| (start, &text[start..at]))
    })
}

/// `at`, or the character boundary before it.
pub fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The first line that a merge left in `text`, and what to leave out so that one side remains.
pub fn conflict(text: &str) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    let first = lines(text, 0).find(|line| is_marker(line.of(text)))?;
    let mut theirs = false;
    let out = lines(text, first.start).filter(|line| {
        let marker = is_marker(line.of(text));
        theirs = (theirs || marker && line.of(text).starts_with('=')) && !(marker && line.of(text).starts_with(['<', '>']));
        marker || theirs
    });
    Some((first.start..first.end, out.map(|line| line.start..line.end).collect()))
}

/// Whether a line is one that git leaves in a merge conflict.
pub fn is_marker(line: &str) -> bool {
    line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line.trim_end() == "======="
}

/// What is left of a broken value without the quotes around it: those of `"text`, `"text"` and `'it's'`, but not of `"a" or "b"`.
pub fn unquoted(value: &str) -> Range<usize> {
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return 0..value.len() };
    match value.matches(quote).count() {
        1 => 1..value.len(),
        2 if value.ends_with(quote) => 1..value.len() - 1,
        count if count % 2 == 1 && value.ends_with(quote) => 1..value.len() - 1,
        _ => 0..value.len(),
    }
}
