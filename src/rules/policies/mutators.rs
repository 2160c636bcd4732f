//! The MutatingAdmissionPolicies that hold, and what they do to pods and DaemonSets.
//!
//! Mirrors `plugin/policy/mutating/dispatcher.go` and `reinvocationcontext.go` of the API server.

use std::collections::BTreeSet;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::Pod;
use serde_json::Value as Json;

use super::asked::Asked;
use super::bindings::{Binding, OfManifest, UNKNOWN_NAMESPACE};
use super::changed::changed;
use super::mutating::{MutatingPolicy, mutating};
use super::params::Params;
use super::shown::{Shown, settled};
use super::webhooks::Interceptors;
use crate::kubernetes::as_sent::as_sent;
use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::pod_admission::{
    AdmissionContext, Mutated, Mutation, Mutators as MutatesPods, Order, Plugin, Refusal, Unordered,
};
use crate::kubernetes::release::{Release, Version};
use crate::manifest::schema::{self, Type};
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::{Known, Settled, Stop};

/// The policies and webhooks of a run that change objects.
#[derive(Debug)]
pub(crate) struct Mutators<'a> {
    workspace: &'a Workspace,
    /// What was given with policies to be held against.
    given: Option<&'a Workspace>,
    policies: Vec<MutatingPolicy<'a>>,
    /// In the order of the policies' names: a cluster asks them in any, so both that and the other way
    /// round are tried ([`Order`]).
    bindings: Vec<Binding>,
    webhooks: Interceptors,
}

impl<'a> Mutators<'a> {
    /// Those among the manifests, and those that were given to be held against.
    pub(super) fn new(workspace: &'a Workspace, given: Option<&'a Workspace>) -> Self {
        let (policies, bindings) = mutating(workspace, given);
        Self { workspace, given, policies, bindings, webhooks: Interceptors::of(workspace) }
    }

    /// What becomes of a DaemonSet that is created, or that updates an old one; the one that the API
    /// server stores is in the first place where a policy changed it.
    pub(super) fn of_daemon_set(
        &self,
        manifest: &Manifest,
        old: Option<&Manifest>,
    ) -> Option<(Option<DaemonSet>, Outcome)> {
        let (before, written) = (old.map(|old| old.as_admitted(None)), manifest.as_admitted(old)?);
        let before = match before {
            Some(before) => Some(before?),
            None => None,
        };
        let written = of_types(written.clone(), manifest.release()).unwrap_or(written);
        let in_order = |order| {
            let rounds = Rounds { old: before.as_ref(), order, ..Rounds::new(self, "DaemonSet") };
            let mut object = written.clone();
            let outcome = rounds.of_daemon_set(&mut object, manifest)?;
            Some((object, outcome))
        };
        let (object, mut outcome) = in_order(Order::AsGiven)?;
        if self.are_several() {
            let (other, instead) = in_order(Order::Reversed(Unordered::MutatingPolicies))?;
            if other != object || instead.refusal.is_some() != outcome.refusal.is_some() {
                outcome.unknown.push(
                    "the DaemonSet is stored like this: the MutatingAdmissionPolicies that change it \
                     hold in an order that is chance, and leave another in another"
                        .to_owned(),
                );
            }
        }
        let same = outcome.changed.is_empty() || object == written;
        let stored = if same { None } else { serde_json::from_value(object).ok() };
        Some((stored, outcome))
    }

    /// Whether none of them holds.
    pub(super) fn is_empty(&self) -> bool {
        self.bindings.is_empty() && !self.webhooks.any_changes()
    }
}

impl MutatesPods for Mutators<'_> {
    fn of_a_pod(&self, order: Order) -> Box<dyn Mutation + '_> {
        Box::new(Rounds { order, ..Rounds::new(self, "pods") })
    }

    fn are_several(&self) -> bool {
        self.bindings.len() > 1
    }
}

/// What became of an object.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// The policies that changed it, with the object before and after each.
    pub(super) changed: Vec<(String, Json, Json)>,
    pub(super) refusal: Option<Refusal>,
    /// What isn't known, as it follows on `whether`.
    pub(super) unknown: Vec<String>,
    pub(super) again: bool,
}

/// A DaemonSet as the API server's types write it, with defaults.
fn of_types(object: Json, release: Release) -> Result<Json, String> {
    let mut daemon_set: DaemonSet =
        serde_json::from_value(object).map_err(|error| error.to_string())?;
    default_daemon_set(&mut daemon_set, release);
    let mut object = serde_json::to_value(&daemon_set).map_err(|error| error.to_string())?;
    as_sent(&mut object);
    Ok(object)
}

/// A policy that is asked of an object: the binding, and which of its parameters.
type Key = (usize, usize);

