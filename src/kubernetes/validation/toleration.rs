//! Tolerations. Mirrors `ValidateTolerations` of `pkg/apis/core/validation`.

use super::metadata::validate_label_name;
use super::strictness::Strictness;
use super::text;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use crate::kubernetes::release::Gate;
use k8s_openapi::api::core::v1::Toleration;

const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// Checks a list of tolerations.
pub(super) fn validate_tolerations(
    tolerations: &[Toleration],
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (index, toleration) in tolerations.iter().enumerate() {
        validate_toleration(toleration, strictness, &path.index(index), errors);
    }
}

fn validate_toleration(
    toleration: &Toleration,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let operator = text(&toleration.operator);
    let operator_path = path.child("operator");
    let key = text(&toleration.key);
    if !key.is_empty() {
        validate_label_name(key, &path.child("key"), errors);
    } else if operator != "Exists" {
        let detail = "must be Exists where there is no `key`: that tolerates every taint";
        errors.invalid(&operator_path, detail);
    }
    let effect = text(&toleration.effect);
    let effect_path = path.child("effect");
    if toleration.toleration_seconds.is_some() && effect != "NoExecute" {
        let detail = "must be NoExecute where `tolerationSeconds` is set";
        errors.invalid(&effect_path, detail);
    }
    validate_operator_and_value(operator, text(&toleration.value), strictness, path, errors);
    if !effect.is_empty() && !EFFECTS.contains(&effect) {
        errors.not_supported(&effect_path, effect, &EFFECTS);
    }
}

fn validate_operator_and_value(
    operator: &str,
    value: &str,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let operator_path = path.child("operator");
    match operator {
        // Kubernetes reports a malformed value once, and at the operator.
        "" | "Equal" => {
            let problems = names::label_value(value);
            if !problems.is_empty() {
                let detail = format!("the value `{value}` {}", problems.join(" and "));
                errors.invalid(&operator_path, detail);
            }
        }
        "Exists" => {
            if !value.is_empty() {
                errors.invalid(&operator_path, "Exists takes no `value`");
            }
        }
        "Lt" | "Gt"
            if strictness.allows(
                Gate::TaintTolerationComparisonOperators,
                strictness.excused.comparing_tolerations,
            ) =>
        {
            if !is_decimal_integer(value) {
                let detail = format!("`{value}` must be a whole number without leading zeros");
                errors.invalid(&path.child("value"), detail);
            } else if value.parse::<i64>().is_err() {
                errors.invalid(&path.child("value"), format!("`{value}` must fit into 64 bits"));
            }
        }
        other => errors.not_supported(&operator_path, other, &["Equal", "Exists"]),
    }
}

/// Mirrors `IsDecimalInteger` of `k8s.io/apimachinery/pkg/api/validate/content`.
fn is_decimal_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value).as_bytes();
    match digits {
        [b'0'] => value == "0",
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_table, of_pod_spec};

    #[test]
    fn tolerations() {
        let of = |toleration: &str| of_pod_spec(&format!("tolerations: [{toleration}]"));
        assert!(of("{operator: Exists}, {key: a.b/c, value: d, effect: NoSchedule}").is_empty());
        assert_eq!(of("{}"), ["tolerations[0].operator Invalid"]);
        assert_table(
            |fields| of_pod_spec(&format!("tolerations: [{{key: a, {fields}}}]")),
            &[
                ("operator: Exists, value: b", &["tolerations[0].operator Invalid"]),
                ("value: -b", &["tolerations[0].operator Invalid"]),
                ("operator: In", &["tolerations[0].operator NotSupported"]),
                ("operator: Gt, value: '1'", &["tolerations[0].operator NotSupported"]),
                ("effect: noexecute", &["tolerations[0].effect NotSupported"]),
                ("tolerationSeconds: 3", &["tolerations[0].effect Invalid"]),
                ("effect: NoExecute, tolerationSeconds: -3", &[]),
            ],
        );
    }
}
