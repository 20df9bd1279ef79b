//! The headings of an article.

use crate::article::Article;
use crate::text::Span;
use std::ops::Range;

/// The headings of an article, in their order. Their texts stand one behind the other in one string.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    text: String,
    all: Vec<(u8, Range<u32>, Span)>,
}

#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    pub level: u8,
    /// On one line.
    pub text: &'a str,
    pub span: Span,
}

impl Headings {
    pub fn of(article: &Article) -> Headings {
        let nodes = article.tree.headings();
        let count = nodes.size_hint().0;
        let mut headings = Headings { text: String::with_capacity(count * 24), all: Vec::with_capacity(count) };
        for (level, node) in article.headings() {
            let from = headings.text.len() as u32;
            push_squeezed(node.text().as_str(), &mut headings.text);
            headings.all.push((level, from..headings.text.len() as u32, heading_line(article, node.span())));
        }
        headings
    }

    pub fn iter(&self) -> impl Iterator<Item = Heading<'_>> + Clone {
        let text = |range: &Range<u32>| &self.text[range.start as usize..range.end as usize];
        self.all.iter().map(move |(level, range, span)| Heading { level: *level, text: text(range), span: *span })
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All their texts, one behind the other.
    pub fn texts(&self) -> &str {
        &self.text
    }
}

/// The first line of a heading: an HTML heading may go on for more.
pub fn heading_line(article: &Article, span: Span) -> Span {
    Span { start: span.start, end: article.source.line_end(span.start as usize) }
}

/// Appends a text with its white space squeezed: messages are one line.
fn push_squeezed(text: &str, out: &mut String) {
    // As nearly every text is: words of ASCII with one blank between them.
    let (mut before, mut has_gap) = (b' ', false);
    for byte in text.bytes() {
        has_gap |= !(b' '..0x80).contains(&byte) || byte == b' ' && before == b' ';
        before = byte;
    }
    if !has_gap && before != b' ' {
        return out.push_str(text);
    }
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}
