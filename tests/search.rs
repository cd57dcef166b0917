//! The search index: what the script reads, read here in the same way, shard by shard.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use briefing::project::{Options, Project};
use briefing::render::Snapshot;
use briefing::search::{
    DENSE_WEIGHT, Factor, Index, Limits, List, MOST_WEIGHT, decode, pair_word, read_integer,
    searched, write_integer,
};
use briefing::site::{Route, SearchFile, Site as Linked};
use briefing::text::tokens;
use proptest::prelude::*;
use serde_json::Value;
use support::Site;
use support::preview::Preview;

/// The lists of an entry: articles and, for a word, subjects.
type Lists = (Vec<(u32, u8)>, Vec<(u32, u8)>);

/// A reader of an index as the script is one: it knows the files only.
struct Reader {
    files: BTreeMap<String, Vec<u8>>,
    manifest: Value,
}

impl Reader {
    fn of(files: BTreeMap<String, Vec<u8>>) -> Self {
        let manifest = serde_json::from_slice(&files["search/manifest.json"]).expect("JSON");
        Self { files, manifest }
    }

    /// The index of a linked site under other limits than a site has.
    fn with_limits(site: &Linked, limits: Limits) -> Self {
        let index = Index::of(site, limits, 2);
        let bytes = |file: &SearchFile| match *file {
            SearchFile::Manifest => index.manifest(),
            SearchFile::Words { number, .. } => index.shard(number).to_vec(),
            SearchFile::Cards { .. } => Vec::new(),
        };
        Self::of(index.files().iter().map(|file| (file.path(), bytes(file))).collect())
    }

    fn file(&self, name: &str) -> &[u8] {
        let version = self.manifest["version"].as_str().expect("a version");
        let path = format!("search/{version}/{name}");
        self.files.get(&path).unwrap_or_else(|| panic!("no {path}"))
    }

    /// All entries of the one shard in which a word can stand.
    fn shard_of_word(&self, word: &str) -> BTreeMap<String, Lists> {
        let firsts: Vec<&str> =
            self.manifest["words"].as_str().expect("words").split('|').collect();
        let after = firsts.iter().position(|first| *first > word);
        let number = after.unwrap_or(firsts.len()).saturating_sub(1);
        let mut bytes = self.file(&format!("words-{number}.bin"));
        let mut entries = BTreeMap::new();
        let mut previous = Vec::new();
        while let Some(shared) = read_integer(&mut bytes) {
            previous.truncate(shared as usize);
            previous.extend_from_slice(list(&mut bytes));
            let articles = decode(list(&mut bytes)).expect("a list");
            let subjects = decode(list(&mut bytes)).expect("a list");
            let word = String::from_utf8(previous.clone()).expect("a word");
            entries.insert(word, (articles, subjects));
        }
        entries
    }

    fn articles_of_word(&self, word: &str) -> BTreeMap<u32, u8> {
        let (articles, _) = self.shard_of_word(word).remove(word).unwrap_or_default();
        articles.into_iter().collect()
    }

    fn articles_of_pair(&self, first: &str, second: &str) -> BTreeSet<u32> {
        let key = Factor::of(first).pair_key(Factor::of(second));
        self.articles_of_word(&pair_word(key)).into_keys().collect()
    }

    /// The rows of a card file and the place of a number in it.
    fn card(&self, kind: &str, number: u32) -> Value {
        let size =
            self.manifest["cards"][usize::from(kind == "subjects")].as_u64().expect("a size");
        let file = self.file(&format!("{kind}-{}.json", u64::from(number) / size));
        let rows: Value = serde_json::from_slice(file).expect("JSON");
        rows[(u64::from(number) % size) as usize].clone()
    }

    fn titles(&self, word: &str) -> Vec<String> {
        let articles = self.articles_of_word(word);
        let title = |id: &u32| self.card("articles", *id)[1].as_str().expect("a title").to_owned();
        articles.keys().map(title).collect()
    }
}

