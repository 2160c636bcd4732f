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
    assert_snapshot!(of("--feature-gates Foo=true"), @"
    --- stderr
    error: invalid value 'Foo=true' for '--feature-gates <GATE=true|false>': no Kubernetes from 1.32 to 1.37 has a feature gate `Foo`

    For more information, try '--help'.
    --- exit code 2
    ");
    assert_snapshot!(of("--kubernetes 1.36 --feature-gates ImageVolume=false"), @"
    --- stderr
    error: the feature gate `ImageVolume` is locked in Kubernetes 1.36: it is always on, and an API server that is to have it off does not start
    --- exit code 2
    ");
    assert_snapshot!(story("kubernetes: 2\n").run(CHECK), @"
    --- stderr
    error[config]: `2` is no Kubernetes version; write it as in `1.37` or `v1.37.2` (known are 1.32, 1.33, 1.34,
      | 1.35, 1.36, 1.37)
       ,-[.daemonlint.yaml:1:13]
     1 | kubernetes: 2
       :             ^
       `----
      help: `daemonlint schema config` prints what this file may hold

    --- exit code 2
    ");
    assert_snapshot!(story("feature-gates: {Foo: true}\n").run(CHECK), @"
    --- stderr
    error[config]: no Kubernetes from 1.32 to 1.37 has a feature gate `Foo`
       ,-[.daemonlint.yaml:1:17]
     1 | feature-gates: {Foo: true}
       :                 ^^^
       `----
      help: `daemonlint schema config` prints what this file may hold

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

/// An agent whose pod as a whole asks for more than its container, beside one that restarts all its
/// containers and one that wants a device.
const AGENTS: &str = "apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      resources:
        requests: {cpu: '3'}
      containers:
      - name: agent
        image: registry.example.com/agent:1.0.3
        ports: [{containerPort: 9100, hostPort: 9100}]
        resources:
          requests: {cpu: 100m}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: restarter}
spec:
  selector:
    matchLabels: {app: restarter}
  template:
    metadata:
      labels: {app: restarter}
    spec:
      containers:
      - name: restarter
        image: registry.example.com/restarter:1.0.3
        restartPolicy: Never
        restartPolicyRules:
        - action: RestartAllContainers
          exitCodes: {operator: In, values: [42]}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: trainer}
spec:
  selector:
    matchLabels: {app: trainer}
  template:
    metadata:
      labels: {app: trainer}
    spec:
      containers:
      - name: trainer
        image: registry.example.com/trainer:1.0.3
        resources:
          limits: {example.com/gpu: 1}
---
apiVersion: resource.k8s.io/v1
kind: DeviceClass
metadata: {name: gpus}
spec:
  extendedResourceName: example.com/gpu
";

/// Small nodes of an older kubelet where a sidecar has a port, and a large one of a newer kubelet.
const MIXED: &str = "apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
- name: small
  count: 2
  labels: {kubernetes.io/os: linux}
  kubelet: v1.33.4
  declaredFeatures: []
  allocatable: {cpu: 2, memory: 4Gi}
  pods:
  - {name: proxy, sidecarHostPorts: [9100]}
- name: large
  count: 1
  labels: {kubernetes.io/os: linux}
  kubelet: v1.36.1
  declaredFeatures: [RestartAllContainersOnContainerExits]
  allocatable: {cpu: 8, memory: 16Gi, example.com/gpu: 1}
";

fn agents() -> Story {
    Story::new(&[("agents.yaml", AGENTS), ("nodes.yaml", MIXED)])
}

#[test]
fn a_plan_tells_where_an_upgrade_changes_placement() {
    let of =
        |arguments: &str| agents().run(&format!("plan --nodes nodes.yaml agents.yaml {arguments}"));
    assert_snapshot!(of("--upgrade-from 1.33 --upgrade-to 1.34"), @"
    default/agent   0 gained, 2 lost: 1 with a place                                                   agents.yaml
      from 1.34 on: asks for cpu 3 (100m in 1.33)

      lost, no room       2  small-1, small-2
                             host port 9100/TCP is taken by default/proxy                           agents.yaml:16
                             cpu: needs 3, the nodes have 2                                         agents.yaml:12
                             a pod that runs there stays until it is replaced; then no new one comes

    default/restarter   unchanged: 3 pods                                                              agents.yaml
    default/trainer   unchanged: 1 pod                                                                 agents.yaml

    from Kubernetes 1.33 to 1.34, placement changes for 1 of 3 DaemonSets: 0 gained, 2 lost, on 3 nodes, in N ms
    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    note: no kubelet may be newer than the API server, of 1.34 here: 1.36 (1 node) are
    not known: whether default has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods of 1 of 3), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(of("--kubernetes 1.35 --upgrade-to 1.36 --fail-on lost"), @"
    default/restarter   0 gained, 2 lost: 1 with a place                                               agents.yaml

      lost                2  small-1, small-2
                             the kubelet doesn't declare RestartAllContainersOnContainerExits       agents.yaml:35
                             a pod that runs there stays until it is replaced; then no new one comes

    default/trainer   2 gained, 0 lost: 3 with a place                                                 agents.yaml
      not known: whether a device of the DeviceClass gpus is free

      gained              2  small-1, small-2
                             before: example.com/gpu: needs 1, more than the node has left          agents.yaml:52

    default/agent   unchanged: 1 pod                                                                   agents.yaml

    from Kubernetes 1.35 to 1.36, placement changes for 2 of 3 DaemonSets: 2 gained, 2 lost, on 3 nodes, in N ms
    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    not known: whether default has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods of 1 of 3), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    --- exit code 1
    ");
    assert_snapshot!(of("--upgrade-to 1.37 --fail-on lost"), @"
    default/agent   unchanged: 1 pod                                                                   agents.yaml
    default/restarter   unchanged: 1 pod                                                               agents.yaml
    default/trainer   unchanged: 3 pods                                                                agents.yaml
      not known: whether a device of the DeviceClass gpus is free

    from Kubernetes 1.36 to 1.37, placement changes for 0 of 3 DaemonSets: 0 gained, 0 lost, on 3 nodes, in N ms
    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    note: an API server of 1.37 works with kubelets from 1.34 on: upgrade those of 1.33 (2 nodes) before it
    not known: whether default has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods of 1 of 3), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(of("--upgrade-from 1.33 --upgrade-to 1.34 --format markdown"), @"
    ### from Kubernetes 1.33 to 1.34, placement changes for 1 of 3 DaemonSets: 0 gained, 2 lost

    | DaemonSet | nodes with a pod | restarted | gained | lost |
    | --- | ---: | ---: | ---: | ---: |
    | default/agent | 1 of 3 | 0 | 0 | **2** |

    <details>
    <summary>default/agent: 0 gained, 2 lost: 1 with a place</summary>

    from 1.34 on: asks for cpu 3 (100m in 1.33)

    - lost, no room for the new pod on **2**: small-1, small-2
      - host port 9100/TCP is taken by default/proxy (agents.yaml:16)
      - cpu: needs 3, the nodes have 2 (agents.yaml:12)

    </details>
    --- stderr
    from Kubernetes 1.33 to 1.34, placement changes for 1 of 3 DaemonSets: 0 gained, 2 lost, on 3 nodes, in N ms
    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    note: no kubelet may be newer than the API server, of 1.34 here: 1.36 (1 node) are
    not known: whether default has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods of 1 of 3), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(of("--upgrade-from 1.33 --upgrade-to 1.34 --format matrix"), @"
                          1  2  3
    small-1, small-2 (2)  !  x  !
    large-1               x  x  x

    x runs   ! wanted, no room
    1 default/agent      1 of 3
    2 default/restarter  3 of 3
    3 default/trainer    1 of 3

    from Kubernetes 1.33 to 1.34, placement changes for 1 of 3 DaemonSets: 0 gained, 2 lost, on 3 nodes, in N ms
    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    note: no kubelet may be newer than the API server, of 1.34 here: 1.36 (1 node) are
    not known: whether default has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods of 1 of 3), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    let page = of("--upgrade-from 1.33 --upgrade-to 1.34 --format html");
    assert!(
        page.contains("<h2 id=\"change-title\">from Kubernetes 1.33 to 1.34, placement"),
        "{page}"
    );
    assert_snapshot!(of("--upgrade-from 1.36 --upgrade-to 1.34"), @"
    --- stderr
    error: from 1.36 to 1.34 is no upgrade: --upgrade-from says which version the cluster has
    --- exit code 2
    ");
    assert_snapshot!(of("--upgrade-to 1.34 --against old/"), @"
    --- stderr
    error: the argument '--upgrade-to <VERSION>' cannot be used with '--against <OLD>'

    Usage: daemonlint plan --nodes <FILE> --upgrade-to <VERSION> <PATH>...

    For more information, try '--help'.
    --- exit code 2
    ");
    let json = of("--upgrade-from 1.33 --upgrade-to 1.34 --format json");
    let json = json.lines().next().unwrap_or_default();
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(json["summary"]["kubernetes"], "1.33 to 1.34");
    assert_snapshot!(json["changes"]["daemonsets"][0], @r#"{"asks":[{"after":3000,"before":100,"resource":"cpu"}],"gained":[],"kept":[],"kind":"changed","leftRunning":[],"lost":[],"lostWithoutRoom":[{"field":"spec.template.spec.containers[0].ports[0].hostPort","moves":false,"nodes":["small-1","small-2"],"reasons":[{"message":"node(s) didn't have free ports for the requested pod ports","plugin":"NodePorts"},{"message":"Insufficient cpu","plugin":"NodeResourcesFit"}]}],"name":"agent","namespace":"default","onDelete":false,"outdated":[],"refused":false,"restarted":[],"spec":[],"template":[],"untouched":["large-1"],"wantedWithoutRoom":[]}"#);
}

#[test]
fn a_plan_and_its_reasons_are_those_of_the_version() {
    let of = |arguments: &str| agents().run(arguments);
    assert_snapshot!(of("plan --nodes nodes.yaml agents.yaml --kubernetes 1.33"), @"
    default/agent   3 of 3 nodes get a pod                                                             agents.yaml

      runs on             3  small-1, small-2, large-1

    default/restarter   3 of 3 nodes get a pod                                                         agents.yaml
      the API server refuses this manifest as it is: daemonlint check agents.yaml

      runs on             3  small-1, small-2, large-1

    default/trainer   1 of 3 nodes get a pod                                                           agents.yaml

      runs on             1  large-1
      wanted, no room     2  small-1, small-2
                             example.com/gpu: needs 1, the nodes have 0                             agents.yaml:52

    3 DaemonSets on 3 nodes: 1 is refused by the API server, 1 is wanted where it has no room, in N ms (Kubernetes 1.33)
    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    note: no kubelet may be newer than the API server, of 1.33 here: 1.36 (1 node) are
    not known: whether default has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods of 1 of 2), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(of("plan --nodes nodes.yaml agents.yaml"), @"
    default/agent   1 of 3 nodes get a pod                                                             agents.yaml

      runs on             1  large-1
      wanted, no room     2  small-1, small-2
                             host port 9100/TCP is taken by default/proxy                           agents.yaml:16
                             cpu: needs 3, the nodes have 2                                         agents.yaml:12

    default/restarter   1 of 3 nodes get a pod                                                         agents.yaml

      runs on             1  large-1
      wanted, pending     2  small-1, small-2
                             the kubelet doesn't declare RestartAllContainersOnContainerExits       agents.yaml:35

    default/trainer   3 of 3 nodes get a pod                                                           agents.yaml
      not known: whether a device of the DeviceClass gpus is free

      runs on             3  small-1, small-2, large-1

    3 DaemonSets on 3 nodes: 2 are wanted where they have no room, in N ms (Kubernetes 1.37)
    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    not known: whether default has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods of 1 of 3), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(of("why restarter small-1 --nodes nodes.yaml agents.yaml"), @"
    restarter is wanted, and can't be scheduled, on small-1 (Kubernetes 1.37)

      + node name        none
      + node selector    none
      + node affinity    none
      + taints           none
      + host ports       none
      + resources        pods: 108 left of 110
      + volumes          none
      + topology spread  none
      + pod affinity     none
      x node features    RestartAllContainersOnContainerExits  agents.yaml:35 · the kubelet doesn't declare it

    the smallest change that flips it: a kubelet that declares RestartAllContainersOnContainerExits

    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    ");
    assert_snapshot!(of("why agent small-1 --nodes nodes.yaml agents.yaml --kubernetes 1.33"), @"
    agent runs on small-1 (Kubernetes 1.33)

      + node name        none
      + node selector    none
      + node affinity    none
      + taints           none
      + host ports       host port 9100/TCP               agents.yaml:16
      + resources        pods: 109 left of 110
                         cpu: needs 100m, the node has 2  agents.yaml:18
      + volumes          none
      + topology spread  none
      + pod affinity     none

    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    note: no kubelet may be newer than the API server, of 1.33 here: 1.36 (1 node) are
    ");
    let json = of("plan --nodes nodes.yaml agents.yaml --kubernetes 1.34 --format json");
    let json: serde_json::Value =
        serde_json::from_str(json.lines().next().unwrap_or_default()).unwrap();
    assert_eq!(json["summary"]["kubernetes"], "1.34");
}

#[test]
fn old_kubelets_do_nothing_with_new_fields() {
    let old = "apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
- {name: old, count: 2, kubelet: v1.31.4, labels: {kubernetes.io/os: linux, pool: old}}
- {name: new, count: 1, kubelet: v1.35.1, labels: {kubernetes.io/os: linux, pool: new}}
";
    let agent = "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      hostUsers: false
      hostnameOverride: agent
      containers:
      - name: agent
        image: registry.example.com/agent:1.0.3
";
    let story = Story::new(&[("nodes.yaml", old), ("agent.yaml", agent)]);
    let check = "check --select field-dropped --format short --nodes nodes.yaml agent.yaml";
    assert_snapshot!(story.run(&format!("{check} --kubernetes nodes")), @"
    agent.yaml:12:18: warning[field-dropped]: kubelets of Kubernetes 1.31 (2 nodes) start no pod with `hostUsers`
    agent.yaml:13:25: warning[field-dropped]: kubelets of Kubernetes 1.31 (2 nodes) do nothing with `hostnameOverride`
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 warnings in N ms (Kubernetes 1.35)
    note: the kubelets are of several versions: 1.31 (2 nodes), 1.35 (1 node)
    note: an API server of 1.35 works with kubelets from 1.32 on: upgrade those of 1.31 (2 nodes) before it
    ");
    let pinned = format!("{agent}      nodeSelector: {{pool: new}}\n");
    story.write("agent.yaml", &pinned);
    assert_snapshot!(story.run(&format!("{check} --kubernetes 1.34")), @"
    agent.yaml:13:25: warning[field-dropped]: Kubernetes 1.34 takes `hostnameOverride` and drops it without a word
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.34)
    note: the kubelets are of several versions: 1.31 (2 nodes), 1.35 (1 node)
    note: no kubelet may be newer than the API server, of 1.34 here: 1.35 (1 node) are
    ");
    assert_snapshot!(story.run(&format!("{check} --upgrade-to 1.37")), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.36 to 1.37)
    note: the kubelets are of several versions: 1.31 (2 nodes), 1.35 (1 node)
    note: an API server of 1.37 works with kubelets from 1.34 on: upgrade those of 1.31 (2 nodes) before it
    ");
    story.write(".daemonlint.yaml", "kubernetes: nodes\nnodes: nodes.yaml\n");
    assert_snapshot!(story.run("check --select field-dropped --format short agent.yaml"), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.35)
    note: the kubelets are of several versions: 1.31 (2 nodes), 1.35 (1 node)
    note: an API server of 1.35 works with kubelets from 1.32 on: upgrade those of 1.31 (2 nodes) before it
    ");
    story.write(".daemonlint.yaml", "kubernetes: nodes\n");
    assert_snapshot!(story.run("check --select field-dropped --format short agent.yaml"), @"
    --- stderr
    error: `kubernetes: nodes` of the config: there are no nodes: --nodes FILE
    --- exit code 2
    ");
}

#[test]
fn fields_outside_of_daemon_sets_are_dropped_and_refused_by_version() {
    let objects = "apiVersion: apps/v1
kind: StatefulSet
metadata: {name: store}
spec:
  serviceName: store
  selector:
    matchLabels: {app: store}
  updateStrategy:
    rollingUpdate: {maxUnavailable: 2}
  template:
    metadata:
      labels: {app: store}
    spec:
      hostUsers: false
      hostNetwork: true
      containers:
      - name: store
        image: registry.example.com/store:2.4.0
---
apiVersion: v1
kind: Service
metadata: {name: store}
spec:
  selector: {app: store}
  ports: [{port: 80}]
  trafficDistribution: PreferSameNode
";
    let story = Story::new(&[("objects.yaml", objects)]);
    let check = "check --select field-dropped,admission --format short objects.yaml";
    assert_snapshot!(story.run(&format!("{check} --kubernetes 1.32")), @"
    objects.yaml:26:24: error[admission-invalid]: spec.trafficDistribution: `PreferSameNode` is not supported; one of: PreferClose
    objects.yaml:9:37: warning[field-dropped]: Kubernetes 1.32 takes `maxUnavailable` and drops it without a word
    objects.yaml:14:18: warning[field-dropped]: Kubernetes 1.32 takes `hostUsers` and drops it without a word
    --- stderr
    1 file, 2 objects, 0 DaemonSets: 1 error, 2 warnings in N ms (Kubernetes 1.32)
    --- exit code 1
    ");
    assert_snapshot!(story.run(&format!("{check} --kubernetes 1.37")), @"
    objects.yaml:15:20: error[admission-invalid]: spec.template.spec.hostNetwork: cannot be true while `hostUsers` is false
    --- stderr
    1 file, 2 objects, 0 DaemonSets: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn a_field_of_one_version_alone_is_told_too() {
    let agent = "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      workloadRef: {name: training, podGroup: workers}
      containers:
      - name: agent
        image: registry.example.com/agent:1.0.3
";
    let story = Story::new(&[("agent.yaml", agent)]);
    let check = "check --select field-dropped --format short agent.yaml";
    assert_snapshot!(story.run(&format!("{check} --kubernetes 1.35")), @"
    agent.yaml:12:7: warning[field-dropped]: Kubernetes 1.35 takes `workloadRef` and drops it without a word
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.35)
    ");
}

#[test]
fn gates_without_effect_are_told() {
    let of = |arguments: &str| story("").run(&format!("{CHECK} {arguments}"));
    let gates = "--feature-gates SidecarContainers=true,MemoryQoS=false,ImageVolume=true";
    assert_snapshot!(of(&format!("--kubernetes 1.36 {gates}")), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.36)
    note: the feature gate `SidecarContainers` is locked in Kubernetes 1.36: it is always on
    note: the feature gate `MemoryQoS` changes nothing that is checked here
    note: the feature gate `ImageVolume` is locked in Kubernetes 1.36: it is always on
    ");
    assert_snapshot!(of("--upgrade-from 1.34 --upgrade-to 1.36 --feature-gates ImageVolume=true"), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.34 to 1.36)
    note: the feature gate `ImageVolume` is locked in Kubernetes 1.36: it is always on
    ");
    assert_snapshot!(of("--feature-gates ImageVolum=true"), @"
    --- stderr
    error: invalid value 'ImageVolum=true' for '--feature-gates <GATE=true|false>': no Kubernetes from 1.32 to 1.37 has a feature gate `ImageVolum`; did you mean `ImageVolume`?

    For more information, try '--help'.
    --- exit code 2
    ");
}

#[test]
fn the_nodes_say_which_kubernetes_they_are_of() {
    let of = |arguments: &str| agents().run(arguments);
    let plan = of("plan --nodes nodes.yaml agents.yaml --kubernetes nodes --verbose");
    assert!(plan.contains("(Kubernetes 1.36)"), "the newest kubelet's: {plan}");
    assert!(
        plan.contains("note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)"),
        "{plan}"
    );
    let show = of("inventory show nodes.yaml");
    assert!(show.contains("the kubelets are of several versions"), "{show}");
    let story = agents();
    let server = "{\"kind\": \"Pod\", \"metadata\": {\"name\": \"kube-apiserver-cp\", \"namespace\": \
                  \"kube-system\"}, \"spec\": {\"nodeName\": \"large-1\", \"containers\": [{\"name\": \
                  \"kube-apiserver\", \"image\": \"registry.k8s.io/kube-apiserver:v1.34.2\"}]}}";
    story.write("pods.json", server);
    let check =
        story.run("check --nodes nodes.yaml --pods pods.json agents.yaml --kubernetes nodes");
    assert!(check.contains("(Kubernetes 1.34)"), "the API server's own: {check}");
    assert_snapshot!(of("check agents.yaml --kubernetes nodes"), @"
    --- stderr
    error: --kubernetes nodes: there are no nodes: --nodes FILE
    --- exit code 2
    ");
    assert_snapshot!(of("check agents.yaml --feature-gates ImageVolumes=true"), @"
    --- stderr
    error: invalid value 'ImageVolumes=true' for '--feature-gates <GATE=true|false>': no Kubernetes from 1.32 to 1.37 has a feature gate `ImageVolumes`; did you mean `ImageVolume`?

    For more information, try '--help'.
    --- exit code 2
    ");
}

#[test]
fn a_gate_that_a_version_lacks_is_told_alike_everywhere() {
    let of = |arguments: &str| story("").run(&format!("{CHECK} {arguments}"));
    assert_snapshot!(of("--kubernetes 1.33 --feature-gates EnvFiles=true"), @"
    --- stderr
    error: Kubernetes 1.33 has no feature gate `EnvFiles` (1.34 and later have it): an API server that is given it does not start
    --- exit code 2
    ");
    assert_snapshot!(of("--upgrade-from 1.33 --upgrade-to 1.35 --feature-gates EnvFiles=true"), @"
    models.yaml:15:9: info[field-dropped]: Kubernetes 1.35 keeps this field, which 1.33 drops without a word
    models.yaml:17:7: info[field-dropped]: Kubernetes 1.35 keeps this field, which 1.33 drops without a word
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 infos in N ms (Kubernetes 1.33 to 1.35)
    note: Kubernetes 1.33 has no feature gate `EnvFiles` (1.34 and later have it): an API server that is given it does not start
    ");
    let gone = "--feature-gates SidecarContainers=true";
    assert!(of(&format!("--kubernetes 1.37 {gone}")).contains("--- exit code 2"));
    assert_snapshot!(of(&format!("--upgrade-from 1.36 --upgrade-to 1.37 {gone}")), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.36 to 1.37)
    note: the feature gate `SidecarContainers` is locked in Kubernetes 1.36: it is always on
    note: Kubernetes 1.37 has no feature gate `SidecarContainers` (1.32 to 1.36 have it; what it stood for is always on since): an API server that is given it does not start
    ");
    assert_snapshot!(of("--upgrade-from 1.32 --upgrade-to 1.33 --feature-gates EnvFiles=true"), @"
    --- stderr
    error: Kubernetes 1.32 has no feature gate `EnvFiles` (1.34 and later have it): an API server that is given it does not start
    --- exit code 2
    ");
    // A gate is asked of the versions of the upgrade, not of the newest one.
    assert_snapshot!(of("--upgrade-from 1.34 --upgrade-to 1.35 --feature-gates ImageVolume=false"), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.34 to 1.35)
    ");
}

#[test]
fn why_tells_of_kubelets_and_gates() {
    let why = "why agent large-1 --nodes nodes.yaml agents.yaml --kubernetes 1.37";
    let said = agents().run(&format!("{why} --feature-gates MemoryQoS=true"));
    let notes: Vec<&str> = said.lines().filter(|line| line.starts_with("note")).collect();
    assert_snapshot!(notes.join("\n"), @"
    note: the kubelets are of several versions: 1.33 (2 nodes), 1.36 (1 node)
    note: an API server of 1.37 works with kubelets from 1.34 on: upgrade those of 1.33 (2 nodes) before it
    note: the feature gate `MemoryQoS` changes nothing that is checked here
    ");
    assert!(!agents().run(&format!("{why} --quiet")).contains("note:"));
}
