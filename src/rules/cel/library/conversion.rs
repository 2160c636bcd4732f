//! From one type to another.

use crate::rules::cel::value::time::{parse_duration, show_duration};
use crate::rules::cel::value::{Fault, Outcome, Timestamp, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "type(A) -> type(A)",
    "dyn(A) -> dyn",
    "bool(bool) -> bool",
    "bool(string) -> bool",
    "bytes(bytes) -> bytes",
    "bytes(string) -> bytes",
    "double(double) -> double",
    "double(int) -> double",
    "double(string) -> double",
    "double(uint) -> double",
    "duration(duration) -> duration",
    "duration(int) -> duration",
    "duration(string) -> duration",
    "int(int) -> int",
    "int(double) -> int",
    "int(duration) -> int",
    "int(string) -> int",
    "int(timestamp) -> int",
    "int(uint) -> int",
    "string(string) -> string",
    "string(bool) -> string",
    "string(bytes) -> string",
    "string(double) -> string",
    "string(duration) -> string",
    "string(int) -> string",
    "string(timestamp) -> string",
    "string(uint) -> string",
    "timestamp(timestamp) -> timestamp",
    "timestamp(int) -> timestamp",
    "timestamp(string) -> timestamp",
    "uint(uint) -> uint",
    "uint(double) -> uint",
    "uint(int) -> uint",
    "uint(string) -> uint",
];

/// Whether a function is a conversion, which Kubernetes works out beforehand where its argument is
/// a constant.
pub(in crate::rules::cel) fn is_conversion(name: &str) -> bool {
    const NAMES: [&str; 10] = [
        "bool",
        "bytes",
        "double",
        "duration",
        "dyn",
        "int",
        "string",
        "timestamp",
        "type",
        "uint",
    ];
    NAMES.contains(&name)
}

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    let [value] = args else { return None };
    Some(match name {
        "type" => Ok(Value::Type(value.type_name())),
        "dyn" => Ok(value.clone()),
        "bool" => to_bool(value)?,
        "bytes" => to_bytes(value)?,
        "double" => to_double(value)?,
        "duration" => to_duration(value)?,
        "int" => to_int(value)?,
        "string" => to_string(value)?,
        "timestamp" => to_timestamp(value)?,
        "uint" => to_uint(value)?,
        _ => return None,
    })
}

fn failed(value: &Value, to: &str) -> Fault {
    Fault::new(format!("type conversion error from '{}' to '{to}'", value.type_name()))
}

fn to_bool(value: &Value) -> Option<Outcome> {
    Some(match value {
        Value::Bool(_) => Ok(value.clone()),
        Value::String(text) => match &**text {
            "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(Value::Bool(true)),
            "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(Value::Bool(false)),
            _ => Err(failed(value, "bool")),
        },
        _ => return None,
    })
}

fn to_bytes(value: &Value) -> Option<Outcome> {
    match value {
        Value::Bytes(_) => Some(Ok(value.clone())),
        Value::String(text) => Some(Ok(Value::Bytes(text.as_bytes().into()))),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "as Go converts")]
fn to_double(value: &Value) -> Option<Outcome> {
    Some(Ok(match value {
        Value::Double(_) => value.clone(),
        Value::Int(number) => Value::Double(*number as f64),
        Value::Uint(number) => Value::Double(*number as f64),
        Value::String(text) => {
            let in_range = |number: &f64| {
                number.is_finite() || !text.contains(|digit: char| digit.is_ascii_digit())
            };
            return Some(match text.parse::<f64>().ok().filter(in_range) {
                Some(number) => Ok(Value::Double(number)),
                None => Err(failed(value, "double")),
            });
        }
        _ => return None,
    }))
}

fn to_duration(value: &Value) -> Option<Outcome> {
    const NAME: &str = "google.protobuf.Duration";
    Some(match value {
        Value::Duration(_) => Ok(value.clone()),
        Value::String(text) => {
            parse_duration(text).map(Value::Duration).ok_or_else(|| failed(value, NAME))
        }
        Value::Int(_) => Err(failed(value, NAME)),
        _ => return None,
    })
}

fn to_int(value: &Value) -> Option<Outcome> {
    let overflow = || Fault::new("integer overflow");
    Some(match value {
        Value::Int(_) => Ok(value.clone()),
        Value::Uint(number) => i64::try_from(*number).map(Value::Int).map_err(|_| overflow()),
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        Value::Double(number)
            if *number > -9.223_372_036_854_775e18 && *number < 9.223_372_036_854_775e18 =>
        {
            Ok(Value::Int(*number as i64))
        }
        Value::Double(_) => Err(overflow()),
        Value::Duration(nanos) => Ok(Value::Int(*nanos)),
        Value::Timestamp(time) => Ok(Value::Int(time.seconds)),
        Value::String(text) => text.parse().map(Value::Int).map_err(|_| failed(value, "int")),
        _ => return None,
    })
}

fn to_uint(value: &Value) -> Option<Outcome> {
    let overflow = || Fault::new("unsigned integer overflow");
    Some(match value {
        Value::Uint(_) => Ok(value.clone()),
        Value::Int(number) => u64::try_from(*number).map(Value::Uint).map_err(|_| overflow()),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the range is checked"
        )]
        Value::Double(number) if *number >= 0.0 && *number < 1.844_674_407_370_955e19 => {
            Ok(Value::Uint(*number as u64))
        }
        Value::Double(_) => Err(overflow()),
        Value::String(text) => {
            let digits = !text.starts_with('+');
            let parsed = text.parse().ok().filter(|_| digits);
            parsed.map(Value::Uint).ok_or_else(|| failed(value, "uint"))
        }
        _ => return None,
    })
}

fn to_string(value: &Value) -> Option<Outcome> {
    Some(Ok(Value::from(match value {
        Value::String(_) => return Some(Ok(value.clone())),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Uint(value) => value.to_string(),
        Value::Double(value) => show_double(*value),
        Value::Duration(nanos) => show_duration(*nanos),
        Value::Timestamp(time) => time.show(),
        Value::Type(name) => (*name).to_owned(),
        Value::Bytes(bytes) => {
            let text = std::str::from_utf8(bytes).map(Value::from);
            let invalid = "invalid UTF-8 in bytes, cannot convert to string";
            return Some(text.map_err(|_| Fault::new(invalid)));
        }
        _ => return None,
    })))
}

fn to_timestamp(value: &Value) -> Option<Outcome> {
    let overflow = || Fault::new("timestamp overflow");
    Some(match value {
        Value::Timestamp(_) => Ok(value.clone()),
        Value::Int(seconds) => {
            Timestamp::from_seconds(*seconds, 0).map(Value::Timestamp).ok_or_else(overflow)
        }
        Value::String(text) => Timestamp::parse(text)
            .map(Value::Timestamp)
            .ok_or_else(|| failed(value, "google.protobuf.Timestamp")),
        _ => return None,
    })
}

/// A number as Go's `%g` writes it.
pub(super) fn show_double(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if number != 0.0 && !(-4..6).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    format!("{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_written_as_go_does() {
        for (number, text) in
            [(1.5, "1.5"), (1000.0, "1000"), (1_234_567.0, "1.234567e+06"), (0.00001, "1e-05")]
        {
            assert_eq!(show_double(number), text);
        }
    }
}
