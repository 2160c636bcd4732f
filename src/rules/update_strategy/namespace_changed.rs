//! `namespace-changed`: the old manifests have the DaemonSet in another namespace.

use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::word;

/// The rule.
pub(super) struct NamespaceChanged;

impl Check for NamespaceChanged {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let manifest = subject.manifest;
        let Some(left) = cx.against.and_then(|old| old.left_by(manifest)) else { return };
        let (was, is) = (left.namespace(), manifest.namespace());
        let message = format!(
            "a second DaemonSet: the one in `{was}` isn't moved to `{is}`, it keeps running beside \
             this one"
        );
        let route = Route::metadata().field("namespace");
        let name = word(subject.name(), "NAME");
        let namespace = word(was, "NAMESPACE");
        let help = format!(
            "what prunes (Argo CD, Flux, kubectl apply --prune) deletes the old one; else do it \
             once this one runs\n    kubectl delete daemonset {name} -n {namespace}"
        );
        let finding = Finding::new(message, route.clone(), format!("now `{is}`"))
            .related_in(left, &route, format!("was `{was}`"))
            .help(help);
        findings.push(finding);
    }
}
