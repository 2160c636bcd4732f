//! Reading sentences. The grammar is small and strict, so that a sentence means what it says:
//!
//! ```text
//! sentence := ("every" | "no") "node" where
//!           | ("at least" | "at most") N ("node" | "nodes") where
//!           | ("at least" | "at most") N% "of" ("nodes" where | "pool" NAME where)
//!           | "at most" (N% | QUANTITY) "of" RESOURCE ("on every node" | "per node" | "in all") where
//! where    := { "of pool" NAME | "with" LABEL { ("and" | ",") LABEL } | "without" LABEL }
//! LABEL    := KEY | !KEY | KEY=VALUE | KEY!=VALUE | KEY ("in" | "not in") (VALUE, …)
//! ```

use std::ops::Range;

use super::{Claim, Expectation, Meant, Percent, Portion, Share};
use crate::inventory::resources::is_scalar;
use crate::kubernetes::labels::Requirement;
use crate::kubernetes::quantity::Quantity;
use crate::words::list::or;
use crate::words::near::nearest;

/// Why a sentence can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// The bytes of the sentence at which it goes wrong; empty where something is missing.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// A sentence that can be read, near to what is written.
    pub instead: String,
}

/// What is wrong, with the words that would have been right.
struct Wrong {
    at: Range<usize>,
    message: String,
    wanted: &'static [&'static str],
}

type Read<T> = Result<T, Wrong>;

/// The sentences of a text, each with the byte at which it begins: they stand on lines of their own
/// or are divided by `;`.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let parts = text.split([';', '\n']).map(move |part| {
        let at = start + (part.len() - part.trim_start().len());
        start += part.len() + 1;
        (at, part.trim())
    });
    parts.filter(|(_, part)| !part.is_empty())
}

/// Reads a sentence.
///
/// # Errors
/// Where it leaves the grammar, with what could be written there.
pub(crate) fn parse(text: &str) -> Result<Expectation, Unreadable> {
    read(text).map_err(|wrong| {
        let instead = corrected(text, &wrong, CORRECTIONS).unwrap_or_else(|| form_like(text));
        Unreadable { at: wrong.at, message: wrong.message, instead }
    })
}

/// How many words of a sentence are corrected.
const CORRECTIONS: usize = 4;

/// Words that people write, and those that are meant.
const SAME: [(&str, &str); 14] = [
    ("any", "every"),
    ("none", "no"),
    ("never", "no"),
    ("where", "with"),
    ("having", "with"),
    ("has", "with"),
    ("labelled", "with"),
    ("labeled", "with"),
    ("that", "with"),
    ("in", "of"),
    ("from", "of"),
    ("minimum", "least"),
    ("maximum", "most"),
    ("total", "all"),
];

/// The sentence with the wrong word replaced by the one that is likely meant, if it can be read then.
fn corrected(text: &str, wrong: &Wrong, left: usize) -> Option<String> {
    let left = left.checked_sub(1)?;
    let (before, word) = (text.get(..wrong.at.start)?, text.get(wrong.at.clone())?);
    let after = text.get(wrong.at.end..)?;
    let lower = word.to_lowercase();
    let same = SAME.iter().find(|(said, meant)| *said == lower && wrong.wanted.contains(meant));
    let meant = same.map(|(_, meant)| *meant);
    let meant = meant.or_else(|| nearest(&lower, wrong.wanted.iter().copied()));
    let candidates = match word {
        "" => wrong.wanted,
        _ => meant.as_slice(),
    };
    candidates.iter().find_map(|meant| {
        let gap = if word.is_empty() && !before.ends_with(char::is_whitespace) { " " } else { "" };
        let text = format!("{before}{gap}{meant}{after}");
        match read(&text) {
            Ok(_) => Some(text),
            Err(next) if next.at.start > wrong.at.start => corrected(&text, &next, left),
            Err(_) => None,
        }
    })
}

