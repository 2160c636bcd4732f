//! What is no file, and what is none any more.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use crate::program::{DAEMON_SET, folder, run, shell};

fn pipe(path: &std::path::Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn pipes_sockets_and_devices_in_a_folder_are_left_alone() {
    let folder = folder();
    let path = folder.path();
    fs::create_dir_all(path.join("nested/.git/info")).unwrap();
    fs::write(path.join("nested/relay.yaml"), DAEMON_SET.replace("ops", "nested")).unwrap();
    for name in [
        "pipe.yaml",
        ".gitignore",
        ".daemonlint.yaml",
        "Chart.yaml",
        "values.yaml",
        "kustomization.yaml",
        "nested/.daemonlint.yml",
        "nested/.git/info/exclude",
        "nested/.git/config",
    ] {
        pipe(&path.join(name));
    }
    let _socket = UnixListener::bind(path.join("socket.yaml")).unwrap();
    symlink("/dev/zero", path.join("device.yaml")).unwrap();
    let ended = run(path, &["check", "."]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.out.contains("2 objects, 2 DaemonSets"), "{ended:?}");
}

#[test]
fn what_never_ends_is_seen_to_be_no_text() {
    let folder = folder();
    for line in [
        "check /dev/zero",
        "check /dev/urandom",
        "check - </dev/zero",
        "check --config /dev/zero relay.yaml",
        "check --nodes /dev/zero relay.yaml",
        "check --nodes - relay.yaml </dev/zero",
        "check --nodes nodes.yml --pods /dev/zero relay.yaml",
        "check --cluster /dev/zero relay.yaml",
        "check --policy /dev/zero relay.yaml",
        "check --rules /dev/zero relay.yaml",
        "check --baseline /dev/zero relay.yaml",
        "check --against /dev/zero relay.yaml",
        "plan --nodes /dev/zero relay.yaml",
        "baseline --output /dev/zero/x relay.yaml",
    ] {
        let ended = shell(folder.path(), &format!("\"$D\" {line}"));
        assert_eq!(ended.code, Some(2), "{line}: {ended:?}");
        assert!(ended.err.starts_with("error: "), "{line}: {ended:?}");
    }
}

#[test]
fn a_pipe_that_is_named_is_read() {
    let folder = folder();
    pipe(&folder.path().join("pipe"));
    let ended = shell(folder.path(), "cat relay.yaml >pipe & \"$D\" check pipe");
    assert!(ended.code == Some(0) && ended.out.contains("1 DaemonSet"), "{ended:?}");
    let ended = shell(folder.path(), "\"$D\" check <(cat relay.yaml)");
    assert!(ended.code == Some(0) && ended.out.contains("1 DaemonSet"), "{ended:?}");
}

#[test]
fn what_can_not_be_read_is_told_and_the_rest_is_checked() {
    let folder = folder();
    let path = folder.path();
    // A file that is there, opens, and fails when it is read, also for root.
    symlink("/proc/self/mem", path.join("failing.yaml")).unwrap();
    symlink("nowhere", path.join("dangling.yaml")).unwrap();
    symlink("loop.yaml", path.join("loop.yaml")).unwrap();
    let ended = run(path, &["check", "."]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    for name in ["failing.yaml", "dangling.yaml", "loop.yaml"] {
        assert!(ended.err.contains(&format!("error: can't read ./{name}: ")), "{ended:?}");
    }
    assert!(ended.out.contains("1 DaemonSet"), "{ended:?}");
}

#[test]
fn folders_in_circles_are_walked_once() {
    let folder = folder();
    let path = folder.path();
    fs::create_dir(path.join("a")).unwrap();
    symlink("..", path.join("a/up")).unwrap();
    symlink(".", path.join("self")).unwrap();
    symlink("relay.yaml", path.join("twin.yaml")).unwrap();
    let ended = run(path, &["check", "."]);
    assert!(ended.code == Some(0) && ended.out.contains("2 files, 1 object"), "{ended:?}");
}

#[test]
fn files_that_come_and_go_do_no_harm() {
    let folder = folder();
    let line = "(while :; do echo 'a: b' >t.yaml; rm t.yaml; mkdir t.yaml; rmdir t.yaml; done) & \
                changing=$!; worst=0; \
                for i in 1 2 3 4 5; do \"$D\" check . >/dev/null 2>>said; code=$?; \
                [ $code -gt $worst ] && worst=$code; done; kill $changing; \
                grep -v 't.yaml' said; exit $worst";
    let ended = shell(folder.path(), line);
    assert!(matches!(ended.code, Some(0 | 2)), "{ended:?}");
    assert_eq!(ended.out, "", "{ended:?}");
}

#[test]
fn very_long_paths_are_told_as_what_they_are() {
    let folder = folder();
    for name in ["a".repeat(5_000), "a/".repeat(3_000), "../".repeat(2_000)] {
        let ended = run(folder.path(), &["check".to_owned(), name]);
        assert_eq!(ended.code, Some(2), "{:.300}", ended.err);
    }
    let deep = "d/".repeat(400);
    fs::create_dir_all(folder.path().join(&deep)).unwrap();
    fs::write(folder.path().join(&deep).join("a.yaml"), DAEMON_SET.replace("ops", "deep")).unwrap();
    let ended = run(folder.path(), &["check", "."]);
    assert!(ended.code == Some(0) && ended.out.contains("2 DaemonSets"), "{ended:?}");
}

#[test]
fn a_report_does_not_take_the_place_of_what_is_read() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join(".daemonlint.yaml"), "nodes: nodes.yml\n").unwrap();
    fs::create_dir(path.join("charts")).unwrap();
    fs::write(path.join("charts/values.yaml"), "replicas: 2\n").unwrap();
    symlink("relay.yaml", path.join("link")).unwrap();
    for line in [
        "check relay.yaml -o relay.yaml",
        "check . -o json=./relay.yaml",
        "check . -o json=link",
        "check . -o charts/values.yaml",
        "check . -o nodes.yml",
        "check . -o .daemonlint.yaml",
        "check --fix . -o relay.yaml",
        "plan --nodes nodes.yml relay.yaml -o html=nodes.yml",
        "plan --nodes nodes.yml relay.yaml -o relay.yaml",
    ] {
        let ended = shell(path, &format!("\"$D\" {line}"));
        assert_eq!(ended.code, Some(2), "{line}: {ended:?}");
        assert!(ended.err.contains("a report would take its place"), "{line}: {ended:?}");
    }
    assert_eq!(fs::read_to_string(path.join("relay.yaml")).unwrap(), DAEMON_SET);
    // What an earlier run has written may be written again.
    for _ in 0..2 {
        let ended = run(path, &["check", ".", "--output", "json=report.json"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
    }
}
