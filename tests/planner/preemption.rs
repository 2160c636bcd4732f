//! Which pods go to make room for those of a DaemonSet.

use crate::{at, daemon_set, inventory, object};
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::Fleet;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::scheduling::v1::PriorityClass;

/// The pods that go from a node of 1 CPU where `pods` run: each a name, a priority, and CPU.
fn gone(pods: &[(&str, i32, &str)], class: &str, cpu: &str) -> Vec<String> {
    let pods: String = pods
        .iter()
        .map(|(name, priority, cpu)| {
            format!(
                "---\nkind: Pod\nmetadata: {{name: {name}, namespace: apps}}\n\
                 spec: {{nodeName: a, priority: {priority}, containers: [{{name: c, \
                 resources: {{requests: {{cpu: {cpu}}}}}}}]}}\n"
            )
        })
        .collect();
    let node = "kind: Node\nmetadata: {name: a}\nstatus: {allocatable: {cpu: 1, pods: 9}}\n";
    let inventory = inventory(&format!("{node}{pods}"));
    let class: PriorityClass = object(class);
    let around =
        AdmissionContext { priority_classes: vec![&class].into(), ..AdmissionContext::default() };
    let agent = daemon_set(&format!(
        "priorityClassName: agents\ncontainers: [{{name: c, resources: {{requests: {{cpu: {cpu}}}}}}}]"
    ));
    let fleet = Fleet::new(&inventory, [&agent], &around);
    let victims = fleet.victims(at(0), at(0));
    victims.iter().map(|pod| pod.name.to_string()).collect()
}

const AGENTS: &str = "metadata: {name: agents}\nvalue: 100";

#[test]
fn as_few_as_will_do_go_and_those_of_low_priority_first() {
    let pods = [("low", 0, "300m"), ("middle", 50, "300m"), ("high", 100, "300m")];
    assert_eq!(gone(&pods, AGENTS, "300m"), ["low"]);
    assert_eq!(gone(&pods, AGENTS, "600m"), ["middle", "low"]);
}

#[test]
fn nobody_goes_where_that_is_not_needed_or_no_use() {
    let pods = [("low", 0, "300m"), ("high", 100, "300m")];
    assert_eq!(gone(&pods, AGENTS, "400m"), [""; 0]);
    assert_eq!(gone(&pods, AGENTS, "800m"), [""; 0]);
    let never = "metadata: {name: agents}\nvalue: 100\npreemptionPolicy: Never";
    assert_eq!(gone(&pods, never, "600m"), [""; 0]);
    assert_eq!(gone(&pods, AGENTS, "600m"), ["low"]);
}

#[test]
fn a_budget_is_one_for_all_nodes() {
    let nodes = ["a", "b", "c"].map(|node| {
        let pod = |name: &str, priority: i32, labels: &str| {
            format!(
                "---\nkind: Pod\nmetadata: {{name: {name}-{node}, namespace: apps, labels: {{{labels}}}}}\n\
                 spec: {{nodeName: {node}, priority: {priority}, containers: [{{name: c, \
                 resources: {{requests: {{cpu: 500m}}}}}}]}}\n"
            )
        };
        let node = format!(
            "---\nkind: Node\nmetadata: {{name: {node}}}\nstatus: {{allocatable: {{cpu: 1, pods: 9}}}}\n"
        );
        node + &pod("guarded", 0, "app: web") + &pod("plain", 10, "")
    });
    let inventory = inventory(&nodes.concat());
    let class: PriorityClass = object(AGENTS);
    let agent = daemon_set(
        "priorityClassName: agents\ncontainers: [{name: c, resources: {requests: {cpu: 500m}}}]",
    );
    let gone = |allowed: i32| {
        let budget: PodDisruptionBudget = object(&format!(
            "metadata: {{name: web, namespace: apps}}\n\
             spec: {{selector: {{matchLabels: {{app: web}}}}, minAvailable: 2}}\n\
             status: {{disruptionsAllowed: {allowed}, currentHealthy: 3, desiredHealthy: 2, \
             expectedPods: 3}}"
        ));
        let around = AdmissionContext {
            priority_classes: vec![&class].into(),
            disruption_budgets: vec![&budget].into(),
            ..AdmissionContext::default()
        };
        let fleet = Fleet::new(&inventory, [&agent], &around);
        let victims = (0..3).flat_map(|node| fleet.victims(at(0), at(node)));
        victims.map(|pod| pod.name.to_string()).collect::<Vec<_>>()
    };
    // As long as it lasts, the pods of least priority go; then others.
    assert_eq!(gone(0), ["plain-a", "plain-b", "plain-c"]);
    assert_eq!(gone(1), ["guarded-a", "plain-b", "plain-c"]);
    assert_eq!(gone(3), ["guarded-a", "guarded-b", "guarded-c"]);
}
