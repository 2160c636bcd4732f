//! What is doubled, each by itself.

use std::path::Path;

use crate::objects::{DaemonSet, Numbers, each, object};

/// Something of which there may be any number.
pub struct Input {
    /// What is doubled.
    pub name: &'static str,
    /// The size to begin with.
    pub least: usize,
    /// The largest size.
    pub most: usize,
    /// Writes as many of it into a folder, and gives the arguments to run the program with there.
    pub write: fn(&Path, usize) -> Vec<String>,
}

pub const fn input(name: &'static str, write: fn(&Path, usize) -> Vec<String>) -> Input {
    Input { name, least: 500, most: 1_000_000, write }
}

impl Input {
    /// The same with other sizes.
    const fn from(mut self, least: usize, most: usize) -> Self {
        self.least = least;
        self.most = most;
        self
    }
}

#[rustfmt::skip]
pub static INPUTS: &[Input] = &[
    input("DaemonSets in one namespace", |to, n| folder(to, daemon_sets(n))),
    input("DaemonSets that select each other's pods", |to, n| folder(to, alike(n))).from(500, 4_000),
    input("DaemonSets of one name", |to, n| folder(to, namesakes(n))),
    input("DaemonSets in folders of their own", folders),
    input("DaemonSets on one host port", |to, n| folder(to, host_ports(n))),
    input("Services beside", |to, n| folder(to, services(n))),
    input("Services that select nothing", |to, n| folder(to, lost_services(n))),
    input("budgets beside", |to, n| folder(to, beside(n, "policy/v1", "PodDisruptionBudget", |name| format!("spec: {{maxUnavailable: 1, selector: {{matchLabels: {{app: {name}}}}}}}\n")))),
    input("ServiceAccounts beside", |to, n| folder(to, accounts(n))),
    input("LimitRanges in one namespace", |to, n| folder(to, daemon_sets(10) + &others(n, "v1", "LimitRange", |_| "spec: {limits: [{type: Container, max: {cpu: 2}}]}\n".to_owned()))),
    input("quotas in one namespace", |to, n| folder(to, daemon_sets(10) + &others(n, "v1", "ResourceQuota", |_| "spec: {hard: {pods: 1000}}\n".to_owned()))),
    input("role bindings beside", |to, n| folder(to, beside(n, "rbac.authorization.k8s.io/v1", "RoleBinding", |name| format!("roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: {name}}}\nsubjects: [{{kind: ServiceAccount, name: {name}}}]\n")))),
    input("priority classes beside", |to, n| folder(to, beside(n, "scheduling.k8s.io/v1", "PriorityClass", |_| "value: 1000\n".to_owned()))),
    input("objects of unknown kinds", |to, n| folder(to, beside(n, "example.com/v1", "Widget", |_| "spec: {size: 1}\n".to_owned()))),
    input("kustomizations", kustomizations).from(500, 32_000),
    input("files as arguments", arguments).from(500, 32_000),
    input("documents in one stream", |to, n| stream(to, beside(n, "v1", "ConfigMap", |_| "data: {a: b}\n".to_owned()))),
    input("items of one List", |to, n| stream(to, list(n))),
    input("findings in one file, short", |to, n| shown(to, n, "short")),
    input("findings in one file, pretty", |to, n| shown(to, n, "pretty")),
    input("findings in one file, json", |to, n| shown(to, n, "json")),
    input("findings in one file, sarif", |to, n| shown(to, n, "sarif")),
    input("findings in one file, github", |to, n| shown(to, n, "github")),
    input("findings in one file, gitlab", |to, n| shown(to, n, "gitlab")),
    input("findings in one file, html", |to, n| shown(to, n, "html")),
    input("fixes in one file", fixes),
    input("suppressions in one file", |to, n| stream(to, suppressions(n))),
    input("suppressions in many files", |to, n| folder(to, suppressions(n))),
    input("suppressions of a whole file", file_suppressions),
    input("unknown fields", |to, n| one(to, DaemonSet { metadata: each(n, |i| format!("  field{i}: 1\n")), ..DaemonSet::default() })),
    input("unknown fields of containers", |to, n| one(to, DaemonSet { containers: each(n, |i| format!("        - {{name: c{i}, image: a:1, imagee: b}}\n")), ..DaemonSet::default() })),
    input("values of a wrong type", |to, n| one(to, DaemonSet { container: format!("          env:\n{}", each(n, |i| format!("            - {{name: V{i}, value: {i}}}\n"))), ..DaemonSet::default() })),
    input("duplicate keys", |to, n| one(to, DaemonSet { metadata: each(n, |i| format!("  annotations: {{a: \"{i}\"}}\n")), ..DaemonSet::default() })),
    input("labels", |to, n| one(to, DaemonSet { metadata: format!("  annotations:\n{}", each(n, |i| format!("    key{i}: \"1\"\n"))), ..DaemonSet::default() })),
    input("anchors and aliases", |to, n| one(to, DaemonSet { container: format!("          env:\n{}", each(n, |i| format!("            - {{name: V{i}, value: &v{i} text}}\n            - {{name: W{i}, value: *v{i}}}\n"))), ..DaemonSet::default() })),
    input("merges", |to, n| one(to, DaemonSet { metadata: "  annotations: &all {a: b}\n".to_owned(), containers: each(n, |i| format!("        - {{name: c{i}, image: a:1, resources: {{limits: {{<<: {{memory: 1Gi}}, cpu: 1}}}}}}\n")), ..DaemonSet::default() })),
    input("comments", |to, n| one(to, DaemonSet { pod: each(n, |i| format!("      # note {i}\n")), ..DaemonSet::default() })),
    input("containers in one pod", |to, n| one(to, DaemonSet { containers: each(n, |i| format!("        - name: c{i}\n          image: a:1\n          ports: [{{containerPort: {}}}]\n", i % 60_000 + 1)), ..DaemonSet::default() })),
    input("containers of one name", |to, n| one(to, DaemonSet { containers: each(n, |_| "        - {name: again, image: a:1}\n".to_owned()), ..DaemonSet::default() })),
    input("tolerations in one pod", |to, n| one(to, DaemonSet { pod: format!("      tolerations:\n{}", each(n, |i| format!("        - {{key: key{i}, operator: Exists}}\n"))), ..DaemonSet::default() })),
    input("tolerations of one key", |to, n| one(to, DaemonSet { pod: format!("      tolerations:\n{}", each(n, |i| format!("        - {{key: key, value: v{i}, effect: NoSchedule}}\n"))), ..DaemonSet::default() })),
    input("node selector terms", |to, n| one(to, DaemonSet { pod: format!("      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n{}", each(n, |i| format!("              - matchExpressions: [{{key: k{}, operator: In, values: [v{i}]}}]\n", i % 7))), ..DaemonSet::default() })),
    input("requirements of one term", |to, n| one(to, terms(&each(n, |i| format!("                  - {{key: k{i}, operator: Exists}}\n"))))),
    input("requirements of one label", |to, n| one(to, terms(&each(n, |i| format!("                  - {{key: k, operator: NotIn, values: [v{i}]}}\n"))))),
    input("entries of a nodeSelector", |to, n| one(to, DaemonSet { pod: format!("      nodeSelector:\n{}", each(n, |i| format!("        k{i}: v\n"))), ..DaemonSet::default() })),
    input("spread constraints", |to, n| one(to, DaemonSet { pod: format!("      topologySpreadConstraints:\n{}", each(n, |i| format!("        - {{maxSkew: 1, topologyKey: z{i}, whenUnsatisfiable: DoNotSchedule, labelSelector: {{matchLabels: {{app: agent}}}}}}\n"))), ..DaemonSet::default() })),
    input("values of one requirement", |to, n| one(to, DaemonSet { pod: format!("      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions:\n                  - key: rack\n                    operator: In\n                    values:\n{}", each(n, |i| format!("                      - v{i}\n"))), ..DaemonSet::default() })),
    input("env variables", |to, n| one(to, DaemonSet { container: format!("          env:\n{}", each(n, |i| format!("            - {{name: V{i}, value: \"$(V{})\"}}\n", i.saturating_sub(1)))), ..DaemonSet::default() })),
    input("env variables from ConfigMaps", |to, n| one(to, DaemonSet { container: format!("          env:\n{}", each(n, |i| format!("            - {{name: V{i}, valueFrom: {{configMapKeyRef: {{name: c{i}, key: k}}}}}}\n"))), ..DaemonSet::default() })),
    input("references in one argument", |to, n| one(to, DaemonSet { container: format!("          args: [\"{}\"]\n", each(n, |i| format!("$(V{i}) "))), ..DaemonSet::default() })),
    input("arguments", |to, n| one(to, DaemonSet { container: format!("          args:\n{}", each(n, |i| format!("            - --flag{i}=value\n"))), ..DaemonSet::default() })),
    input("ports", |to, n| one(to, DaemonSet { container: format!("          ports:\n{}", each(n, |i| format!("            - {{containerPort: {}}}\n", i % 60_000 + 1))), ..DaemonSet::default() })).from(500, 60_000),
    input("volumes and mounts", |to, n| one(to, volumes(n))),
    input("volumes that nothing mounts", |to, n| one(to, DaemonSet { pod: format!("      volumes:\n{}", each(n, |i| format!("        - {{name: v{i}, hostPath: {{path: /opt/p{i}}}}}\n"))), ..DaemonSet::default() })),
    input("a long text", |to, n| one(to, DaemonSet { metadata: format!("  annotations:\n    text: |\n{}", each(n, |i| format!("      line {i}\n"))), ..DaemonSet::default() })).from(2_000, 1_000_000),
    input("lines of a script", |to, n| one(to, DaemonSet { container: format!("          command: [sh, -c]\n          args:\n            - |\n{}", each(n, |i| format!("              echo {i} && true\n"))), ..DaemonSet::default() })),
    input("levels", |to, n| stream(to, format!("a: {}1{}\n", "{a: ".repeat(n), "}".repeat(n)))),
    input("marks of one finding", |to, n| { one(to, DaemonSet { containers: each(n, |i| format!("        - {{name: c{i}, image: a:1}}\n")), ..DaemonSet::default() }); check(&["--format", "pretty", "all.yaml"]) }),
    input("fixes in a long line", |to, n| one(to, DaemonSet { metadata: format!("  annotations: {{{}}}\n", each(n, |i| format!("é{i}: 1, "))), ..DaemonSet::default() })),
    input("a long line", |to, n| stream(to, format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, namespace: b, {}}}\n", each(n, |i| format!("é{i}: 1, "))))),
    input("baseline entries", baseline),
    input("overrides", |to, n| config(to, &format!("overrides:\n{}", each(n, |i| format!("  - {{paths: [d{i}/**], ignore: [hygiene]}}\n"))))).from(500, 32_000),
    input("overrides by object", |to, n| config(to, &format!("overrides:\n{}", each(n, |i| format!("  - {{objects: [{{name: other-{i}}}], ignore: [hygiene]}}\n"))))).from(500, 32_000),
    input("exceptions of the config", |to, n| config(to, &format!("suppress:\n{}", each(n, |i| format!("  - {{rules: [image-tag-latest], objects: [{{name: other-{i}}}], reason: old}}\n"))))).from(500, 32_000),
    input("policies", policies).from(250, 8_000),
    input("nodes", nodes),
];

