//! What copydesk has to say: a finding, its labels and its fixes.

use crate::text::{Place, Span};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advice.
    Info,
    /// A named authority says so.
    Warning,
    /// Broken or unlawful for certain.
    Error,
}

impl Severity {
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// One step below; `Info` has none.
    pub fn lesser(self) -> Severity {
        match self {
            Severity::Error => Severity::Warning,
            _ => Severity::Info,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How sure a rule is that what it found is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    Low,
    Medium,
    High,
}

impl Confidence {
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// The id of a rule: `category/name`.
pub type RuleId = &'static str;

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub file: Arc<str>,
    pub span: Span,
    pub message: String,
    pub at: At,
}

/// The span as places for a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    pub start: Place,
    pub end: Place,
}

/// Whether a fix can change what the article means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    Safe,
    Risky,
}

/// A way to mend a finding: byte edits in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub safety: Safety,
    pub edits: Vec<Edit>,
}

/// Puts `text` in the place of `span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// Something that is wrong, or could be better, at a place.
#[derive(Clone, Debug)]
pub struct Finding {
    pub file: Arc<str>,
    pub span: Span,
    /// Set when the finding is settled.
    pub at: At,
    pub rule: RuleId,
    pub message: String,
    pub severity: Severity,
    pub confidence: Confidence,
    pub related: Vec<Label>,
    pub help: Option<String>,
    pub fixes: Vec<Fix>,
    /// The finding weighs one step less than its rule.
    pub lesser: bool,
    /// What the finding is about when that is not the text of its span; for the fingerprint.
    pub subject: Option<String>,
    /// Findings of one rule with the same name here tell of one thing: a person reads of it once.
    pub cluster: Option<Arc<str>>,
    /// Stays the same while the article is edited elsewhere: made of the rule, the file, the subject and which of its like it is.
    pub fingerprint: u64,
}

impl Finding {
    pub fn new(file: Arc<str>, span: Span, rule: RuleId, message: String) -> Finding {
        Finding {
            file,
            span,
            at: At::default(),
            rule,
            message,
            severity: Severity::Warning,
            confidence: Confidence::High,
            related: Vec::new(),
            help: None,
            fixes: Vec::new(),
            lesser: false,
            subject: None,
            cluster: None,
            fingerprint: 0,
        }
    }

    /// The way out.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Finding {
        self.help = Some(help.into());
        self
    }

    /// Another place, in the same file.
    pub fn related(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let file = self.file.clone();
        self.related_in(file, span, message)
    }

    /// Another place, in any file.
    pub fn related_in(&mut self, file: Arc<str>, span: Span, message: impl Into<String>) -> &mut Finding {
        self.related.push(Label { file, span, message: message.into(), at: At::default() });
        self
    }

    /// The finding weighs one step less than its rule.
    pub fn lesser(&mut self) -> &mut Finding {
        self.lesser = true;
        self
    }

    pub fn confidence(&mut self, confidence: Confidence) -> &mut Finding {
        self.confidence = confidence;
        self
    }

    /// What the finding is about, where that is not the text of its span.
    pub fn subject(&mut self, subject: impl Into<String>) -> &mut Finding {
        self.subject = Some(subject.into());
        self
    }

    /// The name of what it tells of together with other findings: the path of the first article of a group.
    pub fn cluster(&mut self, name: Arc<str>) -> &mut Finding {
        self.cluster = Some(name);
        self
    }

    /// A mend that keeps the meaning.
    pub fn safe_fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Finding {
        self.fixes.push(Fix { title: title.into(), safety: Safety::Safe, edits });
        self
    }

    /// A mend that a person has to look at.
    pub fn risky_fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Finding {
        self.fixes.push(Fix { title: title.into(), safety: Safety::Risky, edits });
        self
    }
}

impl Edit {
    pub fn new(span: Span, text: impl Into<String>) -> Edit {
        Edit { span, text: text.into() }
    }
}

/// `1 article`, `2 articles`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// `1,234`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|chunk| std::str::from_utf8(chunk).ok()).collect();
    groups.join(",")
}

/// A text of an article for a message: on one line, and not without end.
pub fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &line[..end]),
        None => format!("`{line}`"),
    }
}
