//! Lists of numbers as bytes: in which articles a word stands, and how much it says of each.
//!
//! A list begins with `2 × count + form` as a variable-length integer (seven bits a byte, the low ones first). A sparse list
//! (form 0) has `8 × gap + weight - 1` for each number, where the gap counts the numbers left out since the one before. A dense
//! one (form 1) has the length of a bitmap and the bitmap, then a sparse list of those that weigh more than [`DENSE_WEIGHT`].

/// What an article weighs in a dense list, unless it is named as an exception. So common a word says little of any article.
pub const DENSE_WEIGHT: u8 = 2;

/// The highest weight; the lowest is 1.
pub const MOST_WEIGHT: u8 = 8;

/// From this weight on an article is an exception in a dense list: the word stands in its headline.
const EXCEPTION: u8 = 4;

/// How many exceptions a dense list has, at most: the newest.
const EXCEPTIONS: usize = 4096;

/// Up to so many bytes a list stays sparse, and so keeps all of its weights.
const SHORT: usize = 8 * 1024;

/// How many numbers a bitmap covers, at most: the newest. 20 KB, so that a list with its exceptions fits a shard.
const BITMAP: u32 = 160_000;

/// A list that grows by higher and higher numbers, kept as the bytes of its sparse form.
#[derive(Clone, Debug, Default)]
pub struct List {
    bytes: Vec<u8>,
    count: u32,
    /// The number after the last.
    next: u32,
}

impl List {
    /// Adds a number that is higher than all before, with its weight from 1 to [`MOST_WEIGHT`].
    pub fn push(&mut self, number: u32, weight: u8) {
        debug_assert!(number >= self.next && (1..=MOST_WEIGHT).contains(&weight));
        let gap = u64::from(number - self.next);
        write_integer(gap << 3 | u64::from(weight - 1), &mut self.bytes);
        self.next = number + 1;
        self.count += 1;
    }

    /// Whether a number is the last.
    pub fn ends_with(&self, number: u32) -> bool {
        self.next == number + 1
    }

    /// How many numbers it has.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds another list, all of whose numbers are higher.
    pub fn append(&mut self, other: &Self) {
        let mut rest = other.bytes.as_slice();
        let Some(first) = read_integer(&mut rest) else { return };
        self.push((first >> 3) as u32, (first & 7) as u8 + 1);
        self.bytes.extend_from_slice(rest);
        self.count += other.count - 1;
        self.next = other.next;
    }

    /// The numbers with their weights.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u8)> {
        let mut rest = self.bytes.as_slice();
        let mut next = 0;
        std::iter::from_fn(move || {
            let entry = read_integer(&mut rest)?;
            let number = u32::try_from(entry >> 3).ok()?.checked_add(next)?;
            next = number.checked_add(1)?;
            Some((number, (entry & 7) as u8 + 1))
        })
    }

    /// The bytes of the list: sparse, unless it is long and a bitmap is shorter.
    pub fn encode(&self) -> Vec<u8> {
        let bitmap = self.next.min(BITMAP).div_ceil(8) as usize;
        if self.bytes.len() > bitmap.max(SHORT) { self.dense(bitmap) } else { self.sparse() }
    }

    fn sparse(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.bytes.len() + 4);
        write_integer(u64::from(self.count) << 1, &mut bytes);
        bytes.extend_from_slice(&self.bytes);
        bytes
    }

    fn dense(&self, length: usize) -> Vec<u8> {
        let mut bitmap = vec![0_u8; length];
        let mut exceptions = Self::default();
        for (number, weight) in self.iter() {
            let Some(byte) = bitmap.get_mut(number as usize / 8) else { break };
            *byte |= 1 << (number % 8);
            if weight >= EXCEPTION && exceptions.len() < EXCEPTIONS {
                exceptions.push(number, weight);
            }
        }
        let mut bytes = Vec::with_capacity(length + exceptions.bytes.len() + 12);
        write_integer(u64::from(self.count) << 1 | 1, &mut bytes);
        write_integer(length as u64, &mut bytes);
        bytes.extend_from_slice(&bitmap);
        bytes.extend_from_slice(&exceptions.sparse());
        bytes
    }
}

/// Reads what [`List::encode`] wrote. None where the bytes are no list.
pub fn decode(mut bytes: &[u8]) -> Option<Vec<(u32, u8)>> {
    let head = read_integer(&mut bytes)?;
    if head & 1 == 0 {
        let list = List { bytes: bytes.to_vec(), count: (head >> 1) as u32, next: 0 };
        let entries: Vec<(u32, u8)> = list.iter().collect();
        return (entries.len() == list.len()).then_some(entries);
    }
    let length = read_integer(&mut bytes)? as usize;
    let (bitmap, exceptions) = bytes.split_at_checked(length)?;
    // Always sparse: lists within lists within lists would be read until the stack is full.
    let exceptions =
        decode(Some(exceptions).filter(|bytes| bytes.first().is_some_and(|b| b & 1 == 0))?)?;
    let has = |number: &u32| bitmap[*number as usize / 8] >> (number % 8) & 1 == 1;
    let weight = |number| {
        let place = exceptions.binary_search_by_key(&number, |(number, _)| *number);
        place.map_or(DENSE_WEIGHT, |place| exceptions[place].1)
    };
    Some((0..length as u32 * 8).filter(has).map(|number| (number, weight(number))).collect())
}

/// Appends an integer: seven bits a byte, the low ones first; a set high bit says that more follow.
pub fn write_integer(mut value: u64, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Takes an integer from the front. None at the end of the bytes.
pub fn read_integer(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
