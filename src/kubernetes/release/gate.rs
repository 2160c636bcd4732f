//! Feature gates: what stage they are in and whether they are on, by version.

use super::state::State;
use super::table::{Gate, STATES};
use super::version::Version;
use crate::words::near::nearest_by;
use std::str::FromStr;

/// Why a feature gate can't be set as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GateError {
    /// The version doesn't have the gate.
    #[error("Kubernetes {version} has no feature gate `{}`{}", .gate.name(), .gate.came_with(*.version))]
    Absent {
        /// The gate.
        gate: Gate,
        /// The version that was asked for.
        version: Version,
    },
    /// The version holds the gate where it is.
    #[error(
        "the feature gate `{}` is locked in Kubernetes {version}: it is always {}",
        .gate.name(), if *.on { "on" } else { "off" }
    )]
    Locked {
        /// The gate.
        gate: Gate,
        /// The version that was asked for.
        version: Version,
        /// Where it is held.
        on: bool,
    },
    /// No gate of this name has to do with what is checked.
    #[error(
        "no feature gate `{0}` changes what becomes of a workload's manifest{near}",
        near = Gate::near(.0)
    )]
    Unknown(String),
}

impl Gate {
    /// All gates.
    pub fn all() -> impl Iterator<Item = Self> {
        STATES.iter().map(|(gate, _, _)| *gate)
    }

    /// The gate's name, as `--feature-gates` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        STATES.get(self as usize).map_or("", |(_, name, _)| name)
    }

    /// What a version makes of it.
    #[must_use]
    pub fn state(self, version: Version) -> State {
        let states = STATES.get(self as usize).map_or(&[][..], |(_, _, states)| states);
        states.get(version as usize).copied().unwrap_or(State::Absent)
    }

    /// The first version that has it on by default, if any has.
    #[must_use]
    pub fn on_since(self) -> Option<Version> {
        Version::ALL.into_iter().find(|version| self.state(*version).is_on())
    }

    /// The gate that a name may be meant for, to stand behind a sentence.
    fn near(name: &str) -> String {
        let all: Vec<&str> = Self::all().map(Self::name).collect();
        let near = nearest_by(name, &all, |name| name);
        near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
    }

    /// The gate's bit in a set of gates.
    pub(super) const fn bit(self) -> u64 {
        1 << self as u64
    }

    fn came_with(self, asked: Version) -> String {
        let known = |version: &Version| self.state(*version) != State::Absent;
        match Version::ALL.into_iter().find(known) {
            Some(first) if first > asked => format!(": it came with {first}"),
            _ => String::new(),
        }
    }
}

impl FromStr for Gate {
    type Err = GateError;

    fn from_str(name: &str) -> Result<Self, GateError> {
        let found = STATES.iter().find(|(_, known, _)| *known == name);
        found.map(|(gate, _, _)| *gate).ok_or_else(|| GateError::Unknown(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_gates() {
        for (index, (gate, name, _)) in STATES.iter().enumerate() {
            assert_eq!(*gate as usize, index);
            assert_eq!(gate.name(), *name);
            assert_eq!(name.parse(), Ok(*gate));
        }
        assert!(STATES.len() <= 64, "a set of gates has 64 bits");
    }
}
