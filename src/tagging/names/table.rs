//! A table that never changes, by numbers that are hashes.
//!
//! The recogniser asks some thousands of features an article of a table of many megabytes, most of them in vain: what counts is how
//! many lines of memory a question touches. Here it is one where the answer is no, and loading a sorted blob is a copy.

/// Values by 32-bit hashes.
#[derive(Clone, Debug)]
pub(super) struct Table<Value> {
    /// Where the keys of each bucket begin; a bucket holds the keys that begin with the same bits. One more at the end.
    starts: Vec<u32>,
    entries: Vec<(u32, Value)>,
    /// How many bits of a key are not those of its bucket.
    shift: u32,
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
        Self { starts, entries, shift }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: u32) -> Option<&Value> {
        let bucket = (key >> self.shift) as usize;
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let mut bucket = self.entries.get(start..end)?.iter();
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
        }
    }
}
