//! Lines that an indentation makes something else than in CommonMark.

use crate::article::body::Edit;
use crate::article::dialect::{around, lines};
use std::ops::Range;

/// Python-Markdown takes `#` for a heading at the very beginning of a line only: behind one to three blanks it is text.
pub fn headings(text: &str, fences: &[Range<usize>], edits: &mut Vec<Edit>) {
    for (start, line) in lines(text) {
        let indent = line.bytes().take_while(|&b| b == b' ').count();
        if (1..=3).contains(&indent) && line[indent..].starts_with('#') && around(fences, start).is_none() {
            edits.push(Edit::insert(start + indent, "\\"));
        }
    }
}
