//! Attribute lists: `{#id .class key=value}` behind a heading, a block or an element within a line.
//!
//! Every generator has a grammar of its own. A list is taken out of what the Markdown parser reads, and its attributes go to the
//! element it stands at, with their places. What the grammar refuses is text.

pub mod behind;
mod goldmark;
mod markdown_it;

use super::body::Edit;
use super::dialect::Fences;
use crate::text::Span;
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// The grammar of attribute lists that a generator reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attributes {
    None,
    /// mdBook, Zola: the Markdown parser's own, at headings only.
    Pulldown,
    /// Hugo, at headings; `blocks`: on a line of their own below other blocks too.
    Goldmark {
        blocks: bool,
    },
    /// Jekyll: `{#id}` at headings, `{: …}` at everything.
    Kramdown,
    /// VitePress: markdown-it-attrs.
    MarkdownIt,
    /// `{#id}` at headings, whatever it holds.
    Docusaurus,
}

/// An attribute list of the body.
#[derive(Clone, Debug)]
pub struct AttributeList {
    /// The byte of the parser's text where it stood.
    pub at: usize,
    /// Its place in the file, braces included.
    pub span: Span,
    pub place: Place,
    pub attributes: Vec<Attribute>,
}

/// What a list belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The heading whose line it ends.
    Heading,
    /// The block that ends there.
    Block,
    /// The block that follows.
    Next,
    /// The element within a line that ends there.
    Inline,
    /// Something that is no node of its own, which begins there.
    Other,
}

/// One attribute: `#id` is `id`, `.name` is `class`.
#[derive(Clone, Debug)]
pub struct Attribute {
    pub name: Cow<'static, str>,
    pub key: Span,
    pub value: Span,
}

impl Attribute {
    pub fn new(name: &str, key: Span, value: Span) -> Attribute {
        let name = match name {
            "id" => Cow::Borrowed("id"),
            "class" => Cow::Borrowed("class"),
            _ => Cow::Owned(name.to_ascii_lowercase()),
        };
        Attribute { name, key, value }
    }
}

/// Takes the attribute lists out of `text`, a body that begins at byte `offset` of the file.
pub fn edits(text: &str, offset: usize, grammar: Attributes, fences: &Fences<'_>, edits: &mut Vec<Edit>) {
    // kramdown's own reader takes its lists out, as Python-Markdown's does.
    if matches!(grammar, Attributes::None | Attributes::Pulldown | Attributes::Kramdown) || memchr::memchr(b'{', text.as_bytes()).is_none()
    {
        return;
    }
    if grammar == Attributes::MarkdownIt {
        return markdown_it::edits(text, offset, fences, edits);
    }
    // Docusaurus knows ids alone.
    let is_goldmark = matches!(grammar, Attributes::Goldmark { .. });
    let next_brace = |at: usize| match is_goldmark {
        true => memchr::memchr(b'{', &text.as_bytes()[at..]),
        false => IDS.find(&text.as_bytes()[at..]),
    };
    let mut at = 0;
    while let Some(brace) = next_brace(at).map(|found| at + found) {
        let start = line_start(text, brace);
        let end = next_line(text, brace);
        at = end;
        let before = &text[line_start(text, start.saturating_sub(1))..start];
        let (line, next) = (&text[start..end], &text[end..next_line(text, end)]);
        let line = Line { text, offset, start, line: line.trim_end_matches(['\n', '\r']), before, next, grammar };
        let found = line.own().or_else(|| line.at_end());
        if found.is_none() && !(is_goldmark && line.fence_info().is_some()) {
            continue;
        }
        match fences.around(start) {
            None => edits.extend(found),
            Some(fence) if is_goldmark && fence.start == start => edits.extend(line.of_fence()),
            Some(_) => {}
        }
    }
}

/// What the lists begin with that hold an id and nothing else.
static IDS: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("{#"));

/// Where the line of `at` begins.
fn line_start(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
}

/// Where the next line begins.
fn next_line(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length + 1)
}

/// A line with its neighbours.
struct Line<'a> {
    text: &'a str,
    offset: usize,
    start: usize,
    line: &'a str,
    before: &'a str,
    next: &'a str,
    grammar: Attributes,
}

