//! `unknown-reference`: a name that no object of the run has, beside one that is nearly the same.

mod bindings;
mod names;

use k8s_openapi::api::core::v1::{ConfigMap, PersistentVolumeClaim, Secret, ServiceAccount};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::scheduling::v1::PriorityClass;

use crate::diagnostic::Severity;
use crate::manifest::{Manifest, Typed, Workspace};
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::index::digits;
use crate::words::near::{Slip, slip};

use super::references::{Kind, Reference, references};
use bindings::bindings;
pub(in crate::rules) use names::Names;
use names::parts;

/// The rule.
pub(super) struct UnknownReference;

impl Check for UnknownReference {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let namespace = subject.manifest.namespace();
        for Reference { kind, name, route, consequence, keys } in references(subject) {
            if kind.has(cx.workspace, namespace, name) || kind.is_always_there(name) {
                let is_missing = |key: &str| !kind.has_key(cx.workspace, namespace, name, key);
                for (key, route) in keys.into_iter().filter(|(key, _)| is_missing(key)) {
                    let known = || kind.keys(cx.workspace, namespace, name);
                    let names = cx.names(kind.as_str(), format!("{namespace}/{name}"), known);
                    let Some(meant) = names.meant(key) else { continue };
                    let what = kind.as_str();
                    let message =
                        format!("{what} {name} has no key `{key}`; did you mean `{meant}`?");
                    let label = format!("{what} {name} has `{meant}`");
                    findings.push(Finding::new(message, route, label).help(consequence.as_str()));
                }
                continue;
            }
            let known = || kind.names(cx.workspace, namespace);
            let names = cx.names(kind.as_str(), namespace.to_owned(), known);
            let what = kind.as_str();
            let is_refused = cx.workspace.is_complete() && kind.is_needed_by_admission();
            let missing = format!("no {what} is called `{name}`");
            let finding = match names.meant(name) {
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
                false => finding.help(consequence.as_str()),
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

    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        bindings(cx, manifest, findings);
    }
}

/// Whether one of two words is the other without its last letters: `conf`, `config`.
fn is_cut_short(word: &str, other: &str) -> bool {
    const SHORT: usize = 4;
    let (short, long) = if word.len() < other.len() { (word, other) } else { (other, word) };
    short.len() >= SHORT && long.len() <= short.len() + 2 && long.starts_with(short)
}

/// Whether a name is a slip of another one: a letter in one of its parts, or two in a long one, or
/// nothing but what stands between them. Names of one family differ by whole words and numbers.
fn is_slip(name: &str, other: &str) -> bool {
    match slip(name, other) {
        Some(Slip::Case | Slip::Punctuation) => return true,
        None => return false,
        Some(Slip::Letters(_)) => {}
    }
    let (own, others) = (parts(name), parts(other));
    let mut different = own.iter().zip(&others).filter(|(own, other)| own != other);
    let (Some((own_part, other_part)), None) = (different.next(), different.next()) else {
        return false;
    };
    const LONG: usize = 8;
    let is_near = match slip(own_part, other_part) {
        Some(Slip::Letters(letters)) => letters < 2 || letters == 2 && own_part.len() >= LONG,
        found => found.is_some(),
    };
    own.len() == others.len()
        && (is_near || is_cut_short(own_part, other_part))
        && digits(own_part) == digits(other_part)
}

/// The names of all objects of a type, in a namespace or in all.
fn named<'w, T: Typed>(workspace: &'w Workspace, namespace: Option<&str>) -> Vec<&'w str> {
    let name = |manifest: &'w Manifest| manifest.object_ref().name.as_str();
    match namespace {
        Some(own) => workspace.in_namespace::<T>(own).map(|(one, _)| name(one)).collect(),
        None => workspace.known::<T>().map(|(one, _)| name(one)).collect(),
    }
}

