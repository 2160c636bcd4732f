//! What a config says of some places, and what was found before, counts in an editor as well.

use serde_json::{Value, json};

use crate::client::{Client, lines};
use crate::{daemon_set, write};

const CONFIG: &str = "\
select: [image-tag-latest, unused-suppression]
overrides:
  - paths: [vendor/**]
    ignore: [hygiene]
suppress:
  - rules: [image-tag-latest]
    objects: [{name: accepted}]
    reason: a lab
enforce: [image-tag-latest]
baseline: known.json
";

/// A DaemonSet with an image that anybody may push again.
fn latest(name: &str) -> String {
    daemon_set(name, "").replace("agent:1.2.3", "agent:latest")
}

/// The baseline with what is found in one file.
fn known() -> String {
    let found = json!({
        "rule": "image-tag-latest",
        "file": "known.yaml",
        "object": "DaemonSet/logging/known",
        "field": "spec.template.spec.containers[name=agent].image",
        "message": "`example.com/agent:latest` is whatever was pushed last: nodes that join later may \
                    run another version",
    });
    json!({"version": 1, "findings": [found]}).to_string()
}

#[test]
fn exceptions_hold_and_what_is_known_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let files = ["own", "vendor/chart", "accepted", "known"];
    let text = |name: &str| latest(name.rsplit('/').next().unwrap());
    write(root, &[(".daemonlint.yaml", CONFIG), ("known.json", &known())]);
    for file in files {
        write(root, &[(&format!("{file}.yaml"), &text(file))]);
    }
    let mut client = Client::start(root, Value::Null);
    let mut told = |file: &str, text: &str| {
        client.open(file, text);
        lines(&client.diagnostics(file, 1)).matches("[image-tag-latest]").count()
    };
    let counts = files.map(|file| told(&format!("{file}.yaml"), &text(file)));
    assert_eq!(counts, [1, 0, 0, 0]);
    // What is enforced is told though a comment would suppress it, and so is the comment.
    let comment = "# daemonlint: ignore[image-tag-latest] a lab\n          image:";
    let enforced = latest("enforced").replace("image:", comment);
    client.open("enforced.yaml", &enforced);
    let seen = lines(&client.diagnostics("enforced.yaml", 1));
    assert!(seen.contains("[image-tag-latest]"), "{seen}");
    assert!(seen.contains("the config enforces it"), "{seen}");
    client.end();
}

#[test]
fn no_comment_is_offered_for_what_is_enforced() {
    let offered = |config: &str| {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, &[(".daemonlint.yaml", config), ("a.yaml", &latest("agent"))]);
        let mut client = Client::start(root, Value::Null);
        client.open("a.yaml", &latest("agent"));
        client.diagnostics("a.yaml", 1);
        let all =
            json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
        let document = json!({"uri": client.uri("a.yaml")});
        let asked = json!({"textDocument": document, "range": all, "context": {"diagnostics": []}});
        let answer = client.ask("textDocument/codeAction", asked).to_string();
        client.end();
        assert!(answer.contains("Explain image-tag-latest"), "{answer}");
        answer.contains("Suppress image-tag-latest here")
    };
    assert!(offered("select: [image-tag-latest]\n"));
    assert!(!offered("select: [image-tag-latest]\nenforce: [image-tag-latest]\n"));
}
