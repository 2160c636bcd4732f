//! Pods that nothing on their way has anything to say about. That is told by their template: making a
//! pod of it and asking everybody costs more than all else that is asked of most DaemonSets.

use k8s_openapi::api::core::v1::PodTemplateSpec;

use super::context::AdmissionContext;
use super::{
    limit_ranger, namespace_lifecycle, pod_defaults, pod_node_selector, pod_security,
    pod_validation, priority, resource_quota, runtime_class, service_account,
};

/// Whether the pods of a DaemonSet that is valid itself are let in, in its namespace and whatever the
/// order: nobody on their way refuses them, or gives them what could make them invalid. Where it can't
/// be told without a pod, they may be let in all the same ([`admit`](super::admit)).
#[must_use]
pub fn are_let_in(
    template: &PodTemplateSpec,
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> bool {
    let Some(spec) = &template.spec else { return false };
    context.mutators.is_none()
        && context.optional_plugins.is_empty()
        && namespace_lifecycle::in_terminating_namespace(namespace, context).is_none()
        && limit_ranger::passes(namespace, context)
        && service_account::passes(spec, namespace, context)
        && pod_node_selector::passes(context)
        && priority::passes(spec, context)
        && runtime_class::passes(spec)
        && pod_defaults::passes(template, spec)
        && pod_validation::passes(template, spec, context.release)
        && pod_security::passes(namespace, context)
        && resource_quota::passes(namespace, context)
}
