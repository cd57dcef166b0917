//! Laws that hold for any input.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use briefing::config::Config;
use briefing::content::{Article, ContentKind};
use briefing::diagnostics::{Source, Span, Style, print};
use briefing::markdown::{HtmlOptions, MentionLink, to_html};
use briefing::project::{Loaded, Options, Project};
use briefing::registry::{EntryFile, load};
use briefing::render::Renderer;
use briefing::tagging::names::Model;
use briefing::tagging::{Found, Gazetteer, Tagger, Target};
use briefing::text::tokens;
use proptest::prelude::*;
use support::Site;
use support::naive::naive;

/// Few words, so that names overlap in every way.
const WORDS: [&str; 8] = ["Ana", "Bo", "Cho", "Bank", "of", "China", "ana", "CHO"];

fn phrase(lengths: std::ops::Range<usize>) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), lengths)
}

/// The model of names, read once.
fn model() -> Arc<Model> {
    static MODEL: LazyLock<Arc<Model>> = LazyLock::new(|| Arc::new(Model::builtin()));
    Arc::clone(&MODEL)
}

fn gazetteer(names: &[Vec<&str>]) -> Gazetteer {
    let entries: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(index, words)| {
            format!("- {{id: e{index}, name: \"{}\", kind: organization}}\n", words.join(" "))
        })
        .collect();
    let source = Source::new("content/actors/a.yaml", &entries.concat());
    Gazetteer::new(&Arc::new(load(&[EntryFile { kind: ContentKind::Actors, source }])))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_matcher_agrees_with_a_naive_one(
        names in prop::collection::vec(phrase(1..4), 1..6),
        words in phrase(0..24),
    ) {
        let gazetteer = gazetteer(&names);
        let text = words.join(" ");
        let matches = gazetteer.scan(&text, &tokens(&text));
        let id = |target: &Target| match target {
            Target::Entity(candidate) => gazetteer.registry().entity(candidate.entity).id[1..].parse::<usize>().expect("a number"),
            Target::Topic(..) => unreachable!("there are no topics"),
        };
        let found: Vec<(usize, usize, Vec<usize>)> = matches.names.iter().map(|found: &Found| {
            let mut meant: Vec<usize> = found.targets.iter().map(id).collect();
            meant.sort_unstable();
            (found.first, found.end, meant)
        }).collect();
        prop_assert_eq!(found, naive(&names, &words));
    }

    #[test]
    fn every_mention_stands_where_it_says(markdown in markdown()) {
        let gazetteer = gazetteer(&[vec!["Ana", "Bo"], vec!["Cho"], vec!["China"]]);
        let text = format!("---\ntitle: 'Ana Bo''s day'\ndate: 2024-01-01\nsummary: >\n  Cho and\n  Ana Bo\n---\n{markdown}");
        let article = Article::parse(Source::new("content/articles/a.md", &text), &Config::default());
        let tagger = Tagger::new(gazetteer.registry(), Some(model()));
        let tagged = tagger.tag(Arc::new(article), &Config::default());
        let ana = tagged.entities.iter().find(|tag| gazetteer.registry().entity(tag.entity).id == "e0").expect("Ana Bo");
        prop_assert!(ana.mentions.len() >= 2);
        let discovered = tagged.discovered.iter().flat_map(|name| &name.mentions);
        for mention in tagged.entities.iter().flat_map(|tag| &tag.mentions).chain(discovered) {
            let place = tagged.article.prose.source_span(mention.span);
            let written = text.get(place.range());
            prop_assert!(written.is_some(), "{place:?} is no place of the file");
            // First and last letter of a name are never markup.
            let read = tagged.article.prose.slice(mention.span);
            let written = briefing::text::composed(written.unwrap_or_default());
            let entity = written.contains('&');
            prop_assert!(entity || written.chars().next() == read.chars().next(), "{written:?} {read:?}");
            prop_assert!(entity || written.chars().last() == read.chars().last(), "{written:?} {read:?}");
        }
    }

    #[test]
    fn nothing_that_can_be_written_as_yaml_hurts(text in yaml()) {
        let article = format!("---\ntitle: T\n{text}\n---\nText.\n");
        let parsed = Article::parse(Source::new("content/articles/a.md", &article), &Config::default());
        let (_, problems) = Config::parse(&Source::new("site.yaml", &text));
        let registry = load(&[EntryFile { kind: ContentKind::Topics, source: Source::new("content/topics/t.yaml", &text) }]);
        for problem in parsed.diagnostics.iter().chain(&problems).chain(registry.diagnostics()) {
            let place = problem.place.as_ref().expect("a place");
            let span = place.span.expect("a span");
            prop_assert!(place.source.text().get(span.range()).is_some(), "{problem:?}");
        }
        // Printing them must not hurt either.
        print(&parsed.diagnostics, Style::Plain);
    }

    #[test]
    fn html_with_links_stays_balanced(markdown in markdown(), cuts in prop::collection::vec((0_u32..200, 1_u32..9), 0..6)) {
        let mut mentions: Vec<MentionLink> = Vec::new();
        let mut at = 0;
        for (subject, (gap, length)) in cuts.into_iter().enumerate() {
            mentions.push(MentionLink { span: Span { start: at + gap, end: at + gap + length }, subject });
            at += gap + length;
        }
        let ascii: String = markdown.chars().filter(char::is_ascii).collect();
        let opening_tags = vec!["<a class=\"mention\" href=\"/x/\">".into(); mentions.len()];
        let options = HtmlOptions { mentions: &mentions, opening_tags: &opening_tags, body_start: 0, table_label: "Table", is_trusted: false, rewrite_link: &|_| None };
        let html = to_html(&ascii, &options);
        prop_assert_eq!(html.matches("<a ").count(), html.matches("</a>").count(), "{}", html);
        prop_assert!(!html.to_lowercase().contains("<script"));
    }

    #[test]
    fn routes_and_paths_are_inverse(titles in prop::collection::vec("\\PC{1,12}", 1..8), pages in 1_usize..3) {
        let site = Site::sample().file("site.yaml", &format!("page_size: {pages}\n"));
        for (index, title) in titles.iter().enumerate() {
            let quoted = title.replace('\'', "''");
            let article = format!("---\ntitle: '{quoted}'\ndate: 2024-02-{:02}\n---\nAntony Blinken\n", index + 1);
            site.write(&format!("content/articles/n{index}.md"), article.as_bytes());
        }
        let loaded = Project::new(site.root(), Options { future: true, ..Options::default() }).load();
        let site = &loaded.snapshot.site;
        for route in site.routes() {
            prop_assert_eq!(site.route(&site.path(route)), Some(route));
        }
    }
}

