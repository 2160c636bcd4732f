//! Which Kubernetes answers: its version, and which of its feature gates are on.
//!
//! What changed between versions is data: feature gates with their stage and default by version in
//! a generated table, and the few changes of rules that no gate holds in [`Change`].

mod asked;
mod change;
mod gate;
mod state;
mod table;
mod version;

pub(crate) use asked::Asked;
pub(crate) use change::Change;
pub(crate) use gate::{GateError, Named};
pub(crate) use state::{Stage, State};
pub use table::Gate;
pub use version::Version;
pub(crate) use version::VersionError;
pub(crate) use version::minor;

/// A Kubernetes version with its feature gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    version: Version,
    gates: GateSet,
}

impl Default for Release {
    fn default() -> Self {
        Self::new(Version::DEFAULT)
    }
}

impl Release {
    /// A version with the gates that it has on by default.
    #[must_use]
    pub fn new(version: Version) -> Self {
        let mut gates = GateSet::default();
        for gate in Gate::all() {
            gates.set(gate, gate.state(version).is_on());
        }
        Self { version, gates }
    }

    /// The version.
    #[must_use]
    pub const fn version(self) -> Version {
        self.version
    }

    /// Whether a gate is on.
    #[must_use]
    pub const fn on(self, gate: Gate) -> bool {
        self.gates.0 & gate.bit() != 0
    }

    /// Whether the version has a gate at all.
    #[must_use]
    pub fn knows(self, gate: Gate) -> bool {
        gate.state(self.version) != State::Absent
    }

    /// The releases of an upgrade with gates that are set for both, each with those that it can
    /// have.
    ///
    /// # Errors
    ///
    /// Neither version can have one of them so: why the first can't.
    pub(crate) fn upgraded(
        (from, to): (Version, Version),
        gates: &[(Gate, bool)],
    ) -> Result<(Self, Self), GateError> {
        let (from, to) = (Self::new(from), Self::new(to));
        for (gate, on) in gates {
            if to.with(*gate, *on).is_err() {
                from.with(*gate, *on)?;
            }
        }
        Ok((from.with_possible(gates), to.with_possible(gates)))
    }

    /// Whether a change of rules that no gate holds has come to pass.
    #[must_use]
    pub fn has(self, change: Change) -> bool {
        self.version >= change.since()
    }

    /// The release with one gate turned on or off, as `--feature-gates` of the API server does.
    ///
    /// # Errors
    ///
    /// The version has no such gate (any more), or holds it where it is: its API server does not
    /// start then.
    pub fn with(mut self, gate: Gate, on: bool) -> Result<Self, GateError> {
        match gate.state(self.version) {
            State::Absent | State::Removed(_) => {
                Err(GateError::Absent { gate, version: self.version })
            }
            State::Locked(held) if held != on => {
                Err(GateError::Locked { gate, version: self.version, on: held })
            }
            _ => {
                self.gates.set(gate, on);
                Ok(self)
            }
        }
    }

    /// The same with several gates, those behind over those before.
    ///
    /// # Errors
    ///
    /// As [`Self::with`].
    pub fn with_all<'g>(
        self,
        gates: impl IntoIterator<Item = &'g (Gate, bool)>,
    ) -> Result<Self, GateError> {
        gates.into_iter().try_fold(self, |release, (gate, on)| release.with(*gate, *on))
    }

    /// The same with the gates of these that the version lets be set so.
    #[must_use]
    pub fn with_possible<'g>(self, gates: impl IntoIterator<Item = &'g (Gate, bool)>) -> Self {
        gates
            .into_iter()
            .fold(self, |release, (gate, on)| release.with(*gate, *on).unwrap_or(release))
    }

    /// The gates that are not as the version has them by default.
    pub fn chosen_gates(self) -> impl Iterator<Item = (Gate, bool)> {
        let default = Self::new(self.version);
        let on = move |gate: Gate| self.on(gate);
        Gate::all().filter(move |gate| on(*gate) != default.on(*gate)).map(move |g| (g, on(g)))
    }
}

/// A set of gates: one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct GateSet(u64);

impl GateSet {
    fn set(&mut self, gate: Gate, on: bool) {
        if on {
            self.0 |= gate.bit();
        } else {
            self.0 &= !gate.bit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_its_own_gates() {
        let gate = Gate::ImageVolume;
        assert!(!Release::new(Version::V1_34).on(gate));
        assert!(Release::new(Version::V1_35).on(gate));
        assert!(Release::new(Version::V1_34).with(gate, true).unwrap().on(gate));
        assert_eq!(gate.on_since(), Some(Version::V1_35));
        assert_eq!(Gate::ContainerStopSignals.on_since(), None);
    }

    #[test]
    fn a_gate_can_be_set_where_the_version_has_it() {
        let absent = Release::new(Version::V1_32).with(Gate::EnvFiles, true).unwrap_err();
        insta::assert_snapshot!(absent, @"Kubernetes 1.32 has no feature gate `EnvFiles` (1.34 and later have it): an API server that is given it does not start");
        let locked = Release::new(Version::V1_36).with(Gate::ImageVolume, false).unwrap_err();
        insta::assert_snapshot!(locked, @"the feature gate `ImageVolume` is locked in Kubernetes 1.36: it is always on, and an API server that is to have it off does not start");
        assert!(Release::new(Version::V1_36).with(Gate::ImageVolume, true).is_ok());
    }

    #[test]
    fn only_chosen_gates_are_told() {
        let release = Release::new(Version::V1_36);
        assert_eq!(release.chosen_gates().count(), 0);
        let release = release.with(Gate::SELinuxMount, true).unwrap();
        assert_eq!(release.chosen_gates().collect::<Vec<_>>(), [(Gate::SELinuxMount, true)]);
    }

    #[test]
    fn changes_come_with_their_version() {
        assert!(!Release::new(Version::V1_33).has(Change::UserNamespaceForbidsVolumeDevices));
        assert!(Release::new(Version::V1_34).has(Change::UserNamespaceForbidsVolumeDevices));
    }
}
