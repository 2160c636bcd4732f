//! A small client: it speaks with the real program over pipes, as an editor does.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longer than any answer takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server with a folder, and what it has said.
pub(crate) struct Client {
    process: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    said: VecDeque<Value>,
    next: i32,
    pub(crate) root: PathBuf,
    /// What the server offers.
    pub(crate) offers: Value,
}

/// A server that nobody has initialized.
pub(crate) fn spawn(root: &Path) -> Client {
    let mut process = Command::new(env!("CARGO_BIN_EXE_daemonlint"))
        .arg("lsp")
        .current_dir(root)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let (sender, output) = channel();
    let mut reader = BufReader::new(process.stdout.take().unwrap());
    std::thread::spawn(move || {
        while let Some(message) = read(&mut reader) {
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    let input = process.stdin.take();
    let (said, root) = (VecDeque::new(), root.to_owned());
    Client { process, input, output, said, next: 0, root, offers: Value::Null }
}

/// The next message; what stands between messages is no message, and fails the test.
fn read(reader: &mut impl BufRead) -> Option<Value> {
    let mut line = String::new();
    if reader.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let length = line.strip_prefix("Content-Length: ").expect("a head").trim().parse().unwrap();
    line.clear();
    reader.read_line(&mut line).ok()?;
    assert_eq!(line, "\r\n");
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

/// What modern editors say of themselves.
pub(crate) fn capabilities() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true,
                "codeDescriptionSupport": true,
                "tagSupport": {"valueSet": [1, 2]},
                "versionSupport": true,
            },
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                "isPreferredSupport": true,
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "completion": {"completionItem": {"snippetSupport": true}},
        },
        "workspace": {
            "didChangeWatchedFiles": {"dynamicRegistration": true},
            "workspaceEdit": {"documentChanges": true},
        },
    })
}

impl Client {
    /// A server for a folder, with options.
    pub(crate) fn start(root: &Path, options: Value) -> Self {
        Self::start_as(root, options, capabilities())
    }

    /// The same of a client with these abilities.
    pub(crate) fn start_as(root: &Path, options: Value, capabilities: Value) -> Self {
        let mut client = spawn(root);
        let params = json!({
            "processId": std::process::id(),
            "rootUri": uri(root),
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        client.offers = client.ask("initialize", params);
        client.tell("initialized", json!({}));
        client
    }

    /// Sends bytes as they are.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    /// Sends a notification.
    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and gives its id.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i32 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Sends a request and waits for what it gives.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The answer to a request.
    pub(crate) fn answer(&mut self, id: i32) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    /// The next message of a kind, which is taken out of what was said.
    pub(crate) fn wait(&mut self, is: impl Fn(&Value) -> bool) -> Value {
        if let Some(place) = self.said.iter().position(&is) {
            return self.said.remove(place).unwrap();
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let message = self.output.recv_timeout(left).expect("the server says no more");
            if is(&message) {
                return message;
            }
            self.said.push_back(message);
        }
    }

    /// What was said so far of a method, in its order, taken out.
    pub(crate) fn said(&mut self, method: &str) -> Vec<Value> {
        self.said.extend(self.output.try_iter());
        let is = |message: &Value| message["method"] == method;
        let (said, rest): (VecDeque<_>, VecDeque<_>) = self.said.drain(..).partition(is);
        self.said = rest;
        said.into()
    }

    /// The URI of a file of the folder.
    pub(crate) fn uri(&self, file: &str) -> String {
        uri(&self.root.join(file))
    }

    /// Opens a file of the folder with a text.
    pub(crate) fn open(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        let item = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Puts a whole text in the place of a file's.
    pub(crate) fn replace(&mut self, file: &str, version: i32, text: &str) {
        self.change(file, version, json!([{"text": text}]));
    }

    /// Changes an open file.
    pub(crate) fn change(&mut self, file: &str, version: i32, changes: Value) {
        let document = json!({"uri": self.uri(file), "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.tell("textDocument/didChange", params);
    }

    /// What is told of a version of a file.
    pub(crate) fn diagnostics(&mut self, file: &str, version: i32) -> Vec<Value> {
        let uri = self.uri(file);
        let message = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The next thing that is told of a file, whatever its version.
    pub(crate) fn next_diagnostics(&mut self, file: &str) -> Vec<Value> {
        let uri = self.uri(file);
        let message = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// Ends the server in order; gives its exit code.
    pub(crate) fn end(mut self) -> i32 {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.exit_code()
    }

    /// Closes the pipe; gives the exit code.
    pub(crate) fn hang_up(mut self) -> i32 {
        self.input = None;
        self.exit_code()
    }

    /// Waits until the server has ended.
    pub(crate) fn exit_code(mut self) -> i32 {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.process.try_wait().unwrap() {
                Some(status) => return status.code().unwrap(),
                None if Instant::now() > until => panic!("the server doesn't end"),
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The URI of a path without anything that has to be escaped.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// `warning[rule] 3:5-3:9 message`, a line each, places as they come over the wire.
pub(crate) fn lines(diagnostics: &[Value]) -> String {
    let one = |found: &Value| {
        let (start, end) = (&found["range"]["start"], &found["range"]["end"]);
        let severity = ["", "error", "warning", "info", "hint"];
        let severity = severity[found["severity"].as_u64().unwrap() as usize];
        format!(
            "{severity}[{}] {}:{}-{}:{} {}",
            found["code"].as_str().unwrap(),
            start["line"],
            start["character"],
            end["line"],
            end["character"],
            found["message"].as_str().unwrap().replace('\n', " | "),
        )
    };
    diagnostics.iter().map(one).collect::<Vec<_>>().join("\n")
}
