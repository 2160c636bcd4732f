//! What a change of a DaemonSet, or of the nodes, does to the fleet.

use crate::{daemon_set, inventory};
use daemonlint::internals::inventory::Inventory;
use daemonlint::internals::inventory::ix::Ix;
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::kubernetes::release::{Release, Version};
use daemonlint::internals::planner::Fleet;
use daemonlint::internals::planner::change::{
    Changes, Group, NodeOf, Updates, compare, field_changes,
};
use k8s_openapi::api::apps::v1::DaemonSet;

fn changes<'a>(
    old: (&'a Inventory, &[&'a DaemonSet]),
    new: (&'a Inventory, &[&'a DaemonSet]),
) -> Changes {
    let fleet = |(inventory, daemon_sets): (&'a Inventory, &[&'a DaemonSet])| {
        Fleet::new(inventory, daemon_sets.iter().copied(), &AdmissionContext::default())
    };
    let (old, new) = (fleet(old), fleet(new));
    let namesake = |one: &DaemonSet| {
        let same = |other: &DaemonSet| other.metadata.name == one.metadata.name;
        old.daemon_sets.iter().position(|other| same(other)).map(Ix::new)
    };
    let of = new.daemon_sets.iter().map(|one| namesake(one)).collect();
    compare(
        &old,
        &new,
        &Updates { of, refused: vec![false; new.daemon_sets.len()].into(), ..Updates::default() },
    )
}

