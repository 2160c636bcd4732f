//! Warnings that the API server sends with its answer to a create, in its own words.
//!
//! Mirrors `GetWarningsForPod` and `GetWarningsForPodTemplate` of `pkg/api/pod/warnings.go`, which
//! hold for all workloads, and what the strategies of single kinds warn of besides.

mod address;
mod container;
mod node;
mod pod;
mod port;
mod service;
mod volume;
mod workload;

use crate::kubernetes::disabled_fields::stored_pod_spec;
use crate::kubernetes::field::{FieldPath, Path};
use crate::kubernetes::quantity::Quantity;
use crate::kubernetes::release::{Change, Release};
use k8s_openapi::api::core::v1::PodSpec;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use std::collections::BTreeMap;

pub(crate) use service::of_service;
pub(crate) use workload::{
    POD_HOSTNAME, POD_NAMES, of_claim, of_job, of_pod_names, of_stateful_set,
};

const NO_SELECTOR: &str = "a null labelSelector results in matching no pod";

/// One warning header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The field that it is about.
    pub path: FieldPath,
    /// The text, as the API server words it: most name the field first.
    pub message: String,
}

/// The warnings that a create of a workload with these defaulted pods brings, in the API server's
/// order. `way` leads from the object to their template; a pod has none.
#[must_use]
pub(crate) fn of_pods(
    metadata: Option<&ObjectMeta>,
    spec: &PodSpec,
    way: &[&str],
    release: Release,
) -> Vec<Warning> {
    let none = BTreeMap::new();
    let annotations = metadata.and_then(|metadata| metadata.annotations.as_ref()).unwrap_or(&none);
    let spec = stored_pod_spec(spec, release);
    let mut warnings = Warnings::default();
    at(way, None, &mut |spec_path, metadata_path| {
        of_spec(&spec, annotations, release, (spec_path, metadata_path), &mut warnings);
    });
    warnings.0
}

/// Calls with the paths of spec and metadata at the end of a way.
fn at(way: &[&str], parent: Option<&Path<'_>>, call: &mut dyn FnMut(&Path<'_>, &Path<'_>)) {
    match (way, parent) {
        ([], None) => call(&Path::root("spec"), &Path::root("metadata")),
        ([], Some(parent)) => call(&parent.child("spec"), &parent.child("metadata")),
        ([first, rest @ ..], None) => at(rest, Some(&Path::root(first)), call),
        ([first, rest @ ..], Some(parent)) => at(rest, Some(&parent.child(first)), call),
    }
}

fn of_spec(
    spec: &PodSpec,
    annotations: &BTreeMap<String, String>,
    release: Release,
    (spec_path, metadata_path): (&Path<'_>, &Path<'_>),
    warnings: &mut Warnings,
) {
    let annotations_path = metadata_path.child("annotations");
    node::of_node_labels(spec, release, spec_path, warnings);
    pod::of_deprecated_annotations(annotations, &annotations_path, warnings);
    volume::of_volumes(spec, release, &spec_path.child("volumes"), warnings);
    pod::of_repeated_entries(spec, spec_path, warnings);
    of_fractions(spec.overhead.as_ref(), &spec_path.child("overhead"), warnings);
    pod::of_seccomp_annotation(spec, annotations, &annotations_path, warnings);
    let annotated = container::Annotated { annotations, path: &annotations_path };
    container::of_containers(spec, annotated, release, spec_path, warnings);
    port::of_ports(spec, spec_path, warnings);
    if release.has(Change::PortNamesAreCompared) {
        port::of_port_names(spec, spec_path, warnings);
    }
    pod::of_grace_period(spec, spec_path, warnings);
    pod::of_affinity(spec, &spec_path.child("affinity"), warnings);
    if release.has(Change::AddressesAreWarnedOf) {
        pod::of_addresses(spec, release, spec_path, warnings);
    }
}

/// Warnings that one manifest may bring: 1,000 equal ports would bring half a million. (The API
/// server sends fewer still: 4 KiB of them.)
const MOST: usize = 1000;

/// Collects warnings, up to `MOST`.
#[derive(Default)]
struct Warnings(Vec<Warning>);

impl Warnings {
    /// Adds a warning that begins with the field's path.
    fn push(&mut self, path: &Path<'_>, text: impl std::fmt::Display) {
        if self.0.len() < MOST {
            let path = path.to_field_path();
            let message = format!("{path}: {text}");
            self.0.push(Warning { path, message });
        }
    }

    /// Adds a warning that doesn't name the field.
    fn push_bare(&mut self, path: &Path<'_>, message: String) {
        if self.0.len() < MOST {
            self.0.push(Warning { path: path.to_field_path(), message });
        }
    }
}

/// Warns of memory and storage in fractions of a byte.
fn of_fractions(
    amounts: Option<&BTreeMap<String, ApiQuantity>>,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    for name in ["memory", "ephemeral-storage"] {
        of_fraction(amounts, name, path, warnings);
    }
}

fn of_fraction(
    amounts: Option<&BTreeMap<String, ApiQuantity>>,
    name: &str,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let amount = amounts.and_then(|amounts| amounts.get(name));
    let Some(quantity) = amount.and_then(|amount| Quantity::from_api(amount).ok()) else { return };
    if quantity.milli_value() % 1000 != 0 {
        let text = format!("fractional byte value \"{quantity}\" is invalid, must be an integer");
        warnings.push(&path.key(name), text);
    }
}

#[cfg(test)]
mod tests;
