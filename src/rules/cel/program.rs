//! An expression, ready to run.

use super::check::{Checked, check};
use super::environment::Environment;
use super::eval::{Variables, evaluate};
use super::lang::{Problem, ast::Expr, parse};
use super::literals;
use super::types::Type;
use super::value::Outcome;

/// The most that one expression may cost (`PerCallLimit`).
pub(super) const COST_LIMIT: u64 = 1_000_000;

/// An expression that was found to be right.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    expr: Expr,
    checked: Checked,
    /// The type of what it comes to.
    pub(in crate::rules) output: Type,
}

impl Program {
    /// Reads an expression, checks the types of its parts, and works out its constants.
    ///
    /// # Errors
    /// All that is wrong with it; with its text alone, the first mistake.
    pub(in crate::rules) fn compile(text: &str, env: &Environment) -> Result<Self, Vec<Problem>> {
        let mut expr = parse(text).map_err(|problem| vec![problem])?;
        let checked = check(&mut expr, env)?;
        let problems = literals::problems(&expr, &checked);
        if !problems.is_empty() {
            return Err(problems);
        }
        let output = checked.types.get(&expr.id).cloned().unwrap_or(Type::Dyn);
        literals::fold(&mut expr).map_err(|problem| vec![problem])?;
        Ok(Self { expr, checked, output })
    }

    /// What it comes to, and what that costs.
    pub(in crate::rules) fn evaluate(&self, variables: &dyn Variables) -> (Outcome, u64) {
        evaluate(&self.expr, &self.checked, variables, COST_LIMIT)
    }
}
