//! From the first message to the last.

use serde_json::{Value, json};

use crate::client::{Client, capabilities, lines, spawn};
use crate::daemon_set;

#[test]
fn a_server_begins_and_ends_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::start(folder.path(), Value::Null);
    let offers = &client.offers["capabilities"];
    assert_eq!(offers["positionEncoding"], "utf-16");
    assert_eq!(offers["textDocumentSync"]["change"], 2);
    assert_eq!(client.offers["serverInfo"]["name"], "daemonlint");
    assert_eq!(client.end(), 0);
}

#[test]
fn who_goes_without_a_word_is_told_by_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), Value::Null);
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
    let client = Client::start(folder.path(), Value::Null);
    assert_eq!(client.hang_up(), 1);
    let mut client = Client::start(folder.path(), Value::Null);
    client.ask("shutdown", Value::Null);
    assert_eq!(client.hang_up(), 0);
    let mut client = spawn(folder.path());
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 1);
}

#[test]
fn nothing_is_answered_before_the_beginning_and_after_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = spawn(folder.path());
    let id = client.request("textDocument/hover", json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32002);
    let params = json!({"capabilities": capabilities(), "rootUri": null});
    client.ask("initialize", params.clone());
    client.tell("initialized", json!({}));
    let id = client.request("initialize", params);
    assert_eq!(client.answer(id)["error"]["code"], -32600);
    let id = client.request("textDocument/nothing", json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32601);
    client.ask("shutdown", Value::Null);
    let id = client.request("textDocument/hover", json!({}));
    assert_eq!(client.answer(id)["error"]["code"], -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn strange_messages_end_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), json!({"nodez": 1}));
    let shown = client.wait(|message| message["method"] == "window/showMessage");
    let shown = shown["params"]["message"].as_str().unwrap();
    assert!(shown.contains("unknown field `nodez`"), "{shown}");
    client.send_raw(b"Content-Length: 5\r\n\r\n{\"a\":");
    let unreadable =
        client.wait(|message| message["id"].is_null() && message.get("error").is_some());
    assert_eq!(unreadable["error"]["code"], -32700);
    client.send_raw(b"Content-Length: 2\r\n\r\n[]");
    let unreadable =
        client.wait(|message| message["id"].is_null() && message.get("error").is_some());
    assert_eq!(unreadable["error"]["code"], -32600);
    client.tell("textDocument/didOpen", json!({"textDocument": {"uri": 7}}));
    client.tell("textDocument/didChange", json!({}));
    client.tell(
        "textDocument/didChange",
        json!({
            "textDocument": {"uri": "file:///never/opened.yaml", "version": 1},
            "contentChanges": [{"text": "a"}],
        }),
    );
    client.tell("textDocument/didClose", json!({"textDocument": {"uri": "untitled:x"}}));
    client.tell("$/whatever", json!([1]));
    client.tell("workspace/didChangeConfiguration", json!({"settings": 3}));
    client.open("a.yaml", "kind: [\n");
    let far = json!({"line": 4_000_000_000_u32, "character": 4_000_000_000_u32});
    let back = json!({"line": 0, "character": 0});
    client.change(
        "a.yaml",
        2,
        json!([
            {"range": {"start": far, "end": back}, "text": "\u{0}😀"},
            {"range": {"start": far, "end": far}, "text": "\r\r\n"},
        ]),
    );
    client.diagnostics("a.yaml", 2);
    assert_eq!(client.end(), 0);
}

#[test]
fn columns_count_what_was_agreed_on() {
    let container = "        - {name: a, workingDir: \"/😀é\", imag: b}\n";
    let text = daemon_set("a", "") + container;
    let before = container.split("imag").next().unwrap();
    let (bytes, characters) = (before.len(), before.chars().count());
    let units = before.encode_utf16().count();
    for (offered, expected, column) in [
        (json!(["utf-8", "utf-16"]), "utf-8", bytes),
        (json!(["utf-32"]), "utf-32", characters),
        (json!(["utf-16"]), "utf-16", units),
        (json!(["utf-7"]), "utf-16", units),
        (Value::Null, "utf-16", units),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut abilities = capabilities();
        abilities["general"]["positionEncodings"] = offered;
        let options = json!({"select": ["admission"]});
        let mut client = Client::start_as(folder.path(), options, abilities);
        assert_eq!(client.offers["capabilities"]["positionEncoding"], expected);
        client.open("a.yaml", &text);
        let found = client.diagnostics("a.yaml", 1);
        let unknown = found.iter().find(|one| one["code"] == "admission-strict").unwrap();
        assert_eq!(unknown["range"]["start"]["character"], column);
        // The edit's place counts as the finding's does.
        let range = &unknown["range"];
        client.change("a.yaml", 2, json!([{"range": range, "text": "image"}]));
        let after = lines(&client.diagnostics("a.yaml", 2));
        assert!(!after.contains("admission-strict"), "{expected}: {after}");
        client.end();
    }
}

#[test]
fn what_was_found_comes_with_all_that_is_known_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), Value::Null);
    let mut text = daemon_set(
        "agent",
        "      tolerations:\n        - key: node.kubernetes.io/not-ready\n          operator: Exists\n          effect: NoExecute\n",
    );
    text = text.replacen("app: agent", "app: agents", 1);
    client.open("a.yaml", &text);
    let found = client.diagnostics("a.yaml", 1);
    insta::assert_snapshot!(lines(&found), @r"
    error[selector-template-mismatch] 8:11-8:17 the selector wants `app=agents`, the pod template says `agent` | the selector wants `agents` | help: the API server refuses this DaemonSet; write `agents` in both places (they differ in one character); where it exists already, change the template, since its selector can't be changed
    info[redundant-toleration] 17:10-19:27 `node.kubernetes.io/not-ready:NoExecute` adds nothing: the DaemonSet controller gives every pod the same | can go | help: it also adds those for unreachable and not-ready nodes, for pressure and for cordoned nodes, whatever the manifest says
    ");
    let selector = &found[0];
    assert_eq!(selector["source"], "daemonlint");
    let related = &selector["relatedInformation"][0];
    insta::assert_snapshot!(format!("{} {}", related["location"]["range"], related["message"]), @r#"{"end":{"character":18,"line":12},"start":{"character":13,"line":12}} "the template says `agent`""#);
    client.end();
}
