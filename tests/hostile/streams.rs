//! Output that goes nowhere, and input that isn't there.

use crate::program::{folder, shell};

/// Every command that tells something.
const COMMANDS: [&str; 18] = [
    "--help",
    "--version",
    "check --help",
    "check relay.yaml",
    "check --format json relay.yaml",
    "check --diff relay.yaml",
    "check --statistics relay.yaml",
    "plan --nodes nodes.yml relay.yaml",
    "plan --nodes nodes.yml --format html relay.yaml",
    "why --nodes nodes.yml relay worker-1 relay.yaml",
    "rules",
    "explain host-port-collision",
    "schema config",
    "config schema",
    "inventory pack nodes.yml",
    "inventory show nodes.yml",
    "completions bash",
    "man",
];

#[test]
fn a_full_disk_is_told() {
    let folder = folder();
    for command in COMMANDS {
        // What can be said in nothing at all is not lost.
        let says = !shell(folder.path(), &format!("\"$D\" {command}")).out.is_empty();
        let ended = shell(folder.path(), &format!("\"$D\" {command} >/dev/full"));
        assert_eq!(ended.code == Some(2), says, "{command}: {ended:?}");
        if says {
            assert!(ended.err.contains("can't write to standard output"), "{command}: {ended:?}");
        }
    }
    for report in ["--format json -o /dev/full", "-o json=/dev/full"] {
        let ended = shell(folder.path(), &format!("\"$D\" check relay.yaml {report}"));
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.err.contains("can't write /dev/full"), "{ended:?}");
    }
}

#[test]
fn who_reads_no_further_has_read_enough() {
    let folder = folder();
    for command in COMMANDS {
        let line = format!("\"$D\" {command} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}");
        let ended = shell(folder.path(), &line);
        assert_eq!(
            (ended.code, ended.err.contains("error:")),
            (Some(0), false),
            "{command}: {ended:?}"
        );
    }
}

#[test]
fn closed_streams_are_no_streams() {
    let folder = folder();
    for line in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
        let ended = shell(folder.path(), &format!("\"$D\" check relay.yaml {line}"));
        assert_eq!(ended.code, Some(0), "{line}: {ended:?}");
    }
    let ended = shell(folder.path(), "\"$D\" check - <&-");
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.out.contains("there is no Kubernetes object on standard input"), "{ended:?}");
}

#[test]
fn any_environment_will_do() {
    let folder = folder();
    for variables in [
        "COLUMNS=1 LINES=1",
        "COLUMNS=0",
        "COLUMNS=-5",
        "COLUMNS=99999999999999999999",
        "COLUMNS=$'\\xff'",
        "TERM=$'\\e[31m' LC_ALL=$'\\xff\\xfe' LANG=xx NO_COLOR=$'\\n'",
        "TERM=dumb LC_ALL=C FORCE_COLOR=3",
        "GITHUB_ACTIONS=true GITHUB_WORKSPACE=/nowhere GITHUB_STEP_SUMMARY=/dev/full",
        "HOME=/nowhere TMPDIR=/nowhere XDG_CONFIG_HOME=/nowhere",
        "RAYON_NUM_THREADS=0",
        "RAYON_NUM_THREADS=100000",
        "RAYON_NUM_THREADS=x",
        "GIT_DIR=/nowhere GIT_WORK_TREE=/nowhere",
    ] {
        for command in ["check --show info --color always", "plan --nodes nodes.yml --color always"]
        {
            let ended = shell(folder.path(), &format!("{variables} \"$D\" {command} relay.yaml"));
            assert_eq!(ended.code, Some(0), "{variables} {command}: {ended:?}");
        }
    }
}
