use std::fs;
use std::path::Path;

use super::*;
use crate::report::check::{FORMATS, Findings, Format, render};
use crate::report::shared::screen::Screen;
use crate::source::{Request, Sources};

/// What a run over one file answers, in every format, and how much of the file's text it kept.
struct Answer {
    said: Vec<String>,
    kept: usize,
}

fn answer(path: &Path, formats: &[Format], portions_above: Option<u64>) -> Answer {
    let request = Request { paths: vec![path.to_owned()], portions_above, ..Request::default() };
    let mut sources = Sources::read(&request);
    read_large(&mut sources, Release::default());
    let reading = Reading::of(&sources);
    let rules = RuleSet::built_in();
    let selection = Selection::new(&rules, &["all"], &[]).unwrap();
    let checked = Run { rules: selection, ..Run::over(&reading) }.check();
    let findings = Findings::new(&checked, &reading, &rules);
    let screen = Screen { width: 100, color: false, drawing: true, links: false };
    let mut said: Vec<String> =
        formats.iter().map(|format| render(format, &findings, &screen)).collect();
    said.push(format!("{:?}", sources.failures));
    said.push(findings.summary.render(true));
    let kept = sources.files.iter().flatten().map(|file| file.text().len()).sum();
    Answer { said, kept }
}

/// Holds a run that reads a file in portions against one that reads it whole; tells how many bytes
/// were let go of.
#[track_caller]
fn let_go(text: &[u8], name: &str) -> usize {
    let_go_of(text, name, &FORMATS)
}

#[track_caller]
fn let_go_of(text: &[u8], name: &str, formats: &[Format]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let (whole, portions) = (answer(&path, formats, None), answer(&path, formats, Some(0)));
    for (whole, portions) in whole.said.iter().zip(&portions.said) {
        let differs = whole.lines().zip(portions.lines()).find(|(one, other)| one != other);
        let start = |text: &str| text.chars().take(1000).collect::<String>();
        let differs = differs.map(|(one, other)| (start(one), start(other)));
        let text = String::from_utf8_lossy(text);
        assert!(whole == portions, "{differs:#?} in\n{}", start(&text));
    }
    whole.kept - portions.kept
}

fn pod(name: &str, label: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    app: {label}\n  name: {name}\n  namespace: \
         shop\nspec:\n  containers:\n  - image: example.com/{label}:1.2.3\n    name: main\n    ports:\n    \
         - containerPort: 8080\n      name: web\n  nodeName: a\nstatus:\n  phase: Running\n"
    )
}

fn node(name: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Node\nmetadata:\n  name: {name}\nstatus:\n  allocatable:\n    cpu: \"4\"\n    \
         pods: \"110\"\n"
    )
}

/// One in which much is found.
fn daemon_set(name: &str, more: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: {name}\n  namespace: shop\nspec:\n  \
         selector:\n    matchLabels:\n      app: {name}\n  template:\n    metadata:\n      labels:\n        \
         app: {name}\n    spec:\n      hostNetwork: true\n      containers:\n      - image: {name}\n        \
         name: main\n        ports:\n        - containerPort: 9000\n          name: metrics\n{more}"
    )
}

fn service(name: &str, label: &str, port: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\n  namespace: shop\nspec:\n  ports:\n  - \
         port: 80\n    targetPort: {port}\n  selector:\n    app: {label}\n"
    )
}

fn objects() -> Vec<String> {
    vec![
        node("a"),
        pod("shop-1", "shop"),
        daemon_set("agent", "        unknown: 1\n"),
        pod("shop-2", "shop"),
        pod("shop-3", "shop"),
        node("b"),
        daemon_set("other", ""),
        pod("till-1", "till"),
        service("agent", "agent", "metrix"),
        pod("till-2", "till"),
        node("c"),
        pod("shop-4", "shop"),
    ]
}

/// What kubectl prints with `-o yaml`.
fn list(objects: &[String]) -> String {
    let item = |object: &String| {
        let lines: Vec<String> = object.lines().map(|line| format!("  {line}\n")).collect();
        format!("-{}", lines.concat().get(1..).unwrap_or_default())
    };
    let items: String = objects.iter().map(item).collect();
    format!("apiVersion: v1\nitems:\n{items}kind: List\nmetadata:\n  resourceVersion: \"\"\n")
}

fn documents(objects: &[String]) -> String {
    objects.join("---\n")
}

/// What kubectl prints with `-o json`.
fn json(objects: &[String]) -> String {
    let value = |object: &String| -> serde_json::Value { serde_yaml::from_str(object).unwrap() };
    let items: Vec<_> = objects.iter().map(value).collect();
    let list = serde_json::json!({
        "apiVersion": "v1", "items": items, "kind": "List", "metadata": {"resourceVersion": ""},
    });
    let mut text = Vec::new();
    let indent = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, indent);
    serde::Serialize::serialize(&list, &mut serializer).unwrap();
    String::from_utf8(text).unwrap() + "\n"
}

#[test]
fn what_kubectl_prints_is_read_in_portions() {
    let objects = objects();
    assert!(let_go(list(&objects).as_bytes(), "list.yaml") > 1000);
    assert!(let_go(documents(&objects).as_bytes(), "documents.yaml") > 1000);
    assert!(let_go(json(&objects).as_bytes(), "list.json") > 1000);
    let windows = list(&objects).replace('\n', "\r\n");
    assert!(let_go(windows.as_bytes(), "list.yaml") > 1000);
    let typed = list(&[pod("a", "a"), pod("b", "a"), pod("c", "a")]);
    let typed = typed.replace("kind: List", "kind: PodList");
    assert!(let_go(typed.as_bytes(), "list.yaml") > 300);
}

