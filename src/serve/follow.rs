//! Changes of the folder to snapshots.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::watch;

use super::barrier::Barrier;
use crate::config;
use crate::diagnostics::{Diagnostic, Style, print};
use crate::project::{Loaded, Project};
use crate::render::{Renderer, Snapshot};

/// An editor's save is several events: so long without another one, and it is over.
const QUIET: Duration = Duration::from_millis(5);

/// Changes that don't stop (a large copy) are shown now and then.
const LONGEST: Duration = Duration::from_secs(1);

/// A request that comes while a change is being read waits for it, at most so long.
const PATIENCE: Duration = Duration::from_secs(30);

const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// The site as it is shown now.
#[derive(Debug)]
pub(super) struct Shown {
    /// The last good snapshot.
    pub(super) snapshot: Snapshot,
    /// Grows with each reading. Begins with the number of the process, so that a page that was open before a restart is not
    /// taken for a new one.
    pub(super) version: u64,
    /// Whether only style sheets changed.
    pub(super) only_style: bool,
    /// What is wrong with the folder as it is now, as text; empty when it is what is shown.
    pub(super) problems: String,
    /// How many changes had been noticed when it was read.
    noticed: u64,
}

/// The way to what is shown now.
#[derive(Clone)]
pub(super) struct Newest {
    shown: watch::Receiver<Arc<Shown>>,
    noticed: Arc<AtomicU64>,
    barrier: Arc<Barrier>,
}

impl Newest {
    /// What is shown, once every change that was made by now is read.
    pub(super) async fn get(&self) -> Arc<Shown> {
        self.barrier.pass().await;
        let noticed = self.noticed.load(Ordering::SeqCst);
        let mut shown = self.shown.clone();
        let read = shown.wait_for(|shown| shown.noticed >= noticed);
        let newest = match tokio::time::timeout(PATIENCE, read).await {
            Ok(Ok(newest)) => Some(Arc::clone(&newest)),
            _ => None,
        };
        newest.unwrap_or_else(|| Arc::clone(&self.shown.borrow()))
    }

    /// Leaves nothing behind, at the end of the preview.
    pub(super) fn clear(&self) {
        self.barrier.clear();
    }

    /// The stream of what is shown.
    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<Shown>> {
        self.shown.clone()
    }
}

/// What the watcher noticed.
enum Notice {
    Changed(Vec<PathBuf>),
    /// Events were lost: anything may have changed.
    Lost,
}

/// Starts a thread that owns the project and reads what changes. `changed` hears of each reading.
pub(super) fn follow(
    project: Project,
    loaded: Loaded,
    changed: impl Fn(&Loaded) + Send + 'static,
) -> notify::Result<Newest> {
    let noticed = Arc::new(AtomicU64::new(0));
    let (sender, notices) = mpsc::channel();
    let root = project.root().to_owned();
    let barrier = Arc::new(Barrier::new()?);
    let watcher = watch_folder(&root, sender, Arc::clone(&noticed), Arc::clone(&barrier))?;
    let problems = problems(&loaded);
    let version = u64::from(std::process::id()) << 32;
    let first =
        Shown { snapshot: loaded.snapshot, version, only_style: false, problems, noticed: 0 };
    let (newest, shown) = watch::channel(Arc::new(first));
    let follower = Follower { project, watcher, notices, noticed: Arc::clone(&noticed), newest };
    thread::spawn(move || follower.run(&changed));
    Ok(Newest { shown, noticed, barrier })
}

