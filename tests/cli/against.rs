//! What a change would do, held against the manifests as they were.

use insta::assert_snapshot;

use crate::plan::SHIPPER;
use crate::story::Story;

/// The shipper under another label: its selector can't be changed.
fn renamed() -> String {
    SHIPPER.replace("app: shipper", "app: log-shipper")
}

/// A repository with the shipper as it was, and the new one in its place.
fn repository() -> Story {
    let story = Story::new(&[("deploy/shipper.yaml", SHIPPER), ("deploy/notes.txt", "no")]);
    story.git("init -q");
    story.git("add -A");
    story.git("commit -q -m old");
    story.write("deploy/shipper.yaml", &renamed());
    story.write("new.yaml", &SHIPPER.replace("name: shipper", "name: another"));
    story
}

#[test]
fn an_update_that_would_be_refused_is_told() {
    let story = Story::new(&[("old/shipper.yaml", SHIPPER), ("new/shipper.yaml", &renamed())]);
    assert_snapshot!(story.run("check --select admission --against old new"), @r"
    error[admission-invalid]: spec.selector: cannot be changed; give the changed DaemonSet a new name
       ,-[new/shipper.yaml:7:3]
     6 | spec:
     7 |   selector:
       :   ^^^^^^^^
       `----
       ,-[old/shipper.yaml:7:3]
     6 | spec:
     7 |   selector:
       :   ^^^^|^^^
       :       `-- the old one
       `----
      see:  daemonlint explain admission-invalid

    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn two_files_that_are_named_are_a_pair_whatever_the_name() {
    let story = repository();
    story.write("old.yaml", SHIPPER);
    let short = "check --select admission --format short --quiet --against";
    assert_snapshot!(story.run(&format!("{short} old.yaml new.yaml")), @r"
    new.yaml:4:9: error[admission-invalid]: metadata.name: cannot be changed: it is `shipper`, not `another`
    --- exit code 1
    ");
    // In a folder another name is another DaemonSet.
    let in_folder = story.run(&format!("{short} old.yaml deploy new.yaml"));
    assert!(!in_folder.contains("metadata.name"), "{in_folder}");
}

#[test]
fn a_changed_selector_is_told_once_with_the_ways_out() {
    let story = Story::new(&[("old/shipper.yaml", SHIPPER), ("new/shipper.yaml", &renamed())]);
    assert_snapshot!(story.run("check --select admission,selector --against old new"), @r"
    error[selector-changed]: the selector can't be changed: it was `app=shipper` and would be `app=log-shipper`
       ,-[new/shipper.yaml:7:3]
     6 | spec:
     7 |   selector:
       :   ^^^^|^^^
       :       `-- now `app=log-shipper`
       `----
       ,-[old/shipper.yaml:7:3]
     6 | spec:
     7 |   selector:
       :   ^^^^|^^^
       :       `-- was `app=shipper`
       `----
      help: keep the old selector, or give the new DaemonSet another name; to replace it under its name, before
            applying
                kubectl delete daemonset shipper -n logging --cascade=orphan
            the pods run on; the new DaemonSet doesn't own them and starts its own beside them, so remove them
            when those run
                kubectl delete pods -n logging -l 'app=shipper'
      see:  daemonlint explain selector-changed
            https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#pod-selector

    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn the_old_manifests_may_be_those_of_a_revision() {
    let story = repository();
    let short = "check --select admission --format short";
    assert_snapshot!(story.run(&format!("{short} --against git:HEAD deploy")), @r"
    deploy/shipper.yaml:7:3: error[admission-invalid]: spec.selector: cannot be changed; give the changed DaemonSet a new name
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    assert_snapshot!(story.run(&format!("{short} --against git:HEAD deploy new.yaml")), @r"
    deploy/shipper.yaml:7:3: error[admission-invalid]: spec.selector: cannot be changed; give the changed DaemonSet a new name
    --- stderr
    2 files, 2 objects, 2 DaemonSets: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn what_git_can_not_give_is_told() {
    let story = repository();
    assert_snapshot!(story.run("check --against git:release-1 deploy"), @r"
    --- stderr
    error: git knows no revision `release-1`
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --against git:HEAD nowhere.yaml"), @"
    --- stderr
    error: nowhere.yaml is not in HEAD
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --against git:HEAD -"), @r"
    --- stderr
    error: standard input has no revisions: name the paths, or give a path to --against
    --- exit code 2
    ");
    assert_snapshot!(story.run("check --against gone deploy"), @r"
    --- stderr
    error: gone: no such file or directory
    --- exit code 2
    ");
    let story = Story::new(&[("a.yaml", SHIPPER)]);
    let seen = story.run("check --against git:HEAD a.yaml");
    assert!(seen.contains("a.yaml is in no git repository"), "{seen}");
}

#[test]
fn what_is_new_or_gone_at_a_revision_is_no_mistake() {
    let story = repository();
    let short = "check --quiet --select admission --format short --against git:HEAD";
    assert_eq!(story.run(&format!("{short} new.yaml")), "");
    story.write("more/another.yaml", &SHIPPER.replace("name: shipper", "name: another"));
    assert_eq!(story.run(&format!("{short} more")), "");
    std::fs::remove_file(story.folder().join("deploy/shipper.yaml")).unwrap();
    assert_eq!(story.run(&format!("{short} deploy/shipper.yaml")), "");
}

#[test]
fn another_namespace_is_a_second_daemon_set() {
    let moved = SHIPPER.replace("namespace: logging", "namespace: telemetry");
    let story = Story::new(&[("old.yaml", SHIPPER), ("new.yaml", &moved)]);
    story.write("old/ds.yaml", SHIPPER);
    story.write("new/moved.yaml", &moved);
    let check = "check --select admission,update-strategy --ignore no-readiness-probe";
    assert_snapshot!(story.run(&format!("{check} --against old.yaml new.yaml")), @"
    warning[namespace-changed]: a second DaemonSet: the one in `logging` isn't moved to `telemetry`, it keeps
      | running beside this one
       ,-[new.yaml:5:14]
     4 |   name: shipper
     5 |   namespace: telemetry
       :              ^^^^|^^^^
       :                  `-- now `telemetry`
       `----
       ,-[old.yaml:5:14]
     4 |   name: shipper
     5 |   namespace: logging
       :              ^^^|^^^
       :                 `-- was `logging`
       `----
      help: what prunes (Argo CD, Flux, kubectl apply --prune) deletes the old one; else do it once this one runs
                kubectl delete daemonset shipper -n logging
      see:  daemonlint explain namespace-changed
            https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/

    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    ");
    let seen = story.run(&format!("{check} --quiet --format short --against old new"));
    assert_snapshot!(seen, @"new/moved.yaml:5:14: warning[namespace-changed]: a second DaemonSet: the one in `logging` isn't moved to `telemetry`, it keeps running beside this one");
    // Where the old one is still written, it is another one.
    story.write("new/ds.yaml", SHIPPER);
    let seen = story.run(&format!("{check} --quiet --format short --against old new"));
    assert_eq!(seen, "");
}

#[test]
fn each_environment_is_held_against_itself() {
    let stage = renamed();
    let story = Story::new(&[
        ("envs/prod/shipper.yaml", SHIPPER),
        ("envs/stage/shipper.yaml", &stage),
        ("envs/stage/unused.txt", ""),
    ]);
    story.git("init -q");
    story.git("add -A");
    story.git("commit -q -m old");
    let check = "check --quiet --format short --select admission,selector --against git:HEAD envs";
    assert_eq!(story.run(check), "");
    story.write("envs/new/shipper.yaml", &renamed());
    assert_eq!(story.run(check), "");
    story.write("envs/prod/shipper.yaml", &stage);
    let seen = story.run(check);
    assert!(seen.starts_with("envs/prod/shipper.yaml:7:3: error[selector-changed]"), "{seen}");
    assert_eq!(seen.matches("selector-changed").count(), 1, "{seen}");
}
