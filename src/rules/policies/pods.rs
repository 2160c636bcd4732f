//! What policies and webhooks have to say of the pods that DaemonSets make.

use k8s_openapi::api::core::v1::Pod;
use serde_json::{Value as Json, json};

use super::asked::Asked;
use super::bound::{Answer, Policies};
use super::webhooks::Interceptors;
use crate::diagnostic::Severity;
use crate::kubernetes::as_sent::as_sent;
use crate::kubernetes::pod_admission::{AdmissionContext, Refusal, admit};
use crate::kubernetes::release::Release;
use crate::manifest::{Manifest, Workspace};
use crate::planner::daemon_pod::daemon_pod;
use crate::source::parallel::in_parallel;

/// What policies and webhooks make of a DaemonSet's pods, as far as it is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct PodPolicies {
    /// Why a policy refuses them, if one does.
    pub refusal: Option<Refusal>,
    /// What has a word and isn't known to let them pass as they are: as it follows on `whether`.
    pub unknown: Vec<String>,
}

/// What the policies and webhooks of a cluster make of the pods of each DaemonSet of a workspace, in
/// its order; empty where none is asked of pods.
#[must_use]
pub(crate) fn policies_on_pods(
    workspace: &Workspace,
    given: Option<&Workspace>,
    release: Release,
) -> Vec<PodPolicies> {
    let policies = Policies::new(workspace, given);
    let interceptors = Interceptors::of(workspace);
    if !policies.may_ask_of("", "pods") && interceptors.is_empty() {
        return Vec::new();
    }
    let manifests: Vec<&Manifest> = workspace.daemon_sets().map(|(manifest, _)| manifest).collect();
    let context = workspace.admission_context(release);
    let of = |manifest: &&Manifest| {
        let mut all = PodPolicies::default();
        let Some(object) = pod_of(&context, manifest) else { return all };
        let asked = Asked { workspace, manifest, object: &object, old: None };
        let answers = policies.ask(&asked);
        all.unknown = answers.iter().filter_map(unknown).collect();
        all.unknown.extend(interceptors.unknown(&asked));
        all.refusal = refusal(&answers);
        all
    };
    in_parallel(&manifests, of)
}

/// What policies say of the pods of a DaemonSet, but for those that let them pass.
pub(in crate::rules) fn ask_of_pods<'p>(
    policies: &'p Policies<'_>,
    workspace: &Workspace,
    context: &AdmissionContext<'_>,
    manifest: &Manifest,
) -> Vec<Answer<'p>> {
    if !policies.may_ask_of("", "pods") {
        return Vec::new();
    }
    let Some(object) = pod_of(context, manifest) else { return Vec::new() };
    policies.ask(&Asked { workspace, manifest, object: &object, old: None })
}

/// The refusal that some answers come to: the API server tells of the first.
fn refusal(answers: &[Answer<'_>]) -> Option<Refusal> {
    let refuses = |answer: &&Answer<'_>| {
        answer.denies && !answer.unknown && answer.severity == Severity::Error
    };
    let name = answers.iter().find(refuses)?.policy.name();
    let of_it = answers.iter().filter(refuses).filter(|answer| answer.policy.name() == name);
    Some(Refusal::by_policy(name, of_it.map(|answer| answer.message.clone())))
}

fn unknown(answer: &Answer<'_>) -> Option<String> {
    let name = answer.policy.name();
    answer.unknown.then(|| format!("the policy {name} takes the pods: {}", answer.message))
}

/// The pod of a DaemonSet as the API server shows it to policies, after the other plugins changed it;
/// none where there will be no pod.
fn pod_of(context: &AdmissionContext<'_>, manifest: &Manifest) -> Option<Json> {
    manifest.as_admitted(None)?;
    let pod = daemon_pod(manifest.daemon_set()?, context.release);
    as_admitted(context, pod, manifest.namespace())
}

fn as_admitted(context: &AdmissionContext<'_>, mut pod: Pod, namespace: &str) -> Option<Json> {
    admit(&mut pod, namespace, context);
    pod.metadata.namespace = Some(namespace.to_owned());
    let mut object = serde_json::to_value(&pod).ok()?;
    as_sent(&mut object);
    object.as_object_mut()?.insert("status".to_owned(), json!({"phase": "Pending"}));
    Some(object)
}
