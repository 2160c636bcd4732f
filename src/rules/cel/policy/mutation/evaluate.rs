//! What a mutating policy makes of an object.
//!
//! Mirrors `dispatchOne` (`plugin/policy/mutating/dispatcher.go`), `patch/smd.go` and
//! `patch/json_patch.go` of the API server.

use serde_json::Value as Json;

use super::super::activation::Input;
use super::super::compile::Compiled;
use super::super::request::Request;
use super::super::run::{BUDGET, conditions_hold, run};
use super::compile::{CompiledMutation, Patch};
use super::convert::{change, mismatches, steps};
use super::json_patch::{Applied, apply_steps};
use super::merge::merge;
use super::shape::{normalize, unknown_fields};
use crate::manifest::schema::Type;
use crate::rules::cel::value::{Fault, Value, fault::FaultKind};

/// Why a mutation is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Stop {
    /// It fails; the failure policy decides what becomes of the object.
    Failed(String),
    /// The API server refuses the object, whatever the failure policy.
    Refused(String),
    /// Only a cluster knows what it comes to.
    Unknown(String),
}

/// Reads the JSON of an object as the API server's types have it, with their defaults.
pub(in crate::rules) type Settled<'s> = &'s dyn Fn(Json) -> Result<Json, String>;

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        match fault.kind {
            FaultKind::Unknown => Self::Unknown(fault.message),
            FaultKind::Failed | FaultKind::TooCostly => Self::Failed(fault.message),
        }
    }
}

impl CompiledMutation {
    /// Whether a failure lets the object pass.
    pub(in crate::rules) fn ignores_failures(&self) -> bool {
        self.spec.failure_policy.as_deref() == Some("Ignore")
    }

    /// Whether it is asked again where the object changes after it.
    pub(in crate::rules) fn is_reinvoked(&self) -> bool {
        self.spec.reinvocation_policy.as_deref() == Some("IfNeeded")
    }

    /// How many mutations it has.
    pub(in crate::rules) const fn mutations(&self) -> usize {
        self.patches.len()
    }

    /// Whether its match conditions let a request through.
    pub(in crate::rules) fn is_asked(&self, request: &Request<'_>) -> Result<bool, Stop> {
        if self.conditions.is_empty() {
            return Ok(true);
        }
        let input = Input::new(request).without_namespace();
        let ignores = self.ignores_failures();
        Ok(conditions_hold(&self.conditions, &self.variables, &input, ignores)?)
    }

    /// The request's object, which has this type, after one of its mutations.
    pub(in crate::rules) fn mutated(
        &self,
        number: usize,
        request: &Request<'_>,
        ty: &Type,
        settled: Settled<'_>,
    ) -> Result<Json, Stop> {
        match self.patches.get(number) {
            Some(Patch::Apply(compiled)) => {
                let found = self.found(compiled, number, request)?;
                let mut patched = apply(&found, request.object, ty)?;
                normalize(&mut patched, ty);
                settled(patched).map_err(Stop::Failed)
            }
            Some(Patch::Steps(compiled)) => {
                let found = self.found(compiled, number, request)?;
                let mut patched = match stepped(&found, request.object)? {
                    Some(patched) => patched,
                    None => request.object.clone(),
                };
                let unknown = unknown_fields(&patched, ty);
                if !unknown.is_empty() {
                    let unknown = unknown.join(", ");
                    return Err(internal(&format!("strict decoding error: {unknown}")));
                }
                normalize(&mut patched, ty);
                settled(patched).map_err(|error| internal(&error))
            }
            None => Ok(request.object.clone()),
        }
    }

    /// What the expression of a mutation comes to.
    fn found(
        &self,
        compiled: &Compiled,
        number: usize,
        request: &Request<'_>,
    ) -> Result<Value, Stop> {
        let input = Input::new(request);
        let (mut found, _) = run(&[Some(compiled)], &self.variables, &input, BUDGET)?;
        let found = found.pop().flatten();
        let found = found.unwrap_or_else(|| Err(Fault::new("there is no expression")));
        found.map_err(|fault| {
            let unknown = fault.kind == FaultKind::Unknown;
            match self.expression(number) {
                Some(text) if !unknown => {
                    Stop::Failed(format!("expression '{text}' resulted in error: {fault}"))
                }
                _ => fault.into(),
            }
        })
    }

    fn expression(&self, number: usize) -> Option<&str> {
        let mutation = self.spec.mutations.as_ref()?.get(number)?;
        let applied = mutation.apply_configuration.as_ref().and_then(|one| one.expression.as_ref());
        let stepped = mutation.json_patch.as_ref().and_then(|one| one.expression.as_ref());
        applied.or(stepped).map(String::as_str)
    }
}

fn internal(message: &str) -> Stop {
    Stop::Refused(format!("Internal error occurred: {message}"))
}

/// Merges what an expression built into an object (`ApplyStructuredMergeDiff`).
fn apply(found: &Value, object: &Json, ty: &Type) -> Result<Json, Stop> {
    let wrong = mismatches(found);
    if !wrong.is_empty() {
        return Err(Stop::Failed(format!("type mismatch: {}", wrong.join("\n"))));
    }
    let mut change = change(found)?;
    if let (Some(change), Some(object)) = (change.as_object_mut(), object.as_object()) {
        for key in ["apiVersion", "kind"] {
            change.extend(object.get(key).map(|value| (key.to_owned(), value.clone())));
        }
    }
    let merged = merge(object, &change, ty);
    merged.map_err(|error| Stop::Failed(format!("error applying patch: {error}")))
}

/// An object after the steps that an expression made; none where one of them tests in vain.
fn stepped(found: &Value, object: &Json) -> Result<Option<Json>, Stop> {
    let steps = steps(found)?;
    match apply_steps(object, &steps) {
        Ok(Applied::Patched(patched)) => Ok(Some(patched)),
        Ok(Applied::TestFailed) => Ok(None),
        Err(error) => Err(Stop::Failed(format!("JSON Patch: {error}"))),
    }
}
