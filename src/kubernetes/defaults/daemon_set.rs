//! A DaemonSet. Mirrors `SetDefaults_DaemonSet` of `pkg/apis/apps/v1/defaults.go`.

use super::{pod_spec::default_pod_spec, set_if_empty};
use crate::kubernetes::release::Release;
use k8s_openapi::api::apps::v1::{DaemonSet, DaemonSetUpdateStrategy};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// Old revisions that are kept where the manifest doesn't say.
const REVISION_HISTORY_LIMIT: i32 = 10;

/// Fills in a DaemonSet's defaults and those of its pod template, as the API server does after
/// decoding. An absent template spec, update strategy or pod security context is there
/// afterwards.
pub(crate) fn default_daemon_set(daemon_set: &mut DaemonSet, release: Release) {
    let spec = &mut daemon_set.spec;
    default_update_strategy(spec.update_strategy.get_or_insert_default());
    spec.revision_history_limit.get_or_insert(REVISION_HISTORY_LIMIT);
    default_pod_spec(spec.template.spec.get_or_insert_default(), release);
}

fn default_update_strategy(strategy: &mut DaemonSetUpdateStrategy) {
    set_if_empty(&mut strategy.type_, "RollingUpdate");
    if strategy.type_.as_deref() == Some("RollingUpdate") {
        let rolling_update = strategy.rolling_update.get_or_insert_default();
        rolling_update.max_unavailable.get_or_insert(IntOrString::Int(1));
        rolling_update.max_surge.get_or_insert(IntOrString::Int(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_daemon_set_rolls_one_node_at_a_time() {
        let mut daemon_set = DaemonSet::default();
        default_daemon_set(&mut daemon_set, Release::default());
        let spec = daemon_set.spec;
        assert_eq!(spec.revision_history_limit, Some(10));
        let strategy = spec.update_strategy.unwrap();
        assert_eq!(strategy.type_.as_deref(), Some("RollingUpdate"));
        let rolling_update = strategy.rolling_update.unwrap();
        assert_eq!(rolling_update.max_unavailable, Some(IntOrString::Int(1)));
        assert_eq!(rolling_update.max_surge, Some(IntOrString::Int(0)));
    }

    #[test]
    fn what_is_not_a_rolling_update_gets_no_figures() {
        let mut strategy =
            DaemonSetUpdateStrategy { type_: Some("OnDelete".to_owned()), rolling_update: None };
        default_update_strategy(&mut strategy);
        assert_eq!(strategy.rolling_update, None);
    }
}
