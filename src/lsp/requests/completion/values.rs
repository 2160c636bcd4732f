//! Values that Kubernetes names.

use lsp_types::CompletionItemKind;

use super::{Asked, Offer};
use crate::lsp::cursor::known;
use crate::manifest::schema::{Type, lookup};

/// Fields that take one of a few words, by the end of the way to them.
const WORDS: [(&[&str], &[&str]); 14] = [
    (
        &["matchExpressions", "*", "operator"],
        &["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"],
    ),
    (&["matchFields", "*", "operator"], &["In", "NotIn"]),
    (&["matchFields", "*", "key"], &["metadata.name"]),
    (&["tolerations", "*", "operator"], &["Exists", "Equal"]),
    (&["tolerations", "*", "effect"], &["NoSchedule", "PreferNoSchedule", "NoExecute"]),
    (&["updateStrategy", "type"], &["RollingUpdate", "OnDelete"]),
    (&["imagePullPolicy"], &["IfNotPresent", "Always", "Never"]),
    (&["dnsPolicy"], &["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]),
    (&["protocol"], &["TCP", "UDP", "SCTP"]),
    (
        &["hostPath", "type"],
        &[
            "",
            "Directory",
            "DirectoryOrCreate",
            "File",
            "FileOrCreate",
            "Socket",
            "CharDevice",
            "BlockDevice",
        ],
    ),
    (&["mountPropagation"], &["None", "HostToContainer", "Bidirectional"]),
    (&["seccompProfile", "type"], &["RuntimeDefault", "Unconfined", "Localhost"]),
    (&["terminationMessagePolicy"], &["File", "FallbackToLogsOnError"]),
    (&["os", "name"], &["linux", "windows"]),
];

/// The values that the field takes.
pub(super) fn offers(asked: &Asked<'_>) -> Vec<Offer> {
    let way = asked.way();
    let words = WORDS.iter().find(|(end, _)| way.ends_with(end)).map(|(_, words)| *words);
    let is_bool = || {
        let kind = known(asked.fields()?, &way)?.kind;
        matches!(kind, Type::Bool).then_some(&["true", "false"][..])
    };
    let words = words.or_else(is_bool).unwrap_or_default();
    let words = words.iter().filter(|word| !word.is_empty());
    words.map(|word| Offer::new(*word, CompletionItemKind::ENUM_MEMBER)).collect()
}

/// The kinds that Kubernetes has, and their versions.
pub(super) fn types(
    asked: &Asked<'_>,
    api_version: Option<&str>,
    kind: Option<&str>,
) -> Vec<Offer> {
    let version = asked.release.version();
    let all = lookup::all().filter(|known| known.is_in(version));
    let mut words: Vec<&str> = match asked.way().as_slice() {
        ["kind"] => {
            let of = api_version.filter(|of| lookup::all().any(|known| known.api_version == *of));
            all.filter(|known| of.is_none_or(|of| known.api_version == of))
                .map(|known| known.kind)
                .collect()
        }
        ["apiVersion"] => {
            let of = kind.filter(|of| lookup::versions(of).next().is_some());
            all.filter(|known| of.is_none_or(|of| known.kind == of))
                .map(|known| known.api_version)
                .collect()
        }
        _ => return Vec::new(),
    };
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(|word| Offer::new(word, CompletionItemKind::CLASS)).collect()
}
