//! From the name of an object to the object.

use lsp_types::{GotoDefinitionParams, GotoDefinitionResponse, Location};

use super::view::View;
use crate::kubernetes::field::FieldPath;
use crate::lsp::analysis::Checked;
use crate::lsp::cursor::Cursor;
use crate::manifest::Manifest;

/// Fields that name an object, by the end of the way to them, and its kind.
const REFERENCES: [(&[&str], &str); 20] = [
    (&["metadata", "namespace"], "Namespace"),
    (&["spec", "priorityClassName"], "PriorityClass"),
    (&["spec", "runtimeClassName"], "RuntimeClass"),
    (&["spec", "serviceAccountName"], "ServiceAccount"),
    (&["spec", "serviceAccount"], "ServiceAccount"),
    (&["spec", "imagePullSecrets", "*", "name"], "Secret"),
    (&["configMapRef", "name"], "ConfigMap"),
    (&["configMapKeyRef", "name"], "ConfigMap"),
    (&["configMap", "name"], "ConfigMap"),
    (&["secretRef", "name"], "Secret"),
    (&["secretKeyRef", "name"], "Secret"),
    (&["secret", "secretName"], "Secret"),
    (&["secret", "name"], "Secret"),
    (&["secrets", "*", "name"], "Secret"),
    (&["persistentVolumeClaim", "claimName"], "PersistentVolumeClaim"),
    (&["spec", "storageClassName"], "StorageClass"),
    (&["spec", "volumeName"], "PersistentVolume"),
    (&["resourceClaimName"], "ResourceClaim"),
    (&["resourceClaimTemplateName"], "ResourceClaimTemplate"),
    (&["spec", "serviceName"], "Service"),
];

/// Fields that name an object whose kind stands beside them.
const BESIDE: [&[&str]; 4] = [
    &["roleRef", "name"],
    &["subjects", "*", "name"],
    &["scaleTargetRef", "name"],
    &["paramRef", "name"],
];

pub(super) fn answer(
    view: &View<'_>,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let at = &params.text_document_position_params;
    let opened = view.file(&at.text_document.uri)?;
    let byte = opened.lines.byte(at.position);
    let cursor = Cursor::at(opened.project, opened.file, byte)?;
    let found = match volume(&cursor) {
        Some(path) => vec![(cursor.manifest, path)],
        None => objects(opened.project, &cursor),
    };
    let place = |(manifest, path): &(&Manifest, FieldPath)| {
        view.location(manifest.file(), manifest.span_of(path))
    };
    let places: Vec<Location> = found.iter().filter_map(place).collect();
    (!places.is_empty()).then_some(GotoDefinitionResponse::Array(places))
}

/// The volume that a mount names.
fn volume(cursor: &Cursor<'_>) -> Option<FieldPath> {
    let way = cursor.words();
    let is_mount =
        ["volumeMounts", "volumeDevices"].iter().any(|list| way.ends_with(&[*list, "*", "name"]));
    if !is_mount {
        return None;
    }
    let (name, pods) = (cursor.text()?, cursor.manifest.object().pods()?);
    let path = pods.path.spec().field("volumes");
    let document = cursor.manifest.document();
    let volumes = cursor.manifest.locate(&path);
    let is_named = |volume: &crate::yaml::NodeId| {
        document.get(*volume, "name").and_then(|found| document.as_str(found)) == Some(name)
    };
    let place = document.elements(volumes.node).iter().position(is_named)?;
    volumes.found.then(|| path.index(place).field("name"))
}

/// The objects of the name and kind that are meant: those beside the one that names them before
/// those of other alternatives.
fn objects<'a>(project: &'a Checked, cursor: &Cursor<'a>) -> Vec<(&'a Manifest, FieldPath)> {
    let (Some(name), Some(kind)) = (cursor.text(), kind(cursor)) else { return Vec::new() };
    let own = cursor.manifest;
    let namespace = named_namespace(cursor).unwrap_or_else(|| own.namespace().to_owned());
    let is_meant = |one: &&Manifest| {
        let object = one.object_ref();
        object.kind == kind
            && object.name == name
            && (one.namespace().is_empty() || one.namespace() == namespace)
    };
    let all: Vec<&Manifest> = project.reading.workspace.manifests().filter(is_meant).collect();
    let alternative = |one: &Manifest| project.reading.alternative_of(one);
    let beside =
        |one: &&&Manifest| alternative(one).is_none() || alternative(one) == alternative(own);
    let near: Vec<&Manifest> = all.iter().filter(beside).copied().collect();
    let found = if near.is_empty() { all } else { near };
    found.into_iter().map(|one| (one, FieldPath::of(&["metadata", "name"]))).collect()
}

/// The kind of object that the field at the end of a way names, if it is always the same.
pub(super) fn kind_named_at(way: &[&str]) -> Option<&'static str> {
    REFERENCES.iter().find(|(end, _)| way.ends_with(end)).map(|(_, kind)| *kind)
}

/// The kind of object that a field names.
fn kind(cursor: &Cursor<'_>) -> Option<String> {
    let way = cursor.words();
    if let Some(kind) = kind_named_at(&way) {
        return Some(kind.to_owned());
    }
    BESIDE.iter().find(|end| way.ends_with(end))?;
    beside(cursor, "kind")
}

/// The namespace that stands beside a name.
fn named_namespace(cursor: &Cursor<'_>) -> Option<String> {
    let way = cursor.words();
    BESIDE.iter().find(|end| way.ends_with(end))?;
    beside(cursor, "namespace")
}

/// The text of a field beside the one at hand.
fn beside(cursor: &Cursor<'_>, field: &'static str) -> Option<String> {
    let location = cursor.manifest.locate(&cursor.path.parent().field(field));
    let text = cursor.manifest.document().as_str(location.node);
    text.filter(|_| location.found).map(str::to_owned)
}
