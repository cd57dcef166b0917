//! The user's files as types, from which the schemas are made. The readers ask for their fields one by one and tell all
//! problems at once; these shapes say the same once more, and `tests/schema.rs` holds the two together.
#![expect(dead_code, reason = "nobody makes these values: only their shape counts")]

use schemars::JsonSchema;

use crate::config::Config;

/// The settings of a site. Every key has a default.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Site {
    /// The site's name.
    #[schemars(extend("default" = Config::default().title))]
    title: Option<String>,
    /// One sentence for the home page and for search engines.
    #[schemars(extend("default" = Config::default().description))]
    description: Option<String>,
    /// Where the site will be published, such as https://owner.github.io/repo/, or only the path.
    #[schemars(regex(pattern = r"^(https?://[^/]+)?(/.*)?$"), extend("default" = Config::default().base_url.path()))]
    base_url: Option<String>,
    /// The language of the articles, as in the `lang` attribute of HTML.
    #[schemars(extend("default" = Config::default().language, "examples" = ["en", "ko", "pt-BR"]))]
    language: Option<String>,
    /// Where a day begins and ends: a name of the IANA database.
    #[schemars(extend("default" = "UTC", "examples" = ["Europe/Berlin", "Asia/Seoul"]))]
    time_zone: Option<String>,
    /// Rows of a list on one page.
    #[schemars(range(min = 1, max = 10_000), extend("default" = Config::default().page_size))]
    page_size: Option<u16>,
    /// The score from which an article is on a topic.
    #[schemars(range(min = 0, max = 1), extend("default" = Config::default().topic_threshold))]
    topic_threshold: Option<f64>,
    /// What is known without being declared: countries, places, leaders, organisations and topics of the built-in atlas.
    #[schemars(extend("default" = "on"))]
    atlas: Option<Atlas>,
}

/// Whether the built-in atlas is used, or which parts of it.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Atlas {
    /// All of it or nothing.
    Whole(Switch),
    /// Parts of it.
    Parts(AtlasParts),
}

/// The parts of the built-in atlas that are used. All are on unless they are switched off.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct AtlasParts {
    /// Countries and territories.
    countries: Option<Switch>,
    /// Cities and regions.
    places: Option<Switch>,
    /// Heads of state and of government.
    people: Option<Switch>,
    /// Organisations.
    organizations: Option<Switch>,
    /// Topics.
    topics: Option<Switch>,
    /// Entries to leave out, by id.
    except: Option<Ids>,
}

/// On or off.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Switch {
    /// `true` or `false`.
    Flag(bool),
    /// `on` or `off`.
    Word(SwitchWord),
}

/// `on` or `off`.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum SwitchWord {
    /// It is used.
    On,
    /// It is left out.
    Off,
}

/// The front matter of an article.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Article {
    /// The headline.
    #[schemars(length(min = 1))]
    title: String,
    /// Day of publication, with the time if you like. May be left out where the file is named 2024-11-14-title.md.
    date: Option<Moment>,
    /// One or two sentences.
    summary: Option<String>,
    /// Who published the story first, and where.
    source: Option<Publisher>,
    /// When the article was changed last.
    updated: Option<Moment>,
    /// From then on the article is not published any more.
    expires: Option<Moment>,
    /// Held back: published with `--drafts` only.
    #[schemars(extend("default" = false))]
    draft: Option<bool>,
    /// The last part of the article's URL; otherwise the name of the file.
    slug: Option<Id>,
    /// Actors and places to add, by id.
    actors: Option<Ids>,
    /// Topics to add, by id.
    topics: Option<Ids>,
    /// Actors, places and topics to take away, by id.
    exclude: Option<Ids>,
    /// Old URLs that redirect here.
    aliases: Option<Vec<OldUrl>>,
}

/// One entry, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "{T} entries")]
pub(super) enum Entries<T> {
    /// One entry.
    One(T),
    /// A list of entries.
    Many(Vec<T>),
}

/// A person, organisation or country.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Actor {
    /// The main name.
    #[schemars(length(min = 1))]
    name: String,
    /// What it is.
    kind: EntityKind,
    /// How files refer to it, and the last part of its URL; otherwise the name in lower-case letters with hyphens.
    id: Option<Id>,
    /// Other forms of the name. Capitals match capitals only.
    aliases: Option<Texts>,
    /// A short form that counts in capitals only.
    acronym: Option<String>,
    /// Words for the people, such as French or Dane. They count where the country is named too, or where its officials act.
    demonyms: Option<Texts>,
    /// Cities whose names stand for the government where they speak, act or own.
    capital: Option<Texts>,
    /// Names that always stand for the government, such as Kremlin.
    metonyms: Option<Texts>,
    /// Forms that count after `the`, once the full name has been used.
    short_names: Option<Texts>,
    /// Those of the names that are words or names of people too: they count only where something speaks for them.
    needs_context: Option<Texts>,
    /// The part of a person's name that stands alone later in a story, where it is not the last word.
    family_name: Option<String>,
    /// Its own code for a country, the country that it belongs to for all others.
    country: Option<CountryCode>,
    /// Its item of Wikidata.
    wikidata: Option<WikidataItem>,
    /// Offices.
    positions: Option<Vec<Position>>,
    /// The day on which the offices were known to be so.
    as_of: Option<PartialDate>,
    /// One sentence.
    summary: Option<String>,
    /// Link to a picture.
    #[schemars(extend("format" = "uri-reference"))]
    image: Option<String>,
    /// Pages elsewhere.
    links: Option<Vec<Link>>,
}