/// A sentence of the kind that is likely meant.
fn form_like(text: &str) -> String {
    let lower = text.to_lowercase();
    let has = |word: &str| lower.split_whitespace().any(|other| other == word);
    let form = if has("cpu") || has("memory") || has("pods") || has("ephemeral-storage") {
        "at most 10% of cpu on every node"
    } else if has("pool") {
        "at least 95% of pool NAME"
    } else if lower.starts_with("at least") || has("least") {
        "at least 95% of nodes with KEY=VALUE"
    } else if lower.starts_with("at most") || has("most") {
        "at most 3 nodes with KEY=VALUE"
    } else if has("no") || has("not") || has("never") {
        "no node with KEY=VALUE"
    } else {
        "every node with KEY=VALUE"
    };
    form.to_owned()
}

struct Word<'t> {
    text: &'t str,
    at: Range<usize>,
}

/// The words of a sentence, and which comes next.
struct Words<'t> {
    words: Vec<Word<'t>>,
    next: usize,
    end: usize,
}

/// Characters that are words by themselves.
const MARKS: [char; 5] = [',', '(', ')', '=', '!'];

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let end = text.trim_end().trim_end_matches('.').len();
        let mut words: Vec<Word<'t>> = Vec::new();
        let mut at = 0;
        while let Some(first) = text.get(at..end).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..end).unwrap_or_default();
            let length = if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            } else if rest.starts_with("!=") || rest.starts_with("==") {
                2
            } else if MARKS.contains(&first) {
                1
            } else {
                let ends = |c: char| c.is_whitespace() || MARKS.contains(&c);
                rest.find(ends).unwrap_or(rest.len())
            };
            let word = rest.get(..length).unwrap_or_default();
            words.push(Word { text: word, at: at..at + length });
            at += length;
        }
        Self { words, next: 0, end }
    }

    fn peek(&self) -> Option<&'t str> {
        self.words.get(self.next).map(|word| word.text)
    }

    fn peek_is(&self, ahead: usize, known: &[&str]) -> bool {
        let word = self.words.get(self.next + ahead);
        word.is_some_and(|word| known.iter().any(|known| word.text.eq_ignore_ascii_case(known)))
    }

    /// Where the next word stands, or is missing.
    fn here(&self) -> Range<usize> {
        self.words.get(self.next).map_or(self.end..self.end, |word| word.at.clone())
    }

    fn take_if(&mut self, known: &[&str]) -> bool {
        let is = self.peek_is(0, known);
        self.next += usize::from(is);
        is
    }

    fn expect(&mut self, wanted: &'static [&'static str]) -> Read<()> {
        if self.take_if(wanted) { Ok(()) } else { Err(self.wrong(wanted)) }
    }

    /// That one of these words is wanted next.
    fn wrong(&self, wanted: &'static [&'static str]) -> Wrong {
        let quoted: Vec<String> = wanted.iter().map(|word| format!("`{word}`")).collect();
        let quoted = or(&quoted);
        let message = match self.peek() {
            Some(word) => format!("`{word}` can't stand here; {quoted} can"),
            None => format!("{quoted} is missing at the end"),
        };
        Wrong { at: self.here(), message, wanted }
    }

    fn problem(&self, message: impl Into<String>) -> Wrong {
        Wrong { at: self.here(), message: message.into(), wanted: &[] }
    }

    /// A word that is no mark.
    fn plain(&mut self, what: &str) -> Read<&'t str> {
        match self.peek() {
            Some(word) if !word.starts_with(MARKS) => {
                self.next += 1;
                Ok(word)
            }
            Some(word) => Err(self.problem(format!("`{word}` can't stand here; {what} can"))),
            None => Err(self.problem(format!("{what} is missing at the end"))),
        }
    }
}

const BEGIN: &[&str] = &["every", "no", "at", "each", "all"];
const NODE: &[&str] = &["node", "nodes"];
const OF: &[&str] = &["of"];

