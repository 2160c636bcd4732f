//! What policies, webhooks, quotas that count objects and namespaces that go have to say of DaemonSets and
//! of the pods that they make.

use std::sync::Arc;

use k8s_openapi::api::apps::v1::DaemonSet;
use serde_json::Value as Json;

use super::as_objects::{AsObject, Known, as_objects};
use super::asked::Asked;
use super::bound::{Answer, Policies};
use super::changed::changed;
use super::mutators::Mutators;
use super::shown::Shown;
use super::webhooks::Interceptors;
use crate::diagnostic::Severity;
use crate::kubernetes::pod_admission::{
    Admission, AdmissionContext, Change, Mutators as MutatesPods, Plugin, Refusal, admit,
};
use crate::kubernetes::release::Release;
use crate::manifest::{Counterparts, Manifest, Workspace};
use crate::planner::daemon_pod::daemon_pod;
use crate::source::parallel::in_parallel;

/// What policies, webhooks and quotas that count objects make of a DaemonSet and of its pods, as far as it
/// is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct PodPolicies {
    /// The DaemonSet as it is stored, where a policy changes it.
    pub daemon_set: Option<Arc<DaemonSet>>,
    /// What changes it.
    pub changes: Vec<Change>,
    /// Why the DaemonSet itself is refused, if it is.
    pub refused: Option<Refusal>,
    /// Why a policy refuses its pods, if one does.
    pub refusal: Option<Refusal>,
    /// What has a word and isn't known to let them pass as they are: as it follows on `whether`.
    pub unknown: Vec<String>,
}

/// What changes pods on their way in a cluster with these objects: policies and webhooks too.
#[must_use]
pub(crate) fn admission_context<'a>(
    workspace: &'a Workspace,
    given: Option<&'a Workspace>,
    release: Release,
) -> AdmissionContext<'a> {
    let mutators = Mutators::new(workspace, given);
    let mutators = (!mutators.is_empty()).then(|| Arc::new(mutators) as Arc<dyn MutatesPods + 'a>);
    AdmissionContext { mutators, ..workspace.admission_context(release) }
}

/// What the policies, the webhooks and the quotas that count objects make of each DaemonSet of a
/// workspace and of its pods, in its order; empty where none is asked.
#[must_use]
pub(crate) fn policies_on_pods(
    workspace: &Workspace,
    given: Option<&Workspace>,
    release: Release,
    known: Known<'_>,
) -> Vec<PodPolicies> {
    let policies = Policies::new(workspace, given);
    let interceptors = Interceptors::of(workspace);
    let mutators = Mutators::new(workspace, given);
    let on_pods = policies.may_ask_of("", "pods");
    let on_daemon_sets = policies.may_ask_of("apps", "daemonsets");
    let nobody_asks = !on_pods && !on_daemon_sets && interceptors.is_empty() && mutators.is_empty();
    let context = admission_context(workspace, given, release);
    let as_object = as_objects(workspace, &context, known);
    if nobody_asks && as_object.is_empty() {
        return Vec::new();
    }
    let cluster = Cluster { workspace, policies, interceptors, mutators, context };
    let manifests = workspace.daemon_sets().map(|(manifest, _)| manifest).enumerate();
    let manifests: Vec<(usize, &Manifest)> = manifests.collect();
    in_parallel(&manifests, |(place, manifest)| {
        let mut all = match nobody_asks {
            true => PodPolicies::default(),
            false => cluster.asked_of(manifest, known.before),
        };
        if let Some(as_object) = as_object.get(*place) {
            all.add(as_object);
        }
        all
    })
}

impl PodPolicies {
    /// Adds what becomes of it where it is new: quotas are asked last, the namespace before all.
    fn add(&mut self, as_object: &AsObject) {
        let AsObject { refused, without_revision, if_new } = as_object.clone();
        let first = refused.as_ref().is_some_and(|r| r.plugin == Plugin::NamespaceLifecycle);
        self.refused = if first { refused } else { self.refused.take().or(refused) };
        self.refusal = self.refusal.take().or(without_revision);
        self.unknown.extend(if_new.map(|refusal| {
            format!("the DaemonSet is there already: if it is new, {}", refusal.message())
        }));
    }
}

/// What a cluster asks of objects.
struct Cluster<'w> {
    workspace: &'w Workspace,
    policies: Policies<'w>,
    interceptors: Interceptors,
    mutators: Mutators<'w>,
    context: AdmissionContext<'w>,
}

