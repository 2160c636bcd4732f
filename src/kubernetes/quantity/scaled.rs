//! Quantities as whole numbers of units or thousandths, with Kubernetes' overflows. Mirrors
//! `ScaledValue`, `math.go` and `scale_int.go`.

use super::{Format, Quantity};

/// How many digits a big decimal has after its point once it was read.
const WIDE_DIGITS: i32 = 9;

/// The quantity in multiples of ten to the power of `scale`, 0 or −3.
pub(super) fn scaled_value(quantity: &Quantity, scale: i32) -> i64 {
    if quantity.is_zero() {
        0
    } else if is_capped(quantity) {
        // The cap has no digits after its point.
        truncate(quantity.mantissa).wrapping_mul(wrapping_power_of_ten(scale.unsigned_abs()))
    } else if quantity.wide {
        wide(quantity, WIDE_DIGITS + scale)
    } else {
        narrow(quantity, scale)
    }
}

/// Whether a quantity with a binary suffix was more than the largest `int64`, or less than its
/// negative, and is held as that.
fn is_capped(quantity: &Quantity) -> bool {
    quantity.wide
        && quantity.format == Format::BinarySi
        && quantity.exponent == 0
        && quantity.mantissa.unsigned_abs() == u128::from(i64::MAX.unsigned_abs())
}

/// `AsScaledInt64`. A mantissa of the narrow kind fits an `int64`.
fn narrow(quantity: &Quantity, scale: i32) -> i64 {
    let difference = quantity.exponent.abs_diff(scale);
    if quantity.exponent < scale {
        return truncate(divide_away_from_zero(quantity.mantissa, difference));
    }
    let base = truncate(quantity.mantissa);
    match (difference, 10i64.checked_pow(difference)) {
        // Kubernetes multiplies at once for these powers, and lets it wrap around.
        (0 | 1 | 2 | 3 | 6 | 9, Some(factor)) => base.wrapping_mul(factor),
        (_, Some(factor)) => base.checked_mul(factor).unwrap_or(0),
        (_, None) => 0,
    }
}

/// `scaledValue`, for a decimal with nine digits after its point of which `dropped` are dropped.
fn wide(quantity: &Quantity, dropped: i32) -> i64 {
    let raise = quantity.exponent.saturating_add(WIDE_DIGITS).unsigned_abs();
    let dropped = dropped.unsigned_abs();
    let unscaled =
        10i128.checked_pow(raise).and_then(|factor| quantity.mantissa.checked_mul(factor));
    let divisor = 10i64.pow(dropped);
    let below_largest =
        quantity.is_negative() || unscaled.is_some_and(|value| value < i128::from(i64::MAX));
    if below_largest {
        // Only large positive numbers are told apart, so large negative ones wrap around first.
        let low = truncate(quantity.mantissa).wrapping_mul(wrapping_power_of_ten(raise));
        return low / divisor + i64::from(low % divisor != 0);
    }
    if raise >= dropped {
        return truncate(quantity.mantissa).wrapping_mul(wrapping_power_of_ten(raise - dropped));
    }
    truncate(divide_away_from_zero(quantity.mantissa, dropped - raise))
}

/// The number divided by ten to the power of `digits`, away from zero where that isn't exact.
pub(super) fn divide_away_from_zero(number: i128, digits: u32) -> i128 {
    let Some(divisor) = 10i128.checked_pow(digits) else { return number.signum() };
    let inexact = number % divisor != 0;
    number / divisor + if inexact { number.signum() } else { 0 }
}

fn wrapping_power_of_ten(digits: u32) -> i64 {
    // Ten to the power of 64 and more is a multiple of 2^64.
    if digits >= 64 { 0 } else { 10i64.wrapping_pow(digits) }
}

/// The lowest 64 bits, as `big.Int.Int64`.
fn truncate(number: i128) -> i64 {
    number as i64
}
