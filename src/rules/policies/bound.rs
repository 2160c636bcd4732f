//! The policies that hold: those that a binding names, and those that were given to be held
//! against.

use k8s_openapi::api::admissionregistration::v1::{
    ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding,
};

use super::asked::Asked;
use super::bindings::{Binding, OfManifest, Spec, UNKNOWN_NAMESPACE, bound, read};
use super::params::Params;
use crate::diagnostic::Severity;
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::{CompiledPolicy, Known, Request, Verdict};
use crate::rules::finding::Route;

/// A policy among the manifests, compiled.
#[derive(Debug)]
pub(in crate::rules) struct Policy<'a> {
    pub(in crate::rules) manifest: &'a Manifest,
    pub(super) compiled: CompiledPolicy,
}

impl OfManifest for Policy<'_> {
    fn name(&self) -> &str {
        &self.manifest.object_ref().name
    }
}

impl Policy<'_> {
    /// The name of the policy.
    pub(in crate::rules) fn name(&self) -> &str {
        OfManifest::name(self)
    }

    /// Where a validation stands, or the policy.
    pub(in crate::rules) fn route(&self, validation: Option<usize>) -> Route {
        match validation {
            Some(at) => Route::spec().field("validations").index(at).field("expression"),
            None => Route::root(),
        }
    }

    /// A validation's expression, where it is short enough to be shown.
    pub(in crate::rules) fn expression(&self, validation: Option<usize>) -> Option<&str> {
        let validations = self.compiled.spec().validations.as_ref()?;
        let expression = validations.get(validation?)?.expression.trim();
        (expression.len() <= 160 && !expression.contains('\n')).then_some(expression)
    }
}

/// All policies of a run, with their bindings.
#[derive(Debug, Default)]
pub(in crate::rules) struct Policies<'a> {
    policies: Vec<Policy<'a>>,
    bindings: Vec<Binding>,
    /// What was given with policies to be held against.
    given: Option<&'a Workspace>,
}

/// A manifest's policy, compiled, if it is one.
pub(super) fn policy(manifest: &Manifest) -> Option<Policy<'_>> {
    let policy: ValidatingAdmissionPolicy = read(manifest)?;
    Some(Policy { manifest, compiled: CompiledPolicy::compile(&policy, manifest.release()) })
}

impl<'a> Policies<'a> {
    /// The policies among the manifests, and those that were given to be held against.
    pub(in crate::rules) fn new(workspace: &'a Workspace, given: Option<&'a Workspace>) -> Self {
        let spec = |manifest: &Manifest| {
            let spec = read::<ValidatingAdmissionPolicyBinding>(manifest)?.spec;
            Some(Spec {
                policy: spec.policy_name,
                severity: severity(&spec.validation_actions),
                matches: spec.match_resources,
                params: spec.param_ref,
            })
        };
        let (policies, bindings) = bound(workspace, given, policy, spec);
        Self { policies, bindings, given }
    }

    /// Whether none of them holds.
    pub(in crate::rules) fn is_empty(&self) -> bool {
        self.bindings.is_empty()
    }

    /// Whether any of them may be asked of a resource.
    pub(in crate::rules) fn may_ask_of(&self, group: &str, resource: &str) -> bool {
        let has = |list: &Option<Vec<String>>, wanted: &str| {
            list.iter().flatten().any(|one| one == "*" || one == wanted)
        };
        self.bindings.iter().filter_map(|binding| self.policies.get(binding.policy)).any(|policy| {
            let constraints = policy.compiled.spec().match_constraints.as_ref();
            let rules = constraints.and_then(|all| all.resource_rules.as_ref());
            rules
                .into_iter()
                .flatten()
                .any(|rule| has(&rule.api_groups, group) && has(&rule.resources, resource))
        })
    }

    /// What the policies say of an object, but for those that let it pass.
    pub(in crate::rules) fn ask<'p>(&'p self, asked: &Asked<'_>) -> Vec<Answer<'p>>
    where
        'a: 'p,
    {
        let mut answers = Vec::new();
        for binding in &self.bindings {
            if let Some(policy) = self.policies.get(binding.policy) {
                answers.extend(binding.ask(policy, asked, self.given));
            }
        }
        answers
    }
}

