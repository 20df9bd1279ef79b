//! What a list may stand right behind, as far as the text before it tells.

use rustc_hash::FxHashSet;

/// How far back the begin of a link is looked for. 1 KiB.
const FARTHEST: usize = 1 << 10;

/// The labels of link definitions, in lower case.
#[derive(Default)]
pub struct Labels(FxHashSet<String>);

impl Labels {
    /// `[label]: destination` at the begin of lines.
    pub fn of(text: &str) -> Labels {
        let label = |end: usize| {
            let line = memchr::memrchr(b'\n', &text.as_bytes()[..end]).map_or(0, |at| at + 1);
            let label = text[line..end].trim_start_matches([' ', '\t', '>']).strip_prefix('[')?;
            (!label.contains("]:")).then(|| label.to_lowercase())
        };
        Labels(memchr::memmem::find_iter(text.as_bytes(), "]:").filter_map(label).collect())
    }

    /// Whether a text ends with a reference to one of them: `[text][label]`, `[label][]`, `[label]`.
    fn end(&self, text: &str) -> bool {
        let Some((before, label)) = text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) else { return false };
        let label = match label {
            "" => before.strip_suffix(']').and_then(|text| text.rsplit_once('[')).map_or("", |(_, label)| label),
            label => label,
        };
        !label.is_empty() && !self.0.is_empty() && self.0.contains(&label.to_lowercase())
    }
}

/// Whether a text ends with a link or an image: `[…](…)`, `<https://…>`, or a reference that is defined.
pub fn ends_link(text: &str, labels: &Labels) -> bool {
    let from = text.len().saturating_sub(FARTHEST);
    let text = (from..=text.len()).find_map(|from| text.get(from..)).unwrap_or_default();
    match text.as_bytes().last() {
        Some(b')') => ends_inline_link(text),
        Some(b']') => labels.end(text),
        Some(b'>') => text.rsplit_once('<').is_some_and(|(_, inside)| inside.contains([':', '@']) && !inside.contains(['"', ' ', '\n'])),
        _ => false,
    }
}

/// Whether a text ends with `](…)`.
fn ends_inline_link(text: &str) -> bool {
    let mut depth = 0_u32;
    let open = text.bytes().rev().position(|byte| {
        match byte {
            b')' => depth += 1,
            b'(' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    open.is_some_and(|back| text.as_bytes()[..text.len() - 1 - back].ends_with(b"]"))
}

/// Whether a text ends with an emphasis: its marks close what the same mark has opened.
pub fn ends_emphasis(line: &str) -> bool {
    let Some(mark) = line.chars().next_back().filter(|mark| matches!(mark, '*' | '_' | '~')) else { return false };
    let inside = line.trim_end_matches(['*', '_', '~']);
    !inside.is_empty() && !inside.ends_with([' ', '\t', '\\']) && inside.contains(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links() {
        let labels = Labels::of("[Pot]: https://pot.example\n\n> [the lid]: /lid\n");
        for text in [
            "a [pot](p.md)",
            "[pot](a(b)c \"t\")",
            "[![pot](p.png)](p.md)",
            "<https://pot.example>",
            "[tea][pot]",
            "[Pot][]",
            "the [pot]",
            "[tea][The Lid]",
        ] {
            assert!(ends_link(text, &labels), "{text}");
        }
        for text in ["(b)", "f(x) (b)", "[s]", "[a][b]", "[]", "[][]", "]", ")", "<b>", "<a href=\"https://pot.example\">", "a > b:c>", ""]
        {
            assert!(!ends_link(text, &labels), "{text}");
        }
        assert!(!ends_link("[a]", &Labels::default()));
    }

    #[test]
    fn emphases() {
        assert!(["*tea*", "a **pot**", "~~x~~", "_a *b*_"].iter().all(|text| ends_emphasis(text)));
        assert!(!["a*", "2 * 3 *", "*a \\*", "**", "tea"].iter().any(|text| ends_emphasis(text)));
    }
}
