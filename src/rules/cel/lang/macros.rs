//! The macros: what `has`, `all`, `map` and the like are written out as.
//!
//! Mirrors `parser/macro.go`, `ext/comprehensions.go`, `ext/lists.go` and the macros of optional
//! values in `cel/library.go` of cel-go.

use super::ast::{Element, Expr, Fold, Kind, Selection};
use super::build::Builder;
use super::problem::Problem;
use crate::rules::cel::value::Value;

/// The name of the value that a loop builds up; no expression can say it.
pub(in crate::rules::cel) const ACCUMULATOR: &str = "@result";

type Expanded = Result<Option<Expr>, Problem>;

/// A macro that is called like a function.
pub(super) fn of_function(build: &mut Builder, at: usize, name: &str, args: &[Expr]) -> Expanded {
    let ("has", [arg]) = (name, args) else { return Ok(None) };
    match &arg.kind {
        Kind::Select { operand, field, how: Selection::Plain } => {
            let (operand, field) = (operand.clone(), field.clone());
            Ok(Some(build.node(at, Kind::Select { operand, field, how: Selection::Test })))
        }
        _ => Err(Problem::new(arg.at, "`has` wants a field, as in `has(object.spec)`")),
    }
}

/// A macro that is called like a function of a value.
pub(super) fn of_member(
    build: &mut Builder,
    at: usize,
    name: &str,
    target: &Expr,
    args: &[Expr],
) -> Expanded {
    let expanded = match (name, args) {
        ("optMap" | "optFlatMap", [variable, body]) => {
            optional(build, at, name == "optMap", target, (variable, body))?
        }
        ("sortBy", [_, _]) => sort_by(build, at, target, args)?,
        ("all" | "exists" | "exists_one" | "existsOne", [first, predicate]) => {
            quantifier(build, at, name, target, (variable(first)?, None), predicate)
        }
        ("all" | "exists" | "exists_one" | "existsOne", [first, second, predicate]) => {
            let names = two(first, second)?;
            quantifier(build, at, name, target, names, predicate)
        }
        ("map", [first, body]) => list(build, at, target, (variable(first)?, None), None, body),
        ("map", [first, filter, body]) => {
            list(build, at, target, (variable(first)?, None), Some(filter), body)
        }
        ("filter", [first, filter]) => {
            let name = variable(first)?;
            list(build, at, target, (name, None), Some(filter), first)
        }
        ("transformList", [first, second, body]) => {
            list(build, at, target, two(first, second)?, None, body)
        }
        ("transformList", [first, second, filter, body]) => {
            list(build, at, target, two(first, second)?, Some(filter), body)
        }
        ("transformMap" | "transformMapEntry", [first, second, body]) => {
            map(build, at, name, target, two(first, second)?, (None, body))
        }
        ("transformMap" | "transformMapEntry", [first, second, filter, body]) => {
            map(build, at, name, target, two(first, second)?, (Some(filter), body))
        }
        _ => return Ok(None),
    };
    Ok(Some(expanded))
}

type Names = (String, Option<String>);

fn variable(expr: &Expr) -> Result<String, Problem> {
    match &expr.kind {
        Kind::Ident(name) if name == "__result__" => {
            Err(Problem::new(expr.at, "`__result__` can't be the name of a variable"))
        }
        Kind::Ident(name) => Ok(name.clone()),
        _ => Err(Problem::new(expr.at, "the name of a variable is wanted here")),
    }
}

fn two(first: &Expr, second: &Expr) -> Result<Names, Problem> {
    let names = (variable(first)?, variable(second)?);
    if names.0 == names.1 {
        return Err(Problem::new(
            second.at,
            format!("`{}` is the name of both variables", names.0),
        ));
    }
    Ok((names.0, Some(names.1)))
}

fn fold(
    build: &mut Builder,
    at: usize,
    range: Expr,
    names: Names,
    (start, condition, step, result): (Expr, Expr, Expr, Expr),
) -> Expr {
    let (first, second) = names;
    let accumulator = ACCUMULATOR.to_owned();
    let fold = Fold { range, first, second, accumulator, start, condition, step, result };
    build.node(at, Kind::Fold(Box::new(fold)))
}

