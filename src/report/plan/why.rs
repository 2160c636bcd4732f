//! One DaemonSet on one node, check by check.

use super::view::{Planned, short, takers};
use crate::kubernetes::node_labels::{ARCH, HOSTNAME, INSTANCE_TYPE, OS, REGION, ZONE};
use crate::kubernetes::toleration::notation;
use crate::planner::why::{
    Check, Closest, Explanation, Flip, Item, Line, Outcome, ResourceFigures, Tolerated,
};
use crate::report::shared::screen::{Screen, Tone};
use crate::report::shared::text::{hanging, pad, width, wrap};
use crate::rules::Judged;
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::names;

/// A node that is asked about.
pub(crate) struct About<'a> {
    /// What it is called.
    pub node: &'a str,
    /// What is to be said of it beside what is asked.
    pub said: &'a [String],
    /// What is expected of placement there.
    pub expected: &'a [&'a Judged],
}

/// Renders an explanation.
#[must_use]
pub(crate) fn render(
    planned: &Planned<'_>,
    about: &About<'_>,
    version: &str,
    explanation: &Explanation,
    screen: &Screen,
) -> String {
    let name = screen.paint(Tone::Strong, &escape(&planned.placement.name));
    let About { node, said, expected } = about;
    let node = escape(node);
    let answer = if explanation.verdict.is_open() {
        screen.paint(Tone::Warn, "may run, which hangs on what is still to be filled in, on")
    } else if explanation.verdict.runs() {
        screen.paint(Tone::Good, "runs on")
    } else if explanation.verdict.is_refused() {
        screen.paint(Tone::Bad, "is wanted, and refused by the API server, on")
    } else if explanation.verdict.is_virtual() {
        screen.paint(Tone::Bad, "comes to a virtual node, and never runs, on")
    } else if explanation.verdict.should_run {
        let no_room = explanation.verdict.blockers.iter().any(|r| r.plugin.is_about_room());
        let said = if no_room { "finds no room" } else { "can't be scheduled" };
        screen.paint(Tone::Bad, &format!("is wanted, and {said}, on"))
    } else {
        screen.paint(Tone::Warn, "does not run on")
    };
    let asked = screen.paint(Tone::Faint, &format!("(Kubernetes {version})"));
    let mut page = format!("{name} {answer} {} {asked}\n", screen.paint(Tone::Strong, &node));
    if explanation.verdict.should_continue_running && explanation.verdict.is_kept_off() {
        let until = planned.stays_until();
        page.push_str(&format!("a pod that runs there already stays {until}\n"));
    }
    if !explanation.victims.is_empty() {
        let go = names(explanation.victims.iter().map(String::as_str), screen.width / 2);
        let priority = planned.placement.priority;
        let said = format!("preemption makes room: at priority {priority}, {go} must go");
        page.push_str(&format!("{}\n", wrap(&said, screen.width)));
    }
    for said in *said {
        page.push_str(&format!("{}\n", hanging("  ", said, screen.width)));
    }
    page.push('\n');
    let mut rows = rows(planned, explanation);
    rows.extend(expected.iter().enumerate().map(|(place, judged)| expectation(place, judged)));
    let columns = Columns::of(&rows, screen);
    for row in &rows {
        columns.push(&mut page, row, screen);
    }
    if let Some(said) = planned.taken_into_account() {
        page.push_str(&format!("\n{}\n", wrap(&said, screen.width)));
    }
    page.push_str(&flips(&explanation.flips, &node, screen));
    page
}

/// A line of the page.
#[derive(Default)]
struct Row {
    mark: Option<Outcome>,
    title: &'static str,
    said: String,
    /// Where the manifest says so, and what the node has.
    beside: String,
}

