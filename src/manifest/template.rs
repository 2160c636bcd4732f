//! Files that are no manifests yet: templates, and what only looks like a manifest.

use super::placeholder::{self, Forms};
use super::skip::Why;
pub(super) use crate::source::sources::ACTION;
use crate::source::{SourceFile, Span};
use crate::yaml::{Document, YamlError};

/// The keys with which every object begins.
const KEYS: [&str; 4] = ["apiVersion", "kind", "metadata", "spec"];

/// Whether a document that can't be read is a template to be rendered: `{{` or `{%` stands outside
/// of quotes and comments at or before the place that can't be read, or something is to be filled
/// in, quoted or not, in the very line that breaks.
pub(super) fn is_template(file: &SourceFile, error: &YamlError) -> bool {
    let text = file.text();
    let stop = text
        .get(error.span.start as usize..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len() as u32, |end| error.span.start + end as u32);
    let before = file.slice(Span::new(error.chunk.start, stop));
    let began = error.context.map(|(span, _)| file.line(span.start));
    let broken = began.map(|line| file.slice(file.line_span(line)));
    let mut nearest = before.lines().rev();
    let last = nearest.next();
    let above = nearest.find(|line| !line.trim().is_empty());
    before.lines().any(has_action)
        || last.into_iter().chain(broken).any(is_filled_in)
        || last.into_iter().chain(above).any(placeholder::is_alone)
}

/// Whether a text is a template of ytt, which stands in comments: read as it is, the fields that it
/// fills in are empty.
pub(super) fn is_of_ytt(text: &str) -> bool {
    const MARK: &str = "#@";
    const WORDS: [&str; 11] = [
        " load(",
        " data.",
        " def ",
        " if ",
        " if/end ",
        " for ",
        " for/end ",
        " end",
        "overlay/",
        "data/values",
        "schema/",
    ];
    text.contains(MARK)
        && text.lines().filter_map(|line| line.split_once(MARK)).any(|(before, rest)| {
            let before = before.trim();
            let is_value = before.ends_with(':') || before.ends_with('-');
            let begins = || WORDS.iter().any(|word| rest.starts_with(word));
            is_value && rest.starts_with(' ') || before.is_empty() && begins()
        })
}

/// Whether something in a line waits to be filled in.
fn is_filled_in(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with('#') {
        return false;
    }
    const MARKS: [&str; 6] = [
        ACTION, "{%", "<%", // A list whose elements come from elsewhere.
        "[${",
        // `{{ x }}` without quotes, once a program has read it as YAML and written it again.
        "{? {", "${{",
    ];
    MARKS.iter().any(|mark| line.contains(mark))
        || line.starts_with("${")
        || !placeholder::find(line, Forms::RESERVED).is_empty()
}

/// Whether a document that is a text is a part of a template: something in one of its lines waits
/// to be filled in.
pub(super) fn is_part(text: &str) -> bool {
    text.contains(ACTION)
        || text.lines().any(|line| is_filled_in(line) || placeholder::is_alone(line))
}

/// Whose template a text is: Helm's, if it calls upon what only Helm has.
pub(super) fn whose(text: &str) -> Why {
    const HELM: [&str; 5] = [".Values", ".Release", ".Chart", ".Capabilities", "include \""];
    let is_helm = HELM.iter().any(|name| text.contains(name));
    if is_helm { Why::HelmTemplate } else { Why::OtherTemplate }
}

/// Whether a line has `{{` or `{%` outside of quotes and comments.
fn has_action(line: &str) -> bool {
    let mut quote = None;
    let mut before = ' ';
    for (index, character) in line.char_indices() {
        match quote {
            Some(open) if character == open => quote = None,
            Some(_) => {}
            None => match character {
                // An apostrophe within a word opens nothing.
                '"' | '\'' if !before.is_alphanumeric() => quote = Some(character),
                '#' if before.is_whitespace() => return false,
                '{' if line[index..].starts_with("{{") || line[index..].starts_with("{%") => {
                    return true;
                }
                // A directive of Terraform's templates: no YAML begins with this mark.
                '%' if before.is_whitespace() && line[index..].starts_with("%{") => return true,
                _ => {}
            },
        }
        before = character;
    }
    false
}

/// Whether a text that can't be read is meant to be a Kubernetes object: it has both of the keys
/// that every object has, or most of those with which one begins, with a slip in one of them.
pub(super) fn looks_like_kubernetes(text: &str) -> bool {
    has_both_keys(text) || KEYS.iter().filter(|key| begins_a_line(text, key)).count() >= 3
}

fn has_both_keys(text: &str) -> bool {
    ["apiVersion", "kind"].iter().all(|key| {
        text.lines().any(|line| {
            let line = line.trim_start_matches([' ', '\t', '-', '{', ',', '"', '\'']);
            line.strip_prefix(key).is_some_and(|rest| {
                rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':')
            })
        }) || text.contains(&format!("\"{key}\""))
    })
}

