//! Rule files: what a rule says, why, how to mend what it finds, and examples that prove it.

use crate::source::{SourceFile, Span};
use crate::yaml::cursor::{At, Read, Wrong};
use crate::yaml::parse_document;

const FIELDS: [&str; 15] = [
    "id",
    "title",
    "category",
    "severity",
    "in-tests",
    "default",
    "needs",
    "scope",
    "fixable",
    "why",
    "fix",
    "reference",
    "params",
    "check",
    "examples",
];
const CHECK_FIELDS: [&str; 6] = ["builtin", "cel", "at", "message", "messageExpression", "kinds"];
const EXAMPLE_FIELDS: [&str; 6] = ["bad", "good", "expect", "inventory", "pods", "against"];

/// The JSON Schema of the file, for editors; `daemonlint schema rule` names the categories and
/// severities in it.
pub(crate) const SCHEMA: &str = include_str!("rule.schema.json");

/// A rule file, parsed.
#[derive(Clone, Debug)]
pub struct Text {
    /// The rule's id.
    pub id: String,
    /// What it finds, in one line.
    pub title: String,
    /// The category's name.
    pub category: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// The severity in what is there for tests, where that is less.
    pub in_tests: Option<String>,
    /// Whether it runs without being selected: not where the file says `default: off`.
    pub default_on: bool,
    /// `inventory` where it needs one.
    pub needs: Vec<String>,
    /// What its findings depend on, where that is more than the object: `deployment` or `fleet`.
    pub scope: Option<String>,
    /// By which fixes it can be mended, if it can: `safe`, `unsafe`, `safe and unsafe`.
    pub fixable: Option<String>,
    /// What would happen, and by which mechanism.
    pub why: String,
    /// What to write instead.
    pub fix: String,
    /// The page that says more.
    pub reference: Option<String>,
    /// What its expressions find as `params`: values that a config may replace.
    pub params: Option<serde_json::Value>,
    /// Where the check is.
    pub check: Implementation,
    /// Manifests that it finds, and manifests that it leaves alone.
    pub examples: Vec<Example>,
}

/// Where a rule's check is.
#[derive(Clone, Debug)]
pub struct Implementation {
    /// In this program.
    pub builtin: bool,
    /// Here, as an expression that must be true.
    pub cel: Option<Expressions>,
}

/// A check in CEL.
#[derive(Clone, Debug)]
pub struct Expressions {
    /// What must be true.
    pub cel: Written,
    /// The places that a finding is at: a path, or an expression that gives paths.
    pub at: Option<Written>,
    /// What a finding says.
    pub message: Option<String>,
    /// An expression that gives what a finding says.
    pub message_expression: Option<Written>,
    /// The kinds of objects that it looks at: `*` for all.
    pub kinds: Vec<String>,
}

/// A text of the file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A manifest that shows the rule at work. Exactly one of `bad` and `good` is set.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// A stream in which the rule finds what `expect` lists.
    pub bad: Option<String>,
    /// A stream in which the rule finds nothing.
    pub good: Option<String>,
    /// The findings: `RULE at LINE:COLUMN`.
    pub expect: Vec<String>,
    /// A node inventory, in any form that `--nodes` takes.
    pub inventory: Option<String>,
    /// The pods that already run, as `--pods` takes them.
    pub pods: Option<String>,
    /// The old manifests, as `--against` takes them.
    pub against: Option<String>,
}

/// A rule file that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct TextError {
    /// Where the mistake stands.
    pub span: Span,
    /// Its line, from 1.
    pub line: u32,
    /// What is wrong: it is not YAML, lacks a field or has one that is not known.
    pub message: String,
}

impl Text {
    /// Parses a rule file.
    ///
    /// # Errors
    /// When it is not YAML, lacks a field or has one that is not known.
    pub fn parse(source: &str) -> Result<Self, TextError> {
        let file = SourceFile::new("", source);
        let read = match parse_document(&file) {
            Ok(document) => read(At::root(&document)),
            Err(error) => Err(Wrong { span: error.span, message: error.to_string() }),
        };
        read.map_err(|Wrong { span, message }| {
            let line = file.position(span.start).line;
            TextError { span, line, message }
        })
    }
}

/// Reads a rule file's document.
pub(super) fn read(at: At<'_>) -> Read<Text> {
    at.no_duplicates()?;
    at.only("a rule", &FIELDS)?;
    let check = needed(at, "check")?;
    check.only("a check", &CHECK_FIELDS)?;
    Ok(Text {
        id: needed_text(at, "id")?,
        title: needed_text(at, "title")?,
        category: needed_text(at, "category")?,
        severity: needed_text(at, "severity")?,
        in_tests: text(at, "in-tests")?,
        default_on: at.get("default").map_or(Ok(true), At::flag)?,
        needs: texts(at, "needs")?,
        scope: text(at, "scope")?,
        fixable: text(at, "fixable")?,
        why: needed_text(at, "why")?,
        fix: needed_text(at, "fix")?,
        reference: text(at, "reference")?,
        params: at.get("params").map(At::decode).transpose()?,
        check: read_check(check)?,
        examples: list(at, "examples")?.into_iter().map(read_example).collect::<Read<_>>()?,
    })
}