#[test]
fn more_than_is_looked_at_at_once() {
    let mut objects: Vec<String> = (0..600).map(|n| pod(&format!("a-{n}"), "a")).collect();
    objects.push(daemon_set("agent", ""));
    objects.extend((600..1300).map(|n| pod(&format!("a-{n}"), "a")));
    objects.push(daemon_set("other", ""));
    for text in [list(&objects), documents(&objects), json(&objects)] {
        let name = if text.starts_with('{') { "a.json" } else { "a.yaml" };
        let left = text.len() - let_go(text.as_bytes(), name);
        assert!(left < 4000, "{left} bytes are left");
    }
}

#[test]
fn pods_that_a_service_asks_for_are_kept() {
    let pods: Vec<String> = (0..20).map(|n| pod(&format!("agent-{n}"), "agent")).collect();
    let asked =
        [pods.clone(), vec![daemon_set("agent", ""), service("agent", "agent", "web")]].concat();
    let left = |objects: &[String]| {
        let text = list(objects);
        text.len() - let_go(text.as_bytes(), "a.yaml")
    };
    // The first one of all, and of those that are the same one.
    let other = [pods, vec![daemon_set("agent", ""), service("agent", "agents", "web")]].concat();
    assert!(left(&asked) > left(&other));
}

#[test]
fn what_is_there_twice_is_read_whole() {
    let mut objects = objects();
    objects.push(pod("shop-3", "shop"));
    assert_eq!(let_go(list(&objects).as_bytes(), "list.yaml"), 0);
    // Also where the other one is needed.
    let mut objects = self::objects();
    objects.push(pod("shop-3", "shop").replace("containers:", "container:"));
    assert_eq!(let_go(documents(&objects).as_bytes(), "documents.yaml"), 0);
}

#[test]
fn what_is_not_as_kubectl_prints_it() {
    let objects = objects();
    let list = list(&objects);
    let last = list.rfind("- apiVersion: v1").unwrap();
    let (before, after) = list.split_at(last);
    for text in [
        list.replace("items:\n", "items: # all\n"),
        list.replace("apiVersion: v1\nitems:", "%YAML 1.1\n---\napiVersion: v1\nitems:"),
        list.replace("\n-", "\n  -").replace("\n  ", "\n    "),
        format!("\u{feff}{list}"),
        format!("---\n{list}---\n{list}"),
        format!("--- # here\n{list}--- there\n{list}"),
        format!("# a\n---\n# daemonlint: ignore[all]\n{list}---\n{}", documents(&objects)),
        format!("{}---\n---\n{}---\n--- x\n{}", list, documents(&objects), documents(&objects)),
        format!("{{\"a\": 1}}\n---\n{list}"),
        format!("{before}- kind: List\n  apiVersion: v1\n  items: []\n{after}"),
        format!("{before}- 1\n-\n- a: \"\n{after}\"\n"),
        format!("{before}- a: |\n{after}"),
        format!("{before}- a: &a 1\n{after}- b: *a\n"),
        format!("{before}# daemonlint: ignore[all] not this one\n{after}"),
        list.replace("kind: List", "kind: Shop"),
        list.replace("kind: List\n", ""),
        json(&objects).replace("    ", ""),
        json(&objects).replace('\n', " "),
        json(&objects).replace("\"kind\": \"List\"", "\"kind\": \"List\","),
        json(&objects) + &json(&objects) + &list,
    ] {
        let name = if text.starts_with('{') { "a.json" } else { "a.yaml" };
        let_go(text.as_bytes(), name);
    }
}

#[test]
fn what_is_no_text_is_told_of_at_the_same_byte() {
    let text = list(&objects());
    for at in [0, 40, text.len() / 2, text.len() - 1] {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = 0xff;
        let_go(&bytes, "a.yaml");
        bytes[at] = 0;
        let_go(&bytes, "a.yaml");
    }
}

/// One change of a line each: broken, cut off, marked, mistyped.
#[test]
fn any_broken_line_is_told_of_at_its_place() {
    let changes: [fn(&str) -> String; 16] = [
        |_| String::new(),
        |line| format!("{line}\n{line}"),
        |line| format!(" {line}"),
        |line| line.get(1..).unwrap_or_default().to_owned(),
        |line| format!("{line}\n---"),
        |line| format!("{line}\n--- x"),
        |line| format!("{line}\n..."),
        |line| format!("{line}\n\tx: 1"),
        |line| format!("{line} \""),
        |line| format!("{line} &a"),
        |line| line.replacen(": ", ": {{ a }}", 1),
        |line| format!("{line} # daemonlint: ignore[all]"),
        |line| format!("# daemonlint: ignore[all] no reason\n{line}"),
        |line| line.replacen("app", "on", 1),
        |line| line.replacen("name", "names", 1),
        |line| format!("{line}\n- [\n"),
    ];
    let objects = objects();
    for (start, text) in
        [list(&objects), documents(&objects), json(&objects)].into_iter().enumerate()
    {
        let name = if start == 2 { "a.json" } else { "a.yaml" };
        let lines: Vec<&str> = text.lines().collect();
        for (place, line) in lines.iter().enumerate().skip(start).step_by(9) {
            // Each line meets some of the changes, and each change lines of every kind.
            for (number, change) in changes.iter().enumerate().skip(place % 16).step_by(8) {
                let mut changed = lines.iter().map(ToString::to_string).collect::<Vec<_>>();
                changed[place] = change(line);
                let text = changed.join("\n") + if number % 2 == 0 { "\n" } else { "" };
                // These have every place and every word.
                let_go_of(text.as_bytes(), name, &FORMATS[..3]);
            }
        }
    }
}
