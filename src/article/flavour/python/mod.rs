//! Python-Markdown, and the extensions that MkDocs sites use.
//!
//! Its block parser takes text apart at blank lines and looks for one thing after another in each part: headings first, wherever a line
//! begins with `#`, then underlined headings, rules, lists, quotes. This follows it line by line, and changes what CommonMark would see
//! in another way. Admonitions, tabs and the like lose their marks and their indentation, so that what they hold is read as it is.

mod attr_list;
mod containers;
mod lines;

use crate::article::attributes::behind::Labels;
use crate::article::body::Edit;
use crate::article::dialect::Skipped;
use lines::{Line, begins_with_letter, indent, indented, inner, is_rule, is_underline, marker};

/// The extensions that change how lines are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    /// `{#id .class}` behind headings, blocks and elements within a line.
    pub attributes: bool,
    /// `!!! note "Title"`, with its content indented.
    pub admonitions: bool,
    /// `??? note "Title"`.
    pub details: bool,
    /// `=== "Title"`.
    pub tabs: bool,
    /// `/// note | Title` to `///`.
    pub blocks: bool,
    /// `<div markdown>`.
    pub html: bool,
    /// `*[HTML]: Hypertext Markup Language`.
    pub abbreviations: bool,
    /// `--8<-- "file.md"`.
    pub snippets: bool,
    /// `{! file.md !}`, `{* file.py *}`.
    pub includes: bool,
    /// `::: package.module`.
    pub objects: bool,
}

/// Content within content is followed so deep.
const DEPTH: usize = 24;

/// The changes to `text`, a body that begins at byte `offset` of the file, that make it the same page in CommonMark.
pub fn edits(text: &str, offset: usize, extensions: Extensions, skipped: &mut Skipped, edits: &mut Vec<Edit>) {
    let mut lines = lines::lines(text, extensions.html, edits);
    attr_list::of_fences(text, offset, &lines, edits);
    let labels = if extensions.attributes { Labels::of(text) } else { Default::default() };
    Pass { text, offset, extensions, skipped, edits, labels }.blocks(&mut lines, 0, 0);
}

struct Pass<'a, 'e> {
    text: &'a str,
    offset: usize,
    extensions: Extensions,
    skipped: &'e mut Skipped,
    edits: &'e mut Vec<Edit>,
    /// The labels of link definitions.
    labels: Labels,
}

