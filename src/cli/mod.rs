//! The command line. One file a subcommand.

mod affiliates;
mod check;
mod config;
mod explain;
mod inspect;
mod rules;

use clap::{Parser, Subcommand};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Exit codes: clean, findings, trouble.
const CLEAN: u8 = 0;
const FINDINGS: u8 = 1;
const TROUBLE: u8 = 2;

/// Reads a repository of articles, each against the whole site, and says what is wrong, at the byte.
#[derive(Parser)]
#[command(name = "copydesk", version, max_term_width = 100, args_conflicts_with_subcommands = true)]
#[command(after_help = "Exit codes: 0 no finding at or above --fail-on, 1 findings, 2 something could not be done.\n\
    Without a command, `check` is meant: `copydesk` alone checks the site you stand in.")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::Args,
}

#[derive(Subcommand)]
enum Command {
    /// Check articles (the default)
    Check(check::Args),
    /// Show what copydesk believes about articles: generator, URL, anchors, links and where they lead
    Inspect(inspect::Args),
    /// List the paid links: which, whose, and whether readers are told of them
    Affiliates(affiliates::Args),
    /// Explain a rule: what, why, examples, options
    Explain(explain::Args),
    /// List all rules
    Rules(rules::Args),
    /// Show which configuration holds for a path, and what every rule is set to
    Config(config::Args),
    /// Print the JSON Schema of copydesk.yml
    Schema,
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        None => check::run(&cli.check),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Inspect(args)) => inspect::run(&args),
        Some(Command::Affiliates(args)) => affiliates::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Rules(args)) => rules::run(&args),
        Some(Command::Config(args)) => config::run(&args),
        Some(Command::Schema) => print(|out| {
            serde_json::to_writer_pretty(&mut *out, &crate::config::schema())?;
            writeln!(out)
        })
        .map(|()| CLEAN),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        // Whoever reads has had enough (`copydesk | head`).
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(CLEAN),
        Err(failure) => {
            failure.tell();
            ExitCode::from(TROUBLE)
        }
    }
}

/// Why nothing, or not all, could be done.
enum Failure {
    Config(Box<crate::config::ConfigError>),
    Output(io::Error),
    Arguments(String),
}

impl Failure {
    fn tell(&self) {
        match self {
            Failure::Config(error) => eprint!("{}", crate::report::pretty_error(error, color_for(&io::stderr()))),
            Failure::Output(error) => eprintln!("copydesk: the report cannot be written: {error}"),
            Failure::Arguments(message) => eprintln!("copydesk: {message}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl From<Box<crate::config::ConfigError>> for Failure {
    fn from(error: Box<crate::config::ConfigError>) -> Failure {
        Failure::Config(error)
    }
}

type Outcome = Result<u8, Failure>;

/// Whether this stream takes colours (<https://no-color.org>).
fn color_for(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes to the standard output through a buffer.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    write(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Writes to a file, or to the standard output where none is named.
fn print_to(file: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let Some(path) = file else { return print(write) };
    let file = File::create(path).map_err(|error| Failure::Arguments(format!("{} cannot be written: {error}", path.display())))?;
    let mut out = io::BufWriter::new(file);
    write(&mut out)?;
    out.flush()?;
    Ok(())
}

/// The columns of the terminal, if the standard output is one.
fn terminal_width() -> Option<usize> {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    let asked = || terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| columns.into());
    io::stdout().is_terminal().then(|| told().or_else(asked)).flatten()
}

/// The working directory.
fn cwd() -> Result<std::path::PathBuf, Failure> {
    std::env::current_dir().map_err(|error| Failure::Arguments(format!("the working directory cannot be read: {error}")))
}

fn tell_of_no_articles() {
    eprintln!("copydesk: no articles were found; name a folder that has some, or a generator with --generator");
}

/// Tells of what could not be looked at.
fn tell(trouble: &[crate::files::Trouble]) {
    for problem in trouble {
        eprintln!("copydesk: {}: {}", problem.path, problem.message);
    }
}
