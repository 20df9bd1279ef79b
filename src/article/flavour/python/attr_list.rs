//! `attr_list`: `{#id .class key=value}` at the end of headings, on the last line of other blocks, and behind elements within a line.

use super::Pass;
use super::lines::Line;
use crate::article::attributes::behind::ends_link;
use crate::article::attributes::{Attribute, AttributeList, Place};
use crate::article::body::Edit;
use crate::text::Span;
use std::ops::Range;

/// The ids of fenced code: ```` ``` {#id .python} ````.
pub fn of_fences(text: &str, offset: usize, lines: &[Line], edits: &mut Vec<Edit>) {
    if memchr::memchr(b'{', text.as_bytes()).is_none() {
        return;
    }
    let mut inside = false;
    for line in lines {
        let opens = line.opaque && !inside;
        inside = line.opaque;
        if !opens {
            continue;
        }
        let content = text[line.start..line.end].trim_start();
        if !content.starts_with(['`', '~']) {
            continue;
        }
        let info = content.trim_start_matches(['`', '~']).trim();
        if let Some(attributes) = attributes(text, offset, line.end - content.trim_start_matches(['`', '~']).trim_start().len(), info)
            && attributes.iter().any(|attribute| &*attribute.name == "id")
        {
            let at = line.end - content.len();
            let span = Span::new(offset + at, offset + line.end);
            edits.push(Edit { range: at..at, put: "", list: Some(AttributeList { at, span, place: Place::Block, attributes }) });
        }
    }
}

impl Pass<'_, '_> {
    /// The list that ends a heading whose text stands at `start..closed`, and whose line ends at `end`.
    pub(super) fn attributes_of_heading(&mut self, start: usize, closed: usize, end: usize) {
        let text = self.text[start..closed].trim_end();
        let after = start + self.inline(start, start + text.len());
        let last = &self.text[after..start + text.len()];
        let open = last.match_indices('{').find(|(at, _)| last[..*at].ends_with(' ') || *at == 0 && self.text[start..after].ends_with(' '));
        let Some(open) = open.map(|(at, _)| after + at).filter(|_| last.ends_with('}')) else { return };
        if let Some(attributes) = attributes(self.text, self.offset, open, &self.text[open..start + text.len()]) {
            let from = start + self.text[start..open].trim_end().trim_end_matches('#').trim_end().len();
            self.list_at(from.max(start)..end, open..start + text.len(), Place::Heading, attributes);
        }
    }

    /// The id among the options of a block: `attrs: {id: tea, class: green}`.
    pub(super) fn block_id(&mut self, line: &Line) {
        let text = self.of(line);
        let Some(rest) = text.trim_start().strip_prefix("attrs:") else { return };
        let id = rest.split(['{', ',', '}']).find_map(|pair| pair.trim().strip_prefix("id:"));
        let Some(id) = id.map(|id| id.trim().trim_matches(['"', '\''])).filter(|id| !id.is_empty()) else { return };
        let at = line.start + (id.as_ptr() as usize - text.as_ptr() as usize);
        let list = line.start + text.find('{').unwrap_or(0)..line.end;
        let span = Span::new(self.offset + at, self.offset + at + id.len());
        let attributes = vec![Attribute::new("id", span, span)];
        self.list_at(line.start..line.start, list, Place::Block, attributes);
    }

    /// The lists of a line of text: the block's own, where the line is all of it and the block's last, and those within.
    pub(super) fn attributes_of_line(&mut self, line: &Line, is_last: bool) {
        let text = &self.text[line.start..line.end];
        if memchr::memchr(b'{', text.as_bytes()).is_none() {
            return;
        }
        let list = text.trim();
        let open = line.end - text.trim_start().len();
        if is_last
            && list.starts_with('{')
            && list.ends_with('}')
            && let Some(attributes) = attributes(self.text, self.offset, open, list)
        {
            let range = if line.quoted { line.start..line.end } else { line.begin..line.next };
            return self.list_at(range, open..open + list.len(), Place::Block, attributes);
        }
        self.inline(line.start, line.end);
    }

    fn list_at(&mut self, range: Range<usize>, list: Range<usize>, place: Place, attributes: Vec<Attribute>) {
        let span = Span::new(self.offset + list.start, self.offset + list.end);
        self.edits.push(Edit { range, put: "", list: Some(AttributeList { at: 0, span, place, attributes }) });
    }

