//! YAML: front matter between lines of `---`, and whole documents.

mod builder;
mod fault;
mod rescue;
mod scalar;
pub(super) mod simple;

use super::cut::PROBLEMS;
use super::line::{Line, has_text, is_marker, line_at, lines};
use super::{Field, Problem, ProblemKind, drop_duplicates};
use crate::text::Span;
use builder::{Builder, Stop};
use granit_parser::ErrorKind;
use std::borrow::Cow;
use std::ops::Range;

/// How often reading goes on behind a fault.
const RESUMPTIONS: usize = 8;

/// A stretch of YAML, read.
#[derive(Debug, Default)]
pub struct Block {
    pub fields: Vec<Field>,
    pub comments: Vec<Span>,
    pub problems: Vec<Problem>,
    /// There is a value, and it is no map.
    pub other: bool,
    /// Where prose begins that cannot belong to the fields before it: the block was never closed.
    pub prose: Option<usize>,
}

impl Block {
    /// Whether this can have been meant as front matter: it has fields, or nothing at all, or something like fields.
    pub fn is_front_matter(&self) -> bool {
        !self.other
    }
}

/// Reads a whole YAML document, such as a configuration. Spans are moved by `offset`. Returns its fields, its comments, and
/// what is wrong.
pub fn yaml(text: &str, offset: usize) -> (Vec<Field>, Vec<Span>, Vec<Problem>) {
    let mut block = read(text, offset, false);
    if block.other && block.problems.is_empty() {
        let first = lines(text, 0).find(|line| has_text(line.of(text))).unwrap_or(Line { start: 0, end: 0, next: 0 });
        block.problems.push(Problem {
            kind: ProblemKind::Syntax,
            span: Span::new(offset + first.start, offset + first.end),
            message: "there are no fields here: a document is made of lines such as `name: value`".into(),
            help: None,
        });
    }
    block.problems.truncate(PROBLEMS);
    (block.fields, block.comments, block.problems)
}

/// Reads the YAML at `inside`; with `tabs`, tabs may indent it.
pub fn block(text: &str, inside: Range<usize>, tabs: bool) -> Block {
    let (part, at) = (&text[inside.clone()], inside.start);
    if let Some(block) = simple::read(part, at) {
        return block;
    }
    if tabs && (part.starts_with('\t') || part.contains("\n\t")) {
        return tabbed(part, at);
    }
    read(part, at, true)
}

/// Reads YAML that tabs indent: each is as wide as two spaces.
fn tabbed(text: &str, base: usize) -> Block {
    let (mut wide, mut even) = (String::with_capacity(text.len() + 32), String::with_capacity(text.len()));
    let (mut shifts, mut indentation) = (Vec::new(), true);
    for c in text.chars() {
        if c == '\t' && indentation {
            wide.push(' ');
            shifts.push(wide.len());
            wide.push(' ');
            even.push(' ');
        } else {
            indentation = c == '\n';
            wide.push(c);
            even.push(c);
        }
    }
    let mut block = Block::default();
    let mut builder = Builder::new(&wide, base);
    builder.shifts = shifts;
    if builder.run().is_none() {
        builder.finish(None, &mut block);
        drop_duplicates(&mut block.fields, &mut block.problems);
        return block;
    }
    // With a fault: as if each tab were one space, which keeps all places; a fault that this hides must be one of the tabs.
    let block = read(&even, base, true);
    if block.problems.is_empty() && block.prose.is_none() { read(text, base, true) } else { block }
}

/// Reads `text`; behind a fault, reading goes on with the next field. A `head` may turn out to be no front matter.
pub fn read(text: &str, base: usize, head: bool) -> Block {
    let mut block = Block::default();
    let (mut at, mut first, mut text) = (0, None, Cow::Borrowed(text));
    let (mut faults, mut comments) = (0, 0);
    while faults <= RESUMPTIONS {
        let mut builder = Builder::new(&text[at..], base + at);
        let stop = builder.run();
        if let Some(Stop { at: sign, kind: ErrorKind::CommentNotSeparated, .. }) = stop
            && let Some(end) = fault::comment(&text, at + sign)
            && comments < RESUMPTIONS
        {
            // `"text"# comment`: the parsers of site generators take it.
            block.comments.push(Span::new(base + at + sign, base + end));
            text.to_mut().replace_range(at + sign..end, &" ".repeat(end - at - sign));
            comments += 1;
            continue;
        }
        let entry = builder.finish(stop.as_ref(), &mut block);
        let Some(mut stop) = stop else { break };
        stop.entry = entry;
        let rest = &text[at..];
        if first.is_none() && head {
            if block.fields.is_empty() && !rescue::looks_like_fields(rest) {
                block.other = true;
                break;
            }
            block.prose = rescue::prose(rest, &stop).map(|prose| base + at + prose);
            if block.prose.is_some() {
                break;
            }
        }
        // One fault often brings others along, so only the first is told.
        if first.is_none() {
            let problem = fault::explain(rest, &stop, base + at);
            first = Some(problem.span);
            block.problems.push(problem);
        }
        block.fields.extend(rescue::as_written(rest, &stop, base + at));
        let done = block.fields.last().map_or(0, |field| field.value.span.end as usize).saturating_sub(base + at);
        let Some(next) = rescue::resume(rest, &stop, done) else { break };
        at += next;
        faults += 1;
    }
    if block.other
        && block.fields.is_empty()
        && let Some(problem) = fault::unspaced_head(&text, base)
    {
        block.problems.push(problem);
        block.other = false;
    }
    let mut duplicates = Vec::new();
    drop_duplicates(&mut block.fields, &mut duplicates);
    // The two sides of a merge conflict have the same fields, and that is one fault.
    let conflict = first.filter(|fault| is_marker(line_at(&text, fault.start as usize - base).of(&text)));
    block.problems.extend(duplicates.into_iter().filter(|problem| conflict.is_none_or(|fault| problem.span < fault)));
    block.problems.sort_by_key(|problem| problem.span);
    block.comments.sort_unstable();
    block.comments.dedup();
    block
}
