//! The text of a claim into a syntax tree, with the ledger paths and numbers in it.

use std::ops::Range;

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SourceInfo, operators};
use cel::parser::Parser;

use super::bounds;

/// A claim's predicate, parsed.
#[derive(Debug)]
pub(crate) struct Expression {
    pub(super) tree: IdedExpr,
    info: SourceInfo,
    /// The ledger paths in it, in order, each once.
    pub(crate) paths: Vec<String>,
    /// Where each of them stands first.
    places: Vec<Range<usize>>,
    /// The numbers written in it.
    pub(crate) numbers: Vec<f64>,
}

/// Why a predicate cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExpressionFault {
    pub(crate) kind: FaultKind,
    pub(crate) message: String,
    /// The bytes of the expression at fault.
    pub(crate) range: Range<usize>,
}

/// What is wrong with a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// It does not parse.
    Syntax,
    /// It joins unlike units.
    Units,
    /// It names no value.
    Nothing,
    /// It names what does not exist, or gives no truth value.
    Evaluation,
}

impl Expression {
    /// Parses a predicate. All its numbers become doubles, so that `2 * x > 4` means what it says.
    ///
    /// A text that is nested too deep is refused before anything that walks through it could run out of
    /// stack.
    pub(crate) fn parse(text: &str) -> Result<Self, ExpressionFault> {
        bounds::check(text)?;
        let (mut tree, info) = Parser::new()
            .parse_with_source_info(text)
            .map_err(|errors| {
                let first = errors.errors.into_iter().next();
                let (message, position) =
                    first.map_or_else(Default::default, |error| (error.msg, Some(error.pos)));
                let at = position.map_or(0, |(line, column)| byte_of(text, line, column));
                ExpressionFault {
                    kind: FaultKind::Syntax,
                    message: plain(&message),
                    range: at..next_char(text, at),
                }
            })?;
        let mut numbers = Vec::new();
        make_doubles(&mut tree, &mut numbers);
        let mut expression = Expression {
            tree,
            info,
            paths: Vec::new(),
            places: Vec::new(),
            numbers,
        };
        let (mut paths, mut places): (Vec<String>, Vec<Range<usize>>) = Default::default();
        for (path, part) in path_parts(&expression.tree) {
            if !paths.contains(&path) {
                paths.push(path);
                places.push(expression.range_of(part));
            }
        }
        (expression.paths, expression.places) = (paths, places);
        Ok(expression)
    }

    /// The bytes that a part of the tree takes in the text.
    pub(super) fn range_of(&self, part: &IdedExpr) -> Range<usize> {
        let mut range: Option<(u32, u32)> = None;
        widen(part, &self.info, &mut range);
        let (start, stop) =
            range.unwrap_or((0, self.info.source.chars().count().saturating_sub(1) as u32));
        let byte = |chars: u32| {
            self.info
                .source
                .char_indices()
                .nth(chars as usize)
                .map_or(self.info.source.len(), |(at, _)| at)
        };
        whole(&self.info.source, byte(start)..byte(stop + 1))
    }

    /// A part of the tree as it stands in the text, on one line.
    pub(super) fn text_of(&self, part: &IdedExpr) -> String {
        let text = self.info.source.get(self.range_of(part));
        let words = text.unwrap_or_default().split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// The bytes that a path takes in the text, where it stands first.
    pub(crate) fn range_of_path(&self, path: &str) -> Range<usize> {
        let at = self.paths.iter().position(|known| known == path);
        at.and_then(|at| self.places.get(at).cloned())
            .unwrap_or(0..self.info.source.len())
    }
}

/// The ledger path that an expression spells, `wave.downloads.first`.
pub(super) fn path_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            path_of(&select.operand.expr).map(|stem| format!("{stem}.{}", select.field))
        }
        _ => None,
    }
}

