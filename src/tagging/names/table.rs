//! A table that never changes, by numbers that are hashes.
//!
//! The recogniser asks some thousands of features an article of a table of many megabytes, most of them in vain: what counts is how
//! many lines of memory a question touches, and how near they are. Here it is one of a small set of bits where the answer is no, one more
//! where it is yes, and no branch that a processor can't foresee.

/// Values by 32-bit hashes below the highest.
#[derive(Clone, Debug)]
pub(super) struct Table<Value> {
    /// Each key stands where its first bits say, or as soon after that as there was room, in ascending order. At least half of the slots
    /// are free, the last one too.
    slots: Vec<(u32, Value)>,
    /// How many bits of a key don't say where it stands.
    shift: u32,
    /// A bit for each beginning of a key, of two more bits than say where it stands, that some key has: a quarter of a megabyte for
    /// 200,000 keys.
    begins: Vec<u64>,
}

/// What a free slot has for a key: no key is higher, so a search ends there.
const FREE: u32 = u32::MAX;

impl<Value: Clone + Default> Default for Table<Value> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<Value: Clone + Default> Table<Value> {
    /// A table of keys in ascending order, each with its value. The highest key of all is left out.
    pub(super) fn new(mut entries: Vec<(u32, Value)>) -> Self {
        entries.retain(|(key, _)| *key != FREE);
        // Never a shift by all bits.
        let bits = (entries.len() * 2).max(2).next_power_of_two().trailing_zeros();
        let mut table = Self {
            slots: vec![(FREE, Value::default()); 1 << bits],
            shift: 32 - bits,
            begins: vec![0; (1 << (bits + 2)) / 64 + 1],
        };
        let mut free = 0;
        for (key, value) in entries {
            let (word, bit) = table.beginning(key);
            table.begins[word] |= bit;
            let slot = free.max(table.slot(key));
            if slot == table.slots.len() {
                table.slots.push((FREE, Value::default()));
            }
            table.slots[slot] = (key, value);
            free = slot + 1;
        }
        table.slots.push((FREE, Value::default()));
        table
    }
}

impl<Value> Table<Value> {
    /// The value of a key.
    pub(super) fn get(&self, key: u32) -> Option<&Value> {
        let mut slots = self.slots[self.slot(key)..].iter();
        let (found, value) = slots.find(|(known, _)| *known >= key)?;
        (*found == key && key != FREE).then_some(value)
    }

    /// The values of those keys that have one. Those that can't have one are sorted out first, so that the processor need not guess which.
    pub(super) fn get_all(&self, keys: &[u32], mut take: impl FnMut(&Value)) {
        const AT_ONCE: usize = 64;
        for keys in keys.chunks(AT_ONCE) {
            let mut asked = [0; AT_ONCE];
            let mut count = 0;
            for key in keys {
                asked[count] = *key;
                count += usize::from(self.may_have(*key));
            }
            asked[..count].iter().filter_map(|key| self.get(*key)).for_each(&mut take);
        }
    }

    /// Whether some key begins like this one.
    fn may_have(&self, key: u32) -> bool {
        let (word, bit) = self.beginning(key);
        self.begins[word] & bit != 0
    }

    /// Where the bit of a key's beginning stands.
    fn beginning(&self, key: u32) -> (usize, u64) {
        let beginning = key >> self.shift.saturating_sub(2);
        ((beginning / 64) as usize, 1 << (beginning % 64))
    }

    /// Where a key stands, or the slots begin among which it does.
    fn slot(&self, key: u32) -> usize {
        (key >> self.shift) as usize
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.entries().count()
    }

    /// Keys with their values, in ascending order.
    pub(super) fn entries(&self) -> impl Iterator<Item = &(u32, Value)> {
        self.slots.iter().filter(|(key, _)| *key != FREE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let keys = [0, 1, 7, 0x8000_0000, 0x8000_0001, u32::MAX - 1];
        for count in 0..=keys.len() {
            let keys = keys[..count].to_vec();
            let table = Table::new(keys.iter().map(|key| (*key, key ^ 5)).collect());
            assert!(keys.iter().all(|key| table.get(*key) == Some(&(key ^ 5))));
            assert!(table.get(u32::MAX).is_none());
            assert!([2, 6, 0x7fff_ffff, u32::MAX - 2].iter().all(|key| table.get(*key).is_none()));
            let mut found = Vec::new();
            table.get_all(&[2, 0, 7, u32::MAX - 1, 1, 9], |value| found.push(*value));
            let wanted = [0, 7, u32::MAX - 1, 1].into_iter().filter(|key| keys.contains(key));
            assert_eq!(found, wanted.map(|key| key ^ 5).collect::<Vec<_>>());
        }
    }
}
