//! What a file is: whole objects, parts of them, templates, other tools' files.

use insta::assert_snapshot;

use crate::story::Story;

const RELAY: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: relay
  namespace: ops
spec:
  selector:
    matchLabels: {app: relay}
  template:
    metadata:
      labels: {app: relay}
    spec:
      nodeSelector: {kubernetes.io/os: linux}
      containers:
        - name: relay
          image: registry.example.com/relay:2.1.0
          readinessProbe: {exec: {command: [/bin/ready]}}
          resources: {requests: {cpu: 10m, memory: 16Mi}}
";

const PATCH: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: relay, namespace: ops}
spec:
  template:
    spec:
      containers:
        - {name: relay, image: registry.example.com/relay:debug}
";

fn overlays() -> Story {
    let untagged = RELAY.replace(":2.1.0", "");
    Story::new(&[
        ("base/relay.yaml", &untagged),
        ("base/kustomization.yaml", "resources: [relay.yaml]\n"),
        (
            "prod/kustomization.yaml",
            "resources: [../base]\nnamePrefix: prod-\nimages:\n\
             - {name: registry.example.com/relay, newTag: 2.1.0}\n\
             patches:\n- path: debug.yaml\n- path: ops.json\n  target: {kind: DaemonSet}\n",
        ),
        ("prod/debug.yaml", PATCH),
        ("prod/ops.json", "[{\"op\": \"remove\", \"path\": \"/spec/template/spec/nodeSelector\"}]"),
        (
            "nodes.yaml",
            "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools:\n\
             - {name: w, count: 2, labels: {kubernetes.io/os: linux}}\n",
        ),
    ])
}

