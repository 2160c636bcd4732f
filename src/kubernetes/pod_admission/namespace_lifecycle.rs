//! The plugin `NamespaceLifecycle`: nothing is created where there is no namespace, or where it
//! goes.

use super::context::{AdmissionContext, Kind};
use super::plugin::Plugin;
use super::refusal::Refusal;

/// Namespaces that are always there.
pub(crate) const PERMANENT: [&str; 3] = ["default", "kube-system", "kube-public"];

/// Refuses what is created in a namespace that is being deleted.
pub(super) fn admit(namespace: &str, context: &AdmissionContext<'_>) -> Option<Refusal> {
    let phase = context.namespace(namespace)?.status.as_ref()?.phase.as_deref();
    let said = format!(
        "unable to create new content in namespace {namespace} because it is being terminated"
    );
    (phase == Some("Terminating")).then(|| {
        Refusal::new(Plugin::NamespaceLifecycle, said).by("Namespace", None, Some(namespace))
    })
}

/// Why no object can be created in a namespace at all: there is none of that name.
#[must_use]
pub fn refuses_daemon_set(namespace: &str, context: &AdmissionContext<'_>) -> Option<Refusal> {
    let missing = context.knows(Kind::Namespace)
        && context.namespace(namespace).is_none()
        && !PERMANENT.contains(&namespace);
    let said = format!("namespaces \"{namespace}\" not found");
    missing.then(|| Refusal::new(Plugin::NamespaceLifecycle, said))
}
