//! What is right, missed and wrong in stories.

use std::collections::BTreeSet;

use briefing::registry::{EntityKind, Registry};

use crate::gold::{Story, plain, tags};

/// How many tags were right, given and wanted.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    given: usize,
    wanted: usize,
}

/// How one kind of tags of one story compares with what is wanted.
struct Comparison<'a> {
    count: Count,
    missed: Vec<&'a [String]>,
    wrong: Vec<&'a BTreeSet<String>>,
}

/// Compares what was given with what is wanted. Each marked name counts for one tag.
fn compare<'a>(
    given: &[&'a BTreeSet<String>],
    wanted: &'a [Vec<String>],
    fits: impl Fn(&BTreeSet<String>, &[String]) -> bool,
) -> Comparison<'a> {
    let mut missed: Vec<&[String]> = wanted.iter().map(Vec::as_slice).collect();
    let mut wrong = Vec::new();
    for forms in given {
        match missed.iter().position(|wanted| fits(forms, wanted)) {
            Some(index) => {
                missed.remove(index);
            }
            None => wrong.push(*forms),
        }
    }
    let right = wanted.len() - missed.len();
    Comparison { count: Count { right, given: given.len(), wanted: wanted.len() }, missed, wrong }
}

impl Count {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.given += other.given;
        self.wanted += other.wanted;
    }

    fn print(self, what: &str) {
        let precision = self.right as f64 / self.given.max(1) as f64;
        let recall = self.right as f64 / self.wanted.max(1) as f64;
        let f1 = 2.0 * self.right as f64 / (self.given + self.wanted).max(1) as f64;
        println!("{what:<26} {precision:.3}  {recall:.3}  {f1:.3}  {:>5} marked", self.wanted);
    }
}

/// The counts of all stories.
#[derive(Default)]
pub(crate) struct Counts {
    people: Count,
    people_in_full: Count,
    organizations: Count,
    places: Count,
    topics: Count,
}

impl Counts {
    /// Adds those of a story, and with `errors` prints what is missed and wrong in it.
    pub(crate) fn add(&mut self, story: &Story, registry: &Registry, errors: bool) {
        let tags = tags(&story.tagged, registry);
        let of_kinds = |kinds: &[EntityKind]| -> Vec<&BTreeSet<String>> {
            tags.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, forms)| forms).collect()
        };
        let gold = &story.gold;
        let people = of_kinds(&[EntityKind::Person]);
        let in_full = compare(&people, &gold.people, fullest);
        let people = compare(&people, &gold.people, any);
        let organizations = of_kinds(&[EntityKind::Organization]);
        let organizations = compare(&organizations, &gold.organizations, any);
        let places = of_kinds(&[EntityKind::Country, EntityKind::Place]);
        let places = compare(&places, &gold.places, any);
        let topics = story.tagged.topics.iter();
        let topics: Vec<BTreeSet<String>> =
            topics.map(|tag| [registry.topic(tag.topic).id.clone()].into()).collect();
        let wanted: Vec<Vec<String>> =
            gold.topics.iter().map(|topic| vec![topic.clone()]).collect();
        let topics = compare(&topics.iter().collect::<Vec<_>>(), &wanted, any).count;
        if errors {
            println!("{}", gold.id);
            people.print("people");
            organizations.print("organisations");
            places.print("places and countries");
        }
        self.people.add(people.count);
        self.people_in_full.add(in_full.count);
        self.organizations.add(organizations.count);
        self.places.add(places.count);
        self.topics.add(topics);
    }

    pub(crate) fn print(&self, path: &str) {
        println!("{path}\n{:<26} precision recall F1", "");
        self.people.print("people, any form");
        self.people_in_full.print("people, the fullest form");
        self.organizations.print("organisations");
        self.places.print("places and countries");
        self.topics.print("topics");
    }
}

impl Comparison<'_> {
    fn print(&self, kind: &str) {
        for forms in &self.missed {
            println!("    missed {kind}: {}", forms.join(" / "));
        }
        for forms in &self.wrong {
            let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
            println!("    wrong {kind}: {}", forms.join(" / "));
        }
    }
}

fn any(forms: &BTreeSet<String>, wanted: &[String]) -> bool {
    wanted.iter().any(|form| forms.contains(&plain(form)))
}

fn fullest(forms: &BTreeSet<String>, wanted: &[String]) -> bool {
    wanted.first().is_some_and(|form| forms.contains(&plain(form)))
}