/// The classes that every cluster has.
const SYSTEM_CLASSES: [&str; 2] = ["system-node-critical", "system-cluster-critical"];

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::PriorityClass => "PriorityClass",
            Self::RuntimeClass => "RuntimeClass",
            Self::ServiceAccount => "ServiceAccount",
            Self::ConfigMap => "ConfigMap",
            Self::Secret => "Secret",
            Self::Claim => "PersistentVolumeClaim",
        }
    }

    /// Whether the API server refuses pods that name one that is not there.
    const fn is_needed_by_admission(self) -> bool {
        matches!(self, Self::PriorityClass | Self::RuntimeClass | Self::ServiceAccount)
    }

    /// Whether the manifests or the cluster have one of that name.
    fn has(self, workspace: &Workspace, namespace: &str, name: &str) -> bool {
        match self {
            Self::PriorityClass => workspace.find::<PriorityClass>("", name).is_some(),
            Self::RuntimeClass => workspace.find::<RuntimeClass>("", name).is_some(),
            Self::ServiceAccount => workspace.find::<ServiceAccount>(namespace, name).is_some(),
            Self::ConfigMap => workspace.find::<ConfigMap>(namespace, name).is_some(),
            Self::Secret => workspace.find::<Secret>(namespace, name).is_some(),
            Self::Claim => workspace.find::<PersistentVolumeClaim>(namespace, name).is_some(),
        }
    }

    /// The names that the manifests and the cluster have.
    fn names<'w>(self, workspace: &'w Workspace, namespace: &str) -> Vec<&'w str> {
        match self {
            Self::PriorityClass => {
                let mut names = named::<PriorityClass>(workspace, None);
                names.extend(SYSTEM_CLASSES);
                names
            }
            Self::RuntimeClass => named::<RuntimeClass>(workspace, None),
            Self::ServiceAccount => named::<ServiceAccount>(workspace, Some(namespace)),
            Self::ConfigMap => named::<ConfigMap>(workspace, Some(namespace)),
            Self::Secret => named::<Secret>(workspace, Some(namespace)),
            Self::Claim => named::<PersistentVolumeClaim>(workspace, Some(namespace)),
        }
    }

    /// Whether the data of an object that is among them have a key.
    fn has_key(self, workspace: &Workspace, namespace: &str, name: &str, key: &str) -> bool {
        let has = match self {
            Self::ConfigMap => workspace.find::<ConfigMap>(namespace, name).map(|(_, map)| {
                map.data.as_ref().is_some_and(|data| data.contains_key(key))
                    || map.binary_data.as_ref().is_some_and(|data| data.contains_key(key))
            }),
            Self::Secret => workspace.find::<Secret>(namespace, name).map(|(_, secret)| {
                secret.string_data.as_ref().is_some_and(|data| data.contains_key(key))
                    || secret.data.as_ref().is_some_and(|data| data.contains_key(key))
            }),
            _ => None,
        };
        has.unwrap_or_default()
    }

    /// The keys of the data of an object that is among them.
    fn keys<'w>(self, workspace: &'w Workspace, namespace: &str, name: &str) -> Vec<&'w str> {
        match self {
            Self::ConfigMap => workspace.find::<ConfigMap>(namespace, name).map(|(_, map)| {
                let texts = map.data.iter().flatten().map(|(key, _)| key.as_str());
                let bytes = map.binary_data.iter().flatten().map(|(key, _)| key.as_str());
                texts.chain(bytes).collect()
            }),
            Self::Secret => workspace.find::<Secret>(namespace, name).map(|(_, secret)| {
                let texts = secret.string_data.iter().flatten().map(|(key, _)| key.as_str());
                let bytes = secret.data.iter().flatten().map(|(key, _)| key.as_str());
                texts.chain(bytes).collect()
            }),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// Whether every cluster has one of that name.
    fn is_always_there(self, name: &str) -> bool {
        match self {
            Self::PriorityClass => SYSTEM_CLASSES.contains(&name),
            Self::ServiceAccount => name == "default",
            Self::ConfigMap => name == "kube-root-ca.crt",
            Self::RuntimeClass | Self::Secret | Self::Claim => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_of_names() {
        for (name, other) in [
            ("relay-conifg", "relay-config"),
            ("agents-high", "agent-high"),
            ("relayconfig", "relay-config"),
            ("gvisr", "gvisor"),
            ("relay-conf", "relay-config"),
            ("collecter-tkoen", "collecter-token"),
        ] {
            assert!(is_slip(name, other), "{name} {other}");
        }
        for (name, other) in [
            ("relay-db-auth", "relay-api-auth"),
            ("store-osd", "store-mgr"),
            ("relay-1", "relay-2"),
            ("config2", "config1"),
            ("relay-server", "relay-sender"),
            ("relay", "relay-token"),
        ] {
            assert!(!is_slip(name, other), "{name} {other}");
        }
    }
}
