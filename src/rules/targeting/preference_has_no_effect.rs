//! `preference-has-no-effect`: preferences of pods that have one node to go to.

use k8s_openapi::api::core::v1::{PodAffinityTerm, PodSpec};

use crate::diagnostic::Severity;
use crate::kubernetes::label_selector::Selector;
use crate::kubernetes::node_labels::HOSTNAME;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct PreferenceHasNoEffect;

const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";
const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
impl Check for PreferenceHasNoEffect {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        findings.0.extend(preferences(subject));
        for (place, term) in anti_affinity(subject.pod).iter().enumerate() {
            findings.0.extend(against_itself(cx, subject, place, term));
        }
    }
}

/// What only steers a choice between nodes, all in one finding.
fn preferences(subject: &WorkloadSubject<'_>) -> Option<Finding> {
    let (path, pod) = (subject.pods.path, subject.pod);
    let node = pod.affinity.as_ref().and_then(|affinity| affinity.node_affinity.as_ref());
    let preferred =
        node.and_then(|node| node.preferred_during_scheduling_ignored_during_execution.as_ref());
    let mut places = Vec::new();
    // Preferred pod affinity is left alone: it also draws or repels the pods of others.
    if preferred.is_some_and(|terms| !terms.is_empty()) {
        let route = Route::pod_spec(path).field("affinity").field("nodeAffinity").field(PREFERRED);
        places.push((route.key(), "preferred node affinity"));
    }
    let constraints = pod.topology_spread_constraints.iter().flatten().enumerate();
    for (place, _) in constraints.filter(|(_, c)| c.when_unsatisfiable == "ScheduleAnyway") {
        let list = Route::pod_spec(path).field("topologySpreadConstraints");
        places.push((list.index(place).field("whenUnsatisfiable"), "topology spread"));
    }
    let ((first, words), rest) = places.split_first()?;
    let finding = Finding::new(
        format!("{words} has no effect: each pod of a DaemonSet has one node to go to"),
        first.clone(),
        "a choice between nodes, and there is none",
    )
    .help("take it out; to leave nodes out use `nodeSelector` or required node affinity");
    Some(rest.iter().fold(finding, |finding, (route, words)| {
        finding.related(route.clone(), format!("nor has {words}"))
    }))
}

fn anti_affinity(pod: &PodSpec) -> &[PodAffinityTerm] {
    pod.affinity
        .as_ref()
        .and_then(|affinity| affinity.pod_anti_affinity.as_ref())
        .and_then(|anti| anti.required_during_scheduling_ignored_during_execution.as_deref())
        .unwrap_or_default()
}

/// A required anti-affinity against the DaemonSet's own pods.
fn against_itself(
    cx: &Context<'_>,
    subject: &Subject<'_>,
    place: usize,
    term: &PodAffinityTerm,
) -> Option<Finding> {
    let own_namespace = term.namespace_selector.is_none()
        && term.namespaces.as_ref().is_none_or(|namespaces| {
            namespaces.is_empty()
                || namespaces.iter().any(|name| name == subject.manifest.namespace())
        });
    let keys = |keys: &Option<Vec<String>>| keys.as_ref().is_some_and(|keys| !keys.is_empty());
    if !own_namespace || keys(&term.match_label_keys) || keys(&term.mismatch_label_keys) {
        return None;
    }
    let written = term.label_selector.as_ref()?;
    if !Selector::compile(written).ok()?.matches(subject.pod_labels()?) {
        return None;
    }
    let mut selected = cx.pods.selected(subject.manifest.namespace(), written);
    let others = selected.any(|other| !other.is(subject.manifest));
    let route = Route::pod_spec(subject.pods.path)
        .field("affinity")
        .field("podAntiAffinity")
        .field(REQUIRED)
        .index(place)
        .field("topologyKey");
    let key = &term.topology_key;
    let (message, text, severity) = if key != HOSTNAME {
        (
            format!(
                "one pod for each value of `{key}`: the others stay Pending, kept off by their own kind"
            ),
            "one pod in each of these",
            Severity::Warning,
        )
    } else if surges(subject) {
        (
            "the new pod can't start beside the old one: it is kept off by its own kind".to_owned(),
            "one pod on each node, during updates too",
            Severity::Warning,
        )
    } else if others {
        return None;
    } else {
        (
            "anti-affinity against its own pods has no effect: there is one on each node anyway"
                .to_owned(),
            "one pod on each node",
            Severity::Info,
        )
    };
    Some(Finding::new(message, route, text).severity(severity).help("take this term out"))
}

/// Whether an update starts the new pod beside the old one.
fn surges(subject: &Subject<'_>) -> bool {
    use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
    let rolling = subject.spec.update_strategy.as_ref().and_then(|s| s.rolling_update.as_ref());
    rolling.and_then(|rolling| rolling.max_surge.as_ref()).is_some_and(|surge| match surge {
        IntOrString::Int(number) => *number > 0,
        IntOrString::String(text) => text != "0%" && text != "0",
    })
}
