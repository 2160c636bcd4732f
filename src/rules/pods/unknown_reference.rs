//! `unknown-reference`: a name that no object of the run has, beside one that is nearly the same.

use k8s_openapi::api::core::v1::{
    ConfigMap, Container, PersistentVolumeClaim, Secret, ServiceAccount, Volume,
};
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
    PersistentVolumeClaim,
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
            Self::PersistentVolumeClaim => "PersistentVolumeClaim",
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
            Self::PersistentVolumeClaim => of::<PersistentVolumeClaim>(workspace, Some(namespace)),
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
            Self::RuntimeClass | Self::Secret | Self::PersistentVolumeClaim => false,
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
            Self::PersistentVolumeClaim => "where it is not there, the pods stay Pending",
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
        in_volume(volume, &spec().field("volumes").index(place), &mut all);
    }
    for list in [ContainerList::Init, ContainerList::Regular] {
        for (place, container) in list.of(pod).iter().enumerate() {
            in_container(container, &spec().field(list.field()).index(place), &mut all);
        }
    }
    all
}

/// Whether what is named may be missing.
fn may_be_missing(optional: Option<bool>) -> bool {
    optional == Some(true)
}

fn in_volume<'a>(volume: &'a Volume, route: &Route, all: &mut Vec<Reference<'a>>) {
    let mut add = |kind, name: &'a str, optional, route: Route| {
        if !may_be_missing(optional) && !name.is_empty() {
            all.push(Reference { kind, name, route });
        }
    };
    let at = |field: &'static str| route.clone().field(field);
    if let Some(map) = &volume.config_map {
        add(Kind::ConfigMap, &map.name, map.optional, at("configMap").field("name"));
    }
    if let Some(secret) = &volume.secret {
        let name = secret.secret_name.as_deref().unwrap_or_default();
        add(Kind::Secret, name, secret.optional, at("secret").field("secretName"));
    }
    if let Some(claim) = &volume.persistent_volume_claim {
        let route = at("persistentVolumeClaim").field("claimName");
        add(Kind::PersistentVolumeClaim, &claim.claim_name, None, route);
    }
    let projected =
        volume.projected.iter().flat_map(|projected| projected.sources.iter().flatten());
    for (place, source) in projected.enumerate() {
        let source_at = at("projected").field("sources").index(place);
        if let Some(map) = &source.config_map {
            let route = source_at.clone().field("configMap").field("name");
            add(Kind::ConfigMap, &map.name, map.optional, route);
        }
        if let Some(secret) = &source.secret {
            let route = source_at.field("secret").field("name");
            add(Kind::Secret, &secret.name, secret.optional, route);
        }
    }
}

fn in_container<'a>(container: &'a Container, route: &Route, all: &mut Vec<Reference<'a>>) {
    let mut add = |kind, name: &'a str, optional, route: Route| {
        if !may_be_missing(optional) && !name.is_empty() {
            all.push(Reference { kind, name, route: route.field("name") });
        }
    };
    for (place, from) in container.env_from.iter().flatten().enumerate() {
        let at = |field| route.clone().field("envFrom").index(place).field(field);
        if let Some(map) = &from.config_map_ref {
            add(Kind::ConfigMap, &map.name, map.optional, at("configMapRef"));
        }
        if let Some(secret) = &from.secret_ref {
            add(Kind::Secret, &secret.name, secret.optional, at("secretRef"));
        }
    }
    for (place, variable) in container.env.iter().flatten().enumerate() {
        let Some(from) = &variable.value_from else { continue };
        let at = |field| route.clone().field("env").index(place).field("valueFrom").field(field);
        if let Some(map) = &from.config_map_key_ref {
            add(Kind::ConfigMap, &map.name, map.optional, at("configMapKeyRef"));
        }
        if let Some(secret) = &from.secret_key_ref {
            add(Kind::Secret, &secret.name, secret.optional, at("secretKeyRef"));
        }
    }
}
