//! Talking to the remote: what it has, and the push; and what to do where it doesn't answer, or says no.

use super::git::{Failed, Git, quoting};
use super::store::Store;
use crate::diagnostics::Diagnostic;

/// Words of git, ssh and curl for a remote that wants to know who asks.
const CREDENTIALS: [&str; 8] = [
    "could not read Username",
    "could not read Password",
    "terminal prompts disabled",
    "Authentication failed",
    "Permission denied",
    "Permission to",
    "error: 401",
    "error: 403",
];

/// Words of git, ssh and curl for a remote that isn't there.
const GONE: [&str; 13] = [
    "does not appear to be a git repository",
    "epository not found",
    "' not found",
    "does not exist",
    "Could not resolve host",
    "Could not connect",
    "Failed to connect",
    "Connection refused",
    "timed out",
    "Network is unreachable",
    "hung up unexpectedly",
    "early EOF",
    "unable to access",
];

/// A branch of a remote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'a> {
    /// The remote's name, for messages.
    pub(super) remote: &'a str,
    pub(super) address: &'a str,
    /// `refs/heads/gh-pages`.
    pub(super) branch: &'a str,
}

impl Target<'_> {
    /// The commit that the branch is at, if there is one.
    pub(super) fn commit(&self, git: &Git) -> Result<Option<String>, Diagnostic> {
        let listed = git
            .run(&["ls-remote", "--refs", self.address, self.branch])
            .map_err(|failed| self.unreached(failed))?;
        let line = listed.lines().find(|line| line.ends_with(&format!("\t{}", self.branch)));
        Ok(line.and_then(|line| line.split_whitespace().next()).map(str::to_owned))
    }

    /// Lets the branch be at a commit of the store, if it still is at `old`: what someone else pushed meanwhile is not lost.
    pub(super) fn push(
        &self,
        store: &Store,
        commit: &str,
        old: Option<&str>,
    ) -> Result<(), Diagnostic> {
        let lease = format!("--force-with-lease={}:{}", self.branch, old.unwrap_or_default());
        let refspec = format!("{commit}:{}", self.branch);
        let push = ["push", "--porcelain", "--no-verify", "--no-follow-tags", &lease];
        let pushed = store.git.run(&[&push[..], &[self.address, &refspec]].concat());
        pushed.map(drop).map_err(|failed| self.refused(failed))
    }

    /// Why the remote did not take a push.
    fn refused(&self, failed: Failed) -> Diagnostic {
        let Failed::Refused { output, said } = &failed else { return self.unreached(failed) };
        // `!`, the branches and the reason, between tabs: the form for programs.
        let reason = output.lines().find_map(|line| line.strip_prefix("!\t")?.split('\t').nth(1));
        let Some(reason) = reason else { return self.unreached(failed) };
        let branch = self.branch.trim_start_matches("refs/heads/");
        let is_moved = ["stale info", "fetch first", "cannot lock ref", "reference already exists"];
        if is_moved.iter().any(|words| reason.contains(words)) {
            let message = format!("{branch} of {} was changed while this publish ran", self.remote);
            return Diagnostic::error("diverged", message)
                .hint("nothing was pushed: look who else publishes, and publish again");
        }
        let why = reason.split_once('(').map_or(reason, |(_, why)| why.trim_end_matches(')'));
        let message = format!("{} refuses the push to {branch}: {why}", self.remote);
        let mut problem = Diagnostic::error("rejected", message)
            .hint("the site that is published stays as it was");
        if why.contains("non-fast-forward") {
            problem = problem.hint("the remote wants commits added: use --keep-history");
        }
        let remote_lines = said.lines().filter_map(|line| line.strip_prefix("remote:"));
        let lines = remote_lines.map(str::trim).filter(|line| !line.is_empty());
        lines.fold(problem, |problem, line| problem.hint(format!("the remote says: {line}")))
    }

    /// Why the remote does not answer as it should.
    pub(super) fn unreached(&self, failed: Failed) -> Diagnostic {
        let said = failed.said().to_owned();
        let remote = self.remote;
        let about = |words: &[&str]| words.iter().any(|word| said.contains(word));
        let problem = if matches!(failed, Failed::Missing(_)) {
            return failed.told("run");
        } else if about(&CREDENTIALS) {
            Diagnostic::error("no-credentials", format!("{remote} wants to know who you are"))
                .hint("over https: sign in with `gh auth login`, or set up a credential helper")
                .hint("over ssh: add your key to your account, and see that `ssh-add -l` lists it")
        } else if about(&GONE) {
            Diagnostic::error("remote-gone", format!("{remote} can't be reached")).hint(format!(
                "look at its address with `git remote get-url {remote}`, and at the network"
            ))
        } else {
            Diagnostic::error("git", format!("git can't talk to {remote}"))
        };
        quoting(problem, &said)
    }
}
