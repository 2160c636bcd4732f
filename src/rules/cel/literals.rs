//! What can be seen to go wrong with the constants of an expression before it runs.
//!
//! Mirrors the AST validators and the planner's optimisations that the API server switches on.

use super::check::Checked;
use super::lang::Problem;
use super::lang::ast::{Expr, Kind};
use super::library::format::{Clause, expand};
use super::library::{self, regex};
use super::types::Type;
use super::value::{Fault, Map, Value, fault::FaultKind};

/// All that is wrong with the constants of an expression.
pub(super) fn problems(expr: &Expr, checked: &Checked) -> Vec<Problem> {
    let mut problems = Vec::new();
    expr.visit(&mut |node| problems.extend(calls(node, checked)));
    homogeneous(expr, checked, &mut problems);
    problems
}

fn of_fault(at: usize, fault: &Fault) -> Problem {
    if fault.kind == FaultKind::Unknown {
        return Problem { unsupported: true, ..Problem::new(at, fault.message.clone()) };
    }
    Problem::new(at, fault.message.clone())
}

fn calls(node: &Expr, checked: &Checked) -> Option<Problem> {
    let Kind::Call { function, target, args } = &node.kind else { return None };
    let constant = |arg: &Expr| match &arg.kind {
        Kind::Literal(value @ Value::String(_)) => Some(value.clone()),
        _ => None,
    };
    match (function.as_str(), args.as_slice()) {
        ("duration" | "timestamp", [arg, ..]) => {
            let value = constant(arg)?;
            let failed = library::call(function, &[value]).is_err();
            failed.then(|| Problem::new(arg.at, format!("invalid {function} argument")))
        }
        ("matches" | "find" | "findAll", [pattern, ..]) => {
            let Value::String(text) = constant(pattern)? else { return None };
            regex::compile(&text).err().map(|fault| of_fault(pattern.at, &fault))
        }
        ("format", [list]) => {
            let Value::String(format) = constant(target.as_deref()?)? else { return None };
            let Kind::List(elements) = &list.kind else { return None };
            let elements: Vec<&Expr> = elements.iter().map(|element| &element.value).collect();
            format_call(node, &format, &elements, checked)
        }
        (name, [zone]) if name.starts_with("get") && target.is_some() => {
            let zone = constant(zone)?;
            let time = Value::Timestamp(super::value::Timestamp::from_seconds(0, 0)?);
            let fault = library::call(name, &[time, zone.clone()]).err()?;
            (fault.kind == FaultKind::Unknown)
                .then(|| Problem::unsupported(node.at, "a time zone by its name"))
        }
        _ => None,
    }
}

fn format_call(node: &Expr, format: &str, args: &[&Expr], checked: &Checked) -> Option<Problem> {
    let mut at = node.at;
    let written = expand(format, args.len(), |index, clause| {
        let arg = args.get(index).ok_or_else(|| format!("index {index} out of range"))?;
        at = arg.at;
        takes(clause, arg, checked).map(|()| String::new())
    });
    match written {
        Err(message) => Some(Problem::new(at, message)),
        Ok((_, used)) if used < args.len() => {
            let given = args.len();
            let message = format!(
                "too many arguments supplied to string.format (expected {used}, got {given})"
            );
            Some(Problem::new(node.at, message))
        }
        Ok(_) => None,
    }
}

/// Whether a clause writes a value of an argument's type.
fn takes(clause: Clause, arg: &Expr, checked: &Checked) -> Result<(), String> {
    let ty = checked.types.get(&arg.id).unwrap_or(&Type::Dyn);
    let fits = match ty {
        Type::Dyn | Type::Error => true,
        Type::Simple(name) if clause == Clause::Text => {
            ["bool", "int", "uint", "double", "string", "bytes", "duration", "timestamp"]
                .contains(name)
        }
        Type::Simple(name) => clause.types().contains(name),
        Type::Null | Type::List(_) | Type::Map(..) | Type::Name(_) => clause == Clause::Text,
        _ => false,
    };
    if !fits {
        return Err(format!("'{ty}' can't be written in that way"));
    }
    let parts: Vec<&Expr> = match &arg.kind {
        Kind::List(elements) => elements.iter().map(|element| &element.value).collect(),
        Kind::Map(entries) => entries.iter().flat_map(|entry| [&entry.key, &entry.value]).collect(),
        _ => Vec::new(),
    };
    parts.into_iter().try_for_each(|part| takes(Clause::Text, part, checked))
}

