//! Registry files to a registry.

use std::collections::HashMap;

use super::keywords::keywords;
use super::{
    Declaration, Entity, EntityKind, Link, PartialDate, Position, Profile, Registry, Topic,
    TopicId, atlas, overlay,
};
use crate::config::AtlasSettings;
use crate::content::{ContentKind, not_a_web_address, split, too_much};
use crate::diagnostics::{Diagnostic, Source, Span, nearest};
use crate::markdown::excess;
use crate::text::{is_slug, slug};
use crate::yaml::{Document, Fields, Item, Limits};

/// A registry file and what it declares.
#[derive(Clone, Debug)]
pub struct EntryFile {
    /// Actors, places or topics.
    pub kind: ContentKind,
    /// The file.
    pub source: Source,
}

/// Large registries are imported as one file; the cap is against accidents.
const FILE_LIMITS: Limits = Limits { bytes: 16 * 1024 * 1024, depth: 32 };

/// Reads all entries. Of two entries with one id the first counts, and an error tells both.
pub fn load(files: &[EntryFile]) -> Registry {
    Entries::read_all(files).into_registry()
}

/// Reads all entries and puts the built-in atlas under them.
pub fn load_over_atlas(files: &[EntryFile], settings: &AtlasSettings) -> Registry {
    let mut entries = Entries::read_all(files);
    let (atlas, problems) = atlas::read(settings);
    entries.problems.extend(problems);
    overlay::lay_over(&mut entries.entities, &mut entries.topics, atlas);
    entries.into_registry()
}

#[derive(Default)]
struct Entries {
    entities: Vec<Entity>,
    topics: Vec<LooseTopic>,
    problems: Vec<Diagnostic>,
}

/// A topic, and the id after its `broader`, which has yet to be looked up.
pub(super) type LooseTopic = (Topic, Option<BroaderId>);

/// The id after `broader`, with its place; none in the atlas.
#[derive(Clone, Debug)]
pub(super) struct BroaderId {
    pub(super) id: String,
    pub(super) span: Option<Span>,
}

impl Entries {
    fn read_all(files: &[EntryFile]) -> Self {
        let mut entries = Self::default();
        for file in files {
            entries.read(file);
        }
        entries.sort();
        entries
    }

    fn read(&mut self, file: &EntryFile) {
        let source = &file.source;
        let markdown = source.path().ends_with(".md") || source.path().ends_with(".markdown");
        let (yaml, profile) = if markdown {
            match split(source) {
                Ok(parts) => (parts.yaml, self.profile(source, parts.body)),
                Err(problem) => return self.problems.push(problem),
            }
        } else {
            (Span::new(0, source.text().len()), None)
        };
        match Document::parse(source, yaml, FILE_LIMITS) {
            Err(problems) => self.problems.extend(problems),
            Ok(document) => {
                for item in document.entries() {
                    self.entry(file.kind, source, &item, profile.clone());
                }
                self.problems.extend(document.into_problems());
            }
        }
    }

    /// The text of a Markdown file, if it has one.
    fn profile(&mut self, source: &Source, body: Span) -> Option<Profile> {
        let text = source.slice(body);
        if let Some(excess) = excess(text) {
            self.problems.push(too_much(source, body, &excess).0);
            return None;
        }
        (!text.trim().is_empty()).then(|| Profile { source: source.clone(), body })
    }

    fn entry(
        &mut self,
        kind: ContentKind,
        source: &Source,
        item: &Item<'_>,
        profile: Option<Profile>,
    ) {
        let Some(mut fields) = item.fields() else { return };
        let declaration =
            Declaration { source: source.clone(), span: source.first_line(item.span()) };
        if kind == ContentKind::Topics {
            self.topics.extend(topic(&mut fields, declaration, profile));
        } else {
            let implied = (kind == ContentKind::Places).then_some(EntityKind::Place);
            self.entities.extend(entity(&mut fields, implied, declaration, profile));
        }
        fields.finish();
    }

    /// By id, and each id once.
    fn sort(&mut self) {
        // A stable sort: of two entries with one id the one that was read first stays first.
        self.entities.sort_by(|a, b| a.id.cmp(&b.id));
        self.topics.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        let problems = &mut self.problems;
        self.entities.dedup_by(|later, first| {
            is_repeated(problems, (&first.id, &first.declaration), (&later.id, &later.declaration))
        });
        self.topics.dedup_by(|(later, _), (first, _)| {
            is_repeated(problems, (&first.id, &first.declaration), (&later.id, &later.declaration))
        });
    }

    fn into_registry(mut self) -> Registry {
        self.resolve_broader();
        let topics = self.topics.into_iter().map(|(topic, _)| topic).collect();
        Registry::new(self.entities, topics, self.problems)
    }

