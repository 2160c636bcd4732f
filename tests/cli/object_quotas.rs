//! Quotas that count objects: a DaemonSet that is new is one more, one that is there already is not.

use insta::assert_snapshot;
use serde_json::Value;

use crate::story::{AGENT, Story};

/// One that asks for something.
fn agent() -> String {
    format!("{AGENT}          resources:\n            requests: {{cpu: 50m, memory: 64Mi}}\n")
}

const NODES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - {name: w, count: 2, allocatable: {cpu: 2, memory: 4Gi, pods: 20}}
";

fn quota(resource: &str, used: Option<u32>) -> String {
    let status = used.map(|used| {
        format!("status: {{hard: {{{resource}: '1'}}, used: {{{resource}: '{used}'}}}}\n")
    });
    format!(
        "apiVersion: v1\nkind: ResourceQuota\nmetadata: {{name: few, namespace: ops}}\nspec: {{hard: \
         {{{resource}: '1'}}}}\n{}",
        status.unwrap_or_default()
    )
}

const DAEMON_SETS: &str = "count/daemonsets.apps";
const REVISIONS: &str = "count/controllerrevisions.apps";
const PLAN: &str = "plan --isolated --nodes nodes.yaml --cluster quota.yaml";
const CHECK: &str = "check --isolated --nodes nodes.yaml --cluster quota.yaml --select quota-refuses \
                     --format short --show info --quiet";

fn story(quota: &str) -> Story {
    Story::new(&[("new/agent.yaml", &agent()), ("nodes.yaml", NODES), ("quota.yaml", quota)])
}

fn refused(story: &Story, rest: &str) -> Vec<bool> {
    let seen = story.run(&format!("{PLAN} --format json --quiet {rest}"));
    let plan: Value = serde_json::from_str(&seen).unwrap();
    let all = plan["daemonsets"].as_array().unwrap().iter();
    all.map(|one| one["refused"] == true).collect()
}

#[test]
fn one_more_than_the_quota_is_refused_where_it_is_known_to_be_new() {
    let story = story(&quota(DAEMON_SETS, Some(1)));
    story.write("old/other.yaml", &agent().replace("agent", "other"));
    assert_eq!(refused(&story, "--against old new"), [true]);
    let said = story.run(&format!("{CHECK} --against old new"));
    assert!(
        said.contains(
            "error[quota-refuses]: ResourceQuota few refuses the DaemonSet: exceeded quota: few, \
             requested: count/daemonsets.apps=1, used: count/daemonsets.apps=1, limited: \
             count/daemonsets.apps=1"
        ),
        "{said}"
    );
    // An update is no other DaemonSet.
    story.write("old/agent.yaml", &agent().replace("agent:v1", "agent:v0"));
    assert_eq!(refused(&story, "--against old new"), [false]);
    assert!(!story.run(&format!("{CHECK} --against old new")).contains("quota-refuses"));
}

#[test]
fn where_nothing_tells_whether_it_is_new_that_is_said_once() {
    let full = story(&quota(DAEMON_SETS, Some(1)));
    assert_eq!(refused(&full, "new"), [false]);
    let said = full.run(&format!("{PLAN} new")).replace("\n  ", " ");
    assert_eq!(said.matches("whether the DaemonSet is there already").count(), 1, "{said}");
    let said = full.run(&format!("{CHECK} new"));
    assert!(said.contains("info[quota-refuses]: ResourceQuota few refuses the DaemonSet if it is"));
    // Its own pods tell, and so does a quota that counts none.
    let running = "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools:\n  - {name: w, count: 2, \
                   pods: [{name: agent-x, namespace: ops, daemonSet: agent, requests: {cpu: 50m}}]}\n";
    full.write("nodes.yaml", running);
    assert!(!full.run(&format!("{PLAN} new")).contains("there already"));
    let empty = story(&quota(DAEMON_SETS, Some(0)));
    empty.write("new/other.yaml", &agent().replace("agent", "other"));
    assert_eq!(refused(&empty, "new"), [false, true]);
}