/// A list with its length before it.
fn list<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let length = read_integer(bytes).expect("a length") as usize;
    let (list, rest) = bytes.split_at(length);
    *bytes = rest;
    list
}

fn snapshot(site: &Site) -> Snapshot {
    Project::new(site.root(), Options { future: true, ..Options::default() }).load().snapshot
}

/// Some hundred articles of words that are common, rare and in between; with `distinct` words of their own each.
fn many(articles: usize, distinct: usize) -> Site {
    let mut site = Site::sample();
    for article in 0..articles {
        let own: Vec<String> = (0..distinct).map(|word| format!("w{article}x{word}")).collect();
        let shared = ["trade", "port", "vote", "rail"][article % 4];
        let text = format!(
            "---\ntitle: Report {article} on the {shared} of Zürich\ndate: 2024-03-{:02}\n---\n\nThe talks \
             about {shared} went on in the port of São Paulo. {}\n",
            article % 28 + 1,
            own.join(" ")
        );
        site = site.file(&format!("content/articles/many/a{article}.md"), &text);
    }
    site
}

#[test]
fn every_word_of_a_title_finds_its_article() {
    let site = many(300, 40);
    let snapshot = snapshot(&site);
    let limits = Limits { shard: 4096, articles: 7, subjects: 3 };
    let reader = Reader::with_limits(&snapshot.site, limits);
    let mut words = 0;
    for id in snapshot.site.article_ids() {
        let title = &snapshot.site.article(id).title;
        for token in tokens(title) {
            let word = searched(token.of(title));
            assert!(reader.articles_of_word(&word)[&id.0] >= 4, "{word} of {title}");
            words += 1;
        }
    }
    assert!(words > 1500);
    assert!(
        reader.articles_of_word("zurich").len() == 300 && reader.articles_of_word("no").is_empty()
    );
}

#[test]
fn shards_keep_their_limit_and_their_order() {
    let site = many(300, 40);
    let snapshot = snapshot(&site);
    let limits = Limits { shard: 4096, articles: 7, subjects: 3 };
    let reader = Reader::with_limits(&snapshot.site, limits);
    let tables = |name: &str| {
        let of_table = |path: &&String| path.contains(&format!("/{name}-"));
        reader.files.keys().filter(of_table).count()
    };
    assert!(tables("words") > 20);
    assert_eq!(tables("articles"), 303_usize.div_ceil(7));
    for (path, bytes) in &reader.files {
        assert!(bytes.len() <= 4096 || path.ends_with("manifest.json"), "{path}");
    }
    let firsts: Vec<&str> = reader.manifest["words"].as_str().expect("words").split('|').collect();
    assert!(firsts.is_sorted());
    let mut last = String::new();
    for first in firsts {
        // Short beginnings, so that the manifest stays small: higher than all before them, and not higher than the first word.
        let shard = reader.shard_of_word(first);
        assert!(shard.keys().next().expect("an entry").starts_with(first), "{first}");
        assert!(last.as_str() < first, "{last} {first}");
        last = shard.into_keys().next_back().expect("an entry");
    }
}

#[test]
fn a_phrase_is_its_pairs() {
    let site = many(40, 5);
    let reader = Reader::with_limits(&snapshot(&site).site, Limits::default());
    let all = reader.articles_of_word("port");
    let phrase = reader.articles_of_pair("port", "of");
    assert!(phrase.len() >= 40 && phrase.iter().all(|id| all.contains_key(id)));
    assert!(reader.articles_of_pair("paulo", "sao").is_empty());
    // Title and body don't touch.
    assert!(reader.articles_of_pair("zurich", "the").is_empty());
}

