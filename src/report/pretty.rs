//! For a person at a terminal: the text at fault with the finding under it, the worst article last, next to the prompt.

use super::fold::{Told, folded, note_folded};
use super::{View, statistics, summary};
use crate::config::ConfigError;
use crate::engine::Run;
use crate::finding::{Finding, Severity, counted};
use crate::text::{Lines, Source, Span};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

/// Findings of one rule in one article that are shown in full.
const SHOWN: usize = 3;
/// Labels that are drawn into one piece of text.
const LABELS: usize = 4;

pub fn write(run: &Run, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<&Finding> = run.findings.iter().filter(|finding| view.all || finding.severity > Severity::Info).collect();
    let told = folded(&findings, &run.folders, view.all);
    let folded_count = findings.len() - told.len();
    // What nearly all articles have comes last: there one change mends the most.
    let (mut common, rest): (Vec<Told<'_>>, Vec<Told<'_>>) = told.into_iter().partition(Told::is_common);
    common.sort_by_key(|told| told.finding.severity);
    let mut articles: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
    for told in rest {
        articles.entry(&told.finding.file).or_default().push(told);
    }
    let weight = |findings: &[Told<'_>]| {
        let of = |severity| findings.iter().filter(|told| told.finding.severity == severity).count();
        (of(Severity::Error), of(Severity::Warning), of(Severity::Info))
    };
    let mut articles: Vec<_> = articles.into_iter().collect();
    articles.sort_by_key(|(path, findings)| (weight(findings), std::cmp::Reverse(*path)));
    let handler = handler(view);
    let common = common.into_iter().map(|told| (&*told.finding.file, vec![told]));
    for (path, findings) in articles.into_iter().chain(common) {
        // As the rules saw it: every byte where it stands in the file.
        let text = std::fs::read(path).map(|bytes| Source::new(path.into(), bytes).text).unwrap_or_default();
        write_article(path, text, &findings, &handler, view, out)?;
    }
    if view.statistics {
        statistics(run, out)?;
    }
    if !view.quiet {
        summary(run, view, out)?;
        note_folded(folded_count, out)?;
        let small = super::count(&run.findings, Severity::Info);
        if !view.all && small > 0 {
            writeln!(out, "{} of severity info not shown; see them with --all", counted(small, "finding"))?;
        }
    }
    Ok(())
}

fn handler(view: &View) -> GraphicalReportHandler {
    let theme = if view.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme).with_links(false).with_context_lines(0).with_width(view.width.unwrap_or(100).clamp(40, 160))
}

fn write_article(
    path: &str,
    text: String,
    findings: &[Told<'_>],
    handler: &GraphicalReportHandler,
    view: &View,
    out: &mut dyn Write,
) -> io::Result<()> {
    let file = File { name: path.to_string(), lines: Lines::new(&text), text };
    let mut seen: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let mut page = String::new();
    for told in findings {
        let finding = told.finding;
        let lines = seen.entry(finding.rule).or_default();
        lines.push(finding.at.start.line);
        if view.all || lines.len() <= SHOWN {
            let shown = Shown::new(finding, &file);
            // The report is written to a string, which takes everything.
            let _ = handler.render_report(&mut page, &shown);
            if let Some(others) = told.others() {
                page += &format!("  {}: {others}\n", finding.rule);
            }
        }
    }
    for (rule, lines) in seen.iter().filter(|(_, lines)| !view.all && lines.len() > SHOWN) {
        let rest: Vec<String> = lines[SHOWN..].iter().map(u32::to_string).collect();
        let what = if rest.len() == 1 { "line" } else { "lines" };
        page += &format!("  and {} more of {rule} in {path} on {what} {}\n", rest.len(), rest.join(", "));
    }
    out.write_all(page.as_bytes())?;
    writeln!(out)
}

/// A configuration that cannot be used, as a report.
pub fn error(error: &ConfigError, color: bool) -> String {
    let file = File { name: error.path.display().to_string(), lines: Lines::new(&error.text), text: error.text.clone() };
    let shown = Shown {
        file: &file,
        severity: miette::Severity::Error,
        code: None,
        message: error.message.clone(),
        help: error.help.clone(),
        labels: vec![LabeledSpan::new_primary_with_span(None, source_span(error.span))],
    };
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let mut report = String::new();
    let _ = GraphicalReportHandler::new_themed(theme).with_links(false).with_context_lines(0).render_report(&mut report, &shown);
    report
}

/// A text whose lines are known: miette's own sources count them from the start of the file for every finding.
#[derive(Debug)]
struct File {
    name: String,
    text: String,
    lines: Lines,
}

/// Longer lines are shown in part, around what is wrong. In bytes.
const LONGEST_LINE: usize = 400;

impl SourceCode for File {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (from, to) = (span.offset(), span.offset() + span.len());
        if to > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let first = self.lines.line(&self.text, from as u32).saturating_sub(before as u32).max(1);
        let last = (self.lines.line(&self.text, to.saturating_sub(usize::from(to > from)) as u32) + after as u32).min(self.lines.count());
        let mut start = self.lines.start(&self.text, first) as usize;
        let end_of_last = if last < self.lines.count() { self.lines.start(&self.text, last + 1) as usize } else { self.text.len() };
        let mut end = start + self.text[start..end_of_last].trim_end_matches(['\r', '\n']).len();
        end = end.max(to);
        if first == last && end - start > LONGEST_LINE {
            start = floor(&self.text, from.saturating_sub(LONGEST_LINE / 3).max(start));
            end = floor(&self.text, (start + LONGEST_LINE).max(to).min(end));
        }
        let column = self.lines.place(&self.text, from as u32).column as usize - 1;
        let contents = &self.text.as_bytes()[start..end];
        let span = SourceSpan::new(start.into(), end - start);
        // The header shows line and column of the finding, not of the stretch.
        let shown_column = if before == 0 && after == 0 { column } else { 0 };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            contents,
            span,
            first as usize - 1,
            shown_column,
            (last - first + 1) as usize,
        )))
    }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A finding as miette draws it.
#[derive(Debug)]
struct Shown<'a> {
    file: &'a File,
    severity: miette::Severity,
    code: Option<&'a str>,
    message: String,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
}

impl<'a> Shown<'a> {
    fn new(finding: &'a Finding, file: &'a File) -> Shown<'a> {
        let near = |line: u32| line.abs_diff(finding.at.start.line) <= 12;
        let mut labels = vec![LabeledSpan::new_primary_with_span(None, source_span(finding.span))];
        let mut others = Vec::new();
        for label in &finding.related {
            if label.file == finding.file && labels.len() < LABELS && near(label.at.start.line) && !label.span.is_empty() {
                labels.push(LabeledSpan::new_with_span(Some(label.message.clone()), source_span(label.span)));
            } else {
                others.push(label);
            }
        }
        let mut help = finding.help.clone().unwrap_or_default();
        for label in others.iter().take(SHOWN) {
            let at = label.at.start;
            help += &format!("{}{}:{}:{} {}", if help.is_empty() { "" } else { "\n" }, label.file, at.line, at.column, label.message);
        }
        if others.len() > SHOWN {
            help += &format!("\nand at {} more", counted(others.len() - SHOWN, "place"));
        }
        Shown {
            file,
            severity: match finding.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Info => miette::Severity::Advice,
            },
            code: Some(finding.rule),
            message: finding.message.clone(),
            help: (!help.is_empty()).then_some(help),
            labels,
        }
    }
}

fn source_span(span: Span) -> SourceSpan {
    SourceSpan::new((span.start as usize).into(), span.len())
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.code.map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.file.text.is_empty()).then_some(self.file as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
