//! The user's repository, which is only looked at.

use std::path::{Path, PathBuf};

use super::git::{Failed, Git, quoting};
use crate::diagnostics::Diagnostic;

/// What a site is made from, besides the registry and the articles in `content`.
const PARTS: [&str; 4] = ["content", "templates", "static", crate::config::FILE];

/// How the remote is reached: whoever may push from the user's repository may from ours.
const CONNECTION: &str =
    r"^(credential|https?|ssh|protocol)\.|^core\.(sshcommand|askpass|gitproxy)$";

/// The repository that the site's folder is in.
#[derive(Debug)]
pub(super) struct SourceRepository {
    /// Runs in the site's folder.
    git: Git,
    /// The top of the working tree: paths of remotes are relative to it.
    pub(super) top: PathBuf,
    /// The `.git` folder, shared by all worktrees.
    pub(super) common: PathBuf,
    /// The commit that is published.
    pub(super) commit: String,
    /// The branch that is checked out; none for a detached HEAD.
    pub(super) branch: Option<String>,
    is_shallow: bool,
}

impl SourceRepository {
    pub(super) fn open(root: &Path) -> Result<Self, Diagnostic> {
        let root = &std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let git = Git::in_folder(root);
        let asked = ["rev-parse", "--show-toplevel", "--git-common-dir", "--is-shallow-repository"];
        let answer = git.run(&asked).map_err(|failed| {
            if failed.said().contains("not a git repository") {
                return no_repository(root);
            }
            failed.told("find the repository of the site")
        })?;
        let mut lines = answer.lines();
        let (Some(top), Some(common)) = (lines.next(), lines.next()) else {
            return Err(no_repository(root));
        };
        let commit = git.run(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).map_err(
            |failed| match failed {
                Failed::Missing(_) => failed.told("run"),
                Failed::Refused { .. } => {
                    Diagnostic::error("no-commit", "the repository has no commit yet")
                        .hint("run `git add --all` and `git commit`: a publish names the commit that it was made from")
                }
            },
        )?;
        let branch = git.run(&["symbolic-ref", "--quiet", "--short", "HEAD"]).ok();
        Ok(Self {
            top: PathBuf::from(top),
            common: root.join(common),
            is_shallow: lines.next() == Some("true"),
            git,
            commit,
            branch,
        })
    }

    /// The address that is pushed to.
    pub(super) fn remote(&self, name: &str) -> Result<String, Diagnostic> {
        self.git.run(&["remote", "get-url", "--push", "--", name]).map_err(|_| {
            let remotes = self.git.run(&["remote"]).unwrap_or_default();
            let remotes: Vec<&str> = remotes.lines().collect();
            let problem =
                Diagnostic::error("no-remote", format!("there is no remote called `{name}`"));
            if remotes.is_empty() {
                return problem.hint(format!(
                    "add one with `git remote add {name} git@github.com:OWNER/REPOSITORY.git`"
                ));
            }
            problem.hint(format!("name one with --remote: {}", remotes.join(", ")))
        })
    }

    /// Who publishes, and when, as git writes it into commits.
    pub(super) fn committer(&self) -> Result<String, Diagnostic> {
        self.git.run(&["var", "GIT_COMMITTER_IDENT"]).map_err(|failed| {
            let problem = Diagnostic::error("no-identity", "git doesn't know who you are")
                .hint("run `git config --global user.name \"Your Name\"`")
                .hint("run `git config --global user.email you@example.org`");
            quoting(problem, failed.said().lines().last().unwrap_or_default())
        })
    }

    /// Files of the site that the commit doesn't have as they are.
    pub(super) fn uncommitted(&self) -> Result<Vec<String>, Diagnostic> {
        let asked = ["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--"];
        let status = self
            .git
            .run(&[&asked[..], &PARTS].concat())
            .map_err(|failed| failed.told("compare the site with the commit"))?;
        // Each begins with two letters and a space.
        Ok(status.split('\0').filter_map(|entry| entry.get(3..)).map(str::to_owned).collect())
    }

    /// Whether the commit holds another one, as far as the repository can tell.
    pub(super) fn holds(&self, commit: &str) -> bool {
        // Before the edge of a shallow clone anything may lie.
        self.is_shallow || self.is_before(commit)
    }

    /// Whether another commit is this one, or one before it.
    pub(super) fn is_before(&self, commit: &str) -> bool {
        self.git.agrees(&["merge-base", "--is-ancestor", commit, &self.commit])
    }

    /// Settings of this repository that another one needs to reach the remote.
    pub(super) fn connection(&self) -> Vec<(String, String)> {
        // Git says no where there are none.
        let asked = ["config", "--local", "--includes", "-z", "--get-regexp", CONNECTION];
        let settings = self.git.run(&asked).unwrap_or_default();
        let entries = settings.split('\0').filter(|entry| !entry.is_empty());
        entries
            .map(|entry| entry.split_once('\n').unwrap_or((entry, "true")))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    }

    /// Runs git at the top of the working tree.
    pub(super) fn at_top(&self) -> Git {
        Git::in_folder(&self.top)
    }
}

fn no_repository(root: &Path) -> Diagnostic {
    Diagnostic::error("no-repository", format!("{} is in no git repository", root.display()))
        .hint("run `git init`, commit the site, and add a remote with `git remote add origin URL`")
}
