//! Policies of either kind with the bindings by which they hold: those among the manifests, and those
//! that were given to be held against.

use k8s_openapi::Resource;
use k8s_openapi::api::admissionregistration::v1::{MatchResources, ParamRef};
use serde::de::DeserializeOwned;

use crate::diagnostic::Severity;
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::{Request, matches};

/// What a binding says.
pub(super) struct Spec {
    /// The policy that it binds.
    pub policy: String,
    pub matches: Option<MatchResources>,
    pub params: Option<ParamRef>,
    /// What a refusal comes to: an error, a warning, or an entry in the audit log.
    pub severity: Severity,
}

/// How a policy is bound.
#[derive(Debug)]
pub(super) struct Binding {
    pub name: String,
    /// The policy's place in the list of them.
    pub policy: usize,
    pub matches: Option<MatchResources>,
    pub params: Option<ParamRef>,
    /// What a refusal comes to: an error, a warning, or an entry in the audit log.
    pub severity: Severity,
    /// Whether there is one: else the policy was given to be held against as it is.
    pub written: bool,
}

/// Why it isn't known whether a policy is asked.
pub(super) const UNKNOWN_NAMESPACE: &str =
    "it depends on the labels of its namespace, which is not among the manifests";

impl Binding {
    /// Whether a policy of these constraints is asked of an object; none where the labels of the object's
    /// namespace would tell.
    pub(super) fn asks_of(
        &self,
        constraints: &MatchResources,
        request: &Request<'_>,
    ) -> Option<bool> {
        let both = [Some(constraints), self.matches.as_ref()];
        let matched: Vec<Option<bool>> =
            both.into_iter().flatten().map(|one| matches(one, request)).collect();
        match matched.contains(&Some(false)) {
            true => Some(false),
            false if matched.contains(&None) => None,
            false => Some(true),
        }
    }
}

/// A policy of a manifest.
pub(super) trait OfManifest {
    /// Its name.
    fn name(&self) -> &str;
}

/// The object of a manifest, if it is of this kind: the versions of its group are alike.
pub(super) fn read<T: DeserializeOwned + Resource>(manifest: &Manifest) -> Option<T> {
    if manifest.group() != T::GROUP || manifest.object_ref().kind != T::KIND {
        return None;
    }
    let mut object = manifest.document().to_json(manifest.node());
    object.as_object_mut()?.insert("apiVersion".to_owned(), T::API_VERSION.into());
    serde_json::from_value(object).ok()
}

/// The policies of a kind and their bindings, in the order of the manifests; of several of one name the
/// first. A policy that was given holds without a binding, if it has none.
pub(super) fn bound<'a, P: OfManifest>(
    workspace: &'a Workspace,
    given: Option<&'a Workspace>,
    policy: impl Fn(&'a Manifest) -> Option<P>,
    spec: impl Fn(&Manifest) -> Option<Spec>,
) -> (Vec<P>, Vec<Binding>) {
    let given = given.into_iter().flat_map(|given| given.manifests());
    let all: Vec<(bool, &Manifest)> = workspace
        .all_known()
        .map(|manifest| (false, manifest))
        .chain(given.map(|manifest| (true, manifest)))
        .collect();
    let mut policies: Vec<P> = Vec::new();
    let mut alone = Vec::new();
    for (is_given, manifest) in &all {
        let Some(policy) = policy(manifest) else { continue };
        if policies.iter().any(|other| other.name() == policy.name()) {
            continue;
        }
        if *is_given {
            alone.push(policies.len());
        }
        policies.push(policy);
    }
    let mut bindings: Vec<Binding> = Vec::new();
    for (_, manifest) in &all {
        let Some(spec) = spec(manifest) else { continue };
        let Some(policy) = policies.iter().position(|policy| policy.name() == spec.policy) else {
            continue;
        };
        bindings.push(Binding {
            name: manifest.object_ref().name.clone(),
            policy,
            matches: spec.matches,
            params: spec.params,
            severity: spec.severity,
            written: true,
        });
    }
    alone.retain(|policy| bindings.iter().all(|binding| binding.policy != *policy));
    bindings.extend(alone.into_iter().map(|policy| Binding {
        name: String::new(),
        policy,
        matches: None,
        params: None,
        severity: Severity::Error,
        written: false,
    }));
    (policies, bindings)
}
