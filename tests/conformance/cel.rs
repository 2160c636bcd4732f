//! ValidatingAdmissionPolicies: what is wrong with their expressions, which objects they look at,
//! and what they say of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use daemonlint::internals::manifest::Reading;
use daemonlint::internals::rules::policy::{
    AnnotationAction, CompiledPolicy, Known, Operation, Request, Verdict, matches,
};
use daemonlint::internals::source::{SourceFile, Sources};
use k8s_openapi::api::admissionregistration::v1::ValidatingAdmissionPolicy;
use serde_json::{Value, json};

use crate::{Outcome, same};

const FLOOR: usize = 900;

/// Who asks in the records.
const USER: &str = "alice";

fn given(value: &Value) -> Known<'_> {
    if value.is_null() { Known::Nothing } else { Known::Is(value) }
}

fn request(record: &Value) -> Request<'_> {
    let old = Some(&record["evaluatedOldObject"]).filter(|old| !old.is_null());
    Request {
        operation: if old.is_some() { Operation::Update } else { Operation::Create },
        object: &record["evaluatedObject"],
        old_object: old,
        params: given(&record["params"]),
        namespace: given(&record["namespaceObject"]),
        user: Some(USER),
    }
}

/// What is said of a record, in its own shape.
fn answer(record: &Value, policy: &CompiledPolicy) -> Value {
    let fields: BTreeSet<&str> = policy.errors().iter().map(|error| error.field.as_str()).collect();
    let request = request(record);
    let constraints = policy.spec().match_constraints.clone().unwrap_or_default();
    let matches = matches(&constraints, &request);
    let evaluated = match matches {
        Some(true) => policy.evaluate(&request),
        _ => Default::default(),
    };
    let decisions = evaluated.decisions.iter().map(|decision| {
        let action = if decision.denies { "deny" } else { "admit" };
        match &decision.verdict {
            Verdict::Admit => json!({"action": action, "evaluation": "admit", "reason": ""}),
            Verdict::Error { .. } => json!({"action": action, "evaluation": "error", "reason": ""}),
            Verdict::Deny { message, reason } => json!({
                "action": action, "evaluation": "deny", "reason": reason, "message": message,
            }),
        }
    });
    let annotations = evaluated.annotations.iter().map(|annotation| {
        let action = match annotation.action {
            AnnotationAction::Publish => "publish",
            AnnotationAction::Exclude => "exclude",
            AnnotationAction::Error => "error",
        };
        json!({"key": annotation.key, "action": action, "value": annotation.value})
    });
    json!({
        "compile_errors": fields,
        "matches_constraints": matches,
        "decisions": decisions.collect::<Vec<_>>(),
        "audit_annotations": annotations.collect::<Vec<_>>(),
    })
}

/// What policies see of an object and of the one that it replaces.
fn seen(record: &Value) -> (Value, Value) {
    let read = |key: &str| {
        let text = record[key].to_string();
        let sources = Sources::of([Arc::new(SourceFile::new("object.json", text))]);
        Reading::for_release(&sources, crate::release())
    };
    let (new, old) = (read("object"), read("oldObject"));
    let old = old.workspace.manifests().next();
    let object = new.workspace.manifests().next().and_then(|new| new.as_admitted(old));
    let old = old.and_then(|old| old.as_admitted(None));
    (object.unwrap_or_default(), old.unwrap_or_default())
}

/// What a record expects, in the same shape.
fn expected(record: &Value) -> Value {
    let list = |key: &str| record[key].as_array().unwrap().clone();
    let fields: BTreeSet<String> =
        list("compile_errors").iter().map(|e| e["field"].as_str().unwrap().to_owned()).collect();
    let decisions = list("decisions").into_iter().map(|mut decision| {
        if decision["evaluation"] != "deny" {
            decision.as_object_mut().unwrap().remove("message");
        }
        decision
    });
    let annotations = list("audit_annotations").into_iter().map(|mut annotation| {
        annotation.as_object_mut().unwrap().remove("error");
        annotation
    });
    json!({
        "compile_errors": fields,
        "matches_constraints": record["matches_constraints"],
        "decisions": decisions.collect::<Vec<_>>(),
        "audit_annotations": annotations.collect::<Vec<_>>(),
    })
}

#[test]
fn cel() {
    crate::agreement("cel", FLOOR, |record| -> Outcome {
        let policy: ValidatingAdmissionPolicy =
            serde_json::from_value(record["policy"].clone()).map_err(|error| error.to_string())?;
        let policy = CompiledPolicy::compile(&policy, crate::release());
        let (ours, theirs) = (answer(record, &policy), expected(record));
        ["compile_errors", "matches_constraints", "decisions", "audit_annotations"]
            .iter()
            .try_for_each(|key| same(key, &ours[key], &theirs[key]))?;
        let (object, old) = seen(record);
        same("evaluatedObject", &object, &record["evaluatedObject"])?;
        same("evaluatedOldObject", &old, &record["evaluatedOldObject"])
    });
}
