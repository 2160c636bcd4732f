//! `'…%d…'.format([…])` (cel-go's `ext/formatting.go`).

use std::fmt::Write;

use super::conversion;
use crate::rules::cel::value::{Fault, Outcome, Value};

pub(super) const DECLARATIONS: &[&str] = &["string.format(list(dyn)) -> string"];

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules::cel) enum Clause {
    /// `%s`.
    Text,
    /// `%d`.
    Decimal,
    /// `%.2f`.
    Fixed(usize),
    /// `%.2e`.
    Scientific(usize),
    /// `%b`.
    Binary,
    /// `%x`, or `%X` for large letters.
    Hex { upper: bool },
    /// `%o`.
    Octal,
}

impl Clause {
    /// The types that it takes; none for one that takes nearly all.
    pub(in crate::rules::cel) const fn types(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[],
            Self::Decimal | Self::Octal => &["int", "uint"],
            Self::Fixed(_) | Self::Scientific(_) => &["double", "string"],
            Self::Binary => &["int", "uint", "bool"],
            Self::Hex { .. } => &["int", "uint", "string", "bytes"],
        }
    }
}

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    let ("format", [Value::String(format), Value::List(values)]) = (name, args) else {
        return None;
    };
    let written = expand(format, values.len(), |at, clause| {
        let value = values.get(at).ok_or_else(|| format!("index {at} out of range"))?;
        write_value(value, clause)
    });
    Some(written.map(|(text, _)| text.into()).map_err(Fault::new))
}

/// Puts what a function writes into the places of a format; says how many there are.
pub(in crate::rules::cel) fn expand(
    format: &str,
    count: usize,
    mut write: impl FnMut(usize, Clause) -> Result<String, String>,
) -> Result<(String, usize), String> {
    let (mut out, mut rest, mut used) = (String::new(), format, 0);
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let after = after.get(1..).unwrap_or_default();
        if let Some(after) = after.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        if used >= count {
            return Err(format!("index {used} out of range"));
        }
        let (clause, after) = parse_clause(after)?;
        out.push_str(&write(used, clause)?);
        used += 1;
        rest = after;
    }
    out.push_str(rest);
    Ok((out, used))
}

fn parse_clause(text: &str) -> Result<(Clause, &str), String> {
    const DEFAULT: usize = 6;
    if text.is_empty() {
        return Err("unexpected end of string".to_owned());
    }
    let (precision, rest) = match text.strip_prefix('.') {
        None => (DEFAULT, text),
        Some(rest) => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = rest.split_at(digits);
            let number: usize = number.parse().map_err(|_| "no number after the dot".to_owned())?;
            if number > 100 {
                return Err(format!("{number} digits are too many"));
            }
            (number, rest)
        }
    };
    let letter = rest.chars().next().ok_or("could not find end of precision specifier")?;
    let clause = match letter {
        's' => Clause::Text,
        'd' => Clause::Decimal,
        'f' => Clause::Fixed(precision),
        'e' => Clause::Scientific(precision),
        'b' => Clause::Binary,
        'x' | 'X' => Clause::Hex { upper: letter == 'X' },
        'o' => Clause::Octal,
        _ => return Err(format!("unrecognized formatting clause {letter:?}")),
    };
    Ok((clause, rest.get(letter.len_utf8()..).unwrap_or_default()))
}

fn write_value(value: &Value, clause: Clause) -> Result<String, String> {
    let wrong = || format!("{} can't be written in that way", value.type_name());
    match (clause, value) {
        (Clause::Text, _) => text(value).ok_or_else(wrong),
        (Clause::Decimal, Value::Int(number)) => Ok(number.to_string()),
        (Clause::Decimal, Value::Uint(number)) => Ok(number.to_string()),
        (Clause::Fixed(digits), _) => number(value).map(|n| fixed(n, digits)).ok_or_else(wrong),
        (Clause::Scientific(digits), _) => {
            number(value).map(|n| scientific(n, digits)).ok_or_else(wrong)
        }
        (Clause::Binary, Value::Bool(bit)) => Ok(u8::from(*bit).to_string()),
        (Clause::Hex { upper }, Value::String(text)) => Ok(hex(text.as_bytes(), upper)),
        (Clause::Hex { upper }, Value::Bytes(bytes)) => Ok(hex(bytes, upper)),
        (Clause::Binary | Clause::Hex { .. } | Clause::Octal, Value::Int(number)) => {
            let sign = if *number < 0 { "-" } else { "" };
            Ok(format!("{sign}{}", in_base(number.unsigned_abs(), clause)))
        }
        (Clause::Binary | Clause::Hex { .. } | Clause::Octal, Value::Uint(number)) => {
            Ok(in_base(*number, clause))
        }
        _ => Err(wrong()),
    }
}