fn read(text: &str) -> Read<Expectation> {
    let words = &mut Words::of(text);
    let claim = if words.take_if(&["every", "each", "all"]) {
        words.expect(NODE)?;
        Claim::Every
    } else if words.take_if(&["no"]) {
        words.expect(NODE)?;
        Claim::AtMost(Share::Nodes(0))
    } else if words.take_if(&["at"]) {
        let least = words.peek_is(0, &["least"]);
        words.expect(&["least", "most"])?;
        bound(words, least)?
    } else {
        return Err(words.wrong(BEGIN));
    };
    Ok(Expectation { claim, nodes: meant(words)? })
}

/// What follows `at least` and `at most`.
fn bound(words: &mut Words<'_>, least: bool) -> Read<Claim> {
    let share = |share| if least { Claim::AtLeast(share) } else { Claim::AtMost(share) };
    let number = words.here();
    let text = words.plain("a number of nodes, or a percentage,")?;
    let not = |message: String| Wrong { at: number.clone(), message, wanted: &[] };
    let percent = match text.strip_suffix('%') {
        Some(figure) => Some(percent(figure).ok_or_else(|| {
            not(format!("`{text}` is no percentage from 0% to 100%, with two decimals at most"))
        })?),
        None => None,
    };
    let of_pool = words.peek_is(0, OF) && words.peek_is(1, &["pool"]);
    if let Some(percent) = percent.filter(|_| of_pool) {
        return Ok(share(Share::Percent(percent)));
    }
    if percent.is_none() && (of_pool || words.peek_is(0, NODE)) {
        words.take_if(NODE);
        let nodes = text.parse().map_err(|_| not(format!("`{text}` is no number of nodes")))?;
        return Ok(share(Share::Nodes(nodes)));
    }
    if percent.is_none() && !words.peek_is(0, OF) {
        return Err(words.wrong(&["nodes", "of"]));
    }
    words.expect(OF)?;
    let of_nodes = words.take_if(NODE) || {
        let all = words.peek_is(0, &["all", "the"]) && words.peek_is(1, NODE);
        words.next += if all { 2 } else { 0 };
        all
    };
    if let Some(percent) = percent.filter(|_| of_nodes) {
        return Ok(share(Share::Percent(percent)));
    }
    if of_nodes {
        return Err(not(format!("`{text}` is no percentage: write `{text}%`, or `{text} nodes`")));
    }
    takes(words, least, percent, (text, number.clone()))
}

const RESOURCES: &[&str] = &["cpu", "memory", "ephemeral-storage", "pods", "nodes", "pool"];
const SCOPES: &[&str] = &["on every node", "per node", "in all", "on", "per", "in"];

/// What follows `at most 10% of` where it is a resource.
fn takes(
    words: &mut Words<'_>,
    least: bool,
    percent: Option<Percent>,
    (text, number): (&str, Range<usize>),
) -> Read<Claim> {
    let wrong = words.wrong(RESOURCES);
    let resource = words.plain("a resource")?;
    if !["cpu", "memory", "ephemeral-storage", "pods"].contains(&resource) && !is_scalar(resource) {
        return Err(wrong);
    }
    if least {
        let message = format!("what pods take of `{resource}` has no least: only `at most` can");
        return Err(Wrong { at: number, message, wanted: &[] });
    }
    let most = match percent {
        Some(percent) => Portion::Percent(percent),
        None => {
            let quantity = Quantity::parse(text).map_err(|error| {
                let message = format!("`{text}` as an amount of `{resource}` {error}");
                Wrong { at: number.clone(), message, wanted: &[] }
            })?;
            let is_cpu = resource == "cpu";
            let units = quantity.to_f64() * if is_cpu { 1000.0 } else { 1.0 };
            if units < 0.0 {
                let message = format!("`{text}` is less than nothing");
                return Err(Wrong { at: number, message, wanted: &[] });
            }
            Portion::Amount(match is_cpu {
                // More than can be counted is no bound at all.
                _ if units >= i64::MAX as f64 => i64::MAX,
                true => quantity.milli_value(),
                false => quantity.value(),
            })
        }
    };
    let each = !words.peek_is(0, &["in"]);
    if words.take_if(&["on"]) {
        words.expect(&["every", "each"])?;
        words.expect(&["node"])?;
    } else if words.take_if(&["per"]) {
        words.expect(&["node"])?;
    } else if words.take_if(&["in"]) {
        words.expect(&["all"])?;
    } else {
        let wrong = words.wrong(&SCOPES[..3]);
        return Err(Wrong { wanted: SCOPES, ..wrong });
    }
    Ok(Claim::Takes { most, resource: resource.to_owned(), each })
}

