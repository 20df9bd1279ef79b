//! MDX: no indented code, and tags that have their lines for themselves are blocks, between which Markdown goes on.
//!
//! CommonMark would begin an HTML block at such a tag and take what follows for its content. So the tags are taken out, and the reader
//! puts them into the tree where they stood.

use crate::article::body::Edit;
use crate::article::dialect::{has_blank_line, near, tag_length};

/// A tag, or several, on lines of their own.
#[derive(Debug)]
pub struct FlowTag {
    /// As the parser would have seen it: what is an expression is written over.
    pub html: Box<str>,
    /// The byte of the file where it begins.
    pub at: usize,
    /// How many list items it stands in.
    pub depth: usize,
}

/// Blanks to indent with.
const BLANKS: &str = "                                                                ";

/// A letter before a tag within a paragraph, so that the tag begins no block. What is put in is no text of the article.
const GUARD: &str = "x";

/// In the place of a tag that ends a list: behind a blank line alone, the list would go on.
const END: &str = "<!---->";

/// The changes to `text`, a masked body that begins at byte `offset` of the file, and the tags that they take out.
pub fn edits(text: &str, offset: usize, edits: &mut Vec<Edit>) -> Vec<FlowTag> {
    let mut flow = Flow { text, offset, edits, tags: Vec::new(), items: Vec::new(), deepest: 0, fence: None };
    let bytes = text.as_bytes();
    // To the parser, a `\r` alone ends a line too.
    let has_returns = memchr::memchr(b'\r', bytes).is_some();
    let end_from = |at: usize| {
        let end = if has_returns { memchr::memchr2(b'\n', b'\r', &bytes[at..]) } else { memchr::memchr(b'\n', &bytes[at..]) };
        end.map_or(bytes.len(), |length| at + length)
    };
    let mut at = 0;
    while at < bytes.len() {
        match &flow.fence {
            // Code in a fence that stands where it was written is what it is, up to a line that may end it.
            Some(fence) if fence.moved == 0 && fence.least == 0 => {
                let Some(found) = memchr::memchr(fence.mark, &bytes[at..]) else { break };
                let line = memchr::memrchr2(b'\n', b'\r', &bytes[at..at + found]).map_or(0, |end| end + 1);
                at += line;
            }
            Some(_) => {}
            // So is text at the margin; it ends all lists.
            None if matches!(bytes[at], b'\n' | b'\r') => {
                at += 1;
                continue;
            }
            None if !may_begin(bytes[at]) => {
                flow.items.clear();
                at = end_from(at) + 1;
                continue;
            }
            None => {}
        }
        let end = end_from(at);
        let done = flow.line(at, &text[at..end]);
        at = if done > end { end_from(done) } else { end } + 1;
    }
    flow.tags
}

/// Whether a line that begins with this byte may be more than text at the margin.
fn may_begin(first: u8) -> bool {
    matches!(first, b' ' | b'\t' | b'<' | b'-' | b'*' | b'+' | b'0'..=b'9' | b'`' | b'~' | b'[')
}

/// An open list item: the columns where its content begins, as written and as the parser sees it.
#[derive(Clone, Copy, Default)]
struct Item {
    from: usize,
    to: usize,
}

/// An open fence: its mark, how many of them, by how many columns it was moved, and the column where its list item's content begins.
struct Fence {
    mark: u8,
    length: usize,
    moved: usize,
    least: usize,
}

struct Flow<'a, 'e> {
    text: &'a str,
    offset: usize,
    edits: &'e mut Vec<Edit>,
    tags: Vec<FlowTag>,
    items: Vec<Item>,
    /// How many items the parser may have open.
    deepest: usize,
    fence: Option<Fence>,
}