/// What a binding's actions make of a refusal.
fn severity(actions: &[String]) -> Severity {
    let has = |action: &str| actions.iter().any(|one| one == action);
    if has("Deny") || actions.is_empty() {
        Severity::Error
    } else if has("Warn") {
        Severity::Warning
    } else {
        Severity::Info
    }
}

impl Binding {
    fn ask<'p>(
        &'p self,
        policy: &'p Policy<'p>,
        asked: &Asked<'_>,
        given: Option<&Workspace>,
    ) -> Vec<Answer<'p>> {
        let mut answers = Vec::new();
        // A cluster doesn't take a policy with a mistake in it.
        if policy.compiled.errors().iter().any(|error| !error.unsupported) {
            return answers;
        }
        let spec = policy.compiled.spec();
        let Some(constraints) = &spec.match_constraints else { return answers };
        let namespace = asked.place();
        let request = asked.request(namespace.as_known(), Known::Nothing);
        let unknown = |message: String| Answer::unknown(policy, message);
        match self.asks_of(constraints, &request) {
            Some(true) => {}
            Some(false) => return answers,
            None => {
                answers.push(unknown(UNKNOWN_NAMESPACE.to_owned()));
                return answers;
            }
        }
        let params = Params::find(
            asked,
            given,
            spec.param_kind.as_ref(),
            self.params.as_ref(),
            self.written,
        );
        if let Params::Missing(Some(why)) = params {
            let denies = spec.failure_policy.as_deref() != Some("Ignore");
            answers.push(Answer {
                policy,
                binding: &self.name,
                validation: None,
                message: why.to_owned(),
                severity: self.severity,
                denies,
                failed: true,
                unknown: false,
            });
        }
        for params in params.each() {
            let request: Request<'_> = asked.request(namespace.as_known(), params);
            for decision in policy.compiled.evaluate(&request).decisions {
                let (message, failed, unknown) = match decision.verdict {
                    Verdict::Admit => continue,
                    Verdict::Deny { message, .. } => (message, false, false),
                    Verdict::Error { message, unknown } => (message, true, unknown),
                };
                answers.push(Answer {
                    policy,
                    binding: &self.name,
                    validation: decision.validation,
                    message,
                    severity: self.severity,
                    denies: decision.denies,
                    failed,
                    unknown,
                });
            }
        }
        answers
    }
}

/// What a policy says of an object that it does not simply let pass.
pub(in crate::rules) struct Answer<'p> {
    pub(in crate::rules) policy: &'p Policy<'p>,
    /// The name of the binding; empty where there is none.
    pub(super) binding: &'p str,
    pub(in crate::rules) validation: Option<usize>,
    pub(in crate::rules) message: String,
    /// What a refusal comes to.
    pub(in crate::rules) severity: Severity,
    /// Whether the object is refused.
    pub(in crate::rules) denies: bool,
    /// Whether it couldn't be evaluated.
    pub(in crate::rules) failed: bool,
    /// Whether a cluster might say otherwise.
    pub(in crate::rules) unknown: bool,
}

impl<'p> Answer<'p> {
    /// What the API server says of a refusal.
    pub(super) fn said(&self) -> String {
        let failed = self.validation.filter(|_| self.failed);
        let validations = self.policy.compiled.spec().validations.as_ref();
        match failed.and_then(|at| validations?.get(at)) {
            Some(validation) => {
                let expression = &validation.expression;
                format!("expression '{expression}' resulted in error: {}", self.message)
            }
            None => self.message.clone(),
        }
    }

    /// Nothing can be said.
    pub(super) const fn unknown(policy: &'p Policy<'p>, message: String) -> Self {
        Self {
            policy,
            binding: "",
            validation: None,
            message,
            severity: Severity::Info,
            denies: false,
            failed: true,
            unknown: true,
        }
    }
}
