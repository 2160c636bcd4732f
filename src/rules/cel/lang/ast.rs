//! The tree of an expression.

use crate::rules::cel::value::Value;

/// A node.
#[derive(Clone, Debug)]
pub(in crate::rules::cel) struct Expr {
    /// Its number, unique within the expression.
    pub(in crate::rules::cel) id: usize,
    /// The byte at which it stands: of an operator or a call, that of the operator.
    pub(in crate::rules::cel) at: usize,
    /// How many nodes lie one below the other.
    pub(in crate::rules::cel) depth: usize,
    /// What it is.
    pub(in crate::rules::cel) kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(in crate::rules::cel) enum Kind {
    /// A constant.
    Literal(Value),
    /// A variable or the name of a type.
    Ident(String),
    /// `operand.field`.
    Select { operand: Box<Expr>, field: String, how: Selection },
    /// `operand[index]`, or `operand[?index]`.
    Index { operand: Box<Expr>, index: Box<Expr>, optional: bool },
    /// A function or an operator.
    Call { function: String, target: Option<Box<Expr>>, args: Vec<Expr> },
    /// `[a, ?b]`.
    List(Vec<Element>),
    /// `{k: v}`.
    Map(Vec<Entry>),
    /// `Object.spec{field: v}`: a value of a type, by its name.
    Struct { name: String, fields: Vec<Field> },
    /// What the macros over lists and maps come to.
    Fold(Box<Fold>),
}

/// How a field is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules::cel) enum Selection {
    /// `a.b`: it must be there.
    Plain,
    /// `a.?b`.
    Optional,
    /// `has(a.b)`.
    Test,
}

/// An element of a list.
#[derive(Clone, Debug)]
pub(in crate::rules::cel) struct Element {
    pub(in crate::rules::cel) value: Expr,
    pub(in crate::rules::cel) optional: bool,
}

/// An entry of a map.
#[derive(Clone, Debug)]
pub(in crate::rules::cel) struct Entry {
    pub(in crate::rules::cel) key: Expr,
    pub(in crate::rules::cel) value: Expr,
    pub(in crate::rules::cel) optional: bool,
}

/// A field of a value of a type.
#[derive(Clone, Debug)]
pub(in crate::rules::cel) struct Field {
    pub(in crate::rules::cel) name: String,
    pub(in crate::rules::cel) value: Expr,
    pub(in crate::rules::cel) optional: bool,
}

/// A loop that builds up one value.
#[derive(Clone, Debug)]
pub(in crate::rules::cel) struct Fold {
    pub(in crate::rules::cel) range: Expr,
    pub(in crate::rules::cel) first: String,
    pub(in crate::rules::cel) second: Option<String>,
    pub(in crate::rules::cel) accumulator: String,
    pub(in crate::rules::cel) start: Expr,
    pub(in crate::rules::cel) condition: Expr,
    pub(in crate::rules::cel) step: Expr,
    pub(in crate::rules::cel) result: Expr,
}

impl Expr {
    /// The nodes right below.
    pub(in crate::rules::cel) fn children(&self) -> Vec<&Self> {
        match &self.kind {
            Kind::Literal(_) | Kind::Ident(_) => Vec::new(),
            Kind::Select { operand, .. } => vec![operand],
            Kind::Index { operand, index, .. } => vec![operand, index],
            Kind::Call { target, args, .. } => target.as_deref().into_iter().chain(args).collect(),
            Kind::List(elements) => elements.iter().map(|element| &element.value).collect(),
            Kind::Map(entries) => {
                entries.iter().flat_map(|entry| [&entry.key, &entry.value]).collect()
            }
            Kind::Struct { fields, .. } => fields.iter().map(|field| &field.value).collect(),
            Kind::Fold(fold) => {
                vec![&fold.range, &fold.start, &fold.condition, &fold.step, &fold.result]
            }
        }
    }

    /// Shows every node to a function, from the top down.
    pub(in crate::rules::cel) fn visit(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        for child in self.children() {
            child.visit(see);
        }
    }

    /// `a.b.c`, where it is nothing but names.
    pub(in crate::rules::cel) fn qualified_name(&self) -> Option<String> {
        match &self.kind {
            Kind::Ident(name) => Some(name.clone()),
            Kind::Select { operand, field, how: Selection::Plain } => {
                operand.qualified_name().map(|name| format!("{name}.{field}"))
            }
            _ => None,
        }
    }
}
