//! What the provisioners of pools count: Karpenter by the newest pods, by instance type, with host
//! ports; the cluster autoscaler by what the templates of machines say of them.

use serde_json::{Value, json};

use crate::new_nodes::{agent, asks, machines, node_pool};
use crate::story::Story;

/// The plan as JSON.
fn plan(files: &[(&str, &str)], pods: bool) -> Value {
    let pods = if pods { "--pods pods.yaml" } else { "" };
    let story = Story::new(files);
    let said =
        story.run(&format!("plan --nodes nodes.yaml {pods} --capacity --format json agents.yaml"));
    let end = said.find("\n--- ").unwrap_or(said.len());
    serde_json::from_str(&said[..end]).unwrap_or_else(|error| panic!("{error}: {said}"))
}

/// What one provisioner counts of the first pool.
fn counted<'p>(plan: &'p Value, by: &str) -> &'p Value {
    let capacity = &plan["capacity"];
    let pools = ["ledger", "unsized"].into_iter().filter_map(|list| capacity[list].as_array());
    let counted = pools.flatten().flat_map(|pool| pool["counted"].as_array().unwrap());
    counted.into_iter().find(|one| one["by"].as_str().unwrap().contains(by)).unwrap()
}

/// Machines whose template stands beside them, with this status.
fn machines_of(annotations: &str, status: &str) -> String {
    let machines = machines(annotations).replace(
        "spec: {replicas: 0}",
        "spec: {replicas: 0, template: {spec: {infrastructureRef: {apiGroup: infrastructure.cluster.x-k8s.io, kind: AWSMachineTemplate, name: large}}}}",
    );
    format!(
        "{machines}---\napiVersion: infrastructure.cluster.x-k8s.io/v1beta2\nkind: AWSMachineTemplate\nmetadata: {{name: large}}\nstatus: {status}\n"
    )
}

#[test]
fn a_template_of_machines_tells_of_a_first_node() {
    let wants = "nodeSelector: {kubernetes.io/os: linux, kubernetes.io/arch: arm64}";
    let agents = agent("a", &format!("{wants}\n{}", asks("{requests: {cpu: 100m}}")));
    let told = "{capacity: {cpu: \"8\", memory: 32Gi, pods: \"58\"}, nodeInfo: {architecture: arm64, operatingSystem: linux}}";
    let nodes = machines_of("memory: 16Gi", told);
    let seen = plan(&[("nodes.yaml", &nodes), ("agents.yaml", &agents)], false);
    let shape = &seen["capacity"]["ledger"][0];
    // The annotation goes over the status, which is not asked for the number of pods.
    assert_eq!(
        shape["left"],
        json!({"milliCpu": 7900, "memory": 16_i64 << 30, "pods": 109}),
        "{shape}"
    );
    assert_eq!(seen["daemonsets"][0]["pools"][0]["schedulable"], true);
    assert_eq!(counted(&seen, "autoscaler")["counts"]["milliCpu"], 100);

    // Without a status it is a file, and says nothing.
    let nodes = nodes.replace("status:", "spec:");
    let seen = plan(&[("nodes.yaml", &nodes), ("agents.yaml", &agents)], false);
    assert_eq!(seen["capacity"]["ledger"], json!([]));
}

#[test]
fn a_template_that_tells_no_system_hides_it_from_the_autoscaler() {
    let agents = agent(
        "a",
        &format!("nodeSelector: {{kubernetes.io/os: linux}}\n{}", asks("{requests: {cpu: 100m}}")),
    );
    let nodes = machines_of("cpu: \"4\"\nmemory: 16Gi", "{capacity: {cpu: \"8\"}}");
    let seen = plan(&[("nodes.yaml", &nodes), ("agents.yaml", &agents)], false);
    let counted = counted(&seen, "autoscaler");
    assert_eq!(counted["counts"]["milliCpu"], 0);
    assert_eq!(counted["differences"][0]["reason"], "a label that it doesn't see");
    // What the map holds beside texts makes nothing of all of it.
    let nodes = machines_of("memory: 16Gi", "{capacity: {cpu: 8, memory: 32Gi}}");
    let seen = plan(&[("nodes.yaml", &nodes), ("agents.yaml", &agents)], false);
    assert_eq!(seen["capacity"]["ledger"], json!([]));
}

