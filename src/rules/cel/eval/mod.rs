//! What an expression comes to.
//!
//! Mirrors cel-go's interpreter (`interpretable.go`, `attributes.go`), with its reckoning of cost
//! (`runtimecost.go`).

mod attribute;
mod cost;
mod work;

use std::sync::Arc;

use super::check::Checked;
use super::lang::ACCUMULATOR;
use super::lang::ast::{Element, Entry, Expr, Field, Fold, Kind, Selection};
use super::library;
use super::types::Type;
use super::value::{Built, Fault, Map, Outcome, Value, fault::FaultKind};

/// Where an expression finds its variables.
pub(crate) trait Variables {
    /// The value of a variable.
    fn variable(&self, name: &str) -> Option<Outcome>;

    /// The value of a field of a variable, where that is found in another way than in its value.
    fn field(&self, variable: &str, field: &str) -> Option<Outcome> {
        let _ = (variable, field);
        None
    }
}

/// Evaluates an expression with a limit to its cost; gives the cost too.
pub(super) fn evaluate(
    expr: &Expr,
    checked: &Checked,
    variables: &dyn Variables,
    limit: u64,
) -> (Outcome, u64) {
    let mut evaluator =
        Evaluator { checked, variables, scopes: Vec::new(), cost: 0, limit, work: 0 };
    let outcome = evaluator.eval(expr);
    (outcome, evaluator.cost)
}

struct Evaluator<'a> {
    checked: &'a Checked,
    variables: &'a dyn Variables,
    /// The variables of loops, the innermost last. A loop's result may be a failure, until it is
    /// looked at.
    scopes: Vec<(&'a str, Outcome)>,
    cost: u64,
    limit: u64,
    /// What was gone through, beside what that costs.
    work: u64,
}

impl<'a> Evaluator<'a> {
    fn pay(&mut self, cost: u64) -> Result<(), Fault> {
        self.cost = self.cost.saturating_add(cost);
        if self.cost > self.limit { Err(Fault::too_costly()) } else { Ok(()) }
    }

    fn eval(&mut self, expr: &'a Expr) -> Outcome {
        match &expr.kind {
            Kind::Literal(value) => Ok(value.clone()),
            Kind::Select { operand, field, how: Selection::Test } => {
                let found = self.test(operand, field)?;
                Ok(Value::Bool(found))
            }
            Kind::Ident(_) | Kind::Select { .. } | Kind::Index { .. } => self.whole_attribute(expr),
            Kind::Call { function, .. } if function == "_?_:_" => self.whole_attribute(expr),
            Kind::Call { function, target, args } => {
                self.call(expr, function, target.as_deref(), args)
            }
            Kind::List(elements) => self.list(elements),
            Kind::Map(entries) => self.map(entries),
            Kind::Struct { name, fields } => self.message(name, fields),
            Kind::Fold(fold) => self.fold(fold),
        }
    }

    fn call(
        &mut self,
        expr: &'a Expr,
        function: &'a str,
        target: Option<&'a Expr>,
        args: &'a [Expr],
    ) -> Outcome {
        match (function, target, args) {
            ("_&&_", None, terms) => return self.logic(terms, false),
            ("_||_", None, terms) => return self.logic(terms, true),
            ("@not_strictly_false", None, [arg]) => return self.not_strictly_false(arg),
            ("or" | "orValue", Some(target), [other]) => {
                return match self.eval(target)? {
                    Value::Optional(None) => self.eval(other),
                    Value::Optional(Some(value)) if function == "orValue" => Ok((*value).clone()),
                    value => Ok(value),
                };
            }
            ("@in", None, [item, list]) => {
                if let Some(found) = self.in_constant(item, list) {
                    return found;
                }
            }
            ("_+_", None, [accumulator, added]) => {
                if let Some(sum) = self.grow(accumulator, added) {
                    return sum;
                }
            }
            _ => {}
        }
        // All arguments are looked at before the first failure counts.
        let mut values = Vec::with_capacity(args.len() + 1);
        let mut failed = None;
        for arg in target.into_iter().chain(args) {
            match self.eval(arg) {
                Ok(value) => values.push(value),
                Err(fault) if fault.kind == FaultKind::TooCostly => return Err(fault),
                Err(fault) => failed = failed.or(Some(fault)),
            }
        }
        if let Some(fault) = failed {
            return Err(fault);
        }
        self.work = self.work.saturating_add(work::of_call(function, &values, work::MOST));
        if self.work > work::MOST {
            return Err(Fault::too_costly());
        }
        let result = match (function, values.as_slice()) {
            ("sum", [Value::List(list)]) if list.is_empty() => Ok(self.zero(expr)),
            ("_+_", [Value::List(a), Value::List(b)]) if !a.is_empty() && !b.is_empty() => {
                library::call(function, &values).map(Built::joined)
            }
            _ => library::call(function, &values),
        };
        let overload = self.checked.overloads.get(&expr.id).copied().unwrap_or_default();
        self.pay(cost::of_call(function, overload, &values, result.as_ref().ok()))?;
        result
    }

