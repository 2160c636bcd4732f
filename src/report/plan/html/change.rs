//! What a change does to the fleet: a table, each DaemonSet with its groups of nodes.

use crate::report::plan::change::{Comparison, moves, parts, renamed, title};
use crate::report::shared::markup::html as text;
use crate::words::names;

/// The section; empty where nothing was compared.
pub(super) fn section(comparison: Option<&Comparison<'_>>) -> String {
    let Some(comparison) = comparison else { return String::new() };
    let rows: String = comparison
        .changes
        .daemon_sets
        .iter()
        .filter(|change| !change.is_quiet())
        .map(|change| {
            let parts: String = parts(comparison, change)
                .iter()
                .map(|part| {
                    let names = names(comparison.names(part.nodes), usize::MAX);
                    let why: String =
                        part.why.iter().map(|why| format!("<li>{}</li>", text(why))).collect();
                    format!(
                        "<li>{} <b>{}</b>: {}<ul>{why}</ul></li>",
                        part.label,
                        part.nodes.len(),
                        text(&names)
                    )
                })
                .collect();
            let renamed = renamed(change).map(|said| format!("<p>{}</p>", text(&said)));
            let renamed = renamed.unwrap_or_default();
            format!(
                "<tr><th scope=\"row\">{}</th><td>{renamed}<ul class=\"reasons\">{parts}</ul></td></tr>",
                text(&title(change))
            )
        })
        .collect();
    let moves: String =
        moves(comparison).iter().map(|said| format!("<p>{}</p>", text(said))).collect();
    format!(
        "<section aria-labelledby=\"change-title\"><h2 id=\"change-title\">{}</h2>{moves}<div \
         class=\"scroll\"><table><tbody>{rows}</tbody></table></div></section>",
        text(&comparison.summary())
    )
}
