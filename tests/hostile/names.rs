//! Names that are written to be taken for something else: by a terminal, by a pipeline, by a browser.

use std::fs;
use std::path::Path;

use crate::program::{Ended, folder, run};

/// What a terminal, GitHub, XML, HTML and Markdown obey, and what reads from right to left.
const NAME: &str = "a\u{1b}[31m\u{1b}]0;t\u{7}\n::error file=x::y\r\u{202e}\u{2066}\u{9b}\u{200b}\
    <script>alert(1)</script>\"'><img src=x onerror=y>]]>--><!--&amp;%0A%3A`|[x](javascript:y)\n# head\n##[error]z";

/// What a terminal or the runner of a pipeline would obey.
const COMMANDS: [&str; 9] = [
    "\u{1b}",
    "\u{7}",
    "\r",
    "\u{202e}",
    "\u{2066}",
    "\u{9b}",
    "\u{200b}",
    "\n::error file=x",
    "##[error]z",
];

/// What a browser would, or who reads Markdown.
const MARKUP: [&str; 3] = ["<script>alert", "<img src=x", "\n# head"];

/// A folder whose file, objects, nodes and fields have such names.
fn hostile() -> tempfile::TempDir {
    let folder = folder();
    let name = serde_json::Value::from(NAME).to_string();
    let manifest = format!(
        "{{\"apiVersion\": \"apps/v1\", \"kind\": \"DaemonSet\", \"metadata\": {{\"name\": {name}, \
         \"namespace\": {name}, \"labels\": {{{name}: {name}}}, \"annotations\": {{{name}: {name}}}}}, \
         \"spec\": {{{name}: {name}, \"selector\": {{\"matchLabels\": {{{name}: {name}}}}}, \"template\": \
         {{\"metadata\": {{\"labels\": {{\"a\": {name}}}}}, \"spec\": {{\"nodeSelector\": {{{name}: {name}}}, \
         \"tolerations\": [{{\"key\": {name}, \"operator\": {name}}}], \"containers\": [{{\"name\": {name}, \
         \"image\": {name}, \"hostPort\": {name}, \"env\": [{{\"name\": {name}}}, {{\"name\": {name}}}], \
         \"resources\": {{\"requests\": {{{name}: {name}}}}}}}]}}}}}}}}"
    );
    // A file's name has no slash, and no NUL.
    let file = NAME.replace('/', "_") + ".yaml";
    fs::write(folder.path().join(file), manifest).unwrap();
    let other =
        format!("{{\"apiVersion\": {name}, \"kind\": {name}, \"metadata\": {{\"name\": {name}}}}}");
    fs::write(folder.path().join("other.json"), other).unwrap();
    let node = |number: usize| {
        let name = serde_json::Value::from(format!("{NAME}{number}")).to_string();
        format!(
            "{{\"kind\": \"Node\", \"metadata\": {{\"name\": {name}, \"labels\": {{\"kubernetes.io/os\": \
             \"linux\", {name}: {name}}}}}, \"spec\": {{\"taints\": [{{\"key\": {name}, \"value\": {name}, \
             \"effect\": \"NoSchedule\"}}]}}, \"status\": {{\"allocatable\": {{\"cpu\": \"1\"}}}}}}"
        )
    };
    let nodes = format!("{{\"kind\": \"NodeList\", \"items\": [{}, {}]}}", node(1), node(2));
    fs::write(folder.path().join("hostile.nodes"), nodes).unwrap();
    folder
}

fn assert_harmless(what: &str, ended: &Ended) {
    assert!(ended.code.is_some_and(|code| code <= 2), "{what}: {ended:?}");
    for text in [&ended.out, &ended.err] {
        COMMANDS.iter().for_each(|obeyed| assert_without(what, text, obeyed));
    }
}

fn assert_without(what: &str, text: &str, obeyed: &str) {
    let around = text.find(obeyed).map(|at| text[at..].chars().take(80).collect::<String>());
    assert_eq!(around, None, "{what}: {obeyed:?}");
}

fn all(folder: &Path, command: &[&str], formats: &[&str]) {
    for format in formats {
        let ended = run(folder, &[command, &["--format", format]].concat());
        assert!(!ended.out.is_empty(), "{command:?} {format}: {ended:?}");
        assert_harmless(&format!("{command:?} as {format}"), &ended);
        match *format {
            "json" | "sarif" | "gitlab" => {
                let read = serde_json::from_str::<serde_json::Value>(&ended.out);
                assert!(read.is_ok(), "{command:?} {format}: {}", ended.out);
            }
            "junit" | "checkstyle" | "markdown" | "html" => {
                let what = format!("{command:?} as {format}");
                MARKUP.iter().for_each(|obeyed| assert_without(&what, &ended.out, obeyed));
            }
            "github" => {
                let foreign = ended.out.lines().find(|line| !line.starts_with("::"));
                assert_eq!(foreign, None, "{command:?} {format}");
            }
            _ => {}
        }
    }
}

#[test]
fn reports_of_a_check_are_obeyed_by_nobody() {
    let folder = hostile();
    let formats = [
        "pretty",
        "short",
        "json",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "markdown",
        "html",
    ];
    let nodes = ["check", "--isolated", "--select", "all", "--nodes", "hostile.nodes", "."];
    all(folder.path(), &nodes, &formats);
    let ended = run(folder.path(), &["check", "--isolated", "--verbose", "--diff", "."]);
    assert_harmless("diff", &ended);
}

#[test]
fn reports_of_a_plan_are_obeyed_by_nobody() {
    let folder = hostile();
    let plan = ["plan", "--isolated", "--nodes", "hostile.nodes", "."];
    // The page holds its data as a script, where `<` stands escaped.
    all(folder.path(), &plan, &["table", "matrix", "json", "markdown", "html"]);
    for arguments in [
        vec!["inventory", "show", "hostile.nodes"],
        vec!["inventory", "pack", "hostile.nodes"],
        vec!["why", "--isolated", "--nodes", "hostile.nodes", "relay", &format!("{NAME}1"), "."],
        vec!["why", "--isolated", "--nodes", "hostile.nodes", NAME, NAME, "."],
    ] {
        assert_harmless(arguments[0], &run(folder.path(), &arguments));
    }
}

#[test]
fn what_the_command_line_names_is_obeyed_by_nobody() {
    let folder = folder();
    for arguments in [
        vec!["check", NAME],
        vec![NAME],
        vec!["check", "--select", NAME, "relay.yaml"],
        vec!["check", "--format", NAME, "relay.yaml"],
        vec!["check", "--exclude", NAME, "relay.yaml"],
        vec!["check", "--kubernetes", NAME, "relay.yaml"],
        vec!["check", "--config", NAME, "relay.yaml"],
        vec!["check", "--nodes", NAME, "relay.yaml"],
        vec!["check", "--baseline", NAME, "relay.yaml"],
        vec!["check", "--against", NAME, "relay.yaml"],
        vec!["check", "--since", &format!("git:{NAME}"), "relay.yaml"],
        vec!["check", "--stdin-filename", NAME, "-"],
        vec!["explain", NAME],
        vec!["rules", NAME],
        vec!["why", "--nodes", "nodes.yml", NAME, NAME, "relay.yaml"],
    ] {
        let ended = run(folder.path(), &arguments);
        assert_harmless(&format!("{arguments:?}"), &ended);
    }
}
