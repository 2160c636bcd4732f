//! What a version makes of a feature gate.

/// How far a feature has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// New, and off unless asked for.
    Alpha,
    /// Nearly done.
    Beta,
    /// Done.
    Ga,
    /// On its way out.
    Deprecated,
}

/// What a version makes of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The version doesn't know it.
    Absent,
    /// Off unless asked for.
    Off(Stage),
    /// On unless turned off.
    On(Stage),
    /// Held on or off for good.
    Locked(bool),
    /// On or off for good, and known no more: an API server that is given it doesn't start.
    Removed(bool),
}

impl State {
    /// Whether the gate is on when nobody sets it.
    #[must_use]
    pub const fn is_on(self) -> bool {
        matches!(self, Self::On(_) | Self::Locked(true) | Self::Removed(true))
    }
}
