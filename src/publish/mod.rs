//! A snapshot to a branch of a remote, by git plumbing: no checkout, and the user's working tree, index, HEAD and hooks are left alone.
//!
//! [`prepare`] makes the commit in a repository of its own and finds everything that speaks against it; [`Prepared::push`] sends it.
//! May import: diagnostics, config, render, output.

mod changes;
mod git;
mod import;
mod limits;
mod remote;
mod source;
mod store;
mod transport;

use std::path::Path;

use crate::config::BaseUrl;
use crate::diagnostics::{Diagnostic, count};
use crate::render::Snapshot;
use changes::changes;
pub use changes::{Change, Kind};
use git::Git;
use import::{Commit, import};
pub use limits::{Limits, size};
use source::SourceRepository;
use store::{Store, Tip};
use transport::Target;

/// Stands in the message of each commit that a publish makes, before the source commit.
const SOURCE: &str = "Source-Commit: ";
/// The file that tells GitHub Pages the site's domain.
const CNAME: &str = "CNAME";

/// Where and how to publish.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of a remote.
    pub remote: String,
    /// The branch that GitHub Pages shows.
    pub branch: String,
    /// The first lines of the commit's message.
    pub message: Option<String>,
    /// Leave no trace of what was prepared.
    pub dry_run: bool,
    /// Add a commit to the branch instead of replacing it by a fresh one.
    pub keep_history: bool,
    /// Replace what no publish made, or what was published from other sources.
    pub yes: bool,
    /// The sizes that are allowed.
    pub limits: Limits,
}

/// A commit that is ready to be pushed.
#[derive(Debug)]
pub struct Prepared {
    /// What the push will change, in the order of the paths. Empty where there is nothing to push.
    pub changes: Vec<Change>,
    /// What is good to know before the push: no errors.
    pub problems: Vec<Diagnostic>,
    /// How large the site is, in bytes.
    pub bytes: u64,
    /// Whether the remote has no such branch yet.
    pub is_first: bool,
    store: Store,
    settings: Settings,
    address: String,
    commit: String,
    old: Option<String>,
}

/// The address that the site has at the remote, where it is on GitHub.
pub fn base_url(root: &Path, remote: &str) -> Result<Option<BaseUrl>, Diagnostic> {
    Ok(remote::base_url(&SourceRepository::open(root)?.remote(remote)?))
}

/// Makes the commit, and finds whatever speaks against pushing it. Changes nothing that the user or the remote has.
pub fn prepare(
    root: &Path,
    snapshot: &Snapshot,
    settings: &Settings,
) -> Result<Prepared, Vec<Diagnostic>> {
    let source = SourceRepository::open(root)?;
    let address = source.remote(&settings.remote)?;
    let branch = branch(&source, settings)?;
    let uncommitted = source.uncommitted()?;
    let store = Store::open(&source, settings.dry_run)?;
    let target = Target { remote: &settings.remote, address: &address, branch: &branch };
    let tip = match target.commit(&store.git)? {
        None => None,
        Some(commit) => {
            let tip = store.tip(&address, &branch, &commit);
            Some(tip.map_err(|failed| target.unreached(failed))?)
        }
    };
    if let Some(tip) = &tip {
        let problems = objections(tip, &source, snapshot, settings);
        if !problems.is_empty() {
            return Err(problems);
        }
    }
    let commit = Commit {
        committer: source.committer()?,
        message: message(settings, &source, !uncommitted.is_empty()),
        parent: tip.as_ref().filter(|_| settings.keep_history).map(|tip| tip.commit.clone()),
    };
    let extra = extra_files(snapshot);
    let (commit, sizes) = import(&store.git, snapshot, &extra, &commit, settings.limits)?;
    let mut problems = worth_knowing(snapshot, &source, &uncommitted);
    problems.extend(limits::check(&sizes, settings.limits));
    if count(&problems).0 > 0 {
        return Err(problems);
    }
    let new = store.files(&commit).map_err(|failed| failed.told("list the files of the site"))?;
    let old = tip.as_ref().map(|tip| tip.files.clone()).unwrap_or_default();
    Ok(Prepared {
        changes: changes(&old, &new),
        problems,
        bytes: sizes.values().sum(),
        is_first: tip.is_none(),
        store,
        settings: settings.clone(),
        address,
        commit,
        old: tip.map(|tip| tip.commit),
    })
}

impl Prepared {
    /// Pushes the commit, unless the branch has its files already.
    pub fn push(self) -> Result<(), Diagnostic> {
        if !self.changes.is_empty() {
            let branch = reference(&self.settings.branch);
            let remote = &self.settings.remote;
            let target = Target { remote, address: &self.address, branch: &branch };
            target.push(&self.store, &self.commit, self.old.as_deref())?;
        }
        self.store.keep();
        Ok(())
    }
}

