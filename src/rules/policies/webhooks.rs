//! Webhooks: they have a word, and what they say is only known where they can't be called.

use k8s_openapi::api::admissionregistration::v1::{
    MatchResources, NamedRuleWithOperations, RuleWithOperations, ServiceReference,
    ValidatingWebhook,
};
use k8s_openapi::api::core::v1::Service;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use serde_json::Value as Json;

use super::asked::Asked;
use crate::kubernetes::pod_admission::{Plugin, Refusal};
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::{Known, matches};

/// A webhook.
#[derive(Debug)]
struct Interceptor {
    name: String,
    configuration: String,
    /// Which objects it is asked of.
    constraints: MatchResources,
    /// Whether expressions say so too.
    has_conditions: bool,
    /// Whether it may change them.
    changes: bool,
    /// Whether objects pass where it can't be called.
    ignores_failures: bool,
    service: Option<ServiceReference>,
    timeout: i32,
}

/// All webhooks.
#[derive(Debug)]
pub(super) struct Interceptors(Vec<Interceptor>);

/// What webhooks say.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) refusal: Option<Refusal>,
    /// What isn't known, as it follows on `whether`.
    pub(super) unknown: Vec<String>,
}

impl Interceptors {
    /// Those among the manifests and the objects of the cluster.
    pub(super) fn of(workspace: &Workspace) -> Self {
        Self(workspace.all_known().flat_map(webhooks).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any may change objects.
    pub(super) fn any_changes(&self) -> bool {
        self.0.iter().any(|one| one.changes)
    }

    /// What those say of an object that may change it, or those that may not.
    pub(super) fn answers(&self, asked: &Asked<'_>, changes: bool, what: &str) -> Answers {
        let namespace = asked.place();
        let request = asked.request(namespace.as_known(), Known::Nothing);
        let mut answers = Answers::default();
        for one in self.0.iter().filter(|one| one.changes == changes) {
            let matched = matches(&one.constraints, &request);
            let is_asked = matched == Some(true) && !one.has_conditions;
            match one.not_called(asked.workspace).filter(|_| is_asked) {
                _ if matched == Some(false) => {}
                Some(_) if one.ignores_failures => {}
                Some(why) => {
                    let plugin = match changes {
                        true => Plugin::MutatingAdmissionWebhook,
                        false => Plugin::ValidatingAdmissionWebhook,
                    };
                    let refusal = || Refusal::by_webhook(plugin, &one.configuration, why);
                    answers.refusal.get_or_insert_with(refusal);
                }
                None => {
                    let verb = if changes { "changes" } else { "takes" };
                    let said = format!("the webhook {} {verb} the {what}", one.name);
                    if !answers.unknown.contains(&said) {
                        answers.unknown.push(said);
                    }
                }
            }
        }
        answers
    }
}

impl Interceptor {
    /// What the API server says of a webhook whose Service isn't there; none where it may be.
    fn not_called(&self, workspace: &Workspace) -> Option<String> {
        let Self { name, timeout, .. } = self;
        let service = self.service.as_ref().filter(|_| workspace.is_complete())?;
        let ServiceReference { name: own, namespace, path, port } = service;
        if workspace.find::<Service>(namespace, own).is_some() {
            return None;
        }
        let port = port.unwrap_or(443);
        let path = path.as_deref().unwrap_or("/");
        Some(format!(
            "Internal error occurred: failed calling webhook \"{name}\": failed to call webhook: \
             Post \"https://{own}.{namespace}.svc:{port}{path}?timeout={timeout}s\": service \
             \"{own}\" not found"
        ))
    }
}

/// The webhooks of a manifest, if it configures some.
fn webhooks(manifest: &Manifest) -> Vec<Interceptor> {
    let changes = match (manifest.group(), manifest.object_ref().kind.as_str()) {
        ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration") => false,
        ("admissionregistration.k8s.io", "MutatingWebhookConfiguration") => true,
        _ => return Vec::new(),
    };
    let mut object = manifest.document().to_json(manifest.node());
    let hooks = object.get_mut("webhooks").map(Json::take).unwrap_or_default();
    // A mutating one has all fields of one that only looks.
    let hooks: Vec<ValidatingWebhook> = serde_json::from_value(hooks).unwrap_or_default();
    let interceptor = |hook: ValidatingWebhook| {
        Some(Interceptor {
            constraints: asked_of(hook.rules, hook.namespace_selector, hook.object_selector)?,
            name: hook.name,
            configuration: manifest.object_ref().name.clone(),
            has_conditions: hook.match_conditions.is_some_and(|all| !all.is_empty()),
            changes,
            ignores_failures: hook.failure_policy.as_deref() == Some("Ignore"),
            service: hook.client_config.service,
            timeout: hook.timeout_seconds.unwrap_or(10),
        })
    };
    hooks.into_iter().filter_map(interceptor).collect()
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
