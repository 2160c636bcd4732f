//! Many names in few words, as in a shell: `worker-{1..12}`, `worker-{a,b}-{01..10}`.

/// How many names one pattern may stand for.
pub(crate) const MOST: usize = 1_000_000;

/// How many braces a pattern may have.
const BRACES: usize = 16;

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PatternError {
    /// A brace without its counterpart.
    #[error("a brace is not closed, or not opened")]
    Unbalanced,
    /// Nothing between braces or commas.
    #[error("`{{{0}}}` names nothing between its braces or commas")]
    Empty(String),
    /// A range whose end comes before its start, or that is none.
    #[error("`{0}` is not a range: a smaller number, two dots, a larger one, as in `1..12`")]
    Range(String),
    /// Too many braces: nobody means that.
    #[error("that is more than {BRACES} braces")]
    Braces,
    /// Too many names.
    #[error("that is more than {MOST} names")]
    TooMany,
}

/// The names that a pattern stands for, in order: the last brace runs fastest.
///
/// # Errors
/// The pattern can't be read, or stands for more than [`MOST`] names.
pub(crate) fn expand(pattern: &str) -> Result<Vec<String>, PatternError> {
    if memchr::memchr_iter(b'{', pattern.as_bytes()).count() > BRACES {
        return Err(PatternError::Braces);
    }
    let Some((before, rest)) = pattern.split_once('{') else {
        let stray = pattern.contains('}');
        return if stray { Err(PatternError::Unbalanced) } else { Ok(vec![pattern.to_owned()]) };
    };
    let (inside, after) = rest.split_once('}').ok_or(PatternError::Unbalanced)?;
    if before.contains('}') || inside.contains('{') {
        return Err(PatternError::Unbalanced);
    }
    let mut middles = Vec::new();
    for item in inside.split(',') {
        if item.is_empty() {
            return Err(PatternError::Empty(inside.to_owned()));
        }
        push_item(item, &mut middles)?;
    }
    let ends = expand(after)?;
    if middles.len().saturating_mul(ends.len()) > MOST {
        return Err(PatternError::TooMany);
    }
    let name = |middle: &String, end: &String| format!("{before}{middle}{end}");
    Ok(middles.iter().flat_map(|m| ends.iter().map(move |end| name(m, end))).collect())
}

/// Adds a word, or the numbers of a range.
fn push_item(item: &str, to: &mut Vec<String>) -> Result<(), PatternError> {
    let Some((first, last)) = item.split_once("..") else {
        to.push(item.to_owned());
        return Ok(());
    };
    let wrong = || PatternError::Range(item.to_owned());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(first) || !digits(last) {
        return Err(wrong());
    }
    let from: usize = first.parse().map_err(|_| wrong())?;
    let until: usize = last.parse().map_err(|_| wrong())?;
    if until < from {
        return Err(wrong());
    }
    if until - from >= MOST || to.len() + (until - from) >= MOST {
        return Err(PatternError::TooMany);
    }
    // A leading zero says how wide all of them are.
    let padded = first.len() > 1 && first.starts_with('0');
    let width = if padded { first.len() } else { 0 };
    to.extend((from..=until).map(|number| format!("{number:0width$}")));
    Ok(())
}

/// Few patterns for names: those that differ in one number are taken together, or all of them by
/// what stands between their common start and end, whichever is shorter.
#[must_use]
pub(crate) fn compress(names: &[&str]) -> Vec<String> {
    let by_number = (0..NUMBERS).map(|skip| families(names, skip));
    let by_number = by_number.min_by_key(Vec::len).unwrap_or_default();
    if by_number.len() < 3 {
        return by_number;
    }
    let length = |patterns: &[String]| patterns.iter().map(|p| p.len() + 2).sum::<usize>();
    let by_middle = middles(names).filter(|middles| length(middles) < length(&by_number));
    by_middle.unwrap_or(by_number)
}

/// How many of a name's numbers, from its end, may be the one that counts.
const NUMBERS: usize = 4;

