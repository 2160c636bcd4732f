//! `--watch`: the real program over files that come, change and go, until a signal ends it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any round takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watching process, and the lines that it writes.
struct Watching {
    process: Child,
    lines: Receiver<String>,
}

/// What a round says: its lines until it waits again.
fn start(folder: &Path, arguments: &[&str]) -> Watching {
    start_with(folder, arguments, "")
}

/// The same with programs on the path.
fn start_with(folder: &Path, arguments: &[&str], path: &str) -> Watching {
    let mut process = Command::new(env!("CARGO_BIN_EXE_daemonlint"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, lines) = channel();
    let streams: [Box<dyn std::io::Read + Send>; 2] =
        [Box::new(process.stdout.take().unwrap()), Box::new(process.stderr.take().unwrap())];
    for stream in streams {
        let sender = sender.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
    }
    Watching { process, lines }
}

impl Watching {
    /// Waits for the end of a round; gives its findings, sorted, and what was watched.
    fn round(&mut self) -> String {
        let mut said = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap();
            let is_last = line.starts_with("watching ");
            if line.contains(": error[") || line.contains("error: ") || is_last {
                said.push(line);
            }
            if is_last {
                // The other stream may be behind.
                while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(100)) {
                    if line.contains(": error[") {
                        said.push(line);
                    }
                }
                said.sort();
                return said.join("\n");
            }
        }
    }

    /// Ends it as Ctrl-C does; gives its exit code.
    fn interrupt(&mut self) -> Option<i32> {
        let kill = format!("kill -INT {}", self.process.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        self.process.wait().unwrap().code()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn claim(name: &str) -> String {
    format!("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n")
}

#[test]
fn files_that_come_change_and_go_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file("a.yaml", &claim("fine"));
    let mut watching = start(folder.path(), &["check", "--watch", "--format", "short", "."]);
    insta::assert_snapshot!(watching.round(), @"watching 1 file; Ctrl-C ends");
    file("a.yaml", &claim("Not_Fine"));
    insta::assert_snapshot!(watching.round(), @r"
    ./a.yaml:4:9: error[admission-invalid]: metadata.name: `Not_Fine` must have only lower-case letters, digits, `-` and `.`, and each part between dots must start and end with a letter or a digit, as in `not-fine`
    watching 1 file; Ctrl-C ends
    ");
    file("b.yaml", &claim("B"));
    let both = watching.round();
    assert_eq!(both.matches("error[").count(), 2, "{both}");
    std::fs::remove_file(folder.path().join("a.yaml")).unwrap();
    let left = watching.round();
    assert!(left.contains("b.yaml:4:9") && !left.contains("a.yaml"), "{left}");
    // A config counts from when it is there, and what is wrong with it ends nothing.
    file(".daemonlint.yaml", "ignore: [admission]\n");
    assert_eq!(watching.round(), "watching 2 files; Ctrl-C ends");
    file(".daemonlint.yaml", "ignroe: [admission]\n");
    let wrong = watching.round();
    assert!(wrong.contains("watching 2 files"), "{wrong}");
    file(".daemonlint.yaml", "");
    assert!(watching.round().contains("error[admission-invalid]"));
    assert_eq!(watching.interrupt(), Some(1));
}

#[test]
fn a_plan_is_made_again_when_its_nodes_change() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file("agent.yaml", &daemon_set());
    let nodes = |number: usize| {
        format!(
            "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools:\n  - name: worker\n    count: {number}\n"
        )
    };
    file("nodes.yaml", &nodes(3));
    file(".daemonlint.yaml", "nodes: nodes.yaml\n");
    let mut watching = start(folder.path(), &["plan", "--watch", "agent.yaml"]);
    let first = watching.lines.recv_timeout(PATIENCE).unwrap();
    assert!(first.contains("3 of 3 nodes"), "{first}");
    assert_eq!(watching.round(), "watching 3 files; Ctrl-C ends");
    file("nodes.yaml", &nodes(5));
    let next: Vec<String> = std::iter::from_fn(|| watching.lines.recv_timeout(PATIENCE).ok())
        .take_while(|line| !line.starts_with("watching"))
        .collect();
    let next = next.join("\n");
    assert!(next.contains("changed: nodes.yaml") && next.contains("5 of 5 nodes"), "{next}");
    assert_eq!(watching.interrupt(), Some(0));
}

#[test]
fn a_commit_counts_where_a_revision_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let git = |arguments: &[&str]| {
        let name = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let mut command = Command::new("git");
        let done = command.args(name).args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    file("deploy/agent.yaml", &daemon_set());
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    file("deploy/agent.yaml", &daemon_set().replace("app: agent", "app: other"));
    let path = std::env::var("PATH").unwrap_or_default();
    let arguments = ["check", "--watch", "--against", "git:HEAD", "--format", "short", "deploy"];
    let mut watching = start_with(folder.path(), &arguments, &path);
    let first = watching.round();
    assert!(first.contains("error[selector-changed]"), "{first}");
    git(&["commit", "-qam", "two"]);
    let next = watching.round();
    assert!(!next.contains("error["), "{next}");
    assert_eq!(watching.interrupt(), Some(0));
}

fn daemon_set() -> String {
    "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\nspec:\n  selector:\n    \
     matchLabels: {app: agent}\n  template:\n    metadata:\n      labels: {app: agent}\n    spec:\n      \
     containers:\n        - {name: agent, image: example.com/agent:1}\n"
        .to_owned()
}

#[test]
fn what_can_be_read_once_alone_is_not_watched() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, why) in [
        (&["check", "--watch", "-"][..], "standard input is none"),
        (&["check", "--watch", "--fix", "."], "cannot be used with"),
        (&["plan", "--watch", "--nodes", "-", "."], "standard input is none"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_daemonlint"));
        let ended = command.args(arguments).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.code() == Some(2) && said.contains(why), "{said}");
    }
}
