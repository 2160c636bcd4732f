//! Feature gates: what stage they are in and whether they are on, by version.

use super::Release;
use super::state::State;
use super::table::{Gate, STATES};
use super::version::Version;
use crate::words::near::nearest_by;
use std::str::FromStr;

/// Why a feature gate can't be set as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GateError {
    /// The version doesn't have the gate, or has it no more.
    #[error(
        "Kubernetes {version} has no feature gate `{}` ({}): an API server that is given it does \
         not start",
        .gate.name(), .gate.known_to(*.version)
    )]
    Absent {
        /// The gate.
        gate: Gate,
        /// The version that was asked for.
        version: Version,
    },
    /// The version holds the gate where it is.
    #[error(
        "the feature gate `{}` is locked in Kubernetes {version}: it is always {}, and an API \
         server that is to have it {} does not start",
        .gate.name(), word(*.on), word(!*.on)
    )]
    Locked {
        /// The gate.
        gate: Gate,
        /// The version that was asked for.
        version: Version,
        /// Where it is held.
        on: bool,
    },
    /// No version has a gate of this name.
    #[error("no Kubernetes from {first} to {last} has a feature gate `{0}`{near}",
        first = Version::ALL[0], last = Version::DEFAULT, near = near(.0))]
    Unknown(String),
}

/// The gates of Kubernetes that change nothing that is checked here, by name.
const OTHERS: &str = include_str!("other_gates.txt");

/// A gate of Kubernetes as a user names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// One that changes what becomes of a manifest.
    Gate(Gate),
    /// One that doesn't.
    Other(&'static str),
}

impl Named {
    /// Of a gate that is set so, why that has no effect in a version, or why its API server refuses
    /// it; none where it has one.
    #[must_use]
    pub(crate) fn no_effect(self, on: bool, version: Version) -> Option<String> {
        let gate = match self {
            Self::Other(name) => {
                return Some(format!(
                    "the feature gate `{name}` changes nothing that is checked here"
                ));
            }
            Self::Gate(gate) => gate,
        };
        match (Release::new(version).with(gate, on), gate.state(version)) {
            (Err(refused), _) => Some(refused.to_string()),
            (Ok(_), State::Locked(held)) => Some(format!(
                "the feature gate `{}` is locked in Kubernetes {version}: it is always {}",
                gate.name(),
                word(held)
            )),
            (Ok(_), _) => None,
        }
    }
}

const fn word(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

impl FromStr for Named {
    type Err = GateError;

    fn from_str(name: &str) -> Result<Self, GateError> {
        let known = STATES.iter().find(|(_, known, _)| *known == name);
        let other = || OTHERS.lines().find(|other| *other == name);
        match known {
            Some((gate, _, _)) => Ok(Self::Gate(*gate)),
            None => other().map(Self::Other).ok_or_else(|| GateError::Unknown(name.to_owned())),
        }
    }
}

/// The gate that a name may be meant for, to stand behind a sentence.
fn near(name: &str) -> String {
    let mut all: Vec<&str> = Gate::all().map(Gate::name).chain(OTHERS.lines()).collect();
    all.sort_unstable();
    let near = nearest_by(name, &all, |name| name);
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
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

    /// The gate's bit in a set of gates.
    pub(super) const fn bit(self) -> u64 {
        1 << self as u64
    }

    /// Which versions have it, to stand where one that is asked has it not; what is gone stays as
    /// it was held.
    fn known_to(self, asked: Version) -> String {
        let known = |v: &Version| !matches!(self.state(*v), State::Absent | State::Removed(_));
        let all: Vec<Version> = Version::ALL.into_iter().filter(known).collect();
        let versions = match all.as_slice() {
            [] => "no version here has it".to_owned(),
            [only] => format!("{only} alone has it"),
            [first, .., last] if *last == Version::DEFAULT => format!("{first} and later have it"),
            [first, .., last] => format!("{first} to {last} have it"),
        };
        match self.state(asked) {
            State::Removed(held) => {
                format!("{versions}; what it stood for is always {} since", word(held))
            }
            _ => versions,
        }
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
            assert_eq!(name.parse(), Ok(Named::Gate(*gate)));
        }
        assert!(STATES.len() <= 64, "a set of gates has 64 bits");
    }

    #[test]
    fn other_gates_are_sorted_and_none_of_these() {
        let others: Vec<&str> = OTHERS.lines().collect();
        assert!(others.is_sorted());
        assert!(others.iter().all(|name| Gate::all().all(|gate| gate.name() != *name)));
        assert_eq!("MemoryQoS".parse(), Ok(Named::Other("MemoryQoS")));
    }

    #[test]
    fn what_has_no_effect_is_said() {
        let said = |name: &str, on, version| {
            name.parse::<Named>().unwrap().no_effect(on, version).unwrap_or_default()
        };
        insta::assert_snapshot!(said("MemoryQoS", true, Version::V1_36), @"the feature gate `MemoryQoS` changes nothing that is checked here");
        insta::assert_snapshot!(said("ImageVolume", true, Version::V1_36), @"the feature gate `ImageVolume` is locked in Kubernetes 1.36: it is always on");
        insta::assert_snapshot!(said("SidecarContainers", true, Version::V1_37), @"Kubernetes 1.37 has no feature gate `SidecarContainers` (1.32 to 1.36 have it; what it stood for is always on since): an API server that is given it does not start");
        insta::assert_snapshot!(said("EnvFiles", true, Version::V1_33), @"Kubernetes 1.33 has no feature gate `EnvFiles` (1.34 and later have it): an API server that is given it does not start");
        insta::assert_snapshot!(said("ImageVolume", false, Version::V1_36), @"the feature gate `ImageVolume` is locked in Kubernetes 1.36: it is always on, and an API server that is to have it off does not start");
        insta::assert_snapshot!(said("EnvFiles", true, Version::V1_34), @"");
    }
}
