//! The grammar of formulas.

use crate::error::StatsError;

/// A function of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Transform {
    None,
    Log,
    Log2,
    Log10,
    Exp,
    Sqrt,
    Abs,
    /// A whole power.
    Power(i32),
}

impl Transform {
    pub(super) fn of(self, value: f64) -> f64 {
        match self {
            Transform::None => value,
            Transform::Log => libm::log(value),
            Transform::Log2 => libm::log2(value),
            Transform::Log10 => libm::log10(value),
            Transform::Exp => libm::exp(value),
            Transform::Sqrt => value.sqrt(),
            Transform::Abs => value.abs(),
            Transform::Power(n) => (0..n).fold(1.0, |power, _| power * value),
        }
    }
}

/// One column, or a function of it, or its levels.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Factor {
    Plain {
        name: String,
        transform: Transform,
    },
    Levels {
        name: String,
        baseline: Option<String>,
    },
}

impl Factor {
    /// As it stands in names of terms.
    pub(super) fn name(&self) -> String {
        match self {
            Factor::Levels { name, .. } => format!("C({name})"),
            Factor::Plain { name, transform } => match transform {
                Transform::None => name.clone(),
                Transform::Log => format!("log({name})"),
                Transform::Log2 => format!("log2({name})"),
                Transform::Log10 => format!("log10({name})"),
                Transform::Exp => format!("exp({name})"),
                Transform::Sqrt => format!("sqrt({name})"),
                Transform::Abs => format!("abs({name})"),
                Transform::Power(n) => format!("I({name}^{n})"),
            },
        }
    }
}

/// Factors whose product is meant; none for the constant.
pub(super) type Term = Vec<Factor>;

/// A formula as it is written.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) response: Factor,
    pub(super) has_constant: bool,
    /// Lower orders first, as in R.
    pub(super) terms: Vec<Term>,
}

pub(super) fn parse(text: &str) -> Result<Parsed, StatsError> {
    let mut reader = Reader {
        text: text.chars().collect(),
        at: 0,
        depth: 0,
        seen: Vec::new(),
    };
    let response = reader.factor()?;
    reader.expect('~', "a `~` belongs between the response and the terms")?;
    let mut sum = Sum {
        has_constant: true,
        terms: Vec::new(),
    };
    reader.sum(&mut sum)?;
    if let Some(c) = reader.peek() {
        return Err(reader.wrong(&format!(
            "`{c}` is not understood here; terms are joined by `+`, `-`, `*` and `:`"
        )));
    }
    let mut terms = sum.terms;
    let place = |factor: &Factor| reader.seen.iter().position(|known| known == factor);
    for term in &mut terms {
        term.sort_by_key(place);
    }
    terms.sort_by_key(Vec::len);
    Ok(Parsed {
        response,
        has_constant: sum.has_constant,
        terms,
    })
}

#[derive(Default)]
struct Sum {
    has_constant: bool,
    terms: Vec<Term>,
}

struct Reader {
    text: Vec<char>,
    at: usize,
    depth: usize,
    /// The factors in the order in which they first appear, which is theirs in every term.
    seen: Vec<Factor>,
}

/// Parentheses within parentheses.
const DEEPEST: usize = 20;
/// Terms that products may make.
const MOST: usize = 1000;

impl Reader {
    fn peek(&mut self) -> Option<char> {
        while self.text.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn takes(&mut self, wanted: char) -> bool {
        let is = self.peek() == Some(wanted);
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, wanted: char, problem: &str) -> Result<(), StatsError> {
        if self.takes(wanted) {
            Ok(())
        } else {
            Err(self.wrong(problem))
        }
    }

    fn wrong(&self, problem: &str) -> StatsError {
        StatsError::Formula {
            column: self.at + 1,
            problem: problem.to_owned(),
        }
    }

    /// Terms joined by `+` and `-`.
    fn sum(&mut self, sum: &mut Sum) -> Result<(), StatsError> {
        let mut adds = !self.takes('-');
        loop {
            match self.peek() {
                Some('0') => {
                    self.at += 1;
                    sum.has_constant = !adds;
                }
                Some('1') => {
                    self.at += 1;
                    sum.has_constant = adds;
                }
                _ => {
                    for term in self.product()? {
                        let known = sum.terms.iter().position(|other| same(other, &term));
                        match known {
                            None if adds => sum.terms.push(term),
                            Some(place) if !adds => {
                                sum.terms.remove(place);
                            }
                            _ => {}
                        }
                    }
                }
            }
            if self.takes('+') {
                adds = true;
            } else if self.takes('-') {
                adds = false;
            } else {
                return Ok(());
            }
        }
    }

    /// Terms joined by `*`, each with the others and by itself.
    fn product(&mut self) -> Result<Vec<Term>, StatsError> {
        let mut terms = self.interaction()?;
        while self.takes('*') {
            let others = self.interaction()?;
            let both = crossed(&terms, &others);
            for term in others.into_iter().chain(both) {
                if !terms.iter().any(|known| same(known, &term)) {
                    terms.push(term);
                }
            }
            self.check_number(&terms)?;
        }
        Ok(terms)
    }

    /// Terms joined by `:`.
    fn interaction(&mut self) -> Result<Vec<Term>, StatsError> {
        let mut terms = self.atom()?;
        while self.takes(':') {
            let others = self.atom()?;
            terms = crossed(&terms, &others);
            self.check_number(&terms)?;
        }
        Ok(terms)
    }

    fn check_number(&self, terms: &[Term]) -> Result<(), StatsError> {
        if terms.len() > MOST {
            return Err(self.wrong("more than 1000 terms; write out those that are meant"));
        }
        Ok(())
    }

    fn atom(&mut self) -> Result<Vec<Term>, StatsError> {
        if !self.takes('(') {
            let factor = self.factor()?;
            if !self.seen.contains(&factor) {
                self.seen.push(factor.clone());
            }
            return Ok(vec![vec![factor]]);
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("parentheses are nested too deeply"));
        }
        let mut inner = Sum::default();
        self.sum(&mut inner)?;
        self.expect(')', "a `)` is missing")?;
        self.depth -= 1;
        Ok(inner.terms)
    }

