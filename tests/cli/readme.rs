//! The README's excerpts are what the program prints. `DAEMONLINT_UPDATE_README=1` writes them
//! anew.

use std::path::Path;
use std::process::Command;

use crate::story::timeless;

const FENCE: &str = "```";

/// What a terminal of 100 columns shows of a command that is run in the repository.
fn shown(root: &Path, command: &str) -> String {
    let words = command.strip_prefix("daemonlint ").unwrap().split(' ');
    let output = Command::new(env!("CARGO_BIN_EXE_daemonlint"))
        .args(words)
        // A pipe gets neither colours nor line drawing unless asked for.
        .args(["--color", "always"])
        .current_dir(root)
        .env_clear()
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    timeless(&without_colours(&String::from_utf8(text).unwrap())).replace(" in N ms", " in 4 ms")
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    let lines = plain.lines().map(|line| format!("{}\n", line.trim_end()));
    format!("{}\n", lines.collect::<String>().trim_end())
}

/// The README with what its commands print now.
fn renewed(root: &Path, readme: &str) -> String {
    let mut renewed = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        renewed.push_str(line);
        renewed.push('\n');
        if line != "```console" {
            continue;
        }
        let command = lines.next().unwrap().strip_prefix("$ ").unwrap();
        renewed.push_str(&format!("$ {command}\n{}{FENCE}\n", shown(root, command)));
        assert!(lines.any(|line| line == FENCE), "the block of {command} has no end");
    }
    renewed
}

#[test]
fn the_inventory_of_the_readme_is_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let mut blocks = readme.split("```yaml\n").skip(1).filter_map(|rest| rest.split_once(FENCE));
    let (block, _) = blocks.find(|(block, _)| block.contains("kind: Inventory")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nodes.yaml");
    std::fs::write(&file, block).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_daemonlint"))
        .args(["plan", "--isolated", "--nodes"])
        .arg(&file)
        .arg("fixtures/log-shipper")
        .current_dir(root)
        .output()
        .unwrap();
    let plan = String::from_utf8(output.stdout).unwrap();
    assert!(plan.starts_with("logging/log-shipper   12 of 12 nodes get a pod"), "{plan}");
    assert!(plan.contains("would not run on       new nodes of gpu"), "{plan}");
}

#[test]
fn the_excerpts_of_the_readme_are_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let renewed = renewed(root, &readme);
    assert!(renewed.matches("```console").count() >= 3, "excerpts are gone");
    if std::env::var_os("DAEMONLINT_UPDATE_README").is_some() {
        std::fs::write(&path, renewed).unwrap();
    } else {
        assert_eq!(readme, renewed, "run with DAEMONLINT_UPDATE_README=1");
    }
}
