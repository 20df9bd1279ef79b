//! Lists and definitions, item by item.

use super::super::super::attributes::Place;
use super::super::super::body::Edit;
use super::line::{self, Line, Marker, is_blank, is_template, marker, unindented};
use super::{Reader, attributes, html};

impl Reader<'_, '_> {
    /// A list, or the definitions of a term.
    pub(super) fn list(&mut self, lines: &[Line], mut at: usize, kind: Marker) -> usize {
        let (mut item, mut indentation, mut blank) = (Vec::<Line>::new(), 0_usize, false);
        while at < lines.len() {
            let (line, content) = (lines[at], self.line(lines, at));
            let most = if item.is_empty() { 3 } else { indentation.saturating_sub(1).min(3) };
            if blank && line::is_rule(content) {
                break;
            }
            if line::is_end_of_block(content) {
                self.edits.push(Edit::delete(line.start..line.end));
                at += 1;
                break;
            }
            if let Some((_, end)) = marker(content, most).filter(|(found, _)| *found == kind) {
                self.blocks(&mut item, 0, None);
                let (start, column) = first_line(content, end);
                indentation = column;
                item = vec![Line { start: self.item_attributes(line.start + start, line.end), end: line.end }];
                blank = false;
            } else if is_blank(content) {
                item.push(line);
                blank = true;
            } else if let Some(start) = unindented(content, indentation) {
                item.push(Line { start: line.start + start, end: line.end });
                blank = false;
            } else if !blank && !is_template(content) && !is_item_end(content) {
                item.push(line);
            } else {
                break;
            }
            at += 1;
        }
        self.blocks(&mut item, 0, None);
        at
    }

    /// Takes the list of attributes at the begin of an item; where its content begins.
    fn item_attributes(&mut self, start: usize, end: usize) -> usize {
        let content = &self.text[start..end];
        let Some(list) = attributes::at_start(content).filter(|list| attributes::definition(list).is_none()) else { return start };
        let mut found = attributes::attributes(&list[2..list.len() - 1], self.offset + start + 2, &self.named);
        found.retain(|attribute| &*attribute.name != "toc");
        let rest = content[list.len()..].trim_start();
        let from = end - rest.len();
        self.edits.push(attributes::edit(start..from, start..start + list.len(), self.offset, Place::Block, found));
        from
    }
}

/// Where the content of an item begins behind its mark, which ends at byte `mark`: its byte and its column.
fn first_line(line: &str, mark: usize) -> (usize, usize) {
    let rest = &line[mark..];
    if rest.trim().is_empty() || attributes::own(rest.trim()).is_some() {
        return (line.len() - rest.trim_start().len(), 4);
    }
    let (mut at, mut column) = (mark, mark);
    for byte in rest.bytes() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => break,
        }
        at += 1;
    }
    (at, column)
}

/// What ends an item although no blank line goes before it.
fn is_item_end(line: &str) -> bool {
    attributes::own(line).is_some() || html::begins_block(line) && !line.trim_start().starts_with("<!--")
}
