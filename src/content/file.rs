//! Opens regular files of the site, and nothing else.
//!
//! A site may hold what somebody else put there: a link out of it would publish what lies elsewhere, a FIFO would be waited for
//! without end, a device read without end. So no link is followed below the site's folders, and whatever is no regular file is told.

use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::diagnostics::{Diagnostic, Source};

/// How often a file that changes under the reader is read again.
const ATTEMPTS: usize = 4;

/// Why a file can't be read.
#[derive(Debug)]
pub enum Unread {
    /// It is a symbolic link.
    Link,
    /// It is no file: a FIFO, a socket, a device, a folder.
    Special,
    /// It has more bytes than are allowed.
    TooLarge {
        /// What it has.
        bytes: u64,
        /// What is allowed.
        limit: u64,
    },
    /// It was there when the folder was listed.
    Vanished,
    /// It changed each time it was read.
    Changing,
    /// The system says no.
    Failed(io::Error),
}

impl Unread {
    /// What an entry of a folder is, where it is no regular file.
    pub fn of(kind: FileType) -> Option<Self> {
        if kind.is_symlink() {
            Some(Self::Link)
        } else if kind.is_file() {
            None
        } else {
            Some(Self::Special)
        }
    }

    /// The problem of the file with that path below the root.
    pub fn told(&self, path: &str) -> Diagnostic {
        let problem = match self {
            Self::Link => Diagnostic::error("symbolic-link", "symbolic links are not followed").hint(
                "put the file or folder itself there: a link could lead out of the site, or in circles",
            ),
            Self::Special => {
                Diagnostic::error("special-file", "this is no file: a FIFO, a socket, a device or the like")
                    .hint("remove it")
            }
            Self::TooLarge { bytes, limit } => Diagnostic::error(
                "file-too-large",
                format!("{} MiB in one file, over the limit of {} MiB", bytes >> 20, limit >> 20),
            ),
            Self::Vanished => {
                Diagnostic::error("unreadable", "the file was there a moment ago, and is gone")
                    .hint("if another program was about to save it, try again")
            }
            Self::Changing => {
                Diagnostic::error("unreadable", "the file changes while it is read")
                    .hint("wait until the program that writes it is done")
            }
            Self::Failed(error) => unreadable("file", error),
        };
        problem.in_file(&Source::new(path, ""))
    }
}

/// A file or folder that the system doesn't let us read.
pub(super) fn unreadable(what: &str, error: &io::Error) -> Diagnostic {
    let problem = Diagnostic::error("unreadable", format!("can't read the {what}: {error}"));
    match error.kind() {
        ErrorKind::PermissionDenied => {
            problem.hint(format!("let your user read it, or take the {what} out of the site"))
        }
        _ => problem,
    }
}

/// Opens a regular file, without waiting for anything and without following a link.
pub fn open(location: &Path) -> Result<(File, Metadata), Unread> {
    let file = options().open(location).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Unread::Vanished,
        // A socket can't be opened; what a link says of itself has different names.
        _ => match std::fs::symlink_metadata(location)
            .ok()
            .and_then(|data| Unread::of(data.file_type()))
        {
            Some(special) => special,
            None => Unread::Failed(error),
        },
    })?;
    let data = file.metadata().map_err(Unread::Failed)?;
    match Unread::of(data.file_type()) {
        Some(special) => Err(special),
        None => Ok((file, data)),
    }
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(flags.bits().cast_signed());
    options
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

/// The bytes of a regular file as they were at one moment, at most `limit` of them.
pub fn bytes(location: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    for _ in 0..ATTEMPTS {
        let (mut file, before) = open(location)?;
        let too_large = |bytes| Err(Unread::TooLarge { bytes, limit });
        if before.len() > limit {
            return too_large(before.len());
        }
        let mut bytes = Vec::with_capacity(before.len() as usize);
        // A file may grow faster than it is read.
        (&mut file).take(limit + 1).read_to_end(&mut bytes).map_err(Unread::Failed)?;
        if bytes.len() as u64 > limit {
            return too_large(bytes.len() as u64);
        }
        if is_settled(&file, &before, bytes.len() as u64)? {
            return Ok(bytes);
        }
    }
    Err(Unread::Changing)
}

/// The hash of a regular file of any size; none where it can't be read.
pub fn hash(location: &Path) -> Option<u64> {
    let (mut file, data) = open(location).ok()?;
    let mut hash = Xxh3::new();
    let mut buffer = vec![0; 64 * 1024];
    // No further than it was long at first: it may grow without end.
    let mut rest = data.len();
    while rest > 0 {
        let length = file.read(&mut buffer).ok()?;
        if length == 0 {
            break;
        }
        hash.update(&buffer[..length]);
        rest = rest.saturating_sub(length as u64);
    }
    Some(hash.digest())
}

/// Whether what was read since a look at the file is what it held then, and nobody wrote meanwhile.
pub fn is_settled(file: &File, before: &Metadata, read: u64) -> Result<bool, Unread> {
    let after = file.metadata().map_err(Unread::Failed)?;
    let is_same_time = match (before.modified(), after.modified()) {
        (Ok(before), Ok(after)) => before == after,
        // A system that knows no times.
        _ => true,
    };
    Ok(read == before.len() && read == after.len() && is_same_time)
}
