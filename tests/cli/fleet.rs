//! What a check finds with the nodes at hand, as a user sees it.

use insta::assert_snapshot;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

const RULES: &str = "targets-no-node,unknown-node-label,missed-by-taint-only,toleration-mismatch,\
                     does-not-fit,host-port-collision";

fn check(shipper: &str) -> String {
    let story = Story::new(&[("shipper.yaml", shipper), ("nodes.json", &nodes())]);
    story.run(&format!("check --nodes nodes.json --select {RULES} shipper.yaml"))
}

/// The shipper as it is with a part replaced, small enough for every node.
fn small(from: &str, to: &str) -> String {
    assert!(SHIPPER.contains(from));
    SHIPPER.replace(from, to).replace("256Mi", "64Mi")
}

#[test]
fn a_taint_alone_and_too_little_room() {
    assert_snapshot!(check(SHIPPER), @"");
}

#[test]
fn a_misspelt_value_is_said_once() {
    assert_snapshot!(check(&small("os: linux", "os: linus")), @"");
    let story =
        Story::new(&[("shipper.yaml", &small("os: linux", "os: linus")), ("nodes.json", &nodes())]);
    let only = "check --nodes nodes.json --select unknown-node-label --format short shipper.yaml";
    assert_snapshot!(story.run(only), @"");
}

#[test]
fn all_nodes_that_match_are_tainted() {
    assert_snapshot!(check(&small("kubernetes.io/os: linux", "example.com/pool: gpu")), @"");
}

#[test]
fn a_toleration_of_another_value() {
    let tolerating = small(
        "effect: NoSchedule\n",
        "effect: NoSchedule\n        - key: nvidia.com/gpu\n          value: \"true\"\n",
    );
    assert_snapshot!(check(&tolerating), @"");
}

#[test]
fn two_want_one_port() {
    let other = SHIPPER.replace("shipper", "collector").replace("256Mi", "64Mi");
    let both = [("a.yaml", other.as_str()), ("b.yaml", SHIPPER), ("nodes.json", &nodes())];
    let story = Story::new(&both);
    let select = "--select host-port-collision";
    assert_snapshot!(story.run(&format!("check --nodes nodes.json {select} a.yaml b.yaml")), @"");
    let short = format!("check {select} --format short a.yaml b.yaml");
    assert_snapshot!(story.run(&short), @"");
}

#[test]
fn each_fits_alone_but_not_beside_the_other() {
    let first = SHIPPER.replace("shipper", "collector").replace("256Mi", "128Mi");
    let second = SHIPPER.replace("256Mi", "128Mi").replace("2020", "2021");
    let story = Story::new(&[("a.yaml", &first), ("b.yaml", &second), ("nodes.json", &nodes())]);
    assert_snapshot!(story.run("check --nodes nodes.json --select does-not-fit a.yaml b.yaml"), @"");
}
