//! `selector-template-mismatch`: the selector doesn't select the template's own pods.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::demand::{Demand, demands};
use crate::kubernetes::label_selector::Selector;
use crate::manifest::PodPath;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::list::SHOWN;
use crate::words::near::{Slip, slip};
use crate::words::yaml;
use crate::yaml::edit::{Change, Fragment};

/// The rule.
pub(super) struct SelectorTemplateMismatch;

type Labels = BTreeMap<String, String>;

impl Check for SelectorTemplateMismatch {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let selector = &subject.spec.selector;
        if is_copied(selector, subject.pod_labels()) {
            return;
        }
        if Selector::compile(selector).is_err() {
            // The API server says that it can't be read, and no more.
            return;
        }
        let none = Labels::new();
        let (path, labels) = (subject.pods.path, subject.pod_labels().unwrap_or(&none));
        let unmet: Vec<Demand<'_>> =
            demands(selector).filter(|demand| !demand.is_met_by(labels)).collect();
        let Some(first) = unmet.first() else { return };
        let text = format!("the selector wants {}", wanted(first));
        let mut finding = Finding::new(message(&unmet, first, labels), first.value_route(), text);
        for (place, demand) in unmet.iter().take(SHOWN).enumerate() {
            if place > 0 {
                let text = format!("it also wants {}", wanted(demand));
                finding = finding.related(demand.value_route(), text);
            }
            if place == 0 || labels.contains_key(demand.key) {
                let (route, text) = of_template(path, demand, labels);
                finding = finding.related(route, text);
            }
        }
        if let Some((route, text)) = on_the_daemon_set(subject, first, labels) {
            finding = finding.related(route, text);
        }
        let finding = finding.help(help(&unmet, first, labels)).covers(Route::pod_labels(path));
        let changes: Option<Vec<_>> =
            unmet.iter().map(|demand| mended(path, demand, labels)).collect();
        findings.push(match changes {
            Some(changes) => {
                let title = "make the selector and the template's labels agree";
                finding.unsafe_fix(title, changes.concat())
            }
            None => finding,
        });
    }
}

/// Whether all that a selector wants are labels that the pods have as they stand there, as in nearly
/// every manifest.
fn is_copied(selector: &LabelSelector, labels: Option<&Labels>) -> bool {
    let has = |(key, value): (&String, &String)| labels.and_then(|own| own.get(key)) == Some(value);
    selector.match_expressions.as_ref().is_none_or(Vec::is_empty)
        && selector.match_labels.iter().flatten().all(has)
}

fn message(unmet: &[Demand<'_>], first: &Demand<'_>, labels: &Labels) -> String {
    let says = match labels.get(first.key) {
        Some(value) if first.operator == "DoesNotExist" => {
            format!("has `{}={value}`", first.key)
        }
        Some(value) => format!("says `{value}`"),
        None if labels.is_empty() => "has no labels".to_owned(),
        None => format!("has no label `{}`", first.key),
    };
    let more = match unmet.len() {
        1 => String::new(),
        2 => ", and one more differs".to_owned(),
        all => format!(", and {} more differ", all - 1),
    };
    format!("the selector wants `{}`, the pod template {says}{more}", first.notation())
}

/// What a demand wants of a label that is told by the place already.
fn wanted(demand: &Demand<'_>) -> String {
    match demand.value() {
        Some(value) => format!("`{value}`"),
        None => format!("`{}`", demand.notation()),
    }
}

/// The other side of a difference.
fn of_template(path: PodPath, demand: &Demand<'_>, labels: &Labels) -> (Route, String) {
    let route = Route::pod_labels(path);
    match labels.get(demand.key) {
        Some(value) => (route.entry(demand.key), format!("the template says `{value}`")),
        None => match lookalike(demand, labels) {
            Some((key, _)) => {
                (route.entry(key).key(), format!("the template has `{key}`, not `{}`", demand.key))
            }
            None => (route, format!("the template has no `{}`", demand.key)),
        },
    }
}

/// The label of the template that is likely meant where the demanded one is missing: its key is
/// nearly the same, or it has the value.
fn lookalike<'l>(demand: &Demand<'_>, labels: &'l Labels) -> Option<(&'l str, &'l str)> {
    let near = |key: &str| slip(key, demand.key).is_some();
    let all = || labels.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    all()
        .find(|(key, _)| near(key))
        .or_else(|| all().find(|(_, value)| Some(*value) == demand.value() && !value.is_empty()))
}

/// The same label on the DaemonSet itself, which its pods don't get.
fn on_the_daemon_set(
    subject: &WorkloadSubject<'_>,
    demand: &Demand<'_>,
    labels: &Labels,
) -> Option<(Route, String)> {
    let own = subject.manifest.daemon_set()?.metadata.labels.as_ref()?;
    let only_there = !labels.contains_key(demand.key) && lookalike(demand, labels).is_none();
    (only_there && demand.is_met_by(own)).then(|| {
        let route = Route::metadata().field("labels").entry(demand.key);
        (route, "this is the DaemonSet's own label: pods get the template's".to_owned())
    })
}

fn help(unmet: &[Demand<'_>], first: &Demand<'_>, labels: &Labels) -> String {
    const IMMUTABLE: &str =
        "where it exists already, change the template, since its selector can't be changed";
    const REFUSED: &str = "the API server refuses this DaemonSet;";
    match (unmet, first.value(), labels.get(first.key)) {
        ([_], Some(value), Some(other)) => {
            let near = how_near(value, other);
            format!("{REFUSED} write `{value}` in both places{near}; {IMMUTABLE}")
        }
        _ if unmet.iter().all(|demand| demand.value().is_some()) => {
            let line = |demand: &Demand<'_>| {
                format!(
                    "    {}: {}\n",
                    demand.key,
                    yaml::scalar(demand.value().unwrap_or_default())
                )
            };
            let lines: String = unmet.iter().map(line).collect();
            format!("{REFUSED} the template's labels must have\n{lines}{IMMUTABLE}")
        }
        _ => format!(
            "{REFUSED} every requirement of the selector must hold for the template's labels; \
             {IMMUTABLE}"
        ),
    }
}

/// The changes by which a demand is met: the selector takes over what the template says, and the
/// template gets a label that it lacks. None where there is no saying which value is meant.
fn mended(path: PodPath, demand: &Demand<'_>, labels: &Labels) -> Option<Vec<Change>> {
    let value = demand.value()?;
    if let Some(other) = labels.get(demand.key) {
        return Some(vec![demand.value_route().written_as(other)]);
    }
    if let Some((key, other)) = lookalike(demand, labels) {
        let mut changes = vec![demand.key_route().written_as(key)];
        if other != value {
            changes.push(demand.value_route().written_as(other));
        }
        return Some(changes);
    }
    let label = Route::pod_labels(path).entry(demand.key);
    Some(vec![label.filled_with(Fragment::Text(value.to_owned()))])
}

/// How little two values differ, where a slip is likely.
fn how_near(a: &str, b: &str) -> &'static str {
    match slip(a, b) {
        Some(Slip::Case) => " (they differ in case alone)",
        Some(Slip::Punctuation) => " (they differ in punctuation alone)",
        Some(Slip::Letters(1)) => " (they differ in one character)",
        Some(Slip::Letters(2)) => " (they differ in two characters)",
        _ => "",
    }
}
