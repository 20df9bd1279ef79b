//! The lists of markdown-it-attrs: at the end of any block, on a line of their own, and behind elements within a line.

use super::behind::{Labels, ends_emphasis, ends_link};
use super::{Attribute, AttributeList, Place, is_atx, is_underline, line_end};
use crate::article::body::Edit;
use crate::article::dialect::{Fences, lines};
use crate::text::Span;
use std::ops::Range;

/// Takes the lists out of `text`, a body that begins at byte `offset` of the file.
pub fn edits(text: &str, offset: usize, fences: &Fences<'_>, edits: &mut Vec<Edit>) {
    let mut all = lines(text).peekable();
    let labels = if text.contains("]{") { Labels::of(text) } else { Labels::default() };
    let mut before = Before::Blank;
    while let Some((start, line)) = all.next() {
        let next = all.peek().map_or("", |(_, line)| line);
        let line = line.trim_end_matches(['\n', '\r']);
        if fences.around(start).is_some() {
            before = Before::Block;
            continue;
        }
        if line.contains('{') {
            let line = Line { text, offset, start, line, labels: &labels };
            let taken = line.within(edits);
            line.at_end(before, next, taken, edits);
        }
        before = match line.trim() {
            "" => Before::Blank,
            _ if is_atx(line) => Before::Block,
            inner if before == Before::Text && is_underline(inner) => Before::Block,
            _ => Before::Text,
        };
    }
}

/// What the line above is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Blank,
    /// It ends what it belongs to.
    Block,
    /// A paragraph that the line goes on with.
    Text,
}

struct Line<'a> {
    text: &'a str,
    offset: usize,
    start: usize,
    line: &'a str,
    labels: &'a Labels,
}

