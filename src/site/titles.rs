//! When two titles are one: the same text, or the same text in another wrapper.

use regex::Regex;
use std::sync::LazyLock;

/// The title for an exact comparison: case-folded, white space squeezed.
pub fn exact_key(title: &str) -> String {
    squeeze(&title.to_lowercase())
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
    Regex::new(r"^(?:(?:19|20)\d\d\s+(?:approved|updated|edition|update|new)\b[\s:,-]*|(?:in|for|as of)\s+(?:19|20)\d\d\s*[,:-]?\s+)").ok()
});
static SUFFIX: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\s,:-]*\b(?:for|in|of)\s+(?:19|20)\d\d\s*$").ok());

/// The title without what wraps it: `[Updated]`, `2024 Approved`, `In 2024,`, `… for 2024`, `… [Updated]`. A bracket that holds anything
/// but such words belongs to the title (`(Mac)`, `[Part 2]`).
pub fn normal_key(title: &str) -> String {
    let mut text = squeeze(&plain(title));
    // A wrapper needs a bracket or a year; most titles have neither.
    if text.contains(['[', '(', '【']) || !years(&text).is_empty() {
        while let Some(shorter) = unwrap(&text) {
            text = shorter;
        }
    }
    let letters: String = text.chars().map(|c| if is_punctuation(c) { ' ' } else { c }).collect();
    squeeze(&letters)
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

/// Lower case, straight quotes and dashes.
fn plain(title: &str) -> String {
    title.to_lowercase().chars().map(|c| if matches!(c, '–' | '—' | '‐' | '‑') { '-' } else { c }).collect()
}

/// The text with one wrapper less, if it had one; never nothing.
fn unwrap(text: &str) -> Option<String> {
    let shorter = leading_bracket(text)
        .or_else(|| trailing_bracket(text))
        .or_else(|| PREFIX.as_ref().and_then(|prefix| prefix.find(text)).map(|found| &text[found.end()..]))
        .or_else(|| SUFFIX.as_ref().and_then(|suffix| suffix.find(text)).map(|found| &text[..found.start()]))?;
    let shorter = shorter.trim().trim_start_matches(['-', ':', ',']).trim();
    (!shorter.is_empty() && shorter.len() < text.len()).then(|| shorter.to_string())
}

fn leading_bracket(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['[', '(', '【'])?;
    let (inside, rest) = inside.split_once([']', ')', '】'])?;
    is_status(inside).then_some(rest)
}

fn trailing_bracket(text: &str) -> Option<&str> {
    let inside = text.strip_suffix([']', ')', '】'])?;
    let (rest, inside) = inside.rsplit_once(['[', '(', '【'])?;
    is_status(inside).then_some(rest)
}

fn is_status(inside: &str) -> bool {
    let mut words = inside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| STATUS.contains(&word) || is_year(word) || word == "最新")
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

/// The years in a title. Two titles that differ in them are about two things.
pub fn years(title: &str) -> Vec<&str> {
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
