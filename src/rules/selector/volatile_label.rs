//! `selector-volatile-label`: a selector on what the next release changes.

use super::changed::restart_command;
use super::demand::{Demand, demands};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::words::list::{SHOWN, short};

/// The rule.
pub(super) struct SelectorVolatileLabel;

/// Labels that tell a release, a build or a configuration.
const KEYS: [&str; 20] = [
    "app.kubernetes.io/version",
    "helm.sh/chart",
    "app-version",
    "appVersion",
    "build",
    "build-number",
    "buildNumber",
    "chart",
    "chart-version",
    "checksum",
    "commit",
    "config-hash",
    "git-commit",
    "git-sha",
    "image-tag",
    "imageTag",
    "revision",
    "sha",
    "tag",
    "version",
];

/// Labels of which a short value may be the name of a variant: `version: v2`, as Istio has it.
const OF_VARIANTS: [&str; 5] =
    ["app.kubernetes.io/version", "app-version", "appVersion", "tag", "version"];

/// Whether a label is one that the next release changes.
pub(super) fn is_volatile(key: &str, value: &str) -> bool {
    let known = KEYS.contains(&key) || key.starts_with("checksum/");
    let variant = value.strip_prefix('v').unwrap_or(value);
    let is_short = variant.len() <= 2 && variant.bytes().all(|byte| byte.is_ascii_digit());
    let is_variant = is_short && OF_VARIANTS.contains(&key);
    known && value.bytes().any(|byte| byte.is_ascii_digit()) && !is_variant
}

impl Check for SelectorVolatileLabel {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let params = cx.params(subject.manifest);
        let volatile = |demand: &Demand<'_>| {
            let is_in = |name: &str| {
                params.words("selector-volatile-label", name).iter().any(|key| key == demand.key)
            };
            let value = demand.value();
            is_in("also") && value.is_some()
                || value.is_some_and(|value| is_volatile(demand.key, value)) && !is_in("except")
        };
        let found: Vec<Demand<'_>> = demands(&subject.spec.selector).filter(volatile).collect();
        let Some(first) = found.first() else { return };
        let labels: Vec<_> =
            found.iter().map(|demand| format!("`{}`", demand.notation())).collect();
        let message = format!(
            "the selector holds {}, and no selector can be changed: the next version can't be \
             applied",
            short(&labels)
        );
        let mut finding = Finding::new(message, first.value_route(), "changes with a release");
        for demand in found.iter().skip(1).take(SHOWN - 1) {
            finding = finding.related(demand.value_route(), "changes with a release as well");
        }
        let help = format!(
            "keep it among the template's labels and leave it out of the selector; a DaemonSet that \
             exists already must be deleted for that (with `--cascade=orphan` its pods run on, and \
             the new one adopts those that it selects). Adopted pods of one that was never updated \
             pass for new, and keep the old image for ever: afterwards\n    {}",
            restart_command(subject.manifest)
        );
        findings.push(finding.help(help));
    }
}
