//! `briefing serve`.

use std::io::Write as _;
use std::net::IpAddr;
use std::process::ExitCode;

use clap::Args;

use super::SiteArguments;
use super::terminal::{is_site, say, tell};
use crate::diagnostics::Diagnostic;
use crate::project::Project;
use crate::serve::{Options, serve};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,
    /// The port to listen on; 0 takes any free one [default: 8000, or the next free one]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if !is_site(&arguments.site.root) {
        return ExitCode::FAILURE;
    }
    // The watcher tells whole paths.
    let root = arguments.site.root.canonicalize().unwrap_or_else(|_| arguments.site.root.clone());
    let project = Project::new(&root, arguments.site.options());
    let options = Options { host: arguments.host, port: arguments.port };
    let started = |url: &str| announce(url, arguments);
    match serve(project, options, started, |loaded| tell(&loaded.diagnostics)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&[Diagnostic::error(
                "serve",
                format!("can't serve on {}: {error}", arguments.host),
            )
            .hint("choose another port with --port")]);
            ExitCode::FAILURE
        }
    }
}

/// Prints the URL on a line of its own, for people and for scripts.
fn announce(url: &str, arguments: &Arguments) {
    say(url);
    // Below: where standard error is closed nobody listens.
    if !arguments.host.is_loopback() {
        let _ = writeln!(
            anstream::stderr(),
            "Everyone who can reach {} can read the site.",
            arguments.host
        );
    }
    if arguments.open
        && let Err(error) = open::that_detached(url)
    {
        let _ = writeln!(anstream::stderr(), "can't open the browser: {error}");
    }
}
