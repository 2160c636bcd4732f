//! Parameters of this program's rules, and the schemas of what people write.

use insta::assert_snapshot;
use serde_json::Value;

use crate::exceptions::agent;
use crate::story::Story;

fn checked(config: &str, text: &str) -> String {
    let story = Story::new(&[(".daemonlint.yaml", config), ("agent.yaml", text)]);
    story.run("check --quiet --format short agent.yaml")
}

#[test]
fn a_rule_goes_by_its_parameters() {
    let agent = agent("agent", "");
    let labels = "select: [missing-recommended-labels]\n";
    assert_snapshot!(checked(labels, &agent), @"agent.yaml:3:1: info[missing-recommended-labels]: `agent` lacks the labels `app.kubernetes.io/name` and `app.kubernetes.io/instance`");
    let own = format!("{labels}params: {{missing-recommended-labels: {{labels: [team]}}}}\n");
    assert_snapshot!(checked(&own, &agent), @"agent.yaml:3:1: info[missing-recommended-labels]: `agent` lacks the label `team`");
    let ported = agent.replace(
        "          resources",
        "          ports: [{containerPort: 80, hostPort: 30080}]\n          resources",
    );
    let ports = "select: [host-port-in-node-port-range]\n";
    assert!(
        checked(ports, &ported).contains("30000 to 32767 are given")
            || checked(ports, &ported).contains("port 30080")
    );
    let other =
        format!("{ports}params: {{host-port-in-node-port-range: {{from: 31000, to: 31999}}}}\n");
    assert_eq!(checked(&other, &ported), "");
    let cores = agent.replace("cpu: 10m", "cpu: 64");
    let own = "select: [implausible-quantity]\nparams: {implausible-quantity: {cores: 64}}\n";
    assert!(
        checked(own, &cores).contains("64 cores")
            && checked("select: [implausible-quantity]\n", &cores).is_empty()
    );
    let own =
        "select: [frozen-registry]\nparams: {frozen-registry: {also: [registry.example.com/]}}\n";
    assert_snapshot!(checked(own, &agent), @"agent.yaml:16:18: warning[frozen-registry]: `registry.example.com` is to be used no more");
    let selector = agent
        .replace("matchLabels: {app: agent}", "matchLabels: {app: agent, build: b7}")
        .replace("labels: {app: agent}\n    spec", "labels: {app: agent, build: b7}\n    spec");
    let rule = "select: [selector-volatile-label]\n";
    assert!(checked(rule, &selector).contains("build=b7"));
    let except = format!("{rule}params: {{selector-volatile-label: {{except: [build]}}}}\n");
    assert_eq!(checked(&except, &selector), "");
    let also = format!("{rule}params: {{selector-volatile-label: {{also: [app]}}}}\n");
    assert!(checked(&also, &agent).contains("app=agent"));
}

