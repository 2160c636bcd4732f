use std::sync::Arc;

use super::*;
use crate::manifest::Reading;
use crate::rules::index::PodIndex;
use crate::source::{SourceFile, Sources};

/// Workloads of one label: some of one selector, some that ask for more, some on nodes of their own,
/// some twice.
fn text() -> String {
    let one = |number: usize| {
        let kind = if number.is_multiple_of(3) { "Deployment" } else { "DaemonSet" };
        let name = number % 29;
        let labels = match number % 4 {
            0 | 1 => "app: a".to_owned(),
            2 => "app: a, part: b".to_owned(),
            _ => format!("app: a, part: p{}", number % 5),
        };
        let selector = if number % 4 == 3 { "app: a" } else { labels.as_str() };
        let selector = if number.is_multiple_of(7) {
            format!("&s {{{selector}}}")
        } else {
            format!("{{{selector}}}")
        };
        let pool = if number % 6 == 5 {
            format!("      nodeSelector: {{pool: p{number}}}\n")
        } else {
            String::new()
        };
        format!(
            "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: w{name}, namespace: infra}}\nspec:\n  selector:\n    \
             matchLabels: {selector}\n  template:\n    metadata:\n      labels: {{{labels}}}\n    spec:\n{pool}      \
             containers: [{{name: a, image: a:1}}]\n"
        )
    };
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: infra, labels: {app: a}}\nspec: {containers: \
               [{name: a, image: a:1}]}\n";
    let all: Vec<String> = (0..60).map(one).chain([pod.to_owned()]).collect();
    all.join("---\n")
}

#[test]
fn many_are_told_as_few_would_be() {
    let reading = Reading::of(&Sources::of([Arc::new(SourceFile::new("a.yaml", text()))]));
    let index = PodIndex::new(&reading.workspace);
    let mut found = 0;
    for manifest in reading.workspace.bringing_pods() {
        let own = Workload::of(manifest).unwrap();
        let Some(selector) = own.pods.selector else { continue };
        let names = |all: Vec<Workload<'_>>| -> Vec<String> {
            all.iter().map(|one| format!("{:?}", one.manifest.id())).collect()
        };
        let Some(rivals) = index.rivals("infra", selector) else { continue };
        let many = names(told_of_many(&own, selector, &rivals));
        let selected =
            index.selected("infra", selector).filter(|other| !is_namesake(manifest, other));
        assert_eq!(many, names(told(&own, selected)), "{:?}", manifest.id());
        found += many.len();
    }
    assert!(found > 50, "{found}");
}
