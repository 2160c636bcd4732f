//! Fields that the API server drops in silence, since their feature gate is off.
//!
//! Mirrors `DropDisabledTemplateFields` of `pkg/api/pod`.

mod container;
mod elsewhere;
mod feature;
mod file_owner;
mod handler;
mod has_pods;
mod note;
mod pod;
mod scheduling;
mod volume;

use crate::kubernetes::field::{FieldPath, Path};
use crate::kubernetes::release::{Gate, Release};
pub(crate) use container::restart_rules_in_use;
pub(crate) use elsewhere::dropped_elsewhere;
use feature::{FEATURES, Feature};
use has_pods::HasPods;
use k8s_openapi::api::core::v1::PodSpec;
pub use note::Fate;
use std::borrow::Cow;

/// A field that is not stored as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disabled {
    /// The field: the outermost that goes.
    pub path: FieldPath,
    /// The gate that is off.
    pub gate: Gate,
    /// What becomes of it.
    pub fate: Fate,
}

/// A workload, or its spec, as it is stored: without the fields of features that are off, unless
/// `old`, which it is to replace, has them in use.
#[must_use]
pub fn without_disabled_fields<'a, W: HasPods>(
    workload: &'a W,
    old: Option<&W>,
    release: Release,
) -> Cow<'a, W> {
    let Some(spec) = workload.pod_spec() else { return Cow::Borrowed(workload) };
    let old = old.and_then(W::pod_spec);
    let mut dropped = disabled(spec, old, release).peekable();
    if dropped.peek().is_none() {
        return Cow::Borrowed(workload);
    }
    let mut stored = workload.clone();
    if let Some(spec) = stored.pod_spec_mut() {
        for feature in dropped {
            (feature.drop)(spec);
        }
    }
    Cow::Owned(stored)
}

/// A pod spec as it is stored with a new object: without the fields of features that are off.
#[must_use]
pub(crate) fn stored_pod_spec(spec: &PodSpec, release: Release) -> Cow<'_, PodSpec> {
    let mut dropped = disabled(spec, None, release).peekable();
    if dropped.peek().is_none() {
        return Cow::Borrowed(spec);
    }
    let mut stored = spec.clone();
    dropped.for_each(|feature| (feature.drop)(&mut stored));
    Cow::Owned(stored)
}

/// Whether a pod spec is stored with a new object as it is written.
#[must_use]
pub(crate) fn is_stored_whole(spec: &PodSpec, release: Release) -> bool {
    disabled(spec, None, release).next().is_none()
}

/// The fields of a pod spec at `path` that are not stored as they were written, where the release
/// knows them: those that it doesn't know are reported as such.
#[must_use]
pub fn disabled_fields(spec: &PodSpec, release: Release, path: &Path<'_>) -> Vec<Disabled> {
    let mut found = Vec::new();
    let known = |feature: &&Feature| feature.since.is_none_or(|v| v <= release.version());
    for feature in disabled(spec, None, release).filter(known) {
        (feature.find)(spec, path, &mut |path, fate| {
            let path = path.to_field_path();
            found.push(Disabled { path, gate: feature.gate, fate });
        });
    }
    found
}

/// A field that is stored, and that older kubelets do nothing with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Idle {
    /// The field.
    pub path: FieldPath,
    /// Its gate.
    pub gate: Gate,
    /// Whether pods that have it don't start there.
    pub stops_pods: bool,
}

/// The fields of a pod spec at `path` that the API server of a release keeps, and kubelets of an
/// older one do nothing with: they don't know them, or have their gate off.
#[must_use]
pub(crate) fn idle_fields(
    spec: &PodSpec,
    release: Release,
    kubelet: Release,
    path: &Path<'_>,
) -> Vec<Idle> {
    let mut found = Vec::new();
    let idle = |feature: &&Feature| {
        feature.is_for_kubelets() && !feature.is_off(release) && !kubelet.on(feature.gate)
    };
    for feature in FEATURES.iter().filter(idle) {
        let (gate, stops_pods) = (feature.gate, feature.stops_pods(kubelet));
        feature.find_own(spec, path, &mut |path, _| {
            found.push(Idle { path: path.to_field_path(), gate, stops_pods });
        });
    }
    found
}