/// One file for each 10 documents of a stream.
fn folder(to: &Path, stream: String) -> Vec<String> {
    let documents: Vec<&str> = stream.split_inclusive("---\n").collect();
    for (number, some) in documents.chunks(10).enumerate() {
        write(to, &format!("d/{number:06}.yaml"), &some.concat());
    }
    check(&["d"])
}

/// One file.
pub fn stream(to: &Path, text: String) -> Vec<String> {
    write(to, "all.yaml", &text);
    check(&["all.yaml"])
}

pub fn one(to: &Path, daemon_set: DaemonSet) -> Vec<String> {
    stream(to, daemon_set.text("agent"))
}

fn shown(to: &Path, count: usize, format: &str) -> Vec<String> {
    write(to, "all.yaml", &daemon_sets(count));
    check(&["--format", format, "all.yaml"])
}

pub fn write(to: &Path, name: &str, text: &str) {
    let path = to.join(name);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).unwrap();
    }
    std::fs::write(path, text).unwrap();
}

pub fn check(arguments: &[&str]) -> Vec<String> {
    let fixed = ["check", "--isolated", "--format", "short"];
    let given = arguments.contains(&"--format");
    let fixed = if given { &fixed[..2] } else { &fixed[..] };
    fixed.iter().chain(arguments).map(|word| (*word).to_owned()).collect()
}

