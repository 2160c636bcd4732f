//! The kinds whose objects are read as what they are: how the API server fills them in, what it
//! checks, and where their pods are.
//!
//! A kind that joins is a type in [`super::object`] and an entry here.

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::batch::v1::{CronJob, Job};
use k8s_openapi::api::core::v1::{
    ConfigMap, LimitRange, Namespace, Pod, PodSpec, PodTemplateSpec, ResourceQuota, Secret,
    Service, ServiceAccount,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};
use k8s_openapi::{NamespaceResourceScope, Resource};

use super::object::Typed;
use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::field::{FieldErrors, FieldPath, Step};
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::{
    Facts, Warning, validate_daemon_set, validate_daemon_set_update, warnings,
};

/// What the API server does with the objects of a kind. What a kind has nothing of is left out.
pub(super) trait BuiltIn: Typed {
    /// Whether they stand in namespaces.
    const NAMESPACED: bool;

    /// Fills in what the manifest leaves out.
    fn fill_in(&mut self) {}

    /// What is refused on create, of an object that is filled in.
    fn validate(&self, _facts: Facts, _errors: &mut FieldErrors) {}

    /// What is refused where this one replaces an old one, both filled in.
    fn validate_update(&self, _facts: Facts, _old: (&Self, Facts), _errors: &mut FieldErrors) {}

    /// What is taken with a warning.
    fn warnings(&self) -> Vec<Warning> {
        Vec::new()
    }

    /// Its pods, if it brings any.
    fn pods(&self) -> Option<Pods<'_>> {
        None
    }
}

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
    fn of(
        path: PodPath,
        selector: Option<&'a LabelSelector>,
        template: &'a PodTemplateSpec,
    ) -> Self {
        let PodTemplateSpec { metadata, spec } = template;
        Self { path, selector, metadata: metadata.as_ref(), spec: spec.as_ref() }
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

    /// The template.
    #[must_use]
    pub fn template(self) -> FieldPath {
        FieldPath(self.0.iter().map(|name| Step::Field((*name).into())).collect())
    }

    /// The spec of the pods.
    #[must_use]
    pub fn spec(self) -> FieldPath {
        self.field("spec")
    }

    /// The metadata of the pods.
    #[must_use]
    pub fn metadata(self) -> FieldPath {
        self.field("metadata")
    }

    fn field(self, name: &'static str) -> FieldPath {
        let mut path = self.template();
        path.0.push(Step::Field(name.into()));
        path
    }
}

/// Whether the scope of a type is that of a namespace.
trait Scope {
    const NAMESPACED: bool;
}

impl Scope for NamespaceResourceScope {
    const NAMESPACED: bool = true;
}

impl Scope for k8s_openapi::ClusterResourceScope {
    const NAMESPACED: bool = false;
}

/// What the type itself tells of its kind.
macro_rules! scope {
    () => {
        const NAMESPACED: bool = <<Self as Resource>::Scope as Scope>::NAMESPACED;
    };
}

impl BuiltIn for DaemonSet {
    scope!();

    fn fill_in(&mut self) {
        default_daemon_set(self);
    }

    fn validate(&self, facts: Facts, errors: &mut FieldErrors) {
        validate_daemon_set(self, facts, Release::default(), errors);
    }

    fn validate_update(&self, facts: Facts, old: (&Self, Facts), errors: &mut FieldErrors) {
        validate_daemon_set_update(self, facts, old.0, old.1, Release::default(), errors);
    }

    fn warnings(&self) -> Vec<Warning> {
        warnings(self)
    }

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, Some(&spec.selector), &spec.template))
    }
}

impl BuiltIn for Deployment {
    scope!();

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, Some(&spec.selector), &spec.template))
    }
}

impl BuiltIn for StatefulSet {
    scope!();

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, Some(&spec.selector), &spec.template))
    }
}

impl BuiltIn for ReplicaSet {
    scope!();

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, Some(&spec.selector), spec.template.as_ref()?))
    }
}

impl BuiltIn for Job {
    scope!();

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, spec.selector.as_ref(), &spec.template))
    }
}

impl BuiltIn for CronJob {
    scope!();

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.job_template.spec.as_ref()?;
        Some(Pods::of(PodPath::JOB_TEMPLATE, spec.selector.as_ref(), &spec.template))
    }
}

impl BuiltIn for Pod {
    scope!();

    fn pods(&self) -> Option<Pods<'_>> {
        let (metadata, spec) = (Some(&self.metadata), self.spec.as_ref());
        Some(Pods { path: PodPath::POD, selector: None, metadata, spec })
    }
}

/// Kinds that other objects lean on, and of which the API server checks what is said elsewhere.
macro_rules! plain {
    ($($kind:ident),+ $(,)?) => {
        $(impl BuiltIn for $kind { scope!(); })+
    };
}

plain! {
    ClusterRole, ClusterRoleBinding, ConfigMap, HorizontalPodAutoscaler, LimitRange, Namespace,
    PodDisruptionBudget, PriorityClass, ResourceQuota, Role, RoleBinding, RuntimeClass, Secret,
    Service, ServiceAccount,
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
