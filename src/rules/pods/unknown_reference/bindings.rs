//! The names in a binding of roles: an account or a role that is not there gets nobody any rights.

use k8s_openapi::api::core::v1::ServiceAccount;
use k8s_openapi::api::rbac::v1::{
    ClusterRole, ClusterRoleBinding, Role, RoleBinding, RoleRef, Subject,
};

use super::{meant, named};
use crate::manifest::{Manifest, Workspace};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};

const CONSEQUENCE: &str = "where it is not there, the binding gives nobody any rights, and only the \
                           program's log says so";

/// Looks at the names in a binding.
pub(super) fn bindings(cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
    let (subjects, role) = match (manifest.typed::<RoleBinding>(), manifest.typed()) {
        (Some(RoleBinding { subjects, role_ref, .. }), _)
        | (None, Some(ClusterRoleBinding { subjects, role_ref, .. })) => (subjects, role_ref),
        (None, None) => return,
    };
    for (place, subject) in subjects.iter().flatten().enumerate() {
        let accounts = accounts(cx.workspace, subject);
        let route = Route::root().field("subjects").index(place).field("name");
        look("ServiceAccount", &subject.name, &accounts, route, findings);
    }
    let roles = roles(cx.workspace, manifest.namespace(), role);
    let route = Route::root().field("roleRef").field("name");
    look(&role.kind, &role.name, &roles, route, findings);
}

fn look(what: &str, name: &str, known: &[&str], route: Route, findings: &mut Findings) {
    if known.contains(&name) {
        return;
    }
    let Some(meant) = meant(name, known) else { return };
    let message = format!("no {what} is called `{name}`; did you mean `{meant}`?");
    findings
        .push(Finding::new(message, route, format!("there is {what} {meant}")).help(CONSEQUENCE));
}

/// The accounts among which a subject's should be.
fn accounts<'w>(workspace: &'w Workspace, subject: &Subject) -> Vec<&'w str> {
    match &subject.namespace {
        Some(namespace) if subject.kind == "ServiceAccount" && subject.name != "default" => {
            named::<ServiceAccount>(workspace, Some(namespace))
        }
        _ => Vec::new(),
    }
}

/// The roles among which a binding's should be. Every cluster has some of its own.
fn roles<'w>(workspace: &'w Workspace, namespace: &str, role: &RoleRef) -> Vec<&'w str> {
    const BUILT_IN: [&str; 4] = ["cluster-admin", "admin", "edit", "view"];
    if BUILT_IN.contains(&role.name.as_str()) || role.name.starts_with("system:") {
        return Vec::new();
    }
    match role.kind.as_str() {
        "ClusterRole" => named::<ClusterRole>(workspace, None),
        "Role" => named::<Role>(workspace, Some(namespace)),
        _ => Vec::new(),
    }
}