fn rows(planned: &Planned<'_>, explanation: &Explanation) -> Vec<Row> {
    let (asked, not_asked): (Vec<&Check>, Vec<&Check>) =
        explanation.checks.iter().partition(|check| check.outcome != Outcome::NotAsked);
    let mut rows: Vec<Row> = asked.iter().flat_map(|check| check_rows(planned, check)).collect();
    if !not_asked.is_empty() {
        rows.push(Row {
            mark: Some(Outcome::NotAsked),
            title: "resources, ports",
            said: if explanation.verdict.is_refused() {
                "not asked: the API server refuses the pod".to_owned()
            } else {
                "not asked: the controller creates no pod here".to_owned()
            },
            beside: String::new(),
        });
        // What would stand in the way next is worth knowing before the first obstacle is removed.
        let failing = not_asked.iter().flat_map(|check| &check.lines).filter(|line| !line.passes);
        for line in failing {
            let mut row = line_rows(planned, line);
            if let Some(first) = row.first_mut() {
                first.said.insert_str(0, "would fail: ");
            }
            rows.append(&mut row);
        }
    }
    rows
}

/// What is expected of the nodes of which this is one.
fn expectation(place: usize, judged: &Judged) -> Row {
    let text = escape(&judged.text);
    let mark = match (judged.holds(), judged.is_broken() || !judged.is_readable()) {
        (true, _) => Outcome::Pass,
        (_, true) => Outcome::Fail,
        _ => Outcome::Open,
    };
    let said = match mark {
        Outcome::Pass => text.into_owned(),
        _ => format!("{text}: {}", escape(&judged.said)),
    };
    let line = judged.file.position(judged.span.start).line;
    let file = std::path::Path::new(judged.file.name()).file_name();
    let file = file.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = format!("{}:{line}", escape(&file));
    let title = if place == 0 { "expected" } else { "" };
    Row { mark: Some(mark), title, said, beside }
}

fn check_rows(planned: &Planned<'_>, check: &Check) -> Vec<Row> {
    // What fails is what is asked about: it comes first.
    let mut lines: Vec<&Line> = check.lines.iter().collect();
    lines.sort_by_key(|line| (line.passes || line.open, !line.open));
    let mut rows: Vec<Row> = lines.iter().flat_map(|line| line_rows(planned, line)).collect();
    if rows.is_empty() {
        rows.push(Row { said: "none".to_owned(), ..Row::default() });
    }
    if let Some(first) = rows.first_mut() {
        first.mark = Some(check.outcome);
        first.title = check.kind.title();
    }
    let is_mixed = matches!(check.outcome, Outcome::Fail | Outcome::Open);
    if is_mixed && lines.len() > 1 {
        let marks = lines.iter().flat_map(|line| {
            let mark = match line {
                Line { open: true, .. } => Outcome::Open,
                Line { passes: true, .. } => Outcome::Pass,
                _ => Outcome::Fail,
            };
            let own = std::iter::once(Some(mark));
            own.chain(std::iter::repeat_n(None, line_rows(planned, line).len() - 1))
        });
        for (row, mark) in rows.iter_mut().zip(marks) {
            row.mark = mark;
        }
    }
    rows
}

fn line_rows(planned: &Planned<'_>, line: &Line) -> Vec<Row> {
    let place = planned.place(line.field.as_ref());
    let (mut said, mut fact) = words(planned, &line.item);
    if line.open {
        if let Item::Label { key, .. } = &line.item {
            said.clone_from(key);
        }
        let written = line.field.as_ref().map(|field| planned.as_written(field));
        fact = written.map(|text| format!("still to be filled in: {text}"));
    }
    let mut rows = vec![row(said, place, fact)];
    if let Item::Taint { closest: Some(closest), taint, .. } = &line.item {
        rows.push(closest_row(planned, closest, taint.value.as_deref(), &taint.effect));
    }
    rows
}

fn row(said: String, place: Option<String>, fact: Option<String>) -> Row {
    let fact = fact.map(|fact| escape(&fact).into_owned());
    let beside = [place, fact].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Row { said: escape(&said).into_owned(), beside, ..Row::default() }
}