#[test]
fn patches_are_no_manifests_and_bases_are_read_with_what_is_set() {
    let story = overlays();
    assert_snapshot!(story.run("check --format short --isolated base prod"), @"
    --- stderr
    5 files, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    skipped: 2 kustomize patches (kustomize build DIR | daemonlint check -), 2 kustomizations
    ");
    // A hook hands over one file: the kustomization beside it tells what it is.
    assert_snapshot!(story.run("check --format short prod/debug.yaml"), @"
    --- stderr
    1 file, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 kustomize patch (kustomize build DIR | daemonlint check -)
    ");
    assert_snapshot!(story.run("plan --nodes nodes.yaml base prod"), @"
    ops/prod-relay   2 of 2 nodes get a pod                                                        base/relay.yaml

      runs on             2  w-1, w-2

    1 DaemonSet on 2 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    skipped: 2 kustomize patches (kustomize build DIR | daemonlint check -), 2 kustomizations
    not known: whether ops has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn a_part_of_an_object_is_one_without_a_kustomization() {
    let part = PATCH.replace(", image: registry.example.com/relay:debug", ", $patch: delete");
    let story = Story::new(&[("part.yaml", &part), ("broken.yaml", PATCH)]);
    assert_snapshot!(story.run("check --format short part.yaml"), @"
    --- stderr
    1 file, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 kustomize patch (kustomize build DIR | daemonlint check -)
    ");
    assert_snapshot!(story.run("check --format short --select admission broken.yaml"), @"
    broken.yaml:5:3: error[admission-invalid]: spec.template.metadata.labels: are selected by nothing: `spec.selector` is missing
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    // What a command pipes in is applied as it stands.
    assert_snapshot!(story.run_on(&part, "check --format short --select admission -"), @"
    <stdin>:5:3: error[admission-invalid]: spec.template.metadata.labels: are selected by nothing: `spec.selector` is missing
    <stdin>:8:11: error[admission-invalid]: spec.template.spec.containers[0].image: a container needs an image
    <stdin>:8:25: error[admission-strict]: `containers[0]` has no field `$patch`
    --- stderr
    1 file, 1 object, 1 DaemonSet: 3 errors in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn placeholders_leave_the_rest_to_be_checked() {
    let text = RELAY
        .replace(
            "name: relay\n  namespace: ops",
            "name: relay-${CLUSTER}\n  namespace: <namespace>",
        )
        .replace("relay:2.1.0", "relay")
        .replace("memory: 16Mi", "memory: \"{{ memory }}\"")
        .replace("spec:\n  selector", "spec:\n  minReadySeconds: ${READY}\n  selector");
    let story = Story::new(&[("relay.yaml", &text)]);
    assert_snapshot!(story.run("check --show info relay.yaml"), @r#"
    warning[image-tag-latest]: `registry.example.com/relay` has no tag, so it is `latest`: nodes that join later
      | may run another version
        ,-[relay.yaml:17:18]
     16 |         - name: relay
     17 |           image: registry.example.com/relay
        :                  ^^^^^^^^^^^^^|^^^^^^^^^^^^
        :                               `-- which version is left open
        `----
      help: name a version, or pin the digest (`name:tag@sha256:…`), so that an update is a change of the manifest
            that rolls out node by node and can be rolled back
      see:  daemonlint explain image-tag-latest
            https://kubernetes.io/docs/concepts/containers/images/#image-names

    info[placeholder]: 4 values are still to be filled in: `relay-${CLUSTER}`, `<namespace>`, `${READY}`, `{{
      | memory }}`
       ,-[relay.yaml:4:9]
     3 | metadata:
     4 |   name: relay-${CLUSTER}
       :         ^^^^^^^^|^^^^^^^
       :                 `-- no rule judges it
     5 |   namespace: <namespace>
       :              ^^^^^^^^^^^
     6 | spec:
     7 |   minReadySeconds: ${READY}
       :                    ^^^^^^^^
       `----
        ,-[relay.yaml:19:52]
     18 |           readinessProbe: {exec: {command: [/bin/ready]}}
     19 |           resources: {requests: {cpu: 10m, memory: "{{ memory }}"}}
        :                                                    ^^^^^^^^^^^^^^
        `----
      help: check what the tool makes of it that fills it in
      see:  daemonlint explain placeholder

    1 file, 1 object, 1 DaemonSet: 1 warning, 1 info in N ms (Kubernetes 1.37)
    "#);
    assert_snapshot!(story.run_on(&text, "check --format short --select admission -"), @r#"
    <stdin>:4:9: error[admission-invalid]: metadata.name: `relay-${CLUSTER}` must have only lower-case letters, digits, `-` and `.`, and each part between dots must start and end with a letter or a digit, as in `relay---cluster`
    <stdin>:5:14: error[admission-invalid]: metadata.namespace: `<namespace>` must have only lower-case letters, digits and `-`, and start and end with a letter or a digit, as in `namespace`
    <stdin>:7:20: error[admission-decode]: `minReadySeconds` takes a whole number, not a string
    <stdin>:19:52: error[admission-decode]: `requests[memory]` takes a quantity, and `"{{ memory }}"` is not a number with an optional suffix, as in `500m` or `1.5Gi`
    --- stderr
    1 file, 1 object, 1 DaemonSet: 4 errors in N ms (Kubernetes 1.37)
    --- exit code 1
    "#);
}

#[test]
fn a_template_of_openshift_is_opened() {
    let object: String = RELAY
        .replace("relay:2.1.0", "relay:${TAG}")
        .replace("  namespace: ops\n", "  namespace: ${NAMESPACE}\n")
        .lines()
        .enumerate()
        .map(|(place, line)| format!("{}{line}\n", if place == 0 { "- " } else { "  " }))
        .collect();
    let head = "apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: relay}\n";
    let tail = "parameters:\n- {name: TAG, value: latest}\n- {name: NAMESPACE, required: true}\n";
    let story = Story::new(&[("template.yaml", &format!("{head}objects:\n{object}{tail}"))]);
    assert_snapshot!(story.run("check --format short template.yaml"), @"
    template.yaml:20:20: warning[image-tag-latest]: `registry.example.com/relay:latest` is whatever was pushed last: nodes that join later may run another version
    template.yaml:9:16: info[placeholder]: `${NAMESPACE}` is still to be filled in
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning, 1 info in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn what_is_encrypted_is_not_held_against_anything() {
    let text = RELAY.replace(
        "          resources",
        "          env: [{name: TOKEN, value: \"ENC[AES256_GCM,data:eA==,type:str]\"}]\n          resources",
    ) + "sops:\n  mac: ENC[AES256_GCM,data:eA==,type:str]\n  version: 3.9.1\n";
    let values = "token: ENC[AES256_GCM,data:eA==,type:str]\nsops: {version: 3.9.1}\n";
    let story = Story::new(&[("relay.yaml", &text), ("values.yaml", values)]);
    assert_snapshot!(story.run("check ."), @"
    2 files, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    skipped: 1 encrypted
    ");
}

#[test]
fn a_slip_in_the_first_lines_is_told() {
    let story = Story::new(&[
        ("indented.yaml", &format!(" {RELAY}")),
        ("colon.yaml", &RELAY.replace("kind:", "kind")),
    ]);
    assert_snapshot!(story.run("check --format short ."), @"
    ./colon.yaml:2:1: error[admission-decode]: a key is expected here, but its `:` is missing
    ./indented.yaml:2:1: error[admission-decode]: the document ends above this line, which stands further to the left: kubectl reads nothing from here on
    --- stderr
    2 files, 0 objects, 0 DaemonSets: 2 errors in N ms
    --- exit code 1
    ");
}

#[test]
fn nothing_to_check_is_no_success() {
    let story = Story::new(&[
        ("docs/readme.txt", "nothing"),
        ("values.yaml", "a: 1\n"),
        ("relay.yaml", &RELAY.replace("spec:\n  selector", "spec:\n  replicas: 1\n  selector")),
        (
            "table.txt",
            "NAME   STATUS   ROLES    AGE   VERSION\na      Ready    <none>   1d    v1.36.0\n",
        ),
        (
            "pods.json",
            "{\"kind\": \"PodList\", \"items\": [{\"metadata\": {\"name\": \"a\"}, \
             \"spec\": {\"nodeName\": \"n\", \"containers\": []}}]}",
        ),
        ("nodes.json", "{\"kind\": \"NodeList\", \"items\": [{\"metadata\": {\"name\": \"n\"}}]}"),
    ]);
    assert_snapshot!(story.run("check docs"), @"
    0 files, 0 objects, 0 DaemonSets: nothing checked in N ms
    --- stderr
    error: docs holds no *.yaml, *.yml or *.json file, and so no Kubernetes object
    --- exit code 2
    ");
    assert_snapshot!(story.run("check values.yaml"), @"
    1 file, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 without apiVersion and kind
    ");
    assert_snapshot!(story.run("check --format short --fail-on never relay.yaml"), @"
    relay.yaml:7:3: error[strategy-field]: a DaemonSet has no `replicas`: it runs a pod on each of its nodes
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    1 fixable with --fix --unsafe-fixes
    ");
    assert_snapshot!(story.run("check --nodes table.txt relay.yaml"), @"
    --- stderr
    error: table.txt: this is the table that kubectl prints for people, and leaves out what a plan needs: add `-o json` (kubectl get nodes -o json)
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --nodes pods.json relay.yaml"), @"
    --- stderr
    error: there is no node in pods.json (only pods): take what `kubectl get nodes -o json` prints
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --nodes nodes.json --pods nodes.json --quiet --select capacity relay.yaml"), @"relay (ops): 0 of 1 node once it is accepted · 1 not selected");
    assert_snapshot!(story.run("plan --nodes pods.json --pods nodes.json relay.yaml"), @"
    --- stderr
    error: there is no node in pods.json (only pods): take what `kubectl get nodes -o json` prints
    --- exit code 2
    ");
}

#[test]
fn a_folder_without_an_object_is_told() {
    let story = Story::new(&[
        ("docs/values.yaml", "a: 1\n"),
        ("chart/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n"),
        ("chart/templates/ds.yaml", "kind: DaemonSet\nmetadata:\n  name: {{ .Values.name }}\n"),
    ]);
    assert_snapshot!(story.run("check docs"), @"
    1 file, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 without apiVersion and kind
    --- stderr
    warning: no Kubernetes object in docs
    ");
    assert_snapshot!(story.run("check docs/values.yaml"), @"
    1 file, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 without apiVersion and kind
    ");
    let seen = story.run("check --quiet docs chart");
    assert_eq!(seen, "");
}

#[test]
fn a_file_that_is_no_yaml_is_named_with_the_line_where_reading_ends() {
    let story = Story::new(&[("notes.yaml", "a: [b\n c: }\n")]);
    assert_snapshot!(story.run("check notes.yaml"), @"
    1 file, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 neither YAML nor JSON (notes.yaml:2)
    ");
}
