//! The features whose fields are dropped while their gate is off.

use super::note::Note;
use super::{container, file_owner, handler, pod, scheduling, volume};
use crate::kubernetes::field::Path;
use crate::kubernetes::release::{Gate, Release, Version};
use k8s_openapi::api::core::v1::PodSpec;

/// A feature with fields of its own.
pub(super) struct Feature {
    /// Its gate.
    pub gate: Gate,
    /// The version that its fields came with; none if all known versions have them.
    pub since: Option<Version>,
    /// Notes its fields in a pod spec, which has the path.
    pub find: fn(&PodSpec, &Path<'_>, &mut Note<'_>),
    /// Whether an object that has this pod spec keeps them.
    pub in_use: fn(&PodSpec) -> bool,
    /// Takes them out of a pod spec.
    pub drop: fn(&mut PodSpec),
}

impl Feature {
    /// Whether a release drops the fields, or has never heard of them.
    pub(super) fn is_off(&self, release: Release) -> bool {
        match self.since {
            Some(since) if release.version() < since => true,
            // A field without its gate is under older rules, which validation knows.
            _ => !release.on(self.gate) && release.knows(self.gate),
        }
    }

    /// Whether kubelets read the fields: the others are for the control plane alone.
    pub(super) fn is_for_kubelets(&self) -> bool {
        // A kubelet carries `procMount` out whether or not the gate is on.
        let others = [
            Gate::GenericWorkload,
            Gate::EvictionRequestAPI,
            Gate::ProcMountType,
            Gate::MatchLabelKeysInPodTopologySpread,
            Gate::NodeInclusionPolicyInPodTopologySpread,
            Gate::MatchLabelKeysInPodAffinity,
        ];
        !others.contains(&self.gate)
    }

    /// Notes the fields alone, without what the API server drops along with them.
    pub(super) fn find_own(&self, spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        match self.gate {
            Gate::ImageVolume => volume::image::find_sources(spec, path, note),
            _ => (self.find)(spec, path, note),
        }
    }

    /// Whether kubelets that know the fields start no pod that has them while the gate is off: they
    /// have no plugin for the volume, refuse to give its file, or to make the namespace.
    pub(super) fn stops_pods(&self, kubelet: Release) -> bool {
        let refused = [
            Gate::ClusterTrustBundleProjection,
            Gate::ImageVolume,
            Gate::PodCertificateRequest,
            Gate::UserNamespacesSupport,
        ];
        kubelet.knows(self.gate) && refused.contains(&self.gate)
    }

    /// Whether a pod spec has any of the fields.
    pub(super) fn is_found(&self, spec: &PodSpec) -> bool {
        is_found(self.find, spec)
    }
}

fn is_found(find: fn(&PodSpec, &Path<'_>, &mut Note<'_>), spec: &PodSpec) -> bool {
    let mut found = false;
    find(spec, &Path::root("spec"), &mut |_, _| found = true);
    found
}

/// A feature of a module `$room`, which is in use wherever one of its fields is found, unless
/// there is a rule of its own for that.
macro_rules! feature {
    ($gate:ident, $since:expr, $($room:ident)::+) => {
        feature!($gate, $since, $($room)::+, |spec| is_found($($room)::+::find, spec))
    };
    ($gate:ident, $since:expr, $($room:ident)::+, $in_use:expr) => {
        Feature {
            gate: Gate::$gate,
            since: $since,
            find: $($room)::+::find,
            in_use: $in_use,
            drop: $($room)::+::drop,
        }
    };
}

/// All of them, in the order in which Kubernetes drops them.
pub(super) static FEATURES: [Feature; 27] = [
    feature!(UserNamespacesSupport, None, pod::host_users),
    feature!(SupplementalGroupsPolicy, None, pod::supplemental_groups_policy),
    feature!(PodLevelResources, None, pod::resources, pod::resources::in_use),
    feature!(ProcMountType, None, container::proc_mount, container::proc_mount::in_use),
    feature!(DynamicResourceAllocation, None, pod::claims, pod::claims::in_use),
    feature!(ClusterTrustBundleProjection, None, volume::cluster_trust_bundle),
    feature!(PodCertificateRequest, Some(Version::V1_34), volume::pod_certificate),
    feature!(GenericWorkload, Some(Version::V1_36), pod::scheduling_group),
    feature!(InPlacePodVerticalScaling, None, container::resize_policy),
    feature!(
        ContainerRestartRules,
        None,
        container::restart_policy,
        container::restart_rules_in_use
    ),
    feature!(
        ContainerRestartRules,
        Some(Version::V1_34),
        container::restart_policy_rules,
        container::restart_rules_in_use
    ),
    feature!(HostnameOverride, Some(Version::V1_34), pod::hostname_override),
    feature!(EnvFiles, Some(Version::V1_34), container::file_key_ref),
    feature!(ImageVolume, None, volume::image),
    feature!(SELinuxChangePolicy, None, pod::se_linux_change_policy),
    feature!(ContainerStopSignals, Some(Version::V1_33), container::stop_signal),
    feature!(MatchLabelKeysInPodTopologySpread, None, scheduling::spread_label_keys),
    feature!(NodeInclusionPolicyInPodTopologySpread, None, scheduling::spread_policies),
    feature!(MatchLabelKeysInPodAffinity, None, scheduling::affinity_label_keys),
    feature!(PodLifecycleSleepAction, None, handler::sleep),
    feature!(RecursiveReadOnlyMounts, None, container::recursive_read_only),
    feature!(EmptyDirVolumeMode, Some(Version::V1_37), volume::empty_dir_mode),
    feature!(AtomicWriteVolumeUserFields, Some(Version::V1_37), file_owner),
    feature!(VolumeBindMountOptions, Some(Version::V1_37), container::bind_mount_options),
    feature!(H2CContainerProbe, Some(Version::V1_37), handler::http_protocol),
    feature!(GRPCContainerProbeTLS, Some(Version::V1_37), handler::grpc_mode),
    feature!(EvictionRequestAPI, Some(Version::V1_37), pod::eviction_responders),
];
