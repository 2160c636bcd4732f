//! A DaemonSet's template generation, which apps/v1 keeps in an annotation.
//!
//! Mirrors `Convert_v1_DaemonSet_To_apps_DaemonSet` of `pkg/apis/apps/v1/conversion.go`: a
//! DaemonSet whose annotation is no number cannot be read.

use super::field::{FieldError, FieldErrors, Path};
use k8s_openapi::api::apps::v1::DaemonSet;

/// The annotation that holds the number.
pub(crate) const ANNOTATION: &str = "deprecated.daemonset.template.generation";

/// The number, zero where none is given.
#[must_use]
pub(crate) fn of(daemon_set: &DaemonSet) -> i64 {
    let value = daemon_set.metadata.annotations.as_ref().and_then(|all| all.get(ANNOTATION));
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

/// Why the API server cannot read the DaemonSet for its template generation; none where it can.
#[must_use]
pub(crate) fn unreadable(daemon_set: &DaemonSet) -> Option<FieldError> {
    let value = daemon_set.metadata.annotations.as_ref()?.get(ANNOTATION)?;
    if value.parse::<i64>().is_ok() {
        return None;
    }
    let mut errors = FieldErrors::default();
    let metadata = Path::root("metadata");
    let detail = format!("`{value}` is not a whole number; leave the annotation out");
    errors.invalid(&metadata.child("annotations").key(ANNOTATION), detail);
    errors.0.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generation_is_a_number() {
        let with = |value: &str| {
            let mut daemon_set = DaemonSet::default();
            let annotations = daemon_set.metadata.annotations.get_or_insert_default();
            annotations.insert(ANNOTATION.to_owned(), value.to_owned());
            unreadable(&daemon_set).map(|error| error.path.to_string())
        };
        assert_eq!(with("12"), None);
        let path = "metadata.annotations[deprecated.daemonset.template.generation]";
        assert_eq!(with("x").as_deref(), Some(path));
        assert_eq!(unreadable(&DaemonSet::default()), None);
    }
}
