//! A line a finding, for editors and for hooks.

use super::fold::{folded, note_folded};
use super::{View, statistics, summary};
use crate::engine::Run;
use crate::finding::Finding;
use std::io::{self, Write};

/// `path:line:column: severity rule: message`, a line a finding; what is said of many articles at once has one line.
pub fn write(run: &Run, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<&Finding> = run.findings.iter().collect();
    let told = folded(&findings, &run.folders, view.all);
    for told in &told {
        let (finding, at) = (told.finding, told.finding.at.start);
        write!(out, "{}:{}:{}: {} {}: {}", finding.file, at.line, at.column, finding.severity, finding.rule, finding.message)?;
        match told.others() {
            Some(others) => writeln!(out, "; {others}")?,
            None => writeln!(out)?,
        }
    }
    if view.statistics {
        statistics(run, out)?;
    }
    if !view.quiet {
        summary(run, view, out)?;
        note_folded(findings.len() - told.len(), out)?;
    }
    Ok(())
}