    fn resolve_broader(&mut self) {
        let ids: HashMap<String, TopicId> = self
            .topics
            .iter()
            .zip(0..)
            .map(|((topic, _), index)| (topic.id.clone(), TopicId(index)))
            .collect();
        for (topic, broader) in &mut self.topics {
            let Some(broader) = broader else { continue };
            topic.broader = ids.get(&broader.id).copied();
            if topic.broader.is_none()
                && let Some(span) = broader.span
            {
                let problem = Diagnostic::error(
                    "unknown-topic",
                    format!("there is no topic `{}`", broader.id),
                )
                .at(&topic.declaration.source, span);
                self.problems.push(match nearest(&broader.id, ids.keys().map(String::as_str)) {
                    Some(known) => problem.hint(format!("did you mean `{known}`?")),
                    None => problem.hint("`broader` takes the id of another topic"),
                });
            }
        }
        self.cut_cycles();
    }

    /// Tells every cycle once, at the member with the smallest id, and cuts it there.
    fn cut_cycles(&mut self) {
        for start in 0..self.topics.len() {
            let mut chain = vec![start];
            let mut current = start;
            while let Some(broader) = self.topics[current].0.broader {
                current = broader.index();
                if chain.contains(&current) {
                    break;
                }
                chain.push(current);
            }
            let closes = self.topics[*chain.last().unwrap_or(&start)].0.broader
                == Some(TopicId(start as u32));
            if !closes {
                continue;
            }
            // The site has the last word: what the atlas says gives way without a word.
            let of_atlas = |topic: &LooseTopic| topic.1.as_ref().is_some_and(|b| b.span.is_none());
            if let Some(&index) = chain.iter().find(|&&index| of_atlas(&self.topics[index])) {
                self.topics[index].0.broader = None;
                continue;
            }
            let names: Vec<&str> =
                chain.iter().chain([&start]).map(|&i| self.topics[i].0.id.as_str()).collect();
            let (topic, broader) = &self.topics[start];
            let span = broader.as_ref().and_then(|broader| broader.span);
            let span = span.unwrap_or(topic.declaration.span);
            self.problems.push(
                Diagnostic::error(
                    "topic-cycle",
                    format!("topics go round in a circle: {}", names.join(" → ")),
                )
                .at(&topic.declaration.source, span)
                .hint("take `broader` away from one of them"),
            );
            self.topics[start].0.broader = None;
        }
    }
}

fn is_repeated(
    problems: &mut Vec<Diagnostic>,
    (first_id, first): (&str, &Declaration),
    (later_id, later): (&str, &Declaration),
) -> bool {
    if first_id != later_id {
        return false;
    }
    problems.push(
        Diagnostic::error("duplicate-id", format!("two entries have the id `{later_id}`"))
            .at(&later.source, later.span)
            .label("declared again here")
            .related(&first.source, Some(first.span), "first declared here")
            .hint("merge the two, or give one an `id` of its own"),
    );
    true
}

fn entity(
    fields: &mut Fields<'_>,
    implied: Option<EntityKind>,
    declaration: Declaration,
    profile: Option<Profile>,
) -> Option<Entity> {
    let name = fields.required_text("name", "every entry needs a `name`");
    let kind = match implied {
        Some(kind) => Some(kind),
        None => entity_kind(fields),
    };
    let id = id(fields, name.as_deref());
    let is_complete = name.is_some() && kind.is_some() && id.is_some();
    let kind = kind.unwrap_or(EntityKind::Person);
    let entity = Entity {
        aliases: names(fields, "aliases"),
        acronym: fields.text("acronym"),
        demonyms: names(fields, "demonyms"),
        capitals: names(fields, "capital"),
        metonyms: names(fields, "metonyms"),
        short_names: names(fields, "short_names"),
        needs_context: names(fields, "needs_context"),
        family_name: fields.text("family_name"),
        country: country_code(fields),
        ended: partial_date(fields, "ended"),
        wikidata: wikidata(fields),
        positions: fields.items("positions").iter().filter_map(position).collect(),
        as_of: partial_date(fields, "as_of"),
        summary: fields.text("summary").unwrap_or_default(),
        image: fields.text("image").unwrap_or_default(),
        links: fields.items("links").iter().filter_map(link).collect(),
        profile,
        ..Entity::new(id.unwrap_or_default(), kind, name.unwrap_or_default(), declaration)
    };
    is_complete.then_some(entity)
}

