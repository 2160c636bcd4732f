//! Fields that say where pods go.

use super::note::{Fate, Note};
use crate::kubernetes::field::Path;
use k8s_openapi::api::core::v1::{PodAffinityTerm, PodSpec, TopologySpreadConstraint};

/// A field of every topology spread constraint.
macro_rules! of_constraints {
    ($(#[$doc:meta])* $module:ident: $($field:ident, $name:literal);+) => {
        $(#[$doc])*
        pub(super) mod $module {
            use super::*;

            pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
                let list = path.child("topologySpreadConstraints");
                let all = spec.topology_spread_constraints.iter().flatten();
                for (index, constraint) in all.enumerate() {
                    $(if constraint.$field.is_some() {
                        note(&list.index(index).child($name), Fate::Dropped);
                    })+
                }
            }

            pub(crate) fn drop(spec: &mut PodSpec) {
                let clear = |constraint: &mut TopologySpreadConstraint| {
                    $(constraint.$field = None;)+
                };
                spec.topology_spread_constraints.iter_mut().flatten().for_each(clear);
            }
        }
    };
}

of_constraints!(
    /// `topologySpreadConstraints[*].matchLabelKeys`.
    spread_label_keys: match_label_keys, "matchLabelKeys"
);
of_constraints!(
    /// `topologySpreadConstraints[*].nodeAffinityPolicy` and `.nodeTaintsPolicy`.
    spread_policies:
    node_affinity_policy, "nodeAffinityPolicy";
    node_taints_policy, "nodeTaintsPolicy"
);

/// `matchLabelKeys` and `mismatchLabelKeys` of pod affinity.
pub(super) mod affinity_label_keys {
    use super::*;

    pub(crate) fn find(spec: &PodSpec, path: &Path<'_>, note: &mut Note<'_>) {
        let Some(affinity) = &spec.affinity else { return };
        let path = path.child("affinity");
        if let Some(near) = &affinity.pod_affinity {
            let required = near.required_during_scheduling_ignored_during_execution.as_deref();
            let preferred = near.preferred_during_scheduling_ignored_during_execution.iter();
            let preferred = preferred.flatten().map(|weighted| &weighted.pod_affinity_term);
            in_terms(required, preferred, &path.child("podAffinity"), note);
        }
        if let Some(far) = &affinity.pod_anti_affinity {
            let required = far.required_during_scheduling_ignored_during_execution.as_deref();
            let preferred = far.preferred_during_scheduling_ignored_during_execution.iter();
            let preferred = preferred.flatten().map(|weighted| &weighted.pod_affinity_term);
            in_terms(required, preferred, &path.child("podAntiAffinity"), note);
        }
    }

    fn in_terms<'t>(
        required: Option<&[PodAffinityTerm]>,
        preferred: impl Iterator<Item = &'t PodAffinityTerm>,
        path: &Path<'_>,
        note: &mut Note<'_>,
    ) {
        let list = path.child("requiredDuringSchedulingIgnoredDuringExecution");
        for (index, term) in required.unwrap_or_default().iter().enumerate() {
            in_term(term, &list.index(index), note);
        }
        let list = path.child("preferredDuringSchedulingIgnoredDuringExecution");
        for (index, term) in preferred.enumerate() {
            in_term(term, &list.index(index).child("podAffinityTerm"), note);
        }
    }

    fn in_term(term: &PodAffinityTerm, path: &Path<'_>, note: &mut Note<'_>) {
        let lists = [
            ("matchLabelKeys", &term.match_label_keys),
            ("mismatchLabelKeys", &term.mismatch_label_keys),
        ];
        for (field, keys) in lists {
            if keys.is_some() {
                note(&path.child(field), Fate::Dropped);
            }
        }
    }

    pub(crate) fn drop(spec: &mut PodSpec) {
        let Some(affinity) = &mut spec.affinity else { return };
        if let Some(near) = &mut affinity.pod_affinity {
            let required = &mut near.required_during_scheduling_ignored_during_execution;
            required.iter_mut().flatten().for_each(clear);
            let preferred = &mut near.preferred_during_scheduling_ignored_during_execution;
            preferred.iter_mut().flatten().for_each(|one| clear(&mut one.pod_affinity_term));
        }
        if let Some(far) = &mut affinity.pod_anti_affinity {
            let required = &mut far.required_during_scheduling_ignored_during_execution;
            required.iter_mut().flatten().for_each(clear);
            let preferred = &mut far.preferred_during_scheduling_ignored_during_execution;
            preferred.iter_mut().flatten().for_each(|one| clear(&mut one.pod_affinity_term));
        }
    }

    fn clear(term: &mut PodAffinityTerm) {
        term.match_label_keys = None;
        term.mismatch_label_keys = None;
    }
}
