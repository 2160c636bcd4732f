//! Pairs of apiVersion and kind that no API server has: what was meant.

use super::refusal::Refusal;
use super::schema::Kind;
use super::schema::lookup::{find, group, of_group, versions};
use crate::kubernetes::dropped::{self, Dropped};
use crate::kubernetes::release::Version;
use crate::words::near::{nearest_by, slip};

/// Why the API server of a version has no such kind under this apiVersion; none where it has, or
/// where a custom resource may bring it.
pub(super) fn refusal(api_version: &str, kind: &str, asked: Version) -> Option<Refusal> {
    if api_version.matches('/').count() > 1 {
        let message = format!("`{api_version}` is not an API version");
        let help = "write `GROUP/VERSION`, `apps/v1` for example";
        return Some(refused("apiVersion", message, help.to_owned(), nearest(kind, asked)));
    }
    let single = kind.strip_suffix("List").unwrap_or(kind);
    if single.is_empty() {
        return None;
    }
    if let Some(known) = [kind, single].iter().find_map(|kind| find(api_version, kind)) {
        return (!known.is_in(asked)).then(|| other_version(known, asked));
    }
    if let Some(old) = dropped::find(api_version, kind) {
        return Some(no_longer(old, kind));
    }
    let of_group = || of_group(group(api_version)).filter(move |known| known.is_in(asked));
    if of_group().next().is_none() {
        return no_group(api_version, kind, asked);
    }
    if let Some(meant) = nearest_by(kind, of_group(), |known| known.kind)
        && meant.kind != kind
    {
        return Some(misnamed(api_version, kind, meant));
    }
    let elsewhere = current(kind, asked).filter(|known| known.is_stable());
    match elsewhere {
        Some(known) => {
            let message = format!("`{api_version}` has no kind `{kind}`");
            let help = format!("write `{}`", known.api_version);
            Some(refused("apiVersion", message, help, Some(known)))
        }
        // Other tools have files of version `v1`, and other kinds in them.
        None if group(api_version).is_empty() => None,
        None => {
            let message = format!("`{api_version}` has no kind `{kind}`");
            let help = "look for the kind's group: `kubectl api-resources` lists them";
            Some(refused("kind", message, help.to_owned(), None))
        }
    }
}

/// A kind under the apiVersion that one would write for a version of Kubernetes.
pub(super) fn current(kind: &str, asked: Version) -> Option<&'static Kind> {
    versions(kind).filter(|known| known.is_in(asked)).max_by_key(|known| {
        // `events.k8s.io/v1` and `v1` both have Events, and both are in use.
        (known.is_stable(), known.group() != "events.k8s.io", known.api_version)
    })
}

/// Whether a kind is `DaemonSet`, or a misspelling of it.
pub(super) fn is_nearly_daemon_set(kind: &str) -> bool {
    kind == "DaemonSet" || slip(kind, "DaemonSet").is_some()
}

fn nearest(kind: &str, asked: Version) -> Option<&'static Kind> {
    let daemon_set = || is_nearly_daemon_set(kind).then(|| current("DaemonSet", asked)).flatten();
    current(kind, asked).or_else(daemon_set)
}

fn refused(
    field: &'static str,
    message: String,
    help: String,
    meant: Option<&'static Kind>,
) -> Refusal {
    Refusal { field, node: None, message, help: Some(help), meant }
}

/// A kind that was dropped under this apiVersion.
fn no_longer(old: &Dropped, kind: &str) -> Refusal {
    let Dropped { api_version, minor, now, changes, same_fields, .. } = old;
    let message = format!("`{api_version}` has no kind `{kind}` since Kubernetes 1.{minor}");
    let help = match (now, changes) {
        (Some(now), Some(changes)) => format!("write `{now}`, where {changes}"),
        (Some(now), None) => format!("write `{now}`"),
        (None, changes) => changes.unwrap_or("nothing has taken its place").to_owned(),
    };
    let meant = now.and_then(|now| find(now, kind)).filter(|_| *same_fields);
    refused("apiVersion", message, help, meant)
}

