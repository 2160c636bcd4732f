//! Reading quantities. Mirrors `ParseQuantity`, `parseQuantityString` and `suffix.go`.

use super::{Format, Quantity, QuantityError};

/// The most decimal digits for which Kubernetes takes its `int64` path (`maxInt64Factors`).
const NARROW_DIGITS: usize = 18;
/// The exponent of the smallest amount there is, a billionth.
const NANO: i32 = -9;

/// A quantity, and whether Kubernetes keeps the text it was read from as its canonical form.
pub(super) struct Parsed {
    pub quantity: Quantity,
    pub keeps_text: bool,
}

pub(super) fn parse(text: &str) -> Result<Parsed, QuantityError> {
    let scanned = Scanned::new(text)?;
    let suffix = Suffix::interpret(scanned.suffix).ok_or(QuantityError::Suffix)?;
    match narrow(&scanned, suffix) {
        Some(parsed) => Ok(parsed),
        None => wide(&scanned, suffix).map(|quantity| Parsed { quantity, keeps_text: false }),
    }
}

/// A quantity's text taken apart; leading zeros are gone, no integer digits at all are a `0`.
struct Scanned<'a> {
    negative: bool,
    integer: &'a str,
    fraction: &'a str,
    suffix: &'a str,
    /// Whether any digit stands before the suffix.
    has_digits: bool,
}

impl<'a> Scanned<'a> {
    fn new(text: &'a str) -> Result<Self, QuantityError> {
        if text.is_empty() {
            return Err(QuantityError::Format);
        }
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let stripped = unsigned.trim_start_matches('0');
        let (integer, rest) = split_while(stripped, |byte| byte.is_ascii_digit());
        let (fraction, suffix) = match rest.strip_prefix('.') {
            Some(rest) => split_while(rest, |byte| byte.is_ascii_digit()),
            None => ("", rest),
        };
        let (_, rest) = split_while(suffix, |byte| b"eEinumkKMGTP".contains(&byte));
        let exponent = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        if !exponent.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(QuantityError::Format);
        }
        Ok(Self {
            negative: text.starts_with('-'),
            integer: if integer.is_empty() { "0" } else { integer },
            fraction,
            suffix,
            has_digits: unsigned.starts_with('0') || !integer.is_empty() || !fraction.is_empty(),
        })
    }

    fn digits(&self) -> impl Iterator<Item = u8> + '_ {
        self.integer.bytes().chain(self.fraction.bytes()).map(|byte| byte - b'0')
    }

    fn signed(&self, magnitude: i128) -> i128 {
        if self.negative { -magnitude } else { magnitude }
    }
}

