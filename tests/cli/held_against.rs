//! What hangs on values that are not there yet: those of other fields, of patches, of programs.

use insta::assert_snapshot;

use crate::story::Story;

fn checked(files: &[(&str, &str)]) -> String {
    Story::new(files).run("check --format short --isolated .")
}

/// A DaemonSet with these lines for its pods' spec.
fn probe(pod: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: probe, namespace: ops}}
spec:
  selector: {{matchLabels: {{app: probe}}}}
  template:
    metadata: {{labels: {{app: probe}}}}
    spec:
      nodeSelector: {{kubernetes.io/os: linux}}
{pod}"
    )
}

#[test]
fn an_error_may_hang_on_a_field_beside_its_own() {
    let pod = "      hostNetwork: true
      containers:
        - name: main
          image: '{{ .Image }}'
          imagePullPolicy: IfNotPresent
          ports: [{name: '${PORT_NAME}', containerPort: '${PORT}', hostPort: 9100}]
          readinessProbe: {httpGet: {path: /, port: web}}
          resources: {requests: {cpu: 10m, memory: 8Mi}, limits: {memory: 8Mi}}
          securityContext: {privileged: '${PRIVILEGED}', allowPrivilegeEscalation: false}
          env:
            - {name: TOKEN, valueFrom: {secretKeyRef: {name: probe, key: <key>}}}
            - {name: TOKEN_OF_OLD, valueFrom: {secretKeyRef: {name: probe, key: <key>}}}
          volumeMounts:
            - {name: '${VOLUME}', mountPath: /data, mountPropagation: Bidirectional}
      volumes:
        - {name: data, hostPath: {path: __DATA__}}
";
    // Nothing hangs on what is known.
    let wrong = pod
        .replace("hostNetwork: true", "hostNetwork: true\n      dnsPolicy: Always")
        .replace("mountPath: /data", "mountPath: ''");
    assert_snapshot!(checked(&[("probe.yaml", &probe(pod))]), @"
    ./probe.yaml:13:18: info[placeholder]: 7 values are still to be filled in: `{{ .Image }}`, `${PORT_NAME}`, `${PORT}` and 4 more
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 info in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(checked(&[("probe.yaml", &probe(&wrong))]), @"
    ./probe.yaml:11:18: error[admission-invalid]: spec.template.spec.dnsPolicy: `Always` is not supported; one of: ClusterFirstWithHostNet, ClusterFirst, Default, None
    ./probe.yaml:24:46: error[admission-invalid]: spec.template.spec.containers[0].volumeMounts[0].mountPath: say where in the container the volume appears
    ./probe.yaml:14:18: info[placeholder]: 7 values are still to be filled in: `{{ .Image }}`, `${PORT_NAME}`, `${PORT}` and 4 more
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 errors, 1 info in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn a_variable_may_have_a_name_that_is_to_come() {
    let pod = "      containers:
        - name: main
          image: registry.example.com/main:1.0.0
          args: [$(ZONE)]
          env: [{name: ZONE, value: a}]
          readinessProbe: {exec: {command: [ready]}}
          resources: {requests: {cpu: 10m, memory: 8Mi}, limits: {memory: 8Mi}}
";
    let found = |name: &str| {
        let text = probe(&pod.replace("name: ZONE", &format!("name: {name}")));
        checked(&[("probe.yaml", &text)]).contains("undefined-variable-reference")
    };
    assert!(found("REGION") && !found("ZONE") && !found("'${NAME}'"));
}

#[test]
fn a_windows_variable_is_no_placeholder() {
    let pod = "      hostNetwork: true
      securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}}
      containers:
        - name: main
          image: registry.example.com/main:1.0.0
          workingDir: '%CONTAINER_SANDBOX_MOUNT_POINT%\\agent'
          readinessProbe: {exec: {command: [ready.exe]}}
          resources: {requests: {cpu: 10m, memory: 8Mi}, limits: {memory: 8Mi}}
";
    assert_snapshot!(checked(&[("probe.yaml", &probe(pod).replace("linux", "windows"))]), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn an_operator_fills_images_in() {
    let pod = "      containers:
        - {name: main, resources: {requests: {cpu: 10m}, limits: {memory: 8Mi}}, ports: [{containerPort: 0}]}
";
    let asked = "      containers:
        - name: main
          image: # replace with your image
          resources: {requests: {cpu: 10m}, limits: {memory: 8Mi}}
";
    assert_snapshot!(checked(&[
        ("assets/probe.yaml", &probe(pod)),
        ("samples/probe.yaml", &probe(asked)),
        ("deploy/probe.yaml", &probe(pod)),
    ]), @"
    ./deploy/probe.yaml:11:11: error[admission-invalid]: spec.template.spec.containers[0].image: a container needs an image
    ./deploy/probe.yaml:11:106: error[admission-invalid]: spec.template.spec.containers[0].ports[0].containerPort: give the port's number
    ./assets/probe.yaml:11:18: info[no-readiness-probe]: an update takes a pod for a working one as soon as it starts: no readiness probe, and `minReadySeconds` is 0
    ./deploy/probe.yaml:11:18: info[no-readiness-probe]: an update takes a pod for a working one as soon as it starts: no readiness probe, and `minReadySeconds` is 0
    ./samples/probe.yaml:11:17: info[no-readiness-probe]: an update takes a pod for a working one as soon as it starts: no readiness probe, and `minReadySeconds` is 0
    ./samples/probe.yaml:12:17: info[placeholder]: `# replace with your image` is still to be filled in
    --- stderr
    3 files, 3 objects, 3 DaemonSets: 2 errors, 4 infos in N ms (Kubernetes 1.37)
    3 alternatives, each for itself: assets, deploy, samples
    --- exit code 1
    ");
}

#[test]
fn patches_may_give_what_a_base_lacks() {
    let pod = "      containers:
        - {name: main, image: 'registry.example.com/main:1.0.0', volumeMounts: [{name: cni, mountPath: /cni}]}
      tolerations: [{operator: Exists}]
      volumes: [{name: cni, hostPath: {path: /etc/cni/net.d}}]
";
    let kustomization = "resources: [probe.yaml]\n";
    let patched = format!("{kustomization}patches: [{{path: more.yaml}}]\n");
    let patch = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: probe}\nspec: {template: {spec: \
                 {containers: [{name: main, resources: {requests: {cpu: 1m}}}]}}}\n";
    assert_snapshot!(checked(&[
        ("bare/kustomization.yaml", kustomization),
        ("bare/probe.yaml", &probe(pod)),
        ("patched/kustomization.yaml", &patched),
        ("patched/more.yaml", patch),
        ("patched/probe.yaml", &probe(pod)),
    ]), @"
    ./bare/probe.yaml:11:18: warning[no-resource-requests]: `main` asks for no CPU and no memory: the pods are BestEffort
    ./bare/probe.yaml:13:46: warning[priority-class-missing]: `probe` has no priority class: on a full node it stays Pending, and others go before it
    ./patched/probe.yaml:13:46: warning[priority-class-missing]: `probe` has no priority class: on a full node it stays Pending, and others go before it
    ./bare/probe.yaml:11:18: info[no-readiness-probe]: an update takes a pod for a working one as soon as it starts: no readiness probe, and `minReadySeconds` is 0
    ./patched/probe.yaml:11:18: info[no-readiness-probe]: an update takes a pod for a working one as soon as it starts: no readiness probe, and `minReadySeconds` is 0
    ./patched/probe.yaml:11:18: info[no-resource-requests]: `main` asks for no CPU and no memory: the pods are BestEffort
    --- stderr
    5 files, 2 objects, 2 DaemonSets: 3 warnings, 3 infos in N ms (Kubernetes 1.37)
    2 fixable with --fix --unsafe-fixes
    2 alternatives, each for itself: bare, patched
    skipped: 1 kustomize patch (kustomize build DIR | daemonlint check -), 2 kustomizations
    ");
}

#[test]
fn what_only_names_objects_to_delete_is_no_manifest() {
    let names = "apiVersion: v1\nkind: Service\nmetadata: {name: probe}\n";
    assert_snapshot!(checked(&[("kubectl-delete.yaml", names), ("service.yaml", names)]), @"
    ./service.yaml:2:7: error[admission-invalid]: spec.ports: needs at least one port
    --- stderr
    2 files, 1 object, 0 DaemonSets: 1 error in N ms (Kubernetes 1.37)
    skipped: 1 of other tools
    --- exit code 1
    ");
}

#[test]
fn the_policy_of_another_example_does_not_hold() {
    let policy = "apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: few}
spec:
  matchConstraints:
    resourceRules:
      - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [daemonsets]}
  validations: [{expression: 'object.metadata.name != \"probe\"'}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: few}
spec: {policyName: few, validationActions: [Deny]}
";
    let pod = "      containers:
        - name: main
          image: registry.example.com/main:1.0.0
          readinessProbe: {exec: {command: [ready]}}
          resources: {requests: {cpu: 10m, memory: 8Mi}, limits: {memory: 8Mi}}
";
    let other =
        probe(pod).replace("name: probe", "name: other").replace("app: probe", "app: other");
    let files = [
        ("models/first/probe.yaml", probe(pod)),
        ("models/second/probe.yaml", probe(pod)),
        ("costs/other.yaml", other),
    ];
    let with = |place: &'static str| {
        let mut all: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        all.push((place, policy));
        checked(&all)
    };
    assert_snapshot!(with("costs/policy.yaml"), @"
    --- stderr
    4 files, 5 objects, 3 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    3 alternatives, each for itself: models/first, models/second, the rest
    ");
    assert_snapshot!(with("policies/policy.yaml"), @r#"
    ./models/first/probe.yaml:2:7: error[admission-policy]: policy `few` refuses it: failed expression: object.metadata.name != "probe"
    ./models/second/probe.yaml:2:7: error[admission-policy]: policy `few` refuses it: failed expression: object.metadata.name != "probe"
    --- stderr
    4 files, 5 objects, 3 DaemonSets: 2 errors in N ms (Kubernetes 1.37)
    3 alternatives, each for itself: models/first, models/second, the rest
    --- exit code 1
    "#);
}

#[test]
fn a_line_that_separates_nothing_stops_kubectl_wherever_it_stands() {
    let names = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: probe}\n";
    let (first, dashes) = (format!("---probe\n{names}"), format!("----\n{names}"));
    let other = "---notes\ntitle: a\n---\ntext: b\n";
    assert_snapshot!(checked(&[
        ("comment.yaml", &format!("--- # probe\n{names}")),
        ("dashes.yaml", &dashes),
        ("first.yaml", &first),
        ("other.yaml", other),
    ]), @"
    ./dashes.yaml:1:1: error[admission-decode]: nothing but a comment may follow the `---` that separates documents
    ./first.yaml:1:1: error[admission-decode]: nothing but a comment may follow the `---` that separates documents
    --- stderr
    4 files, 1 object, 0 DaemonSets: 2 errors in N ms (Kubernetes 1.37)
    skipped: 1 without apiVersion and kind, 1 neither YAML nor JSON (./other.yaml:1)
    --- exit code 1
    ");
}

#[test]
fn a_key_of_data_may_be_filled_in() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: probe}\ndata:\n  \"{{ .File }}\": text\n  a b: c\n";
    assert_snapshot!(checked(&[("map.yaml", map)]), @"
    ./map.yaml:6:8: error[admission-invalid]: data[a b]: `a b` must have only letters, digits, `-`, `_` and `.`, as in `key.name`
    ./map.yaml:5:3: info[placeholder]: `{{ .File }}` is still to be filled in
    --- stderr
    1 file, 1 object, 0 DaemonSets: 1 error, 1 info in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}
