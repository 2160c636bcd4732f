//! What authors have accepted, and what a part of the files can say about it.

use crate::story::Story;

/// What makes two owners of one set of pods an accepted thing.
const ACCEPTED: &str = "  # daemonlint: ignore[selector-overlap] shares its pods on purpose\n";

/// A DaemonSet of the pods `tier: edge`; `before` stands above its selector.
fn gate(name: &str, before: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: {name}, namespace: edge}}\nspec:\n\
         {before}  selector:\n    matchLabels: {{tier: edge}}\n  template:\n    metadata:\n      \
         labels: {{tier: edge}}\n    spec:\n      containers:\n        - name: {name}\n          \
         image: registry.example.com/{name}:3.1\n"
    )
}

/// How often each of the two rules speaks: of the overlap, and of what is suppressed in vain.
fn spoken(files: &[(&str, &str)], arguments: &str) -> (usize, usize) {
    let select = "selector-overlap,unused-suppression";
    let story = Story::new(files);
    let said = story.run(&format!("check --format short --select {select} {arguments}"));
    let count = |rule: &str| said.matches(&format!("[{rule}]")).count();
    (count("selector-overlap"), count("unused-suppression"))
}

#[test]
fn what_two_do_to_each_other_is_accepted_at_either() {
    let (plain, accepted) = (|name| gate(name, ""), |name| gate(name, ACCEPTED));
    for (first, second, expected) in [
        (plain("inner"), plain("outer"), (1, 0)),
        (accepted("inner"), plain("outer"), (0, 0)),
        (plain("inner"), accepted("outer"), (0, 0)),
        (accepted("inner"), accepted("outer"), (0, 0)),
    ] {
        let files = [("set/one.yaml", &*first), ("set/two.yaml", &*second)];
        assert_eq!(spoken(&files, "set"), expected, "{first}---\n{second}");
        let together = format!("{first}---\n{second}");
        assert_eq!(spoken(&[("both.yaml", &together)], "both.yaml"), expected, "{together}");
    }
}

#[test]
fn one_of_three_accepts_no_more_than_its_own_pairs() {
    let (first, second, third) = (gate("a", ACCEPTED), gate("b", ""), gate("c", ""));
    let files = [("set/a.yaml", &*first), ("set/b.yaml", &*second), ("set/c.yaml", &*third)];
    // The third one still takes the second one's pods.
    assert_eq!(spoken(&files, "set"), (1, 0));
}

#[test]
fn what_only_a_folder_can_show_is_not_unused_in_a_file() {
    let (accepted, other) = (gate("alone", ACCEPTED), gate("tag", "").replace("edge", "core"));
    let files = [("set/alone.yaml", &*accepted), ("set/other.yaml", &*other)];
    assert_eq!(spoken(&files, "set/alone.yaml"), (0, 0));
    assert_eq!(spoken(&files, "set/alone.yaml set/other.yaml"), (0, 0));
    assert_eq!(spoken(&files, "set"), (0, 1));
    // What the file alone shows is judged there.
    let tagged = gate("t", "  # daemonlint: ignore[revision-history-zero] slow\n");
    let story = Story::new(&[("t.yaml", &tagged)]);
    let said =
        story.run("check --format short --select revision-history-zero,unused-suppression t.yaml");
    assert!(said.contains("[unused-suppression]"), "{said}");
}

#[test]
fn an_annotation_of_the_pods_counts_for_the_object() {
    let annotation = "      annotations: {daemonlint.dev/ignore: image-tag-latest}\n      labels:";
    let latest = gate("late", "").replace(":3.1", ":latest");
    let accepted = latest.replace("      labels:", annotation);
    for (text, expected) in [
        (&*latest, ["[image-tag-latest]"].as_slice()),
        (&*accepted, &[]),
        (&*accepted.replace(":latest", ":3.2"), &["[unused-suppression]"]),
    ] {
        let story = Story::new(&[("late.yaml", text)]);
        let rules = "image-tag-latest,unused-suppression";
        let said = story.run(&format!("check --format short --select {rules} late.yaml"));
        for rule in ["[image-tag-latest]", "[unused-suppression]"] {
            assert_eq!(said.contains(rule), expected.contains(&rule), "{said}");
        }
    }
}
