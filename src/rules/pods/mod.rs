//! What becomes of the pods of a DaemonSet that the API server takes: refused one by one, or started
//! nowhere.

mod admission_plugin_refuses;
mod field_dropped;
mod limit_range_refuses;
mod name_too_long;
mod network_plugin_deadlock;
mod pod_refused_by_validation;
mod pod_security_violations;
mod priority_class_quota;
mod priority_refused;
mod quota_refuses;
pub(super) mod references;
mod unknown_reference;
mod virtual_node;

mod refused;

use crate::rules::rule::{Rule, rule};
pub(super) use unknown_reference::Names;

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("pods/field-dropped", field_dropped::FieldDropped),
    rule!("pods/pod-security-violations", pod_security_violations::PodSecurityViolations),
    rule!("pods/limit-range-refuses", limit_range_refuses::LimitRangeRefuses),
    rule!("pods/quota-refuses", quota_refuses::QuotaRefuses),
    rule!("pods/priority-class-quota", priority_class_quota::PriorityClassQuota),
    rule!("pods/priority-refused", priority_refused::PriorityRefused),
    rule!("pods/pod-refused-by-validation", pod_refused_by_validation::PodRefusedByValidation),
    rule!("pods/admission-plugin-refuses", admission_plugin_refuses::AdmissionPluginRefuses),
    rule!("pods/unknown-reference", unknown_reference::UnknownReference),
    rule!("pods/name-too-long", name_too_long::NameTooLong),
    rule!("pods/network-plugin-deadlock", network_plugin_deadlock::NetworkPluginDeadlock),
    rule!("pods/virtual-node", virtual_node::VirtualNode),
];