/// Whether a word begins a line, at most one column to the right, whatever follows it.
fn begins_a_line(text: &str, word: &str) -> bool {
    text.lines().any(|line| {
        let rest = line.strip_prefix([' ', '\t']).unwrap_or(line).strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

/// The line at which a document ends before its object does, since it stands further to the left
/// than the lines above: what follows is read by nobody.
pub(super) fn cut_off(file: &SourceFile, document: &Document) -> Option<Span> {
    let ignored = document.ignored?;
    let text = file.slice(ignored);
    // Nothing stands further to the left than the first column: such a document ends otherwise.
    let is_indented = file.position(document.span(document.root()).start).column > 1;
    let is_cut = is_indented && KEYS.iter().any(|key| begins_a_line(text, key));
    let whole = file.slice(document.span);
    (is_cut && looks_like_kubernetes(whole)).then(|| {
        let start = text.find(|c: char| !c.is_whitespace()).unwrap_or_default();
        let line = text.get(start..).and_then(|text| text.lines().next()).unwrap_or_default();
        let start = ignored.start + start as u32;
        Span::new(start, start + line.len() as u32)
    })
}

/// Whether a text is the line `%YAML 1.1` and no document yet: kubectl, which splits a file before
/// it reads it, has it alone, but what is sent to the API server whole is read.
pub(super) fn is_version_line(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let mut said = lines.by_ref().filter(|line| !line.is_empty() && !line.starts_with('#'));
    said.next() == Some("%YAML 1.1") && said.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse_stream;

    fn template(text: &str) -> bool {
        let file = SourceFile::new("test.yaml", text);
        parse_stream(&file)
            .iter()
            .filter_map(|document| document.as_ref().err())
            .any(|error| is_template(&file, error))
    }

    #[test]
    fn a_version_may_stand_alone() {
        assert!(is_version_line("# a\n%YAML 1.1\n"));
        for text in ["", "%YAML 1.2\n", "%YAML 1.1\n%YAML 1.1\n", "%YAML 1.1\na: [\n"] {
            assert!(!is_version_line(text), "{text}");
        }
    }

    #[test]
    fn actions_outside_of_quotes_make_a_template() {
        assert!(template("{{- if .Values.a }}\nkind: DaemonSet\n{{- end }}\n"));
        assert!(template("name: {{ .Values.name }}\n"));
        assert!(template("{% if a %}\nkind: DaemonSet\n{% endif %}\n"));
        assert!(template("%{ if b ~}\nkind: DaemonSet\n%{ endif ~}\n"));
        assert!(!template("name: \"{{ .Values.name }}\"\n"));
        // What is broken for another reason is not excused by a later action.
        assert!(!template("a: [1\nb: 2\n# {{ not this }}\nc: '{{ nor this }}'\n"));
    }

    #[test]
    fn what_is_filled_in_where_the_yaml_breaks_makes_a_template() {
        assert!(template("image: \"a/{{ .Name }}:{{ index .Tags \"a\" }}\"\n"));
        assert!(template("image: %s\n"));
        assert!(template("image: @IMAGE@\n"));
        assert!(template("a: 1\n${MORE}\nb: 2\n"));
        assert!(template("a: \"{{ toJson \"x\" }}\"\n"));
        assert!(template("a: [${MORE}]\n"));
        assert!(template("a: {? {more: ''} : ''}\n"));
        assert!(template("a:\n  b: 1\n__MORE__\n  c: 2\n"));
        assert!(template("a:\n  b: 1\n  <see `other.yaml`>\n  c: 2\n"));
        assert!(template("a:\n  b: c\n    __MORE__\n    d: 2\n"));
        // A quoted action in another line than the broken one excuses nothing.
        assert!(!template("a: \"{{ .Name }}\"\nimage: \"a:\"1\"\"\n"));
        assert!(!template("image: \"a:\"1\"\"\n"));
    }

    #[test]
    fn comments_of_ytt_make_a_template() {
        for text in
            ["#@ load(\"@ytt:data\", \"data\")\na: 1\n", "a: #@ data.values.a\n", "- #@ x()\n"]
        {
            assert!(is_of_ytt(text), "{text}");
        }
        for text in ["#@author somebody\na: 1\n", "a: b#@ c\n", "# see #@ x\n", "a: 1\n"] {
            assert!(!is_of_ytt(text), "{text}");
        }
    }

    #[test]
    fn both_keys_make_a_kubernetes_object() {
        assert!(looks_like_kubernetes("apiVersion: v1\nkind: Pod\n\tspec: 1\n"));
        assert!(looks_like_kubernetes("- kind: Pod\n  apiVersion: v1\n"));
        assert!(looks_like_kubernetes("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",}"));
        assert!(!looks_like_kubernetes("kind: pipeline\nname: [\n"));
    }

    #[test]
    fn a_slip_in_the_first_lines_leaves_an_object() {
        assert!(looks_like_kubernetes("apiVersion v1\nkind: Pod\nmetadata:\n"));
        assert!(looks_like_kubernetes("apiVersion:v1\nkind:Pod\nmetadata:\nspec:\n"));
        assert!(!looks_like_kubernetes("kinds:\nmetadata:\nspec:\n"));
    }

    #[test]
    fn a_first_line_too_far_right_cuts_the_object_off() {
        let cut = |text: &str| {
            let file = SourceFile::new("test.yaml", text);
            let documents = parse_stream(&file);
            let document = documents.first().and_then(|document| document.as_ref().ok());
            document.and_then(|d| cut_off(&file, d)).map(|span| file.slice(span).to_owned())
        };
        let found = cut(" apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n");
        assert_eq!(found.as_deref(), Some("kind: Pod"));
        assert_eq!(cut("a: 1\n...\nkind: Pod\n"), None);
        assert_eq!(cut("apiVersion: v1\nkind: Pod\n...\nkind: Pod\nmetadata:\n"), None);
        assert_eq!(cut("apiVersion: v1\nkind: Pod\n"), None);
    }
}
