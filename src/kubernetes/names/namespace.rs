//! The namespace of an object that names none.

/// The namespace that kubectl and the API server fill in (`metav1.NamespaceDefault`).
pub(crate) const DEFAULT_NAMESPACE: &str = "default";

/// An object's namespace: [`DEFAULT_NAMESPACE`] where none is given, or an empty one.
#[must_use]
pub(crate) fn namespace_or_default(namespace: Option<&str>) -> &str {
    namespace.filter(|namespace| !namespace.is_empty()).unwrap_or(DEFAULT_NAMESPACE)
}