    /// Terms of which one may decide, whatever becomes of the others.
    fn logic(&mut self, terms: &'a [Expr], decides: bool) -> Outcome {
        let mut failed: Option<Fault> = None;
        for term in terms {
            let fault = match self.eval(term) {
                Ok(Value::Bool(value)) if value == decides => return Ok(Value::Bool(decides)),
                Ok(Value::Bool(_)) => continue,
                Ok(_) => Fault::no_overload(),
                Err(fault) if fault.kind == FaultKind::TooCostly => return Err(fault),
                Err(fault) => fault,
            };
            // What isn't known may be what decides.
            let unknown = fault.kind == FaultKind::Unknown;
            if failed.as_ref().is_none_or(|before| unknown && before.is_absorbable()) {
                failed = Some(fault);
            }
        }
        failed.map_or(Ok(Value::Bool(!decides)), Err)
    }

    fn not_strictly_false(&mut self, arg: &'a Expr) -> Outcome {
        let outcome = self.eval(arg);
        if let Err(fault) = &outcome
            && fault.kind == FaultKind::TooCostly
        {
            return outcome;
        }
        self.pay(1)?;
        Ok(Value::Bool(!matches!(outcome, Ok(Value::Bool(false)))))
    }

    /// `item in [constants]`, which costs nothing, and doesn't look for an item in nothing.
    fn in_constant(&mut self, item: &'a Expr, list: &'a Expr) -> Option<Outcome> {
        let Kind::Literal(Value::List(constants)) = &list.kind else { return None };
        if constants.is_empty() {
            return Some(Ok(Value::Bool(false)));
        }
        let is_primitive = |value: &Value| {
            use Value::{Bool, Double, Int, String, Uint};
            matches!(value, Bool(_) | Double(_) | Int(_) | String(_) | Uint(_))
        };
        if !constants.iter().all(is_primitive) {
            return None;
        }
        let item = match self.eval(item) {
            Ok(item) => item,
            Err(fault) => return Some(Err(fault)),
        };
        Some(library::call("@in", &[item, Value::List(Arc::clone(constants))]))
    }

    /// `accumulator + [one]`, without a copy of what there is.
    fn grow(&mut self, accumulator: &'a Expr, added: &'a Expr) -> Option<Outcome> {
        let (Kind::Ident(name), Kind::List(elements)) = (&accumulator.kind, &added.kind) else {
            return None;
        };
        let [Element { value: one, optional: false }] = elements.as_slice() else { return None };
        // Other names may be asked for again.
        if name != ACCUMULATOR {
            return None;
        }
        let at = self.scopes.iter().rposition(|(local, _)| local == name)?;
        matches!(self.scopes.get(at)?.1, Ok(Value::List(_))).then_some(())?;
        let one = match self.eval(one).and_then(|one| self.pay(12).map(|()| one)) {
            Ok(one) => one,
            Err(fault) => return Some(Err(fault)),
        };
        // The loop puts the result in the place of what is taken out.
        let taken = std::mem::replace(&mut self.scopes.get_mut(at)?.1, Ok(Value::Null));
        let Ok(Value::List(mut list)) = taken else { return None };
        Arc::make_mut(&mut list).push(one);
        Some(Ok(Value::List(list)))
    }