#[test]
fn karpenter_goes_by_the_newest_pod() {
    let nodes = node_pool("main", "weight: 1", "metadata: {labels: {role: web}}");
    let agents =
        agent("a", &format!("nodeSelector: {{role: web}}\n{}", asks("{requests: {cpu: 100m}}")));
    let pod = |name: &str, created: &str, role: &str, cpu: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n  namespace: ops\n  creationTimestamp: {created}\n  ownerReferences: [{{apiVersion: apps/v1, kind: DaemonSet, name: a, uid: u, controller: true}}]\nspec:\n  nodeName: n1\n  nodeSelector: {{role: {role}}}\n  containers: [{{name: main, resources: {{requests: {{cpu: {cpu}}}}}, ports: [{{hostPort: 9100, containerPort: 9100, protocol: TCP}}]}}]\n"
        )
    };
    let old = pod("a-1", "2026-01-01T00:00:00Z", "web", "50m");
    let new = pod("a-2", "2026-02-01T00:00:00Z", "db", "70m");
    let pods = format!("{old}---\n{new}");
    let seen =
        plan(&[("nodes.yaml", &nodes), ("pods.yaml", &pods), ("agents.yaml", &agents)], true);
    let none = counted(&seen, "1.14");
    assert_eq!(none["counts"]["milliCpu"], 0);
    assert_eq!(none["differences"][0]["reason"], "it goes by the newest pod that runs");
    let pods = format!("{}---\n{old}", new.replace("2026-02", "2025-12"));
    let seen =
        plan(&[("nodes.yaml", &nodes), ("pods.yaml", &pods), ("agents.yaml", &agents)], true);
    let some = counted(&seen, "1.14");
    assert_eq!(some["counts"]["milliCpu"], 50);
    assert_eq!(some["hostPorts"], json!([{"daemonset": "ops/a", "port": 9100, "protocol": "TCP"}]));
}

#[test]
fn karpenter_counts_by_instance_type_since_1_14() {
    let nodes = node_pool("main", "weight: 1", "metadata: {}");
    let on = |name: &str, selector: &str, cpu: &str| {
        let asks = asks(&format!("{{requests: {{cpu: {cpu}}}}}"));
        agent(name, &format!("nodeSelector: {{{selector}}}\n{asks}"))
    };
    let agents = [
        on("all", "karpenter.sh/nodepool: main", "10m"),
        on("gpu", "karpenter.k8s.aws/instance-gpu-manufacturer: nvidia", "300m"),
        on("zonal", "topology.kubernetes.io/zone: eu-central-1a", "20m"),
    ]
    .join("---\n");
    let seen = plan(&[("nodes.yaml", &nodes), ("agents.yaml", &agents)], false);
    let kinds = &counted(&seen, "1.14")["kinds"];
    let names: Vec<&Value> =
        kinds.as_array().unwrap().iter().map(|kind| &kind["daemonsets"]).collect();
    assert_eq!(
        names,
        [&json!(["ops/all", "ops/zonal"]), &json!(["ops/all", "ops/gpu", "ops/zonal"])]
    );
    let before = counted(&seen, "1.13");
    assert_eq!(before["counts"]["milliCpu"], 330);
    assert_eq!(
        before["differences"][0]["reason"],
        "counted on every instance type, and runs on some"
    );
}

#[test]
fn host_ports_that_collide_on_new_nodes_are_told() {
    let nodes = node_pool("main", "weight: 1", "metadata: {}");
    let port = "containers: [{name: main, image: registry.example.com/a:1, ports: [{containerPort: 80, hostPort: 9100}]}]";
    let agents = [agent("one", port), agent("two", port)].join("---\n");
    let files = [("nodes.yaml", nodes.as_str()), ("agents.yaml", agents.as_str())];
    let seen = plan(&files, false);
    assert_eq!(
        seen["capacity"]["collisions"],
        json!([{"daemonsets": ["ops/one", "ops/two"], "port": 9100, "protocol": "TCP", "nodes": [], "pools": ["main"]}])
    );
    let found =
        Story::new(&files).run("check --nodes nodes.yaml --select host-port-collision agents.yaml");
    assert!(found.contains("wants host port 9100/TCP too, on new nodes of main"), "{found}");
}

