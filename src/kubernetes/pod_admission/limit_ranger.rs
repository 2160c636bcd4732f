//! The plugin `LimitRanger`: a namespace's LimitRanges fill in what containers leave open.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{LimitRangeItem, PodSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::{AdmissionContext, Change};
use crate::kubernetes::containers::containers_mut;
use crate::kubernetes::names::namespace_or_default;

type List = BTreeMap<String, Quantity>;

/// Fills in what containers leave open (`mergePodResourceRequirements`).
pub(super) fn fill_in(
    spec: &mut PodSpec,
    namespace: &str,
    context: &AdmissionContext<'_>,
    changes: &mut Vec<Change>,
) {
    let of_namespace = context
        .limit_ranges
        .iter()
        .filter(|range| namespace_or_default(range.metadata.namespace.as_deref()) == namespace);
    for range in of_namespace {
        let items = range.spec.iter().flat_map(|spec| &spec.limits);
        let mut changed = false;
        for item in items.filter(|item| item.type_ == "Container") {
            let (limits, requests) = container_defaults(item);
            for container in containers_mut(spec) {
                let resources = container.resources.get_or_insert_default();
                changed |= fill(&mut resources.limits, &limits);
                changed |= fill(&mut resources.requests, &requests);
            }
        }
        if changed {
            let name = range.metadata.name.clone().unwrap_or_default();
            changes.push(Change::LimitRange { name });
        }
    }
}

/// The default limits and requests of containers (`SetDefaults_LimitRangeItem`): the default limit
/// is the maximum where none is given, the default request the default limit, then the minimum.
fn container_defaults(item: &LimitRangeItem) -> (List, List) {
    let mut limits = item.default.clone().unwrap_or_default();
    let mut requests = item.default_request.clone().unwrap_or_default();
    fill_list(&mut limits, item.max.as_ref());
    let from_limits = limits.clone();
    fill_list(&mut requests, Some(&from_limits));
    fill_list(&mut requests, item.min.as_ref());
    (limits, requests)
}

fn fill(list: &mut Option<List>, defaults: &List) -> bool {
    !defaults.is_empty() && fill_list(list.get_or_insert_default(), Some(defaults))
}

fn fill_list(list: &mut List, defaults: Option<&List>) -> bool {
    let before = list.len();
    for (name, quantity) in defaults.into_iter().flatten() {
        list.entry(name.clone()).or_insert_with(|| quantity.clone());
    }
    list.len() > before
}