impl<'a> Pass<'a, '_> {
    fn of(&self, line: &Line) -> &'a str {
        &self.text[line.start..line.end]
    }

    fn is_blank(&self, line: &Line) -> bool {
        !line.opaque && inner(self.of(line)).is_empty()
    }

    fn is_indented(&self, line: &Line) -> bool {
        indented(self.of(line)).is_some()
    }

    fn insert(&mut self, at: usize, put: &'static str) {
        self.edits.push(Edit::insert(at, put));
    }

    /// Ends what stands before the line. Within quotes a line cannot be put in.
    fn break_before(&mut self, line: &Line) {
        if !line.quoted {
            self.insert(line.begin, "\n");
        }
    }

    /// Lines from the begin of a block on. `lists` is how deep the lists are that a part may go on; the depth after the last is
    /// given back.
    fn blocks(&mut self, lines: &mut [Line], mut lists: usize, depth: usize) -> usize {
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at];
            if line.opaque || self.is_blank(&line) {
                if line.opaque && !self.is_indented(&line) && at.checked_sub(1).is_none_or(|before| !lines[before].opaque) {
                    lists = 0;
                }
                at += 1;
                continue;
            }
            if let Some(end) = self.container(lines, at, depth) {
                // A mark that has its line for itself within a list does not end it.
                at = end.max(at + 1);
                continue;
            }
            let end = (at + 1..lines.len())
                .find(|&next| lines[next].opaque || self.is_blank(&lines[next]) || self.is_container(&lines[next]))
                .unwrap_or(lines.len());
            if !self.is_indented(&line) {
                lists = self.part(&mut lines[at..end], depth);
                at = end;
            } else if lists > 0 && depth < DEPTH {
                let end = self.run_of_parts(lines, at);
                lines[at..end].iter_mut().for_each(|line| self.dedent(line));
                lists = 1 + self.blocks(&mut lines[at..end], lists - 1, depth + 1);
                at = end;
            } else {
                // Code, as far as it is indented.
                at = (at..end).find(|&next| !self.is_indented(&lines[next])).unwrap_or(end);
            }
        }
        lists
    }

    /// Moves the begin of a line behind one level of indentation, if it has one.
    fn dedent(&self, line: &mut Line) {
        line.start += indented(self.of(line)).unwrap_or(0);
    }

    /// The end of the parts from `at` on whose first lines are indented.
    fn run_of_parts(&self, lines: &[Line], at: usize) -> usize {
        let mut end = at;
        while end < lines.len() && self.is_indented(&lines[end]) {
            let opaque = lines[end].opaque;
            while end < lines.len() && lines[end].opaque == opaque && !self.is_blank(&lines[end]) {
                end += 1;
            }
            let next = (end..lines.len()).find(|&next| !self.is_blank(&lines[next])).unwrap_or(lines.len());
            match lines.get(next).is_some_and(|line| self.is_indented(line)) {
                true => end = next,
                false => break,
            }
        }
        end.max(at + 1)
    }

    /// A part: lines between blank ones.
    fn part(&mut self, lines: &mut [Line], depth: usize) -> usize {
        // As most are.
        if lines.iter().all(|line| begins_with_letter(self.of(line))) {
            self.paragraph(lines);
            return 0;
        }
        let (mut at, mut lists) = (0, 0);
        while at < lines.len() {
            let heading = (at..lines.len()).find(|&index| is_heading(self.of(&lines[index])));
            let stop = heading.unwrap_or(lines.len());
            if stop > at {
                lists = self.between_headings(&mut lines[at..stop], depth);
            }
            let Some(heading) = heading else { break };
            let line = lines[heading];
            if heading > 0 {
                self.break_before(&line);
            }
            self.heading(line.start, line.end);
            (lists, at) = (0, heading + 1);
        }
        lists
    }

    /// A heading that begins at `start`: CommonMark wants one to six marks, and a blank behind them.
    fn heading(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let level = line.bytes().take_while(|&b| b == b'#').count().min(6);
        if !line[level..].is_empty() && !line[level..].starts_with([' ', '\t']) {
            self.insert(start + level, " ");
        }
        // Marks at the end close the heading, unless blanks follow.
        if line.ends_with([' ', '\t']) && line.trim_end().len() > level && line.trim_end().ends_with('#') {
            self.insert(start + line.trim_end().len() - 1, "\\");
        }
        // A backslash protects neither entities nor tags.
        if memchr::memchr(b'`', line.as_bytes()).is_none() {
            let odd = |at: usize| line[..=at].len() % 2 != line[..=at].trim_end_matches('\\').len() % 2;
            let plain = line.match_indices(['&', '<']).map(|(at, _)| at).filter(|&at| at > 0 && odd(at - 1));
            plain.for_each(|at| self.edits.push(Edit::insert(start + at, "\\")));
        }
        if self.extensions.attributes {
            let closed = start + line.trim_end_matches('#').len().max(level);
            self.attributes_of_heading(start + level, closed, end);
        }
    }

    /// Lines of a part without headings marked by `#`.
    fn between_headings(&mut self, lines: &mut [Line], depth: usize) -> usize {
        let (mut at, mut lists) = (0, 0);
        while at < lines.len() {
            if self.is_indented(&lines[at]) {
                at += 1;
                continue;
            }
            if let Some(next) = lines.get(at + 1).copied()
                && is_underline(self.of(&next))
            {
                let line = lines[at];
                self.escape_heading(&line);
                if self.extensions.attributes {
                    self.attributes_of_heading(line.start, line.end, line.end);
                }
                (lists, at) = (0, at + 2);
                continue;
            }
            let rule = (at..lines.len()).find(|&index| is_rule(self.of(&lines[index])));
            let stop = rule.unwrap_or(lines.len());
            if stop > at {
                lists = self.between_rules(&mut lines[at..stop], depth);
            }
            let Some(rule) = rule else { break };
            if rule > at {
                // Below text it would underline it.
                self.break_before(&lines[rule]);
            }
            (lists, at) = (0, rule + 1);
        }
        lists
    }

    fn between_rules(&mut self, lines: &mut [Line], depth: usize) -> usize {
        if marker(self.of(&lines[0])).is_some() {
            return self.list(lines);
        }
        let is_quote = |line: &Line| inner(self.of(line)).starts_with('>') && indent(self.of(line)) < 4;
        let quote = (0..lines.len()).find(|&index| is_quote(&lines[index])).unwrap_or(lines.len());
        let (before, quoted) = lines.split_at_mut(quote);
        self.paragraph(before);
        if !quoted.is_empty() && depth < DEPTH {
            for line in quoted.iter_mut() {
                let text = self.of(line);
                let inside = text.trim_start().strip_prefix('>').filter(|_| indent(text) < 4);
                if let Some(inside) = inside {
                    let inside = inside.strip_prefix(' ').unwrap_or(inside);
                    line.start = line.end - inside.len();
                    line.quoted = true;
                }
            }
            self.blocks(quoted, 0, depth + 1);
        }
        0
    }

    /// Items of lists, and the lines that go on in them.
    fn list(&mut self, lines: &[Line]) -> usize {
        let mut lists = 1;
        for (index, line) in lines.iter().enumerate() {
            let text = self.of(line);
            let mut content = inner(text);
            let blanks = indent(text);
            let mut marks = 0;
            while let Some(length) = marker(content) {
                content = content[length..].trim_start();
                marks += 1;
            }
            let start = line.end - content.len();
            if marks > 0 {
                lists = blanks / 4 + marks;
                if is_heading(content) {
                    self.heading(start, line.end);
                    continue;
                }
            } else if content.starts_with(['=', '-']) && is_underline(content) {
                match content.starts_with('=') {
                    true => self.insert(start, "\\"),
                    false => self.break_before(line),
                }
            } else {
                self.escape_heading(line);
            }
            if self.extensions.attributes {
                let ends = lines.get(index + 1).is_none_or(|next| marker(self.of(next).trim_start()).is_some());
                self.attributes_of_line(line, index > 0 && marks == 0 && ends);
            }
        }
        lists
    }

    fn paragraph(&mut self, lines: &[Line]) {
        for (index, line) in lines.iter().enumerate() {
            let text = self.of(line);
            if !begins_with_letter(text) {
                if self.extensions.abbreviations && text.starts_with("*[") && text.contains("]:") {
                    self.edits.push(Edit::delete(line.start..line.next));
                    continue;
                }
                self.escape_heading(line);
                if index > 0 && is_underline(inner(text)) {
                    self.insert(line.end - inner(text).len(), "\\");
                }
            }
            if self.extensions.attributes {
                self.attributes_of_line(line, index > 0 && index + 1 == lines.len());
            }
        }
    }

    /// What CommonMark takes for a heading and Python-Markdown does not: `#` behind blanks, or before a line that ends with a backslash.
    fn escape_heading(&mut self, line: &Line) {
        let content = inner(self.of(line));
        let level = content.bytes().take_while(|&b| b == b'#').count();
        if (1..=6).contains(&level) && (content.len() == level || content[level..].starts_with([' ', '\t'])) {
            self.insert(line.end - content.len(), "\\");
        }
    }
}

/// Whether a line is a heading. A backslash at its end would protect the line's end, and then it is none.
fn is_heading(line: &str) -> bool {
    line.starts_with('#') && (line.len() - line.trim_end_matches('\\').len()).is_multiple_of(2)
}

#[cfg(test)]
mod tests;
