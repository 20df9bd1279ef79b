//! The phrases of all languages, as `rules/data/disclosure-phrases.yaml` has them.

use super::needs::Needs;
use super::triggers::LABEL;
use super::{Disclosure, Kind, Why};
use crate::affiliate::language::{Languages, name};
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use serde::Deserialize;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    #[serde(rename = "language")]
    pub(super) id: String,
    pub(super) strong: Vec<Phrase>,
    #[serde(default)]
    pub(super) amazon: Vec<Phrase>,
    pub(super) labels: Vec<String>,
    #[serde(default)]
    pub(super) local: Vec<String>,
    pub(super) weak: Vec<Weak>,
    #[serde(default)]
    pub(super) links: Vec<String>,
    pub(super) unless: Option<Pattern>,
}

impl Language {
    pub(super) fn clear(&'static self, range: Range<usize>, kind: Kind, languages: &Languages<'_>) -> Disclosure {
        match languages.accept(&self.id) {
            true => Disclosure { range, kind, language: &self.id, why: None },
            false => {
                let page = languages.first_name().unwrap_or("another");
                Disclosure { range, kind: Kind::Weak, language: &self.id, why: Some(Why::Foreign { language: name(&self.id), page }) }
            }
        }
    }

    pub(super) fn unclear(&'static self, range: Range<usize>, why: &'static str) -> Disclosure {
        Disclosure { range, kind: Kind::Weak, language: &self.id, why: Some(Why::Unclear(why)) }
    }

    pub(super) fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let weak = self.weak.iter().filter_map(|weak| weak.phrase.as_ref());
        self.strong.iter().chain(&self.amazon).chain(weak)
    }

    /// Whether one of its phrases may be in a text with these triggers.
    pub(super) fn is_triggered(&self, triggers: u128) -> bool {
        self.phrases().any(|phrase| triggers & phrase.trigger != 0)
    }

    /// Whether a match says the opposite.
    pub(super) fn denies(&self, matched: &str) -> bool {
        self.unless.as_ref().is_some_and(|pattern| pattern.regex().is_match(matched))
    }

    /// Chinese, Japanese and Korean texts have labels in Latin letters that mean other things elsewhere ("PR").
    pub(super) fn is_east_asian(&self) -> bool {
        matches!(self.id.as_str(), "zh" | "ja" | "ko")
    }
}

#[derive(Deserialize)]
pub(super) struct Weak {
    pub(super) why: String,
    #[serde(default)]
    pub(super) labels: Vec<String>,
    #[serde(flatten)]
    pub(super) phrase: Option<Phrase>,
}

#[derive(Deserialize)]
pub(super) struct Phrase {
    /// One of these is in each match.
    pub(super) has: Vec<String>,
    pub(super) re: Pattern,
    /// Set in the triggers of a text that has one of them.
    #[serde(skip)]
    pub(super) trigger: u128,
}

impl Phrase {
    /// Where it stands in a block that has these triggers; `lower` is the block in lower case.
    pub(super) fn ranges(&self, block: &str, lower: &str, triggers: u128) -> impl Iterator<Item = Range<usize>> {
        let may_match = triggers & self.trigger != 0 && self.re.needs().may_match(lower);
        let matches = may_match.then(|| self.re.regex().find_iter(block));
        matches.into_iter().flatten().map(|found| found.range())
    }
}

/// A pattern, compiled when it is first needed.
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Pattern {
    pub(super) pattern: String,
    pub(super) regex: OnceLock<Regex>,
    needs: OnceLock<Needs>,
}

impl From<String> for Pattern {
    /// Reads a pattern as the table writes it.
    fn from(pattern: String) -> Self {
        let mut in_class = false;
        let mut read = String::with_capacity(pattern.len());
        for letter in pattern.chars() {
            match letter {
                // Long patterns are written on several lines.
                '\n' => continue,
                '[' => in_class = true,
                ']' => in_class = false,
                _ => {}
            }
            match letter {
                ' ' if in_class => read.push_str(r"\s"),
                ' ' => read.push_str(r"\s+"),
                _ => read.push(letter),
            }
        }
        // Between ASCII words the boundaries of ASCII do, and with them a text in UTF-8 keeps the fast automaton.
        if read.chars().all(|letter| letter.is_ascii() || !letter.is_alphabetic()) {
            read = read.replace(r"\b", r"(?-u:\b)");
        }
        Self { pattern: read, regex: OnceLock::new(), needs: OnceLock::new() }
    }
}

impl Pattern {
    /// What a text must have for it to match.
    fn needs(&self) -> &Needs {
        self.needs.get_or_init(|| Needs::of(&self.pattern))
    }

    pub(super) fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            // To find the strings that a match begins with takes longer than to search the few texts that have a trigger.
            let mut builder = Regex::builder();
            builder.configure(Regex::config().auto_prefilter(false)).syntax(syntax::Config::new().case_insensitive(true));
            builder.build(&self.pattern).expect("the embedded patterns are valid: a test compiles them")
        })
    }
}

pub(super) static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let table = include_str!(concat!(env!("OUT_DIR"), "/disclosure-phrases.json"));
    let mut languages: Vec<Language> = serde_json::from_str(table).expect("the embedded table is valid: a test reads it");
    let mut trigger = LABEL;
    for language in &mut languages {
        let weak = language.weak.iter_mut().filter_map(|weak| weak.phrase.as_mut());
        for phrase in language.strong.iter_mut().chain(&mut language.amazon).chain(weak) {
            trigger <<= 1;
            phrase.trigger = trigger;
        }
    }
    languages
});