/// Both times that the policies are asked of one object (`policyReinvokeContext`).
pub(super) struct Rounds<'m, 'a> {
    mutators: &'m Mutators<'a>,
    /// What is asked about: pods, or a DaemonSet.
    what: &'static str,
    /// What there was before, where an update is asked about.
    old: Option<&'m Json>,
    order: Order,
    is_again: bool,
    /// What the policies left the last time.
    last: Option<Json>,
    /// Those that are asked again if the object changes.
    before: BTreeSet<Key>,
    /// Those that are asked again.
    again: BTreeSet<Key>,
}

impl<'m, 'a> Rounds<'m, 'a> {
    pub(super) fn new(mutators: &'m Mutators<'a>, what: &'static str) -> Self {
        let (before, again) = (BTreeSet::new(), BTreeSet::new());
        let (old, order) = (None, Order::AsGiven);
        Self { mutators, what, old, order, is_again: false, last: None, before, again }
    }

    /// What becomes of a DaemonSet, which is changed in its place.
    fn of_daemon_set(mut self, object: &mut Json, manifest: &Manifest) -> Option<Outcome> {
        let ty = Type::Struct(schema::lookup::find("apps/v1", "DaemonSet")?.fields);
        let settled = |object| of_types(object, manifest.release());
        let mut outcome = self.run(object, manifest.namespace(), &ty, &settled);
        if outcome.again {
            let again = self.run(object, manifest.namespace(), &ty, &settled);
            outcome.changed.extend(again.changed);
            outcome.unknown.extend(again.unknown);
            outcome.refusal = outcome.refusal.or(again.refusal);
        }
        let asked = self.asked(object, manifest.namespace());
        let answers = self.mutators.webhooks.answers(&asked, true, self.what);
        outcome.unknown.extend(answers.unknown);
        outcome.refusal = outcome.refusal.or(answers.refusal);
        outcome.unknown.dedup();
        Some(outcome)
    }

    fn require_again(&mut self) {
        self.again.append(&mut self.before);
    }

    /// Asks the policies of an object, which is changed in its place.
    pub(super) fn run(
        &mut self,
        object: &mut Json,
        namespace: &str,
        ty: &Type,
        settled: Settled<'_>,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        if self.is_again && self.last.as_ref() != Some(object) {
            self.require_again();
        }
        let mut was_patched = false;
        let what = self.what;
        // Which of them are asked is decided before any changes the object.
        let invoked = self.invoked(object, namespace, &mut outcome);
        for one in &invoked {
            let Some(policy) = self.mutators.policies.get(one.binding.policy) else { continue };
            let compiled = &policy.compiled;
            let mut fail = |stop: Stop| match stop {
                Stop::Unknown(why) => outcome.unknown.push(unknown(policy, what, &why)),
                Stop::Failed(_) if compiled.ignores_failures() => {}
                Stop::Failed(why) => {
                    let said = one.said(policy, &why);
                    outcome.refusal.get_or_insert_with(|| refusal(policy, said));
                }
                Stop::Refused(why) => {
                    outcome.refusal.get_or_insert_with(|| refusal(policy, why));
                }
            };
            let before = object.clone();
            if !self.is_asked(one, policy, object, namespace, &mut fail) {
                continue;
            }
            for number in 0..compiled.mutations() {
                let asked = self.asked(object, namespace);
                let place = asked.place();
                let request = asked.request(place.as_known(), one.params.as_known());
                match compiled.mutated(number, &request, ty, settled) {
                    Ok(mutated) => {
                        *object = mutated;
                        was_patched = true;
                    }
                    Err(stop) => fail(stop),
                }
            }
            if *object != before {
                self.require_again();
                outcome.again = true;
                outcome.changed.push((policy.name().to_owned(), before, object.clone()));
            }
            if compiled.is_reinvoked() {
                self.before.insert(one.key);
            }
        }
        if was_patched {
            self.require_again();
            outcome.again = true;
        }
        self.last = Some(object.clone());
        self.is_again = true;
        outcome
    }

    fn asked<'o>(&self, object: &'o Json, namespace: &'o str) -> Asked<'o>
    where
        'm: 'o,
    {
        Asked { workspace: self.mutators.workspace, namespace, object, old: self.old }
    }

    /// Whether a policy's match conditions take an object, and, the second time, whether it is asked
    /// again.
    fn is_asked(
        &self,
        one: &Invoked<'_>,
        policy: &MutatingPolicy<'_>,
        object: &Json,
        namespace: &str,
        fail: &mut dyn FnMut(Stop),
    ) -> bool {
        let asked = self.asked(object, namespace);
        let place = asked.place();
        let request = asked.request(place.as_known(), one.params.as_known());
        match policy.compiled.is_asked(&request) {
            Ok(takes) => takes && (!self.is_again || self.again.contains(&one.key)),
            Err(stop) => {
                fail(stop);
                false
            }
        }
    }

    /// The bindings that are asked, each with each of its parameters.
    fn invoked<'b>(&self, object: &Json, namespace: &str, outcome: &mut Outcome) -> Vec<Invoked<'b>>
    where
        'm: 'b,
    {
        let mut all = Vec::new();
        for (at, binding) in self.mutators.bindings.iter().enumerate() {
            let Some(policy) = self.mutators.policies.get(binding.policy) else { continue };
            // A cluster doesn't take a policy with a mistake in it.
            if policy.compiled.errors().iter().any(|error| !error.unsupported) {
                continue;
            }
            let spec = policy.compiled.spec();
            let Some(constraints) = &spec.match_constraints else { continue };
            let asked = self.asked(object, namespace);
            let place = asked.place();
            let request = asked.request(place.as_known(), Known::Nothing);
            match binding.asks_of(constraints, &request) {
                Some(true) => {}
                Some(false) => continue,
                None => {
                    outcome.unknown.push(unknown(policy, self.what, UNKNOWN_NAMESPACE));
                    continue;
                }
            }
            if policy.manifest.release().version() < Version::V1_36 {
                let why = "such policies are off by default before Kubernetes 1.36";
                outcome.unknown.push(unknown(policy, self.what, why));
                continue;
            }
            let params = Params::find(
                &asked,
                self.mutators.given,
                spec.param_kind.as_ref(),
                binding.params.as_ref(),
                binding.written,
            );
            let one = |number, params| Invoked { key: (at, number), binding, params };
            match params {
                Params::None => all.push(one(0, Given::Nothing)),
                Params::Unknown => all.push(one(0, Given::Unknown)),
                Params::Missing(why) => {
                    let why = why.filter(|_| !policy.compiled.ignores_failures());
                    if let Some(why) = why {
                        let said = one(0, Given::Nothing).said(policy, why);
                        outcome.refusal.get_or_insert_with(|| refusal(policy, said));
                    }
                }
                Params::Are(objects) => {
                    let objects = objects.into_iter().enumerate();
                    all.extend(objects.map(|(number, object)| one(number, Given::Is(object))));
                }
            }
        }
        if self.order.reverses(Unordered::MutatingPolicies) {
            all.reverse();
        }
        all
    }
}

