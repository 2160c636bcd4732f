//! From the words of an expression to its tree.
//!
//! Mirrors cel-go's grammar (`parser/gen/CEL.g4`) and what its parser makes of it.

use super::ast::{Element, Entry, Expr, Field, Kind, Selection};
use super::build::Builder;
use super::macros;
use super::problem::Problem;
use super::token::{Token, tokens};
use crate::rules::cel::value::Value;

/// How deep an expression may be nested, as in cel-go.
const MAX_DEPTH: usize = 250;

/// The most characters of an expression, as in cel-go.
const MAX_LENGTH: usize = 100_000;

const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

/// The tree of an expression.
pub(in crate::rules::cel) fn parse(text: &str) -> Result<Expr, Problem> {
    if text.chars().nth(MAX_LENGTH).is_some() {
        return Err(Problem::new(0, format!("longer than {MAX_LENGTH} characters")));
    }
    let mut parser =
        Parser { tokens: tokens(text)?, next: 0, build: Builder::default(), nesting: 0 };
    let expr = parser.expr()?;
    match parser.peek() {
        Token::End => Ok(expr),
        other => Err(Problem::new(parser.at(), format!("{} after the expression", other.show()))),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    next: usize,
    build: Builder,
    nesting: usize,
}

type Parsed = Result<Expr, Problem>;

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(token, _)| token)
    }

    fn at(&self) -> usize {
        let last = self.tokens.last();
        self.tokens.get(self.next).or(last).map_or(0, |(_, at)| *at)
    }

    fn take(&mut self) -> (Token, usize) {
        let taken = (self.peek().clone(), self.at());
        self.next += 1;
        taken
    }

    /// Takes a sign, if it is the next word; gives its place.
    fn eat(&mut self, sign: &str) -> Option<usize> {
        matches!(self.peek(), Token::Sign(next) if *next == sign).then(|| self.take().1)
    }

    fn expect(&mut self, sign: &str) -> Result<usize, Problem> {
        let (at, found) = (self.at(), self.peek().show());
        self.eat(sign)
            .ok_or_else(|| Problem::new(at, format!("`{sign}` is missing before {found}")))
    }

    /// Refuses what is nested too deep.
    fn bounded(expr: Expr) -> Parsed {
        if expr.depth > MAX_DEPTH {
            return Err(Problem::new(expr.at, format!("nested deeper than {MAX_DEPTH} levels")));
        }
        Ok(expr)
    }

    fn expr(&mut self) -> Parsed {
        self.nesting += 1;
        if self.nesting > MAX_DEPTH {
            return Err(Problem::new(self.at(), format!("nested deeper than {MAX_DEPTH} levels")));
        }
        let condition = self.any()?;
        let expr = match self.eat("?") {
            None => condition,
            Some(at) => {
                let yes = self.any()?;
                self.expect(":")?;
                let no = self.expr()?;
                self.build.call(at, "_?_:_", vec![condition, yes, no])
            }
        };
        self.nesting -= 1;
        Self::bounded(expr)
    }

    fn any(&mut self) -> Parsed {
        self.logic("||", "_||_", Self::all)
    }

    fn all(&mut self) -> Parsed {
        self.logic("&&", "_&&_", Self::relation)
    }

    /// Terms between one sign, in one call.
    fn logic(&mut self, sign: &str, function: &str, term: fn(&mut Self) -> Parsed) -> Parsed {
        let first = term(self)?;
        let Some(at) = self.eat(sign) else { return Ok(first) };
        let mut terms = vec![first, term(self)?];
        while self.eat(sign).is_some() {
            terms.push(term(self)?);
        }
        Self::bounded(self.build.call(at, function, terms))
    }

    /// Operators of one rank, from the left.
    fn chain(&mut self, ops: &[(&str, &str)], term: fn(&mut Self) -> Parsed) -> Parsed {
        let mut left = term(self)?;
        loop {
            let op = ops.iter().find_map(|(sign, function)| Some((self.eat(sign)?, *function)));
            let Some((at, function)) = op else { return Ok(left) };
            let right = term(self)?;
            left = Self::bounded(self.build.call(at, function, vec![left, right]))?;
        }
    }

    fn relation(&mut self) -> Parsed {
        const OPS: [(&str, &str); 7] = [
            ("==", "_==_"),
            ("!=", "_!=_"),
            ("<=", "_<=_"),
            (">=", "_>=_"),
            ("<", "_<_"),
            (">", "_>_"),
            ("in", "@in"),
        ];
        self.chain(&OPS, Self::sum)
    }

    fn sum(&mut self) -> Parsed {
        self.chain(&[("+", "_+_"), ("-", "_-_")], Self::product)
    }

    fn product(&mut self) -> Parsed {
        self.chain(&[("*", "_*_"), ("/", "_/_"), ("%", "_%_")], Self::unary)
    }

    fn unary(&mut self) -> Parsed {
        let at = self.at();
        for (sign, function) in [("!", "!_"), ("-", "-_")] {
            let mut signs = 0;
            while self.eat(sign).is_some() {
                signs += 1;
            }
            if signs == 0 {
                continue;
            }
            let number = matches!(self.peek(), Token::Int(_) | Token::Double(_));
            if sign == "-" && number {
                let number = self.number(signs % 2 == 1, at)?;
                return self.postfix(number);
            }
            let operand = self.primary().and_then(|primary| self.postfix(primary))?;
            if signs % 2 == 0 {
                return Ok(operand);
            }
            return Self::bounded(self.build.call(at, function, vec![operand]));
        }
        let primary = self.primary()?;
        self.postfix(primary)
    }

    /// Everything that may follow a value.
    fn postfix(&mut self, mut expr: Expr) -> Parsed {
        loop {
            if let Some(at) = self.eat(".") {
                let how =
                    if self.eat("?").is_some() { Selection::Optional } else { Selection::Plain };
                let (name, name_at) = self.take();
                let Token::Ident(name) = name else {
                    let what = format!("a name is missing after the dot, before {}", name.show());
                    return Err(Problem::new(name_at, what));
                };
                let open = if how == Selection::Plain { self.eat("(") } else { None };
                if let Some(open) = open {
                    let args = self.args()?;
                    expr = match macros::of_member(&mut self.build, open, &name, &expr, &args)? {
                        Some(expanded) => expanded,
                        None => self.build.member(open, expr, &name, args),
                    };
                } else {
                    let operand = Box::new(expr);
                    expr = self.build.node(at, Kind::Select { operand, field: name, how });
                }
            } else if let Some(at) = self.eat("[") {
                let optional = self.eat("?").is_some();
                let index = Box::new(self.expr()?);
                self.expect("]")?;
                expr =
                    self.build.node(at, Kind::Index { operand: Box::new(expr), index, optional });
            } else {
                return Ok(expr);
            }
            expr = Self::bounded(expr)?;
        }
    }

    /// Arguments up to the closing bracket.
    fn args(&mut self) -> Result<Vec<Expr>, Problem> {
        let mut args = Vec::new();
        if self.eat(")").is_some() {
            return Ok(args);
        }
        loop {
            args.push(self.expr()?);
            if self.eat(",").is_none() {
                self.expect(")")?;
                return Ok(args);
            }
        }
    }

    fn primary(&mut self) -> Parsed {
        let leading_dot = self.eat(".").is_some();
        let (token, at) = self.take();
        match token {
            Token::Ident(name) => self.named(at, &name),
            _ if leading_dot => Err(Problem::new(at, "a name is missing after the dot")),
            Token::Int(_) | Token::Double(_) => {
                self.next -= 1;
                self.number(false, at)
            }
            Token::Uint(text) => match parse_uint(&text) {
                Some(value) => Ok(self.build.literal(at, Value::Uint(value))),
                None => Err(Problem::new(at, "this number is too large for an unsigned integer")),
            },
            Token::Text(text) => Ok(self.build.literal(at, Value::from(text))),
            Token::Bytes(bytes) => Ok(self.build.literal(at, Value::Bytes(bytes.into()))),
            Token::Sign("true") => Ok(self.build.literal(at, Value::Bool(true))),
            Token::Sign("false") => Ok(self.build.literal(at, Value::Bool(false))),
            Token::Sign("null") => Ok(self.build.literal(at, Value::Null)),
            Token::Sign("(") => {
                let inner = self.expr()?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Sign("[") => self.list(at),
            Token::Sign("{") => self.map(at),
            other => Err(Problem::new(at, format!("a value is missing before {}", other.show()))),
        }
    }

    fn named(&mut self, at: usize, name: &str) -> Parsed {
        if RESERVED.contains(&name) {
            return Err(Problem::new(at, format!("`{name}` is a reserved word")));
        }
        if let Some(open) = self.eat("(") {
            let args = self.args()?;
            return match macros::of_function(&mut self.build, open, name, &args)? {
                Some(expanded) => Ok(expanded),
                None => Ok(self.build.call(open, name, args)),
            };
        }
        if self.message_follows() {
            return self.message(at, name);
        }
        Ok(self.build.ident(at, name))
    }

    /// Whether `.a.b{` follows: no brace can follow a name otherwise.
    fn message_follows(&self) -> bool {
        let mut next = self.next;
        let token = |next: usize| self.tokens.get(next).map(|(token, _)| token);
        while token(next) == Some(&Token::Sign("."))
            && matches!(token(next + 1), Some(Token::Ident(_)))
        {
            next += 2;
        }
        token(next) == Some(&Token::Sign("{"))
    }

    /// `Object.spec{field: value}`, after its first name.
    fn message(&mut self, at: usize, first: &str) -> Parsed {
        let mut name = first.to_owned();
        while self.eat(".").is_some() {
            if let (Token::Ident(part), _) = self.take() {
                name.push('.');
                name.push_str(&part);
            }
        }
        self.expect("{")?;
        let mut fields = Vec::new();
        while self.eat("}").is_none() {
            let optional = self.eat("?").is_some();
            let (token, name_at) = self.take();
            let Token::Ident(name) = token else {
                let what = format!("a field's name is missing before {}", token.show());
                return Err(Problem::new(name_at, what));
            };
            self.expect(":")?;
            fields.push(Field { name, value: self.expr()?, optional });
            if self.eat(",").is_none() {
                self.expect("}")?;
                break;
            }
        }
        Self::bounded(self.build.node(at, Kind::Struct { name, fields }))
    }

    fn number(&mut self, negative: bool, at: usize) -> Parsed {
        let sign = if negative { "-" } else { "" };
        let value = match self.take().0 {
            Token::Int(text) => parse_int(sign, &text).map(Value::Int),
            Token::Double(text) => {
                let value: Option<f64> = format!("{sign}{text}").parse().ok();
                value.filter(|value| value.is_finite()).map(Value::Double)
            }
            _ => None,
        };
        match value {
            Some(value) => Ok(self.build.literal(at, value)),
            None => Err(Problem::new(at, "this number is too large")),
        }
    }

    fn list(&mut self, at: usize) -> Parsed {
        let mut elements = Vec::new();
        while self.eat("]").is_none() {
            let optional = self.eat("?").is_some();
            elements.push(Element { value: self.expr()?, optional });
            if self.eat(",").is_none() {
                self.expect("]")?;
                break;
            }
        }
        Ok(self.build.node(at, Kind::List(elements)))
    }

    fn map(&mut self, at: usize) -> Parsed {
        let mut entries = Vec::new();
        while self.eat("}").is_none() {
            let optional = self.eat("?").is_some();
            let key = self.expr()?;
            self.expect(":")?;
            entries.push(Entry { key, value: self.expr()?, optional });
            if self.eat(",").is_none() {
                self.expect("}")?;
                break;
            }
        }
        Ok(self.build.node(at, Kind::Map(entries)))
    }
}

fn parse_int(sign: &str, text: &str) -> Option<i64> {
    match text.strip_prefix("0x") {
        Some(hex) => i64::from_str_radix(&format!("{sign}{hex}"), 16).ok(),
        None => format!("{sign}{text}").parse().ok(),
    }
}

fn parse_uint(text: &str) -> Option<u64> {
    match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    }
}
