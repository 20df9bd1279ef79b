//! Markdown other than CommonMark: what its readers see in other ways is rewritten for the parser.

mod kramdown;
mod markdown_it;
mod marked;
pub mod mdx;
mod python;

pub use python::Extensions;

use super::body::Edit;
use super::dialect::{Fences, Skipped};

/// Which Markdown an article is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    CommonMark,
    /// Jekyll.
    Kramdown,
    /// MkDocs.
    PythonMarkdown(Extensions),
    /// Hexo.
    Marked,
    /// Eleventy: markdown-it without indented code.
    Eleventy,
}

/// The changes to `text`, a body that begins at byte `offset` of the file, that make it the same page in CommonMark. `original` is the
/// body before templates were written over.
pub fn edits(
    text: &str,
    original: &str,
    offset: usize,
    flavour: Flavour,
    fences: &Fences<'_>,
    skipped: &mut Skipped,
    edits: &mut Vec<Edit>,
) {
    match flavour {
        Flavour::CommonMark => {}
        Flavour::Kramdown => kramdown::edits(text, original, offset, edits),
        Flavour::PythonMarkdown(extensions) => python::edits(text, offset, extensions, skipped, edits),
        Flavour::Marked => marked::headings(text, fences, edits),
        Flavour::Eleventy => markdown_it::no_indented_code(text, fences, edits),
    }
}
