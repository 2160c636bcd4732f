//! Whom role bindings give anything.

use std::collections::{HashMap, HashSet};

use k8s_openapi::api::rbac::v1::{ClusterRoleBinding, RoleBinding};

use crate::manifest::Workspace;

/// The service accounts that some role binding of the manifests names.
#[derive(Debug, Default)]
pub(in crate::rules) struct BoundAccounts<'a> {
    /// The namespaces in which an account of a name is bound; none for that of the pods.
    accounts: HashMap<&'a str, HashSet<Option<&'a str>>>,
    users: HashSet<&'a str>,
    /// A binding names all accounts.
    all: bool,
}

impl<'a> BoundAccounts<'a> {
    pub(in crate::rules) fn new(workspace: &'a Workspace) -> Self {
        let cluster = workspace.typed::<ClusterRoleBinding>().map(|(_, own)| &own.subjects);
        let roles = workspace.typed::<RoleBinding>().map(|(_, own)| &own.subjects);
        let mut found = Self::default();
        for bound in cluster.chain(roles).flatten().flatten() {
            let name = bound.name.as_str();
            match bound.kind.as_str() {
                "ServiceAccount" => {
                    found.accounts.entry(name).or_default().insert(bound.namespace.as_deref());
                }
                "Group" => found.all |= name.starts_with("system:serviceaccounts"),
                "User" => {
                    found.users.insert(name);
                }
                _ => {}
            }
        }
        found
    }

    /// Whether one names the account, or all accounts.
    pub(super) fn has(&self, namespace: &str, name: &str) -> bool {
        let named = self.accounts.get(name);
        self.all
            || named.is_some_and(|all| all.contains(&None) || all.contains(&Some(namespace)))
            || !self.users.is_empty()
                && self.users.contains(format!("system:serviceaccount:{namespace}:{name}").as_str())
    }
}