#[test]
fn a_parameter_that_is_none_is_marked() {
    for (params, said) in [
        ("daemonset-overhead: {shar: 4}", "`daemonset-overhead` has no parameter `shar`"),
        ("daemonset-overhead: {share: 4%}", "a whole number from 0 to 1000000000 is wanted here"),
        ("daemonset-overhead: {share: -4}", "a whole number from 0 to 1000000000 is wanted here"),
        ("host-namespaces: {share: 4}", "`host-namespaces` has no parameters"),
        ("daemonset-overhed: {share: 4}", "no rule is called `daemonset-overhed`"),
        ("frozen-registry: {also: a}", "a list of strings is wanted here"),
    ] {
        let seen = checked(&format!("params: {{{params}}}\n"), &agent("agent", ""));
        assert!(seen.contains(said) && seen.ends_with("--- exit code 2\n"), "{params}: {seen}");
    }
    assert_snapshot!(checked("params: {daemonset-overhead: {shar: 4}}\n", ""), @"
    --- stderr
    error[config]: `daemonset-overhead` has no parameter `shar`
       ,-[.daemonlint.yaml:1:31]
     1 | params: {daemonset-overhead: {shar: 4}}
       :                               ^^^^
       `----
      help: did you mean `share`?

    --- exit code 2
    ");
}

#[test]
fn explain_tells_the_parameters_and_looks_for_words() {
    let story = Story::new(&[]);
    let page = story.run("explain host-port-in-node-port-range");
    assert!(
        page.contains(
            "params:\n    host-port-in-node-port-range:\n      from: 30000\n      to: 32767"
        ),
        "{page}"
    );
    assert_snapshot!(story.run("explain registries"), @"
    no rule is called `registries`; about it are

      frozen-registry  The image comes from a registry that is frozen or gone

    daemonlint explain RULE tells why it is there and what to write instead
    ");
    assert_snapshot!(story.run("explain surge port"), @"
    no rule is called `surge port`; about it are

      surge-host-port     A surge with a port that a node has only once
      surge-does-not-fit  A surge without room for a second pod

    daemonlint explain RULE tells why it is there and what to write instead
    ");
    assert_snapshot!(story.run("explain selector-overlp"), @"
    --- stderr
    error: no rule or category is called `selector-overlp`; did you mean `selector-overlap`?
    --- exit code 2
    ");
    assert_snapshot!(story.run("explain xylophone"), @"
    --- stderr
    error: no rule or category is called `xylophone`
    --- exit code 2
    ");
}

#[test]
fn schemas_are_printed() {
    let story = Story::new(&[]);
    let schema =
        |of: &str| -> Value { serde_json::from_str(&story.run(&format!("schema {of}"))).unwrap() };
    let config = schema("config");
    let share =
        &config["properties"]["params"]["properties"]["daemonset-overhead"]["properties"]["share"];
    assert_eq!(share["default"], 25);
    let rules = config["$defs"]["rule"]["anyOf"][0]["enum"].as_array().unwrap();
    for word in ["selector-overlap", "hygiene", "all"] {
        assert!(rules.iter().any(|rule| rule == word), "{word}");
    }
    assert_eq!(config["properties"]["select"]["items"]["$ref"], "#/$defs/rule");
    assert_eq!(
        config["properties"]["overrides"]["items"]["properties"]["ignore"]["items"]["$ref"],
        "#/$defs/rule"
    );
    let rule = schema("rule");
    assert_eq!(rule["properties"]["category"]["enum"].as_array().unwrap().len(), 9);
    assert_eq!(schema("inventory")["properties"]["kind"]["const"], "Inventory");
    assert_eq!(story.run("schema config"), story.run("config schema"));
    assert_snapshot!(story.run("schema rules"), @"
    --- stderr
    error: invalid value 'rules' for '<config|rule|inventory>'
      [possible values: config, rule, inventory]

      tip: a similar value exists: 'rule'

    For more information, try '--help'.
    --- exit code 2
    ");
}

#[test]
fn an_override_gives_parameters_to_some_places_alone() {
    let labels = "select: [missing-recommended-labels, no-hurry]
rules: [rules]
params: {no-hurry: {seconds: 5}}
overrides:
  - paths: [vendor/**]
    params:
      missing-recommended-labels: {labels: [team]}
      no-hurry: {seconds: 60}
  - objects: [{kind: DaemonSet, name: sh*}]
    params: {missing-recommended-labels: {labels: [owner]}}
";
    let hurry = "id: no-hurry
title: It is taken for ready too early
category: update-strategy
severity: warning
why: Ours take their time.
fix: Raise it.
params: {seconds: 10}
check:
  cel: object.spec.?minReadySeconds.orValue(0) >= params.seconds
  at: spec.minReadySeconds
  messageExpression: \"'below ' + string(params.seconds)\"
";
    let own =
        agent("agent", "").replace("spec:\n  selector", "spec:\n  minReadySeconds: 5\n  selector");
    let vendor = own.replace("agent", "probe");
    let story = Story::new(&[
        (".daemonlint.yaml", labels),
        ("rules/hurry.yaml", hurry),
        ("own/agent.yaml", &own),
        ("vendor/chart/probe.yaml", &vendor),
        ("vendor/chart/shipper.yaml", &vendor.replace("probe", "shipper")),
    ]);
    assert_snapshot!(story.run("check --quiet --format short ."), @"
    ./vendor/chart/probe.yaml:7:20: warning[no-hurry]: below 60
    ./vendor/chart/shipper.yaml:7:20: warning[no-hurry]: below 60
    ./own/agent.yaml:3:1: info[missing-recommended-labels]: `agent` lacks the labels `app.kubernetes.io/name` and `app.kubernetes.io/instance`
    ./vendor/chart/probe.yaml:3:1: info[missing-recommended-labels]: `probe` lacks the label `team`
    ./vendor/chart/shipper.yaml:3:1: info[missing-recommended-labels]: `shipper` lacks the label `owner`
    ");
    let schema: Value = serde_json::from_str(&story.run("schema config")).unwrap();
    let there = "/properties/overrides/items/properties/params/properties/daemonset-overhead/properties/share/default";
    assert_eq!(schema.pointer(there), Some(&Value::from(25)));
    for (params, said) in [
        ("missing-recommended-labels: {label: [a]}", "no parameter `label`"),
        ("no-hurry: {second: 1}", "no parameter `second`"),
        ("no-hury: {second: 1}", "no rule is called `no-hury`"),
        ("host-namespaces: {share: 4}", "`host-namespaces` has no parameters"),
    ] {
        let config =
            format!("rules: [rules]\noverrides: [{{paths: [own], params: {{{params}}}}}]\n");
        story.write(".daemonlint.yaml", &config);
        let seen = story.run("check --quiet own");
        assert!(seen.contains(said) && seen.ends_with("--- exit code 2\n"), "{params}: {seen}");
    }
}

#[test]
fn an_override_moves_the_budget_of_what_daemonsets_take_together() {
    let nodes = "apiVersion: daemonlint.dev/v1
kind: Inventory
nodes:
  - {names: \"n-{1..3}\", labels: {kubernetes.io/os: linux}, allocatable: {cpu: 1, memory: 1Gi, pods: 20}}
";
    let large = agent("agent", "").replace("cpu: 10m", "cpu: 300m");
    let story = Story::new(&[
        ("nodes.yaml", nodes),
        (".daemonlint.yaml", "select: [daemonset-overhead]\nnodes: nodes.yaml\n"),
        ("deploy/a.yaml", &large),
        ("deploy/b.yaml", &agent("probe", "")),
    ]);
    let check = "check --quiet --format short deploy";
    assert!(story.run(check).contains("warning[daemonset-overhead]"));
    let config = "select: [daemonset-overhead]\nnodes: nodes.yaml\noverrides: [{objects: [{name: agent}], params: {daemonset-overhead: {share: 40}}}]\n";
    story.write(".daemonlint.yaml", config);
    assert_eq!(story.run(check), "");
}

#[test]
fn thresholds_and_lists_are_parameters() {
    let with = |from: &str, to: &str| agent("agent", "").replace(from, to);
    let check = |rule: &str, params: &str, text: &str| {
        checked(&format!("select: [{rule}]\nparams: {{{rule}: {{{params}}}}}\n"), text)
    };
    let far = with("limits: {memory: 20Mi}", "limits: {memory: 120Mi}");
    assert_eq!(check("requests-exceed-limits-hint", "times: 4", &far), "");
    let near = check("requests-exceed-limits-hint", "times: 5, mebibytes: 50", &far);
    assert!(near.contains("may take 120Mi"), "{near}");
    let secret = with(
        "          resources",
        "          env: [{name: DB_DSN, value: pq77x9}, {name: API_TOKEN, value: acme-4f5e6d7c}]\n          resources",
    );
    let secrets = |params: &str| check("secret-in-env", params, &secret).lines().count();
    assert_eq!(secrets("length: 8"), 1);
    assert_eq!(secrets("also: [_DSN], length: 6"), 2);
    assert_eq!(secrets("except: [API_TOKEN]"), 0);
    assert_eq!(secrets("stand-ins: [acme-]"), 0);
    assert_eq!(secrets("prefixes: [pq]"), 2);
    let ends = with("          resources", "          command: [sleep, 2d]\n          resources");
    assert!(check("command-ends", "days: 30", &ends).contains("ends after 48 hours"));
    assert_eq!(check("command-ends", "days: 2", &ends), "");
    let own = with("          resources", "          command: [/bin/greet]\n          resources");
    assert_eq!(check("command-ends", "days: 30", &own), "");
    assert!(check("command-ends", "also: [greet]", &own).contains("as soon as `greet` has"));
    let plain = with("latest", "v1");
    let images = check("command-ends", "images: [registry.example.com/agent]", &plain);
    assert!(images.contains("has nothing to do"), "{images}");
}
