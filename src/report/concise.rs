//! A line a finding, for editors and for hooks.

use super::fold::folded;
use super::{View, statistics, summary};
use crate::engine::Run;
use std::io::{self, Write};

/// `path:line:column: severity rule: message`, a line a finding; findings of one cluster have one line.
pub fn write(run: &Run, view: &View, out: &mut dyn Write) -> io::Result<()> {
    for told in folded(run.findings.iter(), view.all) {
        let (finding, at) = (told.finding, told.finding.at.start);
        write!(out, "{}:{}:{}: {} {}: {}", finding.file, at.line, at.column, finding.severity, finding.rule, finding.message)?;
        match told.others() {
            Some(others) => writeln!(out, "; the same is said of {others}")?,
            None => writeln!(out)?,
        }
    }
    if view.statistics {
        statistics(run, out)?;
    }
    if !view.quiet {
        summary(run, view, out)?;
    }
    Ok(())
}
