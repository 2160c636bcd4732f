//! The plugin `NamespaceLifecycle`: nothing is created where there is no namespace, or where it
//! goes.

use super::context::{AdmissionContext, Kind};
use super::plugin::Plugin;
use super::refusal::Refusal;

/// Namespaces that are always there.
pub(crate) const PERMANENT: [&str; 3] = ["default", "kube-system", "kube-public"];

/// Refuses what is created in a namespace that is being deleted. The plugin looks at the phase alone, which
/// the server sets with the time of deletion; objects that were stripped of their status have that one.
#[must_use]
pub(crate) fn in_terminating_namespace(
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> Option<Refusal> {
    let found = context.namespace(namespace)?;
    let phase = found.status.as_ref().and_then(|status| status.phase.as_deref());
    let goes = match phase {
        Some(phase) => phase == "Terminating",
        None => found.metadata.deletion_timestamp.is_some(),
    };
    let said = format!(
        "unable to create new content in namespace {namespace} because it is being terminated"
    );
    goes.then(|| {
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