    /// Takes the lists behind the elements of a stretch of a line, and says how far from its begin the last element, with its list, ends.
    fn inline(&mut self, start: usize, end: usize) -> usize {
        let line = &self.text[start..end];
        let bytes = line.as_bytes();
        let (mut at, mut last) = (0, 0);
        while let Some(found) = memchr::memchr3(b'`', b'{', b'\\', &bytes[at..]).map(|found| at + found) {
            match bytes[found] {
                b'\\' => at = found + 2,
                b'`' => {
                    let ticks = bytes[found..].iter().take_while(|&&b| b == b'`').count();
                    let fence = &line[found..found + ticks];
                    let rest = &line[found + ticks..];
                    at = found + ticks;
                    if let Some(close) = rest.find(fence).filter(|&close| !rest[close + ticks..].starts_with('`')) {
                        at += close + ticks;
                        last = at;
                    }
                }
                _ => {
                    at = found + 1;
                    if !self.is_element_end(line, found, last) {
                        continue;
                    }
                    let Some(length) = bytes[found..].iter().take(1 << 10).position(|&b| b == b'}').map(|length| length + 1) else {
                        continue;
                    };
                    let open = start + found;
                    if let Some(attributes) = attributes(self.text, self.offset, open, &line[found..found + length]) {
                        self.list_at(open..open + length, open..open + length, Place::Inline, attributes);
                        at = found + length;
                        last = at;
                    }
                }
            }
            if at >= line.len() {
                break;
            }
        }
        last
    }

    /// Whether an element ends at byte `at` of a line; code ended at `code`.
    fn is_element_end(&self, line: &str, at: usize, code: usize) -> bool {
        if at > 0 && at == code {
            return true;
        }
        // Far enough back for a link, and no further: a line may be long.
        let before = (at.saturating_sub(1 << 10)..at).find_map(|from| line.get(from..at)).unwrap_or_default();
        match before.as_bytes().last() {
            Some(b'*' | b'_') => before.trim_end_matches(['*', '_']).ends_with(|c: char| !c.is_whitespace()),
            _ => ends_link(before, &self.labels),
        }
    }
}

/// The attributes of `list`, braces included, which begins at byte `at` of the text. `None` for what is no list.
fn attributes(text: &str, offset: usize, at: usize, list: &str) -> Option<Vec<Attribute>> {
    let inside = list.strip_prefix('{')?.strip_suffix('}')?;
    let inside = inside.strip_prefix(':').unwrap_or(inside).trim_start_matches(' ');
    // Escapes and emphasis are read before lists are.
    let emphasis = inside
        .split_once('*')
        .is_some_and(|(_, rest)| rest.split_once('*').is_some_and(|(held, _)| !held.is_empty() && held.trim() == held));
    if inside.trim().is_empty() || inside.ends_with('\\') || emphasis || text.len() < at + list.len() {
        return None;
    }
    let base = at + list.len() - 1 - inside.len();
    let span = |range: Range<usize>| Span::new(offset + base + range.start, offset + base + range.end);
    let mut attributes: Vec<Attribute> = Vec::new();
    let mut add = |name: &str, key: Range<usize>, value: Range<usize>| {
        // The last one counts.
        attributes.retain(|attribute| &*attribute.name != name || name == "class");
        attributes.push(Attribute::new(name, span(key), span(value)));
    };
    let mut from = 0;
    while from < inside.len() {
        let rest = &inside[from..];
        let word = rest.find([' ', '=', '}']).unwrap_or(rest.len());
        let value = rest[word..].strip_prefix('=').filter(|_| word > 0);
        let quoted = value.and_then(|value| {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            value[1..].find(quote)
        });
        let end = match (rest.as_bytes()[0], value, quoted) {
            (b' ', ..) => 1,
            (_, Some(_), Some(length)) => {
                add(&rest[..word], from..from + word, from + word + 2..from + word + 2 + length);
                word + length + 3
            }
            (_, Some(value), None) if !value.is_empty() && !value.starts_with([' ', '=', '}']) => {
                let length = value.find([' ', '=', '}']).unwrap_or(value.len());
                add(&rest[..word], from..from + word, from + word + 1..from + word + 1 + length);
                word + length + 1
            }
            _ if word == 0 => break,
            (b'#', ..) => {
                add("id", from..from + 1, from + 1..from + word);
                word
            }
            (b'.', ..) => {
                add("class", from..from + 1, from + 1..from + word);
                word
            }
            _ => {
                add(&rest[..word], from..from + word, from..from + word);
                word
            }
        };
        from += end;
    }
    // A brace that nothing of the list explains: it is text.
    (!inside[from.min(inside.len())..].contains('}')).then_some(attributes)
}
