//! Memory: results that were made recently, so that they need not be made again.
//!
//! Owns the limit: unused results are forgotten, and results in frequent use are kept, however many others come
//! between. A remembered result is never different from a new one. The only module that names foldhash.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;

/// The number of results that are recognised when they are made again.
const MADE: usize = 1 << 12;

/// The hash function for texts, where only time depends on it.
pub(crate) type Hashing = FixedState;

/// Results by the keys they were made from.
pub(crate) struct Memory<K, V> {
    /// The limit on the weight of the recent results, and again on that of the older ones.
    most: usize,
    weight: usize,
    recent: HashMap<K, (V, usize), Hashing>,
    /// The results that were recent when there were too many.
    older: HashMap<K, (V, usize), Hashing>,
    /// The hashes of the keys of results that were made.
    made: Vec<u64>,
    hasher: Hashing,
}

impl<K: Eq + Hash, V: Clone> Memory<K, V> {
    /// Creates a memory of results that together weigh at most `2 * most`, in any unit; with 0 of none.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            weight: 0,
            recent: HashMap::default(),
            older: HashMap::default(),
            made: Vec::new(),
            hasher: Hashing::default(),
        }
    }

    /// Returns the result of a key, if it is remembered.
    pub(crate) fn get<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        if let Some((value, _)) = self.recent.get(key) {
            return Some(value.clone());
        }
        let (key, (value, weight)) = self.older.remove_entry(key)?;
        self.put(key, value.clone(), weight);
        Some(value)
    }

    /// Remembers the result of a key, if it was made before and is not too heavy by itself: one that was made only once
    /// may never be needed again.
    pub(crate) fn learn<Q: Eq + Hash + ToOwned<Owned = K> + ?Sized>(
        &mut self,
        key: &Q,
        value: &V,
        weight: usize,
    ) {
        if self.comes_again(key) {
            self.keep(key, value, weight);
        }
    }

    /// Remembers the result of a key, if it is not too heavy by itself.
    pub(crate) fn keep<Q: ToOwned<Owned = K> + ?Sized>(
        &mut self,
        key: &Q,
        value: &V,
        weight: usize,
    ) {
        self.put(key.to_owned(), value.clone(), weight);
    }

    /// Returns whether a similar key was seen before. The answer may be wrong, at little cost.
    fn comes_again<Q: Hash + ?Sized>(&mut self, key: &Q) -> bool {
        let hash = self.hasher.hash_one(key) | 1;
        if self.made.is_empty() {
            self.made.resize(MADE, 0);
        }
        let place = usize::try_from(hash >> 8).unwrap_or_default() % MADE;
        std::mem::replace(&mut self.made[place], hash) == hash
    }

    fn put(&mut self, key: K, value: V, weight: usize) {
        if weight > self.most || self.most == 0 {
            return;
        }
        if self.weight + weight > self.most {
            self.older = std::mem::take(&mut self.recent);
            self.weight = 0;
        }
        self.weight += weight;
        self.recent.insert(key, (value, weight));
    }
}

/// A key made of all the bytes that a value hashes: with a derived `Hash`, those of every field, in order and each told
/// apart from the next. Room is made once and used again.
#[derive(Debug, Default)]
pub(crate) struct HashedKey(Vec<u8>);

impl HashedKey {
    /// Makes it the key of a value.
    pub(crate) fn set(&mut self, value: &impl Hash) {
        self.0.clear();
        value.hash(self);
    }

    /// Returns the bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Hasher for HashedKey {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// No number stands for the bytes.
    fn finish(&self) -> u64 {
        0
    }
}

impl<K, V> std::fmt::Debug for Memory<K, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let count = self.recent.len() + self.older.len();
        write!(f, "Memory({count} things)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_asked_for_is_kept_and_the_rest_forgotten() {
        let mut memory: Memory<String, usize> = Memory::new(10);
        let learn = |memory: &mut Memory<String, usize>, key: &str, value: usize| {
            memory.learn(key, &value, 1);
            memory.learn(key, &value, 1);
        };
        learn(&mut memory, "kept", 0);
        learn(&mut memory, "left", 1);
        for n in 0..100 {
            learn(&mut memory, &n.to_string(), n);
            assert_eq!(memory.get("kept"), Some(0));
        }
        assert_eq!(memory.get("left"), None);
    }

    #[test]
    fn what_is_made_once_is_not_kept() {
        let mut memory: Memory<String, usize> = Memory::new(10);
        memory.learn("once", &0, 1);
        assert_eq!(memory.get("once"), None);
        memory.learn("once", &0, 1);
        assert_eq!(memory.get("once"), Some(0));
    }

    proptest! {
        #[test]
        fn it_never_holds_more_than_it_may_nor_anything_else(
            steps in proptest::collection::vec((0..20_u8, 0..7_usize), 0..200),
            most in 0..12_usize,
        ) {
            let mut memory: Memory<u8, u8> = Memory::new(most);
            for (key, weight) in steps {
                match memory.get(&key) {
                    Some(value) => prop_assert_eq!(value, key),
                    None => memory.learn(&key, &key, weight),
                }
                let held = memory.recent.values().chain(memory.older.values());
                prop_assert!(held.map(|(_, weight)| weight).sum::<usize>() <= 2 * most);
            }
        }
    }
}
