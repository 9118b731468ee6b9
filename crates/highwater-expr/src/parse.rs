//! The tokens of a predicate into its syntax tree, by the grammar in `GRAMMAR.md`.

use std::ops::Range;

use highwater_facts::nearest::nearest;

use crate::comparison::Comparison;
use crate::fault::Fault;
use crate::function::Function;
use crate::token::{Token, TokenKind, tokens};
use crate::tree::{Each, Node, NodeKind, Operator, Quantifier};

/// How deep parts may stand in one another: each level of the tree is a call in every pass over it.
const DEEPEST: usize = 200;

/// How many parts a predicate may have.
const MOST_PARTS: usize = 10_000;

type Parsed<T> = Result<T, Fault>;

/// What a parser gives beside the tree.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The paths in the order of the text, each once.
    pub(crate) paths: Vec<String>,
    /// The bytes of the first place of each path.
    pub(crate) ranges: Vec<Range<usize>>,
    /// The numbers written in it.
    pub(crate) numbers: Vec<f64>,
    /// How many parts it has.
    pub(crate) parts: usize,
}

/// Parses a predicate.
pub(crate) fn parse(text: &str) -> Parsed<(Node, Names)> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        depth: 0,
        variables: Vec::new(),
        names: Names::default(),
    };
    if parser.peek() == &TokenKind::End {
        return Err(Fault::syntax("the predicate is empty", 0..text.len()));
    }
    let tree = parser.choice()?;
    if parser.peek() != &TokenKind::End {
        return Err(parser.unexpected("an operator or the end"));
    }
    Ok((tree, parser.names))
}

struct Parser<'a> {
    /// Ends with [`TokenKind::End`].
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    /// The elements that the macros around this place look at.
    variables: Vec<String>,
    names: Names,
}