/// A kind that other versions of Kubernetes have under this apiVersion.
fn other_version(known: &'static Kind, asked: Version) -> Refusal {
    let Kind { api_version, kind, since, .. } = known;
    if let Some(since) = since.filter(|since| *since > asked) {
        let message = format!(
            "`{api_version}` has the kind `{kind}` since Kubernetes {since}, and {asked} is asked"
        );
        return instead(message, kind, asked);
    }
    if let Some(old) = dropped::find(api_version, kind) {
        return no_longer(old, kind);
    }
    let first = known.until.map_or(asked.minor(), |until| until.minor() + 1);
    let message = format!("`{api_version}` has no kind `{kind}` since Kubernetes 1.{first}");
    instead(message, kind, asked)
}

/// A refusal that names the apiVersion under which the version has the kind.
fn instead(message: String, kind: &str, asked: Version) -> Refusal {
    let now = current(kind, asked);
    let help = match now {
        Some(known) => format!("write `{}`", known.api_version),
        None => format!("Kubernetes {asked} has no such kind"),
    };
    refused("apiVersion", message, help, now)
}

/// A group that Kubernetes doesn't have: a custom resource's has a domain in it.
fn no_group(api_version: &str, kind: &str, asked: Version) -> Option<Refusal> {
    const WORKLOADS: [&str; 6] =
        ["CronJob", "DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet"];
    let group = group(api_version).to_ascii_lowercase();
    let is_ours = !group.contains('.') || group.ends_with(".k8s.io");
    if !is_ours || !(WORKLOADS.contains(&kind) || is_nearly_daemon_set(kind)) {
        return None;
    }
    let meant = nearest(kind, asked)?;
    if meant.kind != kind {
        return Some(misnamed(api_version, kind, meant));
    }
    let message = format!("`{api_version}` has no kind `{kind}`");
    Some(refused("apiVersion", message, format!("write `{}`", meant.api_version), Some(meant)))
}

