//! Files that are no manifests yet: templates, and what only looks like a manifest.

use super::skip::Why;
use crate::source::{SourceFile, Span};
use crate::yaml::YamlError;

/// What begins an action of a Go template.
pub const ACTION: &str = "{{";

/// Whether a document is a template to be rendered: at or before the place that can't be read
/// stands `{{` or `{%` outside of quotes and comments.
pub fn is_template(file: &SourceFile, error: &YamlError) -> bool {
    let text = file.text();
    let stop = text
        .get(error.span.start as usize..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len() as u32, |end| error.span.start + end as u32);
    file.slice(Span::new(error.chunk.start, stop)).lines().any(has_action)
}

/// Whose template a text is: Helm's, if it calls upon what only Helm has.
pub fn whose(text: &str) -> Why {
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
                _ => {}
            },
        }
        before = character;
    }
    false
}

/// Whether a text that can't be read is meant to be a Kubernetes object: it has both of the keys
/// that every object has.
pub fn looks_like_kubernetes(text: &str) -> bool {
    ["apiVersion", "kind"].iter().all(|key| {
        text.lines().any(|line| {
            let line = line.trim_start_matches([' ', '\t', '-', '{', ',', '"', '\'']);
            line.strip_prefix(key).is_some_and(|rest| {
                rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':')
            })
        }) || text.contains(&format!("\"{key}\""))
    })
}

/// Whether a text is the line `%YAML 1.1` and no document yet: kubectl, which splits a file before
/// it reads it, has it alone, but what is sent to the API server whole is read.
pub fn is_version_line(text: &str) -> bool {
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
        assert!(!template("name: \"{{ .Values.name }}\"\n"));
        // What is broken for another reason is not excused by a later action.
        assert!(!template("a: [1\nb: 2\n# {{ not this }}\nc: '{{ nor this }}'\n"));
    }

    #[test]
    fn both_keys_make_a_kubernetes_object() {
        assert!(looks_like_kubernetes("apiVersion: v1\nkind: Pod\n\tspec: 1\n"));
        assert!(looks_like_kubernetes("- kind: Pod\n  apiVersion: v1\n"));
        assert!(looks_like_kubernetes("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",}"));
        assert!(!looks_like_kubernetes("kind: pipeline\nname: [\n"));
    }
}
