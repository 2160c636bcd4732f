//! What is said in several places is said alike: the nodes of a plan and its figures, a plan and a
//! check.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::story::Story;

/// One choice of each part of a DaemonSet and of the cluster around it.
struct Chosen {
    runtime_class: Option<Value>,
    limit_range: Option<Value>,
    resources: Value,
    port: Option<Value>,
    is_gated: bool,
    class: Option<&'static str>,
    quota: Option<Value>,
}

/// So many numbers below a bound each, one after the other, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

fn chosen(numbers: &mut Numbers) -> Chosen {
    let scheduling = json!({"nodeSelector": {"sandbox": "yes"}});
    let overhead = json!({"podFixed": {"cpu": "300m"}});
    let class = |rest: Value| {
        let mut class = json!({
            "apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass",
            "metadata": {"name": "boxed"}, "handler": "boxed",
        });
        class.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        Some(class)
    };
    let item = |item: Value| Some(json!([item]));
    Chosen {
        runtime_class: numbers.one(&[
            None,
            None,
            class(json!({})),
            class(json!({"scheduling": scheduling})),
            class(json!({"overhead": overhead, "scheduling": scheduling})),
        ]),
        limit_range: numbers.one(&[
            None,
            None,
            item(json!({"type": "Container", "defaultRequest": {"cpu": "800m"}})),
            item(json!({"type": "Container", "default": {"cpu": "100m"}})),
            item(json!({"type": "Container", "max": {"cpu": "1"}})),
        ]),
        resources: numbers.one(&[
            json!({}),
            json!({"requests": {"cpu": "200m"}}),
            json!({"limits": {"cpu": "700m"}}),
            json!({"requests": {"cpu": "1500m"}}),
        ]),
        port: numbers.one(&[
            None,
            Some(json!({"containerPort": 8080, "hostPort": 8080})),
            Some(json!({"containerPort": 8080})),
        ]),
        is_gated: numbers.below(6) == 0,
        class: numbers.one(&[None, Some("high"), Some("never")]),
        quota: numbers.one(&[
            None,
            None,
            None,
            Some(json!({"pods": "2"})),
            Some(json!({"requests.cpu": "900m"})),
            Some(json!({"count/daemonsets.apps": "1"})),
        ]),
    }
}

fn daemon_set(name: &str, chosen: &Chosen, in_host_network: bool) -> Value {
    let mut container =
        json!({"name": "c", "image": "quay.io/example/c:v1", "resources": chosen.resources});
    container["ports"] = chosen.port.iter().cloned().collect();
    let mut spec = json!({"containers": [container], "hostNetwork": in_host_network});
    if chosen.runtime_class.is_some() {
        spec["runtimeClassName"] = "boxed".into();
    }
    if chosen.is_gated {
        spec["schedulingGates"] = json!([{"name": "example.com/gate"}]);
    }
    if let Some(class) = chosen.class {
        spec["priorityClassName"] = class.into();
    }
    json!({
        "apiVersion": "apps/v1", "kind": "DaemonSet",
        "metadata": {"name": name, "namespace": "ops"},
        "spec": {
            "selector": {"matchLabels": {"app": name}},
            "template": {"metadata": {"labels": {"app": name}}, "spec": spec},
        },
    })
}

fn cluster(numbers: &mut Numbers) -> Vec<Value> {
    let mut items = Vec::new();
    for (place, cpu) in ["2", "1", "500m", "4"].into_iter().enumerate() {
        let labels =
            json!({"kubernetes.io/os": "linux", "sandbox": if place < 2 { "yes" } else { "no" }});
        let taint = json!([{"key": "gpu", "value": "a", "effect": "NoSchedule"}]);
        items.push(json!({
            "apiVersion": "v1", "kind": "Node",
            "metadata": {"name": format!("n-{place}"), "labels": labels},
            "spec": if numbers.below(6) == 0 { json!({"taints": taint}) } else { json!({}) },
            "status": {
                "allocatable": {"cpu": cpu, "memory": "4Gi", "pods": "10"},
                "conditions": [{"type": "Ready", "status": "True"}],
            },
        }));
    }
    for place in 0..numbers.below(4) {
        let ports = numbers.one(&[json!([]), json!([{"containerPort": 80, "hostPort": 8080}])]);
        items.push(json!({
            "apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": format!("web-{place}"), "namespace": "shop"},
            "spec": {
                "nodeName": format!("n-{}", numbers.below(4)),
                "priority": numbers.one(&[0, 20_000]),
                "containers": [{
                    "name": "web", "image": "web", "ports": ports,
                    "resources": {"requests": {"cpu": "400m"}},
                }],
            },
            "status": {"phase": "Running"},
        }));
    }
    items
}

fn objects(all: &[Chosen]) -> Vec<Value> {
    let class = |name: &str, policy: &str| {
        json!({
            "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass",
            "metadata": {"name": name}, "value": 10_000, "preemptionPolicy": policy,
        })
    };
    let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "ops"}});
    let mut items = vec![namespace, class("high", "PreemptLowerPriority"), class("never", "Never")];
    items.extend(all.iter().find_map(|one| one.runtime_class.clone()));
    items.extend(all[0].limit_range.as_ref().map(|limits| {
        json!({
            "apiVersion": "v1", "kind": "LimitRange",
            "metadata": {"name": "bounds", "namespace": "ops"}, "spec": {"limits": limits},
        })
    }));
    items.extend(all[0].quota.as_ref().map(|hard| {
        json!({
            "apiVersion": "v1", "kind": "ResourceQuota",
            "metadata": {"name": "share", "namespace": "ops"}, "spec": {"hard": hard},
        })
    }));
    items
}

