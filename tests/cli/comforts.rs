//! What a shell has from us, and what newcomers are told.

use std::process::Command;

use insta::assert_snapshot;

use crate::story::Story;

const HARE: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: hare}
spec:
  selector: {matchLabels: {app: hare}}
  template:
    metadata: {labels: {app: hare}}
    spec: {containers: [{name: run, image: registry.example.com/run:v2}]}
";

const FIELD: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
nodes:
  - nodes: [{names: field}]
";

#[test]
#[expect(clippy::print_stderr, reason = "what is left out is said")]
fn completions_are_scripts_that_their_shells_read() {
    let story = Story::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = story.run(&format!("completions {shell}"));
        for word in ["check", "completions", "workspace"] {
            assert!(script.contains(word), "{shell} has no {word}");
        }
        story.write(shell, &script);
    }
    for shell in ["bash", "zsh", "fish"] {
        let read = Command::new(shell).arg("-n").arg(story.folder().join(shell)).output();
        match read {
            Ok(read) => {
                assert!(read.status.success(), "{shell}: {}", String::from_utf8_lossy(&read.stderr))
            }
            Err(_) => eprintln!("{shell} is not installed: it has not read its script"),
        }
    }
    // Bash completes a command and a format.
    story.write(
        "try",
        "source ./bash\nCOMP_WORDS=(daemonlint check --format s) COMP_CWORD=3\n\
         _daemonlint daemonlint s --format; echo \"${COMPREPLY[@]}\"\n",
    );
    let tried = Command::new("bash").arg("try").current_dir(story.folder()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&tried.stdout), "short sarif\n", "{tried:?}");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let story = Story::new(&[]);
    let page = story.run("man");
    assert!(page.contains(".TH daemonlint 1"), "{page}");
    let page = story.run("man check");
    assert!(page.contains(".TH daemonlint-check 1"), "{page}");
    assert!(page.contains("Exit codes"), "{page}");
    assert!(story.run("man inventory pack").contains("daemonlint-inventory-pack"));
    assert_snapshot!(story.run("man chek").lines().nth(1).unwrap().split(';').next().unwrap(), @"error: `daemonlint` has no command `chek`");
}

#[test]
fn a_revision_without_its_mark_is_known() {
    let story = Story::new(&[("hare.yaml", HARE)]);
    story.git("init --quiet");
    story.git("add .");
    story.git("commit --quiet -m one");
    assert_snapshot!(story.run("check --against HEAD hare.yaml"), @r"
    --- stderr
    error: no file or folder is called `HEAD`; did you mean git:HEAD?
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --against HAED hare.yaml"), @r"
    --- stderr
    error: HAED: no such file or directory
    --- exit code 2
    ");
}

#[test]
fn what_stands_the_wrong_way_round_is_turned() {
    let story = Story::new(&[("hare.yaml", HARE), ("field.yaml", FIELD)]);
    assert_snapshot!(story.run("why field hare --nodes field.yaml hare.yaml"), @r"
    --- stderr
    error: `field` is the node and `hare` the DaemonSet: daemonlint why hare field
    --- exit code 2
    ");
}

#[test]
fn a_path_without_a_command_is_answered() {
    let story = Story::new(&[("hare.yaml", HARE)]);
    let seen = story.run("hare.yaml");
    assert!(seen.contains("to check what is there: daemonlint check hare.yaml"), "{seen}");
    assert!(!story.run("hair.yaml").contains("to check"), "a path that is not there");
}

#[test]
fn colours_can_be_forced() {
    let broken = HARE.replace("labels: {app: hare}", "labels: {app: tortoise}");
    let check = "check --isolated --select selector-template-mismatch hare.yaml";
    let story = Story::new(&[("hare.yaml", &broken)]).with("FORCE_COLOR", "1");
    assert!(story.run(check).contains("\u{1b}[31"), "no colour");
    story.run(&format!("{check} --output out.txt"));
    assert!(!story.read("out.txt").contains('\u{1b}'), "a file has colours");
    let story = story.with("NO_COLOR", "1");
    assert!(!story.run(check).contains('\u{1b}'), "NO_COLOR is not heard");
}
