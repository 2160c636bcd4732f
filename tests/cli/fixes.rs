//! What fixes change, and what they leave alone.

use daemonlint::internals::source::{Edit, Span, edit};
use insta::assert_snapshot;
use serde_json::Value;

use crate::story::Story;

/// An agent whose node selector is what an annotation's text stands for, too.
const SHARED: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: collector
  annotations: &linux # read by the inventory script
    beta.kubernetes.io/os: linux
spec:
  selector:
    matchLabels: {app: collector}
  template:
    metadata:
      labels: {app: collector}
    spec:
      nodeSelector: *linux # the same nodes
      containers:
        - name: collector
          image: registry.example/collector:2.4
";

/// The fixes that a check offers for a text of one file.
fn fixes(story: &Story, text: &str, rule: &str) -> Vec<Vec<Edit>> {
    let output = story.output(text, &format!("check --isolated --select {rule} --format json -"));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let byte = |range: &Value, end: &str| range[end]["byte"].as_u64().unwrap() as u32;
    let edit = |edit: &Value| {
        let span = Span::new(byte(&edit["span"], "start"), byte(&edit["span"], "end"));
        Edit::replace(span, edit["text"].as_str().unwrap())
    };
    let fixes = report["diagnostics"].as_array().unwrap().iter().flat_map(|d| {
        d["fixes"].as_array().into_iter().flatten().map(|fix| fix["edits"].as_array().unwrap())
    });
    fixes.map(|edits| edits.iter().map(edit).collect()).collect()
}

