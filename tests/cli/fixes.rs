//! What fixes change, and what they leave alone.

use daemonlint::internals::source::{Edit, Span, edit};
use insta::assert_snapshot;
use serde_json::Value;

use crate::story::Story;

/// An agent whose node selector is what an annotation's text stands for, too.
const SHARED: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: collector
  annotations: &linux # read by the inventory script
    beta.kubernetes.io/os: linux
spec:
  selector:
    matchLabels: {app: collector}
  template:
    metadata:
      labels: {app: collector}
    spec:
      nodeSelector: *linux # the same nodes
      containers:
        - name: collector
          image: registry.example/collector:2.4
";

/// The fixes that a check offers for a text of one file.
fn fixes(story: &Story, text: &str, rule: &str) -> Vec<Vec<Edit>> {
    let output = story.output(text, &format!("check --isolated --select {rule} --format json -"));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let byte = |range: &Value, end: &str| range[end]["byte"].as_u64().unwrap() as u32;
    let edit = |edit: &Value| {
        let span = Span::new(byte(&edit["span"], "start"), byte(&edit["span"], "end"));
        Edit::replace(span, edit["text"].as_str().unwrap())
    };
    let fixes = report["diagnostics"].as_array().unwrap().iter().flat_map(|d| {
        d["fixes"].as_array().into_iter().flatten().map(|fix| fix["edits"].as_array().unwrap())
    });
    fixes.map(|edits| edits.iter().map(edit).collect()).collect()
}

#[test]
fn what_an_alias_repeats_stays_as_it_is_elsewhere() {
    let fixes = fixes(&Story::new(&[]), SHARED, "deprecated-node-label");
    let [fix] = fixes.as_slice() else { panic!("{fixes:?}") };
    assert_snapshot!(edit::apply(SHARED, fix), @r"
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: collector
      annotations: &linux # read by the inventory script
        beta.kubernetes.io/os: linux
    spec:
      selector:
        matchLabels: {app: collector}
      template:
        metadata:
          labels: {app: collector}
        spec:
          nodeSelector: # the same nodes
            kubernetes.io/os: linux
          containers:
            - name: collector
              image: registry.example/collector:2.4
    ");
}