fn told(old: (&Inventory, &[&DaemonSet]), new: (&Inventory, &[&DaemonSet])) -> String {
    let changes = changes(old, new);
    let names = |nodes: &[NodeOf]| {
        let name = |node: &NodeOf| match (node.old, node.new) {
            (_, Some(place)) => new.0.nodes[place].name.to_string(),
            (Some(place), None) => old.0.nodes[place].name.to_string(),
            (None, None) => unreachable!(),
        };
        nodes.iter().map(name).collect::<Vec<_>>().join(" ")
    };
    let mut lines = Vec::new();
    for change in &changes.daemon_sets {
        let [old, new] = [change.old, change.new].map(|place| place.map(Ix::index));
        lines.push(format!("{} {old:?} -> {new:?}", change.name));
        for field in change.template.iter().chain(&change.beside) {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
            lines.push(format!("  {} {} → {}", field.field, value(&field.old), value(&field.new)));
        }
        let mut groups = |what: &str, groups: &[Group]| {
            for group in groups {
                let why: Vec<_> = group.reasons.iter().map(|r| r.message.clone()).collect();
                let field = group.field.as_ref().map(ToString::to_string).unwrap_or_default();
                lines.push(format!(
                    "  {what}: {} [{}] {field}",
                    names(&group.nodes),
                    why.join(", ")
                ));
            }
        };
        groups("gained", &change.gained);
        groups("lost", &change.lost);
        groups("stuck", &change.stuck);
        groups("pending", &change.pending);
        for (what, nodes) in [
            ("restarted", &change.restarted),
            ("outdated", &change.outdated),
            ("left running", &change.left_running),
            ("untouched", &change.untouched),
        ] {
            if !nodes.is_empty() {
                lines.push(format!("  {what}: {}", names(nodes)));
            }
        }
    }
    for (what, moving) in [("joins", &changes.joining), ("leaves", &changes.leaving)] {
        for group in moving {
            lines.push(format!("{what}: {} {:?}", names(&group.nodes), group.daemon_sets));
        }
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

const NODES: &str = "kind: List
items:
- {kind: Node, metadata: {name: a, labels: {pool: x}}, status: {allocatable: {cpu: 4, pods: 10}}}
- {kind: Node, metadata: {name: small, labels: {pool: x}}, status: {allocatable: {cpu: 1, pods: 10}}}
- {kind: Node, metadata: {name: cp, labels: {pool: x}}, spec: {taints: [{key: cp, effect: NoSchedule}]}, status: {allocatable: {cpu: 4, pods: 10}}}
- {kind: Node, metadata: {name: other, labels: {pool: y}}, status: {allocatable: {cpu: 4, pods: 10}}}
";

#[test]
fn a_new_image_restarts_and_a_toleration_gains() {
    let nodes = inventory(NODES);
    let old = daemon_set(
        "nodeSelector: {pool: x}\ncontainers: [{name: c, image: 'agent:v1'}, {name: d}]",
    );
    let new = daemon_set(
        "nodeSelector: {pool: x}
tolerations: [{key: other, operator: Exists}, {key: cp, operator: Exists}]
containers: [{name: new}, {name: c, image: 'agent:v2', resources: {requests: {cpu: 2}}}]",
    );
    insta::assert_snapshot!(told((&nodes, &[&old]), (&nodes, &[&new])), @r#"
    agent Some(0) -> Some(0)
      spec.template.spec.containers[0] – → {"name":"new"}
      spec.template.spec.containers[1].image agent:v1 → agent:v2
      spec.template.spec.containers[1].resources – → {"requests":{"cpu":"2"}}
      spec.template.spec.containers[1] {"name":"d"} → –
      spec.template.spec.tolerations – → [{"key":"other","operator":"Exists"},{"key":"cp","operator":"Exists"}]
      gained: cp [node(s) had untolerated taint(s)] spec.template.spec.tolerations[1]
      stuck: small [Insufficient cpu] spec.template.spec.containers[1].resources.requests[cpu]
      restarted: a
    "#);
}

#[test]
fn under_on_delete_pods_stay_and_lost_ones_go_all_the_same() {
    let nodes = inventory(NODES);
    let old = daemon_set("tolerations: [{key: cp, operator: Exists}]\ncontainers: [{name: c}]");
    let mut new = daemon_set("nodeSelector: {pool: x}\ncontainers: [{name: c}]");
    insta::assert_snapshot!(told((&nodes, &[&old]), (&nodes, &[&new])), @r#"
    agent Some(0) -> Some(0)
      spec.template.spec.nodeSelector – → {"pool":"x"}
      spec.template.spec.tolerations [{"key":"cp","operator":"Exists"}] → –
      lost: cp [node(s) had untolerated taint(s)] spec.template.spec.tolerations
      lost: other [node(s) didn't match Pod's node affinity/selector] spec.template.spec.nodeSelector[pool]
      restarted: a small
    "#);
    new.spec.update_strategy = Some(crate::object("type: OnDelete"));
    insta::assert_snapshot!(told((&nodes, &[&old]), (&nodes, &[&new])), @r#"
    agent Some(0) -> Some(0)
      spec.template.spec.nodeSelector – → {"pool":"x"}
      spec.template.spec.tolerations [{"key":"cp","operator":"Exists"}] → –
      spec.updateStrategy.type RollingUpdate → OnDelete
      lost: other [node(s) didn't match Pod's node affinity/selector] spec.template.spec.nodeSelector[pool]
      outdated: a small
      left running: cp
    "#);
}

#[test]
fn nodes_join_leave_and_change() {
    let old = inventory(NODES);
    let new = inventory(
        "kind: List
items:
- {kind: Node, metadata: {name: cp, labels: {pool: x}}, status: {allocatable: {cpu: 4, pods: 10}}}
- {kind: Node, metadata: {name: a, labels: {pool: x}}, spec: {taints: [{key: t, effect: NoSchedule}]}, status: {allocatable: {cpu: 4, pods: 10}}}
- {kind: Node, metadata: {name: fresh, labels: {pool: x}}, status: {allocatable: {cpu: 4, pods: 10}}}
- {kind: Node, metadata: {name: tiny, labels: {pool: x}}, status: {allocatable: {cpu: 1, pods: 0}}}
",
    );
    let agent = daemon_set("nodeSelector: {pool: x}\ncontainers: [{name: c}]");
    let mut gone = daemon_set("containers: [{name: c}]");
    gone.metadata.name = Some("gone".to_owned());
    insta::assert_snapshot!(told((&old, &[&gone, &agent]), (&new, &[&agent])), @r"
    agent Some(1) -> Some(0)
      gained: fresh []
      gained: cp [node(s) had untolerated taint(s)]
      lost: small []
      pending: tiny [Too many pods]
      left running: a
    gone Some(0) -> None
      lost: a small other []
    joins: fresh [0]
    joins: tiny []
    leaves: small [0, 1]
    leaves: other [1]
    ");
}

/// The fields of the pod template that differ between two specs of it.
fn template_changes(old: &str, new: &str) -> Vec<String> {
    let release = Release::new(Version::DEFAULT);
    let changes = field_changes(&daemon_set(old), &daemon_set(new), release);
    changes.iter().map(|change| change.field.to_string()).collect()
}

#[test]
fn what_is_stored_alike_makes_no_new_revision() {
    let spec = |more: &str, resources: &str| {
        format!("{more}\ncontainers: [{{name: c, image: 'a:1', resources: {resources}}}]")
    };
    let plain = spec("", "{requests: {cpu: 100m, memory: 1Gi}}");
    for (more, resources) in [
        ("", "{requests: {cpu: '0.1', memory: 1024Mi}}"),
        ("hostNetwork: false", "{requests: {cpu: 100m, memory: 1Gi}, limits: {}}"),
        ("nodeSelector: {}\ntolerations: []", "{requests: {cpu: 100m, memory: 1Gi}}"),
        ("dnsPolicy: ClusterFirst\nschedulerName: ''", "{requests: {cpu: 100m, memory: 1Gi}}"),
    ] {
        assert_eq!(template_changes(&plain, &spec(more, resources)), [""; 0], "{more} {resources}");
    }
    let bare = "containers: [{name: c, image: 'a:1'}]";
    assert_eq!(template_changes(bare, &spec("", "{}")), [""; 0]);
}

#[test]
fn what_is_stored_differently_does() {
    let spec = |container: &str| format!("containers: [{{name: c, image: 'a:1'{container}}}]");
    for (container, field) in [
        (", securityContext: {}", "containers[0].securityContext"),
        (", securityContext: {runAsUser: 0}", "containers[0].securityContext"),
        (", resources: {requests: {cpu: 1}}", "containers[0].resources"),
        (", env: [{name: A, value: ''}]", "containers[0].env"),
    ] {
        let changes = template_changes(&spec(""), &spec(container));
        let path = format!("spec.template.spec.{field}");
        assert!(changes.len() == 1 && changes[0].starts_with(&path), "{container}: {changes:?}");
    }
    let user = |id: u8| spec(&format!(", securityContext: {{runAsUser: {id}}}"));
    assert_eq!(
        template_changes(&user(1), &user(0)),
        ["spec.template.spec.containers[0].securityContext.runAsUser"]
    );
}
