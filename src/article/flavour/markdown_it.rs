//! markdown-it with rules of its own switched off.

use crate::article::body::Edit;
use crate::article::dialect::{Fences, lines};

/// Without indented code, a line far indented is a paragraph. Within lists the indentation means something else and is left alone.
pub fn no_indented_code(text: &str, fences: &Fences<'_>, edits: &mut Vec<Edit>) {
    let (mut in_list, mut after_blank) = (false, true);
    for (start, line) in lines(text) {
        let inner = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - inner.len();
        let is_far = line[..indent].contains('\t') || indent >= 4;
        if inner.trim().is_empty() {
            after_blank = true;
            continue;
        }
        if !is_far {
            let begins_item = inner.starts_with(['-', '*', '+']) || inner.starts_with(|c: char| c.is_ascii_digit());
            in_list = begins_item || in_list && (indent >= 2 || !after_blank);
        } else if after_blank && !in_list && fences.around(start).is_none() {
            edits.push(Edit::delete(start..start + indent));
            // What would begin another block at the margin is text.
            if inner.starts_with(['#', '>', '-', '*', '+', '=', '`', '~', '|']) {
                edits.push(Edit::insert(start + indent, "\\"));
            }
        }
        after_blank = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::body::Body;

    #[test]
    fn far_lines_are_paragraphs() {
        let text = "one\n\n    two\n    three\n\n\t# four\n\n- a\n\n      b\n\nc\n";
        let mut edits = Vec::new();
        no_indented_code(text, &Fences::of(text), &mut edits);
        assert_eq!(Body::new(text.into(), 0, edits).text(), "one\n\ntwo\n    three\n\n\\# four\n\n- a\n\n      b\n\nc\n");
    }
}
