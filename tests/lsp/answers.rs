//! What a place is asked for: hovers, hints, actions, names, objects.

use serde_json::{Value, json};

use crate::client::Client;
use crate::{daemon_set, write};

pub(crate) const NODES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - name: worker
    count: 3
    labels: {kubernetes.io/os: linux, disk: ssd}
    allocatable: {cpu: 4, memory: 8Gi, pods: 110}
  - name: gpu
    count: 2
    labels: {kubernetes.io/os: linux, accelerator: nvidia}
    taints: [\"nvidia.com/gpu=present:NoSchedule\"]
    allocatable: {cpu: 4, memory: 8Gi, pods: 110}
  - name: win
    count: 1
    labels: {kubernetes.io/os: windows}
    allocatable: {cpu: 4, memory: 8Gi, pods: 110}
";

/// A server with nodes and an open file.
pub(crate) fn opened(text: &str) -> (tempfile::TempDir, Client) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("nodes.yaml", NODES)]);
    let mut client = Client::start(folder.path(), json!({"nodes": "nodes.yaml"}));
    client.open("a.yaml", text);
    client.diagnostics("a.yaml", 1);
    (folder, client)
}

/// Where a word stands, as a position.
pub(crate) fn position(text: &str, word: &str) -> Value {
    let byte = text.find(word).unwrap();
    let before = &text[..byte];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    json!({"line": line, "character": column})
}

impl Client {
    /// Asks about a word of the open file.
    pub(crate) fn ask_at(&mut self, method: &str, text: &str, word: &str) -> Value {
        let document = json!({"uri": self.uri("a.yaml")});
        let params = json!({"textDocument": document, "position": position(text, word)});
        self.ask(method, params)
    }

    fn hover(&mut self, text: &str, word: &str) -> String {
        let answer = self.ask_at("textDocument/hover", text, word);
        answer["contents"]["value"].as_str().unwrap_or("nothing").to_owned()
    }

    fn actions(&mut self, text: &str, word: &str, only: Value) -> Vec<Value> {
        let at = position(text, word);
        let params = json!({
            "textDocument": {"uri": self.uri("a.yaml")},
            "range": {"start": at, "end": at},
            "context": {"diagnostics": [], "only": only},
        });
        self.ask("textDocument/codeAction", params).as_array().unwrap().clone()
    }

    fn everything(&self) -> Value {
        json!({
            "textDocument": {"uri": self.uri("a.yaml")},
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}},
        })
    }
}

/// A text after the edits of an action.
fn edited(text: &str, action: &Value) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let changes = &action["edit"]["documentChanges"][0];
    assert_eq!(changes["textDocument"]["version"], 1);
    let mut edits = changes["edits"].as_array().unwrap().clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["range"]["start"]["line"].as_u64()));
    for edit in edits {
        let at = |end: &str, part: &str| edit["range"][end][part].as_u64().unwrap() as usize;
        let (first, last) = (at("start", "line"), at("end", "line"));
        let head = lines[first][..at("start", "character")].to_owned();
        let tail = lines[last][at("end", "character")..].to_owned();
        let new = format!("{head}{}{tail}", edit["newText"].as_str().unwrap());
        lines.splice(first..=last, new.split('\n').map(str::to_owned));
    }
    lines.join("\n")
}

