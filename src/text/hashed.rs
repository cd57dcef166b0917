//! Tables whose keys are hashes or numbers already.

use std::hash::{BuildHasherDefault, Hasher};

/// The hasher of such tables.
pub type Hashed = BuildHasherDefault<HashedKey>;

/// Takes a hash or a number as it is, spread over both ends of the table's 64 bits.
#[derive(Default)]
pub struct HashedKey(u64);

impl Hasher for HashedKey {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxhash_rust::xxh3::xxh3_64(bytes);
    }

    fn write_u32(&mut self, key: u32) {
        self.write_u64(key.into());
    }

    fn write_usize(&mut self, key: usize) {
        self.write_u64(key as u64);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
