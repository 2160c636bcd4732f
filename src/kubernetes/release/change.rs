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
    /// Too many restart rules or exit codes are `TooMany`; before, they are `TooLong`.
    RestartRulesAreTooMany,
    /// An init container that is no sidecar may not ask for a restart when it is resized.
    InitContainersAreNotRestartedOnResize,
    /// The API server warns of port names that several containers use.
    PortNamesAreCompared,
    /// The API server warns of IP addresses that are not written as they should be.
    AddressesAreWarnedOf,
    /// The warning of an IP address says that it is invalid, not that it will be.
    WrongAddressesAreInvalid,
    /// Warnings of projected volumes see each source's own files; before, a source without files
    /// of its own counts with those of the source before it.
    ProjectedSourcesAreToldApart,
    /// The name of a StatefulSet's Service is checked.
    StatefulSetsNameServices,
    /// A Service for a load balancer may have the port of kubelets.
    LoadBalancersMayTakeTheKubeletsPort,
    /// A pod as a whole may have huge pages.
    PodsHaveHugePagesAsAWhole,
    /// What a pod as a whole asks for may leave out what its containers ask for; its limits of huge
    /// pages hold for all of them together, and pods of Windows have no such resources.
    PodsMayLeaveOutRequests,
    /// The pods and the claims of a StatefulSet are checked with it.
    StatefulSetTemplatesAreChecked,
    /// A RuntimeClass without a handler lacks it; before, its handler is wrong.
    HandlersAreRequired,
    /// The scheduler keeps host ports of sidecars free too.
    SidecarsTakeHostPorts,
    /// An AppArmor annotation that says what the pod's field says is not warned of; before, none
    /// is beside such a field.
    AppArmorAnnotationsMayMatch,
    /// The API server warns of what a headless Service has no use for.
    HeadlessServicesIgnoreFields,
    /// The API server warns of `PreferClose`, which is called `PreferSameZone` now.
    PreferCloseIsDeprecated,
    /// The API server warns of external addresses of Services.
    ExternalAddressesAreDeprecated,
    /// Errors of owners carry their index, and an empty field is missing, not wrong.
    OwnerReferencesHavePaths,
    /// The cluster autoscaler removes a node that is used to its threshold exactly; before, it keeps
    /// it.
    NodesAtThresholdAreRemoved,
    /// An image volume in a template needs a reference.
    ImageVolumesNeedAReference,
    /// The scheduler wants nodes that declare mounts with options.
    BindMountOptionsAreDeclared,
}

impl Change {
    /// The first version that has it.
    #[must_use]
    pub const fn since(self) -> Version {
        match self {
            Self::NodeAffinityTakesLabelValues
            | Self::ImageVolumesHaveSubPaths
            | Self::StatefulSetsNameServices
            | Self::LoadBalancersMayTakeTheKubeletsPort
            | Self::PodsHaveHugePagesAsAWhole
            | Self::PortNamesAreCompared
            | Self::AddressesAreWarnedOf => Version::V1_33,
            Self::UserNamespaceForbidsVolumeDevices
            | Self::StatefulSetTemplatesAreChecked
            | Self::PodsMayLeaveOutRequests
            | Self::ProjectedSourcesAreToldApart
            | Self::SidecarsTakeHostPorts
            | Self::HeadlessServicesIgnoreFields
            | Self::AppArmorAnnotationsMayMatch => Version::V1_34,
            Self::NodesAtThresholdAreRemoved | Self::PreferCloseIsDeprecated => Version::V1_35,
            Self::RestartRulesAreTooMany
            | Self::HandlersAreRequired
            | Self::ExternalAddressesAreDeprecated
            | Self::WrongAddressesAreInvalid
            | Self::InitContainersAreNotRestartedOnResize => Version::V1_36,
            Self::OwnerReferencesHavePaths
            | Self::ImageVolumesNeedAReference
            | Self::BindMountOptionsAreDeclared => Version::V1_37,
        }
    }
}
