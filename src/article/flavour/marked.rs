//! What marked reads otherwise.

use crate::article::body::Edit;
use crate::article::dialect::{Fences, lines};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// marked takes U+2028 and U+2029 for the end of a line, but not for that of a heading: a line with one in it is no heading.
pub fn headings(text: &str, fences: &Fences<'_>, edits: &mut Vec<Edit>) {
    static ENDS: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| ["\u{2028}", "\u{2029}"].map(Finder::new));
    if text.is_ascii() || ENDS.iter().all(|end| end.find(text.as_bytes()).is_none()) {
        return;
    }
    for (start, line) in lines(text).filter(|(_, line)| line.contains(['\u{2028}', '\u{2029}'])) {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if line[indent..].starts_with('#') && fences.around(start).is_none() {
            edits.push(Edit::insert(start + indent, "\\"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::body::Body;

    #[test]
    fn a_line_of_two_is_no_heading() {
        let mut edits = Vec::new();
        let text = "## a\u{2028}b\n## c\n";
        headings(text, &Fences::of(text), &mut edits);
        assert_eq!(Body::new(text.into(), 0, edits).text(), "\\## a\u{2028}b\n## c\n");
    }
}
