//! What stands within lines.

use super::Reader;
use super::attributes;
use super::html;
use crate::article::attributes::{Attribute, Place};
use crate::article::body::Edit;
use crate::article::dialect::near;
use crate::text::Span;

/// The characters that a backslash escapes.
const ESCAPED: &str = "\\.*_+`<>()[]{}#!:|\"'$=-~";

impl Reader<'_, '_> {
    /// The text of a heading: its id at the end, and what kramdown reads in another way than CommonMark.
    pub(super) fn heading(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let trimmed = text.trim_end();
        let mut stop = start + trimmed.len();
        if let Some((length, id)) = attributes::of_heading(trimmed) {
            let value = Span::new(self.offset + start + id.start, self.offset + start + id.end);
            let key = Span::new(self.offset + start + id.start - 1, self.offset + start + id.start);
            let list = start + id.start - 2..stop;
            let attribute = Attribute::new("id", key, value);
            stop = start + length;
            self.edits.push(attributes::edit(stop..list.end, list, self.offset, Place::Heading, vec![attribute]));
        }
        self.attribute_lists(start, stop);
        let mut at = start;
        while at < stop {
            let rest = &self.text[at..stop];
            at += match rest.as_bytes()[0] {
                b'`' => code(rest),
                b'\\' => self.backslash(at, rest),
                b'<' => self.tag(at, rest),
                b'$' if rest.starts_with("$$") => self.formula(at, rest),
                _ => rest.find(['`', '\\', '<', '$']).unwrap_or(rest.len()).max(1),
            };
        }
    }

    /// A backslash that escapes nothing in kramdown stays.
    fn backslash(&mut self, at: usize, rest: &str) -> usize {
        match rest[1..].chars().next() {
            Some(c) if ESCAPED.contains(c) => 2,
            Some(c) if c.is_ascii_punctuation() => {
                self.insert(at, "\\");
                2
            }
            _ => 1,
        }
    }

    /// The tags of blocks are text.
    fn tag(&mut self, at: usize, rest: &str) -> usize {
        let (name, length) = match (html::start_tag(near(rest)), html::end_tag(near(rest))) {
            (Some(tag), _) => (tag.name, tag.length),
            (None, Some((name, length))) => (name, length),
            (None, None) => return 1,
        };
        if html::is_block(name) {
            self.insert(at, "\\");
        }
        length
    }

    /// A formula within a line counts as it is, as code does.
    fn formula(&mut self, at: usize, rest: &str) -> usize {
        let Some(length) = rest[2..].find("$$") else { return 2 };
        let inside = &rest[2..2 + length];
        let trimmed = inside.trim();
        if !trimmed.is_empty() && !trimmed.contains('`') {
            let start = at + 2 + (inside.len() - inside.trim_start().len());
            self.edits.push(Edit { range: at..start, put: "`", list: None });
            self.edits.push(Edit { range: start + trimmed.len()..at + length + 4, put: "`", list: None });
        }
        length + 4
    }

    /// Takes out the lists of attributes right behind elements of a line.
    pub(super) fn attribute_lists(&mut self, start: usize, end: usize) {
        let bytes = &self.text.as_bytes()[..end];
        if !self.has_lists || memchr::memchr(b'{', &bytes[start..]).is_none() {
            return;
        }
        let (mut at, mut escaped) = (start, start);
        while let Some(found) = memchr::memchr3(b'`', b'\\', b'{', &bytes[at..]) {
            at += found;
            let rest = &self.text[at..end];
            if rest.starts_with('`') {
                at += code(rest);
                continue;
            }
            if let Some(behind) = rest.strip_prefix('\\') {
                at += 1 + behind.chars().next().map_or(0, char::len_utf8);
                escaped = at;
                continue;
            }
            let follows = at > escaped && self.text[start..at].ends_with([')', ']', '*', '_', '`', '>', '}', '$']);
            let Some(list) = attributes::at_start(near(rest)).filter(|_| follows) else {
                at += 1;
                continue;
            };
            let close = at + list.len();
            let found = attributes::attributes(&list[2..list.len() - 1], self.offset + at + 2, &self.named);
            self.edits.push(attributes::edit(at..close, at..close, self.offset, Place::Inline, found));
            at = close;
        }
    }
}

/// The length of the code that a text begins with, or of the marks that begin none.
fn code(text: &str) -> usize {
    let marks = text.bytes().take_while(|&b| b == b'`').count();
    match text[marks..].find(&text[..marks]) {
        Some(length) if marks > 1 || !text[1..].starts_with(char::is_whitespace) => length + 2 * marks,
        _ => marks,
    }
}
