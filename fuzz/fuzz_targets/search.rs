//! Lists of the search index come back as they were written, and any bytes that are no list are none.

#![no_main]

use briefing::search::{DENSE_WEIGHT, List, MOST_WEIGHT, decode, read_integer, searched, write_integer};
use libfuzzer_sys::fuzz_target;

// Two bytes an article: how many are left out before it, and its weight. The first byte says how often they are gone through: lists of
// some length are written as bitmaps.
fuzz_target!(|bytes: &[u8]| {
    let _ = decode(bytes);
    let Some((times, entries)) = bytes.split_first() else { return };
    let mut list = List::default();
    let mut wanted = Vec::new();
    let mut next = 0_u32;
    for _ in 0..usize::from(*times) + 1 {
        for entry in entries.chunks_exact(2) {
            let number = next + u32::from(entry[0] & 0x7f);
            let weight = entry[1] % MOST_WEIGHT + 1;
            if number >= 160_000 {
                break;
            }
            list.push(number, weight);
            wanted.push((number, weight));
            next = number + 1;
        }
    }
    let written = list.encode();
    let is_dense = written[0] & 1 == 1;
    let mut kept = 0;
    for (_, weight) in &mut wanted {
        kept += usize::from(*weight >= 4);
        if is_dense && (*weight < 4 || kept > 4096) {
            *weight = DENSE_WEIGHT;
        }
    }
    assert_eq!(decode(&written), Some(wanted));
    let mut number = [0; 8];
    let length = entries.len().min(8);
    number[..length].copy_from_slice(&entries[..length]);
    let (number, mut buffer) = (u64::from_le_bytes(number), Vec::new());
    write_integer(number, &mut buffer);
    assert_eq!(read_integer(&mut buffer.as_slice()), Some(number));
    if let Ok(text) = std::str::from_utf8(entries) {
        let _ = searched(text);
    }
});
