//! Some files of a folder: what a hook names, with the rest around it.

use insta::assert_snapshot;

use crate::story::Story;

const OTTER: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: otter, namespace: river}
spec:
  selector: {matchLabels: {app: otter}}
  template:
    metadata: {labels: {app: otter}}
    spec:
      containers: [{name: swim, image: registry.example.com/swim:v2}]
";

const BEAVER: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: beaver, namespace: river}
spec:
  selector: {matchLabels: {app: beaver}}
  template:
    metadata: {labels: {app: dam}}
    spec:
      containers: [{name: gnaw, image: registry.example.com/gnaw:v2}]
";

/// Two workloads that take each other's pods, far from each other, and others beside them.
fn story() -> Story {
    let heron = OTTER.replace("otter", "heron");
    Story::new(&[
        ("river/otter.yaml", OTTER),
        ("lake/pup.yaml", &OTTER.replace("name: otter", "name: pup")),
        ("river/heron.yaml", &heron),
        ("river/beaver.yaml", BEAVER),
        ("river/values.yaml", "depth: 3\n"),
    ])
}

const CHECK: &str = "check --isolated --select selector-template-mismatch,selector-overlap,admission \
                     --format short --quiet";

#[test]
fn a_finding_is_told_where_either_of_its_marks_is_in_a_named_file() {
    let story = story();
    let about = |file: &str| story.run(&format!("{CHECK} --workspace . {file}.yaml"));
    // Without the folder, neither knows of the other.
    assert_eq!(story.run(&format!("{CHECK} river/otter.yaml")), "");
    assert_snapshot!(about("river/otter"), @"river/otter.yaml:5:3: warning[selector-overlap]: the selector also takes the pods of DaemonSet `pup`, and the other way round");
    assert_eq!(about("river/otter"), about("lake/pup"));
    assert_eq!(about("river/heron"), "");
    assert_snapshot!(about("river/beaver"), @r"
    river/beaver.yaml:5:33: error[selector-template-mismatch]: the selector wants `app=beaver`, the pod template says `dam`
    --- exit code 1
    ");
}

#[test]
fn how_a_list_of_files_is_split_changes_nothing() {
    let story = story();
    let lines = |files: &str| {
        let seen = story.run(&format!("{CHECK} --workspace . {files}"));
        let lines = seen.lines().filter(|line| line.contains(": "));
        lines.map(str::to_owned).collect::<std::collections::BTreeSet<String>>()
    };
    let files = ["river/otter", "lake/pup", "river/heron", "river/beaver", "river/values"];
    let files = files.map(|file| format!("{file}.yaml"));
    let at_once = lines(&files.join(" "));
    assert!(at_once.len() >= 2, "{at_once:?}");
    let one_by_one = files.iter().flat_map(|file| lines(file)).collect();
    assert_eq!(at_once, one_by_one);
    let mut backwards = files.clone();
    backwards.reverse();
    assert_eq!(at_once, lines(&backwards.join(" ")));
}

#[test]
fn files_that_hold_nothing_are_passed_over_in_silence() {
    let story = story();
    assert_eq!(story.run("check --isolated --workspace . river/values.yaml"), "");
    assert_snapshot!(story.run("check --isolated --select admission --workspace . river/heron.yaml river/values.yaml"), @r"
    2 files, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    skipped: 1 without apiVersion and kind
    ");
}

#[test]
fn a_suppression_is_used_though_the_other_file_is_not_named() {
    let story = story();
    let accepted = OTTER.replace(
        "metadata: {name: otter",
        "metadata: {annotations: {daemonlint.dev/ignore: selector-overlap}, name: otter",
    );
    story.write("river/otter.yaml", &accepted);
    let select =
        "check --isolated --select selector-overlap,unused-suppression --format short --quiet";
    assert_eq!(story.run(&format!("{select} .")), "");
    assert_eq!(story.run(&format!("{select} --workspace . river/otter.yaml")), "");
    assert_eq!(story.run(&format!("{select} --workspace . lake/pup.yaml")), "");
}

#[test]
fn only_named_files_are_mended() {
    let story = Story::new(&[]);
    let text = OTTER.replace(
        "spec:\n      containers",
        "spec:\n      tolerations: [{key: a, operator: Exists, value: ''}]\n      containers",
    );
    let broken = text.replace("kind: DaemonSet", "kind: DaemonSet\nkind: DaemonSet");
    story.write("a.yaml", &broken);
    story.write("b.yaml", &broken.replace("otter", "heron"));
    story.run("check --isolated --fix --workspace . a.yaml");
    assert_eq!(story.read("b.yaml"), broken.replace("otter", "heron"));
}

#[test]
fn what_is_piped_stands_in_for_the_file_that_it_would_be() {
    let story = story();
    let piped = BEAVER.replace("dam", "beaver");
    let named = "check --isolated --select selector-template-mismatch --workspace . --quiet";
    let arguments = format!("{named} --stdin-filename river/beaver.yaml -");
    assert_eq!(story.run_on(&piped, &arguments), "");
    assert!(story.run_on(BEAVER, &arguments).contains("selector-template-mismatch"));
}

#[test]
fn the_config_is_the_folders() {
    let story = story();
    story.write(".daemonlint.yaml", "exclude: [river/beaver.yaml]\n");
    assert_eq!(story.run("check --workspace . river/beaver.yaml"), "");
}

#[cfg(unix)]
#[test]
fn what_can_not_be_read_fails_where_it_is_named_and_is_told_elsewhere() {
    let story = story();
    std::os::unix::fs::symlink("nowhere.yaml", story.folder().join("river/link.yaml")).unwrap();
    assert_snapshot!(story.run("check --isolated --select admission --workspace . --quiet river/heron.yaml"), @r"
    --- stderr
    warning: can't read ./river/link.yaml: no such file or directory (it may belong to what is checked)
    ");
    assert_snapshot!(story.run("check --isolated --workspace . river/gone.yaml"), @r"
    --- stderr
    error: can't read river/gone.yaml: no such file or directory
    warning: can't read ./river/link.yaml: no such file or directory (it may belong to what is checked)
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --workspace river/heron.yaml river/heron.yaml"), @r"
    --- stderr
    error: --workspace river/heron.yaml is no folder
    --- exit code 2
    ");
}
