//! What became of the examples of rules.

use crate::pipeline::Fault;
use crate::report::shared::screen::{Screen, Tone};
use crate::words::count;
use crate::words::escape::{escape, escape_lines};

/// A rule whose examples were run.
pub(crate) struct Tried {
    /// Its id.
    pub id: String,
    /// Where its file is, if a user brings it.
    pub file: Option<String>,
    /// How many examples it has.
    pub examples: usize,
    /// What is wrong with them.
    pub faults: Vec<Fault>,
}

/// Renders what is wrong, and with `all` also which rules' examples are right.
#[must_use]
pub(crate) fn render(tried: &[Tried], all: bool, screen: &Screen) -> String {
    let mut told = String::new();
    for rule in tried.iter().filter(|rule| all || !rule.faults.is_empty()) {
        let word = match rule.faults.is_empty() {
            true => screen.paint(Tone::Good, "ok    "),
            false => screen.paint(Tone::Bad, "failed"),
        };
        let id = screen.paint(Tone::Strong, &escape(&rule.id));
        let file = rule.file.iter().map(|file| format!("  {}", escape(file)));
        told.push_str(&format!("{word}  {id}{}\n", file.collect::<String>()));
        rule.faults.iter().for_each(|fault| told.push_str(&render_fault(fault)));
    }
    told
}

/// The line below.
#[must_use]
pub(crate) fn closing(tried: &[Tried]) -> String {
    let examples = tried.iter().map(|rule| rule.examples).sum();
    let failed = tried.iter().filter(|rule| !rule.faults.is_empty()).count();
    let ended = match failed {
        0 => "all show what they say".to_owned(),
        failed => format!("{failed} failed"),
    };
    format!("{}, {}: {ended}\n", count(tried.len(), "rule"), count(examples, "example"))
}

fn render_fault(fault: &Fault) -> String {
    match fault {
        Fault::NothingBad => {
            "  no example is `bad`: nothing shows that the rule finds anything\n".to_owned()
        }
        Fault::NothingGood => {
            "  no example is `good`: nothing shows that it leaves anything alone\n".to_owned()
        }
        Fault::Unusable { example, message } => {
            format!("  example {example}: {}\n", escape_lines(message).replace('\n', "\n    "))
        }
        Fault::Differs { example, expected, found } => {
            let mut said = format!("  example {example}\n");
            let expected: Vec<_> = expected.iter().map(|one| escape(one).into_owned()).collect();
            let found = found
                .iter()
                .map(|(place, message)| format!("{}: {}", escape(place), escape(message)));
            said.push_str(&lines("expected", &expected));
            said.push_str(&lines("found", &found.collect::<Vec<_>>()));
            said
        }
    }
}

fn lines(word: &str, list: &[String]) -> String {
    let nothing = ["nothing".to_owned()];
    let list = if list.is_empty() { &nothing[..] } else { list };
    let first = std::iter::once(word).chain(std::iter::repeat(""));
    let rows = list.iter().zip(first).map(|(one, word)| format!("    {word:8}  {one}\n"));
    rows.collect()
}
