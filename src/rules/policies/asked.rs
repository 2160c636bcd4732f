//! What policies are asked.

use k8s_openapi::api::core::v1::Namespace;
use serde_json::{Value as Json, json};

use crate::manifest::Workspace;
use crate::rules::cel::policy::{Known, Operation, Request};

/// An object that is to be created, or to replace an old one.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Asked<'a> {
    pub(in crate::rules) workspace: &'a Workspace,
    /// The namespace that it stands in; empty outside of any.
    pub(in crate::rules) namespace: &'a str,
    pub(in crate::rules) object: &'a Json,
    pub(in crate::rules) old: Option<&'a Json>,
}

/// A namespace, as far as it is known.
pub(in crate::rules) enum Place {
    /// The object stands outside of namespaces.
    Outside,
    Is(Json),
    Unknown,
}

impl Place {
    pub(super) const fn as_known(&self) -> Known<'_> {
        match self {
            Self::Outside => Known::Nothing,
            Self::Is(namespace) => Known::Is(namespace),
            Self::Unknown => Known::Unknown,
        }
    }
}

impl<'a> Asked<'a> {
    /// The namespace that it stands in.
    pub(in crate::rules) fn place(&self) -> Place {
        let name = self.namespace;
        if name.is_empty() {
            return Place::Outside;
        }
        let found = self.workspace.find::<Namespace>("", name);
        let Some(mut namespace) = found.and_then(|(manifest, _)| manifest.as_admitted(None)) else {
            return Place::Unknown;
        };
        // The API server gives it to every namespace.
        if let Some(metadata) = namespace.get_mut("metadata").and_then(Json::as_object_mut) {
            let labels = metadata.entry("labels").or_insert_with(|| json!({}));
            if let Some(labels) = labels.as_object_mut() {
                labels.insert("kubernetes.io/metadata.name".to_owned(), name.into());
            }
        }
        Place::Is(namespace)
    }

    pub(super) const fn request<'r>(&self, namespace: Known<'r>, params: Known<'r>) -> Request<'r>
    where
        'a: 'r,
    {
        let operation = if self.old.is_some() { Operation::Update } else { Operation::Create };
        let (object, old_object) = (self.object, self.old);
        Request { operation, object, old_object, params, namespace, user: None }
    }
}
