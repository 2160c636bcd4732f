//! The table of kinds: how the API server fills their objects in, what it checks, and where their
//! pods are.
//!
//! A kind that joins is a type in [`super::object`] and an entry here. The fields of all kinds are
//! in [`super::schema`].

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::batch::v1::{CronJob, Job};
use k8s_openapi::api::core::v1::{
    ConfigMap, LimitRange, Namespace, Pod, ResourceQuota, Secret, Service, ServiceAccount,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use k8s_openapi::api::scheduling::v1::PriorityClass;

use super::built_in::BuiltIn;
use super::pods::{PodPath, Pods};
use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::field::FieldErrors;
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::{
    Facts, Warning, validate_daemon_set, validate_daemon_set_update, warnings,
};

impl BuiltIn for DaemonSet {
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
    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, Some(&spec.selector), &spec.template))
    }
}

impl BuiltIn for StatefulSet {
    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, Some(&spec.selector), &spec.template))
    }
}

impl BuiltIn for ReplicaSet {
    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, Some(&spec.selector), spec.template.as_ref()?))
    }
}

impl BuiltIn for Job {
    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, spec.selector.as_ref(), &spec.template))
    }
}

impl BuiltIn for CronJob {
    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.job_template.spec.as_ref()?;
        Some(Pods::of(PodPath::JOB_TEMPLATE, spec.selector.as_ref(), &spec.template))
    }
}

impl BuiltIn for Pod {
    fn pods(&self) -> Option<Pods<'_>> {
        let (metadata, spec) = (Some(&self.metadata), self.spec.as_ref());
        Some(Pods { path: PodPath::POD, selector: None, metadata, spec })
    }
}

/// Kinds that other objects lean on, and of which the API server checks what is said elsewhere.
macro_rules! plain {
    ($($kind:ident),+ $(,)?) => {
        $(impl BuiltIn for $kind {})+
    };
}

plain! {
    ClusterRole, ClusterRoleBinding, ConfigMap, HorizontalPodAutoscaler, LimitRange, Namespace,
    PodDisruptionBudget, PriorityClass, ResourceQuota, Role, RoleBinding, RuntimeClass, Secret,
    Service, ServiceAccount,
}
