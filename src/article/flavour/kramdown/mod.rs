//! kramdown with its GFM parser, as Jekyll runs it.
//!
//! Its blocks are found here as it finds them, container by container; where CommonMark would see something else, the text for the
//! parser is changed: marks are escaped, blank lines put in or taken out, attribute lists taken out.

mod attributes;
mod elements;
mod html;
mod line;
mod lists;
mod spans;

use super::super::attributes::Place;
use super::super::body::Edit;
use attributes::Named;
use html::Seen;
use line::{Line, Marker, is_blank, is_code, is_template, marker, outdented, unindented};
use std::ops::Range;

/// Containers in containers are followed this far.
const DEPTH: u32 = 64;

/// So often an end is looked for in vain, and no more: each time it is looked for in all the rest.
const UNCLOSED: u32 = 8;

/// The changes to `masked`, the body `text` with its templates written over; it begins at byte `offset` of the file.
pub fn edits(masked: &str, text: &str, offset: usize, edits: &mut Vec<Edit>) {
    let named = Named::read(masked, offset);
    let has_lists = memchr::memmem::find(masked.as_bytes(), b"{:").is_some();
    let mut reader =
        Reader { text: masked, original: text, offset, edits, has_lists, named, depth: 0, unclosed: 0, no_comment: 0..0, parted: None };
    reader.blocks(&mut Line::all(masked), 0, None);
}

struct Reader<'t, 'e> {
    text: &'t str,
    original: &'t str,
    offset: usize,
    edits: &'e mut Vec<Edit>,
    /// There may be attribute lists.
    has_lists: bool,
    named: Named<'t>,
    depth: u32,
    /// How many elements and extensions were looked for an end in vain.
    unclosed: u32,
    /// In here, no comment ends.
    no_comment: Range<usize>,
    /// The end of the line behind which a blank one was put in last.
    parted: Option<usize>,
}

/// The block before, as far as it matters to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// Nothing, a blank line, or the end of a block: here a block may begin that cannot follow another.
    Boundary,
    /// A blank line behind a paragraph.
    BlankAfterParagraph,
    Paragraph,
    List,
    Other,
    /// A definition of an attribute list, or an extension: nothing to give a list to.
    Nothing,
}

impl Last {
    fn is_boundary(self) -> bool {
        matches!(self, Last::Boundary | Last::BlankAfterParagraph)
    }
}

