//! What a field's text may hold that is still to be filled in, and what of it is somebody's own:
//! Kubernetes expands `$(NAME)` in commands, shells expand `$NAME`, and prose is prose.

use super::placeholder::{Forms, is_named, is_named_image, is_to_come};

/// How to read a field's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextField {
    /// The placeholders that count.
    pub forms: Forms,
    /// The words that count.
    pub words: Words,
}

/// Which words in capitals say that something is still to come.
#[derive(Clone, Copy, Debug)]
pub(super) enum Words {
    /// None.
    None,
    /// Those that say so.
    Plain,
    /// Those that name what belongs there, too: the field takes no capitals.
    Name,
    /// The same for an image's reference.
    Image,
}

impl Words {
    /// Whether they are in a text.
    pub(super) fn are_in(self, text: &str) -> bool {
        match self {
            Self::None => false,
            Self::Plain => is_to_come(text),
            Self::Name => is_named(text),
            Self::Image => is_named_image(text),
        }
    }
}

/// Fields whose text, and all that is beneath it, is free: nothing is decided by it, or it has a
/// language of its own.
const FREE: [&str; 20] = [
    "annotations",
    "binaryData",
    "description",
    "expression",
    "httpHeaders",
    "key",
    "managedFields",
    "message",
    "messageExpression",
    "mountOptions",
    "openAPIV3Schema",
    "operator",
    "options",
    "parameters",
    "query",
    "schema",
    "status",
    "stringData",
    "subPathExpr",
    "volumeAttributes",
];

/// Fields whose text takes no capitals: names, and versions of APIs.
const NAMES: [&str; 13] = [
    "apiVersion",
    "claimName",
    "configMapName",
    "ingressClassName",
    "name",
    "namespace",
    "nodeName",
    "priorityClassName",
    "runtimeClassName",
    "secretName",
    "serviceAccount",
    "serviceAccountName",
    "storageClassName",
];

impl TextField {
    /// The key at the end of these keys.
    pub(super) fn key(path: &[&str]) -> Self {
        let map = path.iter().rev().nth(1).copied().unwrap_or_default();
        let (brackets, words) = match map {
            // Names of resources take no capitals but behind a domain.
            "requests" | "limits" | "hard" | "capacity" => (Forms::BRACKETS, Words::Name),
            "nodeSelector" | "labels" | "matchLabels" => (Forms::BRACKETS, Words::Plain),
            _ => (Forms::NONE, Words::None),
        };
        let forms = Forms::BRACED.and(Forms::MUSTACHE).and(Forms::RESERVED).and(brackets);
        Self { forms, words }
    }

    /// The field at the end of these keys of an object of a kind; none where its text is free.
    /// `shell` tells whether a shell reads the container's command.
    pub(super) fn at(kind: &str, path: &[&str], shell: bool) -> Option<Self> {
        let (last, before) = path.split_last()?;
        let is_data = kind == "ConfigMap" && path.first() == Some(&"data");
        let is_match = before.last().is_some_and(|name| {
            matches!(*name, "matchExpressions" | "matchFields" | "tolerations")
        });
        if kind == "CustomResourceDefinition" || is_data {
            return None;
        }
        // The key of a ConfigMap or Secret takes few letters, others are somebody's own.
        let is_key = *last == "key" && before.last().is_some_and(|name| name.ends_with("KeyRef"));
        if path.iter().any(|name| FREE.contains(name)) && !is_match && !is_key {
            return None;
        }
        let braces = Forms::BRACED.and(Forms::MUSTACHE);
        Some(match (*last, before.last()) {
            ("key", _) if is_key => Self { forms: Forms::ALL, words: Words::None },
            ("command" | "args", _) if shell => return None,
            ("command" | "args", _) => Self { forms: Forms::BRACED, words: Words::None },
            // Names of variables are in capitals.
            ("value" | "name", Some(&"env")) => Self { forms: braces, words: Words::None },
            // A path of a URL may hold any of the marks.
            ("path", Some(&"hostPath" | &"nfs")) => Self { forms: Forms::ALL, words: Words::Plain },
            // On Windows, `%NAME%` is a variable of the container's (`%CONTAINER_SANDBOX_MOUNT_POINT%`).
            ("path" | "host" | "hosts" | "workingDir", _) => {
                Self { forms: braces, words: Words::Plain }
            }
            ("image", _) => Self { forms: Forms::ALL, words: Words::Image },
            (name, _) if NAMES.contains(&name) => Self { forms: Forms::ALL, words: Words::Name },
            _ => Self { forms: Forms::ALL, words: Words::Plain },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_texts_are_left_alone() {
        let at = |path: &[&str]| TextField::at("DaemonSet", path, false);
        assert!(at(&["metadata", "annotations", "a"]).is_none());
        assert!(at(&["spec", "template", "spec", "nodeSelector", "a"]).is_some());
        assert!(at(&["spec", "tolerations", "key"]).is_some());
        assert!(at(&["configMap", "items", "key"]).is_none());
        assert!(at(&["env", "valueFrom", "configMapKeyRef", "key"]).is_some());
        assert!(TextField::at("ConfigMap", &["data", "a"], false).is_none());
        assert!(TextField::at("Secret", &["data", "a"], false).is_some());
        assert!(TextField::at("DaemonSet", &["containers", "args"], true).is_none());
    }
}
