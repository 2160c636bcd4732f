//! A mutating policy's expressions, compiled.
//!
//! Mirrors `compilePolicy` (`plugin/policy/mutating/compilation.go`) and
//! `validateMutatingAdmissionPolicySpec` (`pkg/apis/admissionregistration/validation`).

use k8s_openapi::api::admissionregistration::v1::{
    MutatingAdmissionPolicy, MutatingAdmissionPolicySpec, Mutation,
};

use super::super::compile::{
    Broken, CompileError, Compiled, Variables, Wanted, compile, compile_conditions,
    compile_variables, note,
};
use super::super::environment::{Names, base, with_variables};
use super::super::typed::{TypeMistake, Typing};
use crate::kubernetes::release::Release;
use crate::rules::cel::environment::Environment;

/// A mutating policy, ready to be asked.
#[derive(Clone, Debug)]
pub(in crate::rules) struct CompiledMutation {
    pub(super) spec: MutatingAdmissionPolicySpec,
    pub(super) variables: Vec<(String, Compiled)>,
    pub(super) conditions: Vec<Compiled>,
    /// In their order.
    pub(super) patches: Vec<Patch>,
    errors: Vec<CompileError>,
}

/// How a mutation changes an object.
#[derive(Clone, Debug)]
pub(super) enum Patch {
    /// Its fields are merged into the object, as server-side apply does it.
    Apply(Compiled),
    /// Steps of a JSON patch.
    Steps(Compiled),
}

impl CompiledMutation {
    /// Compiles the expressions of a policy for a version of Kubernetes: a new one may use the
    /// functions that the version before had.
    #[must_use]
    pub(in crate::rules) fn compile(policy: &MutatingAdmissionPolicy, release: Release) -> Self {
        let spec = policy.spec.clone().unwrap_or_default();
        let minor = release.version().minor().saturating_sub(1);
        let full = base(minor, Names { params: spec.param_kind.is_some(), authorizer: true });
        let mut errors = Vec::new();
        let Variables { variables, types } =
            compile_variables(spec.variables.as_deref().unwrap_or_default(), &full, &mut errors);
        let with = with_variables(full.clone(), &types);
        let conditions = spec.match_conditions.as_deref().unwrap_or_default();
        let conditions = compile_conditions(conditions, &full, &with, &mut errors);
        let with = with.with_patches();
        let patches = spec.mutations.iter().flatten().enumerate();
        let patches = patches.map(|(at, mutation)| patch(at, mutation, &with, &mut errors));
        let patches = patches.collect();
        Self { spec, variables, conditions, patches, errors }
    }

    /// What is wrong with its expressions, in the order of its fields.
    #[must_use]
    pub(in crate::rules) fn errors(&self) -> &[CompileError] {
        &self.errors
    }

    /// What is wrong with its expressions for sure for objects of the kinds that its constraints name, as
    /// for validating policies: a cluster finds it when the first such object comes. In the order of
    /// its fields.
    #[must_use]
    pub(in crate::rules) fn type_mistakes(&self, release: Release) -> Vec<TypeMistake> {
        let spec = &self.spec;
        let asked = (spec.match_constraints.as_ref(), spec.param_kind.as_ref());
        let mut typing = Typing::new(asked, release);
        typing.check_variables(spec.variables.as_deref().unwrap_or_default());
        for (at, condition) in spec.match_conditions.iter().flatten().enumerate() {
            let field = format!("spec.matchConditions[{at}].expression");
            typing.check(condition.expression.trim(), field);
        }
        typing.with_patches();
        for (at, mutation) in spec.mutations.iter().flatten().enumerate() {
            let (field, expression) = written(mutation);
            if let Some(text) = expression {
                typing.check(text, format!("spec.mutations[{at}].{field}.expression"));
            }
        }
        typing.found
    }

    /// The policy as it is written.
    #[must_use]
    pub(in crate::rules) const fn spec(&self) -> &MutatingAdmissionPolicySpec {
        &self.spec
    }
}

fn patch(
    at: usize,
    mutation: &Mutation,
    env: &Environment,
    errors: &mut Vec<CompileError>,
) -> Patch {
    let applies = mutation.patch_type != "JSONPatch";
    let wanted = if applies { Wanted::Change } else { Wanted::Steps };
    let (field, expression) = written(mutation);
    let compiled = match expression {
        Some(text) => compile(text, env, wanted),
        None => Err(Broken::missing()),
    };
    note(errors, &compiled, || format!("spec.mutations[{at}].{field}.expression"));
    if applies { Patch::Apply(compiled) } else { Patch::Steps(compiled) }
}

/// The field of a mutation's expression, and the expression, if there is one.
fn written(mutation: &Mutation) -> (&'static str, Option<&str>) {
    let (field, expression) = match mutation.patch_type.as_str() {
        "JSONPatch" => ("jsonPatch", mutation.json_patch.as_ref().map(|one| &one.expression)),
        _ => {
            let apply = mutation.apply_configuration.as_ref();
            ("applyConfiguration", apply.map(|one| &one.expression))
        }
    };
    let text = expression.and_then(Option::as_ref).map(|text| text.trim());
    (field, text.filter(|text| !text.is_empty()))
}