/// A city or region.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Place {
    /// The main name.
    #[schemars(length(min = 1))]
    name: String,
    /// How files refer to it, and the last part of its URL; otherwise the name in lower-case letters with hyphens.
    id: Option<Id>,
    /// Other forms of the name. Capitals match capitals only.
    aliases: Option<Texts>,
    /// A short form that counts in capitals only.
    acronym: Option<String>,
    /// Words for the people, such as French or Dane. They count where the place is named too, or where its officials act.
    demonyms: Option<Texts>,
    /// Read as for a country, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    capital: Option<Texts>,
    /// Read as for a country, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    metonyms: Option<Texts>,
    /// Forms that count after `the`, once the full name has been used.
    short_names: Option<Texts>,
    /// Those of the names that are words or names of people too: they count only where something speaks for them.
    needs_context: Option<Texts>,
    /// Read as for a person, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    family_name: Option<String>,
    /// The country that it lies in.
    country: Option<CountryCode>,
    /// Its item of Wikidata.
    wikidata: Option<WikidataItem>,
    /// Read as for a person, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    positions: Option<Vec<Position>>,
    /// Read as for a person, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    as_of: Option<PartialDate>,
    /// One sentence.
    summary: Option<String>,
    /// Link to a picture.
    #[schemars(extend("format" = "uri-reference"))]
    image: Option<String>,
    /// Pages elsewhere.
    links: Option<Vec<Link>>,
}

/// What articles are about.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Topic {
    /// The name.
    #[schemars(length(min = 1))]
    name: String,
    /// How files refer to it, and the last part of its URL; otherwise the name in lower-case letters with hyphens.
    id: Option<Id>,
    /// The id of the topic above.
    broader: Option<Id>,
    /// The words by which it is found in an article.
    keywords: Option<Texts>,
    /// The code of the IPTC's media topics, such as medtop:20000639.
    iptc: Option<String>,
    /// One sentence.
    summary: Option<String>,
}

/// What an entry of `content/actors/` can be.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum EntityKind {
    /// A human being.
    Person,
    /// A body of people: an institution, a company, an alliance.
    Organization,
    /// A country or territory with a code of ISO 3166.
    Country,
    /// A city or region; no actor.
    Place,
}

/// An office that a person held.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Position {
    /// The title, such as Secretary of State.
    #[schemars(length(min = 1))]
    title: String,
    /// The body or country.
    of: Option<String>,
    /// Since when.
    start: Option<PartialDate>,
    /// Until when; none where it is held still.
    end: Option<PartialDate>,
}

/// Who published a story first: a name, or a name and the address of the story.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Publisher {
    /// The name.
    Name(String),
    /// The name and the address.
    Both(NamedPublisher),
}

/// Who published a story first, and where.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct NamedPublisher {
    /// The name, such as Yonhap.
    name: Option<String>,
    /// The address of the story.
    url: Option<WebAddress>,
}

/// A page elsewhere: its address, or its name and its address.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Link {
    /// The address.
    Address(WebAddress),
    /// The name and the address.
    Both(NamedLink),
}

/// A page elsewhere.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct NamedLink {
    /// What it is called; otherwise its host.
    name: Option<String>,
    /// Its address.
    url: WebAddress,
}

/// A text, or a list of texts.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Texts {
    /// One text.
    One(String),
    /// A list of texts.
    Many(Vec<String>),
}

/// An id, or a list of ids.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Ids {
    /// One id.
    One(Id),
    /// A list of ids.
    Many(Vec<Id>),
}

/// Lower-case letters, digits and hyphens.
#[derive(JsonSchema)]
struct Id(#[schemars(regex(pattern = "^[a-z0-9-]+$"))] String);

/// A day, or a day and a time: 2024-11-14, 2024-11-14T09:30 or 2024-11-14T09:30:00+09:00.
#[derive(JsonSchema)]
struct Moment(#[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$"))] String);

/// A day, a month or a year: 2021-01-26, 2021-01 or 2021.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum PartialDate {
    /// A year, which is a number to YAML.
    Year(u16),
    /// A day or a month.
    Text(#[schemars(regex(pattern = r"^\d{4}(-\d{2}(-\d{2})?)?$"))] String),
}

/// The two capitals of ISO 3166, such as US or KR.
#[derive(JsonSchema)]
struct CountryCode(#[schemars(regex(pattern = "^[A-Z]{2}$"))] String);

/// An item of Wikidata, such as Q7821917.
#[derive(JsonSchema)]
struct WikidataItem(#[schemars(regex(pattern = "^Q[0-9]+$"))] String);

/// An address that begins with https:// or http://.
#[derive(JsonSchema)]
struct WebAddress(
    #[schemars(url, regex(pattern = "^https?://"))]
    String,
);

/// A path of this site, such as /old/path/.
#[derive(JsonSchema)]
struct OldUrl(#[schemars(regex(pattern = "^/"))] String);
