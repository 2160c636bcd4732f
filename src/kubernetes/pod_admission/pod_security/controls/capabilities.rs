//! The controls of capabilities.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{Container, Pod};

use super::{context, is_windows, named, quoted, spec, those};
use crate::kubernetes::containers::containers;

/// What container runtimes give by default.
pub(in super::super) const DEFAULT_CAPABILITIES: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// `container "a" must not include "X" in securityContext.capabilities.add`, for capabilities that
/// are none of the allowed ones.
fn foreign_capabilities(pod: &Pod, allowed: &[&str]) -> Option<String> {
    let added = |c: &Container| -> Vec<String> {
        let list = context(c).and_then(|x| x.capabilities.as_ref()?.add.clone());
        list.unwrap_or_default().into_iter().filter(|one| !allowed.contains(&&**one)).collect()
    };
    let bad = named(pod, |c| !added(c).is_empty());
    let values: BTreeSet<String> =
        spec(pod).into_iter().flat_map(containers).flat_map(added).collect();
    (!bad.is_empty()).then(|| {
        format!(
            "{} must not include {} in securityContext.capabilities.add",
            those(&bad),
            quoted(values)
        )
    })
}

pub(super) fn capabilities_baseline(pod: &Pod, _: u32) -> Option<String> {
    let said = foreign_capabilities(pod, &DEFAULT_CAPABILITIES)?;
    Some(format!("non-default capabilities ({said})"))
}

pub(super) fn drop_all(pod: &Pod, minor: u32) -> Option<String> {
    if minor >= 25 && is_windows(pod) {
        return None;
    }
    let drops_all = |c: &Container| {
        let list = context(c).and_then(|x| x.capabilities.as_ref()?.drop.as_ref());
        list.is_some_and(|list| list.iter().any(|one| one == "ALL"))
    };
    let keeping = named(pod, |c| !drops_all(c));
    let keeps = (!keeping.is_empty()).then(|| {
        format!("{} must set securityContext.capabilities.drop=[\"ALL\"]", those(&keeping))
    });
    let details: Vec<String> =
        keeps.into_iter().chain(foreign_capabilities(pod, &["NET_BIND_SERVICE"])).collect();
    (!details.is_empty()).then(|| format!("unrestricted capabilities ({})", details.join("; ")))
}