impl Cluster<'_> {
    /// What becomes of a DaemonSet that is created or updates another, and of its pods.
    fn asked_of(&self, manifest: &Manifest, before: Option<&Counterparts<'_>>) -> PodPolicies {
        let Self { workspace, policies, interceptors, mutators, context } = self;
        let mut all = PodPolicies::default();
        let namespace = manifest.namespace();
        let Some(written) = manifest.daemon_set() else { return all };
        let old = before.and_then(|before| before.updated_by(manifest));
        let was = old.and_then(|old| old.as_admitted(None));
        // Nothing is sent where nothing has changed (`kubectl apply`): it is there as it was made.
        let is_sent = was.is_none() || was != manifest.as_admitted(old);
        let old = old.filter(|_| is_sent);
        let was = was.filter(|_| is_sent);
        let Some((stored, outcome)) = mutators.of_daemon_set(manifest, old) else { return all };
        all.unknown = outcome.unknown;
        all.refused = outcome.refusal;
        all.changes =
            outcome.changed.iter().map(|(name, old, new)| changed(name, old, new)).collect();
        let stored = stored.map(Arc::new);
        let daemon_set = stored.as_deref().unwrap_or(written);
        if let Some(object) = stored_object(manifest, old, stored.as_deref()) {
            let asked = Asked { workspace, namespace, object: &object, old: was.as_ref() };
            let of_policies = || refusal(&policies.ask(&asked));
            let answers = interceptors.answers(&asked, false, "DaemonSet");
            all.refused = all.refused.or_else(of_policies).or(answers.refusal);
            all.unknown.extend(answers.unknown);
        }
        if !is_sent {
            all.refused = None;
        }
        if let Some((object, unknown)) = pod_of(daemon_set, namespace, context) {
            let asked = Asked { workspace, namespace, object: &object, old: None };
            let said = policies.ask(&asked);
            all.unknown.extend(said.iter().filter_map(self::unknown));
            all.unknown.extend(unknown);
            let answers = interceptors.answers(&asked, false, "pods");
            all.unknown.extend(answers.unknown);
            all.refusal = refusal(&said).or(answers.refusal);
        }
        all.daemon_set = stored;
        all
    }
}

/// What policies say of the pods of a DaemonSet, but for those that let them pass.
pub(in crate::rules) fn ask_of_pods<'p>(
    policies: &'p Policies<'_>,
    workspace: &Workspace,
    context: &AdmissionContext<'_>,
    manifest: &Manifest,
) -> Vec<Answer<'p>> {
    if !policies.may_ask_of("", "pods") || manifest.as_admitted(None).is_none() {
        return Vec::new();
    }
    let namespace = manifest.namespace();
    let pod = manifest.daemon_set().and_then(|one| pod_of(one, namespace, context));
    let Some((object, _)) = pod else { return Vec::new() };
    policies.ask(&Asked { workspace, namespace, object: &object, old: None })
}

/// The refusal that some answers come to: the API server tells of the first.
fn refusal(answers: &[Answer<'_>]) -> Option<Refusal> {
    let refuses = |answer: &&Answer<'_>| {
        answer.denies && !answer.unknown && answer.severity == Severity::Error
    };
    let first = answers.iter().find(refuses)?;
    let name = first.policy.name();
    let of_it = answers.iter().filter(refuses).filter(|answer| answer.policy.name() == name);
    let plugin = Plugin::ValidatingAdmissionPolicy;
    let refusal = Refusal::by_policy(plugin, name, of_it.map(Answer::said));
    Some(refusal.bound_by(first.binding))
}

fn unknown(answer: &Answer<'_>) -> Option<String> {
    let name = answer.policy.name();
    answer.unknown.then(|| format!("the policy {name} takes the pods: {}", answer.message))
}

/// The DaemonSet as policies that only look see it.
fn stored_object(
    manifest: &Manifest,
    old: Option<&Manifest>,
    stored: Option<&DaemonSet>,
) -> Option<Json> {
    let mut object = manifest.as_admitted(old)?;
    if let Some(stored) = stored {
        let stored = serde_json::to_value(stored).ok()?;
        let (own, stored) = (object.as_object_mut()?, stored.as_object()?.clone());
        own.extend(stored);
        crate::kubernetes::as_sent::as_sent(&mut object);
    }
    Some(object)
}

/// The pod of a DaemonSet as the API server shows it to policies that only look, after all that
/// changes it, and what isn't known of that; none where there will be no pod.
fn pod_of(
    daemon_set: &DaemonSet,
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> Option<(Json, Vec<String>)> {
    let mut pod = daemon_pod(daemon_set, context.release);
    let Admission { unknown, .. } = admit(&mut pod, namespace, context);
    Some((Shown::of(&pod, namespace, context)?.object, unknown))
}
