//! The language server, driven over its pipes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a broken test may panic")]

mod answers;
mod client;
mod completion;
mod exceptions;
mod lifecycle;
mod storm;
mod unusual;
mod workspace;

use std::path::Path;

/// Writes files into a folder.
pub(crate) fn write(root: &Path, files: &[(&str, &str)]) {
    for (file, text) in files {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// A DaemonSet that nothing is wrong with but what a story puts in.
pub(crate) fn daemon_set(name: &str, pod: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {name}
  namespace: logging
spec:
  selector:
    matchLabels:
      app: {name}
  template:
    metadata:
      labels:
        app: {name}
    spec:
      nodeSelector:
        kubernetes.io/os: linux
{pod}      containers:
        - name: agent
          image: example.com/agent:1.2.3
          readinessProbe:
            httpGet: {{path: /, port: 8080}}
          resources:
            requests: {{cpu: 10m, memory: 20Mi}}
            limits: {{memory: 20Mi}}
"
    )
}

/// One of another name whose selector picks the pods of the first as well.
pub(crate) fn rival(name: &str, other: &str) -> String {
    daemon_set(name, "").replacen(&format!("name: {name}"), &format!("name: {other}"), 1)
}
