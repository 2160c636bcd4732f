//! `autoscaler-annotation-misplaced`: what autoscalers read of pods, on the DaemonSet.

use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct AutoscalerAnnotationMisplaced;

/// What the cluster autoscaler and Karpenter read of pods.
const OF_PODS: [&str; 3] = [
    "cluster-autoscaler.kubernetes.io/daemonset-pod",
    "cluster-autoscaler.kubernetes.io/enable-ds-eviction",
    "karpenter.sh/do-not-disrupt",
];

impl Check for AutoscalerAnnotationMisplaced {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(daemon_set) = subject.manifest.daemon_set() else { return };
        let written = daemon_set.metadata.annotations.iter().flatten();
        let of_pods = subject.pods.metadata.and_then(|metadata| metadata.annotations.as_ref());
        for (key, _) in written {
            let has = of_pods.is_some_and(|annotations| annotations.contains_key(key));
            if !OF_PODS.contains(&key.as_str()) || has {
                continue;
            }
            let finding = Finding::new(
                format!("nobody reads `{key}` of a DaemonSet: it is read of pods"),
                Route::metadata().field("annotations").entry(key.clone()).key(),
                "does nothing here",
            );
            findings.push(finding.help("write it in `spec.template.metadata.annotations`"));
        }
    }
}
