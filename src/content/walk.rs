//! Which files of the content folder are what.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

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
/// alone; symbolic links are not followed.
pub fn walk(root: &Path) -> (Vec<ContentFile>, Vec<Diagnostic>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let content = root.join("content");
    if !content.exists() {
        return (files, problems);
    }
    let visible = |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(&content).into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match path_below(root, entry.path()) {
                Some(path) => match kind_of(&path) {
                    Some(kind) => {
                        files.push(ContentFile { path, kind, location: entry.into_path() });
                    }
                    None => problems.extend(ignored(&path)),
                },
                None => problems.push(
                    Diagnostic::error(
                        "bad-file-name",
                        format!("the name of `{}` is not UTF-8", entry.path().display()),
                    )
                    .hint("rename the file"),
                ),
            },
            Ok(_) => {}
            Err(error) => problems.push(Diagnostic::error("unreadable", error.to_string())),
        }
    }
    files.sort();
    (files, problems)
}

/// What to tell about a file that is no content; nothing about hidden files.
pub fn ignored(path: &str) -> Option<Diagnostic> {
    if path.split('/').any(|part| part.starts_with('.')) {
        return None;
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
