//! What stands in real repositories and is no mistake, and mistakes that are told once.

use insta::assert_snapshot;

use crate::story::Story;

/// A DaemonSet with these lines in its pod's spec.
fn beacon(metadata: &str, pod: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata: {metadata}
spec:
  selector:
    matchLabels: {{app: beacon}}
  template:
    metadata:
      labels: {{app: beacon}}
    spec:
      nodeSelector: {{kubernetes.io/os: linux}}
{pod}"
    )
}

const CONTAINER: &str = "      containers:
        - name: beacon
          image: registry.example.com/beacon:1.8.0
          readinessProbe: {exec: {command: [/bin/ready]}}
          resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 16Mi}}
";

fn checked(files: &[(&str, &str)]) -> String {
    Story::new(files).run("check --format short --isolated .")
}

#[test]
fn the_type_of_a_field_gives_a_placeholder_away() {
    assert_snapshot!(checked(&[
        (
            "secret.yaml",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  ca: CA_BUNDLE\n  \
             key: base64(the key)\n  token: [YOUR_TOKEN]\n  user: xxxxx\n  word: hunter2!\n",
        ),
        (
            "job.yaml",
            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  completions: POOL_SIZE\n  \
             template:\n    spec:\n      restartPolicy: Never\n      containers:\n      \
             - {name: a, image: a.example/a:1}\n",
        ),
        ("named.yaml", &beacon("{name: beacon, namespace: < where it belongs >}", CONTAINER)),
        ("version.yaml", &beacon("{name: other, namespace: a}", CONTAINER).replace("apps/v1", "WORKLOADS_API")),
    ]), @"
    ./secret.yaml:9:9: error[admission-decode]: `data[word]` takes base64, and this is none
    ./job.yaml:5:16: info[placeholder]: `POOL_SIZE` is still to be filled in
    ./named.yaml:3:37: info[placeholder]: `< where it belongs >` is still to be filled in
    ./secret.yaml:5:7: info[placeholder]: 4 values are still to be filled in: `CA_BUNDLE`, `base64(the key)`, `YOUR_TOKEN`, `xxxxx`
    ./version.yaml:1:13: info[placeholder]: `WORKLOADS_API` is still to be filled in
    --- stderr
    4 files, 4 objects, 2 DaemonSets: 1 error, 4 infos in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn lines_that_come_from_elsewhere_make_a_template() {
    let more = CONTAINER.replace("          resources", "__MORE_FIELDS__\n          resources");
    assert_snapshot!(checked(&[
        ("lines.yaml", &beacon("{name: a}", &more)),
        ("list.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [${PORTS}]}\n"),
        ("again.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: {? {svc: ''} : ''}}\n"),
        ("broken.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n spec: 1\n"),
    ]), @"
    ./broken.yaml:5:2: error[admission-decode]: the indentation fits none of the lines above: a key is expected in their column
    --- stderr
    4 files, 0 objects, 0 DaemonSets: 1 error in N ms
    skipped: 3 other templates
    --- exit code 1
    ");
}

#[test]
fn a_base_is_read_with_its_labels_and_its_namespace() {
    let bare = beacon("{name: beacon}", CONTAINER)
        .replace("  selector:\n    matchLabels: {app: beacon}\n", "")
        .replace("    metadata:\n      labels: {app: beacon}\n", "");
    let binding = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\n\
                   metadata: {name: beacon}\n\
                   roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\n\
                   subjects: [{kind: ServiceAccount, name: beacon}]\n";
    assert_snapshot!(checked(&[
        ("base/beacon.yaml", &bare),
        ("base/binding.yaml", binding),
        ("base/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: _}\n"),
        (
            "base/kustomization.yaml",
            "namespace: ops\nresources: [beacon.yaml, binding.yaml, namespace.yaml]\n\
             labels:\n- pairs: {app: beacon}\n  includeSelectors: true\n",
        ),
        ("alone/binding.yaml", binding),
    ]), @"
    ./alone/binding.yaml:5:12: error[admission-invalid]: subjects[0].namespace: name the ServiceAccount's namespace
    --- stderr
    5 files, 4 objects, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    skipped: 1 kustomization
    --- exit code 1
    ");
}

#[test]
fn a_trigger_fills_a_blank_image_in() {
    let blank = CONTAINER.replace("registry.example.com/beacon:1.8.0", "' '");
    let trigger = "{name: beacon, annotations: {image.openshift.io/triggers: '[{\"fieldPath\": \
                   \"spec.template.spec.containers[?(@.name==\\\"beacon\\\")].image\"}]'}}";
    assert_snapshot!(checked(&[
        ("filled.yaml", &beacon(trigger, &blank)),
        ("blank.yaml", &beacon("{name: blank, namespace: b}", &blank)),
    ]), @"
    ./blank.yaml:14:18: error[pod-refused-by-validation]: a pod can't be so, though a template can: spec.containers[0].image: ` ` has blanks before or behind it
    --- stderr
    2 files, 2 objects, 2 DaemonSets: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn a_parameter_may_hold_a_map() {
    let object = beacon("{name: beacon}", CONTAINER)
        .replace("{kubernetes.io/os: linux}", "${{WHERE}}")
        .replace('\n', "\n  ");
    let template = format!(
        "apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {{name: a}}\nobjects:\n\
         - {}\nparameters:\n- {{name: WHERE, value: '{{\"kubernetes.io/os\": \"linux\"}}'}}\n",
        object.trim_end()
    );
    assert_snapshot!(checked(&[("template.yaml", &template)]), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn one_cause_is_one_finding() {
    let old = beacon("{name: old}", CONTAINER)
        .replace("apps/v1", "extensions/v1beta1")
        .replace("  selector:\n    matchLabels: {app: beacon}\n", "");
    let deployment = beacon("{name: deployment, namespace: d}", CONTAINER)
        .replace("DaemonSet", "Deployment")
        .replace("  selector:\n    matchLabels: {app: beacon}\n", "");
    let mounted = format!(
        "      volumes:\n        - {{name: run, hostPath: {{path: /run/beacon, type: directory}}}}\n\
         {CONTAINER}          volumeMounts: [{{name: run, mountPath: /run}}]\n"
    );
    assert_snapshot!(checked(&[
        ("old.yaml", &old),
        ("deployment.yaml", &deployment),
        ("name.yaml", &beacon("{name: My_Beacon, namespace: b}", CONTAINER)),
        ("service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: e}\nspec: {ports: [{port: 70000}]}\n"),
        ("volume.yaml", &beacon("{name: volume, namespace: c}", &mounted)),
    ]), @"
    ./deployment.yaml:4:1: error[admission-invalid]: spec.selector: name labels of the pod template in `matchLabels`
    ./name.yaml:3:18: error[admission-invalid]: metadata.name: `My_Beacon` must have only lower-case letters, digits, `-` and `.`, and each part between dots must start and end with a letter or a digit, as in `my-beacon`
    ./old.yaml:1:13: error[deprecated-api-version]: no API server since Kubernetes 1.16 takes DaemonSet `old` as `extensions/v1beta1`
    ./service.yaml:4:23: error[admission-invalid]: spec.ports[0].port: `70000` must be between 1 and 65535
    ./volume.yaml:13:59: error[admission-invalid]: spec.template.spec.volumes[0].hostPath.type: `directory` is not supported; did you mean `Directory`?
    --- stderr
    5 files, 5 objects, 3 DaemonSets: 5 errors in N ms (Kubernetes 1.37)
    1 fixable with --fix
    --- exit code 1
    ");
}

#[test]
fn what_only_brings_programs_of_a_network_plugin_makes_no_node_ready() {
    let writes = |folder: &str| {
        format!(
            "      priorityClassName: node-agents\n      volumes:\n        - {{name: cni, hostPath: {{path: {folder}}}}}\n{CONTAINER}          \
             volumeMounts: [{{name: cni, mountPath: /host}}]\n"
        )
    };
    assert_snapshot!(checked(&[
        ("main.yaml", &beacon("{name: main}", &writes("/etc/cni/net.d"))),
        ("second.yaml", &beacon("{name: second, namespace: b}", &writes("/opt/cni/bin"))),
    ]), @"
    ./main.yaml:10:5: error[network-plugin-deadlock]: the network plugin waits for itself on new nodes: it doesn't tolerate `node.kubernetes.io/not-ready`
    ./main.yaml:18:11: info[min-ready-seconds-missing]: a version of `beacon` that crashes soon after it is ready rolls over the whole fleet: `minReadySeconds` is 0
    ./second.yaml:10:5: info[network-plugin-deadlock]: the network plugin waits for itself on new nodes: it doesn't tolerate `node.kubernetes.io/not-ready`
    ./second.yaml:18:11: info[min-ready-seconds-missing]: a version of `beacon` that crashes soon after it is ready rolls over the whole fleet: `minReadySeconds` is 0
    --- stderr
    2 files, 2 objects, 2 DaemonSets: 1 error, 3 infos in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn one_file_for_each_kind_of_workload_is_an_alternative() {
    let service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: beacon}\nspec: {ports: [{port: 80}]}\n";
    let daemon_set = format!("{}{service}", beacon("{name: beacon}", CONTAINER));
    let deployment = daemon_set.replace("DaemonSet", "Deployment");
    assert_snapshot!(checked(&[("ds.yaml", &daemon_set), ("deploy.yaml", &deployment)]), @"
    --- stderr
    2 files, 4 objects, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: deploy.yaml, ds.yaml
    ");
    // Without anything that both files bring, they may well be applied together.
    let alone = beacon("{name: beacon}", CONTAINER).replace("DaemonSet", "Deployment");
    assert_snapshot!(checked(&[("ds.yaml", &daemon_set), ("deploy.yaml", &alone)]), @"
    ./ds.yaml:5:3: warning[selector-overlap]: the selector also takes the pods of Deployment `beacon`, and the other way round
    --- stderr
    2 files, 3 objects, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn what_an_overlay_completes_is_no_open_version() {
    let agent = "apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
        - {name: agent, image: agent, resources: {requests: {cpu: 10m, memory: 8Mi}}}
        - {name: side, image: registry.example.com/side, resources: {requests: {cpu: 10m, memory: 8Mi}}}
";
    let named = "resources: [agent.yaml]\n";
    let around = "resources: [../base]\n";
    let story = Story::new(&[
        ("a/base/agent.yaml", agent),
        ("a/base/kustomization.yaml", named),
        ("b/base/agent.yaml", agent),
        ("b/base/kustomization.yaml", named),
        ("b/prod/kustomization.yaml", around),
        ("c/agent.yaml", agent),
    ]);
    assert_snapshot!(story.run("check --select image-tag-latest --show info --format short a b c"), @"
    b/base/agent.yaml:11:31: warning[image-tag-latest]: `registry.example.com/side` has no tag, so it is `latest`: nodes that join later may run another version
    c/agent.yaml:10:32: warning[image-tag-latest]: `agent` has no tag, so it is `latest`: nodes that join later may run another version
    c/agent.yaml:11:31: warning[image-tag-latest]: `registry.example.com/side` has no tag, so it is `latest`: nodes that join later may run another version
    a/base/agent.yaml:10:32: info[image-tag-latest]: `agent` is left open: what builds on this must say which version
    a/base/agent.yaml:11:31: info[image-tag-latest]: `registry.example.com/side` is left open: what builds on this must say which version
    b/base/agent.yaml:10:32: info[image-tag-latest]: `agent` is left open: what builds on this must say which version
    --- stderr
    6 files, 3 objects, 3 DaemonSets: 3 warnings, 3 infos in N ms (Kubernetes 1.37)
    3 alternatives, each for itself: a, b, c
    skipped: 3 kustomizations
    ");
}

#[test]
fn a_document_that_is_no_object_stops_kubectl() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    let stream = format!(
        "{map}---\nnote to self\n---\n{{}}\n---\n- 1\n---\n# nothing\n---\n{{{{ more }}}}\n"
    );
    let story = Story::new(&[
        ("a.yaml", &stream),
        ("text.yaml", "just a text\n"),
        ("values.yaml", &format!("{map}---\nreplicas: 2\n")),
    ]);
    assert_snapshot!(story.run("check --format short ."), @"
    ./a.yaml:5:1: error[admission-decode]: this document is a string and no object
    ./a.yaml:7:1: error[admission-decode]: this document is `{}` and no object
    ./a.yaml:9:1: error[admission-decode]: this document is a list and no object
    ./values.yaml:5:1: error[admission-decode]: this document is a map without `apiVersion` and `kind`, and no object
    --- stderr
    3 files, 2 objects, 0 DaemonSets: 4 errors in N ms (Kubernetes 1.37)
    skipped: 1 other template, 1 without apiVersion and kind
    --- exit code 1
    ");
    assert_snapshot!(story.run_on(&format!("{map}---\nError: no chart\n"), "check -"), @"
    error[admission-decode]: this document is a map without `apiVersion` and `kind`, and no object
       ,-[<stdin>:5:1]
     4 | ---
     5 | Error: no chart
       : ^^^^^^^^^^^^^^^
       `----
      help: kubectl stops here and applies nothing of what follows
      see:  daemonlint explain admission-decode

    1 file, 1 object, 0 DaemonSets: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn every_workload_is_warned_of() {
    let pods =
        "nodeSelector: {beta.kubernetes.io/os: linux}, containers: [{name: a, image: 'a:1'}]";
    let apps = |kind: &str, more: &str| {
        format!(
            "---\napiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: a.b}}\nspec:\n  \
             selector: {{matchLabels: {{app: a}}}}\n  {more}\n  template: {{metadata: {{labels: \
             {{app: a}}}}, spec: {{{pods}}}}}\n"
        )
    };
    let job = format!("template: {{spec: {{restartPolicy: Never, {pods}}}}}");
    let text = [
        apps("Deployment", ""),
        apps("ReplicaSet", ""),
        apps("StatefulSet", "revisionHistoryLimit: -1"),
        format!(
            "---\napiVersion: batch/v1\nkind: Job\nmetadata: {{generateName: a-}}\nspec: {{{job}}}\n"
        ),
        format!(
            "---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: a}}\nspec: {{schedule: '* * \
             * * *', jobTemplate: {{spec: {{{job}}}}}}}\n"
        ),
        format!("---\napiVersion: v1\nkind: Pod\nmetadata: {{name: a.b}}\nspec: {{{pods}}}\n"),
    ];
    let story = Story::new(&[("a.yaml", &text.concat())]);
    let seen = story.run("check --select admission --format short a.yaml");
    let short: Vec<&str> = seen.lines().map(|line| line.get(..110).unwrap_or(line)).collect();
    assert_snapshot!(short.join("\n"), @"
    a.yaml:20:18: error[admission-invalid]: metadata.name: `a.b` must not have dots
    a.yaml:4:18: warning[admission-warning]: metadata.name: this is used in Pod names and hostnames, which can res
    a.yaml:8:89: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated si
    a.yaml:12:18: warning[admission-warning]: metadata.name: this is used in Pod names and hostnames, which can re
    a.yaml:16:89: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated s
    a.yaml:23:25: warning[admission-warning]: spec.revisionHistoryLimit: a negative value retains all historical r
    a.yaml:24:89: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated s
    a.yaml:29:86: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated s
    a.yaml:34:130: warning[admission-warning]: spec.jobTemplate.spec.template.spec.nodeSelector[beta.kubernetes.io
    a.yaml:38:18: warning[admission-warning]: metadata.name: this is used in the Pod's hostname, which can result 
    a.yaml:39:46: warning[admission-warning]: spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; us
    --- stderr
    1 file, 6 objects, 0 DaemonSets: 1 error, 10 warnings in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn what_a_program_completes_lacks_nothing() {
    let story = Story::new(&[(
        "a.yaml",
        "apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: main
    image: FILLED BY THE VALIDATOR
    resources: {limits: {FILLED_BY_VALIDATOR: 1}}
    volumeMounts: [{name: later, mountPath: /later}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: a}
webhooks:
- name: a.example.com
  clientConfig: {caBundle: XYZ, url: 'https://a.example.com'}
  admissionReviewVersions: [v1]
  sideEffects: None
---
apiVersion: batch/v1
kind: Job
metadata: {generateName: index}
spec:
  completions: 3
  completionMode: Indexed
  template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}
",
    )]);
    assert_snapshot!(story.run("check --format short a.yaml"), @"
    a.yaml:7:12: info[placeholder]: 2 values are still to be filled in: `FILLED BY THE VALIDATOR`, `FILLED_BY_VALIDATOR`
    a.yaml:16:28: info[placeholder]: `XYZ` is still to be filled in
    --- stderr
    1 file, 3 objects, 0 DaemonSets: 2 infos in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn what_the_api_server_writes_itself_is_no_error() {
    let text = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: agent
  managedFields:
    - {manager: kubectl, operation: Update, fieldType: FieldsV1, time: yesterday}
";
    let story = Story::new(&[("agent.yaml", text)]);
    assert_snapshot!(story.run("check --isolated --format short --show info agent.yaml"), @"
    agent.yaml:6:72: warning[admission-decode]: `managedFields[0].time` takes a time, and `yesterday` is none
    agent.yaml:6:45: info[admission-strict]: `managedFields[0]` has no field `fieldType`
    --- stderr
    1 file, 1 object, 0 DaemonSets: 1 warning, 1 info in N ms (Kubernetes 1.37)
    ");
}
