//! What holds in some places alone, and what is accepted there.

use insta::assert_snapshot;

use crate::story::Story;

/// A DaemonSet with an image that anybody may push again; `before` stands above its containers.
pub(crate) fn agent(name: &str, before: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {name}
  namespace: ops
spec:
  selector:
    matchLabels: {{app: {name}}}
  template:
    metadata:
      labels: {{app: {name}}}
    spec:
      nodeSelector: {{kubernetes.io/os: linux}}
{before}      containers:
        - name: main
          image: registry.example.com/{name}:latest
          resources: {{requests: {{cpu: 10m, memory: 20Mi}}, limits: {{memory: 20Mi}}}}
"
    )
}

/// A project with an agent of its own, and a chart that somebody else wrote.
fn project(config: &str) -> Story {
    Story::new(&[
        (".daemonlint.yaml", config),
        ("own/agent.yaml", &agent("agent", "")),
        ("vendor/chart/probe.yaml", &agent("probe", "")),
        ("vendor/chart/shipper.yaml", &agent("shipper", "")),
    ])
}

const CHECK: &str = "check --format short .";

#[test]
fn an_override_holds_where_it_says() {
    let config = "\
select: [image-tag-latest]
overrides:
  - paths: [vendor/**]
    severity: {image-tag-latest: info}
    select: [image-not-pinned]
  - objects: [{kind: DaemonSet, name: ship*}]
    ignore: [hygiene]
";
    assert_snapshot!(project(config).run(CHECK), @"
    ./own/agent.yaml:16:18: warning[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version
    ./vendor/chart/probe.yaml:16:18: info[image-not-pinned]: `registry.example.com/probe:latest` has no digest: its tag may be pushed again
    ./vendor/chart/probe.yaml:16:18: info[image-tag-latest]: `registry.example.com/probe:latest` is whatever was pushed last: nodes that join later may run another version
    --- stderr
    3 files, 3 objects, 3 DaemonSets: 1 warning, 2 infos in N ms (Kubernetes 1.37)
    ");
    // What is selected on the command line is not added to.
    let seen = project(config).run("check --format short --select image-tag-latest .");
    assert!(!seen.contains("image-not-pinned"), "{seen}");
    let seen = project(config).run("check --format short --ignore image-not-pinned .");
    assert!(!seen.contains("image-not-pinned"), "{seen}");
}

#[test]
fn a_config_accepts_by_path_and_by_object() {
    let config = "\
select: [image-tag-latest]
suppress:
  - rules: [hygiene]
    paths: [vendor]
    objects: [{namespace: ops, name: probe}]
    reason: pinned by the registry
  - rules: [image-tag-latest]
    objects: [{kind: Deployment}]
";
    assert_snapshot!(project(config).run(CHECK), @"
    ./own/agent.yaml:16:18: warning[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version
    ./vendor/chart/shipper.yaml:16:18: warning[image-tag-latest]: `registry.example.com/shipper:latest` is whatever was pushed last: nodes that join later may run another version
    --- stderr
    3 files, 3 objects, 3 DaemonSets: 2 warnings (1 suppressed) in N ms (Kubernetes 1.37)
    ");
    let sarif = project(config).run("check --format sarif .");
    assert!(sarif.contains("\"kind\":\"external\""), "{sarif}");
    assert!(sarif.contains("\"justification\":\"pinned by the registry.\""), "{sarif}");
}

#[test]
fn what_two_do_to_each_other_is_accepted_at_either() {
    let twin = agent("twin", "").replace("app: twin", "app: agent");
    for (name, found) in [("agent", 0), ("twin", 0), ("other", 1)] {
        let config = format!(
            "select: [selector-overlap]\nsuppress:\n- {{rules: [selector-overlap], objects: [{{name: {name}}}]}}\n"
        );
        let story = Story::new(&[
            (".daemonlint.yaml", &config),
            ("set/agent.yaml", &agent("agent", "")),
            ("set/twin.yaml", &twin),
        ]);
        let seen = story.run("check --format short set");
        assert_eq!(seen.matches("[selector-overlap]").count(), found, "{name}: {seen}");
    }
}

#[test]
fn no_manifest_suppresses_what_is_enforced() {
    let comment = "      # daemonlint: ignore[image-tag-latest] a lab\n";
    let story = Story::new(&[
        (
            ".daemonlint.yaml",
            "select: [image-tag-latest, unused-suppression]\nenforce: [image-tag-latest]\n",
        ),
        ("agent.yaml", &agent("agent", comment)),
    ]);
    assert_snapshot!(story.run("check agent.yaml"), @"
    warning[unused-suppression]: `image-tag-latest` can't be suppressed here: the config enforces it
        ,-[agent.yaml:14:28]
     13 |       nodeSelector: {kubernetes.io/os: linux}
     14 |       # daemonlint: ignore[image-tag-latest] a lab
        :                            ^^^^^^^^^^^^^^^^
        `----
      help: mend what it finds, or have it accepted in the config (`suppress`)
      see:  daemonlint explain unused-suppression

    warning[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join
      | later may run another version
        ,-[agent.yaml:17:18]
     16 |         - name: main
     17 |           image: registry.example.com/agent:latest
        :                  ^^^^^^^^^^^^^^^^|^^^^^^^^^^^^^^^^
        :                                  `-- which version is left open
        `----
      help: name a version, or pin the digest (`name:tag@sha256:…`), so that an update is a change of the manifest
            that rolls out node by node and can be rolled back
      see:  daemonlint explain image-tag-latest
            https://kubernetes.io/docs/concepts/containers/images/#image-names

    1 file, 1 object, 1 DaemonSet: 2 warnings in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn a_reason_is_asked_for() {
    let comment = "      # daemonlint: ignore[image-tag-latest]\n";
    let annotated = agent("probe", "").replace(
        "  namespace: ops\n",
        "  namespace: ops\n  annotations:\n    daemonlint.dev/ignore: image-tag-latest\n",
    );
    let story = Story::new(&[
        (".daemonlint.yaml", "require-reason: true\n"),
        ("agent.yaml", &agent("agent", comment)),
        ("probe.yaml", &annotated),
        (
            "said.yaml",
            &annotated.replace(": image-tag-latest\n", ": \"image-tag-latest: a lab\"\n"),
        ),
    ]);
    assert_snapshot!(story.run("check ."), @r#"
    ./agent.yaml: 1 error

    error[suppression-without-reason]: `image-tag-latest` is suppressed, and nothing says why
        ,-[./agent.yaml:14:28]
     13 |       nodeSelector: {kubernetes.io/os: linux}
     14 |       # daemonlint: ignore[image-tag-latest]
        :                            ^^^^^^^^^^^^^^^^
        `----
      help: write the reason behind the brackets: `# daemonlint: ignore[rule-id] reason`
      see:  daemonlint explain suppression-without-reason

    ./probe.yaml: 1 error

    error[suppression-without-reason]: `image-tag-latest` is suppressed, and nothing says why
       ,-[./probe.yaml:7:28]
     6 |   annotations:
     7 |     daemonlint.dev/ignore: image-tag-latest
       :                            ^^^^^^^^^^^^^^^^
       `----
      help: write the reason behind a colon: `daemonlint.dev/ignore: "rule-id: reason"`

    3 files, 3 objects, 3 DaemonSets: 2 errors (3 infos: --show info, 3 suppressed) in N ms (Kubernetes 1.37)
    3 alternatives, each for itself: probe.yaml, said.yaml, the rest
    --- exit code 1
    "#);
    let story = Story::new(&[
        (
            ".daemonlint.yaml",
            "require-reason: true\nsuppress:\n  - rules: [hygiene]\n    paths: [vendor]\n",
        ),
        ("agent.yaml", &agent("agent", "")),
    ]);
    assert_snapshot!(story.run("check agent.yaml"), @"
    --- stderr
    error[config]: `reason` is missing: `require-reason` asks for one
       ,-[.daemonlint.yaml:3:5]
     2 | suppress:
     3 |   - rules: [hygiene]
       :     ^^^^^^^^^^^^^^^^
       `----
      help: `daemonlint schema config` prints what this file may hold

    --- exit code 2
    ");
}

#[test]
fn a_mistake_is_marked_where_it_stands() {
    for (config, said) in [
        ("overrides:\n- paths: [vendor]\n", "this changes nothing"),
        ("overrides:\n- ignore: [hygiene]\n", "where does this hold?"),
        (
            "overrides:\n- {path: [vendor], ignore: [hygiene]}\n",
            "`path` is not a field of an override; `paths` is",
        ),
        ("overrides:\n- {paths: ['a['], ignore: [hygiene]}\n", "`a[` is not a glob"),
        ("overrides:\n- {objects: [{name: 'a['}], ignore: [hygiene]}\n", "`a[` is not a glob"),
        (
            "overrides:\n- {objects: [{nam: a}], ignore: [hygiene]}\n",
            "`nam` is not a field of an object; `name` is",
        ),
        ("overrides:\n- {objects: [{}], ignore: [hygiene]}\n", "this names no object"),
        (
            "overrides:\n- {paths: [a], severity: {hygine: off}}\n",
            "no rule or category is called `hygine`",
        ),
        ("suppress:\n- {paths: [a], reason: b}\n", "`rules` is missing"),
        ("suppress:\n- {paths: [a], rules: [hygine]}\n", "no rule or category is called `hygine`"),
        ("enforce: [privileged]\n", "no rule or category is called `privileged`"),
    ] {
        let seen = project(config).run("check own");
        assert!(seen.contains(said) && seen.ends_with("--- exit code 2\n"), "{config}{seen}");
        assert!(seen.contains(",-[.daemonlint.yaml:"), "{config}{seen}");
    }
}

#[test]
fn what_is_suppressed_is_listed() {
    let comment = "      # daemonlint: ignore[image-tag-latest] a lab\n";
    let config = "\
select: [image-tag-latest]
suppress:
  - rules: [hygiene]
    objects: [{name: probe}]
    reason: pinned by the registry
  - rules: [image-tag-latest]
    objects: [{name: nobody}]
";
    let story = Story::new(&[
        (".daemonlint.yaml", config),
        ("a.yaml", &agent("agent", comment)),
        ("b.yaml", &agent("probe", "")),
        ("c.yaml", &agent("shipper", &comment.replace(" a lab", ""))),
    ]);
    assert_snapshot!(story.run("check --format short --show-suppressed ."), @"
    ./a.yaml:17:18: suppressed warning[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version (by line 14: a lab)
    ./b.yaml:16:18: suppressed warning[image-tag-latest]: `registry.example.com/probe:latest` is whatever was pushed last: nodes that join later may run another version (by .daemonlint.yaml:3: pinned by the registry)
    ./c.yaml:17:18: suppressed warning[image-tag-latest]: `registry.example.com/shipper:latest` is whatever was pushed last: nodes that join later may run another version (by line 14, without a reason)
    .daemonlint.yaml:6: suppresses nothing of what was checked
    --- stderr
    3 files, 3 objects, 3 DaemonSets: nothing found (3 suppressed) in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.run("check --show-suppressed ."), @"
    ./a.yaml:17:18: suppressed warning[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version (by line 14: a lab)
    ./b.yaml:16:18: suppressed warning[image-tag-latest]: `registry.example.com/probe:latest` is whatever was pushed last: nodes that join later may run another version (by .daemonlint.yaml:3: pinned by the registry)
    ./c.yaml:17:18: suppressed warning[image-tag-latest]: `registry.example.com/shipper:latest` is whatever was pushed last: nodes that join later may run another version (by line 14, without a reason)
    .daemonlint.yaml:6: suppresses nothing of what was checked

    3 files, 3 objects, 3 DaemonSets: nothing found (3 suppressed) in N ms (Kubernetes 1.37)
    ");
    let json = story.run("check --quiet --format json --show-suppressed a.yaml");
    assert!(json.contains("\"suppressed\":[{\"rule\":\"image-tag-latest\""), "{json}");
    let by = "\"suppression\":{\"kind\":\"manifest\",\"by\":\"a.yaml\",\"line\":14,\"reason\":\"a lab\"}";
    assert!(json.contains(by), "{json}");
}

/// A DaemonSet of two containers and one that prepares them.
fn three(before: &str, annotation: &str) -> String {
    let others = "      initContainers:
        - name: init
          image: registry.example.com/init:latest
      containers:
        - name: side
          image: registry.example.com/side:latest
";
    let text = agent("agent", before).replace("      containers:\n", others);
    text.replace("  namespace: ops\n", &format!("  namespace: ops\n{annotation}"))
}

#[test]
fn one_container_is_accepted() {
    let annotation = "  annotations:\n    daemonlint.dev/ignore: ";
    for (text, told) in [
        (three("", ""), ["init", "side", "agent"].as_slice()),
        (three("", &format!("{annotation}image-tag-latest container=init\n")), &["side", "agent"]),
        (
            three("", &format!("{annotation}\"image-tag-latest container=init,side: a lab\"\n")),
            &["agent"],
        ),
        (
            three(
                "",
                &format!("{annotation}|\n      image-tag-latest container=init: a lab\n      hygiene container=main\n"),
            ),
            &["side"],
        ),
        // In the middle of the pods' spec a comment is for what begins there.
        (
            three("", "").replace("  template:\n", "  # daemonlint: ignore[image-tag-latest] container=side: a lab\n  template:\n"),
            &["init", "agent"],
        ),
        (
            three("", "").replace(
                "      initContainers:\n",
                "      # daemonlint: ignore[image-tag-latest] container=side a lab\n      initContainers:\n",
            ),
            &["init", "side", "agent"],
        ),
    ] {
        let story = Story::new(&[("agent.yaml", &text)]);
        let seen = story.run("check --quiet --format short --select image-tag-latest agent.yaml");
        for image in ["init", "side", "agent"] {
            let said = seen.contains(&format!("example.com/{image}:latest"));
            assert_eq!(said, told.contains(&image), "{image}: {text}\n{seen}");
        }
    }
    let story = Story::new(&[(
        "agent.yaml",
        &three("", &format!("{annotation}image-tag-latest container=inti\n")),
    )]);
    let check = "check --quiet --format short --select unused-suppression agent.yaml";
    assert_snapshot!(story.run(check), @"agent.yaml:7:28: warning[unused-suppression]: no container is called `inti` here: this suppresses nothing");
}
