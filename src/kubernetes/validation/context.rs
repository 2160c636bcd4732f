//! What the checks of a pod's parts need to know of the whole pod.

use super::strictness::Strictness;
use crate::kubernetes::containers::VolumeNames;
use k8s_openapi::api::core::v1::{PodSpec, Volume};
use std::collections::BTreeMap;

/// The volumes of a pod by name, as `validate_volumes` finds them.
pub(super) type Volumes<'a> = BTreeMap<&'a str, &'a Volume>;

/// A pod as the checks of its containers see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PodContext<'a> {
    /// The pod's spec, defaulted.
    pub spec: &'a PodSpec,
    /// All its volumes, by name.
    pub named: &'a VolumeNames<'a>,
    /// Its valid volumes by name.
    pub volumes: &'a Volumes<'a>,
    /// How strict to be.
    pub strictness: Strictness,
}
