//! Paths of fields of the pod template.

use crate::kubernetes::field::{FieldPath, Step};

/// The path of a field of the pod template's spec, from the DaemonSet on.
#[must_use]
pub(crate) fn template_path(steps: impl IntoIterator<Item = Step>) -> FieldPath {
    FieldPath::of(&["spec", "template", "spec"]).then(steps)
}

/// A step to a field.
#[must_use]
pub(crate) const fn field(name: &'static str) -> Step {
    Step::Field(std::borrow::Cow::Borrowed(name))
}

/// The path of a field of a pod (`spec.hostNetwork`), from the DaemonSet on.
#[must_use]
pub(crate) fn of_template(path: &FieldPath) -> FieldPath {
    FieldPath::of(&["spec", "template"]).then(path.0.iter().cloned())
}
