//! `placeholder`: values that a tool has yet to fill in. They are found where manifests are read
//! ([`crate::manifest`]), since nothing else can be read there before.

use crate::rules::check::Check;

/// The rule.
pub(super) struct Placeholder;

impl Check for Placeholder {}
