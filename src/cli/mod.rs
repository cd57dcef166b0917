//! The command line: arguments to options, one file for each command. Clap's types stay here.
//!
//! May import everything.

mod actors;
mod build;
mod check;
mod completions;
mod create;
mod import;
mod init;
mod man;
mod new;
mod publish;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod tag;
mod terminal;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::config::BaseUrl;
use crate::project::Options;

/// Turns a folder of Markdown briefings into a linked site of articles, people, organisations, countries and topics.
#[derive(Debug, Parser)]
#[command(name = "briefing", version, max_term_width = 100, args_override_self = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small complete site to start from
    Init(init::Arguments),
    /// Write a file for a new article, actor, place, topic or page
    New(new::Arguments),
    /// Build the site into public/
    Build(build::Arguments),
    /// Tell what is wrong with the site, without building it
    Check(check::Arguments),
    /// Push the site to GitHub Pages
    Publish(publish::Arguments),
    /// Preview the site in the browser
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    /// Show what is recognised in each article, and why
    Tag(tag::Arguments),
    /// Register whom the articles name
    Actors(actors::Arguments),
    /// Bring other programs' data into the registry
    Import(import::Arguments),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(schema::Arguments),
    /// Print completions for a shell
    Completions(completions::Arguments),
    /// Print the manual page
    Man,
}

/// Which articles are published, and for which address.
#[derive(Debug, Args)]
struct SiteArguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the site will be published, instead of the `base_url` of site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// Publish drafts too
    #[arg(long)]
    drafts: bool,
    /// Publish articles with a future date too
    #[arg(long)]
    future: bool,
    /// The day that counts as today, such as 2024-11-14
    #[arg(long, value_name = "DATE")]
    now: Option<Date>,
}

impl SiteArguments {
    fn options(&self) -> Options {
        Options {
            drafts: self.drafts,
            future: self.future,
            today: self.now,
            base_url: self.base_url.clone(),
            default_base_url: None,
        }
    }
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).ok_or_else(|| "write it as https://owner.github.io/repo/".to_owned())
}

/// Runs the program. Success is 0, errors in the site are 1, errors in the arguments 2.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Tag(arguments) => tag::run(&arguments),
        Command::Actors(arguments) => actors::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man => man::run(),
    }
}
