//! What a pod demands of its node itself.

use k8s_openapi::api::core::v1::{PodSpec, Toleration};

use crate::kubernetes::node_affinity::RequiredNodeAffinity;

/// What a pod demands of its node's labels, name and taints.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeDemand {
    /// `nodeSelector` and the required node affinity.
    pub affinity: RequiredNodeAffinity,
    /// The tolerations, with those that the DaemonSet controller adds.
    pub tolerations: Vec<Toleration>,
}

impl NodeDemand {
    /// What a pod of this spec demands.
    #[must_use]
    pub fn of(spec: &PodSpec) -> Self {
        Self {
            affinity: RequiredNodeAffinity::of(spec),
            tolerations: spec.tolerations.clone().unwrap_or_default(),
        }
    }
}
