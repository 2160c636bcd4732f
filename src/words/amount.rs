//! Amounts of resources as Kubernetes writes them.

/// An amount of a resource in Kubernetes' notation: `cpu` comes in thousandths, the rest in bytes
/// or units.
#[must_use]
pub(crate) fn amount(resource: &str, amount: i64) -> String {
    match resource {
        "cpu" => cores(amount),
        name if is_bytes(name) => bytes(amount),
        _ => amount.to_string(),
    }
}

/// The same without rounding: bytes in the largest unit that they are a multiple of.
#[must_use]
pub(crate) fn exact(resource: &str, amount: i64) -> String {
    match resource {
        "cpu" => cores(amount),
        name if is_bytes(name) => match UNITS.into_iter().find(|(unit, _)| amount % unit == 0) {
            Some((unit, suffix)) if amount > 0 => format!("{}{suffix}", amount / unit),
            _ => amount.to_string(),
        },
        _ => amount.to_string(),
    }
}

const UNITS: [(i64, &str); 4] =
    [(1 << 40, "Ti"), (1 << 30, "Gi"), (1 << 20, "Mi"), (1 << 10, "Ki")];

/// Whether the amounts of a resource are bytes.
fn is_bytes(resource: &str) -> bool {
    matches!(resource, "memory" | "ephemeral-storage") || resource.starts_with("hugepages-")
}

fn cores(thousandths: i64) -> String {
    if thousandths % 1000 == 0 {
        (thousandths / 1000).to_string()
    } else {
        format!("{thousandths}m")
    }
}

/// Bytes in the largest binary unit that leaves at least one of it, with one digit after the point
/// where it matters.
fn bytes(amount: i64) -> String {
    let Some((unit, name)) = UNITS.into_iter().find(|(unit, _)| amount.abs() >= *unit) else {
        return amount.to_string();
    };
    // A tenth of a unit is all that a reader compares.
    let tenths = (i128::from(amount) * 10 + i128::from(unit) / 2) / i128::from(unit);
    if tenths % 10 == 0 || tenths >= 1000 {
        format!("{}{name}", tenths / 10)
    } else {
        format!("{}.{}{name}", tenths / 10, (tenths % 10).abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_amounts_lose_nothing() {
        let seen = [
            exact("cpu", 1500),
            exact("memory", 512 << 20),
            exact("memory", (1 << 30) + 1024),
            exact("memory", 1000),
            exact("memory", 0),
            exact("pods", 110),
        ];
        assert_eq!(seen, ["1500m", "512Mi", "1048577Ki", "1000", "0", "110"]);
    }

    #[test]
    fn amounts_are_as_kubernetes_writes_them() {
        let seen = [
            amount("cpu", 1500),
            amount("cpu", 2000),
            amount("memory", 512 << 20),
            amount("memory", (19 << 30) / 10),
            amount("memory", 1000),
            amount("memory", 380 << 20 | 1),
            amount("hugepages-2Mi", 4 << 20),
            amount("nvidia.com/gpu", 2),
            amount("memory", i64::MAX),
        ];
        let expected = ["1500m", "2", "512Mi", "1.9Gi", "1000", "380Mi", "4Mi", "2", "8388608Ti"];
        assert_eq!(seen, expected);
    }
}
