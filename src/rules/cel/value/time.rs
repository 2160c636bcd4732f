//! Points in time and durations, read and written as Go does.

use std::fmt::Write;

const NANOS: i64 = 1_000_000_000;

/// A point in time, with the offset from UTC that it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timestamp {
    /// Seconds since 1970.
    pub(in crate::rules::cel) seconds: i64,
    /// Nanoseconds of the second.
    pub(in crate::rules::cel) nanos: u32,
    offset: i32,
}

/// A day and a time of it.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules::cel) struct Civil {
    pub(in crate::rules::cel) year: i64,
    /// From 1.
    pub(in crate::rules::cel) month: i64,
    /// From 1.
    pub(in crate::rules::cel) day: i64,
    /// Seconds since midnight.
    pub(in crate::rules::cel) second: i64,
    /// From 0.
    pub(in crate::rules::cel) day_of_year: i64,
    /// From 0, a Sunday.
    pub(in crate::rules::cel) day_of_week: i64,
}

/// The first and the last second that can be told: years 1 to 9999.
const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

impl Timestamp {
    /// A second since 1970; none outside of the years 1 to 9999.
    pub(in crate::rules::cel) fn from_seconds(seconds: i64, nanos: u32) -> Option<Self> {
        RANGE.contains(&seconds).then_some(Self { seconds, nanos, offset: 0 })
    }

