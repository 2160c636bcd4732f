//! Several reports of one run: each in its format, each to its place.

use insta::assert_snapshot;

use crate::story::Story;

const TURTLE: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: turtle}
spec:
  selector: {matchLabels: {app: turtle}}
  template:
    metadata: {labels: {app: tortoise}}
    spec: {containers: [{name: shell, image: registry.example.com/shell:v2}]}
";

const NODE: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
nodes:
  - allocatable: {cpu: 2, memory: 4Gi, pods: 20}
    nodes: [{names: pond}]
";

fn story() -> Story {
    Story::new(&[("turtle.yaml", TURTLE), ("pond.yaml", NODE)])
}

#[test]
fn one_check_writes_each_format_to_its_own_file() {
    let story = story();
    let arguments = "check --isolated --select selector-template-mismatch,admission turtle.yaml";
    assert_snapshot!(
        story.run(&format!("{arguments} --format short --output json=out.json --output pretty=out.txt")),
        @"
    turtle.yaml:5:33: error[selector-template-mismatch]: the selector wants `app=turtle`, the pod template says `tortoise`
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    1 fixable with --fix --unsafe-fixes
    --- exit code 1
    ");
    let json: serde_json::Value = serde_json::from_str(&story.read("out.json")).unwrap();
    // People hear once what programs are told twice.
    assert_eq!(json["diagnostics"].as_array().unwrap().len(), 2);
    assert_eq!(story.read("out.txt").matches("error[").count(), 1);
    story.run(&format!("{arguments} --output plain.txt --output short=lines.txt"));
    assert_eq!(story.read("plain.txt"), story.read("out.txt"));
    assert_eq!(story.read("lines.txt").lines().count(), 1);
}

#[test]
fn a_page_beside_the_table_shows_more_than_the_table() {
    let story = story();
    let alone = story.run("plan --nodes pond.yaml turtle.yaml");
    let both = story.run("plan --nodes pond.yaml turtle.yaml --output html=plan.html");
    assert_eq!(alone, both);
    assert_eq!(
        story.read("plan.html"),
        story.run("plan --nodes pond.yaml turtle.yaml --format html --quiet"),
    );
}

#[test]
fn what_can_not_be_written_is_said_before_anything_is_read() {
    let story = story();
    assert_snapshot!(story.run("check nowhere.yaml --output a.txt --output b.txt"), @r"
    --- stderr
    error: the report can go to one file; for others say in which format (--output json=FILE)
    --- exit code 2
    ");
    assert_snapshot!(story.run("check turtle.yaml --output short=a.txt --output json=a.txt"), @r"
    --- stderr
    error: two reports can't go to a.txt
    --- exit code 2
    ");
    assert_snapshot!(story.run("check turtle.yaml --output jsn=a.txt"), @r"
    --- stderr
    error: no format is called `jsn`; did you mean `json`? (for a file of that name: ./jsn=a.txt)
    --- exit code 2
    ");
    assert_snapshot!(story.run("check turtle.yaml --output table=t"), @r"
    --- stderr
    error: no format is called `table`; there are pretty, short, json, sarif, github, gitlab, junit, checkstyle, markdown, html (for a file of that name: ./table=t)
    --- exit code 2
    ");
    assert_snapshot!(story.run("check turtle.yaml --output short="), @r"
    --- stderr
    error: `short=` names no file
    --- exit code 2
    ");
    story.run("check turtle.yaml --format short --output ./a=b.txt");
    assert!(story.read("a=b.txt").contains("error[selector-template-mismatch]"));
}
