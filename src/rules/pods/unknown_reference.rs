//! `unknown-reference`: a name that no object of the run has, beside one that is nearly the same.

use k8s_openapi::api::core::v1::{ConfigMap, Secret, ServiceAccount};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::scheduling::v1::PriorityClass;

use crate::diagnostic::Severity;
use crate::kubernetes::containers::ContainerList;
use crate::manifest::{Typed, Workspace};
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::near::nearest;

/// The rule.
pub(super) struct UnknownReference;

impl Check for UnknownReference {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let namespace = subject.manifest.namespace();
        for Reference { kind, name, route } in references(subject) {
            let known = kind.names(cx.workspace, namespace);
            if known.contains(&name) || kind.is_always_there(name) {
                continue;
            }
            let what = kind.as_str();
            let is_refused = cx.workspace.is_complete() && kind.is_needed_by_admission();
            let missing = format!("no {what} is called `{name}`");
            let finding = match nearest(name, known.iter().copied()) {
                Some(meant) => {
                    let message = format!("{missing}; did you mean `{meant}`?");
                    Finding::new(message, route, format!("there is {what} {meant}"))
                }
                None if is_refused => Finding::new(missing, route, "names it"),
                None => continue,
            };
            findings.push(match is_refused {
                true => finding.severity(Severity::Error).help(
                    "neither the manifests nor the cluster have it (`complete: true`), and the API \
                     server refuses every pod",
                ),
                false => finding.help(kind.consequence()),
            });
        }
        if cx.workspace.lacks_namespace_of(subject.manifest) {
            let message = format!("no Namespace is called `{namespace}`");
            let route = Route::metadata().field("namespace");
            let finding = Finding::new(message, route, "names it").severity(Severity::Error);
            findings.push(finding.help(
                "neither the manifests nor the cluster have it (`complete: true`), and the API \
                 server refuses what is created in it",
            ));
        }
    }
}

/// What a pod refers to.
#[derive(Clone, Copy)]
enum Kind {
    PriorityClass,
    RuntimeClass,
    ServiceAccount,
    ConfigMap,
    Secret,
}

/// A name in a pod.
struct Reference<'p> {
    kind: Kind,
    name: &'p str,
    route: Route,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::PriorityClass => "PriorityClass",
            Self::RuntimeClass => "RuntimeClass",
            Self::ServiceAccount => "ServiceAccount",
            Self::ConfigMap => "ConfigMap",
            Self::Secret => "Secret",
        }
    }

    /// Whether the API server refuses pods that name one that is not there.
    const fn is_needed_by_admission(self) -> bool {
        matches!(self, Self::PriorityClass | Self::RuntimeClass | Self::ServiceAccount)
    }

    /// The names that the manifests and the cluster have.
    fn names<'w>(self, workspace: &'w Workspace, namespace: &str) -> Vec<&'w str> {
        fn of<'w, T: Typed>(workspace: &'w Workspace, namespace: Option<&str>) -> Vec<&'w str> {
            let all = workspace.known::<T>().map(|(manifest, _)| manifest);
            let there = all.filter(|m| namespace.is_none_or(|name| m.namespace() == name));
            there.map(|manifest| manifest.object_ref().name.as_str()).collect()
        }
        match self {
            Self::PriorityClass => of::<PriorityClass>(workspace, None),
            Self::RuntimeClass => of::<RuntimeClass>(workspace, None),
            Self::ServiceAccount => of::<ServiceAccount>(workspace, Some(namespace)),
            Self::ConfigMap => of::<ConfigMap>(workspace, Some(namespace)),
            Self::Secret => of::<Secret>(workspace, Some(namespace)),
        }
    }

    /// Whether every cluster has one of that name.
    fn is_always_there(self, name: &str) -> bool {
        match self {
            Self::PriorityClass => {
                matches!(name, "system-node-critical" | "system-cluster-critical")
            }
            Self::ServiceAccount => name == "default",
            Self::ConfigMap => name == "kube-root-ca.crt",
            Self::RuntimeClass | Self::Secret => false,
        }
    }

    const fn consequence(self) -> &'static str {
        match self {
            Self::PriorityClass | Self::RuntimeClass | Self::ServiceAccount => {
                "where it is not there, the API server refuses every pod"
            }
            Self::ConfigMap | Self::Secret => {
                "where it is not there, the pods stay in ContainerCreating"
            }
        }
    }
}

/// All names in a pod that must be there.
fn references<'a>(subject: &WorkloadSubject<'a>) -> Vec<Reference<'a>> {
    let (path, pod) = (subject.pods.path, subject.pod);
    let spec = || Route::pod_spec(path);
    let mut all = Vec::new();
    let names = [
        (Kind::PriorityClass, &pod.priority_class_name, "priorityClassName"),
        (Kind::RuntimeClass, &pod.runtime_class_name, "runtimeClassName"),
        (Kind::ServiceAccount, &pod.service_account_name, "serviceAccountName"),
    ];
    for (kind, name, field) in names {
        if let Some(name) = name.as_deref().filter(|name| !name.is_empty()) {
            all.push(Reference { kind, name, route: spec().field(field) });
        }
    }
    for (place, volume) in pod.volumes.iter().flatten().enumerate() {
        let route = spec().field("volumes").index(place);
        if let Some(map) = volume.config_map.as_ref().filter(|map| map.optional != Some(true)) {
            let route = route.field("configMap").field("name");
            all.push(Reference { kind: Kind::ConfigMap, name: &map.name, route });
        } else if let Some(secret) = volume.secret.as_ref().filter(|s| s.optional != Some(true)) {
            let Some(name) = secret.secret_name.as_deref() else { continue };
            let route = route.field("secret").field("secretName");
            all.push(Reference { kind: Kind::Secret, name, route });
        }
    }
    for list in [ContainerList::Init, ContainerList::Regular] {
        for (place, container) in list.of(pod).iter().enumerate() {
            let container_route = spec().field(list.field()).index(place);
            for (place, from) in container.env_from.iter().flatten().enumerate() {
                let route = container_route.clone().field("envFrom").index(place);
                if let Some(map) = from.config_map_ref.as_ref().filter(|m| m.optional != Some(true))
                {
                    let route = route.field("configMapRef").field("name");
                    all.push(Reference { kind: Kind::ConfigMap, name: &map.name, route });
                } else if let Some(secret) =
                    from.secret_ref.as_ref().filter(|s| s.optional != Some(true))
                {
                    let route = route.field("secretRef").field("name");
                    all.push(Reference { kind: Kind::Secret, name: &secret.name, route });
                }
            }
        }
    }
    all
}
