//! `briefing completions`: what a shell needs to complete the arguments.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::{Shell, generate};

use super::terminal::print;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell that will read them
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    // Into memory first: the generator panics where standard output is closed.
    let mut script = Vec::new();
    generate(arguments.shell, &mut super::Arguments::command(), "briefing", &mut script);
    print(&script);
    ExitCode::SUCCESS
}
