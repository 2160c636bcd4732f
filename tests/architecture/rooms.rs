//! The table of rooms in `docs/architecture.md`: what each room may use.

use std::collections::{BTreeMap, BTreeSet};

use crate::modules::{Modules, Use, Way};

/// The parts of the standard library that touch the world: a room uses them only where the table
/// says so.
const WORLD: [&str; 3] = ["env", "fs", "process"];

/// What each room may use.
pub struct Rooms(BTreeMap<String, Vec<Way>>);

impl Rooms {
    /// Reads the table: its first column names a room (`yaml/`, `fix.rs`), its last what the room
    /// may use (`words`, `kubernetes::field`, `std::fs`).
    pub fn read(text: &str) -> Self {
        let rows = text.lines().filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').collect();
            let [room] = in_ticks(cells.first()?)[..] else { return None };
            let may_use = in_ticks(cells.last()?);
            let ways = may_use.iter().map(|way| way.split("::").map(str::to_owned).collect());
            Some((room.trim_end_matches('/').trim_end_matches(".rs").to_owned(), ways.collect()))
        });
        Self(rows.collect())
    }

    /// The rooms that have no row, and the rows that have no room.
    pub fn unlisted(&self, modules: &Modules) -> Vec<String> {
        let rooms = modules.rooms();
        let without_row = rooms.iter().filter(|room| !self.0.contains_key(**room));
        let without_room = self.0.keys().filter(|room| !rooms.contains(room.as_str()));
        without_row
            .map(|room| format!("{room} has no row"))
            .chain(without_room.map(|room| format!("{room} has a row and is no room")))
            .collect()
    }

    /// The uses that the table doesn't allow.
    pub fn forbidden<'a>(&self, uses: &'a BTreeSet<Use>) -> Vec<&'a Use> {
        uses.iter().filter(|found| !self.allows(found)).collect()
    }

    fn allows(&self, Use { user, written, used, .. }: &Use) -> bool {
        let Some(room) = user.first() else { return true };
        let may_use = self.0.get(room).map(Vec::as_slice).unwrap_or_default();
        let allows = |way: &Way| match way.as_slice() {
            [] => true,
            [std, part, ..] if std == "std" => {
                !WORLD.contains(&part.as_str()) || may_use.contains(way)
            }
            [other, ..] if other == room => true,
            way => may_use.iter().any(|allowed| way.starts_with(allowed)),
        };
        // A name that another room only passes on is a use of that room too.
        allows(used) && (written.first() == used.first() || allows(written))
    }
}

/// The words of a cell that stand in backticks.
fn in_ticks(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}
