//! All DaemonSets of a run together on a node.

use crate::{at, inventory, object};
use daemonlint::internals::inventory::ix::Ix;
use daemonlint::internals::inventory::{Inventory, Resource};
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::capacity::{Budget, ScaleDown};
use daemonlint::internals::planner::{DaemonSetIx, Fleet};
use k8s_openapi::api::apps::v1::DaemonSet;

fn daemon_set(name: &str, spec: &str) -> DaemonSet {
    let mut daemon_set: DaemonSet = crate::daemon_set(spec);
    daemon_set.metadata.name = Some(name.to_owned());
    daemon_set
}

fn run() -> Vec<DaemonSet> {
    vec![
        daemon_set(
            "logs",
            "containers: [{name: c, resources: {requests: {cpu: 500m, memory: 512Mi}}}]",
        ),
        daemon_set(
            "metrics",
            "hostNetwork: true\ncontainers: [{name: c, ports: [{containerPort: 9100}], resources: {requests: {cpu: 300m}}}]",
        ),
        daemon_set(
            "cni",
            "priorityClassName: system-node-critical\nnodeSelector: {pool: x}\ncontainers: [{name: c, ports: [{containerPort: 1, hostPort: 9100}], resources: {requests: {cpu: 400m}}}]",
        ),
    ]
}

const NODES: &str = "kind: List
items:
- {kind: Node, metadata: {name: big, labels: {pool: x, karpenter.sh/nodepool: main}}, status: {allocatable: {cpu: 4, memory: 8Gi, pods: 10}}}
- {kind: Node, metadata: {name: big2, labels: {pool: x, karpenter.sh/nodepool: main}}, status: {allocatable: {cpu: 4, memory: 8388000Ki, pods: 10}}}
- {kind: Node, metadata: {name: small}, status: {allocatable: {cpu: 1, memory: 1Gi, pods: 10}}}
- {kind: Node, metadata: {name: tiny, labels: {pool: x}}, status: {allocatable: {cpu: 600m, memory: 1Gi, pods: 10}}}
- {kind: Pod, metadata: {name: db, namespace: d}, spec: {nodeName: big2, containers: [{name: c, resources: {requests: {cpu: 3200m}}}]}}
- {kind: Pod, metadata: {name: logs-x, namespace: default, ownerReferences: [{kind: DaemonSet, name: logs, controller: true}]}, spec: {nodeName: small, containers: [{name: c, resources: {requests: {cpu: 900m}}}]}}
";

