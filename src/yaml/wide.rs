//! Maps with many entries: a key is found without looking at each of them.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use hashbrown::{HashMap, HashTable};

/// From so many entries on, a table finds a key sooner.
pub(super) const MANY: usize = 48;

/// For each wide map of a document, by its node's number, where its keys stand among its entries:
/// the key's hash, and the place.
#[derive(Clone, Debug, Default)]
pub(super) struct Wide(HashMap<u32, HashTable<(u64, u32)>>);

/// Keys come from manifests: nobody must be able to aim at one place.
static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::new);

impl Wide {
    /// Takes in a map, whose keys are all different.
    pub(super) fn add<'k>(&mut self, map: u32, keys: impl Iterator<Item = &'k str>) {
        let mut table = HashTable::new();
        for (place, key) in (0..).zip(keys) {
            let hash = STATE.hash_one(key);
            table.insert_unique(hash, (hash, place), |(hash, _)| *hash);
        }
        self.0.insert(map, table);
    }

    /// The place of a key in a map that was taken in; `is_it` tells whether it stands at a place.
    pub(super) fn place(
        &self,
        map: u32,
        key: &str,
        is_it: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let found = self.0.get(&map)?.find(STATE.hash_one(key), |(_, at)| is_it(*at as usize));
        found.map(|(_, place)| *place as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_in_its_own_map() {
        let keys: Vec<String> = (0..200).map(|number| format!("key-{number}")).collect();
        let mut wide = Wide::default();
        wide.add(7, keys.iter().map(String::as_str));
        let place = |map, key: &str| wide.place(map, key, |at| keys[at] == key);
        assert_eq!(place(7, "key-150"), Some(150));
        assert_eq!((place(7, "key-200"), place(8, "key-150")), (None, None));
    }
}
