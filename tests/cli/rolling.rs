//! Updates over pods that stand somewhere: left over, not ready, too large for their nodes.

use crate::story::Story;

/// A DaemonSet with this image and request of CPU.
fn agent(image: &str, cpu: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: agent, namespace: ops}}\nspec:\n  \
         selector: {{matchLabels: {{app: agent}}}}\n  template:\n    metadata: {{labels: {{app: \
         agent}}}}\n    spec:\n      containers:\n        - name: agent\n          image: \
         example.com/agent:{image}\n          resources: {{requests: {{cpu: {cpu}}}}}\n"
    )
}

/// Three nodes that carry the agent's pods, and what else there is.
fn nodes(more: &str) -> String {
    format!(
        "apiVersion: daemonlint.dev/v1\nkind: Inventory\nnodes:\n  - names: [n-1, n-2, n-3]\n    \
         allocatable: {{cpu: \"1\", memory: 4Gi, pods: 20}}\n    pods: [{{daemonSet: agent, \
         namespace: ops, requests: {{cpu: 300m}}}}]\n{more}"
    )
}

fn story(new: &str, more: &str) -> Story {
    let old = agent("1", "300m");
    Story::new(&[("old.yaml", &old), ("new.yaml", new), ("nodes.yaml", &nodes(more))])
}

const PLAN: &str = "plan --nodes nodes.yaml --against old.yaml";

fn says(seen: &str, parts: &[&str]) {
    let flat = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts {
        assert!(flat.contains(part), "`{part}` is missing:\n{seen}");
    }
}

#[test]
fn a_request_that_fits_nowhere_stops_at_the_first_node() {
    let story = story(&agent("2", "2"), "");
    let seen = story.run(&format!("{PLAN} new.yaml"));
    says(
        &seen,
        &[
            "update: 0 restarted, 0 gained, 1 lost, 2 keep the old pod",
            "lost, no room 1 n-1",
            "kept 2 n-2, n-3",
            "it doesn't get anywhere: n-1 has no room for the pod, like 2 others; 2 nodes keep the \
             old pod, since these use up the budget",
        ],
    );
}

#[test]
fn a_taint_that_came_later_takes_its_pod_with_the_update() {
    let late = "  - names: [late-1]\n    taints: [team=db:NoSchedule]\n    pods: [{daemonSet: \
                agent, namespace: ops, requests: {cpu: 300m}}]\n";
    let story = story(&agent("2", "300m"), late);
    let seen = story.run(&format!("{PLAN} --fail-on lost new.yaml"));
    says(
        &seen,
        &[
            "update: 3 restarted, 0 gained, 1 lost",
            "4 waves",
            "late-1 loses its pod: none is wanted there any more",
            "--- exit code 1",
        ],
    );
    let seen = story.run("why agent late-1 --nodes nodes.yaml new.yaml");
    says(&seen, &["a pod that runs there already stays until the next update, which deletes it"]);
    let by_hand =
        agent("2", "300m").replace("  template", "  updateStrategy: {type: OnDelete}\n  template");
    story.write("new.yaml", &by_hand);
    let seen = story.run("why agent late-1 --nodes nodes.yaml new.yaml");
    says(&seen, &["a pod that runs there already stays until it is deleted by hand"]);
}

#[test]
fn pods_that_are_not_ready_come_first_and_at_once() {
    let ill = "  - names: [ill-1, ill-2]\n    pods: [{daemonSet: agent, namespace: ops, ready: \
               false, requests: {cpu: 300m}}]\n";
    let story = story(&agent("2", "300m"), ill);
    let seen = story.run(&format!("{PLAN} new.yaml"));
    says(
        &seen,
        &[
            "update: 5 restarted, 0 gained, 0 lost",
            "4 waves",
            "ill-1, ill-2 come first and at once, since their old pods are not ready",
        ],
    );
}

#[test]
fn a_node_that_does_not_answer_holds_the_update_wanted_or_not() {
    let dead = "  - names: [dead-1]\n    ready: false\n    taints: \
                [node.kubernetes.io/unreachable:NoSchedule]\n    pods: [{daemonSet: agent, \
                namespace: ops, ready: false}]\n";
    let story = story(&agent("2", "300m"), dead);
    let seen = story.run(&format!("{PLAN} new.yaml"));
    says(
        &seen,
        &[
            "update: 0 restarted, 0 gained, 1 lost, 3 keep the old pod",
            "it doesn't get anywhere: dead-1 is not ready, so that its old pod, which is deleted \
             for good, never ends; 3 nodes keep the old pod",
        ],
    );
    let seen = story.run("check --nodes nodes.yaml --select rolling-update-stuck new.yaml");
    says(&seen, &["the next update doesn't get anywhere: 3 nodes would keep the old pod"]);
    // Without the pods it is said with a reservation.
    let alone = nodes(
        "  - names: [dead-1]\n    ready: false\n    taints: \
                       [node.kubernetes.io/unreachable:NoSchedule]\n",
    );
    let alone: String = alone
        .lines()
        .filter(|line| !line.contains("pods: ["))
        .map(|line| format!("{line}\n"))
        .collect();
    story.write("nodes.yaml", &alone);
    let seen = story.run("check --nodes nodes.yaml --select rolling-update-stuck new.yaml");
    says(&seen, &["1 node is not ready: dead-1, if its pod still stands there"]);
    let seen = story.run("plan --rollout --nodes nodes.yaml new.yaml");
    says(&seen, &["dead-1 is not ready, so that its old pod stays, if one still stands there"]);
}

#[test]
fn pods_that_end_stand_beside_the_next_surge() {
    let most = |nodes: usize, surge: &str| {
        let inventory = format!(
            "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools: [{{name: rack, count: {nodes}, \
             allocatable: {{cpu: 2, memory: 4Gi}}}}]\n"
        );
        let surging = format!(
            "{}  updateStrategy: {{type: RollingUpdate, rollingUpdate: {{maxSurge: {surge}, \
             maxUnavailable: 0}}}}\n",
            agent("1", "300m")
        );
        let story = Story::new(&[("nodes.yaml", &inventory), ("agent.yaml", &surging)]);
        let plan = "plan --rollout --format json --quiet --nodes nodes.yaml agent.yaml";
        let plan: serde_json::Value = serde_json::from_str(&story.run(plan)).unwrap();
        plan["daemonsets"][0]["rollout"]["mostPods"].as_u64()
    };
    // All that stand, those of a surge, and as many of the one before that end.
    assert_eq!(most(6, "1"), Some(8));
    assert_eq!(most(6, "2"), Some(10));
    // The last surge is smaller: 7 of 10 and then 3.
    assert_eq!(most(10, "70%"), Some(20));
}
