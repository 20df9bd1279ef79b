//! The HTML in Markdown, in the lines that the parser hands over.

use super::Reader;
use crate::article::body::Body;
use crate::article::html::{self, Chunk};
use pulldown_cmark::CowStr;
use std::ops::Range;

/// The lines of an HTML block.
#[derive(Default)]
pub(super) struct Html {
    /// While they follow one another in the file.
    whole: Option<Range<usize>>,
    text: String,
    lines: Vec<(usize, usize)>,
}

impl Reader<'_, '_, '_> {
    pub(super) fn inline_html(&mut self, tag: &CowStr<'_>, range: Range<usize>) {
        match (self.place(tag), self.slice(tag)) {
            (Some(at), Some(slice)) => html::read(self.builder, &Chunk::Whole { html: &self.body.text()[slice], at }),
            (None, Some(slice)) => self.html_of(slice),
            _ => {
                // A tag over several lines in a container, put together without the container's marks.
                let raw = &self.body.text()[range.clone()];
                let mut lines = vec![(0, self.body.place(range.start))];
                let mut from = 0;
                for (at, _) in tag.match_indices('\n') {
                    let next = tag[at + 1..].lines().next().unwrap_or_default();
                    let line = raw[from..].find('\n').map_or(raw.len(), |i| from + i + 1);
                    let indent = raw[line..].find(next).unwrap_or(0);
                    lines.push((at + 1, self.body.place(range.start + line + indent)));
                    from = line;
                }
                html::read(self.builder, &Chunk::Lines { html: tag, lines: &lines });
            }
        }
    }

    /// Reads a stretch of the parser's text as HTML.
    fn html_of(&mut self, slice: Range<usize>) {
        let html = &self.body.text()[slice.clone()];
        if self.body.is_straight(&slice) {
            return html::read(self.builder, &Chunk::Whole { html, at: self.body.place(slice.start) });
        }
        let (mut html, mut lines) = (String::with_capacity(slice.len()), Vec::new());
        self.html_parts(slice, &mut html, &mut lines);
        html::read(self.builder, &Chunk::Lines { html: &html, lines: &lines });
    }

    /// Adds a stretch of the parser's text to HTML, without what was put in: that is no HTML of the article.
    fn html_parts(&self, slice: Range<usize>, html: &mut String, lines: &mut Vec<(usize, usize)>) {
        for (part, at) in self.body.parts(slice) {
            lines.push((html.len(), at));
            html.push_str(&self.body.text()[part]);
        }
    }

    pub(super) fn html_block(&mut self) {
        let html = std::mem::take(&mut self.html);
        self.in_html = false;
        let depth = self.builder.depth();
        match &html.whole {
            Some(whole) => self.html_of(whole.clone()),
            None => {
                let (mut text, mut lines) = (String::with_capacity(html.text.len()), Vec::with_capacity(html.lines.len()));
                let ends = html.lines.iter().skip(1).map(|&(at, _)| at).chain([html.text.len()]);
                for (&(at, src), end) in html.lines.iter().zip(ends) {
                    let (line, slice) = (&html.text[at..end], src..src + end - at);
                    if self.body.text().get(slice.clone()) == Some(line) {
                        self.html_parts(slice, &mut text, &mut lines);
                    } else {
                        lines.push((text.len(), self.body.place(src)));
                        text.push_str(line);
                    }
                }
                html::read(self.builder, &Chunk::Lines { html: &text, lines: &lines });
            }
        }
        // In MDX, the lines below a component's tag are Markdown: a `<script>` in them that nothing closes was code.
        if self.mdx {
            let end = html.whole.as_ref().map(|whole| whole.end).or(html.lines.last().map(|&(_, at)| at));
            self.builder.close_hidden(depth, self.body.place(end.unwrap_or_default()));
        }
        self.html = html;
    }
}

impl Html {
    pub(super) fn clear(&mut self) {
        self.whole = Some(0..0);
        self.text.clear();
        self.lines.clear();
    }

    pub(super) fn push(&mut self, body: &Body<'_>, line: &CowStr<'_>, range: Range<usize>) {
        let body = body.text();
        let verbatim = body.get(range.clone()) == Some(line.as_ref());
        match &mut self.whole {
            Some(whole) if verbatim && (whole.start == whole.end || whole.end == range.start) => {
                *whole = if whole.start == whole.end { range } else { whole.start..range.end };
            }
            whole => {
                // What had been one stretch becomes lines.
                if let Some(whole) = whole.take().filter(|whole| whole.start < whole.end) {
                    let mut at = whole.start;
                    for line in body[whole].split_inclusive('\n') {
                        self.lines.push((self.text.len(), at));
                        self.text.push_str(line);
                        at += line.len();
                    }
                }
                self.lines.push((self.text.len(), range.start));
                self.text.push_str(line);
            }
        }
    }
}