impl Line<'_> {
    /// A list that has the line for itself.
    fn own(&self) -> Option<Edit> {
        let body = self.line.trim();
        if self.grammar != (Attributes::Goldmark { blocks: true }) {
            return None;
        }
        let open = self.start + (self.line.len() - self.line.trim_start().len());
        let attributes = self.list(open, body)?;
        if self.before.trim().is_empty() {
            return None;
        }
        let end = (self.start + self.line.len() + line_end(&self.text[self.start + self.line.len()..])).min(self.text.len());
        Some(self.edit(self.start..end, open..open + body.len(), Place::Block, attributes))
    }

    /// A list at the end of a heading.
    fn at_end(&self) -> Option<Edit> {
        let is_heading = is_atx(self.line) || is_underline(self.next) && !self.line.trim().is_empty();
        if !is_heading {
            return None;
        }
        let mut line = self.line.trim_end();
        if matches!(self.grammar, Attributes::Goldmark { .. }) {
            let (at, attributes) = goldmark::at_end(line)?;
            let from = self.start + line[..at].trim_end().len();
            let attributes = attributes.into_iter().map(|(name, key, value)| self.placed(name, key, value)).collect();
            return Some(self.edit(from..self.start + line.len(), self.start + at..self.start + line.len(), Place::Heading, attributes));
        }
        // A heading may be closed: `## Text {#id} ##`.
        if is_atx(self.line) {
            let open = line.trim_end_matches('#');
            line = if open.ends_with([' ', '\t']) { open.trim_end() } else { line };
        }
        let at = line.rfind("{#")?;
        let (head, list) = (&line[..at], &line[at..]);
        // Docusaurus puts a backslash before the list itself, for MDX.
        let head = if self.grammar == Attributes::Docusaurus { head.strip_suffix('\\').unwrap_or(head) } else { head };
        if head.ends_with('\\') || head.trim().is_empty() && !is_atx(self.line) {
            return None;
        }
        let attributes = self.list(self.start + at, list)?;
        let from = self.start + head.trim_end().len();
        Some(self.edit(from..self.start + line.len(), self.start + at..self.start + line.len(), Place::Heading, attributes))
    }

    fn edit(&self, range: Range<usize>, list: Range<usize>, place: Place, attributes: Vec<Attribute>) -> Edit {
        let span = Span::new(self.offset + list.start, self.offset + list.end);
        Edit { range, put: "", list: Some(AttributeList { at: 0, span, place, attributes }) }
    }

    /// The list behind the language of a fenced code block.
    fn of_fence(&self) -> Option<Edit> {
        let info = self.fence_info()?;
        let (at, attributes) = goldmark::at_end(info.trim_end()).filter(|(at, _)| !info[..*at].trim().is_empty())?;
        let at = self.line.len() - info.len() + at;
        let base = self.line.len() - info.len();
        let place = |range: Range<usize>| range.start + base..range.end + base;
        let attributes = attributes.into_iter().map(|(name, key, value)| self.placed(name, place(key), place(value))).collect();
        let end = self.start + self.line.trim_end().len();
        Some(self.edit(self.start + at..end, self.start + at..end, Place::Block, attributes))
    }

    /// What stands behind the mark of a fence.
    fn fence_info(&self) -> Option<&str> {
        let fence = self.line.trim_start_matches([' ', '>', '\t']);
        fence.starts_with(['`', '~']).then(|| fence.trim_start_matches(['`', '~']))
    }

    /// An attribute whose places are those in the line.
    fn placed(&self, name: &str, key: Range<usize>, value: Range<usize>) -> Attribute {
        self.attribute(name, self.start + key.start..self.start + key.end, self.start + value.start..self.start + value.end)
    }

    /// The attributes of `list`, which begins at byte `at` of the body; `None` if it is none.
    fn list(&self, at: usize, list: &str) -> Option<Vec<Attribute>> {
        if matches!(self.grammar, Attributes::Goldmark { .. }) {
            let (length, attributes) = goldmark::list(list)?;
            let place = |range: Range<usize>| at + range.start..at + range.end;
            let attributes = attributes.into_iter().map(|(name, key, value)| self.attribute(name, place(key), place(value)));
            return (length == list.len()).then(|| attributes.collect());
        }
        let id = list.strip_prefix("{#")?.strip_suffix('}')?;
        let start = at + 2 + (id.len() - id.trim_start().len());
        // `:name` is a directive, and no text.
        let directive = id.match_indices(':').find(|(at, _)| id[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
        let id = id[..directive.map_or(id.len(), |(at, _)| at)].trim_end_matches('\\').trim();
        (!id.contains('}') && !id.is_empty()).then(|| vec![self.attribute("id", at + 1..at + 2, start..start + id.len())])
    }

    fn attribute(&self, name: &str, key: Range<usize>, value: Range<usize>) -> Attribute {
        let span = |range: Range<usize>| Span::new(self.offset + range.start, self.offset + range.end);
        Attribute::new(name, span(key), span(value))
    }
}

/// The parts of a list that blanks separate, quoted ones whole, each with its place.
pub(super) fn tokens(list: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &list[at..];
        let start = at + (rest.len() - rest.trim_start().len());
        let mut quote = None;
        let end = list[start..].char_indices().find(|&(_, c)| match (quote, c) {
            (Some(open), _) => {
                quote = (c != open).then_some(open);
                false
            }
            (None, '"' | '\'') => {
                quote = Some(c);
                false
            }
            (None, c) => c.is_whitespace(),
        });
        at = end.map_or(list.len(), |(end, _)| start + end);
        (start < list.len()).then(|| (&list[start..at], start))
    })
}

