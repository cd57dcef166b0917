//! Writes the files of one folder into another with two threads, and prints the seconds that the writing alone took: what no generator
//! of the same files can beat. `cargo run --release --example write_files -- FROM TO`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{fs, io, thread};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "write_files FROM TO"));
    };
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&from).map_err(io::Error::other)?.to_owned();
            files.push((path, fs::read(entry.path())?));
        }
    }
    let start = Instant::now();
    let folders: BTreeSet<PathBuf> =
        files.iter().filter_map(|(path, _)| path.parent()).map(|folder| to.join(folder)).collect();
    folders.iter().try_for_each(fs::create_dir_all)?;
    let write = |half: &[(PathBuf, Vec<u8>)]| {
        half.iter().try_for_each(|(path, bytes)| fs::write(to.join(Path::new(path)), bytes))
    };
    let (first, second) = files.split_at(files.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(|| write(second));
        write(first)?;
        other.join().unwrap_or_else(|_| Err(io::Error::other("a thread failed")))
    })?;
    println!("{:.4}", start.elapsed().as_secs_f64());
    Ok(())
}
