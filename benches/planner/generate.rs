//! Clusters made up from a seed: nodes as kubectl prints them, and DaemonSets for them.

use std::io::{self, Write};

use k8s_openapi::api::apps::v1::DaemonSet;
use serde_json::{Value, json};

/// How alike the nodes of a cluster are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mix {
    /// As in real clusters: most of a node's labels and taints come with its pool.
    Pools,
    /// Every label for itself, so that hardly two nodes look alike.
    Anything,
}

/// A generator of numbers (SplitMix64).
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }
}

const POOLS: usize = 24;
const ZONES: [&str; 3] = ["eu-1a", "eu-1b", "eu-1c"];
const TYPES: [&str; 6] =
    ["m5.large", "m5.2xlarge", "c6g.xlarge", "r6i.4xlarge", "g5.xlarge", "t3.medium"];
const TEAMS: [&str; 8] = ["search", "checkout", "data", "ml", "web", "ops", "infra", "shared"];
const TAINTS: [(&str, &str, &str); 8] = [
    ("dedicated", "infra", "NoSchedule"),
    ("dedicated", "ml", "NoSchedule"),
    ("nvidia.com/gpu", "present", "NoSchedule"),
    ("spot", "true", "NoSchedule"),
    ("node.kubernetes.io/unschedulable", "", "NoSchedule"),
    ("node.kubernetes.io/disk-pressure", "", "NoSchedule"),
    ("maintenance", "window", "NoExecute"),
    ("avoid", "me", "PreferNoSchedule"),
];

/// Writes a List of nodes as `kubectl get nodes -o json` prints it.
pub fn write_nodes(out: &mut impl Write, nodes: usize, mix: Mix, seed: u64) -> io::Result<()> {
    let mut random = Random::new(seed);
    writeln!(out, "{{\n    \"apiVersion\": \"v1\",\n    \"items\": [")?;
    for place in 0..nodes {
        let node = node(place, mix, &mut random);
        let text = indented(&node);
        // The items of a List stand two levels in.
        for (line, text) in text.lines().enumerate() {
            if line > 0 {
                writeln!(out)?;
            }
            write!(out, "        {text}")?;
        }
        writeln!(out, "{}", if place + 1 < nodes { "," } else { "" })?;
    }
    writeln!(
        out,
        "    ],\n    \"kind\": \"List\",\n    \"metadata\": {{\n        \"resourceVersion\": \"\"\n    }}\n}}"
    )
}

fn indented(value: &Value) -> String {
    let mut out = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, formatter);
    serde::Serialize::serialize(value, &mut serializer).unwrap();
    String::from_utf8(out).unwrap()
}

fn node(place: usize, mix: Mix, random: &mut Random) -> Value {
    let name = format!("ip-10-{}-{}-{}.internal", place >> 16, (place >> 8) & 255, place & 255);
    let pool = random.below(POOLS);
    // What comes with the pool, or from anywhere.
    let mut of_pool = Random::new(match mix {
        Mix::Pools => pool as u64,
        Mix::Anything => random.below(usize::MAX) as u64,
    });
    let windows = of_pool.chance(12);
    let os = if windows { "windows" } else { "linux" };
    let arch = of_pool.pick(&["amd64", "amd64", "arm64"]);
    let instance_type = of_pool.pick(&TYPES);
    let cores = [2, 4, 8, 16][of_pool.below(4)];
    let labels = json!({
        "beta.kubernetes.io/arch": arch,
        "beta.kubernetes.io/os": os,
        "example.com/cores": cores.to_string(),
        "example.com/disk": of_pool.pick(&["ssd", "nvme"]),
        "example.com/generation": of_pool.pick(&["1", "2", "3"]),
        "example.com/team": of_pool.pick(&TEAMS),
        "karpenter.sh/capacity-type": of_pool.pick(&["on-demand", "spot"]),
        "karpenter.sh/nodepool": format!("pool-{pool}"),
        "kubernetes.io/arch": arch,
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": os,
        "node.kubernetes.io/instance-type": instance_type,
        "topology.kubernetes.io/region": "eu-1",
        "topology.kubernetes.io/zone": random.pick(&ZONES),
        "example.com/env": random.pick(&["prod", "staging", "dev"]),
    });
    let mut taints = Vec::new();
    for _ in 0..of_pool.below(3) {
        taints.push(TAINTS[of_pool.below(4)]);
    }
    if random.chance(20) {
        taints.push(TAINTS[4 + random.below(4)]);
    }
    // The API server refuses two taints with one key and effect.
    let mut keys = std::collections::HashSet::new();
    let taints: Vec<Value> = taints
        .into_iter()
        .filter(|(key, _, effect)| keys.insert((*key, *effect)))
        .map(|(key, value, effect)| json!({"key": key, "value": value, "effect": effect}))
        .collect();
    // Kernels reserve a little more or less.
    let memory = cores * 4 * 1024 * 1024 - 600_000 - random.below(2000);
    let resources = json!({
        "cpu": format!("{}m", cores * 1000 - 80),
        "ephemeral-storage": "95551679124",
        "hugepages-1Gi": "0",
        "hugepages-2Mi": "0",
        "memory": format!("{memory}Ki"),
        "pods": "110",
    });
    let conditions: Vec<Value> = ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"]
        .into_iter()
        .map(|kind| condition(kind, kind == "Ready"))
        .collect();
    json!({
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "annotations": {
                "csi.volume.kubernetes.io/nodeid": format!("{{\"ebs.csi.aws.com\":\"i-{place:017x}\"}}"),
                "node.alpha.kubernetes.io/ttl": "0",
                "volumes.kubernetes.io/controller-managed-attach-detach": "true",
            },
            "creationTimestamp": "2026-01-01T00:00:00Z",
            "labels": labels,
            "name": name,
            "resourceVersion": (place * 7919).to_string(),
            "uid": format!("{place:08x}-0000-4000-8000-{place:012x}"),
        },
        "spec": {
            "podCIDR": "10.0.0.0/24",
            "podCIDRs": ["10.0.0.0/24"],
            "providerID": format!("aws:///eu-1a/i-{place:017x}"),
            "taints": taints,
        },
        "status": {
            "addresses": [
                {"address": format!("10.{}.{}.{}", place >> 16, (place >> 8) & 255, place & 255), "type": "InternalIP"},
                {"address": name, "type": "Hostname"},
            ],
            "allocatable": resources,
            "capacity": resources,
            "conditions": conditions,
            "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}},
            "images": (0..6).map(image).collect::<Vec<_>>(),
            "nodeInfo": {
                "architecture": arch,
                "bootID": format!("{place:08x}-1111-4000-8000-{place:012x}"),
                "containerRuntimeVersion": "containerd://2.1.4",
                "kernelVersion": "6.12.40-cloud",
                "kubeletVersion": "v1.36.2",
                "machineID": format!("{place:032x}"),
                "operatingSystem": os,
                "osImage": "Linux",
            },
        },
    })
}

