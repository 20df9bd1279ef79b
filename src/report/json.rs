//! The stable contract: these structures are the format, apart from the ones inside.

use crate::engine::Run;
use crate::finding::{At, Finding};
use crate::text::Place;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

#[derive(Serialize)]
struct JsonFinding<'a> {
    path: &'a str,
    rule: &'a str,
    severity: &'static str,
    confidence: &'static str,
    message: &'a str,
    start: JsonPlace,
    end: JsonPlace,
    help: Option<&'a str>,
    related: Vec<JsonLabel<'a>>,
    fixes: Vec<JsonFix<'a>>,
    fingerprint: String,
}

/// Columns are code points from 1, bytes are from 0.
#[derive(Debug, Serialize)]
pub struct JsonPlace {
    pub line: u32,
    pub column: u32,
    pub byte: u32,
}

#[derive(Serialize)]
struct JsonLabel<'a> {
    path: &'a str,
    start: JsonPlace,
    end: JsonPlace,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safety: crate::finding::Safety,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonRun<'a> {
    articles: u32,
    findings: Vec<JsonFinding<'a>>,
    suppressed: usize,
    skipped: &'a crate::article::Skipped,
    trouble: Vec<JsonTrouble<'a>>,
}

#[derive(Serialize)]
struct JsonTrouble<'a> {
    path: &'a str,
    message: &'a str,
}

/// A place as the format has it.
pub fn place(place: Place) -> JsonPlace {
    JsonPlace { line: place.line, column: place.column, byte: place.byte }
}

fn finding(finding: &Finding) -> JsonFinding<'_> {
    let At { start, end } = finding.at;
    let label = |label: &'_ crate::finding::Label| (place(label.at.start), place(label.at.end));
    JsonFinding {
        path: &finding.file,
        rule: finding.rule,
        severity: finding.severity.name(),
        confidence: finding.confidence.name(),
        message: &finding.message,
        start: place(start),
        end: place(end),
        help: finding.help.as_deref(),
        related: finding
            .related
            .iter()
            .map(|related| {
                let (start, end) = label(related);
                JsonLabel { path: &related.file, start, end, message: &related.message }
            })
            .collect(),
        fixes: finding
            .fixes
            .iter()
            .map(|fix| JsonFix {
                title: &fix.title,
                safety: fix.safety,
                edits: fix.edits.iter().map(|edit| JsonEdit { start: edit.span.start, end: edit.span.end, text: &edit.text }).collect(),
            })
            .collect(),
        fingerprint: format!("{:016x}", finding.fingerprint),
    }
}

/// One value on one line.
pub fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(escaped(&serde_json::to_string(value)?).as_bytes())?;
    out.write_all(b"\n")
}

/// The JSON with the characters escaped at which many readers end a line, though JSON does not: U+0085, U+2028, U+2029.
fn escaped(json: &str) -> Cow<'_, str> {
    const ENDS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];
    let begins = |at: usize| ENDS.iter().any(|&end| json[at..].starts_with(end));
    // The first bytes of theirs.
    if !memchr::memchr2_iter(0xc2, 0xe2, json.as_bytes()).any(begins) {
        return Cow::Borrowed(json);
    }
    // They stand in strings only: outside of them JSON is ASCII.
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match ENDS.contains(&c) {
            true => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// One finding a line.
pub fn write_lines(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    for found in &run.findings {
        write_line(&finding(found), out)?;
    }
    Ok(())
}

/// One document for the whole run.
pub fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let document = JsonRun {
        articles: run.articles,
        findings: run.findings.iter().map(finding).collect(),
        suppressed: run.suppressed.len(),
        skipped: &run.skipped,
        trouble: run.trouble.iter().map(|trouble| JsonTrouble { path: &trouble.path, message: &trouble.message }).collect(),
    };
    write_document(&document, out)
}

/// One value, laid out for people as well.
pub fn write_document(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(escaped(&serde_json::to_string_pretty(value)?).as_bytes())?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_line_to_everybody() {
        let text = "a\u{85}b\u{2028}c\u{2029}d\ne";
        let mut out = Vec::new();
        write_line(&text, &mut out).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(line, "\"a\\u0085b\\u2028c\\u2029d\\ne\"\n");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
