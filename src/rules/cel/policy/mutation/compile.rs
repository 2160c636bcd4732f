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
    let (field, wanted, expression) = match applies {
        true => {
            let expression = mutation.apply_configuration.as_ref().map(|one| &one.expression);
            ("applyConfiguration", Wanted::Change, expression)
        }
        false => {
            let expression = mutation.json_patch.as_ref().map(|one| &one.expression);
            ("jsonPatch", Wanted::Steps, expression)
        }
    };
    let expression = expression.and_then(Option::as_ref).map(|text| text.trim());
    let compiled = match expression.filter(|text| !text.is_empty()) {
        Some(text) => compile(text, env, wanted),
        None => Err(Broken::missing()),
    };
    note(errors, &compiled, || format!("spec.mutations[{at}].{field}.expression"));
    if applies { Patch::Apply(compiled) } else { Patch::Steps(compiled) }
}
