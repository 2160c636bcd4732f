//! New nodes of a tree, each with a number of its own.

use super::ast::{Expr, Kind};
use crate::rules::cel::value::Value;

/// Makes nodes.
#[derive(Debug, Default)]
pub(super) struct Builder {
    ids: usize,
}

impl Builder {
    /// A new node.
    pub(super) fn node(&mut self, at: usize, kind: Kind) -> Expr {
        self.ids += 1;
        let mut expr = Expr { id: self.ids, at, depth: 0, kind };
        expr.depth = 1 + expr.children().iter().map(|child| child.depth).max().unwrap_or(0);
        expr
    }

    /// The call of a function or an operator.
    pub(super) fn call(&mut self, at: usize, function: &str, args: Vec<Expr>) -> Expr {
        self.node(at, Kind::Call { function: function.to_owned(), target: None, args })
    }

    /// The call of a function of a value.
    pub(super) fn member(
        &mut self,
        at: usize,
        target: Expr,
        function: &str,
        args: Vec<Expr>,
    ) -> Expr {
        let target = Some(Box::new(target));
        self.node(at, Kind::Call { function: function.to_owned(), target, args })
    }

    /// A name.
    pub(super) fn ident(&mut self, at: usize, name: &str) -> Expr {
        self.node(at, Kind::Ident(name.to_owned()))
    }

    /// A constant.
    pub(super) fn literal(&mut self, at: usize, value: Value) -> Expr {
        self.node(at, Kind::Literal(value))
    }

    /// The same tree with numbers of its own.
    pub(super) fn copy(&mut self, expr: &Expr) -> Expr {
        let mut copy = expr.clone();
        self.renumber(&mut copy);
        copy
    }

    fn renumber(&mut self, expr: &mut Expr) {
        self.ids += 1;
        expr.id = self.ids;
        match &mut expr.kind {
            Kind::Literal(_) | Kind::Ident(_) => {}
            Kind::Select { operand, .. } => self.renumber(operand),
            Kind::Index { operand, index, .. } => {
                self.renumber(operand);
                self.renumber(index);
            }
            Kind::Call { target, args, .. } => {
                target.iter_mut().for_each(|target| self.renumber(target));
                args.iter_mut().for_each(|arg| self.renumber(arg));
            }
            Kind::List(elements) => elements.iter_mut().for_each(|e| self.renumber(&mut e.value)),
            Kind::Map(entries) => entries.iter_mut().for_each(|entry| {
                self.renumber(&mut entry.key);
                self.renumber(&mut entry.value);
            }),
            Kind::Struct { fields, .. } => {
                fields.iter_mut().for_each(|field| self.renumber(&mut field.value));
            }
            Kind::Fold(fold) => {
                let parts = [&mut fold.range, &mut fold.start, &mut fold.condition];
                parts.into_iter().for_each(|part| self.renumber(part));
                [&mut fold.step, &mut fold.result].into_iter().for_each(|part| self.renumber(part));
            }
        }
    }
}
