//! Fields that the API server drops in silence, since their feature gate is off.
//!
//! Mirrors `DropDisabledTemplateFields` of `pkg/api/pod`.

mod container;
mod feature;
mod note;
mod pod;
mod volume;

use crate::kubernetes::field::{FieldPath, Path};
use crate::kubernetes::release::{Gate, Release};
pub(crate) use container::restart_rules_in_use;
use feature::{FEATURES, Feature};
use k8s_openapi::api::apps::v1::DaemonSet;
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

/// A DaemonSet as it is stored: without the fields of features that are off, unless `old`, which
/// it is to replace, has them in use.
#[must_use]
pub fn without_disabled_fields<'a>(
    daemon_set: &'a DaemonSet,
    old: Option<&DaemonSet>,
    release: Release,
) -> Cow<'a, DaemonSet> {
    let Some(spec) = pod_spec(daemon_set) else { return Cow::Borrowed(daemon_set) };
    let old = old.and_then(pod_spec);
    let mut dropped = disabled(spec, old, release).peekable();
    if dropped.peek().is_none() {
        return Cow::Borrowed(daemon_set);
    }
    let mut stored = daemon_set.clone();
    if let Some(spec) = &mut stored.spec.template.spec {
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

fn pod_spec(daemon_set: &DaemonSet) -> Option<&PodSpec> {
    daemon_set.spec.template.spec.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::release::Version;

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
