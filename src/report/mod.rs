//! What a run has found, for people and for machines. One file a format.

mod concise;
mod fold;
pub mod inventory;
mod json;
mod pretty;

use crate::engine::Run;
use crate::finding::{Finding, Severity, counted};
use std::io::{self, Write};
use std::time::Duration;

pub use json::{place as json_place, write_line as write_json_line};
pub use pretty::error as pretty_error;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the text at fault, for a person
    Pretty,
    /// A line a finding
    Concise,
    /// One JSON document
    Json,
    /// A JSON object a line; a stable contract
    Jsonl,
}

/// How a report is to be written.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Every finding, however many and however small.
    pub all: bool,
    pub color: bool,
    /// Columns of the terminal, if it is one.
    pub width: Option<usize>,
    pub statistics: bool,
    /// No summary.
    pub quiet: bool,
    pub took: Duration,
}

/// Writes the report of a run.
///
/// # Errors
/// When the output takes no more.
pub fn write(format: Format, run: &Run, view: &View, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Pretty => pretty::write(run, view, out),
        Format::Concise => concise::write(run, view, out),
        Format::Json => json::write(run, out),
        Format::Jsonl => json::write_lines(run, out),
    }
}

/// How many findings there are of each severity.
pub fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}

/// The closing lines: what was read, what was found, what was passed over.
fn summary(run: &Run, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let sites = match run.generators.as_slice() {
        [generator] => format!(" ({generator})"),
        sites => format!(" in {}", counted(sites.len(), "site")),
    };
    let count = |severity| count(&run.findings, severity);
    let mut line = format!("{}{sites}: ", counted(run.articles as usize, "article"));
    line += &match run.findings.is_empty() {
        true => "nothing to report".to_string(),
        false => {
            let info = format!("{} info", count(Severity::Info));
            [counted(count(Severity::Error), "error"), counted(count(Severity::Warning), "warning"), info].join(", ")
        }
    };
    writeln!(out, "{line}. {:.2} s", view.took.as_secs_f64())?;
    let mut notes = Vec::new();
    if !run.suppressed.is_empty() {
        notes.push(format!("{} suppressed", counted(run.suppressed.len(), "finding")));
    }
    if !run.skipped.is_empty() {
        let skipped: Vec<String> = run.skipped.iter().map(|(what, count)| counted(*count as usize, &format!("{what} tag"))).collect();
        notes.push(format!("not read, as templates fill them in: {}", skipped.join(", ")));
    }
    for note in notes {
        writeln!(out, "{note}")?;
    }
    Ok(())
}

/// Findings by rule, most first, with their number in a hundred articles.
fn statistics(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: Vec<(&str, Severity, usize)> = Vec::new();
    for finding in &run.findings {
        match counts.iter_mut().find(|(rule, ..)| *rule == finding.rule) {
            Some((_, severity, count)) => {
                *severity = (*severity).max(finding.severity);
                *count += 1;
            }
            None => counts.push((finding.rule, finding.severity, 1)),
        }
    }
    counts.sort_by_key(|(rule, _, count)| (std::cmp::Reverse(*count), *rule));
    writeln!(out, "{:>8}  {:>16}  {:<8}  rule", "findings", "per 100 articles", "severity")?;
    for (rule, severity, count) in counts {
        let share = count as f64 * 100.0 / f64::from(run.articles.max(1));
        writeln!(out, "{count:>8}  {share:>16.1}  {severity:<8}  {rule}")?;
    }
    Ok(())
}
