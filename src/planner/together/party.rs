//! Who meets, and before what.

use std::borrow::Cow;

use k8s_openapi::api::apps::v1::DaemonSet;

use crate::inventory::ix::IxVec;
use crate::kubernetes::pod_admission::AdmissionContext;
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::Compiled;
use crate::planner::ix::DaemonSetIx;

/// Whom a DaemonSet's pods meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Company {
    /// Nobody but what runs: each pod is asked for itself, and nobody makes room for it.
    Nobody,
    /// Its own kind and what runs.
    OwnKind,
    /// Those of all DaemonSets of the run, which come at once.
    #[default]
    All,
    /// The same, where each DaemonSet comes when the pods of those before it have settled.
    AllInTurn,
}

/// DaemonSets that meet each other.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    /// Its number, to tell its nodes from those of others.
    pub number: usize,
    /// Who they are.
    pub who: Vec<DaemonSetIx>,
    /// Whether they come one after the other.
    pub in_turn: bool,
}

/// What is played.
pub(crate) struct Scene<'s, 'a> {
    /// What runs.
    pub cluster: &'s Cluster<'a>,
    /// The DaemonSets, as written.
    pub daemon_sets: &'s [Cow<'a, DaemonSet>],
    /// Their pods.
    pub pods: &'s IxVec<DaemonSetIx, Compiled>,
    /// The objects around.
    pub context: &'s AdmissionContext<'s>,
}