fn entity_kind(fields: &mut Fields<'_>) -> Option<EntityKind> {
    let Some(item) = fields.get("kind") else {
        fields.report_missing("kind", "add `kind: person`, `organization`, `country` or `place`");
        return None;
    };
    let text = item.text()?;
    let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == text);
    if kind.is_none() {
        let problem = Diagnostic::error("bad-kind", format!("unknown kind `{text}`"));
        item.report(match nearest(text, EntityKind::ALL.map(EntityKind::name)) {
            Some(known) => problem.hint(format!("did you mean `{known}`?")),
            None => problem.hint("use person, organization, country or place"),
        });
    }
    kind
}

/// The `id`, or the slug of the name.
fn id(fields: &mut Fields<'_>, name: Option<&str>) -> Option<String> {
    let Some(item) = fields.get("id") else { return Some(slug(name?)) };
    let text = item.text()?;
    if is_slug(text) {
        return Some(text.to_owned());
    }
    item.report(
        Diagnostic::error("bad-id", format!("`{text}` can't be an id"))
            .hint(format!("use lower-case letters, digits and hyphens: `{}`", slug(text))),
    );
    None
}

fn names(fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    fields
        .texts(key)
        .into_iter()
        .map(|(text, _)| text)
        .filter(|text| !text.trim().is_empty())
        .collect()
}

fn country_code(fields: &mut Fields<'_>) -> Option<String> {
    let item = fields.get("country")?;
    let text = item.text()?;
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(text.to_owned());
    }
    item.report(
        Diagnostic::error("bad-country", format!("`{text}` is no country code"))
            .hint("use the two capitals of ISO 3166, such as US or KR"),
    );
    None
}

fn wikidata(fields: &mut Fields<'_>) -> Option<String> {
    let item = fields.get("wikidata")?;
    let text = item.text()?;
    let number = text
        .strip_prefix('Q')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    if number {
        return Some(text.to_owned());
    }
    item.report(
        Diagnostic::error("bad-wikidata", format!("`{text}` is no item of Wikidata"))
            .hint("an item looks like Q7821917"),
    );
    None
}

fn position(item: &Item<'_>) -> Option<Position> {
    let mut fields = item.fields()?;
    let position = Position {
        title: fields.required_text("title", "every position needs a `title`").unwrap_or_default(),
        of: fields.text("of").unwrap_or_default(),
        start: partial_date(&mut fields, "start"),
        end: partial_date(&mut fields, "end"),
    };
    fields.finish();
    if let (Some(start), Some(end)) = (position.start, position.end)
        && start.first_day() > end.last_day()
    {
        item.report(Diagnostic::error(
            "bad-period",
            format!("the position ends ({end}) before it starts ({start})"),
        ));
    }
    Some(position)
}

fn partial_date(fields: &mut Fields<'_>, key: &'static str) -> Option<PartialDate> {
    let item = fields.get(key)?;
    // A bare year is a number to YAML.
    let text = item.written();
    let date = PartialDate::parse(text);
    if date.is_none() {
        item.report(
            Diagnostic::error("bad-date", format!("`{text}` is no date"))
                .hint("write 2021-01-26, 2021-01 or 2021"),
        );
    }
    date
}

/// `{name: …, url: https://…}`, or only the address.
fn link(item: &Item<'_>) -> Option<Link> {
    let link = if item.is_mapping() {
        let mut fields = item.fields()?;
        let url = fields.required_text("url", "every link needs a `url`");
        let name = fields.text("name");
        fields.finish();
        let url = url?;
        Link { name: name.unwrap_or_else(|| host(&url).to_owned()), url }
    } else {
        let url = item.text()?;
        Link { name: host(url).to_owned(), url: url.to_owned() }
    };
    if let Some(problem) = not_a_web_address(&link.url) {
        item.report(problem);
        return None;
    }
    Some(link)
}

fn host(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split('/').next().unwrap_or(url).trim_start_matches("www.")
}

fn topic(
    fields: &mut Fields<'_>,
    declaration: Declaration,
    profile: Option<Profile>,
) -> Option<LooseTopic> {
    let name = fields.required_text("name", "every topic needs a `name`");
    let id = id(fields, name.as_deref());
    let broader = fields
        .get("broader")
        .and_then(|item| Some(BroaderId { id: item.text()?.to_owned(), span: Some(item.span()) }));
    // All keys are asked for before any is missed: otherwise those that follow would count as unknown.
    let keywords = keywords(fields);
    let not = names(fields, "not");
    let iptc = fields.text("iptc");
    let summary = fields.text("summary").unwrap_or_default();
    let (id, name) = (id?, name?);
    let topic = Topic {
        id,
        name,
        keywords,
        not,
        broader: None,
        iptc,
        summary,
        profile,
        declaration,
        from_atlas: false,
    };
    Some((topic, broader))
}
