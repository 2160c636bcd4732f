//! The rules, listed and explained.

use insta::assert_snapshot;

use crate::story::Story;

#[test]
fn rules_are_listed_by_category() {
    let story = Story::new(&[]);
    assert_snapshot!(story.run("rules --select admission"), @"
    admission
      error    admission-decode   The API server can't read the object (fixable)
      error    admission-strict   A field that the API doesn't know, or one that appears twice (fixable, in part with --unsafe-fixes)
      error    admission-invalid  The API server's validation refuses a field
      warning  admission-warning  The API server takes the object with a warning
      error    admission-policy   A policy of the cluster refuses the object or its pods
    ");
    let json = story.run("rules --format json");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_snapshot!(value[0], @r#"
    {"category":"admission","default":true,"fixable":"safe","id":"admission-decode","inTests":null,"needsInventory":false,"reference":"https://kubernetes.io/docs/concepts/overview/working-with-objects/","scope":"object","severity":"error","title":"The API server can't read the object"}
    "#);
}

#[test]
fn a_rule_is_explained() {
    let story = Story::new(&[]).with("COLUMNS", "70");
    let page = story.run("explain admission-strict");
    let (head, tail) = (page.lines().take(12), page.lines().rev().take(4));
    assert_snapshot!(head.collect::<Vec<_>>().join("\n"), @"
    admission-strict  error · admission · fixable, in part with --unsafe-fixes
    A field that the API doesn't know, or one that appears twice

    Why
      Under strict field validation, for which kubectl asks, the API
      server refuses an object with a field that it doesn't know. Clients
      that don't ask for it (older kubectl, some controllers) have the
      field dropped without a word: the object then runs without what was
      written. Names are case-sensitive: `hostnetwork` is not
      `hostNetwork`.

      Of a key that appears twice, kubectl and Helm send the last one
    ");
    assert_snapshot!(tail.collect::<Vec<_>>().join("\n"), @r"
      daemonlint.dev/ignore: admission-strict            an annotation, for the whole object
      # daemonlint: ignore[admission-strict] the reason  in the line, or above it
    To accept a finding
    ");
    let seen = story.run("explain tolrates");
    assert!(seen.contains("`tolerates`") && seen.contains("tolerates-everything"), "{seen}");
    assert_snapshot!(story.run("explain admission-strickt"), @r"
    --- stderr
    error: no rule or category is called `admission-strickt`; did you mean `admission-strict`?
    --- exit code 2
    ");
}

#[test]
fn a_category_is_explained_rule_by_rule() {
    let page = Story::new(&[]).run("explain admission");
    for rule in ["admission-decode", "admission-strict", "admission-invalid", "admission-warning"] {
        assert!(page.lines().any(|line| line.starts_with(rule)), "{rule}");
    }
}
