//! A policy's expressions, compiled.
//!
//! Mirrors `compilePolicy` (`plugin/policy/validating/plugin.go`) for what runs, and
//! `validateValidatingAdmissionPolicySpec` (`pkg/apis/admissionregistration/validation`) for what
//! is refused when the policy is created: there a match condition has no variables.

use std::collections::BTreeMap;

use k8s_openapi::api::admissionregistration::v1::{
    MatchCondition, ValidatingAdmissionPolicy, ValidatingAdmissionPolicySpec, Variable,
};

use super::environment::{Names, base, of_variable, with_variables};
use crate::kubernetes::release::Release;
use crate::rules::cel::environment::Environment;
use crate::rules::cel::lang::Problem;
use crate::rules::cel::program::Program;
use crate::rules::cel::types::Type;
use crate::rules::cel::value::{JSON_PATCH, OBJECT};

/// A mistake in one of a policy's expressions.
#[derive(Clone, Debug)]
pub struct CompileError {
    /// The field: `spec.validations[0].expression`.
    pub field: String,
    /// What is wrong, in one line.
    pub message: String,
    /// The byte of the expression at which it is; none where the whole of it has the wrong type.
    pub at: Option<usize>,
    /// Whether Kubernetes would take it.
    pub unsupported: bool,
}

/// A policy, ready to be asked.
#[derive(Clone, Debug)]
pub struct CompiledPolicy {
    pub(super) spec: ValidatingAdmissionPolicySpec,
    pub(super) variables: Vec<(String, Compiled)>,
    pub(super) conditions: Vec<Compiled>,
    pub(super) validations: Vec<Compiled>,
    /// Of the validations, in their order.
    pub(super) messages: Vec<Option<Compiled>>,
    pub(super) annotations: Vec<Compiled>,
    errors: Vec<CompileError>,
}

/// An expression, or why it is none.
pub(super) type Compiled = Result<Program, Broken>;

/// Why an expression can't be run.
#[derive(Clone, Debug)]
pub(super) struct Broken {
    pub(super) message: String,
    pub(super) unsupported: bool,
    at: Option<usize>,
}

impl Broken {
    /// There is no expression.
    pub(super) fn missing() -> Self {
        Self { message: "an expression is wanted".to_owned(), unsupported: false, at: None }
    }
}

/// What an expression must come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Anything,
    Bool,
    Text,
    TextOrNull,
    /// A change of an object.
    Change,
    /// The steps of a JSON patch.
    Steps,
}

impl Wanted {
    fn check(self, ty: &Type) -> Result<(), Broken> {
        let (fits, wanted) = match self {
            Self::Anything => (true, ""),
            Self::Bool => (*ty == Type::BOOL, "bool"),
            Self::Text => (*ty == Type::STRING, "string"),
            Self::TextOrNull => {
                (*ty == Type::STRING || *ty == Type::Null, "one of [string null_type]")
            }
            Self::Change => (ty.is_change(OBJECT), OBJECT),
            Self::Steps => {
                (matches!(ty, Type::List(of) if of.is_change(JSON_PATCH)), "list(JSONPatch)")
            }
        };
        if fits {
            return Ok(());
        }
        let message = format!("must evaluate to {wanted} but got {ty}");
        Err(Broken { message, unsupported: false, at: None })
    }
}

pub(super) fn compile(text: &str, env: &Environment, wanted: Wanted) -> Compiled {
    let program = Program::compile(text, env).map_err(|problems| {
        let unsupported = problems.iter().any(|problem| problem.unsupported);
        let at = problems.first().map(|problem| problem.at);
        let messages: Vec<&str> =
            problems.iter().map(|Problem { message, .. }| message.as_str()).collect();
        Broken { message: messages.join("; "), unsupported, at }
    })?;
    wanted.check(&program.output)?;
    Ok(program)
}

/// The variables of a policy, and their types.
pub(super) struct Variables {
    pub variables: Vec<(String, Compiled)>,
    pub types: BTreeMap<String, Type>,
}

