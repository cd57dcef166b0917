//! The tree beside the output folder in which a build grows, and the step in which the two change places.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A build on its way.
#[derive(Debug)]
pub(super) struct Staging {
    /// Where the site will be.
    folder: PathBuf,
    /// Where it grows: a hidden sibling, so that a rename stays on one file system.
    tree: PathBuf,
    /// Held as long as the build runs, so that two builds don't grow in one tree.
    _lock: Option<File>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is new, or its bytes changed.
    Written,
    /// It is the old file.
    Unchanged,
}

impl Staging {
    /// An empty tree beside `folder`. Clears away what a killed build left.
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        let parent = folder.parent().ok_or(io::ErrorKind::InvalidInput)?;
        fs::create_dir_all(parent)?;
        let name =
            folder.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let tree = parent.join(format!(".{name}.staging"));
        let lock = lock(parent)?;
        restore(folder, &aside(folder))?;
        remove_tree(&tree)?;
        fs::create_dir(&tree)?;
        Ok(Self { folder: folder.to_owned(), tree, _lock: lock })
    }

    /// Puts a file into the tree. A file whose bytes are those of the old site is linked to it: cheaper than writing, and it
    /// keeps its date for those who copy only what is newer.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> io::Result<Outcome> {
        let target = self.tree.join(path);
        let old = self.folder.join(path);
        let unchanged = is_same(&old, bytes);
        if unchanged && in_folder(&target, || fs::hard_link(&old, &target)).is_ok() {
            return Ok(Outcome::Unchanged);
        }
        in_folder(&target, || fs::write(&target, bytes))?;
        Ok(if unchanged { Outcome::Unchanged } else { Outcome::Written })
    }

    /// Lets the new tree and the old folder change places, and removes the old one.
    pub(super) fn take_place(self) -> io::Result<()> {
        if self.folder.exists() {
            exchange(&self.tree, &self.folder)?;
        } else {
            fs::rename(&self.tree, &self.folder)?;
        }
        remove_tree(&self.tree)
    }
}

impl Drop for Staging {
    /// A build that failed leaves no litter. What can't be removed now is removed by the next build.
    fn drop(&mut self) {
        let _ = remove_tree(&self.tree);
    }
}

/// Runs an action that makes a file, and once more after making its folder where that was missing.
fn in_folder(target: &Path, action: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match action() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            action()
        }
        result => result,
    }
}

fn is_same(old: &Path, bytes: &[u8]) -> bool {
    // The length first: a changed page is rarely as long as before, and then needs no reading.
    fs::symlink_metadata(old).is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64)
        && fs::read(old).is_ok_and(|old| old == bytes)
}

/// Where the old folder waits on systems that can't exchange two folders in one step.
fn aside(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.previous"))
}

/// Brings back the old folder after a build was killed between the two renames of such a system.
fn restore(folder: &Path, aside: &Path) -> io::Result<()> {
    if !aside.exists() {
        return Ok(());
    }
    if folder.exists() { remove_tree(aside) } else { fs::rename(aside, folder) }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(tree: &Path, folder: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, tree, CWD, folder, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems (NFS, old overlays) can't: two renames, with a moment between them.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {
            exchange_in_two_steps(tree, folder)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(tree: &Path, folder: &Path) -> io::Result<()> {
    exchange_in_two_steps(tree, folder)
}

fn exchange_in_two_steps(tree: &Path, folder: &Path) -> io::Result<()> {
    let aside = aside(folder);
    fs::rename(folder, &aside)?;
    if let Err(error) = fs::rename(tree, folder) {
        fs::rename(&aside, folder)?;
        return Err(error);
    }
    remove_tree(&aside)
}

fn remove_tree(tree: &Path) -> io::Result<()> {
    match fs::remove_dir_all(tree) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// One build at a time for each folder that holds output folders. The kernel lets go of the lock when a build is killed.
#[cfg(unix)]
fn lock(parent: &Path) -> io::Result<Option<File>> {
    let folder = File::open(parent)?;
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(fs::TryLockError::WouldBlock) => {
            Err(io::Error::other("another build is running there"))
        }
        // A file system without locks.
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// Folders can't be locked there.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn lock(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}