#[test]
fn a_hover_tells_of_rules_nodes_and_fields() {
    let text = daemon_set(
        "agent",
        "      hostUsers: true\n      tolerations:\n        - key: nvidia.com/gpu\n          operator: Exists\n        - key: node.kubernetes.io/not-ready\n          operator: Exists\n          effect: NoExecute\n      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions:\n                  - {key: disk, operator: In, values: [ssd, nvme]}\n",
    );
    let (_folder, mut client) = opened(&text);
    insta::assert_snapshot!(client.hover(&text, "kubernetes.io/os"), @r"
    keeps 5 of 6 nodes: worker-1 … worker-3, gpu-1, gpu-2

    drops 1: win-1

    `kubernetes.io/os` of those that it drops: `windows` (1)

    ---

    `spec.template.spec.nodeSelector[kubernetes.io/os]`: a string
    ");
    insta::assert_snapshot!(client.hover(&text, "nvidia.com/gpu"), @r"
    tolerates nvidia.com/gpu=present:NoSchedule

    opens 2 nodes: gpu-1, gpu-2

    ---

    `spec.template.spec.tolerations[0].key`: a string

    The taint's key. Without one, and with `Exists`, every taint is tolerated.
    ");
    insta::assert_snapshot!(client.hover(&text, "disk"), @r"
    keeps 3 of 6 nodes: worker-1 … worker-3

    drops 3: gpu-1, gpu-2, win-1

    `disk` of those that it drops: none or empty (3)

    ---

    `spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key`: a string

    The label that is asked about.
    ");
    insta::assert_snapshot!(client.hover(&text, "hostUsers"), @r"
    `spec.template.spec.hostUsers`: `true` or `false`

    `false` gives the pod user ids of its own, so that root in it is nobody on the node.

    Behind the feature gate `UserNamespacesSupport`: in Kubernetes 1.37 always on.
    ");
    let found = client.hover(&text, "node.kubernetes.io/not-ready");
    assert!(found.starts_with("**info** [redundant-toleration](https://"), "{found}");
    assert_eq!(client.hover(&text, "apps/v1").lines().next(), Some("`apiVersion`: a string"));
    client.end();
}

#[test]
fn hints_say_on_how_many_nodes_it_runs() {
    let text = daemon_set("agent", "");
    let (_folder, mut client) = opened(&text);
    let everything = client.everything();
    let hints = client.ask("textDocument/inlayHint", everything.clone());
    insta::assert_snapshot!(hints[0], @r#"{"label":"runs on 3 of 6 nodes","paddingLeft":true,"position":{"character":13,"line":3},"tooltip":"3 nodes it is not meant for"}"#);
    assert_eq!(hints.as_array().unwrap().len(), 1);
    client.replace("a.yaml", 2, &text.replace("os: linux", "os: windows"));
    let hints = client.ask("textDocument/inlayHint", everything);
    assert_eq!(hints[0]["label"], "runs on 1 of 6 nodes");
    client.end();
}

#[test]
fn actions_fix_suppress_and_explain() {
    let text = daemon_set("agent", "      tolerations:\n        - key: node.kubernetes.io/not-ready\n          operator: Exists\n          effect: NoExecute\n")
        .replace("kubernetes.io/os", "beta.kubernetes.io/os");
    let (_folder, mut client) = opened(&text);
    let actions = client.actions(&text, "beta.kubernetes.io", Value::Null);
    let titles: Vec<_> = actions
        .iter()
        .map(|one| {
            format!(
                "{} ({}{})",
                one["title"].as_str().unwrap(),
                one["kind"].as_str().unwrap(),
                if one["isPreferred"] == true { ", preferred" } else { "" }
            )
        })
        .collect();
    insta::assert_snapshot!(titles.join("\n"), @r"
    Rename `beta.kubernetes.io/os` to `kubernetes.io/os` (quickfix, preferred)
    Suppress deprecated-node-label here (quickfix)
    Explain deprecated-node-label (quickfix)
    Fix all that daemonlint can fix safely (source.fixAll.daemonlint)
    ");
    let fixed = edited(&text, &actions[0]);
    assert_eq!(fixed, text.replace("beta.kubernetes.io", "kubernetes.io"));
    assert_eq!(actions[0]["diagnostics"][0]["code"], "deprecated-node-label");

    let all = client.actions(&text, "apiVersion", json!(["source.fixAll"]));
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["kind"], "source.fixAll.daemonlint");
    let fixed = edited(&text, &all[0]);
    assert!(!fixed.contains("beta."), "{fixed}");

    let suppress = actions.iter().find(|one| one["title"] == "Suppress deprecated-node-label here");
    let suppressed = edited(&text, suppress.unwrap());
    assert!(
        suppressed.contains(
            "        # daemonlint: ignore[deprecated-node-label] TODO: say why\n        beta"
        ),
        "{suppressed}"
    );
    client.replace("a.yaml", 2, &suppressed);
    let left = client.diagnostics("a.yaml", 2);
    assert!(left.iter().all(|one| one["code"] != "deprecated-node-label"), "{left:?}");

    let explain =
        actions.iter().find(|one| one["command"]["command"] == "daemonlint.explain").unwrap();
    let said = client.ask("workspace/executeCommand", explain["command"].clone());
    assert!(said.as_str().unwrap().starts_with("deprecated-node-label"), "{said}");
    let shown = client.wait(|message| message["method"] == "window/showMessage");
    assert_eq!(shown["params"]["message"], said);
    client.end();
}

#[test]
fn names_lead_to_objects() {
    let text = daemon_set(
        "agent",
        "      priorityClassName: high\n      serviceAccountName: agent\n      volumes:\n        - name: config\n          configMap: {name: settings}\n",
    ) + "          volumeMounts: [{name: config, mountPath: /etc/agent}]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: logging\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: other\n";
    let (folder, mut client) = opened(&text);
    write(
        folder.path(),
        &[(
            "b.yaml",
            "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: high\nvalue: 7\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: agent, namespace: logging}\n---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: logging\n",
        )],
    );
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let mut to = |word: &str| {
        let found = client.ask_at("textDocument/definition", &text, word);
        let found = found.as_array().cloned().unwrap_or_default();
        let line = |one: &Value| {
            format!(
                "{}:{}",
                one["uri"].as_str().unwrap().rsplit('/').next().unwrap(),
                one["range"]["start"]["line"]
            )
        };
        found.iter().map(line).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(to("high"), "b.yaml:3");
    assert_eq!(to("agent\n      volumes"), "b.yaml:8");
    assert_eq!(to("logging"), "b.yaml:13");
    let config_map = text.lines().position(|line| line == "  name: settings").unwrap();
    assert_eq!(to("settings"), format!("a.yaml:{config_map}"));
    let volume = text.lines().position(|line| line == "        - name: config").unwrap();
    assert_eq!(to("config, mountPath"), format!("a.yaml:{volume}"));
    assert_eq!(to("image: "), "");
    client.end();
}

#[test]
fn objects_and_their_containers_are_listed() {
    let text = daemon_set("agent", "")
        + "---\nkind: [\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata: {name: logging}\n";
    let (_folder, mut client) = opened(&text);
    let symbols = client
        .ask("textDocument/documentSymbol", json!({"textDocument": {"uri": client.uri("a.yaml")}}));
    let mut told = Vec::new();
    for symbol in symbols.as_array().unwrap() {
        told.push(format!("{} {}", symbol["name"].as_str().unwrap(), symbol["detail"]));
        for inner in symbol["children"].as_array().unwrap() {
            told.push(format!("  {} {}", inner["name"].as_str().unwrap(), inner["detail"]));
        }
    }
    insta::assert_snapshot!(told.join("\n"), @r#"
    DaemonSet logging/agent "apps/v1"
      agent "example.com/agent:1.2.3"
    Namespace logging "v1"
    "#);
    client.end();
}
