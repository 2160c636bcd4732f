//! `broken-expectation`: what is expected of the placement doesn't come about, or can't be read.

use std::borrow::Cow;
use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::Taint;

use super::taints;
use crate::diagnostic::Severity;
use crate::inventory::NodeIx;
use crate::kubernetes::labels::{Requirement, Test};
use crate::planner::expectation::{Answer, Breakers, Claim, Expectation, Judgement};
use crate::planner::why::toleration_of;
use crate::planner::{Fact, Verdict};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::expectation::{Said, Stated, judgement, stated};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::list::short;
use crate::words::yaml::scalar;
use crate::yaml::edit::{Change, Fragment};

/// Its id.
pub(crate) const ID: &str = "broken-expectation";

/// The rule.
pub(super) struct BrokenExpectation;

impl Check for BrokenExpectation {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        for one in stated(subject.manifest, cx.expected) {
            match &one.read {
                Said::Open => {}
                Said::Nothing(wrong, span) => {
                    let message = format!("this expectation can't be read: {}", wrong.message);
                    let finding = Finding::new(message, Route::from(one.route.clone()), "");
                    let help = format!("write for example `{}`", wrong.instead);
                    findings.push(finding.at_bytes(*span).help(help));
                }
                Said::Something(expectation) => {
                    let finding = judge(cx, subject, &one, expectation);
                    finding.into_iter().for_each(|finding| findings.push(finding));
                }
            }
        }
    }
}

/// The nodes where this tells that a pod is missed: what else keeps it off them needs no more words.
pub(super) fn missed(cx: &Context<'_>, subject: &Subject<'_>) -> BTreeSet<NodeIx> {
    let mut nodes = BTreeSet::new();
    let Some(fleet) = cx.fleet.filter(|_| cx.tells(ID, subject.manifest)) else { return nodes };
    for one in stated(subject.manifest, cx.expected) {
        let Said::Something(expectation) = &one.read else { continue };
        if !matches!(expectation.claim, Claim::Every | Claim::AtLeast(_)) {
            continue;
        }
        let found = judgement(fleet, subject.position, subject.manifest, expectation);
        if found.answer == Answer::Broken {
            nodes.extend(found.breakers.into_iter().flat_map(|group| group.nodes));
        }
    }
    nodes
}

/// What is to be said of an expectation; nothing where it holds, or where that is not known.
fn judge(
    cx: &Context<'_>,
    subject: &Subject<'_>,
    stated: &Stated,
    expectation: &Expectation,
) -> Option<Finding> {
    let (fleet, placed) = (cx.fleet?, Placed::of(cx, subject)?);
    let found = judgement(fleet, subject.position, subject.manifest, expectation);
    let is_empty = found.answer == Answer::NotKnown && found.said.starts_with("no node ");
    match found.answer {
        Answer::Broken => {}
        // What nobody is meant by is more likely a slip than an expectation.
        Answer::NotKnown if is_empty => {
            let message = format!("`{}` expects nothing: {}", stated.text, found.said);
            return Some(at(stated, message, "").severity(Severity::Info));
        }
        Answer::Holds | Answer::NotKnown => return None,
    }
    let groups: Vec<String> = found
        .breakers
        .iter()
        .map(|group| {
            let nodes = group.with_pools(placed.names(&group.nodes), placed.inventory);
            format!("{nodes} ({})", group.why)
        })
        .collect();
    let message = format!("`{}` does not hold: {}", stated.text, found.said);
    let finding = at(stated, message, groups.join("; "));
    Some(match &expectation.claim {
        Claim::Every | Claim::AtLeast(_) => more(&placed, subject, &found, finding),
        Claim::AtMost(_) => finding.help(fewer(expectation, &found)),
        Claim::Takes { resource, .. } => finding.help(format!(
            "ask for less `{}` in the containers' `resources`, or expect what they ask for",
            resource
        )),
    })
}

/// A finding at an expectation: in the annotation, or at the DaemonSet with the config beside it.
fn at(stated: &Stated, message: String, text: impl Into<Cow<'static, str>>) -> Finding {
    match &stated.config {
        None => {
            let finding = Finding::new(message, Route::from(stated.route.clone()), text);
            finding.at_bytes(stated.span)
        }
        Some(file) => {
            let finding = Finding::new(message, Route::metadata().field("name"), text);
            finding.related_at(file, stated.span, "expected here")
        }
    }
}

