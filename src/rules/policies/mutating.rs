//! The MutatingAdmissionPolicies that hold: those that a binding names, and those that were given to
//! be held against.

use k8s_openapi::api::admissionregistration::v1::{
    MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding,
};

use super::bindings::{Binding, OfManifest, Spec, bound, read};
use crate::diagnostic::Severity;
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::CompiledMutation;

/// A mutating policy among the manifests, compiled.
#[derive(Debug)]
pub(super) struct MutatingPolicy<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) compiled: CompiledMutation,
}

impl OfManifest for MutatingPolicy<'_> {
    fn name(&self) -> &str {
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

/// The mutating policies among the manifests, and those that were given to be held against, with
/// their bindings in the order of the policies' names: a cluster asks them in any.
pub(super) fn mutating<'a>(
    workspace: &'a Workspace,
    given: Option<&'a Workspace>,
) -> (Vec<MutatingPolicy<'a>>, Vec<Binding>) {
    let spec = |manifest: &Manifest| {
        let spec = read::<MutatingAdmissionPolicyBinding>(manifest)?.spec?;
        Some(Spec {
            policy: spec.policy_name?,
            severity: Severity::Error,
            matches: spec.match_resources,
            params: spec.param_ref,
        })
    };
    let (policies, mut bindings) = bound(workspace, given, mutating_policy, spec);
    let name = |binding: &Binding| policies.get(binding.policy).map(MutatingPolicy::name);
    bindings.sort_by(|a, b| name(a).cmp(&name(b)));
    (policies, bindings)
}
