//! What helm and kustomize render, with stand-ins for both on the path.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use insta::assert_snapshot;

use crate::story::Story;

const HELM: &str = r#"#!/bin/sh
[ "$1" = template ] || exit 9
echo "$@" > called
cat <<'RENDERED'
---
# Source: fox/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: {name: den}
---
# Source: fox/templates/agent.yaml
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: fox}
spec:
  selector: {matchLabels: {app: fox}}
  template:
    metadata: {labels: {app: vixen}}
    spec: {containers: [{name: run, image: registry.example.com/run:v2}]}
RENDERED
"#;

/// A folder with these programs, which alone are on the path.
fn story(programs: &[(&str, &str)]) -> Story {
    let story = Story::new(&[("charts/fox/Chart.yaml", "name: fox\nversion: 0.1.0\n")]);
    for (name, text) in programs {
        let path = format!("bin/{name}");
        story.write(&path, text);
        let path = story.folder().join(path);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:/bin", story.folder().join("bin").display());
    // Where /bin has tools of its own, they are not asked: the folder comes first.
    let path =
        if programs.is_empty() { story.folder().join("bin").display().to_string() } else { path };
    story.with("PATH", &path)
}

const CHECK: &str = "check --isolated --select selector-template-mismatch --quiet";

#[test]
fn findings_name_the_template_in_every_format() {
    let story = story(&[("helm", HELM)]);
    assert_snapshot!(story.run(&format!("{CHECK} --helm charts/fox --values a.yaml --values b.yaml --format short")), @r"
    helm:charts/fox:12:33: error[selector-template-mismatch]: the selector wants `app=fox`, the pod template says `vixen` (from fox/templates/agent.yaml)
    --- exit code 1
    ");
    assert_eq!(
        story.read("called"),
        "template --values a.yaml --values b.yaml --include-crds -- charts/fox\n"
    );
    for format in
        ["pretty", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown", "html"]
    {
        let seen = story.run(&format!("{CHECK} --helm charts/fox --format {format}"));
        assert!(seen.contains("fox/templates/agent.yaml"), "{format}: {seen}");
    }
    // Programs that look into the repository find the file there.
    let github = story.run(&format!("{CHECK} --helm charts/fox --format github"));
    assert!(github.starts_with("::error file=charts/fox/templates/agent.yaml,line=1,"), "{github}");
}

#[test]
fn a_plan_names_the_template_too() {
    let story = story(&[("helm", HELM)]);
    story.write(
        "nodes.yaml",
        "apiVersion: daemonlint.dev/v1\nkind: Inventory\nnodes:\n  - nodes: [{names: burrow}]\n",
    );
    let plan = story.run("plan --isolated --nodes nodes.yaml --helm charts/fox");
    let title = plan.lines().next().unwrap();
    assert!(title.contains("fox/templates/agent.yaml"), "{plan}");
}

#[test]
fn kubectl_stands_in_where_there_is_no_kustomize() {
    let kubectl = HELM.replace("template ]", "kustomize ]").replace("# Source", "#");
    let story = story(&[("kubectl", &kubectl)]);
    let seen = story.run(&format!("{CHECK} --kustomize overlays/den --format github"));
    assert!(seen.starts_with("::error file=overlays/den/kustomization.yaml,line=1,"), "{seen}");
    assert!(seen.contains("(line 12 of what kustomize:overlays/den renders to)"), "{seen}");
    assert_eq!(story.read("called"), "kustomize -- overlays/den\n");
}

#[test]
fn what_keeps_a_tool_from_rendering_is_said() {
    assert_snapshot!(story(&[]).run("check --helm charts/fox"), @r"
    --- stderr
    error: --helm needs helm, which is not on the path: install it, or pipe what it renders elsewhere: helm template CHART | daemonlint check -
    --- exit code 2
    ");
    assert_snapshot!(story(&[]).run("check --kustomize charts/fox"), @r"
    --- stderr
    error: --kustomize needs kustomize or kubectl, and neither is on the path: install one, or pipe what it renders elsewhere: kustomize build DIR | daemonlint check -
    --- exit code 2
    ");
    let broken = story(&[("helm", "#!/bin/sh\necho 'Error: no template' >&2\nexit 1\n")]);
    assert_snapshot!(broken.run("check --helm charts/fox"), @r"
    --- stderr
    error: helm can't render charts/fox: no template
    --- exit code 2
    ");
    let slow = story(&[("helm", "#!/bin/sh\nexec sleep 60\n")]);
    assert_snapshot!(slow.run("check --helm charts/fox --render-timeout 1"), @r"
    --- stderr
    error: helm did not render charts/fox within 1 s (--render-timeout)
    --- exit code 2
    ");
}

#[test]
fn what_is_rendered_can_not_be_mended_and_has_no_revisions() {
    let story = story(&[("helm", HELM)]);
    assert!(story.run("check --fix --helm charts/fox").contains("cannot be used with"));
    assert_snapshot!(story.run("check --helm charts/fox --against git:main"), @r"
    --- stderr
    error: what is rendered has no revisions: render the old one to a file, and give that to --against
    --- exit code 2
    ");
}