/// The parts of an expression.
pub(super) fn parts(expr: &Expr) -> Vec<&IdedExpr> {
    match expr {
        Expr::Call(call) => call
            .target
            .as_deref()
            .into_iter()
            .chain(&call.args)
            .collect(),
        Expr::Comprehension(c) => vec![
            &c.iter_range,
            &c.accu_init,
            &c.loop_cond,
            &c.loop_step,
            &c.result,
        ],
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Select(select) => vec![&select.operand],
        _ => Vec::new(),
    }
}

/// The paths that a part names, in order, without the variables that a macro such as `all` in it binds.
pub(super) fn free_paths(part: &IdedExpr) -> Vec<String> {
    let found = path_parts(part).into_iter();
    found.map(|(path, _)| path).collect()
}

/// The same, each with the part that spells it.
pub(super) fn path_parts(part: &IdedExpr) -> Vec<(String, &IdedExpr)> {
    let mut found = Vec::new();
    walk_paths(part, &mut Vec::new(), &mut found);
    found
}

fn walk_paths<'a>(
    part: &'a IdedExpr,
    bound: &mut Vec<String>,
    found: &mut Vec<(String, &'a IdedExpr)>,
) {
    if let Some(path) = path_of(&part.expr) {
        let root = path.split('.').next().unwrap_or_default();
        if !bound.iter().any(|name| name == root) {
            found.push((path, part));
        }
        return;
    }
    let depth = bound.len();
    if let Expr::Comprehension(comprehension) = &part.expr {
        bound.push(comprehension.iter_var.clone());
        bound.push(comprehension.accu_var.clone());
    }
    for inner in parts(&part.expr) {
        walk_paths(inner, bound, found);
    }
    bound.truncate(depth);
}

fn make_doubles(part: &mut IdedExpr, numbers: &mut Vec<f64>) {
    match &mut part.expr {
        Expr::Literal(literal) => {
            let x = match literal {
                LiteralValue::Int(i) => *i.inner() as f64,
                LiteralValue::UInt(u) => *u.inner() as f64,
                LiteralValue::Double(d) => *d.inner(),
                _ => return,
            };
            numbers.push(x);
            *literal = LiteralValue::Double(x.into());
        }
        Expr::Call(CallExpr {
            func_name,
            args,
            target,
        }) => {
            if let Some(target) = target {
                make_doubles(target, numbers);
            }
            // The index of a list stays whole.
            let keep = if func_name == operators::INDEX {
                1
            } else {
                args.len()
            };
            for arg in args.iter_mut().take(keep) {
                make_doubles(arg, numbers);
            }
        }
        Expr::Comprehension(c) => {
            for inner in [&mut c.iter_range, &mut c.loop_step, &mut c.result] {
                make_doubles(inner, numbers);
            }
        }
        Expr::List(list) => {
            for element in &mut list.elements {
                make_doubles(element, numbers);
            }
        }
        Expr::Select(select) => make_doubles(&mut select.operand, numbers),
        _ => {}
    }
}

fn widen(part: &IdedExpr, info: &SourceInfo, range: &mut Option<(u32, u32)>) {
    if let Some((start, stop)) = info.offset_for(part.id) {
        *range = Some(range.map_or((start, stop), |(a, b)| (a.min(start), b.max(stop))));
    }
    for inner in parts(&part.expr) {
        widen(inner, info, range);
    }
}

/// The parser gives a path by its last dot and a call by its opening bracket: widens the range to
/// the whole name and to the brackets that belong to it.
fn whole(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    if text[start..].starts_with('(') {
        let before = text.get(..start).unwrap_or_default();
        start -= before
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
            .count();
    }
    let mut end = range.end;
    let rest = |end: usize| text.get(end..).unwrap_or_default();
    end += rest(end)
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .count();
    let opened = |end: usize| {
        let part = text.get(start..end).unwrap_or_default();
        part.matches(['(', '[']).count() > part.matches([')', ']']).count()
    };
    while opened(end) {
        match rest(end).chars().next() {
            Some(c) => end += c.len_utf8(),
            None => break,
        }
    }
    let closed = |start: usize| {
        let part = text.get(start..end).unwrap_or_default();
        part.matches([')', ']']).count() > part.matches(['(', '[']).count()
    };
    while closed(start) {
        match text.get(..start).unwrap_or_default().chars().next_back() {
            Some(c) => start -= c.len_utf8(),
            None => break,
        }
    }
    start..end
}

