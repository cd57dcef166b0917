//! The only file that runs git. What git refuses comes back as it said it; `failure` puts it into words of ours.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::diagnostics::Diagnostic;

/// Variables that would point git to another repository than the one meant, as they do where a hook runs the program.
const MISLEADING: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_SHALLOW_FILE",
];

/// A repository, and how to run git in it.
#[derive(Clone, Debug)]
pub(super) struct Git {
    /// Where git runs.
    folder: PathBuf,
    /// The repository, where it is another one than that of the folder.
    repository: Option<PathBuf>,
    /// Settings for this run: key and value.
    settings: Vec<(String, String)>,
}

/// Why git did not do as it was told.
#[derive(Debug)]
pub(super) enum Failed {
    /// It can't be run.
    Missing(io::Error),
    /// It refused; what it printed, and what it said.
    Refused { output: String, said: String },
}

impl Git {
    /// The repository that a folder is in.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), repository: None, settings: Vec::new() }
    }

    /// Another repository, with remotes that are relative to the same folder.
    pub(super) fn with_repository(&self, repository: &Path) -> Self {
        Self { repository: Some(repository.to_owned()), ..self.clone() }
    }

    /// Adds settings.
    pub(super) fn with_settings(mut self, settings: Vec<(String, String)>) -> Self {
        self.settings.extend(settings);
        self
    }

    /// A git command, still to be run.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        for name in MISLEADING {
            command.env_remove(name);
        }
        if let Some(repository) = &self.repository {
            let mut option = OsString::from("--git-dir=");
            option.push(repository);
            command.arg(option);
        }
        // In the environment, and not among the arguments: those can be read by every user of the machine.
        let count = std::env::var_os("GIT_CONFIG_COUNT")
            .and_then(|count| count.to_str()?.parse::<usize>().ok())
            .unwrap_or(0);
        for (number, (key, value)) in self.settings.iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{}", count + number), key);
            command.env(format!("GIT_CONFIG_VALUE_{}", count + number), value);
        }
        command
            .env("GIT_CONFIG_COUNT", (count + self.settings.len()).to_string())
            // A question for a password would wait for ever in a workflow.
            .env("GIT_TERMINAL_PROMPT", "0")
            // A look at the user's repository must not refresh its index.
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("LC_ALL", "C")
            .current_dir(&self.folder)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// What a git command prints, without the last line break.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<String, Failed> {
        let output = self.command(arguments).output().map_err(Failed::Missing)?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
        if output.status.success() {
            return Ok(text(&output.stdout));
        }
        Err(Failed::Refused { output: text(&output.stdout), said: text(&output.stderr) })
    }

    /// Whether a git command succeeds.
    pub(super) fn agrees(&self, arguments: &[&str]) -> bool {
        self.run(arguments).is_ok()
    }
}

impl Failed {
    /// What git said.
    pub(super) fn said(&self) -> &str {
        match self {
            Self::Missing(_) => "",
            Self::Refused { said, .. } => said,
        }
    }

    /// The failure as a message, where nothing better is known than what git said.
    pub(super) fn told(self, what: &str) -> Diagnostic {
        match self {
            Self::Missing(error) => Diagnostic::error("no-git", format!("can't run git: {error}"))
                .hint("install git from https://git-scm.com, and see that it is on the PATH"),
            Self::Refused { said, .. } => {
                quoting(Diagnostic::error("git", format!("can't {what}")), &said)
            }
        }
    }
}

/// A message with the lines that git said.
pub(super) fn quoting(problem: Diagnostic, said: &str) -> Diagnostic {
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(problem, |problem, line| problem.hint(format!("git says: {line}")))
}
