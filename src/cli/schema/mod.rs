//! `briefing schema`: what may stand in the user's files, for editors that complete and check keys.

mod shapes;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use schemars::schema_for;

use super::terminal::print;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The kind of file
    #[arg(value_enum, default_value_t = Kind::Site)]
    kind: Kind,
}

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// site.yaml
    Site,
    /// The front matter of an article
    Article,
    /// Files in content/actors/
    Actor,
    /// Files in content/places/
    Place,
    /// Files in content/topics/
    Topic,
}

impl Kind {
    /// Where a site keeps the schema: in a folder that no build looks into.
    pub(super) fn path(self) -> String {
        let name = match self {
            Self::Site => "site",
            Self::Article => "article",
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Topic => "topic",
        };
        format!(".briefing/schemas/{name}.json")
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    print(text(arguments.kind).as_bytes());
    ExitCode::SUCCESS
}

/// The JSON Schema, draft 2020-12, as lines.
pub(super) fn text(kind: Kind) -> String {
    let schema = match kind {
        Kind::Site => schema_for!(shapes::Site),
        Kind::Article => schema_for!(shapes::Article),
        Kind::Actor => schema_for!(shapes::Entries<shapes::Actor>),
        Kind::Place => schema_for!(shapes::Entries<shapes::Place>),
        Kind::Topic => schema_for!(shapes::Entries<shapes::Topic>),
    };
    format!("{:#}\n", schema.as_value())
}
