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
    assert_snapshot!(story.run("check --format short --select admission,selector ."), @"
    ./empty.yaml:6:3: error[selector-matches-everything]: the selector is empty: it would select every pod of the namespace
    ./loose.yaml:6:3: error[selector-matches-everything]: the selector is empty: its labels do not stand under `matchLabels`
    ./missing.yaml:5:1: error[selector-matches-everything]: the selector is missing: no pod would be the DaemonSet's own
    ./null.yaml:6:3: error[selector-matches-everything]: the selector is null: no pod would be the DaemonSet's own
    ./other.yaml:6:33: error[selector-template-mismatch]: the selector wants `app=agnet`, the pod template says `agent`
    --- stderr
    5 files, 5 objects, 5 DaemonSets: 5 errors in N ms (Kubernetes 1.37)
    5 fixable with --fix --unsafe-fixes
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
    assert_snapshot!(story.run("check --format short --select admission,update-strategy ."), @"
    ./a.yaml:7:26: error[unknown-update-strategy]: a DaemonSet has no update strategy `recreate`
    ./b.yaml:7:26: error[unknown-update-strategy]: a DaemonSet has no update strategy `onDelete`
    ./c.yaml:7:46: error[rolling-update-budget]: `maxSurge: 1` takes `maxUnavailable: 0`, which must be written
    ./d.yaml:7:46: error[rolling-update-budget]: `maxSurge: 10%` beside `maxUnavailable: 10%`: one of them must be 0
    ./e.yaml:7:52: error[rolling-update-budget]: `maxUnavailable` is 0% and `maxSurge` is 0: no pod could ever be replaced
    ./f.yaml:7:52: error[admission-invalid]: spec.updateStrategy.rollingUpdate.maxUnavailable: `0` in quotes is not a number: write 0, or a percentage
    ./f.yaml:7:52: error[admission-invalid]: spec.updateStrategy.rollingUpdate.maxUnavailable: cannot be 0 while `maxSurge` is 0: nothing could be updated
    --- stderr
    6 files, 6 objects, 6 DaemonSets: 7 errors in N ms (Kubernetes 1.37)
    2 fixable with --fix (2 more with --unsafe-fixes)
    6 alternatives, each for itself: a.yaml, b.yaml, c.yaml and 3 more
    --- exit code 1
    ");
}

#[test]
fn what_is_missing_because_it_is_written_elsewhere() {
    let good = daemon_set("agent", SELECTOR);
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replace(from, to)
    };
    let container = "        - name: agent\n";
    let mount = format!("{container}          volumeMounts: [{{name: a, mountPath: /a}}]\n");
    let env = format!("{container}          env: [PORT: \"80\"]\n");
    let probe = format!("{container}          readinessProbe: {{path: /, port: 80}}\n");
    let volumes = format!("{mount}          volumes: [{{name: a, emptyDir: {{}}}}]\n");
    let story = Story::new(&[
        ("template.yaml", &with("  template:\n", "template:\n")),
        ("containers.yaml", &with("containers:", "contianers:")),
        (
            "labels.yaml",
            &with("    metadata:\n      labels: {app: agent}", "    labels: {app: agent}"),
        ),
        ("selector.yaml", &with("matchLabels", "matchLables")),
        ("volumes.yaml", &with(container, &volumes)),
        ("env.yaml", &with(container, &env)),
        ("probe.yaml", &with(container, &probe)),
        ("name.yaml", &with(container, "        - agent:\n")),
        (
            "scalar.yaml",
            &with("selector: {matchLabels: {app: agent}}", "selector: {matchLabel: a}"),
        ),
        // Here the mount is a mistake of its own.
        (
            "mount.yaml",
            &with(container, &mount).replace("containers:", "hostNetwrk: true\n      containers:"),
        ),
    ]);
    assert_snapshot!(story.run("check --format short --select admission,selector ."), @"
    ./containers.yaml:12:7: error[admission-strict]: `template.spec` has no field `contianers`
    ./env.yaml:14:17: error[admission-strict]: `containers[0].env[0]` has no field `PORT`
    ./labels.yaml:9:5: error[admission-strict]: `template` has no field `labels`
    ./mount.yaml:12:7: error[admission-strict]: `template.spec` has no field `hostNetwrk`
    ./mount.yaml:15:33: error[admission-invalid]: spec.template.spec.containers[0].volumeMounts[0].name: the pod has no volume `a`; it has none at all
    ./name.yaml:13:11: error[admission-strict]: `containers[0]` has no field `agent`
    ./probe.yaml:14:28: error[admission-strict]: `containers[0].readinessProbe` has no field `path`
    ./probe.yaml:14:37: error[admission-strict]: `containers[0].readinessProbe` has no field `port`
    ./scalar.yaml:6:3: error[selector-matches-everything]: the selector is empty: its labels do not stand under `matchLabels`
    ./selector.yaml:6:14: error[admission-strict]: `selector` has no field `matchLables`
    ./template.yaml:8:1: error[admission-strict]: a DaemonSet has no field `template`
    ./volumes.yaml:15:11: error[admission-strict]: `containers[0]` has no field `volumes`
    --- stderr
    10 files, 10 objects, 10 DaemonSets: 12 errors in N ms (Kubernetes 1.37)
    3 fixable with --fix (4 more with --unsafe-fixes)
    10 alternatives, each for itself: containers.yaml, env.yaml, labels.yaml and 7 more
    --- exit code 1
    ");
    // Programs are told both.
    let json = story.run("check --format json --select admission template.yaml");
    assert_eq!(json.matches(r#""coveredBy":"admission-strict""#).count(), 2, "{json}");
    // Where the cause is accepted, the rest is seen.
    let accepted = "# daemonlint: ignore[admission-strict] a test\ntemplate:\n";
    let story = Story::new(&[("a.yaml", &with("  template:\n", accepted))]);
    assert_snapshot!(story.run("check --format short --select admission a.yaml"), @"
    a.yaml:5:1: error[admission-invalid]: spec.template.metadata.labels: `spec.selector` asks for `app: agent`, and there is no `app`
    a.yaml:5:1: error[admission-invalid]: spec.template.spec.containers: a pod needs at least one container
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 errors (1 suppressed) in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

/// Two objects of one list are two, whatever they are called: what is accepted of the first says
/// nothing of the second, and hides nothing of the first.
#[test]
fn what_is_accepted_in_one_item_of_a_list_hides_nothing() {
    let item = |comment: &str| {
        let spec = format!("{comment}selector: {{matchLabels: {{app.kubernetes.io/name: other}}}}");
        let lines = daemon_set("agent", &spec).replace("\n", "\n    ");
        format!("  - {}\n", lines.trim_end())
    };
    let accepted = item("# daemonlint: ignore[selector-template-mismatch] a test\n  ");
    let list = format!("apiVersion: v1\nkind: List\nitems:\n{accepted}{}", item(""));
    let story = Story::new(&[("list.yaml", &list)]);
    assert_snapshot!(story.run("check --format short --select admission,selector ."), @"
    ./list.yaml:14:11: error[admission-invalid]: spec.template.metadata.labels: `spec.selector` asks for `app.kubernetes.io/name: other`, and there is no `app.kubernetes.io/name`
    ./list.yaml:24:56: error[selector-template-mismatch]: the selector wants `app.kubernetes.io/name=other`, the pod template has no label `app.kubernetes.io/name`
    --- stderr
    1 file, 2 objects, 2 DaemonSets: 2 errors (1 suppressed) in N ms (Kubernetes 1.37)
    1 fixable with --fix --unsafe-fixes
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
    2 files, 2 objects, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    ");
    let together = Story::new(&[("deploy/a.yaml", &set), ("deploy/b.yaml", &other)]);
    assert_snapshot!(together.run("check --format short --select selector ."), @r"
    ./deploy/a.yaml:6:3: warning[selector-overlap]: the selector also takes the pods of Deployment `agent`, and the other way round
    --- stderr
    2 files, 2 objects, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    ");
}

/// Containers of one image are one decision; one that is accepted says nothing for the others.
#[test]
fn containers_of_one_image_are_told_once() {
    let yaml = "apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      initContainers:
        - {name: prepare, image: registry.example.com/agent}
      containers:
        - {name: agent, image: registry.example.com/agent}
";
    let accepted = yaml.replace(
        "labels: {app: agent}}",
        "labels: {app: agent}, annotations: {daemonlint.dev/ignore: \"image-tag-latest container=prepare: a lab\"}}",
    );
    let story = Story::new(&[("agent.yaml", yaml), ("accepted.yaml", &accepted)]);
    let check = "check --select image-tag-latest";
    assert_snapshot!(story.run(&format!("{check} agent.yaml")), @"
    warning[image-tag-latest]: `registry.example.com/agent` has no tag, so it is `latest`: nodes that join later
      | may run another version
        ,-[agent.yaml:10:34]
      9 |       initContainers:
     10 |         - {name: prepare, image: registry.example.com/agent}
        :                                  ^^^^^^^^^^^^^|^^^^^^^^^^^^
        :                                               `-- which version is left open
     11 |       containers:
     12 |         - {name: agent, image: registry.example.com/agent}
        :                                ^^^^^^^^^^^^^|^^^^^^^^^^^^
        :                                             `-- and here
        `----
      help: name a version, or pin the digest (`name:tag@sha256:…`), so that an update is a change of the manifest
            that rolls out node by node and can be rolled back
      see:  daemonlint explain image-tag-latest
            https://kubernetes.io/docs/concepts/containers/images/#image-names

    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.run(&format!("{check} --format short accepted.yaml")), @"
    accepted.yaml:12:32: warning[image-tag-latest]: `registry.example.com/agent` has no tag, so it is `latest`: nodes that join later may run another version
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning (1 suppressed) in N ms (Kubernetes 1.37)
    ");
}