fn with<T>(tell: impl Fn(&Inventory, &[DaemonSet], &Fleet<'_>) -> T) -> T {
    let nodes = inventory(NODES);
    let run = run();
    let around = AdmissionContext::default();
    tell(&nodes, &run, &Fleet::new(&nodes, &run, &around))
}

#[test]
fn higher_priorities_come_first_and_what_is_left_over_is_told() {
    let told = with(|nodes, run, fleet| {
        let capacity = fleet.capacity();
        let name = |place: &DaemonSetIx| run[place.index()].metadata.name.clone().unwrap();
        let mut lines = Vec::new();
        for place in capacity.tightest() {
            let node = capacity.of(place);
            let wanted: Vec<_> = node.wanted.iter().map(name).collect();
            lines.push(format!(
                "{}: {} take {:?} of cpu, filled {:?}, {:?} left",
                nodes.nodes[place].name,
                wanted.join(" "),
                node.share(Resource::Cpu),
                node.filled(Resource::Cpu),
                node.left(Resource::Cpu),
            ));
            for without in &node.without_room {
                let why: Vec<_> = without.reasons.iter().map(|r| r.message.clone()).collect();
                lines.push(format!(
                    "  no room for {}: {}",
                    name(&without.daemon_set),
                    why.join(", ")
                ));
            }
        }
        lines.join("\n")
    });
    insta::assert_snapshot!(told, @r"
    tiny: cni logs metrics take Some(20000) of cpu, filled Some(20000), Some(-600) left
      no room for logs: Insufficient cpu
      no room for metrics: node(s) didn't have free ports for the requested pod ports, Insufficient cpu
    big2: cni logs metrics take Some(3000) of cpu, filled Some(11000), Some(-400) left
      no room for logs: Insufficient cpu
      no room for metrics: node(s) didn't have free ports for the requested pod ports
    big: cni logs metrics take Some(3000) of cpu, filled Some(3000), Some(2800) left
      no room for metrics: node(s) didn't have free ports for the requested pod ports
    small: logs metrics take Some(8000) of cpu, filled Some(8000), Some(200) left
    ");
}

#[test]
fn host_ports_collide_where_daemon_sets_meet() {
    let told = with(|nodes, _, fleet| {
        let tell = |collision: &daemonlint::internals::planner::capacity::Collision| {
            let names: Vec<_> = collision.nodes.iter().map(|n| &*nodes.nodes[*n].name).collect();
            format!(
                "{:?} {}/{} {} {} on {}",
                (collision.daemon_sets.0.index(), collision.daemon_sets.1.index()),
                collision.port,
                collision.protocol,
                collision.fields.0,
                collision.fields.1,
                names.join(" ")
            )
        };
        fleet.collisions().iter().map(tell).collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(told, @"(1, 2) 9100/TCP spec.template.spec.containers[0].ports[0].containerPort spec.template.spec.containers[0].ports[0].hostPort on big big2 tiny");
}

#[test]
fn a_budget_names_the_nodes_that_exceed_it() {
    let told = with(|nodes, _, fleet| {
        let budget: Budget = "cpu=30%,memory=500Mi,pods=5".parse().unwrap();
        let tell = |excess: &daemonlint::internals::planner::capacity::Excess| {
            let names: Vec<_> = excess.nodes.iter().map(|n| &*nodes.nodes[*n].name).collect();
            format!("{} over {:?} on {}", excess.resource, excess.limit, names.join(" "))
        };
        let exceeded = budget.exceeded(&fleet.capacity(), nodes);
        exceeded.iter().map(tell).collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(told, @r"
    cpu over Share(3000) on tiny small
    memory over Amount(524288000) on small tiny big2 big
    ");
}

#[test]
fn the_ledger_tells_what_an_empty_new_node_has_left() {
    let told = with(|nodes, _, fleet| {
        let tell = |entry: &daemonlint::internals::planner::capacity::LedgerEntry| {
            let names: Vec<_> = entry.nodes.iter().map(|n| &*nodes.nodes[*n].name).collect();
            format!(
                "{:?} [{}]: {} DaemonSets, left {}m and {} bytes, at {}, {}",
                entry.pool,
                names.join(" "),
                entry.daemon_sets.len(),
                entry.left(Resource::Cpu),
                entry.left(Resource::Memory),
                entry.utilisation(),
                if entry.is_never_scaled_down(ScaleDown { threshold: 50, at_threshold: true }) {
                    "never scaled down"
                } else {
                    "scaled down"
                },
            )
        };
        fleet.ledger().iter().map(tell).collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(told, @r#"
    Some("main") [big big2]: 3 DaemonSets, left 2800m and 8052441088 bytes, at 3000, scaled down
    None [small]: 2 DaemonSets, left 200m and 536870912 bytes, at 8000, never scaled down
    None [tiny]: 3 DaemonSets, left 200m and 1073741824 bytes, at 6667, never scaled down
    "#);
}

#[test]
fn priority_classes_of_the_run_decide_who_comes_first() {
    let nodes =
        inventory("kind: Node\nmetadata: {name: a}\nstatus: {allocatable: {cpu: 1, pods: 1}}\n");
    let (low, high) = (
        daemon_set("low", "containers: [{name: c}]"),
        daemon_set("high", "priorityClassName: agents\ncontainers: [{name: c}]"),
    );
    let class = object("metadata: {name: agents}\nvalue: 5");
    let around =
        AdmissionContext { priority_classes: vec![&class].into(), ..AdmissionContext::default() };
    let run = [&low, &high];
    let capacity = Fleet::new(&nodes, run, &around).capacity();
    assert_eq!(capacity.without_room(at(0)).collect::<Vec<_>>(), [at(0)]);
    assert_eq!(capacity.without_room(at(1)).count(), 0);
}

#[test]
fn what_a_runtime_class_keeps_off_takes_nothing() {
    let nodes = inventory(
        "kind: Node\nmetadata: {name: a}\nstatus: {allocatable: {cpu: 1, memory: 1Gi, pods: 9}}\n",
    );
    let agent = daemon_set(
        "agent",
        "runtimeClassName: kata\ncontainers: [{name: c, resources: {requests: {cpu: 100m}}}]",
    );
    let class = object(
        "metadata: {name: kata}\nhandler: kata\nscheduling: {nodeSelector: {runtime: kata}}",
    );
    let around =
        AdmissionContext { runtime_classes: vec![&class].into(), ..AdmissionContext::default() };
    let run = [&agent];
    let fleet = Fleet::new(&nodes, run, &around);
    assert!(fleet.capacity().of(at(0)).wanted.is_empty());
    assert_eq!(fleet.ledger()[0].takes.milli_cpu, 0);
}

#[test]
fn a_node_that_is_not_ready_is_no_shape_of_its_own() {
    let node = |name: &str, taint: &str| {
        format!(
            "kind: Node\nmetadata: {{name: {name}}}\nspec: {{taints: [{taint}]}}\n\
             status: {{allocatable: {{cpu: 1, memory: 1Gi, pods: 9}}}}\n---\n"
        )
    };
    let unreachable = "{key: node.kubernetes.io/unreachable, effect: NoSchedule}";
    let text = [node("lost", unreachable), node("a", ""), node("b", "")].concat();
    let nodes = inventory(&text);
    let agent = daemon_set("agent", "containers: [{name: c, resources: {requests: {cpu: 100m}}}]");
    let (run, around) = ([&agent], AdmissionContext::default());
    let ledger = Fleet::new(&nodes, run, &around).ledger();
    assert_eq!(ledger.len(), 1);
    assert_eq!(
        (ledger[0].nodes.as_slice(), ledger[0].takes.milli_cpu),
        ([0, 1, 2].map(at).as_slice(), 100)
    );
}

#[test]
fn what_may_come_to_a_new_node_is_reckoned_with() {
    let pools = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - name: mixed
    count: 0
    requirements: [{key: arch, operator: In, values: [amd64, arm64]}]
    allocatable: {cpu: 2, memory: 1Gi}
";
    let inventory = inventory(pools);
    let agent = crate::daemon_set(
        "nodeSelector: {arch: amd64}\ncontainers: [{name: c, resources: {requests: {cpu: 500m}}}]",
    );
    let around = AdmissionContext::default();
    let ledger = Fleet::new(&inventory, [&agent], &around).ledger();
    assert_eq!(ledger[0].pool.as_deref(), Some("mixed"));
    assert_eq!((ledger[0].nodes.len(), ledger[0].takes.milli_cpu), (0, 500));
}
