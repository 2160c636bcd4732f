use super::*;

fn shown(text: &str) -> String {
    match parse(text) {
        Ok(Expectation { claim, nodes }) => {
            let labels: Vec<String> = nodes.labels.iter().map(ToString::to_string).collect();
            let pool = nodes.pool.map(|pool| format!(" pool {pool}")).unwrap_or_default();
            format!("{claim:?}{pool} [{}]", labels.join("; "))
        }
        Err(wrong) => {
            let at = &text[wrong.at];
            format!("at `{at}`: {} | {}", wrong.message, wrong.instead)
        }
    }
}

#[test]
fn nodes_are_counted() {
    for (text, read) in [
        ("every node", "Every []"),
        ("Each node with a=b.", "Every [a=b]"),
        ("all nodes of pool gpu", "Every pool gpu []"),
        ("no node with x.io/control-plane", "AtMost(Nodes(0)) [x.io/control-plane]"),
        ("at least 3 nodes", "AtLeast(Nodes(3)) []"),
        ("at most 1 node of pool gpu", "AtMost(Nodes(1)) pool gpu []"),
        ("at least 95% of pool gpu", "AtLeast(Percent(Percent(9500))) pool gpu []"),
        ("at least 99.5% of nodes", "AtLeast(Percent(Percent(9950))) []"),
        ("at most 20.25% of all nodes", "AtMost(Percent(Percent(2025))) []"),
    ] {
        assert_eq!(shown(text), read, "{text}");
    }
}

#[test]
fn nodes_are_meant_by_labels_and_pools() {
    for (labels, read) in [
        ("with a", "[a]"),
        ("with !a", "[!a]"),
        ("without a", "[!a]"),
        ("without a=b", "[a!=b]"),
        ("with a == b, c!=d and e", "[a=b; c!=d; e]"),
        ("with a= and b", "[a=; b]"),
        ("with a in (x, y) and b not in (z)", "[a in (x, y); b!=z]"),
        ("with a notin (x,y)", "[a notin (x, y)]"),
        ("with a and without b and of pool p", "pool p [a; !b]"),
        ("of pool p with a", "pool p [a]"),
    ] {
        assert_eq!(shown(&format!("every node {labels}")), format!("Every {read}"), "{labels}");
    }
}

#[test]
fn resources_are_bounded() {
    let takes = |most: &str, resource: &str, each: bool| {
        format!("Takes {{ most: {most}, resource: {resource:?}, each: {each} }} []")
    };
    for (text, read) in [
        ("at most 10% of cpu on every node", takes("Percent(Percent(1000))", "cpu", true)),
        ("at most 200m of cpu per node", takes("Amount(200)", "cpu", true)),
        ("at most 1Ki of memory in all", takes("Amount(1024)", "memory", false)),
        ("at most 1 of nvidia.com/gpu per node", takes("Amount(1)", "nvidia.com/gpu", true)),
        ("at most 5% of pods on each node", takes("Percent(Percent(500))", "pods", true)),
        ("at most 1e40 of memory per node", takes("Amount(9223372036854775807)", "memory", true)),
    ] {
        assert_eq!(shown(text), read, "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_what_can() {
    for (text, said) in [
        (
            "evry node with a=b",
            "at `evry`: `evry` can't stand here; `every`, `no`, `at`, `each` or `all` can | \
                 every node with a=b",
        ),
        (
            "every node where a=b",
            "at `where`: `where` can't stand here; `with`, `without` or `of` can | \
                 every node with a=b",
        ),
        (
            "at least 95% in pool gpu",
            "at `in`: `in` can't stand here; `of` can | at least 95% of pool gpu",
        ),
        (
            "at most 10% of cpu",
            "at ``: `on every node`, `per node` or `in all` is missing at the end | \
                 at most 10% of cpu on every node",
        ),
        (
            "at most 10% of memry per node",
            "at `memry`: `memry` can't stand here; `cpu`, `memory`, `ephemeral-storage`, \
                 `pods`, `nodes` or `pool` can | at most 10% of memory per node",
        ),
        (
            "at least 10% of cpu on every node",
            "at `10%`: what pods take of `cpu` has no least: only `at most` can | \
                 at most 10% of cpu on every node",
        ),
        (
            "at least 120% of nodes",
            "at `120%`: `120%` is no percentage from 0% to 100%, with two decimals at most | \
                 at least 95% of nodes with KEY=VALUE",
        ),
        ("at most -1Gi of memory in all", "at `-1Gi`: `-1Gi` is less than nothing"),
        (
            "at least three nodes",
            "at `three`: `three` is no number of nodes | at least 95% of nodes with KEY=VALUE",
        ),
        (
            "every node with a in ()",
            "at `a in ()`: a value is missing in the brackets | every node with KEY=VALUE",
        ),
        ("every node with -x", "at `-x`: the key `-x` is not a label's key: "),
        (
            "no node of pool a of pool b",
            "at `of`: no node is of two pools | at least 95% of pool NAME",
        ),
        (
            "every node with",
            "at ``: the key of a label is missing at the end | every node with KEY=VALUE",
        ),
        (
            "runs everywhere",
            "at `runs`: `runs` can't stand here; `every`, `no`, `at`, `each` or `all` can | \
                 every node with KEY=VALUE",
        ),
    ] {
        let shown = shown(text);
        assert!(shown.starts_with(said), "{text}\n{shown}\n{said}");
    }
}

#[test]
fn whatever_is_written_has_an_answer() {
    let pieces = ["every", "no", "at", "most", "least", "5%", "3", "of", "pool", "cpu", "nodes"];
    let more = ["with", "a=b", "in", "(", ")", ",", "!", "=", "é", "", "and", "."];
    let all: Vec<&str> = pieces.into_iter().chain(more).collect();
    for first in &all {
        for second in &all {
            for third in &all {
                let text = format!("{first} {second}{third} {first}");
                if let Err(wrong) = parse(&text) {
                    assert!(text.get(wrong.at).is_some() && !wrong.instead.is_empty());
                }
            }
        }
    }
}

#[test]
fn sentences_are_divided() {
    let text = "every node;  no node with a\n\n at least 1 node ;";
    let all: Vec<_> = sentences(text).collect();
    assert_eq!(all, [(0, "every node"), (13, "no node with a"), (30, "at least 1 node")]);
    assert!(all.iter().all(|(at, sentence)| text[*at..].starts_with(sentence)));
}