impl Parser<'_> {
    fn peek(&self) -> &TokenKind {
        &self.tokens[self.at].kind
    }

    fn range(&self) -> Range<usize> {
        self.tokens[self.at].range.clone()
    }

    /// Takes the next token if it is a symbol.
    fn take(&mut self, symbol: &str) -> bool {
        let is_next = self.is_next(symbol);
        self.at += usize::from(is_next);
        is_next
    }

    fn is_next(&self, symbol: &str) -> bool {
        matches!(self.peek(), TokenKind::Symbol(next) if *next == symbol)
    }

    fn expect(&mut self, symbol: &'static str) -> Parsed<()> {
        if self.take(symbol) {
            return Ok(());
        }
        Err(self.unexpected(&format!("`{symbol}`")))
    }

    /// The fault that another token stands where `wanted` should.
    fn unexpected(&self, wanted: &str) -> Fault {
        let found = match self.peek() {
            TokenKind::End => {
                let message = format!("the predicate ends where {wanted} is missing");
                return Fault::syntax(message, self.range());
            }
            TokenKind::Name(name) => {
                let instead = match name.as_str() {
                    "and" | "AND" => "&&",
                    "or" | "OR" => "||",
                    "not" | "NOT" => "!",
                    _ => "",
                };
                if !instead.is_empty() {
                    let message = format!("`{name}` means nothing here; write `{instead}`");
                    return Fault::syntax(message, self.range());
                }
                format!("`{name}`")
            }
            TokenKind::Number(_) => "a number".to_owned(),
            TokenKind::Text(_) => "a text".to_owned(),
            TokenKind::Symbol(",") if self.follows_a_number() => {
                let message = "a number has no commas between its digits; write `28000` for 28,000";
                return Fault::syntax(message, self.range());
            }
            TokenKind::Symbol(symbol) => format!("`{symbol}`"),
        };
        Fault::syntax(
            format!("{found} stands where {wanted} is missing"),
            self.range(),
        )
    }

    fn follows_a_number(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| &self.tokens[at].kind);
        matches!(before, Some(TokenKind::Number(_)))
    }

    fn node(&mut self, kind: NodeKind, start: usize) -> Parsed<Node> {
        let end = self
            .at
            .checked_sub(1)
            .map_or(start, |at| self.tokens[at].range.end);
        let range = start..end;
        if self.names.parts == MOST_PARTS {
            let message = "the predicate is too long; have the study compute a part";
            return Err(Fault::syntax(message, range));
        }
        self.names.parts += 1;
        Ok(Node {
            kind,
            range,
            id: self.names.parts - 1,
        })
    }

    /// Parses a part one level deeper.
    fn deeper(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<Node>) -> Parsed<Node> {
        if self.depth >= DEEPEST {
            let message = "the parts stand too deep in one another; have the study compute a part";
            return Err(Fault::syntax(message, self.range()));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn choice(&mut self) -> Parsed<Node> {
        let start = self.range().start;
        let condition = self.deeper(Self::disjunction)?;
        if !self.take("?") {
            return Ok(condition);
        }
        let then = self.deeper(Self::choice)?;
        self.expect(":")?;
        let otherwise = self.deeper(Self::choice)?;
        self.node(
            NodeKind::Choice(Box::new([condition, then, otherwise])),
            start,
        )
    }

    fn disjunction(&mut self) -> Parsed<Node> {
        self.joined("||", Self::conjunction, NodeKind::Any)
    }

    fn conjunction(&mut self) -> Parsed<Node> {
        self.joined("&&", Self::comparison, NodeKind::All)
    }

    /// Conditions with an operator between them, as one part.
    fn joined(
        &mut self,
        symbol: &str,
        parse: impl Fn(&mut Self) -> Parsed<Node>,
        kind: impl FnOnce(Vec<Node>) -> NodeKind,
    ) -> Parsed<Node> {
        let start = self.range().start;
        let first = parse(self)?;
        if !self.is_next(symbol) {
            return Ok(first);
        }
        let mut conditions = vec![first];
        while self.take(symbol) {
            conditions.push(parse(self)?);
        }
        self.node(kind(conditions), start)
    }

    fn comparison(&mut self) -> Parsed<Node> {
        let start = self.range().start;
        let left = self.sum()?;
        let Some(comparison) = self.next_comparison() else {
            return Ok(left);
        };
        self.at += 1;
        let right = self.sum()?;
        if self.next_comparison().is_some() {
            let message = "one comparison follows another; write `a < b && b < c`";
            return Err(Fault::syntax(message, self.range()));
        }
        self.node(
            NodeKind::Comparison(comparison, Box::new([left, right])),
            start,
        )
    }

    fn next_comparison(&self) -> Option<Comparison> {
        match self.peek() {
            TokenKind::Symbol(symbol) => Comparison::of(symbol),
            _ => None,
        }
    }

    fn sum(&mut self) -> Parsed<Node> {
        let operators = [("+", Operator::Plus), ("-", Operator::Minus)];
        self.chain(&operators, Self::product)
    }

    fn product(&mut self) -> Parsed<Node> {
        let operators = [("*", Operator::Times), ("/", Operator::Over)];
        self.chain(&operators, Self::signed)
    }

    /// Operands from left to right: `a - b - c` is `(a - b) - c`.
    fn chain(
        &mut self,
        operators: &[(&str, Operator)],
        operand: impl Fn(&mut Self) -> Parsed<Node>,
    ) -> Parsed<Node> {
        let start = self.range().start;
        let mut left = operand(self)?;
        let before = self.depth;
        while let Some((_, operator)) = operators.iter().find(|(symbol, _)| self.is_next(symbol)) {
            self.at += 1;
            // Each operand puts those before it one level deeper.
            self.depth += 1;
            let right = self.deeper(&operand)?;
            left = self.node(
                NodeKind::Arithmetic(*operator, Box::new([left, right])),
                start,
            )?;
        }
        self.depth = before;
        Ok(left)
    }

    fn signed(&mut self) -> Parsed<Node> {
        let start = self.range().start;
        if self.take("!") {
            let inner = self.deeper(Self::signed)?;
            return self.node(NodeKind::Not(Box::new(inner)), start);
        }
        if self.take("-") {
            let inner = self.deeper(Self::signed)?;
            return self.node(NodeKind::Negative(Box::new(inner)), start);
        }
        self.postfix()
    }

    /// A part with what is picked from it: `list[0]`, `list.all(x, x > 0)`.
    fn postfix(&mut self) -> Parsed<Node> {
        let start = self.range().start;
        let mut part = self.primary()?;
        let before = self.depth;
        loop {
            if self.take("[") {
                let at = self.index()?;
                part = self.node(NodeKind::Index(Box::new(part), at), start)?;
            } else if self.take(".") {
                part = self.each(part, start)?;
            } else {
                break;
            }
            self.depth += 1;
            if self.depth > DEEPEST {
                let message = "too much is picked in a row; have the study compute a part";
                return Err(Fault::syntax(message, start..self.range().end));
            }
        }
        self.depth = before;
        Ok(part)
    }

    fn index(&mut self) -> Parsed<i64> {
        let sign = if self.take("-") { -1 } else { 1 };
        let TokenKind::Number(at) = *self.peek() else {
            return Err(self.unexpected("the number of an element"));
        };
        if at.fract() != 0.0 || at > 1e9 {
            let message =
                "an element has a whole number: `list[0]` is the first, `list[-1]` the last";
            return Err(Fault::syntax(message, self.range()));
        }
        self.at += 1;
        self.expect("]")?;
        Ok(sign * at as i64)
    }

    /// `all(x, x > 0)` behind a list and its dot.
    fn each(&mut self, list: Node, start: usize) -> Parsed<Node> {
        let TokenKind::Name(name) = self.peek().clone() else {
            return Err(self.unexpected("`all`, `exists`, `exists_one`, `filter` or `map`"));
        };
        let known = Quantifier::NAMES
            .into_iter()
            .find(|(known, _)| *known == name);
        let Some((_, quantifier)) = known else {
            let near = nearest(&name, Quantifier::NAMES.map(|(name, _)| name));
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = format!("`{name}` cannot be asked of a list{near}");
            return Err(Fault::syntax(message, self.range()));
        };
        self.at += 1;
        self.expect("(")?;
        let variable = match self.peek().clone() {
            TokenKind::Name(variable) if !variable.contains('.') => variable,
            _ => return Err(self.unexpected("a name for the element, as in `list.all(x, x > 0)`")),
        };
        self.at += 1;
        self.expect(",")?;
        self.variables.push(variable.clone());
        let body = self.deeper(Self::choice);
        self.variables.pop();
        let body = body?;
        self.expect(")")?;
        let each = Each {
            quantifier,
            list,
            variable,
            body,
        };
        self.node(NodeKind::Each(Box::new(each)), start)
    }

    fn primary(&mut self) -> Parsed<Node> {
        let range = self.range();
        let start = range.start;
        match self.peek().clone() {
            TokenKind::Number(x) => {
                self.at += 1;
                self.names.numbers.push(x);
                self.node(NodeKind::Number(x), start)
            }
            TokenKind::Text(text) => {
                self.at += 1;
                self.node(NodeKind::Text(text), start)
            }
            TokenKind::Name(name) => {
                self.at += 1;
                self.named(name, range)
            }
            TokenKind::Symbol("(") => {
                self.at += 1;
                let mut inner = self.deeper(Self::choice)?;
                self.expect(")")?;
                inner.range = start..self.tokens[self.at - 1].range.end;
                Ok(inner)
            }
            TokenKind::Symbol("[") => {
                self.at += 1;
                let parts = self.list_until("]")?;
                self.node(NodeKind::List(parts), start)
            }
            TokenKind::Symbol(".") => {
                let message = "a dot starts nothing; write `0.5` for .5";
                Err(Fault::syntax(message, range))
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    /// Returns a path, a variable, a truth value or a call.
    fn named(&mut self, name: String, range: Range<usize>) -> Parsed<Node> {
        let start = range.start;
        if self.is_next("(") {
            return self.call(&name, range);
        }
        if let Some(truth) = match name.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        } {
            return self.node(NodeKind::Truth(truth), start);
        }
        let root = name.split('.').next().unwrap_or_default();
        if self.variables.iter().any(|variable| variable == root) {
            if root != name {
                let message = format!("`{root}` is an element of a list and has no parts");
                return Err(Fault::syntax(message, range));
            }
            return self.node(NodeKind::Variable(name), start);
        }
        let known = self.names.paths.iter().position(|path| *path == name);
        let index = known.unwrap_or_else(|| {
            self.names.paths.push(name);
            self.names.ranges.push(range);
            self.names.paths.len() - 1
        });
        self.node(NodeKind::Path(index), start)
    }

    fn call(&mut self, name: &str, range: Range<usize>) -> Parsed<Node> {
        let Some((function, wanted)) = Function::of(name) else {
            let names = Function::ALL.map(|(name, ..)| name);
            let near = nearest(name, names);
            let near = near.map_or_else(
                || format!("there are {}", names.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("there is no function `{name}`; {near}");
            return Err(Fault::syntax(message, range));
        };
        self.expect("(")?;
        let arguments = self.list_until(")")?;
        let found = arguments.len();
        let node = self.node(NodeKind::Call(function, arguments), range.start)?;
        if found != wanted {
            let plural = if wanted == 1 { "" } else { "s" };
            let message = format!("`{name}` takes {wanted} argument{plural} and has {found}");
            return Err(Fault::syntax(message, node.range));
        }
        Ok(node)
    }

    fn list_until(&mut self, end: &'static str) -> Parsed<Vec<Node>> {
        let mut parts = Vec::new();
        if self.take(end) {
            return Ok(parts);
        }
        loop {
            parts.push(self.deeper(Self::choice)?);
            if self.take(",") {
                continue;
            }
            self.expect(end)?;
            return Ok(parts);
        }
    }
}

#[cfg(test)]
mod tests;
