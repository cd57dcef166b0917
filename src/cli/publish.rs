//! `briefing publish`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::terminal::{counted, is_site, say, tell};
use crate::check::check;
use crate::diagnostics::{Diagnostic, count};
use crate::project::{Options, Project};
use crate::publish::{Change, Kind, Limits, Prepared, Settings, base_url, prepare, size};
use crate::site::Route;

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
    /// Replace what no publish made, or what was published from commits that yours doesn't follow
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
    let default_base_url = base_url(root, &arguments.remote)?;
    let is_on_github = default_base_url.is_some();
    let loaded = Project::new(root, Options { default_base_url, ..Options::default() }).load();
    let mut problems = check(root, &loaded);
    if !is_on_github && !loaded.snapshot.site.config().has_address {
        problems.push(no_address(&arguments.remote));
    }
    if count(&problems).0 > 0 {
        return Err(problems);
    }
    let prepared = prepare(root, &loaded.snapshot, &settings(arguments))?;
    problems.extend(prepared.problems.iter().cloned());
    tell(&problems);
    if prepared.changes.is_empty() {
        say("nothing changed, nothing pushed");
        prepared.push()?;
        return Ok(());
    }
    if arguments.dry_run {
        for change in &prepared.changes {
            say(&line(change));
        }
        say(&format!("{}; nothing pushed", summary(&prepared)));
        return Ok(());
    }
    let (summary, is_first) = (summary(&prepared), prepared.is_first);
    prepared.push()?;
    say(&format!("{summary}; pushed to {} of {}", arguments.branch, arguments.remote));
    let address = loaded.snapshot.site.absolute_url(Route::Home);
    if let Some(address) = address.filter(|_| is_on_github) {
        if is_first {
            say(&format!(
                "to show it: on GitHub under Settings, Pages choose \"Deploy from a branch\" and {}",
                arguments.branch
            ));
        }
        say(&format!("in a minute or two it is at {address}"));
    }
    Ok(())
}

fn settings(arguments: &Arguments) -> Settings {
    Settings {
        remote: arguments.remote.clone(),
        branch: arguments.branch.clone(),
        message: arguments.message.clone(),
        dry_run: arguments.dry_run,
        keep_history: arguments.keep_history,
        yes: arguments.yes,
        limits: Limits::GITHUB,
    }
}

fn no_address(remote: &str) -> Diagnostic {
    let message =
        format!("{remote} is not on github.com, and does not tell where the site will be");
    Diagnostic::error("no-address", message)
        .hint("write it into site.yaml, such as `base_url: https://news.example.org/`")
}

/// `changed  articles/2024/lima/index.html (8.1 kB)`.
fn line(change: &Change) -> String {
    format!("{:8} {} ({})", change.kind.name(), change.path, size(change.bytes))
}

/// `2 pages and 1 other file added (12.2 kB), 3 pages changed (24.1 kB); the site has 2.1 MB`.
fn summary(prepared: &Prepared) -> String {
    let parts = Kind::ALL.into_iter().filter_map(|kind| {
        let changes = || prepared.changes.iter().filter(|change| change.kind == kind);
        let pages = changes().filter(|change| change.is_page()).count();
        let files = changes().count() - pages;
        let what = match (pages, files) {
            (0, 0) => return None,
            (pages, 0) => counted(pages, "page"),
            (0, files) => counted(files, "file"),
            (pages, files) => {
                format!("{} and {}", counted(pages, "page"), counted(files, "other file"))
            }
        };
        let bytes = changes().map(|change| change.bytes).sum();
        Some(format!("{what} {} ({})", kind.name(), size(bytes)))
    });
    let parts: Vec<String> = parts.collect();
    format!("{}; the site has {}", parts.join(", "), size(prepared.bytes))
}
