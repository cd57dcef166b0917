//! `briefing check`: what is wrong with a site, without building it.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::SiteArguments;
use super::terminal::{is_site, tell};
use crate::check::check;
use crate::diagnostics::{Diagnostic, count, github, json};
use crate::project::Project;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Ask the links to other sites too; answers are kept for a day
    #[cfg(feature = "external-links")]
    #[arg(long)]
    external: bool,
    /// How to tell the problems
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people: each problem with its line
    Text,
    /// For programs: one JSON object a problem
    Json,
    /// For workflows of GitHub: shown beside the lines of a pull request
    Github,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let root = &arguments.site.root;
    if !is_site(root) {
        return ExitCode::FAILURE;
    }
    let loaded = Project::new(root, arguments.site.options()).load();
    #[cfg_attr(not(feature = "external-links"), expect(unused_mut))]
    let mut problems = check(root, &loaded);
    #[cfg(feature = "external-links")]
    if arguments.external {
        let now = crate::project::now();
        problems.extend(crate::check::remote_links(&loaded.snapshot.site, now));
        crate::diagnostics::sort(&mut problems);
    }
    print(arguments, &problems);
    let (errors, warnings) = count(&problems);
    let failed = errors > 0 || (arguments.strict && warnings > 0);
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn print(arguments: &Arguments, problems: &[Diagnostic]) {
    let text = match arguments.format {
        Format::Text => {
            tell(problems);
            if count(problems) != (0, 0) {
                return;
            }
            "no problems\n".to_owned()
        }
        Format::Json => json(problems),
        Format::Github => github(problems, &folder_in_workflow(&arguments.site.root)),
    };
    // Where standard output is closed nobody listens.
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// The site's folder as seen from the current one, where a workflow has its repository; empty where they are the same.
fn folder_in_workflow(root: &Path) -> String {
    let below = || {
        let here = std::env::current_dir().ok()?.canonicalize().ok()?;
        root.canonicalize().ok()?.strip_prefix(here).ok().map(Path::to_owned)
    };
    let folder = below().unwrap_or_else(|| root.to_owned());
    folder.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