#[test]
fn what_an_alias_repeats_stays_as_it_is_elsewhere() {
    let fixes = fixes(&Story::new(&[]), SHARED, "deprecated-node-label");
    let [fix] = fixes.as_slice() else { panic!("{fixes:?}") };
    assert_snapshot!(edit::apply(SHARED, fix), @r"
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: collector
      annotations: &linux # read by the inventory script
        beta.kubernetes.io/os: linux
    spec:
      selector:
        matchLabels: {app: collector}
      template:
        metadata:
          labels: {app: collector}
        spec:
          nodeSelector: # the same nodes
            kubernetes.io/os: linux
          containers:
            - name: collector
              image: registry.example/collector:2.4
    ");
}

/// An agent that asks for its nodes by the old name of a label, and tolerates an old taint.
const AGENT: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: ops
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      nodeSelector:
        beta.kubernetes.io/os: linux # the only one
      tolerations:
        - key: node-role.kubernetes.io/master
          effect: NoSchedule
      priorityClassName: system-node-critical
      containers:
        - name: agent
          image: k8s.gcr.io/agent:1.2
          readinessProbe: {exec: {command: [/bin/ready]}}
          resources: {requests: {cpu: 10m, memory: 16Mi}}
";

const OLD_TAINT: &str = "        - key: node-role.kubernetes.io/master
          effect: NoSchedule
";

const NEW_TAINT: &str = "        - key: node-role.kubernetes.io/control-plane
          operator: Exists
          effect: NoSchedule
";

const FIXED: &str =
    "check --isolated --select deprecated-node-label,removed-master-role,frozen-registry";

fn agent() -> Story {
    Story::new(&[("agent.yaml", AGENT)])
}

#[test]
fn a_finding_that_can_be_fixed_says_so() {
    let story = agent();
    assert_snapshot!(story.run(&format!("{FIXED} agent.yaml")), @"
    error[removed-master-role]: only the old taint `node-role.kubernetes.io/master` is tolerated: control plane
      | nodes have `node-role.kubernetes.io/control-plane` since Kubernetes 1.25 [fixable]
        ,-[agent.yaml:16:16]
     15 |       tolerations:
     16 |         - key: node-role.kubernetes.io/master
        :                ^^^^^^^^^^^^^^^|^^^^^^^^^^^^^^
        :                               `-- the old name
        `----
      help: add
            - key: node-role.kubernetes.io/control-plane
              operator: Exists
              effect: NoSchedule
            and keep the old one only for clusters that still set it (OpenShift)
      see:  daemonlint explain removed-master-role
            https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane-taint

    warning[deprecated-node-label]: `beta.kubernetes.io/os` is deprecated: the label is `kubernetes.io/os` now
      | [fixable]
        ,-[agent.yaml:14:9]
     13 |       nodeSelector:
     14 |         beta.kubernetes.io/os: linux # the only one
        :         ^^^^^^^^^^|^^^^^^^^^^
        :                   `-- the old name
        `----
      help: write `kubernetes.io/os`: every kubelet sets both to the same value
      see:  daemonlint explain deprecated-node-label
            https://kubernetes.io/docs/reference/labels-annotations-taints/#beta-kubernetes-io-arch-deprecated

    warning[frozen-registry]: `k8s.gcr.io` gets no images since April 2023 [fixable]
        ,-[agent.yaml:21:18]
     20 |         - name: agent
     21 |           image: k8s.gcr.io/agent:1.2
        :                  ^^^^^^^^^^|^^^^^^^^^
        :                            `-- comes from there
        `----
      help: Kubernetes' images are in `registry.k8s.io`: write `registry.k8s.io/agent:1.2`
      see:  daemonlint explain frozen-registry
            https://kubernetes.io/blog/2023/03/10/image-registry-redirect/

    1 file, 1 object, 1 DaemonSet: 1 error, 2 warnings in N ms (Kubernetes 1.37)
    3 fixable with --fix
    --- exit code 1
    ");
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let story = agent();
    assert_snapshot!(story.run(&format!("{FIXED} --diff agent.yaml")), @"
    --- agent.yaml
    +++ agent.yaml
    @@ -11,13 +11,16 @@
           labels: {app: agent}
         spec:
           nodeSelector:
    -        beta.kubernetes.io/os: linux # the only one
    +        kubernetes.io/os: linux # the only one
           tolerations:
             - key: node-role.kubernetes.io/master
               effect: NoSchedule
    +        - key: node-role.kubernetes.io/control-plane
    +          operator: Exists
    +          effect: NoSchedule
           priorityClassName: system-node-critical
           containers:
             - name: agent
    -          image: k8s.gcr.io/agent:1.2
    +          image: registry.k8s.io/agent:1.2
               readinessProbe: {exec: {command: [/bin/ready]}}
               resources: {requests: {cpu: 10m, memory: 16Mi}}
    --- stderr
    would fix 3 findings in 1 file: 1 deprecated-node-label, 1 frozen-registry, 1 removed-master-role
    --- exit code 1
    ");
    assert_eq!(story.read("agent.yaml"), AGENT);
    // What --fix would not change is no news for it.
    assert_snapshot!(story.run("check --isolated --select no-readiness-probe --diff agent.yaml"), @"
    --- stderr
    nothing to fix in 1 file
    ");
    assert_snapshot!(story.run(&format!("{FIXED} --diff --format json agent.yaml")), @"
    --- stderr
    error: the argument '--diff' cannot be used with '--format <FORMAT>'

    Usage: daemonlint check --isolated --select <RULE|CATEGORY> --diff <PATH>...

    For more information, try '--help'.
    --- exit code 2
    ");
}

#[test]
fn files_are_fixed_until_nothing_is_left() {
    let story = agent();
    assert_snapshot!(story.run(&format!("{FIXED} --fix agent.yaml")), @"
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    fixed 3 findings in 1 file: 1 deprecated-node-label, 1 frozen-registry, 1 removed-master-role
    ");
    assert_snapshot!(story.read("agent.yaml"), @"
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: agent
      namespace: ops
    spec:
      selector:
        matchLabels: {app: agent}
      template:
        metadata:
          labels: {app: agent}
        spec:
          nodeSelector:
            kubernetes.io/os: linux # the only one
          tolerations:
            - key: node-role.kubernetes.io/master
              effect: NoSchedule
            - key: node-role.kubernetes.io/control-plane
              operator: Exists
              effect: NoSchedule
          priorityClassName: system-node-critical
          containers:
            - name: agent
              image: registry.k8s.io/agent:1.2
              readinessProbe: {exec: {command: [/bin/ready]}}
              resources: {requests: {cpu: 10m, memory: 16Mi}}
    ");
    let after = story.read("agent.yaml");
    assert_snapshot!(story.run(&format!("{FIXED} --fix agent.yaml")), @"1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)");
    assert_eq!(story.read("agent.yaml"), after);
}

#[test]
fn unsafe_fixes_are_carried_out_where_they_are_asked_for() {
    const LABELS: &str = "      labels: {app: agent}\n";
    const CRITICAL: &str = "      annotations: {scheduler.alpha.kubernetes.io/critical-pod: ''}\n";
    let yaml = AGENT
        .replace(LABELS, &[LABELS, CRITICAL].concat())
        .replace("      priorityClassName: system-node-critical\n", "");
    let story = Story::new(&[("agent.yaml", &yaml)]);
    let check = "check --isolated --select deprecated-annotation --fix agent.yaml";
    assert_snapshot!(story.run(check), @"
    warning[deprecated-annotation]: nothing reads `scheduler.alpha.kubernetes.io/critical-pod` since Kubernetes
      | 1.16: these pods rank with any other [fixable, unsafe]
        ,-[agent.yaml:12:21]
     11 |       labels: {app: agent}
     12 |       annotations: {scheduler.alpha.kubernetes.io/critical-pod: ''}
        :                     ^^^^^^^^^^^^^^^^^^^^^|^^^^^^^^^^^^^^^^^^^^
        :                                          `-- has a field now
        `----
      help: write in `spec.template.spec`
            priorityClassName: system-node-critical
      see:  daemonlint explain deprecated-annotation
            https://kubernetes.io/docs/reference/labels-annotations-taints/

    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    1 more fixable with --unsafe-fixes
    ");
    assert_eq!(story.read("agent.yaml"), yaml);
    assert_snapshot!(story.run(&format!("{check} --unsafe-fixes")), @"
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    fixed 1 finding in 1 file: 1 deprecated-annotation
    ");
    assert_snapshot!(story.read("agent.yaml"), @"
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: agent
      namespace: ops
    spec:
      selector:
        matchLabels: {app: agent}
      template:
        metadata:
          labels: {app: agent}
          annotations: {}
        spec:
          nodeSelector:
            beta.kubernetes.io/os: linux # the only one
          tolerations:
            - key: node-role.kubernetes.io/master
              effect: NoSchedule
          containers:
            - name: agent
              image: k8s.gcr.io/agent:1.2
              readinessProbe: {exec: {command: [/bin/ready]}}
              resources: {requests: {cpu: 10m, memory: 16Mi}}
          priorityClassName: system-node-critical
    ");
}

#[test]
fn what_is_piped_in_comes_out_fixed() {
    let story = Story::new(&[(".daemonlint.yaml", "exclude: [vendor]\n")]);
    let fix = FIXED.replace("--isolated", "--format short --fix");
    assert_snapshot!(story.run_on(AGENT, &format!("{fix} -")), @"
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: agent
      namespace: ops
    spec:
      selector:
        matchLabels: {app: agent}
      template:
        metadata:
          labels: {app: agent}
        spec:
          nodeSelector:
            kubernetes.io/os: linux # the only one
          tolerations:
            - key: node-role.kubernetes.io/master
              effect: NoSchedule
            - key: node-role.kubernetes.io/control-plane
              operator: Exists
              effect: NoSchedule
          priorityClassName: system-node-critical
          containers:
            - name: agent
              image: registry.k8s.io/agent:1.2
              readinessProbe: {exec: {command: [/bin/ready]}}
              resources: {requests: {cpu: 10m, memory: 16Mi}}
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    fixed 3 findings in 1 file: 1 deprecated-node-label, 1 frozen-registry, 1 removed-master-role
    ");
    let named = story.output(AGENT, &format!("{fix} --stdin-filename agent.yaml -"));
    assert!(String::from_utf8_lossy(&named.stdout).contains("registry.k8s.io/agent:1.2"));
    // What is excluded passes through as it is.
    let excluded = story.output(AGENT, &format!("{fix} --stdin-filename vendor/agent.yaml -"));
    assert_eq!(String::from_utf8_lossy(&excluded.stdout), AGENT);
    // So does what there is nothing to fix in.
    let nothing = story.output("a: 1 # x\n", &format!("{fix} -"));
    assert_eq!(String::from_utf8_lossy(&nothing.stdout), "a: 1 # x\n");
    assert_snapshot!(story.run_on(AGENT, &format!("{fix} --diff --stdin-filename a.yaml -").replace(" --format short --fix", "")), @"
    --- a.yaml
    +++ a.yaml
    @@ -11,13 +11,16 @@
           labels: {app: agent}
         spec:
           nodeSelector:
    -        beta.kubernetes.io/os: linux # the only one
    +        kubernetes.io/os: linux # the only one
           tolerations:
             - key: node-role.kubernetes.io/master
               effect: NoSchedule
    +        - key: node-role.kubernetes.io/control-plane
    +          operator: Exists
    +          effect: NoSchedule
           priorityClassName: system-node-critical
           containers:
             - name: agent
    -          image: k8s.gcr.io/agent:1.2
    +          image: registry.k8s.io/agent:1.2
               readinessProbe: {exec: {command: [/bin/ready]}}
               resources: {requests: {cpu: 10m, memory: 16Mi}}
    --- stderr
    would fix 3 findings in 1 file: 1 deprecated-node-label, 1 frozen-registry, 1 removed-master-role
    --- exit code 1
    ");
}

#[test]
fn what_is_suppressed_or_excluded_is_not_fixed() {
    let accepted = AGENT
        .replace(
            "linux # the only one",
            "linux # daemonlint: ignore[deprecated-node-label] old nodes",
        )
        .replace("/master\n", "/master # daemonlint: ignore[removed-master-role] old nodes\n");
    let story = Story::new(&[
        ("deploy/agent.yaml", &accepted),
        ("deploy/vendor/agent.yaml", AGENT),
        (".daemonlint.yaml", "exclude: [vendor]\n"),
    ]);
    let fix = FIXED.replace("--isolated", "--fix");
    assert_snapshot!(story.run(&format!("{fix} deploy")), @"
    1 file, 1 object, 1 DaemonSet: nothing found (2 suppressed) in N ms (Kubernetes 1.37)
    fixed 1 finding in 1 file: 1 frozen-registry
    ");
    assert_eq!(story.read("deploy/vendor/agent.yaml"), AGENT);
    let expected = accepted.replace("k8s.gcr.io", "registry.k8s.io");
    assert_eq!(story.read("deploy/agent.yaml"), expected);
}

#[test]
fn encodings_line_breaks_and_marks_stay() {
    let story = Story::new(&[]);
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let dos = AGENT.replace('\n', "\r\n");
    let files =
        [("utf16.yaml", utf16(&dos)), ("bom.yaml", ["\u{feff}", AGENT].concat().into_bytes())];
    for (name, bytes) in &files {
        std::fs::write(story.folder().join(name), bytes).unwrap();
    }
    story.run(&format!("{FIXED} --fix utf16.yaml bom.yaml"));
    let changed = |text: &str| {
        text.replace("\r\n", "\n")
            .replace("beta.kubernetes.io/os", "kubernetes.io/os")
            .replace("k8s.gcr.io", "registry.k8s.io")
            .replace(OLD_TAINT, &[OLD_TAINT, NEW_TAINT].concat())
    };
    let read = |name: &str| std::fs::read(story.folder().join(name)).unwrap();
    assert_eq!(read("utf16.yaml"), utf16(&changed(&dos).replace('\n', "\r\n")));
    assert_eq!(read("bom.yaml"), ["\u{feff}", &changed(AGENT)].concat().into_bytes());
    // A pipe keeps its encoding, too.
    let bytes = utf16(&dos);
    std::fs::write(story.folder().join("in.yaml"), &bytes).unwrap();
    let piped = std::process::Command::new(env!("CARGO_BIN_EXE_daemonlint"))
        .args(format!("{FIXED} --fix -").split(' '))
        .stdin(std::fs::File::open(story.folder().join("in.yaml")).unwrap())
        .output()
        .unwrap();
    assert_eq!(piped.stdout, utf16(&changed(&dos).replace('\n', "\r\n")));
    let broken = story.folder().join("broken");
    std::fs::write(&broken, b"a: \xff\n").unwrap();
    let piped = std::process::Command::new(env!("CARGO_BIN_EXE_daemonlint"))
        .args(format!("{FIXED} --fix -").split(' '))
        .stdin(std::fs::File::open(broken).unwrap())
        .output()
        .unwrap();
    assert_eq!(piped.status.code(), Some(2));
    assert_snapshot!(String::from_utf8_lossy(&piped.stderr), @"error: can't fix <stdin>: is not text: byte 3 is not valid UTF-8");
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_a_file_with_two_names_is_fixed_once() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let story = Story::new(&[("real/agent.yaml", AGENT), ("vendor/agent.yaml", AGENT)]);
    let path = |path: &str| story.folder().join(path);
    std::fs::set_permissions(path("real/agent.yaml"), PermissionsExt::from_mode(0o640)).unwrap();
    std::fs::create_dir(path("deploy")).unwrap();
    symlink("../real/agent.yaml", path("deploy/a.yaml")).unwrap();
    symlink("../vendor/agent.yaml", path("deploy/b.yaml")).unwrap();
    let seen = story.run(&format!("{FIXED} --format short --fix --exclude vendor real deploy"));
    assert_snapshot!(seen, @"
    deploy/b.yaml:16:16: error[removed-master-role]: only the old taint `node-role.kubernetes.io/master` is tolerated: control plane nodes have `node-role.kubernetes.io/control-plane` since Kubernetes 1.25
    deploy/b.yaml:14:9: warning[deprecated-node-label]: `beta.kubernetes.io/os` is deprecated: the label is `kubernetes.io/os` now
    deploy/b.yaml:21:18: warning[frozen-registry]: `k8s.gcr.io` gets no images since April 2023
    --- stderr
    2 files, 2 objects, 2 DaemonSets: 1 error, 2 warnings in N ms (Kubernetes 1.37)
    fixed 3 findings in 1 file: 1 deprecated-node-label, 1 frozen-registry, 1 removed-master-role
    3 fixable with --fix
    2 alternatives, each for itself: deploy, real
    --- exit code 1
    ");
    assert!(std::fs::symlink_metadata(path("deploy/a.yaml")).unwrap().is_symlink());
    assert!(story.read("real/agent.yaml").contains("registry.k8s.io"));
    let mode = std::fs::metadata(path("real/agent.yaml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    // What lies behind a link that leads to what is excluded is left alone.
    assert_eq!(story.read("vendor/agent.yaml"), AGENT);
}

#[test]
fn reports_for_programs_say_what_was_fixed() {
    let story = agent();
    let output = story.output("", &format!("{FIXED} --fix --format json agent.yaml"));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_snapshot!(report["summary"]["fixed"], @r#"{"deprecated-node-label":1,"frozen-registry":1,"removed-master-role":1}"#);
}

#[test]
fn what_an_upgrade_would_change_is_not_fixed() {
    assert_snapshot!(agent().run("check --fix --upgrade-to 1.37 agent.yaml"), @"
    --- stderr
    error: the argument '--fix' cannot be used with '--upgrade-to <VERSION>'

    Usage: daemonlint check --fix <PATH>...

    For more information, try '--help'.
    --- exit code 2
    ");
}

#[test]
fn fields_are_renamed_and_go_where_they_belong() {
    let yaml = AGENT
        .replace(
            "  template:\n",
            "  replicas: 1 # one\n  terminationGracePeriodSeconds: 9\n  template:\n",
        )
        .replace(
            "          image:",
            "          imagepullPolicy: Always # a lab\n          hostPID: true\n          image:",
        );
    let story = Story::new(&[("agent.yaml", &yaml)]);
    let check = "check --isolated --select admission --format short --fix agent.yaml";
    assert_snapshot!(story.run(check), @r#"
    agent.yaml:9:3: error[admission-strict]: `spec` has no field `replicas`
    agent.yaml:10:3: error[admission-strict]: `spec` has no field `terminationGracePeriodSeconds`
    agent.yaml:24:11: error[admission-strict]: `containers[0]` has no field `hostPID`
    agent.yaml:16:32: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead
    --- stderr
    1 file, 1 object, 1 DaemonSet: 3 errors, 1 warning in N ms (Kubernetes 1.37)
    fixed 1 finding in 1 file: 1 admission-strict
    3 more fixable with --unsafe-fixes
    --- exit code 1
    "#);
    assert_snapshot!(story.run(&format!("{check} --unsafe-fixes")), @r#"
    agent.yaml:14:32: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    fixed 3 findings in 1 file: 3 admission-strict
    "#);
    assert_snapshot!(story.read("agent.yaml"), @"
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: agent
      namespace: ops
    spec:
      selector:
        matchLabels: {app: agent}
      template:
        metadata:
          labels: {app: agent}
        spec:
          nodeSelector:
            beta.kubernetes.io/os: linux # the only one
          tolerations:
            - key: node-role.kubernetes.io/master
              effect: NoSchedule
          priorityClassName: system-node-critical
          containers:
            - name: agent
              imagePullPolicy: Always # a lab
              image: k8s.gcr.io/agent:1.2
              readinessProbe: {exec: {command: [/bin/ready]}}
              resources: {requests: {cpu: 10m, memory: 16Mi}}
          hostPID: true
          terminationGracePeriodSeconds: 9
    ");
}

#[test]
fn what_stands_around_a_field_is_not_lost_when_it_would_have_to_move() {
    let yaml = AGENT.replace(
        "  template:\n",
        "  volumes:\n    # the node's own\n    - name: run\n      hostPath: {path: /run}\n  template:\n",
    );
    let story = Story::new(&[("agent.yaml", &yaml)]);
    let check = "check --isolated --select admission --format short --fix --unsafe-fixes .";
    assert_snapshot!(story.run(check), @r#"
    ./agent.yaml:9:3: error[admission-strict]: `spec` has no field `volumes`
    ./agent.yaml:18:32: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error, 1 warning in N ms (Kubernetes 1.37)
    --- exit code 1
    "#);
    assert_eq!(story.read("agent.yaml"), yaml);
}
