//! `looks-like-daemonset`: a Deployment that imitates a DaemonSet.

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::PodSpec;

use crate::kubernetes::label_selector::Selector;
use crate::kubernetes::node_labels::{CONTROL_PLANE, HOSTNAME, MASTER};
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct LooksLikeDaemonset;

impl Check for LooksLikeDaemonset {
    fn holds_for(&self, subject: &WorkloadSubject<'_>) -> bool {
        subject.manifest.typed::<Deployment>().is_some()
    }

    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let Some(term) = keeps_itself_apart(subject) else { return };
        let volumes = subject.pod.volumes.as_deref().unwrap_or_default();
        let Some(volume) = volumes.iter().position(|volume| volume.host_path.is_some()) else {
            return;
        };
        let replicas = subject.manifest.typed::<Deployment>().and_then(|own| own.spec.replicas);
        // Two of them are a spare, and those of the control plane are as many as it has nodes.
        if replicas.is_none_or(|replicas| replicas < 3) || is_for_control_plane(subject.pod) {
            return;
        }
        let message = format!(
            "Deployment `{}` runs one pod a node with the node's files: a DaemonSet does that on every \
             node",
            subject.name()
        );
        let spec = Route::pod_spec(subject.pods.path);
        let affinity = spec.clone().field("affinity").field("podAntiAffinity");
        let list = affinity.field("requiredDuringSchedulingIgnoredDuringExecution");
        let host_path = spec.field("volumes").index(volume).field("hostPath");
        findings.push(
            Finding::new(message, Route::root().field("kind"), "has to be scaled with the nodes")
                .related(list.index(term), "keeps its pods on different nodes")
                .related(host_path, "the node's files")
                .help(
                    "write `kind: DaemonSet` without `replicas` and this affinity: it follows the nodes \
                     as they come and go",
                ),
        );
    }
}

/// The term by which no two of the pods share a node.
fn keeps_itself_apart(subject: &WorkloadSubject<'_>) -> Option<usize> {
    let affinity = subject.pod.affinity.as_ref()?.pod_anti_affinity.as_ref()?;
    let labels = subject.pod_labels()?;
    let terms = affinity.required_during_scheduling_ignored_during_execution.as_deref()?;
    terms.iter().position(|term| {
        let selector = term.label_selector.as_ref().and_then(|own| Selector::compile(own).ok());
        term.topology_key == HOSTNAME && selector.is_some_and(|selector| selector.matches(labels))
    })
}

fn is_for_control_plane(pod: &PodSpec) -> bool {
    let keys = pod.node_selector.iter().flatten().map(|(key, _)| key.as_str());
    let tolerated = pod.tolerations.iter().flatten().filter_map(|one| one.key.as_deref());
    keys.chain(tolerated).any(|key| [CONTROL_PLANE, MASTER].contains(&key))
}