fn split_while(text: &str, is: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(|byte| !is(byte)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[derive(Clone, Copy)]
struct Suffix {
    format: Format,
    /// A power of ten, or of two for [`Format::BinarySi`].
    exponent: i32,
}

impl Suffix {
    fn interpret(text: &str) -> Option<Self> {
        let decimal = |exponent| Some(Self { format: Format::DecimalSi, exponent });
        let binary = |exponent| Some(Self { format: Format::BinarySi, exponent });
        match text {
            "n" => decimal(-9),
            "u" => decimal(-6),
            "m" => decimal(-3),
            "" => decimal(0),
            "k" => decimal(3),
            "M" => decimal(6),
            "G" => decimal(9),
            "T" => decimal(12),
            "P" => decimal(15),
            "E" => decimal(18),
            "Ki" => binary(10),
            "Mi" => binary(20),
            "Gi" => binary(30),
            "Ti" => binary(40),
            "Pi" => binary(50),
            "Ei" => binary(60),
            _ => {
                let exponent: i64 = text.strip_prefix(['e', 'E'])?.parse().ok()?;
                // Kubernetes cuts it to 32 bits, whatever it was.
                let exponent = exponent as i32;
                Some(Self { format: Format::DecimalExponent, exponent })
            }
        }
    }
}

/// Kubernetes' fast path: few enough digits for an `int64` with a scale.
fn narrow(scanned: &Scanned<'_>, suffix: Suffix) -> Option<Parsed> {
    let digits = scanned.integer.len() + scanned.fraction.len();
    let exponent = if suffix.format == Format::BinarySi {
        // About as many decimal digits as the power of two takes.
        let taken = usize::try_from(suffix.exponent * 3 / 10).ok()?;
        if !scanned.fraction.is_empty() || digits + taken + 1 > 15 {
            return None;
        }
        0
    } else {
        if digits > NARROW_DIGITS {
            return None;
        }
        suffix.exponent.wrapping_sub(i32::try_from(scanned.fraction.len()).ok()?)
    };
    if exponent < NANO {
        return None;
    }
    let number = scanned.digits().fold(0i128, |number, digit| number * 10 + i128::from(digit));
    let (magnitude, keeps_text) = if suffix.format == Format::BinarySi {
        (number << suffix.exponent, number & 7 != 0)
    } else {
        let trailing_zeros = digits >= 3 && number % 1000 == 0;
        let leading_zero = scanned.integer.starts_with('0');
        (number, exponent % 3 == 0 && !trailing_zeros && !leading_zero)
    };
    let mantissa = scanned.signed(magnitude);
    let quantity = Quantity { mantissa, exponent, format: suffix.format, wide: false };
    Some(Parsed { quantity, keeps_text })
}

/// Kubernetes' big decimals: rounded away from zero to a billionth, and capped at the largest
/// `int64` where the suffix is binary.
fn wide(scanned: &Scanned<'_>, suffix: Suffix) -> Result<Quantity, QuantityError> {
    if !scanned.has_digits {
        return Err(QuantityError::Number);
    }
    let mut digits: Vec<u8> = scanned.digits().collect();
    let mut exponent = -i64::try_from(scanned.fraction.len()).unwrap_or(i64::MAX);
    if suffix.format == Format::BinarySi {
        multiply(&mut digits, 1 << suffix.exponent);
    } else {
        exponent += i64::from(suffix.exponent);
    }
    let (magnitude, exponent) = round_to_nano(&digits, exponent);
    let mut quantity =
        Quantity { mantissa: magnitude, exponent, format: suffix.format, wide: true };
    if suffix.format == Format::BinarySi {
        let largest = Quantity { mantissa: i128::from(i64::MAX), exponent: 0, ..quantity };
        if quantity > largest {
            quantity = largest;
        }
        let one = Quantity { mantissa: 1, exponent: 0, ..quantity };
        if !quantity.is_zero() && quantity < one {
            quantity.format = Format::DecimalSi;
        }
    }
    quantity.mantissa = scanned.signed(quantity.mantissa);
    Ok(quantity)
}

/// Multiplies a number given by its decimal digits.
fn multiply(digits: &mut Vec<u8>, factor: u64) {
    let mut carry: u128 = 0;
    for digit in digits.iter_mut().rev() {
        carry += u128::from(*digit) * u128::from(factor);
        *digit = (carry % 10) as u8;
        carry /= 10;
    }
    let mut front = Vec::new();
    while carry > 0 {
        front.push((carry % 10) as u8);
        carry /= 10;
    }
    front.reverse();
    digits.splice(0..0, front);
}

/// The number as mantissa and exponent, what is finer than a billionth rounded up. Mantissas of
/// more than 38 digits saturate.
fn round_to_nano(digits: &[u8], exponent: i64) -> (i128, i32) {
    let dropped = usize::try_from(i64::from(NANO) - exponent).unwrap_or(0);
    let kept = digits.len().saturating_sub(dropped);
    let (kept, lost) = digits.split_at_checked(kept).unwrap_or((digits, &[]));
    let round_up = lost.iter().any(|digit| *digit != 0);

    let significant = kept.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
    let zeros = if round_up { 0 } else { kept.len() - significant };
    let mantissa = kept
        .iter()
        .take(kept.len() - zeros)
        .fold(0i128, |number, digit| number.saturating_mul(10).saturating_add(i128::from(*digit)))
        .saturating_add(i128::from(round_up));
    let exponent = exponent.max(i64::from(NANO)) + i64::try_from(zeros).unwrap_or(0);
    (mantissa, i32::try_from(exponent).unwrap_or(i32::MAX))
}
