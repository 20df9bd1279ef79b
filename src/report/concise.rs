//! A line a finding, for editors and for hooks.

use super::{View, statistics, summary};
use crate::engine::Run;
use std::io::{self, Write};

/// `path:line:column: severity rule: message`, a line a finding.
pub fn write(run: &Run, view: &View, out: &mut dyn Write) -> io::Result<()> {
    for finding in &run.findings {
        let at = finding.at.start;
        writeln!(out, "{}:{}:{}: {} {}: {}", finding.file, at.line, at.column, finding.severity, finding.rule, finding.message)?;
    }
    if view.statistics {
        statistics(run, out)?;
    }
    if !view.quiet {
        summary(run, view, out)?;
    }
    Ok(())
}