fn condition(kind: &str, holds: bool) -> Value {
    json!({
        "lastHeartbeatTime": "2026-11-24T03:10:05Z",
        "lastTransitionTime": "2026-10-02T07:30:00Z",
        "message": format!("kubelet has looked after {kind}"),
        "reason": format!("Kubelet{kind}"),
        "status": if holds { "True" } else { "False" },
        "type": kind,
    })
}

fn image(place: usize) -> Value {
    json!({
        "names": [
            format!("registry.example.com/team/service-{place}@sha256:{place:064x}"),
            format!("registry.example.com/team/service-{place}:v1.{place}"),
        ],
        "sizeBytes": 10_000_000 + place,
    })
}

/// DaemonSets: half of them with a node selector, a third with node affinity.
pub fn daemon_sets(count: usize, seed: u64) -> Vec<DaemonSet> {
    let mut random = Random::new(seed);
    (0..count)
        .map(|place| serde_json::from_value(daemon_set(place, &mut random)).unwrap())
        .collect()
}

fn daemon_set(place: usize, random: &mut Random) -> Value {
    let name = format!("agent-{place}");
    let mut spec = json!({
        "containers": [{
            "name": "main",
            "image": "registry.example.com/agent:v1",
            "resources": {"requests": {
                "cpu": format!("{}m", 10 * (1 + random.below(10))),
                "memory": format!("{}Mi", 16 * (1 + random.below(16))),
            }},
        }],
    });
    if random.chance(2) {
        let mut selector = serde_json::Map::new();
        for _ in 0..=random.below(2) {
            let (key, value) = label(random);
            selector.insert(key, json!(value));
        }
        spec["nodeSelector"] = Value::Object(selector);
    }
    if random.chance(3) {
        let terms: Vec<Value> = (0..=random.below(2)).map(|_| term(random)).collect();
        spec["affinity"] = json!({"nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms},
        }});
    }
    let tolerations: Vec<Value> = (0..random.below(4)).map(|_| toleration(random)).collect();
    spec["tolerations"] = json!(tolerations);
    json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": {"name": name, "namespace": "agents"},
        "spec": {
            "selector": {"matchLabels": {"app": name}},
            "template": {"metadata": {"labels": {"app": name}}, "spec": spec},
        },
    })
}

fn label(random: &mut Random) -> (String, String) {
    let (key, value) = match random.below(9) {
        0 => ("kubernetes.io/os", "linux"),
        1 => ("kubernetes.io/arch", random.pick(&["amd64", "arm64"])),
        2 => ("topology.kubernetes.io/zone", random.pick(&ZONES)),
        3 => ("example.com/team", random.pick(&TEAMS)),
        4 => ("example.com/env", random.pick(&["prod", "staging", "dev"])),
        5 => ("example.com/disk", random.pick(&["ssd", "nvme"])),
        6 => ("karpenter.sh/capacity-type", random.pick(&["on-demand", "spot"])),
        7 => ("node.kubernetes.io/instance-type", random.pick(&TYPES)),
        _ => return ("karpenter.sh/nodepool".to_owned(), format!("pool-{}", random.below(POOLS))),
    };
    (key.to_owned(), value.to_owned())
}

fn term(random: &mut Random) -> Value {
    let expressions: Vec<Value> = (0..=random.below(3))
        .map(|_| match random.below(6) {
            0 => json!({"key": "example.com/cores", "operator": "Gt", "values": ["4"]}),
            1 => json!({"key": "kubernetes.io/hostname", "operator": "NotIn", "values": ["ip-10-0-0-7.internal"]}),
            2 => json!({"key": "example.com/missing", "operator": "DoesNotExist"}),
            3 => json!({"key": label(random).0, "operator": "Exists"}),
            _ => {
                let (key, value) = label(random);
                let operator = random.pick(&["In", "NotIn"]);
                json!({"key": key, "operator": operator, "values": [value]})
            }
        })
        .collect();
    json!({"matchExpressions": expressions})
}

fn toleration(random: &mut Random) -> Value {
    if random.chance(8) {
        return json!({"operator": "Exists"});
    }
    let (key, value, effect) = TAINTS[random.below(TAINTS.len())];
    if random.chance(2) {
        json!({"key": key, "operator": "Exists"})
    } else {
        json!({"key": key, "operator": "Equal", "value": value, "effect": effect})
    }
}
