//! What a text must have for a pattern to match, told from the pattern's form alone: to make a pattern ready for searching takes a hundred
//! times as long, and most of those that a trigger calls for match nothing.

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};

/// More strings than this are not looked for.
const MOST: usize = 64;
/// Shorter ones are in nearly any text. In bytes.
const SHORTEST: usize = 3;

/// Strings in lower case, of each list of which a match has at least one.
pub(super) struct Needs(Vec<Vec<String>>);

impl Needs {
    /// Those of a pattern; one that cannot be read needs nothing.
    pub(super) fn of(pattern: &str) -> Needs {
        let mut needs = Needs(Vec::new());
        if let Ok(hir) = regex_syntax::parse(pattern) {
            needs.add(&hir);
        }
        needs
    }

    fn add(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.add(part)),
            HirKind::Capture(capture) => self.add(&capture.sub),
            HirKind::Repetition(repetition) if repetition.min > 0 => self.add(&repetition.sub),
            HirKind::Literal(_) | HirKind::Alternation(_) => self.0.extend(beginnings(hir)),
            _ => {}
        }
    }

    /// Whether a text, in lower case, has one string of each list.
    pub(super) fn may_match(&self, lower: &str) -> bool {
        self.0.iter().all(|strings| strings.iter().any(|string| memchr::memmem::find(lower.as_bytes(), string.as_bytes()).is_some()))
    }
}

/// The strings that whatever this part matches begins with.
fn beginnings(part: &Hir) -> Option<Vec<String>> {
    let mut found = Extractor::new().limit_total(MOST).extract(part);
    found.dedup();
    let literals = found.literals()?;
    let string = |bytes: &[u8]| std::str::from_utf8(bytes).ok().filter(|text| text.len() >= SHORTEST).map(str::to_lowercase);
    literals.iter().map(|literal| string(literal.as_bytes())).collect::<Option<Vec<_>>>().filter(|strings| !strings.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_match(pattern: &str, text: &str) -> bool {
        Needs::of(pattern).may_match(text)
    }

    #[test]
    fn a_match_has_what_its_pattern_needs() {
        let pattern = r"\b(?:we|the site)\s+(?:[a-z]+\s+){0,3}(?:earns?|receives?)\s+(?:an?\s+)?commissions?\b";
        assert!(may_match(pattern, "the site may earn a commission"));
        assert!(!may_match(pattern, "the commission met"));
        assert!(!may_match(pattern, "we earn nothing"));
    }

    #[test]
    fn what_need_not_be_there_is_not_asked_for() {
        assert!(may_match(r"(?:paid )?links?", "a link"));
        assert!(may_match(r"paid|[a-z]+", "x"));
        assert!(may_match(r"(", "anything: the pattern is none"));
    }
}
