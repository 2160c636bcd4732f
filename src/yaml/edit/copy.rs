//! Changes carried out on a value before it is written.

use super::{Change, Fragment, Refusal};
use crate::kubernetes::field::Step;

/// A value with the maps and lists around it that a path wants.
pub(super) fn within(path: &[Step], value: Fragment) -> Result<Fragment, Refusal> {
    path.iter().rev().try_fold(value, |value, step| match step {
        Step::Field(name) => Ok(Fragment::entry(name.as_ref(), value)),
        Step::Key(key) => Ok(Fragment::entry(key.as_str(), value)),
        Step::Index(0) => Ok(Fragment::List(vec![value])),
        Step::Index(_) => Err(Refusal::Impossible),
    })
}

/// Carries out a change at what is left of its path.
pub(super) fn change(root: &mut Fragment, path: &[Step], change: &Change) -> Result<(), Refusal> {
    let Some((last, before)) = path.split_last() else {
        return match change {
            Change::Replace { with, .. } => {
                *root = with.clone();
                Ok(())
            }
            Change::Insert { .. } => Err(Refusal::Exists),
            // Its key stands elsewhere.
            Change::RenameKey { .. } | Change::Remove { .. } | Change::MergeFirst { .. } => {
                Err(Refusal::Merged)
            }
        };
    };
    if let Change::Insert { value, .. } = change {
        return insert(root, path, value);
    }
    let parent =
        before.iter().try_fold(root, |at, step| child(at, step)).ok_or(Refusal::Missing)?;
    match change {
        Change::Replace { with, .. } => {
            *child(parent, last).ok_or(Refusal::Missing)? = with.clone();
        }
        Change::RenameKey { to, .. } => {
            let (Fragment::Map(entries), Some(key)) = (parent, key(last)) else {
                return Err(Refusal::Impossible);
            };
            if entries.iter().any(|(known, _)| known == to) {
                return Err(Refusal::Exists);
            }
            let entry = entries.iter_mut().find(|(known, _)| known == key);
            entry.ok_or(Refusal::Missing)?.0.clone_from(to);
        }
        Change::Remove { .. } => match (parent, last) {
            (Fragment::List(elements), Step::Index(index)) if *index < elements.len() => {
                elements.remove(*index);
            }
            (Fragment::Map(entries), step) => {
                let place = entries.iter().position(|(known, _)| Some(known.as_str()) == key(step));
                entries.remove(place.ok_or(Refusal::Missing)?);
            }
            _ => return Err(Refusal::Missing),
        },
        Change::MergeFirst { .. } => return Err(Refusal::Merged),
        Change::Insert { .. } => {}
    }
    Ok(())
}

fn insert(root: &mut Fragment, path: &[Step], value: &Fragment) -> Result<(), Refusal> {
    let Some((step, rest)) = path.split_first() else { return Err(Refusal::Exists) };
    if child(root, step).is_some() {
        let Some(inner) = child(root, step) else { return Err(Refusal::Missing) };
        return insert(inner, rest, value);
    }
    let value = within(rest, value.clone())?;
    match (root, step) {
        (Fragment::List(elements), Step::Index(_)) => elements.push(value),
        (Fragment::Map(entries), step) => {
            let key = key(step).ok_or(Refusal::Impossible)?;
            entries.push((key.to_owned(), value));
        }
        (null @ Fragment::Literal(_), step) if *null == Fragment::Literal("null".to_owned()) => {
            *null = within(std::slice::from_ref(step), value)?;
        }
        _ => return Err(Refusal::Impossible),
    }
    Ok(())
}

fn key(step: &Step) -> Option<&str> {
    match step {
        Step::Field(name) => Some(name),
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}

fn child<'f>(at: &'f mut Fragment, step: &Step) -> Option<&'f mut Fragment> {
    match (at, step) {
        (Fragment::List(elements), Step::Index(index)) => elements.get_mut(*index),
        (Fragment::Map(entries), step) => {
            let key = key(step)?;
            entries.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value)
        }
        _ => None,
    }
}
