//! What isn't known since the objects of the cluster were not given, in one line below a plan.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{LimitRange, Namespace, ResourceQuota};

use super::{Planned, View};
use crate::kubernetes::pod_admission::Level;
use crate::manifest::Workspace;
use crate::words::escape::escape;
use crate::words::names;

/// How wide the list of namespaces may be.
const WIDTH: usize = 60;

/// What isn't known of a cluster.
pub(crate) struct NotKnown {
    /// In words.
    pub said: String,
    /// Nothing but whether policies and webhooks have a say.
    pub policies_alone: bool,
}

impl View<'_> {
    /// What isn't known of the namespaces that get pods, where all that is known of the cluster are
    /// these objects; none where nothing is missing.
    #[must_use]
    pub(crate) fn objects_not_known(&self, workspace: &Workspace) -> Option<NotKnown> {
        if workspace.is_complete() {
            return None;
        }
        let is_let_in = |one: &&Planned<'_>| {
            !one.is_refused() && one.placement.count(|v| v.should_run && !v.is_refused()) > 0
        };
        let all: Vec<&Planned<'_>> = self.planned.iter().filter(is_let_in).collect();
        let mut spaces = BTreeSet::new();
        let mut lacks = |is_there: &dyn Fn(&str) -> bool| {
            let lacking = all.iter().filter(|one| !is_there(&one.placement.namespace));
            let lacking: Vec<&Planned<'_>> = lacking.copied().collect();
            spaces.extend(lacking.iter().map(|one| one.placement.namespace.as_str()));
            lacking
        };
        let quota = lacks(&|name| workspace.in_namespace::<ResourceQuota>(name).next().is_some());
        let range = lacks(&|name| workspace.in_namespace::<LimitRange>(name).next().is_some());
        let level = lacks(&|name| workspace.find::<Namespace>("", name).is_some());
        let kinds = [
            (!quota.is_empty()).then(|| "a ResourceQuota".to_owned()),
            (!range.is_empty()).then(|| "a LimitRange".to_owned()),
            (!level.is_empty()).then(|| format!("a Pod Security level{}", self.levels(&level))),
        ];
        let kinds: Vec<String> = kinds.into_iter().flatten().collect();
        let Some((last, others)) = kinds.split_last() else {
            let are_known = all.is_empty() || has_interceptors(workspace);
            return (!are_known).then(|| NotKnown {
                said: "whether policies or webhooks refuse pods".to_owned(),
                policies_alone: true,
            });
        };
        let kinds = match others {
            [] => last.clone(),
            others => format!("{} or {last}", others.join(", ")),
        };
        let have = if spaces.len() == 1 { "has" } else { "have" };
        let spaces = names(spaces, WIDTH);
        let policies = match has_interceptors(workspace) {
            true => "",
            false => ", and whether policies or webhooks refuse pods",
        };
        let said = format!("whether {} {have} {kinds}{policies}", escape(&spaces));
        Some(NotKnown { said, policies_alone: false })
    }

    /// Which levels let the pods pass whose namespace's is not known.
    fn levels(&self, planned: &[&Planned<'_>]) -> String {
        let kept = planned.iter().map(|one| Level::kept_by(&self.fleet.pods[one.place].pod));
        let kept: Vec<Level> = kept.collect();
        let worst = kept.iter().min().copied().unwrap_or_default();
        let broken = kept.iter().filter(|level| **level == Level::Privileged).count();
        match worst {
            Level::Privileged if broken < kept.len() => {
                format!(" (baseline refuses the pods of {broken} of {})", kept.len())
            }
            Level::Privileged => " (baseline refuses the pods)".to_owned(),
            level => format!(" (the pods pass {})", level.as_str()),
        }
    }
}

/// Whether policies or webhooks are known: then all of them are taken to be.
fn has_interceptors(workspace: &Workspace) -> bool {
    workspace.all_known().any(|manifest| manifest.group() == "admissionregistration.k8s.io")
}