fn reference(branch: &str) -> String {
    format!("refs/heads/{branch}")
}

/// The branch to push to, unless it is the one that the sources are on.
fn branch(source: &SourceRepository, settings: &Settings) -> Result<String, Diagnostic> {
    let name = &settings.branch;
    let branch = reference(name);
    let git: Git = source.at_top();
    if !git.agrees(&["check-ref-format", &branch]) {
        return Err(Diagnostic::error("bad-branch", format!("`{name}` is no name of a branch"))
            .hint("GitHub Pages shows any branch; most sites use gh-pages"));
    }
    if source.branch.as_ref() == Some(name) {
        return Err(holds_sources(name));
    }
    Ok(branch)
}

fn holds_sources(branch: &str) -> Diagnostic {
    Diagnostic::error("source-branch", format!("{branch} holds the sources of the site"))
        .hint("a publish replaces a branch as a whole: choose another one with --branch")
}

/// What speaks against replacing what the branch is at.
fn objections(
    tip: &Tip,
    source: &SourceRepository,
    snapshot: &Snapshot,
    settings: &Settings,
) -> Vec<Diagnostic> {
    let branch = &settings.branch;
    if source.is_before(&tip.commit) {
        return vec![holds_sources(branch)];
    }
    if settings.yes {
        return Vec::new();
    }
    let Some(published) = tip.message.lines().find_map(|line| line.strip_prefix(SOURCE)) else {
        let message = format!(
            "{branch} of {} has a commit that no publish made: {} \"{}\" by {}",
            settings.remote,
            abbreviated(&tip.commit),
            tip.subject,
            tip.author
        );
        return vec![
            Diagnostic::error("foreign-commit", message)
                .hint("choose another branch with --branch, or replace what is there with --yes"),
        ];
    };
    let mut problems = Vec::new();
    let published = published.split(',').next().unwrap_or_default();
    if !source.holds(published) {
        let message = format!(
            "{branch} of {} was published from commit {}, which yours doesn't follow",
            settings.remote,
            abbreviated(published)
        );
        problems.push(
            Diagnostic::error("diverged", message).hint(
                "pull first, so that nobody's articles are lost, or publish yours with --yes",
            ),
        );
    }
    let config = snapshot.site.config();
    let has_domain = config.cname.is_some() || snapshot.theme.assets.get(CNAME).is_some();
    if tip.files.contains_key(CNAME) && !has_domain {
        let message = format!("{branch} of {} has a CNAME, and the site has none", settings.remote);
        problems.push(
            Diagnostic::error("lost-domain", message)
                .hint("write the domain into site.yaml as `cname`, or give it up with --yes"),
        );
    }
    problems
}

/// The files besides those of the site that GitHub Pages looks for.
fn extra_files(snapshot: &Snapshot) -> Vec<(&'static str, String)> {
    let domain = snapshot.site.config().cname.as_ref();
    let domain = domain.map(|domain| (CNAME, format!("{domain}\n")));
    // GitHub would run Jekyll over the files otherwise, which leaves some out.
    [(".nojekyll", String::new())].into_iter().chain(domain).collect()
}

/// `Publish the site`, and what it was made from.
fn message(settings: &Settings, source: &SourceRepository, has_uncommitted: bool) -> String {
    let text = settings.message.as_deref().unwrap_or("Publish the site").trim_end();
    let besides = if has_uncommitted { ", with changes that are not committed" } else { "" };
    format!("{text}\n\n{SOURCE}{}{besides}\n", source.commit)
}

/// What does not speak against a publish, but may not be as meant.
fn worth_knowing(
    snapshot: &Snapshot,
    source: &SourceRepository,
    uncommitted: &[String],
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if let Some(first) = uncommitted.first() {
        let others = match uncommitted.len() {
            1 => String::new(),
            2 => " and another file".to_owned(),
            number => format!(" and {} other files", number - 1),
        };
        let message = format!("{first}{others} published without being committed");
        problems.push(
            Diagnostic::warning("uncommitted", message)
                .hint("commit and push the sources too, or nobody else has them"),
        );
    }
    if source.branch.is_none() {
        let commit = abbreviated(&source.commit);
        let message = format!("HEAD is detached: the site is made from commit {commit}");
        problems.push(Diagnostic::note("detached", message));
    }
    if snapshot.theme.assets.get(CNAME).is_some() && snapshot.site.config().cname.is_none() {
        let message = "static/CNAME names a domain that site.yaml doesn't know";
        problems.push(
            Diagnostic::warning("unknown-domain", message)
                .hint("write it into site.yaml as `cname`, so that links are right"),
        );
    }
    problems
}

fn abbreviated(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}
