//! The program: [`copydesk::cli`] does it all.

use std::process::ExitCode;

fn main() -> ExitCode {
    copydesk::cli::run()
}
