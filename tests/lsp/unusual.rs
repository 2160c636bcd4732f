//! Clients that do what the protocol lets them do, and few others do.

use serde_json::{Value, json};

use crate::client::{Client, capabilities, lines, spawn};
use crate::daemon_set;

/// An error at a field that there is none of.
fn broken() -> String {
    daemon_set("agent", "") + "      nope: 1\n"
}

#[test]
fn what_is_not_understood_of_a_client_is_not_needed() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = spawn(folder.path());
    let params = json!({
        "processId": null, "locale": 7, "trace": "compact", "rootPath": null,
        "rootUri": crate::client::uri(folder.path()), "workspaceFolders": [{"name": "no uri"}],
        "capabilities": {
            "general": {"positionEncodings": ["utf-8", 8]},
            "workspace": {"workspaceEdit": {"failureHandling": "of tomorrow"}},
            "textDocument": {"completion": {"completionItemKind": {"valueSet": ["new"]}}},
        },
        "initializationOptions": {"select": ["admission"]},
    });
    let offers = client.ask("initialize", params);
    assert_eq!(offers["capabilities"]["positionEncoding"], "utf-8");
    client.tell("initialized", json!({}));
    client.open("a.yaml", &broken());
    assert_eq!(client.diagnostics("a.yaml", 1).len(), 1);
    assert_eq!(client.end(), 0);
}

#[test]
fn who_forgets_to_say_initialized_is_served_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = spawn(folder.path());
    client.ask("initialize", json!({"capabilities": {}}));
    client.open("a.yaml", &broken());
    assert!(!client.diagnostics("a.yaml", 1).is_empty());
    assert_eq!(client.end(), 0);
    // Who only looks whether there is a server.
    let mut client = spawn(folder.path());
    client.ask("initialize", json!({"capabilities": capabilities()}));
    client.ask("shutdown", Value::Null);
    assert!(client.said("client/registerCapability").is_empty());
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn who_asks_for_diagnostics_is_not_told_them_beside() {
    let folder = tempfile::tempdir().unwrap();
    let abilities = json!({
        "textDocument": {"diagnostic": {"dynamicRegistration": false}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let options = json!({"select": ["admission"]});
    let mut client = Client::start_as(folder.path(), options.clone(), abilities);
    assert_eq!(client.offers["capabilities"]["diagnosticProvider"]["identifier"], "daemonlint");
    client.open("a.yaml", &broken());
    let pull = |client: &mut Client| {
        let document = json!({"uri": client.uri("a.yaml")});
        client.ask("textDocument/diagnostic", json!({"textDocument": document}))
    };
    let report = pull(&mut client);
    assert_eq!(report["kind"], "full");
    insta::assert_snapshot!(lines(report["items"].as_array().unwrap()), @"error[admission-strict] 24:6-24:10 `template.spec` has no field `nope` | unknown field");
    // What changes elsewhere, and changes this.
    let config = "severity: {admission-strict: warning}\n";
    std::fs::write(folder.path().join(".daemonlint.yaml"), config).unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    assert_eq!(pull(&mut client)["items"][0]["severity"], 2);
    client.replace("a.yaml", 2, &daemon_set("agent", ""));
    assert_eq!(pull(&mut client)["items"], json!([]));
    assert!(client.said("textDocument/publishDiagnostics").is_empty());
    assert_eq!(client.end(), 0);
    // Who takes both is told them, and offered no second way.
    let mut both = capabilities();
    both["textDocument"]["diagnostic"] = json!({});
    let client = Client::start_as(folder.path(), options, both);
    assert!(client.offers["capabilities"].get("diagnosticProvider").is_none());
    assert_eq!(client.end(), 0);
}

#[test]
fn uris_are_taken_as_clients_write_them() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("a b [é]");
    std::fs::create_dir(&root).unwrap();
    let text = broken();
    std::fs::write(root.join("c%d.yaml"), &text).unwrap();
    let plain = root.display().to_string();
    let escaped = plain.replace(' ', "%20").replace('[', "%5B").replace(']', "%5D");
    let escaped = escaped.replace('é', "%C3%A9");
    for (start, name) in [
        (format!("file://{plain}"), "c%25d.yaml"),
        (format!("file://{escaped}"), "c%25d.yaml"),
        (format!("file:{escaped}"), "./x/../c%25d.yaml"),
        (format!("file://localhost{escaped}"), "c%25d.yaml"),
    ] {
        let mut client = spawn(folder.path());
        let options = json!({"select": ["admission"]});
        let params =
            json!({"capabilities": {}, "rootUri": start, "initializationOptions": options});
        client.ask("initialize", params);
        client.tell("initialized", json!({}));
        let uri = format!("{start}/{name}");
        let item = json!({"uri": uri, "languageId": "yaml", "version": 3, "text": text});
        client.tell("textDocument/didOpen", json!({"textDocument": item}));
        let told = client.wait(|message| message["params"]["version"] == 3);
        assert_eq!(told["params"]["diagnostics"].as_array().unwrap().len(), 1, "{uri}: {told}");
        let position = json!({"line": 1, "character": 1});
        let params = json!({"textDocument": {"uri": uri}, "position": position});
        assert!(client.ask("textDocument/hover", params).is_object(), "{uri}");
        assert_eq!(client.end(), 0);
    }
}

#[test]
fn a_file_that_is_renamed_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.yaml"), daemon_set("agent", "")).unwrap();
    // A client that watches nothing, and tells of renames alone.
    let options = json!({"select": ["duplicate-object"]});
    let mut client = Client::start_as(folder.path(), options, json!({}));
    client.open("old.yaml", &daemon_set("agent", ""));
    assert!(client.diagnostics("old.yaml", 1).is_empty());
    std::fs::rename(folder.path().join("old.yaml"), folder.path().join("new.yaml")).unwrap();
    let files = json!([{"oldUri": client.uri("old.yaml"), "newUri": client.uri("new.yaml")}]);
    client.tell("workspace/didRenameFiles", json!({"files": files}));
    client.tell("textDocument/didClose", json!({"textDocument": {"uri": client.uri("old.yaml")}}));
    client.open("new.yaml", &daemon_set("agent", ""));
    assert_eq!(lines(&client.diagnostics("new.yaml", 1)), "");
    assert_eq!(client.end(), 0);
}
