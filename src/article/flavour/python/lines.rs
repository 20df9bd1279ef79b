//! The lines of a body, and which of them the block parser never sees: fenced code and raw HTML.

use crate::article::body::Edit;
use crate::article::dialect;
use rustc_hash::FxHashSet;
use std::ops::Range;

#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Where the line begins.
    pub begin: usize,
    /// Where what is left of it begins, behind the marks of what it stands in.
    pub start: usize,
    pub end: usize,
    /// Where the next one begins.
    pub next: usize,
    /// Code or HTML.
    pub opaque: bool,
    /// It stands in a quote.
    pub quoted: bool,
}

/// The lines of a body. Raw HTML is changed so that CommonMark sees its end where Python-Markdown does.
pub fn lines(text: &str, markdown_in_html: bool, edits: &mut Vec<Edit>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(text.len() / 32 + 4);
    lines.extend(dialect::lines(text).map(|(begin, line)| {
        let ends = line.bytes().rev().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        Line { begin, start: begin, end: begin + line.len() - ends, next: begin + line.len(), opaque: false, quoted: false }
    }));
    let fences = fences(text, &mut lines, edits);
    html(text, &mut lines, &fences, markdown_in_html, edits);
    lines
}

/// Marks fenced code, and says where it stands. A fence that nothing closes is none.
fn fences(text: &str, lines: &mut [Line], edits: &mut Vec<Edit>) -> Vec<Range<usize>> {
    let mut fences = Vec::new();
    let mut unclosed: FxHashSet<&str> = FxHashSet::default();
    let mut at = 0;
    while at < lines.len() {
        let line = behind_quotes(&text[lines[at].start..lines[at].end]);
        at += 1;
        let Some(&mark @ (b'`' | b'~')) = line.as_bytes().first() else { continue };
        let length = line.bytes().take_while(|&b| b == mark).count();
        if length < 3 || mark == b'`' && line[length..].contains('`') {
            continue;
        }
        let fence = &line[..length];
        let closes = |line: &Line| {
            let line = behind_quotes(&text[line.start..line.end]);
            line.as_bytes().first() == Some(&mark) && line.trim_end() == fence
        };
        let close = if unclosed.contains(fence) { None } else { (at..lines.len()).find(|&index| closes(&lines[index])) };
        match close {
            Some(close) => {
                lines[at - 1..=close].iter_mut().for_each(|line| line.opaque = true);
                fences.push(lines[at - 1].begin..lines[close].next);
                at = close + 1;
            }
            None => {
                unclosed.insert(fence);
                edits.push(Edit::insert(lines[at - 1].end - line.len(), "\\"));
            }
        }
    }
    fences
}

/// The elements that are blocks to Python-Markdown.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "canvas",
    "center",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "group",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "main",
    "map",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "output",
    "p",
    "pre",
    "progress",
    "script",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// Elements without an end tag.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn html(text: &str, lines: &mut [Line], fences: &[Range<usize>], markdown_in_html: bool, edits: &mut Vec<Edit>) {
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return;
    }
    // What nothing ends is looked for to the end of the text: that is not to happen for every line.
    let (mut at, mut unclosed) = (0, 0);
    while at < lines.len() && unclosed < 16 {
        let line = lines[at];
        let content = &text[line.start..line.end];
        let inside = inner(content);
        let start = line.end - inside.len();
        let first = at;
        at += 1;
        if !inside.starts_with('<') || line.opaque || indent(content) > 3 {
            continue;
        }
        if text[start..].starts_with("<!--") {
            match text[start..].find("-->").map(|length| start + length + 3) {
                Some(end) => {
                    at = line_after(lines, first, end);
                    lines[first..at].iter_mut().for_each(|line| line.opaque = true);
                }
                // What is not closed is no comment.
                None => {
                    edits.push(Edit::insert(start, "\\"));
                    unclosed += 1;
                }
            }
            continue;
        }
        let Some(tag) = Tag::read(text, start).filter(|tag| is_one_of(BLOCKS, tag.name)) else { continue };
        let end = match () {
            () if tag.closes || tag.is_empty() || markdown_in_html && tag.has_markdown() => Some(tag.end),
            () => end_of_element(text, &tag, fences),
        };
        // What is not closed goes on to the end of the page; that may be a mistake here as well as there.
        let Some(end) = end else {
            unclosed += 1;
            continue;
        };
        at = line_after(lines, first, end);
        let mut in_fence = false;
        for line in &mut lines[first..at] {
            // CommonMark would end the HTML at a blank line, and not see that code begins without one.
            if !line.opaque && text[line.start..line.end].trim().is_empty() {
                edits.push(Edit::delete(line.begin..line.next));
            } else if line.opaque && !in_fence {
                edits.push(Edit::insert(line.begin, "\n"));
            }
            in_fence = line.opaque;
            line.opaque = true;
        }
        if lines.get(at).is_some_and(|next| !text[next.start..next.end].trim().is_empty()) {
            edits.push(Edit::insert(lines[at].begin, "\n"));
        }
    }
}

