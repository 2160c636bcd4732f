//! Reports of plans for small fleets with names that are written to be taken for something else: whom
//! a report is for can read it, all of them tell the same numbers, and nobody obeys a name.

use daemonlint::internals::inventory::{Inventory, Loader};
use daemonlint::internals::pipeline::{Against, Run};
use daemonlint::internals::report::Screen;
use daemonlint::internals::report::plan::{Asked, FORMATS, Told};
use serde_json::{Map, Value, json};

use super::check::{harmless, reading};
use super::choices::Choices;

/// Names, among them what terminals, pipelines, browsers and readers of Markdown would obey.
const WORDS: [&str; 24] = [
    "a",
    "b-1",
    "linux",
    "node-1",
    "example.com/gpu",
    "",
    "<evil a=b>",
    "</script><evil>",
    "--><evil>",
    "\n::error file=x::evil",
    "::error::evil",
    "x ::add-mask::evil",
    "##[error]evil",
    "\r##vso[task.evil]",
    "\u{1b}[31mevil",
    "\u{9b}31m\u{202e}evil\u{2066}",
    "x|evil|y",
    "[x](https://evil)",
    "![x](//evil)`<evil>`",
    "@evil #1",
    "\n## evil\n- x",
    "{{data}}{{script}}",
    "日本語 \"'\\",
    "a-name-that-is-as-long-as-no-name-of-an-object-may-be-and-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on",
];

pub fn run(data: &[u8]) {
    let mut choices = Choices(data);
    let asked = asked(&mut choices);
    let screen = Screen { width: choices.one_of(&[1, 20, 40, 110, 400]), ..Screen::default() };
    let against = choices.below(3);
    let generated = choices.below(4) > 0;
    let [nodes, new, old] = if generated {
        [nodes(&mut choices), objects(&mut choices), objects(&mut choices)]
    } else {
        [choices.piece(), choices.piece(), choices.piece()]
            .map(|p| String::from_utf8_lossy(p).into_owned())
    };
    let Some(inventory) = inventory(&nodes).filter(|all| all.nodes.len() <= 200) else { return };
    let file = choices.one_of(&WORDS);
    let (new, old) = (reading(file, &new), reading("old.yaml", &old));
    let against = (against == 1).then_some(Against {
        sources: Some(&old),
        inventory: None,
        one_file_each: false,
    });
    let run = Run { inventory: Some(&inventory), against, ..Run::over(&new) };
    let planned = run.plan().expect("there are nodes");
    let compact = Told::of(&planned, Asked { compact: !asked.compact, ..asked.clone() });
    let told = Told::of(&planned, asked);
    let written = |told: &Told<'_>, name: &str| {
        let format = FORMATS.iter().find(|format| format.name == name).expect("a format");
        let mut out = Vec::new();
        told.write(format, &screen, &mut out).expect("memory takes it");
        String::from_utf8(out).expect("a text")
    };
    for format in &FORMATS {
        let report = written(&told, format.name);
        harmless(format.name, &report);
        let markup = matches!(format.name, "markdown" | "html");
        assert!(!markup || !report.contains("<evil"), "{}: {report}", format.name);
    }
    let [json, other] = [&told, &compact].map(|told| {
        let report = written(told, "json");
        serde_json::from_str::<Value>(&report).unwrap_or_else(|error| panic!("{error}: {report}"))
    });
    alike(&json, &other, inventory.nodes.len());
    let counts = counts(&json, inventory.nodes.len());
    if against.is_none() {
        rows_of_markdown(&written(&told, "markdown"), &counts);
    }
    page(&written(&told, "html"), &counts, inventory.nodes.len());
}

fn asked(choices: &mut Choices<'_>) -> Asked {
    let mut is = || choices.below(2) == 1;
    let (rollout, capacity, verbose, compact) = (is(), is(), is(), is());
    let budget = is().then(|| "cpu=20%,memory=64Mi".parse().expect("a budget"));
    Asked { rollout, capacity, verbose, compact, budget, ..Asked::default() }
}

fn inventory(text: &str) -> Option<Inventory> {
    let mut loader = Loader::default();
    loader.read("nodes", text.as_bytes()).ok()?;
    Some(loader.finish())
}

