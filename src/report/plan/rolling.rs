//! How an update of a DaemonSet would roll out, in words.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::Planned;
use crate::inventory::Inventory;
use crate::kubernetes::int_or_string::PercentError;
use crate::planner::rollout::{Rollout, Scenario, Strategy, Stuck, forecast, groups};
use crate::report::text::count;

/// The foretold rollout of a DaemonSet.
#[derive(Clone, Debug)]
pub struct Rolling {
    /// What it starts from.
    pub scenario: Scenario,
    /// How it goes; an error where the strategy has a string that is no percentage.
    pub rollout: Result<Rollout, PercentError>,
}

impl Rolling {
    /// Foretells how a changed pod template would roll over the nodes of a placement, if a new pod
    /// takes `ready_seconds` from the deletion of its predecessor until it is ready.
    #[must_use]
    pub fn new(inventory: &Inventory, planned: &Planned<'_>, ready_seconds: u64) -> Self {
        let daemon_set = planned.manifest.daemon_set();
        let spec = daemon_set.and_then(|daemon_set| daemon_set.spec.as_ref());
        let min_ready = spec.and_then(|spec| spec.min_ready_seconds).unwrap_or_default();
        let scenario = Scenario {
            strategy: daemon_set.map(Strategy::of).unwrap_or_default(),
            min_ready_seconds: u64::try_from(min_ready).unwrap_or_default(),
            groups: groups(inventory, planned.placement),
            ready_after: ready_seconds,
            ..Scenario::default()
        };
        let rollout = scenario.limits().map(|_| forecast(&scenario));
        Self { scenario, rollout }
    }

    /// The whole of it in one or two sentences.
    #[must_use]
    pub fn words(&self) -> String {
        let nodes = self.scenario.nodes();
        if nodes == 0 {
            return "no node to roll over".to_owned();
        }
        let Strategy::RollingUpdate { max_unavailable, max_surge } = &self.scenario.strategy else {
            return "OnDelete: a pod is replaced when it is deleted by hand".to_owned();
        };
        let rollout = match &self.rollout {
            Ok(rollout) => rollout,
            Err(error) => return format!("nothing is replaced: {error}"),
        };
        let limits = rollout.limits;
        let budget = if limits.max_surge > 0 {
            format!("{} beside the old ones", budget(max_surge, limits.max_surge, nodes))
        } else {
            format!("{} at a time", budget(max_unavailable, limits.max_unavailable, nodes))
        };
        let waves = count(usize::try_from(rollout.waves).unwrap_or(usize::MAX), "wave");
        let down = match rollout.max_unavailable {
            0 => "never a node without a pod".to_owned(),
            1 => "never more than 1 node without a pod".to_owned(),
            most => format!("never more than {most} nodes without a pod"),
        };
        match (rollout.finished_at, &rollout.stuck) {
            (Some(seconds), _) => {
                format!("{budget}, {waves}, about {} {}; {down}", time(seconds), self.assumed())
            }
            (None, Some(stuck)) => format!("{budget}; it never finishes: {}", why(stuck)),
            (None, None) => format!("{budget}; it never finishes"),
        }
    }

    /// What the time is reckoned from.
    fn assumed(&self) -> String {
        let ready = self.scenario.ready_after;
        match self.scenario.min_ready_seconds {
            0 => format!("at {ready} s to ready"),
            min => format!("at {ready} s to ready and {min} s of minReadySeconds"),
        }
    }
}

/// What the strategy says and what it comes to: `10% of 41 = 5`, `1`.
fn budget(written: &IntOrString, comes_to: i64, nodes: u64) -> String {
    match written {
        IntOrString::Int(_) => comes_to.to_string(),
        IntOrString::String(percentage) => format!("{percentage} of {nodes} = {comes_to}"),
    }
}

fn why(stuck: &Stuck) -> String {
    let nodes = |number: u64| count(usize::try_from(number).unwrap_or(usize::MAX), "node");
    let mut said = Vec::new();
    if stuck.never_ready > 0 {
        let have = if stuck.never_ready == 1 { "has" } else { "have" };
        said.push(format!("{} {have} no room for the new pod", nodes(stuck.never_ready)));
    }
    if stuck.never_gone > 0 {
        let answer = if stuck.never_gone == 1 { "doesn't" } else { "don't" };
        let number = nodes(stuck.never_gone);
        said.push(format!("{number} {answer} answer, so that the old pod stays"));
    }
    if stuck.waiting > 0 {
        let keep = if stuck.waiting == 1 { "keeps" } else { "keep" };
        let budget = if said.is_empty() { "" } else { ", since these use up the budget" };
        said.push(format!("{} {keep} the old pod{budget}", nodes(stuck.waiting)));
    }
    said.join("; ")
}

/// Seconds in the unit that fits them.
fn time(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds.div_ceil(60)),
        _ => {
            let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
            if minutes == 0 { format!("{hours} h") } else { format!("{hours} h {minutes} min") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_round() {
        assert_eq!(
            [90, 540, 3601, 7200, 9000].map(time),
            ["90 s", "9 min", "61 min", "2 h", "2 h 30 min"]
        );
    }

    #[test]
    fn a_rollout_is_told_in_a_sentence() {
        use crate::planner::rollout::NodeGroup;
        let rolling = |max_unavailable, groups| {
            let scenario = Scenario {
                strategy: Strategy::RollingUpdate {
                    max_unavailable,
                    max_surge: IntOrString::Int(0),
                },
                groups,
                ready_after: 60,
                ..Scenario::default()
            };
            let rollout = scenario.limits().map(|_| forecast(&scenario));
            Rolling { scenario, rollout }.words()
        };
        let percent = IntOrString::String("10%".to_owned());
        assert_eq!(
            rolling(percent, vec![NodeGroup::healthy(41)]),
            "10% of 41 = 5 at a time, 9 waves, about 9 min at 60 s to ready; never more than 5 \
             nodes without a pod"
        );
        assert_eq!(
            rolling(IntOrString::Int(1), vec![NodeGroup::node_not_ready(1), NodeGroup::healthy(3)]),
            "1 at a time; it never finishes: 1 node doesn't answer, so that the old pod stays; 3 \
             nodes keep the old pod, since these use up the budget"
        );
    }
}
