//! Writes the articles that strain one part of the program each, for measuring: `cargo run --example strain -- BYTES FOLDER` makes a
//! site of one article for each kind below the folder, `ordinary` among them. docs/reliability.md says how to measure.

#[path = "../tests/support/strain.rs"]
mod strain;

use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [bytes, folder] = arguments.as_slice() else {
        return Err("usage: strain BYTES FOLDER".into());
    };
    let bytes: usize = bytes.parse()?;
    for (name, make) in [strain::ORDINARY].iter().chain(strain::KINDS) {
        let articles =
            Path::new(folder).join(name.replace([' ', ':', ','], "-")).join("content/articles");
        fs::create_dir_all(&articles)?;
        fs::write(articles.join("a.md"), make(bytes))?;
    }
    Ok(())
}
