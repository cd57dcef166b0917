//! A table that never changes, by numbers that are hashes.
//!
//! The recogniser asks some thousands of features an article of a table of many megabytes, most of them in vain: what counts is how
//! many lines of memory a question touches, and how near they are. Here it is one of a small set of bits where the answer is no, and loading a
//! sorted blob is a copy.

/// Values by 32-bit hashes.
#[derive(Clone, Debug)]
pub(super) struct Table<Value> {
    /// Where the keys of each bucket begin; a bucket holds the keys that begin with the same bits. One more at the end.
    starts: Vec<u32>,
    entries: Vec<(u32, Value)>,
    /// How many bits of a key are not those of its bucket.
    shift: u32,
    /// A bit for each beginning of a key, of three more bits than a bucket has, that some key has: a quarter of a megabyte for 200,000 keys.
    begins: Vec<u64>,
}

impl<Value> Default for Table<Value> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<Value> Table<Value> {
    /// A table of keys in ascending order, each with its value.
    pub(super) fn new(entries: Vec<(u32, Value)>) -> Self {
        // About one key a bucket, and never a shift by all bits.
        let bits = entries.len().max(2).next_power_of_two().trailing_zeros();
        let shift = 32 - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        for (key, _) in &entries {
            starts[(key >> shift) as usize + 1] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut table =
            Self { starts, entries, shift, begins: vec![0; (1 << (bits + 3)) / 64 + 1] };
        for (key, _) in &table.entries {
            let (word, bit) = table.beginning(*key);
            table.begins[word] |= bit;
        }
        table
    }

    /// The value of a key.
    pub(super) fn get(&self, key: u32) -> Option<&Value> {
        self.value(key, self.bucket(key))
    }

    /// The values of those keys that have one. All buckets are asked for before the first is looked into, so that the processor waits for
    /// the lines of memory together and not one after the other.
    pub(super) fn get_all(&self, keys: &[u32], mut take: impl FnMut(&Value)) {
        const AT_ONCE: usize = 32;
        for keys in keys.chunks(AT_ONCE) {
            let mut buckets = [(0, 0, 0); AT_ONCE];
            let mut count = 0;
            for key in keys.iter().filter(|key| self.may_have(**key)) {
                let (start, end) = self.bucket(*key);
                buckets[count] = (*key, start, end);
                count += 1;
            }
            for (key, start, end) in &buckets[..count] {
                if let Some(value) = self.value(*key, (*start, *end)) {
                    take(value);
                }
            }
        }
    }

    /// Whether some key begins like this one.
    fn may_have(&self, key: u32) -> bool {
        let (word, bit) = self.beginning(key);
        self.begins[word] & bit != 0
    }

    /// Where the bit of a key's beginning stands.
    fn beginning(&self, key: u32) -> (usize, u64) {
        let beginning = key >> self.shift.saturating_sub(3);
        ((beginning / 64) as usize, 1 << (beginning % 64))
    }

    /// Where the keys that begin like this one stand.
    fn bucket(&self, key: u32) -> (u32, u32) {
        let bucket = (key >> self.shift) as usize;
        (self.starts[bucket], self.starts[bucket + 1])
    }

    fn value(&self, key: u32, (start, end): (u32, u32)) -> Option<&Value> {
        let mut bucket = self.entries.get(start as usize..end as usize)?.iter();
        bucket.find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Keys with their values, in ascending order.
    pub(super) fn entries(&self) -> &[(u32, Value)] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let keys = [0, 1, 7, 0x8000_0000, 0x8000_0001, u32::MAX];
        for count in 0..=keys.len() {
            let keys = keys[..count].to_vec();
            let table = Table::new(keys.iter().map(|key| (*key, key ^ 5)).collect());
            assert!(keys.iter().all(|key| table.get(*key) == Some(&(key ^ 5))));
            assert!([2, 6, 0x7fff_ffff, u32::MAX - 1].iter().all(|key| table.get(*key).is_none()));
            let mut found = Vec::new();
            table.get_all(&[2, 0, 7, u32::MAX, 1, 9], |value| found.push(*value));
            let wanted = [0, 7, u32::MAX, 1].into_iter().filter(|key| keys.contains(key));
            assert_eq!(found, wanted.map(|key| key ^ 5).collect::<Vec<_>>());
        }
    }
}
