//! The files that the sources of a projected volume put into it.

use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::KeyToPath;
use std::collections::BTreeSet;

/// The files of all sources so far: two with one path are reported at the volume.
pub(super) struct Files<'f> {
    volume: &'f Path<'f>,
    seen: BTreeSet<&'f str>,
}

impl<'f> Files<'f> {
    pub(super) fn of(volume: &'f Path<'f>) -> Self {
        Self { volume, seen: BTreeSet::new() }
    }

    pub(super) fn volume(&self) -> &'f Path<'f> {
        self.volume
    }

    pub(super) fn add(&mut self, file: &'f str, errors: &mut FieldErrors) {
        if !self.seen.insert(file) {
            errors.invalid(self.volume, format!("two sources put a file at `{file}`"));
        }
    }

    pub(super) fn add_items(&mut self, items: Option<&'f [KeyToPath]>, errors: &mut FieldErrors) {
        for item in items.unwrap_or_default().iter().filter(|item| !item.path.is_empty()) {
            self.add(&item.path, errors);
        }
    }
}
