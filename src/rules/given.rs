//! What is wrong in files that were given with policies to hold manifests against.

use super::admission::found;
use super::policies::mistakes;
use super::selection::Selection;
use crate::diagnostic::Diagnostic;
use crate::manifest::Reading;

/// What can't be read in them, and mistakes in the policies.
pub(crate) fn in_given_policies(policies: &Reading, selection: &Selection) -> Vec<Diagnostic> {
    let read = policies.diagnostics.iter().cloned();
    let all = read.chain(mistakes(&policies.workspace));
    all.filter_map(|diagnostic| found(selection, diagnostic)).collect()
}
