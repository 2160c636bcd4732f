//! `--kubernetes`, `--feature-gates` and their fields in the config: what another version answers.

use insta::assert_snapshot;

use crate::story::Story;

/// A pod whose container sees an image's files, which 1.34 drops and 1.35 keeps.
const IMAGE_VOLUME: &str = "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: models
spec:
  selector:
    matchLabels: {app: models}
  template:
    metadata:
      labels: {app: models}
    spec:
      containers:
      - name: models
        image: registry.example.com/models:1.0.3
        volumeMounts:
        - {name: weights, mountPath: /weights}
      volumes:
      - name: weights
        image: {reference: 'registry.example.com/weights:7'}
";

fn story(config: &str) -> Story {
    Story::new(&[(".daemonlint.yaml", config), ("models.yaml", IMAGE_VOLUME)])
}

const CHECK: &str = "check --select field-dropped,admission --format short models.yaml";

#[test]
fn a_version_tells_what_it_drops() {
    let of = |arguments: &str| story("").run(&format!("{CHECK} {arguments}"));
    assert_snapshot!(of("--kubernetes 1.34"), @r"
    models.yaml:15:9: warning[field-dropped]: Kubernetes 1.34 takes `volumeMounts` and drops it without a word
    models.yaml:17:7: warning[field-dropped]: Kubernetes 1.34 takes `volumes` and drops it without a word
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 warnings in N ms
    ");
    assert_snapshot!(of("--kubernetes v1.35.3"), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms
    ");
    assert_snapshot!(of("--kubernetes 1.34 --feature-gates ImageVolume=true"), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms
    ");
    assert_snapshot!(story("kubernetes: 1.34\n").run(CHECK), @r"
    models.yaml:15:9: warning[field-dropped]: Kubernetes 1.34 takes `volumeMounts` and drops it without a word
    models.yaml:17:7: warning[field-dropped]: Kubernetes 1.34 takes `volumes` and drops it without a word
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 warnings in N ms
    ");
    let config = "kubernetes: 1.34\nfeature-gates: {ImageVolume: true}\n";
    assert_snapshot!(story(config).run(CHECK), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms
    ");
}

#[test]
fn what_is_no_version_and_no_gate_is_refused() {
    let of = |arguments: &str| story("").run(&format!("{CHECK} {arguments}"));
    assert_snapshot!(of("--kubernetes 1.12"), @r"
    --- stderr
    error: invalid value '1.12' for '--kubernetes <VERSION>': Kubernetes 1.12 is not known here; known are 1.32 to 1.37

    For more information, try '--help'.
    --- exit code 2
    ");
    assert_snapshot!(of("--feature-gates Foo=true"), @r"
    --- stderr
    error: invalid value 'Foo=true' for '--feature-gates <GATE=true|false>': no feature gate `Foo` changes what becomes of a workload's manifest

    For more information, try '--help'.
    --- exit code 2
    ");
    assert_snapshot!(of("--kubernetes 1.36 --feature-gates ImageVolume=false"), @r"
    --- stderr
    error: the feature gate `ImageVolume` is locked in Kubernetes 1.36: it is always on
    --- exit code 2
    ");
    assert_snapshot!(story("kubernetes: 2\n").run(CHECK), @r"
    --- stderr
    error[config]: `2` is no Kubernetes version; write it as in `1.36` or `v1.36.2`
       ,-[.daemonlint.yaml:1:13]
     1 | kubernetes: 2
       :             ^
       `----
      help: `daemonlint config schema` prints what this file may hold

    --- exit code 2
    ");
    assert_snapshot!(story("feature-gates: {Foo: true}\n").run(CHECK), @r"
    --- stderr
    error[config]: no feature gate `Foo` changes what becomes of a workload's manifest
       ,-[.daemonlint.yaml:1:17]
     1 | feature-gates: {Foo: true}
       :                 ^^^
       `----
      help: `daemonlint config schema` prints what this file may hold

    --- exit code 2
    ");
}