/// Markdown of fragments that are likely to hurt.
fn markdown() -> impl Strategy<Value = String> {
    let fragments = [
        "Ana Bo", "Cho", "China", "*", "**", "_", "`", "```\n", "\n", "\n\n", "- ", "> ", "# ",
        "[", "](x)", "![", "&amp;", "&#67;ho", "é", "e\u{301}", "조", "|", "|---|", "<b>", "</b>",
        "<script>", "</div>", "<div>", "\\", " ", " ", "\r\n", "[^1]", "[^1]: ", "~~", "<!--",
        "-->", "<br>", "\t",
    ];
    prop::collection::vec(prop::sample::select(fragments.to_vec()), 0..60)
        .prop_map(|parts| parts.concat())
}

/// YAML of fragments that are likely to hurt.
fn yaml() -> impl Strategy<Value = String> {
    let fragments = [
        "title: ",
        "name: ",
        "date: 2024-01-01\n",
        "keywords:",
        "broader: ",
        "positions:\n",
        "source: ",
        "\"",
        "'",
        "\n",
        "\n  ",
        "\n- ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ": ",
        ":",
        ", ",
        " #",
        "|\n",
        ">\n",
        "&a ",
        "*a",
        "é",
        "\u{feff}",
        "\t",
        "? ",
        "!!str ",
        "\\",
        "x",
        "\r\n",
        "---\n",
        "...\n",
        "%",
        "@",
        "~",
        "0x1",
        "1e9",
        "<<: ",
    ];
    prop::collection::vec(prop::sample::select(fragments.to_vec()), 0..40)
        .prop_map(|parts| parts.concat())
}

