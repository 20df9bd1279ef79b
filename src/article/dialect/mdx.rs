//! What MDX has besides Markdown: `import` and `export`, `{ }` and its comments, tags of components.

use super::{Masker, blank_line, lines, near};
use crate::article::attributes;
use memchr::memmem::Finder;
use std::sync::LazyLock;

impl Masker<'_, '_> {
    pub(super) fn mdx(&mut self) {
        let (body, fences) = (self.body, self.fences);
        let bytes = body.as_bytes();
        let mut until = 0;
        for found in PORT.find_iter(bytes) {
            let start = found.saturating_sub(2);
            let is_script = start >= until && (body[start..].starts_with("import ") || body[start..].starts_with("export "));
            if is_script && is_after_blank_line(&body[..start]) && fences.around(start).is_none() {
                until = start + script_length(&body[start..]);
                self.comment(start, until);
                self.count("mdx");
            }
        }
        let mut at = 0;
        while let Some(found) = memchr::memchr3(b'{', b'`', b'<', &bytes[at..]) {
            let start = at + found;
            at = start + 1;
            if let Some(fence) = fences.around(start) {
                at = fence.end;
            } else if self.out.as_ref().is_some_and(|out| out[start] != bytes[start]) || (start > 0 && bytes[start - 1] == b'\\') {
                continue;
            } else if bytes[start] == b'`' {
                let ticks = bytes[start..].iter().take_while(|&&b| b == b'`').count();
                let rest = near(&body[start + ticks..]).as_bytes();
                let close = match ticks {
                    1 => memchr::memchr(b'`', rest),
                    _ => memchr::memmem::find(rest, &bytes[start..start + ticks]),
                };
                at = start + ticks + close.map_or(0, |close| close + ticks);
            } else if bytes[start] == b'<' {
                self.tag_name(start);
            } else if let Some(end) = balanced(near(&body[start..])).map(|length| start + length) {
                let inside = body[start + 1..end - 1].trim();
                // `{#id}` at a heading is Docusaurus' own.
                let is_id = inside.starts_with('#') && attributes::is_atx(&body[line_start(body, start)..start]);
                match inside.starts_with("/*") && inside.ends_with("*/") && inside.matches("*/").count() == 1 {
                    true => self.comment(start, end),
                    false => {
                        // `{...all}` among attributes is made an attribute of HTML.
                        let braces = usize::from(!inside.starts_with("..."));
                        if !is_id {
                            self.fill(start + braces, end - braces);
                            self.count("mdx");
                        }
                    }
                }
                at = end;
            }
        }
    }

    /// Makes the name of a component one that HTML could have: `<Tea.Pot>`, `<>`.
    fn tag_name(&mut self, start: usize) {
        let rest = &self.body[start + 1..];
        let slash = usize::from(rest.starts_with('/'));
        let name = &rest[slash..];
        let length =
            name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$' | b':' | b'-')).count();
        let is_name =
            length > 0 && name.as_bytes()[0].is_ascii_alphabetic() && name[length..].starts_with([' ', '\t', '\n', '\r', '/', '>']);
        let (from, to) = (start + 1 + slash, start + 1 + slash + length);
        if length == 0 && name.starts_with('>') {
            let out = self.out.get_or_insert_with(|| self.body.as_bytes().to_vec());
            out[start..=to].fill(b' ');
        } else if is_name && self.body[from..to].contains(['.', '_', '$', ':']) {
            let out = self.out.get_or_insert_with(|| self.body.as_bytes().to_vec());
            out[from..to].iter_mut().filter(|byte| !byte.is_ascii_alphanumeric()).for_each(|byte| *byte = b'-');
        }
    }
}

/// What `import` and `export` have in common.
static PORT: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("port "));

/// Whether what follows begins a line, behind a blank one or none.
fn is_after_blank_line(before: &str) -> bool {
    let Some(line) = before.strip_suffix('\n') else { return before.is_empty() };
    let rest = line.trim_end_matches(|c: char| c != '\n' && c.is_whitespace());
    rest.is_empty() || rest.ends_with('\n')
}

/// Length of the `import` or `export` that `text` begins with: up to a blank line outside of all brackets.
fn script_length(text: &str) -> usize {
    let first = blank_line(text).unwrap_or(text.len());
    let (mut depth, mut end) = (0_i32, None);
    for (at, line) in lines(near(text)) {
        if line.trim().is_empty() && depth <= 0 {
            end = Some(at);
            break;
        }
        depth += line.bytes().map(|byte| i32::from(b"([{".contains(&byte)) - i32::from(b")]}".contains(&byte))).sum::<i32>();
    }
    let all = if depth <= 0 && text.len() == near(text).len() { text.len() } else { first };
    text[..end.unwrap_or(all)].trim_end().len()
}

/// Where the line of `at` begins.
fn line_start(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
}

/// Length of the tag that `text` begins with; strings and braces are stepped over. None if a blank line comes first.
pub fn tag_length(text: &str) -> Option<usize> {
    let (mut quote, mut depth, mut line_is_blank) = (None, 0_u32, false);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (_, b'\n') if line_is_blank => return None,
            (_, b'\n') => line_is_blank = true,
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at + 1),
            _ => {}
        }
        line_is_blank &= byte.is_ascii_whitespace();
    }
    None
}

/// Length of the `{ … }` that `text` begins with; strings and nested braces are stepped over.
fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_u32, None);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open || byte == b'\n' => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if depth > 1 => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
