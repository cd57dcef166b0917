//! How a request knows that every change made before it has been noticed.
//!
//! The system tells changes in their order, but a little late. So a request makes a file in a folder of ours that the same
//! watcher watches, and waits until it hears of that file: whatever was changed before is then noticed too.

use std::fs::{self, File};
use std::io;
use std::io::ErrorKind::{AlreadyExists, NotFound};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use notify::{Event, EventKind};
use tokio::sync::watch;

/// Where the system does not tell in time, a request goes on without waiting.
const PATIENCE: Duration = Duration::from_millis(100);

/// How the folders of previews are called, with the number of the process after it.
const PREFIX: &str = "briefing-preview-";
/// The file in such a folder that its preview has locked.
const LOCK: &str = "lock";
/// How many names are tried.
const ATTEMPTS: u32 = 16;

/// A watched folder in which each request leaves its mark.
#[derive(Debug)]
pub(super) struct Barrier {
    folder: PathBuf,
    /// Held as long as the preview runs: a folder whose lock nobody holds is left by one that was killed.
    _lock: File,
    last: AtomicU64,
    passed: watch::Sender<u64>,
}

impl Barrier {
    /// A barrier with a folder of its own among the system's temporary ones, from which those of killed previews go.
    pub(super) fn new() -> io::Result<Self> {
        let temporary = std::env::temp_dir().canonicalize()?;
        remove_left_ones(&temporary);
        for attempt in 0..ATTEMPTS {
            let name = format!("{PREFIX}{}-{attempt}", std::process::id());
            let folder = temporary.join(name);
            match own_folder(&folder) {
                Ok(lock) => {
                    let passed = watch::channel(0).0;
                    return Ok(Self { folder, _lock: lock, last: AtomicU64::new(0), passed });
                }
                // Somebody else has that name, or took a folder without a lock for one that was left.
                Err(error) if matches!(error.kind(), AlreadyExists | NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other(format!("no name is free in {}", temporary.display())))
    }

    /// The folder that has to be watched.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes note of an event if it is one of the barrier's own.
    pub(super) fn hear(&self, event: &Event) -> bool {
        let is_own = event.paths.iter().any(|path| path.starts_with(&self.folder));
        if is_own && matches!(event.kind, EventKind::Create(_)) {
            let marks =
                event.paths.iter().filter_map(|path| path.file_name()?.to_str()?.parse().ok());
            let latest = marks.max().unwrap_or(0);
            self.passed.send_if_modified(|passed| {
                let is_news = latest > *passed;
                *passed = latest.max(*passed);
                is_news
            });
        }
        is_own
    }

    /// Waits until all changes made before are noticed.
    pub(super) async fn pass(&self) {
        let mark = self.last.fetch_add(1, Ordering::SeqCst) + 1;
        let file = self.folder.join(mark.to_string());
        let mut passed = self.passed.subscribe();
        if File::create(&file).is_ok() {
            // Hearing of it in time or not, the request goes on.
            let _ = tokio::time::timeout(PATIENCE, passed.wait_for(|passed| *passed >= mark)).await;
        }
        // What is left behind goes with the folder.
        let _ = fs::remove_file(file);
    }

    /// Removes the folder, at the end of the preview.
    pub(super) fn clear(&self) {
        // The next preview clears it away where this fails.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Makes a folder that nobody else has, and locks it.
fn own_folder(folder: &Path) -> io::Result<File> {
    fs::create_dir(folder)?;
    let lock = File::create_new(folder.join(LOCK))?;
    // On a file system without locks the folders of killed previews stay.
    let _ = lock.try_lock();
    Ok(lock)
}

/// Removes the folders of previews that were killed. Those of other users can't be removed, and need not.
fn remove_left_ones(temporary: &Path) {
    let Ok(entries) = fs::read_dir(temporary) else { return };
    for entry in entries.flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && entry.file_name().to_string_lossy().starts_with(PREFIX) {
            remove_if_left(&entry.path());
        }
    }
}

fn remove_if_left(folder: &Path) {
    match File::open(folder.join(LOCK)) {
        Ok(lock) if lock.try_lock().is_ok() => _ = fs::remove_dir_all(folder),
        // Killed before it had a lock; one with anything in it stays.
        Err(error) if error.kind() == NotFound => _ = fs::remove_dir(folder),
        _ => {}
    }
}
