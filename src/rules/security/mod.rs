//! What the pods may do to their node.

pub(super) mod bound;
mod capabilities_not_dropped;
mod host_namespaces;
mod literal;
mod privileged_container;
mod runs_as_root;
mod seccomp_unconfined;
mod secret_in_env;
mod sensitive_host_path;
mod service_account_token;
mod writable_host_path;

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("security/sensitive-host-path", sensitive_host_path::SensitiveHostPath),
    rule!("security/secret-in-env", secret_in_env::SecretInEnv),
    rule!("security/privileged-container", privileged_container::PrivilegedContainer),
    rule!("security/host-namespaces", host_namespaces::HostNamespaces),
    rule!("security/writable-host-path", writable_host_path::WritableHostPath),
    rule!("security/runs-as-root", runs_as_root::RunsAsRoot),
    rule!("security/capabilities-not-dropped", capabilities_not_dropped::CapabilitiesNotDropped),
    rule!("security/seccomp-unconfined", seccomp_unconfined::SeccompUnconfined),
    rule!("security/service-account-token", service_account_token::ServiceAccountToken),
];
