//! What a project's config file changes.

use insta::assert_snapshot;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

/// A project whose manifest the API server takes with a warning, and another that it refuses.
fn project(config: &str) -> Story {
    let old_label = SHIPPER.replace("kubernetes.io/os", "beta.kubernetes.io/os");
    Story::new(&[
        (".daemonlint.yaml", config),
        ("deploy/shipper.yaml", &old_label),
        ("deploy/broken/refused.yaml", &refused()),
        ("inventory/nodes.json", &nodes()),
    ])
}

const CHECK: &str = "check --format short deploy";

#[test]
fn the_config_selects_excludes_and_weighs() {
    let config = "select: [admission]\nexclude: [broken]\nfail-on: warning\n";
    assert_snapshot!(project(config).run(CHECK), @r#"
    deploy/shipper.yaml:14:32: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    --- exit code 1
    "#);
    let config = "select: [admission]\nexclude: [broken]\nseverity: {admission-warning: error}\n";
    assert_snapshot!(project(config).run(CHECK), @r#"
    deploy/shipper.yaml:14:32: error[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    "#);
    let config = "select: [admission]\nexclude: [broken]\nseverity: {admission-warning: off}\n";
    assert_snapshot!(project(config).run(CHECK), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn arguments_come_before_the_config() {
    let config = "select: [hygiene]\nfail-on: info\n";
    assert_snapshot!(project(config).run("check --format short --select admission --ignore admission-warning deploy"), @"
    deploy/broken/refused.yaml:23:25: error[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    --- stderr
    2 files, 2 objects, 2 DaemonSets: 1 error in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: deploy/broken, the rest
    --- exit code 1
    ");
    let seen =
        project(config).run("check --isolated --format short --select admission-decode deploy");
    assert_snapshot!(seen, @"
    --- stderr
    2 files, 2 objects, 2 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: deploy/broken, the rest
    ");
}

#[test]
fn the_config_names_the_nodes() {
    let config = "nodes: inventory/nodes.json\nexclude: ['deploy/broken/**']\n";
    assert_snapshot!(project(config).run("plan --format matrix deploy"), @r"
                        1
    cp-1 … edge-1 (10)  .

    . not targeted
    1 logging/shipper  0 of 10

    1 DaemonSet on 10 nodes: all find room where they are wanted, 1 is wanted nowhere, in N ms (Kubernetes 1.37)
    ");
}

/// A fleet's repository: what a machine writes is left out by the config at its top.
fn fleet() -> Story {
    Story::new(&[
        (".daemonlint.yaml", "select: [admission]\nexclude: ['sites/*/made/**', '*.draft.yaml']\n"),
        ("sites/north/shipper.yaml", SHIPPER),
        ("sites/north/made/refused.yaml", &refused()),
        ("sites/north/later.draft.yaml", &refused()),
    ])
}

/// What the API server refuses for a port.
fn refused() -> String {
    SHIPPER.replace("hostPort: 2020", "hostPort: 70000")
}

#[test]
fn excludes_hold_in_every_folder() {
    let mut story = fleet();
    for (place, argument) in
        [("", "."), ("sites", "north"), ("sites/north", "."), ("sites/north/made", "..")]
    {
        story.go(place);
        let seen = story.run(&format!("check --quiet --format short {argument}"));
        assert_eq!(seen, "", "{argument} in {place}");
    }
    story.go("sites/north/made");
    assert_snapshot!(story.run("check --format short ."), @"
    --- stderr
    warning: no Kubernetes object in .
    0 files, 0 objects, 0 DaemonSets: nothing checked in N ms
    config: ../../../.daemonlint.yaml
    ");
    story.go("sites");
    assert_snapshot!(story.run("check --format short --no-exclude north/made"), @"
    north/made/refused.yaml:23:25: error[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    config: ../.daemonlint.yaml
    --- exit code 1
    ");
}

#[test]
fn excludes_hold_for_what_is_named() {
    let story = fleet();
    let silent = "--- stderr\n0 files, 0 objects, 0 DaemonSets: nothing checked in N ms\n";
    let check = "check --format short";
    for named in ["sites/north/made/refused.yaml", "sites/north/later.draft.yaml"] {
        assert_eq!(story.run(&format!("{check} {named}")), silent);
        let piped = story.run_on(&refused(), &format!("{check} --stdin-filename {named} -"));
        assert_eq!(piped, silent);
        let read = story.run(&format!("{check} --no-exclude {named}"));
        assert!(read.contains("70000"), "{read}");
    }
    let other = story.run_on(&refused(), &format!("{check} --stdin-filename sites/new.yaml -"));
    assert!(other.starts_with("sites/new.yaml:23:25: error"), "{other}");
    let given = story
        .run(&format!("{check} --isolated --exclude sites/*/made sites/north/made/refused.yaml"));
    assert_eq!(given, silent);
}

#[test]
fn the_config_of_what_is_checked_counts() {
    let mut story = Story::new(&[
        ("here/.daemonlint.yml", "select: [hygiene]\n"),
        ("there/.daemonlint.yml", "select: [admission]\n"),
        ("there/deploy/refused.yaml", &refused()),
        ("bare/refused.yaml", &refused()),
    ]);
    assert_snapshot!(story.run("check --format short there"), @"
    there/deploy/refused.yaml:23:25: error[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    config: there/.daemonlint.yml
    --- exit code 1
    ");
    story.go("here");
    let seen = story.run("check --format short ../there/deploy/refused.yaml");
    assert!(seen.contains("config: ../there/.daemonlint.yml"), "{seen}");
    let seen = story.run("check --format short ../bare");
    assert!(seen.contains("config: .daemonlint.yml") && !seen.contains("70000"), "{seen}");
    let seen = story.run("check --format short --isolated ../there");
    assert!(seen.contains("70000") && !seen.contains("config:"), "{seen}");
}

#[test]
fn a_glob_that_is_none_is_pointed_at() {
    let story = Story::new(&[(".daemonlint.yaml", "exclude:\n  - 'made['\n"), ("a.yaml", "")]);
    assert_snapshot!(story.run("check a.yaml"), @"
    --- stderr
    error[config]: `made[` is not a glob: unclosed character class; missing ']'
       ,-[.daemonlint.yaml:2:5]
     1 | exclude:
     2 |   - 'made['
       :     ^^^^^^^
       `----

    --- exit code 2
    ");
}

#[test]
fn each_file_is_checked_by_its_nearest_config() {
    let mut story = Story::new(&[
        (".daemonlint.yaml", "select: [admission]\n"),
        ("a/refused.yaml", &refused()),
        ("b/.daemonlint.yaml", "severity: {admission-invalid: warning}\nselect: [admission]\n"),
        ("b/refused.yaml", &refused()),
        ("c/.daemonlint.yml", "select: [hygiene]\nexclude: [made]\n"),
        ("c/refused.yaml", &refused()),
        ("c/made/x.yaml", &refused()),
    ]);
    assert_snapshot!(story.run("check --format short ."), @"
    ./a/refused.yaml:23:25: error[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    ./b/refused.yaml:23:25: warning[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    ./c/refused.yaml:3:1: info[missing-recommended-labels]: `shipper` lacks the labels `app.kubernetes.io/name` and `app.kubernetes.io/instance`
    ./c/refused.yaml:20:18: info[image-not-pinned]: `registry.example.com/shipper:1.4.2` has no digest: its tag may be pushed again
    --- stderr
    3 files, 3 objects, 3 DaemonSets: 1 error, 1 warning, 2 infos in N ms (Kubernetes 1.37)
    3 alternatives, each for itself: a, b, c
    config: b/.daemonlint.yaml, c/.daemonlint.yml
    --- exit code 1
    ");
    assert_snapshot!(story.run("check --quiet --format short a/refused.yaml b/refused.yaml c/refused.yaml c/made/x.yaml"), @"
    a/refused.yaml:23:25: error[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    b/refused.yaml:23:25: warning[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    c/refused.yaml:3:1: info[missing-recommended-labels]: `shipper` lacks the labels `app.kubernetes.io/name` and `app.kubernetes.io/instance`
    c/refused.yaml:20:18: info[image-not-pinned]: `registry.example.com/shipper:1.4.2` has no digest: its tag may be pushed again
    --- exit code 1
    ");
    let check = "check --quiet --format short";
    let seen = story.run_on(&refused(), &format!("{check} --stdin-filename b/other.yaml -"));
    assert!(seen.starts_with("b/other.yaml:23:25: warning"), "{seen}");
    let isolated = story.run(&format!("{check} --isolated --select admission ."));
    assert_eq!(isolated.matches("error[admission-invalid]").count(), 4, "{isolated}");
    story.go("c");
    let seen = story.run(&format!("{check} ../a"));
    assert!(seen.contains("70000"), "{seen}");
}

#[test]
fn what_git_ignores_is_left_out_unless_it_is_named() {
    let story = Story::new(&[
        (".gitignore", "/out/\n"),
        ("deploy/refused.yaml", &refused()),
        ("out/refused.yaml", &refused()),
        ("only/.gitignore", "*.yaml\n"),
        ("all/.gitignore", "*\n"),
        ("all/refused.yaml", &refused()),
        ("only/refused.yaml", &refused()),
    ]);
    let check = "check --quiet --format short --select admission";
    for (arguments, found) in [
        (".", 1),
        ("--no-ignore .", 4),
        ("out", 1),
        ("all", 1),
        ("out/refused.yaml only/refused.yaml", 2),
    ] {
        let seen = story.run(&format!("{check} {arguments}"));
        assert_eq!(seen.matches("70000").count(), found, "{arguments}: {seen}");
    }
    assert_snapshot!(story.run("check only"), @"
    0 files, 0 objects, 0 DaemonSets: nothing checked in N ms
    --- stderr
    error: only holds nothing but what git ignores; --no-ignore reads that, too
    --- exit code 2
    ");
}

#[test]
fn test_data_is_left_out_of_folders_unless_it_is_named() {
    let mut story = Story::new(&[
        ("deploy/shipper.yaml", SHIPPER),
        ("pkg/parse/testdata/refused.yaml", &refused()),
        ("pkg/parse/testdata/deep/refused.yml", &refused()),
        ("pkg/parse/testdata/notes.txt", ""),
        ("only/test-data/refused.yaml", &refused()),
        ("pkg/print/TestPrint__plain.out.yaml", &refused()),
        ("pkg/print/agent.golden.yaml", &refused()),
    ]);
    let check = "check --select admission --format short";
    assert_snapshot!(story.run(&format!("{check} .")), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    skipped: 5 files of test data (name them or their folder, or --no-exclude)
    ");
    for (arguments, found) in [
        ("--no-exclude .", 5),
        ("pkg/print/agent.golden.yaml", 1),
        ("pkg/parse/testdata", 2),
        ("pkg/parse/testdata/deep", 1),
        (". pkg/parse/testdata/refused.yaml", 1),
    ] {
        let seen = story.run(&format!("{check} {arguments}"));
        assert_eq!(seen.matches("70000").count(), found, "{arguments}: {seen}");
    }
    assert_snapshot!(story.run("check only"), @"
    0 files, 0 objects, 0 DaemonSets: nothing checked in N ms
    skipped: 1 file of test data (name them or their folder, or --no-exclude)
    --- stderr
    error: only holds nothing but test data; --no-exclude reads that, too
    --- exit code 2
    ");
    story.go("pkg/parse/testdata");
    let seen = story.run(&format!("{check} ."));
    assert_eq!(seen.matches("70000").count(), 2, "{seen}");
}

/// Nodes with this much memory, in the short form.
fn pool(name: &str, memory: &str) -> String {
    format!(
        "apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - name: {name}
    count: 3
    labels: {{kubernetes.io/os: linux}}
    allocatable: {{cpu: 4, memory: {memory}, pods: 110}}
"
    )
}

/// Two sites with nodes of their own, and one folder that has none.
fn sites() -> Story {
    let index = SHIPPER.replace("256Mi", "8Gi").replace("shipper", "index");
    Story::new(&[
        ("sites/large/.daemonlint.yaml", "nodes: nodes.yaml\nselect: [capacity]\n"),
        ("sites/large/nodes.yaml", &pool("large", "64Gi")),
        ("sites/large/index.yaml", &index),
        ("sites/small/.daemonlint.yaml", "nodes: nodes.yaml\nselect: [capacity]\n"),
        ("sites/small/nodes.yaml", &pool("small", "4Gi")),
        ("sites/small/index.yaml", &index),
        ("sites/small/more/.daemonlint.yaml", "select: [does-not-fit]\n"),
        ("sites/small/more/second.yaml", &index.replace("index", "second").replace("2020", "2021")),
        ("none/.daemonlint.yaml", "select: [capacity]\n"),
        ("none/index.yaml", &index),
    ])
}

#[test]
fn each_file_is_held_against_the_nodes_of_its_nearest_config() {
    let mut story = sites();
    let errors = |arguments: &str| {
        let seen = story.run(&format!("check --quiet --format short {arguments}"));
        let errors = seen.lines().filter(|line| line.contains("error["));
        errors.map(|line| line.trim_start_matches("./").to_owned()).collect::<Vec<_>>()
    };
    let tight = "error[does-not-fit]: the pod doesn't fit on 3 of the 3 nodes that want it: it needs \
                 8Gi of memory";
    let wanted = [
        format!("sites/small/index.yaml:25:43: {tight}"),
        format!("sites/small/more/second.yaml:25:43: {tight}"),
    ];
    for paths in [".", "none sites/large sites/small", "sites/small sites/large none"] {
        assert_eq!(errors(paths), wanted, "{paths}");
    }
    // The arguments' nodes are those of all files.
    assert!(errors("--nodes sites/large/nodes.yaml .").is_empty());
    assert_snapshot!(story.run("check none sites/large"), @"
    index (logging): 3 of 3 nodes

    2 files, 2 objects, 2 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: none, sites/large
    config: none/.daemonlint.yaml, sites/large/.daemonlint.yaml
    ");
    story.go("sites/small/more");
    assert_snapshot!(story.run("check --format short ."), @"
    ./second.yaml:25:43: error[does-not-fit]: the pod doesn't fit on 3 of the 3 nodes that want it: it needs 8Gi of memory
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn a_plan_is_of_one_cluster() {
    let story = sites();
    assert_snapshot!(story.run("plan sites/large sites/small"), @"
    --- stderr
    error: sites/small/.daemonlint.yaml names other nodes than sites/large/.daemonlint.yaml, and a plan is of one cluster: plan each folder by itself, or name what counts for all with --nodes
    --- exit code 2
    ");
    let seen = story.run("plan --nodes sites/large/nodes.yaml sites");
    assert!(seen.contains("3 DaemonSets on 3 nodes"), "{seen}");
    let why = story.run("why second small-1 sites/small/more sites/large");
    assert!(why.contains("names other nodes than sites/small/.daemonlint.yaml"), "{why}");
    let seen = story.run("plan sites/small/more");
    assert!(seen.contains("small-1 … small-3"), "{seen}");
}

#[test]
fn the_version_is_that_of_each_site_s_nodes() {
    let with = |version: &str| {
        pool("node", "64Gi").replace("    labels:", &format!("    kubelet: {version}\n    labels:"))
    };
    let story = Story::new(&[
        ("new/.daemonlint.yaml", "nodes: nodes.yaml\nkubernetes: nodes\n"),
        ("new/nodes.yaml", &with("v1.36.1")),
        ("new/shipper.yaml", SHIPPER),
        ("old/.daemonlint.yaml", "nodes: nodes.yaml\nkubernetes: nodes\n"),
        ("old/nodes.yaml", &with("v1.33.4")),
        ("old/shipper.yaml", SHIPPER),
    ]);
    let seen = story.run("check old new");
    assert!(seen.contains("(Kubernetes 1.33, 1.36)"), "{seen}");
}
