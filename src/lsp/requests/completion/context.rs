//! Where in an object a text that is still being written stands: told by indentation, since what is
//! unfinished is no YAML yet.

use std::ops::Range;

/// Where something is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The way from the document's root: fields and keys, `*` for an element of a list. Where a
    /// value is written, its key is the last step.
    pub way: Vec<String>,
    /// What is written.
    pub what: What,
    /// The bytes of it so far, in the whole text.
    pub token: Range<usize>,
    /// The keys beside it, with the text of their values.
    pub beside: Vec<(String, String)>,
    /// The column of the token, in bytes from 0.
    pub column: usize,
    /// Whether a value follows already.
    pub is_followed: bool,
}

/// What is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum What {
    /// A key of a map.
    #[default]
    Key,
    /// The value of a key.
    Value,
    /// An element of a list: a value, or the first key of a map.
    Element,
}

/// A line of a document in block style: its dashes, and its key with the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line<'t> {
    dashes: Vec<usize>,
    /// The column of what comes after the dashes.
    column: usize,
    key: Option<&'t str>,
    /// What stands after the colon, or after the dashes where there is no key.
    rest: &'t str,
}

/// Where in its document a byte of a text is; none in comments and where that can't be told.
pub(super) fn place(text: &str, byte: usize) -> Option<Place> {
    let byte = byte.min(text.len());
    let start = text.get(..byte)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(byte..)?.find(['\n', '\r']).map_or(text.len(), |at| byte + at);
    let (before, after) = (text.get(start..byte)?, text.get(byte..end)?);
    if before.contains(" #") || before.starts_with('#') || before.contains('\t') {
        return None;
    }
    let (above, below) = document_around(text, start, end);
    let line = parse(before);
    let mut place = Place::default();
    let written = match line.key {
        Some(key) => {
            place.what = What::Value;
            place.way.push(unquoted(key).to_owned());
            token_of_value(line.rest, &mut place)?
        }
        None if !line.dashes.is_empty() => {
            place.what = What::Element;
            line.rest
        }
        None => line.rest,
    };
    place.token = byte - written.len()..byte;
    place.column = before.len() - written.len();
    place.is_followed = after.trim_start().starts_with(':');
    let column = line.column;
    let mut way: Vec<String> = Vec::new();
    if let Some(outer) = line.dashes.last() {
        way.push("*".to_owned());
        // A dash in a dash is a list in a list.
        way.extend(line.dashes.iter().skip(1).map(|_| "*".to_owned()));
        let first = line.dashes.first().copied().unwrap_or(*outer);
        climb(&above, first + 1, true, &mut way);
    } else {
        climb(&above, column, false, &mut way);
    }
    way.reverse();
    let own = std::mem::take(&mut place.way);
    place.way = way.into_iter().chain(own.into_iter().rev()).collect();
    place.beside = beside(&above, &below, &line, column);
    Some(place)
}

/// What of a value is the token: in brackets the last element, which then is one of a list.
fn token_of_value<'t>(rest: &'t str, place: &mut Place) -> Option<&'t str> {
    let value = rest.trim_start();
    if let Some(inside) = value.strip_prefix('[') {
        if inside.contains(']') {
            return None;
        }
        place.what = What::Element;
        place.way.insert(0, "*".to_owned());
        return Some(inside.rsplit(',').next().unwrap_or_default().trim_start());
    }
    // Maps in braces, anchors, tags and texts of several lines are left alone.
    (!value.starts_with(['{', '&', '*', '!', '|', '>'])).then_some(value)
}

/// The lines of the document above a line, last one first, and below it.
fn document_around(text: &str, start: usize, end: usize) -> (Vec<&str>, Vec<&str>) {
    let is_content = |line: &&str| !(line.trim().is_empty() || line.trim_start().starts_with('#'));
    let is_within = |line: &&str| !line.starts_with("---") && !line.starts_with("...");
    let above = text.get(..start).unwrap_or_default();
    let below = text.get(end..).unwrap_or_default();
    let above = above.lines().rev().take_while(is_within).filter(is_content).collect();
    let below = below.lines().skip(1).take_while(is_within).filter(is_content).collect();
    (above, below)
}

fn parse(text: &str) -> Line<'_> {
    let mut rest = text.trim_start_matches(' ');
    let mut dashes = Vec::new();
    while let Some(after) =
        rest.strip_prefix('-').filter(|after| after.is_empty() || after.starts_with(' '))
    {
        dashes.push(text.len() - rest.len());
        rest = after.trim_start_matches(' ');
    }
    let column = text.len() - rest.len();
    let colon = rest.match_indices(':').map(|(at, _)| at).find(|at| {
        let after = rest.get(at + 1..).unwrap_or_default();
        after.is_empty() || after.starts_with([' ', '\r'])
    });
    let is_plain = !rest.starts_with(['{', '[', '#', '&', '*', '!', '|', '>', '%']);
    match colon.filter(|_| is_plain) {
        Some(at) => Line {
            dashes,
            column,
            key: rest.get(..at),
            rest: rest.get(at + 1..).unwrap_or_default(),
        },
        None => Line { dashes, column, key: None, rest },
    }
}

/// Goes up to the root: `limit` is the column that what encloses must stand left of; after a dash,
/// the key of its list may stand in its column.
fn climb(above: &[&str], limit: usize, after_dash: bool, way: &mut Vec<String>) {
    let (mut limit, mut after_dash) = (limit, after_dash);
    for text in above {
        let line = parse(text);
        if let Some(key) = line.key
            && line.column < limit
        {
            // A dash in that column is a sibling's.
            way.push(unquoted(key).to_owned());
            limit = line.column;
            after_dash = false;
        }
        for dash in line.dashes.iter().rev() {
            if *dash < limit && !(after_dash && *dash + 1 == limit) {
                way.push("*".to_owned());
                limit = dash + 1;
                after_dash = true;
            }
        }
        if limit == 0 {
            return;
        }
    }
}

