//! `briefing tag`: what is recognised in each article, and why.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;
use walkdir::WalkDir;

use super::terminal::{is_site, tell};
use crate::content::Article;
use crate::diagnostics::{Diagnostic, Span, count};
use crate::project::{Options, Project};
use crate::registry::{EntityKind, Registry};
use crate::tagging::{Discovered, Mention, Origin, Tagged};
use crate::text::slug;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Articles or folders of articles [default: all articles of the site]
    paths: Vec<PathBuf>,
    /// The site's folder, whose registry is used
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people: each mention quoted in its line, with the rule
    Text,
    /// For programs: one JSON object an article
    Jsonl,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if !is_site(&arguments.root) {
        return ExitCode::FAILURE;
    }
    let (files, mut problems) = files(arguments);
    let mut project = Project::new(&arguments.root, Options::default());
    let (registry, tagged, tagging_problems) = project.tag_files(&files);
    problems.extend(tagging_problems);
    let mut output = io::BufWriter::new(anstream::stdout().lock());
    let printed = tagged.iter().try_for_each(|tagged| match arguments.format {
        Format::Text => print_text(&mut output, tagged, &registry),
        Format::Jsonl => print_json(&mut output, tagged, &registry),
    });
    // A reader that has seen enough (`| head`) is no error.
    if printed.and_then(|()| output.flush()).is_err() {
        return ExitCode::SUCCESS;
    }
    tell(&problems);
    let (errors, _) = count(&problems);
    if errors > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The files to tag, each with its name: the path below the site's root, or as it was given.
fn files(arguments: &Arguments) -> (Vec<(String, PathBuf)>, Vec<Diagnostic>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let default = [arguments.root.join("content/articles")];
    let paths = if arguments.paths.is_empty() { &default[..] } else { &arguments.paths };
    for path in paths {
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let named = entry.depth() == 0;
                    if named
                        || entry.path().extension().is_some_and(|e| e == "md" || e == "markdown")
                    {
                        files.push((name(&arguments.root, entry.path()), entry.into_path()));
                    }
                }
                Ok(_) => {}
                Err(error) => problems.push(Diagnostic::error("unreadable", error.to_string())),
            }
        }
    }
    (files, problems)
}

fn name(root: &Path, path: &Path) -> String {
    let below = || {
        path.canonicalize().ok()?.strip_prefix(root.canonicalize().ok()?).ok().map(Path::to_owned)
    };
    let path = below().unwrap_or_else(|| path.to_owned());
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// One article in the format of `--format jsonl`.
#[derive(Serialize)]
struct ArticleRecord<'a> {
    path: &'a str,
    actors: Vec<EntityRecord<'a>>,
    places: Vec<EntityRecord<'a>>,
    topics: Vec<TopicRecord<'a>>,
}

#[derive(Serialize)]
struct EntityRecord<'a> {
    id: Cow<'a, str>,
    name: &'a str,
    kind: &'static str,
    salience: f64,
    origin: &'static str,
    mentions: Vec<MentionRecord<'a>>,
}

#[derive(Serialize)]
struct TopicRecord<'a> {
    id: &'a str,
    name: &'a str,
    score: f64,
    origin: &'static str,
    mentions: Vec<MentionRecord<'a>>,
}

/// `start` and `end` count bytes of the file; `text` is what stands there.
#[derive(Serialize)]
struct MentionRecord<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    rule: &'static str,
}

fn print_json(output: &mut impl Write, tagged: &Tagged, registry: &Registry) -> io::Result<()> {
    let source = &tagged.article.source;
    let (places, actors) =
        entity_records(tagged, registry).into_iter().partition(|record| record.kind == "place");
    let topics = tagged.topics.iter().map(|tag| {
        let topic = registry.topic(tag.topic);
        TopicRecord {
            id: &topic.id,
            name: &topic.name,
            score: rounded(tag.score),
            origin: tag.origin.name(),
            mentions: mention_records(&tagged.article, &tag.mentions),
        }
    });
    let record = ArticleRecord { path: source.path(), actors, places, topics: topics.collect() };
    serde_json::to_writer(&mut *output, &record)?;
    writeln!(output)
}

