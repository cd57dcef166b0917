//! A snapshot to a commit: files go to `git fast-import` as they are rendered, so that never all of them are in memory.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::process::Child;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use super::git::{Failed, Git};
use super::limits::Limits;
use super::store::NEW;
use crate::content::{Unread, file};
use crate::diagnostics::Diagnostic;
use crate::output::{Content, each_file};
use crate::render::Snapshot;

/// How many rendered files may wait for git.
const WAITING: usize = 64;

/// A commit to be made.
#[derive(Debug)]
pub(super) struct Commit {
    /// Name, address and time.
    pub(super) committer: String,
    pub(super) message: String,
    /// The commit before it, if any.
    pub(super) parent: Option<String>,
}

/// The bytes of each file, by path.
pub(super) type Sizes = BTreeMap<String, u64>;

/// A file on its way to git, or the end of all.
enum Piece {
    File(String, Vec<u8>),
    /// A file above the limit, of that many bytes.
    TooLarge(String, u64),
    End,
}

/// Makes the commit in the store. `extra` files stand where neither the site nor its `static/` has one of the name. Files
/// above the limit are counted, but not written. Gives the commit's name, and the sizes.
pub(super) fn import(
    git: &Git,
    snapshot: &Snapshot,
    extra: &[(&str, String)],
    commit: &Commit,
    limits: Limits,
) -> Result<(String, Sizes), Vec<Diagnostic>> {
    let failed = |failed: Failed| vec![failed.told("write the site into git")];
    // Without deltas: looking for them costs a first publish a third of its time in git.
    let arguments = ["fast-import", "--quiet", "--force", "--done", "--depth=0"];
    let mut child = spawn(git, &arguments).map_err(failed)?;
    let stdin = child.stdin.take();
    let (sender, receiver) = sync_channel(WAITING);
    let (rendered, written) = thread::scope(|scope| {
        let writer = scope.spawn(move || {
            let mut stream = BufWriter::new(stdin.ok_or(io::ErrorKind::BrokenPipe)?);
            write(&mut stream, &receiver, commit, limits)
        });
        // Where git ended early, its own message says why; what is sent then goes nowhere.
        for (path, text) in extra {
            let _ = sender.send(Piece::File((*path).to_owned(), text.clone().into_bytes()));
        }
        let rendered = each_file(snapshot, &|path, content, _| {
            let _ = sender.send(piece(path, content, limits)?);
            Ok(())
        });
        if rendered.is_ok() {
            let _ = sender.send(Piece::End);
        }
        drop(sender);
        (rendered, writer.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into())))
    });
    if rendered.is_err() {
        // Without its end git would make nothing of what it has; there is no need to wait for its complaint.
        let _ = child.kill();
    }
    let output = child.wait_with_output().map_err(|error| failed(Failed::Missing(error)))?;
    rendered?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match written {
        Ok(sizes) if output.status.success() => Ok((text(&output.stdout), sizes)),
        _ => {
            let (output, said) = (text(&output.stdout), text(&output.stderr));
            Err(failed(Failed::Refused { output, said }))
        }
    }
}

/// A file on its way. Of one above the limit only the size is wanted.
fn piece(path: &str, content: Content<'_>, limits: Limits) -> Result<Piece, Diagnostic> {
    let bytes = match content {
        Content::Bytes(bytes) => bytes,
        Content::File(location) => match file::bytes(location, limits.file) {
            Ok(bytes) => bytes,
            Err(Unread::TooLarge { bytes, .. }) => {
                return Ok(Piece::TooLarge(path.to_owned(), bytes));
            }
            Err(unread) => return Err(unread.told(&format!("static/{path}"))),
        },
    };
    Ok(Piece::File(path.to_owned(), bytes))
}

fn spawn(git: &Git, arguments: &[&str]) -> Result<Child, Failed> {
    git.command(arguments).stdin(std::process::Stdio::piped()).spawn().map_err(Failed::Missing)
}

/// The commit as `git fast-import` reads it.
fn write(
    stream: &mut impl Write,
    files: &Receiver<Piece>,
    commit: &Commit,
    limits: Limits,
) -> io::Result<Sizes> {
    let Commit { committer, message, parent } = commit;
    write!(stream, "commit {NEW}\nmark :1\ncommitter {committer}\n")?;
    write!(stream, "data {}\n{message}\n", message.len())?;
    if let Some(parent) = parent {
        writeln!(stream, "from {parent}")?;
    }
    stream.write_all(b"deleteall\n")?;
    let mut sizes = Sizes::new();
    for piece in files {
        let (path, bytes) = match piece {
            Piece::File(path, bytes) => (path, bytes),
            Piece::TooLarge(path, size) => {
                sizes.insert(path, size);
                continue;
            }
            Piece::End => {
                stream.write_all(b"get-mark :1\ndone\n")?;
                break;
            }
        };
        let size = bytes.len() as u64;
        if size <= limits.file {
            writeln!(stream, "M 100644 inline {}\ndata {size}", quoted(&path))?;
            stream.write_all(&bytes)?;
            stream.write_all(b"\n")?;
        }
        sizes.insert(path, size);
    }
    stream.flush()?;
    Ok(sizes)
}

/// A path as `git fast-import` reads it.
fn quoted(path: &str) -> String {
    let escaped = path.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn names_of_files_are_quoted() {
        assert_eq!(quoted("a b/c.html"), "\"a b/c.html\"");
        assert_eq!(quoted("a\"b\\c\nd"), "\"a\\\"b\\\\c\\nd\"");
    }
}
