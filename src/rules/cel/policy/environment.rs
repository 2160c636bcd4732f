//! What the expressions of a policy may name.
//!
//! Mirrors `plugin/cel/compile.go` and `plugin/cel/composition.go` of the API server.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::rules::cel::environment::Environment;
use crate::rules::cel::types::{Object, Type};

/// Which of a policy's expressions it is for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    /// Whether the policy has a `paramKind`.
    pub(super) params: bool,
    /// Whether it may ask what the user may do.
    pub(super) authorizer: bool,
}

/// The environment without the policy's own variables.
pub(super) fn base(minor: u32, names: Names) -> Environment {
    let mut env = Environment::new(minor)
        .with("object", Type::Dyn)
        .with("oldObject", Type::Dyn)
        .with("namespaceObject", namespace())
        .with("request", request());
    if names.params {
        env = env.with("params", Type::Dyn);
    }
    if names.authorizer {
        env = env
            .with("authorizer", Type::Simple("Authorizer"))
            .with("authorizer.requestResource", Type::Simple("ResourceCheck"));
    }
    env
}

/// The same with the variables that are known so far.
pub(super) fn with_variables(env: Environment, variables: &BTreeMap<String, Type>) -> Environment {
    let fields = Arc::new(variables.clone());
    env.with("variables", Type::Object(Object::Declared("kubernetes.variables", fields)))
}

/// The type that a variable has for those that name it: no more than those of JSON and of times.
pub(super) fn of_variable(ty: &Type) -> Type {
    match ty {
        Type::Null => Type::Null,
        Type::Simple(
            "bool" | "bytes" | "double" | "duration" | "int" | "string" | "timestamp" | "uint",
        ) => ty.clone(),
        Type::List(_) | Type::Map(..) => ty.with_parts(of_variable),
        _ => Type::Dyn,
    }
}

fn request() -> Type {
    let text = Type::STRING;
    let kind = Type::declared(
        "kubernetes.GroupVersionKind",
        &[("group", text.clone()), ("version", text.clone()), ("kind", text.clone())],
    );
    let resource = Type::declared(
        "kubernetes.GroupVersionResource",
        &[("group", text.clone()), ("version", text.clone()), ("resource", text.clone())],
    );
    let user = Type::declared(
        "kubernetes.UserInfo",
        &[
            ("username", text.clone()),
            ("uid", text.clone()),
            ("groups", Type::list(text.clone())),
            ("extra", Type::text_map(Type::list(text.clone()))),
        ],
    );
    Type::declared(
        "kubernetes.AdmissionRequest",
        &[
            ("kind", kind.clone()),
            ("resource", resource.clone()),
            ("subResource", text.clone()),
            ("requestKind", kind),
            ("requestResource", resource),
            ("requestSubResource", text.clone()),
            ("name", text.clone()),
            ("namespace", text.clone()),
            ("operation", text),
            ("userInfo", user),
            ("dryRun", Type::BOOL),
            ("options", Type::Dyn),
        ],
    )
}

/// The type of `namespaceObject`.
pub(in crate::rules) fn namespace() -> Type {
    let (text, time) = (Type::STRING, Type::TIMESTAMP);
    let texts = Type::list(text.clone());
    let spec = Type::declared("kubernetes.NamespaceSpec", &[("finalizers", texts.clone())]);
    let condition = Type::declared(
        "kubernetes.NamespaceCondition",
        &[
            ("status", text.clone()),
            ("type", text.clone()),
            ("lastTransitionTime", time.clone()),
            ("message", text.clone()),
            ("reason", text.clone()),
        ],
    );
    let status = Type::declared(
        "kubernetes.NamespaceStatus",
        &[("conditions", Type::list(condition)), ("phase", text.clone())],
    );
    let metadata = Type::declared(
        "kubernetes.NamespaceMetadata",
        &[
            ("name", text.clone()),
            ("generateName", text.clone()),
            ("namespace", text.clone()),
            ("labels", Type::text_map(text.clone())),
            ("annotations", Type::text_map(text.clone())),
            ("UID", text.clone()),
            ("creationTimestamp", time.clone()),
            ("deletionGracePeriodSeconds", Type::INT),
            ("deletionTimestamp", time),
            ("generation", Type::INT),
            ("resourceVersion", text),
            ("finalizers", texts),
        ],
    );
    let fields = [("metadata", metadata), ("spec", spec), ("status", status)];
    Type::declared("kubernetes.Namespace", &fields)
}