#[test]
fn a_build_has_the_index_and_cards_of_what_is_found() {
    let site = Site::sample().file(
        "content/articles/turkey.md",
        "---\ntitle: \"Erdoğan’s “plan”\"\ndate: 2024-02-03\nsource: {name: Wire}\nsummary: A plan.\n---\nThe U.S. and İstanbul.\n",
    );
    site.build(&[]);
    let reader = Reader::of(site.public());
    for word in ["erdogan", "us", "istanbul"] {
        assert_eq!(reader.titles(word).last().expect("a hit"), "Erdoğan’s “plan”", "{word}");
    }
    let article = *reader.articles_of_word("istanbul").keys().next().expect("a hit");
    let card = reader.card("articles", article);
    let wanted = serde_json::json!([
        "articles/2024/02/turkey/",
        "Erdoğan’s “plan”",
        "2024-02-03",
        "3 February 2024",
        "Wire",
        "A plan."
    ]);
    assert_eq!(card, wanted);
    // Months in the order of time, newest first, each with the number of its first article.
    let months = serde_json::json!([[2024, 12, 0], [2024, 11, 1], [2024, 2, 2], [2023, 5, 3]]);
    assert_eq!(reader.manifest["months"], months);
}

#[test]
fn subjects_are_found_by_all_of_their_names_and_filter_articles() {
    let site = Site::sample();
    site.build(&[]);
    let reader = Reader::of(site.public());
    let named = |word: &str| {
        let (_, subjects) = reader.shard_of_word(word).remove(word).unwrap_or_default();
        let card = |(number, _): &(u32, u8)| reader.card("subjects", *number);
        subjects.iter().map(card).collect::<Vec<Value>>()
    };
    let blinken = &named("antony")[0];
    assert_eq!((&blinken[0], &blinken[3]), (&"people/antony-blinken/".into(), &"Person".into()));
    assert_eq!(blinken[5], 2);
    assert_eq!(named("apec")[0][1], "Asia-Pacific Economic Cooperation");
    assert_eq!(named("alliances")[0][2], "topic");
    assert_eq!(reader.articles_of_word("people/antony-blinken").len(), 2);
    assert_eq!(reader.articles_of_word("topics/diplomacy").len(), 2);
}

#[test]
fn headlines_and_leading_names_weigh_more() {
    let site = Site::new()
        .file("content/articles/a.md", "---\ntitle: Steel\ndate: 2024-01-04\n---\nA report.\n")
        .file(
            "content/articles/b.md",
            "---\ntitle: A\ndate: 2024-01-03\n---\nOf steel, steel, steel and steel.\n",
        )
        .file(
            "content/articles/c.md",
            "---\ntitle: B\ndate: 2024-01-02\nsummary: On steel.\n---\nA report.\n",
        )
        .file("content/articles/d.md", "---\ntitle: C\ndate: 2024-01-01\n---\nOf steel.\n");
    let reader = Reader::with_limits(&snapshot(&site).site, Limits::default());
    let weights: Vec<u8> = reader.articles_of_word("steel").into_values().collect();
    assert_eq!(weights, [4, 3, 2, 1]);
    let sample = Reader::with_limits(&snapshot(&Site::sample()).site, Limits::default());
    // Cho leads the article; he stands in the headline and twice in the body.
    assert_eq!(sample.articles_of_word("cho").into_values().max(), Some(6));
}

#[test]
fn an_empty_site_has_an_index_and_a_page() {
    let site = Site::new();
    site.build(&[]);
    let reader = Reader::of(site.public());
    assert_eq!(reader.manifest["counts"][0], 0);
    assert!(site.has_page("search"));
}

