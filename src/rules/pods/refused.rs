//! What the API server refuses pods for, as findings tell it.

use crate::diagnostic::Severity;
use crate::kubernetes::pod_admission::{Change, ObjectKey, Plugin, Reason, Refusal, Unordered};
use crate::manifest::PodPath;
use crate::planner::template::of_template;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::manifest_of::manifest_of;

/// The refusal of a DaemonSet's pods.
pub(super) struct Refused<'c, 'a> {
    cx: &'c Context<'a>,
    path: PodPath,
    /// Why.
    pub refusal: &'c Refusal,
    /// A LimitRange has changed the pods before.
    pub by_limit_range: Option<&'c str>,
}

impl<'c, 'a> Refused<'c, 'a> {
    /// That of a DaemonSet, if its pods are refused.
    pub(super) fn of(cx: &'c Context<'a>, subject: &'c Subject<'_>) -> Option<Self> {
        let (refusal, changes) = cx.refusal(subject)?;
        let by_limit_range = changes.iter().find_map(|change| match change {
            Change::LimitRange { name } => Some(name.as_str()),
            _ => None,
        });
        Some(Self { cx, path: subject.pods.path, refusal, by_limit_range })
    }

    /// The same where a plugin is the one that refuses.
    pub(super) fn by(
        cx: &'c Context<'a>,
        subject: &'c Subject<'_>,
        plugin: Plugin,
    ) -> Option<Self> {
        Self::of(cx, subject).filter(|refused| refused.refusal.plugin == plugin)
    }

    /// A finding for one of the reasons, at the fields that decide; `route` is the place of the
    /// rule in the object that has it.
    pub(super) fn finding(&self, reason: &Reason, message: String, route: &Route) -> Finding {
        let mut places = reason.fields.iter().map(|field| Route::from(of_template(field)));
        let place =
            places.next().unwrap_or_else(|| Route::pod_spec(self.path).field("containers").key());
        let finding = Finding::new(message, place, "every pod is refused for it");
        let finding = places.fold(finding, |finding, place| finding.related(place, "and this"));
        match self.refusal.object.as_ref().and_then(|object| manifest_of(self.cx, object)) {
            Some(manifest) => finding.related_in(manifest, route, "here is the rule"),
            None => finding,
        }
    }
}

/// Tells that the pods hang on the order of some objects, which is chance.
pub(super) fn chance(
    cx: &Context<'_>,
    subject: &Subject<'_>,
    (of, kind): (Unordered, &'static str),
    findings: &mut Findings,
) {
    for other in cx.otherwise(subject).iter().filter(|other| other.of == of) {
        let place = Route::pod_spec(subject.pods.path).field("containers").key();
        let finding = Finding::new(other.said(), place, "what becomes of them is chance");
        let finding = finding.severity(Severity::Info);
        let namespace = (of == Unordered::LimitRanges).then(|| subject.manifest.namespace());
        let manifests = other.names.iter().filter_map(|name| {
            let (namespace, name) = (namespace.map(str::to_owned), name.clone());
            manifest_of(cx, &ObjectKey { kind, namespace, name })
        });
        let name = Route::metadata().field("name");
        let finding = manifests
            .fold(finding, |finding, manifest| finding.related_in(manifest, &name, "one of them"));
        findings.push(
            finding
                .help("write into the pod template what they would fill in, or keep one of them"),
        );
    }
}

/// What people see of it, at the end of a help.
pub(super) const SEEN: &str = "the DaemonSet is accepted, no pod comes, and only the events say why \
                               (FailedCreate)";