#[test]
fn without_room_for_its_revision_a_daemon_set_gets_no_pod() {
    let story = story(&quota(REVISIONS, Some(1)));
    story.write("old/other.yaml", &agent().replace("agent", "other"));
    assert_eq!(refused(&story, "--against old new"), [false]);
    let said = story.run(&format!("{PLAN} --against old new"));
    assert!(said.contains("requested: count/controllerrevisions.apps=1"), "{said}");
    let said = story.run(&format!("{CHECK} --against old new"));
    assert!(said.contains("ResourceQuota few leaves the DaemonSet without a revision"), "{said}");
}

/// Where the quota has room for one pod a node, an update by surge needs one more and never gets it.
#[test]
fn a_quota_that_is_full_stops_an_update_by_surge() {
    let pods = |number: u32| {
        format!(
            "apiVersion: v1\nkind: ResourceQuota\nmetadata: {{name: few, namespace: ops}}\nspec: {{hard: \
             {{pods: '{number}'}}}}\n"
        )
    };
    let surge = "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}";
    let story = story(&pods(2));
    story.write(
        "new/agent.yaml",
        &agent().replace("  selector:", &format!("  {surge}\n  selector:")),
    );
    let stuck = |story: &Story| {
        let seen = story.run(&format!("{PLAN} --rollout --format json --quiet new"));
        let plan: Value = serde_json::from_str(&seen).unwrap();
        let agent = &plan["daemonsets"][0];
        assert_eq!(agent["running"], 2, "{agent}");
        agent["rollout"]["stuck"].is_object()
    };
    assert!(stuck(&story));
    story.write("quota.yaml", &pods(3));
    assert!(!stuck(&story));
}

/// The controller counts the new pods that are there, so that room for one is enough; check tells as plan
/// does.
#[test]
fn check_tells_of_a_quota_without_room_for_one_pod_of_the_surge() {
    let quota = |hard: &str| {
        format!(
            "apiVersion: v1\nkind: ResourceQuota\nmetadata: {{name: few, namespace: ops}}\nspec: {{hard: \
             {{{hard}}}}}\n"
        )
    };
    let surge = "updateStrategy: {rollingUpdate: {maxSurge: 2, maxUnavailable: 0}}";
    let story = story(&quota("pods: '2'"));
    let surging = agent().replace("  selector:", &format!("  {surge}\n  selector:"));
    story.write("new/agent.yaml", &surging);
    let check = "check --isolated --nodes nodes.yaml --cluster quota.yaml --select surge-does-not-fit \
                 --quiet new";
    assert_snapshot!(story.run(check), @"
    warning[surge-does-not-fit]: the surge has no room in ResourceQuota few: exceeded quota: few, requested:
      | pods=1, used: pods=2, limited: pods=2
       ,-[new/agent.yaml:5:46]
     4 | spec:
     5 |   updateStrategy: {rollingUpdate: {maxSurge: 2, maxUnavailable: 0}}
       :                                              |
       :                                              `-- w-1, w-2
       `----
       ,-[quota.yaml:4:8]
     3 | metadata: {name: few, namespace: ops}
     4 | spec: {hard: {pods: '2'}}
       :        ^^|^
       :          `-- here is the rule
       `----
      help: no new pod is let in beside the old ones, so that the update replaces none; raise the quota by a pod
            (one is enough), or write
                rollingUpdate:
                  maxUnavailable: 1
            and leave `maxSurge` out, so that the old pod makes room first
      see:  daemonlint explain surge-does-not-fit
            https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/

    agent (ops): 2 of 2 nodes
    ");
    for (hard, told) in [
        ("pods: '3'", false),
        ("requests.memory: 128Mi", true),
        ("requests.memory: 192Mi", false),
        // Not even the first pods all come: that is no matter of the surge.
        ("pods: '1'", false),
    ] {
        story.write("quota.yaml", &quota(hard));
        let said = story.run(check);
        assert_eq!(said.contains("surge-does-not-fit"), told, "{hard}: {said}");
        let plan = story.run(&format!("{PLAN} --rollout --format json --quiet new"));
        let plan: Value = serde_json::from_str(&plan).unwrap();
        let stuck = plan["daemonsets"][0]["rollout"]["stuck"].is_object();
        assert_eq!(stuck, told || hard == "pods: '1'", "{hard}");
    }
    story.write("quota.yaml", &quota("pods: '2'"));
    story.write("new/agent.yaml", &agent());
    assert!(!story.run(check).contains("surge-does-not-fit"));
}
