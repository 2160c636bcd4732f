//! The MutatingAdmissionPolicies that hold: those that a binding names, and those that were given to
//! be held against.

use std::collections::BTreeSet;

use k8s_openapi::api::admissionregistration::v1::{
    MatchResources, MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding, ParamRef,
};

use super::bound::read;
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::CompiledMutation;

/// A mutating policy among the manifests, compiled.
#[derive(Debug)]
pub(super) struct MutatingPolicy<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) compiled: CompiledMutation,
}

impl MutatingPolicy<'_> {
    pub(super) fn name(&self) -> &str {
        &self.manifest.object_ref().name
    }
}

/// A manifest's mutating policy, compiled, if it is one.
pub(super) fn mutating_policy(manifest: &Manifest) -> Option<MutatingPolicy<'_>> {
    let policy: MutatingAdmissionPolicy = read(manifest)?;
    Some(MutatingPolicy {
        manifest,
        compiled: CompiledMutation::compile(&policy, manifest.release()),
    })
}

/// How a mutating policy is bound.
#[derive(Debug)]
pub(super) struct Binding {
    pub(super) name: String,
    pub(super) policy: usize,
    pub(super) matches: Option<MatchResources>,
    pub(super) params: Option<ParamRef>,
    /// Whether there is one: else the policy was given to be held against as it is.
    pub(super) written: bool,
}

/// The mutating policies among the manifests, and those that were given to be held against, with
/// their bindings in the order of the policies' names: a cluster asks them in any.
pub(super) fn mutating<'a>(
    workspace: &'a Workspace,
    given: Option<&'a Workspace>,
) -> (Vec<MutatingPolicy<'a>>, Vec<Binding>) {
    let given = given.into_iter().flat_map(|given| given.manifests());
    let all: Vec<(bool, &Manifest)> = workspace
        .all_known()
        .map(|manifest| (false, manifest))
        .chain(given.map(|manifest| (true, manifest)))
        .collect();
    let mut policies: Vec<MutatingPolicy<'_>> = Vec::new();
    let mut alone = BTreeSet::new();
    for (is_given, manifest) in &all {
        let Some(policy) = mutating_policy(manifest) else { continue };
        if policies.iter().any(|other| other.name() == policy.name()) {
            continue;
        }
        if *is_given {
            alone.insert(policies.len());
        }
        policies.push(policy);
    }
    let mut bindings: Vec<Binding> = Vec::new();
    for (_, manifest) in &all {
        let binding: Option<MutatingAdmissionPolicyBinding> = read(manifest);
        let Some(spec) = binding.and_then(|binding| binding.spec) else { continue };
        let named =
            |policy: &MutatingPolicy<'_>| spec.policy_name.as_deref() == Some(policy.name());
        let Some(policy) = policies.iter().position(named) else { continue };
        alone.remove(&policy);
        bindings.push(Binding {
            name: manifest.object_ref().name.clone(),
            policy,
            matches: spec.match_resources,
            params: spec.param_ref,
            written: true,
        });
    }
    bindings.extend(alone.into_iter().map(|policy| Binding {
        name: String::new(),
        policy,
        matches: None,
        params: None,
        written: false,
    }));
    let name = |binding: &Binding| policies.get(binding.policy).map(MutatingPolicy::name);
    bindings.sort_by(|a, b| name(a).cmp(&name(b)));
    (policies, bindings)
}
