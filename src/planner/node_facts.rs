//! A node as the DaemonSet controller looks at it.

use k8s_openapi::api::core::v1::Taint;

use super::reason::Fact;

/// A node as the controller looks at it.
pub(crate) trait NodeFacts {
    /// Whether the node is virtual: what is scheduled there never runs.
    fn is_virtual(&self) -> bool;

    /// `metadata.name`; empty for a node that is still to come.
    fn name(&self) -> &str;

    /// The value of a label.
    fn label(&self, key: &str) -> Option<&str>;

    /// Whether the label's value stands for many others, so that it is not to be shown.
    fn is_one_of_many(&self, key: &str) -> bool;

    /// The taints.
    fn taints(&self) -> impl Iterator<Item = &Taint> + Clone;
}

/// What a node has for a label.
#[must_use]
pub(super) fn label_fact(key: &str, node: &impl NodeFacts) -> Fact {
    if node.is_one_of_many(key) {
        return Fact::OtherLabel { key: key.to_owned() };
    }
    Fact::Label { key: key.to_owned(), value: node.label(key).map(str::to_owned) }
}
