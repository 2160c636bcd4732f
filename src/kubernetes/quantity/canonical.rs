//! The canonical form of quantities. Mirrors `CanonicalizeBytes`.

use std::fmt;

use super::{Format, Quantity};

const DECIMAL_SUFFIXES: [&str; 10] = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY_SUFFIXES: [&str; 7] = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

pub(super) fn write(quantity: &Quantity, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if quantity.is_zero() {
        return f.write_str("0");
    }
    if quantity.format == Format::BinarySi {
        let small = Quantity::new(1024, Format::BinarySi);
        // Small numbers and fractions would lose digits in the binary form.
        let whole = if -small < *quantity && *quantity < small { None } else { integer(quantity) };
        if let Some(value) = whole {
            return write_binary(value, f);
        }
    }
    write_decimal(quantity, f)
}

fn integer(quantity: &Quantity) -> Option<i128> {
    if quantity.is_fractional() {
        return None;
    }
    let factor = 10i128.checked_pow(quantity.exponent.unsigned_abs())?;
    if quantity.exponent < 0 {
        Some(quantity.mantissa / factor)
    } else {
        quantity.mantissa.checked_mul(factor)
    }
}

fn write_binary(mut value: i128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut power = 0;
    while value % 1024 == 0 {
        value /= 1024;
        power += 1;
    }
    // Kubernetes has no suffix beyond Ei, and then writes none.
    write!(f, "{value}{}", BINARY_SUFFIXES.get(power).unwrap_or(&""))
}

fn write_decimal(quantity: &Quantity, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut mantissa = quantity.mantissa;
    let mut exponent = quantity.exponent;
    while mantissa % 10 == 0 {
        mantissa /= 10;
        exponent = exponent.saturating_add(1);
    }
    let zeros = exponent.rem_euclid(3);
    exponent -= zeros;
    write!(f, "{mantissa}{}", ["", "0", "00"][zeros.unsigned_abs() as usize % 3])?;
    match quantity.format {
        Format::DecimalExponent if exponent == 0 => Ok(()),
        Format::DecimalExponent => write!(f, "e{exponent}"),
        Format::DecimalSi | Format::BinarySi => {
            // Kubernetes has no suffix beyond E, and then writes none.
            let place = usize::try_from(exponent / 3 + 3).ok();
            f.write_str(place.and_then(|place| DECIMAL_SUFFIXES.get(place)).unwrap_or(&""))
        }
    }
}
