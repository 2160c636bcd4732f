//! What the API server refuses pods for, as findings tell it.

use k8s_openapi::api::core::v1::{LimitRange, Namespace, ResourceQuota, ServiceAccount};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::scheduling::v1::PriorityClass;

use crate::kubernetes::pod_admission::{Change, ObjectKey, Plugin, Reason, Refusal};
use crate::manifest::{Manifest, PodPath, Typed, Workspace};
use crate::planner::template::of_template;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Route};

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

/// The manifest of an object.
pub(super) fn manifest_of<'a>(cx: &Context<'a>, object: &ObjectKey) -> Option<&'a Manifest> {
    fn find<'w, T: Typed>(workspace: &'w Workspace, object: &ObjectKey) -> Option<&'w Manifest> {
        let namespace = object.namespace.as_deref().unwrap_or_default();
        workspace.find::<T>(namespace, &object.name).map(|(manifest, _)| manifest)
    }
    let workspace = cx.workspace;
    match object.kind {
        "LimitRange" => find::<LimitRange>(workspace, object),
        "Namespace" => find::<Namespace>(workspace, object),
        "PriorityClass" => find::<PriorityClass>(workspace, object),
        "ResourceQuota" => find::<ResourceQuota>(workspace, object),
        "RuntimeClass" => find::<RuntimeClass>(workspace, object),
        "ServiceAccount" => find::<ServiceAccount>(workspace, object),
        _ => workspace.all_known().find(|manifest| {
            let known = manifest.object_ref();
            known.kind == object.kind
                && known.name == object.name
                && object.namespace.as_deref().is_none_or(|name| manifest.namespace() == name)
        }),
    }
}

/// What people see of it, at the end of a help.
pub(super) const SEEN: &str = "the DaemonSet is accepted, no pod comes, and only the events say why \
                               (FailedCreate)";
