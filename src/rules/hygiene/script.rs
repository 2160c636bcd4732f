//! The commands of containers, as far as they can be told without running them.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::Container;

/// The words of a container's command and its arguments, with their places.
pub(super) fn words(container: &Container) -> impl Iterator<Item = (&'static str, usize, &str)> {
    let command = container.command.iter().flatten().enumerate();
    let arguments = container.args.iter().flatten().enumerate();
    command
        .map(move |(place, word)| ("command", place, word.as_str()))
        .chain(arguments.map(|(place, word)| ("args", place, word.as_str())))
}

/// Whether what follows a word is a command line of its own.
pub(super) fn takes_a_command(before: &str) -> bool {
    ["-c", "-lc", "-ec", "-exc", "--"].contains(&before)
        || before.ends_with("-args")
        || before.ends_with("-opts")
        || before.ends_with("-options")
}

/// What is made of the commands that a container's words come to: of a shell's script (`sh -c …`) each
/// simple command, else the words themselves. A script may be long: its commands come one by one.
pub(super) fn of_commands<T>(
    words: &[&str],
    make: impl FnOnce(&mut dyn Iterator<Item = Vec<&str>>) -> T,
) -> T {
    let Some(script) = shell_script(words) else {
        return make(&mut std::iter::once(words.to_vec()));
    };
    let joined = match script.contains("\\\n") {
        true => Cow::Owned(script.replace("\\\n", " ")),
        false => Cow::Borrowed(script),
    };
    make(&mut simple_commands(&joined))
}

/// The script that a shell is given.
pub(super) fn shell_script<'s>(words: &[&'s str]) -> Option<&'s str> {
    let (program, rest) = words.split_first()?;
    let program = base_name(program);
    if program == "env" {
        return shell_script(rest);
    }
    if !["sh", "bash", "ash", "dash", "zsh"].contains(&program) {
        return None;
    }
    let is_c =
        |word: &&str| word.starts_with('-') && !word.starts_with("--") && word.ends_with('c');
    let place = rest.iter().position(is_c)?;
    rest.get(place + 1).copied()
}

/// A program without the folder before it.
pub(super) fn base_name(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}

/// The simple commands of a script without quotes and substitutions taken apart.
fn simple_commands(script: &str) -> impl Iterator<Item = Vec<&str>> {
    script
        .lines()
        .map(|line| line.split(" #").next().unwrap_or(line))
        .filter(|line| !line.trim_start().starts_with('#'))
        .flat_map(|line| line.split("&&"))
        .flat_map(|line| line.split("||"))
        .flat_map(|line| line.split(';'))
        .map(|one| one.split_whitespace().collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
}

/// How many seconds a command sleeps; none for other commands and for `sleep infinity`.
pub(super) fn sleeps(command: &[&str]) -> Option<f64> {
    let (program, rest) = command.split_first()?;
    if base_name(program) != "sleep" || rest.is_empty() {
        return None;
    }
    rest.iter().map(|word| seconds(word)).sum()
}

fn seconds(word: &str) -> Option<f64> {
    let word = word.trim_matches(['"', '\'']);
    let (number, unit) = match word.strip_suffix(['s', 'm', 'h', 'd']) {
        Some(number) => (number, word.get(number.len()..).unwrap_or_default()),
        None => (word, "s"),
    };
    let factor = match unit {
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => 1.0,
    };
    // `inf` and `nan` are numbers to Rust.
    let number = number.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.map(|number| number * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_taken_apart() {
        let of = |words: &[&str]| {
            of_commands(words, |all| all.map(|one| one.join(" ")).collect::<Vec<_>>())
        };
        assert_eq!(of(&["sleep", "5"]), ["sleep 5"]);
        assert_eq!(of(&["/bin/sh", "-ec", "a b; c && d # e\n# f\ng"]), ["a b", "c", "d", "g"]);
        assert_eq!(of(&["sh", "-c", "a \\\n b||c&&&&d"]), ["a b", "c", "d"]);
        assert_eq!(of(&["sh", "/run.sh"]), ["sh /run.sh"]);
    }

    #[test]
    fn sleeping() {
        let of = |text: &str| sleeps(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(of("sleep 1m 5"), Some(65.0));
        assert_eq!(of("/bin/sleep 2h"), Some(7200.0));
        for text in ["sleep infinity", "sleep inf", "sleep $N", "sleep", "wait 5"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
