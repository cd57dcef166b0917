//! `briefing publish`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::terminal::{counted, is_site, say, tell};
use crate::check::check;
use crate::config::BaseUrl;
use crate::diagnostics::{Diagnostic, count};
use crate::project::{Options, Project};
use crate::publish::{Settings, base_url, publish};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The remote to push to
    #[arg(long, value_name = "NAME", default_value = "origin")]
    remote: String,
    /// The branch that GitHub Pages shows
    #[arg(long, value_name = "NAME", default_value = "gh-pages")]
    branch: String,
    /// The message of the commit
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    /// Tell what would change, and push nothing
    #[arg(long)]
    dry_run: bool,
    /// Add a commit to the branch, instead of replacing it by a fresh one
    #[arg(long)]
    keep_history: bool,
    /// Replace a branch that no publish made
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if !is_site(&arguments.root) {
        return ExitCode::FAILURE;
    }
    match published(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            tell(&problems);
            ExitCode::FAILURE
        }
    }
}

fn published(arguments: &Arguments) -> Result<(), Vec<Diagnostic>> {
    let root = &arguments.root;
    let address = base_url(root, &arguments.remote).map_err(|problem| vec![problem])?;
    let mut loaded = Project::new(root, Options::default()).load();
    if loaded.snapshot.site.config().base_url == BaseUrl::default() && address.is_some() {
        loaded = Project::new(root, Options { base_url: address, ..Options::default() }).load();
    }
    let problems = check(root, &loaded);
    if count(&problems).0 > 0 {
        return Err(problems);
    }
    tell(&problems);
    let settings = Settings {
        remote: arguments.remote.clone(),
        branch: arguments.branch.clone(),
        message: arguments.message.clone(),
        dry_run: arguments.dry_run,
        keep_history: arguments.keep_history,
        yes: arguments.yes,
    };
    let changes = publish(root, &loaded.snapshot, &settings)?;
    let files = counted(changes.len(), "changed file");
    if changes.is_empty() {
        say("nothing changed, nothing pushed");
    } else if arguments.dry_run {
        changes.iter().for_each(|change| say(change));
        say(&format!("{files}, nothing pushed"));
    } else {
        say(&format!("{files} pushed to {} of {}", arguments.branch, arguments.remote));
    }
    Ok(())
}