/// The byte of a line (from 1) and a column (from 1, in characters).
fn byte_of(text: &str, line: isize, column: isize) -> usize {
    let mut start = 0;
    for (i, text_line) in text.split_inclusive('\n').enumerate() {
        if i as isize + 1 == line.max(1) {
            let column = (column - 1).max(0) as usize;
            return start
                + text_line
                    .char_indices()
                    .nth(column)
                    .map_or(text_line.len(), |(at, _)| at);
        }
        start += text_line.len();
    }
    text.len()
}

fn next_char(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(at, |c| at + c.len_utf8())
}

/// The parser's message in our form: without a capital and a full stop, and without what it prints of
/// itself where brackets stand too deep.
fn plain(message: &str) -> String {
    if message.contains("ecursion limit") {
        return "the brackets stand too deep in one another; have the study compute a part"
            .to_owned();
    }
    if message.contains("ParseError {") || message == "UNKNOWN" {
        return "the predicate cannot be read from here on".to_owned();
    }
    let message = message.trim().trim_end_matches('.');
    let first = message.lines().next().unwrap_or_default();
    let mut chars = first.chars();
    chars.next().map_or_else(String::new, |c| {
        format!("{}{}", c.to_lowercase(), chars.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_numbers_are_found() {
        let text = "round(wave.a.b, 0) == 22 && wave.c.low > 2 * wave.a.b";
        let expression = Expression::parse(text).unwrap();
        assert_eq!(expression.paths, ["wave.a.b", "wave.c.low"]);
        assert_eq!(expression.numbers, [0.0, 22.0, 2.0]);
    }

    #[test]
    fn the_variable_of_a_macro_is_no_path() {
        let expression = Expression::parse("wave.growth.all(g, g > wave.least)").unwrap();
        assert_eq!(expression.paths, ["wave.growth", "wave.least"]);
    }

    #[test]
    fn a_fault_has_its_place() {
        let fault = Expression::parse("wave.a > > 4").unwrap_err();
        assert_eq!(fault.range, 9..10, "{}", fault.message);
        let fault = Expression::parse("wave.a > ").unwrap_err();
        assert_eq!(fault.range.start, 9, "{}", fault.message);
    }

    #[test]
    fn what_stands_too_deep_is_told_in_words() {
        let text = format!("{}wave.a{} > 1", "(".repeat(300), ")".repeat(300));
        let fault = Expression::parse(&text).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Syntax);
        assert_eq!(
            fault.message,
            "the brackets stand too deep in one another; have the study compute a part"
        );
    }

    #[test]
    fn a_path_has_its_place_though_another_begins_alike() {
        for text in [
            "wave.d.growth_factor > 2 && wave.d.growth > 3",
            "wave.d.growth.jul > 2 && wave.d.growth > 3",
            "'wave.d.growth' == wave.name && wave.d.growth > 3",
            "wave.d.growth_factor > 2 && (wave.d.growth - 1 > 3)",
        ] {
            let expression = Expression::parse(text).unwrap();
            let range = expression.range_of_path("wave.d.growth");
            assert_eq!(&text[range.clone()], "wave.d.growth", "{text}");
            assert_eq!(range.start, text.rfind("wave.d.growth").unwrap(), "{text}");
        }
    }

    #[test]
    fn a_part_has_its_place() {
        let text = "wave.a > 4 && wave.b < wave.c";
        let expression = Expression::parse(text).unwrap();
        let Expr::Call(call) = &expression.tree.expr else {
            panic!("not a call")
        };
        assert_eq!(&text[expression.range_of(&call.args[1])], "wave.b < wave.c");
    }
}
