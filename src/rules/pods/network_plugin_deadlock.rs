//! `network-plugin-deadlock`: a DaemonSet that waits for a taint to go that goes when it runs.

use k8s_openapi::api::core::v1::Taint;

use crate::diagnostic::Severity;
use crate::kubernetes::node_starters::{NetworkFolders, is_cloud_controller, is_configuration};
use crate::kubernetes::release::Release;
use crate::kubernetes::system_taints::{SystemTaint, UNINITIALIZED};
use crate::kubernetes::toleration::{NO_SCHEDULE, NOT_READY, notation, untolerated};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct NetworkPluginDeadlock;

impl Check for NetworkPluginDeadlock {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if let Some((route, folder)) = written_folder(subject)
            && let Some(taint) = missed(subject, NOT_READY, cx.release)
        {
            let why = format!("writes {folder}, which a new node needs to become ready");
            let finding = finding(subject, &taint, "network plugin", "the node is ready");
            let finding = finding.related(route, why);
            // What brings programs alone may be called by another plugin, which makes the node ready.
            findings.push(match is_configuration(folder) {
                true => finding,
                false => finding.severity(Severity::Info),
            });
        }
        let cloud = subject.containers(crate::kubernetes::containers::ContainerList::Regular);
        if let Some((route, _)) = cloud.into_iter().find(|(_, one)| is_cloud_controller(one))
            && let Some(taint) = missed(subject, UNINITIALIZED, cx.release)
        {
            let finding = finding(subject, &taint, "cloud controller", "this has seen the node");
            findings.push(finding.related(route.field("name"), "the cloud controller"));
        }
    }
}

/// The taint of this key that keeps the pods from starting, if they don't tolerate it.
fn missed(subject: &WorkloadSubject<'_>, key: &str, release: Release) -> Option<Taint> {
    let taints: Vec<Taint> = SystemTaint::of(key)?.taints().collect();
    let tolerations = subject.pod.tolerations.as_deref().unwrap_or_default();
    untolerated(&taints, tolerations, &[NO_SCHEDULE], release).next().cloned()
}

/// The first mount by which a container can write a folder of network plugins on the node: that of
/// their configuration, if there is one.
fn written_folder(subject: &WorkloadSubject<'_>) -> Option<(Route, &'static str)> {
    let folders = NetworkFolders::of(subject.pod);
    let all = subject.all_containers().filter_map(|(route, container)| {
        let (place, found) = folders.written_by(container)?;
        Some((route.field("volumeMounts").index(place), found))
    });
    all.min_by_key(|(_, folder)| !is_configuration(folder))
}

fn finding(subject: &WorkloadSubject<'_>, taint: &Taint, what: &str, until: &str) -> Finding {
    let has_list = subject.pod.tolerations.as_ref().is_some_and(|list| !list.is_empty());
    let (route, list) = match has_list {
        true => (Route::pod_spec(subject.pods.path).field("tolerations"), ""),
        false => (Route::pod_spec(subject.pods.path), "\ntolerations:"),
    };
    let message =
        format!("the {what} waits for itself on new nodes: it doesn't tolerate `{}`", taint.key);
    let label = format!("nothing here tolerates `{}`, which stays until {until}", notation(taint));
    Finding::new(message, route.key(), label).help(format!(
        "add{list}\n  - key: {}\n    operator: Exists\n    effect: {}",
        taint.key, taint.effect
    ))
}
