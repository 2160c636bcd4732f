//! The table of kinds: how the API server fills their objects in, what it checks, and where their
//! pods are.
//!
//! A kind that joins is a type in [`super::object`] and an entry here. The fields of all kinds are
//! in [`super::schema`].

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::batch::v1::{CronJob, Job};
use k8s_openapi::api::core::v1::{
    ConfigMap, LimitRange, Namespace, PersistentVolume, PersistentVolumeClaim, Pod, ResourceQuota,
    Secret, Service, ServiceAccount,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use k8s_openapi::api::resource::v1::{DeviceClass, ResourceClaim, ResourceClaimTemplate};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;
use std::borrow::Cow;

use super::built_in::BuiltIn;
use super::pods::{PodPath, Pods};
use crate::kubernetes::defaults;
use crate::kubernetes::disabled_fields::without_disabled_fields;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::{self, Facts, Warning};

impl BuiltIn for DaemonSet {
    fn fill_in(&mut self, release: Release) {
        defaults::default_daemon_set(self, release);
    }

    fn without_disabled_fields(&self, release: Release) -> Option<Self> {
        match without_disabled_fields(self, None, release) {
            Cow::Owned(stored) => Some(stored),
            Cow::Borrowed(_) => None,
        }
    }

    fn validate(&self, facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_daemon_set(self, facts, release, errors);
    }

    fn validate_update(
        &self,
        facts: Facts,
        old: (&Self, Facts),
        release: Release,
        errors: &mut FieldErrors,
    ) {
        validation::validate_daemon_set_update(self, facts, old.0, old.1, release, errors);
    }

    fn pods(&self) -> Option<Pods<'_>> {
        Some(Pods::of(PodPath::TEMPLATE, Some(&self.spec.selector), &self.spec.template))
    }
}

impl BuiltIn for Deployment {
    fn fill_in(&mut self, release: Release) {
        defaults::default_deployment(self, release);
    }

    fn validate(&self, facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_deployment(self, facts, release, errors);
    }

    fn validate_update(
        &self,
        facts: Facts,
        old: (&Self, Facts),
        release: Release,
        errors: &mut FieldErrors,
    ) {
        validation::validate_deployment_update(self, facts, old, release, errors);
    }

    fn own_warnings(&self, _release: Release) -> Vec<Warning> {
        validation::of_pod_names(&self.metadata, validation::POD_NAMES)
    }

    fn pods(&self) -> Option<Pods<'_>> {
        Some(Pods::of(PodPath::TEMPLATE, Some(&self.spec.selector), &self.spec.template))
    }
}

impl BuiltIn for StatefulSet {
    fn fill_in(&mut self, release: Release) {
        defaults::default_stateful_set(self, release);
    }

    fn validate(&self, facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_stateful_set(self, facts, release, errors);
    }

    fn validate_update(
        &self,
        facts: Facts,
        old: (&Self, Facts),
        release: Release,
        errors: &mut FieldErrors,
    ) {
        validation::validate_stateful_set_update(self, facts, old.0, release, errors);
    }

    fn own_warnings(&self, _release: Release) -> Vec<Warning> {
        validation::of_stateful_set(self)
    }

    fn pods(&self) -> Option<Pods<'_>> {
        Some(Pods::of(PodPath::TEMPLATE, Some(&self.spec.selector), &self.spec.template))
    }
}

impl BuiltIn for ReplicaSet {
    fn fill_in(&mut self, release: Release) {
        defaults::default_replica_set(self, release);
    }

    fn validate(&self, facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_replica_set(self, facts, release, errors);
    }

    fn validate_update(
        &self,
        facts: Facts,
        old: (&Self, Facts),
        release: Release,
        errors: &mut FieldErrors,
    ) {
        validation::validate_replica_set_update(self, facts, old, release, errors);
    }

    fn own_warnings(&self, _release: Release) -> Vec<Warning> {
        validation::of_pod_names(&self.metadata, validation::POD_NAMES)
    }

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = &self.spec;
        Some(Pods::of(PodPath::TEMPLATE, Some(&spec.selector), spec.template.as_ref()?))
    }
}

impl BuiltIn for Job {
    fn fill_in(&mut self, release: Release) {
        defaults::default_job(self, release);
    }

    fn validate(&self, _facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_job(self, release, errors);
    }

    fn validate_update(
        &self,
        _facts: Facts,
        old: (&Self, Facts),
        release: Release,
        errors: &mut FieldErrors,
    ) {
        validation::validate_job_update(self, old.0, release, errors);
    }

    fn own_warnings(&self, _release: Release) -> Vec<Warning> {
        let mut warnings = validation::of_pod_names(&self.metadata, validation::POD_NAMES);
        let path = Path::root("spec");
        warnings.extend(self.spec.iter().flat_map(|spec| validation::of_job(spec, &path)));
        warnings
    }

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.as_ref()?;
        Some(Pods::of(PodPath::TEMPLATE, spec.selector.as_ref(), &spec.template))
    }
}

