//! What was found before is not told again.

use std::fs::remove_file;

use insta::assert_snapshot;

use crate::exceptions::agent;
use crate::story::Story;

const SELECT: &str = "select: [image-tag-latest, no-memory-limit]\n";

fn project() -> Story {
    Story::new(&[
        (".daemonlint.yaml", SELECT),
        ("deploy/agent.yaml", &agent("agent", "")),
        ("deploy/probe.yaml", &agent("probe", "")),
    ])
}

/// Two documents in one file.
fn both(first: &str, second: &str) -> String {
    format!("{first}---\n{second}")
}

#[test]
fn a_baseline_holds_what_was_found() {
    let story = project();
    assert_snapshot!(story.run("baseline --output known.json deploy"), @"
    --- stderr
    wrote known.json: 2 findings in 2 files; `daemonlint check --baseline known.json` tells what is new from now on
    ");
    assert_snapshot!(story.read("known.json"), @r#"
    {"version": 1, "findings": [
      {"field":"spec.template.spec.containers[name=main].image","file":"deploy/agent.yaml","message":"`registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version","object":"DaemonSet/ops/agent","rule":"image-tag-latest"},
      {"field":"spec.template.spec.containers[name=main].image","file":"deploy/probe.yaml","message":"`registry.example.com/probe:latest` is whatever was pushed last: nodes that join later may run another version","object":"DaemonSet/ops/probe","rule":"image-tag-latest"}
    ]}
    "#);
    let check = "check --format short --baseline known.json deploy";
    assert_snapshot!(story.run(check), @"
    --- stderr
    2 files, 2 objects, 2 DaemonSets: nothing found (2 in the baseline) in N ms (Kubernetes 1.37)
    ");
    // Lines come and go, documents change places, elements of lists too.
    let other = "        - name: other\n          image: registry.example.com/other:1.2\n          resources: {limits: {memory: 1Mi}}\n";
    let agent =
        agent("agent", "").replace("      containers:\n", &format!("      containers:\n{other}"));
    story.write("deploy/agent.yaml", &format!("# one\n# two\n{agent}"));
    let seen = story.run(check);
    assert!(seen.contains("(2 in the baseline)") && !seen.contains("[image-tag-latest]"), "{seen}");
    // Another one of the same kind is new.
    let second = "        - name: second\n          image: registry.example.com/second:latest\n          resources: {limits: {memory: 1Mi}}\n";
    story.write("deploy/agent.yaml", &format!("{agent}{second}"));
    assert_snapshot!(story.run(check), @"
    deploy/agent.yaml:22:18: warning[image-tag-latest]: `registry.example.com/second:latest` is whatever was pushed last: nodes that join later may run another version
    --- stderr
    2 files, 2 objects, 2 DaemonSets: 1 warning (2 in the baseline) in N ms (Kubernetes 1.37)
    ");
    // What is mended is counted.
    story.write("deploy/agent.yaml", &agent.replace(":latest", ":1.2"));
    assert_snapshot!(story.run(check), @"
    --- stderr
    2 files, 2 objects, 2 DaemonSets: nothing found (1 in the baseline) in N ms (Kubernetes 1.37)
    1 of the baseline's findings is gone: run `daemonlint baseline` again
    ");
    let one = "check --format short --baseline known.json deploy/probe.yaml";
    assert!(!story.run(one).contains("gone"), "other files were not read");
    let other = "check --format short --select no-memory-limit --baseline known.json deploy";
    assert!(!story.run(other).contains("gone"), "another rule ran");
}

#[test]
fn a_file_that_moved_brings_nothing_new() {
    let story = project();
    story.run("baseline --output known.json deploy");
    remove_file(story.folder().join("deploy/agent.yaml")).unwrap();
    remove_file(story.folder().join("deploy/probe.yaml")).unwrap();
    story.write("deploy/all.yaml", &both(&agent("probe", ""), &agent("agent", "")));
    let check = "check --format short --baseline known.json deploy";
    assert_snapshot!(story.run(check), @"
    --- stderr
    1 file, 2 objects, 2 DaemonSets: nothing found (2 in the baseline) in N ms (Kubernetes 1.37)
    ");
    story.write("deploy/all.yaml", &both(&agent("probe", ""), &agent("other", "")));
    assert_snapshot!(story.run(check), @"
    deploy/all.yaml:34:18: warning[image-tag-latest]: `registry.example.com/other:latest` is whatever was pushed last: nodes that join later may run another version
    --- stderr
    1 file, 2 objects, 2 DaemonSets: 1 warning (1 in the baseline) in N ms (Kubernetes 1.37)
    1 of the baseline's findings is gone: run `daemonlint baseline` again
    ");
}

#[test]
fn the_config_names_the_baseline() {
    let story = project();
    story.write(".daemonlint.yaml", &format!("{SELECT}baseline: known.json\n"));
    assert_snapshot!(story.run("check deploy"), @"
    --- stderr
    error[config]: can't read known.json: no such file or directory
       ,-[.daemonlint.yaml:2:11]
     1 | select: [image-tag-latest, no-memory-limit]
     2 | baseline: known.json
       :           ^^^^^^^^^^
       `----
      help: `daemonlint baseline PATH…` writes it

    --- exit code 2
    ");
    assert_snapshot!(story.run("baseline deploy"), @"
    --- stderr
    wrote known.json: 2 findings in 2 files; `daemonlint check` tells what is new from now on
    ");
    let seen = story.run("check --format short .");
    assert!(seen.contains("nothing found (2 in the baseline)"), "{seen}");
    assert_eq!(story.run("baseline deploy"), story.run("baseline deploy"), "it is written again");
    story.write("known.json", "{\"version\": 1, \"finding\": []}\n");
    assert_snapshot!(story.run("check deploy"), @r#"
    --- stderr
    error[baseline]: `finding` is not a field of a baseline; `findings` is
       ,-[known.json:1:16]
     1 | {"version": 1, "finding": []}
       :                ^^^^^^^^^
       `----
      help: `daemonlint baseline PATH… --output FILE` writes a new one

    --- exit code 2
    "#);
    assert_snapshot!(story.run("baseline --output deploy/agent.yaml deploy"), @"
    --- stderr
    error: deploy/agent.yaml is there and is no baseline: nothing is written
    --- exit code 2
    ");
}

#[test]
fn since_a_revision_only_what_is_new_is_told() {
    let story = project();
    story.git("init -q");
    story.git("add -A");
    story.git("commit -q -m before");
    let check = "check --format short --since git:HEAD deploy";
    assert_snapshot!(story.run(check), @"
    --- stderr
    2 files, 2 objects, 2 DaemonSets: nothing found (2 there before) in N ms (Kubernetes 1.37)
    ");
    story.write("deploy/new.yaml", &format!("# new\n{}", agent("new", "")));
    story.write("deploy/agent.yaml", &format!("# line\n{}", agent("agent", "")));
    story.git("mv deploy/probe.yaml deploy/moved.yaml");
    assert_snapshot!(story.run(check), @"
    deploy/new.yaml:17:18: warning[image-tag-latest]: `registry.example.com/new:latest` is whatever was pushed last: nodes that join later may run another version
    --- stderr
    3 files, 3 objects, 3 DaemonSets: 1 warning (2 there before) in N ms (Kubernetes 1.37)
    ");
    let below = "check --quiet --format short --since git:HEAD deploy/new.yaml";
    assert!(story.run(below).contains("new.yaml:17:18"));
    assert_snapshot!(story.run("check --since HEAD deploy"), @"
    --- stderr
    error: --since takes a revision: git:HEAD
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --since git:gone deploy"), @"
    --- stderr
    error: git knows no revision `gone`
    --- exit code 2
    ");
}
