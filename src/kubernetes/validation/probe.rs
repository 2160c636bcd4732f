//! Probes of a container.

use super::handler::{SleepLimits, validate_handler};
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::Probe;

/// Mirrors `validateLivenessProbe`.
pub(super) fn validate_liveness_probe(probe: &Probe, path: &Path<'_>, errors: &mut FieldErrors) {
    validate_probe(probe, path, errors);
    validate_one_success(probe, path, errors);
}

/// Mirrors `validateReadinessProbe`.
pub(super) fn validate_readiness_probe(probe: &Probe, path: &Path<'_>, errors: &mut FieldErrors) {
    validate_probe(probe, path, errors);
    if probe.termination_grace_period_seconds.is_some() {
        errors.invalid(
            &path.child("terminationGracePeriodSeconds"),
            "a readiness probe ends no container, so it has no grace period",
        );
    }
}

/// Mirrors `validateStartupProbe`.
pub(super) fn validate_startup_probe(probe: &Probe, path: &Path<'_>, errors: &mut FieldErrors) {
    validate_probe(probe, path, errors);
    validate_one_success(probe, path, errors);
}

fn validate_one_success(probe: &Probe, path: &Path<'_>, errors: &mut FieldErrors) {
    let threshold = probe.success_threshold.unwrap_or_default();
    if threshold != 1 {
        let detail = format!("must be 1, not {threshold}: such a probe succeeds at once");
        errors.invalid(&path.child("successThreshold"), detail);
    }
}

/// Mirrors `validateProbe`.
fn validate_probe(probe: &Probe, path: &Path<'_>, errors: &mut FieldErrors) {
    // A probe has no `sleep`, the one handler that looks at the pod's grace period.
    validate_handler(probe.into(), SleepLimits::default(), path, errors);
    let counts = [
        ("initialDelaySeconds", probe.initial_delay_seconds),
        ("timeoutSeconds", probe.timeout_seconds),
        ("periodSeconds", probe.period_seconds),
        ("successThreshold", probe.success_threshold),
        ("failureThreshold", probe.failure_threshold),
    ];
    for (field, count) in counts {
        if let Some(count) = count.filter(|count| *count < 0) {
            errors.invalid(&path.child(field), format!("{count} must be 0 or more"));
        }
    }
    if let Some(seconds) = probe.termination_grace_period_seconds.filter(|seconds| *seconds <= 0) {
        let detail = format!("{seconds} must be greater than 0");
        errors.invalid(&path.child("terminationGracePeriodSeconds"), detail);
    }
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::validation::testing::of_container;

    #[test]
    fn counts_and_grace_periods() {
        let of = |probe: &str, fields: &str| {
            of_container(&format!("{probe}: {{exec: {{command: [a]}}, {fields}}}"))
                .into_iter()
                .map(|line| line.replace(probe, "*"))
                .collect::<Vec<_>>()
        };
        let negative = "initialDelaySeconds: -1, timeoutSeconds: -1, periodSeconds: -1, \
                        failureThreshold: -1, terminationGracePeriodSeconds: 0";
        for probe in ["livenessProbe", "startupProbe", "readinessProbe"] {
            assert_eq!(
                of(probe, negative),
                [
                    "*.failureThreshold Invalid",
                    "*.initialDelaySeconds Invalid",
                    "*.periodSeconds Invalid",
                    "*.terminationGracePeriodSeconds Invalid",
                    "*.timeoutSeconds Invalid",
                ],
                "{probe}"
            );
        }
        assert_eq!(of("livenessProbe", "successThreshold: 2"), ["*.successThreshold Invalid"]);
        assert_eq!(of("startupProbe", "successThreshold: 2"), ["*.successThreshold Invalid"]);
        assert!(of("readinessProbe", "successThreshold: 2").is_empty());
        assert!(of("livenessProbe", "terminationGracePeriodSeconds: 1").is_empty());
        assert_eq!(
            of("readinessProbe", "terminationGracePeriodSeconds: 1"),
            ["*.terminationGracePeriodSeconds Invalid"]
        );
    }
}
