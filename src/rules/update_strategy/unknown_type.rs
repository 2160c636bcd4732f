//! `unknown-update-strategy`: a type that DaemonSets don't have.

use super::rolling::{strategy_route, written_type};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::words::near::{Slip, nearest, slip};

/// The rule.
pub(super) struct UnknownUpdateStrategy;

/// The types that there are.
const TYPES: [&str; 2] = ["RollingUpdate", "OnDelete"];

impl Check for UnknownUpdateStrategy {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(name) = written_type(subject).filter(|name| !TYPES.contains(name)) else { return };
        let route = strategy_route().field("type");
        let meant = same_letters(name);
        let message = format!("a DaemonSet has no update strategy `{name}`");
        let mut finding = Finding::new(message, route.clone(), "no such strategy")
            .help(help(name, meant))
            .covers(strategy_route());
        if let Some(meant) = meant {
            finding = finding.fix(format!("write `{meant}`"), vec![route.written_as(meant)]);
        }
        findings.push(finding);
    }
}

/// The type that differs in nothing but case and punctuation.
fn same_letters(name: &str) -> Option<&'static str> {
    TYPES
        .into_iter()
        .find(|known| matches!(slip(name, known), Some(Slip::Case | Slip::Punctuation)))
}

fn help(name: &str, meant: Option<&str>) -> String {
    if let Some(meant) = meant {
        return format!("write `{meant}`: names are case-sensitive");
    }
    if name.eq_ignore_ascii_case("Recreate") {
        return "`Recreate` is a Deployment's; a DaemonSet's `RollingUpdate` deletes the old pod of \
                a node before it starts the new one as well, as long as `maxSurge` is 0"
            .to_owned();
    }
    match nearest(name, TYPES) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write `RollingUpdate` to have the controller replace the pods, or `OnDelete` to \
                 delete each old pod by hand"
            .to_owned(),
    }
}
