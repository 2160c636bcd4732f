//! Arguments that can't be meant, and configs that can't be used.

use insta::assert_snapshot;

use crate::story::Story;

#[test]
fn a_misspelt_rule_ends_with_what_may_be_meant() {
    let story = Story::new(&[]);
    assert_snapshot!(story.run("check --select admision -"), @r"
    --- stderr
    error: no rule or category is called `admision`; did you mean `admission`?
    --- exit code 2
    ");
}

#[test]
fn a_path_that_is_not_there_is_said_and_the_rest_is_done() {
    let story = Story::new(&[("a.yaml", "# nothing\n")]);
    assert_snapshot!(story.run("check gone.yaml a.yaml"), @"
    1 file, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 empty
    --- stderr
    error: can't read gone.yaml: no such file or directory
    --- exit code 2
    ");
}

#[test]
fn a_plan_without_nodes_says_how_to_get_them() {
    let story = Story::new(&[]);
    assert_snapshot!(story.run("plan deploy"), @r"
    --- stderr
    error: a plan needs the nodes: kubectl get nodes -o json > nodes.json, then --nodes nodes.json
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --pods pods.json deploy"), @r"
    --- stderr
    error: --pods needs --nodes
    --- exit code 2
    ");
}

#[test]
fn a_wrong_config_is_pointed_at() {
    let story = Story::new(&[
        (".daemonlint.yaml", "select: [admission]\nfail_on: warning\n"),
        ("ok.yaml", "ignore: [hygeine]\n"),
        ("below/a.yaml", ""),
    ]);
    assert_snapshot!(story.run("check below"), @r"
    --- stderr
    error[config]: `fail_on` is not a field of a config; `fail-on` is
       ,-[.daemonlint.yaml:2:1]
     1 | select: [admission]
     2 | fail_on: warning
       : ^^^^^^^
       `----
      help: `daemonlint schema config` prints what this file may hold

    --- exit code 2
    ");
    assert_snapshot!(story.run("check --config ok.yaml below"), @r"
    --- stderr
    error[config]: no rule or category is called `hygeine`
       ,-[ok.yaml:1:10]
     1 | ignore: [hygeine]
       :          ^^^^^^^
       `----
      help: did you mean `hygiene`?

    --- exit code 2
    ");
    assert_snapshot!(story.run("check --config gone.yaml below"), @"
    --- stderr
    error: can't read gone.yaml: no such file or directory
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --isolated below"), @"
    1 file, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 empty
    --- stderr
    warning: no Kubernetes object in below
    ");
}

#[test]
fn the_schema_of_the_config_is_printed() {
    let schema = Story::new(&[]).run("config schema");
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn a_closed_pipe_is_quiet_and_a_full_disk_is_not() {
    let story = Story::new(&[]);
    let program = env!("CARGO_BIN_EXE_daemonlint");
    let shell = |script: &str| {
        let script = script.replace("daemonlint", program);
        let done = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
        String::from_utf8(done.stderr).unwrap()
    };
    assert_eq!(shell("daemonlint config schema | true"), "");
    assert_snapshot!(shell("daemonlint config schema > /dev/full"), @"error: can't write to standard output: No space left on device (os error 28)");
    drop(story);
}

#[test]
fn help_is_a_command_too() {
    let story = Story::new(&[]);
    assert_eq!(story.run("help plan"), story.run("plan --help"));
    assert_eq!(story.run("help"), story.run("--help"));
}
