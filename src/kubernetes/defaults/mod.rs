//! Defaulting: what the API server fills in where a manifest is silent.
//!
//! Mirrors `SetObjectDefaults_DaemonSet` of `pkg/apis/apps/v1/zz_generated.defaults.go`, which
//! calls the `SetDefaults_*` functions of `pkg/apis/apps/v1` and `pkg/apis/core/v1`.

mod beside;
mod container;
mod daemon_set;
mod pod;
mod pod_spec;
mod service;
mod volume;
mod workloads;

pub(crate) use beside::{
    default_cluster_role_binding, default_limit_range, default_priority_class, default_role_binding,
};
pub(crate) use daemon_set::default_daemon_set;
pub(crate) use pod::{default_pod, default_pod_agrees};
pub(crate) use pod_spec::default_pod_spec;
pub(crate) use service::default_service;
pub(crate) use workloads::{
    default_cron_job, default_deployment, default_job, default_replica_set, default_stateful_set,
};

use crate::kubernetes::quantity::Quantity;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use std::collections::BTreeMap;

/// Sets a string that is absent or empty: Kubernetes' strings know no difference.
fn set_if_empty(field: &mut Option<String>, value: &str) {
    if field.as_deref().unwrap_or_default().is_empty() {
        *field = Some(value.to_owned());
    }
}

/// Sets a number that is absent or zero: Kubernetes' plain numbers know no difference.
fn set_if_zero(field: &mut Option<i32>, value: i32) {
    if field.unwrap_or_default() == 0 {
        *field = Some(value);
    }
}

/// Rounds quantities up to thousandths. Mirrors `SetDefaults_ResourceList`.
fn round_up_to_milli(resources: &mut Option<BTreeMap<String, ApiQuantity>>) {
    for quantity in resources.iter_mut().flat_map(BTreeMap::values_mut) {
        if let Ok(exact) = Quantity::from_api(quantity)
            && exact.is_finer_than_milli()
        {
            *quantity = ApiQuantity(exact.round_up(-3).to_string());
        }
    }
}
