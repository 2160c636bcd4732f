//! Rules that users bring: files with an expression in CEL.

use insta::assert_snapshot;

use crate::story::Story;

const AGENTS: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: ops
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:v1
        - name: shipper
          image: quay.io/other/shipper:v3
        - name: probe
          image: docker.io/other/probe:v2
";

/// A rule with a check.
fn rule(id: &str, check: &str) -> String {
    format!(
        "id: {id}
title: An image comes from elsewhere
category: security
severity: error
why: Nodes reach our registry alone.
fix: Mirror the image, and name it there.
check:
{check}"
    )
}

const OURS: &str = "  cel: self.startsWith(params.registry)
  at: spec.template.spec.containers[*].image
  messageExpression: \"'`' + self + '` is not from ' + params.registry\"
params: {registry: registry.example.com/}
";

const CHECK: &str = "check --format short --quiet --select";

#[test]
fn a_rule_finds_each_offending_place_at_its_line() {
    let story = Story::new(&[("rules/ours.yaml", &rule("ours", OURS)), ("agent.yaml", AGENTS)]);
    assert_snapshot!(story.run("check --rules rules --select ours agent.yaml"), @"
    error[ours]: `quay.io/other/shipper:v3` is not from registry.example.com/
        ,-[agent.yaml:17:18]
     16 |         - name: shipper
     17 |           image: quay.io/other/shipper:v3
        :                  ^^^^^^^^^^^^^^^^^^^^^^^^
        `----
      help: Mirror the image, and name it there.
      see:  daemonlint explain ours

    error[ours]: `docker.io/other/probe:v2` is not from registry.example.com/
        ,-[agent.yaml:19:18]
     18 |         - name: probe
     19 |           image: docker.io/other/probe:v2
        :                  ^^^^^^^^^^^^^^^^^^^^^^^^
        `----
      help: Mirror the image, and name it there.

    1 file, 1 object, 1 DaemonSet: 2 errors in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    // A condition on the whole object is asked again of each place.
    let whole = "  cel: object.spec.template.spec.containers.all(c, c.image.startsWith('registry.example.com/'))
  at: spec.template.spec.containers[*].image
";
    let story = Story::new(&[("rules/ours.yaml", &rule("ours", whole)), ("agent.yaml", AGENTS)]);
    assert_snapshot!(story.run(&format!("{CHECK} ours --rules rules agent.yaml")), @"
    agent.yaml:17:18: error[ours]: An image comes from elsewhere
    agent.yaml:19:18: error[ours]: An image comes from elsewhere
    --- exit code 1
    ");
    // An expression gives paths; elements are named by their place or their name.
    let paths = "  cel: object.spec.template.spec.containers.all(c, c.image.startsWith('registry.example.com/'))
  at: >-
    object.spec.template.spec.containers.filter(c, !c.image.startsWith('registry.example.com/'))
    .map(c, 'spec.template.spec.containers[' + c.name + '].image')
";
    let story = Story::new(&[("rules/ours.yaml", &rule("ours", paths)), ("agent.yaml", AGENTS)]);
    assert_snapshot!(story.run(&format!("{CHECK} ours --rules rules agent.yaml")), @"
    agent.yaml:17:18: error[ours]: An image comes from elsewhere
    agent.yaml:19:18: error[ours]: An image comes from elsewhere
    --- exit code 1
    ");
    // What is at each of them may be asked.
    let each = "  cel: self.startsWith('quay.io/')
  at: object.spec.template.spec.containers.map(c, 'spec.template.spec.containers[' + c.name + '].image')
  messageExpression: \"'not ' + self\"
";
    let story = Story::new(&[("rules/ours.yaml", &rule("ours", each)), ("agent.yaml", AGENTS)]);
    assert_snapshot!(story.run(&format!("{CHECK} ours --rules rules agent.yaml")), @"
    agent.yaml:15:18: error[ours]: not registry.example.com/agent:v1
    agent.yaml:19:18: error[ours]: not docker.io/other/probe:v2
    --- exit code 1
    ");
}

#[test]
fn a_rule_stands_beside_those_of_the_program() {
    let story = Story::new(&[
        ("rules/ours.yaml", &rule("ours", OURS)),
        (
            ".daemonlint.yaml",
            "rules: [rules]\nseverity: {ours: warning}\nparams:\n  ours: {registry: quay.io/}\n",
        ),
        (
            "agent.yaml",
            &AGENTS.replace("v2\n", "v2 # daemonlint: ignore[ours] until it is mirrored\n"),
        ),
    ]);
    // The folder's rule files are no manifests.
    assert_snapshot!(story.run("check --format short --ignore targeting,hygiene,capacity ."), @"
    ./agent.yaml:15:18: warning[ours]: `registry.example.com/agent:v1` is not from quay.io/
    ./agent.yaml:13:7: info[no-readiness-probe]: an update takes a pod for a working one as soon as it starts: no readiness probe, and `minReadySeconds` is 0
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning, 1 info (1 suppressed) in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.run("rules --select ours"), @"
    security
      error    ours  An image comes from elsewhere
    ");
    assert_snapshot!(story.run("explain ours"), @r#"
    ours  error · security
    An image comes from elsewhere

    Why
      Nodes reach our registry alone.

    What to write instead
      Mirror the image, and name it there.

    Parameters, and what they are unless the config says otherwise
      params:
        ours:
          registry: "registry.example.com/"

    To accept a finding
      # daemonlint: ignore[ours] the reason  in the line, or above it
      daemonlint.dev/ignore: ours            an annotation, for the whole object
    "#);
    let sarif = story.run("check --format sarif --select ours agent.yaml");
    assert!(sarif.contains("\"id\":\"ours\""), "{sarif}");
}

#[test]
fn a_mistake_in_a_rule_is_shown_where_it_stands() {
    let wrong = |text: &str| {
        let story = Story::new(&[("rules/ours.yaml", text), ("agent.yaml", AGENTS)]);
        story.run("check --rules rules agent.yaml")
    };
    let misnamed = "  cel: |
    object.kind != 'DaemonSet' ||
    objct.metadata.name.startsWith('a')
";
    assert_snapshot!(wrong(&rule("ours", misnamed)), @"
    --- stderr
    error[rule]: undeclared reference to 'objct'; did you mean `object`?
        ,-[rules/ours.yaml:10:5]
      9 |     object.kind != 'DaemonSet' ||
     10 |     objct.metadata.name.startsWith('a')
        :     ^^^^^
        `----

    --- exit code 2
    ");
    assert_snapshot!(wrong(&rule("ours", "  cel: object.metadata.name\n")), @"
    --- stderr
    error[rule]: this must come to true or false, it comes to dyn
       ,-[rules/ours.yaml:8:8]
     7 | check:
     8 |   cel: object.metadata.name
       :        ^^^^^^^^^^^^^^^^^^^^
       `----

    --- exit code 2
    ");
    assert_snapshot!(wrong(&rule("ours", "  cel: 'true'\n  messageExpression: 1 + 1\n")), @"
    --- stderr
    error[rule]: this must come to a string, it comes to int
       ,-[rules/ours.yaml:9:22]
     8 |   cel: 'true'
     9 |   messageExpression: 1 + 1
       :                      ^^^^^
       `----

    --- exit code 2
    ");
    assert_snapshot!(wrong(&rule("ours", "  builtin: true\n")), @"
    --- stderr
    error[rule]: a rule of your own has `check.cel`, an expression that must be true
       ,-[rules/ours.yaml:8:3]
     7 | check:
     8 |   builtin: true
       :   ^^^^^^^^^^^^^
       `----

    --- exit code 2
    ");
    assert_snapshot!(wrong(&rule("ours", "  cel: 'true'\n  att: spec\n")), @"
    --- stderr
    error[rule]: `att` is not a field of a check; those are builtin, cel, at, message, messageExpression, kinds
       ,-[rules/ours.yaml:9:3]
     8 |   cel: 'true'
     9 |   att: spec
       :   ^^^
       `----

    --- exit code 2
    ");
    assert_snapshot!(wrong(&rule("does-not-fit", "  cel: 'true'\n")), @"
    --- stderr
    error[rule]: `does-not-fit` is a rule of this program
       ,-[rules/ours.yaml:1:5]
     1 | id: does-not-fit
       :     ^^^^^^^^^^^^
       `----

    --- exit code 2
    ");
    assert_snapshot!(wrong(&rule("Ours", "  cel: 'true'\n")), @"
    --- stderr
    error[rule]: an id is in small letters, digits and dashes: `image-from-elsewhere`
       ,-[rules/ours.yaml:1:5]
     1 | id: Ours
       :     ^^^^
       `----

    --- exit code 2
    ");
}

#[test]
fn a_rule_that_can_not_be_evaluated_is_no_silent_one() {
    let check = "  cel: object.spec.template.spec.hostNetwork\n";
    let story = |check: &str| {
        let story = Story::new(&[("ours.yaml", &rule("ours", check)), ("agent.yaml", AGENTS)]);
        story.run(&format!("{CHECK} ours --rules ours.yaml --show info agent.yaml"))
    };
    assert_snapshot!(story(&check.replace("hostNetwork", "hostNetwork == true")), @"
    agent.yaml:2:7: error[ours]: the rule can't be evaluated: no such key: hostNetwork
    --- exit code 1
    ");
    assert_snapshot!(story("  cel: namespaceObject.metadata.name == 'ops'\n"), @"agent.yaml:2:7: info[ours]: it isn't known whether this holds: the namespace is only known in a cluster");
    let endless = "  cel: \"'abcdefghij'.split('').all(a, 'abcdefghij'.split('').all(b, 'abcdefghij'.split('').all(c, 'abcdefghij'.split('').all(d, 'abcdefghij'.split('').all(e, 'abcdefghij'.split('').all(f, true))))))\"\n";
    assert_snapshot!(story(endless), @"
    agent.yaml:2:7: error[ours]: the rule can't be evaluated: operation cancelled: actual cost limit exceeded
    --- exit code 1
    ");
}

#[test]
fn a_rule_asks_what_there_was_what_else_there_is_and_where_pods_run() {
    let node = |name: &str, spec: &str| {
        format!("apiVersion: v1\nkind: Node\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n")
    };
    let tainted = "taints: [{key: dedicated, value: gpu, effect: NoSchedule}]";
    let nodes = format!("{}---\n{}", node("one", ""), node("two", tainted));
    let budget = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: agent, namespace: ops}\nspec: {selector: {matchLabels: {app: agent}}, maxUnavailable: 1}\n";
    let run = |check: &str, arguments: &str| {
        let story = Story::new(&[
            ("ours.yaml", &rule("ours", check)),
            ("agent.yaml", AGENTS),
            ("budget.yaml", budget),
            ("old/agent.yaml", &AGENTS.replace("agent:v1", "agent:v0")),
            ("nodes.yaml", &nodes),
        ]);
        story.run(&format!("{CHECK} ours --rules ours.yaml {arguments}"))
    };
    let placement = "  cel: size(placement.missing) == 0
  messageExpression: \"placement.missing.map(m, m.node + ': ' + m.reasons.join(', ')).join('; ') + ' of ' + string(size(nodes))\"
";
    assert_snapshot!(run(placement, "--nodes nodes.yaml agent.yaml"), @"
    agent.yaml:2:7: error[ours]: two: node(s) had untolerated taint(s) of 2
    --- exit code 1
    ");
    // Without nodes it is silent, as those of the program are.
    assert_snapshot!(run(placement, "agent.yaml"), @"");
    assert_snapshot!(run("  cel: size(placement.runs) > 0\n", "agent.yaml"), @"
    --- stderr
    error[rule]: undefined field 'runs'
       ,-[ours.yaml:8:23]
     7 | check:
     8 |   cel: size(placement.runs) > 0
       :                       ^^^^
       `----

    --- exit code 2
    ");
    let old = "  cel: oldObject == null || oldObject.spec.template.spec.containers[0].image == object.spec.template.spec.containers[0].image\n  at: spec.template.spec.containers[0].image\n";
    assert_snapshot!(run(old, "--against old/agent.yaml agent.yaml"), @"
    agent.yaml:15:18: error[ours]: An image comes from elsewhere
    --- exit code 1
    ");
    assert_snapshot!(run(old, "agent.yaml"), @"");
    let workspace = "  cel: workspace.exists(o, o.kind == 'Deployment')\n  kinds: [PodDisruptionBudget]\n  message: no Deployment beside it\n";
    assert_snapshot!(run(workspace, "agent.yaml budget.yaml"), @"
    budget.yaml:2:7: error[ours]: no Deployment beside it
    --- exit code 1
    ");
}

/// A rule file with examples; the bad one expects this.
fn with_examples(expect: &str) -> String {
    let example = |image: &str| {
        let agents = AGENTS.replace("quay.io/other/shipper:v3", image);
        let agents = agents.replace("docker.io/other/probe:v2", "registry.example.com/probe:v2");
        agents.lines().map(|line| format!("      {line}\n")).collect::<String>()
    };
    let (bad, good) = (example("quay.io/a/b:v1"), example("registry.example.com/b:v1"));
    let rule = rule("ours", OURS);
    format!("{rule}examples:\n  - bad: |\n{bad}    expect: [{expect}]\n  - good: |\n{good}")
}

#[test]
fn examples_hold_a_rule_to_what_it_says() {
    let told = rule("told", "  cel: size(object.metadata.name) > 3\n");
    let story = Story::new(&[
        ("rules/right.yaml", &with_examples("ours at 17:18")),
        ("wrong/place.yaml", &with_examples("ours at 17:11")),
        ("wrong/none.yaml", &told),
        ("broken/none.yaml", &rule("broken", "  cel: object.\n")),
    ]);
    assert_snapshot!(story.run("rules test rules"), @"
    --- stderr
    1 rule, 2 examples: all show what they say
    ");
    assert_snapshot!(story.run("rules test --verbose rules"), @"
    ok      ours  rules/right.yaml
    --- stderr
    1 rule, 2 examples: all show what they say
    ");
    assert_snapshot!(story.run("rules test wrong"), @"
    failed  told  wrong/none.yaml
      no example is `bad`: nothing shows that the rule finds anything
      no example is `good`: nothing shows that it leaves anything alone
    failed  ours  wrong/place.yaml
      example 1
        expected  ours at 17:11
        found     ours at 17:18: `quay.io/a/b:v1` is not from registry.example.com/
    --- stderr
    2 rules, 2 examples: 2 failed
    --- exit code 1
    ");
    assert_snapshot!(story.run("rules test broken"), @"
    --- stderr
    error[rule]: a name is missing after the dot, before the end
       ,-[broken/none.yaml:8:15]
     7 | check:
     8 |   cel: object.
       :               ^
       `----

    --- exit code 2
    ");
    // A config's parameters are not what the examples show.
    let config = "rules: [rules]\nparams: {ours: {registry: quay.io/}}\n";
    let with_config = Story::new(&[
        (".daemonlint.yaml", config),
        ("rules/right.yaml", &with_examples("ours at 17:18")),
    ]);
    assert_snapshot!(with_config.run("rules test rules"), @"
    --- stderr
    1 rule, 2 examples: all show what they say
    ");
    assert!(with_config.run("rules test").contains(": all show what they say"));
    assert_snapshot!(story.run("rules test nowhere"), @"
    --- stderr
    error: nowhere: no such file or directory
    --- exit code 2
    ");
}

#[test]
fn the_beginning_of_a_rule_passes_its_own_examples() {
    let story = Story::new(&[("agent.yaml", AGENTS)]);
    assert_snapshot!(story.run("rules new no-mirror --output no-mirror.yaml"), @"");
    assert_snapshot!(story.run("rules new no-mirror --output no-mirror.yaml"), @"
    --- stderr
    error: no-mirror.yaml is there already: nothing is written
    --- exit code 2
    ");
    assert_snapshot!(story.run("rules test no-mirror.yaml"), @"
    --- stderr
    1 rule, 2 examples: all show what they say
    ");
    assert_snapshot!(story.run(&format!("{CHECK} no-mirror --rules no-mirror.yaml agent.yaml")), @"
    agent.yaml:17:18: warning[no-mirror]: `quay.io/other/shipper:v3` is not from registry.example.com/
    agent.yaml:19:18: warning[no-mirror]: `docker.io/other/probe:v2` is not from registry.example.com/
    ");
    assert_snapshot!(story.run("rules new placeholder"), @"
    --- stderr
    error: `placeholder` is a rule of this program
    --- exit code 2
    ");
    assert_snapshot!(story.run("rules new No_Mirror"), @"
    --- stderr
    error[rule]: an id is in small letters, digits and dashes: `image-from-elsewhere`
       ,-[No_Mirror.yaml:1:5]
     1 | id: No_Mirror
       :     ^^^^^^^^^
       `----

    --- exit code 2
    ");
}

#[test]
fn the_rules_of_this_program_pass_theirs_and_their_reference_is_current() {
    let story = Story::new(&[]);
    let told = story.run("rules test --isolated");
    assert!(told.contains(": all show what they say"), "{told}");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let reference = story.run("rules list --isolated --format markdown");
    if std::env::var_os("DAEMONLINT_UPDATE").is_some() {
        std::fs::write(&path, &reference).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == reference, "docs/rules.md is old: run with DAEMONLINT_UPDATE=1");
}

#[test]
fn a_field_that_the_kinds_of_a_rule_lack_is_marked_in_the_rule() {
    let wrong = |check: &str| {
        let story =
            Story::new(&[("rules/ours.yaml", &rule("ours", check)), ("agent.yaml", AGENTS)]);
        story.run(&format!("{CHECK} ours --rules rules agent.yaml"))
    };
    assert_snapshot!(wrong("  cel: |
    has(object.spec.template.spec.hostNetwrk) ||
    object.spec.template.spec.containers.all(c, c.imag != '')
"), @"
    --- stderr
    error[rule]: undefined field 'hostNetwrk'; did you mean `hostNetwork`?
       ,-[rules/ours.yaml:9:5]
     8 |   cel: |
     9 |     has(object.spec.template.spec.hostNetwrk) ||
       :     ^^^
       `----

    error[rule]: undefined field 'imag'; did you mean `image`?
        ,-[rules/ours.yaml:10:51]
      9 |     has(object.spec.template.spec.hostNetwrk) ||
     10 |     object.spec.template.spec.containers.all(c, c.imag != '')
        :                                                   ^^^^
        `----

    --- exit code 2
    ");
    assert_snapshot!(wrong("  cel: self.startsWith('registry.')
  at: spec.template.spec.container[*].image
"), @"
    --- stderr
    error[rule]: undefined field 'container'; did you mean `containers`?
       ,-[rules/ours.yaml:9:26]
     8 |   cel: self.startsWith('registry.')
     9 |   at: spec.template.spec.container[*].image
       :                          ^^^^^^^^^
       `----

    --- exit code 2
    ");
    assert_snapshot!(wrong("  cel: self != 1
  at: spec.template.spec.containers[*].image
params: {registry: a}
"), @"
    --- stderr
    error[rule]: found no matching overload for '_!=_' applied to '(string, int)'
       ,-[rules/ours.yaml:8:13]
     7 | check:
     8 |   cel: self != 1
       :             ^
       `----

    --- exit code 2
    ");
    assert_snapshot!(wrong("  cel: self.startsWith(params.registri)
  at: spec.template.spec.containers[*].image
params: {registry: a}
"), @"
    --- stderr
    error[rule]: undefined field 'registri'; did you mean `registry`?
       ,-[rules/ours.yaml:8:31]
     7 | check:
     8 |   cel: self.startsWith(params.registri)
       :                               ^^^^^^^^
       `----

    --- exit code 2
    ");
    assert_snapshot!(wrong("  cel: !has(object.spec.template.spec.hostNetwork)\n"), @"
    --- stderr
    error[rule]: a value is missing before the end
       ,-[rules/ours.yaml:8:51]
     7 | check:
     8 |   cel: !has(object.spec.template.spec.hostNetwork)
       :                                                   ^
       `----
      help: `!` begins a tag in YAML: put the expression in quotes

    --- exit code 2
    ");
    // A rule for several kinds may ask which one it has before it.
    let several = "  cel: object.kind != 'Deployment' || object.spec.replicas > 1
  kinds: [DaemonSet, Deployment]
";
    assert_eq!(wrong(several), "");
    // What is known of none of Kubernetes' kinds may be right of others.
    assert_eq!(wrong("  cel: has(object.spec.fancy)\n  kinds: [Gadget]\n"), "");
    assert_eq!(wrong("  cel: has(object.spec) || has(object.data)\n  kinds: ['*']\n"), "");
}
