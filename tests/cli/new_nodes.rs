//! Nodes that don't exist yet: what pools would start, what their provisioners count, what keeps
//! nodes from going away.

use insta::assert_snapshot;

use crate::story::Story;

/// A DaemonSet of this pod spec.
pub(crate) fn agent(name: &str, spec: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: {name}, namespace: ops}}\nspec:\n  \
         selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    \
         spec:\n{}\n",
        spec.lines().map(|line| format!("      {line}")).collect::<Vec<_>>().join("\n")
    )
}

/// One container that asks for this much.
pub(crate) fn asks(resources: &str) -> String {
    format!("containers: [{{name: main, image: registry.example.com/a:1, resources: {resources}}}]")
}

/// A NodePool of EC2 with this in its spec and in its template's.
pub(crate) fn node_pool(name: &str, spec: &str, template: &str) -> String {
    format!(
        "apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {{name: {name}}}\nspec:\n  {spec}\n  template:\n    \
         {template}\n    spec:\n      nodeClassRef: {{group: karpenter.k8s.aws, kind: EC2NodeClass, name: main}}\n"
    )
}

/// Machines of Cluster API with these annotations of what a node offers, and no node yet.
pub(crate) fn machines(annotations: &str) -> String {
    let annotations: String = annotations
        .lines()
        .map(|line| format!("    capacity.cluster-autoscaler.kubernetes.io/{line}\n"))
        .collect();
    format!(
        "apiVersion: cluster.x-k8s.io/v1beta1\nkind: MachineDeployment\nmetadata:\n  name: md\n  annotations:\n    \
         cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size: \"3\"\n{annotations}spec: {{replicas: 0}}\n"
    )
}

fn plan(nodes: &str, daemon_sets: &[String], arguments: &str) -> String {
    let story = Story::new(&[("nodes.yaml", nodes), ("agents.yaml", &daemon_sets.join("---\n"))]);
    story.run(&format!("plan --nodes nodes.yaml {arguments} agents.yaml"))
}

