//! The tree beside the output folder in which a build grows, and the step in which the two change places.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::lock::{Lock, Locked};
use super::marker::{self, MARKER, Made};
use super::modes::Modes;
use crate::content::{Unread, file};

/// How much of a large file is looked at in one go, in bytes.
const BUFFER: usize = 64 * 1024;

/// A build on its way.
#[derive(Debug)]
pub(super) struct Staging {
    /// Where the site will be.
    folder: PathBuf,
    /// Where it grows: a hidden sibling, so that a rename stays on one file system.
    tree: PathBuf,
    modes: Modes,
    /// Whether there is an old site.
    has_old: bool,
    /// Whether the tree has another name by now, and what has its old one is no business of this build.
    is_in_place: bool,
    /// Held as long as the build runs, so that two builds don't grow in one tree.
    _lock: Lock,
}

/// Why a tree can't be begun.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Another build is on its way to the same folder.
    Busy,
    /// A folder has the name of the tree, and no build made it.
    Foreign(PathBuf),
    /// The system says no.
    Failed(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Why a file of the user's can't be copied.
#[derive(Debug)]
pub(super) enum NotCopied {
    Unread(Unread),
    Unwritten(io::Error),
}

impl From<Unread> for NotCopied {
    fn from(unread: Unread) -> Self {
        Self::Unread(unread)
    }
}

impl From<io::Error> for NotCopied {
    fn from(error: io::Error) -> Self {
        Self::Unwritten(error)
    }
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
    pub(super) fn create(folder: &Path) -> Result<Self, Refusal> {
        let parent = folder.parent().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        fs::create_dir_all(parent)?;
        let tree = sibling(folder, "staging");
        let lock = match Lock::of_new_folder(&tree)? {
            Locked::Ours(lock) => lock,
            Locked::Busy => return Err(Refusal::Busy),
        };
        let is_empty = fs::read_dir(&tree)?.next().is_none();
        if !is_empty && !marker::is_marked(&tree) {
            return Err(Refusal::Foreign(tree));
        }
        let aside = sibling(folder, "previous");
        restore(folder, &aside)?;
        empty_tree(&tree)?;
        // Before anything else is in it, so that the tree is known as a build's whenever this is killed.
        let modes = marker::begin(&tree)
            .and_then(|()| Modes::of_tree(&tree))
            .inspect_err(|_| drop(remove_tree(&tree)))?;
        let has_old = folder.exists();
        let folder = folder.to_owned();
        Ok(Self { folder, tree, modes, has_old, is_in_place: false, _lock: lock })
    }

    /// Puts a file into the tree. A file whose bytes are those of the old site is linked to it: cheaper than writing, and it
    /// keeps its date for those who copy only what is newer.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> io::Result<Outcome> {
        self.put_at(&self.tree.join(path), path, bytes)
    }

    /// Marks the tree as whole. The marker of the beginning stands until the new one takes its place: it is never gone.
    pub(super) fn finish(&self, made: Option<Made>) -> io::Result<()> {
        let beside = self.tree.join(format!("{MARKER}.new"));
        self.put_at(&beside, MARKER, marker::text(&self.tree, made)?.as_bytes())?;
        fs::rename(&beside, self.tree.join(MARKER))
    }

    fn put_at(&self, target: &Path, path: &str, bytes: &[u8]) -> io::Result<Outcome> {
        let old = self.folder.join(path);
        let unchanged = self.has_old
            && may_be_linked(&old, bytes.len() as u64)
            && fs::read(&old).is_ok_and(|old| old == bytes);
        if unchanged && self.link(&old, target) {
            return Ok(Outcome::Unchanged);
        }
        self.new_file(target)?.write_all(bytes)?;
        Ok(if unchanged { Outcome::Unchanged } else { Outcome::Written })
    }

    /// Copies a file of the user's into the tree, which may be larger than memory, or links the old one as above.
    /// Gives its length too.
    pub(super) fn copy(&self, path: &str, source: &Path) -> Result<(Outcome, u64), NotCopied> {
        let (mut file, data) = file::open(source)?;
        let (old, target) = (self.folder.join(path), self.tree.join(path));
        let unchanged = may_be_linked(&old, data.len()) && have_same_bytes(&mut file, &old);
        if unchanged && self.link(&old, &target) {
            return Ok((Outcome::Unchanged, data.len()));
        }
        file.rewind()?;
        // No further than it was long at first: it may grow without end.
        let copied = io::copy(&mut (&mut file).take(data.len()), &mut self.new_file(&target)?)?;
        if !file::is_settled(&file, &data, copied)? {
            return Err(Unread::Changing.into());
        }
        Ok((if unchanged { Outcome::Unchanged } else { Outcome::Written }, copied))
    }

    fn link(&self, old: &Path, target: &Path) -> bool {
        self.in_folder(target, || fs::hard_link(old, target)).is_ok()
    }

    /// Makes a file that isn't there yet: where the file system takes two names for one, neither is lost silently.
    fn new_file(&self, target: &Path) -> io::Result<File> {
        let file = self.in_folder(target, || File::create_new(target))?;
        self.modes.set_file(&file)?;
        Ok(file)
    }

    /// Runs an action that makes a file, and once more after making its folder where that was missing. Pages have folders of their own,
    /// which are made first.
    fn in_folder<T>(&self, target: &Path, action: impl Fn() -> io::Result<T>) -> io::Result<T> {
        let create_folders = || match target.parent() {
            Some(folder) => self.modes.create_folders(&self.tree, folder),
            None => Ok(()),
        };
        if target.ends_with("index.html") {
            create_folders()?;
        }
        match action() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                create_folders()?;
                action()
            }
            result => result,
        }
    }

    /// Lets the new tree and the old folder change places, and removes the old one. Gives what is left of the old one where
    /// it can't be removed.
    pub(super) fn take_place(mut self) -> io::Result<Option<(PathBuf, io::Error)>> {
        if !self.folder.exists() {
            fs::rename(&self.tree, &self.folder)?;
            self.is_in_place = true;
            return Ok(None);
        }
        // The old folder gets the name of the tree, and is locked like it until it is gone.
        let _old = Lock::of_old_site(&self.folder)?;
        let old = exchange(&self.tree, &self.folder)?;
        self.is_in_place = true;
        Ok(remove_tree(&old).err().map(|error| (old, error)))
    }
}