/// The keys of the map that something is written in.
fn beside(above: &[&str], below: &[&str], line: &Line<'_>, column: usize) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut take = |other: &Line<'_>| {
        if let Some(key) = other.key.filter(|_| other.column == column) {
            found.push((unquoted(key).to_owned(), unquoted(other.rest.trim()).to_owned()));
        }
    };
    if line.dashes.is_empty() {
        for text in above {
            let other = parse(text);
            let outer = other.dashes.first().copied().unwrap_or(other.column);
            if other.column < column {
                break;
            }
            take(&other);
            // The map begins behind a dash.
            if outer < column && other.column == column {
                break;
            }
        }
    }
    for text in below {
        let other = parse(text);
        let outer = other.dashes.first().copied().unwrap_or(other.column);
        if outer < column {
            break;
        }
        take(&other);
    }
    found
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let text = text.split(" #").next().unwrap_or(text).trim_end();
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}

/// The apiVersion and kind of the document around a byte.
pub(super) fn type_of(text: &str, byte: usize) -> (Option<String>, Option<String>) {
    let byte = byte.min(text.len());
    let start = text.get(..byte).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
    let (above, below) = document_around(text, start, start.saturating_sub(1));
    let find = |wanted: &str| {
        above.iter().chain(&below).find_map(|text| {
            let line = parse(text);
            let is_it = line.column == 0 && line.key == Some(wanted);
            is_it.then(|| unquoted(line.rest).to_owned()).filter(|value| !value.is_empty())
        })
    };
    (find("apiVersion"), find("kind"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The way to `|` in a text, what is written there, and the token so far.
    fn at(text: &str) -> String {
        let byte = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let Some(place) = place(&text, byte) else { return "nothing".to_owned() };
        let token = text.get(place.token.clone()).unwrap();
        let beside: Vec<String> =
            place.beside.iter().map(|(key, value)| format!("{key}={value}")).collect();
        format!("{} {:?} `{token}` {}", place.way.join("."), place.what, beside.join(","))
            .trim_end()
            .to_owned()
    }

    #[test]
    fn indentation_leads_up_to_the_root() {
        assert_eq!(
            at("spec:\n  template:\n    spec:\n      nodeSel|"),
            "spec.template.spec Key `nodeSel`"
        );
        assert_eq!(at("a: 1\nspec:\n  x: 1\n  |\n  y: 2\nz: 3\n"), "spec Key `` x=1,y=2");
        assert_eq!(
            at("spec:\n  nodeSelector:\n    kubernetes.io/o|"),
            "spec.nodeSelector Key `kubernetes.io/o`"
        );
        assert_eq!(
            at("spec:\n  nodeSelector:\n    kubernetes.io/os: lin|\n"),
            "spec.nodeSelector.kubernetes.io/os Value `lin`"
        );
        assert_eq!(at("spec:\n  a: b |# c"), "spec.a Value `b `");
        assert_eq!(at("spec: # c|"), "nothing");
        assert_eq!(at("x: 1\n---\n|"), " Key ``");
    }

    #[test]
    fn lists_stand_below_their_key_or_in_its_column() {
        for list in ["  tolerations:\n  - ", "  tolerations:\n    - "] {
            assert_eq!(at(&format!("spec:\n{list}|")), "spec.tolerations.* Element ``");
            let next = " ".repeat(list.len() - list.rfind('\n').unwrap() - 1);
            let text = format!("spec:\n{list}key: a\n{next}operator: Exists\n{next}eff|\n");
            assert_eq!(at(&text), "spec.tolerations.* Key `eff` operator=Exists,key=a");
            let text = format!("spec:\n{list}key: |\n{next}effect: b\n");
            assert_eq!(at(&text), "spec.tolerations.*.key Value `` effect=b");
        }
        assert_eq!(
            at("spec:\n  containers:\n  - name: a\n    image: b\n  - name: c\n    im|\n"),
            "spec.containers.* Key `im` name=c"
        );
        assert_eq!(at("a:\n- - b: 1\n    c|"), "a.*.* Key `c` b=1");
        assert_eq!(at("a:\n- b:\n  - c: 1\n- d|"), "a.* Element `d`");
    }

    #[test]
    fn brackets_hold_elements() {
        let before = "m:\n- key: zone\n  operator: In\n  values: ";
        assert_eq!(at(&format!("{before}[a, b|")), "m.*.values.* Element `b` operator=In,key=zone");
        assert_eq!(at(&format!("{before}\n  - b|")), "m.*.values.* Element `b`");
        assert_eq!(at(&format!("{before}[a]|")), "nothing");
        assert_eq!(at("a: {b|"), "nothing");
    }

    #[test]
    fn the_type_stands_at_the_root() {
        let text = "kind: A\n---\napiVersion: v1 # first\nkind: \"B\"\nspec:\n  kind: C\n  x\n---\nkind: D\n";
        let byte = text.find("  x").unwrap();
        assert_eq!(type_of(text, byte), (Some("v1".to_owned()), Some("B".to_owned())));
        assert_eq!(type_of("x", 1), (None, None));
        let text = "spec:\n  x\nkind: E\n";
        assert_eq!(type_of(text, 8).1.as_deref(), Some("E"));
    }
}
