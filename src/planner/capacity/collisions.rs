//! Host ports that two DaemonSets of a run want on the same node.

use super::Fleet;
use crate::kubernetes::field::FieldPath;
use crate::planner::daemon_pod::{Compiled, DaemonPod};
use crate::planner::plan::Plan;

/// A host port that two DaemonSets want where they meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Collision {
    /// The places of the two in the run, in its order.
    pub daemon_sets: (usize, usize),
    /// The port.
    pub port: u16,
    /// The protocol.
    pub protocol: String,
    /// The fields that ask for it, in the first and in the second.
    pub fields: (FieldPath, FieldPath),
    /// The nodes on which both are wanted.
    pub nodes: Vec<usize>,
}

impl Fleet<'_> {
    /// The host ports that collide where DaemonSets of the run meet.
    #[must_use]
    pub fn collisions(&self) -> Vec<Collision> {
        let with_ports: Vec<(usize, &DaemonPod)> = self
            .compiled
            .iter()
            .map(Compiled::scheduled)
            .enumerate()
            .filter(|(_, pod)| !pod.ports.is_empty())
            .collect();
        let mut collisions = Vec::new();
        for (at, (first, pod)) in with_ports.iter().enumerate() {
            for (second, other) in with_ports.iter().skip(at + 1) {
                collisions.extend(between(self.plan, (*first, pod), (*second, other)));
            }
        }
        collisions
    }
}

fn between(
    plan: &Plan,
    (first, pod): (usize, &DaemonPod),
    (second, other): (usize, &DaemonPod),
) -> Vec<Collision> {
    let mut collisions = Vec::new();
    let mut nodes: Option<Vec<usize>> = None;
    for port in &pod.ports {
        let Some(same) = other.ports.iter().find(|same| port.collides_with(same)) else { continue };
        let nodes = nodes.get_or_insert_with(|| meeting(plan, first, second));
        if nodes.is_empty() {
            break;
        }
        collisions.push(Collision {
            daemon_sets: (first, second),
            port: port.port,
            protocol: port.protocol.clone(),
            fields: (port.field.clone(), same.field.clone()),
            nodes: nodes.clone(),
        });
    }
    collisions
}

/// The nodes on which both are wanted.
fn meeting(plan: &Plan, first: usize, second: usize) -> Vec<usize> {
    let (Some(first), Some(second)) = (plan.placements.get(first), plan.placements.get(second))
    else {
        return Vec::new();
    };
    let meet = |class| first.class_is_wanted(class) && second.class_is_wanted(class);
    let meet: Vec<bool> = (0..plan.classes).map(meet).collect();
    let nodes = 0..first.nodes();
    nodes.filter(|node| first.class_of(*node).is_some_and(|c| meet.get(c) == Some(&true))).collect()
}