/// A percentage up to 100, with two decimals at most.
fn percent(text: &str) -> Option<Percent> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || whole.len() > 3 || decimals.len() > 2 {
        return None;
    }
    let hundredths: u32 = format!("{decimals:0<2}").parse().ok()?;
    let percent = whole.parse::<u32>().ok()? * 100 + hundredths;
    (percent <= 100 * 100).then_some(Percent(percent))
}

/// Which nodes are meant: all that follows.
fn meant(words: &mut Words<'_>) -> Read<Meant> {
    const CLAUSES: &[&str] = &["with", "without", "of"];
    let mut meant = Meant::default();
    while words.peek().is_some() {
        if words.peek_is(0, OF) {
            let at = words.here();
            words.expect(OF)?;
            words.expect(&["pool"])?;
            let pool = words.plain("the name of a pool")?.to_owned();
            if meant.pool.replace(pool).is_some() {
                let message = "no node is of two pools".to_owned();
                return Err(Wrong { at, message, wanted: &[] });
            }
        } else if words.take_if(&["with"]) {
            meant.labels.push(label(words, false)?);
        } else if words.take_if(&["without"]) {
            meant.labels.push(label(words, true)?);
        } else {
            return Err(words.wrong(CLAUSES));
        }
        while words.take_if(&["and", ","]) {
            if !words.peek_is(0, CLAUSES) {
                meant.labels.push(label(words, false)?);
            }
            if words.peek_is(0, CLAUSES) {
                break;
            }
        }
    }
    Ok(meant)
}

/// A requirement on a label, or that it does not hold.
fn label(words: &mut Words<'_>, not: bool) -> Read<Requirement> {
    let start = words.here().start;
    let none = words.take_if(&["!"]);
    let key = words.plain("the key of a label")?;
    let mut values = Vec::new();
    let is = if none {
        false
    } else if words.take_if(&["=", "=="]) {
        values.push(value(words));
        true
    } else if words.take_if(&["!="]) {
        values.push(value(words));
        false
    } else if words.peek_is(0, &["in", "notin", "not"]) {
        let is = words.take_if(&["in"]);
        if !is && words.take_if(&["not"]) {
            words.expect(&["in"])?;
        } else if !is {
            words.take_if(&["notin"]);
        }
        words.expect(&["("])?;
        while !words.peek_is(0, &[")"]) {
            values.push(words.plain("a value")?.to_owned());
            if !words.take_if(&[","]) {
                break;
            }
        }
        words.expect(&[")"])?;
        if values.is_empty() {
            let message = "a value is missing in the brackets".to_owned();
            return Err(Wrong { at: start..words.here().start, message, wanted: &[] });
        }
        is
    } else {
        true
    };
    let operator = match (is != not, values.is_empty()) {
        (true, true) => "Exists",
        (false, true) => "DoesNotExist",
        (true, false) => "In",
        (false, false) => "NotIn",
    };
    let before = words.next.checked_sub(1).and_then(|last| words.words.get(last));
    let end = before.map_or(start, |word| word.at.end);
    Requirement::new(key, operator, &values).map_err(|error| Wrong {
        at: start..end,
        message: error.to_string(),
        wanted: &[],
    })
}

/// What follows an equals sign; it may be nothing, the value of many a label.
fn value(words: &mut Words<'_>) -> String {
    match words.peek().filter(|word| !word.starts_with(MARKS)) {
        Some(word) if !words.peek_is(0, &["and"]) => {
            words.next += 1;
            word.to_owned()
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
