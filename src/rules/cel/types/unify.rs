//! Which type may stand where another one is wanted.
//!
//! Mirrors cel-go's `checker/types.go`.

use std::collections::BTreeMap;

use super::Type;

/// What is known of the types that were not known at first.
#[derive(Clone, Debug, Default)]
pub(in crate::rules::cel) struct Unifier {
    known: BTreeMap<u32, Type>,
    next: u32,
}

impl Unifier {
    /// A type of which nothing is known.
    pub(in crate::rules::cel) fn fresh(&mut self) -> Type {
        self.next += 1;
        Type::Param(self.next)
    }

    /// Types of which nothing is known, in the place of a signature's parameters.
    pub(in crate::rules::cel) fn instantiate(&mut self, types: &[Type], params: u32) -> Vec<Type> {
        let base = self.next + 1;
        self.next += params;
        types.iter().map(|ty| shift(ty, base)).collect()
    }

    /// Whether one type may stand for another; learns from it if so.
    pub(in crate::rules::cel) fn assign(&mut self, from: &Type, to: &Type) -> bool {
        self.assign_all(std::slice::from_ref(from), std::slice::from_ref(to))
    }

    /// The same for arguments, all or none.
    pub(in crate::rules::cel) fn assign_all(&mut self, from: &[Type], to: &[Type]) -> bool {
        let before = self.known.clone();
        let fits = from.len() == to.len()
            && from.iter().zip(to).all(|(from, to)| self.is_assignable(from, to));
        if !fits {
            self.known = before;
        }
        fits
    }

    fn is_assignable(&mut self, from: &Type, to: &Type) -> bool {
        if let Type::Param(param) = to {
            let (valid, known) = self.substitute_for(from, *param);
            if valid || known {
                return valid;
            }
        }
        if let Type::Param(param) = from {
            return self.substitute_for(to, *param).0;
        }
        if from.is_dyn_or_error() || to.is_dyn_or_error() {
            return true;
        }
        match (from, to) {
            (Type::Null, other) | (other, Type::Null) => {
                *other == Type::Null || other.is_nullable()
            }
            (Type::Name(_), Type::Name(_)) => true,
            (Type::List(_), Type::List(_))
            | (Type::Map(..), Type::Map(..))
            | (Type::Optional(_), Type::Optional(_)) => {
                let pairs = from.parts().into_iter().zip(to.parts());
                pairs.into_iter().all(|(from, to)| self.is_assignable(from, to))
            }
            _ => from == to,
        }
    }

    /// Whether a type may be what a parameter stands for, and whether that stands for one already.
    fn substitute_for(&mut self, ty: &Type, param: u32) -> (bool, bool) {
        if *ty == Type::Param(param) {
            return (true, true);
        }
        if let Some(known) = self.known.get(&param).cloned() {
            if *ty == known {
                return (true, true);
            }
            if !self.is_assignable(ty, &known) {
                return (false, true);
            }
            let general = most_general(ty, &known);
            if !self.occurs(param, &general) {
                self.known.insert(param, general);
            }
            return (true, true);
        }
        if self.occurs(param, ty) {
            return (false, false);
        }
        self.known.insert(param, ty.clone());
        (true, false)
    }

    fn occurs(&self, param: u32, within: &Type) -> bool {
        match within {
            Type::Param(other) => {
                *other == param
                    || self.known.get(other).is_some_and(|known| self.occurs(param, known))
            }
            _ => within.parts().into_iter().any(|part| self.occurs(param, part)),
        }
    }

    /// A type with all that is known of it.
    pub(in crate::rules::cel) fn resolve(&self, ty: &Type) -> Type {
        match ty {
            Type::Param(param) => {
                self.known.get(param).map_or_else(|| ty.clone(), |known| self.resolve(known))
            }
            _ => ty.with_parts(|part| self.resolve(part)),
        }
    }

    /// The same with `dyn` for what is still not known.
    pub(in crate::rules::cel) fn finish(&self, ty: &Type) -> Type {
        match self.resolve(ty) {
            Type::Param(_) => Type::Dyn,
            resolved => resolved.with_parts(|part| self.finish(part)),
        }
    }

    /// The type of the elements of a list that holds both.
    pub(in crate::rules::cel) fn join(&mut self, before: Option<Type>, next: Type) -> Type {
        match before {
            None => next,
            Some(before) if self.assign(&before, &next) => most_general(&before, &next),
            Some(_) => Type::Dyn,
        }
    }
}

fn shift(ty: &Type, base: u32) -> Type {
    match ty {
        Type::Param(param) => Type::Param(base + param),
        _ => ty.with_parts(|part| shift(part, base)),
    }
}

fn most_general(a: &Type, b: &Type) -> Type {
    if is_equal_or_less_specific(a, b) { a.clone() } else { b.clone() }
}

fn is_equal_or_less_specific(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Dyn | Type::Param(_), _) => true,
        (_, Type::Dyn | Type::Param(_)) => false,
        (Type::Name(_), Type::Name(_)) => true,
        (Type::List(_), Type::List(_))
        | (Type::Map(..), Type::Map(..))
        | (Type::Optional(_), Type::Optional(_)) => {
            a.parts().into_iter().zip(b.parts()).all(|(a, b)| is_equal_or_less_specific(a, b))
        }
        _ => a == b,
    }
}
