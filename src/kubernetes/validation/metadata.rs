//! An object's metadata: names, labels, annotations, owners, finalizers.
//!
//! Mirrors `ValidateObjectMeta` and `ValidateObjectMetaUpdate` of
//! `k8s.io/apimachinery/pkg/api/validation` and their wrappers in `pkg/apis/core/validation`.

use super::{checks, text};
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names::Problems;
use crate::kubernetes::release::{Change, Release};
use crate::kubernetes::{names, template_generation};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{ObjectMeta, OwnerReference};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Bytes that all keys and values of an object's annotations may take together.
pub(super) const TOTAL_ANNOTATION_SIZE_LIMIT: usize = 256 * 1024;

/// Bytes that are kept of `generateName` before a random suffix of
/// [`GENERATED_SUFFIX`]'s length is put to it.
const GENERATED_BASE_LENGTH: usize = 58;

/// Stands for the random suffix: any of them is as well formed as any other.
const GENERATED_SUFFIX: &str = "xxxxx";

/// Finalizers that need no domain before their name.
const STANDARD_FINALIZERS: [&str; 3] = ["kubernetes", "orphan", "foregroundDeletion"];

/// How the objects of a kind are named.
#[derive(Clone, Copy)]
pub(super) struct Naming(fn(&str) -> Problems);

impl Naming {
    /// `NameIsDNSSubdomain`: most kinds.
    pub(super) const SUBDOMAIN: Self = Self(names::dns1123_subdomain);
    /// `NameIsDNSLabel`.
    pub(super) const LABEL: Self = Self(names::dns1123_label);
    /// `NameIsDNS1035Label`: a label that begins with a letter.
    pub(super) const DNS1035: Self = Self(names::dns1035_label);
    /// `IsPathSegmentName`: anything but what has a meaning in a path.
    pub(super) const PATH_SEGMENT: Self = Self(names::path_segment_name);
}

/// Checks the metadata of an object that is about to be created, in the namespace that it names or
/// `default`.
pub(super) fn validate_object_meta(
    meta: &ObjectMeta,
    naming: Naming,
    release: Release,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    validate_name(meta, naming, path, errors);
    let namespace = meta.namespace.as_deref().filter(|namespace| !namespace.is_empty());
    if let Some(namespace) = namespace {
        checks::dns_label(namespace, &path.child("namespace"), errors);
    }
    validate_common(meta, release, path, errors);
}

/// Checks the metadata of an object that replaces an old one of the same kind.
pub(super) fn validate_object_meta_update(
    new: &ObjectMeta,
    old: &ObjectMeta,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if old.deletion_timestamp.is_some() {
        let is_new =
            |finalizer: &&String| !old.finalizers.iter().flatten().any(|o| o == *finalizer);
        if let Some(finalizer) = new.finalizers.iter().flatten().find(is_new) {
            let detail = format!("`{finalizer}` cannot be added: the object is being deleted");
            errors.forbidden(&path.child("finalizers"), detail);
        }
    }
    if text(&new.name).is_empty() && !text(&new.generate_name).is_empty() {
        // Only a create makes a name of it.
        errors.required(&path.child("name"), "name the object that is to be changed");
    }
    immutable(text(&new.name), text(&old.name), &path.child("name"), errors);
    let namespaces = [new, old].map(|meta| names::namespace_or_default(meta.namespace.as_deref()));
    immutable(namespaces[0], namespaces[1], &path.child("namespace"), errors);
    if !text(&new.uid).is_empty() {
        immutable(text(&new.uid), text(&old.uid), &path.child("uid"), errors);
    }
    if new.deletion_timestamp.is_some() && old.deletion_timestamp.is_none() {
        errors.invalid(&path.child("deletionTimestamp"), "is set by a delete, not by an update");
    }
    let grace_period = new.deletion_grace_period_seconds;
    if grace_period.is_some() && grace_period != old.deletion_grace_period_seconds {
        let detail = "is set by a delete, not by an update";
        errors.invalid(&path.child("deletionGracePeriodSeconds"), detail);
    }
}

fn immutable(new: &str, old: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    if new != old {
        errors.invalid(path, format!("cannot be changed: it is `{old}`, not `{new}`"));
    }
}

fn validate_name(
    meta: &ObjectMeta,
    Naming(check): Naming,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let generate_name = text(&meta.generate_name);
    if !generate_name.is_empty() {
        let problems = check(&mask_trailing_dash(generate_name));
        checks::report(&problems, generate_name, &path.child("generateName"), errors);
    }
    match text(&meta.name) {
        "" if generate_name.is_empty() => {
            errors.required(&path.child("name"), "give a name, or a `generateName` to make one of");
        }
        "" => {
            let name = generated_name(generate_name);
            checks::report(&check(&name), &name, &path.child("name"), errors);
        }
        name => checks::report_named(check, name, &path.child("name"), errors),
    }
}