impl Line<'_> {
    /// Takes out the list that ends the line's block, unless it belongs to an element: those lists end at byte `taken` of the line.
    fn at_end(&self, before: Before, next: &str, taken: usize, edits: &mut Vec<Edit>) -> Option<()> {
        let mut line = self.line.trim_end();
        let heading = is_atx(line) || is_underline(next);
        if is_atx(line) {
            // A heading may be closed: `## Text {#id} ##`.
            let open = line.trim_end_matches('#');
            line = if open.ends_with([' ', '\t']) { open.trim_end() } else { line };
        }
        let at = line.rfind('{').filter(|at| *at >= taken)?;
        let (head, list) = (&line[..at], &line[at..]);
        let closed = list.get(2..).and_then(|rest| rest.find('}')).map(|end| end + 3) == Some(list.len());
        if !closed || list.contains(['`', '\\']) || has_emphasis(list) || head.ends_with('\\') || !(heading || ends_block(next)) {
            return None;
        }
        let attributes = self.list(self.start + at, list)?;
        let content = head.trim_start_matches([' ', '\t', '>']);
        let from = self.start + head.trim_end().len();
        let whole = (self.start + self.line.len() + line_end(&self.text[self.start + self.line.len()..])).min(self.text.len());
        let in_item = is_item(content);
        if content.is_empty() {
            // On a line of its own it belongs to the paragraph above, or is a paragraph itself.
            let end = if before == Before::Text { whole } else { self.start + self.line.len() };
            edits.push(self.edit(self.start..end, at..line.len(), Place::Other, attributes));
        } else if heading && !in_item {
            edits.push(self.edit(from..self.start + line.len(), at..line.len(), Place::Heading, attributes));
        } else {
            // The block begins with its line, and its id comes before those in it.
            let mut list = self.edit(self.start..self.start, at..line.len(), Place::Other, attributes);
            let is_rule = before == Before::Text && is_underline(content);
            if is_rule {
                // What is left is not to make a heading of the line above.
                list.put = "\\";
            }
            edits.push(list);
            edits.push(Edit::delete(from..self.start + line.len()));
        }
        Some(())
    }

    /// Takes out the lists behind elements within the line, and says where the last of them ends.
    fn within(&self, edits: &mut Vec<Edit>) -> usize {
        let line = self.line;
        let (mut at, mut code, mut taken) = (0, 0, 0);
        // A code span that is never closed is none; nor is another of as many marks.
        let mut unclosed = 0_u64;
        while let Some(found) = line[at..].find(['`', '{']) {
            let open = at + found;
            if line[open..].starts_with('`') {
                let marks = line[open..].len() - line[open..].trim_start_matches('`').len();
                at = open + marks;
                let bit = 1 << marks.min(63);
                if unclosed & bit == 0 {
                    match closing(&line[at..], marks) {
                        Some(length) => {
                            at += length;
                            code = at;
                        }
                        None => unclosed |= bit,
                    }
                }
                continue;
            }
            at = open + 1;
            // What is behind an element, or behind its list.
            let is_element = match line[..open].chars().next_back() {
                Some('`') => open == code,
                Some('}') => open == taken && taken > 0,
                Some('*' | '_' | '~') => ends_emphasis(&line[..open]),
                _ => ends_link(&self.text[..self.start + open], self.labels),
            };
            let Some(length) = near(&line[open..]).get(2..).and_then(|rest| rest.find('}')).map(|length| length + 3) else { continue };
            if is_element
                && !line[open + length..].starts_with('}')
                && let Some(attributes) = self.list(self.start + open, &line[open..open + length])
            {
                let range = self.start + open..self.start + open + length;
                edits.push(self.edit(range, open..open + length, Place::Inline, attributes));
                at = open + length;
                taken = at;
            }
        }
        taken
    }

    fn edit(&self, range: Range<usize>, list: Range<usize>, place: Place, attributes: Vec<Attribute>) -> Edit {
        let base = self.offset + self.start;
        let span = Span::new(base + list.start, base + list.end);
        Edit { range, put: "", list: Some(AttributeList { at: 0, span, place, attributes }) }
    }

    /// The attributes of a list in its braces, which begins at byte `at` of the body.
    fn list(&self, at: usize, list: &str) -> Option<Vec<Attribute>> {
        let inside = list.strip_prefix('{')?.strip_suffix('}')?;
        // `{#}` and `{.}` are text, as is a template.
        if inside.is_empty() || matches!(inside, "#" | ".") || inside.starts_with(['{', '%']) {
            return None;
        }
        let mut attributes = Vec::new();
        let mut from = 0;
        while from < inside.len() {
            let rest = &inside[from..];
            let length = token_length(rest);
            let token = &rest[..length];
            // A slash is left out of a name.
            let lead = token.len() - token.trim_start_matches(['/', '>', '"', '\'']).len();
            let token = &token[lead..];
            let (name, key, value) = match token.as_bytes().first() {
                None => ("", 0..0, 0..0),
                Some(b'#') => ("id", 0..1, 1..token.len()),
                Some(b'.') => ("class", 0..1, 1..token.len()),
                Some(_) => match token.split_once('=') {
                    Some((name, _)) => (name, 0..name.len(), name.len() + 1..token.len()),
                    None => (token, 0..token.len(), token.len()..token.len()),
                },
            };
            let quoted = value.len() >= 2 && token[value.clone()].starts_with('"') && token.ends_with('"');
            let value = if quoted { value.start + 1..value.end - 1 } else { value };
            if !name.is_empty() {
                let base = self.offset + at + 1 + from + lead;
                let span = |range: Range<usize>| Span::new(base + range.start, base + range.end);
                attributes.push(Attribute::new(name, span(key), span(value)));
            }
            from += length + 1;
        }
        Some(attributes)
    }
}

/// Whether asterisks make something of a list that is no plain text.
fn has_emphasis(list: &str) -> bool {
    let Some((_, rest)) = list.split_once('*') else { return false };
    rest.split_once('*').is_some_and(|(inside, _)| !inside.is_empty() && !inside.starts_with(' ') && !inside.ends_with(' '))
}

/// The longest list that is looked for. 1 KiB.
const LONGEST: usize = 1 << 10;

/// The text up to where nobody looks for the end of a list any more.
fn near(text: &str) -> &str {
    let end = (0..=text.len().min(LONGEST)).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// The length up to the next space that no double quotes protect.
fn token_length(text: &str) -> usize {
    let mut quoted = false;
    let end = text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b' ' && !quoted
    });
    end.unwrap_or(text.len())
}

/// The length of the rest of a code span of this many marks, its end included.
fn closing(text: &str, marks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let open = at + found;
        let count = text[open..].len() - text[open..].trim_start_matches('`').len();
        at = open + count;
        if count == marks {
            return Some(at);
        }
    }
    None
}

