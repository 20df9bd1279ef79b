//! Link reference definitions (`[tea]: /tea/`), and references that have none.

use crate::text::Span;

/// The definitions of an article, and what asks for them in vain.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// In the order of their places.
    pub definitions: Vec<Definition>,
    /// `[text][label]` and `[label][]` without a definition, in the order of their places. `[label]` alone may be text.
    pub undefined: Vec<Undefined>,
}

/// `[label]: destination "title"`.
#[derive(Clone, Debug)]
pub struct Definition {
    pub label: Box<str>,
    /// From the opening bracket to the end of the destination or title.
    pub span: Span,
    /// Whether some link or image refers to it.
    pub used: bool,
}

/// A reference whose label nothing defines.
#[derive(Clone, Debug)]
pub struct Undefined {
    pub label: Box<str>,
    /// The whole construct.
    pub span: Span,
}