/// What is compared: what the pod demands, and what the node has.
fn words(planned: &Planned<'_>, item: &Item) -> (String, Option<String>) {
    match item {
        Item::NodeName(name) => (format!("nodeName {name}"), None),
        Item::Label { wanted, key, found } => {
            let found = match found {
                Some(value) => format!("node label {key}={value}"),
                None => "the node has no such label".to_owned(),
            };
            (wanted.clone(), Some(found))
        }
        Item::Field(wanted) | Item::Never(wanted) | Item::Said(wanted) => (wanted.clone(), None),
        Item::Refused(reason) => (planned.words(reason), None),
        Item::Refusal { plugin, reason } => (reason.clone(), Some(plugin.to_string())),
        Item::Taint { taint, tolerated, .. } => {
            let said = notation(taint);
            let how = match tolerated {
                Tolerated::By(field) => {
                    let place = planned.place(Some(field)).unwrap_or_default();
                    format!("tolerated by {} {place}", short(field))
                }
                Tolerated::ByController => "tolerated: the controller adds it".to_owned(),
                Tolerated::OnlyPreferred => "only makes other nodes preferred".to_owned(),
                Tolerated::No => "no toleration matches".to_owned(),
            };
            (said, Some(how))
        }
        Item::HostPort { port, protocol, taken_by, .. } => (
            format!("host port {port}/{protocol}"),
            taken_by.as_ref().map(|by| format!("{by} has it")),
        ),
        Item::Resource(figures) => (resource(figures), resource_takers(figures)),
        Item::Feature { name, declared } => {
            let fact = match declared {
                Some(true) => "the kubelet declares it",
                Some(false) => "the kubelet doesn't declare it",
                None => "whether the kubelet declares it is not known",
            };
            ((*name).to_owned(), Some(fact.to_owned()))
        }
        Item::Volume { taken_by } => (
            "a volume that excludes others".to_owned(),
            taken_by.as_ref().map(|by| format!("{by} has it")),
        ),
    }
}

fn resource(figures: &ResourceFigures) -> String {
    let write = |number: i64| amount(&figures.name, number.max(0));
    let room = match (figures.left(), figures.allocatable) {
        (Some(left), Some(all)) if left == all => format!("the node has {}", write(all)),
        (Some(left), Some(all)) => format!("{} left of {}", write(left), write(all)),
        _ => "what the node has is not known".to_owned(),
    };
    if figures.name == "pods" {
        return format!("pods: {room}");
    }
    format!("{}: needs {}, {room}", figures.name, write(figures.need))
}

/// Who takes the resource. The number of pods is taken by each alike.
fn resource_takers(figures: &ResourceFigures) -> Option<String> {
    takers(&figures.name, &figures.by).filter(|_| figures.name != "pods")
}

fn closest_row(planned: &Planned<'_>, closest: &Closest, value: Option<&str>, effect: &str) -> Row {
    let toleration = &closest.toleration;
    let key = toleration.key.as_deref().unwrap_or_default();
    let mut said = format!("closest: key {key}");
    let mut facts = Vec::new();
    for differs in &closest.differs {
        let (has, fact) = match *differs {
            "value" => (
                format!("value \"{}\"", toleration.value.as_deref().unwrap_or_default()),
                format!("the taint's value is \"{}\"", value.unwrap_or_default()),
            ),
            "effect" => (
                format!("effect {}", toleration.effect.as_deref().unwrap_or_default()),
                format!("the taint's effect is {effect}"),
            ),
            other => (
                format!("{other} {}", toleration.operator.as_deref().unwrap_or_default()),
                "Equal or Exists would do".to_owned(),
            ),
        };
        said.push_str(&format!(", {has}"));
        facts.push(fact);
    }
    row(said, planned.place(Some(&closest.field)), Some(facts.join(", ")))
}

const FLIPS: &str = "the smallest change that flips it:";
const ALL_FLIPS: &str = "the smallest change that flips it, all of these:";

fn flips(flips: &[Flip], node: &str, screen: &Screen) -> String {
    if flips.is_empty() {
        return String::new();
    }
    let mut changes: Vec<String> = Vec::new();
    for flip in flips {
        changes.push(escape(&flip_words(flip, node)).into_owned());
        if let Flip::Recover { toleration, .. } = flip {
            let instead = Flip::Tolerate(toleration.clone()).to_string();
            changes.push(format!("or {}", escape(&instead)));
        }
    }
    let title = screen.paint(Tone::Strong, if flips.len() > 1 { ALL_FLIPS } else { FLIPS });
    match changes.as_slice() {
        [change] if width(FLIPS) + 1 + width(change) <= screen.width => {
            format!("\n{title} {change}\n")
        }
        changes => {
            let list: String =
                changes.iter().map(|change| hanging("  - ", change, screen.width) + "\n").collect();
            format!("\n{title}\n{list}")
        }
    }
}

