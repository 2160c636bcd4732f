//! Services before pods.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PodSpec, Service, ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::kubernetes::containers::containers;
use crate::manifest::{Manifest, Workload};
use crate::rules::context::Context;

/// A Service that selects pods, and those that it selects.
pub(super) struct Front<'a> {
    /// What the Service says.
    pub spec: &'a ServiceSpec,
    /// What its pods must have.
    pub selector: &'a BTreeMap<String, String>,
    /// The workloads whose pods it selects.
    pub behind: Vec<Workload<'a>>,
}

impl<'a> Front<'a> {
    /// The Service of a manifest; none where it is none, or leaves its endpoints to another.
    pub(super) fn of(cx: &'a Context<'_>, manifest: &'a Manifest) -> Option<Self> {
        let spec = manifest.typed::<Service>()?.spec.as_ref()?;
        let selector = spec.selector.as_ref().filter(|selector| !selector.is_empty())?;
        if spec.type_.as_deref() == Some("ExternalName") {
            return None;
        }
        let wanted =
            LabelSelector { match_labels: Some(selector.clone()), ..LabelSelector::default() };
        let behind =
            cx.pods.selected(manifest.namespace(), &wanted).filter_map(Workload::of).collect();
        Some(Self { spec, selector, behind })
    }

    /// Whether it has no address of its own: clients get those of the pods.
    pub(super) fn is_headless(&self) -> bool {
        self.spec.cluster_ip.as_deref() == Some("None")
    }

    /// The DaemonSets among those that it selects.
    pub(super) fn daemon_sets(&self) -> impl Iterator<Item = &Workload<'a>> {
        self.behind.iter().filter(|workload| workload.manifest.daemon_set().is_some())
    }
}

/// The protocol of a Service's port.
pub(super) fn protocol(port: &ServicePort) -> &str {
    port.protocol.as_deref().filter(|protocol| !protocol.is_empty()).unwrap_or("TCP")
}

/// Whether a command, an argument or a variable of a pod's containers holds a number.
pub(super) fn is_told(pod: &PodSpec, number: i32) -> bool {
    containers(pod).any(|container| {
        let words = container.command.iter().chain(&container.args).flatten().map(String::as_str);
        let values = container.env.iter().flatten().filter_map(|one| one.value.as_deref());
        words.chain(values).any(|text| holds(text, number))
    })
}

/// Whether a text holds a number, and not as a part of a longer one.
pub(super) fn holds(text: &str, number: i32) -> bool {
    let digits = number.to_string();
    text.split(|c: char| !c.is_ascii_digit()).any(|word| word == digits)
}