/// A prefix may end with a dash, since more follows. Mirrors `maskTrailingDash`.
fn mask_trailing_dash(prefix: &str) -> String {
    match prefix.strip_suffix('-') {
        Some(rest) if !rest.is_empty() => {
            let mut masked = rest.to_owned();
            masked.pop();
            masked.push('a');
            masked
        }
        _ => prefix.to_owned(),
    }
}

/// The name that an object has when it is validated: one that is made of `generateName`, where it has
/// no other. Mirrors `BeforeCreate` of `k8s.io/apiserver/pkg/registry/rest`.
pub(super) fn effective_name(meta: &ObjectMeta) -> Cow<'_, str> {
    match (text(&meta.name), text(&meta.generate_name)) {
        ("", prefix) if !prefix.is_empty() => Cow::Owned(generated_name(prefix)),
        (name, _) => Cow::Borrowed(name),
    }
}

/// Mirrors `GenerateName` of `k8s.io/apiserver/pkg/storage/names`.
fn generated_name(base: &str) -> String {
    let mut end = base.len().min(GENERATED_BASE_LENGTH);
    while !base.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{GENERATED_SUFFIX}", &base[..end])
}

/// What holds on create and on update.
fn validate_common(meta: &ObjectMeta, release: Release, path: &Path<'_>, errors: &mut FieldErrors) {
    validate_labels(meta.labels.as_ref(), &path.child("labels"), errors);
    // apps/v1 keeps a number in this one, which is no annotation any more once it is read.
    let annotations = meta.annotations.iter().flatten();
    let annotations = annotations.filter(|(key, _)| *key != template_generation::ANNOTATION);
    validate_annotations(annotations, &path.child("annotations"), errors);
    let owners = meta.owner_references.as_deref().unwrap_or_default();
    validate_owner_references(owners, release, &path.child("ownerReferences"), errors);
    let finalizers = meta.finalizers.as_deref().unwrap_or_default();
    validate_finalizers(finalizers, &path.child("finalizers"), errors);
    // Not `managedFields`: the API server writes them anew, whatever stands there.
}

/// Checks keys and values of labels; Kubernetes reports what is wrong at the map itself.
///
/// Mirrors `ValidateLabels` of `k8s.io/apimachinery/pkg/apis/meta/v1/validation`.
pub(super) fn validate_labels(
    labels: Option<&BTreeMap<String, String>>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (key, value) in labels.into_iter().flatten() {
        errors.written_at(path, &path.key(key), |errors| {
            validate_label_name(key, path, errors);
            checks::report_named(names::label_value, value, path, errors);
        });
    }
}

/// Checks the key of a label. Mirrors `ValidateLabelName`.
pub(super) fn validate_label_name(key: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    checks::report(&names::label_key(key), key, path, errors);
}

/// Checks keys and the total size of annotations; Kubernetes reports what is wrong at the map
/// itself.
pub(super) fn validate_annotations<'a>(
    annotations: impl IntoIterator<Item = (&'a String, &'a String)>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut size = 0;
    for (key, value) in annotations {
        errors.written_at(path, &path.key(key), |errors| {
            checks::report(&names::annotation_key(key), key, path, errors);
        });
        size += key.len() + value.len();
    }
    if size > TOTAL_ANNOTATION_SIZE_LIMIT {
        let detail = format!(
            "take {size} bytes together, and may take at most {TOTAL_ANNOTATION_SIZE_LIMIT}"
        );
        errors.push(path, Reason::TooLong, detail);
    }
}

fn validate_owner_references(
    owners: &[OwnerReference],
    release: Release,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut controllers = 0;
    for (index, owner) in owners.iter().enumerate() {
        if release.has(Change::OwnerReferencesHavePaths) {
            validate_owner_reference(owner, Reason::Required, &path.index(index), errors);
        } else {
            errors.written_at(path, &path.index(index), |errors| {
                validate_owner_reference(owner, Reason::Invalid, path, errors);
            });
        }
        controllers += usize::from(owner.controller == Some(true));
    }
    for _ in 1..controllers {
        errors.invalid(path, "only one owner can be the controller");
    }
}