fn misnamed(api_version: &str, kind: &str, meant: &'static Kind) -> Refusal {
    let message = format!("`{api_version}` has no kind `{kind}`");
    let help = match meant.api_version == api_version {
        true => format!("write `{}`", meant.kind),
        false => format!("write `{}`, of `{}`", meant.kind, meant.api_version),
    };
    refused("kind", message, help, Some(meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(api_version: &str, kind: &str) -> String {
        asked_of(Version::V1_36, api_version, kind)
    }

    fn asked_of(asked: Version, api_version: &str, kind: &str) -> String {
        refusal(api_version, kind, asked).map_or_else(String::new, |refusal| {
            let meant = refusal.meant.map_or("-", |kind| kind.api_version);
            format!("{} | {} | {meant}", refusal.message, refusal.help.unwrap_or_default())
        })
    }

    #[test]
    fn what_was_dropped_is_told_with_its_version() {
        insta::assert_snapshot!(of("policy/v1beta1", "PodDisruptionBudget"), @"`policy/v1beta1` has no kind `PodDisruptionBudget` since Kubernetes 1.25 | write `policy/v1`, where an empty `selector` selects every pod of the namespace | policy/v1");
        insta::assert_snapshot!(of("extensions/v1beta1", "DaemonSet"), @"`extensions/v1beta1` has no kind `DaemonSet` since Kubernetes 1.16 | write `apps/v1`, where `spec.selector` must be given | apps/v1");
        insta::assert_snapshot!(of("apps/v1beta2", "Deployment"), @"`apps/v1beta2` has no kind `Deployment` since Kubernetes 1.16 | write `apps/v1`, where `spec.selector` must be given | apps/v1");
        insta::assert_snapshot!(of("networking.k8s.io/v1beta1", "Ingress"), @"`networking.k8s.io/v1beta1` has no kind `Ingress` since Kubernetes 1.22 | write `networking.k8s.io/v1`, where a path needs `pathType`, and a backend is `service.name` with `service.port.number` or `.name` | -");
        insta::assert_snapshot!(of("policy/v1beta1", "PodSecurityPolicy"), @"`policy/v1beta1` has no kind `PodSecurityPolicy` since Kubernetes 1.25 | label namespaces with `pod-security.kubernetes.io/enforce` instead | -");
    }

    #[test]
    fn kinds_that_are_gone_for_good_are_no_unknown_ones() {
        insta::assert_snapshot!(of("admissionregistration.k8s.io/v1alpha1", "InitializerConfiguration"), @"`admissionregistration.k8s.io/v1alpha1` has no kind `InitializerConfiguration` since Kubernetes 1.14 | an admission webhook can do what initializers did | -");
        insta::assert_snapshot!(of("apps/v1alpha1", "PetSet"), @"`apps/v1alpha1` has no kind `PetSet` since Kubernetes 1.5 | write a `StatefulSet` of `apps/v1` | -");
        insta::assert_snapshot!(of("extensions/v1beta1", "ThirdPartyResource"), @"`extensions/v1beta1` has no kind `ThirdPartyResource` since Kubernetes 1.8 | write a `CustomResourceDefinition` of `apiextensions.k8s.io/v1` | -");
        insta::assert_snapshot!(of("networking.k8s.io/v1alpha1", "ClusterCIDR"), @"`networking.k8s.io/v1alpha1` has no kind `ClusterCIDR` since Kubernetes 1.29 | nothing has taken its place | -");
    }

    #[test]
    fn a_version_has_its_own_kinds() {
        use Version::{V1_33, V1_36, V1_37};
        assert_eq!(asked_of(V1_36, "networking.k8s.io/v1beta1", "ServiceCIDR"), "");
        insta::assert_snapshot!(asked_of(V1_37, "networking.k8s.io/v1beta1", "ServiceCIDR"), @"`networking.k8s.io/v1beta1` has no kind `ServiceCIDR` since Kubernetes 1.37 | write `networking.k8s.io/v1` | networking.k8s.io/v1");
        insta::assert_snapshot!(asked_of(V1_33, "resource.k8s.io/v1", "DeviceClass"), @"`resource.k8s.io/v1` has the kind `DeviceClass` since Kubernetes 1.34, and 1.33 is asked | write `resource.k8s.io/v1beta2` | resource.k8s.io/v1beta2");
        insta::assert_snapshot!(asked_of(V1_36, "resource.k8s.io/v1alpha3", "DeviceClass"), @"`resource.k8s.io/v1alpha3` has no kind `DeviceClass` since Kubernetes 1.34 | write `resource.k8s.io/v1` | resource.k8s.io/v1");
        insta::assert_snapshot!(asked_of(V1_36, "lifecycle.k8s.io/v1alpha1", "EvictionRequest"), @"`lifecycle.k8s.io/v1alpha1` has the kind `EvictionRequest` since Kubernetes 1.37, and 1.36 is asked | Kubernetes 1.36 has no such kind | -");
    }

    #[test]
    fn misspellings_and_wrong_groups_are_told() {
        insta::assert_snapshot!(of("v1", "Configmap"), @"`v1` has no kind `Configmap` | write `ConfigMap` | v1");
        insta::assert_snapshot!(of("v1", "Deployment"), @"`v1` has no kind `Deployment` | write `apps/v1` | apps/v1");
        insta::assert_snapshot!(of("apps/v1", "Deploymnet"), @"`apps/v1` has no kind `Deploymnet` | write `Deployment` | apps/v1");
        insta::assert_snapshot!(of("apps/v1", "Service"), @"`apps/v1` has no kind `Service` | write `v1` | v1");
        insta::assert_snapshot!(of("apps/v1", "Thing"), @"`apps/v1` has no kind `Thing` | look for the kind's group: `kubectl api-resources` lists them | -");
        insta::assert_snapshot!(of("batch/v2", "CronJob"), @"`batch/v2` has no kind `CronJob` | write `batch/v1` | batch/v1");
        insta::assert_snapshot!(of("app/v1", "Daemonset"), @"`app/v1` has no kind `Daemonset` | write `DaemonSet`, of `apps/v1` | apps/v1");
        insta::assert_snapshot!(of("a/b/c", "Pod"), @"`a/b/c` is not an API version | write `GROUP/VERSION`, `apps/v1` for example | v1");
    }

    #[test]
    fn what_is_in_order_or_custom_is_left_alone() {
        for (api_version, kind) in [
            ("v1", "List"),
            ("apps/v1", "DaemonSetList"),
            ("v1", "Config"),
            ("v1", "Template"),
            ("v1", "Route"),
            ("ops.example.com/v1", "Configmap"),
            ("serving.knative.dev/v1", "Service"),
            ("gateway.networking.k8s.io/v1", "Gateway"),
            ("kops/v1alpha2", "Cluster"),
        ] {
            assert_eq!(of(api_version, kind), "", "{api_version} {kind}");
        }
    }
}
