//! What the API server does with the objects of a kind.

use super::pods::Pods;
use crate::kubernetes::field::FieldErrors;
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::{Facts, Warning};

/// What is refused of an object, and what is taken with a warning.
pub(super) type Verdict = (FieldErrors, Vec<Warning>);

/// What the API server does with the objects of a kind. What a kind has nothing of is left out.
pub(super) trait BuiltIn: Sized {
    /// Fills in what the manifest leaves out.
    fn fill_in(&mut self, _release: Release) {}

    /// It without the fields that are dropped since their feature gate is off; none if it has
    /// no such field.
    fn without_disabled_fields(&self, _release: Release) -> Option<Self> {
        None
    }

    /// What is refused on create, of an object that is filled in.
    fn validate(&self, _facts: Facts, _release: Release, _errors: &mut FieldErrors) {}

    /// What is refused on create, and what is taken with a warning, of an object that is filled in.
    fn verdict(&self, facts: Facts, release: Release) -> Verdict {
        let mut errors = FieldErrors::default();
        self.validate(facts, release, &mut errors);
        (errors, self.warnings(release))
    }

    /// The same of an object that is still to be filled in.
    fn verdict_filled_in(&self, facts: Facts, release: Release) -> Verdict
    where
        Self: Clone,
    {
        // Not in a box, for which an allocator would have to find a large place each time.
        let mut filled = self.clone();
        filled.fill_in(release);
        filled.verdict(facts, release)
    }

    /// What is refused where this one replaces an old one, both filled in.
    fn validate_update(
        &self,
        _facts: Facts,
        _old: (&Self, Facts),
        _release: Release,
        _errors: &mut FieldErrors,
    ) {
    }

    /// What is taken with a warning, of an object that is filled in.
    fn warnings(&self, release: Release) -> Vec<Warning> {
        let mut warnings = self.own_warnings(release);
        if let Some(pods) = self.pods() {
            warnings.extend(pods.warnings(release));
        }
        warnings
    }

    /// What is taken with a warning beside what holds for the pods of all kinds.
    fn own_warnings(&self, _release: Release) -> Vec<Warning> {
        Vec::new()
    }

    /// Its pods, if it brings any.
    fn pods(&self) -> Option<Pods<'_>> {
        None
    }
}
