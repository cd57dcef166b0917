//! `briefing build`.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::SiteArguments;
use super::terminal::{counted, is_site, say, tell};
use crate::diagnostics::Diagnostic;
use crate::output::{self, Written};
use crate::project::{Loaded, Project};
use crate::registry::EntityKind;
use crate::site::Site;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The folder to build into, which is replaced as a whole [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Threads to work with [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    jobs: Option<u16>,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Say nothing but problems
    #[arg(long, conflicts_with = "verbose")]
    quiet: bool,
    /// Tell the steps and their times
    #[arg(long)]
    verbose: bool,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if !is_site(&arguments.site.root) {
        return ExitCode::FAILURE;
    }
    let threads = usize::from(arguments.jobs.unwrap_or(0));
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| build(arguments)),
        Err(error) => {
            tell(&[Diagnostic::error("threads", format!("can't start threads: {error}"))]);
            ExitCode::FAILURE
        }
    }
}

fn build(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    let root = &arguments.site.root;
    let mut project = Project::new(root, arguments.site.options());
    let (loaded, program) = rayon::join(|| project.load(), output::program);
    tell(&loaded.diagnostics);
    if loaded.has_errors() || (arguments.strict && !loaded.diagnostics.is_empty()) {
        return ExitCode::FAILURE;
    }
    let loading = start.elapsed();
    let folder = arguments.output.clone().unwrap_or_else(|| root.join("public"));
    let progress = progress_bar(arguments.quiet);
    let from = program.map(|program| project.fingerprint(&loaded.snapshot) ^ program);
    let result = output::write(&loaded.snapshot, from, root, &folder, &|total| {
        progress.set_length(total as u64);
        progress.inc(1);
    });
    progress.finish_and_clear();
    match result {
        Err(problems) => {
            tell(&problems);
            ExitCode::FAILURE
        }
        Ok(written) => {
            if arguments.verbose {
                say(&format!("read and tagged in {}", seconds(loading)));
                say(&format!(
                    "rendered and written in {}",
                    seconds(start.elapsed().saturating_sub(loading))
                ));
            }
            if !arguments.quiet {
                say(&summary(&loaded, written, start.elapsed()));
            }
            leave(loaded, project)
        }
    }
}

/// The process ends here: taking a large site apart piece by piece would only cost time.
fn leave(loaded: Loaded, project: Project) -> ExitCode {
    std::mem::forget((loaded, project));
    ExitCode::SUCCESS
}

/// A bar on a terminal, for work that takes long enough to be seen.
fn progress_bar(quiet: bool) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if quiet || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} pages {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// `28 articles, 68 actors and 24 topics: 210 pages, 12 written and 198 unchanged, in 0.08 s`.
fn summary(loaded: &Loaded, written: Written, time: Duration) -> String {
    let site = &loaded.snapshot.site;
    format!(
        "{}, {} and {}: {}, {} written and {} unchanged, in {}",
        counted(site.article_count(), "article"),
        counted(actors(site), "actor"),
        counted(site.topics_with_pages().count(), "topic"),
        counted(written.written + written.unchanged, "page"),
        written.written,
        written.unchanged,
        seconds(time)
    )
}

fn actors(site: &Site) -> usize {
    let kinds = EntityKind::ALL.into_iter().filter(|kind| *kind != EntityKind::Place);
    kinds.map(|kind| site.entities_with_pages(kind).count()).sum()
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
