//! The manifests of objects that refusals name.

use k8s_openapi::api::core::v1::{LimitRange, Namespace, ResourceQuota, ServiceAccount};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::scheduling::v1::PriorityClass;

use super::context::Context;
use crate::kubernetes::pod_admission::ObjectKey;
use crate::manifest::{Manifest, Typed, Workspace};

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