#[test]
fn labels_that_a_provider_sets_are_open_and_not_missing() {
    let small = asks("{requests: {cpu: 10m}}");
    let sets = [
        ("category", "karpenter.k8s.aws/instance-category: c"),
        ("zone-id", "topology.k8s.aws/zone-id: euc1-az2"),
        ("old-zone", "failure-domain.beta.kubernetes.io/zone: eu-central-1a"),
        ("class", "karpenter.k8s.aws/ec2nodeclass: main"),
        ("other-class", "karpenter.k8s.aws/ec2nodeclass: other"),
        ("gpu", "nvidia.com/gpu.product: Tesla-T4"),
        ("typo", "karpenter.k8s.aws.com/instance-category: c"),
    ];
    let sets =
        sets.map(|(name, label)| agent(name, &format!("nodeSelector: {{{label}}}\n{small}")));
    let nodes = node_pool("main", "weight: 1", "metadata: {}");
    assert_snapshot!(plan(&nodes, &sets, "--verbose"), @"
    ops/category   there is no node yet                                                                agents.yaml

      may run on             new nodes of main
                             if karpenter.k8s.aws/instance-category is c

    ops/zone-id   there is no node yet                                                                 agents.yaml

      may run on             new nodes of main
                             if topology.k8s.aws/zone-id is euc1-az2

    ops/old-zone   there is no node yet                                                                agents.yaml

      may run on             new nodes of main
                             if failure-domain.beta.kubernetes.io/zone is eu-central-1a

    ops/class   there is no node yet                                                                   agents.yaml

      would run on           new nodes of main

    ops/other-class   there is no node yet                                                             agents.yaml

      would not run on       new nodes of main
                             nodeSelector karpenter.k8s.aws/ec2nodeclass=other: the node has main   agents.yaml:53

    ops/gpu   there is no node yet                                                                     agents.yaml

      may run on             new nodes of main
                             once an agent sets nvidia.com/gpu.product to Tesla-T4

    ops/typo   there is no node yet                                                                    agents.yaml

      would not run on       new nodes of main
                             nodeSelector karpenter.k8s.aws.com/instance-category=c: the node has   agents.yaml:75
                             no such label

    7 DaemonSets on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn auto_mode_is_told_by_its_node_class() {
    let not_auto = "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: eks.amazonaws.com/compute-type, operator: NotIn, values: [auto]}]}]}}}";
    let sets = [agent("elsewhere", &format!("{not_auto}\n{}", asks("{}")))];
    let nodes = node_pool("main", "weight: 1", "metadata: {}")
        .replace("karpenter.k8s.aws, kind: EC2NodeClass", "eks.amazonaws.com, kind: NodeClass");
    assert_snapshot!(plan(&nodes, &sets, ""), @"
    ops/elsewhere   there is no node yet                                                               agents.yaml

      would not run on       new nodes of main
                             node affinity eks.amazonaws.com/compute-type not in (auto): the node    agents.yaml:9
                             has auto

    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn a_label_of_the_pool_alone_is_there_with_some_value() {
    let nodes = node_pool("main", "weight: 1", "metadata: {}")
        + "      requirements:\n      - {key: example.com/shard, operator: NotIn, values: [old]}\n      - {key: example.com/disk, operator: Exists}\n";
    let sets = ["shard", "disk"].map(|label| {
        let exists = format!("{{key: example.com/{label}, operator: DoesNotExist}}");
        let terms = format!("[{{matchExpressions: [{exists}]}}]");
        let affinity = format!("affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: {terms}}}}}}}");
        agent(label, &format!("{affinity}\n{}", asks("{}")))
    });
    assert_snapshot!(plan(&nodes, &sets, ""), @"
    ops/shard   there is no node yet                                                                   agents.yaml

      would not run on       new nodes of main
                             node affinity example.com/shard does not exist: the node has another    agents.yaml:9
                             value

    ops/disk   there is no node yet                                                                    agents.yaml

      would not run on       new nodes of main
                             node affinity example.com/disk does not exist: the node has another    agents.yaml:20
                             value

    2 DaemonSets on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn the_node_class_says_the_operating_system_and_how_many_pods() {
    let class = |image: &str| {
        format!(
            "---\napiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {{name: main}}\nspec:\n  amiSelectorTerms: [{{alias: {image}}}]\n  kubelet: {{maxPods: 42, kubeReserved: {{cpu: 90m, memory: 700Mi}}, systemReserved: {{memory: 100Mi}}}}\n"
        )
    };
    let pool = node_pool("main", "weight: 1", "metadata: {}");
    let linux = [agent(
        "a",
        &format!("nodeSelector: {{kubernetes.io/os: linux}}\n{}", asks("{requests: {cpu: 50m}}")),
    )];
    assert_snapshot!(plan(&(pool.clone() + &class("al2023@v20260101")), &linux, ""), @"
    ops/a   there is no node yet                                                                       agents.yaml

      would run on           new nodes of main

    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(plan(&(pool.clone() + &class("windows2022@latest")), &linux, ""), @"
    ops/a   there is no node yet                                                                       agents.yaml

      would not run on       new nodes of main
                             nodeSelector kubernetes.io/os=linux: the node has windows               agents.yaml:9

    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(plan(&(pool + &class("bottlerocket@latest")), &linux, "--capacity"), @"
    tightest nodes first    DaemonSets take           all pods take
                            cpu     memory  pods      cpu     memory

    a new node, as large as it may be
      main: DaemonSets take 50m cpu, 0 memory, 1 pod of 42; kubelets keep back 90m cpu, 800Mi memory

    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn annotations_are_read_as_the_autoscaler_reads_them() {
    let nodes = machines(
        "cpu: \"4\"\nmemory: 16Gi\nmaxPods: \"0\"\nlabels: \"a=1, b=2\"\ntaints: \"x=new:NoSchedule,nonsense=1=2:NoSchedule,alone,startup-taint.cluster-autoscaler.kubernetes.io/net=1:NoSchedule\"",
    ) + "---\napiVersion: cluster.x-k8s.io/v1beta1\nkind: MachineSet\nmetadata: {name: still}\nspec: {replicas: 0}\n";
    let sets = [
        agent("old", &format!("tolerations: [{{key: x, value: old}}]\n{}", asks("{}"))),
        agent("new", &format!("tolerations: [{{key: x, value: new}}]\n{}", asks("{}"))),
    ];
    assert_snapshot!(plan(&nodes, &sets, ""), @"
    ops/old   there is no node yet                                                                     agents.yaml

      would not run on       new nodes of md
                             taint x=new:NoSchedule is not tolerated                                 agents.yaml:9
                             its labels annotation has ` b=2`, whose blank the autoscaler takes for a part of it
                             its taints annotation has `nonsense=1=2:NoSchedule`, which is no taint: the
                             autoscaler passes over it
                             its taints annotation has `alone`, a taint without effect, which keeps nothing off
      won't see              new nodes of still
                             it has no largest size, so that no autoscaler sees to it

    ops/new   there is no node yet                                                                     agents.yaml

      would run on           new nodes of md
                             once the startup taint
                             startup-taint.cluster-autoscaler.kubernetes.io/net=1:NoSchedule is gone
                             its labels annotation has ` b=2`, whose blank the autoscaler takes for a part of it
                             its taints annotation has `nonsense=1=2:NoSchedule`, which is no taint: the
                             autoscaler passes over it
                             its taints annotation has `alone`, a taint without effect, which keeps nothing off
      won't see              new nodes of still
                             it has no largest size, so that no autoscaler sees to it

    2 DaemonSets on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
    let half = machines("cpu: \"4\"\nmemory: 16Gi\nmaxPods: \"2.5\"");
    assert_snapshot!(plan(&half, &sets[..1], ""), @"
    ops/old   there is no node yet                                                                     agents.yaml

      won't see              new nodes of md
                             maxPods in its annotations is no whole number: the autoscaler starts no first node

    1 DaemonSet on no node yet: the inventory has no pool that could start one, in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn what_the_autoscaler_counts_is_held_against_what_runs() {
    let nodes = machines("cpu: \"4\"\nmemory: 16Gi");
    let sets = [
        agent("limits", &asks("{limits: {cpu: 1500m, memory: 1Gi}}")),
        agent("large", &asks("{requests: {cpu: 5}}")),
    ];
    assert_snapshot!(plan(&nodes, &sets, "--capacity"), @"
    tightest nodes first    DaemonSets take           all pods take
                            cpu     memory  pods      cpu     memory

    an empty new node    nodes  DaemonSets take                      left for a pod
      md                     0  1500m cpu (37%), 1Gi memory (6.2%)   2500m cpu, 15Gi memory, 109 pods
        no such node takes all of these DaemonSets: too little cpu for ops/large
        the cluster autoscaler counts 5 cpu, 0 memory, and 100m cpu for a kube-proxy: ops/limits 0 cpu, 0 memory
        for 1500m cpu, 1Gi memory (limits are no requests to it); ops/large 5 cpu, 0 memory for nothing (counted,
        and fits on no such node)

    2 DaemonSets on no node yet: the inventory has 1 pool that could start some, 1 has no room on new nodes, in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(plan(&nodes, &sets, "--capacity --format json"), @r#"
    {"version":1,"summary":{"kubernetes":"1.37","wanted":0,"running":0,"refused":0,"unschedulable":0,"virtual":0,"newNodes":{"pools":1,"refused":0,"unschedulable":1}},"daemonsets":[{"file":"agents.yaml","namespace":"ops","name":"limits","desired":0,"running":0,"refused":false,"changes":["limits without requests are taken as requests"],"nodes":[],"pools":[{"pool":"md","from":"Cluster API machines","count":0,"shouldRun":true,"shouldContinueRunning":true,"schedulable":true,"blockers":[],"refusals":[],"admitted":true,"virtual":false}]},{"file":"agents.yaml","namespace":"ops","name":"large","desired":0,"running":0,"refused":false,"changes":[],"nodes":[],"pools":[{"pool":"md","from":"Cluster API machines","count":0,"shouldRun":true,"shouldContinueRunning":true,"schedulable":false,"blockers":[{"plugin":"NodeResourcesFit","resource":"cpu","message":"Insufficient cpu","field":"spec.template.spec.containers[0].resources.requests[cpu]","line":19}],"refusals":[],"admitted":true,"virtual":false}]}],"capacity":{"nodes":[],"ledger":[{"pool":"md","instanceType":null,"nodes":0,"daemonsets":["ops/limits","ops/large"],"takes":{"milliCpu":1500,"memory":1073741824,"pods":1},"left":{"milliCpu":2500,"memory":16106127360,"pods":109},"withoutRoom":["ops/large"],"neverScaledDown":false,"counted":[{"by":"the cluster autoscaler","counts":{"milliCpu":5000,"memory":0,"pods":2},"kubeProxy":{"milliCpu":100,"memory":0,"pods":1},"differences":[{"daemonset":"ops/limits","takes":{"milliCpu":1500,"memory":1073741824,"pods":1},"counts":{"milliCpu":0,"memory":0,"pods":1},"reason":"limits are no requests to it"},{"daemonset":"ops/large","takes":{"milliCpu":0,"memory":0,"pods":0},"counts":{"milliCpu":5000,"memory":0,"pods":1},"reason":"counted, and fits on no such node"}]}]}],"collisions":[],"exceeded":[]}}
    --- stderr
    2 DaemonSets on no node yet: the inventory has 1 pool that could start some, 1 has no room on new nodes, in N ms (Kubernetes 1.37)
    "#);
}

#[test]
fn what_karpenter_counts_is_held_against_what_runs() {
    let nodes = node_pool("first", "weight: 9", "metadata: {labels: {role: one}}")
        + "---\n"
        + &node_pool("second", "weight: 3", "metadata: {labels: {role: two}}");
    let term = |key: &str, value: &str| {
        format!("{{matchExpressions: [{{key: {key}, operator: In, values: [{value}]}}]}}")
    };
    let required = |terms: &[String]| {
        let terms = terms.join(", ");
        format!(
            "affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{terms}]}}}}}}"
        )
    };
    let roles = required(&[term("role", "two"), term("role", "one")]);
    let types = "node.kubernetes.io/instance-type";
    let types = required(&[term(types, "m5.large"), term(types, "g6.xlarge")]);
    let cpu = asks("{requests: {cpu: 200m, memory: 32Mi}}");
    let sets = [
        agent("roles", &format!("{roles}\n{cpu}")),
        agent("types", &format!("{types}\n{cpu}")),
        agent(
            "late",
            &format!(
                "nodeSelector: {{feature.node.kubernetes.io/pci-10de.present: \"true\"}}\n{cpu}"
            ),
        ),
        agent("plain", &cpu),
    ];
    assert_snapshot!(plan(&nodes, &sets, "--capacity"), @"
    tightest nodes first    DaemonSets take           all pods take
                            cpu     memory  pods      cpu     memory

    a new node, as large as it may be
      first: DaemonSets take 800m cpu, 128Mi memory, 4 pods
        Karpenter up to 1.13 counts 600m cpu, 96Mi memory: ops/types 200m cpu, 32Mi memory (counted on every
        instance type, and runs on some); ops/late nothing for 200m cpu, 32Mi memory (a label that comes after the
        node)
        Karpenter since 1.14 counts by instance type 400m cpu, 64Mi memory, 600m cpu, 96Mi memory with ops/types:
        ops/types nothing on some instance types for 200m cpu, 32Mi memory (of node affinity terms it asks the
        first that is left); ops/late nothing for 200m cpu, 32Mi memory (a label that comes after the node)
      second: DaemonSets take 800m cpu, 128Mi memory, 4 pods
        Karpenter up to 1.13 counts 400m cpu, 64Mi memory: ops/roles nothing for 200m cpu, 32Mi memory (of node
        affinity terms it asks the first that is left); ops/types 200m cpu, 32Mi memory (counted on every instance
        type, and runs on some); ops/late nothing for 200m cpu, 32Mi memory (a label that comes after the node)
        Karpenter since 1.14 counts by instance type 200m cpu, 32Mi memory, 400m cpu, 64Mi memory with ops/types:
        ops/roles nothing for 200m cpu, 32Mi memory (of node affinity terms it asks the first that is left);
        ops/types nothing on some instance types for 200m cpu, 32Mi memory (of node affinity terms it asks the
        first that is left); ops/late nothing for 200m cpu, 32Mi memory (a label that comes after the node)

    4 DaemonSets on no node yet: the inventory has 2 pools that could start some, in N ms (Kubernetes 1.37)
    ");
    let story = Story::new(&[("nodes.yaml", &nodes), ("agents.yaml", &sets.join("---\n"))]);
    assert_snapshot!(story.run("check --nodes nodes.yaml --select overhead-not-counted --format short agents.yaml"), @"
    agents.yaml:9:82: warning[overhead-not-counted]: Karpenter doesn't count these pods on new nodes of second: these come up too small
    agents.yaml:20:82: warning[overhead-not-counted]: Karpenter since 1.14 doesn't count these pods on new nodes of first, second: these come up too small
    agents.yaml:31:22: info[overhead-not-counted]: Karpenter doesn't count these pods on new nodes of first, second
    --- stderr
    1 file, 4 objects, 4 DaemonSets: 2 warnings, 1 info in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn karpenter_goes_by_the_newest_pod_that_runs() {
    let nodes = node_pool("main", "weight: 9", "metadata: {}")
        + "---\napiVersion: v1\nkind: Node\nmetadata: {name: n-1, labels: {karpenter.sh/nodepool: main}}\n";
    let pod = |name: &str, created: &str, cpu: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n  namespace: ops\n  creationTimestamp: \"{created}\"\n  ownerReferences: [{{kind: DaemonSet, name: a, controller: true}}]\nspec:\n  nodeName: n-1\n  containers: [{{name: main, resources: {{requests: {{cpu: {cpu}}}}}}}]\n"
        )
    };
    let pods = pod("a-new", "2026-11-02T08:00:00Z", "300m")
        + "---\n"
        + &pod("a-old", "2026-03-01T09:30:00Z", "900m");
    let sets = agent("a", &asks("{requests: {cpu: 800m}}"));
    let story = Story::new(&[("nodes.yaml", &nodes), ("pods.yaml", &pods), ("agents.yaml", &sets)]);
    let seen =
        story.run("plan --nodes nodes.yaml --pods pods.yaml --capacity --format json agents.yaml");
    let seen: serde_json::Value = serde_json::from_str(seen.lines().next().unwrap()).unwrap();
    let counted = &seen["capacity"]["unsized"][0]["counted"];
    assert_snapshot!(counted, @r#"[{"by":"Karpenter up to 1.13","counts":{"memory":0,"milliCpu":300,"pods":1},"differences":[{"counts":{"memory":0,"milliCpu":300,"pods":1},"daemonset":"ops/a","reason":"it goes by the newest pod that runs","takes":{"memory":0,"milliCpu":800,"pods":1}}]},{"by":"Karpenter since 1.14","counts":{"memory":0,"milliCpu":300,"pods":1},"differences":[{"counts":{"memory":0,"milliCpu":300,"pods":1},"daemonset":"ops/a","reason":"it goes by the newest pod that runs","takes":{"memory":0,"milliCpu":800,"pods":1}}]}]"#);
}

#[test]
fn the_scale_down_sentence_stands_where_the_cluster_autoscaler_applies() {
    let node = |name: &str, labels: &str, gpu: &str| {
        format!(
            "apiVersion: v1\nkind: Node\nmetadata: {{name: {name}, labels: {{{labels}}}}}\nstatus: {{allocatable: {{cpu: \"2\", memory: 4Gi, pods: \"20\"{gpu}}}}}\n"
        )
    };
    let nodes = [
        node("plain", "pool: plain", ""),
        node("karpenter", "karpenter.sh/nodepool: general", ""),
        node("cp", "node-role.kubernetes.io/control-plane: ''", ""),
        node("gpu", "eks.amazonaws.com/nodegroup: gpu", ", nvidia.com/gpu: \"4\""),
    ];
    let half = [agent(
        "half",
        &format!("tolerations: [{{operator: Exists}}]\n{}", asks("{requests: {cpu: 1}}")),
    )];
    let more = [agent(
        "more",
        &format!("tolerations: [{{operator: Exists}}]\n{}", asks("{requests: {cpu: 1100m}}")),
    )];
    let nodes = nodes.join("---\n");
    let of = |seen: String| {
        let lines =
            seen.lines().filter(|line| line.contains("never") || line.contains("removes")).count();
        (lines, seen.contains("--ignore-daemonsets-utilization"))
    };
    assert_eq!(of(plan(&nodes, &half, "--capacity")), (0, false));
    assert_eq!(of(plan(&nodes, &half, "--capacity --kubernetes 1.34")), (1, true));
    assert_snapshot!(plan(&nodes, &more, "--capacity"), @"
    tightest nodes first        DaemonSets take           all pods take
                                cpu     memory  pods      cpu     memory
      plain, karpenter, cp (3)  55%     0.0%    5.0%      55%     0.0%
      gpu                       55%     0.0%    5.0%      55%     0.0%

    an empty new node    nodes  DaemonSets take                    left for a pod
      like plain             1  1100m cpu (55%), 0 memory (0.0%)   900m cpu, 4Gi memory, 19 pods
        the DaemonSets alone take 55% of its cpu: the cluster autoscaler removes no node that is used to more than
        50%, unless it runs with --ignore-daemonsets-utilization
      general                1  1100m cpu (55%), 0 memory (0.0%)   900m cpu, 4Gi memory, 19 pods
      like cp                1  1100m cpu (55%), 0 memory (0.0%)   900m cpu, 4Gi memory, 19 pods
      gpu                    1  1100m cpu (55%), 0 memory (0.0%)   900m cpu, 4Gi memory, 19 pods

    1 DaemonSet on 4 nodes: all fit together, in N ms (Kubernetes 1.37)
    not known: whether ops has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn groups_have_thresholds_of_their_own() {
    let options = "cluster.x-k8s.io/autoscaling-options-scaledownutilizationthreshold: \"0.7\"";
    let nodes = machines("cpu: \"2\"\nmemory: 4Gi")
        .replace("spec: {replicas: 0}", &format!("    {options}\nspec: {{replicas: 0}}"));
    let sets = [agent("a", &asks("{requests: {cpu: 1200m}}"))];
    let json = "--capacity --format json";
    assert!(plan(&nodes, &sets, json).contains(r#""neverScaledDown":false"#));
    let nodes = nodes.replace("0.7", "0.55");
    assert!(plan(&nodes, &sets, json).contains(r#""neverScaledDown":true"#));
}

#[test]
fn gates_hold_for_nodes_that_are_still_to_come() {
    let nodes = machines("cpu: \"2\"\nmemory: 4Gi");
    let sets = [agent("large", &asks("{requests: {cpu: 3}}"))];
    assert_snapshot!(plan(&nodes, &sets, "--fail-on unschedulable"), @"
    ops/large   there is no node yet                                                                   agents.yaml

      has no room on         new nodes of md
                             cpu: needs 3, a new node has 2                                          agents.yaml:9

    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, 1 has no room on new nodes, in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    let small = [agent("small", &asks("{requests: {cpu: 500m}}"))];
    assert_snapshot!(plan(&nodes, &small, "--max-overhead cpu=20%"), @"
    ops/small   there is no node yet                                                                   agents.yaml

      would run on           new nodes of md

    over budget: cpu is limited to 20%: exceeded on new nodes of md
    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    assert_snapshot!(plan(&nodes, &small, "--max-overhead cpu=30% --fail-on unschedulable,refused"), @"
    ops/small   there is no node yet                                                                   agents.yaml

      would run on           new nodes of md

    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
    let space = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ops, labels: {pod-security.kubernetes.io/enforce: baseline}}\n";
    let refused = [agent("host", &format!("hostPID: true\n{}", asks("{}"))) + space];
    assert_snapshot!(plan(&nodes, &refused, "--fail-on refused"), @"
    ops/host   there is no node yet                                                                    agents.yaml
      the API server refuses every pod PodSecurity (Namespace ops): host namespaces (hostPID=true) (agents.yaml:9)

      is refused on          new nodes of md

    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, 1 is refused on new nodes, in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn a_static_pool_and_one_without_bounds_start_no_nodes() {
    let sets = [agent("a", &asks("{}"))];
    let nodes = node_pool("none", "replicas: 0", "metadata: {}")
        + "---\n"
        + &node_pool("three", "replicas: 3", "metadata: {}");
    assert_snapshot!(plan(&nodes, &sets, ""), @"
    ops/a   there is no node yet                                                                       agents.yaml

      would run on           new nodes of three
                             it is static: 3 nodes, whose size Karpenter chooses without regard to DaemonSets
      won't see              new nodes of none
                             it is static, with 0 replicas: pods start no node of it

    1 DaemonSet on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn why_asks_of_the_next_node_of_a_pool() {
    let nodes = node_pool("main", "weight: 1", "metadata: {labels: {role: web}}")
        + "      requirements: [{key: kubernetes.io/arch, operator: In, values: [amd64, arm64]}]\n      startupTaints: [{key: node.cilium.io/agent-not-ready, effect: NoExecute}]\n      taints: [{key: role, value: web, effect: NoSchedule}]\n";
    let spec =
        format!("nodeSelector: {{kubernetes.io/arch: arm64}}\n{}", asks("{requests: {cpu: 50m}}"));
    let story = Story::new(&[("nodes.yaml", &nodes), ("agents.yaml", &agent("a", &spec))]);
    assert_snapshot!(story.run("why a main --nodes nodes.yaml agents.yaml"), @"
    a does not run on a new node of main (Kubernetes 1.37)
      once the startup taint node.cilium.io/agent-not-ready:NoExecute is gone

      + node name         none
      + node selector     kubernetes.io/arch=arm64  agents.yaml:9 · node label kubernetes.io/arch=arm64
      + node affinity     none
      x taints            role=web:NoSchedule       agents.yaml:8 · no toleration matches
      - resources, ports  not asked: the controller creates no pod here

    the smallest change that flips it: another toleration: {key: role, operator: Exists, effect: NoSchedule}
    ");
    assert_snapshot!(story.run("why a mian --nodes nodes.yaml agents.yaml"), @"
    --- stderr
    error: no node is called `mian`; did you mean `main`?
    --- exit code 2
    ");
}

#[test]
fn pod_affinity_and_spread_are_asked_of_new_nodes() {
    let near = "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {matchLabels: {app: db}}, topologyKey: role}]}}";
    let zone = near.replace("topologyKey: role", "topologyKey: topology.kubernetes.io/zone");
    let sets = [
        agent("near", &format!("{near}\n{}", asks("{}"))),
        agent("zone", &format!("{zone}\n{}", asks("{}"))),
    ];
    let nodes = node_pool("web", "weight: 1", "metadata: {labels: {role: web}}")
        + "---\n"
        + &node_pool("db", "weight: 1", "metadata: {labels: {role: db}}")
        + "---\napiVersion: v1\nkind: Node\nmetadata: {name: db-1, labels: {role: db, karpenter.sh/nodepool: db}}\n";
    let pods = "apiVersion: v1\nkind: Pod\nmetadata: {name: db-0, namespace: ops, labels: {app: db}}\nspec: {nodeName: db-1, containers: [{name: db}]}\n";
    let story = Story::new(&[
        ("nodes.yaml", &nodes),
        ("pods.yaml", pods),
        ("agents.yaml", &sets.join("---\n")),
    ]);
    assert_snapshot!(story.run("plan --nodes nodes.yaml --pods pods.yaml agents.yaml"), @"
    ops/near   1 of 1 node get a pod                                                                   agents.yaml

      runs on             1  db-1
      would run on           new nodes of db
      would wait on          new nodes of web
                             pod affinity by role: no pod that it wants is there                     agents.yaml:9

    ops/zone   0 of 1 node get a pod                                                                   agents.yaml

      wanted, pending     1  db-1
                             pod affinity by topology.kubernetes.io/zone: the node has no such      agents.yaml:20
                             label
      would run on           new nodes of web, db

    2 DaemonSets on 1 node: 1 is wanted where it can't be scheduled, 1 would wait on new nodes, in N ms (Kubernetes 1.37)
    not known: whether ops has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn the_room_of_no_node_is_not_told() {
    let sets = [agent("logs", &asks("{requests: {cpu: 10m, memory: 16Mi}}"))];
    let last = |nodes: &str| {
        let said = plan(nodes, &sets, "--capacity");
        said.lines().find(|line| line.contains("DaemonSet on")).unwrap_or_default().to_owned()
    };
    assert_snapshot!(last(&node_pool("general", "weight: 1", "metadata: {}")), @"1 DaemonSet on no node yet: the inventory has 1 pool that could start some, in N ms (Kubernetes 1.37)");
    assert_snapshot!(last(&machines("cpu: \"nothing\"")), @"1 DaemonSet on no node yet: the inventory has no pool that could start one, in N ms (Kubernetes 1.37)");
}
