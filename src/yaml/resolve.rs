//! What a scalar's text means: `resolve` of go-yaml v2 (`resolve.go`), which reads YAML 1.1.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

use super::error::Problem;
use super::node::Value;
use super::timestamp::is_timestamp;

/// What a scalar stands for.
#[derive(Debug, PartialEq)]
pub(super) enum Scalar<'t> {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Text(Cow<'t, str>),
}

impl<'t> Scalar<'t> {
    /// What it stands for, unless it is a text.
    pub(super) fn known(self) -> Result<Value<'static>, Cow<'t, str>> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Bool(truth) => Value::Bool(truth),
            Self::Int(number) => Value::Int(number),
            Self::Uint(number) => Value::Uint(number),
            Self::Float(number) => Value::Float(number),
            Self::Text(text) => return Err(text),
        })
    }
}

/// What stands before the names of YAML's own tags.
pub(super) const CORE: &str = "tag:yaml.org,2002:";

/// Whether a tag is the long form of `!!name`.
pub(super) fn is_core_tag(tag: &str, name: &str) -> bool {
    tag.strip_prefix(CORE) == Some(name)
}

/// The value of a scalar. `implicit` is a plain scalar without a tag, or one with the tag `!`.
pub(super) fn resolve<'t>(
    text: Cow<'t, str>,
    tag: Option<&str>,
    implicit: bool,
) -> Result<Scalar<'t>, Problem> {
    match tag {
        None if implicit => Ok(resolve_plain(&text).unwrap_or(Scalar::Text(text))),
        None => Ok(Scalar::Text(text)),
        Some(tag) => resolve_tagged(text, tag),
    }
}

/// The value of a scalar with a tag; tags that Kubernetes doesn't know make a string of it.
fn resolve_tagged<'t>(text: Cow<'t, str>, tag: &str) -> Result<Scalar<'t>, Problem> {
    let name = tag.strip_prefix(CORE).unwrap_or_default();
    match name {
        "bool" | "int" | "float" | "null" | "timestamp" => {}
        "binary" => return decode_binary(&text),
        _ => return Ok(Scalar::Text(text)),
    }
    let value = resolve_plain(&text);
    let value = match (name, value) {
        ("bool", Some(value @ Scalar::Bool(_)))
        | ("int", Some(value @ (Scalar::Int(_) | Scalar::Uint(_))))
        | ("float", Some(value @ Scalar::Float(_)))
        | ("null", Some(value @ Scalar::Null)) => value,
        ("float", Some(Scalar::Int(number))) => Scalar::Float(number as f64),
        ("timestamp", None) if is_timestamp(&text) => Scalar::Text(text),
        _ => {
            let (text, tag) = (text.into_owned(), format!("!!{name}"));
            return Err(Problem::TagMismatch { text, tag });
        }
    };
    Ok(value)
}

/// Whether a plain scalar may stand for something else than its text: most can't, by their first
/// byte and their length.
#[inline]
pub(super) fn may_be_known(text: &str) -> bool {
    match text.as_bytes().first() {
        None | Some(b'0'..=b'9' | b'+' | b'-' | b'.') => true,
        Some(b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~') => {
            text.len() <= "false".len()
        }
        _ => false,
    }
}

/// What a plain scalar stands for, unless it is text.
fn resolve_plain(text: &str) -> Option<Scalar<'static>> {
    if !may_be_known(text) {
        return None;
    }
    let Some(&first) = text.as_bytes().first() else { return Some(Scalar::Null) };
    match first {
        b'0'..=b'9' | b'+' | b'-' => resolve_special_float(text).or_else(|| resolve_number(text)),
        b'.' => resolve_special_float(text).or_else(|| resolve_point_float(text)),
        _ => resolve_word(text),
    }
}

fn resolve_word(text: &str) -> Option<Scalar<'static>> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Some(Scalar::Bool(true))
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Some(Scalar::Bool(false))
        }
        "~" | "null" | "Null" | "NULL" => Some(Scalar::Null),
        _ => None,
    }
}

fn resolve_special_float(text: &str) -> Option<Scalar<'static>> {
    if text.len() > "-.inf".len() {
        return None;
    }
    let number = match text {
        ".nan" | ".NaN" | ".NAN" => f64::NAN,
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => f64::INFINITY,
        "-.inf" | "-.Inf" | "-.INF" => f64::NEG_INFINITY,
        _ => return None,
    };
    Some(Scalar::Float(number))
}

/// A number that begins with a digit or a sign. Underscores don't count.
fn resolve_number(text: &str) -> Option<Scalar<'static>> {
    let digits: Cow<'_, str> =
        if text.contains('_') { text.replace('_', "").into() } else { text.into() };
    if let Some(number) = parse_integer(&digits) {
        return Some(number);
    }
    if is_decimal(&digits) {
        return parse_float(&digits);
    }
    // What is left for go-yaml's own reading of binary numbers: a sign after the prefix.
    let signed = digits.strip_prefix("0b").filter(|rest| rest.starts_with(['+', '-']))?;
    i64::from_str_radix(signed, 2).ok().map(Scalar::Int)
}

