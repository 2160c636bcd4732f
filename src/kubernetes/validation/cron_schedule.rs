//! When a CronJob runs: five fields, or a word. Mirrors `ParseStandard` of
//! `github.com/robfig/cron/v3`.

/// A field: its name, its lowest and highest number, and words for numbers.
struct Field {
    name: &'static str,
    lowest: u32,
    highest: u32,
    words: &'static [&'static str],
}

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: [Field; 5] = [
    Field { name: "minute", lowest: 0, highest: 59, words: &[] },
    Field { name: "hour", lowest: 0, highest: 23, words: &[] },
    Field { name: "day of the month", lowest: 1, highest: 31, words: &[] },
    Field { name: "month", lowest: 1, highest: 12, words: MONTHS },
    Field { name: "day of the week", lowest: 0, highest: 6, words: DAYS },
];

const WORDS: [&str; 7] =
    ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// What is wrong with a schedule; none if nothing is.
pub(super) fn schedule_problem(schedule: &str) -> Option<String> {
    let mut rest = schedule;
    if rest.starts_with("TZ=") || rest.starts_with("CRON_TZ=") {
        let (_, after) = rest.split_once(' ')?;
        rest = after.trim();
    }
    if rest.starts_with('@') {
        let every = rest.strip_prefix("@every ");
        let known = WORDS.contains(&rest) || every.is_some_and(is_duration);
        let all = WORDS.join(", ");
        return (!known).then(|| format!("`{rest}` is none of {all}, @every with a duration"));
    }
    let parts: Vec<&str> = rest.split_whitespace().collect();
    if parts.len() != FIELDS.len() {
        let number = parts.len();
        return Some(format!(
            "has {number} fields, and takes 5: minute, hour, day of the month, month, day of the week"
        ));
    }
    FIELDS
        .iter()
        .zip(parts)
        .find_map(|(field, part)| part.split(',').find_map(|range| field.problem(range)))
}

impl Field {
    /// What is wrong with one range: `*`, `5`, `1-5`, each with a step as in `*/15`.
    fn problem(&self, range: &str) -> Option<String> {
        let wrong = |what: &str| Some(format!("`{range}`, the {}: {what}", self.name));
        let (ends, step) = match range.split_once('/') {
            None => (range, None),
            Some((ends, step)) => (ends, Some(step)),
        };
        if let Some(step) = step {
            match step.parse::<u32>() {
                Ok(0) => return wrong("a step must not be 0"),
                Ok(_) => {}
                Err(_) => return wrong("a step is a number"),
            }
        }
        if matches!(ends, "*" | "?") {
            return None;
        }
        let (first, last) = ends.split_once('-').unwrap_or((ends, ends));
        let (Some(first), Some(last)) = (self.number(first), self.number(last)) else {
            return wrong("a number, a range, or `*` is expected");
        };
        let Field { lowest, highest, .. } = self;
        if first < *lowest || last > *highest {
            return wrong(&format!("it goes from {lowest} to {highest}"));
        }
        if first > last { wrong("the range ends before it begins") } else { None }
    }

    fn number(&self, text: &str) -> Option<u32> {
        let lower = text.to_ascii_lowercase();
        let word = self.words.iter().position(|word| *word == lower);
        word.map(|place| place as u32 + self.lowest).or_else(|| text.parse().ok())
    }
}

/// Whether a text is a duration as Go writes it: `1h30m`.
fn is_duration(text: &str) -> bool {
    const UNITS: [&str; 8] = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"];
    let mut rest = text.trim_start_matches(['-', '+']);
    if rest == "0" {
        return true;
    }
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let number: usize =
            rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (digits, after) = rest.split_at(number);
        if !digits.bytes().any(|byte| byte.is_ascii_digit()) || digits.matches('.').count() > 1 {
            return false;
        }
        let unit = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(unit);
        if !UNITS.contains(&unit) {
            return false;
        }
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules() {
        for good in [
            "* * * * *",
            "*/5 0-6 1,15 JAN-mar mon",
            "0 0 ? * 0",
            "5/10 * * * *",
            "@hourly",
            "@every 1h30m",
            "TZ=UTC 1 * * * *",
        ] {
            assert_eq!(schedule_problem(good), None, "{good}");
        }
        for bad in [
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 7",
            "*/0 * * * *",
            "5-1 * * * *",
            "a * * * *",
            "@sometimes",
            "@every day",
            "1,,2 * * * *",
        ] {
            assert!(schedule_problem(bad).is_some(), "{bad}");
        }
    }
}
