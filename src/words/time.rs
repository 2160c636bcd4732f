//! Durations as people say them.

/// Seconds in the unit that fits them.
#[must_use]
pub(crate) fn time(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds.div_ceil(60)),
        _ => {
            let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
            if minutes == 0 { format!("{hours} h") } else { format!("{hours} h {minutes} min") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_round() {
        assert_eq!(
            [90, 540, 3601, 7200, 9000].map(time),
            ["90 s", "9 min", "61 min", "2 h", "2 h 30 min"]
        );
    }
}
