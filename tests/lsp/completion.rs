//! What may be written at a place, also on lines that are no YAML yet.

use serde_json::{Value, json};

use crate::answers::opened;
use crate::daemon_set;

/// The first offers at `|` in a text, each with what it writes.
fn offered(text: &str, most: usize) -> String {
    let (before, after) = text.split_once('|').unwrap();
    let (_folder, mut client) = opened("a: 1\n");
    client.replace("a.yaml", 2, &format!("{before}{after}"));
    let line = before.matches('\n').count();
    let character = before.rsplit('\n').next().unwrap().len();
    let answer = client.ask(
        "textDocument/completion",
        json!({
            "textDocument": {"uri": client.uri("a.yaml")},
            "position": {"line": line, "character": character},
        }),
    );
    client.end();
    let Some(items) = answer["items"].as_array() else { return "nothing".to_owned() };
    let line = |item: &Value| {
        let edit = &item["textEdit"];
        assert_eq!(edit["range"]["end"], json!({"line": line, "character": character}));
        let detail = item["detail"].as_str().map(|detail| format!("  ({detail})"));
        format!("{:?}{}", edit["newText"].as_str().unwrap(), detail.unwrap_or_default())
    };
    items.iter().take(most).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn labels_of_the_nodes_are_offered() {
    let text = daemon_set("agent", "        |\n");
    insta::assert_snapshot!(offered(&text, 9), @r#"
    "beta.kubernetes.io/os: "  (on 6 of 6 nodes)
    "kubernetes.io/hostname: "  (on 6 of 6 nodes)
    "disk: "  (on 3 of 6 nodes)
    "accelerator: "  (on 2 of 6 nodes)
    "#);
    let text = daemon_set("agent", "").replace("os: linux", "os: |");
    insta::assert_snapshot!(offered(&text, 9), @r#"
    "linux"  (5 nodes)
    "windows"  (1 node)
    "#);
    let terms = "      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions:\n                  - key: accelerator\n                    operator: In\n                    values: [|\n";
    insta::assert_snapshot!(offered(&daemon_set("agent", terms), 9), @r#""nvidia"  (2 nodes)"#);
    let terms = terms.replace("accelerator", "acc|").replace("[|", "[a]");
    insta::assert_snapshot!(offered(&daemon_set("agent", &terms), 2), @r#"
    "beta.kubernetes.io/os"  (on 6 of 6 nodes)
    "kubernetes.io/hostname"  (on 6 of 6 nodes)
    "#);
}

#[test]
fn taints_of_the_nodes_are_offered() {
    let text = daemon_set("agent", "      tolerations:\n        - |\n");
    insta::assert_snapshot!(offered(&text, 2), @r#"
    "key: nvidia.com/gpu\n          operator: Equal\n          value: present\n          effect: NoSchedule"  (a taint of 2 nodes)
    "effect: "  (a string)
    "#);
    let text =
        daemon_set("agent", "      tolerations:\n        - key: |\n          effect: NoSchedule\n");
    insta::assert_snapshot!(offered(&text, 9), @r#""nvidia.com/gpu"  (a taint of the nodes)"#);
    let text = daemon_set(
        "agent",
        "      tolerations:\n        - key: nvidia.com/gpu\n          value: |\n",
    );
    insta::assert_snapshot!(offered(&text, 9), @r#""present"  (a taint of the nodes)"#);
}

#[test]
fn fields_and_words_of_kubernetes_are_offered() {
    let text = daemon_set("agent", "      hostN|\n");
    assert!(offered(&text, 99).contains("\"hostNetwork: \"  (true or false)"));
    let text = daemon_set("agent", "") + "          secur|\n";
    let fields = offered(&text, 99);
    assert!(fields.contains("\"securityContext:\"") && !fields.contains("\"image: \""), "{fields}");
    insta::assert_snapshot!(offered("apiVersion: apps/v1\nkind: |\n", 9), @r#"
    "ControllerRevision"
    "DaemonSet"
    "Deployment"
    "ReplicaSet"
    "StatefulSet"
    "#);
    insta::assert_snapshot!(offered("apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  updateStrategy:\n    type: R|\n", 9), @r#"
    "RollingUpdate"
    "OnDelete"
    "#);
    insta::assert_snapshot!(offered(&daemon_set("agent", "      priorityClassName: |\n"), 9), @r#"
    "system-cluster-critical"  (PriorityClass)
    "system-node-critical"  (PriorityClass)
    "#);
    assert_eq!(offered("# a|\n", 9), "nothing");
    assert_eq!(offered("apiVersion: v1\nkind: Nonsense\nspec:\n  |\n", 9), "nothing");
}