impl Drop for Staging {
    /// A build that failed leaves no litter. What can't be removed now is removed by the next build.
    fn drop(&mut self) {
        if !self.is_in_place {
            let _ = remove_tree(&self.tree);
        }
    }
}

/// Whether the old file is one that could be the new one: by its length and mode. A changed page is rarely as long as before,
/// and then needs no reading.
fn may_be_linked(old: &Path, length: u64) -> bool {
    let is_alike = |data: &Metadata| data.is_file() && data.len() == length;
    fs::symlink_metadata(old).is_ok_and(|data| is_alike(&data) && Modes::are_right(&data))
}

/// Whether the old file holds what a file of the user's holds now.
pub(super) fn is_copy(old: &Path, source: &Path) -> bool {
    let Ok((mut file, data)) = file::open(source) else { return false };
    may_be_linked(old, data.len()) && have_same_bytes(&mut file, old)
}

/// Whether two files of one length hold the same.
fn have_same_bytes(file: &mut File, old: &Path) -> bool {
    let Ok(mut old) = File::open(old) else { return false };
    let (mut ours, mut theirs) = (vec![0; BUFFER], vec![0; BUFFER]);
    loop {
        let Ok(length) = file.read(&mut ours) else { return false };
        if length == 0 {
            return true;
        }
        if old.read_exact(&mut theirs[..length]).is_err() || ours[..length] != theirs[..length] {
            return false;
        }
    }
}

/// A hidden name beside the folder.
fn sibling(folder: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(format!(".{what}"));
    folder.with_file_name(name)
}

/// Brings back the old folder after a build was killed between the two renames of such a system.
fn restore(folder: &Path, aside: &Path) -> io::Result<()> {
    if !aside.exists() {
        return Ok(());
    }
    if folder.exists() { remove_tree(aside) } else { fs::rename(aside, folder) }
}

/// Puts the tree in the place of the folder, and tells where the old one is.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(tree: &Path, folder: &Path) -> io::Result<PathBuf> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, tree, CWD, folder, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(tree.to_owned()),
        // Some file systems (NFS, old overlays) can't: two renames, with a moment between them.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {
            exchange_in_two_steps(tree, folder)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(tree: &Path, folder: &Path) -> io::Result<PathBuf> {
    exchange_in_two_steps(tree, folder)
}

fn exchange_in_two_steps(tree: &Path, folder: &Path) -> io::Result<PathBuf> {
    let aside = sibling(folder, "previous");
    fs::rename(folder, &aside)?;
    if let Err(error) = fs::rename(tree, folder) {
        fs::rename(&aside, folder)?;
        return Err(error);
    }
    Ok(aside)
}

fn remove_tree(tree: &Path) -> io::Result<()> {
    empty_tree(tree)?;
    match fs::remove_dir(tree) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Removes all that is in a tree. The marker goes last: what is left when this is cut short is still known as a build's.
fn empty_tree(tree: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(tree) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name() == MARKER {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    match fs::remove_file(tree.join(MARKER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