    /// Returns a column, a function of one or its levels.
    fn factor(&mut self) -> Result<Factor, StatsError> {
        let is_quoted = self.peek() == Some('`');
        let name = self.name()?;
        if is_quoted || self.peek() != Some('(') {
            return Ok(Factor::Plain {
                name,
                transform: Transform::None,
            });
        }
        let transform = match name.as_str() {
            "C" => None,
            "I" => Some(Transform::Power(1)),
            "log" => Some(Transform::Log),
            "log2" => Some(Transform::Log2),
            "log10" => Some(Transform::Log10),
            "exp" => Some(Transform::Exp),
            "sqrt" => Some(Transform::Sqrt),
            "abs" => Some(Transform::Abs),
            _ => {
                return Err(self.wrong(&format!(
                    "`{name}` is not a function of formulas; there are C, I, log, log2, log10, exp, \
                     sqrt and abs, and anything else can be a column of its own"
                )));
            }
        };
        self.expect('(', "a `(` is missing")?;
        let column = self.name()?;
        let factor = match transform {
            None => {
                let baseline = if self.takes(',') {
                    Some(self.quoted()?)
                } else {
                    None
                };
                Factor::Levels {
                    name: column,
                    baseline,
                }
            }
            Some(Transform::Power(_)) => {
                self.expect('^', "`I(..)` takes a power, such as `I(x^2)`")?;
                Factor::Plain {
                    name: column,
                    transform: Transform::Power(self.power()?),
                }
            }
            Some(transform) => Factor::Plain {
                name: column,
                transform,
            },
        };
        self.expect(')', "a `)` is missing")?;
        Ok(factor)
    }

    /// Returns a word, or anything between backquotes.
    fn name(&mut self) -> Result<String, StatsError> {
        if self.takes('`') {
            return self.until('`');
        }
        self.peek();
        let rest = &self.text[self.at..];
        let is_part = |c: &&char| c.is_alphanumeric() || **c == '_' || **c == '.';
        let name: String = rest.iter().take_while(is_part).collect();
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.wrong(
                "the name of a column belongs here; one that is not a word goes between backquotes",
            ));
        }
        self.at += name.chars().count();
        Ok(name)
    }

    /// Returns a level, between quotation marks.
    fn quoted(&mut self) -> Result<String, StatsError> {
        for mark in ['"', '\''] {
            if self.takes(mark) {
                return self.until(mark);
            }
        }
        Err(self.wrong("a level belongs here, between quotation marks"))
    }

    fn until(&mut self, end: char) -> Result<String, StatsError> {
        let rest = &self.text[self.at..];
        let Some(length) = rest.iter().position(|c| *c == end) else {
            return Err(self.wrong(&format!("the closing {end} is missing")));
        };
        let name = rest[..length].iter().collect();
        self.at += length + 1;
        Ok(name)
    }

    fn power(&mut self) -> Result<i32, StatsError> {
        self.peek();
        let rest = &self.text[self.at..];
        let digits: String = rest.iter().take_while(|c| c.is_ascii_digit()).collect();
        let power = digits.parse().ok().filter(|n| (1..=20).contains(n));
        let Some(power) = power else {
            return Err(self.wrong("a whole power from 1 to 20 belongs here"));
        };
        self.at += digits.len();
        Ok(power)
    }
}

/// Returns whether two terms are the same but for the order of their factors.
fn same(one: &Term, other: &Term) -> bool {
    one.len() == other.len() && one.iter().all(|factor| other.contains(factor))
}

fn crossed(some: &[Term], others: &[Term]) -> Vec<Term> {
    let mut found: Vec<Term> = Vec::new();
    for one in some {
        for other in others {
            let mut term = one.clone();
            term.extend(other.iter().filter(|factor| !one.contains(factor)).cloned());
            if !found.iter().any(|known| same(known, &term)) {
                found.push(term);
            }
        }
    }
    found
}
