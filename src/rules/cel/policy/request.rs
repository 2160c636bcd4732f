//! The request that a policy is asked about.

use serde_json::{Value as Json, json};

/// What is done to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// It is new.
    Create,
    /// It replaces an old one.
    Update,
}

impl Operation {
    /// As rules and requests name it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "CREATE",
            Self::Update => "UPDATE",
        }
    }
}

/// Something of a cluster that a policy may ask about.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    /// It is this.
    Is(&'a Json),
    /// There is none.
    Nothing,
    /// It isn't known here whether there is any.
    Unknown,
}

/// An object that is to be created or changed, with what a policy may ask about it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What is done.
    pub operation: Operation,
    /// The object, as the API server has it then.
    pub object: &'a Json,
    /// What it replaces.
    pub old_object: Option<&'a Json>,
    /// The parameters of the policy.
    pub params: Known<'a>,
    /// The namespace that it stands in.
    pub namespace: Known<'a>,
    /// Who asks: hardly ever known here.
    pub user: Option<&'a str>,
}

/// A group, a version and the name of a kind's resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resource<'a> {
    pub(super) group: &'a str,
    pub(super) version: &'a str,
    pub(super) kind: &'a str,
}

impl Resource<'_> {
    /// `daemonsets`, as `UnsafeGuessKindToResource` of apimachinery forms it.
    pub(super) fn plural(&self) -> String {
        let name = self.kind.to_lowercase();
        if name == "endpoints" {
            return name;
        }
        match name.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None if name.ends_with('s') => format!("{name}es"),
            None => format!("{name}s"),
        }
    }
}

impl<'a> Request<'a> {
    /// What kind of object it is.
    pub(super) fn resource(&self) -> Resource<'a> {
        let text = |key: &str| self.object.get(key).and_then(Json::as_str).unwrap_or_default();
        let api_version = text("apiVersion");
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        Resource { group, version, kind: text("kind") }
    }

    /// A text of the object's metadata; empty where it isn't there.
    pub(super) fn metadata(&self, key: &str) -> &'a str {
        self.object.pointer("/metadata").and_then(|m| m.get(key)?.as_str()).unwrap_or_default()
    }

    /// What expressions see of it as `request`, without the user.
    pub(super) fn to_json(self) -> Json {
        let Resource { group, version, kind } = self.resource();
        let plural = self.resource().plural();
        let gvk = json!({"group": group, "version": version, "kind": kind});
        let gvr = json!({"group": group, "version": version, "resource": plural});
        let mut request = json!({
            "uid": "",
            "kind": gvk,
            "resource": gvr,
            "requestKind": gvk,
            "requestResource": gvr,
            "operation": self.operation.as_str(),
            "dryRun": false,
            "object": null,
            "oldObject": null,
            "options": null,
        });
        for key in ["name", "namespace"] {
            let text = self.metadata(key);
            if !text.is_empty()
                && let Some(fields) = request.as_object_mut()
            {
                fields.insert(key.to_owned(), text.into());
            }
        }
        request
    }
}
