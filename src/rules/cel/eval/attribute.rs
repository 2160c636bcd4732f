//! Variables, and what lies in them: fields, elements, and those that may be missing.
//!
//! Mirrors cel-go's `attributes.go`.

use super::Evaluator;
use crate::rules::cel::lang::ast::{Expr, Kind, Selection};
use crate::rules::cel::library;
use crate::rules::cel::value::{Fault, Outcome, Value};

/// A value on the way through its fields: an optional one only looks at what is there.
struct Attribute {
    value: Option<Value>,
    optional: bool,
}

impl<'a> Evaluator<'a> {
    pub(super) fn whole_attribute(&mut self, expr: &'a Expr) -> Outcome {
        let attribute = self.attribute(expr)?;
        if !is_conditional(expr) {
            self.pay(1)?;
        }
        Ok(match attribute {
            Attribute { value: None, .. } => Value::Optional(None),
            Attribute { value: Some(value), optional: true } => Value::some(value),
            Attribute { value: Some(value), optional: false } => value,
        })
    }

    /// A variable, a field or an element, without the cost of naming it.
    fn attribute(&mut self, expr: &'a Expr) -> Result<Attribute, Fault> {
        let plain = |value| Attribute { value: Some(value), optional: false };
        match &expr.kind {
            Kind::Ident(name) => self.variable(name).map(plain),
            Kind::Select { operand, field, how } if *how != Selection::Test => {
                if let Kind::Ident(name) = &operand.kind
                    && let Some(found) = self.special_field(name, field)
                {
                    self.pay(1)?;
                    let optional = *how == Selection::Optional;
                    return found.map(|value| Attribute { value: Some(value), optional });
                }
                let base = self.attribute(operand)?;
                let key = Value::from(field.as_str());
                self.qualify(base, &key, *how == Selection::Optional)
            }
            Kind::Index { operand, index, optional } => {
                let base = self.attribute(operand)?;
                let key = match &index.kind {
                    Kind::Literal(value) => value.clone(),
                    _ => self.index(index)?,
                };
                self.qualify(base, &key, *optional)
            }
            Kind::Call { function, args, .. } if function == "_?_:_" => {
                let [condition, yes, no] = args.as_slice() else {
                    return Err(Fault::no_overload());
                };
                match self.eval(condition)? {
                    Value::Bool(true) => self.attribute(yes),
                    Value::Bool(false) => self.attribute(no),
                    _ => Err(Fault::no_overload()),
                }
            }
            _ => self.eval(expr).map(plain),
        }
        .map(unwrapped)
    }

    /// What stands between brackets: a name there costs no more than looking it up.
    fn index(&mut self, index: &'a Expr) -> Outcome {
        let attribute = self.attribute(index)?;
        Ok(match attribute {
            Attribute { value: None, .. } => Value::Optional(None),
            Attribute { value: Some(value), optional: true } => Value::some(value),
            Attribute { value: Some(value), optional: false } => value,
        })
    }

    pub(super) fn local(&self, name: &str) -> Option<&Outcome> {
        self.scopes.iter().rev().find(|(local, _)| *local == name).map(|(_, value)| value)
    }

    fn variable(&self, name: &str) -> Outcome {
        if let Some(value) = self.local(name) {
            return value.clone();
        }
        let missing = || Err(Fault::new(format!("no such attribute(s): {name}")));
        self.variables.variable(name).unwrap_or_else(missing)
    }

    fn special_field(&self, name: &str, field: &str) -> Option<Outcome> {
        if self.local(name).is_some() { None } else { self.variables.field(name, field) }
    }

    fn qualify(
        &mut self,
        base: Attribute,
        key: &Value,
        optional: bool,
    ) -> Result<Attribute, Fault> {
        let Some(value) = base.value else { return Ok(Attribute { value: None, optional: true }) };
        if base.optional || optional {
            let found = find(&value, key)?;
            if found.is_some() {
                self.pay(1)?;
            }
            return Ok(Attribute { value: found, optional: true });
        }
        self.pay(1)?;
        let found = find(&value, key)?;
        let found = found.or_else(|| built_default(&value, key));
        let found = found.ok_or_else(|| match value {
            Value::List(_) => Fault::new(format!("index out of bounds: {}", show(key))),
            _ => Fault::no_key(show(key)),
        })?;
        Ok(Attribute { value: Some(found), optional: false })
    }

    /// `has(operand.field)`.
    pub(super) fn test(&mut self, operand: &'a Expr, field: &str) -> Result<bool, Fault> {
        if let Kind::Ident(name) = &operand.kind
            && let Some(found) = self.special_field(name, field)
        {
            return found.map(|_| true);
        }
        let base = self.attribute(operand)?;
        self.pay(1)?;
        let Some(value) = base.value else { return Ok(false) };
        Ok(find(&value, &Value::from(field))?.is_some())
    }
}

/// Whether a name is that of a choice between two.
fn is_conditional(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Select { operand, .. } | Kind::Index { operand, .. } => is_conditional(operand),
        Kind::Call { function, .. } => function == "_?_:_",
        _ => false,
    }
}

/// An optional value as one on its way: its fields are optional too.
fn unwrapped(attribute: Attribute) -> Attribute {
    match attribute.value {
        Some(Value::Optional(inner)) if !attribute.optional => {
            Attribute { value: inner.map(|inner| (*inner).clone()), optional: true }
        }
        value => Attribute { value, optional: attribute.optional },
    }
}

/// The element of a value; none where it isn't there.
fn find(value: &Value, key: &Value) -> Result<Option<Value>, Fault> {
    match value {
        Value::Map(map) => map.find(key).map(|found| found.cloned()),
        Value::Built(built) => match key {
            Value::String(name) => Ok(built.field(name)),
            _ => Err(Fault::no_overload()),
        },
        Value::List(list) => {
            let index = match key {
                Value::Int(index) => usize::try_from(*index).ok(),
                Value::Uint(index) => usize::try_from(*index).ok(),
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "whole and small"
                )]
                Value::Double(index) if index.fract() == 0.0 && (0.0..1e9).contains(index) => {
                    Some(*index as usize)
                }
                _ => {
                    let ty = key.type_name();
                    return Err(Fault::new(format!("unsupported index type '{ty}' in list")));
                }
            };
            Ok(index.and_then(|index| list.get(index)).cloned())
        }
        _ => Ok(None),
    }
}

/// What a field of a change comes to that isn't set.
fn built_default(value: &Value, key: &Value) -> Option<Value> {
    match (value, key) {
        (Value::Built(built), Value::String(name)) => built.unset(name),
        _ => None,
    }
}

/// A key as messages show it.
fn show(key: &Value) -> String {
    match library::call("string", std::slice::from_ref(key)) {
        Ok(Value::String(text)) => text.to_string(),
        _ => key.type_name().to_owned(),
    }
}
