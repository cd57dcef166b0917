//! A bare repository of our own, in which a published site is put together: nothing of the user's repository is in reach of it.
//!
//! It stands in the user's `.git` folder and keeps what was published last, so that the next publish fetches and sends
//! only what changed. Losing it costs time, and nothing else.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::git::{Failed, Git};
use super::source::SourceRepository;
use crate::diagnostics::Diagnostic;

/// Our folder in the user's `.git` folder.
const FOLDER: &str = "briefing-publish";
/// Where the commit of a publish is kept.
pub(super) const NEW: &str = "refs/heads/new";
/// What the remote's branch was.
const OLD: &str = "refs/heads/old";

/// A repository of our own. Ends as it began where it was not told that all went well.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) git: Git,
    folder: PathBuf,
    /// Held as long as the publish runs.
    lock: Option<File>,
    /// Whether it goes in the end: it is new, and nothing was published yet.
    goes: bool,
    /// Whether it goes in any case.
    is_temporary: bool,
}

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) object: String,
    pub(super) bytes: u64,
}

/// The tip of the published branch.
#[derive(Debug)]
pub(super) struct Tip {
    pub(super) commit: String,
    pub(super) author: String,
    pub(super) subject: String,
    pub(super) message: String,
    pub(super) files: BTreeMap<String, Entry>,
}

impl Store {
    /// The store in the user's repository, or for a dry run a new one among the temporary folders.
    pub(super) fn open(source: &SourceRepository, dry_run: bool) -> Result<Self, Diagnostic> {
        let kept = source.common.join(FOLDER);
        let folder = if dry_run {
            std::env::temp_dir().join(format!("{FOLDER}-{}", std::process::id()))
        } else {
            kept.clone()
        };
        let prepared = Self::prepare(folder, source, dry_run.then_some(kept.as_path()));
        prepared.map_err(|error| {
            Diagnostic::error("write", format!("can't prepare {}: {error}", kept.display()))
        })?
    }

    fn prepare(
        folder: PathBuf,
        source: &SourceRepository,
        lender: Option<&Path>,
    ) -> io::Result<Result<Self, Diagnostic>> {
        let is_new = !folder.exists();
        fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join("lock"))?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Ok(Err(Diagnostic::error("busy", "another publish of this site is running")
                .hint("wait until it is done")));
        }
        let repository = folder.join("repository");
        let settings = [source.connection(), settings(&folder)].concat();
        let git = source.at_top().with_repository(&repository).with_settings(settings);
        let is_temporary = lender.is_some();
        let goes = is_new || is_temporary;
        let store = Self { git, folder, lock: Some(lock), goes, is_temporary };
        // What a killed publish left may hold locks that nobody holds any more.
        if store.unfinished().exists() && repository.exists() {
            fs::remove_dir_all(&repository)?;
        }
        File::create(store.unfinished())?;
        if !repository.exists() {
            let make = ["init", "--quiet", "--bare", "--template=", "--object-format=sha1"];
            if let Err(failed) = store.git.run(&make) {
                return Ok(Err(failed.told("make a repository for the site")));
            }
        }
        if let Some(objects) = lender.map(|folder| folder.join("repository/objects"))
            && objects.is_dir()
        {
            let line = format!("{}\n", objects.canonicalize()?.display());
            fs::create_dir_all(repository.join("objects/info"))?;
            fs::write(repository.join("objects/info/alternates"), line)?;
        }
        Ok(Ok(store))
    }

    /// The commit that the remote's branch is at, fetched where it isn't here.
    pub(super) fn tip(&self, address: &str, branch: &str, commit: &str) -> Result<Tip, Failed> {
        if !self.git.agrees(&["cat-file", "-e", &format!("{commit}^{{tree}}")]) {
            let wanted = format!("+{branch}:{OLD}");
            self.git.run(&["fetch", "--quiet", "--no-tags", "--depth=1", address, &wanted])?;
        }
        let log = self.git.run(&["log", "-1", "--format=%an%x00%s%x00%B", commit, "--"])?;
        let mut parts = log.split('\0');
        let mut part = || parts.next().unwrap_or_default().to_owned();
        let (author, subject, message) = (part(), part(), part());
        Ok(Tip { commit: commit.to_owned(), author, subject, message, files: self.files(commit)? })
    }

    /// The files of a commit by path.
    pub(super) fn files(&self, commit: &str) -> Result<BTreeMap<String, Entry>, Failed> {
        let listed = self.git.run(&["ls-tree", "-r", "-l", "-z", "--full-tree", commit])?;
        let entry = |line: &str| {
            let (about, path) = line.split_once('\t')?;
            let mut words = about.split_whitespace().skip(2);
            let object = words.next()?.to_owned();
            // What is no file, such as a submodule, has no size.
            let bytes = words.next()?.parse().unwrap_or(0);
            Some((path.to_owned(), Entry { object, bytes }))
        };
        Ok(listed.split('\0').filter_map(entry).collect())
    }

    /// Keeps what was published for the next time, and tidies up now and then.
    pub(super) fn keep(mut self) {
        self.goes = self.is_temporary;
        // It saves space only.
        self.git.agrees(&["gc", "--auto", "--quiet"]);
    }

    /// There as long as a publish runs.
    fn unfinished(&self) -> PathBuf {
        self.folder.join("unfinished")
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // What can't be removed now is removed by the next publish.
        if self.goes {
            drop(self.lock.take());
            let _ = fs::remove_dir_all(&self.folder);
        } else {
            let _ = fs::remove_file(self.unfinished());
        }
    }
}

/// What git may do in the store.
fn settings(folder: &Path) -> Vec<(String, String)> {
    let hooks = folder.join("no-hooks").to_string_lossy().into_owned();
    [
        // The user's hooks are about the user's sources.
        ("core.hooksPath", hooks.as_str()),
        // Nothing goes on in the background once the program has ended.
        ("maintenance.auto", "false"),
        ("gc.autoDetach", "false"),
        // A second import finds what is there only in packs.
        ("fastimport.unpackLimit", "1"),
        ("push.gpgSign", "if-asked"),
        // Packing 200 MB of pages well would take longer than rendering them.
        ("core.compression", "1"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .to_vec()
}
