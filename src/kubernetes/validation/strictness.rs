//! How strict the checks of a pod template are.

use crate::kubernetes::release::{Gate, Release};

/// What decides on the strictness of a check: the release that is asked, and what the old object
/// excuses where one is replaced. Together they make up `PodValidationOptions` of
/// `pkg/apis/core/validation`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Strictness {
    /// The Kubernetes that is asked.
    pub release: Release,
    /// What passes since it was there before.
    pub excused: Excused,
    /// Whether a pod is checked, not a template.
    pub is_pod: bool,
    /// Whether the fields are gone already whose gate is off.
    pub is_stored: bool,
}

impl Strictness {
    /// Whether a rule is lax that a gate makes lax: the gate is on, or it is off and the old object
    /// has what the gate lets pass.
    #[must_use]
    pub(super) fn allows(self, gate: Gate, excused: bool) -> bool {
        self.release.on(gate) || (excused && self.release.knows(gate))
    }

    /// The strictness of a create, where nothing is excused.
    #[must_use]
    pub(super) fn of_create(release: Release) -> Self {
        Self { release, excused: Excused::default(), is_pod: false, is_stored: false }
    }
}

/// What the checks of a pod template let pass, since the old object has it already: nothing on
/// create.
///
/// Mirrors the part of `PodValidationOptions` that an old object sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Excused {
    /// A `controller.kubernetes.io/pod-deletion-cost` that is no 32-bit integer.
    pub invalid_pod_deletion_cost: bool,
    /// Malformed label values in the `matchExpressions` of label selectors.
    pub invalid_label_values_in_selectors: bool,
    /// Amounts of huge pages that are no multiple of the page size.
    pub indivisible_huge_pages: bool,
    /// Malformed label selectors in topology spread constraints.
    pub invalid_topology_spread_selectors: bool,
    /// Paths of projected service account tokens that lead out of the volume.
    pub non_local_projected_token_paths: bool,
    /// Searches of names that are a single dot or have underscores.
    pub relaxed_dns_searches: bool,
    /// Hooks that sleep for no time.
    pub empty_sleeps: bool,
    /// Names of environment variables that older versions refuse.
    pub relaxed_env_names: bool,
    /// Restart rules that restart all containers, and rules of sidecars.
    pub restarts_of_all_containers: bool,
    /// Restart policies and rules of containers.
    pub container_restart_rules: bool,
    /// Sysctls of a namespace that the pod shares with its host.
    pub sysctls_of_host_namespaces: bool,
    /// An `seLinuxChangePolicy` other than `Recursive`.
    pub any_selinux_change_policy: bool,
    /// Malformed label values in a required node affinity.
    pub invalid_label_values_in_node_affinity: bool,
    /// `matchLabelKeys` of topology spread constraints that break the newer rule.
    pub invalid_match_label_keys: bool,
    /// `matchLabelKeys` of topology spread constraints that break the older rule.
    pub invalid_legacy_match_label_keys: bool,
    /// Block devices in a pod with a user namespace.
    pub volume_devices_in_user_namespaces: bool,
    /// The host's network in a pod with a user namespace.
    pub host_network_in_user_namespaces: bool,
    /// The operators `Lt` and `Gt` in tolerations.
    pub comparing_tolerations: bool,
    /// The resize policy `RestartContainer` in init containers that don't restart.
    pub restarting_resize_of_init_containers: bool,
}
