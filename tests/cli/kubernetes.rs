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
    1 file, 1 object, 1 DaemonSet: 2 warnings in N ms (Kubernetes 1.34)
    ");
    assert_snapshot!(of("--kubernetes v1.35.3"), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.35)
    ");
    assert_snapshot!(of("--kubernetes 1.34 --feature-gates ImageVolume=true"), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.34)
    ");
    assert_snapshot!(story("kubernetes: 1.34\n").run(CHECK), @r"
    models.yaml:15:9: warning[field-dropped]: Kubernetes 1.34 takes `volumeMounts` and drops it without a word
    models.yaml:17:7: warning[field-dropped]: Kubernetes 1.34 takes `volumes` and drops it without a word
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 warnings in N ms (Kubernetes 1.34)
    ");
    let config = "kubernetes: 1.34\nfeature-gates: {ImageVolume: true}\n";
    assert_snapshot!(story(config).run(CHECK), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.34)
    ");
}

#[test]
fn what_is_no_version_and_no_gate_is_refused() {
    let of = |arguments: &str| story("").run(&format!("{CHECK} {arguments}"));
    assert_snapshot!(of("--kubernetes 1.12"), @"
    --- stderr
    error: invalid value '1.12' for '--kubernetes <VERSION>': Kubernetes 1.12 is not known here; known are 1.32, 1.33, 1.34, 1.35, 1.36, 1.37

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
    assert_snapshot!(story("kubernetes: 2\n").run(CHECK), @"
    --- stderr
    error[config]: `2` is no Kubernetes version; write it as in `1.36` or `v1.36.2` (known are 1.32, 1.33, 1.34,
      | 1.35, 1.36, 1.37)
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

/// An agent with an address that older versions take, beside an API that goes away.
const ADDRESSES: &str = "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: resolver
spec:
  selector:
    matchLabels: {app: resolver}
  template:
    metadata:
      labels: {app: resolver}
    spec:
      hostAliases:
      - ip: 010.1.2.3
        hostnames: [cache]
      containers:
      - name: resolver
        image: registry.example.com/resolver:3.1.0
        resizePolicy:
        - {resourceName: cpu, restartPolicy: NotRequired}
---
apiVersion: storage.k8s.io/v1beta1
kind: VolumeAttributesClass
metadata:
  name: fast
driverName: csi.example.com
";

#[test]
fn an_upgrade_is_told_of_before_it_happens() {
    let story = Story::new(&[("resolver.yaml", ADDRESSES), ("models.yaml", IMAGE_VOLUME)]);
    let of = |arguments: &str| {
        story.run(&format!("check --select field-dropped,admission --format short . {arguments}"))
    };
    assert_snapshot!(of("--upgrade-from 1.34 --upgrade-to 1.36"), @r"
    ./resolver.yaml:13:13: error[admission-invalid]: from 1.36 on: spec.template.spec.hostAliases[0].ip: `010.1.2.3` must not have leading zeros
    ./models.yaml:15:9: info[field-dropped]: Kubernetes 1.36 keeps this field, which 1.34 drops without a word
    ./models.yaml:17:7: info[field-dropped]: Kubernetes 1.36 keeps this field, which 1.34 drops without a word
    --- stderr
    2 files, 3 objects, 2 DaemonSets: 1 error, 2 infos in N ms (Kubernetes 1.34 to 1.36)
    --- exit code 1
    ");
    assert_snapshot!(of("--upgrade-from 1.32 --upgrade-to 1.33"), @r#"
    ./resolver.yaml:13:13: warning[admission-warning]: from 1.33 on: spec.template.spec.hostAliases[0].ip: non-standard IP address "010.1.2.3" will be considered invalid in a future Kubernetes release: use "10.1.2.3"
    ./resolver.yaml:18:9: info[field-dropped]: Kubernetes 1.33 keeps this field, which 1.32 drops without a word
    --- stderr
    2 files, 3 objects, 2 DaemonSets: 1 warning, 1 info in N ms (Kubernetes 1.32 to 1.33)
    "#);
    assert_snapshot!(of("--upgrade-to 1.37"), @r"
    ./resolver.yaml:21:13: error[admission-decode]: from 1.37 on: `storage.k8s.io/v1beta1` has no kind `VolumeAttributesClass` since Kubernetes 1.37
    --- stderr
    2 files, 3 objects, 2 DaemonSets: 1 error in N ms (Kubernetes 1.36 to 1.37)
    --- exit code 1
    ");
    assert_snapshot!(of("--upgrade-to 1.37 --fail-on never"), @r"
    ./resolver.yaml:21:13: error[admission-decode]: from 1.37 on: `storage.k8s.io/v1beta1` has no kind `VolumeAttributesClass` since Kubernetes 1.37
    --- stderr
    2 files, 3 objects, 2 DaemonSets: 1 error in N ms (Kubernetes 1.36 to 1.37)
    ");
    assert_snapshot!(of("--kubernetes 1.36 --upgrade-to 1.36"), @r"
    --- stderr
    error: from 1.36 to 1.36 is no upgrade: --upgrade-from says which version the cluster has
    --- exit code 2
    ");
    assert_snapshot!(
        story.run("check --select admission --upgrade-from 1.35 --upgrade-to 1.36 resolver.yaml"),
        @r"
    error[admission-invalid]: from 1.36 on: spec.template.spec.hostAliases[0].ip: `010.1.2.3` must not have
      | leading zeros
        ,-[resolver.yaml:13:13]
     12 |       hostAliases:
     13 |       - ip: 010.1.2.3
        :             ^^^^^^^^^
        `----
      help: what is stored already can't be changed any more, not even its labels: mend it before the upgrade
      see:  daemonlint explain admission-invalid

    1 file, 2 objects, 1 DaemonSet: 1 error in N ms (Kubernetes 1.35 to 1.36)
    --- exit code 1
    ");
}