#[test]
fn the_index_depends_on_the_site_alone() {
    let site = many(60, 10);
    let one = snapshot(&site);
    let other = snapshot(&site);
    let files = |snapshot: &Snapshot| {
        let index = snapshot.index();
        let bytes = |file: &SearchFile| match *file {
            SearchFile::Words { number, .. } => index.shard(number).to_vec(),
            _ => index.manifest(),
        };
        index.files().iter().map(|file| (file.path(), bytes(file))).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(files(&one), files(&other));
    let changed =
        site.file("content/articles/many/a0.md", "---\ntitle: Other\ndate: 2024-03-01\n---\n");
    let changed = snapshot(&changed);
    assert_ne!(one.index().files()[1].path(), changed.index().files()[1].path());
}

#[test]
fn files_of_the_index_are_routes_of_the_snapshot() {
    let site = Site::sample();
    let snapshot = snapshot(&site);
    let files: Vec<Route> = snapshot
        .routes()
        .into_iter()
        .filter(|route| matches!(route, Route::SearchFile(_)))
        .collect();
    assert!(files.len() >= 4);
    for file in files {
        assert_eq!(snapshot.route(&snapshot.site.path(file)), Some(file));
    }
    assert_eq!(snapshot.route("search/00000000/words-0.bin"), None);
    assert!(Arc::strong_count(&snapshot.site) == 1);
}

#[test]
fn the_preview_has_the_files_of_the_build() {
    let site = Site::sample();
    site.build(&[]);
    let preview = Preview::of(&site);
    for (path, bytes) in site.public().iter().filter(|(path, _)| path.starts_with("search/")) {
        let answer = preview.get(&format!("/{path}"));
        if path.ends_with(".html") {
            continue;
        }
        assert_eq!((answer.status, &answer.body), (200, bytes), "{path}");
    }
    site.write("content/articles/new.md", b"---\ntitle: Novelty\ndate: 2024-12-30\n---\n");
    let manifest = preview.get("/search/manifest.json").text();
    assert_ne!(manifest.as_bytes(), site.public()["search/manifest.json"]);
}

/// Numbers in order, sparse and dense, with weights.
fn entries() -> impl Strategy<Value = Vec<(u32, u8)>> {
    let gap = prop_oneof![4 => Just(0_u32), 2 => 0_u32..4, 1 => 0_u32..150];
    let gaps = prop::collection::vec((gap, 1..=MOST_WEIGHT), 0..400);
    (gaps, 1_usize..25).prop_map(|(gaps, times)| {
        let mut next = 0;
        let entry = |(gap, weight): (u32, u8)| {
            let number = next + gap;
            next = number + 1;
            (number, weight)
        };
        gaps.repeat(times).into_iter().map(entry).collect()
    })
}

fn list_of(entries: &[(u32, u8)]) -> List {
    let mut list = List::default();
    for (number, weight) in entries {
        list.push(*number, *weight);
    }
    list
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lists_come_back(entries in entries(), cut in 0_usize..400) {
        let list = list_of(&entries);
        prop_assert!(list.iter().eq(entries.iter().copied()));
        // A dense list keeps the weights that a headline gives, of the first 4096.
        let is_dense = list.encode()[0] & 1 == 1;
        let mut kept = 0;
        let weight = |weight: u8| {
            kept += usize::from(weight >= 4);
            if is_dense && (weight < 4 || kept > 4096) { DENSE_WEIGHT } else { weight }
        };
        let wanted: Vec<_> =
            entries.iter().map(|entry| entry.1).map(weight).zip(&entries).map(|(weight, entry)| (entry.0, weight)).collect();
        prop_assert!(decode(&list.encode()) == Some(wanted));
        // In two parts it is the same list.
        let cut = cut.min(entries.len());
        let mut joined = list_of(&entries[..cut]);
        joined.append(&list_of(&entries[cut..]));
        prop_assert!(joined.encode() == list.encode());
    }

    #[test]
    fn integers_come_back(value in any::<u64>()) {
        let mut bytes = Vec::new();
        write_integer(value, &mut bytes);
        prop_assert_eq!(read_integer(&mut bytes.as_slice()), Some(value));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        // Nothing to compare: it must not panic, nor take the memory that a wrong length asks for.
        let _ = decode(&bytes);
    }
}

#[test]
fn a_dense_list_is_as_short_as_a_bitmap() {
    let all: Vec<(u32, u8)> = (0..100_000).map(|number| (number, 3)).collect();
    assert!(list_of(&all).encode().len() < 13_000);
    let shouted: Vec<(u32, u8)> = (0..1_000_000).map(|number| (number, 8)).collect();
    assert!(list_of(&shouted).encode().len() < 32_000);
}
