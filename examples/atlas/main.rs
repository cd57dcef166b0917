//! Writes the built-in atlas (`src/registry/atlas/countries.yaml`, `places.yaml` and `people.yaml`) from open data and from the
//! corrections beside this file, which a person made who read the result. The same input gives the same bytes.
//!
//! Run: `cargo run --example atlas -- RAW_FOLDER`. The folder's layout and the origins and licences of its files are told in NOTICE.

mod corrections;
mod countries;
mod entry;
mod people;
mod places;

use std::error::Error;
use std::path::Path;

/// Whatever stops the writing: a file that is missing or is not as expected.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let raw = std::env::args().nth(1).ok_or("usage: cargo run --example atlas -- RAW_FOLDER")?;
    let raw = Path::new(&raw);
    let countries = countries::read(raw)?;
    let places = places::read(raw, &countries)?;
    let people = people::read(raw, &countries)?;
    entry::write("countries", &countries.iter().map(countries::entry).collect::<Vec<_>>())?;
    entry::write("places", &places)?;
    entry::write("people", &people)?;
    println!("{} countries, {} places, {} people", countries.len(), places.len(), people.len());
    Ok(())
}