/// A word, or now and then what the bytes say.
fn word(choices: &mut Choices<'_>) -> String {
    match choices.below(WORDS.len() + 4) {
        number if number < WORDS.len() => WORDS[number].to_owned(),
        _ => String::from_utf8_lossy(choices.piece()).chars().take(40).collect(),
    }
}

fn amount(choices: &mut Choices<'_>) -> &'static str {
    choices.one_of(&["1", "100m", "64Mi", "0", "3Gi", "1e3"])
}

fn few<'a>(choices: &mut Choices<'a>, one: impl Fn(&mut Choices<'a>) -> Value) -> Value {
    (0..choices.below(3)).map(|_| one(choices)).collect()
}

fn pairs(choices: &mut Choices<'_>) -> Map<String, Value> {
    (0..choices.below(4)).map(|_| (word(choices), word(choices).into())).collect()
}

fn list(items: Vec<Value>) -> String {
    json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string()
}

/// Nodes, some with pods on them.
fn nodes(choices: &mut Choices<'_>) -> String {
    let mut items = Vec::new();
    for number in 0..choices.below(6) {
        let name = match number {
            0 => word(choices),
            _ => format!("{}{number}", word(choices)),
        };
        let mut labels = pairs(choices);
        labels.insert("kubernetes.io/os".to_owned(), "linux".into());
        labels.insert("agentpool".to_owned(), word(choices).into());
        let taints = few(choices, |choices| {
            let effect = choices.one_of(&["NoSchedule", "NoExecute", "PreferNoSchedule"]);
            json!({"key": word(choices), "value": word(choices), "effect": effect})
        });
        items.push(json!({
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": &name, "labels": labels},
            "spec": {"taints": taints, "unschedulable": choices.below(4) == 1},
            "status": {
                "allocatable": {"cpu": amount(choices), "memory": amount(choices), "pods": "10"},
                "conditions": [{"type": "Ready", "status": choices.one_of(&["True", "False"])}],
                "nodeInfo": {"kubeletVersion": choices.one_of(&["v1.33.1", "v1.37.0"])},
            },
        }));
        for _ in 0..choices.below(2) {
            let owner = json!({"controller": true, "kind": "DaemonSet", "name": word(choices)});
            let mut spec = pod_spec(choices);
            spec["nodeName"] = name.as_str().into();
            items.push(json!({
                "apiVersion": "v1",
                "kind": "Pod",
                "metadata": {"name": word(choices), "namespace": word(choices), "ownerReferences": [owner]},
                "spec": spec,
                "status": {"phase": "Running"},
            }));
        }
    }
    list(items)
}

/// DaemonSets, and what decides about their pods.
fn objects(choices: &mut Choices<'_>) -> String {
    let mut items = Vec::new();
    for number in 0..choices.below(4) {
        let labels = json!({"app": number.to_string()});
        let maximum = choices.one_of(&["1", "100%", "x"]);
        let expected = choices.below(4) == 1;
        let annotations = if expected {
            json!({"daemonlint.dev/expect": word(choices)})
        } else {
            Value::Object(pairs(choices))
        };
        items.push(json!({
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "metadata": {"name": word(choices), "namespace": word(choices), "annotations": annotations},
            "spec": {
                "selector": {"matchLabels": labels},
                "updateStrategy": {"rollingUpdate": {"maxUnavailable": maximum}},
                "template": {"metadata": {"labels": labels}, "spec": pod_spec(choices)},
            },
        }));
    }
    if choices.below(3) == 1 {
        items.push(json!({
            "apiVersion": "v1",
            "kind": "ResourceQuota",
            "metadata": {"name": word(choices), "namespace": word(choices)},
            "spec": {"hard": {"cpu": amount(choices), "pods": "3", word(choices): amount(choices)}},
        }));
    }
    list(items)
}

fn pod_spec(choices: &mut Choices<'_>) -> Value {
    let tolerations = few(choices, |choices| match choices.below(3) {
        0 => json!({"operator": "Exists"}),
        1 => json!({"key": word(choices), "operator": "Exists"}),
        _ => json!({"key": word(choices), "value": word(choices), "effect": "NoSchedule"}),
    });
    let ports = few(choices, |choices| {
        let port = choices.one_of(&[80, 9100]);
        json!({"containerPort": port, "hostPort": port, "name": word(choices)})
    });
    let mut requests = Map::new();
    requests.insert(choices.one_of(&["cpu", "memory"]).to_owned(), amount(choices).into());
    if choices.below(3) == 1 {
        requests.insert(word(choices), amount(choices).into());
    }
    json!({
        "nodeSelector": pairs(choices),
        "tolerations": tolerations,
        "priorityClassName": choices.one_of(&["", "system-node-critical"]),
        "containers": [{
            "name": "c",
            "image": "registry.example/a:1",
            "ports": ports,
            "resources": {"requests": requests},
        }],
    })
}

/// What a DaemonSet comes to.
struct Count {
    running: Option<u64>,
    wanted: Option<u64>,
}

/// The numbers of the DaemonSets; they agree with the nodes and with the summary.
fn counts(report: &Value, nodes: usize) -> Vec<Count> {
    let empty = Vec::new();
    let all = report["daemonsets"].as_array().unwrap_or(&empty);
    let sum = |field: &str| all.iter().filter_map(|one| one[field].as_u64()).sum::<u64>();
    if all.iter().all(|one| one["unknown"].is_null()) {
        assert_eq!(report["summary"]["wanted"], sum("desired"), "{report}");
        assert_eq!(report["summary"]["running"], sum("running"), "{report}");
    }
    for one in all {
        let verdicts = one["nodes"].as_array().unwrap_or(&empty);
        if report["nodeClasses"].is_array() {
            let of_all = verdicts.iter().filter_map(|some| some["count"].as_u64()).sum::<u64>();
            assert!(of_all == 0 || of_all as usize == nodes, "{report}");
            continue;
        }
        assert_eq!(verdicts.len(), nodes, "{report}");
        let wanted = verdicts.iter().filter(|node| node["shouldRun"] == true).count();
        assert!(one["desired"].is_null() || one["desired"] == wanted, "{report}");
        let fits = |node: &&Value| node["schedulable"] == true && node["admitted"] != false;
        let running = verdicts.iter().filter(fits).count() as u64;
        assert!(one["running"].as_u64().is_none_or(|here| here <= running), "{report}");
    }
    let count =
        |one: &Value| Count { running: one["running"].as_u64(), wanted: one["desired"].as_u64() };
    all.iter().map(count).collect()
}

/// A report of nodes and one of their classes tell the same.
fn alike(one: &Value, other: &Value, nodes: usize) {
    assert_eq!(one["summary"], other["summary"], "{one}\n{other}");
    let (these, those) = (counts(one, nodes), counts(other, nodes));
    assert_eq!(these.len(), those.len(), "{one}\n{other}");
    for (this, that) in these.iter().zip(&those) {
        assert_eq!((this.running, this.wanted), (that.running, that.wanted), "{one}\n{other}");
    }
}

/// Each DaemonSet has a row, and no row but those begins with a bar.
fn rows_of_markdown(report: &str, counts: &[Count]) {
    let table = report.lines().skip_while(|line| !line.starts_with("| --- ")).skip(1);
    let rows: Vec<&str> = table.take_while(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), counts.len(), "{report}");
    for (row, count) in rows.iter().zip(counts) {
        let cells: Vec<&str> = row.split(" | ").collect();
        assert_eq!(cells.len(), 4, "{row}");
        let running = count.running.map(|running| format!("{running} of "));
        assert!(running.is_none_or(|running| cells[1].starts_with(&running)), "{row}");
    }
}

/// The page's own data can be read, and its elements are those of the page.
fn page(page: &str, counts: &[Count], nodes: usize) {
    assert_eq!(page.matches("<script").count(), 2, "{page}");
    assert_eq!(page.matches("</script").count(), 2, "{page}");
    let (_, data) = page.split_once("id=\"data\">").expect("data");
    let (data, _) = data.split_once("</script>").expect("an end");
    let data: Value = serde_json::from_str(data).unwrap_or_else(|error| panic!("{error}: {data}"));
    assert!(data["nodes"]["name"].as_array().is_some_and(|all| all.len() >= nodes), "{data}");
    assert_eq!(data["daemonsets"].as_array().map(Vec::len), Some(counts.len()), "{data}");
    let told = page.split("<td class=\"number\"><b>").skip(1);
    let told: Vec<&str> = told.filter_map(|rest| Some(rest.split_once('<')?.0)).collect();
    for (told, count) in told.iter().zip(counts) {
        assert!(count.running.is_none_or(|running| running.to_string() == *told), "{page}");
    }
}