/// One pattern for names that are the same but for one number, the last one but `skip`.
fn families(names: &[&str], skip: usize) -> Vec<String> {
    // By what stands around the number, in the order of first sight.
    let mut families: Vec<((&str, &str), Vec<&str>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for name in names {
        let (before, number, after) = split(name, skip);
        let place = *places.entry((before, after, number.is_empty())).or_insert_with(|| {
            families.push(((before, after), Vec::new()));
            families.len() - 1
        });
        if let Some((_, numbers)) = families.get_mut(place) {
            numbers.push(number);
        }
    }
    let pattern = |((before, after), numbers): ((&str, &str), Vec<&str>)| match numbers.as_slice() {
        [only] => format!("{before}{only}{after}"),
        _ => format!("{before}{{{}}}{after}", ranges(numbers)),
    };
    families.into_iter().map(pattern).collect()
}

/// A name cut at its last number but `skip`; no number where it has fewer.
fn split(name: &str, skip: usize) -> (&str, &str, &str) {
    let bytes = name.as_bytes();
    let digits = |end: usize| {
        let before = bytes.get(..end).unwrap_or_default().iter().rev();
        before.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let last = |end: usize| {
        let before = bytes.get(..end).unwrap_or_default();
        before.iter().rposition(u8::is_ascii_digit).map(|place| place + 1)
    };
    let mut end = last(bytes.len());
    for _ in 0..skip {
        end = end.and_then(|end| last(end - digits(end)));
    }
    let Some(end) = end else { return (name, "", "") };
    // Longer ones are no counters, and might not be numbers to a machine.
    let start = end - digits(end).min(9);
    let part = |range: std::ops::Range<usize>| name.get(range).unwrap_or_default();
    (part(0..start), part(start..end), part(end..name.len()))
}

/// How long a pattern may be, so that lines stay short.
const PATTERN: usize = 90;

/// Names by what stands between the start and the end that all of them have; none where they have
/// nothing in common, or one of them nothing else.
fn middles(names: &[&str]) -> Option<Vec<String>> {
    let (first, rest) = names.split_first()?;
    let is_border = |byte: &u8| matches!(byte, b'-' | b'.');
    let (mut start, mut end) = (first.len(), first.len());
    for name in rest {
        let pairs = first.bytes().zip(name.bytes());
        start = start.min(pairs.take_while(|(a, b)| a == b).count());
        let pairs = first.bytes().rev().zip(name.bytes().rev());
        end = end.min(pairs.take_while(|(a, b)| a == b).count());
    }
    // Whole words alone.
    let bytes = first.as_bytes();
    start = bytes.get(..start)?.iter().rposition(is_border).map_or(0, |place| place + 1);
    let tail = bytes.get(bytes.len() - end..)?;
    end = tail.iter().position(is_border).map_or(0, |place| tail.len() - place);
    let (before, after) = (first.get(..start)?, first.get(first.len() - end..)?);
    if before.is_empty() && after.is_empty() {
        return None;
    }
    let mut patterns: Vec<String> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut length = 0;
    let whole = |words: &mut Vec<&str>| match std::mem::take(words).as_slice() {
        [only] => format!("{before}{only}{after}"),
        words => format!("{before}{{{}}}{after}", words.join(",")),
    };
    for name in names {
        let middle = name.get(start..name.len().checked_sub(end)?)?;
        if middle.is_empty() {
            return None;
        }
        if !words.is_empty() && before.len() + after.len() + length + middle.len() > PATTERN {
            patterns.push(whole(&mut words));
            length = 0;
        }
        words.push(middle);
        length += middle.len() + 1;
    }
    patterns.push(whole(&mut words));
    Some(patterns)
}

/// Numbers as the inside of a brace: `1..3,7`.
fn ranges(mut numbers: Vec<&str>) -> String {
    let value = |text: &&str| text.parse::<u32>().unwrap_or_default();
    numbers.sort_unstable_by_key(|text| (text.len(), value(text)));
    let follows = |a: &&str, b: &&str| {
        let zero = |text: &str| text.len() > 1 && text.starts_with('0');
        let same = a.len() == b.len() || (!zero(a) && !zero(b));
        // A range is as wide as its first number, if that has a leading zero.
        let width = !zero(b) || zero(a);
        same && width && value(a).checked_add(1) == Some(value(b))
    };
    let mut items: Vec<String> = Vec::new();
    for run in numbers.chunk_by(follows) {
        match run {
            [first, .., last] if run.len() > 2 => items.push(format!("{first}..{last}")),
            _ => items.extend(run.iter().map(|number| (*number).to_owned())),
        }
    }
    items.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_names() {
        let all = |pattern| expand(pattern).unwrap().join(" ");
        assert_eq!(all("only"), "only");
        assert_eq!(all("w-{1..3}"), "w-1 w-2 w-3");
        assert_eq!(all("w-{08..11}.x"), "w-08.x w-09.x w-10.x w-11.x");
        assert_eq!(all("{a,b}-{1..2,7}"), "a-1 a-2 a-7 b-1 b-2 b-7");
        assert_eq!(all("{9..11}"), "9 10 11");
    }

    #[test]
    fn what_is_no_pattern() {
        for pattern in ["a{1", "a}", "a{1..2}}", "{a{b}}"] {
            assert_eq!(expand(pattern), Err(PatternError::Unbalanced), "{pattern}");
        }
        assert_eq!(expand("a{1,}"), Err(PatternError::Empty("1,".to_owned())));
        for range in ["3..1", "a..b", "1..", "..2", "1..2..3", "-1..2"] {
            let found = expand(&format!("a{{{range}}}"));
            assert_eq!(found, Err(PatternError::Range(range.to_owned())));
        }
        assert_eq!(expand(&"{a}".repeat(100_000)), Err(PatternError::Braces));
        for pattern in ["{0..1000000}", "{1..1000}-{1..1001}", "{0..99999999999999999}"] {
            assert_eq!(expand(pattern), Err(PatternError::TooMany), "{pattern}");
        }
    }

    #[test]
    fn names_come_back_from_their_patterns() {
        for (names, patterns) in [
            ("w-1 w-2 w-3 w-4", "w-{1..4}"),
            ("w-1 w-2 w-4", "w-{1,2,4}"),
            ("w-9 w-10 w-11", "w-{9..11}"),
            ("w-09 w-10 w-11", "w-{09..11}"),
            ("w-98 w-99 w-100", "w-{98..100}"),
            ("a b", "a b"),
            ("ip-10-0-0-7.x ip-10-0-0-8.x ip-10-0-1-8.x", "ip-10-0-0-{7,8}.x ip-10-0-1-8.x"),
            ("n-00 n-0 n-01 n-1", "n-{0,1,00,01}"),
            ("n-099 n-100 n-98 n-99", "n-{98,99,099,100}"),
            ("a1 a", "a1 a"),
            ("ip-0-7.eu-1.x ip-0-8.eu-1.x ip-0-9.eu-1.x", "ip-0-{7..9}.eu-1.x"),
            ("ip-1-7.eu-1 ip-2-8.eu-1 ip-3-9.eu-1", "ip-{1-7,2-8,3-9}.eu-1"),
            ("a-b-c a-c b-c", "{a-b,a,b}-c"),
            ("w-b w-c w-d-e", "w-{b,c,d-e}"),
            ("w-1 x-1 w", "w-1 x-1 w"),
        ] {
            let all: Vec<&str> = names.split(' ').collect();
            let found = compress(&all);
            assert_eq!(found.join(" "), patterns);
            let mut back: Vec<String> = found.iter().flat_map(|p| expand(p).unwrap()).collect();
            let mut all: Vec<String> = all.into_iter().map(str::to_owned).collect();
            back.sort();
            all.sort();
            assert_eq!(back, all);
        }
    }
}
