//! `template-label-collides`: a Service or a budget of another workload that picks these pods too.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{Container, PodSpec, Service, ServicePort};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::kubernetes::image::repository;
use crate::kubernetes::label_selector::Selector;
use crate::manifest::{Manifest, Workload};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct TemplateLabelCollides;

impl Check for TemplateLabelCollides {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(labels) = subject.pod_labels() else { return };
        for manifest in cx.pickers().of(subject.manifest.namespace(), labels) {
            let found = match manifest.typed::<Service>() {
                Some(service) => by_service(cx, subject, manifest, service),
                None => manifest
                    .typed::<PodDisruptionBudget>()
                    .and_then(|budget| by_budget(cx, subject, manifest, budget)),
            };
            findings.0.extend(found);
        }
    }
}

fn by_service(
    cx: &Context<'_>,
    subject: &Subject<'_>,
    manifest: &Manifest,
    service: &Service,
) -> Option<Finding> {
    let spec = service.spec.as_ref()?;
    let labels = spec.selector.clone().filter(|selector| !selector.is_empty())?;
    let selector = LabelSelector { match_labels: Some(labels), ..LabelSelector::default() };
    let other = owner(cx, subject, manifest, &selector)?;
    let theirs = other.pods.spec?;
    let mut ports = spec.ports.iter().flatten();
    let so = "and sends some of its connections here";
    ports
        .any(|port| goes_astray(subject.pod, theirs, port))
        .then(|| finding(subject, manifest, &selector, &other, so))
}

fn by_budget(
    cx: &Context<'_>,
    subject: &Subject<'_>,
    manifest: &Manifest,
    budget: &PodDisruptionBudget,
) -> Option<Finding> {
    let spec = budget.spec.as_ref()?;
    // Of one that needs a scale `pdb-over-daemonset` tells.
    let number = matches!(spec.min_available, Some(IntOrString::Int(_)));
    let selector = spec.selector.as_ref().filter(|_| number && spec.max_unavailable.is_none())?;
    let other = owner(cx, subject, manifest, selector)?;
    let so = "and these pods count as its available ones";
    Some(finding(subject, manifest, selector, &other, so))
}

/// The workload that an object with a selector belongs to by its name, where it picks a DaemonSet's
/// pods as well.
fn owner<'a>(
    cx: &'a Context<'_>,
    subject: &Subject<'_>,
    manifest: &Manifest,
    selector: &LabelSelector,
) -> Option<Workload<'a>> {
    let none = BTreeMap::new();
    let compiled = Selector::compile(selector).ok().filter(|selector| !selector.is_everything())?;
    if !compiled.matches(subject.pod_labels().unwrap_or(&none)) {
        return None;
    }
    let name = manifest.object_ref().name.as_str();
    // `agent-metrics` is of `agent`, and not of `agent-node` beside it.
    let is_of = |workload: &str| name == workload || name.starts_with(&format!("{workload}-"));
    if is_of(subject.name()) {
        return None;
    }
    let others = cx.pods.owners(subject.manifest.namespace(), name);
    let others = others.into_iter().filter(|other| {
        let object = other.object_ref();
        ["Deployment", "StatefulSet", "DaemonSet"].contains(&object.kind.as_str())
            && !other.is(subject.manifest)
            && object.name != subject.name()
    });
    let mut others = others.filter_map(Workload::of);
    others.find(|other| compiled.matches(other.labels().unwrap_or(&none)))
}

/// Whether what a Service sends to a port for other pods comes to another program here.
fn goes_astray(own: &PodSpec, theirs: &PodSpec, port: &ServicePort) -> bool {
    let is_named = matches!(port.target_port, Some(IntOrString::String(_)));
    // Pods without a port of that name are no endpoints for it.
    if is_named && !own.containers.iter().any(|container| answers(container, port)) {
        return false;
    }
    let image = |container: &Container| {
        container.image.as_deref().map(repository).unwrap_or_default().to_owned()
    };
    let meant: Vec<String> =
        theirs.containers.iter().filter(|one| answers(one, port)).map(image).collect();
    let meant =
        if meant.is_empty() { theirs.containers.iter().map(image).collect() } else { meant };
    !own.containers.iter().map(image).any(|image| meant.contains(&image))
}

/// Whether a container has the port that a Service sends to.
fn answers(container: &Container, port: &ServicePort) -> bool {
    let mut ports = container.ports.iter().flatten();
    match &port.target_port {
        Some(IntOrString::String(name)) => ports.any(|there| there.name.as_deref() == Some(name)),
        Some(IntOrString::Int(number)) => ports.any(|there| there.container_port == *number),
        None => ports.any(|there| there.container_port == port.port),
    }
}

fn finding(
    subject: &Subject<'_>,
    manifest: &Manifest,
    selector: &LabelSelector,
    other: &Workload<'_>,
    so: &str,
) -> Finding {
    let (object, of) = (manifest.object_ref(), other.manifest.object_ref());
    let message = format!(
        "{} `{}` of {} `{}` also picks these pods",
        object.kind, object.name, of.kind, of.name
    );
    let labels = Route::pod_labels(subject.pods.path);
    let shared = selector.match_labels.iter().flatten().next();
    let route = match shared {
        Some((key, _)) => labels.entry(key),
        None => labels.key(),
    };
    let place = Route::spec().field("selector").key();
    Finding::new(message, route, format!("it selects by this, {so}"))
        .related_in(manifest, &place, "picks the pods of both")
        .related_in(other.manifest, &Route::root().field("kind"), "what it is for")
        .help(
            "give the pods of both a label that tells them apart (app.kubernetes.io/component), and \
             select by it as well",
        )
}
