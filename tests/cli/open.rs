//! What is still to be filled in: what hangs on it is not known, and said so.

use insta::assert_snapshot;

use crate::plan::nodes;
use crate::story::Story;

/// A DaemonSet with these lines in its pod's spec.
fn agent(pod: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: agent, namespace: ops}}
spec:
  selector: {{matchLabels: {{app: agent}}}}
  template:
    metadata: {{labels: {{app: agent}}}}
    spec:
{pod}
      containers:
        - name: main
          image: registry.example.com/agent:v1
          resources: {{requests: {{cpu: 10m, memory: 8Mi}}}}
"
    )
}

#[test]
fn where_pods_go_hangs_on_a_value_to_come() {
    let text = agent(
        "      nodeSelector:
        kubernetes.io/os: linux
        example.com/pool: ${POOL}
      tolerations:
        - {key: \"${KEY}\", operator: Exists, effect: NoSchedule}",
    );
    let story = Story::new(&[("agent.yaml", &text), ("nodes.json", &nodes())]);
    assert_snapshot!(story.run("plan --nodes nodes.json agent.yaml"), @"
    ops/agent   0 to 9 of 10 nodes get a pod                                                            agent.yaml
      not known: whether 9 nodes get a pod: it hangs on what is still to be filled in

      not known           9  cp-1, worker-1 … worker-5, gpu-1 and 2 more
                             nodeSelector[example.com/pool] is still to be filled in: ${POOL}        agent.yaml:11
                             3 of them also have taints that are not tolerated
      kept off            1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows               agent.yaml:10

    1 DaemonSet on 10 nodes: of 1 it is not known where, in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.run("plan --nodes nodes.json --format matrix agent.yaml"), @"
                       1
    cp-1 … edge-1 (9)  ?
    win-1              .

    . not targeted   ? not known: to be filled in
    1 ops/agent  0 to 9 of 10

    1 DaemonSet on 10 nodes: of 1 it is not known where, in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.run("why agent worker-1 --nodes nodes.json agent.yaml"), @"
    agent may run, which hangs on what is still to be filled in, on worker-1 (Kubernetes 1.37)

      + node name        none
      ? node selector    example.com/pool                      agent.yaml:11 · still to be filled in: ${POOL}
      +                  kubernetes.io/os=linux                agent.yaml:10 · node label kubernetes.io/os=linux
      + node affinity    none
      + taints           none
      + host ports       none
      + resources        pods: the node has 110
                         cpu: needs 10m, the node has 3920m    agent.yaml:17
                         memory: needs 8Mi, the node has 16Gi  agent.yaml:17
      + volumes          none
      + topology spread  none
      + pod affinity     none
    ");
    let json = story.run("plan --quiet --nodes nodes.json --format json agent.yaml");
    let value: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let set = &value["daemonsets"][0];
    assert_eq!(
        (&set["desired"], &set["running"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    assert_snapshot!(format!("{} {} {}", set["unknown"], set["runningRange"], set["nodes"][1]), @r#"9 [0,9] {"admitted":null,"blockers":[],"node":"worker-1","refusals":[],"schedulable":null,"shouldContinueRunning":null,"shouldRun":null,"unknown":[{"field":"spec.template.spec.nodeSelector[example.com/pool]","line":11,"message":"this is still to be filled in","plugin":"NodeAffinity"}],"virtual":false}"#);
    assert_snapshot!(story.run("plan --quiet --nodes nodes.json --format markdown agent.yaml"), @r"
    ### 1 DaemonSet on 10 nodes (Kubernetes 1.37)

    | DaemonSet | nodes with a pod | kept off | wanted, no room |
    | --- | ---: | ---: | ---: |
    | ops/agent | 0 to 9 of 10 | 1 | 0 |

    <details>
    <summary>ops/agent: why not on 10 nodes</summary>

    not known: whether 9 nodes get a pod: it hangs on what is still to be filled in

    - not known **9**: cp-1, worker-1 … worker-5, gpu-1 and 2 more
      - nodeSelector\[example.com/pool\] is still to be filled in: \${POOL} (agent.yaml:11)
      - 3 of them also have taints that are not tolerated
    - kept off **1**: win-1
      - nodeSelector kubernetes.io/os=linux: the node has windows (agent.yaml:10)

    </details>
    ");
}

#[test]
fn what_no_value_can_change_is_known() {
    let text = agent(
        "      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - {key: pool, operator: In, values: [\"${POOL}\"]}",
    );
    let node = |name: &str, label: &str| {
        format!("{{\"metadata\": {{\"name\": \"{name}\", \"labels\": {{{label}}}}}}}")
    };
    let nodes = format!(
        "{{\"kind\": \"NodeList\", \"items\": [{}, {}]}}",
        node("a", "\"pool\": \"x\""),
        node("b", "\"os\": \"y\"")
    );
    let story = Story::new(&[("agent.yaml", &text), ("nodes.json", &nodes)]);
    assert_snapshot!(story.run("plan --nodes nodes.json agent.yaml"), @r#"
    ops/agent   0 to 1 of 2 nodes get a pod                                                             agent.yaml
      not known: whether 1 node gets a pod: it hangs on what is still to be filled in

      not known           1  a
                             node affinity is still to be filled in: {key: pool, operator: In,       agent.yaml:14
                             values: ["${POOL}"]}
      kept off            1  b
                             node affinity {key: pool, operator: In, values: ["${POOL}"]}: the node  agent.yaml:14
                             has no such label

    1 DaemonSet on 2 nodes: of 1 it is not known where, in N ms (Kubernetes 1.37)
    "#);
    // A default is a value.
    story.write("agent.yaml", &agent("      nodeSelector: {pool: \"${POOL:-x}\"}"));
    let seen = story.run("plan --nodes nodes.json agent.yaml");
    assert!(seen.contains("1 of 2 nodes get a pod"), "{seen}");
}

#[test]
fn what_cannot_be_read_on_one_side_is_named_and_the_rest_compared() {
    let good = agent("      nodeSelector: {kubernetes.io/os: linux}");
    let other = good.replace("name: agent", "name: other").replace("app: agent", "app: other");
    let broken = good.replace(
        "  template:\n    metadata: {labels: {app: agent}}",
        "  template: none\n  x:\n    y: 1",
    );
    let story = Story::new(&[
        ("old/agent.yaml", &good),
        ("old/other.yaml", &other),
        ("new/agent.yaml", &broken),
        ("new/other.yaml", &other.replace("agent:v1", "agent:v2")),
        ("nodes.json", &nodes()),
    ]);
    let plan = "plan --nodes nodes.json --against";
    assert_snapshot!(story.run(&format!("{plan} old new --fail-on lost")), @"
    ops/other   update: 6 restarted, 0 gained, 0 lost                                               new/other.yaml

      restarted           6  worker-1 … worker-5, edge-1
                             the pod template changes: containers[0].image v1 → v2                   other.yaml:12
      rollout                1 at a time, 6 waves, about 6 min at 60 s to ready; never more than 1 node without a
                             pod

    ops/agent   not compared: the new one can't be read                                             old/agent.yaml

    left out, since it can't be read: new/agent.yaml:6: `template` takes a map of fields, not a string

    1 of 2 DaemonSets change: 6 restarted, 0 gained, 0 lost, 1 not compared, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether ops has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    --- stderr
    new/agent.yaml:6:13: error[admission-decode]: `template` takes a map of fields, not a string
    error: 1 object left out of the plan: not readable
    --- exit code 2
    ");
    assert_snapshot!(story.run(&format!("{plan} new old --quiet --format markdown")), @r"
    ### 1 of 2 DaemonSets change: 6 restarted, 0 gained, 0 lost, 1 not compared (Kubernetes 1.37)

    | DaemonSet | nodes with a pod | restarted | gained | lost |
    | --- | ---: | ---: | ---: | ---: |
    | ops/agent | not compared | 0 | 0 | 0 |
    | ops/other | 6 of 10 | 6 | 0 | 0 |

    <details>
    <summary>ops/agent: not compared: the old one can&#39;t be read</summary>


    </details>

    <details>
    <summary>ops/other: update: 6 restarted, 0 gained, 0 lost</summary>

    - restarted **6**: worker-1 … worker-5, edge-1
      - the pod template changes: containers\[0\].image v2 → v1
      - 1 at a time, 6 waves, about 6 min at 60 s to ready; never more than 1 node without a pod

    </details>

    left out, since it can't be read: new/agent.yaml:6: \`template\` takes a map of fields, not a string
    --- stderr
    new/agent.yaml:6:13: error[admission-decode]: `template` takes a map of fields, not a string
    error: 1 object left out of the plan: not readable
    --- exit code 2
    ");
    let json = story.run(&format!("{plan} old new --quiet --format json"));
    let value: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let kinds: Vec<_> =
        value["changes"]["daemonsets"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["changed", "unreadable"]);
    assert_eq!(value["unreadable"][0]["name"], "agent");
    // A text that is no YAML at all hides what may stand in it.
    story.write("new/agent.yaml", "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent\n");
    let seen = story.run(&format!("{plan} old new"));
    assert!(seen.contains("ops/agent   not compared: the new one can't be read"), "{seen}");
    assert!(seen.contains("--- exit code 2"), "{seen}");
}

#[test]
fn a_wrong_value_beside_one_to_come_is_told() {
    let text = agent("      hostNetwork: ${HOST}").replace(
        "          resources",
        "          ports:
            - {name: \"${NAME}\", containerPort: 70000}
            - {name: web, containerPort: 80, hostPort: \"${HOST_PORT}\"}
            - {name: dns, containerPort: 53, protocol: \"${PROTOCOL}\"}
            - {name: not_a_name, containerPort: \"${PORT}\", protocol: tcp}
          volumeMounts:
            - {name: logs, mountPath: /logs, readOnly: \"${READ_ONLY}\", recursiveReadOnly: Enabled}
            - {name: logs, mountPath: \"${PATH}\", subPath: ../up}
          resources",
    );
    let text = text.replace("cpu: 10m, memory: 8Mi}", "cpu: -1, memory: \"${MEMORY}\"}");
    let text = format!("{text}      volumes: [{{name: logs, hostPath: {{path: /var/log}}}}]\n");
    let story = Story::new(&[("agent.yaml", &text)]);
    assert_snapshot!(story.run("check --isolated --format short --select admission agent.yaml"), @"
    agent.yaml:14:48: error[admission-invalid]: spec.template.spec.containers[0].ports[0].containerPort: `70000` must be between 1 and 65535
    agent.yaml:17:22: error[admission-invalid]: spec.template.spec.containers[0].ports[3].name: `not_a_name` must have only lower-case letters, digits and `-`
    agent.yaml:17:70: error[admission-invalid]: spec.template.spec.containers[0].ports[3].protocol: `tcp` is not supported; did you mean `TCP`?
    agent.yaml:20:59: error[admission-invalid]: spec.template.spec.containers[0].volumeMounts.subPath: `../up` must not climb with `..`
    agent.yaml:21:39: error[admission-invalid]: spec.template.spec.containers[0].resources.requests[cpu]: `-1` must be 0 or more
    --- stderr
    1 file, 1 object, 1 DaemonSet: 5 errors in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}
