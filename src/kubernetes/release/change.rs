//! Changes of Kubernetes' rules that no feature gate holds: they come with a version and stay.

use super::version::Version;

/// A change of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Values in a required node affinity must be label values.
    NodeAffinityTakesLabelValues,
    /// Mounts of image volumes may have `subPath` and `subPathExpr`.
    ImageVolumesHaveSubPaths,
    /// A pod with a user namespace may have no block devices.
    UserNamespaceForbidsVolumeDevices,
    /// `restartPolicy` of a container that is no init container is a field of its own right, which
    /// its gate drops or keeps; before, it is forbidden.
    ContainersHaveRestartPolicies,
    /// Too many restart rules and exit codes are `TooMany`; before, they are `TooLong`.
    TooManyRestartRules,
    /// An init container that is no sidecar may not ask for a restart when it is resized.
    InitContainersAreNotRestartedOnResize,
    /// Warnings of projected volumes see each source's own files.
    ProjectedOverlapsAreTrue,
    /// Errors of owners carry their index, and an empty field is missing, not wrong.
    OwnerReferencesHavePaths,
    /// An image volume in a template needs a reference.
    ImageVolumesNeedAReference,
}

impl Change {
    /// The first version that has it.
    #[must_use]
    pub const fn since(self) -> Version {
        match self {
            Self::NodeAffinityTakesLabelValues | Self::ImageVolumesHaveSubPaths => Version::V1_33,
            Self::UserNamespaceForbidsVolumeDevices
            | Self::ContainersHaveRestartPolicies
            | Self::ProjectedOverlapsAreTrue => Version::V1_34,
            Self::TooManyRestartRules | Self::InitContainersAreNotRestartedOnResize => {
                Version::V1_36
            }
            Self::OwnerReferencesHavePaths | Self::ImageVolumesNeedAReference => Version::V1_37,
        }
    }
}
