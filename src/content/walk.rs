//! Which files of the content folder are what.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::file::{Unread, unreadable};
use crate::diagnostics::{Diagnostic, Source};

/// What a file of the content folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentKind {
    /// An article below `content/articles/`.
    Article,
    /// Entries of actors below `content/actors/`.
    Actors,
    /// Entries of places below `content/places/`.
    Places,
    /// Entries of topics below `content/topics/`.
    Topics,
    /// A plain page below `content/pages/`.
    Page,
}

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentFile {
    /// The path below the site's root, with `/` between the parts.
    pub path: String,
    /// What it holds.
    pub kind: ContentKind,
    /// Where it is.
    pub location: PathBuf,
}

/// What the file at a path below the root holds; none for files that are not content.
pub fn kind_of(path: &str) -> Option<ContentKind> {
    let inner = path.strip_prefix("content/")?;
    let (folder, rest) = inner.split_once('/')?;
    if rest.split('/').any(|part| part.starts_with('.')) {
        return None;
    }
    let extension = rest.rsplit_once('.').map(|(_, extension)| extension)?;
    let markdown = matches!(extension, "md" | "markdown");
    let yaml = matches!(extension, "yaml" | "yml");
    match folder {
        "articles" if markdown => Some(ContentKind::Article),
        "actors" if markdown || yaml => Some(ContentKind::Actors),
        "places" if markdown || yaml => Some(ContentKind::Places),
        "topics" if markdown || yaml => Some(ContentKind::Topics),
        "pages" if markdown => Some(ContentKind::Page),
        _ => None,
    }
}

/// The files of the content folder in the order of their paths, and what could not be looked at. Hidden files are left
/// alone. What is no regular file is among them where it has the name of one: reading it tells what it is.
pub fn walk(root: &Path) -> (Vec<ContentFile>, Vec<Diagnostic>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let visible = |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    each_file(root, "content", visible, &mut problems, |path, entry| {
        let Some(kind) = kind_of(&path) else { return ignored(&path, entry.path()) };
        files.push(ContentFile { path, kind, location: entry.into_path() });
        None
    });
    files.sort();
    (files, problems)
}

/// Gives away whatever lies in a folder of the site and below it and is no folder, with its path below the root. No link is followed,
/// but for the folder itself being one to another place in the site. What `add` has to tell of a file joins the problems.
pub fn each_file(
    root: &Path,
    folder: &str,
    wanted: impl Fn(&DirEntry) -> bool,
    problems: &mut Vec<Diagnostic>,
    mut add: impl FnMut(String, DirEntry) -> Option<Diagnostic>,
) {
    let location = root.join(folder);
    if !is_there(&location) {
        return;
    }
    if leads_out(root, &location) {
        problems.push(
            Diagnostic::error("symbolic-link", "this link leads out of the site")
                .in_file(&Source::new(folder, ""))
                .hint("put the folder itself there, or name the folder that holds it with --root"),
        );
        return;
    }
    for entry in WalkDir::new(&location).into_iter().filter_entry(wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || entry.depth() == 0 => {}
            // Emacs marks what it edits by a link of such a name.
            Ok(entry)
                if entry.path_is_symlink()
                    && entry.file_name().as_encoded_bytes().starts_with(b".#") => {}
            Ok(entry) => match path_below(root, entry.path()) {
                Some(path) => problems.extend(add(path, entry)),
                None => problems.push(not_utf8(root, entry.path())),
            },
            Err(error) => problems.push(unlisted(root, error)),
        }
    }
}

/// Whether there is anything, be it a link that leads nowhere.
pub fn is_there(location: &Path) -> bool {
    std::fs::symlink_metadata(location).is_ok()
}

/// Whether a place is a link to somewhere outside the site.
fn leads_out(root: &Path, location: &Path) -> bool {
    let is_link = std::fs::symlink_metadata(location).is_ok_and(|data| data.is_symlink());
    is_link
        && match (root.canonicalize(), location.canonicalize()) {
            (Ok(root), Ok(real)) => !real.starts_with(root),
            _ => true,
        }
}

/// Whether a folder between the root and a place is a link. What lies behind it is not the site's.
pub fn is_behind_link(root: &Path, location: &Path) -> bool {
    let folders = location.ancestors().skip(1).take_while(|folder| *folder != root);
    // The site's folders themselves may be links: `each_file` sees to where they lead.
    let inner = folders.filter(|folder| folder.parent() != Some(root));
    inner
        .into_iter()
        .any(|folder| std::fs::symlink_metadata(folder).is_ok_and(|data| data.is_symlink()))
}

fn not_utf8(root: &Path, location: &Path) -> Diagnostic {
    let path = location.strip_prefix(root).unwrap_or(location);
    Diagnostic::error("bad-file-name", "the name of the file is not UTF-8")
        .in_file(&Source::new(&path.to_string_lossy(), ""))
        .hint("rename it: its name becomes an address, and addresses are UTF-8")
}

/// A folder that can't be looked into.
fn unlisted(root: &Path, error: walkdir::Error) -> Diagnostic {
    let path = error.path().map(|path| path.strip_prefix(root).unwrap_or(path).to_string_lossy());
    let source = Source::new(&path.unwrap_or_default(), "");
    let error = error.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
    unreadable("folder", &error).in_file(&source)
}

/// What to tell about something that is no content; nothing about hidden files.
pub fn ignored(path: &str, location: &Path) -> Option<Diagnostic> {
    if path.split('/').any(|part| part.starts_with('.')) {
        return None;
    }
    let kind = std::fs::symlink_metadata(location).ok()?.file_type();
    if let Some(special) = Unread::of(kind) {
        return Some(special.told(path));
    }
    let problem = Diagnostic::warning(
        "ignored-file",
        "this file is no article, entry, topic or page, and is ignored",
    );
    Some(
        problem
            .in_file(&Source::new(path, ""))
            .hint("articles and pages are .md files, actors, places and topics .yaml or .md, each kind in its folder")
            .hint("pictures and downloads belong into static/"),
    )
}

/// The path of a place below a folder with `/` between the parts; none where it is not below it or not UTF-8.
pub fn path_below(folder: &Path, location: &Path) -> Option<String> {
    let inner = location.strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> = inner.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
