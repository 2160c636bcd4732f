//! What a cluster has beside the manifests of a run, and how it is set up.

use std::sync::Arc;

use super::manifest::Manifest;
use crate::kubernetes::pod_admission::OptionalPlugins;

/// What a cluster has beside the manifests of a run: its objects count where pods are admitted and
/// where something is named, and are never checked themselves.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The objects, but for nodes, for what brings pods, and for what finds pods.
    pub(super) objects: Arc<[Arc<Manifest>]>,
    /// How the cluster is set up.
    pub(super) setup: Setup,
}

/// How a cluster is set up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// Nothing exists but what the manifests and the cluster's objects are.
    pub complete: bool,
    /// The admission plugins that are on though they are off by default.
    pub plugins: OptionalPlugins,
}

impl Surroundings {
    /// The same in a cluster that is set up like this.
    #[must_use]
    pub fn set_up(mut self, setup: Setup) -> Self {
        self.setup = setup;
        self
    }
}