fn daemon_sets(count: usize) -> String {
    let mut numbers = Numbers::new();
    (0..count).map(|number| DaemonSet::default().text(&numbers.name(number))).collect()
}

/// Each selects the pods of all, and so overlaps with all.
fn alike(count: usize) -> String {
    each(count, |number| {
        let text = DaemonSet::default().text("agent");
        text.replacen("name: agent\n", &format!("name: agent-{number}\n"), 1)
    })
}

fn namesakes(count: usize) -> String {
    each(count, |_| DaemonSet::default().text("agent"))
}

fn folders(to: &Path, count: usize) -> Vec<String> {
    for number in 0..count {
        write(to, &format!("d/overlay-{number}/agent.yaml"), &DaemonSet::default().text("agent"));
    }
    check(&["d"])
}

fn host_ports(count: usize) -> String {
    let container = "          ports: [{containerPort: 80, hostPort: 80}]\n".to_owned();
    each(count, |number| {
        let daemon_set = DaemonSet { container: container.clone(), ..DaemonSet::default() };
        daemon_set.text(&format!("agent-{number}"))
    })
}

fn services(count: usize) -> String {
    let service = |name: &str| {
        object(
            "v1",
            "Service",
            name,
            &format!("spec: {{selector: {{app: {name}}}, ports: [{{port: 80}}]}}\n"),
        )
    };
    let mut numbers = Numbers::new();
    (0..count)
        .map(|number| {
            let name = numbers.name(number);
            DaemonSet::default().text(&name) + &service(&name)
        })
        .collect()
}

