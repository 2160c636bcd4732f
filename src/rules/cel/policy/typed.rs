//! A policy's expressions against the kinds that it looks at.
//!
//! Mirrors `plugin/policy/validating/typechecking.go` of the API server, whose controller writes what it
//! finds into the policy's `status.typeChecking`: it refuses nothing. Beside what is checked there, the
//! policy's variables are.

use std::collections::BTreeMap;

use k8s_openapi::api::admissionregistration::v1::{MatchResources, ParamKind, Variable};

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
        let asked = (spec.match_constraints.as_ref(), spec.param_kind.as_ref());
        let mut typing = Typing::new(asked, release);
        typing.check_variables(spec.variables.as_deref().unwrap_or_default());
        for (at, validation) in spec.validations.iter().flatten().enumerate() {
            let field = format!("spec.validations[{at}]");
            typing.check(&validation.expression, format!("{field}.expression"));
            let message = validation.message_expression.as_deref().unwrap_or_default();
            if !message.is_empty() {
                typing.check(message, format!("{field}.messageExpression"));
            }
        }
        typing.found
    }
}

/// A policy's expressions, held one after the other against the kinds that it looks at.
pub(super) struct Typing {
    kinds: Vec<&'static Kind>,
    /// The environment of each kind.
    envs: Vec<Environment>,
    /// The types that the variables have for each kind.
    variables: Vec<BTreeMap<String, Type>>,
    /// What is wrong, in the order in which it was asked.
    pub(super) found: Vec<TypeMistake>,
}

impl Typing {
    /// Of a policy with such constraints and parameters.
    pub(super) fn new(
        (constraints, params): (Option<&MatchResources>, Option<&ParamKind>),
        release: Release,
    ) -> Self {
        let kinds = kinds(constraints, release.version());
        let minor = release.version().minor().saturating_sub(1);
        let full = base(minor, Names { params: params.is_some(), authorizer: true });
        let full = match params {
            Some(params) => full.with("params", of_params(params)),
            None => full,
        };
        let of = |kind: &&'static Kind| {
            let object = of_kind(kind);
            full.clone().with("object", object.clone()).with("oldObject", object)
        };
        let envs: Vec<Environment> = kinds.iter().map(of).collect();
        let variables = vec![BTreeMap::new(); envs.len()];
        Self { kinds, envs, variables, found: Vec::new() }
    }

    /// Holds an expression of a field against each kind.
    pub(super) fn check(&mut self, text: &str, field: String) {
        let of = |place: &usize| self.kinds.get(*place).copied();
        let found = mistakes(text, &self.envs).into_iter().map(|one| TypeMistake {
            field: field.clone(),
            message: one.problem.message,
            at: one.problem.at,
            of_all: one.of.len() == self.kinds.len(),
            kinds: one.of.iter().filter_map(of).collect(),
        });
        self.found.extend(found);
    }

    /// Holds the variables against each kind: what comes after one knows its type.
    pub(super) fn check_variables(&mut self, all: &[Variable]) {
        for (at, variable) in all.iter().enumerate() {
            self.check(&variable.expression, format!("spec.variables[{at}].expression"));
            for (env, types) in self.envs.iter_mut().zip(&mut self.variables) {
                let program = Program::compile(&variable.expression, env);
                let ty = program.map_or(Type::Dyn, |program| known(&program.output));
                types.insert(variable.name.clone(), ty);
                *env = with_variables(env.clone(), types);
            }
        }
    }

    /// What comes now may build changes of the objects.
    pub(super) fn with_patches(&mut self) {
        for (env, kind) in self.envs.iter_mut().zip(&self.kinds) {
            *env = env.clone().with_patches_of(kind.fields);
        }
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
fn of_params(params: &ParamKind) -> Type {
    let version = params.api_version.as_deref().unwrap_or_default();
    let kind = params.kind.as_deref().and_then(|kind| lookup::find(version, kind));
    kind.map_or(Type::Dyn, of_kind)
}

/// The kinds that a policy's constraints name one by one.
fn kinds(constraints: Option<&MatchResources>, version: Version) -> Vec<&'static Kind> {
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
