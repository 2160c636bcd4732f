//! Times as Go's `time.Parse` reads them after RFC 3339, which `metav1.Time` takes.

/// Whether Go reads the text as `2006-01-02T15:04:05Z07:00`: a fraction of a second may follow
/// the seconds after a dot or comma, and the hour may have one digit.
pub(super) fn is_rfc3339(text: &str) -> bool {
    parse(text.as_bytes()).is_some()
}

/// Whether Go reads the text as `2006-01-02T15:04:05.000000Z07:00`, which has six digits of a
/// second.
pub(super) fn is_micro(text: &str) -> bool {
    let fraction = text.split_once('.').map(|(_, fraction)| fraction);
    let digits = |fraction: &str| fraction.bytes().take_while(u8::is_ascii_digit).count();
    fraction.is_some_and(|fraction| digits(fraction) == 6) && is_rfc3339(text)
}

fn parse(text: &[u8]) -> Option<()> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(literal(rest, b'-')?, 2)?;
    let (day, rest) = number(literal(rest, b'-')?, 2)?;
    let rest = literal(rest, b'T')?;
    let (hour, rest) = number(rest, 2).or_else(|| number(rest, 1))?;
    let (minute, rest) = number(literal(rest, b':')?, 2)?;
    let (second, rest) = number(literal(rest, b':')?, 2)?;
    zone(fraction(rest))?;
    let in_range = (1..=12).contains(&month)
        && (1..=days(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    in_range.then_some(())
}

fn literal(text: &[u8], byte: u8) -> Option<&[u8]> {
    text.strip_prefix(&[byte])
}

/// A number of exactly so many digits.
fn number(text: &[u8], digits: usize) -> Option<(u32, &[u8])> {
    let (head, rest) = text.split_at_checked(digits)?;
    head.iter()
        .all(u8::is_ascii_digit)
        .then(|| (head.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')), rest))
}

/// Passes over `.123` or `,123`.
fn fraction(text: &[u8]) -> &[u8] {
    match text {
        [b'.' | b',', rest @ ..] => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 { text } else { rest.get(digits..).unwrap_or_default() }
        }
        _ => text,
    }
}

/// `Z`, or hours and minutes; Go lets 24 hours and 60 minutes pass.
fn zone(text: &[u8]) -> Option<()> {
    match text {
        b"Z" => Some(()),
        [b'+' | b'-', rest @ ..] => {
            let (hours, rest) = number(rest, 2)?;
            let (minutes, rest) = number(literal(rest, b':')?, 2)?;
            (hours <= 24 && minutes <= 60 && rest.is_empty()).then_some(())
        }
        _ => None,
    }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_rfc3339;

    #[test]
    fn what_go_reads() {
        for text in [
            "2024-02-29T23:59:59Z",
            "2024-01-01T1:00:00Z",
            "2024-01-01T01:00:00.5+02:00",
            "2024-01-01T01:00:00,123456789-24:60",
            "0000-01-01T00:00:00Z",
        ] {
            assert!(is_rfc3339(text), "{text}");
        }
        for text in [
            "",
            "2024-01-01",
            "2024-01-01 01:00:00Z",
            "2023-02-29T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:00:60Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+25:00",
            "+024-01-01T00:00:00Z",
        ] {
            assert!(!is_rfc3339(text), "{text}");
        }
    }
}