fn watch_folder(
    root: &Path,
    sender: Sender<Notice>,
    noticed: Arc<AtomicU64>,
    barrier: Arc<Barrier>,
) -> notify::Result<RecommendedWatcher> {
    let watched = root.to_owned();
    let marks = barrier.folder().to_owned();
    let hear = move |event: notify::Result<Event>| {
        let notice = match event {
            Ok(event) if event.need_rescan() => Notice::Lost,
            Ok(event) if barrier.hear(&event) => return,
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) => {
                let paths: Vec<PathBuf> =
                    event.paths.into_iter().filter(|path| is_relevant(&watched, path)).collect();
                if paths.is_empty() {
                    return;
                }
                Notice::Changed(paths)
            }
            Err(_) => Notice::Lost,
        };
        noticed.fetch_add(1, Ordering::SeqCst);
        // The receiver is gone only when the program ends.
        let _ = sender.send(notice);
    };
    // What lies behind a link is not read, and may be a whole disk; only the site's folders themselves may be links.
    let is_link = |folder| root.join(folder).is_symlink();
    let follows = FOLDERS.into_iter().any(is_link);
    let settings = notify::Config::default().with_follow_symlinks(follows);
    let mut watcher = RecommendedWatcher::new(hear, settings)?;
    // The root itself for site.yaml and for folders that come and go; what else lies there (public, target) is left alone.
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    watcher.watch(&marks, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS.map(|folder| root.join(folder)) {
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(watcher)
}

fn is_relevant(root: &Path, path: &Path) -> bool {
    let Ok(inner) = path.strip_prefix(root) else { return false };
    let Some(first) = inner.iter().next().and_then(|part| part.to_str()) else { return false };
    first == config::FILE || FOLDERS.contains(&first)
}

/// The thread that owns the project.
struct Follower {
    project: Project,
    watcher: RecommendedWatcher,
    notices: Receiver<Notice>,
    noticed: Arc<AtomicU64>,
    newest: watch::Sender<Arc<Shown>>,
}

impl Follower {
    fn run(mut self, changed: &impl Fn(&Loaded)) {
        while let Ok(first) = self.notices.recv() {
            let paths = self.gather(first);
            // Whatever is noticed from here on is read in the next round.
            let noticed = self.noticed.load(Ordering::SeqCst);
            let loaded = match &paths {
                Some(paths) => {
                    self.watch_new_folders(paths);
                    self.project.apply(paths)
                }
                None => self.project.load(),
            };
            changed(&loaded);
            self.show(loaded, paths.as_ref(), noticed);
        }
    }

    /// The changed places, once it is quiet; none where events were lost.
    fn gather(&self, first: Notice) -> Option<BTreeSet<PathBuf>> {
        let start = Instant::now();
        let mut paths = Some(BTreeSet::new());
        let mut notice = Some(first);
        while let Some(next) = notice {
            match (next, &mut paths) {
                (Notice::Changed(more), Some(paths)) => paths.extend(more),
                _ => paths = None,
            }
            let is_enough = start.elapsed() > LONGEST;
            notice = if is_enough { None } else { self.notices.recv_timeout(QUIET).ok() };
        }
        paths
    }

    /// Folders of the root that were made after the start are watched from now on.
    fn watch_new_folders(&mut self, paths: &BTreeSet<PathBuf>) {
        for folder in FOLDERS.map(|folder| self.project.root().join(folder)) {
            if paths.contains(&folder) && folder.is_dir() {
                // Where it can't be watched, the next change of the root brings it up to date.
                let _ = self.watcher.watch(&folder, RecursiveMode::Recursive);
            }
        }
    }

    /// Shows what was read, unless it has errors: then the last good snapshot stays, and the errors are told.
    fn show(&self, loaded: Loaded, paths: Option<&BTreeSet<PathBuf>>, noticed: u64) {
        let problems = problems(&loaded);
        let last = Arc::clone(&self.newest.borrow());
        let snapshot = if problems.is_empty() { loaded.snapshot } else { last.snapshot.clone() };
        let is_style =
            |path: &PathBuf| path.extension().is_some_and(|extension| extension == "css");
        let only_style =
            last.problems.is_empty() && paths.is_some_and(|paths| paths.iter().all(is_style));
        let version = last.version + 1;
        self.newest.send_replace(Arc::new(Shown {
            snapshot,
            version,
            only_style,
            problems,
            noticed,
        }));
    }
}

/// The errors of a reading as text; empty where it can be shown.
fn problems(loaded: &Loaded) -> String {
    if loaded.has_errors() {
        return print(&loaded.diagnostics, Style::Plain);
    }
    print(&probe(&loaded.snapshot), Style::Plain)
}

/// Renders one page of each kind, for a template shows some of its errors only when it is used.
fn probe(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let renderer = Renderer::new(snapshot);
    let mut kinds = HashSet::new();
    let routes = snapshot.site.routes().into_iter().filter(|route| route.is_page());
    let firsts = routes.filter(|route| kinds.insert(std::mem::discriminant(route)));
    let mut problems: Vec<Diagnostic> =
        firsts.filter_map(|route| renderer.render(route).err()).collect();
    problems.dedup();
    problems
}
