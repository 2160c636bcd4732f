//! `secret-in-env`: a credential that everybody who reads the manifest has.

use super::literal::is_credential;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct SecretInEnv;

impl Check for SecretInEnv {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            for (place, variable) in container.env.iter().flatten().enumerate() {
                let value = variable.value.as_deref().unwrap_or_default();
                if is_credential(&variable.name, value) {
                    let at = route.clone().field("env").index(place).field("value");
                    findings.push(finding(&format!("the variable `{}`", variable.name), at));
                }
            }
            for field in ["command", "args"] {
                let list = if field == "args" { &container.args } else { &container.command };
                for (place, word) in list.iter().flatten().enumerate() {
                    let Some((flag, value)) = word.split_once('=') else { continue };
                    let name = flag.trim_start_matches('-');
                    if flag.starts_with('-') && !name.contains(' ') && is_credential(name, value) {
                        let at = route.clone().field(field).index(place);
                        findings.push(finding(&format!("the flag `{flag}`"), at));
                    }
                }
            }
        }
    }
}

/// The value itself is not repeated.
fn finding(what: &str, route: Route) -> Finding {
    let message =
        format!("{what} holds what looks like a credential, for all who read the manifest");
    Finding::new(message, route, "in plain text").help(
        "put it into a Secret, take it with `valueFrom.secretKeyRef`, and give out a new one: this one \
         is in the repository's history",
    )
}
