//! What a real API server does to the pods of DaemonSets that it takes.

use std::collections::BTreeSet;
use std::sync::Arc;

use daemonlint::internals::inventory::Loader;
use daemonlint::internals::inventory::ix::Ix;
use daemonlint::internals::kubernetes::field::FieldError;
use daemonlint::internals::kubernetes::pod_admission::{
    AdmissionContext, OptionalPlugin, Plugin, QuotaUse, Refusal, admit, are_let_in,
    labels_are_accepted, limit_range_is_accepted, refuses_daemon_set, refuses_object,
};
use daemonlint::internals::kubernetes::resources::pod_requests;
use daemonlint::internals::manifest::{Reading, Setup, Surroundings};
use daemonlint::internals::pipeline::Run;
use daemonlint::internals::planner::DaemonSetIx;
use daemonlint::internals::planner::daemon_pod::daemon_pod;
use daemonlint::internals::source::{SourceFile, Sources};
use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::{LimitRange, Namespace, Pod, ResourceQuota, ServiceAccount};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::scheduling::v1::PriorityClass;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::Outcome;

const FLOOR: usize = 764;

/// How many pods are asked for where there are quotas.
const NODES: usize = 5;

/// The cluster of a record.
struct World {
    namespaces: Vec<Namespace>,
    limit_ranges: Vec<LimitRange>,
    resource_quotas: Vec<ResourceQuota>,
    service_accounts: Vec<ServiceAccount>,
    priority_classes: Vec<PriorityClass>,
    runtime_classes: Vec<RuntimeClass>,
}

fn of_kind<T: DeserializeOwned>(record: &Value, kind: &str) -> Vec<T> {
    let objects = record["objects"].as_array().unwrap().iter();
    let of_kind = objects.filter(|object| object["kind"] == kind);
    of_kind.map(|object| serde_json::from_value(object.clone()).unwrap()).collect()
}

impl World {
    /// The objects that the API server took. Those of one family have been there since before it
    /// looked at their labels.
    fn of(record: &Value) -> Self {
        let older = record["family"] == "podsecurity-old-bad-labels";
        let mut namespaces: Vec<Namespace> = of_kind(record, "Namespace");
        namespaces.retain(|namespace| {
            let labels = namespace.metadata.labels.as_ref();
            older || labels.is_none_or(labels_are_accepted)
        });
        let mut limit_ranges: Vec<LimitRange> = of_kind(record, "LimitRange");
        limit_ranges.retain(limit_range_is_accepted);
        Self {
            namespaces,
            limit_ranges,
            resource_quotas: of_kind(record, "ResourceQuota"),
            service_accounts: of_kind(record, "ServiceAccount"),
            priority_classes: of_kind(record, "PriorityClass"),
            runtime_classes: of_kind(record, "RuntimeClass"),
        }
    }

    fn context(&self, record: &Value) -> AdmissionContext<'_> {
        let plugins = record["plugins"].as_str().unwrap().split('+');
        AdmissionContext {
            namespaces: self.namespaces.iter().collect(),
            limit_ranges: self.limit_ranges.iter().collect(),
            resource_quotas: self.resource_quotas.iter().collect(),
            service_accounts: self.service_accounts.iter().collect(),
            priority_classes: self.priority_classes.iter().collect(),
            runtime_classes: self.runtime_classes.iter().collect(),
            known: AdmissionContext::ALL.to_vec(),
            optional_plugins: plugins.filter_map(OptionalPlugin::from_name).collect(),
            release: crate::release(),
            ..AdmissionContext::default()
        }
    }
}

/// What becomes of the pods, as records say it.
fn answer(record: &Value) -> (Value, Option<Pod>) {
    let world = World::of(record);
    let context = world.context(record);
    let daemon_set: DaemonSet = serde_json::from_value(record["daemonset"].clone()).unwrap();
    let namespace = daemon_set.metadata.namespace.clone().unwrap_or_else(|| "default".to_owned());
    if refuses_daemon_set(&namespace, &context).is_some()
        || refuses_object("daemonsets.apps", &namespace, &context, 0).is_some()
    {
        return (json!({"pod": null, "refused_by": null}), None);
    }
    let (pod, refusal) = if has_policies(record) {
        match through_the_pipeline(record) {
            Some(answer) => answer,
            None => return (json!({"pod": null, "refused_by": null}), None),
        }
    } else {
        let mut pod = daemon_pod(&daemon_set, crate::release());
        let refusal = admit(&mut pod, &namespace, &context).refusal;
        let is_told = are_let_in(&daemon_set.spec.template, &namespace, &context);
        assert!(!is_told || refusal.is_none(), "refused, though its template tells otherwise");
        (pod, refusal)
    };
    let counts = record["expect"].get("how_many").is_some();
    let (many, refusal) = match refusal {
        Some(refusal) => (0, Some(refusal)),
        None => match refuses_object("controllerrevisions.apps", &namespace, &context, 0) {
            Some(refusal) => (0, Some(refusal)),
            None => QuotaUse::new(&namespace, &context).admit(&pod, if counts { NODES } else { 1 }),
        },
    };
    let mut answer = json!({
        "pod": if many > 0 { "created" } else { "refused" },
        "refused_by": refusal.as_ref().map(|refusal| refusal.plugin.as_str()),
    });
    if counts {
        answer["how_many"] = many.into();
    }
    if let Some(refusal) = &refusal {
        answer["why"] = why(refusal);
    }
    if many > 0 {
        answer["counted"] = counted(&pod);
    }
    (answer, Some(pod))
}

