//! Warnings that the API server sends with its answer to a create, in its own words.
//!
//! Mirrors `GetWarningsForPodTemplate` of `pkg/api/pod/warnings.go`, which is all that the
//! DaemonSet strategy warns of.

mod container;
mod node;
mod pod;
mod port;
mod volume;

use crate::kubernetes::disabled_fields::without_disabled_fields;
use crate::kubernetes::field::{FieldPath, Path};
use crate::kubernetes::quantity::Quantity;
use crate::kubernetes::release::{Change, Release};
use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::PodSpec;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use std::collections::BTreeMap;

const NO_SELECTOR: &str = "a null labelSelector results in matching no pod";

/// One warning header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The field that it is about.
    pub path: FieldPath,
    /// The text, as the API server words it: most name the field first.
    pub message: String,
}

/// The warnings that a create of this defaulted DaemonSet brings, in the API server's order.
#[must_use]
pub(crate) fn warnings(daemon_set: &DaemonSet, release: Release) -> Vec<Warning> {
    let daemon_set = without_disabled_fields(daemon_set, None, release);
    let mut warnings = Warnings::default();
    let template = &daemon_set.spec.template;
    if let Some(spec) = &template.spec {
        let root = Path::root("spec");
        let path = root.child("template");
        let none = BTreeMap::new();
        let annotations = template.metadata.as_ref().and_then(|meta| meta.annotations.as_ref());
        of_template(spec, annotations.unwrap_or(&none), release, &path, &mut warnings);
    }
    warnings.0
}

fn of_template(
    spec: &PodSpec,
    annotations: &BTreeMap<String, String>,
    release: Release,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let spec_path = path.child("spec");
    let metadata_path = path.child("metadata");
    let annotations_path = metadata_path.child("annotations");
    node::of_node_labels(spec, release, &spec_path, warnings);
    pod::of_deprecated_annotations(annotations, &annotations_path, warnings);
    volume::of_volumes(spec, release, &spec_path.child("volumes"), warnings);
    pod::of_repeated_entries(spec, &spec_path, warnings);
    of_fractions(spec.overhead.as_ref(), &spec_path.child("overhead"), warnings);
    pod::of_seccomp_annotation(spec, annotations, &annotations_path, warnings);
    let annotated = container::Annotated { annotations, path: &annotations_path };
    container::of_containers(spec, annotated, release, &spec_path, warnings);
    port::of_ports(spec, &spec_path, warnings);
    if release.has(Change::PortNamesAreCompared) {
        port::of_port_names(spec, &spec_path, warnings);
    }
    pod::of_grace_period(spec, &spec_path, warnings);
    pod::of_affinity(spec, &spec_path.child("affinity"), warnings);
    if release.has(Change::AddressesAreWarnedOf) {
        pod::of_addresses(spec, release, &spec_path, warnings);
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
