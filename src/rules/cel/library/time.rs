//! Parts of points in time and durations.

use crate::rules::cel::value::{Fault, Outcome, Timestamp, Value};

pub(super) const DECLARATIONS: &[&str] = &[
    "timestamp.getFullYear() -> int",
    "timestamp.getFullYear(string) -> int",
    "timestamp.getMonth() -> int",
    "timestamp.getMonth(string) -> int",
    "timestamp.getDayOfYear() -> int",
    "timestamp.getDayOfYear(string) -> int",
    "timestamp.getDayOfMonth() -> int",
    "timestamp.getDayOfMonth(string) -> int",
    "timestamp.getDate() -> int",
    "timestamp.getDate(string) -> int",
    "timestamp.getDayOfWeek() -> int",
    "timestamp.getDayOfWeek(string) -> int",
    "timestamp.getHours() -> int",
    "timestamp.getHours(string) -> int",
    "duration.getHours() -> int",
    "timestamp.getMinutes() -> int",
    "timestamp.getMinutes(string) -> int",
    "duration.getMinutes() -> int",
    "timestamp.getSeconds() -> int",
    "timestamp.getSeconds(string) -> int",
    "duration.getSeconds() -> int",
    "timestamp.getMilliseconds() -> int",
    "timestamp.getMilliseconds(string) -> int",
    "duration.getMilliseconds() -> int",
];

pub(super) fn call(name: &str, args: &[Value]) -> Option<Outcome> {
    match args {
        [Value::Timestamp(time)] => part(name, time, 0).map(|part| Ok(Value::Int(part))),
        [Value::Timestamp(time), Value::String(zone)] => match offset(zone) {
            Ok(offset) => part(name, time, offset).map(|part| Ok(Value::Int(part))),
            Err(fault) => Some(Err(fault)),
        },
        [Value::Duration(nanos)] => {
            let unit = match name {
                "getHours" => 3_600_000_000_000,
                "getMinutes" => 60_000_000_000,
                "getSeconds" => 1_000_000_000,
                "getMilliseconds" => 1_000_000,
                _ => return None,
            };
            Some(Ok(Value::Int(nanos / unit)))
        }
        _ => None,
    }
}

fn part(name: &str, time: &Timestamp, offset: i64) -> Option<i64> {
    let civil = time.civil(offset);
    Some(match name {
        "getFullYear" => civil.year,
        "getMonth" => civil.month - 1,
        "getDayOfYear" => civil.day_of_year,
        "getDayOfMonth" => civil.day - 1,
        "getDate" => civil.day,
        "getDayOfWeek" => civil.day_of_week,
        "getHours" => civil.second / 3600,
        "getMinutes" => civil.second / 60 % 60,
        "getSeconds" => civil.second % 60,
        "getMilliseconds" => i64::from(time.nanos / 1_000_000),
        _ => return None,
    })
}

/// The seconds that a zone is ahead of UTC. Named ones need a table that isn't here.
fn offset(zone: &str) -> Result<i64, Fault> {
    if matches!(zone, "" | "UTC") {
        return Ok(0);
    }
    let Some((hours, minutes)) = zone.split_once(':') else {
        return Err(Fault::unknown(format!("the time in the zone `{zone}`")));
    };
    let (Ok(hours), Ok(minutes)) = (hours.parse::<i64>(), minutes.parse::<i64>()) else {
        return Err(Fault::new(format!("`{zone}` is no time zone")));
    };
    if hours.abs() > 24 || !(0..60).contains(&minutes) {
        return Err(Fault::unknown(format!("the time in the zone `{zone}`")));
    }
    let minutes = if zone.starts_with('-') { -minutes } else { minutes };
    Ok(hours * 3600 + minutes * 60)
}
