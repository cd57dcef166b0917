//! A sorted table cut into files of bounded size, of which a search reads one or two.

use super::postings::write_integer;

/// A table in shards, each named by its first key.
#[derive(Clone, Debug)]
pub struct Shards<Key> {
    most: usize,
    firsts: Vec<Key>,
    files: Vec<Vec<u8>>,
}

impl<Key> Shards<Key> {
    fn new(most: usize) -> Self {
        Self { most, firsts: Vec::new(), files: Vec::new() }
    }

    /// The first key of each shard.
    pub fn firsts(&self) -> &[Key] {
        &self.firsts
    }

    /// The bytes of each shard.
    pub fn files(&self) -> &[Vec<u8>] {
        &self.files
    }

    /// Adds an entry to the last shard or, where it doesn't fit, to a new one. `encode` makes its bytes for either: first of its
    /// shard or not.
    fn add(&mut self, key: Key, encode: impl Fn(bool) -> Vec<u8>) {
        let entry = encode(false);
        match self.files.last_mut() {
            Some(file) if file.len() + entry.len() <= self.most => file.extend(entry),
            _ => {
                self.firsts.push(key);
                self.files.push(encode(true));
            }
        }
    }
}

/// A word and its two lists: in which articles it stands, and in the names of which subjects.
pub(super) struct Entry<'a> {
    pub(super) word: &'a str,
    pub(super) articles: Vec<u8>,
    pub(super) subjects: Vec<u8>,
}

/// Words in the order of JavaScript. An entry is: how many bytes the word shares with the one before in the shard, how many follow, these;
/// the length of the list of articles, that list; the length of the list of subjects, that list.
pub(super) fn of_words<'a>(
    entries: impl Iterator<Item = Entry<'a>>,
    most: usize,
) -> Shards<String> {
    let mut shards = Shards::new(most);
    let mut previous = "";
    for entry in entries {
        let encode = |is_first: bool| {
            let shared = if is_first { 0 } else { shared(previous, entry.word) };
            let mut bytes = Vec::new();
            write_integer(shared as u64, &mut bytes);
            write_list(&entry.word.as_bytes()[shared..], &mut bytes);
            write_list(&entry.articles, &mut bytes);
            write_list(&entry.subjects, &mut bytes);
            bytes
        };
        shards.add(entry.word.to_owned(), encode);
        previous = entry.word;
    }
    shards
}

/// Pairs by their keys. An entry is: the key less the one before in the shard (the first as it is), the length of the list of
/// articles, that list.
pub(super) fn of_pairs(entries: impl Iterator<Item = (u32, Vec<u8>)>, most: usize) -> Shards<u32> {
    let mut shards = Shards::new(most);
    let mut previous = 0;
    for (key, list) in entries {
        let encode = |is_first: bool| {
            let mut bytes = Vec::new();
            write_integer(u64::from(if is_first { key } else { key - previous }), &mut bytes);
            write_list(&list, &mut bytes);
            bytes
        };
        shards.add(key, encode);
        previous = key;
    }
    shards
}

fn write_list(list: &[u8], bytes: &mut Vec<u8>) {
    write_integer(list.len() as u64, bytes);
    bytes.extend_from_slice(list);
}

/// How many bytes two words have in common at their start.
fn shared(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}
