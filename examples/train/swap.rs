//! Copies of stories with other names in them, so that the recogniser learns contexts instead of names.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use briefing::tagging::names::NameKind;

use crate::corpus::{Marked, Story};

/// Names to put in: those of all stories, people and cities of open lists.
pub(crate) struct Pool {
    names: HashMap<NameKind, Vec<String>>,
    given: Vec<String>,
    family: Vec<String>,
}

impl Pool {
    /// The full names of the stories, by kind, and the tokens of a census.
    pub(crate) fn of(stories: &[Story], names: &Path) -> io::Result<Self> {
        let mut pool = Self { names: HashMap::new(), given: Vec::new(), family: Vec::new() };
        for name in stories.iter().flat_map(|story| &story.names) {
            let names = pool.names.entry(name.kind).or_default();
            if !names.contains(&name.full) {
                names.push(name.full.clone());
            }
        }
        let list = |file: &str, most: usize| -> io::Result<Vec<String>> {
            let text = fs::read_to_string(names.join(file))?;
            let words = text.lines().skip(1).take(most).filter_map(|line| line.split(',').next());
            Ok(words.map(str::to_owned).collect())
        };
        pool.given = list("us-census-1990-male-given.csv", 1000)?;
        pool.given.extend(list("us-census-1990-female-given.csv", 2000)?);
        pool.family = list("us-census-1990-surnames.csv", 15_000)?;
        Ok(pool)
    }

    /// A story with other names of people, organisations and places, the same for the same throughout.
    pub(crate) fn swap(&self, story: &Story, seed: u64) -> Story {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut chosen: HashMap<(NameKind, String), String> = HashMap::new();
        let mut swapped = Story { topics: story.topics.clone(), ..Story::default() };
        let mut end = 0;
        let headline_end = story.headlines.first().map(|span| span.end as usize);
        for name in &story.names {
            swapped.text.push_str(&story.text[end..name.span.start]);
            let written = &story.text[name.span.clone()];
            let full = (name.kind, name.full.clone());
            let other = chosen.entry(full).or_insert_with(|| self.choose(name, &mut random));
            let start = swapped.text.len();
            swapped.text.push_str(&form(written, &name.full, other));
            let span = start..swapped.text.len();
            swapped.names.push(Marked { span, kind: name.kind, mark: name.mark, full: other.clone() });
            end = name.span.end;
        }
        swapped.text.push_str(&story.text[end..]);
        if headline_end.is_some() {
            let end = swapped.text.find('\n').unwrap_or(swapped.text.len());
            swapped.headlines.push(briefing::diagnostics::Span::new(0, end));
        }
        swapped
    }

    /// Another name of the kind. Countries, nationalities, events and acronyms stay: they are what they are.
    fn choose(&self, name: &Marked, random: &mut Random) -> String {
        let stays = matches!(name.mark, 'C' | 'D' | 'M') || random.below(5) == 0;
        if stays || name.full.chars().all(|c| !c.is_lowercase()) {
            return name.full.clone();
        }
        if name.kind == NameKind::Person && random.below(4) == 0 {
            return format!("{} {}", random.pick(&self.given), random.pick(&self.family));
        }
        match self.names.get(&name.kind) {
            Some(names) => random.pick(names).clone(),
            None => name.full.clone(),
        }
    }
}

/// The form of the other name that corresponds to the written one: whole, its last word, or its first.
fn form(written: &str, full: &str, other: &str) -> String {
    if other == full {
        return written.to_owned();
    }
    if written == full || written.contains(' ') {
        return other.to_owned();
    }
    let word = if full.starts_with(written) { other.split(' ').next() } else { other.rsplit(' ').next() };
    word.unwrap_or(other).to_owned()
}

/// Numbers that look random and are the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit.max(1)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}
