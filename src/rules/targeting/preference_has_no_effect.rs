//! `preference-has-no-effect`: preferences of pods that have one node to go to.

use k8s_openapi::api::core::v1::{PodAffinityTerm, PodSpec};

use crate::diagnostic::Severity;
use crate::kubernetes::label_selector::Selector;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::meta::{Category, Meta, text};
use crate::rules::rule::Rule;

/// The rule.
pub struct PreferenceHasNoEffect;

const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";
const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const HOSTNAME: &str = "kubernetes.io/hostname";

impl Rule for PreferenceHasNoEffect {
    fn meta(&self) -> &'static Meta {
        const META: Meta = Meta::new(
            "preference-has-no-effect",
            Category::Targeting,
            Severity::Info,
            text!("targeting/preference-has-no-effect"),
        );
        &META
    }

    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        findings.0.extend(preferences(subject.pod));
        for (place, term) in anti_affinity(subject.pod).iter().enumerate() {
            findings.0.extend(against_itself(subject, place, term));
        }
    }
}

/// What only steers a choice between nodes, all in one finding.
fn preferences(pod: &PodSpec) -> Option<Finding> {
    let affinity = pod.affinity.as_ref();
    let node = affinity.and_then(|affinity| affinity.node_affinity.as_ref());
    let pods = affinity.and_then(|affinity| affinity.pod_affinity.as_ref());
    let anti = affinity.and_then(|affinity| affinity.pod_anti_affinity.as_ref());
    let some = |terms: Option<usize>| terms.is_some_and(|terms| terms > 0);
    let of =
        |name: &'static str| Route::pod_spec().field("affinity").field(name).field(PREFERRED).key();
    let node = node.and_then(|node| {
        node.preferred_during_scheduling_ignored_during_execution.as_ref().map(Vec::len)
    });
    let pods = pods.and_then(|pods| {
        pods.preferred_during_scheduling_ignored_during_execution.as_ref().map(Vec::len)
    });
    let anti = anti.and_then(|anti| {
        anti.preferred_during_scheduling_ignored_during_execution.as_ref().map(Vec::len)
    });
    let mut places = Vec::new();
    for (terms, name, words) in [
        (node, "nodeAffinity", "preferred node affinity"),
        (pods, "podAffinity", "preferred pod affinity"),
        (anti, "podAntiAffinity", "preferred pod anti-affinity"),
    ] {
        if some(terms) {
            places.push((of(name), words));
        }
    }
    let constraints = pod.topology_spread_constraints.iter().flatten().enumerate();
    for (place, _) in constraints.filter(|(_, c)| c.when_unsatisfiable == "ScheduleAnyway") {
        let list = Route::pod_spec().field("topologySpreadConstraints");
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
fn against_itself(subject: &Subject<'_>, place: usize, term: &PodAffinityTerm) -> Option<Finding> {
    let own_namespace = term.namespace_selector.is_none()
        && term.namespaces.as_ref().is_none_or(|namespaces| {
            namespaces.is_empty()
                || namespaces.iter().any(|name| name == subject.manifest.namespace())
        });
    let keys = |keys: &Option<Vec<String>>| keys.as_ref().is_some_and(|keys| !keys.is_empty());
    if !own_namespace || keys(&term.match_label_keys) || keys(&term.mismatch_label_keys) {
        return None;
    }
    let selector = Selector::compile(term.label_selector.as_ref()?).ok()?;
    if !selector.matches(subject.pod_labels()?) {
        return None;
    }
    let route = Route::pod_spec()
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
