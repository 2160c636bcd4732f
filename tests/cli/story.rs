//! A folder with files, and the program run in it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A DaemonSet that nothing is wrong with.
pub const AGENT: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: ops}
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      containers:
        - name: agent
          image: quay.io/example/agent:v1
";

/// A folder with files that a test tells a story of.
pub struct Story {
    folder: TempDir,
    environment: Vec<(String, String)>,
    /// Where the program is started, seen from the folder.
    place: String,
}

impl Story {
    /// A folder with these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let story = Self {
            folder: tempfile::tempdir().unwrap(),
            environment: Vec::new(),
            place: String::new(),
        };
        for (path, text) in files {
            story.write(path, text);
        }
        story
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What a file holds.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder().join(path)).unwrap()
    }

    /// Sets a variable of the environment.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Goes to a folder below.
    pub fn go(&mut self, place: &str) {
        place.clone_into(&mut self.place);
    }

    /// Runs git in the folder.
    pub fn git(&self, arguments: &str) {
        let done = Command::new("git")
            .current_dir(self.folder())
            .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
            .args(arguments.split(' '))
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// Runs the program on these words, and shows what comes out: standard output, then standard
    /// error, then the exit code where it is not 0.
    pub fn run(&self, arguments: &str) -> String {
        self.run_on("", arguments)
    }

    /// The same with this on standard input.
    pub fn run_on(&self, stdin: &str, arguments: &str) -> String {
        let output = self.output(stdin, arguments);
        let mut seen = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.stderr.is_empty() {
            seen.push_str("--- stderr\n");
            seen.push_str(&String::from_utf8_lossy(&output.stderr));
        }
        if !output.status.success() {
            seen.push_str(&format!("--- exit code {:?}\n", output.status.code().unwrap()));
        }
        timeless(&seen)
    }

    /// What the program gives to whoever started it.
    pub fn output(&self, stdin: &str, arguments: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_daemonlint"))
            .args(arguments.split_whitespace())
            .current_dir(self.folder().join(&self.place))
            .env_clear()
            // For git.
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(self.environment.iter().cloned())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that doesn't read its input may be gone before it is written.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        child.wait_with_output().unwrap()
    }
}

/// What was seen without the time it took.
pub fn timeless(seen: &str) -> String {
    let mut result = String::with_capacity(seen.len());
    for line in seen.split_inclusive('\n') {
        let timed = line.rsplit_once(" in ").filter(|(_, time)| {
            let (time, _) = time.split_once(" (").unwrap_or((time.trim_end(), ""));
            time.split_once(' ').is_some_and(|(number, unit)| {
                number.parse::<f64>().is_ok() && matches!(unit, "ms" | "s")
            })
        });
        match timed {
            Some((before, time)) => {
                let rest = time.find(" (").map_or("\n", |at| &time[at..]);
                result.push_str(&format!("{before} in N ms{rest}"));
            }
            None => result.push_str(line),
        }
    }
    result
}