impl<'t> Reader<'t, '_> {
    fn line(&self, lines: &[Line], at: usize) -> &'t str {
        lines.get(at).map_or("", |line| line.of(self.text))
    }

    fn insert(&mut self, at: usize, put: &'static str) {
        self.edits.push(Edit::insert(at, put));
    }

    /// Puts a blank line behind a line, unless there is one.
    fn part(&mut self, lines: &[Line], at: usize) {
        if !is_blank(self.line(lines, at + 1))
            && let Some(line) = lines.get(at)
        {
            self.parted = Some(line.end);
            let rest = &self.text[line.end..];
            self.insert(line.end + if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) }, "\n");
        }
    }

    /// The blocks of a container from a line on. With `stop`, they end at that end tag: the byte behind it.
    fn blocks(&mut self, lines: &mut [Line], mut at: usize, stop: Option<&str>) -> Option<usize> {
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let (mut last, mut fences, mut found) = (Last::Boundary, Fences::default(), None);
        while at < lines.len() {
            if let Some(end) = stop.and_then(|stop| self.own_end(lines, at, stop)) {
                found = Some(end);
                break;
            }
            (at, last) = self.block(lines, at, last, &mut fences);
        }
        self.depth -= 1;
        found
    }

    /// One block: the line behind it, and what it is.
    fn block(&mut self, lines: &mut [Line], at: usize, last: Last, fences: &mut Fences) -> (usize, Last) {
        let (place, line) = (lines[at], self.line(lines, at));
        if is_blank(line) {
            return (at + 1, if last == Last::Paragraph { Last::BlankAfterParagraph } else { Last::Boundary });
        }
        if is_template(line) || line::is_end_of_block(line) {
            self.edits.push(Edit::delete(place.start..place.end));
            return (at + 1, Last::Boundary);
        }
        if is_code(line) {
            return (self.code(lines, at), Last::Other);
        }
        if let Some(end) = self.fence(lines, at, fences) {
            return (end, Last::Other);
        }
        if line::is_quote(line) {
            return (self.quote(lines, at), Last::Other);
        }
        if let Some((_, start)) = line::atx(line).filter(|(_, start)| !is_blank(&line[*start..])) {
            self.heading(place.start + start, place.end);
            return (at + 1, Last::Other);
        }
        if line::is_rule(line) {
            return (at + 1, Last::Other);
        }
        if let Some((kind, _)) = marker(line, 3).filter(|(kind, _)| may_begin(*kind, last)) {
            let end = self.list(lines, at, kind);
            return match kind {
                _ if is_blank(self.line(lines, end - 1)) => (end, Last::Boundary),
                Marker::Definition => (end, Last::Other),
                _ => (end, Last::List),
            };
        }
        if let Some(end) = self.html(lines, at) {
            return end;
        }
        if last.is_boundary() && self.is_setext(lines, at) {
            self.heading(place.start + line::indent(line), place.end);
            return (at + 2, Last::Other);
        }
        if let Some(end) = last.is_boundary().then(|| self.math(lines, at)).flatten() {
            self.edits.push(Edit::delete(place.start..lines[end - 1].end));
            return (end, Last::Other);
        }
        if let Some(end) = self.footnote(lines, at) {
            return (end, Last::Other);
        }
        if is_abbreviation(line) {
            self.edits.push(Edit::delete(place.start..place.end));
            return (at + 1, Last::Other);
        }
        self.extension(lines, at, last).unwrap_or_else(|| (self.paragraph(lines, at, last == Last::Paragraph), Last::Paragraph))
    }

    /// An indented block; lines that follow it at once belong to it.
    fn code(&mut self, lines: &[Line], mut at: usize) -> usize {
        loop {
            while is_code(self.line(lines, at)) {
                at += 1;
            }
            while at < lines.len() && !line::ends_lazily(self.line(lines, at)) {
                let line = lines[at];
                if !is_code(line.of(self.text)) {
                    self.insert(line.start, "    ");
                }
                at += 1;
            }
            let blank = (at..lines.len()).take_while(|&next| is_blank(self.line(lines, next))).count();
            if blank == 0 || !is_code(self.line(lines, at + blank)) {
                return at;
            }
            at += blank;
        }
    }

    /// A fence that has an end, and at most one word behind its mark.
    fn fence(&self, lines: &[Line], at: usize, fences: &mut Fences) -> Option<usize> {
        let line = self.line(lines, at);
        let (mark, length) = line::fence(line)?;
        let info = outdented(line)?[length..].trim();
        let endless = if mark == b'~' { &mut fences.tildes } else { &mut fences.backticks };
        if info.contains(char::is_whitespace) || endless.is_some_and(|least| length >= least) {
            return None;
        }
        let closes = |line: &str| {
            line::fence(line).is_some_and(|(other, run)| other == mark && run >= length)
                && line.trim_start().trim_start_matches(char::from(mark)).trim().is_empty()
        };
        let end = (at + 1..lines.len()).find(|&end| closes(self.line(lines, end)));
        if end.is_none() {
            *endless = Some(length);
        }
        end.map(|end| end + 1)
    }

    fn quote(&mut self, lines: &[Line], at: usize) -> usize {
        let mut inside = Vec::new();
        for (index, line) in lines.iter().enumerate().skip(at) {
            let content = line.of(self.text);
            if index > at && line::ends_lazily(content) {
                break;
            }
            let indent = line::indent(content);
            let start = match content[indent..].strip_prefix('>').filter(|_| indent < 4) {
                Some(rest) => line.start + indent + 1 + usize::from(rest.starts_with(' ')),
                None => line.start,
            };
            inside.push(Line { start, end: line.end });
        }
        let end = at + inside.len();
        self.blocks(&mut inside, 0, None);
        end
    }

    /// Whether a heading of one line stands here, with its underline below it.
    fn is_setext(&self, lines: &[Line], at: usize) -> bool {
        let line = self.line(lines, at);
        let text = attributes::of_heading(line.trim_end()).map_or(line, |(end, _)| &line[..end]);
        line::indent(line) < 4 && !is_blank(text) && line::is_underline(self.line(lines, at + 1))
    }

    /// Formulas between `$$` and `$$` that are a block of their own; the line behind them.
    fn math(&self, lines: &[Line], at: usize) -> Option<usize> {
        let begin = outdented(self.line(lines, at))?.strip_prefix("$$")?;
        let mut rest = begin;
        let mut end = at;
        while !rest.contains("$$") {
            end += 1;
            rest = lines.get(end).map(|line| line.of(self.text))?;
        }
        let (_, behind) = rest.split_once("$$")?;
        let next = self.line(lines, end + 1);
        let is_end = is_blank(next) || is_template(next) || line::is_end_of_block(next) || attributes::own(next).is_some();
        (is_blank(behind) && is_end).then_some(end + 1)
    }

    /// The definition of a footnote with the indented lines below it.
    fn footnote(&mut self, lines: &[Line], at: usize) -> Option<usize> {
        let line = self.line(lines, at);
        let (label, rest) = outdented(line)?.strip_prefix("[^")?.split_once("]:")?;
        let is_label = label.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        if !is_label {
            return None;
        }
        let start = lines[at].end - rest.trim_start().len();
        let (mut inside, mut end) = (vec![Line { start, end: lines[at].end }], at + 1);
        loop {
            let blank = (end..lines.len()).take_while(|&next| is_blank(self.line(lines, next))).count();
            if !is_code(self.line(lines, end + blank)) {
                break;
            }
            for line in &lines[end..=end + blank] {
                inside.push(Line { start: line.start + unindented(line.of(self.text), 4).unwrap_or(0), end: line.end });
            }
            end += blank + 1;
            while end < lines.len() && !is_code(self.line(lines, end)) && !line::ends_lazily(self.line(lines, end)) {
                inside.push(lines[end]);
                end += 1;
            }
        }
        self.blocks(&mut inside, 0, None);
        Some(end)
    }

    /// Lists of attributes, and what else begins with `{:`.
    fn extension(&mut self, lines: &mut [Line], at: usize, last: Last) -> Option<(usize, Last)> {
        let (line, content) = (lines[at], self.line(lines, at));
        let outer = outdented(content)?;
        if !outer.starts_with("{:") {
            return None;
        }
        if attributes::definition(content).is_some() {
            self.edits.push(Edit::delete(line.start..line.end));
            return Some((at + 1, Last::Nothing));
        }
        if let Some(name) = outer.strip_prefix("{::") {
            return self.block_extension(lines, at, name);
        }
        let inside = attributes::own(content)?;
        let start = line.end - outer.len();
        let list = start..start + outer.trim_end().len();
        let mut found = attributes::attributes(inside, self.offset + start + 2, &self.named);
        if last != Last::List {
            found.retain(|attribute| &*attribute.name != "toc");
        }
        if last.is_boundary() || last == Last::Nothing {
            // It is for the block that follows at once.
            return Some(match lines.get(at + 1).filter(|next| !is_blank(next.of(self.text))) {
                Some(next) => {
                    let content = next.start + line::indent(next.of(self.text));
                    self.edits.push(attributes::edit(start..content, list, self.offset, Place::Next, found));
                    (at + 1, Last::Boundary)
                }
                None => {
                    self.edits.push(Edit::delete(start..line.end));
                    (at + 1, last)
                }
            });
        }
        self.edits.push(attributes::edit(start..line.end, list, self.offset, Place::Block, found));
        Some((at + 1, if last == Last::Paragraph { Last::Other } else { last }))
    }

    /// `{::comment}`, `{::nomarkdown}` and `{::options}`, with what stands in them.
    fn block_extension(&mut self, lines: &[Line], at: usize, rest: &str) -> Option<(usize, Last)> {
        let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if !matches!(name, "comment" | "nomarkdown" | "options") || !rest.trim_end().ends_with('}') {
            return None;
        }
        let end = match rest.trim_end().ends_with("/}") {
            true => at,
            false if self.unclosed > UNCLOSED => return None,
            false => {
                let closes = |end: &usize| {
                    let line = outdented(self.line(lines, *end)).unwrap_or_default().trim_end();
                    line.strip_prefix("{:/").and_then(|rest| rest.strip_suffix('}')).is_some_and(|close| close.is_empty() || close == name)
                };
                let end = (at + 1..lines.len()).find(closes);
                self.unclosed += u32::from(end.is_none());
                end?
            }
        };
        match name {
            "nomarkdown" => {
                for line in [lines[at], lines[end]] {
                    self.edits.push(Edit::delete(line.start..line.end));
                }
            }
            _ => self.edits.push(Edit::delete(lines[at].start..lines[end].end)),
        }
        Some((end + 1, Last::Nothing))
    }

    /// A paragraph, or the next lines of one.
    fn paragraph(&mut self, lines: &[Line], at: usize, goes_on: bool) -> usize {
        let mut end = at + 1;
        while end < lines.len() && !line::ends_paragraph(self.line(lines, end)) {
            end += 1;
        }
        for index in at..end {
            self.plain(lines, index, index > at || goes_on);
            self.attribute_lists(lines[index].start, lines[index].end);
        }
        end
    }

    /// Escapes what CommonMark would take a line of a paragraph for.
    fn plain(&mut self, lines: &[Line], at: usize, goes_on: bool) {
        let is_parted = at > 0 && self.parted == Some(lines[at - 1].end);
        let (content, goes_on) = (self.line(lines, at), goes_on && !is_parted);
        let inner = match outdented(content).filter(|inner| !inner.starts_with('\t')) {
            Some(inner) => inner,
            // Behind the blank line that was put in, it would be code.
            None if is_parted => {
                let inner = content.trim_start();
                self.edits.push(Edit::delete(lines[at].start..lines[at].end - inner.len()));
                inner
            }
            None => return,
        };
        let start = lines[at].end - inner.len();
        let heading = inner.bytes().take_while(|&b| b == b'#').count();
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=6).contains(&heading) && (inner.len() == heading || inner[heading..].starts_with([' ', '\t'])) {
            self.insert(start, "\\");
        } else if let Some((_, length)) = line::fence(content) {
            (start..start + length).for_each(|at| self.insert(at, "\\"));
        } else if goes_on && line::is_underline(inner) {
            self.insert(start, "\\");
        } else if (1..10).contains(&digits) && inner[digits..].starts_with(')') {
            self.insert(start + digits, "\\");
        } else if inner.starts_with("<!--") {
            if html::comment(inner).is_none() {
                self.insert(start, "\\");
            }
        } else if inner.starts_with('<') {
            match html::seen(inner) {
                Seen::Block => self.part(lines, at),
                Seen::LateBlock if !goes_on => self.part(lines, at),
                _ => {}
            }
        }
    }
}

/// The least lengths of fences in a container that were looked for an end in vain.
#[derive(Default)]
struct Fences {
    backticks: Option<usize>,
    tildes: Option<usize>,
}

/// Whether a list may begin with this mark: definitions need a term.
fn may_begin(kind: Marker, last: Last) -> bool {
    kind != Marker::Definition || matches!(last, Last::Paragraph | Last::BlankAfterParagraph)
}

/// `*[HTML]: Hypertext`, the definition of an abbreviation.
fn is_abbreviation(line: &str) -> bool {
    let label = outdented(line).and_then(|line| line.strip_prefix("*[")).and_then(|line| line.split_once("]:"));
    label.is_some_and(|(label, _)| !label.is_empty())
}

#[cfg(test)]
mod tests;
