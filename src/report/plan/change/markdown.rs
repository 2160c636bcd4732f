//! A change as a comment on a pull request: the summary first, the rest folded.

use super::words::{headline, moves, running};
use super::{Comparison, parts, title};
use crate::planner::change::DaemonSetChange;
use crate::report::shared::markup::{fit_comment, html, markdown};
use crate::words::names;

/// Renders the comment.
#[must_use]
pub(crate) fn render(comparison: &Comparison<'_>) -> String {
    let version = match comparison.upgrade {
        Some(_) => String::new(),
        None => format!(" (Kubernetes {})", comparison.new.kubernetes),
    };
    let mut comment = format!("### {}{version}\n", comparison.summary());
    let changes = || comparison.changes.daemon_sets.iter();
    let expected = comparison.new.expectations_in_markdown();
    if changes().all(DaemonSetChange::is_quiet) && comparison.new.unplaced.is_empty() {
        comment.push_str(&expected);
        return fit_comment(&comment);
    }
    comment.push_str("\n| DaemonSet | nodes with a pod | restarted | gained | lost |\n");
    comment.push_str("| --- | ---: | ---: | ---: | ---: |\n");
    for change in changes().filter(|change| !change.is_quiet()) {
        comment.push_str(&row(comparison, change));
    }
    let moves = moves(comparison);
    if !moves.is_empty() {
        comment.push('\n');
    }
    for said in moves {
        comment.push_str(&format!("- {}\n", markdown(&said)));
    }
    for change in changes().filter(|change| !change.is_quiet()) {
        comment.push_str(&details(comparison, change));
    }
    for said in comparison.new.left_out().split_terminator("\n\n") {
        comment.push_str(&format!("\n{}\n", markdown(said)));
    }
    comment.push_str(&expected);
    fit_comment(&comment)
}

fn row(comparison: &Comparison<'_>, change: &DaemonSetChange) -> String {
    let after = match (change.new, comparison.planned(change)) {
        _ if change.unread => "not compared".to_owned(),
        (Some(_), _) if change.refused => format!("refused: {} as before", change.untouched.len()),
        (Some(_), Some(planned)) => match &change.renamed {
            Some(from) => {
                format!("{}, was {}", running(planned.placement), markdown(&from.other))
            }
            None => running(planned.placement),
        },
        _ if change.left => "left behind".to_owned(),
        _ => match &change.renamed {
            Some(to) => format!("renamed to {}", markdown(&to.other)),
            None => "removed".to_owned(),
        },
    };
    let lost = match change.lost() {
        0 => "0".to_owned(),
        number => format!("**{number}**"),
    };
    let (restarted, gained) = (change.restarted.len(), DaemonSetChange::count(&change.gained));
    let title = markdown(&title(change));
    format!("| {title} | {after} | {restarted} | {gained} | {lost} |\n")
}

fn details(comparison: &Comparison<'_>, change: &DaemonSetChange) -> String {
    let items: String = parts(comparison, change)
        .iter()
        .map(|part| {
            let names = names(comparison.names(part.nodes), usize::MAX);
            let why = part.why.iter().map(|why| format!("  - {}\n", markdown(why)));
            let head = format!("- {} **{}**: {}\n", part.label, part.nodes.len(), markdown(&names));
            head + &why.collect::<String>()
        })
        .collect();
    let remarks = comparison.remarks(change);
    let remarks: String = remarks.iter().map(|said| format!("{}\n\n", markdown(said))).collect();
    let title = html(&format!("{}: {}", title(change), headline(comparison, change)));
    format!("\n<details>\n<summary>{title}</summary>\n\n{remarks}{items}\n</details>\n")
}
