//! Manifests of any size.

use std::fmt::Write;

/// Numbers that look random, and are the same every time.
#[derive(Debug)]
pub struct Numbers(u64);

impl Numbers {
    pub const fn new() -> Self {
        Self(0x2545_f491_4f6c_dd1d)
    }

    pub const fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A name that no other of the run has.
    pub fn name(&mut self, number: usize) -> String {
        format!("{}-{number}", ["agent", "probe", "relay", "store"][(self.next() % 4) as usize])
    }
}

/// A text that stands once for each number.
pub fn each(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

/// An object in as few words as it takes.
pub fn object(version: &str, kind: &str, name: &str, rest: &str) -> String {
    format!(
        "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: {name}, namespace: tools}}\n{rest}---\n"
    )
}

/// A DaemonSet, of which its parts may be as long as is asked.
#[derive(Clone, Debug, Default)]
pub struct DaemonSet {
    /// Lines of `metadata`.
    pub metadata: String,
    /// Lines of the pods' spec.
    pub pod: String,
    /// Lines of the container.
    pub container: String,
    /// Containers beside it.
    pub containers: String,
}

impl DaemonSet {
    pub fn text(&self, name: &str) -> String {
        let Self { metadata, pod, container, containers } = self;
        let mut text = String::new();
        write!(
            text,
            "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {name}
  namespace: tools
  labels: {{app: {name}}}
{metadata}spec:
  selector:
    matchLabels: {{app: {name}}}
  template:
    metadata:
      labels: {{app: {name}}}
    spec:
{pod}      containers:
        - name: main
          image: registry.example/{name}:latest
{container}{containers}---
"
        )
        .unwrap_or_default();
        text
    }
}
