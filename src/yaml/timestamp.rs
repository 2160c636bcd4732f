//! Timestamps, which only `!!timestamp` asks for: otherwise they stay the text that they are.

/// Whether go-yaml v2 reads a text as a timestamp: a date, alone or with a time after `T` or `t`
/// and with a zone, or with a time after a blank and without one.
pub(super) fn is_timestamp(text: &str) -> bool {
    let mut rest = text;
    let year = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if year != 4 {
        return false;
    }
    let Ok(year) = rest[..4].parse::<u32>() else { return false };
    rest = &rest[4..];
    let date = literal(&mut rest, '-')
        .and_then(|()| number(&mut rest))
        .filter(|month| (1..=12).contains(month))
        .and_then(|month| {
            literal(&mut rest, '-')?;
            number(&mut rest).filter(|day| (1..=days_in(year, month)).contains(day))
        });
    if date.is_none() {
        return false;
    }
    let Some(separator) = rest.chars().next() else { return true };
    rest = &rest[separator.len_utf8()..];
    let complete = match separator {
        'T' | 't' => time(&mut rest).and_then(|()| zone(&mut rest)),
        ' ' => time(&mut rest),
        _ => None,
    };
    complete.is_some() && rest.is_empty()
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn literal(rest: &mut &str, character: char) -> Option<()> {
    *rest = rest.strip_prefix(character)?;
    Some(())
}

/// One or two digits.
fn number(rest: &mut &str) -> Option<u32> {
    let digits = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok()?;
    *rest = &rest[digits..];
    Some(number)
}

/// Hours, minutes, seconds, and a fraction of any length.
fn time(rest: &mut &str) -> Option<()> {
    number(rest).filter(|hour| *hour < 24)?;
    literal(rest, ':')?;
    number(rest).filter(|minute| *minute < 60)?;
    literal(rest, ':')?;
    number(rest).filter(|second| *second < 60)?;
    let fraction = rest.strip_prefix(['.', ',']).unwrap_or_default();
    if fraction.starts_with(|c: char| c.is_ascii_digit()) {
        *rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    Some(())
}

/// `Z`, or an offset of the form `+07:00`.
fn zone(rest: &mut &str) -> Option<()> {
    if literal(rest, 'Z').is_some() {
        return Some(());
    }
    let offset = rest.strip_prefix(['+', '-'])?;
    let (hours, minutes) = offset.split_once(':')?;
    let two_digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let valid = two_digits(hours) && two_digits(minutes) && hours <= "24" && minutes <= "60";
    *rest = "";
    valid.then_some(())
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn timestamps() {
        for text in [
            "2001-12-14",
            "2001-1-2",
            "2000-02-29",
            "2001-12-14t21:59:43.10-05:00",
            "2001-12-14T1:2:3Z",
            "2001-12-14 21:59:43.123456789012",
        ] {
            assert!(is_timestamp(text), "{text}");
        }
        for text in [
            "2001-12",
            "2001-13-01",
            "1900-02-29",
            "20011-1-1",
            "2001-12-14 21:59:43 -5",
            "2001-12-14T21:59:43",
            "2001-12-14T24:00:00Z",
            "2001-12-14x",
            "soon",
        ] {
            assert!(!is_timestamp(text), "{text}");
        }
    }
}