/// The line behind the one that holds the byte before `end`.
fn line_after(lines: &[Line], from: usize, end: usize) -> usize {
    from + lines[from..].partition_point(|line| line.begin < end)
}

/// Where the element of a start tag ends.
fn end_of_element(text: &str, first: &Tag<'_>, fences: &[Range<usize>]) -> Option<usize> {
    let mut open = vec![first.name];
    let mut at = first.end;
    while let Some(found) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        if let Some(fence) = dialect::around(fences, start) {
            at = fence.end;
        } else if text[start..].starts_with("<!--") {
            at = text[start..].find("-->").map_or(text.len(), |length| start + length + 3);
        } else if let Some(tag) = Tag::read(text, start) {
            at = tag.end;
            let is_code = open.last().is_some_and(|open| is_one_of(&["script", "style"], open));
            if tag.closes {
                if let Some(depth) = open.iter().rposition(|open| tag.name.eq_ignore_ascii_case(open)) {
                    open.truncate(depth);
                }
                if open.is_empty() {
                    return Some(tag.end);
                }
            } else if !is_code && !tag.is_empty() && open.len() < 64 {
                open.push(tag.name);
            }
        }
    }
    None
}

struct Tag<'t> {
    name: &'t str,
    attributes: &'t str,
    closes: bool,
    end: usize,
}

impl<'t> Tag<'t> {
    fn read(text: &'t str, start: usize) -> Option<Tag<'t>> {
        let rest = text[start..].strip_prefix('<')?;
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (name, rest) = rest.split_at(length);
        let mut quote = None;
        let end = rest.bytes().take(4 << 10).position(|byte| match quote {
            Some(open) => {
                quote = (byte != open).then_some(open);
                false
            }
            None => {
                quote = matches!(byte, b'"' | b'\'').then_some(byte);
                byte == b'>'
            }
        })?;
        let attributes = rest.get(..end)?;
        Some(Tag { name, attributes, closes, end: text.len() - rest.len() + end + 1 })
    }

    fn is_empty(&self) -> bool {
        self.attributes.ends_with('/') || is_one_of(VOID, self.name)
    }

    /// Whether what the element holds is Markdown.
    fn has_markdown(&self) -> bool {
        let mut words = self.attributes.split_whitespace();
        words.any(|word| {
            word == "markdown" || word.starts_with("markdown=") && !matches!(word, "markdown=\"0\"" | "markdown='0'" | "markdown=0")
        })
    }
}

/// Whether a line begins with a letter of the more common scripts: then it is text, and nothing else.
pub fn begins_with_letter(line: &str) -> bool {
    // Latin to Arabic; ideographs and Hangul.
    matches!(line.as_bytes().first(), Some(b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xdb | 0xe4..=0xed))
}

/// A line behind the marks of quotes.
fn behind_quotes(line: &str) -> &str {
    let marks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
    &line[marks..]
}

/// A line behind its white space, most of which is blanks.
pub fn inner(line: &str) -> &str {
    let blanks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let inner = &line[blanks..];
    match inner.as_bytes().first() {
        None | Some(b'!'..=b'~') => inner,
        Some(_) => inner.trim_start(),
    }
}

/// The width of the blanks that a line begins with.
pub fn indent(line: &str) -> usize {
    let mut width = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => width += 1,
            b'\t' => width += 4 - width % 4,
            _ => break,
        }
    }
    width
}

/// The bytes of one level of indentation, four blanks or a tab, if the line begins with one and has more.
pub fn indented(line: &str) -> Option<usize> {
    let spaces = line.bytes().take(4).take_while(|&b| b == b' ').count();
    let length = if spaces < 4 && line.as_bytes().get(spaces) == Some(&b'\t') { spaces + 1 } else { spaces };
    ((length > spaces || spaces == 4) && !inner(line).is_empty()).then_some(length)
}

/// Whether a line makes a heading of the one above it.
pub fn is_underline(line: &str) -> bool {
    let Some(&first @ (b'=' | b'-')) = line.as_bytes().first() else { return false };
    line.trim_end().bytes().all(|byte| byte == first)
}

pub fn is_rule(line: &str) -> bool {
    let mark = inner(line);
    let Some(&first @ (b'-' | b'_' | b'*')) = mark.as_bytes().first() else { return false };
    let mark = mark.trim_end();
    indent(line) < 4 && mark.bytes().all(|b| b == first || b == b' ') && mark.bytes().filter(|b| *b == first).count() >= 3
}

/// The length of an item's mark, `- ` or `1. `, with up to three blanks before it.
pub fn marker(line: &str) -> Option<usize> {
    let blanks = line.bytes().take_while(|&byte| byte == b' ').count();
    let content = &line[blanks..];
    let mark = match content.as_bytes().first()? {
        b'*' | b'+' | b'-' => 1,
        _ => {
            let digits = content.bytes().take_while(u8::is_ascii_digit).count();
            (digits > 0 && content[digits..].starts_with('.')).then_some(digits + 1)?
        }
    };
    (blanks < 4 && content[mark..].starts_with([' ', '\t'])).then_some(blanks + mark + 1)
}