fn entity_records<'a>(tagged: &'a Tagged, registry: &'a Registry) -> Vec<EntityRecord<'a>> {
    let record = |tag: &'a crate::tagging::EntityTag| {
        let entity = registry.entity(tag.entity);
        EntityRecord {
            id: Cow::Borrowed(&entity.id),
            name: &entity.name,
            kind: entity.kind.name(),
            salience: rounded(tag.salience),
            origin: tag.origin.name(),
            mentions: mention_records(&tagged.article, &tag.mentions),
        }
    };
    let discovered = |name: &'a Discovered| EntityRecord {
        id: Cow::Owned(slug(&name.name)),
        name: &name.name,
        kind: name.kind.name(),
        salience: rounded(name.salience),
        origin: Origin::Discovered.name(),
        mentions: mention_records(&tagged.article, &name.mentions),
    };
    tagged.entities.iter().map(record).chain(tagged.discovered.iter().map(discovered)).collect()
}

fn mention_records<'a>(article: &'a Article, mentions: &[Mention]) -> Vec<MentionRecord<'a>> {
    let record = |mention: &Mention| {
        let place = article.prose.source_span(mention.span);
        let (text, rule) = (article.source.slice(place), mention.rule.name());
        MentionRecord { start: place.start, end: place.end, text, rule }
    };
    mentions.iter().map(record).collect()
}

fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

fn print_text(output: &mut impl Write, tagged: &Tagged, registry: &Registry) -> io::Result<()> {
    let article = &tagged.article;
    writeln!(output, "{BOLD}{}{BOLD:#}  {}", article.source.path(), article.title)?;
    if tagged.not_english {
        writeln!(output, "  not in English: only names of registry and atlas are recognised")?;
    }
    for kind in EntityKind::ALL {
        for tag in tagged.entities.iter().filter(|tag| registry.entity(tag.entity).kind == kind) {
            let entity = registry.entity(tag.entity);
            let strength = format!("salience {:.2}", tag.salience);
            print_tag(output, kind.name(), (&entity.name, &entity.id), &strength, tag.origin)?;
            print_mentions(output, article, &tag.mentions)?;
        }
    }
    for name in &tagged.discovered {
        let strength =
            format!("salience {:.2}, {:.0} % sure", name.salience, name.confidence * 100.0);
        let id = slug(&name.name);
        print_tag(output, name.kind.name(), (&name.name, &id), &strength, Origin::Discovered)?;
        print_mentions(output, article, &name.mentions)?;
    }
    for tag in &tagged.topics {
        let topic = registry.topic(tag.topic);
        print_tag(
            output,
            "topic",
            (&topic.name, &topic.id),
            &format!("score {:.2}", tag.score),
            tag.origin,
        )?;
        print_mentions(output, article, &tag.mentions)?;
    }
    if !tagged.dropped.is_empty() {
        writeln!(output, "  not counted")?;
    }
    for dropped in &tagged.dropped {
        let names: Vec<&str> =
            dropped.candidates.iter().map(|subject| registry.id(*subject)).collect();
        print_quote(
            output,
            article,
            dropped.span,
            &format!("{} ({})", dropped.reason.text(), names.join(", ")),
        )?;
    }
    writeln!(output)
}

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();

fn print_tag(
    output: &mut impl Write,
    kind: &str,
    (name, id): (&str, &str),
    strength: &str,
    origin: Origin,
) -> io::Result<()> {
    writeln!(output, "  {kind} {BOLD}{name}{BOLD:#} ({id}), {strength}, {}", origin.name())
}

fn print_mentions(
    output: &mut impl Write,
    article: &Article,
    mentions: &[Mention],
) -> io::Result<()> {
    mentions
        .iter()
        .try_for_each(|mention| print_quote(output, article, mention.span, mention.rule.name()))
}

/// Letters of the line that are shown on either side of a mention.
const CONTEXT: usize = 36;

/// `    12:5  …talks with [Cho] in Lima…  surname`.
fn print_quote(
    output: &mut impl Write,
    article: &Article,
    span: Span,
    note: &str,
) -> io::Result<()> {
    let (source, span) = (&article.source, article.prose.source_span(span));
    let before = &source.text()[..span.start as usize];
    let line = before.matches('\n').count() + 1;
    let line_before = before.rsplit('\n').next().unwrap_or_default();
    let column = line_before.chars().count() + 1;
    let line_after = source.text()[span.end as usize..].lines().next().unwrap_or_default();
    let skipped = line_before.chars().count().saturating_sub(CONTEXT);
    let left: String = line_before.chars().skip(skipped).collect();
    let right: String = line_after.chars().take(CONTEXT).collect();
    let name = source.slice(span).replace('\n', " ");
    let left = if skipped > 0 { format!("…{left}") } else { left };
    let right = if right.len() < line_after.len() { format!("{right}…") } else { right };
    writeln!(
        output,
        "    {DIM}{line}:{column}{DIM:#}  {left}{BOLD}[{name}]{BOLD:#}{right}  {DIM}{note}{DIM:#}"
    )
}
