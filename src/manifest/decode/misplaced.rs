//! Fields that other places know: a helping word for those who put them here.

use super::super::schema::{self, Kind};
use crate::kubernetes::field::{FieldPath, RoutePattern, Step};

/// The places to look for a field that stands elsewhere, the likeliest first; `*` is any element.
/// A kind has those that its schema has.
const PLACES: [&[&str]; 19] = [
    &["spec", "template", "spec"],
    &["spec", "template", "spec", "containers", "*"],
    &["spec", "containers", "*"],
    &["spec", "jobTemplate", "spec", "template", "spec"],
    &["spec", "jobTemplate", "spec", "template", "spec", "containers", "*"],
    &["spec"],
    &["metadata"],
    &["spec", "updateStrategy"],
    &["spec", "updateStrategy", "rollingUpdate"],
    &["spec", "strategy"],
    &["spec", "strategy", "rollingUpdate"],
    &["spec", "jobTemplate", "spec"],
    &["spec", "template", "spec", "containers", "*", "securityContext"],
    &["spec", "template", "spec", "securityContext"],
    &["spec", "template", "spec", "containers", "*", "resources"],
    &["spec", "template", "spec", "affinity"],
    &["spec", "selector"],
    &["spec", "template", "spec", "containers", "*", "livenessProbe"],
    &["spec", "ports", "*"],
];

/// A place that knows a field.
pub(super) struct Place {
    /// Where it is.
    pub pattern: RoutePattern,
    /// Whether it encloses the place where the field stands, or lies in it.
    pub related: bool,
}

/// The place of a kind that has a field of this name: the one nearest to where it stands.
pub(super) fn elsewhere(kind: &Kind, path: &FieldPath, name: &str) -> Option<Place> {
    let here = container_parent(path);
    let has = |steps: &[&str]| {
        schema::at(kind.fields, steps).is_some_and(|fields| schema::field(fields, name).is_some())
    };
    PLACES
        .into_iter()
        .filter(|steps| has(steps))
        .map(RoutePattern::of)
        .filter(|pattern| !pattern.matches(&here))
        .map(|pattern| Place {
            related: pattern.encloses(&here) || pattern.lies_in(&here),
            pattern,
        })
        .rev()
        .max_by_key(|place| place.related)
}

/// The path of a field's parent, with init containers as if they were others.
fn container_parent(path: &FieldPath) -> FieldPath {
    let general = |step| match step {
        Step::Field(name) if name == "initContainers" => Step::Field("containers".into()),
        step => step,
    };
    FieldPath(path.parent().0.into_iter().map(general).collect())
}
