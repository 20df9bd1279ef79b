//! The ids of a page as they are kept.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// An id that a fragment can lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor<'a> {
    pub id: &'a str,
    pub from: From,
    pub span: Span,
}

/// The ids of a page. They stand in one string.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    pub(super) text: String,
    pub(super) all: Vec<(Range<u32>, From, Span)>,
}

impl Anchors {
    pub fn iter(&self) -> impl Iterator<Item = Anchor<'_>> + Clone {
        self.all.iter().map(|anchor| self.anchor(anchor))
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn anchor(&self, (id, from, span): &(Range<u32>, From, Span)) -> Anchor<'_> {
        Anchor { id: &self.text[id.start as usize..id.end as usize], from: *from, span: *span }
    }

    /// Adds an id. An empty one is no target.
    pub fn push(&mut self, id: &str, from: From, span: Span) {
        let start = self.text.len();
        self.text.push_str(id);
        self.push_rest(start, from, span);
    }

    /// Adds the id that the text has from byte `start` on.
    pub(super) fn push_rest(&mut self, start: usize, from: From, span: Span) {
        if start < self.text.len() {
            self.all.push((start as u32..self.text.len() as u32, from, span));
        }
    }

    /// Leaves out those that are not to be kept.
    pub fn retain(&mut self, keep: impl Fn(Anchor<'_>) -> bool) {
        let text = std::mem::take(&mut self.text);
        self.all.retain(|(id, from, span)| keep(Anchor { id: &text[id.start as usize..id.end as usize], from: *from, span: *span }));
        self.text = text;
    }

    /// Sorts them by their places; those added last come last.
    pub fn sort(&mut self) {
        self.all.sort_by_key(|(.., span)| span.start);
    }
}

/// What an id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    /// The text of a heading.
    Heading,
    /// `{#id}` at a heading.
    Explicit,
    /// `id=` of an element of HTML.
    Id,
    /// `name=` of an `<a>`.
    Name,
    /// A footnote, or the like.
    Generated,
}
