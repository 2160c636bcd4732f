//! How the nodes of an inventory meet an update.

use crate::{at, daemon_set, inventory, object};
use daemonlint::internals::inventory::Inventory;
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::Fleet;
use daemonlint::internals::planner::rollout::Obstacle;

const NODES: &str = "\
kind: Node
metadata: {name: a, labels: {kubernetes.io/hostname: a}}
status: {allocatable: {cpu: 1, memory: 1Gi, pods: 9}}
---
kind: Node
metadata: {name: b, labels: {kubernetes.io/hostname: b}}
status: {allocatable: {cpu: 1, memory: 1Gi, pods: 9}, conditions: [{type: Ready, status: 'False'}]}
---
kind: Node
metadata: {name: tiny, labels: {kubernetes.io/hostname: tiny}}
status: {allocatable: {cpu: 100m, memory: 1Gi, pods: 9}}
";

/// The nodes of each part, and what stands in the way there of an update with a surge.
fn surge(inventory: &Inventory, spec: &str) -> String {
    let mut agent = daemon_set(spec);
    agent.spec.update_strategy = Some(object("rollingUpdate: {maxUnavailable: 0, maxSurge: 1}"));
    let around = AdmissionContext::default();
    let fleet = Fleet::new(inventory, [&agent], &around);
    let parts = fleet.foretell(at(0), 60, None).parts;
    let told = parts.iter().map(|part| {
        let names: Vec<_> = part.nodes.iter().map(|node| &*inventory.nodes[*node].name).collect();
        let obstacle = match &part.obstacle {
            None => "goes well".to_owned(),
            Some(Obstacle::NotReady) => "not ready".to_owned(),
            Some(Obstacle::NoRoom) => "no room".to_owned(),
            Some(Obstacle::NoRoomBeside(reasons)) => {
                let said: Vec<_> = reasons.iter().map(|reason| reason.message.clone()).collect();
                format!("no room beside: {}", said.join(", "))
            }
            Some(other) => format!("{other:?}"),
        };
        format!("{}: {obstacle}", names.join(" "))
    });
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_new_pod_needs_room_beside_the_old_one() {
    let requests =
        |cpu| format!("containers: [{{name: c, resources: {{requests: {{cpu: {cpu}}}}}}}]");
    let inventory = inventory(NODES);
    assert_eq!(surge(&inventory, &requests("50m")), "b: not ready; a tiny: goes well");
    assert_eq!(
        surge(&inventory, &requests("600m")),
        "b: not ready; tiny: no room; a: no room beside: Insufficient cpu"
    );
}

#[test]
fn what_only_one_pod_of_a_node_can_have_holds_a_surge() {
    let inventory = inventory(NODES);
    assert_eq!(
        surge(&inventory, "containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}]}]"),
        "b: not ready; a tiny: no room beside: node(s) didn't have free ports for the requested \
         pod ports"
    );
    let apart = |app| {
        format!(
            "affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: \
             [{{topologyKey: kubernetes.io/hostname, labelSelector: {{matchLabels: {{app: \
             {app}}}}}}}]}}}}\ncontainers: [{{name: c}}]"
        )
    };
    assert_eq!(
        surge(&inventory, &apart("agent")),
        "b: not ready; a tiny: no room beside: node(s) didn't match pod anti-affinity rules"
    );
    assert_eq!(surge(&inventory, &apart("other")), "b: not ready; a tiny: goes well");
}

#[test]
fn an_anti_affinity_within_one_revision_lets_both_be() {
    let spec = "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: \
                [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: agent}}, \
                matchLabelKeys: [controller-revision-hash]}]}}\ncontainers: [{name: c}]";
    assert_eq!(surge(&inventory(NODES), spec), "b: not ready; a tiny: goes well");
}

/// Nodes `a`, `b`, `c`, and `d` with a taint that came later.
const FOUR: &str = "\
kind: Node
metadata: {name: a, labels: {kubernetes.io/hostname: a}}
---
kind: Node
metadata: {name: b, labels: {kubernetes.io/hostname: b}}
---
kind: Node
metadata: {name: c, labels: {kubernetes.io/hostname: c}}
---
kind: Node
metadata: {name: d, labels: {kubernetes.io/hostname: d}}
spec: {taints: [{key: late, effect: NoSchedule}]}
";

/// A pod of the agent: its node, or the one that it waits for; its revision, image and readiness.
fn pod(node: &str, revision: &str, image: &str, ready: bool, waits: bool) -> String {
    let place = if waits {
        format!(
            "affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: \
             {{nodeSelectorTerms: [{{matchFields: [{{key: metadata.name, operator: In, values: \
             [{node}]}}]}}]}}}}}}"
        )
    } else {
        format!("nodeName: {node}")
    };
    format!(
        "---\nkind: Pod\nmetadata: {{name: agent-{node}-{revision}, labels: {{app: agent, \
         controller-revision-hash: {revision}}}, ownerReferences: [{{kind: DaemonSet, name: agent, \
         controller: true}}]}}\nspec: {{{place}, containers: [{{name: c, image: {image}}}]}}\n\
         status: {{phase: {}, conditions: [{{type: Ready, status: '{}'}}]}}\n",
        if waits { "Pending" } else { "Running" },
        if ready { "True" } else { "False" },
    )
}

/// What the update from one image to another finds, and how it goes: waves, and where it is stuck.
fn update(pods: &[String], [old, new]: [&str; 2], strategy: &str) -> String {
    let inventory = inventory(&format!("{FOUR}{}", pods.concat()));
    let [old, new] = [old, new].map(|image| {
        let mut agent = daemon_set(&format!("containers: [{{name: c, image: {image}}}]"));
        agent.spec.update_strategy = Some(object(strategy));
        agent
    });
    let around = AdmissionContext::default();
    let [old, new] = [&old, &new].map(|agent| Fleet::new(&inventory, [agent], &around));
    let foretold = new.foretell(at(0), 60, Some((&old, at(0))));
    let parts = foretold.parts.iter().map(|part| {
        let names: Vec<_> = part.nodes.iter().map(|node| &*inventory.nodes[*node].name).collect();
        let wanted = if part.group.wanted { "" } else { ", not wanted" };
        let surplus = if part.group.surplus > 0 { ", and more" } else { "" };
        format!("{} {:?}{surplus}{wanted}", names.join(" "), part.group.old)
    });
    let parts: Vec<_> = parts.collect();
    let rollout = foretold.rollout.unwrap();
    let waiting = rollout.stuck.map(|stuck| format!(", {} keep the old pod", stuck.waiting));
    format!("{}; {} waves{}", parts.join("; "), rollout.waves, waiting.unwrap_or_default())
}

#[test]
fn a_pod_that_a_later_taint_left_takes_its_turn() {
    let pods = ["a", "b", "c", "d"].map(|node| pod(node, "r1", "x:1", true, false));
    let rolling = "rollingUpdate: {maxUnavailable: 1}";
    assert_eq!(
        update(&pods, ["x:1", "x:2"], rolling),
        "d Available, not wanted; a b c Available; 4 waves"
    );
    assert_eq!(
        update(&pods, ["x:1", "x:2"], "type: OnDelete"),
        "d Available, not wanted; a b c Available; 0 waves, 4 keep the old pod"
    );
}

#[test]
fn what_an_earlier_update_left_behind_comes_first() {
    let mut pods = ["a", "b"].map(|node| pod(node, "r1", "x:1", true, false)).to_vec();
    pods.push(pod("c", "r2", "x:2", false, true));
    let rolling = "rollingUpdate: {maxUnavailable: 1}";
    assert_eq!(
        update(&pods, ["x:1", "x:3"], rolling),
        "a b Available; c NotReady; 3 waves",
        "the next one"
    );
    assert_eq!(
        update(&pods, ["x:1", "x:1"], rolling),
        "a b Updated; c NotReady; 1 waves",
        "and the way back"
    );
    assert_eq!(
        update(&pods, ["x:1", "x:2"], rolling),
        "a b Available; c Updating; 2 waves",
        "and the same once more"
    );
}

#[test]
fn the_middle_of_a_surge_is_seen() {
    let mut pods = ["a", "b", "c"].map(|node| pod(node, "r1", "x:1", true, false)).to_vec();
    pods.push(pod("c", "r2", "x:2", false, false));
    let surge = "rollingUpdate: {maxUnavailable: 0, maxSurge: 1}";
    assert_eq!(update(&pods, ["x:1", "x:2"], surge), "a b Available; c Surging; 3 waves");
    assert_eq!(update(&pods, ["x:1", "x:1"], surge), "a b Updated; c Updated, and more; 1 waves");
}

#[test]
fn what_changes_all_pods_alike_makes_none_of_them_old() {
    let pods = ["a", "b", "c"].map(|node| pod(node, "r1", "mirror/x:1", true, false));
    let rolling = "rollingUpdate: {maxUnavailable: 1}";
    assert_eq!(update(&pods, ["x:1", "x:1"], rolling), "a b c Updated; 0 waves");
}
