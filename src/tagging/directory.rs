//! Which of many groups was named last, of those that share a key with a name.
//!
//! A text of thousands of names would take quadratic time if each name were compared with each group. Here a name and a group meet by
//! keys only; and where hundreds of groups share one (a surname), the one named last is kept at hand.

use std::cmp::Reverse;
use std::collections::HashMap;

/// A key with more groups than this keeps the nearest at hand; with fewer they are looked through.
const MANY: usize = 64;

/// Groups by key, while a text is read from its beginning to its end.
#[derive(Debug, Default)]
pub(super) struct Directory {
    entries: Vec<Entry>,
    by_key: HashMap<u64, usize>,
    groups: Vec<Group>,
}

#[derive(Debug, Default)]
struct Entry {
    groups: Vec<usize>,
    /// The nearest of the groups, where they are many.
    nearest: Option<usize>,
}

#[derive(Debug)]
struct Group {
    /// Where it is named first.
    first: usize,
    /// Where it was named last, by the place that is being read.
    last: Option<usize>,
    /// The entries with many groups that it is in.
    crowded: Vec<usize>,
}

impl Group {
    /// The higher, the nearer: named last before the place that is being read; of those that come only later, the first.
    fn nearness(&self) -> (Option<usize>, Reverse<usize>) {
        (self.last, Reverse(self.first))
    }
}

impl Directory {
    /// A new group, first named at `place`; its number.
    pub(super) fn add(&mut self, place: usize) -> usize {
        self.groups.push(Group { first: place, last: Some(place), crowded: Vec::new() });
        self.groups.len() - 1
    }

    /// Puts a group under a key that it isn't under yet.
    pub(super) fn file(&mut self, key: u64, group: usize) {
        let number = *self.by_key.entry(key).or_insert(self.entries.len());
        if number == self.entries.len() {
            self.entries.push(Entry::default());
        }
        let entry = &mut self.entries[number];
        entry.groups.push(group);
        if entry.groups.len() <= MANY {
            return;
        }
        let newcomers = if entry.nearest.is_some() { vec![group] } else { entry.groups.clone() };
        for newcomer in &newcomers {
            self.groups[*newcomer].crowded.push(number);
        }
        let nearest = entry.nearest.into_iter().chain(newcomers);
        entry.nearest = nearest.max_by_key(|group| self.groups[*group].nearness());
    }

    /// Notes that a group is named at a place that lies after all places noted before.
    pub(super) fn named(&mut self, group: usize, place: usize) {
        self.groups[group].last = Some(place);
        for entry in &self.groups[group].crowded {
            self.entries[*entry].nearest = Some(group);
        }
    }

    /// Begins to read again, with all groups known.
    pub(super) fn rewind(&mut self) {
        for group in &mut self.groups {
            group.last = None;
        }
        for entry in self.entries.iter_mut().filter(|entry| entry.nearest.is_some()) {
            let groups = entry.groups.iter().copied();
            entry.nearest = groups.max_by_key(|group| self.groups[*group].nearness());
        }
    }

    /// The nearest group under any of the keys.
    pub(super) fn nearest(&self, keys: &[u64]) -> Option<usize> {
        let entries = keys.iter().filter_map(|key| Some(&self.entries[*self.by_key.get(key)?]));
        let groups = entries.flat_map(|entry| match &entry.nearest {
            Some(nearest) => std::slice::from_ref(nearest),
            None => &entry.groups,
        });
        groups.copied().max_by_key(|group| self.groups[*group].nearness())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The nearest by looking at every group.
    fn looked_up(directory: &Directory, key: u64) -> Option<usize> {
        let entry = &directory.entries[*directory.by_key.get(&key)?];
        entry.groups.iter().copied().max_by_key(|group| directory.groups[*group].nearness())
    }

    #[test]
    fn the_nearest_of_many_is_the_one_that_a_search_finds() {
        let mut directory = Directory::default();
        let mut chance = 1_usize;
        let mut next = |below: usize| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (chance >> 33) % below
        };
        for place in 0..300 {
            let group = directory.add(place);
            directory.file(1, group);
            if next(2) == 0 {
                directory.file(2, group);
            }
            assert_eq!(directory.nearest(&[1]), Some(group));
        }
        directory.rewind();
        assert_eq!(directory.nearest(&[1]), Some(0), "nobody is named yet: the first to come");
        for place in 300..2_000 {
            directory.named(next(300), place);
            for key in [1, 2, 3] {
                assert_eq!(directory.nearest(&[key]), looked_up(&directory, key), "{key}");
            }
        }
    }
}
