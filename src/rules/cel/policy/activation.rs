//! What a policy's expressions see of a request.
//!
//! Mirrors `plugin/cel/activation.go`, and `plugin/cel/composition.go` for the variables: each is
//! worked out when it is first asked for, at most once.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::compile::Compiled;
use super::request::{Known, Request};
use crate::rules::cel::eval::Variables;
use crate::rules::cel::value::{Fault, Outcome, Value, from_json};

/// The values of a request, made once.
#[derive(Clone, Debug)]
pub(super) struct Input {
    values: HashMap<&'static str, Outcome>,
    user: Outcome,
}

impl Input {
    pub(super) fn new(request: &Request<'_>) -> Self {
        let known = |what: &str, known: Known<'_>| match known {
            Known::Is(json) => Ok(from_json(json)),
            Known::Nothing => Ok(Value::Null),
            Known::Unknown => Err(Fault::unknown(what)),
        };
        let old = request.old_object.map_or(Value::Null, from_json);
        let user = match request.user {
            Some(name) => Ok(from_json(&json!({"username": name}))),
            None => Err(Fault::unknown("who asks")),
        };
        let namespace = known("the namespace", request.namespace);
        let values = HashMap::from([
            ("object", Ok(from_json(request.object))),
            ("oldObject", Ok(old)),
            ("params", known("the parameter object", request.params)),
            ("namespaceObject", namespace),
            ("request", Ok(from_json(&without_nulls(request.to_json())))),
            ("authorizer", Err(Fault::unknown("what the user may do"))),
            ("authorizer.requestResource", Err(Fault::unknown("what the user may do"))),
        ]);
        Self { values, user }
    }

    /// The same without a namespace: match conditions see none.
    pub(super) fn without_namespace(&self) -> Self {
        let mut values = self.values.clone();
        values.insert("namespaceObject", Ok(Value::Null));
        Self { values, user: self.user.clone() }
    }
}

fn without_nulls(mut json: Json) -> Json {
    if let Some(fields) = json.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    json
}

/// A run of several expressions that share what their variables come to.
pub(super) struct Activation<'a> {
    input: &'a Input,
    variables: &'a [(String, Compiled)],
    found: RefCell<HashMap<String, Outcome>>,
    spent: Cell<u64>,
}

impl<'a> Activation<'a> {
    pub(super) fn new(variables: &'a [(String, Compiled)], input: &'a Input) -> Self {
        let found = RefCell::default();
        Self { input, variables, found, spent: Cell::new(0) }
    }

    /// What variables have cost since this was last asked.
    pub(super) fn take_spent(&self) -> u64 {
        self.spent.take()
    }

    fn own_variable(&self, name: &str) -> Option<Outcome> {
        if let Some(found) = self.found.borrow().get(name) {
            return Some(found.clone());
        }
        // Of two of the same name the last one counts.
        let (_, compiled) = self.variables.iter().rev().find(|(known, _)| known == name)?;
        let outcome = match compiled {
            Ok(program) => {
                let (outcome, cost) = program.evaluate(self);
                self.spent.set(self.spent.get().saturating_add(cost));
                outcome.map_err(|fault| {
                    let message =
                        format!("composited variable {name:?} fails to evaluate: {fault}");
                    // It took too much time by itself: those that ask for it may go on.
                    Fault::of_variable(message, &fault)
                })
            }
            Err(broken) => {
                let message =
                    format!("composited variable {name:?} fails to compile: {}", broken.message);
                Err(if broken.unsupported {
                    Fault::unsupported(message)
                } else {
                    Fault::new(message)
                })
            }
        };
        self.found.borrow_mut().insert(name.to_owned(), outcome.clone());
        Some(outcome)
    }
}

impl Variables for Activation<'_> {
    fn variable(&self, name: &str) -> Option<Outcome> {
        self.input.values.get(name).cloned()
    }

    fn field(&self, variable: &str, field: &str) -> Option<Outcome> {
        match (variable, field) {
            ("variables", name) => {
                Some(self.own_variable(name).unwrap_or_else(|| Err(Fault::no_key(name))))
            }
            ("request", "userInfo") => Some(self.input.user.clone()),
            _ => None,
        }
    }
}