fn lost_services(count: usize) -> String {
    let agent = DaemonSet::default().text("agent");
    agent
        + &each(count, |number| {
            object(
                "v1",
                "Service",
                &format!("s{number}"),
                &format!("spec: {{selector: {{app: agnet{number}}}, ports: [{{port: 80}}]}}\n"),
            )
        })
}

/// As many objects of another kind as DaemonSets.
fn beside(count: usize, version: &str, kind: &str, rest: impl Fn(&str) -> String) -> String {
    let mut numbers = Numbers::new();
    (0..count)
        .map(|number| {
            let name = numbers.name(number);
            DaemonSet::default().text(&name) + &object(version, kind, &name, &rest(&name))
        })
        .collect()
}

/// Objects of another kind.
fn others(count: usize, version: &str, kind: &str, rest: impl Fn(&str) -> String) -> String {
    each(count, |number| {
        let name = format!("other-{number}");
        object(version, kind, &name, &rest(&name))
    })
}

fn accounts(count: usize) -> String {
    each(count, |number| {
        let name = format!("agent-{number}");
        let pod = format!("      serviceAccountName: {name}\n      priorityClassName: {name}\n");
        let daemon_set = DaemonSet { pod, ..DaemonSet::default() };
        daemon_set.text(&name) + &object("v1", "ServiceAccount", &name, "")
    })
}

fn kustomizations(to: &Path, count: usize) -> Vec<String> {
    for number in 0..count {
        write(
            to,
            &format!("d/{number}/kustomization.yaml"),
            "resources: [agent.yaml]\nnamePrefix: a-\n",
        );
        write(
            to,
            &format!("d/{number}/agent.yaml"),
            &DaemonSet::default().text(&format!("agent-{number}")),
        );
    }
    check(&["d"])
}

fn arguments(to: &Path, count: usize) -> Vec<String> {
    let mut all = check(&[]);
    for number in 0..count {
        let name = format!("d/{number}.yaml");
        write(to, &name, &DaemonSet::default().text(&format!("agent-{number}")));
        all.push(name);
    }
    all
}

fn list(count: usize) -> String {
    let item = |number: usize| {
        let text = DaemonSet::default().text(&format!("agent-{number}"));
        let lines = text.trim_end_matches("---\n").lines().enumerate();
        lines.map(|(at, line)| format!("{}{line}\n", if at == 0 { "- " } else { "  " })).collect()
    };
    format!("apiVersion: v1\nkind: List\nitems:\n{}", each(count, item))
}

fn fixes(to: &Path, count: usize) -> Vec<String> {
    let wrong = "        - {name: c, image: a:1, securityContext: {privilegd: true}}\n".to_owned();
    let daemon_set = DaemonSet { containers: wrong, ..DaemonSet::default() };
    write(to, "all.yaml", &each(count, |number| daemon_set.text(&format!("agent-{number}"))));
    ["check", "--isolated", "--diff", "--unsafe-fixes", "all.yaml"].map(str::to_owned).to_vec()
}

