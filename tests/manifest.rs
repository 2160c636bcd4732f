//! What loading a file gives: the mistakes in it, in words; lists; what is left out; what is
//! suppressed.

use std::sync::Arc;

use daemonlint::internals::diagnostic::{Diagnostic, Severity};
use daemonlint::internals::fix;
use daemonlint::internals::manifest::suppression::{Terms, sift};
use daemonlint::internals::manifest::{Loaded, Object, Options, Workspace, admission, load};
use daemonlint::internals::source::SourceFile;
use insta::assert_snapshot;

fn loaded(text: &str) -> Loaded {
    load(&Arc::new(SourceFile::new("test.yaml", text)), Options::default())
}

/// Each finding: where, what, what is to be seen, what to do.
fn show(diagnostics: &[Diagnostic]) -> String {
    let line = |found: &Diagnostic| {
        let place = found.file.position(found.primary.span.start);
        let mut text = format!(
            "{}:{} {}[{}] {}",
            place.line, place.column, found.severity, found.rule, found.message
        );
        if !found.primary.text.is_empty() {
            text += &format!(" | {}", found.primary.text);
        }
        if let Some(help) = &found.help {
            text += &format!(" | help: {help}");
        }
        text + "\n"
    };
    diagnostics.iter().map(line).collect()
}

fn findings(text: &str) -> String {
    show(&loaded(text).diagnostics)
}

/// A DaemonSet with something more in its pod spec.
fn with_pod_spec(more: &str) -> String {
    let indented: String = more.lines().map(|line| format!("      {line}\n")).collect();
    format!(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: agent}}\nspec:\n  \
         selector: {{matchLabels: {{app: agent}}}}\n  template:\n    \
         metadata: {{labels: {{app: agent}}}}\n    spec:\n{indented}"
    )
}

fn with_spec(more: &str) -> String {
    let indented: String = more.lines().map(|line| format!("  {line}\n")).collect();
    format!("apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: agent}}\nspec:\n{indented}")
}

