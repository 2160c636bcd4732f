//! Expressions that share variables and a budget.
//!
//! Mirrors `plugin/cel/condition.go` and `webhook/matchconditions/matcher.go` of the API server.

use super::activation::{Activation, Input};
use super::compile::Compiled;
use crate::rules::cel::value::{Fault, Value, fault::FaultKind};

/// What all expressions of a policy may cost together (`RuntimeCELCostBudget`).
pub(super) const BUDGET: u64 = 10_000_000;

/// What its match conditions may cost together (`RuntimeCELCostBudgetMatchConditions`).
const CONDITIONS_BUDGET: u64 = 2_500_000;

/// What an expression comes to; none where there is no expression.
type Found = Option<Result<Value, Fault>>;

/// What expressions come to that share a budget; what is left of it.
pub(super) fn run(
    expressions: &[Option<&Compiled>],
    variables: &[(String, Compiled)],
    input: &Input,
    budget: u64,
) -> Result<(Vec<Found>, u64), Fault> {
    let activation = Activation::new(variables, input);
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

/// Whether all match conditions hold: one that doesn't decides, whatever fails beside it.
pub(super) fn conditions_hold(
    conditions: &[Compiled],
    variables: &[(String, Compiled)],
    input: &Input,
    ignores_failures: bool,
) -> Result<bool, Fault> {
    let conditions: Vec<Option<&Compiled>> = conditions.iter().map(Some).collect();
    let found = match run(&conditions, variables, input, CONDITIONS_BUDGET) {
        Ok((found, _)) => found,
        Err(_) if ignores_failures => return Ok(false),
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
        Some(_) if ignores_failures => Ok(false),
        Some(fault) => Err((*fault).clone()),
    }
}
