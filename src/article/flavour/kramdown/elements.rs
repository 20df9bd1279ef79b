//! Blocks of HTML, and the Markdown in them.

use super::super::super::body::Edit;
use super::super::super::dialect::near;
use super::html::{self, Holds, Piece, Seen};
use super::line::{Line, is_blank, outdented};
use super::{Last, Reader, UNCLOSED};

impl Reader<'_, '_> {
    /// The byte behind the end tag of the element around, if the line begins with it.
    pub(super) fn own_end(&self, lines: &[Line], at: usize, name: &str) -> Option<usize> {
        let inner = outdented(self.line(lines, at))?;
        let (found, length) = html::end_tag(inner)?;
        found.eq_ignore_ascii_case(name).then(|| lines[at].end - inner.len() + length)
    }

    /// A block of HTML, if one begins here.
    pub(super) fn html(&mut self, lines: &mut [Line], at: usize) -> Option<(usize, Last)> {
        let content = self.line(lines, at);
        let inner = outdented(content).filter(|inner| inner.starts_with('<'))?;
        let (start, limit) = (lines[at].end - inner.len(), lines.last()?.end);
        if inner.starts_with("<!--") {
            return self.comment(lines, at, start, limit);
        }
        html::start_tag(near(&self.text[start..limit])).filter(|tag| !html::is_span(tag.name))?;
        if at > 0 && !is_blank(self.line(lines, at - 1)) && html::seen(inner) == Seen::LateBlock {
            self.insert(lines[at].start, "\n");
        }
        let end = match self.element(lines, at, start, limit) {
            Some(end) => self.behind(lines, line_of(lines, at, end), end),
            // Who knows what templates make of it: up to the next blank line, as CommonMark has it.
            None => {
                self.unclosed += 1;
                (at..lines.len()).find(|&next| is_blank(self.line(lines, next))).unwrap_or(lines.len())
            }
        };
        Some((end, Last::Other))
    }

    fn comment(&mut self, lines: &mut [Line], at: usize, start: usize, limit: usize) -> Option<(usize, Last)> {
        if self.no_comment.start <= start && limit <= self.no_comment.end {
            return None;
        }
        let Some(length) = html::comment(&self.text[start..limit]) else {
            self.no_comment = start..limit;
            return None;
        };
        // A comment of the template language leaves nothing.
        let is_template = self.original.get(start..).is_some_and(|text| text.starts_with("{%"));
        let last = line_of(lines, at, start + length);
        let rest = self.text[start + length..lines[last].end].trim_start_matches([' ', '\t']);
        let end = match rest.is_empty() {
            true => last + 1,
            false => {
                lines[last].start = lines[last].end - rest.len();
                self.insert(lines[last].start, "\n");
                last
            }
        };
        Some((end, if is_template { Last::Boundary } else { Last::Other }))
    }

    /// Goes on behind an element, which ends in the line `at`: with the rest of the line, or with the next.
    fn behind(&mut self, lines: &mut [Line], at: usize, end: usize) -> usize {
        let rest = self.text[end..lines[at].end].trim_start_matches([' ', '\t']);
        if rest.is_empty() {
            self.part(lines, at);
            return at + 1;
        }
        lines[at].start = lines[at].end - rest.len();
        self.insert(lines[at].start, "\n\n");
        at
    }

    /// The end of the element whose start tag stands at `start`, as kramdown finds it: every element in it needs its end tag, and end
    /// tags of others count for nothing. `None` where it has none and templates may have it, or too much was looked for already.
    fn element(&mut self, lines: &mut [Line], at: usize, start: usize, limit: usize) -> Option<usize> {
        if self.unclosed > UNCLOSED {
            return None;
        }
        let mut open: Vec<&str> = Vec::new();
        let (mut from, mut raw) = (start, start);
        let first = self.edits.len();
        loop {
            let Some((skipped, piece, length)) = html::next(&self.text[from..limit]) else {
                // Without templates it is sure that all the rest is in it.
                let has_templates = self.text.contains("{%") || self.text.contains("{{");
                if has_templates || limit < self.text.trim_end().len() {
                    self.edits.truncate(first);
                    return None;
                }
                self.unite(lines, at, raw, limit);
                return Some(limit);
            };
            let end = from + skipped + length;
            from = end;
            match piece {
                Piece::Start(tag) => match tag.holds {
                    Holds::Nothing => {}
                    Holds::Html => open.push(tag.name),
                    Holds::Spans | Holds::Blocks => {
                        self.unite(lines, at, raw, end);
                        from = self.markdown(lines, line_of(lines, at, end), end, tag.name, tag.holds)?;
                        raw = from;
                    }
                },
                Piece::End(name) => {
                    if open.last().is_some_and(|last| last.eq_ignore_ascii_case(name)) {
                        open.pop();
                    }
                }
                Piece::Other => {}
            }
            if open.is_empty() {
                self.unite(lines, at, raw, from);
                return Some(from);
            }
        }
    }

    /// Markdown in an element, from behind its start tag on; where it ends, the end tag included.
    fn markdown(&mut self, lines: &mut [Line], at: usize, start: usize, name: &str, holds: Holds) -> Option<usize> {
        let limit = lines.last()?.end;
        let rest = self.text[start..lines[at].end].trim_start_matches([' ', '\t']);
        if holds == Holds::Spans {
            let closes =
                |at: &usize| html::end_tag(&self.text[start + at..limit]).is_some_and(|(found, _)| found.eq_ignore_ascii_case(name));
            let close = start + self.text[start..limit].match_indices("</").map(|(at, _)| at).find(closes)?;
            self.insert(start, "\n\n");
            self.insert(close, "\n\n");
            let last = line_of(lines, at, close);
            (at + 1..=last).for_each(|index| self.plain(lines, index, true));
            return Some(close + html::end_tag(&self.text[close..limit]).map_or(0, |(_, length)| length));
        }
        let next = match rest.is_empty() {
            true => {
                self.part(lines, at);
                at + 1
            }
            false => {
                lines[at].start = lines[at].end - rest.len();
                self.insert(lines[at].start, "\n\n");
                at
            }
        };
        Some(self.blocks(lines, next, Some(name)).unwrap_or(limit))
    }

    /// Takes the blank lines out of a stretch of raw HTML, so that it stays one block.
    fn unite(&mut self, lines: &[Line], at: usize, start: usize, end: usize) {
        let first = line_of(lines, at, start);
        if lines.get(first + 1).is_none_or(|next| next.start >= end) {
            return;
        }
        let seen = outdented(self.line(lines, at)).map_or(Seen::Block, html::seen);
        for index in first + 1..lines.len() {
            let line = lines[index];
            if line.start >= end {
                break;
            }
            match seen {
                Seen::Raw => {}
                Seen::Text => self.plain(lines, index, true),
                _ if is_blank(line.of(self.text)) => self.edits.push(Edit::delete(lines[index - 1].end..line.end)),
                _ => {}
            }
        }
    }
}

/// The line, from `at` on, that the byte before `end` stands in.
fn line_of(lines: &[Line], at: usize, end: usize) -> usize {
    let found = at + lines.get(at..).unwrap_or_default().partition_point(|line| line.end < end);
    found.min(lines.len().saturating_sub(1))
}
