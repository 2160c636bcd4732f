//! Expressions, patterns and names that stand for more than can be worked out.

use std::fs;

use crate::program::{Ended, folder, run};

/// A rule of one's own with an expression, asked of the DaemonSet.
fn asked(expression: &str) -> Ended {
    let folder = folder();
    let cel = serde_json::Value::from(expression);
    let rule = format!(
        "id: own\ntitle: Own\ncategory: hygiene\nseverity: error\nwhy: x\nfix: x\n\
         check: {{cel: {cel}, message: x}}\nexamples: []\n"
    );
    fs::write(folder.path().join("rule.yml"), rule).unwrap();
    run(folder.path(), &["check", "--isolated", "--rules", "rule.yml", "relay.yaml"])
}

/// A list within lists, each of which has the one before it twice.
fn doubled() -> String {
    format!("[0]{}", ".map(x, [x, x])".repeat(60))
}

#[test]
fn what_would_be_worked_out_for_ever_is_given_up() {
    let doubled = doubled();
    let ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    let loops: String = ('a'..='h').map(|name| format!("{ten}.all({name}, ")).collect();
    for expression in [
        format!("{loops}a >= 0{}", ")".repeat(8)),
        format!("{doubled} == {doubled}"),
        format!("{doubled} != {doubled}"),
        format!("{doubled} in [{doubled}]"),
        format!("[{doubled}].indexOf({doubled}) == 0"),
        format!("'%s'.format([{doubled}]) == 'x'"),
        format!("[{doubled}, {doubled}].distinct().size() > 0"),
        format!("sets.contains([{doubled}], [{doubled}])"),
        format!("sets.equivalent([{doubled}], [{doubled}])"),
        format!("[dyn({doubled})].flatten(200).size() > 1"),
        format!("[[0]]{}.size() > 0", ".map(x, x + x)".repeat(60)),
        format!("['ab']{}.size() > 0", ".map(x, x + x)".repeat(60)),
        format!("['ab']{}.size() > 0", ".map(x, [x, x, x, x, x, x, x, x].join(x))".repeat(30)),
        format!("'x'{}.size() > 0", ".replace('', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy')".repeat(9)),
        "lists.range(1000000000000).size() > 0".to_owned(),
    ] {
        let ended = asked(&expression);
        assert_eq!(ended.code, Some(1), "{expression:.200}: {ended:?}");
        assert!(ended.out.contains("cost limit exceeded"), "{expression:.200}: {ended:?}");
    }
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for expression in [
        format!("{}true{}", "(".repeat(20_000), ")".repeat(20_000)),
        format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000)),
        format!("{}1{}", "{'a': ".repeat(5_000), "}".repeat(5_000)),
        format!("object{}", ".a".repeat(20_000)),
        format!("{}true", "true ? true : ".repeat(5_000)),
        format!("[1]{}.size() > 0", ".map(x, [x, x])".repeat(2_000)),
        "true && ".repeat(30_000) + "true",
    ] {
        let ended = asked(&expression);
        assert_eq!(ended.code, Some(2), "{expression:.60}: {ended:?}");
        assert!(ended.err.starts_with("error[rule]: "), "{expression:.60}: {ended:?}");
    }
}

#[test]
fn patterns_take_no_longer_than_their_texts() {
    let ended = asked(&format!("!'{}!'.matches('(a+)+$')", "a".repeat(5_000)));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let ended = asked("'x'.matches('(((a{1000}){1000}){1000}){1000}')");
    assert_eq!(ended.code, Some(2), "{ended:?}");
    // As many characters as there are, and a text that is nearly in them everywhere.
    let text = "a".repeat(40_000);
    let ended = asked(&format!("'{text}'.indexOf('{}b') < 0", "a".repeat(20_000)));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let ended = asked(&format!("'{text}'.lastIndexOf('b{}') < 0", "a".repeat(20_000)));
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[test]
fn inventories_name_no_more_nodes_than_can_be() {
    for pool in [
        "{name: a, count: 4000000000}",
        "{name: a, count: -1}",
        "{name: a, count: 1e9}",
        "{name: a, names: \"n-{1..99999999}\"}",
        "{name: a, names: \"n-{1..9999}-{1..9999}-{1..9999}\"}",
        "{name: a, names: \"n-{0..18446744073709551616}\"}",
        "{name: a, names: \"{{{{{{\"}",
        "{name: a, count: 1, pods: [{daemonSet: x, count: 4000000000}]}",
        "{name: a, count: 1, allocatable: {cpu: -1}}",
    ] {
        let folder = folder();
        let text = format!("apiVersion: daemonlint.dev/v1\nkind: Inventory\npools: [{pool}]\n");
        fs::write(folder.path().join("nodes.yml"), text).unwrap();
        let ended = run(folder.path(), &["plan", "--nodes", "nodes.yml", "relay.yaml"]);
        assert_eq!(ended.code, Some(2), "{pool}: {ended:?}");
        assert!(ended.err.starts_with("error: nodes.yml:3:"), "{pool}: {ended:?}");
    }
}

#[test]
fn what_users_write_wrong_is_told_where_it_stands() {
    let bomb: String = (1..60).map(|i| format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1)).collect();
    let bomb = format!("a0: &a0 [x, x]\n{bomb}");
    let deep = format!("select: {}{}\n", "[".repeat(20_000), "]".repeat(20_000));
    let texts = [
        bomb.as_str(),
        &deep,
        "[]\n",
        "select: {a: b}\n",
        "exclude: [\"[\"]\n",
        "exclude: [5, {}]\n",
        "severity: [a]\n",
        "params: {nothing: {x: 1}}\n",
        "kubernetes: 1.99999999999999999999\n",
        "overrides: [[[[]]]]\n",
        "\u{0}",
        "a: \"\\ud800\"\n",
        "rules: [../../../../../../../../../../nowhere]\n",
        "nodes: /proc/self/mem\n",
        "baseline: .\n",
        "baseline: relay.yaml\n",
    ];
    for text in texts {
        let folder = folder();
        fs::write(folder.path().join("config.yml"), text).unwrap();
        let ended = run(folder.path(), &["check", "--config", "config.yml", "relay.yaml"]);
        assert_eq!(ended.code, Some(2), "{text:.60}: {ended:?}");
        assert!(ended.err.starts_with("error"), "{text:.60}: {ended:?}");
    }
    for flag in ["--baseline", "--policy", "--cluster", "--nodes", "--rules"] {
        for text in [&bomb, &deep] {
            let folder = folder();
            fs::write(folder.path().join("given.yaml"), text).unwrap();
            let ended =
                run(folder.path(), &["check", "--isolated", flag, "given.yaml", "relay.yaml"]);
            assert_eq!(ended.code, Some(2), "{flag} {text:.60}: {ended:?}");
            assert!(ended.err.starts_with("error"), "{flag} {text:.60}: {ended:?}");
        }
    }
}
