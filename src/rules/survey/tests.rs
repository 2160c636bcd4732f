use k8s_openapi::api::core::v1::{LimitRange, Namespace, ResourceQuota, ServiceAccount};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use serde::de::DeserializeOwned;

use super::*;
use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::field::FieldErrors;
use crate::kubernetes::release::{Release, Version};
use crate::kubernetes::validation::{Facts, validate_daemon_set};
use crate::manifest::Reading;
use crate::source::{Request, Sources};

fn object<T: DeserializeOwned>(text: &str) -> T {
    serde_yaml::from_str(text).unwrap()
}

/// A DaemonSet of a namespace with these fields in its pods' spec, and in their metadata.
fn daemon_set(namespace: &str, spec: &str, metadata: &str) -> DaemonSet {
    let containers = match spec.contains("containers:") {
        true => "",
        false => "containers: [{name: c, image: registry.example.com/c:v1}],",
    };
    object(&format!(
        "{{metadata: {{name: d, namespace: {namespace}}}, spec: {{selector: {{matchLabels: {{a: b}}}}, \
         template: {{metadata: {{labels: {{a: b}}, {metadata}}}, spec: {{{containers} {spec}}}}}}}}}"
    ))
}

fn is_valid(daemon_set: &DaemonSet, release: Release) -> bool {
    let (mut filled, mut errors) = (daemon_set.clone(), FieldErrors::default());
    default_daemon_set(&mut filled, release);
    validate_daemon_set(&filled, Facts::default(), release, &mut errors);
    errors.0.is_empty()
}

/// Whether the pods are known to be let in by their template; held against a pod that is made of it.
fn is_told(daemon_set: &DaemonSet, context: &AdmissionContext<'_>) -> bool {
    let namespace = daemon_set.metadata.namespace.as_deref().unwrap_or("default");
    let told = are_let_in(&daemon_set.spec.template, namespace, context);
    if told && is_valid(daemon_set, context.release) {
        let refusal = refusal_of_pod(context, daemon_set, namespace);
        assert_eq!(refusal, None, "{:?}", daemon_set.spec.template);
    }
    told
}

/// What a cluster may have that concerns the pods of the namespace `ops`, and of no other one.
struct Cluster {
    namespace: Namespace,
    range: LimitRange,
    quota: ResourceQuota,
    account: ServiceAccount,
    class: PriorityClass,
}

impl Cluster {
    fn new() -> Self {
        Self {
            namespace: object(
                "metadata: {name: ops, labels: {pod-security.kubernetes.io/enforce: restricted}}",
            ),
            range: object(
                "metadata: {name: r, namespace: ops}\n\
                 spec: {limits: [{type: Pod, max: {cpu: 1m}}]}",
            ),
            quota: object("metadata: {name: q, namespace: ops}\nspec: {hard: {pods: 0}}"),
            account: object(
                "metadata: {name: default, namespace: ops, annotations: \
                 {kubernetes.io/enforce-mountable-secrets: 'true'}}",
            ),
            class: object("{metadata: {name: high}, value: 7, preemptionPolicy: Sometimes}"),
        }
    }

    /// A context for each of them, where all objects are known, and one without any.
    fn contexts(&self) -> Vec<AdmissionContext<'_>> {
        let empty =
            || AdmissionContext { known: AdmissionContext::ALL.to_vec(), ..Default::default() };
        vec![
            empty(),
            AdmissionContext { namespaces: [&self.namespace].into_iter().collect(), ..empty() },
            AdmissionContext { limit_ranges: [&self.range].into_iter().collect(), ..empty() },
            AdmissionContext { resource_quotas: [&self.quota].into_iter().collect(), ..empty() },
            AdmissionContext { service_accounts: [&self.account].into_iter().collect(), ..empty() },
            AdmissionContext { priority_classes: [&self.class].into_iter().collect(), ..empty() },
        ]
    }
}

#[test]
fn what_is_told_of_pods_by_their_template_holds_for_the_pods() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    let request = Request { paths: vec![folder.into()], ..Request::default() };
    let reading = Reading::of(&Sources::read(&request));
    let all: Vec<&DaemonSet> = reading.workspace.daemon_sets().map(|(_, one)| one).collect();
    let told = |context: &AdmissionContext<'_>| {
        all.iter().filter(|daemon_set| is_told(daemon_set, context)).count()
    };
    for version in Version::ALL {
        let release = Release::new(version);
        let told = told(&AdmissionContext { release, ..Default::default() });
        assert!(all.len() > 20 && told * 10 > all.len() * 9, "{told} of {}", all.len());
    }
    for context in Cluster::new().contexts() {
        assert!(told(&context) > 0);
    }
}