fn quantifier(
    build: &mut Builder,
    at: usize,
    name: &str,
    target: &Expr,
    names: Names,
    predicate: &Expr,
) -> Expr {
    let predicate = predicate.clone();
    let so_far = |build: &mut Builder| build.ident(at, ACCUMULATOR);
    let parts = match name {
        "all" => {
            let (start, seen) = (build.literal(at, Value::Bool(true)), so_far(build));
            let condition = build.call(at, "@not_strictly_false", vec![seen]);
            let seen = so_far(build);
            let step = build.call(at, "_&&_", vec![seen, predicate]);
            (start, condition, step, so_far(build))
        }
        "exists" => {
            let (start, seen) = (build.literal(at, Value::Bool(false)), so_far(build));
            let none_yet = build.call(at, "!_", vec![seen]);
            let condition = build.call(at, "@not_strictly_false", vec![none_yet]);
            let seen = so_far(build);
            let step = build.call(at, "_||_", vec![seen, predicate]);
            (start, condition, step, so_far(build))
        }
        _ => {
            let start = build.literal(at, Value::Int(0));
            let condition = build.literal(at, Value::Bool(true));
            let (count, one) = (so_far(build), build.literal(at, Value::Int(1)));
            let more = build.call(at, "_+_", vec![count, one]);
            let same = so_far(build);
            let step = build.call(at, "_?_:_", vec![predicate, more, same]);
            let (count, one) = (so_far(build), build.literal(at, Value::Int(1)));
            (start, condition, step, build.call(at, "_==_", vec![count, one]))
        }
    };
    fold(build, at, target.clone(), names, parts)
}

/// `step` where a condition holds, else what there is.
fn if_filtered(build: &mut Builder, at: usize, filter: Option<&Expr>, step: Expr) -> Expr {
    let Some(filter) = filter else { return step };
    let same = build.ident(at, ACCUMULATOR);
    build.call(at, "_?_:_", vec![filter.clone(), step, same])
}

fn list(
    build: &mut Builder,
    at: usize,
    target: &Expr,
    names: Names,
    filter: Option<&Expr>,
    body: &Expr,
) -> Expr {
    let start = build.node(at, Kind::List(Vec::new()));
    let condition = build.literal(at, Value::Bool(true));
    let so_far = build.ident(at, ACCUMULATOR);
    let one = build.node(at, Kind::List(vec![Element { value: body.clone(), optional: false }]));
    let step = build.call(at, "_+_", vec![so_far, one]);
    let step = if_filtered(build, at, filter, step);
    let result = build.ident(at, ACCUMULATOR);
    fold(build, at, target.clone(), names, (start, condition, step, result))
}

fn map(
    build: &mut Builder,
    at: usize,
    name: &str,
    target: &Expr,
    names: Names,
    (filter, body): (Option<&Expr>, &Expr),
) -> Expr {
    let start = build.node(at, Kind::Map(Vec::new()));
    let condition = build.literal(at, Value::Bool(true));
    let mut args = vec![build.ident(at, ACCUMULATOR)];
    if name == "transformMap" {
        args.push(build.ident(at, &names.0));
    }
    args.push(body.clone());
    let step = build.call(at, "cel.@mapInsert", args);
    let step = if_filtered(build, at, filter, step);
    let result = build.ident(at, ACCUMULATOR);
    fold(build, at, target.clone(), names, (start, condition, step, result))
}

/// A name for a value within an expression: a loop over nothing.
fn bind(build: &mut Builder, at: usize, name: &str, value: Expr, body: Expr) -> Expr {
    let range = build.node(at, Kind::List(Vec::new()));
    let condition = build.literal(at, Value::Bool(false));
    let step = build.ident(at, name);
    let fold = Fold {
        range,
        first: "#unused".to_owned(),
        second: None,
        accumulator: name.to_owned(),
        start: value,
        condition,
        step,
        result: body,
    };
    build.node(at, Kind::Fold(Box::new(fold)))
}

fn optional(
    build: &mut Builder,
    at: usize,
    wraps: bool,
    target: &Expr,
    (name, body): (&Expr, &Expr),
) -> Result<Expr, Problem> {
    let name = variable(name)?;
    let has_value = build.member(at, target.clone(), "hasValue", Vec::new());
    let copy = build.copy(target);
    let value = build.member(at, copy, "value", Vec::new());
    let bound = bind(build, at, &name, value, body.clone());
    let then = if wraps { build.call(at, "optional.of", vec![bound]) } else { bound };
    let otherwise = build.call(at, "optional.none", Vec::new());
    Ok(build.call(at, "_?_:_", vec![has_value, then, otherwise]))
}

fn sort_by(build: &mut Builder, at: usize, target: &Expr, args: &[Expr]) -> Result<Expr, Problem> {
    const INPUT: &str = "@__sortBy_input__";
    if matches!(target.kind, Kind::Literal(_) | Kind::Map(_)) {
        return Err(Problem::new(target.at, "`sortBy` wants a list"));
    }
    let [name, key] = args else { return Err(Problem::new(at, "`sortBy` wants a name and a key")) };
    let input = build.ident(at, INPUT);
    let keys = list(build, at, &input, (variable(name)?, None), None, key);
    let input = build.ident(at, INPUT);
    let sorted = build.member(at, input, "@sortByAssociatedKeys", vec![keys]);
    Ok(bind(build, at, INPUT, target.clone(), sorted))
}
