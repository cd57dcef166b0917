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
    /// A domain of your own for GitHub Pages; `base_url` follows from it.
    #[schemars(regex(pattern = r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"), extend("examples" = ["news.example.org"]))]
    cname: Option<String>,
    /// The language of the articles and of the words around them, as in the `lang` attribute of HTML.
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
    /// What becomes of people, organisations and places that nobody registered.
    #[schemars(extend("default" = "pages"))]
    discover: Option<Discover>,
    /// What the site takes from the built-in atlas of countries, places, leaders, organisations and topics.
    atlas: Option<Atlas>,
    /// Whose raw HTML goes to the page as it is: nobody's, that of articles whose front matter says `trust: full`, or everybody's.
    #[schemars(extend("default" = "articles"))]
    trust: Option<Trust>,
}

/// Whose raw HTML goes to the page as it is.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Trust {
    /// Nobody's: all of it is sanitised.
    None,
    /// That of articles whose front matter says so.
    Articles,
    /// Everybody's.
    Full,
}

/// What the front matter says of the raw HTML of its article.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum TrustOfArticle {
    /// It is sanitised.
    None,
    /// It goes to the page as it is: read it before.
    Full,
}

/// What a site takes from the built-in atlas.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Atlas {
    /// Everything, or nothing.
    Whole(Switch),
    /// A switch for each kind.
    Parts(AtlasParts),
}

/// A switch for each kind of entries of the built-in atlas; all are on by default.
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
    /// Single entries to leave out, by id.
    except: Option<Ids>,
}

/// On or off.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Switch {
    /// `true` or `false`.
    Truth(bool),
    /// `on` or `off`.
    Word(SwitchWord),
}

/// On or off.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum SwitchWord {
    /// On.
    On,
    /// Off.
    Off,
}

/// What becomes of names that no registry has.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Discover {
    /// Those that several articles name, and people with a title, get pages; `briefing actors suggest` lists all.
    Pages,
    /// `briefing actors suggest` lists them.
    Suggest,
    /// They are not looked for.
    Off,
}

/// Which way a text runs.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
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
    /// The language of the text, where it is not the site's.
    #[schemars(extend("examples" = ["ar", "fr"]))]
    lang: Option<String>,
    /// Which way the text runs, where its language doesn't say so.
    dir: Option<Direction>,
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
    /// Whether raw HTML goes to the page as it is. Only for articles that you have read.
    trust: Option<TrustOfArticle>,
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
    /// The part of a person's name that stands alone later in a story, where it is not the last word.
    family_name: Option<String>,
    /// Its own code for a country, the country that it belongs to for all others.
    country: Option<CountryCode>,
    /// What its people are called, as adjectives and nouns. They count where the article names the country too, or where they hold an office.
    demonyms: Option<Texts>,
    /// Cities whose names stand for its government where they act.
    capital: Option<Texts>,
    /// Names that always stand for its government, such as Kremlin.
    metonyms: Option<Texts>,
    /// Forms that count after `the` once the article has named it, such as North.
    short_names: Option<Texts>,
    /// Those of its names that are words or other names too, and count only where something speaks for them.
    needs_context: Option<Texts>,
    /// The day on which its positions were known to be so.
    as_of: Option<PartialDate>,
    /// When it ceased to exist.
    ended: Option<PartialDate>,
    /// Its item of Wikidata.
    wikidata: Option<WikidataItem>,
    /// Offices.
    positions: Option<Vec<Position>>,
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
    /// Read as for a person, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    family_name: Option<String>,
    /// The country that it lies in.
    country: Option<CountryCode>,
    /// Read as for other actors, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    demonyms: Option<Texts>,
    /// Read as for other actors, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    capital: Option<Texts>,
    /// Read as for other actors, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    metonyms: Option<Texts>,
    /// Forms that count after `the` once the article has named it, such as North.
    short_names: Option<Texts>,
    /// Those of its names that are words or other names too, and count only where something speaks for them.
    needs_context: Option<Texts>,
    /// Read as for other actors, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    as_of: Option<PartialDate>,
    /// When it ceased to exist.
    ended: Option<PartialDate>,
    /// Its item of Wikidata.
    wikidata: Option<WikidataItem>,
    /// Read as for a person, and of no use for a place.
    #[schemars(extend("deprecated" = true))]
    positions: Option<Vec<Position>>,
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
    keywords: Option<Keywords>,
    /// Phrases in which a keyword means something else.
    not: Option<Texts>,
    /// The code of the IPTC's media topics, such as medtop:20000639.
    iptc: Option<String>,
    /// One sentence.
    summary: Option<String>,
}

/// A keyword, or a list of keywords.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Keywords {
    /// One keyword.
    One(Keyword),
    /// A list of keywords.
    Many(Vec<Keyword>),
}

/// A word or phrase, or several that have to stand in one sentence.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Keyword {
    /// One word or phrase.
    One(String),
    /// Several words or phrases.
    Together(Together),
}

/// Words and phrases that have to stand in one sentence.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Together {
    /// The words and phrases, two at least.
    #[schemars(length(min = 2))]
    all: Vec<String>,
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