fn in_base(number: u64, clause: Clause) -> String {
    match clause {
        Clause::Binary => format!("{number:b}"),
        Clause::Octal => format!("{number:o}"),
        Clause::Hex { upper: true } => format!("{number:X}"),
        _ => format!("{number:x}"),
    }
}

fn hex(bytes: &[u8], upper: bool) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = if upper { write!(text, "{byte:02X}") } else { write!(text, "{byte:02x}") };
        text
    })
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Double(number) => Some(*number),
        Value::String(text) => match &**text {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        },
        _ => None,
    }
}

fn special(number: f64) -> Option<String> {
    if number.is_nan() {
        return Some("NaN".to_owned());
    }
    number.is_infinite().then(|| if number > 0.0 { "∞" } else { "-∞" }.to_owned())
}

/// With commas between thousands, as is the way in English.
fn fixed(number: f64, digits: usize) -> String {
    if let Some(special) = special(number) {
        return special;
    }
    let text = format!("{number:.digits$}");
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |text| ("-", text));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `1.5×10⁰³`.
fn scientific(number: f64, digits: usize) -> String {
    if let Some(special) = special(number) {
        return special;
    }
    let text = format!("{number:.digits$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let raised = |digit: char| match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => '⁻',
    };
    let sign = if exponent < 0 { "⁻" } else { "" };
    let exponent: String = format!("{:02}", exponent.abs()).chars().map(raised).collect();
    format!("{mantissa}×10{sign}{exponent}")
}

/// A value as `%s` writes it.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("null".to_owned()),
        Value::List(_) | Value::Map(_) => inner(value),
        Value::Bool(_)
        | Value::Int(_)
        | Value::Uint(_)
        | Value::Double(_)
        | Value::String(_)
        | Value::Bytes(_)
        | Value::Duration(_)
        | Value::Timestamp(_)
        | Value::Type(_) => match conversion::call("string", std::slice::from_ref(value))?.ok()? {
            Value::String(text) => Some(text.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// A value as a part of a list or map.
fn inner(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(format!("{text:?}")),
        Value::Bytes(bytes) => Some(format!("b{:?}", String::from_utf8_lossy(bytes))),
        Value::Double(number) if number.is_finite() => Some(format!("{number:.6}")),
        Value::Double(number) if number.is_nan() => Some("\"NaN\"".to_owned()),
        Value::Double(number) => {
            Some(if *number > 0.0 { "\"+Inf\"" } else { "\"-Inf\"" }.to_owned())
        }
        Value::Duration(_) => Some(format!("duration({:?})", text(value)?)),
        Value::Timestamp(_) => Some(format!("timestamp({:?})", text(value)?)),
        Value::List(values) => {
            let parts: Option<Vec<_>> = values.iter().map(inner).collect();
            Some(format!("[{}]", parts?.join(", ")))
        }
        Value::Map(map) => {
            let pair = |(key, value): &(Value, Value)| {
                let plain = matches!(
                    key,
                    Value::String(_) | Value::Bool(_) | Value::Int(_) | Value::Uint(_)
                );
                Some((plain.then(|| inner(key))??, inner(value)?))
            };
            let mut pairs: Vec<_> = map.entries().iter().map(pair).collect::<Option<_>>()?;
            pairs.sort();
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}:{value}")).collect();
            Some(format!("{{{}}}", pairs.join(", ")))
        }
        _ => text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_the_english_way() {
        assert_eq!(fixed(1_234_567.891, 2), "1,234,567.89");
        assert_eq!(fixed(-0.5, 0), "-0");
        assert_eq!(scientific(0.00125, 2), "1.25×10⁻⁰³");
    }
}
