//! What is chosen for an object: the rules that tell what they find of it, with which parameters.

use std::borrow::Cow;
use std::fmt;

use super::params::Params;
use crate::manifest::Manifest;

/// What a run chooses for each object.
pub(crate) trait Choices: fmt::Debug + Sync {
    /// Whether a rule tells what it finds of an object.
    fn tells(&self, rule: &str, manifest: &Manifest) -> bool;

    /// The values of the rules' parameters for an object, where the usual ones are these.
    fn params<'p>(&self, usual: &'p Params, manifest: &Manifest) -> Cow<'p, Params>;
}
