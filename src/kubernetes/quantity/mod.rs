//! Amounts of resources: `500m`, `1.5Gi`, `2e3`. Mirrors `k8s.io/apimachinery/pkg/api/resource`.

mod canonical;
mod parse;
mod scaled;

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;
use thiserror::Error;

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum QuantityError {
    /// The text is empty, or has something that neither a number nor a suffix may have.
    #[error("is not a number with an optional suffix, as in `500m` or `1.5Gi`")]
    Format,
    /// The text has no digits.
    #[error("has no number before its suffix")]
    Number,
    /// What follows the number is no suffix.
    #[error("has an unknown suffix: one of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei")]
    Suffix,
}

/// How a quantity is written: which family its suffix comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Powers of 1000: `12M`.
    #[default]
    DecimalSi,
    /// Powers of 1024: `12Mi`.
    BinarySi,
    /// An exponent: `12e6`.
    DecimalExponent,
}

/// An amount, exact down to a billionth and up to 38 significant digits (more saturate).
///
/// Equal and ordered by value: `1000m` equals `1`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quantity {
    /// The value is `mantissa` times ten to the power of `exponent`.
    mantissa: i128,
    /// At least that of a billionth, −9.
    exponent: i32,
    format: Format,
    /// Whether Kubernetes would hold it as a big decimal and not as an `int64` with a scale: the
    /// two differ in how they overflow.
    wide: bool,
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self =
        Self { mantissa: 0, exponent: 0, format: Format::DecimalSi, wide: false };

    /// That many whole units (`NewQuantity`).
    #[must_use]
    pub const fn new(value: i64, format: Format) -> Self {
        Self { mantissa: value as i128, exponent: 0, format, wide: false }
    }

    /// Reads a quantity (`ParseQuantity`).
    ///
    /// # Errors
    /// If the text is no quantity.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        parse::parse(text).map(|parsed| parsed.quantity)
    }

    /// Reads a field of an object: blanks around the number don't count there (`UnmarshalJSON`).
    ///
    /// # Errors
    /// If the text is no quantity.
    pub fn from_api(quantity: &ApiQuantity) -> Result<Self, QuantityError> {
        Self::parse(quantity.0.trim())
    }

    /// The family that it is written in.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.mantissa == 0
    }

    /// Whether it is less than nothing.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.mantissa < 0
    }

    /// −1, 0 or 1 (`Sign`).
    #[must_use]
    pub const fn sign(&self) -> i32 {
        if self.mantissa < 0 {
            -1
        } else if self.mantissa > 0 {
            1
        } else {
            0
        }
    }

    /// Whether it is no whole number.
    #[must_use]
    pub fn is_fractional(&self) -> bool {
        !self.is_multiple_of_power(0)
    }

    /// Whether it is no whole number of thousandths.
    #[must_use]
    pub fn is_finer_than_milli(&self) -> bool {
        !self.is_multiple_of_power(-3)
    }

    /// Whole units, rounded away from zero (`Value`). What doesn't fit wraps around or is zero, as
    /// it does in Kubernetes.
    #[must_use]
    pub fn value(&self) -> i64 {
        scaled::scaled_value(self, 0)
    }

    /// Thousandths, rounded away from zero (`MilliValue`). What doesn't fit wraps around or is
    /// zero, as it does in Kubernetes.
    #[must_use]
    pub fn milli_value(&self) -> i64 {
        scaled::scaled_value(self, -3)
    }

    /// About this much (`AsApproximateFloat64`).
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        let mantissa = self.mantissa as f64;
        // Ten to a large power is infinite, and no number of times nothing.
        if self.exponent == 0 || self.mantissa == 0 {
            mantissa
        } else {
            mantissa * 10f64.powi(self.exponent)
        }
    }

    /// The same, rounded away from zero to a multiple of ten to the power of `exponent`
    /// (`RoundUp`).
    #[must_use]
    pub fn round_up(self, exponent: i32) -> Self {
        if self.exponent >= exponent {
            return self;
        }
        let digits = exponent.abs_diff(self.exponent);
        Self { mantissa: scaled::divide_away_from_zero(self.mantissa, digits), exponent, ..self }
    }

    fn is_multiple_of_power(&self, exponent: i32) -> bool {
        self.exponent >= exponent
            || match 10i128.checked_pow(exponent.abs_diff(self.exponent)) {
                Some(divisor) => self.mantissa % divisor == 0,
                None => self.mantissa == 0,
            }
    }

    fn fits_int64(mantissa: i128) -> bool {
        i64::try_from(mantissa).is_ok()
    }

    /// Both mantissas at the smaller of both exponents; none where that takes too many digits.
    fn aligned(self, other: Self) -> Option<(i128, i128, i32)> {
        let exponent = self.exponent.min(other.exponent);
        let at = |quantity: Self| {
            if quantity.mantissa == 0 {
                return Some(0);
            }
            let factor = 10i128.checked_pow(quantity.exponent.abs_diff(exponent))?;
            quantity.mantissa.checked_mul(factor)
        };
        Some((at(self)?, at(other)?, exponent))
    }
}

