//! What the API server takes in an order that nobody sets: where the order makes a difference, the
//! pod that comes of it is chance.

/// What the API server keeps in a map, and goes through as that happens to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unordered {
    /// The LimitRanges of a namespace (`limitranger/admission.go`, `GetLimitRanges`): anew for every
    /// pod.
    LimitRanges,
    /// MutatingAdmissionPolicies (`generic/policy_source.go`, `calculatePolicyData`): anew when one of
    /// them changes.
    MutatingPolicies,
}

/// In which order they are taken: as they were given, or the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// All as they were given.
    #[default]
    AsGiven,
    /// These from the last to the first.
    Reversed(Unordered),
}

impl Order {
    /// Whether these are taken from the last to the first.
    #[must_use]
    pub fn reverses(self, what: Unordered) -> bool {
        self == Self::Reversed(what)
    }
}