/// The features that a pod spec uses and the release has off.
fn disabled<'a>(
    spec: &'a PodSpec,
    old: Option<&'a PodSpec>,
    release: Release,
) -> impl Iterator<Item = &'static Feature> + 'a {
    FEATURES.iter().filter(move |feature| {
        feature.is_off(release)
            && feature.is_found(spec)
            && !old.is_some_and(|old| (feature.in_use)(old))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::release::Version;
    use k8s_openapi::api::apps::v1::DaemonSet;

    /// What a version drops of a pod spec with these fields.
    fn dropped(version: Version, fields: &str) -> Vec<String> {
        let spec = serde_yaml::from_str(&format!("{{containers: [{{name: c}}], {fields}}}"));
        let found = disabled_fields(&spec.unwrap(), Release::new(version), &Path::root("spec"));
        found.iter().map(|field| format!("{} {}", field.path, field.gate.name())).collect()
    }

    #[test]
    fn a_volume_goes_with_its_mounts() {
        let spec = "volumes: [{name: model, image: {reference: m}}, {name: tmp, emptyDir: {}}], \
                    initContainers: [{name: i, volumeMounts: [{name: model, mountPath: /m}]}, \
                    {name: j, volumeMounts: [{name: tmp, mountPath: /t}, \
                    {name: model, mountPath: /m}]}]";
        assert_eq!(
            dropped(Version::V1_34, spec),
            [
                "spec.volumes[0] ImageVolume",
                "spec.initContainers[0].volumeMounts ImageVolume",
                "spec.initContainers[1].volumeMounts[1] ImageVolume",
            ]
        );
        assert_eq!(dropped(Version::V1_35, spec), [""; 0]);
    }

    #[test]
    fn a_field_that_a_version_does_not_know_is_not_told_of_as_dropped() {
        let spec = "hostnameOverride: h";
        assert_eq!(dropped(Version::V1_33, spec), [""; 0]);
        assert_eq!(dropped(Version::V1_34, spec), ["spec.hostnameOverride HostnameOverride"]);
        assert_eq!(dropped(Version::V1_35, spec), [""; 0]);
    }

    /// What becomes of each field by version, from 1.32 on: `-` the version doesn't know it, `d` it
    /// drops it, `r` it puts another value there, `k` it keeps it.
    #[test]
    fn every_field_behind_a_gate() {
        let table = [
            ("hostUsers: false", "dkkkkk"),
            ("securityContext: {supplementalGroupsPolicy: Strict}", "dkkkkk"),
            ("securityContext: {seLinuxChangePolicy: Recursive}", "dkkkkk"),
            ("resources: {requests: {cpu: 1}}", "ddkkkk"),
            ("containers: [{name: c, securityContext: {procMount: Unmasked}}]", "rkkkkk"),
            ("initContainers: [{name: c, securityContext: {procMount: Unmasked}}]", "rkkkkk"),
            ("resourceClaims: [{name: gpu, resourceClaimName: gpu}]", "ddkkkk"),
            ("containers: [{name: c, resources: {claims: [{name: gpu}]}}]", "ddkkkk"),
            (
                "volumes: [{name: v, projected: {sources: [{clusterTrustBundle: {path: a}}]}}]",
                "dddddk",
            ),
            (
                "volumes: [{name: v, projected: {sources: [{podCertificate: {keyType: RSA3072, \
                 signerName: a.io/b}}]}}]",
                "--dddk",
            ),
            ("schedulingGroup: {podGroupName: a}", "----dd"),
            (
                "containers: [{name: c, resizePolicy: [{resourceName: cpu, restartPolicy: a}]}]",
                "dkkkkk",
            ),
            ("containers: [{name: c, restartPolicy: Never}]", "kkdkkk"),
            ("initContainers: [{name: c, restartPolicy: Never}]", "kkdkkk"),
            ("initContainers: [{name: c, restartPolicy: Always}]", "kkkkkk"),
            ("containers: [{name: c, restartPolicyRules: [{action: Restart}]}]", "--dkkk"),
            ("hostnameOverride: h", "--dkkk"),
            (
                "containers: [{name: c, env: [{name: A, valueFrom: {fileKeyRef: {key: a, path: b, \
                 volumeName: v}}}]}]",
                "--dkkk",
            ),
            ("volumes: [{name: v, image: {reference: a}}]", "dddkkk"),
            ("containers: [{name: c, lifecycle: {stopSignal: SIGINT}}]", "-ddddd"),
            ("volumes: [{name: v, emptyDir: {mode: 0o750}}]", "-----d"),
            ("volumes: [{name: v, secret: {defaultUser: 1}}]", "-----d"),
            ("volumes: [{name: v, configMap: {items: [{key: a, path: a, user: 1}]}}]", "-----d"),
            ("volumes: [{name: v, downwardAPI: {items: [{path: a, user: 1}]}}]", "-----d"),
            (
                "volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: a, \
                 user: 1}}]}}]",
                "-----d",
            ),
            (
                "containers: [{name: c, volumeMounts: [{name: v, mountPath: /v, \
                 bindMountOptions: [noexec]}]}]",
                "-----d",
            ),
            (
                "containers: [{name: c, livenessProbe: {httpGet: {port: 80, protocol: HTTP2}}}]",
                "-----d",
            ),
            (
                "containers: [{name: c, lifecycle: {preStop: {httpGet: {port: 80, \
                 protocol: HTTP2}}}}]",
                "-----d",
            ),
            ("initContainers: [{name: c, startupProbe: {grpc: {port: 80, mode: TLS}}}]", "-----d"),
            ("evictionResponders: [{name: a.io/b, priority: 1000}]", "-----d"),
        ];
        for (fields, expected) in table {
            let containers = if fields.starts_with("containers") { "" } else { "containers: []," };
            let spec: PodSpec =
                serde_yaml::from_str(&format!("{{{containers} {fields}}}")).unwrap();
            let fate = |version: Version| {
                let release = Release::new(version);
                let told = disabled_fields(&spec, release, &Path::root("spec"));
                match (
                    told.first().map(|field| field.fate),
                    *stored_pod_spec(&spec, release) == spec,
                ) {
                    (Some(Fate::Dropped), false) => 'd',
                    (Some(Fate::Replaced(_)), false) => 'r',
                    (None, true) => 'k',
                    (None, false) => '-',
                    (Some(_), true) => panic!("told of as lost, and kept: {fields}"),
                }
            };
            let found: String = Version::ALL.into_iter().map(fate).collect();
            assert_eq!(found, expected, "{fields}");
        }
    }

    #[test]
    fn a_gate_that_is_turned_off_drops_its_fields() {
        let term = "labelSelector: {}, topologyKey: a, matchLabelKeys: [b]";
        let affinity = format!(
            "affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: \
             [{{{term}}}]}}}}"
        );
        let table = [
            (
                Gate::MatchLabelKeysInPodTopologySpread,
                "topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: \
                 ScheduleAnyway, matchLabelKeys: [b]}]",
            ),
            (
                Gate::NodeInclusionPolicyInPodTopologySpread,
                "topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: \
                 ScheduleAnyway, nodeTaintsPolicy: Honor}]",
            ),
            (Gate::MatchLabelKeysInPodAffinity, affinity.as_str()),
            (
                Gate::PodLifecycleSleepAction,
                "initContainers: [{name: c, lifecycle: {preStop: {sleep: {seconds: 1}}}}]",
            ),
            (
                Gate::RecursiveReadOnlyMounts,
                "initContainers: [{name: c, volumeMounts: [{name: v, mountPath: /v, \
                 recursiveReadOnly: Enabled}]}]",
            ),
        ];
        for (gate, fields) in table {
            let spec = serde_yaml::from_str(&format!("{{containers: [], {fields}}}")).unwrap();
            let found = |release| disabled_fields(&spec, release, &Path::root("spec")).len();
            let release = Release::new(Version::V1_32);
            assert_eq!(found(release), 0, "{fields}");
            let off = release.with(gate, false).unwrap();
            assert_eq!(found(off), 1, "{fields}");
            let stored = stored_pod_spec(&spec, off).into_owned();
            assert_eq!(disabled_fields(&stored, off, &Path::root("spec")), []);
            assert_ne!(stored, spec);
        }
    }

    #[test]
    fn a_hook_that_only_had_a_stop_signal_goes_whole() {
        let spec = "initContainers: [{name: i, lifecycle: {stopSignal: SIGHUP}}, {name: j, \
                    lifecycle: {stopSignal: SIGHUP, preStop: {exec: {command: [a]}}}}]";
        assert_eq!(
            dropped(Version::V1_36, spec),
            [
                "spec.initContainers[0].lifecycle ContainerStopSignals",
                "spec.initContainers[1].lifecycle.stopSignal ContainerStopSignals",
            ]
        );
    }

    #[test]
    fn what_the_old_object_uses_is_kept() {
        let of = |fields: &str| -> DaemonSet {
            let text = format!(
                "{{metadata: {{name: d}}, spec: {{selector: {{}}, template: {{spec: \
                 {{containers: [], {fields}}}}}}}}}"
            );
            serde_yaml::from_str(&text).unwrap()
        };
        let release = Release::new(Version::V1_36);
        let (new, plain) = (of("schedulingGroup: {podGroupName: a}"), of(""));
        assert_eq!(*without_disabled_fields(&new, Some(&plain), release), plain);
        let old = of("schedulingGroup: {podGroupName: b}");
        assert_eq!(*without_disabled_fields(&new, Some(&old), release), new);
    }
}
