//! What the tests of this room share: a snippet of YAML goes in, `field Reason` lines come out.

use super::context::PodContext;
use super::strictness::Strictness;
use super::{container, env, volume};
use crate::kubernetes::containers::VolumeNames;
use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::{Gate, Release, Version};
use k8s_openapi::api::apps::v1::DaemonSet;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;

/// What is wrong with the containers and volumes of a pod spec, as sorted lines.
pub(super) fn of_pod(spec: &str) -> Vec<String> {
    let spec: Value = serde_yaml::from_str(spec).unwrap();
    errors_of(spec)
}

/// What is wrong with a pod whose one container `c` also has these fields: paths below the
/// container.
pub(super) fn of_container(fields: &str) -> Vec<String> {
    let mut container: Mapping = serde_yaml::from_str("{name: c, image: i}").unwrap();
    container.extend(serde_yaml::from_str::<Mapping>(fields).unwrap());
    below("containers[0]", one_of("containers", container))
}

/// What is wrong with a pod whose one volume `v` has these fields: paths below the volume.
pub(super) fn of_volume(fields: &str) -> Vec<String> {
    let mut volume: Mapping = serde_yaml::from_str("{name: v}").unwrap();
    volume.extend(serde_yaml::from_str::<Mapping>(fields).unwrap());
    below("volumes[0]", one_of("volumes", volume))
}

/// What is wrong with a DaemonSet whose pod spec has these fields beside one container: sorted
/// lines, paths below the pod spec.
pub(super) fn of_pod_spec(fields: &str) -> Vec<String> {
    of_pod_spec_in(Release::default(), fields)
}

/// The same where a gate of the newest version is on.
pub(super) fn of_pod_spec_with(gate: Gate, fields: &str) -> Vec<String> {
    of_pod_spec_in(Release::new(Version::V1_37).with(gate, true).unwrap(), fields)
}

/// The same in a release.
pub(super) fn of_pod_spec_in(release: Release, fields: &str) -> Vec<String> {
    let mut spec: Mapping = serde_yaml::from_str("containers: [{name: c, image: i}]").unwrap();
    spec.extend(serde_yaml::from_str::<Mapping>(fields).unwrap());
    let mut template = Mapping::new();
    template.insert("spec".into(), spec.into());
    let lines = of_template_in(release, template.into());
    lines.into_iter().map(|line| line.replace("spec.template.spec.", "")).collect()
}

/// What is wrong with a DaemonSet of this pod template, which gets the labels that are selected.
pub(super) fn of_template(template: Value) -> Vec<String> {
    of_template_in(Release::default(), template)
}

fn of_template_in(release: Release, template: Value) -> Vec<String> {
    let daemon_set = "{metadata: {name: d}, spec: {selector: {matchLabels: {a: b}}}}";
    let mut daemon_set: Value = serde_yaml::from_str(daemon_set).unwrap();
    daemon_set["spec"]["template"] = template;
    daemon_set["spec"]["template"]["metadata"]["labels"]["a"] = "b".into();
    let mut daemon_set: DaemonSet = serde_yaml::from_value(daemon_set).unwrap();
    default_daemon_set(&mut daemon_set, release);
    let mut errors = FieldErrors::default();
    let facts = super::Facts::default();
    super::validate_daemon_set(&daemon_set, facts, release, &mut errors);
    lines(&errors)
}

/// Errors as sorted lines, each once.
pub(super) fn lines(errors: &FieldErrors) -> Vec<String> {
    let line =
        |error: &crate::kubernetes::field::FieldError| format!("{} {:?}", error.path, error.reason);
    let lines: BTreeSet<String> = errors.0.iter().map(line).collect();
    lines.into_iter().collect()
}

/// Holds each snippet of a table against the lines that are expected of it.
pub(super) fn assert_table(of: fn(&str) -> Vec<String>, table: &[(&str, &[&str])]) {
    for (snippet, expected) in table {
        assert_eq!(of(snippet), *expected, "for {snippet}");
    }
}

fn one_of(list: &str, element: Mapping) -> Vec<String> {
    let mut spec: Mapping = serde_yaml::from_str("containers: [{name: c, image: i}]").unwrap();
    spec.insert(list.into(), Value::Sequence(vec![element.into()]));
    errors_of(spec.into())
}

fn below(path: &str, lines: Vec<String>) -> Vec<String> {
    let strip = |line: String| match line.strip_prefix(path) {
        Some(rest) => rest.trim_start_matches('.').trim_start().to_owned(),
        None => line,
    };
    lines.into_iter().map(strip).collect()
}

fn errors_of(spec: Value) -> Vec<String> {
    let template = serde_yaml::from_str::<Mapping>("spec: {template: {}}").unwrap();
    let mut daemon_set = Value::from(template);
    daemon_set["spec"]["template"]["spec"] = spec;
    let mut daemon_set: DaemonSet = serde_yaml::from_value(daemon_set).unwrap();
    default_daemon_set(&mut daemon_set, Release::default());
    let spec = daemon_set.spec.template.spec.unwrap();

    let (path, mut errors) = (Path::root("spec"), FieldErrors::default());
    let strictness = Strictness::default();
    let volumes = volume::validate_volumes(&spec, strictness, &path.child("volumes"), &mut errors);
    let named = &VolumeNames::new(spec.volumes.as_deref().unwrap_or_default());
    let pod = PodContext { spec: &spec, named, volumes: &volumes, strictness };
    container::validate_containers(&pod, &path.child("containers"), &mut errors);
    container::validate_init_containers(&pod, &path.child("initContainers"), &mut errors);
    let ephemeral = path.child("ephemeralContainers");
    container::validate_ephemeral_containers(&pod, &ephemeral, &mut errors);
    env::validate_file_key_ref_volumes(&spec, named, &path, &mut errors);

    let line = |error: &crate::kubernetes::field::FieldError| {
        let path = error.path.to_string();
        let path = path.strip_prefix("spec.").unwrap_or(&path);
        format!("{path} {:?}", error.reason)
    };
    let lines: BTreeSet<String> = errors.0.iter().map(line).collect();
    lines.into_iter().collect()
}
