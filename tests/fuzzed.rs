//! What fuzzers have found stays mended: every file of `tests/fuzz/corpus` is given to its target, as the
//! fuzzer would.

#![allow(clippy::expect_used, reason = "what is broken here is to be told by a panic")]
#![allow(clippy::print_stdout, reason = "shown where a test fails")]

use std::fs;
use std::path::Path;

#[allow(dead_code, unused_imports, reason = "some of it is for the fuzzer alone")]
#[path = "fuzz/src/lib.rs"]
mod targets;

fn give_corpus_of(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let run = targets::TARGETS.iter().find(|(target, _)| *target == name).expect("a target").1;
    let mut given = 0;
    for entry in fs::read_dir(&folder).expect("a corpus") {
        let path = entry.expect("a file").path();
        // A panic tells its text; this tells the file.
        println!("{}", path.display());
        run(&fs::read(&path).expect("bytes"));
        given += 1;
    }
    assert!(given >= 10, "{} has only {given} files", folder.display());
    run(b"");
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            give_corpus_of(stringify!($name));
        })*

        #[test]
        fn every_target_has_a_test_and_a_binary() {
            let names = [$(stringify!($name)),*];
            assert_eq!(targets::TARGETS.map(|(name, _)| name), names);
            let manifest = fs::read_to_string("tests/fuzz/Cargo.toml").expect("a manifest");
            for name in names {
                assert!(manifest.contains(&format!("path = \"targets/{name}.rs\"")), "{name}");
            }
        }
    };
}

targets! { cel check config decode fixes inventory lsp plan quantity selectors yaml yaml_edit }