#[test]
fn the_page_has_the_new_nodes_of_pools() {
    let nodes = node_pool("main", "weight: 1", "metadata: {labels: {role: web}}");
    let agents = agent("a", &format!("nodeSelector: {{role: db}}\n{}", asks("{}")));
    let story = Story::new(&[("nodes.yaml", &nodes), ("agents.yaml", &agents)]);
    story.run("plan --nodes nodes.yaml --format html --output page.html agents.yaml");
    let page = story.read("page.html");
    assert!(page.contains("<title>1 DaemonSet on no node yet</title>"), "{page}");
    assert!(page.contains("\"name\":[\"a new node of main\"]"), "{page}");
    assert!(page.contains("nodeSelector role=db: the node has web"), "{page}");
}

#[test]
fn a_topology_that_a_new_node_may_belong_to_is_a_condition() {
    let near = "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {matchLabels: {app: db}}, topologyKey: topology.kubernetes.io/zone}]}}";
    let agents = agent("near", &format!("{near}\n{}", asks("{}")));
    let node = |name: &str, zone: &str| {
        format!(
            "---\napiVersion: v1\nkind: Node\nmetadata: {{name: {name}, labels: {{topology.kubernetes.io/zone: {zone}}}}}\n"
        )
    };
    let nodes =
        node_pool("web", "weight: 1", "metadata: {}") + &node("n1", "z1") + &node("n2", "z2");
    let pods = "apiVersion: v1\nkind: Pod\nmetadata: {name: db-0, namespace: ops, labels: {app: db}}\nspec: {nodeName: n1, containers: [{name: db}]}\n";
    let story =
        Story::new(&[("nodes.yaml", &nodes), ("pods.yaml", pods), ("agents.yaml", &agents)]);
    let told = story.run("plan --nodes nodes.yaml --pods pods.yaml agents.yaml");
    assert!(told.contains("may run on             new nodes of web"), "{told}");
    assert!(told.contains("if topology.kubernetes.io/zone is z1"), "{told}");
    let why = story.run("why near web --nodes nodes.yaml --pods pods.yaml agents.yaml");
    assert!(why.contains("near runs on a new node of web"), "{why}");
    assert!(why.contains("if topology.kubernetes.io/zone is z1"), "{why}");
}

#[test]
fn auto_mode_brings_pools_along() {
    let config = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: c, region: eu-west-1}\nautoModeConfig: {enabled: true}\n";
    let agents = agent("a", &asks("{requests: {cpu: 10m}}"));
    let seen = plan(&[("nodes.yaml", config), ("agents.yaml", &agents)], false);
    let pools = seen["daemonsets"][0]["pools"].as_array().unwrap();
    let of = |key: &str| pools.iter().map(|pool| pool[key].clone()).collect::<Vec<Value>>();
    assert_eq!(of("pool"), ["general-purpose", "system"]);
    assert_eq!(of("shouldRun"), [true, false]);
    let none = config.replace("true}", "true, nodePools: []}");
    let story = Story::new(&[("nodes.yaml", &none), ("agents.yaml", &agents)]);
    assert!(story.run("plan --nodes nodes.yaml agents.yaml").contains("there is no node"));
}

