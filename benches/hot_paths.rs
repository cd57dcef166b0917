//! The steps that a build spends its time on: `cargo bench --bench hot_paths`, or with the name of one.

mod corpus;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use briefing::config::Config;
use briefing::content::{Article, ContentKind};
use briefing::diagnostics::Source;
use briefing::output;
use briefing::project::{Options, Project};
use briefing::registry::{EntityKind, EntryFile, Registry, load};
use briefing::render::{Renderer, Snapshot};
use briefing::site::{ArticleId, Publication, Route, link};
use briefing::tagging::names::Model;
use briefing::tagging::{Gazetteer, Tagged, Tagger};
use briefing::text::tokens;
use corpus::Corpus;
use divan::{Bencher, black_box};

const ARTICLES: usize = 1_000;

fn main() {
    divan::main();
}

fn article() -> Source {
    Source::new("content/articles/story.md", &Corpus::of(ARTICLES).article(7).1)
}

fn registry(aliases: usize) -> Arc<Registry> {
    let source = Source::new("content/actors/people.yaml", &corpus::people(aliases));
    Arc::new(load(&[EntryFile { kind: ContentKind::Actors, source }]))
}

/// Front matter, Markdown and prose of an article.
#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let (source, config) = (article(), Config::default());
    bencher.bench(|| Article::parse(black_box(source.clone()), &config));
}

/// An article against so many names.
#[divan::bench(args = [1_000, 10_000, 100_000])]
fn matching(bencher: Bencher<'_, '_>, aliases: usize) {
    let gazetteer = Gazetteer::new(&registry(aliases));
    let text = article().text().to_owned();
    bencher.bench(|| gazetteer.scan(black_box(&text), &tokens(&text)));
}

/// The matcher of so many names.
#[divan::bench(args = [1_000, 10_000, 100_000])]
fn gazetteer(bencher: Bencher<'_, '_>, aliases: usize) {
    let registry = registry(aliases);
    bencher.bench(|| Gazetteer::new(black_box(&registry)));
}

/// An article in which nobody is registered.
#[divan::bench]
fn discovery(bencher: Bencher<'_, '_>) {
    let config = Config::default();
    let tagger = Tagger::new(&Arc::new(Registry::default()), Some(Arc::new(Model::builtin())));
    let article = Arc::new(Article::parse(article(), &config));
    bencher.bench(|| tagger.tag(black_box(Arc::clone(&article)), &config));
}

/// A thousand tagged articles to a site.
#[divan::bench]
fn link_articles(bencher: Bencher<'_, '_>) {
    let (config, registry) = (Arc::new(Config::default()), registry(1_000));
    let tagger = Tagger::new(&registry, None);
    let tagged = |number: usize| {
        let source = Source::new(
            &format!("content/articles/{number}.md"),
            &Corpus::of(ARTICLES).article(number).1,
        );
        Arc::new(tagger.tag(Arc::new(Article::parse(source, &config)), &config))
    };
    let articles: Vec<Arc<Tagged>> = (0..ARTICLES).map(tagged).collect();
    let today = jiff::civil::date(2030, 1, 1);
    let publication = Publication { drafts: false, future: false, today };
    bencher.bench(|| {
        let (registry, config) = (Arc::clone(&registry), Arc::clone(&config));
        link(black_box(&articles).iter().cloned(), Vec::new(), registry, config, publication)
    });
}

/// A site of a thousand articles in a folder of its own.
fn site() -> (tempfile::TempDir, Snapshot) {
    let folder = tempfile::TempDir::new().expect("a folder");
    Corpus::of(ARTICLES).write(folder.path()).expect("the corpus");
    let today = Some(jiff::civil::date(2030, 1, 1));
    let options = Options { today, ..Options::default() };
    let snapshot = Project::new(folder.path(), options).load().snapshot;
    (folder, snapshot)
}

/// The page of an article.
#[divan::bench]
fn render_article(bencher: Bencher<'_, '_>) {
    let (_folder, snapshot) = site();
    let renderer = Renderer::new(&snapshot);
    bencher.bench_local(|| renderer.render(black_box(Route::Article(ArticleId(7)))));
}

/// The first page of the person in most articles, and a later one.
#[divan::bench(args = [1, 2])]
fn render_list(bencher: Bencher<'_, '_>, page: u32) {
    let (_folder, snapshot) = site();
    let renderer = Renderer::new(&snapshot);
    let people = snapshot.site.entities_with_pages(EntityKind::Person);
    let busiest =
        people.max_by_key(|id| snapshot.site.articles_of_entity(*id).len()).expect("a person");
    bencher.bench_local(|| renderer.render(black_box(Route::Entity(busiest, page))));
}

/// Every page rendered and written, over nothing and over the same.
#[divan::bench(args = [false, true], sample_count = 5)]
fn write(bencher: Bencher<'_, '_>, is_rebuild: bool) {
    let (folder, snapshot) = site();
    let public = folder.path().join("public");
    // As if made of other things each time, for what is made of the same is not rendered again.
    let inputs = AtomicU64::new(0);
    let write = |public: &Path| {
        let from = Some(inputs.fetch_add(1, Ordering::Relaxed));
        output::write(&snapshot, from, folder.path(), public, &|_| ()).expect("written")
    };
    write(&public);
    bencher
        .with_inputs(|| {
            if !is_rebuild {
                std::fs::remove_dir_all(&public).expect("removed");
            }
        })
        .bench_values(|()| write(&public));
}