fn suppressions(count: usize) -> String {
    let container =
        "          # daemonlint: ignore[no-resource-requests] as agreed\n          resources: {}\n"
            .to_owned();
    let daemon_set = DaemonSet { container, ..DaemonSet::default() };
    each(count, |number| {
        let text = daemon_set.text(&format!("agent-{number}"));
        text.replace(":latest\n", ":latest # daemonlint: ignore[image-tag-latest] as agreed\n")
    })
}

fn file_suppressions(to: &Path, count: usize) -> Vec<String> {
    for number in 0..count {
        let text = DaemonSet::default().text(&format!("agent-{number}"));
        write(
            to,
            &format!("d/{number}.yaml"),
            &format!("# daemonlint: ignore-file[hygiene] as agreed\n{text}"),
        );
    }
    check(&["d"])
}

/// Demands on nodes in one term with these requirements.
fn terms(requirements: &str) -> DaemonSet {
    let pod = format!(
        "      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions:\n{requirements}"
    );
    DaemonSet { pod, ..DaemonSet::default() }
}

fn volumes(count: usize) -> DaemonSet {
    DaemonSet {
        pod: format!(
            "      volumes:\n{}",
            each(count, |i| format!("        - {{name: v{i}, emptyDir: {{}}}}\n"))
        ),
        container: format!(
            "          volumeMounts:\n{}",
            each(count, |i| format!("            - {{name: v{i}, mountPath: /m/{i}}}\n"))
        ),
        ..DaemonSet::default()
    }
}

fn baseline(to: &Path, count: usize) -> Vec<String> {
    let entry = |i: usize| {
        format!(
            "{}{{\"rule\": \"image-tag-latest\", \"file\": \"all.yaml\", \"object\": \"apps/v1 DaemonSet tools/agent-{i}\", \"field\": \"spec.template.spec.containers[main].image\", \"message\": \"m\"}}",
            if i == 0 { "" } else { ",\n" }
        )
    };
    write(
        to,
        "baseline.json",
        &format!("{{\"version\": 1, \"findings\": [{}]}}\n", each(count, entry)),
    );
    write(to, "all.yaml", &daemon_sets(count));
    check(&["--baseline", "baseline.json", "all.yaml"])
}

/// A config beside 200 DaemonSets.
fn config(to: &Path, text: &str) -> Vec<String> {
    write(to, ".daemonlint.yaml", text);
    folder(to, daemon_sets(200));
    ["check", "--format", "short", "d"].map(str::to_owned).to_vec()
}

/// Policies beside 50 DaemonSets.
fn policies(to: &Path, count: usize) -> Vec<String> {
    let policy = |i: usize| {
        let rest = format!(
            "spec: {{matchConstraints: {{resourceRules: [{{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [daemonsets]}}]}}, validations: [{{expression: \"object.metadata.name != 'n{i}'\"}}]}}\n"
        );
        object(
            "admissionregistration.k8s.io/v1",
            "ValidatingAdmissionPolicy",
            &format!("p{i}"),
            &rest,
        ) + &object(
            "admissionregistration.k8s.io/v1",
            "ValidatingAdmissionPolicyBinding",
            &format!("p{i}"),
            &format!("spec: {{policyName: p{i}, validationActions: [Deny]}}\n"),
        )
    };
    stream(to, daemon_sets(50) + &each(count, policy).replace(", namespace: tools", ""))
}

fn nodes(to: &Path, count: usize) -> Vec<String> {
    let node = |i: usize| {
        format!(
            "{}{{\"apiVersion\": \"v1\", \"kind\": \"Node\", \"metadata\": {{\"name\": \"n{i}\", \"labels\": {{\"kubernetes.io/hostname\": \"n{i}\", \"kubernetes.io/os\": \"linux\"}}}}, \"status\": {{\"allocatable\": {{\"cpu\": \"4\", \"memory\": \"{}Ki\", \"pods\": \"110\"}}}}}}",
            if i == 0 { "" } else { ",\n" },
            8_000_000 + i
        )
    };
    write(
        to,
        "nodes.json",
        &format!(
            "{{\"apiVersion\": \"v1\", \"kind\": \"NodeList\", \"items\": [{}]}}",
            each(count, node)
        ),
    );
    write(to, "all.yaml", &daemon_sets(10));
    check(&["--nodes", "nodes.json", "all.yaml"])
}