/// An integer as Go's `strconv.ParseInt` and `ParseUint` read it with base 0: after a sign, `0x`,
/// `0o`, `0b` or a mere `0` for octal.
fn parse_integer(text: &str) -> Option<Scalar<'static>> {
    let (negative, magnitude) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (radix, digits) = match magnitude.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, &magnitude[2..]),
        [b'0', b'o' | b'O', _, ..] => (8, &magnitude[2..]),
        [b'0', b'b' | b'B', _, ..] => (2, &magnitude[2..]),
        [b'0', _, ..] => (8, &magnitude[1..]),
        _ => (10, magnitude),
    };
    if !digits.bytes().all(|digit| digit.is_ascii_alphanumeric()) {
        return None;
    }
    let number = u64::from_str_radix(digits, radix).ok()?;
    match (negative, i64::try_from(number)) {
        (false, Ok(number)) => Some(Scalar::Int(number)),
        (true, Ok(number)) => Some(Scalar::Int(-number)),
        (true, Err(_)) => (number == 1 << 63).then_some(Scalar::Int(i64::MIN)),
        // ParseUint takes no sign.
        (false, Err(_)) => (!text.starts_with('+')).then_some(Scalar::Uint(number)),
    }
}

/// Whether a text is a decimal number: `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`.
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let mantissa = digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    mantissa
        && exponent.is_none_or(|exponent| {
            let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !exponent.is_empty() && digits(exponent)
        })
}

/// A float that begins with its point; Go reads underscores between its digits.
fn resolve_point_float(text: &str) -> Option<Scalar<'static>> {
    let bytes = text.as_bytes();
    let digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    let separated = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'_')
        .all(|(index, _)| index > 0 && digit(index - 1) && digit(index + 1));
    let text = text.replace('_', "");
    if separated && is_decimal(&text) { parse_float(&text) } else { None }
}

/// A float, unless it is out of range, which Go refuses.
fn parse_float(text: &str) -> Option<Scalar<'static>> {
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(Scalar::Float(number))
}

/// The text of a `!!binary` scalar; bytes that are no UTF-8 are replaced, as in Go's JSON.
fn decode_binary(text: &str) -> Result<Scalar<'static>, Problem> {
    let config = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
    let text: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    let bytes =
        GeneralPurpose::new(&STANDARD, config).decode(text).map_err(|_| Problem::NotBase64)?;
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    Ok(Scalar::Text(decoded.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Scalar<'_> {
        resolve(text.into(), None, true).unwrap()
    }

    #[test]
    fn words_of_yaml_1_1() {
        assert_eq!(plain("on"), Scalar::Bool(true));
        assert_eq!(plain("Off"), Scalar::Bool(false));
        assert_eq!(plain("y"), Scalar::Bool(true));
        assert_eq!(plain("yEs"), Scalar::Text("yEs".into()));
        assert_eq!(plain(""), Scalar::Null);
        assert_eq!(plain("Null"), Scalar::Null);
        assert_eq!(plain("nULL"), Scalar::Text("nULL".into()));
    }

    #[test]
    fn integers() {
        for (text, number) in [
            ("0644", 420),
            ("0o12", 10),
            ("0x1F", 31),
            ("-0b101", -5),
            ("0b-1", -1),
            ("1_000", 1000),
            ("+12", 12),
            ("-9223372036854775808", i64::MIN),
            ("00", 0),
        ] {
            assert_eq!(plain(text), Scalar::Int(number), "{text}");
        }
        assert_eq!(plain("18446744073709551615"), Scalar::Uint(u64::MAX));
        for text in ["0x", "0b", "-", "+", "0b12", "1 000", "--1", "12abc", "0o8"] {
            assert_eq!(plain(text), Scalar::Text(text.into()), "{text}");
        }
    }

    #[test]
    fn floats() {
        for (text, number) in [
            ("08", 8.0),
            ("1.", 1.0),
            (".5", 0.5),
            (".5_0", 0.5),
            ("1e3", 1000.0),
            ("18446744073709551616", 18_446_744_073_709_551_616.0),
            ("+18446744073709551615", 18_446_744_073_709_551_615.0),
            ("-.5", -0.5),
        ] {
            assert_eq!(plain(text), Scalar::Float(number), "{text}");
        }
        for text in [".", "._5", ".5_", "1e", "1e400", "1.2.3", "e1", "._", "-."] {
            assert_eq!(plain(text), Scalar::Text(text.into()), "{text}");
        }
    }

    #[test]
    fn tags_demand() {
        fn tagged(text: &'static str, name: &str) -> Option<Scalar<'static>> {
            resolve(text.into(), Some(&format!("{CORE}{name}")), false).ok()
        }
        assert_eq!(tagged("yes", "str"), Some(Scalar::Text("yes".into())));
        assert_eq!(tagged("1", "float"), Some(Scalar::Float(1.0)));
        assert_eq!(tagged("1.0", "int"), None);
        assert_eq!(tagged("2001-12-14", "timestamp"), Some(Scalar::Text("2001-12-14".into())));
        assert_eq!(tagged("soon", "timestamp"), None);
        assert_eq!(tagged("aGk=", "binary"), Some(Scalar::Text("hi".into())));
        assert_eq!(tagged("/w==", "binary"), Some(Scalar::Text("\u{fffd}".into())));
        assert_eq!(tagged("a", "binary"), None);
        assert_eq!(tagged("", "int"), None);
        assert_eq!(tagged("1", "other"), Some(Scalar::Text("1".into())));
    }
}