impl BuiltIn for CronJob {
    fn fill_in(&mut self, release: Release) {
        defaults::default_cron_job(self, release);
    }

    fn validate(&self, _facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_cron_job(self, release, errors);
    }

    fn validate_update(
        &self,
        _facts: Facts,
        old: (&Self, Facts),
        release: Release,
        errors: &mut FieldErrors,
    ) {
        validation::validate_cron_job_update(self, old.0, release, errors);
    }

    fn own_warnings(&self, _release: Release) -> Vec<Warning> {
        let mut warnings = validation::of_pod_names(&self.metadata, validation::POD_NAMES);
        let (root, spec) = (Path::root("spec"), self.spec.job_template.spec.as_ref());
        let template = root.child("jobTemplate");
        let path = template.child("spec");
        warnings.extend(spec.into_iter().flat_map(|spec| validation::of_job(spec, &path)));
        warnings
    }

    fn pods(&self) -> Option<Pods<'_>> {
        let spec = self.spec.job_template.spec.as_ref()?;
        Some(Pods::of(PodPath::JOB_TEMPLATE, spec.selector.as_ref(), &spec.template))
    }
}

impl BuiltIn for Pod {
    fn fill_in(&mut self, release: Release) {
        defaults::default_pod(self.spec.get_or_insert_default(), release);
    }

    fn validate(&self, _facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_pod_create(self, release, errors);
    }

    fn own_warnings(&self, _release: Release) -> Vec<Warning> {
        validation::of_pod_names(&self.metadata, validation::POD_HOSTNAME)
    }

    fn pods(&self) -> Option<Pods<'_>> {
        let (metadata, spec) = (Some(&self.metadata), self.spec.as_ref());
        Some(Pods { path: PodPath::POD, selector: None, metadata, spec })
    }
}

impl BuiltIn for Service {
    fn fill_in(&mut self, _release: Release) {
        defaults::default_service(self);
    }

    fn validate(&self, _facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_service(self, release, errors);
    }

    fn validate_update(
        &self,
        _facts: Facts,
        old: (&Self, Facts),
        release: Release,
        errors: &mut FieldErrors,
    ) {
        validation::validate_service_update(self, old.0, release, errors);
    }

    fn own_warnings(&self, release: Release) -> Vec<Warning> {
        validation::of_service(self, release)
    }
}

impl BuiltIn for RuntimeClass {
    fn validate(&self, _facts: Facts, release: Release, errors: &mut FieldErrors) {
        validation::validate_runtime_class(self, release, errors);
    }

    fn validate_update(
        &self,
        _facts: Facts,
        old: (&Self, Facts),
        _release: Release,
        errors: &mut FieldErrors,
    ) {
        validation::validate_runtime_class_update(self, old.0, errors);
    }
}

impl BuiltIn for PersistentVolumeClaim {
    fn own_warnings(&self, _release: Release) -> Vec<Warning> {
        validation::of_claim(self)
    }
}

/// Kinds of which only the object itself decides: how they are filled in, if at all, what is
/// refused on create, and what on update, if that is more.
macro_rules! plain {
    ($($kind:ident $({ $fill_in:ident })?: $validate:ident $(, $update:ident)?;)+) => {
        $(impl BuiltIn for $kind {
            $(fn fill_in(&mut self, _release: Release) {
                defaults::$fill_in(self);
            })?

            fn validate(&self, _facts: Facts, _release: Release, errors: &mut FieldErrors) {
                validation::$validate(self, errors);
            }

            $(fn validate_update(&self, _: Facts, old: (&Self, Facts), _release: Release, errors: &mut FieldErrors) {
                validation::$update(self, old.0, errors);
            })?
        })+
    };
}

plain! {
    ClusterRole: validate_cluster_role;
    ClusterRoleBinding { default_cluster_role_binding }:
        validate_cluster_role_binding, validate_cluster_role_binding_update;
    ConfigMap: validate_config_map, validate_config_map_update;
    LimitRange { default_limit_range }: validate_limit_range;
    Namespace: validate_namespace, validate_namespace_update;
    PodDisruptionBudget: validate_pod_disruption_budget;
    PriorityClass { default_priority_class }:
        validate_priority_class, validate_priority_class_update;
    ResourceQuota: validate_resource_quota;
    Role: validate_role;
    RoleBinding { default_role_binding }: validate_role_binding, validate_role_binding_update;
    Secret: validate_secret, validate_secret_update;
}

/// Kinds that are read for what others say of them, and held against their fields alone.
impl BuiltIn for DeviceClass {}
impl BuiltIn for HorizontalPodAutoscaler {}
impl BuiltIn for PersistentVolume {}
impl BuiltIn for ResourceClaim {}
impl BuiltIn for ResourceClaimTemplate {}
impl BuiltIn for StorageClass {}
impl BuiltIn for ServiceAccount {}