/// Labels that the kubelet and the cloud set, and keep as they are.
const FIXED: [&str; 6] = [OS, ARCH, HOSTNAME, INSTANCE_TYPE, REGION, ZONE];

fn flip_words(flip: &Flip, node: &str) -> String {
    match flip {
        Flip::Set { field, value } => {
            let operator = short(field).ends_with(".value");
            let or = if operator { "      (or operator: Exists)" } else { "" };
            format!("{}: {value}{or}", short(field))
        }
        Flip::RemoveNodeName => "no nodeName".to_owned(),
        Flip::Label { key, value } if FIXED.contains(&key.as_str()) => {
            let value = value.as_ref().map(|value| format!("={value}")).unwrap_or_default();
            format!("no requirement of {key}{value}: that label is the node's own")
        }
        Flip::Label { key, value: Some(value) } => {
            format!("kubectl label node {node} {key}={value}")
        }
        Flip::Unlabel { key } if FIXED.contains(&key.as_str()) => {
            format!("no requirement of {key}: that label is the node's own")
        }
        Flip::Unlabel { key } => format!("kubectl label node {node} {key}-"),
        Flip::Room { resource, missing, .. } if resource == "pods" => {
            let pods = if *missing == 1 {
                "1 more pod".to_owned()
            } else {
                format!("{missing} more pods")
            };
            format!("room for {pods} on the node")
        }
        Flip::Room { resource, missing, most } => {
            let missing = amount(resource, *missing);
            let most =
                most.map(|most| format!(", or a request of at most {}", amount(resource, most)));
            format!("{missing} more {resource}{}", most.unwrap_or_default())
        }
        other => other.to_string(),
    }
}

/// Where the columns of the page begin.
struct Columns {
    title: usize,
    said: usize,
}

impl Columns {
    const MARK: usize = 4;

    fn of(rows: &[Row], screen: &Screen) -> Self {
        let widest = |of: fn(&Row) -> &str| rows.iter().map(|row| width(of(row))).max();
        let title = widest(|row| row.title).unwrap_or_default() + 2;
        let with_beside = rows.iter().filter(|row| !row.beside.is_empty());
        let said = with_beside.map(|row| width(&row.said)).max().unwrap_or_default() + 2;
        let room = screen.width.saturating_sub(Self::MARK + title);
        Self { title, said: said.min(room * 3 / 5) }
    }

    fn push(&self, page: &mut String, row: &Row, screen: &Screen) {
        let mark = match row.mark {
            Some(Outcome::Open) => screen.paint(Tone::Warn, "?"),
            Some(Outcome::Pass) => screen.paint(Tone::Good, if screen.drawing { "✓" } else { "+" }),
            Some(Outcome::Fail) => screen.paint(Tone::Bad, if screen.drawing { "✗" } else { "x" }),
            Some(Outcome::NotAsked) => {
                screen.paint(Tone::Faint, if screen.drawing { "–" } else { "-" })
            }
            None => " ".to_owned(),
        };
        let start = Self::MARK + self.title;
        let room = screen.width.saturating_sub(start);
        let beside_room = room.saturating_sub(self.said);
        page.push_str(&format!("  {mark} {}", pad(row.title, self.title)));
        let (said, beside) = (width(&row.said), width(&row.beside));
        if said + 2 + beside <= room {
            page.push_str(&row.said);
            if beside > 0 {
                // In its column, or as far left of it as it must.
                let gap =
                    if beside <= beside_room { self.said.max(said + 2) } else { room - beside };
                page.push_str(&" ".repeat(gap.min(room - beside) - said));
                page.push_str(&screen.paint(Tone::Faint, &row.beside));
            }
            page.push('\n');
            return;
        }
        // Too wide for one line: what is beside it comes below.
        let below = format!("\n{}", " ".repeat(start));
        page.push_str(&wrap(&row.said, room).replace('\n', &below));
        if !row.beside.is_empty() {
            let beside = wrap(&format!("  {}", row.beside), room).replace('\n', &below);
            page.push_str(&format!("{below}{}", screen.paint(Tone::Faint, &beside)));
        }
        page.push('\n');
    }
}
