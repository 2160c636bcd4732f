//! The validation of pods, which follows the plugins that change them: a template passes where a
//! pod does not, and defaults make a valid pod invalid.

use std::collections::HashSet;

use k8s_openapi::api::core::v1::{Pod, PodSpec, PodTemplateSpec};

use super::plugin::Plugin;
use super::refusal::{Reason, Refusal};
use crate::kubernetes::disabled_fields::is_stored_whole;
use crate::kubernetes::field::{self, FieldError, FieldErrors, FieldPath};
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::{
    is_checked_as_template, validate_as_template, validate_pod_create,
};

/// What the template is refused for: then there is no pod to ask about.
fn of_template(pod: &Pod, release: Release) -> Vec<FieldError> {
    let mut errors = FieldErrors::default();
    validate_as_template(pod, release, &mut errors);
    errors.0
}

/// Whether the pods of a valid template, filled in as they are, are valid too.
pub(super) fn passes(template: &PodTemplateSpec, spec: &PodSpec, release: Release) -> bool {
    is_stored_whole(spec, release) && is_checked_as_template(template, spec)
}

/// Refuses what is no valid pod although it was a valid template; `created` makes the pod as it came.
pub(super) fn validate(pod: &Pod, created: &dyn Fn() -> Pod, release: Release) -> Option<Refusal> {
    let mut errors = FieldErrors::default();
    validate_pod_create(pod, release, &mut errors);
    if errors.0.is_empty() {
        return None;
    }
    let of_template = of_template(&created(), release);
    let known = of_template.iter().map(|known| (&known.path, known.reason));
    let known: HashSet<(&FieldPath, field::Reason)> = known.collect();
    let is_new = |error: &FieldError| !known.contains(&(&error.path, error.reason));
    errors.0.retain(is_new);
    let reasons: Vec<Reason> = errors
        .0
        .iter()
        .map(|error| Reason {
            said: format!("{}: {}", error.path, error.detail),
            fields: vec![error.place().clone()],
        })
        .collect();
    let refusal = Refusal {
        plugin: Plugin::Validation,
        reasons,
        object: None,
        errors: errors.0,
        binding: None,
    };
    (!refusal.errors.is_empty()).then_some(refusal)
}
