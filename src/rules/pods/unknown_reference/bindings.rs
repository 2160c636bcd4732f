//! The names in a binding of roles: an account or a role that is not there gets nobody any rights.

use k8s_openapi::api::core::v1::ServiceAccount;
use k8s_openapi::api::rbac::v1::{
    ClusterRole, ClusterRoleBinding, Role, RoleBinding, RoleRef, Subject,
};

use super::named;
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
        let route = Route::root().field("subjects").index(place).field("name");
        look(cx, account(subject), route, findings);
    }
    let route = Route::root().field("roleRef").field("name");
    look(cx, role_of(manifest.namespace(), role), route, findings);
}

/// An object that a binding names.
enum Named<'m> {
    Account { namespace: &'m str, name: &'m str },
    Role { namespace: &'m str, name: &'m str },
    ClusterRole { name: &'m str },
}

fn look(cx: &Context<'_>, named: Option<Named<'_>>, route: Route, findings: &mut Findings) {
    let Some(named) = named else { return };
    if named.is_there(cx.workspace) {
        return;
    }
    let (what, namespace, name) = named.parts();
    let names = cx.names(what, namespace.to_owned(), || named.names(cx.workspace));
    let Some(meant) = names.meant(name) else { return };
    let message = format!("no {what} is called `{name}`; did you mean `{meant}`?");
    findings
        .push(Finding::new(message, route, format!("there is {what} {meant}")).help(CONSEQUENCE));
}

impl<'m> Named<'m> {
    /// Its kind, its namespace and its name.
    const fn parts(&self) -> (&'static str, &'m str, &'m str) {
        match self {
            Self::Account { namespace, name } => ("ServiceAccount", namespace, name),
            Self::Role { namespace, name } => ("Role", namespace, name),
            Self::ClusterRole { name } => ("ClusterRole", "", name),
        }
    }

    fn is_there(&self, workspace: &Workspace) -> bool {
        match self {
            Self::Account { namespace, name } => {
                workspace.find::<ServiceAccount>(namespace, name).is_some()
            }
            Self::Role { namespace, name } => workspace.find::<Role>(namespace, name).is_some(),
            Self::ClusterRole { name } => workspace.find::<ClusterRole>("", name).is_some(),
        }
    }

    /// The names of all objects among which it should be.
    fn names<'w>(&self, workspace: &'w Workspace) -> Vec<&'w str> {
        match self {
            Self::Account { namespace, .. } => named::<ServiceAccount>(workspace, Some(namespace)),
            Self::Role { namespace, .. } => named::<Role>(workspace, Some(namespace)),
            Self::ClusterRole { .. } => named::<ClusterRole>(workspace, None),
        }
    }
}

/// The account that a subject names.
fn account(subject: &Subject) -> Option<Named<'_>> {
    let namespace = subject.namespace.as_deref()?;
    (subject.kind == "ServiceAccount" && subject.name != "default")
        .then_some(Named::Account { namespace, name: &subject.name })
}

/// The role that a binding names. Every cluster has some of its own.
fn role_of<'m>(namespace: &'m str, role: &'m RoleRef) -> Option<Named<'m>> {
    const BUILT_IN: [&str; 4] = ["cluster-admin", "admin", "edit", "view"];
    let name = role.name.as_str();
    if BUILT_IN.contains(&name) || name.starts_with("system:") {
        return None;
    }
    match role.kind.as_str() {
        "ClusterRole" => Some(Named::ClusterRole { name }),
        "Role" => Some(Named::Role { namespace, name }),
        _ => None,
    }
}
