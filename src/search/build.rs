//! From a site to its index.

use std::collections::HashMap;
use std::thread;

use serde_json::json;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::postings::List;
use super::shards::{Entry, Shards};
use super::words::{Factor, PAIRS, is_long, pair_word, searched, utf16_order};
use crate::diagnostics::Span;
use crate::markdown::BlockKind;
use crate::registry::{EntityKind, Subject};
use crate::site::{ArticleId, CardKind, Route, SearchFile, Site};
use crate::text::{Hashed, Token, tokens};

/// How large the files of an index become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a shard, at most.
    pub shard: usize,
    /// Articles in a file of cards. Each hit may lie in another file, so small ones are read sooner than few large ones; 24 with
    /// the longest texts that a card has are 32 KB.
    pub articles: usize,
    /// Subjects in a file of cards.
    pub subjects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { shard: 32 * 1024, articles: 24, subjects: 64 }
    }
}

/// From this salience on the names of an actor weigh more in an article.
const CENTRAL: f32 = 0.5;

/// The index of a site.
#[derive(Debug)]
pub struct Index {
    limits: Limits,
    version: u32,
    words: Shards,
    subjects: Vec<Subject>,
    articles: usize,
    /// Year, month and first article of each month, newest first.
    months: Vec<(i16, i8, u32)>,
}

impl Index {
    /// The index of a site, made on so many threads. What it is doesn't depend on their number.
    pub fn of(site: &Site, limits: Limits, threads: usize) -> Self {
        let mut table = Table::of(site, threads);
        let subjects = subjects(site);
        let mut version = Xxh3::new();
        for (number, subject) in (0..).zip(&subjects) {
            let path = site.path(subject_route(*subject));
            version.update(path.as_bytes());
            table.add_subject(site, number, *subject, path.trim_end_matches('/'));
        }
        let words = table.shards(limits.shard);
        words.files().iter().for_each(|file| version.update(file));
        for id in site.article_ids() {
            version.update(site.article(id).source.text().as_bytes());
            version.update(site.path(Route::Article(id)).as_bytes());
        }
        let months = site.months().iter();
        Self {
            limits,
            version: version.digest() as u32,
            words,
            subjects,
            articles: site.article_count(),
            months: months.map(|month| (month.year, month.month, month.articles.start)).collect(),
        }
    }

    /// Every file of the index, in a fixed order.
    pub fn files(&self) -> Vec<SearchFile> {
        let version = self.version;
        let words = 0..self.words.files().len() as u32;
        let cards = |kind: CardKind, count: usize| {
            (0..count as u32).map(move |number| SearchFile::Cards { version, kind, number })
        };
        std::iter::once(SearchFile::Manifest)
            .chain(words.map(|number| SearchFile::Words { version, number }))
            .chain(cards(CardKind::Articles, self.articles.div_ceil(self.limits.articles)))
            .chain(cards(CardKind::Subjects, self.subjects.len().div_ceil(self.limits.subjects)))
            .collect()
    }

    /// What a search reads first, as JSON: the version, which is in the paths of all other files, so that a page that was opened before a
    /// new site came never reads half of it; the numbers of articles and subjects; where each month begins among the articles; the beginning
    /// of the first word of each shard; how many articles and subjects a file of cards has.
    pub fn manifest(&self) -> Vec<u8> {
        let manifest = json!({
            "version": format!("{:08x}", self.version),
            "counts": [self.articles, self.subjects.len()],
            "months": self.months,
            "words": self.words.firsts().join("|"),
            "cards": [self.limits.articles, self.limits.subjects],
        });
        manifest.to_string().into_bytes()
    }

    /// A shard of the table of words.
    pub fn shard(&self, number: u32) -> &[u8] {
        self.words.files().get(number as usize).map_or(&[], Vec::as_slice)
    }

    /// The articles in a file of cards.
    pub fn articles_of_cards(&self, number: u32) -> impl Iterator<Item = ArticleId> + use<> {
        let start = number as usize * self.limits.articles;
        let end = (start + self.limits.articles).min(self.articles);
        (start as u32..end as u32).map(ArticleId)
    }

    /// The subjects in a file of cards.
    pub fn subjects_of_cards(&self, number: u32) -> impl Iterator<Item = Subject> {
        let start = number as usize * self.limits.subjects;
        self.subjects.iter().skip(start).take(self.limits.subjects).copied()
    }
}

/// All entities and topics with pages: by kind, then by number.
fn subjects(site: &Site) -> Vec<Subject> {
    let entities = EntityKind::ALL.into_iter().flat_map(|kind| site.entities_with_pages(kind));
    entities.map(Subject::Entity).chain(site.topics_with_pages().map(Subject::Topic)).collect()
}

