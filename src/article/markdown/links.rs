//! Links and images: where their destinations and titles stand.

use super::Reader;
use crate::article::tree::NodeId;
use crate::text::{Escapes, Span};
use pulldown_cmark::{CowStr, LinkType};
use std::ops::Range;

/// A link or an image until its end is reached: only then is it known where its text ends.
pub(super) struct Link<'a> {
    pub(super) image: bool,
    pub(super) kind: LinkType,
    pub(super) destination: CowStr<'a>,
    pub(super) title: CowStr<'a>,
    pub(super) range: Range<usize>,
    pub(super) alt: usize,
}

impl Reader<'_, '_, '_> {
    pub(super) fn link_attributes(&mut self, node: NodeId, link: &Link<'_>) {
        let alt = link.alt..self.builder.values().len();
        self.builder.attributes_of(node);
        let text_end = self.last_end.clamp(link.range.start, link.range.end);
        let inline = matches!(link.kind, LinkType::Inline);
        let destination = match self.place(&link.destination) {
            Some(at) => Some((at, at + link.destination.len())),
            None if inline => self
                .scan_destination(text_end, link.range.end)
                .map(|(s, e)| self.body.span(s..e))
                .map(|span| (span.start as usize, span.end as usize)),
            None => None,
        };
        let whole = self.span(link.range.clone());
        let key = destination.map_or(whole, |(start, end)| Span::new(start, end));
        let source = self.builder.source();
        self.builder.attribute(node, if link.image { "src" } else { "href" }, key, |values| match (link.kind, destination) {
            (LinkType::Email, _) => values.push_atomic(&format!("mailto:{}", link.destination), whole),
            (_, Some((start, end))) if end - start == link.destination.len() => values.push_verbatim(&source[start..end], start),
            (_, Some((start, end))) => values.push_decoded(&link.destination, &source[start..end], start, Escapes::Markdown),
            (_, None) => values.push_atomic(&link.destination, whole),
        });
        if link.image {
            self.builder.attribute_at(node, "alt", whole, alt);
        }
        if !link.title.is_empty() {
            let place = self.place(&link.title);
            self.builder.attribute(node, "title", whole, |values| match place {
                Some(at) => values.push_verbatim(&source[at..at + link.title.len()], at),
                None => values.push_atomic(&link.title, whole),
            });
        }
    }

    /// The destination of an inline link whose text ends at or after `text_end`, for those that hold escapes (CommonMark 6.3).
    fn scan_destination(&self, text_end: usize, end: usize) -> Option<(usize, usize)> {
        let bytes = self.body.text().as_bytes();
        let mut at = text_end;
        while !bytes.get(at..end)?.starts_with(b"](") {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        at += 2;
        while at < end && (bytes[at].is_ascii_whitespace() || bytes[at] == b'>') {
            at += 1;
        }
        let start = at;
        if bytes.get(at) == Some(&b'<') {
            let length = self.body.text()[at + 1..end].find('>')?;
            return Some((at + 1, at + 1 + length));
        }
        let mut depth = 0;
        while at < end {
            match bytes[at] {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                byte if byte.is_ascii_whitespace() => break,
                _ => {}
            }
            at += 1;
        }
        Some((start, at.min(end)))
    }
}
