//! The language server: after any edits, it tells what a fresh server tells of the same texts.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Receiver;
use daemonlint::internals::lsp::serve_on;
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

use super::choices::Choices;

const FILES: [&str; 2] = ["untitled:a.yaml", "untitled:b.yaml"];
const BEGIN: [&str; 2] = [include_str!("daemonset.yaml"), include_str!("daemonset.json")];
const PIECES: [&str; 20] = [
    "\n",
    "  ",
    "- ",
    "a: ",
    "😀",
    "[",
    "}",
    "#",
    "\n---\n",
    "é",
    "\r\n",
    "image: x\n",
    "{",
    "\"",
    "&a *a",
    "windows",
    "1",
    "\t",
    "kind: List\n",
    "# daemonlint: ignore[admission] x\n",
];
/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn run(data: &[u8]) {
    let mut choices = Choices(data);
    let mut texts: Vec<String> = BEGIN.iter().map(|text| (*text).to_owned()).collect();
    let client = Client::start();
    for (file, text) in FILES.iter().zip(&texts) {
        client.open(file, text);
    }
    let mut version = 1;
    for _ in 0..12 {
        if choices.are_over() {
            break;
        }
        let place = choices.below(FILES.len());
        version += 1;
        let change = match choices.below(8) {
            0 => {
                // As it comes: no encoding is promised over the wire but that of JSON.
                let text = String::from_utf8_lossy(choices.piece()).into_owned();
                texts[place].clone_from(&text);
                json!({"text": text})
            }
            _ => edit(&mut texts[place], &mut choices),
        };
        client.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": FILES[place], "version": version}, "contentChanges": [change]}),
        );
        if choices.below(3) == 0 {
            client.ask(choices.below(1000), FILES[place], &mut choices);
        }
    }
    let told = client.end();
    let fresh = Client::start();
    for (file, text) in FILES.iter().zip(&texts) {
        fresh.open(file, text);
    }
    assert_eq!(told, fresh.end(), "{texts:#?}");
}

/// An edit of a text, and how an editor says it.
fn edit(text: &mut String, choices: &mut Choices<'_>) -> Value {
    let whole = |mut at: usize, text: &str| {
        while !text.is_char_boundary(at)
            || text[..at].ends_with('\r') && text[at..].starts_with('\n')
        {
            at -= 1;
        }
        at
    };
    let start = whole(choices.below(text.len() + 1), text);
    let end = whole((start + choices.below(60)).min(text.len()), text).max(start);
    let new = choices.one_of(&PIECES);
    let range = json!({"start": position(text, start), "end": position(text, end)});
    text.replace_range(start..end, new);
    json!({"range": range, "text": new})
}

/// Where a byte stands, in units of UTF-16.
fn position(text: &str, byte: usize) -> Value {
    let before = &text[..byte];
    let is_end = |(at, c): (usize, char)| match c {
        '\n' => Some(at + 1),
        '\r' if !text[at + 1..].starts_with('\n') => Some(at + 1),
        _ => None,
    };
    let starts: Vec<usize> = before.char_indices().filter_map(is_end).collect();
    let line = &before[starts.last().copied().unwrap_or_default()..];
    json!({"line": starts.len(), "character": line.encode_utf16().count()})
}

struct Client {
    connection: Connection,
    server: thread::JoinHandle<()>,
}

impl Client {
    fn start() -> Self {
        let (server, connection) = Connection::memory();
        let server = thread::spawn(move || _ = serve_on(server));
        let client = Self { connection, server };
        client.request(
            1,
            "initialize",
            json!({"capabilities": {}, "initializationOptions": {"isolated": true}}),
        );
        client.tell("initialized", json!({}));
        client
    }

    fn send(&self, message: Message) {
        self.connection.sender.send(message).expect("the server is there");
    }

    fn tell(&self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params }.into());
    }

    fn request(&self, id: i32, method: &str, params: Value) {
        self.send(Request { id: id.into(), method: method.to_owned(), params }.into());
    }

    fn open(&self, file: &str, text: &str) {
        let document = json!({"uri": file, "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn ask(&self, id: usize, file: &str, choices: &mut Choices<'_>) {
        let method = choices.one_of(&[
            "textDocument/hover",
            "textDocument/completion",
            "textDocument/definition",
            "textDocument/codeAction",
            "textDocument/documentSymbol",
            "textDocument/inlayHint",
            "textDocument/references",
            "textDocument/formatting",
        ]);
        let at = json!({"line": choices.below(300), "character": choices.below(300)});
        let range = json!({"start": {"line": 0, "character": 0}, "end": at});
        let params = json!({
            "textDocument": {"uri": file},
            "position": at,
            "range": range,
            "context": {"diagnostics": [], "includeDeclaration": true},
        });
        self.request(id as i32 + 10, method, params);
    }

    /// What it tells of each file at the end.
    fn end(self) -> BTreeMap<String, Vec<String>> {
        // Its answer comes after what is told of the texts as they are now.
        self.request(2, "textDocument/documentSymbol", json!({"textDocument": {"uri": FILES[0]}}));
        let mut told = BTreeMap::new();
        let answers: &Receiver<Message> = &self.connection.receiver;
        loop {
            match answers.recv_timeout(PATIENCE).expect("an answer") {
                Message::Response(response) if response.id == 2.into() => break,
                Message::Notification(note) if note.method == "textDocument/publishDiagnostics" => {
                    let file = note.params["uri"].as_str().unwrap_or_default().to_owned();
                    let found = note.params["diagnostics"].as_array().cloned().unwrap_or_default();
                    let mut found: Vec<String> = found.iter().map(Value::to_string).collect();
                    found.sort();
                    told.insert(file, found);
                }
                Message::Notification(note) if note.method == "window/logMessage" => {
                    panic!("{}", note.params)
                }
                _ => {}
            }
        }
        self.request(3, "shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.join().expect("the server ends");
        // Nothing told is the same as nothing found.
        told.retain(|_, found: &mut Vec<String>| !found.is_empty());
        told
    }
}
