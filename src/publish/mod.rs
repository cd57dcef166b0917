//! A snapshot to a branch of a remote, by git plumbing: no checkout, and the user's working tree, index and HEAD stay as they are.
//!
//! May import: diagnostics, config, site, theme, render.

mod git;
mod remote;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::config::BaseUrl;
use crate::diagnostics::{Diagnostic, once_each};
use crate::render::{Renderer, Snapshot};
use git::Git;

/// Marks a branch as made by a publish, which a later one may therefore replace.
const MARKER: &str = ".briefing";
/// Where the commit is kept locally, out of the way of branches.
const LOCAL: &str = "refs/briefing/publish";
const FETCHED: &str = "refs/briefing/published";

/// Where and how to publish.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of a remote.
    pub remote: String,
    /// The branch that GitHub Pages shows.
    pub branch: String,
    /// The commit's message; by default it names the source commit.
    pub message: Option<String>,
    /// Only tell what would change.
    pub dry_run: bool,
    /// Add a commit to the branch instead of replacing it by a fresh one.
    pub keep_history: bool,
    /// Replace a branch that no publish made.
    pub yes: bool,
}

/// The changed paths, each as git tells it: `A`, `M` or `D`, a tab, the path. Empty where nothing was to be pushed.
pub type Changes = Vec<String>;

/// The address of the site that the remote's branch is shown at, where it is on GitHub.
pub fn base_url(root: &Path, remote: &str) -> Result<Option<BaseUrl>, Diagnostic> {
    Ok(remote::base_url(&Git::new(root).run(&["remote", "get-url", remote])?))
}

/// Renders the site and pushes it, unless the branch has it already.
pub fn publish(
    root: &Path,
    snapshot: &Snapshot,
    settings: &Settings,
) -> Result<Changes, Vec<Diagnostic>> {
    let files = files(snapshot)?;
    push(&Git::new(root), &files, settings).map_err(|problem| vec![problem])
}

/// Every file of the branch, by path.
fn files(snapshot: &Snapshot) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let (pages, problems): (Vec<_>, Vec<_>) = snapshot
        .site
        .routes()
        .par_iter()
        .map_init(
            || Renderer::new(snapshot),
            |renderer, route| Ok((snapshot.site.file(*route), renderer.render(*route)?)),
        )
        .partition_map(|result: Result<_, Diagnostic>| match result {
            Ok(page) => rayon::iter::Either::Left(page),
            Err(problem) => rayon::iter::Either::Right(problem),
        });
    if !problems.is_empty() {
        return Err(once_each(problems));
    }
    let mut files: BTreeMap<_, _> = pages.into_iter().collect();
    for (path, asset) in snapshot.theme.assets.iter() {
        let bytes = asset.read().map_err(|error| {
            vec![Diagnostic::error("write", format!("can't read {path}: {error}"))]
        })?;
        files.insert(path.to_owned(), bytes);
    }
    files.insert(MARKER.to_owned(), b"This branch is made by briefing publish.\n".to_vec());
    // GitHub would run Jekyll over the files otherwise.
    files.insert(".nojekyll".to_owned(), Vec::new());
    Ok(files)
}

fn push(
    git: &Git,
    files: &BTreeMap<String, Vec<u8>>,
    settings: &Settings,
) -> Result<Changes, Diagnostic> {
    let branch = format!("refs/heads/{}", settings.branch);
    let listed = git.run(&["ls-remote", &settings.remote, &branch])?;
    let old = listed.split_whitespace().next();
    if old.is_some() {
        let wanted = format!("+{branch}:{FETCHED}");
        git.run(&[
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            &settings.remote,
            &wanted,
        ])?;
        if !settings.yes && git.run(&["ls-tree", FETCHED, MARKER])?.is_empty() {
            let message =
                format!("the branch {} holds files that no publish made", settings.branch);
            return Err(Diagnostic::error("foreign-branch", message)
                .hint("choose another branch with --branch, or replace it with --yes"));
        }
    }
    let stream = stream(git, files, settings, old)?;
    git.feed(&["fast-import", "--quiet", "--force", "--done"], stream)?;
    let changes = match old {
        Some(_) => {
            git.run(&["diff-tree", "-r", "--no-renames", "--name-status", FETCHED, LOCAL])?
        }
        None => files.keys().map(|path| format!("A\t{path}\n")).collect(),
    };
    let changes: Changes = changes.lines().map(str::to_owned).collect();
    if !changes.is_empty() && !settings.dry_run {
        // The lease: what someone else pushed meanwhile is not lost.
        let lease = format!("--force-with-lease={branch}:{}", old.unwrap_or_default());
        let refspec = format!("{LOCAL}:{branch}");
        git.run(&["push", "--quiet", "--no-verify", &lease, &settings.remote, &refspec])?;
    }
    Ok(changes)
}

/// The commit as `git fast-import` reads it.
fn stream(
    git: &Git,
    files: &BTreeMap<String, Vec<u8>>,
    settings: &Settings,
    old: Option<&str>,
) -> Result<Vec<u8>, Diagnostic> {
    let committer = git.run(&["var", "GIT_COMMITTER_IDENT"])?;
    let source = git.run(&["rev-parse", "HEAD"])?;
    let message = settings.message.as_deref().unwrap_or("Publish the site");
    let message = format!("{message}\n\nSource: {source}\n");
    let mut stream =
        format!("commit {LOCAL}\ncommitter {committer}\ndata {}\n{message}\n", message.len())
            .into_bytes();
    if let (Some(old), true) = (old, settings.keep_history) {
        stream.extend(format!("from {old}\n").bytes());
    }
    stream.extend(b"deleteall\n");
    for (path, bytes) in files {
        let path = path.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        stream.extend(format!("M 100644 inline \"{path}\"\ndata {}\n", bytes.len()).bytes());
        stream.extend(bytes);
        stream.push(b'\n');
    }
    stream.extend(b"done\n");
    Ok(stream)
}
