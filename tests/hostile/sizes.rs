//! Much of one thing: a tenth of what `.ci/try-hostile` takes, since nothing is optimised here.

use std::fs;

use crate::program::{Ended, folder, run};

const HEAD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n";
const MANY: usize = 100_000;

fn check(text: &str) -> Ended {
    let folder = folder();
    fs::write(folder.path().join("large.yaml"), text).unwrap();
    run(folder.path(), &["check", "--isolated", "--format", "short", "large.yaml"])
}

fn lines(line: impl Fn(usize) -> String) -> String {
    (0..MANY).map(line).collect()
}

#[test]
fn texts_keys_anchors_and_documents_in_masses() {
    let data = |text: &str| format!("{HEAD}data:\n{text}");
    let large = "x".repeat(10_000_000);
    for (text, code) in [
        (data(&format!("  k: {large}\n")), 1),
        (data(&format!("  k: \"{}\"\n", "\\n".repeat(5_000_000))), 1),
        (data(&format!("  k: |\n{}", "    a line of text\n".repeat(500_000))), 1),
        (data(&lines(|i| format!("  k{i}: v\n"))), 0),
        (data(&lines(|i| format!("  k{i}: &a{i} v\n"))), 0),
        (data(&format!("  a: &a v\n{}", lines(|i| format!("  k{i}: *a\n")))), 0),
        (format!("{HEAD}{}", "# a comment\n".repeat(MANY)), 0),
        (lines(|i| format!("---\n{}", HEAD.replace("c}", &format!("c{i}}}")))), 0),
        (format!("{HEAD}{}", "---\n".repeat(MANY)), 0),
    ] {
        let ended = check(&text);
        assert_eq!(ended.code, Some(code), "{:.100}: {:.300}", text, ended.out);
    }
}

#[test]
fn bombs_and_towers_are_refused() {
    let head = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\n";
    let aliases: String =
        (1..100).map(|i| format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1)).collect();
    let merges: String =
        (1..100).map(|i| format!("a{i}: &a{i}\n  <<: [*a{0}, *a{0}]\n", i - 1)).collect();
    let deep = 10_000;
    for text in [
        format!("{head}a0: &a0 [x, y]\n{aliases}"),
        format!("{head}a0: &a0 {{x: y}}\n{merges}"),
        format!("{head}a: &a [*a]\n"),
        format!("{head}spec: {}{}\n", "[".repeat(deep), "]".repeat(deep)),
        format!("{head}spec: {}{}\n", "{a: ".repeat(deep), "}".repeat(deep)),
        format!("{head}spec:\n  {}a\n", "- ".repeat(deep)),
        format!("{head}{}", (0..deep).map(|i| " ".repeat(i) + "a:\n").collect::<String>()),
        format!(
            "{{\"apiVersion\": \"apps/v1\", \"kind\": \"DaemonSet\", \"spec\": {}1{}",
            "{\"a\":".repeat(deep),
            "}".repeat(deep + 1)
        ),
        format!("{head}spec: !!binary \"{}\"\n", "=".repeat(deep)),
    ] {
        let ended = check(&text);
        assert_eq!(ended.code, Some(1), "{:.120}: {:.300}", text, ended.out);
        assert!(ended.out.contains("error[admission-decode]"), "{:.120}: {:.300}", text, ended.out);
    }
}

#[test]
fn what_is_no_text_is_told_at_its_place() {
    let folder = folder();
    let path = folder.path();
    let head = b"apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: ".as_slice();
    for (name, bytes) in [
        ("nul", b"a\0b\n".as_slice()),
        ("no-utf8", b"a\xff\n"),
        ("cut-off", b"\xe2\x82"),
        ("surrogate", b"\xed\xa0\x80\n"),
        ("escaped-surrogate", b"\"\\ud800\"\n"),
        ("overlong", b"\xc0\xaf\n"),
        ("escape", b"\x1b[31m\n"),
    ] {
        let file = format!("{name}.yaml");
        fs::write(path.join(&file), [head, bytes].concat()).unwrap();
        let ended = run(path, &["check", "--isolated", "--format", "short", &file]);
        assert_eq!(ended.code, Some(1), "{name}: {ended:?}");
        // Bytes that are no text have no line: they are told by their number.
        let place = if std::str::from_utf8(bytes).is_ok() { "4:" } else { "1:1: error" };
        assert!(ended.out.starts_with(&format!("{file}:{place}")), "{name}: {ended:?}");
    }
    fs::write(path.join("half.yaml"), b"\xff\xfea\x00:\x00\x00\xd8").unwrap();
    assert_eq!(run(path, &["check", "half.yaml"]).code, Some(1));
}

#[test]
fn many_files_are_named_at_once() {
    let folder = folder();
    let names: Vec<String> = (0..3_000).map(|i| format!("f{i}.yaml")).collect();
    for (i, name) in names.iter().enumerate() {
        fs::write(folder.path().join(name), HEAD.replace("c}", &format!("c{i}}}"))).unwrap();
    }
    let mut arguments = vec!["check".to_owned(), "--isolated".to_owned()];
    arguments.extend(names);
    let ended = run(folder.path(), &arguments);
    assert!(ended.code == Some(0) && ended.out.contains("3000 files, 3000 objects"), "{ended:?}");
}
