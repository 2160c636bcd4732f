//! What other programs read: each format of `check` as it is written.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use crate::story::Story;

const HERON: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: heron, namespace: birds}
spec:
  selector: {matchLabels: {app: heron}}
  template:
    metadata: {labels: {app: egret}}
    spec: {containers: [{name: a, image: registry.example.com/a:v2}, {name: b, image: 'registry.example.com/b & <c>'}]}
";

const TIDY: &str = "\
apiVersion: v1
kind: ConfigMap
metadata: {name: reeds, namespace: birds}
";

fn story() -> Story {
    Story::new(&[("deploy/he ron.yaml", HERON), ("deploy/reeds.yaml", TIDY)])
}

const CHECK: &str =
    "check --isolated --select selector-template-mismatch,image-name-invalid,admission";

fn report(story: &Story, format: &str) -> String {
    String::from_utf8(story.output("", &format!("{CHECK} --format {format} ./deploy")).stdout)
        .unwrap()
}

#[test]
fn xml_for_test_reports_and_dashboards() {
    let story = story();
    assert_snapshot!(report(&story, "junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="daemonlint" tests="3" failures="2" errors="0">
      <testsuite name="check" tests="3" failures="2" errors="0">
        <testcase classname="./deploy/he ron.yaml" name="selector-template-mismatch at 5:33">
          <failure type="error" message="the selector wants `app=heron`, the pod template says `egret`">./deploy/he ron.yaml:5:33: the selector wants `app=heron`, the pod template says `egret`
    help: the API server refuses this DaemonSet; write `heron` in both places; where it exists already, change the template, since its selector can&#39;t be changed</failure>
        </testcase>
        <testcase classname="./deploy/he ron.yaml" name="image-name-invalid at 8:87">
          <failure type="error" message="`registry.example.com/b &amp; &lt;c&gt;` is not an image name: no pod can start">./deploy/he ron.yaml:8:87: `registry.example.com/b &amp; &lt;c&gt;` is not an image name: no pod can start
    help: write [REGISTRY/]NAME:TAG, the name in lower case</failure>
        </testcase>
        <testcase classname="./deploy/reeds.yaml" name="nothing found"/>
      </testsuite>
    </testsuites>
    "#);
    assert_snapshot!(report(&story, "checkstyle"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="10.0">
      <file name="./deploy/he ron.yaml">
        <error line="5" column="33" severity="error" message="the selector wants `app=heron`, the pod template says `egret`" source="daemonlint.selector-template-mismatch"/>
        <error line="8" column="87" severity="error" message="`registry.example.com/b &amp; &lt;c&gt;` is not an image name: no pod can start" source="daemonlint.image-name-invalid"/>
      </file>
    </checkstyle>
    "#);
}

#[test]
fn code_quality_for_gitlab() {
    let issues: Value = serde_json::from_str(&report(&story(), "gitlab")).unwrap();
    let shown = issues.as_array().unwrap().iter().map(|issue| {
        let location = &issue["location"];
        let lines = (&location["lines"]["begin"], &location["lines"]["end"]);
        format!(
            "{} {} {} {}-{}\n",
            issue["check_name"], issue["severity"], location["path"], lines.0, lines.1
        )
    });
    assert_snapshot!(shown.collect::<String>(), @r#"
    "selector-template-mismatch" "critical" "deploy/he ron.yaml" 5-5
    "image-name-invalid" "critical" "deploy/he ron.yaml" 8-8
    "#);
}

#[test]
fn fingerprints_outlive_lines_that_come_above_them() {
    let story = story();
    let fingerprints = || {
        let issues: Value = serde_json::from_str(&report(&story, "gitlab")).unwrap();
        let sarif: Value = serde_json::from_str(&report(&story, "sarif")).unwrap();
        let of_issues = issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].clone());
        let results = sarif["runs"][0]["results"].as_array().unwrap().clone();
        let of_results =
            results.iter().map(|result| result["partialFingerprints"]["daemonlint/v1"].clone());
        let of_issues: Vec<String> = of_issues.map(|value| value.to_string()).collect();
        let of_results: Vec<String> = of_results.map(|value| value.to_string()).collect();
        assert_eq!(of_issues, of_results);
        let distinct: BTreeSet<String> = of_issues.iter().cloned().collect();
        assert_eq!(distinct.len(), of_issues.len());
        distinct
    };
    let before = fingerprints();
    story.write("deploy/he ron.yaml", &format!("# one\n\n# two\n{HERON}"));
    assert_eq!(fingerprints(), before);
    story.write("deploy/he ron.yaml", &HERON.replace("name: heron", "name: crane"));
    assert!(fingerprints().is_disjoint(&before));
}

#[test]
fn sarif_for_code_scanning() {
    let story = story();
    let sarif: Value = serde_json::from_str(&report(&story, "sarif")).unwrap();
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], result["ruleId"]);
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("What to write instead"));
    assert_snapshot!(serde_json::to_string_pretty(&result["locations"]).unwrap(), @r#"
    [
      {
        "logicalLocations": [
          {
            "fullyQualifiedName": "DaemonSet/birds/heron",
            "kind": "resource",
            "name": "heron"
          }
        ],
        "message": {
          "text": "the selector wants `heron`"
        },
        "physicalLocation": {
          "artifactLocation": {
            "uri": "deploy/he%20ron.yaml"
          },
          "region": {
            "endColumn": 38,
            "endLine": 5,
            "startColumn": 33,
            "startLine": 5
          }
        }
      }
    ]
    "#);
    story.write("deploy/he ron.yaml", TIDY);
    let clean: Value = serde_json::from_str(&report(&story, "sarif")).unwrap();
    assert_eq!(clean["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn a_step_of_github_actions_marks_lines_without_being_told_to() {
    let story = story().with("GITHUB_ACTIONS", "true");
    assert_snapshot!(story.run(&format!("{CHECK} deploy")), @"
    ::error file=deploy/he ron.yaml,line=5,endLine=5,col=33,endColumn=38,title=selector-template-mismatch::the selector wants `app=heron`, the pod template says `egret`%0Ahelp: the API server refuses this DaemonSet; write `heron` in both places; where it exists already, change the template, since its selector can't be changed
    ::error file=deploy/he ron.yaml,line=8,endLine=8,col=87,endColumn=117,title=image-name-invalid::`registry.example.com/b & <c>` is not an image name: no pod can start%0Ahelp: write [REGISTRY/]NAME:TAG, the name in lower case
    --- stderr
    2 files, 2 objects, 1 DaemonSet: 2 errors in N ms (Kubernetes 1.37)
    1 fixable with --fix --unsafe-fixes
    --- exit code 1
    ");
    let pretty = story.run(&format!("{CHECK} deploy --format pretty"));
    assert!(!pretty.contains("::error"), "{pretty}");
    story.run(&format!("{CHECK} deploy --output report.txt"));
    assert!(!story.read("report.txt").contains("::error"));
}

#[test]
fn what_is_suppressed_is_told_to_code_scanning_with_its_reason() {
    let story = story();
    let accepted = HERON.replace(
        "{app: heron}}",
        "{app: heron}}  # daemonlint: ignore[selector-template-mismatch] moulting",
    );
    story.write("deploy/he ron.yaml", &accepted);
    let sarif: Value = serde_json::from_str(&report(&story, "sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let told = results.iter().map(|one| format!("{} {}\n", one["ruleId"], one["suppressions"]));
    assert_snapshot!(told.collect::<String>(), @r#"
    "admission-invalid" null
    "image-name-invalid" null
    "selector-template-mismatch" [{"justification":"moulting.","kind":"inSource","status":"accepted"}]
    "#);
}

#[test]
fn a_table_for_a_jobs_summary() {
    assert_snapshot!(report(&story(), "markdown"), @r"
    ### daemonlint: 2 errors (Kubernetes 1.37)

    | | place | finding |
    | --- | --- | --- |
    | error | deploy/he ron.yaml:5:33 | **[selector-template-mismatch](https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#pod-selector)**: the selector wants <code>app=heron</code>, the pod template says <code>egret</code><br>the API server refuses this DaemonSet; write <code>heron</code> in both places; where it exists already, change the template, since its selector can't be changed |
    | error | deploy/he ron.yaml:8:87 | **[image-name-invalid](https://kubernetes.io/docs/concepts/containers/images/#image-names)**: <code>registry.example.com/b &amp; &lt;c&gt;</code> is not an image name: no pod can start<br>write \[REGISTRY/\]NAME:TAG, the name in lower case |


    2 files, 2 objects, 1 DaemonSet
    ");
}

#[test]
fn a_page_for_a_browser_needs_nothing_else() {
    let page = report(&story(), "html");
    for missing in ["<script", "src=", "<link", "@import", "url("] {
        assert!(!page.contains(missing), "{missing}");
    }
    assert!(page.contains("<mark>heron</mark>"), "{page}");
    assert!(page.contains("https://kubernetes.io/docs/"), "{page}");
    assert_eq!(page.matches("<article").count(), page.matches("</article>").count());
    assert_eq!(page.matches("<article").count(), 2);
}
