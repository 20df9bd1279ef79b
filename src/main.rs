//! The program: [`copydesk::cli`] does it all.

use std::process::ExitCode;

/// Articles are many small strings on several threads: a sixth of a run's time was the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    copydesk::cli::run()
}
