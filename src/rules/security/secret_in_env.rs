//! `secret-in-env`: a credential that everybody who reads the manifest has.

use super::literal::Known;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// Its id.
const ID: &str = "secret-in-env";

/// The rule.
pub(super) struct SecretInEnv;

impl Check for SecretInEnv {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let params = cx.params(subject.manifest);
        let words = |name| params.words(ID, name);
        let known = Known {
            also: words("also"),
            except: words("except"),
            prefixes: words("prefixes"),
            stand_ins: words("stand-ins"),
            length: usize::try_from(params.number(ID, "length")).unwrap_or_default(),
        };
        for (route, container) in subject.all_containers() {
            for (place, variable) in container.env.iter().flatten().enumerate() {
                let value = variable.value.as_deref().unwrap_or_default();
                if known.is_credential(&variable.name, value) {
                    let at = route.clone().field("env").index(place).field("value");
                    findings.push(finding(&format!("the variable `{}`", variable.name), at));
                }
            }
            for field in ["command", "args"] {
                let list = if field == "args" { &container.args } else { &container.command };
                let mut before = "";
                for (place, word) in list.iter().flatten().enumerate() {
                    let (flag, value) = word.split_once('=').unwrap_or((before, word));
                    before = word;
                    let name = flag.trim_start_matches('-');
                    if flag.starts_with('-')
                        && !name.contains(' ')
                        && known.is_credential(name, value)
                    {
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