/// Every page of a reading, rendered.
fn pages(loaded: &Loaded) -> BTreeMap<String, Vec<u8>> {
    let renderer = Renderer::new(&loaded.snapshot);
    let site = &loaded.snapshot.site;
    site.routes()
        .into_iter()
        .map(|route| (site.path(route).into_owned(), renderer.render(route).expect("a page")))
        .collect()
}

fn options() -> Options {
    Options { future: true, ..Options::default() }
}

#[derive(Clone, Debug)]
enum Edit {
    Write(&'static str, &'static str),
    Remove(&'static str),
    Move(&'static str, &'static str),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let article = prop::sample::select(vec![
        "content/articles/2024/lima.md",
        "content/articles/new.md",
        "content/articles/2023/earlier.md",
    ]);
    let text = prop::sample::select(vec![
        "---\ntitle: One\ndate: 2024-11-14\n---\nAntony Blinken and Cho Tae-yul\n",
        "---\ntitle: Two\ndate: 2023-01-01\naliases: [/two/]\n---\nSeoul and the alliance\n",
        "---\ntitle: Three\ndate: 2024-11-15\ndraft: true\n---\n",
    ]);
    let registry = prop::sample::select(vec![
        "- {name: Antony Blinken, kind: person}\n- {name: South Korea, kind: country, aliases: [Seoul]}\n",
        "- {name: Cho Tae-yul, kind: person}\n",
    ]);
    let edit = prop_oneof![
        4 => (article.clone(), text).prop_map(|(path, text)| Edit::Write(path, text)),
        2 => article.prop_map(Edit::Remove),
        1 => Just(Edit::Move("content/articles/2024", "content/articles/2022.old")),
        1 => Just(Edit::Move("content/articles/2022.old", "content/articles/2024")),
        1 => Just(Edit::Move("content/articles/new.md", "content/articles/2023/renamed.md")),
        1 => registry.prop_map(|text| Edit::Write("content/actors/actors.yaml", text)),
        1 => prop::sample::select(vec!["page_size: 1\n", "title: Other\n"]).prop_map(|text| Edit::Write("site.yaml", text)),
        1 => Just(Edit::Write("templates/page.html", "{{ title }}")),
    ];
    prop::collection::vec(edit, 1..6)
}

/// Does the edit and says which places it changed.
fn edit(root: &Path, edit: &Edit) -> BTreeSet<PathBuf> {
    match edit {
        Edit::Write(path, text) => {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
            fs::write(&path, text).expect("a write");
            [path].into()
        }
        Edit::Remove(path) => {
            let path = root.join(path);
            // Another edit may have removed or moved it before.
            let _ = fs::remove_file(&path);
            [path].into()
        }
        Edit::Move(from, to) => {
            let (from, to) = (root.join(from), root.join(to));
            // What is moved may be gone, or the target there.
            let _ = fs::rename(&from, &to);
            [from, to].into()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_a_snapshot_equals_a_cold_one(edits in edits()) {
        let site = Site::sample();
        let mut project = Project::new(site.root(), options());
        project.load();
        for change in &edits {
            let changed = edit(site.root(), change);
            let warm = project.apply(&changed);
            let cold = Project::new(site.root(), options()).load();
            prop_assert_eq!(&warm.diagnostics, &cold.diagnostics, "after {:?}", change);
            prop_assert_eq!(pages(&warm), pages(&cold), "after {:?}", change);
        }
    }
}

#[test]
fn threads_make_no_difference() {
    let site = Site::sample();
    site.build(&["--jobs", "1"]);
    let one = site.public();
    site.build(&["--jobs", "7", "--output", &site.path("other").to_string_lossy()]);
    assert_eq!(support::tree(&site.path("other")), one);
}
