//! Webhooks, and policies that change what is created: they have a word, and what they say is not
//! known here.

use k8s_openapi::api::admissionregistration::v1::{
    MatchResources, MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding,
    MutatingWebhookConfiguration, NamedRuleWithOperations, RuleWithOperations,
    ValidatingWebhookConfiguration,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::asked::Asked;
use super::bound::read;
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::{Known, matches};

/// Something that is asked of objects before they are stored.
struct Interceptor {
    /// What it is called, with its kind.
    title: String,
    /// Which objects it is asked of: all of these hold.
    constraints: Vec<MatchResources>,
    /// Whether it may change them.
    changes: bool,
}

/// All that may be asked, but for policies that only look.
pub(super) struct Interceptors(Vec<Interceptor>);

impl Interceptors {
    /// Those among the manifests and the objects of the cluster.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let mut all = Vec::new();
        for manifest in workspace.all_known() {
            all.extend(webhooks(manifest));
            all.extend(policy(workspace, manifest));
        }
        Self(all)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What isn't known of them for an object, as it follows on `whether`.
    pub(super) fn unknown(&self, asked: &Asked<'_>) -> Vec<String> {
        let namespace = asked.namespace();
        let request = asked.request(namespace.as_known(), Known::Nothing);
        let may_be_asked = |one: &&Interceptor| {
            one.constraints.iter().all(|one| matches(one, &request) != Some(false))
        };
        let said = |one: &Interceptor| match one.changes {
            true => format!("{} changes the pods", one.title),
            false => format!("{} takes the pods", one.title),
        };
        let mut said: Vec<String> = self.0.iter().filter(may_be_asked).map(said).collect();
        said.dedup();
        said
    }
}

/// The webhooks of a manifest, if it configures some.
fn webhooks(manifest: &Manifest) -> Vec<Interceptor> {
    let one = |name: &str, changes, constraints: Option<MatchResources>| {
        let (title, constraints) = (format!("the webhook {name}"), vec![constraints?]);
        Some(Interceptor { title, constraints, changes })
    };
    let validating = read::<ValidatingWebhookConfiguration>(manifest);
    let validating = validating.and_then(|all| all.webhooks).into_iter().flatten();
    let validating = validating.filter_map(|hook| {
        let asked_of = asked_of(hook.rules, hook.namespace_selector, hook.object_selector);
        one(&hook.name, false, asked_of)
    });
    let mutating = read::<MutatingWebhookConfiguration>(manifest);
    let mutating = mutating.and_then(|all| all.webhooks).into_iter().flatten();
    let mutating = mutating.filter_map(|hook| {
        let asked_of = asked_of(hook.rules, hook.namespace_selector, hook.object_selector);
        one(&hook.name, true, asked_of)
    });
    validating.chain(mutating).collect()
}

/// What a webhook is asked of; none where that is nothing.
fn asked_of(
    rules: Option<Vec<RuleWithOperations>>,
    namespace_selector: Option<LabelSelector>,
    object_selector: Option<LabelSelector>,
) -> Option<MatchResources> {
    let named = |rule: RuleWithOperations| NamedRuleWithOperations {
        api_groups: rule.api_groups,
        api_versions: rule.api_versions,
        operations: rule.operations,
        resource_names: None,
        resources: rule.resources,
        scope: rule.scope,
    };
    let rules: Vec<_> = rules.into_iter().flatten().map(named).collect();
    (!rules.is_empty()).then(|| MatchResources {
        namespace_selector,
        object_selector,
        resource_rules: Some(rules),
        ..MatchResources::default()
    })
}

/// The policy that a manifest binds, if it binds one that changes objects.
fn policy(workspace: &Workspace, manifest: &Manifest) -> Option<Interceptor> {
    let binding = read::<MutatingAdmissionPolicyBinding>(manifest)?.spec?;
    let name = binding.policy_name?;
    let is_meant = |one: &&Manifest| one.object_ref().name == name;
    let mut named = workspace.all_known().filter(is_meant);
    let policy = named.find_map(read::<MutatingAdmissionPolicy>)?.spec?;
    let constraints = [policy.match_constraints, binding.match_resources];
    Some(Interceptor {
        title: format!("the MutatingAdmissionPolicy {name}"),
        constraints: constraints.into_iter().flatten().collect(),
        changes: true,
    })
}
