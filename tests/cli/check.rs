//! What a check finds, as a user sees it.

use insta::assert_snapshot;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

/// The shipper with a misspelt field and a port that is none.
fn broken() -> String {
    SHIPPER.replace("nodeSelector:", "nodeSelectr:").replace("hostPort: 2020", "hostPort: 70000")
}

#[test]
fn errors_are_shown_at_their_lines() {
    let story = Story::new(&[("deploy/shipper.yaml", &broken())]);
    assert_snapshot!(story.run("check --select admission deploy"), @"
    error[admission-strict]: `template.spec` has no field `nodeSelectr` [fixable]
        ,-[deploy/shipper.yaml:13:7]
     12 |     spec:
     13 |       nodeSelectr:
        :       ^^^^^|^^^^^
        :            `-- unknown field
        `----
      help: did you mean `nodeSelector`?
      see:  daemonlint explain admission-strict

    error[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and
      | 65535
        ,-[deploy/shipper.yaml:23:25]
     22 |             - containerPort: 2020
     23 |               hostPort: 70000
        :                         ^^^^^
        `----
      see:  daemonlint explain admission-invalid

    1 file, 1 object, 1 DaemonSet: 2 errors in N ms (Kubernetes 1.37)
    1 fixable with --fix
    --- exit code 1
    ");
}

#[test]
fn a_terminal_of_colours_is_served_on_demand() {
    let story = Story::new(&[]).with("NO_COLOR", "1");
    let text = broken();
    let colours = |when| {
        let arguments = format!("check --select admission --color {when} -");
        let output = story.output(&text, &arguments);
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert_eq!(["auto", "always", "never"].map(colours), [false, true, false]);
}

#[test]
fn one_line_a_finding_for_editors() {
    let story = Story::new(&[]);
    let arguments = "check --select admission --format short --stdin-filename prod.yaml -";
    assert_snapshot!(story.run_on(&broken(), arguments), @"
    prod.yaml:13:7: error[admission-strict]: `template.spec` has no field `nodeSelectr`
    prod.yaml:23:25: error[admission-invalid]: spec.template.spec.containers[0].ports[0].hostPort: `70000` must be between 1 and 65535
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 errors in N ms (Kubernetes 1.37)
    1 fixable with --fix
    --- exit code 1
    ");
}

#[test]
fn json_carries_positions_and_figures() {
    let story = Story::new(&[]);
    let arguments = "check --isolated --select admission --format json -";
    let output = story.output(&broken(), arguments);
    assert_eq!(output.status.code(), Some(1));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["version"], 1);
    let found = &value["diagnostics"][1];
    assert_snapshot!(found["span"], @r#"{"end":{"byte":524,"column":30,"line":23},"start":{"byte":519,"column":25,"line":23}}"#);
    assert_snapshot!(found["object"], @r#"{"apiVersion":"apps/v1","kind":"DaemonSet","name":"shipper","namespace":"logging"}"#);
    let words = ["rule", "severity", "file", "document", "field", "reason"];
    assert_snapshot!(serde_json::json!(words.map(|word| &found[word])), @r#"["admission-invalid","error","<stdin>",0,"spec.template.spec.containers[0].ports[0].hostPort","FieldValueInvalid"]"#);
    assert_snapshot!(value["summary"], @r#"{"daemonsets":1,"errors":2,"files":1,"infos":0,"kubernetes":"1.37","objects":1,"skipped":[],"suppressed":0,"warnings":0}"#);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text =
        SHIPPER.replace("name: shipper\n  namespace", "name: \"a\\e[31m\u{202e}b\"\n  namespace");
    let story = Story::new(&[("a\u{1b}[2J.yaml", &text), ("nodes.json", &nodes())]);
    let words = ["pretty", "short", "json", "sarif", "github", "gitlab", "junit", "checkstyle"];
    for format in words.into_iter().chain(["markdown", "html"]) {
        let output = story.output("", &format!("check --nodes nodes.json --format {format} ."));
        let seen = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!seen.contains(['\u{1b}', '\u{202e}']), "{seen}");
        assert!(seen.contains("31m"), "{seen}");
    }
}

#[test]
fn the_report_goes_to_a_file_whole() {
    let story = Story::new(&[("a.yaml", SHIPPER)]);
    assert_snapshot!(story.run("check --select admission --format short --output out.txt a.yaml"), @r"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    ");
    assert_eq!(story.read("out.txt"), "");
    assert_snapshot!(story.run("check --output gone/out.txt a.yaml"), @r"
    --- stderr
    error: can't write gone/out.txt: there is no such folder
    --- exit code 2
    ");
}

#[test]
fn what_is_skipped_is_counted_and_named() {
    let story = Story::new(&[
        ("chart/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n"),
        ("chart/templates/ds.yaml", "kind: DaemonSet\nmetadata:\n  name: {{ .Values.name }}\n"),
        ("compose.yaml", "services: {}\n---\nvolumes: {}\n"),
        ("deploy/shipper.yaml", SHIPPER),
    ]);
    assert_snapshot!(story.run("check --select admission --verbose ."), @r"
    4 files, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    skipped: 1 Helm template (helm template CHART | daemonlint check -), 3 without apiVersion and kind
      without apiVersion and kind  ./chart/Chart.yaml:1
      Helm template                ./chart/templates/ds.yaml
      without apiVersion and kind  ./compose.yaml:1
      without apiVersion and kind  ./compose.yaml:3
    ");
    assert_snapshot!(story.run("check --select admission --quiet ."), @"");
}

#[test]
fn an_empty_pipe_is_a_finding_and_a_buffer_is_not() {
    let story = Story::new(&[]);
    let short = "check --format short -";
    for text in ["", "# nothing\n", "replicas: 3\n"] {
        let seen = story.run_on(text, short);
        assert!(seen.contains("there is no Kubernetes object on standard input"), "{seen}");
        assert!(seen.contains("exit code 1"), "{seen}");
        let seen = story.run_on(text, &format!("{short} --stdin-filename values.yaml"));
        assert!(!seen.contains("exit code"), "{seen}");
    }
    // A list of nothing is an answer.
    assert!(!story.run_on("apiVersion: v1\nkind: List\nitems: []\n", short).contains("exit code"));
    assert_snapshot!(story.run_on("", "check -"), @"
    error[admission-decode]: there is no Kubernetes object on standard input
       ,-[<stdin>:1:1]
     1 | 
       : ^
       `----
      help: look whether the command before the pipe has failed; for an editor's buffer say what it is called
            (--stdin-filename)
      see:  daemonlint explain admission-decode

    1 file, 0 objects, 0 DaemonSets: 1 error in N ms
    skipped: 1 empty
    --- exit code 1
    ");
}

#[test]
fn kinds_that_are_not_checked_are_named() {
    let story = Story::new(&[]);
    let text = "apiVersion: ops.example.com/v1\nkind: Agent\nmetadata: {name: a}\nspec: {typ: x}\n";
    let said = story.run_on(text, "check -");
    assert!(
        said.contains("not checked: 1 object of other kinds (ops.example.com/v1 Agent)"),
        "{said}"
    );
}

#[test]
fn an_object_of_another_kind_is_read_strictly_too() {
    let story = Story::new(&[]);
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: 1}\n";
    assert_snapshot!(story.run_on(text, "check --format short --quiet -"), @"
    <stdin>:4:11: error[admission-decode]: `data[a]` takes a string, not the number 1
    --- exit code 1
    ");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let many: Vec<(String, String)> =
        (0..40).map(|i| (format!("d{}/{i}.yaml", i % 7), broken())).collect();
    let files: Vec<(&str, &str)> = many.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let story = Story::new(&files);
    let first = story.run("check --format json .");
    for _ in 0..3 {
        assert_eq!(story.run("check --format json ."), first);
    }
}

/// A shipper of `latest` under OnDelete, which is worth an info.
fn noisy() -> String {
    SHIPPER
        .replace("shipper:1.4.2", "shipper:latest")
        .replace("  selector:\n", "  updateStrategy: {type: OnDelete}\n  selector:\n")
}

#[test]
fn infos_are_counted_and_shown_on_demand() {
    let story = Story::new(&[("a.yaml", &noisy())]);
    let check = "check --ignore no-readiness-probe,image-tag-latest";
    assert_snapshot!(story.run(&format!("{check} a.yaml")), @"1 file, 1 object, 1 DaemonSet: nothing found (1 info: --show info) in N ms (Kubernetes 1.37)");
    for more in ["--show info", "--verbose", "--fail-on info"] {
        let seen = story.run(&format!("{check} {more} a.yaml"));
        assert!(seen.contains("info[on-delete-strategy]"), "{more}: {seen}");
        assert!(!seen.contains("--show"), "{more}: {seen}");
    }
    let seen = story.run("check --show error a.yaml");
    assert!(!seen.contains("image-tag-latest") && seen.contains("--show warning"), "{seen}");
    let seen = story.run(&format!("{check} --format short a.yaml"));
    assert!(seen.starts_with("a.yaml:7:"), "{seen}");
}

#[test]
fn findings_stand_by_their_files_and_are_counted_by_rule() {
    let story = Story::new(&[
        ("a.yaml", &noisy()),
        ("b.yaml", &broken().replace("shipper", "broken")),
        ("c.yaml", &noisy().replace("shipper", "other")),
    ]);
    let check = "check --select admission,image-tag-latest";
    let seen = story.run(&format!("{check} ."));
    let heads: Vec<&str> = seen.lines().filter(|line| line.starts_with("./")).collect();
    assert_snapshot!(heads.join("\n"), @"
    ./b.yaml: 2 errors
    ./a.yaml: 1 warning
    ./c.yaml: 1 warning
    ");
    assert_snapshot!(story.run(&format!("{check} --statistics .")), @"
    1  error    admission-invalid  The API server's validation refuses a field
    1  error    admission-strict   A field that the API doesn't know, or one that appears twice
    2  warning  image-tag-latest   An image whose version is left open

    3 files, 3 objects, 3 DaemonSets: 2 errors, 2 warnings in N ms (Kubernetes 1.37)
    1 fixable with --fix
    --- exit code 1
    ");
    let json = story.run(&format!("{check} --statistics --format json ."));
    let json: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_snapshot!(json["statistics"], @r#"[{"count":1,"rule":"admission-invalid","severity":"error","title":"The API server's validation refuses a field"},{"count":1,"rule":"admission-strict","severity":"error","title":"A field that the API doesn't know, or one that appears twice"},{"count":2,"rule":"image-tag-latest","severity":"warning","title":"An image whose version is left open"}]"#);
    assert_eq!(json["diagnostics"].as_array().unwrap().len(), 4);
}
