//! What is checked: the folder, with the editor's texts over it.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, lines};
use crate::{daemon_set, rival, write};

#[test]
fn the_folder_is_read_as_check_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join(".git")).unwrap();
    write(
        root,
        &[
            (".daemonlint.yaml", "select: [selector-overlap]\nexclude: [left-out]\n"),
            (".gitignore", "/ignored/\n"),
            ("a.yaml", &daemon_set("agent", "")),
            ("left-out/two.yaml", &rival("agent", "two")),
            ("ignored/two.yaml", &rival("agent", "two")),
        ],
    );
    let mut client = Client::start(root, Value::Null);
    client.open("a.yaml", &daemon_set("agent", ""));
    assert_eq!(lines(&client.diagnostics("a.yaml", 1)), "");
    // What is excluded says nothing, opened or not.
    client.open("left-out/two.yaml", &rival("agent", "two"));
    assert_eq!(lines(&client.diagnostics("left-out/two.yaml", 1)), "");
    // A buffer that was never saved is part of the folder.
    client.open("new.yaml", &rival("agent", "two"));
    insta::assert_snapshot!(lines(&client.diagnostics("new.yaml", 1)), @"warning[selector-overlap] 6:2-6:10 the selector also takes the pods of DaemonSet `agent`, and the other way round | takes every pod with `app=agent` | help: give each a label that the other's pods don't have, in its selector and in its template, `app.kubernetes.io/component` for example; the selector of a workload that exists already can't be changed, so that needs a new name, or deletion first");
    client.end();
}

#[test]
fn what_is_closed_is_as_it_lies_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let good = daemon_set("agent", "");
    write(root, &[("a.yaml", good.as_str())]);
    let mut client = Client::start(root, Value::Null);
    client.open("a.yaml", &good);
    assert_eq!(lines(&client.diagnostics("a.yaml", 1)), "");
    client.replace("a.yaml", 2, &good.replace("image:", "imag:"));
    assert!(lines(&client.diagnostics("a.yaml", 2)).contains("imag"));
    client.tell("textDocument/didClose", json!({"textDocument": {"uri": client.uri("a.yaml")}}));
    assert_eq!(client.next_diagnostics("a.yaml"), [Value::Null; 0]);
    client.end();
}

#[test]
fn a_config_counts_from_when_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let text = daemon_set("agent", "      imag: x\n");
    let mut client = Client::start(root, Value::Null);
    client.open("a.yaml", &text);
    assert!(lines(&client.diagnostics("a.yaml", 1)).contains("admission-strict"));
    write(root, &[(".daemonlint.yaml", "ignore: [admission]\n")]);
    let changed = json!({"changes": [{"uri": client.uri(".daemonlint.yaml"), "type": 1}]});
    client.tell("workspace/didChangeWatchedFiles", changed.clone());
    assert_eq!(lines(&client.diagnostics("a.yaml", 1)), "");
    // A config that is wrong is told of, and the default counts.
    write(root, &[(".daemonlint.yaml", "ignor: [admission]\n")]);
    client.tell("workspace/didChangeWatchedFiles", changed.clone());
    let shown = client.wait(|message| message["method"] == "window/showMessage");
    let shown = shown["params"]["message"]
        .as_str()
        .unwrap()
        .replace(&client.root.display().to_string(), "ROOT");
    insta::assert_snapshot!(shown, @"daemonlint: ROOT/.daemonlint.yaml, line 1: `ignor` is not a field of a config; `ignore` is");
    assert!(lines(&client.diagnostics("a.yaml", 1)).contains("admission-strict"));
    client.end();
}

#[test]
fn without_watchers_files_are_looked_at_now_and_then() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, &[("b.yaml", &rival("agent", "two"))]);
    let mut abilities = capabilities();
    abilities["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] = json!(false);
    let mut client = Client::start_as(root, json!({"select": ["selector-overlap"]}), abilities);
    client.open("c.yaml", &daemon_set("agent", ""));
    assert_eq!(client.diagnostics("c.yaml", 1).len(), 1);
    fs::remove_file(root.join("b.yaml")).unwrap();
    assert_eq!(client.next_diagnostics("c.yaml"), [Value::Null; 0]);
    client.end();
}

#[test]
fn a_file_outside_of_all_folders_is_checked_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), Value::Null);
    let text = daemon_set("agent", "      imag: x\n");
    for uri in
        [crate::client::uri(&elsewhere.path().join("x.yaml")), "untitled:Untitled-1".to_owned()]
    {
        let item = json!({"uri": uri, "languageId": "yaml", "version": 5, "text": text});
        client.tell("textDocument/didOpen", json!({"textDocument": item}));
        let told = client.wait(|m| m["params"]["uri"] == uri.as_str());
        assert_eq!(told["params"]["version"], 5);
        assert!(told["params"]["diagnostics"][0]["message"].as_str().unwrap().contains("imag"));
    }
    client.end();
}

#[test]
fn the_whole_workspace_is_told_of_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, &[("a.yaml", &daemon_set("agent", "      imag: x\n"))]);
    let mut client = Client::start(root, json!({"wholeWorkspace": true}));
    assert_eq!(client.next_diagnostics("a.yaml").len(), 1);
    fs::remove_file(root.join("a.yaml")).unwrap();
    let changed = json!({"changes": [{"uri": client.uri("a.yaml"), "type": 3}]});
    client.tell("workspace/didChangeWatchedFiles", changed);
    assert_eq!(client.next_diagnostics("a.yaml"), [Value::Null; 0]);
    client.end();
}

#[test]
fn each_file_is_held_against_the_nodes_of_its_nearest_config() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let nodes = |memory: &str| {
        format!(
            "apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - {{name: node, count: 2, labels: {{kubernetes.io/os: linux}}, allocatable: {{cpu: 4, memory: {memory}}}}}
"
        )
    };
    let agent = daemon_set("agent", "").replace("memory: 20Mi", "memory: 2Gi");
    write(
        root,
        &[
            ("large/.daemonlint.yaml", "nodes: nodes.yaml\n"),
            ("large/nodes.yaml", &nodes("8Gi")),
            ("large/agent.yaml", &agent),
            ("small/.daemonlint.yaml", "nodes: nodes.yaml\n"),
            ("small/nodes.yaml", &nodes("1Gi")),
            ("small/agent.yaml", &agent),
        ],
    );
    let mut client = Client::start(root, Value::Null);
    client.open("large/agent.yaml", &agent);
    let large = lines(&client.diagnostics("large/agent.yaml", 1));
    client.open("small/agent.yaml", &agent);
    let small = lines(&client.diagnostics("small/agent.yaml", 1));
    assert!(!large.contains("does-not-fit"), "{large}");
    assert!(small.contains("does-not-fit"), "{small}");
    client.end();
}