/// A binding that is asked, with one of its parameters.
struct Invoked<'b> {
    key: Key,
    binding: &'b Binding,
    params: Given,
}

enum Given {
    Nothing,
    Unknown,
    Is(Json),
}

impl Given {
    const fn as_known(&self) -> Known<'_> {
        match self {
            Self::Nothing => Known::Nothing,
            Self::Unknown => Known::Unknown,
            Self::Is(object) => Known::Is(object),
        }
    }
}

impl Invoked<'_> {
    /// What the API server says of a policy that fails.
    fn said(&self, policy: &MutatingPolicy<'_>, why: &str) -> String {
        let (policy, binding) = (policy.name(), &self.binding.name);
        match self.binding.written {
            true => format!("policy '{policy}' with binding '{binding}' denied request: {why}"),
            false => format!("policy '{policy}' denied request: {why}"),
        }
    }
}

fn refusal(policy: &MutatingPolicy<'_>, said: String) -> Refusal {
    Refusal::by_policy(Plugin::MutatingAdmissionPolicy, policy.name(), [said])
}

fn unknown(policy: &MutatingPolicy<'_>, what: &str, why: &str) -> String {
    format!("the MutatingAdmissionPolicy {} changes the {what}: {why}", policy.name())
}

impl Mutation for Rounds<'_, '_> {
    fn mutate(
        &mut self,
        pod: &mut Pod,
        namespace: &str,
        context: &AdmissionContext<'_>,
    ) -> Mutated {
        let mut mutated = Mutated::default();
        let kind = schema::lookup::find("v1", "Pod");
        let shown = Shown::of(pod, namespace, context);
        if let (Some(kind), Some(shown)) = (kind, shown) {
            let settled = |object| settled(object, context.release);
            // What the types write otherwise is no change.
            let seen = settled(shown.object.clone()).unwrap_or_else(|_| shown.object.clone());
            let mut object = seen.clone();
            let outcome = self.run(&mut object, namespace, &Type::Struct(kind.fields), &settled);
            match shown.back(&object) {
                _ if object == seen => {}
                Some(changed) => *pod = changed,
                None => mutated.unknown.push(
                    "the pods still come to their nodes: a MutatingAdmissionPolicy takes from them \
                     the node affinity that the controller binds them by"
                        .to_owned(),
                ),
            }
            mutated.again = outcome.again;
            mutated.unknown.extend(outcome.unknown);
            mutated.refusal = outcome.refusal;
            let told = outcome.changed.iter().map(|(name, old, new)| changed(name, old, new));
            mutated.changes = told.collect();
        }
        let object = Shown::of(pod, namespace, context).map(|shown| shown.object);
        if let Some(object) = object.filter(|_| self.mutators.webhooks.any_changes()) {
            let asked = self.asked(&object, namespace);
            let answers = self.mutators.webhooks.answers(&asked, true, self.what);
            mutated.unknown.extend(answers.unknown);
            mutated.refusal = mutated.refusal.take().or(answers.refusal);
        }
        mutated
    }
}