    /// The sum of nothing, of the type that the checker found.
    fn zero(&self, expr: &Expr) -> Value {
        match self.checked.types.get(&expr.id) {
            Some(Type::Simple("double")) => Value::Double(0.0),
            Some(Type::Simple("uint")) => Value::Uint(0),
            Some(Type::Simple("duration")) => Value::Duration(0),
            _ => Value::Int(0),
        }
    }

    fn list(&mut self, elements: &'a [Element]) -> Outcome {
        let mut values = Vec::with_capacity(elements.len());
        for Element { value, optional } in elements {
            match (self.eval(value)?, *optional) {
                (value, false) => values.push(value),
                (Value::Optional(value), true) => values.extend(value.map(|v| (*v).clone())),
                _ => {
                    return Err(Fault::new(
                        "cannot initialize optional list element from non-optional value",
                    ));
                }
            }
        }
        self.pay(10)?;
        Ok(Value::list(values))
    }

    fn map(&mut self, entries: &'a [Entry]) -> Outcome {
        let mut pairs = Vec::with_capacity(entries.len());
        for Entry { key, value, optional } in entries {
            let key = self.eval(key)?;
            match (self.eval(value)?, *optional) {
                (value, false) => pairs.push((key, value)),
                (Value::Optional(value), true) => pairs.extend(value.map(|v| (key, (*v).clone()))),
                _ => {
                    return Err(Fault::new(
                        "cannot initialize optional entry from non-optional value",
                    ));
                }
            }
        }
        self.pay(30)?;
        Map::build(pairs).map(|map| Value::Map(Arc::new(map)))
    }

    fn message(&mut self, name: &'a str, fields: &'a [Field]) -> Outcome {
        let mut values = Vec::with_capacity(fields.len());
        for Field { name, value, optional } in fields {
            match (self.eval(value)?, *optional) {
                (value, false) => values.push((name.as_str(), value)),
                (Value::Optional(value), true) => {
                    values.extend(value.map(|value| (name.as_str(), (*value).clone())));
                }
                _ => {
                    return Err(Fault::new(
                        "cannot initialize optional entry from non-optional value",
                    ));
                }
            }
        }
        self.pay(40)?;
        Ok(Value::Built(Arc::new(Built::new(name, values))))
    }

    fn fold(&mut self, fold: &'a Fold) -> Outcome {
        let range = self.eval(&fold.range)?;
        let steps: Vec<(Value, Option<Value>)> = match (&range, &fold.second) {
            (Value::List(list), None) => list.iter().map(|item| (item.clone(), None)).collect(),
            (Value::Map(map), None) => {
                map.entries().into_iter().map(|(key, _)| (key, None)).collect()
            }
            (Value::List(list), Some(_)) => {
                let indexed = (0..).map(Value::Int).zip(list.iter());
                indexed.map(|(at, item)| (at, Some(item.clone()))).collect()
            }
            (Value::Map(map), Some(_)) => {
                map.entries().into_iter().map(|(key, value)| (key, Some(value))).collect()
            }
            _ => return Err(Fault::no_overload()),
        };
        let depth = self.scopes.len();
        let start = self.eval(&fold.start);
        self.scopes.push((&fold.accumulator, start));
        let outcome = self.steps(fold, steps);
        self.scopes.truncate(depth + 1);
        let outcome = outcome.and_then(|()| self.eval(&fold.result));
        self.scopes.truncate(depth);
        outcome
    }

    fn steps(&mut self, fold: &'a Fold, steps: Vec<(Value, Option<Value>)>) -> Result<(), Fault> {
        let depth = self.scopes.len();
        for (first, second) in steps {
            self.scopes.push((&fold.first, Ok(first)));
            let second = fold.second.as_deref().zip(second);
            self.scopes.extend(second.map(|(name, value)| (name, Ok(value))));
            let goes_on = match self.eval(&fold.condition) {
                Ok(Value::Bool(value)) => value,
                Err(fault) if fault.kind == FaultKind::TooCostly => return Err(fault),
                _ => true,
            };
            if !goes_on {
                return Ok(());
            }
            let step = self.eval(&fold.step);
            self.scopes.truncate(depth);
            if let Err(fault) = &step
                && fault.kind == FaultKind::TooCostly
            {
                return step.map(|_| ());
            }
            if let Some((_, accumulator)) = self.scopes.last_mut() {
                *accumulator = step;
            }
        }
        Ok(())
    }
}
