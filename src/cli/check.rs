//! `copydesk check`.

use super::{CLEAN, FINDINGS, Failure, Outcome, TROUBLE, color_for, cwd, print_to, tell, tell_of_no_articles, terminal_width};
use crate::config::Pick;
use crate::engine::{Options, Run, Session};
use crate::finding::Severity;
use crate::generator::{self, date::Day};
use crate::report::{self, Format, View};
use crate::rules;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub struct Args {
    /// Files and folders to report on; the sites they belong to are always read whole [default: .]
    paths: Vec<PathBuf>,
    /// How the findings are written
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
    /// Write the report to a file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Run only these rules or categories, even those that are off
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules or categories out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The least severity that makes the exit code 1; with info, findings of severity info are shown too
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = ["error", "warning", "info", "never"])]
    fail_on: String,
    /// Take the sites as this generator's
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(generator::names()))]
    generator: Option<String>,
    /// The day on which the site is looked at, for pages of the future [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Count the findings by rule
    #[arg(long)]
    statistics: bool,
    /// No summary and no progress
    #[arg(long, short)]
    quiet: bool,
    /// Show every finding by itself, however many of a kind and however small
    #[arg(long)]
    all: bool,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Read every file afresh. Accepted for scripts: nothing is kept from one run to the next
    #[arg(long, hide = true)]
    no_cache: bool,
}

pub fn run(args: &Args) -> Outcome {
    let started = Instant::now();
    for name in args.select.iter().chain(&args.ignore) {
        if rules::named(name).next().is_none() {
            let near =
                rules::suggest(name).map_or_else(|| "`copydesk rules` lists them all".into(), |near| format!("did you mean `{near}`?"));
            return Err(Failure::Arguments(format!("`{name}` is no rule and no category; {near}")));
        }
    }
    if let Some(jobs) = args.jobs {
        // Only fails when a pool is there already, and this is the first.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    let options = Options {
        paths: args.paths.clone(),
        generator: args.generator.clone(),
        pick: Pick { select: args.select.clone(), ignore: args.ignore.clone() },
        as_of: args.as_of,
    };
    let session = Session::open(&cwd()?, &options)?;
    let run = watched(&session, !args.quiet, started);
    tell(&run.trouble);
    if run.articles == 0 && run.trouble.is_empty() && !args.quiet {
        tell_of_no_articles();
    }
    let stdout = io::stdout();
    let view = View {
        all: args.all || args.fail_on == "info",
        color: args.output.is_none() && color_for(&stdout),
        width: terminal_width().filter(|_| args.output.is_none()),
        statistics: args.statistics,
        quiet: args.quiet,
        took: started.elapsed(),
    };
    print_to(args.output.as_deref(), |out| report::write(args.format, &run, &view, out))?;
    let code = code(&run, &args.fail_on);
    // The process ends here, and its memory with it.
    std::mem::forget((session, run));
    Ok(code)
}

fn code(run: &Run, fail_on: &str) -> u8 {
    let least = Severity::ALL.into_iter().find(|severity| severity.name() == fail_on);
    match least {
        _ if !run.trouble.is_empty() => TROUBLE,
        Some(least) if run.findings.iter().any(|finding| finding.severity >= least) => FINDINGS,
        _ => CLEAN,
    }
}

/// Runs the check; after half a second a terminal is told how far it has come.
fn watched(session: &Session, show: bool, started: Instant) -> Run {
    let (total, done) = (session.article_count(), AtomicBool::new(false));
    if !show || !io::stderr().is_terminal() {
        return session.check();
    }
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut told = false;
            while !done.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(50));
                if started.elapsed() > Duration::from_millis(500) && !done.load(Ordering::Relaxed) {
                    eprint!("\rreading {} of {total} articles", session.progress.load(Ordering::Relaxed));
                    told = true;
                }
            }
            if told {
                eprint!("\r\x1b[2K");
            }
        });
        let run = session.check();
        done.store(true, Ordering::Relaxed);
        run
    })
}
