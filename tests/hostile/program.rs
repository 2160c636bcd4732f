//! The program with bounds: of time, and of memory.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Addresses, in KiB: far more than any run here touches, far less than what never ends would.
const MEMORY: &str = "3000000";

/// Seconds, on a busy machine.
const TIME: &str = "120";

pub const DAEMON_SET: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: relay, namespace: ops}
spec:
  selector: {matchLabels: {app: relay}}
  template:
    metadata: {labels: {app: relay}}
    spec:
      nodeSelector: {kubernetes.io/os: linux}
      containers:
        - name: relay
          image: registry.example.com/relay:2.1.0
          resources: {requests: {cpu: 10m, memory: 16Mi}}
";

pub const NODES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools: [{name: worker, count: 2, labels: {kubernetes.io/os: linux}}]
";

/// How the program ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A folder with a DaemonSet and nodes.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("relay.yaml"), DAEMON_SET).unwrap();
    fs::write(folder.path().join("nodes.yml"), NODES).unwrap();
    folder
}

/// The program in a folder, with the words that a shell makes of a line; `$D` is the program.
pub fn shell(folder: &Path, line: &str) -> Ended {
    let script = format!("ulimit -v {MEMORY}; {line}");
    end(Command::new("timeout").args([TIME, "bash", "-c", &script]).current_dir(folder))
}

/// The program in a folder.
pub fn run<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Ended {
    let script = format!("ulimit -v {MEMORY}; exec \"$D\" \"$@\"");
    let mut command = Command::new("timeout");
    command.args([TIME, "bash", "-c", &script, "daemonlint"]).args(arguments);
    end(command.current_dir(folder))
}

fn end(command: &mut Command) -> Ended {
    let output = command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("D", env!("CARGO_BIN_EXE_daemonlint"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(!err.contains("panicked"), "{err}");
    Ended { code: output.status.code(), out, err }
}
