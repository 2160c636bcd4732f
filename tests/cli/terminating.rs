//! A namespace that is being deleted takes no new object; an update of one that is there passes.

use insta::assert_snapshot;

use crate::story::{AGENT, Story};

const NODES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - {name: w, count: 2, labels: {kubernetes.io/os: linux}}
";

const PLAN: &str = "plan --isolated --quiet --nodes nodes.yaml --cluster cluster.yaml";
const CHECK: &str = "check --isolated --quiet --nodes nodes.yaml --cluster cluster.yaml --format short \
                     --select admission-plugin-refuses";

fn story(state: &str) -> Story {
    let namespace = format!("apiVersion: v1\nkind: Namespace\n{state}\n");
    Story::new(&[
        ("new/agent.yaml", AGENT),
        ("old/other.yaml", &AGENT.replace("agent", "other")),
        ("there/agent.yaml", &AGENT.replace("agent:v1", "agent:v0")),
        ("nodes.yaml", NODES),
        ("cluster.yaml", &namespace),
    ])
}

const TERMINATING: &str = "metadata: {name: ops}\nstatus: {phase: Terminating}";

#[test]
fn a_new_daemon_set_is_refused_there() {
    let story = story(TERMINATING);
    assert_snapshot!(story.run(&format!("{PLAN} --against old new/agent.yaml")), @"
    ops/agent   new, and refused: no node gets a pod                                                new/agent.yaml
      the API server refuses this manifest as it is: daemonlint check new/agent.yaml
      the API server refuses all that is new, NamespaceLifecycle (Namespace ops): unable to create new content in
      namespace ops because it is being terminated


    ops/other   removed: 0 nodes lose their pod                                                     old/other.yaml
    ");
    assert_snapshot!(story.run(&format!("{CHECK} --against old new/agent.yaml")), @"
    new/agent.yaml:3:36: error[admission-plugin-refuses]: the plugin NamespaceLifecycle refuses the DaemonSet: unable to create new content in namespace ops because it is being terminated
    --- exit code 1
    ");
}

#[test]
fn an_update_is_taken_and_its_pods_are_refused() {
    let story = story(TERMINATING);
    assert_snapshot!(story.run(&format!("{PLAN} --against there new/agent.yaml")), @"
    ops/agent   unchanged: 0 pods                                                                   new/agent.yaml
      the API server refuses every pod NamespaceLifecycle (Namespace ops): unable to create new content in
      namespace ops because it is being terminated
    ");
    assert_snapshot!(story.run(&format!("{CHECK} --against there new/agent.yaml")), @"
    new/agent.yaml:3:36: error[admission-plugin-refuses]: the plugin NamespaceLifecycle refuses the pods: unable to create new content in namespace ops because it is being terminated
    --- exit code 1
    ");
}

#[test]
fn where_nothing_tells_whether_it_is_new_both_are_told() {
    let story = story(TERMINATING);
    assert_snapshot!(story.run(&format!("{CHECK} new/agent.yaml")), @"
    new/agent.yaml:3:36: error[admission-plugin-refuses]: the plugin NamespaceLifecycle refuses the pods, and the DaemonSet if it is new: unable to create new content in namespace ops because it is being terminated
    --- exit code 1
    ");
}

#[test]
fn the_phase_decides_and_the_time_of_deletion_where_there_is_none() {
    let refuses = |state: &str| {
        story(state).run(&format!("{CHECK} new/agent.yaml")).contains("NamespaceLifecycle")
    };
    let deleted = "metadata: {name: ops, deletionTimestamp: '2026-01-01T00:00:00Z'}";
    assert!(refuses(deleted));
    assert!(!refuses(&format!("{deleted}\nstatus: {{phase: Active}}")));
    assert!(!refuses("metadata: {name: ops}"));
    assert!(!refuses(&TERMINATING.replace("ops", "another")));
}
