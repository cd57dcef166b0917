//! The only module that runs git, and turns its failures into messages of ours.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::diagnostics::Diagnostic;

/// A repository of the user, whose working tree, index and HEAD are left alone.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
}

impl Git {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// What a git command prints, without the last line break.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<String, Diagnostic> {
        self.feed(arguments, Vec::new())
    }

    /// The same, with `input` on standard input.
    pub(super) fn feed(&self, arguments: &[&str], input: Vec<u8>) -> Result<String, Diagnostic> {
        let mut child = Command::new("git")
            .arg("-C")
            .arg(&self.folder)
            .args(arguments)
            // A question for a password would wait for ever in a workflow.
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                Diagnostic::error("no-git", format!("can't run git: {error}"))
                    .hint("install git, and see that it is on the PATH")
            })?;
        let stdin = child.stdin.take();
        let writer = std::thread::spawn(move || {
            // Where git ended early, its own message says why.
            stdin.map(|mut stdin| stdin.write_all(&input))
        });
        let output = child
            .wait_with_output()
            .map_err(|error| Diagnostic::error("git", format!("can't wait for git: {error}")))?;
        drop(writer.join());
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
        }
        Err(failure(arguments, String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// What went wrong, by the words that git uses for it.
fn failure(arguments: &[&str], said: &str) -> Diagnostic {
    let about = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let command = arguments.first().copied().unwrap_or_default();
    let (id, hint) = if about(&["not a git repository"]) {
        ("no-repository", "run `git init`, and add a remote with `git remote add origin URL`")
    } else if about(&["could not read Username", "Authentication failed", "Permission denied"]) {
        ("no-credentials", "sign in with `gh auth login`, or set up an ssh key for the remote")
    } else if about(&["stale info", "fetch first", "non-fast-forward"]) {
        ("diverged", "someone else published meanwhile: look at the branch, then publish again")
    } else if about(&["rejected"]) {
        ("rejected", "the remote refuses the push: look at its rules for the branch")
    } else if about(&["No such remote", "does not appear to be a git", "Could not resolve host"]) {
        ("no-remote", "look at `git remote -v`, or name another remote with --remote")
    } else {
        ("git", "nothing was published")
    };
    Diagnostic::error(id, format!("git {command} failed: {said}")).hint(hint)
}