/// `empty` is how the version classes an empty field.
fn validate_owner_reference(
    owner: &OwnerReference,
    empty: Reason,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let (group, version) = group_and_version(&owner.api_version);
    if version.is_empty() {
        let reason = if owner.api_version.is_empty() { empty } else { Reason::Invalid };
        errors.push(&path.child("apiVersion"), reason, "name a version, as in `apps/v1`");
    }
    for (field, value) in [("kind", &owner.kind), ("name", &owner.name), ("uid", &owner.uid)] {
        if value.is_empty() {
            errors.push(&path.child(field), empty, "must not be empty");
        }
    }
    if (group, version, owner.kind.as_str()) == ("", "v1", "Event") {
        errors.invalid(path, "an Event cannot own an object");
    }
}

/// Mirrors `FromAPIVersionAndKind`: what cannot be read is empty.
fn group_and_version(api_version: &str) -> (&str, &str) {
    let mut parts = api_version.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(version), None, _) => ("", version),
        (Some(group), Some(version), None) => (group, version),
        _ => ("", ""),
    }
}

fn validate_finalizers(finalizers: &[String], path: &Path<'_>, errors: &mut FieldErrors) {
    for (index, finalizer) in finalizers.iter().enumerate() {
        errors.written_at(path, &path.index(index), |errors| {
            checks::report(&names::qualified_name(finalizer), finalizer, path, errors);
        });
        if !finalizer.contains('/') && !STANDARD_FINALIZERS.contains(&finalizer.as_str()) {
            let detail = format!("`{finalizer}` needs a domain, as in `example.com/{finalizer}`");
            errors.invalid(&path.index(index), detail);
        }
    }
    let has = |name: &str| finalizers.iter().any(|finalizer| finalizer == name);
    if has("orphan") && has("foregroundDeletion") {
        errors.invalid(path, "`orphan` and `foregroundDeletion` cannot both be set");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(meta: &ObjectMeta) -> Vec<String> {
        let mut errors = FieldErrors::default();
        let path = Path::root("metadata");
        validate_object_meta(meta, Naming::SUBDOMAIN, Release::default(), &path, &mut errors);
        errors.0.iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn a_generated_name_must_be_well_formed_too() {
        let generated = |prefix: &str| ObjectMeta {
            generate_name: Some(prefix.to_owned()),
            ..ObjectMeta::default()
        };
        assert_eq!(fields(&generated("agent-")), [""; 0]);
        assert_eq!(fields(&generated("Agent-")), ["metadata.generateName", "metadata.name"]);
        assert_eq!(fields(&ObjectMeta::default()), ["metadata.name"]);
    }

    #[test]
    fn the_template_generation_is_no_annotation_once_it_is_read() {
        let with = |key: &str| {
            let annotations = [
                ("a".to_owned(), "x".repeat(TOTAL_ANNOTATION_SIZE_LIMIT - 1)),
                (key.to_owned(), "1".to_owned()),
            ];
            fields(&ObjectMeta {
                name: Some("agent".to_owned()),
                annotations: Some(annotations.into()),
                ..ObjectMeta::default()
            })
        };
        assert_eq!(with("b"), ["metadata.annotations"]);
        assert_eq!(with(template_generation::ANNOTATION), [""; 0]);
    }

    #[test]
    fn an_update_makes_no_names_and_keeps_the_uid() {
        let named = |name: &str, uid: &str| ObjectMeta {
            name: Some(name.to_owned()),
            generate_name: Some("agent-".to_owned()),
            uid: Some(uid.to_owned()),
            ..ObjectMeta::default()
        };
        let of = |new: &ObjectMeta, old: &ObjectMeta| {
            let mut errors = FieldErrors::default();
            validate_object_meta_update(new, old, &Path::root("metadata"), &mut errors);
            let line =
                |e: &crate::kubernetes::field::FieldError| format!("{} {:?}", e.path, e.reason);
            errors.0.iter().map(line).collect::<Vec<_>>()
        };
        let old = named("agent", "1");
        assert_eq!(of(&named("agent", ""), &old), [""; 0]);
        assert_eq!(of(&named("agent", "2"), &old), ["metadata.uid Invalid"]);
        assert_eq!(of(&named("", "1"), &old), ["metadata.name Required", "metadata.name Invalid"]);
    }

    #[test]
    fn a_finalizer_needs_a_domain() {
        let meta = ObjectMeta {
            name: Some("agent".to_owned()),
            finalizers: Some(vec!["orphan".to_owned(), "mine".to_owned(), "a.b/c".to_owned()]),
            ..ObjectMeta::default()
        };
        assert_eq!(fields(&meta), ["metadata.finalizers[1]"]);
    }
}
