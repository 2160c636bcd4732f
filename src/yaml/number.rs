//! Numbers as Go writes them.

/// The whole number that a float is once it was written as JSON, if it is one in the range of
/// `i64`. Go reads the shortest digits that it wrote itself, so that beyond 2^53 the number is not
/// quite the float's: -2^63 is written as -9223372036854776000, which is out of range.
pub(super) fn whole(number: f64) -> Option<i64> {
    if number.fract() != 0.0 {
        return None;
    }
    json_float(number).parse().ok()
}

/// A float as Go's `encoding/json` writes it: the shortest digits that read back, with an exponent
/// below 1e-6 and from 1e21 on.
pub(super) fn json_float(number: f64) -> String {
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-6..1e21).contains(&magnitude) {
        let text = format!("{number:e}");
        return match text.split_once('e') {
            Some((digits, exponent)) if !exponent.starts_with('-') => {
                format!("{digits}e+{exponent}")
            }
            _ => text,
        };
    }
    format!("{number}")
}

/// A float key as sigs.k8s.io/yaml writes it: Go's `%g` with the digits of a 32-bit float.
pub(super) fn key_float(number: f64) -> String {
    let short = number as f32;
    if short.is_nan() {
        return ".nan".to_owned();
    }
    if short.is_infinite() {
        return if short > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let scientific = format!("{short:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    let power: i32 = exponent.parse().unwrap_or_default();
    // Without a precision, strconv.FormatFloat decides as if it were 6.
    if (-4..6).contains(&power) {
        return format!("{short}");
    }
    let sign = if power < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", power.abs())
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn whole_floats_are_what_go_reads_back() {
        assert_eq!(whole(1.0), Some(1));
        assert_eq!(whole(-0.0), Some(0));
        assert_eq!(whole(1.5), None);
        assert_eq!(whole(1_234_567_890_123_456_768.0), Some(1_234_567_890_123_456_800));
        assert_eq!(whole(-9_223_372_036_854_775_808.0), None);
        assert_eq!(whole(1e21), None);
        assert_eq!(whole(f64::INFINITY), None);
    }
}