/// What would bring pods to more nodes.
fn more(
    placed: &Placed<'_>,
    subject: &Subject<'_>,
    found: &Judgement,
    finding: Finding,
) -> Finding {
    let verdict = |group: &Breakers| group.verdict.and_then(|at| placed.placement.verdicts.get(at));
    let mut missing: Vec<&Taint> = Vec::new();
    let mut gained = 0;
    let mut labels: Vec<&str> = Vec::new();
    for group in &found.breakers {
        let Some(verdict) = verdict(group) else { continue };
        let alone = taints::alone_in_the_way(verdict);
        // Tolerations of chosen taints are not enough where others are in the way.
        if !alone.is_empty() && alone.len() == verdict.refusals.len() {
            gained += group.nodes.len() + group.pools.len();
            for taint in alone {
                if !missing.contains(&taint) {
                    missing.push(taint);
                }
            }
        }
        for reason in &verdict.refusals {
            let key = match &reason.fact {
                Fact::Label { key, .. } | Fact::OtherLabel { key } => key,
                _ => continue,
            };
            if !labels.contains(&key.as_str()) {
                labels.push(key);
            }
        }
    }
    let written = subject.pod.tolerations.as_ref().map(Vec::len);
    let mut help = Vec::new();
    if !missing.is_empty() {
        let list = if written.is_some_and(|len| len > 0) { "" } else { "\ntolerations:" };
        let yaml = taints::tolerations(missing.iter().copied());
        help.push(format!("to run there as well, add{list}{yaml}"));
    }
    if !labels.is_empty() {
        let keys: Vec<String> = labels.iter().map(|key| format!("`{key}`")).collect();
        help.push(format!(
            "give the nodes the label {} as it is asked for, or ask for less",
            short(&keys)
        ));
    }
    let finding = match help.is_empty() {
        true => finding,
        false => finding.help(help.join("\n")),
    };
    if missing.is_empty() || gained < found.missing {
        return finding;
    }
    let changes = tolerate(subject, &missing, written);
    let title = format!(
        "tolerate {}",
        missing.iter().map(|taint| format!("`{}`", taint.key)).collect::<Vec<_>>().join(", ")
    );
    match reaches_others(placed, found, &missing) {
        true => finding.unsafe_fix(title, changes),
        false => finding.fix(title, changes),
    }
}

/// The changes that add tolerations of taints, each once.
fn tolerate(subject: &Subject<'_>, missing: &[&Taint], written: Option<usize>) -> Vec<Change> {
    let mut items: Vec<Fragment> = Vec::new();
    for taint in missing {
        let toleration = toleration_of(taint);
        let entries = [
            ("key", toleration.key.unwrap_or_default()),
            ("operator", toleration.operator.unwrap_or_default()),
            ("effect", toleration.effect.unwrap_or_default()),
        ];
        let entries = entries.map(|(key, value)| (key.to_owned(), Fragment::Text(value)));
        let item = Fragment::Map(entries.into());
        if !items.contains(&item) {
            items.push(item);
        }
    }
    let list = Route::pod_spec(subject.pods.path).field("tolerations");
    match written {
        None => vec![list.filled_with(Fragment::List(items))],
        Some(len) => {
            let item = |(number, item)| list.clone().index(len + number).filled_with(item);
            items.into_iter().enumerate().map(item).collect()
        }
    }
}

/// Whether tolerating these taints brings pods to nodes that the expectation is not about.
fn reaches_others(placed: &Placed<'_>, found: &Judgement, missing: &[&Taint]) -> bool {
    let meant: Vec<NodeIx> = found.breakers.iter().flat_map(|one| one.nodes.clone()).collect();
    let gains = |verdict: &Verdict| {
        let alone = taints::alone_in_the_way(verdict);
        !alone.is_empty() && alone.iter().all(|taint| missing.contains(taint))
    };
    placed.nodes(gains).iter().any(|node| !meant.contains(node))
}

/// What would keep pods off the nodes that an expectation is about.
fn fewer(expectation: &Expectation, found: &Judgement) -> String {
    let mut help = Vec::new();
    let tolerated = found.breakers.iter().any(|group| group.why.ends_with("is tolerated"));
    if tolerated {
        help.push("take out the toleration that lets the pods in".to_owned());
    }
    match expectation.nodes.labels.first() {
        Some(label) => {
            help.push(format!("keep them off by a required node affinity:{}", opposite(label)))
        }
        None => {
            help.push("keep them off by a nodeSelector, or a required node affinity".to_owned())
        }
    }
    help.join(", or ")
}

/// The matchExpression that is met where a requirement is not.
fn opposite(label: &Requirement) -> String {
    let list = |values: &[String]| {
        let values: Vec<_> = values.iter().map(|value| scalar(value)).collect();
        format!("\n    values: [{}]", values.join(", "))
    };
    let (operator, values) = match &label.test {
        Test::In(values) => ("NotIn", list(values)),
        Test::NotIn(values) => ("In", list(values)),
        Test::Exists => ("DoesNotExist", String::new()),
        Test::DoesNotExist => ("Exists", String::new()),
        Test::GreaterThan(limit) => ("Lt", list(&[(limit + 1).to_string()])),
        Test::LessThan(limit) => ("Gt", list(&[(limit - 1).to_string()])),
    };
    format!("\n  - key: {}\n    operator: {operator}{values}", scalar(&label.key))
}
