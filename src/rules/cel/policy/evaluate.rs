//! What a policy says of a request.
//!
//! Mirrors `plugin/policy/validating/validator.go` and `webhook/matchconditions/matcher.go` of the
//! API server.

use super::activation::Input;
use super::compile::{Compiled, CompiledPolicy};
use super::request::Request;
use super::run::{BUDGET, conditions_hold, run};
use crate::rules::cel::value::{Fault, Value, fault::FaultKind};

/// The longest message that an expression may make (`MaxEvaluatedMessageExpressionSizeBytes`).
const MAX_MESSAGE: usize = 5 * 1024;

/// What a validation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It lets the object pass.
    Admit,
    /// It refuses the object.
    Deny {
        /// Why, as the user reads it.
        message: String,
        /// The reason of the answer: `Invalid` by default.
        reason: String,
    },
    /// It can't be evaluated; the failure policy decides.
    Error {
        /// Why.
        message: String,
        /// Whether a cluster might be able to.
        unknown: bool,
    },
}

/// What a policy says in one of its validations, or as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The validation; none where the policy as a whole can't be evaluated.
    pub validation: Option<usize>,
    /// What it says.
    pub verdict: Verdict,
    /// Whether the object is refused.
    pub denies: bool,
}

/// What becomes of an audit annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotationAction {
    /// It is written.
    Publish,
    /// It is left out.
    Exclude,
    /// It can't be evaluated.
    Error,
}

/// An audit annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its key.
    pub key: String,
    /// What becomes of it.
    pub action: AnnotationAction,
    /// Its text; empty where it isn't written.
    pub value: String,
}

/// What a policy says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluated {
    /// Of the validations in their order; one for the whole where a match condition can't be
    /// evaluated; none where one lets the object pass.
    pub decisions: Vec<Decision>,
    /// In their order.
    pub annotations: Vec<Annotation>,
}

impl CompiledPolicy {
    /// What it says of a request that its constraints match.
    #[must_use]
    pub fn evaluate(&self, request: &Request<'_>) -> Evaluated {
        let input = Input::new(request);
        if !self.conditions.is_empty() {
            let input = input.without_namespace();
            let (variables, ignores) = (&self.variables, self.ignores_failures());
            match conditions_hold(&self.conditions, variables, &input, ignores) {
                Ok(true) => {}
                Ok(false) => return Evaluated::default(),
                Err(fault) => return self.whole(&fault),
            }
        }
        let validations: Vec<Option<&Compiled>> = self.validations.iter().map(Some).collect();
        let (found, left) = match run(&validations, &self.variables, &input, BUDGET) {
            Ok(found) => found,
            Err(fault) => return self.whole(&fault),
        };
        let messages: Vec<Option<&Compiled>> = self.messages.iter().map(Option::as_ref).collect();
        let messages = run(&messages, &self.variables, &input, left);
        let decisions = found.into_iter().enumerate().map(|(at, outcome)| {
            let message = messages.as_ref().map(|(messages, _)| messages.get(at));
            let verdict = match (outcome, message) {
                (Some(Err(fault)), _) => error(&fault),
                (_, Err(fault)) => {
                    let message = format!("failed messageExpression: {fault}");
                    Verdict::Error { message, unknown: fault.kind == FaultKind::Unknown }
                }
                (Some(Ok(Value::Bool(true))), _) => Verdict::Admit,
                (_, Ok(message)) => self.denied(at, message.and_then(Option::as_ref)),
            };
            self.decision(Some(at), verdict)
        });
        let decisions = decisions.collect();
        match self.annotate(&input) {
            Ok(annotations) => Evaluated { decisions, annotations },
            Err(fault) => self.whole(&fault),
        }
    }

    fn ignores_failures(&self) -> bool {
        self.spec.failure_policy.as_deref() == Some("Ignore")
    }

    fn decision(&self, validation: Option<usize>, verdict: Verdict) -> Decision {
        let denies = match &verdict {
            Verdict::Admit => false,
            Verdict::Deny { .. } => true,
            Verdict::Error { .. } => !self.ignores_failures(),
        };
        Decision { validation, verdict, denies }
    }

    /// The policy as a whole can't be evaluated.
    fn whole(&self, fault: &Fault) -> Evaluated {
        let decisions = vec![self.decision(None, error(fault))];
        Evaluated { decisions, annotations: Vec::new() }
    }

    /// A validation that refuses the object, with the message that its expression made, or that
    /// it has, or else with itself.
    fn denied(&self, at: usize, message: Option<&Result<Value, Fault>>) -> Verdict {
        let validation = self.spec.validations.as_ref().and_then(|list| list.get(at));
        let made = match message {
            Some(Ok(Value::String(text))) => Some(text.trim()),
            _ => None,
        };
        let written =
            validation.and_then(|validation| validation.message.as_deref()).map(str::trim);
        let made = made.filter(|text| text.len() <= MAX_MESSAGE && !text.contains('\n'));
        let message = made.filter(|text| !text.is_empty());
        let message = message.or(written.filter(|text| !text.is_empty())).map_or_else(
            || {
                let expression = validation.map_or("", |validation| validation.expression.trim());
                format!("failed expression: {expression}")
            },
            str::to_owned,
        );
        let reason = validation.and_then(|validation| validation.reason.clone());
        Verdict::Deny { message, reason: reason.unwrap_or_else(|| "Invalid".to_owned()) }
    }

    fn annotate(&self, input: &Input) -> Result<Vec<Annotation>, Fault> {
        let expressions: Vec<Option<&Compiled>> = self.annotations.iter().map(Some).collect();
        let (found, _) = run(&expressions, &self.variables, input, BUDGET)?;
        let declared = self.spec.audit_annotations.iter().flatten();
        let annotation = |(declared, outcome): (
            &k8s_openapi::api::admissionregistration::v1::AuditAnnotation,
            Option<Result<Value, Fault>>,
        )| {
            let (action, value) = match outcome {
                Some(Ok(Value::String(text))) if !text.trim().is_empty() => {
                    (AnnotationAction::Publish, text.trim().to_owned())
                }
                Some(Ok(Value::String(_) | Value::Null)) => {
                    (AnnotationAction::Exclude, String::new())
                }
                Some(Err(_)) if self.ignores_failures() => {
                    (AnnotationAction::Exclude, String::new())
                }
                _ => (AnnotationAction::Error, String::new()),
            };
            Annotation { key: declared.key.clone(), action, value }
        };
        Ok(declared.zip(found).map(annotation).collect())
    }
}

fn error(fault: &Fault) -> Verdict {
    Verdict::Error { message: fault.message.clone(), unknown: fault.kind == FaultKind::Unknown }
}
