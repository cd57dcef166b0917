//! One build at a time for each output folder.
//!
//! The lock is on the folder in which a build grows, so it needs no file that could be left behind, and the kernel lets go of it
//! when the build is killed. Where folders can't be locked (Windows, some network file systems) there is none.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::guard::is_same_folder;

/// A folder that other builds keep away from, until this is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    held: Option<File>,
}

/// What came of an attempt.
#[derive(Debug)]
pub(super) enum Locked {
    Ours(Lock),
    /// Another build has it.
    Busy,
}

impl Lock {
    /// Locks a folder, which is made if it isn't there.
    pub(super) fn of_new_folder(path: &Path) -> io::Result<Locked> {
        loop {
            match fs::create_dir(path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    if fs::symlink_metadata(path).is_ok_and(|data| !data.is_dir()) {
                        return Err(error);
                    }
                }
                result => result?,
            }
            match try_lock(path) {
                // The build that had it removed it between the two steps.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Ok(Locked::Ours(lock)) if !lock.is_of(path) => {}
                result => return result,
            }
        }
    }

    /// Locks the old site for the time in which it is removed. A build that has just put it there may hold it for a moment.
    #[cfg(unix)]
    pub(super) fn of_old_site(path: &Path) -> io::Result<Self> {
        let folder = File::open(path)?;
        Ok(Self { held: folder.lock().is_ok().then_some(folder) })
    }

    #[cfg(not(unix))]
    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn of_old_site(_: &Path) -> io::Result<Self> {
        Ok(Self { held: None })
    }

    /// Whether the locked folder is still the one at that path.
    fn is_of(&self, path: &Path) -> bool {
        let Some(folder) = &self.held else { return true };
        match (folder.metadata(), fs::symlink_metadata(path)) {
            (Ok(ours), Ok(there)) => is_same_folder(&ours, &there),
            _ => false,
        }
    }
}

#[cfg(unix)]
fn try_lock(path: &Path) -> io::Result<Locked> {
    let folder = File::open(path)?;
    match folder.try_lock() {
        Ok(()) => Ok(Locked::Ours(Lock { held: Some(folder) })),
        Err(fs::TryLockError::WouldBlock) => Ok(Locked::Busy),
        // A file system without locks.
        Err(fs::TryLockError::Error(_)) => Ok(Locked::Ours(Lock { held: None })),
    }
}

/// Folders can't be opened there.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn try_lock(_: &Path) -> io::Result<Locked> {
    Ok(Locked::Ours(Lock { held: None }))
}
