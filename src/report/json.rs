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
    push_line(value, &mut Vec::new(), out)
}

/// The same, put together in the room of the line before.
fn push_line(value: &impl Serialize, line: &mut Vec<u8>, out: &mut dyn Write) -> io::Result<()> {
    line.clear();
    serde_json::to_writer(&mut *line, value)?;
    line.push(b'\n');
    out.write_all(&escaped(line))
}

/// The JSON with the characters escaped at which many readers end a line, though JSON does not: U+0085, U+2028, U+2029.
fn escaped(json: &[u8]) -> Cow<'_, [u8]> {
    let (mut escaped, mut done) = (Vec::new(), 0);
    // The first bytes of theirs. They stand in strings only: outside of them JSON is ASCII.
    for at in memchr::memchr2_iter(0xc2, 0xe2, json) {
        let (escape, length): (&[u8], _) = match &json[at..] {
            [0xc2, 0x85, ..] => (br"\u0085", 2),
            [0xe2, 0x80, 0xa8, ..] => (br"\u2028", 3),
            [0xe2, 0x80, 0xa9, ..] => (br"\u2029", 3),
            _ => continue,
        };
        escaped.extend_from_slice(&json[done..at]);
        escaped.extend_from_slice(escape);
        done = at + length;
    }
    if done == 0 {
        return Cow::Borrowed(json);
    }
    escaped.extend_from_slice(&json[done..]);
    Cow::Owned(escaped)
}

/// One finding a line.
pub fn write_lines(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::new();
    for found in &run.findings {
        push_line(&finding(found), &mut line, out)?;
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
    out.write_all(&escaped(&serde_json::to_vec_pretty(value)?))?;
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