/// Whether a line is an ATX heading, in quotes and lists too.
pub fn is_atx(line: &str) -> bool {
    let inner = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')'));
    let level = inner.bytes().take_while(|&b| b == b'#').count();
    (1..=6).contains(&level) && inner[level..].starts_with([' ', '\t'])
}

/// Whether a line makes a heading of the one above it.
fn is_underline(line: &str) -> bool {
    let mark = line.trim_start_matches([' ', '>']).trim_end();
    !mark.is_empty() && (mark.bytes().all(|b| b == b'=') || mark.bytes().all(|b| b == b'-'))
}

fn line_end(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::body::Body;

    /// What the parser reads, and the lists with their places and attributes.
    fn read(text: &'static str, grammar: Attributes) -> (String, Vec<String>) {
        let mut found = Vec::new();
        edits(text, 0, grammar, &Fences::of(text), &mut found);
        let body = Body::new(text.into(), 0, found);
        let show = |list: &AttributeList| {
            let pairs: Vec<_> = list.attributes.iter().map(|a| format!("{}={}", a.name, a.value.of(text))).collect();
            format!("{:?} {}", list.place, pairs.join(" "))
        };
        (body.text().to_string(), body.lists.iter().map(show).collect())
    }

    fn lists(text: &'static str, grammar: Attributes) -> Vec<String> {
        read(text, grammar).1
    }

    #[test]
    fn lists_at_headings() {
        let hugo = Attributes::Goldmark { blocks: false };
        assert_eq!(read("## Tea {#green .x k=\"a b\"}\n", hugo), ("## Tea\n".into(), vec!["Heading id=green class=x k=a b".into()]));
        assert_eq!(lists("Tea {#green}\n---\n", hugo), ["Heading id=green"]);
        assert!(lists("## Tea {green}\n\nTea {#green}\n\n## Tea \\{#x}\n", hugo).is_empty());
        assert_eq!(lists("## Tea {#green} ##\n", Attributes::Docusaurus), ["Heading id=green"]);
        assert_eq!(lists("## Tea {#a b}\n", Attributes::Docusaurus), ["Heading id=a b"]);
    }

    #[test]
    fn lists_on_lines_of_their_own() {
        let hugo = Attributes::Goldmark { blocks: true };
        assert_eq!(read("Tea\n{#green}\nmore\n", hugo), ("Tea\nmore\n".into(), vec!["Block id=green".into()]));
        assert!(lists("Tea\n{#green}\n", Attributes::Goldmark { blocks: false }).is_empty());
    }
}
