//! Changes of the folder to snapshots.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::watch;

use crate::project::{Loaded, Project};
use crate::render::Snapshot;

/// An editor's save is several events; so long without another one, and it is over.
const QUIET: Duration = Duration::from_millis(20);

/// Starts a thread that owns the project. It sends a snapshot after each change, unless the folder has errors: then the last
/// good one stays. Following ends when the watcher is dropped.
pub(super) fn follow(
    mut project: Project,
    newest: watch::Sender<Snapshot>,
    changed: impl Fn(&Loaded) + Send + 'static,
) -> notify::Result<RecommendedWatcher> {
    let (sender, events) = mpsc::channel();
    let root = project.root().canonicalize()?;
    let relevant = {
        let root = root.clone();
        move |path: &Path| is_relevant(&root, path)
    };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let touches = match &event {
            Ok(event) => {
                !matches!(event.kind, EventKind::Access(_))
                    && event.paths.iter().any(|path| relevant(path))
            }
            // Events were lost: whatever it was, look again.
            Err(_) => true,
        };
        if touches {
            // The receiver is gone only when the program ends.
            let _ = sender.send(());
        }
    })?;
    // The root itself is watched for site.yaml and for folders that come and go; output and the like are not.
    watcher.watch(&root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS {
        let folder = root.join(folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    thread::spawn(move || {
        while events.recv().is_ok() {
            wait_until_quiet(&events);
            let loaded = project.load();
            changed(&loaded);
            if !loaded.has_errors() && newest.send(loaded.snapshot).is_err() {
                return;
            }
        }
    });
    Ok(watcher)
}

const FOLDERS: [&str; 3] = ["content", "templates", "static"];

fn is_relevant(root: &Path, path: &Path) -> bool {
    let Ok(inner) = path.strip_prefix(root) else { return false };
    let Some(first) = inner.iter().next().and_then(|part| part.to_str()) else { return false };
    first == crate::config::FILE || FOLDERS.contains(&first)
}

fn wait_until_quiet(events: &Receiver<()>) {
    while !matches!(
        events.recv_timeout(QUIET),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)
    ) {}
}
