//! Mistakes of validation that follow from others: people are told of the cause.

use super::manifest::Manifest;
use crate::diagnostic::Diagnostic;
use crate::kubernetes::field::{FieldPath, RoutePattern, Step};

/// What is wrong with a workload for lack of its selector, besides that it lacks one.
const SELECTED: [&str; 4] = ["spec", "template", "metadata", "labels"];

/// Where it is told that a workload has no selector.
pub(super) fn of_no_selector() -> [RoutePattern; 2] {
    [RoutePattern::of(&["spec", "selector"]), RoutePattern::of(&SELECTED)]
}

/// Has each cause among an object's findings cover what follows from it.
pub(super) fn tie(manifest: &Manifest, findings: &mut [Diagnostic]) {
    if findings.len() < 2 {
        return;
    }
    let routes: Vec<FieldPath> = findings.iter().map(|finding| finding.route.clone()).collect();
    for cause in findings {
        let effects = routes.iter().filter(|effect| follows(manifest, &cause.route, effect));
        cause.covers.extend(effects.cloned().map(RoutePattern::from));
    }
}

fn follows(manifest: &Manifest, cause: &FieldPath, effect: &FieldPath) -> bool {
    if RoutePattern::of(&["spec", "selector"]).matches(cause) {
        return !manifest.has(&["spec", "selector"]) && RoutePattern::of(&SELECTED).matches(effect);
    }
    // A Service's `targetPort` that isn't written is its `port`.
    if let ([of_cause @ .., Step::Field(port)], [of_effect @ .., Step::Field(target)]) =
        (cause.0.as_slice(), effect.0.as_slice())
        && of_cause == of_effect
        && (port == "port" && target == "targetPort")
    {
        return !manifest.locate(effect).found;
    }
    // The API server takes no volume that isn't valid for one that can be mounted.
    let [.., Step::Field(list), Step::Index(_), Step::Field(field)] = effect.0.as_slice() else {
        return false;
    };
    let is_mount = list == "volumeMounts" && field == "name";
    is_mount
        && volume_name(manifest, cause).is_some_and(|name| text(manifest, effect) == Some(name))
}

/// The name of the volume in which a field lies.
fn volume_name<'m>(manifest: &'m Manifest, path: &FieldPath) -> Option<&'m str> {
    let is_list = |step: &Step| matches!(step, Step::Field(field) if field == "volumes");
    let list = path.0.iter().position(is_list)?;
    let mut volume = path.0.get(..list + 2)?.to_vec();
    volume.push(Step::Field("name".into()));
    text(manifest, &FieldPath(volume))
}

fn text<'m>(manifest: &'m Manifest, path: &FieldPath) -> Option<&'m str> {
    let location = manifest.locate(path);
    manifest.document().as_str(location.node).filter(|_| location.found)
}
