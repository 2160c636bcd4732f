//! Who is asked before a pod is evicted. Mirrors the tags of `EvictionResponder` in `k8s.io/api`
//! and `RunDeclarativeValidateEvictionRespondersTestCases` of `pkg/api/pod`.

use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names;
use k8s_openapi::api::core::v1::PodSpec;
use std::collections::BTreeSet;

const MOST: usize = 10;
const HIGHEST: i32 = 100_000;
/// What lies below is for responders of Kubernetes' own.
const LOWEST: i32 = 1000;
const RESERVED: [&str; 2] = ["k8s.io", "kubernetes.io"];

/// Checks `evictionResponders` of a pod's spec at `path`.
pub(super) fn validate_eviction_responders(
    spec: &PodSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let responders = spec.eviction_responders.as_deref().unwrap_or_default();
    if responders.is_empty() {
        return;
    }
    if spec.scheduling_group.is_some() {
        errors.forbidden(&path.child("schedulingGroup"), "goes without `evictionResponders`");
    }
    let list = path.child("evictionResponders");
    if responders.len() > MOST {
        let detail = format!("{} are too many; {MOST} are allowed", responders.len());
        return errors.push(&list, Reason::TooMany, detail);
    }
    let mut seen = BTreeSet::new();
    for (index, responder) in responders.iter().enumerate() {
        let path = list.index(index);
        if !seen.insert(responder.name.as_str()) {
            errors.duplicate(&path, &responder.name);
        }
        validate_name(&responder.name, &path.child("name"), errors);
        let (priority, path) = (responder.priority, path.child("priority"));
        if priority == 0 {
            // What is missing reads as 0, which no responder of a user may have either.
            errors.required(&path, format!("give one from {LOWEST} to {HIGHEST}"));
        } else if !(0..=HIGHEST).contains(&priority) {
            errors.invalid(&path, format!("{priority} must be from {LOWEST} to {HIGHEST}"));
        } else if priority < LOWEST {
            let detail = format!("{priority} is Kubernetes' own; it must be {LOWEST} or more");
            errors.invalid(&path, detail);
        }
    }
}

fn validate_name(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    let before = errors.0.len();
    names::domain_prefixed_key(path, name, errors);
    let domain = name.split('/').next().unwrap_or_default();
    let is_of = |reserved: &&str| {
        domain.strip_suffix(*reserved).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if errors.0.len() == before && RESERVED.iter().any(is_of) {
        errors.invalid(path, format!("`{domain}` is Kubernetes' own; name a domain of yours"));
    }
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::release::Gate;
    use crate::kubernetes::validation::testing::{assert_table, of_pod_spec_with};

    fn of(fields: &str) -> Vec<String> {
        of_pod_spec_with(Gate::EvictionRequestAPI, fields)
    }

    #[test]
    fn responders() {
        assert_table(
            of,
            &[
                ("evictionResponders: [{name: drain.acme.io/last, priority: 10000}]", &[]),
                (
                    "evictionResponders: [{name: '', priority: 1000}, {name: acme, priority: -1}, \
                     {name: a.k8s.io/b, priority: 999}, {name: acme.io/a, priority: 100001}]",
                    &[
                        "evictionResponders[0].name Required",
                        "evictionResponders[1].name Invalid",
                        "evictionResponders[1].priority Invalid",
                        "evictionResponders[2].name Invalid",
                        "evictionResponders[2].priority Invalid",
                        "evictionResponders[3].priority Invalid",
                    ],
                ),
                (
                    "evictionResponders: [{name: acme.io/a, priority: 1000}, \
                     {name: acme.io/a, priority: 2000}]",
                    &["evictionResponders[1] Duplicate"],
                ),
            ],
        );
        assert_eq!(
            of("evictionResponders: [{name: acme.io/a}, {name: acme.io/b, priority: 999}]"),
            ["evictionResponders[0].priority Required", "evictionResponders[1].priority Invalid"]
        );
        let many: Vec<String> =
            (0..11).map(|n| format!("{{name: acme.io/r{n}, priority: 5000}}")).collect();
        assert_eq!(
            of(&format!("evictionResponders: [{}]", many.join(", "))),
            ["evictionResponders TooMany"]
        );
    }
}