#[test]
fn of_pools_of_one_weight_karpenter_asks_the_last_name_first() {
    let roles = |first: &str, second: &str| {
        let term = |role: &str| {
            format!("{{matchExpressions: [{{key: role, operator: In, values: [{role}]}}]}}")
        };
        let terms = [term(first), term(second)].join(", ");
        let affinity = format!(
            "affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{terms}]}}}}}}"
        );
        agent("a", &format!("{affinity}\n{}", asks("{requests: {cpu: 100m}}")))
    };
    let nodes = ["lower", "upper"].map(|role| {
        node_pool(role, "weight: 1", &format!("metadata: {{labels: {{role: {role}}}}}"))
    });
    let nodes = nodes.join("---\n");
    let counts = |agents: &str| {
        let seen = plan(&[("nodes.yaml", &nodes), ("agents.yaml", agents)], false);
        let pools = seen["capacity"]["unsized"].as_array().unwrap().clone();
        pools
            .iter()
            .map(|pool| pool["counted"][0]["counts"]["milliCpu"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(&roles("upper", "lower")), [100, 100]);
    // The first term is forgotten where the pool `upper` is asked.
    assert_eq!(counts(&roles("lower", "upper")), [0, 100]);
}

#[test]
fn karpenter_tells_types_apart_between_numbers() {
    let generation = |name: &str, test: &str| {
        let affinity = format!(
            "affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{{matchExpressions: [{{key: karpenter.k8s.aws/instance-generation, {test}}}]}}]}}}}}}"
        );
        agent(name, &format!("{affinity}\n{}", asks("{requests: {cpu: 100m}}")))
    };
    let agents = [
        generation("newer", "operator: Gt, values: ['4']"),
        generation("fifth", "operator: In, values: ['5']"),
    ]
    .join("---\n");
    let nodes = node_pool("main", "weight: 1", "metadata: {}");
    let seen = plan(&[("nodes.yaml", &nodes), ("agents.yaml", &agents)], false);
    let kinds = counted(&seen, "1.14")["kinds"].as_array().unwrap();
    let sets: Vec<String> = kinds.iter().map(|kind| kind["daemonsets"].to_string()).collect();
    assert_eq!(sets, ["[]", "[\"ops/newer\"]", "[\"ops/newer\",\"ops/fifth\"]"]);
}

#[test]
fn the_autoscaler_sees_of_openshifts_machines_what_is_written() {
    let nodes = "apiVersion: machine.openshift.io/v1beta1
kind: MachineSet
metadata:
  name: oven
  annotations:
    machine.openshift.io/vCPU: '4'
    machine.openshift.io/memoryMb: '8192'
    machine.openshift.io/cluster-api-autoscaler-node-group-max-size: '3'
spec:
  replicas: 0
  template: {spec: {metadata: {labels: {use: heat}}, providerSpec: {value: {instanceType: m6i.xlarge}}}}
";
    let wants = |name: &str, selector: &str| {
        agent(name, &format!("nodeSelector: {selector}\n{}", asks("{requests: {cpu: 100m}}")))
    };
    let agents = [
        wants("heat", "{use: heat, kubernetes.io/os: linux}"),
        wants("worker", "{node-role.kubernetes.io/worker: ''}"),
        wants("type", "{node.kubernetes.io/instance-type: m6i.xlarge}"),
    ];
    let seen = plan(&[("nodes.yaml", nodes), ("agents.yaml", &agents.join("---\n"))], false);
    let counted = counted(&seen, "autoscaler");
    assert_eq!(counted["counts"]["milliCpu"], 100);
    assert_eq!(counted["kubeProxy"], json!({"milliCpu": 100, "memory": 0, "pods": 1}));
    let differ: Vec<&str> = counted["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["daemonset"].as_str().unwrap())
        .collect();
    assert_eq!(differ, ["ops/worker", "ops/type"]);
}

#[test]
fn the_image_of_a_machine_template_tells_the_system() {
    let template = |spec: &str| {
        machines("cpu: \"4\"\nmemory: 16Gi").replace(
            "spec: {replicas: 0}",
            "spec: {replicas: 0, template: {spec: {infrastructureRef: {apiGroup: infrastructure.cluster.x-k8s.io, kind: AzureMachineTemplate, name: press}}}}",
        ) + &format!("---\napiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureMachineTemplate\nmetadata: {{name: press}}\nspec: {{template: {{spec: {spec}}}}}\n")
    };
    let agents = agent(
        "a",
        &format!("nodeSelector: {{kubernetes.io/os: linux}}\n{}", asks("{requests: {cpu: 100m}}")),
    );
    let seen = |spec: &str| {
        let seen = plan(&[("nodes.yaml", &template(spec)), ("agents.yaml", &agents)], false);
        let pool = &seen["daemonsets"][0]["pools"][0];
        let counts = counted(&seen, "autoscaler")["counts"]["milliCpu"].as_i64();
        (pool["shouldRun"].as_bool(), pool["conditions"].is_null(), counts)
    };
    assert_eq!(seen("{osDisk: {osType: Linux}}"), (Some(true), true, Some(100)));
    // The autoscaler takes it for Linux all the same.
    assert_eq!(seen("{osDisk: {osType: Windows}}"), (Some(false), true, Some(100)));
    assert_eq!(seen("{vmSize: Standard_D4s_v5}"), (Some(true), false, Some(100)));
}