/// Compiles the variables of a policy: each knows those before it.
pub(super) fn compile_variables(
    all: &[Variable],
    env: &Environment,
    errors: &mut Vec<CompileError>,
) -> Variables {
    let mut types = BTreeMap::new();
    let mut variables = Vec::new();
    for (at, variable) in all.iter().enumerate() {
        let env = with_variables(env.clone(), &types);
        let compiled = compile(&variable.expression, &env, Wanted::Anything);
        note(errors, &compiled, || format!("spec.variables[{at}].expression"));
        let ty = compiled.as_ref().map_or(Type::Dyn, |program| of_variable(&program.output));
        types.insert(variable.name.clone(), ty);
        variables.push((variable.name.clone(), compiled));
    }
    Variables { variables, types }
}

/// Compiles the match conditions of a policy. One that is created knows no variables there; one that is
/// asked does.
pub(super) fn compile_conditions(
    all: &[MatchCondition],
    created: &Environment,
    asked: &Environment,
    errors: &mut Vec<CompileError>,
) -> Vec<Compiled> {
    let condition = |(at, condition): (usize, &MatchCondition)| {
        let first = compile(condition.expression.trim(), created, Wanted::Bool);
        note(errors, &first, || format!("spec.matchConditions[{at}].expression"));
        compile(&condition.expression, asked, Wanted::Bool)
    };
    all.iter().enumerate().map(condition).collect()
}

impl CompiledPolicy {
    /// Compiles the expressions of a policy for a version of Kubernetes: a new one may use the
    /// functions that the version before had.
    #[must_use]
    pub fn compile(policy: &ValidatingAdmissionPolicy, release: Release) -> Self {
        let spec = policy.spec.clone().unwrap_or_default();
        let params = spec.param_kind.is_some();
        let minor = release.version().minor().saturating_sub(1);
        let full = base(minor, Names { params, authorizer: true });
        let plain = base(minor, Names { params, authorizer: false });
        let mut errors = Vec::new();
        let Variables { variables, types } =
            compile_variables(spec.variables.as_deref().unwrap_or_default(), &full, &mut errors);
        // Without variables of its own, a policy that is created knows none at all.
        let has_variables = !variables.is_empty();
        let conditions = spec.match_conditions.as_deref().unwrap_or_default();
        let with = with_variables(full.clone(), &types);
        let conditions = compile_conditions(conditions, &full, &with, &mut errors);
        let mut both =
            |text: &str, env: &Environment, wanted: Wanted, field: &dyn Fn() -> String| {
                let with = with_variables(env.clone(), &types);
                let created = compile(text, if has_variables { &with } else { env }, wanted);
                note(&mut errors, &created, field);
                compile(text, &with, wanted)
            };
        let (mut validations, mut messages) = (Vec::new(), Vec::new());
        for (at, validation) in spec.validations.iter().flatten().enumerate() {
            let field = || format!("spec.validations[{at}].expression");
            validations.push(both(&validation.expression, &full, Wanted::Bool, &field));
            let field = || format!("spec.validations[{at}].messageExpression");
            let message = validation.message_expression.as_deref().filter(|text| !text.is_empty());
            messages.push(message.map(|text| both(text, &plain, Wanted::Text, &field)));
        }
        let mut annotations = Vec::new();
        for (at, annotation) in spec.audit_annotations.iter().flatten().enumerate() {
            let field = || format!("spec.auditAnnotations[{at}].valueExpression");
            let text = annotation.value_expression.trim();
            annotations.push(both(text, &full, Wanted::TextOrNull, &field));
        }
        Self { spec, variables, conditions, validations, messages, annotations, errors }
    }

    /// What is wrong with its expressions, in the order of its fields.
    #[must_use]
    pub fn errors(&self) -> &[CompileError] {
        &self.errors
    }

    /// What it looks at: none where it matches nothing that is known here.
    #[must_use]
    pub const fn spec(&self) -> &ValidatingAdmissionPolicySpec {
        &self.spec
    }
}

pub(super) fn note(
    errors: &mut Vec<CompileError>,
    compiled: &Compiled,
    field: impl Fn() -> String,
) {
    if let Err(Broken { message, unsupported, at }) = compiled {
        let (message, unsupported, at) = (message.clone(), *unsupported, *at);
        errors.push(CompileError { field: field(), message, at, unsupported });
    }
}
