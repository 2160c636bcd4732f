//! `--fix`, stopped in the middle, and twice at once.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use crate::program::{DAEMON_SET, run, shell};

const FILES: usize = 150;

/// A DaemonSet with something to mend, which is told by its number.
fn broken(number: usize) -> String {
    DAEMON_SET
        .replace("name: relay,", &format!("name: relay-{number},"))
        .replace(
            "      containers",
            "      serviceAccount: relay\n      hostPID: \"true\"\n      containers",
        )
        .replace("image:", "imagePullpolicy: Always\n          image:")
}

fn broken_files() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..FILES {
        fs::write(folder.path().join(format!("{number}.yaml")), broken(number)).unwrap();
    }
    folder
}

/// Every file's text, by its number.
fn texts(folder: &Path) -> Vec<String> {
    let text = |number| fs::read_to_string(folder.join(format!("{number}.yaml"))).unwrap();
    (0..FILES).map(text).collect()
}

/// The program, mending all of a folder.
fn fixing(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daemonlint"));
    command.args(["check", "--isolated", "--fix", "--unsafe-fixes", "."]).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The texts once all is mended.
fn mended() -> Vec<String> {
    let folder = broken_files();
    assert!(fixing(folder.path()).status().unwrap().code().is_some());
    let mended = texts(folder.path());
    let changed = mended.iter().enumerate().filter(|(number, text)| **text != broken(*number));
    assert_eq!(changed.count(), FILES, "there is something to mend in every file");
    mended
}

#[test]
fn an_interrupt_leaves_every_file_whole() {
    let mended = mended();
    for round in 0..40 {
        let folder = broken_files();
        let mut child = fixing(folder.path()).spawn().unwrap();
        // Somewhat later each time, until it is stopped while it writes.
        sleep(Duration::from_millis(20 + 12 * round));
        let id = child.id().to_string();
        let signal = if round % 2 == 0 { "-INT" } else { "-TERM" };
        // It may have ended already.
        let _ = Command::new("kill").args([signal, &id]).stderr(Stdio::null()).status();
        let _ = child.wait().unwrap();
        let texts = texts(folder.path());
        let new = texts.iter().zip(&mended).filter(|(text, mended)| text == mended).count();
        for (number, text) in texts.iter().enumerate() {
            let whole = *text == broken(number) || *text == mended[number];
            assert!(whole, "{number}.yaml after round {round}: {text}");
        }
        if new == FILES {
            break;
        }
    }
}

#[test]
fn two_at_once_come_to_what_one_comes_to() {
    let mended = mended();
    let folder = broken_files();
    let mut both = [fixing(folder.path()).spawn().unwrap(), fixing(folder.path()).spawn().unwrap()];
    for child in &mut both {
        assert!(child.wait().unwrap().code().is_some_and(|code| code <= 2));
    }
    for (number, (text, mended)) in texts(folder.path()).iter().zip(&mended).enumerate() {
        assert!(text == mended || *text == broken(number), "{number}.yaml: {text}");
    }
    assert!(fixing(folder.path()).status().unwrap().code().is_some());
    assert_eq!(texts(folder.path()), mended);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), FILES, "nothing is left over");
}

#[test]
fn what_can_not_be_written_is_told_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    // Longer than any file may become below.
    let text = broken(0) + &"# a comment\n".repeat(20_000);
    fs::write(path.join("a.yaml"), &text).unwrap();
    let line = "trap '' XFSZ; ulimit -f 8; \"$D\" check --isolated --fix --unsafe-fixes a.yaml";
    let ended = shell(path, line);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.err.contains("can't write a.yaml"), "{ended:?}");
    assert_eq!(fs::read_to_string(path.join("a.yaml")).unwrap(), text);
    assert_eq!(fs::read_dir(path).unwrap().count(), 1, "nothing is left over");
    let ended = shell(path, "trap '' XFSZ; ulimit -f 8; \"$D\" check a.yaml -o json=report.json");
    assert!(ended.code.is_some_and(|code| code < 2), "{ended:?}");
    let ended = shell(path, "ulimit -f 0; trap '' XFSZ; \"$D\" check a.yaml -o json=other.json");
    assert!(ended.code == Some(2) && !path.join("other.json").exists(), "{ended:?}");
}

#[test]
fn a_text_from_a_pipe_is_mended_into_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), broken(0)).unwrap();
    let ended = shell(folder.path(), "\"$D\" check --isolated --fix - <a.yaml >/dev/full");
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let ended = run(folder.path(), &["check", "--isolated", "--fix", "a.yaml"]);
    assert!(ended.code.is_some_and(|code| code < 2), "{ended:?}");
}
