//! Measures what articles cost that strain one part of the program each, in instructions, which other programs don't change:
//! `cargo run --release --example strain -- BRIEFING BYTES [WORD…]` builds a site of one article of that size for each kind whose name has
//! one of the words, with the binary BRIEFING under callgrind (of valgrind), and prints how many times an ordinary article of the same
//! number of bytes it takes. What a site without articles takes is taken off both.
//!
//! `docs/reliability.md` has the figures.

#[path = "../tests/support/strain.rs"]
mod strain;

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [briefing, bytes, words @ ..] = arguments.as_slice() else {
        return Err("usage: strain BRIEFING BYTES [WORD…]".into());
    };
    let bytes: usize = bytes.parse()?;
    let empty = instructions(Path::new(briefing), None)?;
    let of = |make: fn(usize) -> String| -> Result<u64, Failure> {
        let all = instructions(Path::new(briefing), Some(&make(bytes)))?;
        Ok(all.saturating_sub(empty))
    };
    let ordinary = of(strain::ORDINARY.1)?;
    println!("{:>7} million  {}", ordinary / 1_000_000, strain::ORDINARY.0);
    let is_asked = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    for (name, make) in strain::KINDS.iter().filter(|(name, _)| is_asked(name)) {
        let taken = of(*make)?;
        let times = taken as f64 / ordinary as f64;
        println!("{:>7} million  {times:>5.1} times  {name}", taken / 1_000_000);
    }
    Ok(())
}

/// The instructions of a build of a site with that article.
fn instructions(briefing: &Path, article: Option<&str>) -> Result<u64, Failure> {
    let site = TempDir::new()?;
    let articles = site.path().join("content/articles");
    fs::create_dir_all(&articles)?;
    if let Some(article) = article {
        fs::write(articles.join("strain.md"), article)?;
    }
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(briefing)
        .args(["build", "--jobs", "1", "--quiet", "--now", "2025-01-01", "--root"])
        .arg(site.path())
        .output()?;
    // Problems of the article are no failure here: to refuse it is a way to be done with it.
    let report = String::from_utf8_lossy(&run.stderr);
    let counted = report.lines().rev().find_map(|line| line.split_once("Collected : "));
    let count = counted.ok_or_else(|| format!("callgrind gave no count:\n{report}"))?.1;
    Ok(count.trim().parse()?)
}
