//! Selectors as text: `os=linux, zone in (a, b), !gpu`.

use super::labels::Requirement;

/// A part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Sign(&'t str),
}

/// The signs, longer ones first.
const SIGNS: [&str; 9] = ["==", "!=", "=", "!", "(", ")", ",", "<", ">"];

/// The requirements that a text stands for; none where it is no selector (`Parse` of
/// `k8s.io/apimachinery/pkg/labels`). Nothing demands nothing.
#[must_use]
pub(crate) fn parse(text: &str) -> Option<Vec<Requirement>> {
    let tokens = tokens(text);
    let mut rest = tokens.as_slice();
    let mut requirements = Vec::new();
    while !rest.is_empty() {
        let (requirement, after) = requirement(rest)?;
        requirements.push(requirement);
        rest = match after {
            [] => after,
            // Behind a comma there is more.
            [Token::Sign(","), more @ ..] if !more.is_empty() => more,
            _ => return None,
        };
    }
    Some(requirements)
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
        let is_end = |letter: char| letter.is_whitespace() || "=!(),<>".contains(letter);
        let length = sign.map_or_else(|| rest.find(is_end).unwrap_or(rest.len()), str::len);
        let (token, after) = rest.split_at(length);
        tokens.push(sign.map_or(Token::Word(token), Token::Sign));
        rest = after.trim_start();
    }
    tokens
}

/// The first requirement, and what stands behind it.
fn requirement<'r, 't>(tokens: &'r [Token<'t>]) -> Option<(Requirement, &'r [Token<'t>])> {
    use Token::{Sign, Word};
    let (key, operator, values, rest): (&str, &str, Vec<String>, _) = match tokens {
        [Sign("!"), Word(key), rest @ ..] => (key, "DoesNotExist", Vec::new(), rest),
        [Word(key), Word(word @ ("in" | "notin")), Sign("("), rest @ ..] => {
            let end = rest.iter().position(|token| *token == Sign(")"))?;
            let (inside, after) = rest.split_at_checked(end)?;
            let operator = if *word == "in" { "In" } else { "NotIn" };
            (key, operator, list(inside)?, after.get(1..)?)
        }
        [Word(key), Sign(sign @ ("=" | "==" | "!=" | ">" | "<")), rest @ ..] => {
            let (value, rest) = match rest {
                [Word(value), rest @ ..] => (*value, rest),
                _ => ("", rest),
            };
            let operator = match *sign {
                "!=" => "NotIn",
                ">" => "Gt",
                "<" => "Lt",
                _ => "In",
            };
            (key, operator, vec![value.to_owned()], rest)
        }
        [Word(key), rest @ ..] => (key, "Exists", Vec::new(), rest),
        _ => return None,
    };
    Some((Requirement::new(key, operator, &values).ok()?, rest))
}

/// The values of a list: between two commas the empty one.
fn list(tokens: &[Token<'_>]) -> Option<Vec<String>> {
    let value = |part: &[Token<'_>]| match part {
        [] => Some(String::new()),
        [Token::Word(value)] => Some((*value).to_owned()),
        _ => None,
    };
    tokens.split(|token| *token == Token::Sign(",")).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<Vec<String>> {
        Some(parse(text)?.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn selectors_are_read_as_kubectl_writes_them() {
        let all = "os=linux, zone in (a,b),tier notin ( x ), gpu,!spot,a!=b,n>4,in=out,e=";
        let read = shown(all).unwrap();
        assert_eq!(read[..2], ["os=linux", "zone in (a, b)"]);
        assert_eq!(
            (read[3].as_str(), read[4].as_str(), read[7].as_str()),
            ("gpu", "!spot", "in=out")
        );
        assert_eq!(read.len(), 9);
        assert_eq!(shown(" "), Some(Vec::new()));
        assert!(parse("zone in (a,b)").unwrap()[0].passes(Some("b")));
    }

    #[test]
    fn what_is_no_selector_is_none() {
        for text in
            ["a=b,", "zone in a", "zone in (a", "=b", "a b", "!a=b", "a=b c", "a>x", ",", "-=a"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
