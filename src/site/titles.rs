//! When two titles are one: the same text, or the same text in another wrapper.

use regex::Regex;
use std::sync::LazyLock;

/// The title for an exact comparison: case-folded, white space squeezed.
pub fn exact_key(title: &str) -> String {
    let lower = title.to_lowercase();
    // As nearly every title is.
    let mut before = b' ';
    let is_squeezed = lower.bytes().all(|byte| {
        let is_word = (b'!'..0x80).contains(&byte) || byte == b' ' && before != b' ';
        before = byte;
        is_word
    });
    if is_squeezed && before != b' ' { lower } else { squeeze(&lower) }
}

fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// Words that say when or how fresh an article is, not what it is about.
const STATUS: &[&str] =
    &["new", "updated", "update", "approved", "solved", "fixed", "resolved", "exclusive", "hot", "latest", "proven", "verified", "tested"];

static PREFIX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:19|20)\d\d\s+(?:approved|updated|edition|update|new)\b[\s:,-]*|(?:in|for|as of)\s+(?:19|20)\d\d\s*[,:-]?\s+)")
        .ok()
});
static SUFFIX: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)[\s,:-]*\b(?:for|in|of)\s+(?:19|20)\d\d\s*$").ok());

/// The title without what wraps it: `[Updated]`, `2024 Approved`, `In 2024,`, `… for 2024`, `… [Updated]`. A bracket that holds anything
/// but such words belongs to the title (`(Mac)`, `[Part 2]`).
pub fn normal_key(title: &str) -> String {
    let lower = match may_be_wrapped(title) {
        true => peeled(title).core.to_lowercase(),
        false => title.to_lowercase(),
    };
    let mut key = String::with_capacity(lower.len());
    let mut is_apart = false;
    for c in lower.chars() {
        if c.is_whitespace() || is_punctuation(c) || is_dash(c) {
            is_apart = !key.is_empty();
            continue;
        }
        if std::mem::take(&mut is_apart) {
            key.push(' ');
        }
        key.push(c);
    }
    key
}

/// A wrapper needs a bracket or a year; most titles have neither.
pub(super) fn may_be_wrapped(title: &str) -> bool {
    title.contains(['[', '(', '【']) || !years(title).is_empty()
}

/// A title, and what it was wrapped in.
pub(super) struct Peeled {
    pub core: String,
    /// From the outside to the inside.
    pub pieces: Vec<Piece>,
}

/// One thing that a title was wrapped in.
pub(super) struct Piece {
    /// `[Updated]`, `In 2024,`.
    pub text: String,
    /// It has a word that says how fresh the article is, and not only a year.
    pub has_status: bool,
}

/// Pieces that are taken off. Each makes a copy of the rest.
const MOST_PIECES: usize = 8;

/// Takes off what a title is wrapped in.
pub(super) fn peeled(title: &str) -> Peeled {
    let mut peeled = Peeled { core: squeeze(&straight(title)), pieces: Vec::new() };
    if may_be_wrapped(title) {
        while let Some((piece, core)) = peel(&peeled.core).filter(|_| peeled.pieces.len() < MOST_PIECES) {
            let has_status = words(piece).any(is_status_word);
            peeled.pieces.push(Piece { text: piece.trim().trim_matches([',', '-']).trim().to_string(), has_status });
            peeled.core = core.to_string();
        }
    }
    peeled
}

/// What stands behind the last bar of a title, and what before it: `Kettles | Tea Post`. No longer than a site's name may be.
pub(super) fn tail(title: &str) -> Option<(&str, &str)> {
    let at = title.rfind(['|', '·', '»', '｜'])?;
    let (core, tail) = title.split_at(at);
    let tail = tail.trim_start_matches(['|', '·', '»', '｜']).trim();
    let fits = !core.trim().is_empty() && !tail.is_empty() && tail.chars().count() <= 30;
    fits.then_some((core.trim_end(), tail))
}

/// Marks that set words apart and mean nothing themselves: `C#` and `C++`, `==` and `=` are different things.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ':'
            | ';'
            | '!'
            | '?'
            | '-'
            | '\''
            | '"'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '…'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '、'
            | '。'
            | '，'
            | '：'
            | '；'
            | '！'
            | '？'
            | '（'
            | '）'
            | '【'
            | '】'
            | '「'
            | '」'
            | '《'
            | '》'
    )
}

