//! What the API server refuses and a rule says better is said once to people.

use insta::assert_snapshot;

use crate::story::Story;

/// A DaemonSet of these lines in its spec.
fn daemon_set(name: &str, spec: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {name}
spec:
  {spec}
  minReadySeconds: 10
  template:
    metadata:
      labels: {{app: agent}}
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:v1
"
    )
}

const SELECTOR: &str = "selector: {matchLabels: {app: agent}}";

#[test]
fn selectors() {
    let story = Story::new(&[
        ("missing.yaml", &daemon_set("missing", "revisionHistoryLimit: 3")),
        ("null.yaml", &daemon_set("nothing", "selector:")),
        ("empty.yaml", &daemon_set("empty", "selector: {}")),
        ("loose.yaml", &daemon_set("loose", "selector: {app: agent}")),
        ("other.yaml", &daemon_set("other", "selector: {matchLabels: {app: agnet}}")),
    ]);
    assert_snapshot!(story.run("check --format short --select admission,selector ."), @r"
    ./empty.yaml:6:3: error[selector-matches-everything]: the selector is empty: it would select every pod of the namespace
    ./loose.yaml:6:3: error[selector-matches-everything]: the selector is empty: its labels do not stand under `matchLabels`
    ./missing.yaml:5:1: error[selector-matches-everything]: the selector is missing: no pod would be the DaemonSet's own
    ./null.yaml:6:3: error[selector-matches-everything]: the selector is null: no pod would be the DaemonSet's own
    ./other.yaml:6:33: error[selector-template-mismatch]: the selector wants `app=agnet`, the pod template says `agent`
    --- stderr
    5 files, 5 objects, 5 DaemonSets: 5 errors in N ms
    --- exit code 1
    ");
}

#[test]
fn strategies() {
    let strategy =
        |text: &str| daemon_set("agent", &format!("{SELECTOR}\n  updateStrategy: {{{text}}}"));
    let story = Story::new(&[
        ("a.yaml", &strategy("type: recreate")),
        ("b.yaml", &strategy("type: onDelete")),
        ("c.yaml", &strategy("rollingUpdate: {maxSurge: 1}")),
        ("d.yaml", &strategy("rollingUpdate: {maxSurge: 10%, maxUnavailable: 10%}")),
        ("e.yaml", &strategy("rollingUpdate: {maxUnavailable: 0%}")),
        // A figure that is none is not the same mistake.
        ("f.yaml", &strategy("rollingUpdate: {maxUnavailable: '0'}")),
    ]);
    assert_snapshot!(story.run("check --format short --select admission,update-strategy ."), @r"
    ./a.yaml:7:26: error[unknown-update-strategy]: a DaemonSet has no update strategy `recreate`
    ./b.yaml:7:26: error[unknown-update-strategy]: a DaemonSet has no update strategy `onDelete`
    ./c.yaml:7:46: error[rolling-update-budget]: `maxSurge: 1` takes `maxUnavailable: 0`, which must be written
    ./d.yaml:7:46: error[rolling-update-budget]: `maxSurge: 10%` beside `maxUnavailable: 10%`: one of them must be 0
    ./e.yaml:7:52: error[rolling-update-budget]: `maxUnavailable` is 0% and `maxSurge` is 0: no pod could ever be replaced
    ./f.yaml:7:52: error[admission-invalid]: spec.updateStrategy.rollingUpdate.maxUnavailable: `0` in quotes is no number: write 0, or a percentage
    ./f.yaml:7:52: error[admission-invalid]: spec.updateStrategy.rollingUpdate.maxUnavailable: cannot be 0 while `maxSurge` is 0: nothing could be updated
    --- stderr
    6 files, 6 objects, 6 DaemonSets: 7 errors in N ms
    --- exit code 1
    ");
}

#[test]
fn alternatives_in_two_folders_are_no_overlap() {
    let set = daemon_set("agent", SELECTOR);
    let other = set.replace("kind: DaemonSet", "kind: Deployment");
    let apart = Story::new(&[("daemon-set/agent.yaml", &set), ("deployment/agent.yaml", &other)]);
    assert_snapshot!(apart.run("check --format short --select selector ."), @r"
    --- stderr
    2 files, 2 objects, 1 DaemonSet: nothing found in N ms
    ");
    let together = Story::new(&[("deploy/a.yaml", &set), ("deploy/b.yaml", &other)]);
    assert_snapshot!(together.run("check --format short --select selector ."), @r"
    ./deploy/a.yaml:6:3: warning[selector-overlap]: the selector also takes the pods of Deployment `agent`, and the other way round
    --- stderr
    2 files, 2 objects, 1 DaemonSet: 1 warning in N ms
    ");
}
