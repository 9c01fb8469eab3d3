//! Memory: what was made lately, so that it need not be made again.
//!
//! Owns the bound: what is not asked for any more is forgotten, and what is asked for again and again is
//! kept, however much comes between. What is remembered is never anything else than what would be made.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// Things by what they were made from.
pub struct Memory<K, V> {
    /// How much is remembered of the recent things, and again of the older ones.
    most: usize,
    weight: usize,
    recent: HashMap<K, (V, usize)>,
    /// Those that were recent when there were too many.
    older: HashMap<K, (V, usize)>,
}

impl<K: Eq + Hash, V: Clone> Memory<K, V> {
    /// A memory of things that together weigh at most `2 * most`, in any unit; with 0 of nothing.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            weight: 0,
            recent: HashMap::new(),
            older: HashMap::new(),
        }
    }

    /// What was made from a key, if that is remembered.
    pub fn get<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<V>
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

    /// Remembers what was made from a key, unless it is too much by itself.
    pub fn put(&mut self, key: K, value: V, weight: usize) {
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
        memory.put("kept".to_owned(), 0, 1);
        memory.put("left".to_owned(), 1, 1);
        for n in 0..100 {
            memory.put(n.to_string(), n, 1);
            assert_eq!(memory.get("kept"), Some(0));
        }
        assert_eq!(memory.get("left"), None);
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
                    None => memory.put(key, key, weight),
                }
                let held = memory.recent.values().chain(memory.older.values());
                prop_assert!(held.map(|(_, weight)| weight).sum::<usize>() <= 2 * most);
            }
        }
    }
}