impl Flow<'_, '_> {
    /// Reads the line at `start`; the lines before the byte that it returns are done.
    fn line(&mut self, start: usize, line: &str) -> usize {
        let end = start + line.len();
        let (blank, indent) = blanks(line);
        if let Some(fence) = &self.fence {
            let rest = &line[blank..];
            let closes = run(rest, fence.mark) >= fence.length && rest.trim_start_matches(char::from(fence.mark)).trim().is_empty();
            let column = indent.saturating_sub(fence.moved).max(fence.least.min(indent));
            self.indent(start, blank, indent, column);
            if closes {
                self.fence = None;
            }
            return end;
        }
        if blank == line.len() {
            return end;
        }
        while self.items.last().is_some_and(|item| indent < item.from) {
            self.items.pop();
        }
        let item = self.items.last().copied().unwrap_or_default();
        let inside = indent - item.from;
        let column = item.to + if inside < 4 { inside } else { 0 };
        self.indent(start, blank, indent, column);
        let (content, own) = self.markers(start + blank, end, indent, column);
        self.deepest = self.deepest.max(self.items.len());
        let rest = &self.text[content..end];
        if let Some(&mark @ (b'`' | b'~')) = rest.as_bytes().first() {
            let length = run(rest, mark);
            if length >= 3 && !(mark == b'`' && rest[length..].contains('`')) {
                // A fence behind a list marker stands where its item's content does.
                let item = self.items.last().copied().unwrap_or_default();
                let moved = if own { indent - column } else { item.from - item.to };
                self.fence = Some(Fence { mark, length, moved, least: item.to });
            }
            return end;
        }
        if !rest.starts_with('<') {
            return end;
        }
        if rest.starts_with("<!--") {
            // One that nothing ends takes all that follows.
            let Some(length) = self.text[content + 4..].find("-->") else { return self.text.len() };
            let after = content + 4 + length + 3;
            let behind = self.text[after..].lines().next().unwrap_or_default();
            // No paragraph goes on over a blank line, nor does a comment in it.
            if !behind.trim().is_empty() && !has_blank_line(&self.text[content..after]) {
                self.edits.push(Edit::insert(content, GUARD));
            }
            return after + behind.len();
        }
        match self.tags_at(content).filter(|_| own) {
            Some(after) => {
                let mut put = "";
                if self.deepest > self.items.len() {
                    // Indented as far as what it stands in, and no further: not as far as the list that it ends.
                    put = END;
                    if column == blank && item.to < column {
                        self.edits.push(Edit::delete(start + item.to..content));
                    }
                }
                self.deepest = self.items.len();
                self.edits.push(Edit { put, ..Edit::delete(content..after) });
                let html = self.text[content..after].into();
                self.tags.push(FlowTag { html, at: self.offset + content, depth: self.items.len() });
                after
            }
            None => {
                if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
                    self.edits.push(Edit::insert(content, GUARD));
                }
                end
            }
        }
    }

    /// Gives a line another indentation.
    fn indent(&mut self, start: usize, blank: usize, from: usize, to: usize) {
        if from == to {
            return;
        }
        // Blanks are one column each: what is too much is taken out. With tabs, all is written anew.
        match blank == from {
            true => self.edits.push(Edit::delete(start..start + from - to)),
            false => self.edits.push(Edit { put: &BLANKS[..to.min(BLANKS.len())], ..Edit::delete(start..start + blank) }),
        }
    }

    /// Steps over the list markers at `at`, and opens their items: where the content begins, and whether there were none.
    fn markers(&mut self, mut at: usize, end: usize, mut from: usize, mut to: usize) -> (usize, bool) {
        let start = at;
        if let Some(label) = self.text[at..end].strip_prefix("[^").and_then(|text| text.find("]:")) {
            // What belongs to a footnote is indented by four.
            self.items.push(Item { from: from + 4, to: to + 4 });
            let note = &self.text[at + label + 4..end];
            return (end - note.trim_start().len(), false);
        }
        while let Some(width) = marker(&self.text[at..end]) {
            let rest = &self.text[at + width..end];
            let (blank, gap) = blanks(rest);
            let (gap, kept) = if blank == rest.len() { (1, 1) } else { (gap, if gap < 5 { gap } else { 1 }) };
            if kept < gap {
                self.indent(at + width, blank, gap, kept);
            }
            from += width + gap;
            to += width + kept;
            self.items.push(Item { from, to });
            at += width + blank;
        }
        (at, at == start)
    }

    /// The end of the tags that begin at `start`, if nothing else stands on their lines.
    fn tags_at(&self, start: usize) -> Option<usize> {
        let text = near(&self.text[start..]);
        let mut at = 0;
        loop {
            let rest = text.get(at..)?;
            let length = match rest.as_bytes() {
                [b'<', ..] if is_tag(rest) => tag_length(rest)?,
                [b'{', ..] => rest.find('}')? + 1,
                _ => return None,
            };
            at += length;
            let rest = &self.text[start + at..];
            // Only blanks and tabs are nothing: what is left of the line is to end a paragraph.
            let (blank, _) = blanks(rest);
            if matches!(rest.as_bytes()[blank..], [] | [b'\n', ..] | [b'\r', b'\n', ..]) {
                return Some(start + at);
            }
            at += blank;
        }
    }
}

/// The white space that a line begins with: its bytes and its columns.
fn blanks(line: &str) -> (usize, usize) {
    let (mut bytes, mut columns) = (0, 0);
    for byte in line.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns = columns / 4 * 4 + 4,
            _ => break,
        }
        bytes += 1;
    }
    (bytes, columns)
}

