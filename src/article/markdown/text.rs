//! Visible text: the parser hands it over in pieces, and one stretch is one node.

use super::Reader;
use crate::article::tree::{Kind, Syntax};
use crate::text::{Escapes, Mapped, Span};
use pulldown_cmark::CowStr;
use std::ops::Range;

impl<'a> Reader<'_, '_, 'a> {
    /// Takes in a piece of text.
    pub(super) fn piece(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        // Half a tab that indents raw HTML is given as text.
        if self.code > 0 || self.in_html {
            return;
        }
        if self.slice(text).as_ref() != Some(&range) {
            self.end_run();
            return self.text(Kind::Text, text, range);
        }
        if self.run.end != range.start {
            self.end_run();
            self.run.start = range.start;
        }
        self.run.end = range.end;
    }

    /// Whether a line end goes on with the text that was taken in. White space before it, and at the begin of the next line, is no text.
    pub(super) fn is_within_run(&self, range: &Range<usize>) -> bool {
        let is_next = self.run.end == range.start && range.len() == 1 && !self.run.is_empty();
        is_next && !self.in_heading && self.body.is_straight(range)
    }

    /// Puts the text that was taken in into the tree.
    pub(super) fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.is_empty() {
            return;
        }
        let (source, body) = (self.builder.source(), self.body);
        if let Some(span) = body.straight(&run) {
            return self.write(Kind::Text, span, |into| into.push_verbatim(span.of(source), span.start as usize));
        }
        let span = self.span(run.clone());
        self.write(Kind::Text, span, |into| {
            body.parts(run).for_each(|(part, at)| into.push_verbatim(&source[at..at + part.len()], at));
        });
    }

    /// Visible text; that of an image is its description.
    fn write(&mut self, kind: Kind, span: Span, write: impl FnOnce(&mut Mapped)) {
        match self.images > 0 {
            true => write(self.builder.values()),
            false => self.builder.text(kind, Syntax::Markdown, span, write),
        }
    }

    /// Of a line end in code the parser makes a blank, but two of `\r\n`.
    pub(super) fn code(&mut self, text: CowStr<'a>, range: Range<usize>) {
        let raw = &self.body.text()[range.clone()];
        if matches!(text, CowStr::Borrowed(_)) || !raw.contains("\r\n") {
            return self.text(Kind::Code, &text, range);
        }
        let inside = raw.trim_matches('`');
        let with = |blanks: &str| {
            let whole = inside.replace("\r\n", blanks);
            let stripped =
                whole.strip_prefix(' ').and_then(|text| text.strip_suffix(' ')).filter(|text| !text.trim_matches(' ').is_empty());
            stripped.map(String::from).unwrap_or(whole)
        };
        // In a quotation or a list, what stands before each line has been left out.
        let text = if *text == *with("  ") { with(" ") } else { text.replace("  ", " ") };
        self.text(Kind::Code, &text.into(), range);
    }

    fn text(&mut self, kind: Kind, text: &CowStr<'_>, range: Range<usize>) {
        let (source, body) = (self.builder.source(), self.body);
        let (place, span) = (self.place(text), self.span(range.clone()));
        let slice = self.slice(text).filter(|_| place.is_none());
        let raw = span.of(source);
        self.write(kind, span, |into| match (place, slice) {
            (Some(at), _) => into.push_verbatim(&source[at..at + text.len()], at),
            (None, Some(slice)) => {
                body.parts(slice).for_each(|(part, at)| into.push_verbatim(&source[at..at + part.len()], at));
            }
            (None, None) if kind == Kind::Text && body.is_straight(&range) => {
                into.push_decoded(text, raw, span.start as usize, Escapes::Markdown);
            }
            (None, None) => into.push_atomic(text, span),
        });
    }

    pub(super) fn line_break(&mut self, range: Range<usize>) {
        let span = self.span(range);
        let newline = span.of(self.builder.source()).find('\n').map(|at| span.start as usize + at);
        self.write(Kind::Break, span, |into| match newline {
            Some(at) => into.push_verbatim("\n", at),
            None => into.push_atomic("\n", span),
        });
    }
}
