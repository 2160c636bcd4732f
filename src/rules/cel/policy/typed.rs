//! A policy's expressions against the kinds that it looks at.
//!
//! Mirrors `plugin/policy/validating/typechecking.go` of the API server, whose controller writes what it
//! finds into the policy's `status.typeChecking`: it refuses nothing. Beside what is checked there, the
//! policy's variables are.

use std::collections::BTreeMap;

use k8s_openapi::api::admissionregistration::v1::ValidatingAdmissionPolicySpec;

use super::compile::CompiledPolicy;
use super::environment::{Names, base, of_variable, with_variables};
use super::request::Resource;
use crate::kubernetes::release::{Release, Version};
use crate::manifest::schema::{Kind, lookup};
use crate::rules::cel::environment::Environment;
use crate::rules::cel::program::Program;
use crate::rules::cel::typed::{mistakes, of_kind};
use crate::rules::cel::types::Type;

/// A mistake in an expression that shows for objects of some kinds.
#[derive(Clone, Debug)]
pub(in crate::rules) struct TypeMistake {
    /// The field: `spec.validations[0].expression`.
    pub field: String,
    /// What is wrong, in one line.
    pub message: String,
    /// The byte of the expression at which it is.
    pub at: usize,
    /// The kinds, each with its version.
    pub kinds: Vec<&'static Kind>,
    /// Whether these are all the kinds that the policy looks at.
    pub of_all: bool,
}

/// The most kinds that are looked at (`maxTypesToCheck`).
const MOST_KINDS: usize = 10;

impl CompiledPolicy {
    /// What is wrong with its expressions for sure for objects of the kinds that its constraints name;
    /// nothing where they name none, or all. In the order of its fields.
    #[must_use]
    pub(in crate::rules) fn type_mistakes(&self, release: Release) -> Vec<TypeMistake> {
        let spec = self.spec();
        let kinds = kinds(spec, release.version());
        let params = spec.param_kind.is_some();
        let minor = release.version().minor().saturating_sub(1);
        let full = base(minor, Names { params, authorizer: true });
        let full = if params { full.with("params", of_params(spec)) } else { full };
        let of = |kind: &&'static Kind| {
            let object = of_kind(kind);
            full.clone().with("object", object.clone()).with("oldObject", object)
        };
        let mut envs: Vec<Environment> = kinds.iter().map(of).collect();
        let mut types = vec![BTreeMap::new(); envs.len()];
        let mut all = Vec::new();
        let mut check = |text: &str, envs: &[Environment], field: String| {
            all.extend(mistakes(text, envs).into_iter().map(|one| TypeMistake {
                field: field.clone(),
                message: one.problem.message,
                at: one.problem.at,
                of_all: one.of.len() == kinds.len(),
                kinds: one.of.iter().filter_map(|place| kinds.get(*place).copied()).collect(),
            }));
        };
        for (at, variable) in spec.variables.iter().flatten().enumerate() {
            check(&variable.expression, &envs, format!("spec.variables[{at}].expression"));
            for (env, types) in envs.iter_mut().zip(&mut types) {
                let program = Program::compile(&variable.expression, env);
                let ty = program.map_or(Type::Dyn, |program| known(&program.output));
                types.insert(variable.name.clone(), ty);
                *env = with_variables(env.clone(), types);
            }
        }
        for (at, validation) in spec.validations.iter().flatten().enumerate() {
            let field = format!("spec.validations[{at}]");
            check(&validation.expression, &envs, format!("{field}.expression"));
            let message = validation.message_expression.as_deref().unwrap_or_default();
            if !message.is_empty() {
                check(message, &envs, format!("{field}.messageExpression"));
            }
        }
        all
    }
}

/// The type of a variable: what has fields keeps them, unlike in a cluster.
fn known(ty: &Type) -> Type {
    match ty {
        Type::Object(_) => ty.clone(),
        Type::List(_) | Type::Map(..) => ty.with_parts(known),
        _ => of_variable(ty),
    }
}

/// The type of the policy's parameters.
fn of_params(spec: &ValidatingAdmissionPolicySpec) -> Type {
    let kind = spec.param_kind.as_ref().and_then(|kind| {
        lookup::find(kind.api_version.as_deref().unwrap_or_default(), kind.kind.as_deref()?)
    });
    kind.map_or(Type::Dyn, of_kind)
}

/// The kinds that a policy's constraints name one by one.
fn kinds(spec: &ValidatingAdmissionPolicySpec, version: Version) -> Vec<&'static Kind> {
    let constraints = spec.match_constraints.as_ref();
    let rules = constraints.and_then(|all| all.resource_rules.as_ref()).into_iter().flatten();
    let mut all: Vec<&'static Kind> = Vec::new();
    for rule in rules {
        let has = |list: &Option<Vec<String>>, wanted: &str| {
            let list = list.as_deref().unwrap_or_default();
            !list.iter().any(|one| one.contains('*')) && list.iter().any(|one| one == wanted)
        };
        // A wildcard among the resources leaves out itself alone.
        let names = |wanted: &str| rule.resources.iter().flatten().any(|one| one == wanted);
        let found = lookup::all().filter(|kind| {
            let (group, version) =
                kind.api_version.split_once('/').unwrap_or(("", kind.api_version));
            has(&rule.api_groups, group)
                && has(&rule.api_versions, version)
                && names(&Resource { group, version, kind: kind.kind }.plural())
        });
        for kind in found.filter(|kind| kind.is_in(version)) {
            if all.len() < MOST_KINDS && !all.iter().any(|known| std::ptr::eq(*known, kind)) {
                all.push(kind);
            }
        }
    }
    all.sort_by_key(|kind| (kind.group(), kind.api_version, kind.kind));
    all
}
