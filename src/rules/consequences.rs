//! What follows from a misspelt or misplaced field: people are told the cause alone.
//!
//! `template:` one column too far left is one mistake. The API server, which drops what it doesn't
//! know, would go on to miss the containers and the labels.

use super::run::Found;
use crate::manifest::admission::{INVALID, STRICT};

/// The rules that miss something where the API server does.
const MISSING: [&str; 3] = [INVALID, "selector-matches-everything", "selector-template-mismatch"];

/// Marks what is only missing because the field that has it is written elsewhere or otherwise.
pub(super) fn follow(found: &mut [Found]) {
    let causes: Vec<Cause> = found.iter().filter_map(Cause::of).collect();
    if causes.is_empty() {
        return;
    }
    let effects = found.iter_mut().filter(|found| MISSING.contains(&&*found.diagnostic.rule));
    for effect in effects.filter(|found| found.diagnostic.covered_by.is_none()) {
        if causes.iter().any(|cause| cause.explains(effect)) {
            effect.diagnostic.covered_by = Some(STRICT.into());
        }
    }
}

/// A field that doesn't exist, with the one that was meant.
struct Cause {
    file: String,
    document: Option<u32>,
    object: Option<String>,
    /// The struct in which it is written.
    within: String,
    meant: String,
}

impl Cause {
    fn of(found: &Found) -> Option<Self> {
        let diagnostic = &found.diagnostic;
        let meant = diagnostic.meant.clone()?;
        let field = diagnostic.field.as_deref()?;
        Some(Self {
            file: diagnostic.file.name().to_owned(),
            document: diagnostic.document,
            object: diagnostic.object.as_ref().map(|object| object.name.clone()),
            within: field.rsplit_once('.').map_or(String::new(), |(parent, _)| parent.to_owned()),
            meant,
        })
    }

    fn explains(&self, effect: &Found) -> bool {
        let diagnostic = &effect.diagnostic;
        let object = diagnostic.object.as_ref().map(|object| object.name.as_str());
        let same = diagnostic.file.name() == self.file
            && diagnostic.document == self.document
            && object == self.object.as_deref();
        let fields = diagnostic.field.iter().chain(&effect.covers);
        same && fields.into_iter().any(|field| self.leaves_out(field, diagnostic.reason))
    }

    /// Whether a field is missing, or not what it should be, for lack of the one that was meant.
    fn leaves_out(&self, field: &str, reason: Option<&str>) -> bool {
        let required = reason.is_none_or(|reason| reason == "FieldValueRequired");
        let mount = field.ends_with("].name") && field.contains(".volumeMounts[");
        // The meant field lies in the struct that lacks it: `readinessProbe.httpGet`.
        let lacks = required && field == self.within && lies_in(&self.meant, field);
        lies_in(field, &self.meant)
            || lacks
            || mount && self.meant == "spec.template.spec.volumes"
            || self.meant == "spec.selector.matchLabels" && field == "spec.selector"
    }
}

/// Whether a field is another one or lies in it. `[*]` in the outer one stands for any element.
pub(super) fn lies_in(inner: &str, outer: &str) -> bool {
    let mut inner = inner.split(['.', '[']);
    outer.split(['.', '[']).all(|step| {
        inner.next().is_some_and(|own| own == step || step == "*]" && own.ends_with(']'))
    })
}

#[cfg(test)]
mod tests {
    use super::lies_in;

    #[test]
    fn a_field_lies_in_itself_and_in_what_encloses_it() {
        assert!(lies_in("spec.template.spec.containers", "spec.template"));
        assert!(lies_in("spec.template", "spec.template"));
        assert!(lies_in("spec.containers[2].name", "spec.containers[*].name"));
        assert!(lies_in("metadata.labels[app]", "metadata.labels"));
        assert!(!lies_in("spec.template", "spec.template.spec"));
        assert!(!lies_in("spec.templates.a", "spec.template"));
        assert!(!lies_in("spec.containers[2].image", "spec.containers[*].name"));
    }
}
