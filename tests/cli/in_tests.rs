//! What lies there for tests: advice is an info.

use insta::assert_snapshot;

use crate::story::Story;

const LOOSE: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      nodeSelector: {node-role.kubernetes.io/master: ''}
      containers:
      - {name: agent, image: registry.example.com/agent:latest}
";

#[test]
fn advice_is_an_info_where_tests_are() {
    let mut story = Story::new(&[
        ("deploy/agent.yaml", LOOSE),
        ("test/e2e/agent.yaml", LOOSE),
        ("deploy/test-agent.yaml", LOOSE),
        ("envs/test/agent.yaml", LOOSE),
    ]);
    let check = "check --isolated --format short --show info \
                 --select image-tag-latest,removed-master-role";
    assert_snapshot!(story.run(&format!("{check} .")), @"
    ./deploy/agent.yaml:9:22: error[removed-master-role]: kubeadm's nodes have no label `node-role.kubernetes.io/master` since Kubernetes 1.24: the pods run nowhere
    ./deploy/test-agent.yaml:9:22: error[removed-master-role]: kubeadm's nodes have no label `node-role.kubernetes.io/master` since Kubernetes 1.24: the pods run nowhere
    ./envs/test/agent.yaml:9:22: error[removed-master-role]: kubeadm's nodes have no label `node-role.kubernetes.io/master` since Kubernetes 1.24: the pods run nowhere
    ./test/e2e/agent.yaml:9:22: error[removed-master-role]: kubeadm's nodes have no label `node-role.kubernetes.io/master` since Kubernetes 1.24: the pods run nowhere
    ./deploy/agent.yaml:11:30: warning[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version
    ./envs/test/agent.yaml:11:30: warning[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version
    ./deploy/test-agent.yaml:11:30: info[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version
    ./test/e2e/agent.yaml:11:30: info[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version
    --- stderr
    4 files, 4 objects, 4 DaemonSets: 4 errors, 2 warnings, 2 infos in N ms (Kubernetes 1.37)
    4 fixable with --fix
    4 alternatives, each for itself: deploy/agent.yaml, deploy/test-agent.yaml and 2 more
    --- exit code 1
    ");
    // The same from where it lies, of what a hook names, and in reports for programs.
    story.go("test");
    assert_snapshot!(story.run(&format!("{check} e2e/agent.yaml")), @"
    e2e/agent.yaml:9:22: error[removed-master-role]: kubeadm's nodes have no label `node-role.kubernetes.io/master` since Kubernetes 1.24: the pods run nowhere
    e2e/agent.yaml:11:30: info[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error, 1 info in N ms (Kubernetes 1.37)
    1 fixable with --fix
    --- exit code 1
    ");
    story.go("");
    let sarif =
        story.run("check --isolated --format sarif --select image-tag-latest test/e2e/agent.yaml");
    assert!(sarif.contains("\"level\":\"note\""), "{sarif}");
}

#[test]
fn a_severity_of_the_config_holds_in_tests_too() {
    let story = Story::new(&[
        (".daemonlint.yaml", "severity:\n  image-tag-latest: warning\n"),
        ("test/e2e/agent.yaml", LOOSE),
    ]);
    assert_snapshot!(story.run("check --format short --select image-tag-latest ."), @"
    ./test/e2e/agent.yaml:11:30: warning[image-tag-latest]: `registry.example.com/agent:latest` is whatever was pushed last: nodes that join later may run another version
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    ");
}
