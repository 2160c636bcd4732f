//! Rollouts as timelines: nodes with a new pod, and nodes without an available one.

use crate::planner::rollout::{Rollout, Step};
use crate::report::plan::view::{Planned, Rolling, View};
use crate::report::shared::markup::html as text;
use crate::words::count;
use crate::words::time::time;

/// The section; empty where rollouts were not asked for.
pub(super) fn section(view: &View<'_>) -> String {
    if view.rollouts.is_empty() {
        return String::new();
    }
    let timelines: String = view
        .planned
        .iter()
        .zip(&view.rollouts)
        .map(|(one, rolling)| timeline(one, rolling))
        .collect();
    format!(
        "<section aria-labelledby=\"rollout-title\"><h2 id=\"rollout-title\">How an update rolls \
         out</h2><p class=\"legend\"><span><b class=\"runs\"></b>nodes with the new pod</span>\
         <span><b class=\"room\"></b>nodes without an available pod</span></p>{timelines}</section>"
    )
}

fn timeline(planned: &Planned<'_>, rolling: &Rolling) -> String {
    let words = text(&rolling.words());
    let drawn = rolling.rollout.as_ref().ok().filter(|rollout| !rollout.steps.is_empty());
    let after = rolling.scenario.ready_after + rolling.scenario.min_ready_seconds;
    let drawing = drawn.map(|rollout| drawing(rollout, after, &words)).unwrap_or_default();
    format!("<h3>{}</h3><p>{words}</p>{drawing}", text(&planned.title()))
}

const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 100.0;
/// More corners than these can't be told apart.
const CORNERS: usize = 400;

/// The timeline; `after` is how long a pod of the last step takes to be available.
fn drawing(rollout: &Rollout, after: u64, words: &str) -> String {
    let last = rollout.steps.last().map_or(0, |step| step.at);
    let end = rollout.finished_at.unwrap_or(last + after).max(last).max(1);
    let axis = axis(end, rollout);
    let end = end as f64;
    let most = rollout.nodes.max(1) as f64;
    let every = rollout.steps.len().div_ceil(CORNERS).max(1);
    let last_step = rollout.steps.last();
    let steps: Vec<&Step> = rollout.steps.iter().step_by(every).chain(last_step).collect();
    let area = |class: &str, of: fn(&Step) -> u64, after: u64| {
        let mut path = format!("M0 {HEIGHT}");
        let mut height = HEIGHT;
        let y = |number: u64| HEIGHT - HEIGHT * number.min(rollout.nodes) as f64 / most;
        for step in &steps {
            let x = WIDTH * step.at as f64 / end;
            let next = y(of(step));
            path.push_str(&format!("L{x:.1} {height:.1}L{x:.1} {next:.1}"));
            height = next;
        }
        let close = y(after);
        path.push_str(&format!("L{WIDTH} {height:.1}L{WIDTH} {close:.1}L{WIDTH} {HEIGHT}Z"));
        format!("<path class=\"{class}\" d=\"{path}\"/>")
    };
    let waiting = if rollout.finished_at.is_some() { 0 } else { rollout.max_unavailable };
    let updated = area("done", |step| step.updated, rollout.updated);
    let down = area("down", |step| step.unavailable, waiting);
    format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" \
         role=\"img\" aria-label=\"{words}\">{updated}{down}</svg>{axis}"
    )
}

/// What the edges of the drawing stand for.
fn axis(end: u64, rollout: &Rollout) -> String {
    let nodes = count(usize::try_from(rollout.nodes).unwrap_or(usize::MAX), "node");
    let then = if rollout.finished_at.is_some() { "" } else { ", and on" };
    format!(
        "<p class=\"axis\" aria-hidden=\"true\"><span>0 s, the height is {nodes}</span>\
         <span>{}</span><span>{}{then}</span></p>",
        time(end / 2),
        time(end)
    )
}