fn read_check(at: At<'_>) -> Read<Implementation> {
    let builtin = at.get("builtin").map_or(Ok(false), At::flag)?;
    let written = |key: &str| -> Read<Option<Written>> {
        let Some(value) = at.get(key) else { return Ok(None) };
        Ok(Some(Written { text: value.text()?.to_owned(), span: value.span() }))
    };
    let Some(cel) = written("cel")? else {
        return match at.entries()?.into_iter().find(|(_, value)| value.key() != "builtin") {
            Some((span, _)) => Err(Wrong { span, message: "`cel` is missing".to_owned() }),
            None => Ok(Implementation { builtin, cel: None }),
        };
    };
    if builtin {
        return Err(at.wrong("a check is either `builtin` or `cel`"));
    }
    let cel = Expressions {
        cel,
        at: written("at")?,
        message: text(at, "message")?,
        message_expression: written("messageExpression")?,
        kinds: texts(at, "kinds")?,
    };
    Ok(Implementation { builtin, cel: Some(cel) })
}

fn read_example(at: At<'_>) -> Read<Example> {
    at.only("an example", &EXAMPLE_FIELDS)?;
    let example = Example {
        bad: text(at, "bad")?,
        good: text(at, "good")?,
        expect: texts(at, "expect")?,
        inventory: text(at, "inventory")?,
        pods: text(at, "pods")?,
        against: text(at, "against")?,
    };
    if example.bad.is_some() == example.good.is_some() {
        return Err(at.wrong("an example is either `bad` or `good`"));
    }
    Ok(example)
}

fn needed<'d>(at: At<'d>, key: &str) -> Read<At<'d>> {
    at.get(key).ok_or_else(|| at.wrong(format!("`{key}` is missing")))
}

fn needed_text(at: At<'_>, key: &str) -> Read<String> {
    Ok(needed(at, key)?.text()?.to_owned())
}

fn text(at: At<'_>, key: &str) -> Read<Option<String>> {
    at.get(key).map(|value| Ok(value.text()?.to_owned())).transpose()
}

fn list<'d>(at: At<'d>, key: &str) -> Read<Vec<At<'d>>> {
    at.get(key).map_or_else(|| Ok(Vec::new()), At::list)
}

fn texts(at: At<'_>, key: &str) -> Read<Vec<String>> {
    list(at, key)?.into_iter().map(|value| Ok(value.text()?.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "id: a\ntitle: b\ncategory: c\nseverity: info\ndefault: off\nwhy: d\n\
                        fix: e\ncheck: {builtin: true}\nexamples:\n- bad: |\n    f\n";

    #[test]
    fn a_rule_file_is_read() {
        let text = Text::parse(RULE).unwrap();
        assert!(text.check.builtin && !text.default_on && text.needs.is_empty());
        assert_eq!(text.examples[0].bad.as_deref(), Some("f\n"));
    }

    /// What is wrong with a rule file, and the text that is marked for it.
    fn wrong(with: &str, instead_of: &str) -> (String, String) {
        let text = RULE.replace(instead_of, with);
        let error = Text::parse(&text).unwrap_err();
        let marked = text.get(error.span.start as usize..error.span.end as usize);
        let marked = marked.and_then(|marked| marked.lines().next()).unwrap_or_default();
        (error.to_string(), marked.to_owned())
    }

    #[test]
    fn a_mistake_in_a_rule_file_is_marked() {
        let told = [
            wrong("titel: b", "title: b"),
            wrong("fix: [e]", "fix: e"),
            wrong("good: g\n  bad: |", "bad: |"),
            wrong("id: a\nid: b", "id: a"),
        ];
        let told: Vec<_> = told.iter().map(|(said, marked)| format!("{said} | {marked}")).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        line 2: `titel` is not a field of a rule; `title` is | titel
        line 7: `fix`: a string is wanted here, this is a list | [e]
        line 10: an example is either `bad` or `good` | good: g
        line 2: `id` stands here a second time | id
        ");
    }

    #[test]
    fn the_schema_names_the_fields() {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
        let named = |pointer: &str| -> Vec<&str> {
            let properties = schema.pointer(pointer).and_then(|named| named.as_object());
            properties.unwrap().keys().map(String::as_str).collect()
        };
        let sorted = |fields: &[&'static str]| {
            let mut fields = fields.to_vec();
            fields.sort_unstable();
            fields
        };
        assert_eq!(named("/properties"), sorted(&FIELDS));
        assert_eq!(named("/properties/check/properties"), sorted(&CHECK_FIELDS));
        assert_eq!(named("/properties/examples/items/properties"), sorted(&EXAMPLE_FIELDS));
    }

    #[test]
    fn a_field_that_is_missing_is_named() {
        let error = Text::parse(&RULE.replace("why: d\n", "")).unwrap_err();
        assert_eq!(error.message, "`why` is missing");
        assert!(Text::parse("id: {").is_err());
    }
}