fn subject_route(subject: Subject) -> Route {
    match subject {
        Subject::Entity(id) => Route::Entity(id, 1),
        Subject::Topic(id) => Route::Topic(id, 1),
    }
}

/// Words and pairs with their articles, while they are gathered.
struct Table {
    /// The place of each word in `words`, by its hash.
    numbers: HashMap<u64, u32, Hashed>,
    words: Vec<Word>,
    /// The factor of each word: apart from its lists, so that all stay near the processor.
    factors: Vec<Factor>,
    pairs: Pairs,
}

/// Pairs with their articles. They come in no order at all, so they wait by the upper bits of their keys until there are many: then
/// the lists that they go to stand together, and memory is waited for once instead of each time.
struct Pairs {
    lists: Vec<List>,
    waiting: Vec<Vec<(u8, ArticleId)>>,
}

/// How many pairs wait in a row.
const WAITING: usize = 1024;

impl Pairs {
    fn new() -> Self {
        Self { lists: vec![List::default(); PAIRS], waiting: vec![Vec::new(); PAIRS >> 8] }
    }

    /// Notes a pair in an article. Articles come in their order.
    fn add(&mut self, key: u32, article: ArticleId) {
        let row = (key >> 8) as usize;
        self.waiting[row].push((key as u8, article));
        if self.waiting[row].len() == WAITING {
            self.settle(row);
        }
    }

    fn settle(&mut self, row: usize) {
        let lists = &mut self.lists[row << 8..(row + 1) << 8];
        for (key, article) in self.waiting[row].drain(..) {
            let list = &mut lists[usize::from(key)];
            if !list.ends_with(article.0) {
                list.push(article.0, 1);
            }
        }
    }

    fn settle_all(&mut self) {
        for row in 0..self.waiting.len() {
            self.settle(row);
        }
    }
}

/// A word with its lists.
struct Word {
    text: String,
    articles: List,
    subjects: List,
}

/// What an article says of a word, while its words are counted.
#[derive(Clone, Copy, Default)]
struct Seen {
    count: u16,
    in_title: bool,
    in_summary: bool,
    in_name: bool,
}

impl Seen {
    /// 1 to 8. The headline says most of what an article is about; often repeated words say more, but not ten times as much.
    fn weight(self) -> u8 {
        let often = u8::from(self.count >= 2) + u8::from(self.count >= 4);
        1 + often + 3 * u8::from(self.in_title) + u8::from(self.in_summary) + u8::from(self.in_name)
    }
}

impl Table {
    /// The table of all articles, gathered on so many threads, each taking a run of them.
    fn of(site: &Site, threads: usize) -> Self {
        let run = site.article_count().div_ceil(threads.max(1)).max(1);
        let ids: Vec<ArticleId> = site.article_ids().collect();
        thread::scope(|scope| {
            // Threads of its own: one of a pool that waits for the index could be given a page that waits for it too.
            let parts: Vec<_> =
                ids.chunks(run).map(|ids| scope.spawn(|| Self::of_articles(site, ids))).collect();
            let mut parts = parts
                .into_iter()
                .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            let first = parts.next().unwrap_or_else(Self::empty);
            parts.fold(first, Self::joined)
        })
    }

    fn empty() -> Self {
        Self {
            numbers: HashMap::default(),
            words: Vec::new(),
            factors: Vec::new(),
            pairs: Pairs::new(),
        }
    }

    fn of_articles(site: &Site, ids: &[ArticleId]) -> Self {
        let mut table = Self::empty();
        let mut seen: Vec<Seen> = Vec::new();
        let mut touched: Vec<u32> = Vec::new();
        for id in ids {
            table.add_article(site, *id, &mut seen, &mut touched);
        }
        table.pairs.settle_all();
        table
    }

    fn add_article(
        &mut self,
        site: &Site,
        id: ArticleId,
        seen: &mut Vec<Seen>,
        touched: &mut Vec<u32>,
    ) {
        let article = site.article(id);
        let names = central_names(site, id);
        let mut names = names.as_slice();
        let text = article.prose.text();
        let mut blocks = article.prose.blocks().iter().peekable();
        let mut previous = None;
        for token in tokens(text) {
            while blocks.next_if(|block| block.span.end <= token.start).is_some() {
                previous = None;
            }
            let kind = blocks.peek().map(|block| block.kind);
            while let Some((_, rest)) =
                names.split_first().filter(|(name, _)| name.end <= token.start)
            {
                names = rest;
            }
            let number = self.number(token, text);
            if seen.len() < self.words.len() {
                seen.resize(self.words.len(), Seen::default());
            }
            let word = &mut seen[number as usize];
            if word.count == 0 {
                touched.push(number);
            }
            word.count = word.count.saturating_add(1);
            word.in_title |= kind == Some(BlockKind::Title);
            word.in_summary |= kind == Some(BlockKind::Summary);
            word.in_name |= names.first().is_some_and(|name| name.start <= token.start);
            let factor = self.factors[number as usize];
            if let Some(previous) = previous.replace(factor) {
                self.pairs.add(previous.pair_key(factor), id);
            }
        }
        for number in touched.drain(..) {
            let weight = std::mem::take(&mut seen[number as usize]).weight();
            self.words[number as usize].articles.push(id.0, weight);
        }
    }