#[test]
fn whatever_refuses_pods_of_a_valid_template_is_seen_there() {
    let two = "containers: [{name: a, image: i, ports: [{containerPort: 80}]}, \
               {name: b, image: i, ports: [{containerPort: 80}]}]";
    let annotation = "container.apparmor.security.beta.kubernetes.io/c";
    let annotations = format!("annotations: {{{annotation}: localhost/../p}}");
    let known = AdmissionContext { known: AdmissionContext::ALL.to_vec(), ..Default::default() };
    for (spec, metadata) in [
        (&*format!("hostNetwork: true, {two}"), ""),
        (
            "resources: {requests: {cpu: 1}, limits: {cpu: 4}}, \
             containers: [{name: c, image: i, resources: {limits: {cpu: 2}}}]",
            "",
        ),
        ("containers: [{name: c, image: 'i '}]", ""),
        ("initContainers: [{name: i, image: ' i'}]", ""),
        ("nodeName: n, schedulingGates: [{name: a}]", ""),
        ("priority: 5", ""),
        ("preemptionPolicy: Never", ""),
        ("overhead: {cpu: 1m}", ""),
        ("", "finalizers: [mine]"),
    ] {
        let daemon_set = daemon_set("ops", spec, metadata);
        assert!(is_valid(&daemon_set, known.release), "{spec} {metadata}");
        assert!(refusal_of_pod(&known, &daemon_set, "ops").is_some(), "{spec} {metadata}");
        assert!(!is_told(&daemon_set, &known), "{spec} {metadata}");
    }
    let context = AdmissionContext::default();
    // What changes pods, though it refuses none of these.
    for (spec, metadata) in
        [("runtimeClassName: r", ""), ("volumes: [{name: v, image: {}}]", ""), ("", &*annotations)]
    {
        assert!(!is_told(&daemon_set("ops", spec, metadata), &context), "{spec} {metadata}");
    }
    // What differs between a template and its pods, and agrees all the same.
    for (spec, metadata) in [
        (two, ""),
        (
            "hostNetwork: true, containers: [{name: a, image: i, ports: [{containerPort: 53}, \
          {containerPort: 53, protocol: UDP}]}]",
            "",
        ),
        (
            "containers: [{name: c, image: i, resources: {limits: {cpu: 1, memory: 1Mi, \
          example.com/gpu: 1}, requests: {memory: 1Ki}}}]",
            "",
        ),
        (
            "containers: [{name: c, image: i, resources: {limits: {cpu: 0.1m, hugepages-2Mi: 2Mi}}}]",
            "",
        ),
        ("priorityClassName: system-node-critical, serviceAccountName: s", ""),
        (
            "tolerations: [{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, \
          tolerationSeconds: 5}]",
            "annotations: {a: b}",
        ),
    ] {
        let daemon_set = daemon_set("ops", spec, metadata);
        assert!(is_valid(&daemon_set, context.release) && is_told(&daemon_set, &context), "{spec}");
    }
}

#[test]
fn what_a_cluster_has_concerns_the_pods_of_its_namespace() {
    let cluster = Cluster::new();
    let secret = "volumes: [{name: v, secret: {secretName: s}}]";
    let mut contexts = cluster.contexts().into_iter();
    let none = contexts.next().unwrap();
    for (context, spec) in contexts.zip(["", "", "", secret, "priorityClassName: high"]) {
        assert!(refusal_of_pod(&context, &daemon_set("ops", spec, ""), "ops").is_some());
        assert!(!is_told(&daemon_set("ops", spec, ""), &context));
        assert!(is_told(&daemon_set("other", "", ""), &context));
    }
    let ops = daemon_set("ops", secret, "");
    assert!(is_told(&ops, &none));
    for spec in ["priorityClassName: low", "serviceAccountName: s"] {
        assert!(!is_told(&daemon_set("ops", spec, ""), &none), "{spec}");
    }
    let openshift = AdmissionContext { openshift: true, ..none.clone() };
    assert!(!is_told(&ops, &openshift));
    let deleted: Namespace =
        object("metadata: {name: ops, deletionTimestamp: '2024-01-01T00:00:00Z'}");
    let namespaces = [&deleted].into_iter().collect();
    assert!(!is_told(&ops, &AdmissionContext { namespaces, ..none.clone() }));
    for plugin in crate::kubernetes::pod_admission::OptionalPlugin::ALL {
        let optional_plugins = [plugin].into_iter().collect();
        assert!(!is_told(&ops, &AdmissionContext { optional_plugins, ..none.clone() }));
    }
}
