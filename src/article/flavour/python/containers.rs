//! What has a mark of its own and holds other blocks: admonitions, details, tabs, blocks between slashes; and what is put in from elsewhere.

use super::lines::{Line, inner};
use super::{DEPTH, Pass};
use crate::article::body::Edit;

/// What the first line of a container is.
enum Mark {
    /// The content is indented below it.
    Indented(&'static str),
    /// The content goes on to a line of slashes.
    Block,
    /// Nothing of it is text here.
    Insertion(&'static str),
}

impl Pass<'_, '_> {
    fn mark(&self, line: &Line) -> Option<Mark> {
        let text = self.of(line);
        let extensions = &self.extensions;
        let first = inner(text).as_bytes().first()?;
        if !matches!(first, b'!' | b'?' | b'=' | b'/' | b'-' | b'{' | b':') {
            return None;
        }
        let is_type = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '_');
        let after = |mark: &str| text.strip_prefix(mark);
        let tab = |rest: &str| rest.trim_start_matches(['!', '+']).trim_start().starts_with('"');
        if extensions.admonitions && after("!!!").is_some_and(is_type) {
            Some(Mark::Indented("admonition"))
        } else if extensions.details && after("???").is_some_and(|rest| is_type(rest.trim_start_matches('+'))) {
            Some(Mark::Indented("details"))
        } else if extensions.tabs && after("===").is_some_and(tab) {
            Some(Mark::Indented("tab"))
        } else if extensions.blocks && super::indent(text) < 4 && text.trim_start().starts_with("///") {
            let rest = text.trim_start().trim_start_matches('/').trim();
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            let name = rest.split('|').next().unwrap_or_default().trim();
            (rest.is_empty() || name.chars().all(is_name) && !name.is_empty()).then_some(Mark::Block)
        } else if extensions.snippets && text.trim_start().starts_with("--8<--") {
            Some(Mark::Insertion("snippet"))
        } else if extensions.includes && text.trim_start().starts_with("{!") {
            Some(Mark::Insertion("include"))
        } else if extensions.includes && text.trim_start().starts_with("{*") {
            Some(Mark::Insertion("code"))
        } else if extensions.objects && after("::: ").is_some_and(|rest| !rest.trim().is_empty()) {
            Some(Mark::Insertion("mkdocstrings"))
        } else {
            None
        }
    }

    pub(super) fn is_container(&self, line: &Line) -> bool {
        self.mark(line).is_some()
    }

    /// Takes the container that begins at the line `at` apart, and says where it ends.
    pub(super) fn container(&mut self, lines: &mut [Line], at: usize, depth: usize) -> Option<usize> {
        let mark = self.mark(&lines[at])?;
        if at.checked_sub(1).is_some_and(|before| !self.is_blank(&lines[before])) {
            self.break_before(&lines[at]);
        }
        let line = lines[at];
        match mark {
            Mark::Indented(name) => {
                *self.skipped.entry(name).or_default() += 1;
                self.title(&line, self.of(&line).find('"'));
                let end = self.content(lines, at + 1);
                for line in &mut lines[at + 1..end] {
                    let start = line.start;
                    self.dedent(line);
                    if line.start > start {
                        self.edits.push(Edit::delete(start..line.start));
                    }
                }
                if end > at + 1 {
                    self.break_before(&lines[at + 1]);
                }
                if depth < DEPTH {
                    self.blocks(&mut lines[at + 1..end], 0, depth + 1);
                }
                if lines.get(end).is_some_and(|line| !self.is_blank(line)) {
                    self.break_before(&lines[end]);
                }
                Some(end)
            }
            Mark::Block => {
                let text = self.of(&line);
                let opens = text.trim_start().trim_start_matches('/').trim();
                if !opens.is_empty() {
                    *self.skipped.entry("block").or_default() += 1;
                }
                // `/// html | div.class` says what, not how it is called.
                let is_selector = opens.starts_with("html");
                self.title(&line, text.find('|').filter(|_| !is_selector));
                let is_option = |line: &Line| !line.opaque && self.is_indented(line);
                let options = (at + 1..lines.len()).take_while(|&index| !opens.is_empty() && is_option(&lines[index])).count();
                for line in &lines[at + 1..at + 1 + options] {
                    self.block_id(line);
                    self.edits.push(Edit::delete(line.start..line.end));
                }
                let end = at + 1 + options;
                if lines.get(end).is_some_and(|line| !self.is_blank(line)) {
                    self.break_before(&lines[end]);
                }
                Some(end)
            }
            Mark::Insertion(name) => {
                *self.skipped.entry(name).or_default() += 1;
                let text = self.of(&line).trim();
                // Several files, a line each, between two marks.
                let closes = |line: &Line| !line.opaque && self.of(line).trim() == "--8<--";
                let last = match text {
                    "--8<--" => (at + 1..lines.len()).find(|&index| closes(&lines[index])).unwrap_or(at),
                    // The options of an object.
                    _ if name == "mkdocstrings" => self.content(lines, at + 1) - 1,
                    _ => at,
                };
                for line in lines[at..=last].iter().filter(|line| !line.opaque) {
                    self.edits.push(Edit::delete(line.start..line.end));
                }
                if lines.get(last + 1).is_some_and(|line| !self.is_blank(line)) {
                    self.break_before(&lines[last + 1]);
                }
                Some(last + 1)
            }
        }
    }

    /// Leaves of a container's first line its title alone, which stands behind the byte `before`.
    fn title(&mut self, line: &Line, before: Option<usize>) {
        let text = self.of(line);
        let inside = before.map_or("", |at| &text[at + 1..]);
        let inside = match text.as_bytes().get(before.unwrap_or_default()) {
            Some(b'"') => inside.rsplit_once('"').map_or(inside, |(title, _)| title),
            _ => inside,
        };
        let title = inside.trim();
        if title.is_empty() {
            return self.edits.push(Edit::delete(line.start..line.end));
        }
        let start = line.start + (title.as_ptr() as usize - text.as_ptr() as usize);
        self.edits.push(Edit::delete(line.start..start));
        // A title is one line of text, whatever it begins with.
        if title.starts_with(['#', '>', '+', '-', '=', '~']) {
            self.insert(start, "\\");
        }
        self.edits.push(Edit::delete(start + title.len()..line.end));
    }

    /// The end of the lines from `at` on that are indented, blank lines between them included.
    fn content(&self, lines: &[Line], at: usize) -> usize {
        let mut end = at;
        let mut code = false;
        for (index, line) in lines.iter().enumerate().skip(at) {
            // Code goes on to its end.
            code = line.opaque && (code || self.is_indented(line));
            if code || self.is_indented(line) {
                end = index + 1;
            } else if !self.is_blank(line) {
                break;
            }
        }
        end
    }
}
