//! Volumes that can't be mounted twice on a node. Mirrors the plugin `VolumeRestrictions`, but for
//! claims with the access mode `ReadWriteOncePod`, which an inventory knows nothing of.

use k8s_openapi::api::core::v1::PodSpec;

use crate::inventory::{Disk, pod_disks};
use crate::kubernetes::field::{FieldPath, Step};
use crate::planner::reason::{Fact, Plugin, Reason};
use crate::planner::template::{field, template_path};

/// A volume of a pod that excludes others.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedDisk {
    /// The volume.
    pub disk: Disk,
    /// The volume's field.
    pub field: FieldPath,
}

impl WantedDisk {
    /// The volumes of a pod's spec that exclude others.
    #[must_use]
    pub fn all(spec: &PodSpec) -> Vec<Self> {
        pod_disks(spec.volumes.as_deref().unwrap_or_default())
            .into_iter()
            .map(|(place, disk)| {
                let field = template_path([field("volumes"), Step::Index(place)]);
                Self { disk, field }
            })
            .collect()
    }

    /// The reason when a pod that runs has it.
    #[must_use]
    pub fn refusal(&self) -> Reason {
        Reason::new(
            Plugin::VolumeRestrictions,
            "node(s) had no available disk",
            Some(self.field.clone()),
            Fact::None,
        )
    }
}
