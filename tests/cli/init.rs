//! A config for a repository that has none.

use insta::assert_snapshot;

use crate::exceptions::agent;
use crate::plan::nodes;
use crate::story::Story;

fn repository() -> Story {
    Story::new(&[
        ("deploy/agent.yaml", &agent("agent", "")),
        ("deploy/more/probe.yaml", &agent("probe", "")),
        ("charts/tool/Chart.yaml", "apiVersion: v2\nname: tool\nversion: 0.1.0\n"),
        ("charts/tool/templates/agent.yaml", "kind: {{ .Values.kind }}\n"),
        ("overlays/prod/kustomization.yaml", "resources: [../../deploy]\n"),
        ("clusters/nodes.json", &nodes()),
        ("clusters/kind.yaml", "kind: Cluster\nnodes: [{image: 'kindest/node:v1.34.2'}]\n"),
        ("vendor/other.yaml", &agent("other", "")),
    ])
}

#[test]
fn a_config_is_written_for_what_is_there() {
    let story = repository();
    assert_snapshot!(story.run("init"), @"
    --- stderr
    wrote .daemonlint.yaml: 3 objects (3 DaemonSets) in 2 folders, 1 chart, 1 kustomization, 1 node list, Kubernetes 1.34
    wrote .daemonlint-baseline.json: 10 findings in 3 files
    next: daemonlint check .   # tells what is new
          daemonlint check --isolated .   # tells all, to be mended by and by
    ");
    assert_snapshot!(story.read(".daemonlint.yaml"), @r#"
    # What `daemonlint check` does here. All that may stand in this file: daemonlint schema config
    # Objects are in deploy (2 objects, 2 DaemonSets) and vendor (1 object, 1 DaemonSet).
    # Charts are in charts/tool: what they render to is checked by
    #   daemonlint check --helm CHART
    # Kustomizations are in overlays/prod; what one renders to is checked by
    #   daemonlint check --kustomize DIR

    # Which rules run: default, strict (also those that some find too much), or security.
    # profile: strict

    # Rules and categories that are not wanted here (`daemonlint rules` lists them), and other severities.
    # ignore: [hygiene]
    # severity:
    #   no-memory-limit: info       # error, warning, info or off
    # params:
    #   daemonset-overhead: {share: 25}
    # fail-on: warning              # error is the default

    # Files and folders that are not checked.
    # exclude: ["vendor/**"]

    # Folders that are applied each by itself: what is in one is never held against another.
    # deployments: [envs/*]

    # The Kubernetes that answers: 1.32, 1.33, 1.34, 1.35, 1.36, 1.37.
    # clusters/kind.yaml says so.
    kubernetes: "1.34"

    # The nodes: with them the rules about places and room run, too.
    nodes: clusters/nodes.json   # 10 nodes

    # Exceptions by path or object, for what nobody can annotate, and what no comment may suppress.
    # overrides:
    #   - paths: [vendor/**]
    #     ignore: [hygiene]
    # suppress:
    #   - rules: [privileged-container]
    #     objects: [{kind: DaemonSet, namespace: kube-system, name: "cilium*"}]
    #     reason: it is the network of every node
    # require-reason: true
    # enforce: [secret-in-env]

    # What was found already: only what is new is told. `daemonlint baseline .` writes it again.
    baseline: ".daemonlint-baseline.json"
    "#);
    let seen = story.run("check --format short .");
    assert!(seen.contains("nothing found (") && seen.contains("in the baseline)"), "{seen}");
    story.write("deploy/new.yaml", &agent("new", ""));
    let seen = story.run("check --format short .");
    assert!(seen.contains("deploy/new.yaml:16:18: warning[image-tag-latest]"), "{seen}");
    // All that it offers may stand there.
    let offered = story.read(".daemonlint.yaml");
    let comment = |line: &str| {
        line.strip_prefix("# ")
            .filter(|rest| {
                let text = rest.trim_start();
                let key = text.split([':', ' ']).next().unwrap_or_default();
                let is_key = key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                is_key && (text.contains(": ") || text.ends_with(':')) || text.starts_with("- ")
            })
            .map(str::to_owned)
    };
    let all: Vec<String> =
        offered.lines().map(|line| comment(line).unwrap_or_else(|| line.to_owned())).collect();
    let all = all.join("\n");
    assert!(all.contains("\nprofile: strict") && all.contains("\nenforce: ["), "{all}");
    story.write(
        "all/.daemonlint.yaml",
        &all.replace("nodes: clusters", "nodes: ../clusters")
            .replace("baseline: \"", "baseline: \"../"),
    );
    story.write("all/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    let seen = story.run("check --quiet all");
    assert!(!seen.contains("exit code 2"), "{seen}{all}");
}

#[test]
fn what_is_there_is_not_written_over() {
    let story = repository();
    story.write(".daemonlint.yml", "");
    let before = story.run("check --quiet --format short deploy");
    assert_snapshot!(story.run("init ."), @"
    --- stderr
    error: .daemonlint.yml is there already: nothing is written
    --- exit code 2
    ");
    assert_snapshot!(story.run("init --output deploy/agent.yaml"), @"
    --- stderr
    error: deploy/agent.yaml is there already: nothing is written
    --- exit code 2
    ");
    assert_snapshot!(story.run("init nowhere"), @"
    --- stderr
    error: nowhere is no folder
    --- exit code 2
    ");
    assert_eq!(story.run("check --quiet --format short deploy"), before);
    // Nothing is written where it is printed.
    let printed = story.run("init --output - deploy");
    assert!(printed.starts_with("# What `daemonlint check` does here."), "{printed}");
    assert!(!story.folder().join("deploy/.daemonlint.yaml").exists());
    assert_snapshot!(story.run("init --no-baseline deploy"), @"
    --- stderr
    wrote deploy/.daemonlint.yaml: 2 objects (2 DaemonSets) in 2 folders
    next: daemonlint check deploy   # tells what is found
    ");
    assert!(!story.folder().join("deploy/.daemonlint-baseline.json").exists());
}

#[test]
fn an_empty_folder_gets_a_config_to_begin_with() {
    let story = Story::new(&[("empty/readme.md", "")]);
    assert_snapshot!(story.run("init empty"), @"
    --- stderr
    wrote empty/.daemonlint.yaml: 0 objects (0 DaemonSets) in 0 folders
    next: daemonlint check empty   # tells what is found
    ");
    assert_snapshot!(story.read("empty/.daemonlint.yaml"), @r#"
    # What `daemonlint check` does here. All that may stand in this file: daemonlint schema config
    # No object of Kubernetes was found.

    # Which rules run: default, strict (also those that some find too much), or security.
    # profile: strict

    # Rules and categories that are not wanted here (`daemonlint rules` lists them), and other severities.
    # ignore: [hygiene]
    # severity:
    #   no-memory-limit: info       # error, warning, info or off
    # params:
    #   daemonset-overhead: {share: 25}
    # fail-on: warning              # error is the default

    # Files and folders that are not checked.
    # exclude: ["vendor/**"]

    # Folders that are applied each by itself: what is in one is never held against another.
    # deployments: [envs/*]

    # The Kubernetes that answers: 1.32, 1.33, 1.34, 1.35, 1.36, 1.37.
    # kubernetes: "1.37"

    # The nodes: with them the rules about places and room run, too.
    #   kubectl get nodes -o json | daemonlint inventory pack - -o nodes.yaml
    # nodes: nodes.yaml

    # Exceptions by path or object, for what nobody can annotate, and what no comment may suppress.
    # overrides:
    #   - paths: [vendor/**]
    #     ignore: [hygiene]
    # suppress:
    #   - rules: [privileged-container]
    #     objects: [{kind: DaemonSet, namespace: kube-system, name: "cilium*"}]
    #     reason: it is the network of every node
    # require-reason: true
    # enforce: [secret-in-env]

    # What was found already: only what is new is told. `daemonlint baseline .` writes it again.
    # baseline: .daemonlint-baseline.json
    "#);
}
