//! Files that use each other in a circle. A parent module and what is below it are no circle: a
//! parent lists its children, and they use what it says for all of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::modules::{Use, Way};

/// Which file of a room uses which other.
pub struct Graph(BTreeMap<Way, BTreeSet<Way>>);

impl Graph {
    /// The files of each room.
    pub fn new(uses: &BTreeSet<Use>) -> Self {
        let mut graph: BTreeMap<Way, BTreeSet<Way>> = BTreeMap::new();
        for Use { user, used, .. } in uses {
            let related = user.starts_with(used) || used.starts_with(user);
            if !related && user.first() == used.first() {
                graph.entry(user.clone()).or_default().insert(used.clone());
            }
        }
        Self(graph)
    }

    /// For each file that stands in a circle the shortest one through it, from the file back to it.
    pub fn circles(&self) -> BTreeMap<Way, Vec<Way>> {
        self.0.keys().filter_map(|file| Some((file.clone(), self.circle(file)?))).collect()
    }

    fn circle(&self, start: &Way) -> Option<Vec<Way>> {
        let mut before: BTreeMap<&Way, &Way> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(file) = queue.pop_front() {
            for next in self.0.get(file).into_iter().flatten() {
                if next == start {
                    let mut circle = vec![start.clone(), file.clone()];
                    let mut at = file;
                    while at != start {
                        at = before[at];
                        circle.push(at.clone());
                    }
                    circle.reverse();
                    return Some(circle);
                }
                if !before.contains_key(next) {
                    before.insert(next, file);
                    queue.push_back(next);
                }
            }
        }
        None
    }
}
