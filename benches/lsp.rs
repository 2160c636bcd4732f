//! How long an editor waits from an edit to its diagnostics: `cargo bench --bench lsp`.
//!
//! The real program over pipes, a file of 2,000 lines, an inventory of 5,000 nodes; each edit is one
//! character, and the next one comes when the diagnostics of its version are there. Then the same in a
//! folder with 200 more files of that size.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may break off, and prints")]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const LINES: usize = 2_000;
const POOLS: usize = 50;
const NODES_OF_A_POOL: usize = 100;
const EDITS: usize = 400;

/// DaemonSets of about forty lines each, until there are enough lines.
fn manifests() -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.lines().count() < LINES {
        let pool = number % POOLS;
        write!(
            text,
            "---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent-{number}
  namespace: ops
  labels:
    app.kubernetes.io/name: agent-{number}
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: agent-{number}
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 10%
  template:
    metadata:
      labels:
        app.kubernetes.io/name: agent-{number}
    spec:
      priorityClassName: system-node-critical
      nodeSelector:
        kubernetes.io/os: linux
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - key: pool
                    operator: NotIn
                    values: [pool-{pool}]
      tolerations:
        - key: dedicated
          operator: Exists
          effect: NoSchedule
      containers:
        - name: agent
          image: registry.example.com/ops/agent-{number}:v1.2.{number}
          args: [\"--level=info\"]
          ports:
            - name: metrics
              containerPort: 9100
          readinessProbe:
            httpGet: {{path: /ready, port: metrics}}
          resources:
            requests: {{cpu: 20m, memory: 32Mi}}
            limits: {{memory: 64Mi}}
          volumeMounts:
            - name: state
              mountPath: /var/lib/agent
      volumes:
        - name: state
          emptyDir: {{}}
"
        )
        .unwrap();
        number += 1;
    }
    text
}

fn inventory() -> String {
    let mut text = "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools:\n".to_owned();
    for pool in 0..POOLS {
        let taints = if pool % 5 == 0 { "[\"dedicated=batch:NoSchedule\"]" } else { "[]" };
        write!(
            text,
            "  - name: pool-{pool}\n    count: {NODES_OF_A_POOL}\n    labels: {{kubernetes.io/os: \
             linux, pool: pool-{pool}, topology.kubernetes.io/zone: zone-{}}}\n    taints: {taints}\n    \
             allocatable: {{cpu: {}, memory: 14Gi, pods: 110}}\n",
            pool % 3,
            2 + pool % 4,
        )
        .unwrap();
    }
    text
}

struct Server {
    input: std::process::ChildStdin,
    output: BufReader<std::process::ChildStdout>,
}

impl Server {
    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let length = line.strip_prefix("Content-Length: ").unwrap().trim().parse().unwrap();
        self.output.read_line(&mut line).unwrap();
        let mut body = vec![0; length];
        std::io::Read::read_exact(&mut self.output, &mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// Waits for the diagnostics of a version, and counts them.
    fn diagnostics(&mut self, version: usize) -> usize {
        loop {
            let message = self.next();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["version"] == version
            {
                return message["params"]["diagnostics"].as_array().unwrap().len();
            }
        }
    }
}

/// A place of an edit, and the characters that are put there and taken away again.
struct Spot {
    what: &'static str,
    line: usize,
    column: usize,
}

/// One place of each kind in the middle of the text.
fn spots(text: &str) -> Vec<Spot> {
    let lines: Vec<&str> = text.lines().collect();
    let find = |what, word: &str| {
        let line = (lines.len() / 2..lines.len()).find(|line| lines[*line].contains(word)).unwrap();
        Spot { what, line, column: lines[line].find(word).unwrap() + word.len() }
    };
    vec![
        find("image", "image: registry.example.com"),
        find("nodeSelector", "kubernetes.io/os: linux"),
        find("affinity", "values: [pool-"),
        find("broken YAML", "operator: Exists"),
        find("requests", "cpu: 20"),
        find("field name", "priorityClassName"),
    ]
}

fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted[place].as_secs_f64() * 1000.0
}

/// What is open in a folder of many files.
const FILES_BESIDE: usize = 200;

fn main() {
    println!("a file of its own:");
    edit(0);
    println!("\nthe same beside {FILES_BESIDE} others:");
    edit(FILES_BESIDE);
}

/// Edits a file beside others like it, and tells how long each edit takes.
fn edit(beside: usize) {
    let folder = tempfile::tempdir().unwrap();
    let (text, root) = (manifests(), folder.path().display().to_string());
    std::fs::write(folder.path().join("agents.yaml"), &text).unwrap();
    std::fs::write(folder.path().join("nodes.yaml"), inventory()).unwrap();
    for number in 0..beside {
        let other = text.replace("agent-", &format!("agent-of-{number}-"));
        std::fs::write(folder.path().join(format!("beside-{number}.yaml")), other).unwrap();
    }
    let mut process = Command::new(env!("CARGO_BIN_EXE_daemonlint"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input = process.stdin.take().unwrap();
    let output = BufReader::new(process.stdout.take().unwrap());
    let mut server = Server { input, output };
    let uri = format!("file://{root}/agents.yaml");
    let capabilities = json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
        "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
    });
    server.send(&json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "rootUri": format!("file://{root}"), "capabilities": capabilities,
        "initializationOptions": {"nodes": "nodes.yaml"},
    }}));
    server.tell("initialized", json!({}));
    let item = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
    let started = Instant::now();
    server.tell("textDocument/didOpen", json!({"textDocument": item}));
    let found = server.diagnostics(1);
    println!(
        "{} lines, {} nodes, {found} findings; first diagnostics after {:.1} ms",
        text.lines().count(),
        POOLS * NODES_OF_A_POOL,
        started.elapsed().as_secs_f64() * 1000.0
    );

    let spots = spots(&text);
    let mut all = Vec::new();
    let mut by_spot: Vec<Vec<Duration>> = spots.iter().map(|_| Vec::new()).collect();
    for edit in 0..EDITS {
        let place = (edit / 2) % spots.len();
        let spot = &spots[place];
        let typed = if spot.what == "broken YAML" { "[" } else { "1" };
        let start = json!({"line": spot.line, "character": spot.column});
        let (end, new) = match edit % 2 {
            0 => (start.clone(), typed),
            _ => (json!({"line": spot.line, "character": spot.column + 1}), ""),
        };
        let version = edit + 2;
        let began = Instant::now();
        server.tell(
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"range": {"start": start, "end": end}, "text": new}],
            }),
        );
        server.diagnostics(version);
        by_spot[place].push(began.elapsed());
        all.push(began.elapsed());
    }
    let rows = spots.iter().map(|spot| spot.what).zip(&mut by_spot).chain([("all", &mut all)]);
    println!("{:<14}{:>9}{:>9}{:>9}{:>9}  ms", "edit of", "p50", "p90", "p99", "max");
    for (what, times) in rows {
        times.sort_unstable();
        let [p50, p90, p99, most] = [50, 90, 99, 100].map(|percent| percentile(times, percent));
        println!("{what:<14}{p50:>9.1}{p90:>9.1}{p99:>9.1}{most:>9.1}");
    }
    server.tell("exit", Value::Null);
    process.wait().unwrap();
}
