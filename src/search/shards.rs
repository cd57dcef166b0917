//! A sorted table cut into files of bounded size, of which a search reads one or two.

use super::postings::write_integer;

/// A table in shards, each named by the beginning of its first word.
#[derive(Clone, Debug, Default)]
pub struct Shards {
    firsts: Vec<String>,
    files: Vec<Vec<u8>>,
}

impl Shards {
    /// Of the first word of each shard as many letters as tell it from the words before it: a word stands in the last shard whose
    /// beginning isn't higher.
    pub fn firsts(&self) -> &[String] {
        &self.firsts
    }

    /// The bytes of each shard.
    pub fn files(&self) -> &[Vec<u8>] {
        &self.files
    }

    /// A table of words in the order of JavaScript, in shards of at most so many bytes. An entry is: how many bytes the word shares with
    /// the one before in the shard, how many follow, these; the length of the list of articles, that list; the length of
    /// the list of subjects, that list.
    pub(super) fn of<'a>(entries: impl Iterator<Item = Entry<'a>>, most: usize) -> Self {
        let mut shards = Self::default();
        let mut previous = "";
        for entry in entries {
            let bytes = entry.encode(shared(previous, entry.word));
            match shards.files.last_mut() {
                Some(file) if file.len() + bytes.len() <= most => file.extend(bytes),
                _ => {
                    shards.firsts.push(beginning(entry.word, previous).to_owned());
                    shards.files.push(entry.encode(0));
                }
            }
            previous = entry.word;
        }
        shards
    }
}

/// A word and its two lists: in which articles it stands, and in the names of which subjects.
pub(super) struct Entry<'a> {
    pub(super) word: &'a str,
    pub(super) articles: Vec<u8>,
    pub(super) subjects: Vec<u8>,
}

impl Entry<'_> {
    fn encode(&self, shared: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_integer(shared as u64, &mut bytes);
        write_list(&self.word.as_bytes()[shared..], &mut bytes);
        write_list(&self.articles, &mut bytes);
        write_list(&self.subjects, &mut bytes);
        bytes
    }
}

fn write_list(list: &[u8], bytes: &mut Vec<u8>) {
    write_integer(list.len() as u64, bytes);
    bytes.extend_from_slice(list);
}

/// The shortest beginning of a word that is higher than the word before it.
fn beginning<'a>(word: &'a str, previous: &str) -> &'a str {
    let same = word.chars().zip(previous.chars()).take_while(|(a, b)| a == b).count();
    word.char_indices().nth(same + 1).map_or(word, |(end, _)| &word[..end])
}

/// How many bytes two words have in common at their start.
fn shared(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}
