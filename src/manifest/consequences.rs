//! Mistakes of validation that follow from others: people are told of the cause.

use std::collections::HashMap;

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
    let routes: Vec<FieldPath> = findings.iter().map(|finding| finding.route.to_path()).collect();
    let effects = Effects::new(manifest, &routes);
    for (cause, route) in findings.iter_mut().zip(&routes) {
        let of_cause = effects.of(manifest, route).into_iter();
        let of_cause = of_cause.filter_map(|place| routes.get(place)).cloned();
        let covers: Vec<RoutePattern> = of_cause.map(RoutePattern::from).collect();
        if !covers.is_empty() {
            cause.details_mut().covers.extend(covers);
        }
    }
}

/// The fields that an object's findings are about, by what they may follow from: thousands of
/// findings are not held against each other.
struct Effects<'r> {
    by_route: HashMap<&'r FieldPath, Vec<usize>>,
    /// Names of volumes where containers mount them.
    mounts: HashMap<&'r str, Vec<usize>>,
}

impl<'r> Effects<'r> {
    fn new(manifest: &'r Manifest, routes: &'r [FieldPath]) -> Self {
        let mut all = Self { by_route: HashMap::new(), mounts: HashMap::new() };
        for (place, route) in routes.iter().enumerate() {
            all.by_route.entry(route).or_default().push(place);
            if let [.., Step::Field(list), Step::Index(_), Step::Field(field)] = route.0.as_slice()
                && list == "volumeMounts"
                && field == "name"
                && let Some(name) = text(manifest, route)
            {
                all.mounts.entry(name).or_default().push(place);
            }
        }
        all
    }

    fn at(&self, route: &FieldPath) -> Vec<usize> {
        self.by_route.get(route).cloned().unwrap_or_default()
    }

    /// The places of those that follow from a cause.
    fn of(&self, manifest: &Manifest, cause: &FieldPath) -> Vec<usize> {
        if RoutePattern::of(&["spec", "selector"]).matches(cause) {
            let has_one = manifest.has(&["spec", "selector"]);
            return if has_one { Vec::new() } else { self.at(&FieldPath::of(&SELECTED)) };
        }
        // A Service's `targetPort` that isn't written is its `port`.
        let is_port = matches!(cause.0.last(), Some(Step::Field(port)) if port == "port");
        let target = is_port.then(|| cause.parent().field("targetPort"));
        let target = target.filter(|target| !manifest.locate(target).found);
        let mut found = target.map(|target| self.at(&target)).unwrap_or_default();
        // The API server takes no volume that isn't valid for one that can be mounted.
        let mounts = volume_name(manifest, cause).and_then(|name| self.mounts.get(name));
        found.extend(mounts.into_iter().flatten());
        found
    }
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
