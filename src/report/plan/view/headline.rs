//! One line on where a DaemonSet runs.

use std::collections::BTreeMap;

use super::{Planned, reasons};
use crate::planner::{Plugin, Reason};
use crate::words::count;
use crate::words::escape::escape;

impl Planned<'_> {
    /// One line on where it runs and what keeps it from the other nodes.
    #[must_use]
    pub(crate) fn headline(&self) -> String {
        let placement = self.placement;
        let mut against: BTreeMap<Against, usize> = BTreeMap::new();
        for node in placement.nodes() {
            let verdict = placement.verdict(node);
            if let Some(reason) = reasons(verdict).first().filter(|_| !verdict.is_open()) {
                *against.entry(Against::of(reason)).or_default() += 1;
            }
        }
        let mut said = format!(
            "{} ({}): {} of {}{}",
            escape(&placement.name),
            escape(&placement.namespace),
            placement.running(),
            count(placement.node_count(), "node"),
            if self.is_refused() { " once it is accepted" } else { "" },
        );
        for (against, number) in against {
            said.push_str(&format!(" · {number} {}", against.words()));
        }
        match placement.open() {
            0 => {}
            open => said.push_str(&format!(" · {open} not known")),
        }
        said
    }
}

/// What keeps a pod from a node, roughly: the first thing that Kubernetes would name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Against {
    Taint,
    Room,
    Port,
    Other,
    Waits,
    Cordon,
    Feature,
    Target,
}

impl Against {
    const fn of(reason: &Reason) -> Self {
        match reason.plugin {
            Plugin::NodeName | Plugin::NodeAffinity => Self::Target,
            Plugin::NodeUnschedulable => Self::Cordon,
            Plugin::TaintToleration => Self::Taint,
            Plugin::NodePorts => Self::Port,
            Plugin::NodeResourcesFit => Self::Room,
            Plugin::NodeDeclaredFeatures => Self::Feature,
            Plugin::VolumeRestrictions | Plugin::PodTopologySpread | Plugin::InterPodAffinity => {
                Self::Other
            }
            Plugin::VolumeBinding
            | Plugin::DynamicResources
            | Plugin::SchedulingGates
            | Plugin::SchedulerName => Self::Waits,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Taint => "kept off by a taint",
            Self::Room => "too small or full",
            Self::Port => "with the host port taken",
            Self::Other => "blocked by other pods",
            Self::Waits => "where it waits",
            Self::Cordon => "cordoned",
            Self::Feature => "without a feature that it uses",
            Self::Target => "not selected",
        }
    }
}
