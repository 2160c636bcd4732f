//! What a policy says of a request.
//!
//! Mirrors `plugin/policy/validating/validator.go` and `webhook/matchconditions/matcher.go` of the
//! API server.

use super::activation::{Activation, Input};
use super::compile::{Compiled, CompiledPolicy};
use super::request::Request;
use crate::rules::cel::value::{Fault, Value, fault::FaultKind};

/// What all expressions of a policy may cost together (`RuntimeCELCostBudget`).
const BUDGET: u64 = 10_000_000;

/// What its match conditions may cost together (`RuntimeCELCostBudgetMatchConditions`).
const CONDITIONS_BUDGET: u64 = 2_500_000;

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
            match self.conditions_hold(&input.without_namespace()) {
                Ok(true) => {}
                Ok(false) => return Evaluated::default(),
                Err(fault) => return self.whole(&fault),
            }
        }
        let validations: Vec<Option<&Compiled>> = self.validations.iter().map(Some).collect();
        let (found, left) = match self.run(&validations, &input, BUDGET) {
            Ok(found) => found,
            Err(fault) => return self.whole(&fault),
        };
        let messages: Vec<Option<&Compiled>> = self.messages.iter().map(Option::as_ref).collect();
        let messages = self.run(&messages, &input, left);
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

    /// Whether all match conditions hold: one that doesn't decides, whatever fails beside it.
    fn conditions_hold(&self, input: &Input) -> Result<bool, Fault> {
        let conditions: Vec<Option<&Compiled>> = self.conditions.iter().map(Some).collect();
        let found = match self.run(&conditions, input, CONDITIONS_BUDGET) {
            Ok((found, _)) => found,
            Err(_) if self.ignores_failures() => return Ok(false),
            Err(fault) => return Err(fault),
        };
        if found.iter().any(|outcome| matches!(outcome, Some(Ok(Value::Bool(false))))) {
            return Ok(false);
        }
        let faults: Vec<&Fault> =
            found.iter().filter_map(|outcome| outcome.as_ref()?.as_ref().err()).collect();
        match faults.iter().find(|fault| fault.kind == FaultKind::Unknown).or(faults.first()) {
            None => Ok(true),
            Some(fault) if fault.kind == FaultKind::Unknown => Err((*fault).clone()),
            Some(_) if self.ignores_failures() => Ok(false),
            Some(fault) => Err((*fault).clone()),
        }
    }

    /// What expressions come to that share a budget; what is left of it.
    #[expect(clippy::type_complexity, reason = "read once")]
    fn run(
        &self,
        expressions: &[Option<&Compiled>],
        input: &Input,
        budget: u64,
    ) -> Result<(Vec<Option<Result<Value, Fault>>>, u64), Fault> {
        let activation = Activation::new(self, input);
        let mut left = budget;
        let mut found = Vec::with_capacity(expressions.len());
        for expression in expressions {
            let program = match expression {
                None => {
                    found.push(None);
                    continue;
                }
                Some(Err(broken)) => {
                    let message = format!("compilation error: {}", broken.message);
                    let fault = if broken.unsupported {
                        Fault::unsupported(message)
                    } else {
                        Fault::new(message)
                    };
                    found.push(Some(Err(fault)));
                    continue;
                }
                Some(Ok(program)) => program,
            };
            let (outcome, cost) = program.evaluate(&activation);
            let cost = cost.saturating_add(activation.take_spent());
            left = left.checked_sub(cost).ok_or_else(|| {
                Fault::new(
                    "validation failed due to running out of cost budget, no further validation \
                     rules will be run",
                )
            })?;
            found.push(Some(outcome));
        }
        Ok((found, left))
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
        let (found, _) = self.run(&expressions, input, BUDGET)?;
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