    /// The number of a word of a text, which is made where the word is new.
    fn number(&mut self, token: Token, text: &str) -> u32 {
        if is_long(token) {
            let word = searched(token.of(text));
            return self.number_of(xxh3_64(word.as_bytes()), || word);
        }
        self.number_of(token.hash, || searched(token.of(text)))
    }

    fn number_of(&mut self, hash: u64, word: impl FnOnce() -> String) -> u32 {
        let (words, factors) = (&mut self.words, &mut self.factors);
        *self.numbers.entry(hash).or_insert_with(|| {
            let text = word();
            factors.push(Factor::of(&text));
            words.push(Word { text, articles: List::default(), subjects: List::default() });
            words.len() as u32 - 1
        })
    }

    /// Both tables in one; the articles of the other come after those of this one.
    fn joined(mut self, other: Self) -> Self {
        let mut hashes = vec![0; other.words.len()];
        for (hash, number) in &other.numbers {
            hashes[*number as usize] = *hash;
        }
        for (word, hash) in other.words.into_iter().zip(hashes) {
            let number = self.number_of(hash, || word.text);
            self.words[number as usize].articles.append(&word.articles);
        }
        for (list, more) in self.pairs.lists.iter_mut().zip(other.pairs.lists) {
            list.append(&more);
        }
        self
    }

    /// The words of a subject's names, and its articles under its path.
    fn add_subject(&mut self, site: &Site, number: u32, subject: Subject, path: &str) {
        let (name, others, articles) = match subject {
            Subject::Entity(id) => {
                let entity = site.entity(id);
                (&entity.name, entity.other_names(), site.articles_of_entity(id))
            }
            Subject::Topic(id) => {
                (&site.registry().topic(id).name, Vec::new(), site.articles_of_topic(id))
            }
        };
        let names =
            std::iter::once((name, true)).chain(others.into_iter().map(|name| (name, false)));
        for (name, is_main) in names {
            for token in tokens(name) {
                let word = self.number(token, name) as usize;
                let list = &mut self.words[word].subjects;
                if !list.ends_with(number) {
                    list.push(number, subject_weight(is_main, articles.len()));
                }
            }
        }
        let key = self.number_of(xxh3_64(path.as_bytes()), || path.to_owned()) as usize;
        for id in articles {
            self.words[key].articles.push(id.0, 1);
        }
    }

    fn shards(mut self, most: usize) -> Shards {
        let pairs =
            (0..).zip(std::mem::take(&mut self.pairs.lists)).filter(|(_, list)| !list.is_empty());
        let pairs: Vec<(String, List)> = pairs.map(|(key, list)| (pair_word(key), list)).collect();
        self.words.sort_unstable_by(|a, b| utf16_order(&a.text, &b.text));
        let none = List::default();
        let pairs = pairs.iter().map(|(word, list)| (word.as_str(), list, &none));
        let words =
            self.words.iter().map(|word| (word.text.as_str(), &word.articles, &word.subjects));
        // A space comes before all letters and digits.
        let entries = pairs.chain(words).map(|(word, articles, subjects)| Entry {
            word,
            articles: articles.encode(),
            subjects: subjects.encode(),
        });
        Shards::of(entries, most)
    }
}

/// How much a name says of a subject, 3 to 8 for its main name, 1 to 6 for others: whoever is in many articles is more likely
/// meant.
fn subject_weight(is_main: bool, articles: usize) -> u8 {
    let fame = [2, 8, 32, 128, 512].into_iter().filter(|least| articles >= *least).count();
    1 + 2 * u8::from(is_main) + fame as u8
}

/// Where an article names those whom it is about, in reading order.
fn central_names(site: &Site, id: ArticleId) -> Vec<Span> {
    let central = site.entity_tags(id).iter().filter(|tag| tag.salience >= CENTRAL);
    let mut names: Vec<Span> =
        central.flat_map(|tag| tag.mentions.iter().map(|mention| mention.span)).collect();
    names.sort_unstable_by_key(|span| (span.start, span.end));
    names
}