    /// Reads RFC 3339.
    pub(in crate::rules::cel) fn parse(text: &str) -> Option<Self> {
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = text.get(from..to)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let bytes = text.as_bytes();
        let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
        if !(is(4, b'-') && is(7, b'-') && is(10, b'T') && is(13, b':') && is(16, b':')) {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let in_range = (1..=12).contains(&month)
            && (1..=days_of(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if !in_range {
            return None;
        }
        let mut at = 19;
        let mut nanos = 0;
        if matches!(bytes.get(at), Some(b'.' | b',')) {
            let digits = bytes.get(at + 1..)?.iter().take_while(|b| b.is_ascii_digit()).count();
            let fraction = text.get(at + 1..at + 1 + digits.min(9)).filter(|_| digits > 0)?;
            nanos = format!("{fraction:0<9}").parse().ok()?;
            at += 1 + digits;
        }
        let offset = match text.get(at..)? {
            "Z" => 0,
            zone if zone.len() == 6 && is(at + 3, b':') => {
                let (hours, minutes) = (number(at + 1, at + 3)?, number(at + 4, at + 6)?);
                let sign = if is(at, b'+') {
                    1
                } else if is(at, b'-') {
                    -1
                } else {
                    return None;
                };
                if hours > 24 || minutes > 60 {
                    return None;
                }
                sign * i32::try_from(hours * 3600 + minutes * 60).ok()?
            }
            _ => return None,
        };
        let days = days_from_civil(year, month, day);
        let local = days * 86_400 + hour * 3600 + minute * 60 + second;
        Some(Self { offset, ..Self::from_seconds(local - i64::from(offset), nanos)? })
    }

    /// What two of them are compared by.
    pub(in crate::rules::cel) const fn instant(&self) -> (i64, u32) {
        (self.seconds, self.nanos)
    }

    /// Whether it is Go's zero time.
    pub(in crate::rules::cel) const fn is_zero(&self) -> bool {
        self.seconds == *RANGE.start() && self.nanos == 0
    }

    /// Later by nanoseconds.
    pub(in crate::rules::cel) fn plus(&self, duration: i64) -> Option<Self> {
        let nanos = i64::from(self.nanos) + duration.rem_euclid(NANOS);
        let carried = self.seconds.checked_add(duration.div_euclid(NANOS))?;
        let seconds = carried.checked_add(nanos.div_euclid(NANOS))?;
        let nanos = u32::try_from(nanos.rem_euclid(NANOS)).ok()?;
        Some(Self { offset: self.offset, ..Self::from_seconds(seconds, nanos)? })
    }

    /// The nanoseconds since another one.
    pub(in crate::rules::cel) fn since(&self, other: &Self) -> Option<i64> {
        let seconds = self.seconds.checked_sub(other.seconds)?.checked_mul(NANOS)?;
        seconds.checked_add(i64::from(self.nanos) - i64::from(other.nanos))
    }

    /// The day and time at an offset from UTC.
    pub(in crate::rules::cel) fn civil(&self, offset: i64) -> Civil {
        let local = self.seconds + offset;
        let days = local.div_euclid(86_400);
        let (year, month, day) = civil_from_days(days);
        Civil {
            year,
            month,
            day,
            second: local.rem_euclid(86_400),
            day_of_year: days - days_from_civil(year, 1, 1),
            day_of_week: (days + 4).rem_euclid(7),
        }
    }

    /// RFC 3339 with as many digits of a second as it takes.
    pub(in crate::rules::cel) fn show(&self) -> String {
        let civil = self.civil(i64::from(self.offset));
        let (hour, minute, second) =
            (civil.second / 3600, civil.second / 60 % 60, civil.second % 60);
        let mut text = format!(
            "{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}",
            civil.year, civil.month, civil.day
        );
        if self.nanos > 0 {
            let fraction = format!("{:09}", self.nanos);
            text.push('.');
            text.push_str(fraction.trim_end_matches('0'));
        }
        if self.offset == 0 {
            text.push('Z');
        } else {
            let sign = if self.offset < 0 { '-' } else { '+' };
            let minutes = self.offset.abs() / 60;
            let _ = write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
        }
        text
    }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that a leap day is the last one.
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

/// Nanoseconds of a text such as `1h30m` or `-1.5s`, as Go's `time.ParseDuration` reads it.
pub(in crate::rules) fn parse_duration(text: &str) -> Option<i64> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let run = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (whole, after) = rest.split_at_checked(run(rest))?;
        let (fraction, after) = match after.strip_prefix('.') {
            Some(after) => after.split_at_checked(run(after))?,
            None => ("", after),
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let unit = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(unit)?;
        let scale: i128 = match unit {
            "ns" => 1,
            "us" | "µs" | "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => return None,
        };
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        total = total.checked_add(whole.checked_mul(scale)?)?;
        let digits = fraction.get(..fraction.len().min(18))?;
        if !digits.is_empty() {
            let part: i128 = digits.parse().ok()?;
            total += part * scale / 10_i128.pow(u32::try_from(digits.len()).ok()?);
        }
        rest = after;
    }
    i64::try_from(if negative { -total } else { total }).ok()
}

/// The seconds of a duration, in the shortest way.
pub(in crate::rules::cel) fn show_duration(nanos: i64) -> String {
    let (sign, nanos) = (if nanos < 0 { "-" } else { "" }, nanos.unsigned_abs());
    let text = format!("{sign}{}.{:09}", nanos / 1_000_000_000, nanos % 1_000_000_000);
    format!("{}s", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written() {
        let shown = |text| Timestamp::parse(text).map(|time| time.show());
        for text in ["2024-02-29T12:00:01Z", "1969-12-31T23:59:59.5Z", "2030-01-01T00:00:00+05:30"]
        {
            assert_eq!(shown(text).as_deref(), Some(text));
        }
        for text in ["2023-02-29T00:00:00Z", "yesterday", "2024-01-01", "2024-01-01T24:00:00Z"] {
            assert_eq!(shown(text), None);
        }
        let civil = Timestamp::parse("2024-03-01T00:00:00Z").map(|time| time.civil(0));
        assert_eq!(civil.map(|c| (c.day_of_year, c.day_of_week)), Some((60, 5)));
    }

    #[test]
    fn durations_are_read_and_written() {
        let shown = |text| parse_duration(text).map(show_duration);
        assert_eq!(shown("1h30m").as_deref(), Some("5400s"));
        assert_eq!(shown("-1.5s").as_deref(), Some("-1.5s"));
        assert_eq!(shown("0.25ms").as_deref(), Some("0.00025s"));
        for text in ["5 minutes", "", "1", "h", "1d"] {
            assert_eq!(shown(text), None);
        }
    }
}
