//! The objects that a binding gives to its policy as parameters.

use k8s_openapi::api::admissionregistration::v1::{ParamKind, ParamRef};
use serde_json::Value as Json;

use super::asked::Asked;
use crate::kubernetes::label_selector::Selector;
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::Known;

/// What the API server says where a binding insists on parameters.
const NONE_FOUND: &str = "failed to configure binding: no params found for policy binding with \
                          `Deny` parameterNotFoundAction";

/// What is known of a policy's parameters.
pub(super) enum Params {
    /// The policy takes none, or the binding gives none.
    None,
    /// These, each for itself.
    Are(Vec<Json>),
    /// They are not among the manifests.
    Unknown,
    /// There are none: what that comes to if the binding wants some, else it isn't asked.
    Missing(Option<&'static str>),
}

impl Params {
    /// The parameters of a policy for an object: what stands beside the policies that were given
    /// counts where the manifests don't have it.
    pub(super) fn find(
        asked: &Asked<'_>,
        given: Option<&Workspace>,
        kind: Option<&ParamKind>,
        reference: Option<&ParamRef>,
        is_bound: bool,
    ) -> Self {
        let Some(kind) = kind else { return Self::None };
        let Some(reference) = reference else {
            return if is_bound { Self::None } else { Self::Unknown };
        };
        let namespace = reference.namespace.as_deref().unwrap_or(asked.namespace);
        let selector = reference.selector.as_ref().map(Selector::compile);
        let is_meant = |manifest: &&Manifest| {
            let own = manifest.object_ref();
            let of_kind = Some(own.api_version.as_str()) == kind.api_version.as_deref()
                && Some(own.kind.as_str()) == kind.kind.as_deref();
            // One that stands outside of namespaces has none.
            let here = manifest.namespace().is_empty()
                || own.namespace.is_none() && manifest.kind().is_none()
                || manifest.namespace() == namespace;
            of_kind && here && reference.name.as_deref().is_none_or(|name| name == own.name)
        };
        let json = |manifest: &Manifest| {
            let written = || manifest.document().to_json(manifest.node());
            manifest.as_admitted(None).unwrap_or_else(written)
        };
        let selected = |object: &Json| match &selector {
            None => true,
            Some(Ok(selector)) => {
                selector.matches_with(|key| object.pointer("/metadata/labels")?.get(key)?.as_str())
            }
            Some(Err(_)) => false,
        };
        let mut found: Vec<&Manifest> = asked.workspace.all_known().filter(is_meant).collect();
        for manifest in given.iter().flat_map(|given| given.manifests()).filter(is_meant) {
            let own = (&manifest.object_ref().name, manifest.namespace());
            if found.iter().all(|one| (&one.object_ref().name, one.namespace()) != own) {
                found.push(manifest);
            }
        }
        let found: Vec<Json> = found.into_iter().map(json).filter(selected).collect();
        if !found.is_empty() {
            return Self::Are(found);
        }
        if !asked.workspace.is_complete() {
            return Self::Unknown;
        }
        let denies = reference.parameter_not_found_action.as_deref() == Some("Deny");
        Self::Missing(denies.then_some(NONE_FOUND))
    }

    /// Each of them; one that says that it has none, or that it isn't known.
    pub(super) fn each(&self) -> Vec<Known<'_>> {
        match self {
            Self::Missing(_) => Vec::new(),
            Self::None => vec![Known::Nothing],
            Self::Unknown => vec![Known::Unknown],
            Self::Are(objects) => objects.iter().map(Known::Is).collect(),
        }
    }
}
