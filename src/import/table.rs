//! Rows with named columns: CSV files, and whatever else comes as a table.

use std::collections::HashMap;

use super::{Reader, Record, date, kind, one_line, wikidata_item};
use crate::diagnostics::{Diagnostic, Span};
use crate::registry::{EntityKind, Link, PartialDate, Position};
use crate::text::is_slug;

/// What columns are called, in lower case without spaces and underscores; the first is ours. Labels come before items, as a query at Wikidata
/// returns both.
const NAME: [&str; 7] =
    ["name", "itemlabel", "personlabel", "label", "fullname", "organizationlabel", "title"];
const WIKIDATA: [&str; 8] =
    ["wikidata", "item", "person", "organization", "qid", "wikidataid", "wikidataitem", "entity"];
const ALIASES: [&str; 6] =
    ["aliases", "alias", "itemaltlabel", "personaltlabel", "altlabel", "othernames"];
const KIND: [&str; 3] = ["kind", "type", "schema"];
const COUNTRY: [&str; 6] = ["countrycode", "iso", "iso2", "country", "countrylabel", "nationality"];
const POSITION: [&str; 5] = ["positionlabel", "position", "role", "office", "rolelabel"];
const OF: [&str; 5] = ["of", "oflabel", "bodylabel", "body", "jurisdiction"];
const START: [&str; 5] = ["start", "startdate", "starttime", "since", "from"];
const END: [&str; 5] = ["end", "enddate", "endtime", "until", "to"];
const SUMMARY: [&str; 5] =
    ["summary", "description", "itemdescription", "persondescription", "notes"];
const FAMILY_NAME: [&str; 5] =
    ["familyname", "familynamelabel", "surname", "lastname", "family_name"];
const ACRONYM: [&str; 3] = ["acronym", "shortname", "abbreviation"];
const LINK: [&str; 4] = ["url", "website", "link", "homepage"];

/// A row: texts by the names of their columns.
pub(super) struct Row {
    pub(super) cells: HashMap<String, String>,
    pub(super) span: Span,
}

impl Row {
    pub(super) fn new(span: Span, cells: impl Iterator<Item = (String, String)>) -> Self {
        let key = |name: &str| name.trim().to_lowercase().replace(['_', ' ', '-'], "");
        let cells = cells.map(|(name, text)| (key(&name), text.trim().to_owned()));
        Self { cells: cells.filter(|(_, text)| !text.is_empty()).collect(), span }
    }

    /// The first of the columns that has a text.
    fn text(&self, columns: &[&str]) -> Option<&str> {
        columns.iter().find_map(|column| self.cells.get(*column)).map(String::as_str)
    }

    fn list(&self, columns: &[&str], separators: &[char]) -> Vec<String> {
        let texts = self.text(columns).unwrap_or_default().split(separators).map(one_line);
        texts.filter(|text| !text.is_empty()).collect()
    }
}

impl Reader<'_> {
    pub(super) fn csv(&mut self) {
        let text = self.source.text();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(text))
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
        let header = match reader.headers() {
            Ok(header) => header.clone(),
            Err(error) => return self.unreadable(&error),
        };
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => return self.unreadable(&error),
            };
            let start = record.position().map_or(0, |position| position.byte() as usize) + skipped;
            let span = self.source.first_line(Span::new(start, text.len()));
            let cells = header.iter().zip(&record);
            self.row(&Row::new(span, cells.map(|(name, text)| (name.to_owned(), text.to_owned()))));
        }
        if !header.iter().any(|name| {
            let row = Row::new(self.whole(), [(name.to_owned(), "x".to_owned())].into_iter());
            row.text(&NAME).is_some()
        }) {
            let columns: Vec<&str> = header.iter().collect();
            let problem = Diagnostic::error("import-format", "no column with names")
                .at(self.source, self.source.first_line(self.whole()))
                .hint(format!("expected a column `name`; there are: {}", columns.join(", ")));
            self.problems = vec![problem];
        }
    }

    fn unreadable(&mut self, error: &csv::Error) {
        let problem = Diagnostic::error("import-format", format!("this is no table: {error}"));
        self.problems.push(problem.in_file(self.source));
    }

    /// Takes what a row says.
    pub(super) fn row(&mut self, row: &Row) {
        let item = row.text(&WIKIDATA).and_then(wikidata_item);
        // A label that Wikidata lacks comes as the item itself.
        let name = row.text(&NAME).filter(|name| item.as_deref() != Some(*name));
        let Some(name) = name else { return self.nameless(row.span) };
        let kind = row.text(&KIND).and_then(kind).unwrap_or(self.assumptions.kind);
        let own = row.text(&["id"]);
        let key = own.or(item.as_deref()).unwrap_or_default().to_owned();
        let mut record = Record::new(&key, kind, name, self.source, row.span);
        let entity = &mut record.entity;
        if let Some(id) = own.filter(|id| is_slug(id)) {
            id.clone_into(&mut entity.id);
        }
        entity.wikidata = item;
        // A comma may be part of a name; between labels of Wikidata there is nothing else.
        let is_query =
            row.cells.contains_key("itemaltlabel") || row.cells.contains_key("personaltlabel");
        let separators: &[char] = if is_query { &[','] } else { &[';', '|', '\n'] };
        entity.aliases = row.list(&ALIASES, separators);
        entity.acronym = row.text(&ACRONYM).map(one_line);
        entity.family_name = row.text(&FAMILY_NAME).map(one_line);
        entity.summary = row.text(&SUMMARY).map(one_line).unwrap_or_default();
        if let Some(url) = row.text(&LINK).filter(|url| url.starts_with("http")) {
            entity.links.push(Link { name: url.to_owned(), url: url.to_owned() });
        }
        entity.country = self.country(row);
        if kind == EntityKind::Person {
            entity.positions.extend(self.position(row));
        }
        self.records.push(record);
    }

    fn country(&mut self, row: &Row) -> Option<String> {
        let text = row.text(&COUNTRY)?;
        let code = self.countries.code(text);
        if code.is_none() {
            let problem = format!("no country is known as `{text}`");
            let problem = Diagnostic::warning("unknown-country", problem).at(self.source, row.span);
            self.problems.push(problem.hint("use a code of ISO 3166, such as KR"));
        }
        code
    }

    fn position(&mut self, row: &Row) -> Option<Position> {
        let title = row.text(&POSITION).filter(|title| wikidata_item(title).is_none())?;
        let title = one_line(title);
        let of = row.text(&OF).map(one_line).unwrap_or_default();
        let start = self.day(row, &START);
        let end = self.day(row, &END);
        Some(Position { title, of, start, end })
    }

    fn day(&mut self, row: &Row, columns: &[&str]) -> Option<PartialDate> {
        let text = row.text(columns)?;
        let day = date(text);
        if day.is_none() {
            let problem = format!("`{text}` is no date");
            let problem = Diagnostic::warning("import-date", problem).at(self.source, row.span);
            self.problems.push(problem.hint("expected a day, month or year: 2021-01-26"));
        }
        day
    }
}

/// What stands between cells: a comma, or a semicolon or tab where the header has more of these.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |wanted: u8| header.bytes().filter(|byte| *byte == wanted).count();
    // Of equals the comma, which comes last here.
    [b'\t', b';', b','].into_iter().max_by_key(|wanted| count(*wanted)).unwrap_or(b',')
}