fn list(items: &[Value]) -> String {
    json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string()
}

/// A hundred combinations of what admission changes, refuses or holds back.
fn stories() -> impl Iterator<Item = Story> {
    (0..100).map(|seed| {
        let mut numbers = Numbers(seed * 7_919 + 1);
        let all: Vec<Chosen> = (0..1 + numbers.below(3)).map(|_| chosen(&mut numbers)).collect();
        let agents = all
            .iter()
            .enumerate()
            .map(|(place, one)| daemon_set(&format!("agent-{place}"), one, numbers.below(3) == 0));
        let agents: Vec<Value> = agents.collect();
        Story::new(&[
            ("agents.json", &list(&agents)),
            ("nodes.json", &list(&cluster(&mut numbers))),
            ("objects.json", &list(&objects(&all))),
            ("complete.yaml", "complete: true\n"),
        ])
    })
}

const RUN: &str = "--config complete.yaml --cluster nodes.json --quiet agents.json objects.json";

fn plan(story: &Story) -> Value {
    let seen = story.run(&format!("plan {RUN} --format json"));
    serde_json::from_str(&seen).unwrap_or_else(|error| panic!("{error}: {seen}"))
}

fn is(node: &Value, key: &str) -> bool {
    node[key] == true
}

fn runs(node: &Value) -> bool {
    is(node, "shouldRun") && is(node, "admitted") && is(node, "schedulable") && !is(node, "virtual")
}

/// The DaemonSets of a plan, by name, with their nodes.
fn daemon_sets(plan: &Value) -> impl Iterator<Item = (&Value, &Vec<Value>)> {
    let all = plan["daemonsets"].as_array().unwrap().iter();
    all.map(|one| (one, one["nodes"].as_array().unwrap()))
}

#[test]
fn the_nodes_of_a_plan_and_its_figures_agree() {
    for story in stories() {
        let plan = plan(&story);
        let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
        for (daemon_set, nodes) in daemon_sets(&plan) {
            let count = |is: &dyn Fn(&Value) -> bool| nodes.iter().filter(|node| is(node)).count();
            assert_eq!(daemon_set["running"], count(&runs), "{daemon_set}");
            assert_eq!(daemon_set["desired"], count(&|node| is(node, "shouldRun")), "{daemon_set}");
            for node in nodes {
                let none = |key: &str| node[key].as_array().is_none_or(Vec::is_empty);
                if !is(node, "shouldRun") {
                    assert!(node["admitted"].is_null() && node["schedulable"].is_null(), "{node}");
                    assert!(none("blockers") && none("admissionRefusals"), "{node}");
                    continue;
                }
                assert_eq!(is(node, "schedulable"), none("blockers"), "{node}");
                assert_eq!(is(node, "admitted"), none("admissionRefusals"), "{node}");
                let is_admitted = is(node, "admitted");
                let mut add = |key, is| *sums.entry(key).or_default() += usize::from(is);
                add("wanted", true);
                add("running", runs(node));
                add("refused", !is_admitted);
                add("unschedulable", is_admitted && !is(node, "schedulable"));
            }
            if let Some(range) = daemon_set.get("runningRange") {
                let within = range[0].as_u64() <= daemon_set["running"].as_u64()
                    && daemon_set["running"].as_u64() <= range[1].as_u64();
                assert!(within, "{daemon_set}");
            }
        }
        for (key, sum) in sums {
            assert_eq!(plan["summary"][key], sum, "{key}: {plan}");
        }
    }
}

/// The rules that tell of pods that the API server refuses.
const REFUSED: [&str; 6] = [
    "admission-plugin-refuses",
    "limit-range-refuses",
    "pod-refused-by-validation",
    "pod-security-violations",
    "priority-refused",
    "quota-refuses",
];
/// The rules that tell of pods that wait.
const WAITING: [&str; 3] = ["does-not-fit", "host-port-collision", "schedule-gated"];

#[test]
fn a_check_and_a_plan_agree() {
    for story in stories() {
        let plan = plan(&story);
        let check = story.run(&format!("check {RUN} --format json"));
        let check = check.split("\n--- exit code").next().unwrap();
        let check: Value = serde_json::from_str(check).unwrap();
        let found = check["diagnostics"].as_array().unwrap();
        for (daemon_set, nodes) in daemon_sets(&plan) {
            let name = &daemon_set["name"];
            let own = || found.iter().filter(|one| one["object"]["name"] == *name);
            let tells = |rules: &[&str], infos: bool| {
                own().any(|one| {
                    rules.iter().any(|rule| one["rule"] == *rule)
                        && (infos || one["severity"] != "info")
                })
            };
            let refused = nodes.iter().any(|node| node["admitted"] == false);
            let refuses = refused || is(daemon_set, "refused");
            assert_eq!(refuses, tells(&REFUSED, false), "{daemon_set}\n{found:#?}");
            let waits = |node: &Value| is(node, "admitted") && node["schedulable"] == false;
            if !is(daemon_set, "refused") && nodes.iter().any(waits) {
                // One that is told for several is told at the first of them.
                let told = tells(&WAITING, true)
                    || found
                        .iter()
                        .any(|one| one["help"].to_string().contains(name.as_str().unwrap()));
                assert!(told, "{daemon_set}\n{found:#?}");
            }
            let does_not_fit =
                own().any(|one| one["rule"] == "does-not-fit" && one["severity"] == "error");
            assert!(!does_not_fit || nodes.iter().any(waits), "{daemon_set}\n{found:#?}");
        }
    }
}