/// With plain dashes.
fn straight(title: &str) -> String {
    title.chars().map(|c| if is_dash(c) { '-' } else { c }).collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '‐' | '‑')
}

/// The outermost wrapper of a text, if it has one, and the rest; that is never nothing.
fn peel(text: &str) -> Option<(&str, &str)> {
    let (piece, rest) = leading_bracket(text)
        .or_else(|| trailing_bracket(text))
        .or_else(|| PREFIX.as_ref().and_then(|prefix| prefix.find(text)).map(|found| text.split_at(found.end())))
        .or_else(|| SUFFIX.as_ref().and_then(|suffix| suffix.find(text)).map(|found| (&text[found.start()..], &text[..found.start()])))?;
    let rest = rest.trim().trim_start_matches(['-', ':', ',']).trim();
    (!rest.is_empty() && rest.len() < text.len()).then_some((piece, rest))
}

fn leading_bracket(text: &str) -> Option<(&str, &str)> {
    let close = text.strip_prefix(['[', '(', '【']).and_then(|_| text.find([']', ')', '】']))?;
    let (piece, rest) = text.split_at(close + text[close..].chars().next().map_or(0, char::len_utf8));
    is_status(piece).then_some((piece, rest))
}

fn trailing_bracket(text: &str) -> Option<(&str, &str)> {
    let open = text.strip_suffix([']', ')', '】']).and_then(|inside| inside.rfind(['[', '(', '【']))?;
    let (rest, piece) = text.split_at(open);
    is_status(piece).then_some((piece, rest))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_status_word(word: &str) -> bool {
    word == "最新" || STATUS.iter().any(|status| word.eq_ignore_ascii_case(status))
}

fn is_status(piece: &str) -> bool {
    words(piece).next().is_some() && words(piece).all(|word| is_year(word) || is_status_word(word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

/// The years in a title. Two titles that differ in them are about two things.
pub fn years(title: &str) -> Vec<&str> {
    if !title.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    title.split(|c: char| !c.is_alphanumeric()).filter(|word| is_year(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_are_taken_off() {
        let key = normal_key("Fixing a Flat Tyre");
        for title in [
            "[New] Fixing a  Flat Tyre",
            "[Updated] 2024 Approved Fixing a Flat Tyre",
            "In 2024, Fixing a Flat Tyre",
            "Fixing a Flat Tyre for 2024",
            "Fixing a Flat Tyre [Solved]",
            "fixing a flat tyre!",
        ] {
            assert_eq!(normal_key(title), key, "{title}");
        }
    }

    #[test]
    fn the_pieces_are_kept_as_they_stand() {
        let peeled = peeled("[Updated] 2024 Approved Fixing a Flat Tyre – in 2023");
        let pieces: Vec<_> = peeled.pieces.iter().map(|piece| (piece.text.as_str(), piece.has_status)).collect();
        assert_eq!(pieces, [("[Updated]", true), ("2024 Approved", true), ("in 2023", false)]);
        assert_eq!(peeled.core, "Fixing a Flat Tyre");
    }

    #[test]
    fn what_stands_behind_a_bar() {
        assert_eq!(tail("Flat Tyres | Wheel Post"), Some(("Flat Tyres", "Wheel Post")));
        assert_eq!(tail("Flat Tyres · A | B"), Some(("Flat Tyres · A", "B")));
        assert!(tail("Flat Tyres").is_none() && tail("| Wheel Post").is_none() && tail("Flat Tyres |").is_none());
    }

    #[test]
    fn brackets_with_a_meaning_stay() {
        assert_ne!(normal_key("Recording the Screen (Mac)"), normal_key("Recording the Screen (Windows)"));
        assert_ne!(normal_key("Bread [Part 1]"), normal_key("Bread [Part 2]"));
        assert_ne!(normal_key("2024 in Review"), normal_key("In Review"));
        assert_ne!(normal_key("Learn C#"), normal_key("Learn C++"));
    }

    #[test]
    fn the_patterns_compile() {
        assert!(PREFIX.is_some() && SUFFIX.is_some());
    }
}
