//! Labelled text: stories with marks, and JSON lines with spans.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use briefing::diagnostics::Span;
use briefing::tagging::names::NameKind;
use serde::Deserialize;

/// A labelled story.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    /// The running text; the first line is the headline where there is one.
    pub(crate) text: String,
    /// The headline.
    pub(crate) headlines: Vec<Span>,
    /// All names, in reading order.
    pub(crate) names: Vec<Marked>,
}

/// A marked name.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    /// The bytes of the text.
    pub(crate) span: Range<usize>,
    /// What it names.
    pub(crate) kind: NameKind,
}

/// Reads all labelled text below a folder, in the order of the paths.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Story>> {
    let mut stories = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .map(fs::DirEntry::path)
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            stories.extend(read(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            stories.extend(split(&fs::read_to_string(&path)?).map(parse));
        } else if path.extension().is_some_and(|extension| extension == "jsonl") {
            for line in fs::read_to_string(&path)?.lines() {
                stories.extend(spans(line));
            }
        }
    }
    Ok(stories)
}

/// The stories of a file: a line of equals signs stands between two.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n====\n").map(str::trim).filter(|story| !story.is_empty())
}

/// A story from its marked text: headline, `topics:`, empty line, paragraphs.
fn parse(marked: &str) -> Story {
    let mut story = Story::default();
    let mut lines = marked.lines();
    append(&mut story, lines.next().unwrap_or_default());
    story.headlines.push(Span::new(0, story.text.len()));
    for line in lines {
        if !line.starts_with("topics:") && !line.trim().is_empty() {
            story.text.push('\n');
            append(&mut story, line);
        }
    }
    story
}

/// Appends a line without its marks, which become names.
fn append(story: &mut Story, line: &str) {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        story.text.push_str(before);
        let mark = after.split_once(']').and_then(|(inside, after)| {
            let (letter, name) = inside.split_once('|')?;
            Some((letter.chars().next()?, name, after))
        });
        let Some((letter, name, after)) = mark else {
            story.text.push('[');
            rest = after;
            continue;
        };
        // After the equals sign stands the fullest form of the story, which the recogniser finds by itself.
        let written = name.split('=').next().unwrap_or(name);
        let start = story.text.len();
        story.text.push_str(written);
        let kind = match letter {
            'P' => NameKind::Person,
            'O' => NameKind::Organization,
            'L' | 'C' => NameKind::Place,
            _ => NameKind::Other,
        };
        let span = start..story.text.len();
        story.names.push(Marked { span, kind });
        rest = after;
    }
    story.text.push_str(rest);
}

#[derive(Deserialize)]
struct Line {
    text: String,
    names: Vec<LineName>,
}

/// A name in JSON: places are Unicode code points.
#[derive(Deserialize)]
struct LineName {
    start: usize,
    end: usize,
    kind: String,
}

/// A story from a JSON line. Of overlapping names the longest counts.
fn spans(line: &str) -> Option<Story> {
    let line: Line = serde_json::from_str(line).ok()?;
    let offsets: Vec<usize> =
        line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let mut names: Vec<Marked> = Vec::new();
    for name in &line.names {
        let span = *offsets.get(name.start)?..*offsets.get(name.end)?;
        let kind = match name.kind.as_str() {
            "person" => NameKind::Person,
            "organization" => NameKind::Organization,
            "place" => NameKind::Place,
            _ => NameKind::Other,
        };
        names.push(Marked { span, kind });
    }
    names.sort_by_key(|name| (name.span.start, usize::MAX - name.span.end));
    names.dedup_by(|later, first| later.span.start < first.span.end);
    Some(Story { text: line.text, headlines: Vec::new(), names })
}