fn run(text: &str, mark: u8) -> usize {
    text.bytes().take_while(|&byte| byte == mark).count()
}

/// The width of the list marker that a text begins with, without the white space behind it.
fn marker(text: &str) -> Option<usize> {
    let first = *text.as_bytes().first()?;
    let width = match first {
        b'-' | b'*' | b'+' => {
            // `- - -` is a rule.
            let is_rule = first != b'+'
                && text.bytes().all(|byte| byte == first || byte.is_ascii_whitespace())
                && text.bytes().filter(|&byte| byte == first).count() >= 3;
            if is_rule {
                return None;
            }
            1
        }
        b'0'..=b'9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            (digits < 10 && text[digits..].starts_with(['.', ')'])).then_some(digits + 1)?
        }
        _ => return None,
    };
    (text.len() == width || text[width..].starts_with([' ', '\t'])).then_some(width)
}

/// Whether a text begins like a tag of JSX: `<a`, `</a`, `<>`.
fn is_tag(text: &str) -> bool {
    let name = text.trim_start_matches('<');
    let name = name.strip_prefix('/').unwrap_or(name);
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$' | '>'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::body::Body;

    /// What the parser reads, and the tags with their depth.
    fn read(text: &'static str) -> (String, Vec<(String, usize)>) {
        let mut found = Vec::new();
        let tags = edits(text, 0, &mut found);
        let body = Body::new(text.into(), 0, found);
        (body.text().to_string(), tags.into_iter().map(|tag| (tag.html.into(), tag.depth)).collect())
    }

    #[test]
    fn tags_on_lines_of_their_own_are_taken_out() {
        let (text, tags) = read("<Tea\n  a=\"b\">\n# Pot\n</Tea> <Cup/>\n");
        assert_eq!(text, "\n# Pot\n\n");
        assert_eq!(tags, [("<Tea\n  a=\"b\">".into(), 0), ("</Tea> <Cup/>".into(), 0)]);
    }

    #[test]
    fn tags_with_text_begin_no_block() {
        assert_eq!(read("<p>tea</p>\n*pot*\n").0, "x<p>tea</p>\n*pot*\n");
        assert_eq!(read("<!--a-->\n<!--b--> c\n").0, "<!--a-->\nx<!--b--> c\n");
        assert_eq!(read("<!--a\n<p>\n--> c\n<p>d\n").0, "x<!--a\n<p>\n--> c\nx<p>d\n");
        assert_eq!(read("[^1]: <p>a\n    <p>b\n").0, "[^1]: x<p>a\n    x<p>b\n");
        assert_eq!(read("- <Tea>\n").0, "- x<Tea>\n");
        assert_eq!(read("\r<p>tea</p>\n").0, "\rx<p>tea</p>\n");
        assert_eq!(read("pot\n<Tea>\u{a0}\n").0, "pot\nx<Tea>\u{a0}\n");
    }

    #[test]
    fn nothing_is_code_for_its_indentation() {
        assert_eq!(read("      # Tea\n").0, "# Tea\n");
        assert_eq!(read("\t# Tea\n").0, "# Tea\n");
        assert_eq!(read("- a\n\n      b\n").0, "- a\n\n  b\n");
        assert_eq!(read("- a\n  - b\n    c\n").0, "- a\n  - b\n    c\n");
        assert_eq!(read("     - a\n       b\n     - c\n").0, "- a\n  b\n- c\n");
        assert_eq!(read("-      a\n").0, "- a\n");
    }

    #[test]
    fn fences_move_whole() {
        assert_eq!(read("    ```\n    <Tea>\n      pot\n    ```\n    # a\n").0, "```\n<Tea>\n  pot\n```\n# a\n");
        assert_eq!(read("1. a\n        ```\n        b\n    ```\n").0, "1. a\n   ```\n   b\n   ```\n");
        assert_eq!(read("1. ```\n   <Tea>\n   ```\n").0, "1. ```\n   <Tea>\n   ```\n");
    }

    #[test]
    fn tags_know_their_list() {
        assert_eq!(read("- a\n\n  <Tea>\n\n<Pot>\n").1, [("<Tea>".into(), 1), ("<Pot>".into(), 0)]);
        assert_eq!(read("- a\n  <Tea>\nb\n<Pot>\n  c\n").0, "- a\n  \nb\n<!---->\n  c\n");
        assert_eq!(read("- a\nb\n  <Pot>\n").0, "- a\nb\n<!---->\n");
    }
}
