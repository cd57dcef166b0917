//! `briefing init`: a small complete site to start from.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum as _};
use jiff::civil::Date;

use super::create::{NewFile, create};
use super::schema;
use super::terminal::{say, tell};
use crate::config::Config;
use crate::project::{Options, Project};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of the new site, made if it isn't there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// The files of the new site: path and text. In both the day is put in.
const FILES: [(&str, &str); 11] = [
    ("site.yaml", include_str!("init/site.yaml")),
    (
        "content/articles/@YEAR@/@MONTH@/how-names-become-links.md",
        include_str!("init/content/articles/how-names-become-links.md"),
    ),
    (
        "content/articles/@YEAR@/@MONTH@/how-topics-are-found.md",
        include_str!("init/content/articles/how-topics-are-found.md"),
    ),
    ("content/actors/jane-example.md", include_str!("init/content/actors/jane-example.md")),
    ("content/actors/organizations.yaml", include_str!("init/content/actors/organizations.yaml")),
    ("content/actors/countries.yaml", include_str!("init/content/actors/countries.yaml")),
    ("content/places/places.yaml", include_str!("init/content/places/places.yaml")),
    ("content/topics/topics.yaml", include_str!("init/content/topics/topics.yaml")),
    ("content/pages/about.md", include_str!("init/content/pages/about.md")),
    (".github/workflows/pages.yml", include_str!("init/pages.yml")),
    // Under its own name it would count for this repository.
    (".gitignore", include_str!("init/gitignore")),
];

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let folder = &arguments.folder;
    let today = Project::new(folder, Options::default()).today(&Config::default());
    let files = files(today);
    if let Err(problems) = create(folder, &files) {
        tell(&problems);
        return ExitCode::FAILURE;
    }
    for file in &files {
        say(&folder.join(&file.path).display().to_string());
    }
    say(&next_steps(folder));
    ExitCode::SUCCESS
}

fn files(today: Date) -> Vec<NewFile> {
    let samples = FILES
        .into_iter()
        .map(|(path, text)| NewFile { path: filled(path, today), text: filled(text, today) });
    let schemas = schema::Kind::value_variants()
        .iter()
        .map(|kind| NewFile { path: kind.path(), text: schema::text(*kind) });
    samples.chain(schemas).collect()
}

fn filled(text: &str, today: Date) -> String {
    text.replace("@TODAY@", &today.to_string())
        .replace("@YEAR@", &format!("{:04}", today.year()))
        .replace("@MONTH@", &format!("{:02}", today.month()))
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
}

/// What to type next.
fn next_steps(folder: &Path) -> String {
    let folder = folder.display().to_string();
    let folder =
        if folder.contains(char::is_whitespace) { format!("\"{folder}\"") } else { folder };
    let enter = if folder == "." { String::new() } else { format!("    cd {folder}\n") };
    format!(
        "\nNext:\n\n{enter}    briefing serve                    # preview it\n    \
         briefing new article \"Title\"      # write\n    \
         briefing build --strict           # build it into public/"
    )
}