#[test]
fn fields_of_other_workloads_say_what_a_daemon_set_has_instead() {
    assert_snapshot!(findings(&with_spec("replicas: 3\nstrategy: {type: Recreate}\npaused: true\nserviceName: a\n")), @r#"
    5:3 error[admission-strict] `spec` has no field `replicas` | unknown field | help: a DaemonSet runs one pod on every node that takes it: drop `replicas`, and choose the nodes with `nodeSelector` or `affinity` in `spec.template.spec`
    6:3 error[admission-strict] `spec` has no field `strategy` | unknown field | help: a DaemonSet calls it `updateStrategy`, with the types `RollingUpdate` and `OnDelete`
    7:3 error[admission-strict] `spec` has no field `paused` | unknown field | help: a DaemonSet's rollout can't be paused; with `updateStrategy.type: OnDelete`, pods stay as they are until someone deletes them
    8:3 error[admission-strict] `spec` has no field `serviceName` | unknown field | help: only a StatefulSet names its Service; a Service finds a DaemonSet's pods by their labels
    "#);
}

#[test]
fn unknown_fields_say_what_was_meant_or_where_it_belongs() {
    assert_snapshot!(findings(&with_spec("tolerations: []\ntemplat: {}\n")), @r#"
    5:3 error[admission-strict] `spec` has no field `tolerations` | unknown field | help: `tolerations` belongs in `spec.template.spec`
    6:3 error[admission-strict] `spec` has no field `templat` | unknown field | help: did you mean `template`?
    "#);
    assert_snapshot!(findings(&with_pod_spec(
        "HostNetwork: true\nnodeSelectors: {}\nenv: []\ncontainers:\n- name: a\n  imagepullpolicy: Always\n  \
         hostNetwork: true\n  qqqqqq: 1\n  securityContext: {fsGroup: 1}\n"
    )), @r#"
    9:7 error[admission-strict] `template.spec` has no field `HostNetwork` | unknown field | help: names are case-sensitive: write `hostNetwork`
    10:7 error[admission-strict] `template.spec` has no field `nodeSelectors` | unknown field | help: did you mean `nodeSelector`?
    11:7 error[admission-strict] `template.spec` has no field `env` | unknown field | help: `env` belongs in `spec.template.spec.containers[*]`
    14:9 error[admission-strict] `containers[0]` has no field `imagepullpolicy` | unknown field | help: names are case-sensitive: write `imagePullPolicy`
    15:9 error[admission-strict] `containers[0]` has no field `hostNetwork` | unknown field | help: `hostNetwork` belongs in `spec.template.spec`
    16:9 error[admission-strict] `containers[0]` has no field `qqqqqq` | unknown field
    17:27 error[admission-strict] `containers[0].securityContext` has no field `fsGroup` | unknown field | help: `fsGroup` belongs in `spec.template.spec.securityContext`
    "#);
}

#[test]
fn wrong_types_say_how_yaml_read_them() {
    assert_snapshot!(findings(&with_pod_spec(
        "hostNetwork: \"true\"\nterminationGracePeriodSeconds: 30s\npriority: 3000000000\n\
         nodeSelector: {a: on, b: 0755, c: true, d: 1.50}\ncontainers:\n- name: 1\n  command: sh\n  \
         env: {A: b}\n  ports: [{containerPort: 1.5}, {containerPort: \"80\"}]\n  \
         resources: {limits: {memory: 1GB, cpu: [1], x: 10MiB}}\n- a\nvolumes: {}\n"
    )), @r#"
    9:20 error[admission-decode] `hostNetwork` takes a boolean, not a string | a string | help: drop the quotes: true
    10:38 error[admission-decode] `terminationGracePeriodSeconds` takes a whole number, not a string | a string | help: write the number of seconds, without a unit
    11:17 error[admission-decode] `priority` is a number of 32 bits, and 3000000000 does not fit | at most 2147483647
    12:25 error[admission-decode] `nodeSelector[a]` takes a string, and `on` is read as the boolean true | read as the boolean true | help: quote it: "on"
    12:32 error[admission-decode] `nodeSelector[b]` takes a string, and `0755` is read as the number 493 | read as the number 493 | help: quote it: "0755"
    12:41 error[admission-decode] `nodeSelector[c]` takes a string, not the boolean true | a boolean | help: quote it: "true"
    12:50 error[admission-decode] `nodeSelector[d]` takes a string, and `1.50` is read as the number 1.5 | read as the number 1.5 | help: quote it: "1.50"
    14:15 error[admission-decode] `containers[0].name` takes a string, not the number 1 | a number | help: quote it: "1"
    15:18 error[admission-decode] `containers[0].command` takes a list of strings, not a string | a string | help: for a list of one, write [sh]
    16:14 error[admission-decode] `containers[0].env` takes a list, not a map | a map | help: write `- name: A`, and `value: "b"` beneath it
    17:33 error[admission-decode] `ports[0].containerPort` takes a whole number | not a whole number
    17:55 error[admission-decode] `ports[1].containerPort` takes a whole number, not a string | a string | help: drop the quotes: 80
    18:38 error[admission-decode] `limits[memory]` takes a quantity, and `1GB` is not a number with an optional suffix, as in `500m` or `1.5Gi` | no quantity | help: write `1G`
    18:48 error[admission-decode] `limits[cpu]` takes a quantity, not a list | a list
    18:56 error[admission-decode] `limits[x]` takes a quantity, and `10MiB` is not a number with an optional suffix, as in `500m` or `1.5Gi` | no quantity | help: write `10Mi`
    19:9 error[admission-decode] `containers[1]` takes a map of fields, not a string | a string | help: write `name: a` instead
    20:16 error[admission-decode] `volumes` takes a list, not a map | a map | help: begin each element with `- `
    "#);
    assert_snapshot!(findings(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {creationTimestamp: yesterday, labels: [a]}\nspec: 1\n"
    ), @r#"
    3:31 error[admission-decode] `creationTimestamp` takes a time, and `yesterday` is none | no time | help: write it like `2006-01-02T15:04:05Z`
    3:50 error[admission-decode] `labels` takes a map of strings, not a list | a list | help: write what belongs to `labels` beneath it without `- `
    4:7 error[admission-decode] `spec` takes a map of fields, not the number 1 | a number | help: it has the fields `minReadySeconds`, `revisionHistoryLimit`, `selector`, `template`, `updateStrategy`
    "#);
}

#[test]
fn what_beginners_write_is_turned_into_what_is_meant() {
    assert_snapshot!(findings(&with_pod_spec(
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: \
         [{matchExpressions: []}]}}\ncontainers:\n- PORT: 80\n  command: /bin/agent --flag\n  \
         args: cat a | sort\n  securityContext: {capabilities: [NET_ADMIN]}\n  \
         resources: {cpu: 1, requests: {cpu: '0,5', memory: 1 Gi}}\n  \
         readinessProbe: {path: /, port: 80}\n  env: [A: 1, B: {}]\n"
    )), @r#"
    9:81 error[admission-decode] `requiredDuringSchedulingIgnoredDuringExecution` takes a map of fields, not a list | a list | help: write `nodeSelectorTerms:` above the list
    11:9 error[admission-strict] `containers[0]` has no field `PORT` | unknown field | help: did you mean `ports`?
    12:18 error[admission-decode] `containers[0].command` takes a list of strings, not a string | a string | help: write each word as an element: [/bin/agent, --flag]
    13:15 error[admission-decode] `containers[0].args` takes a list of strings, not a string | a string | help: write each word as an element of a list; for what a shell does (`|`, `&&`, `$VAR`, quotes) write [sh, -c, "…"], in an image that has one
    14:41 error[admission-decode] `capabilities` takes a map of fields, not a list | a list | help: write `add:` or `drop:` above the list
    15:21 error[admission-strict] `containers[0].resources` has no field `cpu` | unknown field | help: write `cpu` beneath `requests:`, or beneath `limits:`
    15:45 error[admission-decode] `requests[cpu]` takes a quantity, and `'0,5'` is not a number with an optional suffix, as in `500m` or `1.5Gi` | no quantity | help: write `0.5`, with a point
    15:60 error[admission-decode] `requests[memory]` takes a quantity, and `1 Gi` is not a number with an optional suffix, as in `500m` or `1.5Gi` | no quantity | help: write `1Gi`, without a blank
    16:26 error[admission-strict] `containers[0].readinessProbe` has no field `path` | unknown field | help: `path` belongs in `spec.template.spec.containers[0].readinessProbe.httpGet`
    16:35 error[admission-strict] `containers[0].readinessProbe` has no field `port` | unknown field | help: `port` belongs in `grpc`, `httpGet` or `tcpSocket`
    17:15 error[admission-strict] `containers[0].env[0]` has no field `A` | unknown field | help: write `- name: A`, and `value: "1"` beneath it
    17:21 error[admission-strict] `containers[0].env[1]` has no field `B` | unknown field | help: write `- name: B`, and `value:` beneath it
    "#);
    assert_snapshot!(findings(&with_pod_spec(
        "imagePullSecrets: [regcred]\ntolerations:\n- a.example.com/b: NoExecute\n\u{a0}hostPID: true\n\
         containers:\n- name: a\n  ports: [80, {containerPort: 80/udp}]\n  args: [--a: b]\n  \
         env: [A=b]\n  envFrom: [{configMapRef: a}]\n  securityContext: {runAsUser: root}\n\
         volumes:\n- name: a\n  hostPath: /var/log\n- name: b\n  secret: creds\n\
         serviceAccountName: a\nserviceAccountName: b\n"
    )), @r#"
    9:26 error[admission-decode] `imagePullSecrets[0]` takes a map of fields, not a string | a string | help: write `name: regcred` instead
    11:9 error[admission-strict] `tolerations[0]` has no field `a.example.com/b` | unknown field | help: write `- key: a.example.com/b`, and `operator: Exists` and `effect: NoExecute` beneath it
    12:7 error[admission-strict] `template.spec` has no field ` hostPID` | unknown field | help: a blank is part of this name (mostly a no-break space, which looks like none): write `hostPID`
    15:17 error[admission-decode] `containers[0].ports[0]` takes a map of fields, not the number 80 | a number | help: write `containerPort: 80` instead
    15:37 error[admission-decode] `ports[1].containerPort` takes a whole number, not a string | a string | help: write 80, and `protocol: UDP` beneath it
    16:16 error[admission-decode] `containers[0].args[0]` takes a string, not a map | a map | help: the `: ` in it makes it a map; quote it: "--a: b"
    17:15 error[admission-decode] `containers[0].env[0]` takes a map of fields, not a string | a string | help: write `name: A`, and `value: "b"` beneath it
    18:34 error[admission-decode] `envFrom[0].configMapRef` takes a map of fields, not a string | a string | help: write `name: a` beneath it
    19:38 error[admission-decode] `runAsUser` takes a whole number, not a string | a string | help: write the number of the user or group, as `id` prints it: 0 is root
    22:19 error[admission-decode] `volumes[0].hostPath` takes a map of fields, not a string | a string | help: write `path: /var/log` beneath it
    24:17 error[admission-decode] `volumes[1].secret` takes a map of fields, not a string | a string | help: write `secretName: creds` beneath it
    26:7 error[admission-strict] `serviceAccountName` appears twice | of the two, this one counts | help: keep one of them: kubectl takes the last without a word, kustomize and strict field validation refuse both
    "#);
    let strategy = "apiVersion: apps/v1\nkind: DaemonSet\nspec: {updateStrategy: {rollingUpdate: \
                    {maxUnavailable: 0.5}}, template: {labels: {a: b}}}\n";
    assert_snapshot!(findings(strategy), @"
    3:57 error[admission-decode] `maxUnavailable` takes a whole number | not a whole number | help: write a number of nodes, or a percentage as in `10%`
    3:75 error[admission-strict] `template` has no field `labels` | unknown field | help: `labels` belongs in `spec.template.metadata`
    ");
}

#[test]
fn messages_quote_little() {
    let long = "9".repeat(10_000) + "Q";
    let text = with_pod_spec(&format!(
        "overhead:\n  a: {long}\n  b: |\n    1\n    2\ncontainers: [{{name: {long}, env: \"{long}\"}}]\n"
    ));
    for found in loaded(&text).diagnostics {
        assert!(found.message.len() < 300 && !found.message.contains('\n'), "{}", found.message);
        assert!(found.help.is_none_or(|help| help.len() < 300 && !help.contains('\n')));
    }
}

#[test]
fn a_fix_keeps_the_whole_value() {
    let long = "9".repeat(200);
    let text = with_pod_spec(&format!("nodeSelector: {{a: {long}}}\n"));
    let fixed = fix::apply(&text, loaded(&text).diagnostics.iter().flat_map(|found| &found.fixes));
    assert_eq!(fixed.applied, [0]);
    assert!(fixed.text.contains(&format!("{{a: \"{long}\"}}")), "{}", fixed.text);
}

#[test]
fn null_is_no_mistake() {
    assert_eq!(
        findings(&with_pod_spec("containers: ~\nhostNetwork: ~\nvolumes: [~]\npriority:\n")),
        ""
    );
}

#[test]
fn a_key_that_stands_twice_shows_both_places() {
    let loaded = loaded(&with_pod_spec("priority: 1\nx: {a: 1, a: 2}\npriority: 2\n"));
    assert_snapshot!(show(&loaded.diagnostics), @r#"
    10:7 error[admission-strict] `template.spec` has no field `x` | unknown field
    10:17 error[admission-strict] `a` appears twice | of the two, this one counts | help: keep one of them: kubectl takes the last without a word, kustomize and strict field validation refuse both
    11:7 error[admission-strict] `priority` appears twice | of the two, this one counts | help: keep one of them: kubectl takes the last without a word, kustomize and strict field validation refuse both
    "#);
    let fields: Vec<_> = loaded.diagnostics.iter().map(|d| d.route.to_string()).collect();
    assert_snapshot!(fields.join(" "), @r#"spec.template.spec.x spec.template.spec.x.a spec.template.spec.priority"#);
    assert!(loaded.manifests[0].daemon_set().is_some(), "it can be read nonetheless");
}

#[test]
fn quotes_are_put_and_dropped_by_fixes() {
    let text = with_pod_spec("hostNetwork: \"true\" # keep\nnodeSelector: {a: on}\n");
    let loaded = loaded(&text);
    let fixed = fix::apply(&text, loaded.diagnostics.iter().flat_map(|found| &found.fixes));
    let tail: Vec<_> = fixed.text.lines().rev().take(2).collect();
    assert_snapshot!(tail.join("\n"), @r#"
    nodeSelector: {a: "on"}
    hostNetwork: true # keep
    "#);
    assert_eq!(findings(&fixed.text), "");
}

#[test]
fn apis_that_are_gone_and_kinds_that_never_were() {
    let head = |version: &str, kind: &str| {
        findings(&format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n"))
    };
    assert_snapshot!(head("extensions/v1beta1", "DaemonSet"), @r#"1:13 error[admission-decode] `extensions/v1beta1` has no kind `DaemonSet` since Kubernetes 1.16 | help: write `apps/v1`, where `spec.selector` must be given"#);
    assert_snapshot!(head("apps/v1beta2", "Deployment"), @r#"1:13 error[admission-decode] `apps/v1beta2` has no kind `Deployment` since Kubernetes 1.16 | help: write `apps/v1`, where `spec.selector` must be given"#);
    assert_snapshot!(head("v1", "StatefulSet"), @r#"1:13 error[admission-decode] `v1` has no kind `StatefulSet` | help: write `apps/v1`"#);
    assert_snapshot!(head("apps.example.com/v1", "Deployment"), @"");
    assert_snapshot!(head("apps/v1", "Daemonset"), @r#"2:7 error[admission-decode] `apps/v1` has no kind `Daemonset` | help: write `DaemonSet`"#);
    assert_snapshot!(head("v1", "DaemonSet"), @r#"1:13 error[admission-decode] `v1` has no kind `DaemonSet` | help: write `apps/v1`"#);
    assert_snapshot!(head("apps/v1", "yes"), @r#"2:7 error[admission-decode] `kind` takes a string, not a boolean | help: if the word is meant, put it in quotes"#);
    assert_snapshot!(findings("kind: DaemonSet\nmetadata: {name: a}\n"), @r#"1:1 error[admission-decode] `apiVersion` is missing | help: for a DaemonSet: apiVersion: apps/v1"#);
    assert_snapshot!(findings("apiVersion: apps/v1\nspec: {}\n"), @r#"1:1 error[admission-decode] `kind` is missing | help: for a DaemonSet: kind: DaemonSet"#);
    // Someone else's kind of the same name, in a group with a domain.
    assert_eq!(head("apps.kruise.io/v1alpha1", "DaemonSet"), "");
    assert_eq!(head("apps/v1", "Deployment"), "");
}

#[test]
fn a_field_in_another_case_is_read_by_go_where_the_kind_is_looked_for() {
    // `encoding/json` finds the kind, strict decoding then refuses the field.
    assert_snapshot!(findings("apiVersion: apps/v1\nKind: DaemonSet\nmetadata: {name: a}\n"), @r#"2:1 error[admission-strict] a DaemonSet has no field `Kind` | unknown field | help: names are case-sensitive: write `kind`"#);
}

#[test]
fn lists_are_opened() {
    let text = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: DaemonSet\n  \
                metadata: {name: a}\n  spec: {replicas: 1}\n- 7\n- {a: b}\n\
                - {apiVersion: v1, kind: Service, metadata: {name: s}}\n---\n\
                apiVersion: apps/v1\nkind: DaemonSetList\nitems: [{metadata: {name: b}}]\n";
    let loaded = loaded(text);
    assert_snapshot!(show(&loaded.diagnostics), @r#"
    7:10 error[admission-strict] `spec` has no field `replicas` | unknown field | help: a DaemonSet runs one pod on every node that takes it: drop `replicas`, and choose the nodes with `nodeSelector` or `affinity` in `spec.template.spec`
    8:3 error[admission-decode] `items[1]` takes an object, not a number
    9:3 error[admission-decode] this item of the list is not an object: it has no apiVersion and kind
    "#);
    let names: Vec<_> = loaded
        .manifests
        .iter()
        .map(|m| format!("{:?} {} {}", m.item(), m.object_ref().kind, m.object_ref().name))
        .collect();
    assert_snapshot!(names.join("\n"), @r#"
    Some(0) DaemonSet a
    Some(3) Service s
    Some(0) DaemonSet b
    "#);
    assert!(loaded.manifests[2].daemon_set().is_some(), "its kind is told by the list's");
    assert_eq!(findings("apiVersion: v1\nkind: List\nitems: 1\nmetadata: {}\n").lines().count(), 1);
}

#[test]
fn what_is_no_manifest_is_counted_by_its_reason() {
    let why = |text: &str, chart_template: bool| {
        let file = Arc::new(SourceFile::new("test.yaml", text));
        let loaded = load(&file, Options { chart_template, ..Options::default() });
        let skipped: Vec<_> = loaded.skipped.iter().map(|s| format!("{:?}", s.why)).collect();
        format!("{} | {}", skipped.join(" "), show(&loaded.diagnostics).trim_end())
    };
    assert_snapshot!(why("# nothing\n", false), @r#"Empty |"#);
    assert_snapshot!(why("a: b\n---\n- 1\n", false), @r#"NotKubernetes NotKubernetes |"#);
    assert_snapshot!(why("apiVersion: v2\nname: chart\n", false), @r#"NotKubernetes |"#);
    assert_snapshot!(why("kind: pipeline\nname: [\n", false), @r#"Unreadable |"#);
    // With an object beside it, it is in kubectl's way.
    assert_snapshot!(why("name: [\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n", false), @" | 2:1 error[admission-decode] a value is expected here | help: kubectl stops here and applies nothing of what follows");
    assert_snapshot!(why("%YAML 1.2\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n", false), @" | 1:1 error[admission-decode] Kubernetes reads YAML 1.1 and no other version | help: kubectl stops here and applies nothing of what follows");
    assert_snapshot!(why("%YAML 1.1\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n", false), @"Unreadable |");
    assert_snapshot!(why("kind: DaemonSet\napiVersion: {{ .Values.version }}\n", true), @r#"HelmTemplate |"#);
    assert_snapshot!(why("apiVersion: apps/v1\nkind: DaemonSet\nname: {{ .Values.a }}\n", false), @r#"HelmTemplate | 3:8 info[admission-decode] a template, not checked: a key must be a scalar, and this is a map | help: check what it renders to"#);
    assert_snapshot!(why("apiVersion: apps/v1\nkind: DaemonSet\nname: {{ .Release }}\n{{ end }}", false), @r#"HelmTemplate | 3:8 info[admission-decode] a template, not checked: a key must be a scalar, and this is a map | help: check what it renders to"#);
    assert_snapshot!(why("apiVersion: apps/v1\nkind: DaemonSet\nname: {{ name }}\n", false), @r#"OtherTemplate | 3:8 info[admission-decode] a template, not checked: a key must be a scalar, and this is a map | help: check what it renders to"#);
    assert_snapshot!(why("apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n\tname: a\n", false), @r#" | 4:1 error[admission-decode] a tab can't indent: use spaces"#);
}

#[test]
fn other_kinds_are_read_strictly_too() {
    let loaded = loaded(
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: 1}\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {name: t}\nspec: {nonsense: 1}\n---\n\
         apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: u}\n",
    );
    // A custom resource may have any field.
    assert_snapshot!(show(&loaded.diagnostics), @"
    4:15 error[admission-decode] `ports` takes a list, not the number 1 | a number
    9:8 error[admission-strict] `spec` has no field `nonsense` | unknown field
    ");
    let objects: Vec<_> = loaded.manifests.iter().map(|m| m.object()).collect();
    assert!(matches!(objects[..], [Object::Service(_), Object::Service(_), Object::Other]));
    let readable: Vec<_> = loaded.manifests.iter().map(|m| m.is_readable()).collect();
    assert_eq!(readable, [false, true, true]);
}

#[test]
fn base64_may_be_broken_into_lines() {
    let secret = |data: &str| {
        let head = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n";
        findings(&format!("{head}data:\n  a: {data}\n"))
    };
    assert_eq!(secret("|\n    QUJD\n    REVG\n"), "");
    assert_snapshot!(secret("not base64"), @"5:6 error[admission-decode] `data[a]` takes base64, and this is none | not base64 | help: write plain text beneath `stringData:`, where it needs no base64");
}

#[test]
fn one_mistake_does_not_hide_the_rest() {
    let loaded = loaded(&with_pod_spec(
        "hostNetwork: \"true\"\nnodeSelector: {a: on}\ncontainers:\n- name: a\n  image: b\n  \
         ports: [{containerPort: http}]\n- name: c\n",
    ));
    let manifest = &loaded.manifests[0];
    let pod = manifest.daemon_set().unwrap().spec.template.spec.as_ref().unwrap();
    // What was meant is read.
    assert_eq!(pod.host_network, Some(true));
    assert_eq!(pod.node_selector.as_ref().unwrap()["a"], "on");
    // What can't be guessed is not known, and nothing more is said of it.
    let found: Vec<_> = admission::check(manifest).iter().map(|f| f.route.to_string()).collect();
    assert_snapshot!(found.join(" "), @"spec.template.spec.containers[1].image");
}

#[test]
fn field_errors_point_at_what_is_there() {
    let loaded = loaded(&with_pod_spec(
        "containers:\n- name: a\n  image: b\n  ports: [{containerPort: 0}]\n- name: c\n",
    ));
    let found: Vec<_> = loaded.manifests.iter().flat_map(admission::check).collect();
    let places: String = found
        .iter()
        .map(|f| {
            let (at, marked) = (f.primary.span, f.file.slice(f.primary.span));
            let line = f.file.position(at.start).line;
            format!("{line} `{marked}` {} {}\n", f.reason.unwrap().as_str(), f.route)
        })
        .collect();
    assert_snapshot!(places, @r#"
    12 `0` FieldValueRequired spec.template.spec.containers[0].ports[0].containerPort
    13 `name: c` FieldValueRequired spec.template.spec.containers[1].image
    "#);
}

#[test]
fn comments_and_annotations_suppress() {
    let text = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: a\nspec:\n  \
                replicas: 1 # daemonlint: ignore[admission-strict] on its line\n  \
                paused: true\n  # daemonlint: ignore[ other , admission-strict ]: and all beneath\n  \
                template:\n    x: 1\n    y: 2\n  serviceName: 1\n  # daemonlint: ignore\n\
                ---\n# daemonlint: ignore[admission]\napiVersion: apps/v1\nkind: DaemonSet\nspec:\n  z: 1\n\
                ---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  annotations:\n    \
                daemonlint.dev/ignore: admission-strict, nothing\nspec:\n  w: 1\n";
    let Loaded { diagnostics, suppressions, .. } = loaded(text);
    let files = [suppressions];
    let category = |_: &str| Some("admission");
    let terms =
        Terms { category, sides: |_: &Diagnostic| Vec::new(), is_enforced: |_: &str| false };
    let sifted = sift(diagnostics, &files, &terms);
    assert_snapshot!(show(&sifted.kept), @r#"
    7:3 error[admission-strict] `spec` has no field `paused` | unknown field | help: a DaemonSet's rollout can't be paused; with `updateStrategy.type: OnDelete`, pods stay as they are until someone deletes them
    12:3 error[admission-strict] `spec` has no field `serviceName` | unknown field | help: only a StatefulSet names its Service; a Service finds a DaemonSet's pods by their labels
    "#);
    assert_eq!(sifted.suppressed.len(), 5);
    let [file] = &files;
    let unused: Vec<_> = sifted.unused[0].iter().map(|index| &file.list[*index]).collect();
    let named: Vec<_> =
        unused.iter().map(|s| format!("{} at `{}`", s.rule, file.file.slice(s.span))).collect();
    assert_snapshot!(named.join("\n"), @r#"
    other at `other`
    nothing at `nothing`
    "#);
    assert_eq!(file.malformed.len(), 1, "an order without rules is none");
    assert_eq!(file.list[1].reason, "and all beneath");
}

#[test]
fn a_file_can_be_suppressed_as_a_whole() {
    let text = "# daemonlint: ignore-file[admission-strict] generated\n".to_owned()
        + &with_spec("replicas: 1\n")
        + "---\n"
        + &with_spec("paused: 1\n");
    let Loaded { diagnostics, suppressions, .. } = loaded(&text);
    let category = |_: &str| None;
    let terms =
        Terms { category, sides: |_: &Diagnostic| Vec::new(), is_enforced: |_: &str| false };
    let sifted = sift(diagnostics, &[suppressions], &terms);
    assert_eq!((sifted.kept.len(), sifted.suppressed.len()), (0, 2));
}

#[test]
fn a_workspace_finds_by_type_namespace_and_name() {
    let file = |name: &str, text: &str| {
        load(&Arc::new(SourceFile::new(name, text)), Options::default()).manifests
    };
    let mut manifests = file("b.yaml", &with_pod_spec("containers: []\n"));
    manifests.extend(file(
        "a.yaml",
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: ns}\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: ns}\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {name: s}\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: default}\n",
    ));
    use k8s_openapi::api::core::v1::{Namespace, Service};
    let workspace = Workspace::new(manifests.into_iter().map(Arc::new).collect());
    let files: Vec<_> = workspace.manifests().map(|m| m.file().name()).collect();
    assert_eq!(files, ["a.yaml", "a.yaml", "a.yaml", "a.yaml", "b.yaml"]);
    assert!(workspace.find::<Namespace>("", "ns").is_some());
    assert!(workspace.find::<Service>("ns", "s").is_some());
    assert!(workspace.find::<Service>("elsewhere", "s").is_none());
    assert_eq!(workspace.in_namespace::<Service>("default").count(), 2);
    assert_eq!(workspace.namesakes().map(Iterator::count).collect::<Vec<_>>(), [2]);
    let workload = workspace.bringing_pods().next().unwrap();
    assert_eq!(workload.pod_labels(), [("app", "agent")]);
    assert!(workspace.daemon_sets().all(|(m, _)| m.namespace() == "default"));
    let severities = |m| admission::check(m).iter().map(|f| f.severity).max();
    assert_eq!(severities(workspace.manifests().nth(4).unwrap()), Some(Severity::Error));
}