/// Whether a line of a list begins an item.
fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match number.len() < line.len() {
        true => number.strip_prefix(['.', ')']),
        false => line.strip_prefix(['-', '*', '+']),
    };
    rest.is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Whether a paragraph does not go on with this line.
fn ends_block(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']).trim_end();
    line.is_empty()
        || is_atx(line)
        || is_item(line)
        || is_underline(line)
        || ["```", "~~~", ">", ":::", "</", "***"].iter().any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::body::Body;

    /// What the parser reads, and the lists with their places and attributes.
    fn read(text: &'static str) -> (String, Vec<String>) {
        let mut found = Vec::new();
        edits(text, 0, &Fences::of(text), &mut found);
        let body = Body::new(text.into(), 0, found);
        let show = |list: &AttributeList| {
            let pairs: Vec<_> = list.attributes.iter().map(|a| format!("{}={}", a.name, a.value.of(text))).collect();
            format!("{:?} {}", list.place, pairs.join(" "))
        };
        (body.text().to_string(), body.lists.iter().map(show).collect())
    }

    fn lists(text: &'static str) -> Vec<String> {
        read(text).1
    }

    #[test]
    fn lists_at_headings() {
        assert_eq!(read("## Tea {#green .x k=\"a b\"} ##\n"), ("## Tea ##\n".into(), vec!["Heading id=green class=x k=a b".into()]));
        assert_eq!(lists("Tea{#green}\n---\n"), ["Heading id=green"]);
        assert_eq!(lists("## Tea {: #green}\n"), ["Heading := id=green"]);
        assert_eq!(lists("## Tea {:#green}\n"), ["Heading :#green="]);
        assert_eq!(lists("## Tea {/* #a,b */}\n"), ["Heading *= id=a,b */="]);
        assert_eq!(lists("## Tea {id='a' x}\n"), ["Heading id='a' x="]);
        assert!(lists("## Tea {#}\n## Tea \\{#x}\n## Tea {{ x }}\n## Tea `{#x}`\n## Tea {#x} y\n## Tea {/*#x*/}\n").is_empty());
    }

    #[test]
    fn lists_of_other_blocks() {
        assert_eq!(read("one\ntwo {#t}\n"), ("one\ntwo\n".into(), vec!["Other id=t".into()]));
        assert_eq!(read("one\n{#t}\n\ntwo\n"), ("one\n\ntwo\n".into(), vec!["Other id=t".into()]));
        assert_eq!(read("## Tea\n{#t}\n"), ("## Tea\n\n".into(), vec!["Other id=t".into()]));
        assert_eq!(lists("- ## Tea {#t}\n"), ["Other id=t"]);
        assert_eq!(read("one\n--- {#t}\n").0, "one\n\\---\n");
        assert!(lists("one {#t}\ntwo\n").is_empty());
    }

    #[test]
    fn lists_within_lines() {
        let (text, lists) = read("A [pot](p.md){target=_self}, *tea*{#t}, `c`{.x} and (b){#no} `{#no}` [s]{#no}.\n");
        assert_eq!(text, "A [pot](p.md), *tea*, `c` and (b){#no} `{#no}` [s]{#no}.\n");
        assert_eq!(lists, ["Inline target=_self", "Inline id=t", "Inline class=x"]);
        assert_eq!(
            lists_of_links("<https://a.example>{.x} [a][b]{.y} [b][]{.z} [b]{.u} <b>{.no} [c]{.no}\n\n[B]: /b\n"),
            ["x", "y", "z", "u"]
        );
        assert_eq!(lists_of_links("[a](b(c)){.x}{.y} [a\nb](c){.z}\n"), ["x", "y", "z"]);
    }

    #[test]
    fn a_list_behind_an_element_is_not_that_of_the_block() {
        assert_eq!(read("one [a](b){.x}\n"), ("one [a](b)\n".into(), vec!["Inline class=x".into()]));
        assert_eq!(lists("## `tea`{#x}\n"), ["Inline id=x"]);
        assert_eq!(lists("- [a](b){.x} {.y}\n"), ["Other class=y", "Inline class=x"]);
        assert_eq!(lists("## snake_{#x}\n"), ["Heading id=x"]);
    }

    /// The classes of the lists within lines.
    fn lists_of_links(text: &'static str) -> Vec<String> {
        lists(text).iter().filter_map(|list| list.strip_prefix("Inline class=").map(String::from)).collect()
    }
}
