//! `toleration-seconds-evicts`: tolerations that run out.

use std::cell::LazyCell;

use crate::kubernetes::toleration::{Coverers, covers, daemon_pod_tolerations, same_target};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};

use super::words;

/// The rule.
pub(super) struct TolerationSecondsEvicts;

impl Check for TolerationSecondsEvicts {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let written = subject.pod.tolerations.as_deref().unwrap_or_default();
        // The controller overwrites the seconds of those that it adds itself.
        let added = daemon_pod_tolerations(subject.host_network());
        let coverers = LazyCell::new(|| Coverers::new(written));
        for (place, toleration) in written.iter().enumerate() {
            let Some(seconds) = toleration.toleration_seconds else { continue };
            let overwritten = added.iter().any(|added| same_target(added, toleration));
            // The first toleration of a taint says for how long.
            let mut earlier =
                coverers.of(toleration).into_iter().take_while(|other| *other < place);
            let never_asked = earlier
                .any(|other| written.get(other).is_some_and(|other| covers(other, toleration)));
            if overwritten || never_asked || toleration.effect.as_deref() != Some("NoExecute") {
                continue;
            }
            let when =
                if seconds > 0 { format!("after {seconds} s") } else { "at once".to_owned() };
            let what = match toleration.key.as_deref() {
                None | Some("") => "a NoExecute taint".to_owned(),
                Some(_) => format!("the taint `{}`", words::toleration(toleration)),
            };
            findings.push(
                Finding::new(
                    format!("{what} evicts the pods {when}, and the controller makes new ones"),
                    words::toleration_route(subject.pods.path, place).field("tolerationSeconds"),
                    "until the taint is gone, again and again",
                )
                .help(
                    "take `tolerationSeconds` out and the pods stay; take the toleration out and \
                     they leave, and stay away until the taint is gone",
                ),
            );
        }
    }
}