/// Lists and maps of more than one type, but for what is formatted.
fn homogeneous(expr: &Expr, checked: &Checked, problems: &mut Vec<Problem>) {
    let ty = |expr: &Expr, optional: bool| {
        let ty = checked.types.get(&expr.id).unwrap_or(&Type::Dyn);
        if optional { ty.unwrap_optional().0.clone() } else { ty.clone() }
    };
    let mut differ = |types: Vec<(usize, Type)>| {
        let Some(((_, first), rest)) = types.split_first() else { return };
        if let Some((at, other)) = rest.iter().find(|(_, other)| !first.is_equivalent(other)) {
            let message = format!("expected type '{first}' but found '{other}'");
            // Structs of the API are maps when an expression is evaluated.
            let certain = [first, other].iter().all(|ty| matches!(ty, Type::Simple(_)));
            problems.push(Problem { certain, ..Problem::new(*at, message) });
        }
    };
    match &expr.kind {
        Kind::Call { function, .. } if function == "format" => return,
        Kind::List(elements) => {
            let types = elements.iter().map(|e| (e.value.at, ty(&e.value, e.optional)));
            differ(types.collect());
        }
        Kind::Map(entries) => {
            differ(entries.iter().map(|e| (e.key.at, ty(&e.key, false))).collect());
            differ(entries.iter().map(|e| (e.value.at, ty(&e.value, e.optional))).collect());
        }
        _ => {}
    }
    for child in expr.children() {
        homogeneous(child, checked, problems);
    }
}

/// The same expression with the values of what is constant, as Kubernetes works them out when it
/// compiles: what fails then is a mistake in the expression.
pub(super) fn fold(expr: &mut Expr) -> Result<(), Problem> {
    match &mut expr.kind {
        Kind::Literal(_) | Kind::Ident(_) => {}
        Kind::Select { operand, .. } => fold(operand)?,
        Kind::Index { operand, index, .. } => {
            fold(operand)?;
            fold(index)?;
        }
        Kind::Call { target, args, .. } => {
            target.iter_mut().try_for_each(|target| fold(target))?;
            args.iter_mut().try_for_each(fold)?;
        }
        Kind::List(elements) => elements.iter_mut().try_for_each(|e| fold(&mut e.value))?,
        Kind::Map(entries) => entries.iter_mut().try_for_each(|entry| {
            fold(&mut entry.key)?;
            fold(&mut entry.value)
        })?,
        Kind::Struct { fields, .. } => fields.iter_mut().try_for_each(|f| fold(&mut f.value))?,
        Kind::Fold(parts) => {
            for part in [&mut parts.range, &mut parts.start, &mut parts.condition] {
                fold(part)?;
            }
            fold(&mut parts.step)?;
            fold(&mut parts.result)?;
        }
    }
    if let Some(value) = constant(expr)? {
        expr.kind = Kind::Literal(value);
    }
    Ok(())
}

fn constant(expr: &Expr) -> Result<Option<Value>, Problem> {
    let literal = |expr: &Expr| match &expr.kind {
        Kind::Literal(value) => Some(value.clone()),
        _ => None,
    };
    let outcome = match &expr.kind {
        Kind::Call { function, target: None, args } if library::is_conversion(function) => {
            match args.as_slice() {
                [arg] => literal(arg).map(|value| library::call(function, &[value])),
                _ => None,
            }
        }
        Kind::List(elements) if elements.iter().all(|element| !element.optional) => {
            let values: Option<Vec<Value>> = elements.iter().map(|e| literal(&e.value)).collect();
            values.map(|values| Ok(Value::list(values)))
        }
        Kind::Map(entries) if entries.iter().all(|entry| !entry.optional) => {
            let pair = |entry: &super::lang::ast::Entry| {
                Some((literal(&entry.key)?, literal(&entry.value)?))
            };
            let pairs: Option<Vec<_>> = entries.iter().map(pair).collect();
            pairs.map(|pairs| Map::build(pairs).map(|map| Value::Map(map.into())))
        }
        _ => None,
    };
    outcome.transpose().map_err(|fault| of_fault(expr.at, &fault))
}