/// As `Quantity.Add`: nothing takes the other's format. A sum of more than 38 digits is the larger
/// of the two.
impl Add for Quantity {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        if other.is_zero() {
            let format = if self.is_zero() { other.format } else { self.format };
            return Self { format, ..self };
        }
        if self.is_zero() {
            return Self { wide: self.wide || other.wide, ..other };
        }
        let sum = self.aligned(other).and_then(|(a, b, exponent)| {
            let narrow = !self.wide && !other.wide && Self::fits_int64(a) && Self::fits_int64(b);
            a.checked_add(b).map(|mantissa| (mantissa, exponent, narrow))
        });
        match sum {
            Some((mantissa, exponent, narrow)) => Self {
                mantissa,
                exponent,
                format: self.format,
                wide: !(narrow && Self::fits_int64(mantissa)),
            },
            None if self.magnitude_cmp(&other) == Ordering::Less => {
                Self { format: self.format, wide: true, ..other }
            }
            None => Self { wide: true, ..self },
        }
    }
}

/// As `Quantity.Sub`.
impl Sub for Quantity {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for Quantity {
    type Output = Self;

    fn neg(self) -> Self {
        Self { mantissa: self.mantissa.saturating_neg(), ..self }
    }
}

impl AddAssign for Quantity {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Quantity {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl std::iter::Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(quantities: I) -> Self {
        quantities.fold(Self::ZERO, Add::add)
    }
}

impl Quantity {
    fn magnitude_cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.mantissa.unsigned_abs(), other.mantissa.unsigned_abs());
        let place = |mantissa: u128, exponent: i32| {
            mantissa.checked_ilog10().map(|digits| i64::from(digits) + i64::from(exponent))
        };
        // The place of the first digit decides, mostly; none (zero) is below all others.
        place(a, self.exponent).cmp(&place(b, other.exponent)).then_with(|| {
            let raise = |mantissa: u128, by: u32| {
                10u128.checked_pow(by).and_then(|factor| mantissa.checked_mul(factor))
            };
            let difference = self.exponent.abs_diff(other.exponent);
            // With the first digit in the same place only a number near u128's end overflows, and
            // then it is beyond any mantissa.
            if self.exponent >= other.exponent {
                raise(a, difference).map_or(Ordering::Greater, |a| a.cmp(&b))
            } else {
                raise(b, difference).map_or(Ordering::Less, |b| a.cmp(&b))
            }
        })
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sign().cmp(&other.sign()).then_with(|| match self.sign() {
            0 => Ordering::Equal,
            1 => self.magnitude_cmp(other),
            _ => other.magnitude_cmp(self),
        })
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Quantity {}

/// The canonical form: no fraction, the largest suffix that loses nothing (`CanonicalizeBytes`).
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        canonical::write(self, f)
    }
}

/// What Kubernetes prints for a quantity that it read from this text: the canonical form, or the
/// text itself where Kubernetes takes it for canonical (`+5` and `5.n` too).
///
/// # Errors
/// If the text is no quantity.
pub fn canonical(text: &str) -> Result<String, QuantityError> {
    let parsed = parse::parse(text)?;
    Ok(if parsed.keeps_text { text.to_owned() } else { parsed.quantity.to_string() })
}

#[cfg(test)]
mod tests;
