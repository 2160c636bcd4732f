//! What a project's config file changes.

use insta::assert_snapshot;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

/// A project whose manifest the API server takes with a warning, and another that it refuses.
fn project(config: &str) -> Story {
    let old_label = SHIPPER.replace("kubernetes.io/os", "beta.kubernetes.io/os");
    let refused = SHIPPER.replace("hostPort: 2020", "hostPort: 70000");
    Story::new(&[
        (".daemonlint.yaml", config),
        ("deploy/shipper.yaml", &old_label),
        ("deploy/testdata/refused.yaml", &refused),
        ("inventory/nodes.json", &nodes()),
    ])
}

const CHECK: &str = "check --format short deploy";

#[test]
fn the_config_selects_excludes_and_weighs() {
    let config = "select: [admission]\nexclude: [testdata]\nfail-on: warning\n";
    assert_snapshot!(project(config).run(CHECK), @r#"
    deploy/shipper.yaml:14:32: warning[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning in N ms
    --- exit code 1
    "#);
    let config = "select: [admission]\nexclude: [testdata]\nseverity: {admission-warning: error}\n";
    assert_snapshot!(project(config).run(CHECK), @r#"
    deploy/shipper.yaml:14:32: error[admission-warning]: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms
    --- exit code 1
    "#);
    let config = "select: [admission]\nexclude: [testdata]\nseverity: {admission-warning: off}\n";
    assert_snapshot!(project(config).run(CHECK), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms
    ");
}

#[test]
fn arguments_come_before_the_config() {
    let config = "select: [hygiene]\nfail-on: info\n";
    assert_snapshot!(project(config).run("check --format short --select admission --ignore admission-warning deploy"), @"
    deploy/testdata/refused.yaml:23:25: error[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    --- stderr
    2 files, 2 objects, 2 DaemonSets: 1 error in N ms
    2 alternatives, each for itself: deploy/testdata, the rest
    --- exit code 1
    ");
    let seen =
        project(config).run("check --isolated --format short --select admission-decode deploy");
    assert_snapshot!(seen, @"
    --- stderr
    2 files, 2 objects, 2 DaemonSets: nothing found in N ms
    2 alternatives, each for itself: deploy/testdata, the rest
    ");
}

#[test]
fn the_config_names_the_nodes() {
    let config = "nodes: inventory/nodes.json\nexclude: ['deploy/testdata/**']\n";
    assert_snapshot!(project(config).run("plan --format matrix deploy"), @r"
                        1
    cp-1 … edge-1 (10)  .

    . not targeted
    1 logging/shipper  0 of 10

    1 DaemonSet on 10 nodes: all find room where they are wanted, 1 is wanted nowhere, in N ms
    ");
}
