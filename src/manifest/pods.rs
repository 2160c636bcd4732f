//! The pods that objects bring, and the way to them.

use k8s_openapi::api::core::v1::{PodSpec, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::kubernetes::field::FieldPath;
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::{Warning, of_pods};

/// The pods that an object brings: those of its template, or itself.
#[derive(Clone, Copy, Debug)]
pub struct Pods<'a> {
    /// The way to them.
    pub path: PodPath,
    /// By what the object finds them; none for a pod, or where the controller makes a selector.
    pub selector: Option<&'a LabelSelector>,
    /// Their metadata; none where the template has none.
    pub metadata: Option<&'a ObjectMeta>,
    /// Their spec; none where the template has none.
    pub spec: Option<&'a PodSpec>,
}

impl<'a> Pods<'a> {
    pub(super) fn of(
        path: PodPath,
        selector: Option<&'a LabelSelector>,
        template: &'a PodTemplateSpec,
    ) -> Self {
        let PodTemplateSpec { metadata, spec } = template;
        Self { path, selector, metadata: metadata.as_ref(), spec: spec.as_ref() }
    }

    /// What the API server warns of when they are defaulted.
    pub(super) fn warnings(&self, release: Release) -> Vec<Warning> {
        let warnings = |spec| of_pods(self.metadata, spec, self.path.keys(), release);
        self.spec.map(warnings).unwrap_or_default()
    }
}

/// The way from an object to its pod template, or for a pod to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PodPath(&'static [&'static str]);

impl PodPath {
    /// `spec.template`, where most workloads have it.
    pub const TEMPLATE: Self = Self(&["spec", "template"]);
    /// The pod itself.
    pub const POD: Self = Self(&[]);
    /// That of the Jobs of a CronJob.
    pub const JOB_TEMPLATE: Self = Self(&["spec", "jobTemplate", "spec", "template"]);

    /// The fields on the way to the template.
    pub(crate) const fn keys(self) -> &'static [&'static str] {
        self.0
    }

    /// The template.
    #[must_use]
    pub fn template(self) -> FieldPath {
        FieldPath::of(self.0)
    }

    /// The spec of the pods.
    #[must_use]
    pub fn spec(self) -> FieldPath {
        self.template().field("spec")
    }

    /// The metadata of the pods.
    #[must_use]
    pub fn metadata(self) -> FieldPath {
        self.template().field("metadata")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pods_are_found_by_their_kinds_path() {
        assert_eq!(PodPath::TEMPLATE.spec().to_string(), "spec.template.spec");
        assert_eq!(PodPath::POD.metadata().to_string(), "metadata");
        let cron_job = PodPath::JOB_TEMPLATE.spec().to_string();
        assert_eq!(cron_job, "spec.jobTemplate.spec.template.spec");
    }
}
