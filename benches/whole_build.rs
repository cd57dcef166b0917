//! Whole builds of a site that is the same on every machine.
//!
//! - `cargo bench --bench whole_build` times a cold build and one with nothing changed: articles a second, and peak memory.
//! - `… -- --articles 10000` does so for so many articles, `--words 2000` with fewer different words.
//! - `… -- --write DIR` only writes the site.
//! - `… -- --instructions` counts the instructions of a small build on one thread (with valgrind) and compares them with the count in
//!   `benches/instructions.txt`: more than a tenth above fails. `… -- --accept` stores the new count.

mod corpus;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use corpus::Corpus;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");
const STORED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.txt");

/// Articles of the build whose instructions are counted: enough that what is done once is the smaller part.
const COUNTED: usize = 200;

/// How much more than the stored count is a regression.
const ALLOWED: f64 = 1.10;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let number = |name: &str, default: usize| {
        value(name).map_or(default, |text| text.parse().expect("a number"))
    };
    let corpus = Corpus { articles: number("--articles", 1_000), words: number("--words", 80_000) };
    if let Some(folder) = value("--write") {
        corpus.write(Path::new(&folder)).expect("the site is written");
        return ExitCode::SUCCESS;
    }
    if has("--instructions") || has("--accept") {
        return compare(has("--accept"));
    }
    time(corpus);
    ExitCode::SUCCESS
}

fn build(root: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["build", "--quiet", "--now", "2030-01-01", "--root"]).arg(root);
    command
}

fn time(corpus: Corpus) {
    let folder = tempfile::TempDir::new().expect("a folder");
    corpus.write(folder.path()).expect("the site is written");
    for what in ["cold", "nothing changed"] {
        let start = Instant::now();
        let mut child = build(folder.path()).spawn().expect("the program");
        let mut peak = 0;
        let status = loop {
            peak = peak.max(peak_memory(child.id()));
            match child.try_wait().expect("the program's end") {
                Some(status) => break status,
                None => sleep(Duration::from_millis(2)),
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        assert!(status.success(), "the build failed");
        let articles = corpus.articles as f64 / seconds;
        println!("{what}: {seconds:.2} s, {articles:.0} articles a second, {} MB", peak / 1_000);
    }
    let (files, bytes) = size(&folder.path().join("public"));
    println!(
        "{files} files, {:.1} MB, {} bytes an article",
        bytes as f64 / 1e6,
        bytes / corpus.articles as u64
    );
}

/// The most memory that a process has had, in kilobytes; 0 where the system doesn't say.
fn peak_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// The number of files below a folder and their bytes.
fn size(folder: &Path) -> (u64, u64) {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let lengths =
        files.filter(|file| file.file_type().is_file()).filter_map(|file| file.metadata().ok());
    lengths.fold((0, 0), |(count, bytes), data| (count + 1, bytes + data.len()))
}

/// Counts and compares, or stores.
fn compare(accept: bool) -> ExitCode {
    let folder = tempfile::TempDir::new().expect("a folder");
    Corpus::of(COUNTED).write(folder.path()).expect("the site is written");
    let counted = instructions(folder.path(), &folder.path().join("callgrind"));
    let stored: Option<u64> =
        fs::read_to_string(STORED).ok().and_then(|text| text.trim().parse().ok());
    if accept {
        fs::write(STORED, format!("{counted}\n")).expect("the count is stored");
        println!("{counted} instructions, stored in benches/instructions.txt");
        return ExitCode::SUCCESS;
    }
    let Some(stored) = stored else {
        eprintln!(
            "no count is stored. Store it:\n\n    cargo bench --bench whole_build -- --accept\n"
        );
        return ExitCode::FAILURE;
    };
    let ratio = counted as f64 / stored as f64;
    println!("{counted} instructions for {COUNTED} articles, {ratio:.3} of the stored count");
    if ratio <= ALLOWED {
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "a build takes a tenth more than it did. If that is as it should be:\n\n    cargo bench --bench whole_build -- --accept\n"
    );
    ExitCode::FAILURE
}

fn instructions(root: &Path, output: &Path) -> u64 {
    let build = build(root);
    let run = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", output.display()))
        .arg(build.get_program())
        .args(build.get_args())
        .args(["--jobs", "1"])
        .stdout(Stdio::null())
        .output()
        .expect("valgrind");
    let messages = String::from_utf8_lossy(&run.stderr);
    let line = messages.lines().find_map(|line| line.split("Collected :").nth(1));
    line.and_then(|count| count.trim().parse().ok())
        .unwrap_or_else(|| panic!("no count: {messages}"))
}