fn has_policies(record: &Value) -> bool {
    let group = |object: &Value| object["apiVersion"].as_str().unwrap().to_owned();
    let mut objects = record["objects"].as_array().unwrap().iter();
    objects.any(|object| group(object).starts_with("admissionregistration"))
}

/// The pod of a run over the record's objects as manifests, with why it is refused; none where the
/// DaemonSet itself is. What a run does with policies is more than a function of the pod.
fn through_the_pipeline(record: &Value) -> Option<(Pod, Option<Refusal>)> {
    let objects = record["objects"].as_array().unwrap().iter();
    let all: Vec<&Value> = objects.chain([&record["daemonset"]]).collect();
    let text = json!({"apiVersion": "v1", "kind": "List", "items": all}).to_string();
    let sources = Sources::of([Arc::new(SourceFile::new("record.json", text))]);
    let cluster = Surroundings::default().set_up(Setup { complete: true, ..Setup::default() });
    let reading = Reading::for_release(&sources, crate::release()).in_cluster(&cluster);
    let mut loader = Loader::default();
    let node = json!({"kind": "Node", "apiVersion": "v1", "metadata": {"name": "node-1"}});
    loader.read("node.json", node.to_string().as_bytes()).unwrap();
    let inventory = loader.finish();
    let run = Run { inventory: Some(&inventory), ..Run::over(&reading) };
    let placed = run.plan().unwrap().now;
    let compiled = &placed.fleet.pods[DaemonSetIx::new(0)];
    (!placed.refused[0]).then(|| (compiled.pod.clone(), compiled.refusal.clone()))
}

/// Why a pod is refused, in what records agree in.
fn why(refusal: &Refusal) -> Value {
    match refusal.plugin {
        Plugin::PodSecurity | Plugin::LimitRanger => {
            json!(refusal.words().into_iter().collect::<BTreeSet<_>>())
        }
        Plugin::Validation => {
            let error = |error: &FieldError| {
                let reason = error.reason.as_str().trim_start_matches("FieldValue");
                (reason.to_owned(), error.path.to_string())
            };
            json!(refusal.errors.iter().map(error).collect::<BTreeSet<_>>())
        }
        Plugin::ValidatingAdmissionPolicy => {
            let policy = &refusal.object.as_ref().unwrap().name;
            let binding = refusal.binding.as_ref().unwrap();
            json!(format!(
                "ValidatingAdmissionPolicy '{policy}' with binding '{binding}' denied request: {}",
                refusal.message()
            ))
        }
        _ => json!(refusal.message()),
    }
}

fn counted(pod: &Pod) -> Value {
    let requests = pod_requests(pod.spec.as_ref().unwrap()).unwrap();
    let amounts = requests.iter().filter(|(_, amount)| !amount.is_zero());
    let amount =
        |(name, amount): (&String, &daemonlint::internals::kubernetes::quantity::Quantity)| {
            if name == "cpu" {
                ("milliCpu".to_owned(), amount.milli_value())
            } else {
                (name.clone(), amount.value())
            }
        };
    json!(amounts.map(amount).collect::<std::collections::BTreeMap<_, _>>())
}

/// What a record expects, in the same shape.
fn expected(expect: &Value) -> Value {
    let plugin = expect["refused_by"].as_str();
    let mut expected = json!({"pod": expect["pod"], "refused_by": expect["refused_by"]});
    for key in ["how_many", "counted"] {
        if let Some(value) = expect.get(key) {
            expected[key] = value.clone();
        }
    }
    if let Some(plugin) = plugin {
        let list = |value: &Value| -> BTreeSet<String> {
            value.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
        };
        expected["why"] = match plugin {
            "PodSecurity" | "LimitRanger" => json!(list(&expect["reasons"])),
            "validation" => {
                let errors = expect["errors"].as_array().unwrap().iter();
                let error = |error: &Value| {
                    (error[0].as_str().unwrap().to_owned(), error[1].as_str().unwrap().to_owned())
                };
                json!(errors.map(error).collect::<BTreeSet<_>>())
            }
            _ => {
                let message = expect["message"].as_str().unwrap();
                let after = message.split_once("is forbidden: ").map(|(_, after)| after);
                json!(after.unwrap_or(message))
            }
        };
    }
    expected
}

#[test]
fn pod_admission() {
    crate::agreement("pod_admission", FLOOR, |record| {
        let (ours, _) = answer(record);
        let expect = &record["expect"];
        let one_of =
            expect["unstable"].as_array().map_or(std::slice::from_ref(expect), Vec::as_slice);
        let mut theirs = one_of.iter().map(expected);
        if theirs.any(|theirs| theirs == ours) {
            return Outcome::Ok(());
        }
        Err(format!(
            "[{}] {}: we say {ours}, not {}",
            record["family"],
            record["note"],
            expected(expect)
        ))
    });
}
