//! How a request knows that every change made before it has been noticed.
//!
//! The system tells changes in their order, but a little late. So a request makes a file in a folder of ours that the same
//! watcher watches, and waits until it hears of that file: whatever was changed before is then noticed too.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use notify::{Event, EventKind};
use tokio::sync::watch;

/// Where the system does not tell in time, a request goes on without waiting.
const PATIENCE: Duration = Duration::from_millis(100);

/// A watched folder in which each request leaves its mark.
#[derive(Debug)]
pub(super) struct Barrier {
    folder: PathBuf,
    last: AtomicU64,
    passed: watch::Sender<u64>,
}

impl Barrier {
    /// A barrier with a folder of its own among the system's temporary ones.
    pub(super) fn new() -> io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("briefing-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        Ok(Self { folder, last: AtomicU64::new(0), passed: watch::channel(0).0 })
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
}

impl Drop for Barrier {
    fn drop(&mut self) {
        // The system clears its temporary folders where this fails.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
