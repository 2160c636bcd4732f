//! `flag-and-value-in-one-argument`: two words that reach the program as one.

use k8s_openapi::api::core::v1::Container;

use super::script::{base_name, shell_script, takes_a_command, words};
use crate::kubernetes::image::repository;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct FlagAndValueInOneArgument;

impl Check for FlagAndValueInOneArgument {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            let all: Vec<&str> = words(container).map(|(.., word)| word).collect();
            // A shell takes its script apart, and hands on what follows.
            if shell_script(&all).is_some() || takes_words_apart(container) {
                continue;
            }
            let mut before = "";
            for (field, place, word) in words(container) {
                if let Some((flag, value)) = two_words(word).filter(|_| !takes_a_command(before)) {
                    let at = route.clone().field(field).index(place);
                    findings.push(finding(flag, value, at));
                }
                before = word;
            }
        }
    }
}

/// Whether the program splits its arguments at blanks itself: Envoy's parser does.
fn takes_words_apart(container: &Container) -> bool {
    let image = container.image.as_deref().unwrap_or_default();
    let program = container.command.iter().flatten().next().map(String::as_str).unwrap_or_default();
    base_name(program) == "envoy" || base_name(repository(image)).contains("envoy")
}

/// A flag and its value that stand in one argument.
fn two_words(word: &str) -> Option<(&str, &str)> {
    let (flag, value) = word.split_once(' ')?;
    let name = flag.strip_prefix("--").or_else(|| flag.strip_prefix('-'))?;
    let is_name = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let value = value.trim();
    (is_name && !value.is_empty() && !value.contains('\n')).then_some((flag, value))
}

fn finding(flag: &str, value: &str, route: Route) -> Finding {
    let message =
        format!("`{flag} {value}` reaches the program as one word, which is no flag of it");
    let finding = Finding::new(message, route.clone(), "one argument, with a blank in it");
    let one = !value.contains(' ');
    if flag.starts_with("--") && one {
        let joined = format!("{flag}={value}");
        return finding
            .help(format!("write `{joined}`, or two entries: `{flag}` and `{value}`"))
            .unsafe_fix(format!("write `{joined}`"), vec![route.written_as(joined)]);
    }
    finding.help("no shell takes arguments apart: write each word as an entry of its own")
}

#[cfg(test)]
mod tests {
    use super::two_words;

    #[test]
    fn a_flag_and_its_value() {
        assert_eq!(two_words("--level debug"), Some(("--level", "debug")));
        assert_eq!(two_words("-v 2"), Some(("-v", "2")));
        for word in ["--level=a b", "a b", "- b", "--level", "--level ", "-1 day", "--a{b} c"] {
            assert_eq!(two_words(word), None, "{word}");
        }
    }
}
