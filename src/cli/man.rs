//! `briefing man`: the manual page.

use std::io;
use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use super::terminal::{print, tell};
use crate::diagnostics::Diagnostic;

pub(super) fn run() -> ExitCode {
    match page() {
        Ok(page) => {
            print(page.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            tell(&[Diagnostic::error("man", format!("can't make the manual page: {error}"))]);
            ExitCode::FAILURE
        }
    }
}

/// One page for the whole program: a section for each command, where the generator would make a page for each.
fn page() -> io::Result<String> {
    let mut program = super::Arguments::command().disable_help_subcommand(true);
    program.build();
    let manual = Man::new(program.clone());
    let mut page = rendered(|buffer| {
        manual.render_title(buffer)?;
        manual.render_name_section(buffer)?;
        manual.render_synopsis_section(buffer)?;
        manual.render_description_section(buffer)
    })?;
    for command in program.get_subcommands() {
        page.push_str(&section(command)?);
    }
    page.push_str(&rendered(|buffer| manual.render_version_section(buffer))?);
    Ok(page)
}

/// A command as a section, its own sections one level down.
fn section(command: &Command) -> io::Result<String> {
    let manual = Man::new(command.clone());
    let parts = rendered(|buffer| {
        manual.render_synopsis_section(buffer)?;
        manual.render_description_section(buffer)?;
        manual.render_options_section(buffer)
    })?;
    let heading = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
    let mut section = format!(".SH \"{heading}\"\n");
    for line in parts.lines() {
        match line.strip_prefix(".SH ") {
            Some(title) => section.extend([".SS ", title]),
            None => section.push_str(line),
        }
        section.push('\n');
    }
    Ok(section)
}

fn rendered(write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> io::Result<String> {
    let mut buffer = Vec::new();
    write(&mut buffer)?;
    Ok(String::from_utf8_lossy(&buffer).into_owned())
}
