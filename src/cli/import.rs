//! `briefing import actors`: other programs' data as entries of the registry.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::create::{NewFile, create};
use super::terminal::{counted, is_site, say, tell};
use crate::diagnostics::{Diagnostic, Severity, Source};
use crate::import::{Assumptions, Joined, give_ids, join, known, read};
use crate::project::{Options, Project};
use crate::registry::{Entity, EntityKind, Registry};
use crate::text::slug;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// People, organisations, countries or places of a file, into the registry
    ///
    /// Reads tables (CSV with a header: name, wikidata, aliases, country, position, start, end …), results of queries at Wikidata (CSV or
    /// JSON), FollowTheMoney (a JSON object a line) and Popolo (JSON, as EveryPolitician has it).
    Actors(Actors),
}

#[derive(Debug, Args)]
struct Actors {
    /// The file to read
    file: PathBuf,
    /// What they are, where the file doesn't say
    #[arg(long, value_enum, default_value = "person")]
    kind: Kind,
    /// Their country, where the file doesn't say: a code or a name
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// The name of the registry file to write, instead of that of FILE
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Person,
    Organization,
    Country,
    Place,
}

impl From<Kind> for EntityKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::Person,
            Kind::Organization => Self::Organization,
            Kind::Country => Self::Country,
            Kind::Place => Self::Place,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let Command::Actors(actors) = &arguments.command;
    if !is_site(&arguments.root) {
        return ExitCode::FAILURE;
    }
    match import(&arguments.root, actors) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            tell(&problems);
            ExitCode::FAILURE
        }
    }
}

fn import(root: &Path, actors: &Actors) -> Result<(), Vec<Diagnostic>> {
    let source = source(&actors.file).map_err(|problem| vec![problem])?;
    let loaded = Project::new(root, Options::default()).load();
    let registry = loaded.snapshot.site.registry();
    let assumptions = Assumptions { kind: actors.kind.into(), country: actors.country.clone() };
    let (records, problems) = read(&source, &assumptions, registry);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    let (old, mut new): (Vec<Joined>, Vec<Joined>) =
        join(records).into_iter().partition(|entry| known(&entry.entity, registry).is_some());
    give_ids(&mut new, registry);
    let files = files(actors, &new);
    create(root, &files)?;
    tell(&problems);
    report(&files, &old, &new, registry);
    Ok(())
}

fn source(file: &Path) -> Result<Source, Diagnostic> {
    let path = file.display();
    let problem = |text: String| Diagnostic::error("unreadable", text);
    let bytes = fs::read(file).map_err(|error| problem(format!("can't read {path}: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        problem(format!("{path} is not UTF-8 at byte {place}"))
            .hint("save it as UTF-8, which spreadsheets offer when they write CSV")
    })?;
    Ok(Source::new(&path.to_string(), &text))
}

/// One registry file for actors, one for places; none without entries.
fn files(actors: &Actors, entries: &[Joined]) -> Vec<NewFile> {
    let stem = actors.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = slug(&actors.name.clone().or(stem).unwrap_or_default());
    let text = |is_wanted: fn(EntityKind) -> bool| -> String {
        let entries = entries.iter().map(|entry| &entry.entity);
        entries.filter(|entity| is_wanted(entity.kind)).map(Entity::to_yaml).collect()
    };
    let actors = text(|kind| kind != EntityKind::Place);
    let places = text(|kind| kind == EntityKind::Place);
    [("actors", actors), ("places", places)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(folder, text)| NewFile { path: format!("content/{folder}/{name}.yaml"), text })
        .collect()
}

fn report(files: &[NewFile], old: &[Joined], new: &[Joined], registry: &Registry) {
    for file in files {
        say(&file.path);
    }
    for entry in old {
        let Some(id) = known(&entry.entity, registry) else { continue };
        let declared = &registry.entity(id).declaration;
        let (line, _) = declared.source.line_and_column(declared.span.start);
        let path = declared.source.path();
        say(&format!("registered already, left out: {} ({path}:{line})", entry.entity.name));
    }
    let merged = new.iter().filter(|entry| entry.duplicates > 0);
    for Joined { entity, duplicates } in merged.clone() {
        let times = counted(*duplicates, "duplicate");
        say(&format!("merged: {} with {times}", entity.name));
    }
    let count =
        |count: usize| if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
    say(&format!(
        "{} written, {} merged, {} registered already",
        count(new.len()),
        merged.count(),
        old.len()
    ));
}
