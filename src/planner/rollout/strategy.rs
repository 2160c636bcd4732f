//! Update strategies and what they come to on a number of nodes. Mirrors
//! `pkg/controller/daemon/util`.

use k8s_openapi::api::apps::v1::{DaemonSet, DaemonSetUpdateStrategy};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::kubernetes::int_or_string::{PercentError, scaled_value};

/// How pods of an old revision are replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// By the controller, node after node.
    RollingUpdate {
        /// How many nodes may be without an available pod meanwhile.
        max_unavailable: IntOrString,
        /// How many nodes may have an old and a new pod meanwhile.
        max_surge: IntOrString,
    },
    /// When someone deletes them.
    OnDelete,
}

/// What a strategy comes to on a number of nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// How many nodes may be without an available pod.
    pub max_unavailable: i64,
    /// How many nodes may have an old and a new pod; if there are any, `max_unavailable` has no
    /// say.
    pub max_surge: i64,
}

impl Default for Strategy {
    fn default() -> Self {
        Self::RollingUpdate { max_unavailable: IntOrString::Int(1), max_surge: IntOrString::Int(0) }
    }
}

impl Strategy {
    /// The strategy of a DaemonSet, what is not written filled in as the API server does. A type
    /// that doesn't exist updates nothing, as `OnDelete`.
    #[must_use]
    pub fn of(daemon_set: &DaemonSet) -> Self {
        let written = daemon_set.spec.update_strategy.as_ref();
        written.map_or_else(Self::default, Self::from_api)
    }

    /// The same of the field alone.
    #[must_use]
    pub fn from_api(strategy: &DaemonSetUpdateStrategy) -> Self {
        match strategy.type_.as_deref() {
            None | Some("" | "RollingUpdate") => {}
            Some(_) => return Self::OnDelete,
        }
        let rolling = strategy.rolling_update.clone().unwrap_or_default();
        Self::RollingUpdate {
            max_unavailable: rolling.max_unavailable.unwrap_or(IntOrString::Int(1)),
            max_surge: rolling.max_surge.unwrap_or(IntOrString::Int(0)),
        }
    }

    /// How many of `desired` nodes may be without an available pod (`UnavailableCount`).
    ///
    /// # Errors
    /// If `maxUnavailable` is a string that is no percentage.
    pub fn unavailable_count(&self, desired: i64) -> Result<i64, PercentError> {
        match self {
            Self::RollingUpdate { max_unavailable, .. } => scaled_value(max_unavailable, desired),
            Self::OnDelete => Ok(0),
        }
    }

    /// How many of `desired` nodes may have an old and a new pod (`SurgeCount`).
    ///
    /// # Errors
    /// If `maxSurge` is a string that is no percentage.
    pub fn surge_count(&self, desired: i64) -> Result<i64, PercentError> {
        match self {
            Self::RollingUpdate { max_surge, .. } => scaled_value(max_surge, desired),
            Self::OnDelete => Ok(0),
        }
    }

    /// Whether a node can have an old and a new pod at all (`AllowsSurge`).
    #[must_use]
    pub fn allows_surge(&self) -> bool {
        self.surge_count(1).is_ok_and(|count| count > 0)
    }

    /// What the controller goes by (`updatedDesiredNodeCounts`): where neither is allowed, one
    /// node may be without a pod.
    ///
    /// # Errors
    /// If one of both is a string that is no percentage.
    pub fn limits(&self, desired: i64) -> Result<Limits, PercentError> {
        let max_unavailable = self.unavailable_count(desired)?;
        let max_surge = self.surge_count(desired)?;
        let neither = desired > 0 && max_unavailable == 0 && max_surge == 0;
        Ok(Limits { max_unavailable: if neither { 1 } else { max_unavailable }, max_surge })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strategy(json: &str) -> Strategy {
        Strategy::from_api(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn what_is_not_written_is_one_at_a_time() {
        for json in ["{}", r#"{"type":"RollingUpdate"}"#, r#"{"rollingUpdate":{}}"#] {
            assert_eq!(strategy(json), Strategy::default(), "{json}");
        }
        let one = Limits { max_unavailable: 1, max_surge: 0 };
        assert_eq!(Strategy::default().limits(100), Ok(one));
    }

    #[test]
    fn percentages_round_up_and_two_zeros_make_one() {
        let limits = |json: &str, desired| strategy(json).limits(desired).unwrap();
        let third = r#"{"rollingUpdate":{"maxUnavailable":"34%"}}"#;
        assert_eq!(limits(third, 3).max_unavailable, 2);
        let zeros = r#"{"rollingUpdate":{"maxUnavailable":0,"maxSurge":"0%"}}"#;
        assert_eq!(limits(zeros, 3).max_unavailable, 1);
        assert_eq!(limits(zeros, 0).max_unavailable, 0);
        assert!(strategy(r#"{"rollingUpdate":{"maxUnavailable":"x"}}"#).limits(3).is_err());
        assert!(strategy(r#"{"rollingUpdate":{"maxSurge":"1%"}}"#).allows_surge());
    }
}
