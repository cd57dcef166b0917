//! Scores the tagging of stories against what people marked in them:
//! `cargo run --release --example score -- [--errors] [--pages] [--model MODEL] GOLD.jsonl…`
//!
//! Each line is a story: `{"id": …, "text": …, "people": [[form, …], …], "organizations": …, "places": …, "topics": [id, …]}`. A
//! person, an organisation or a place is the list of its forms in the story, the fullest first. Countries are among the places. The
//! stories are tagged with an empty registry over the built-in atlas.
//!
//! Counted per story: a tag is right where the story has that person (organisation, place) and no other tag was counted for it. People
//! are scored twice: by any form, so that a surname alone is enough, and by the fullest form.
//!
//! - `--errors` lists for each story what is missed and wrong.
//! - `--pages` makes a site of the stories of each file, and tells which of its pages of people are people under their right names.
//! - `--model` takes another model than the program's own.

mod count;
mod gold;
mod pages;

use std::sync::Arc;

use briefing::config::AtlasSettings;
use briefing::registry::load_over_atlas;
use briefing::tagging::Tagger;
use briefing::tagging::names::Model;
use count::Counts;

/// What is asked for.
#[derive(Default)]
struct Options {
    errors: bool,
    pages: bool,
    model: Option<String>,
    files: Vec<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = options()?;
    let registry = Arc::new(load_over_atlas(&[], &AtlasSettings::default()));
    let model = match &options.model {
        Some(path) => Model::from_bytes(&std::fs::read(path)?).ok_or("no model of this version")?,
        None => Model::builtin(),
    };
    let tagger = Tagger::new(&registry, Some(Arc::new(model)));
    for path in &options.files {
        let stories = gold::stories(path, &tagger)?;
        let mut counts = Counts::default();
        for story in &stories {
            counts.add(story, &registry, options.errors);
        }
        counts.print(path);
        if options.pages {
            pages::print(&stories, &registry);
        }
    }
    Ok(())
}

fn options() -> Result<Options, String> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--errors" => options.errors = true,
            "--pages" => options.pages = true,
            "--model" => options.model = Some(arguments.next().ok_or("--model needs a file")?),
            _ if argument.starts_with('-') => return Err(format!("unknown option: {argument}")),
            _ => options.files.push(argument),
        }
    }
    Ok(options)
}
