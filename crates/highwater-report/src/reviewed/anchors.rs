//! A sentence as its words and what it binds.

use std::fmt;
use std::ops::Range;

use crate::lints::{Sentence, TokenKind};

/// A sentence as its words and what it binds, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Anchored {
    pub(crate) pieces: Vec<Piece>,
    /// The bytes of each piece in its source; none if it was read from a file.
    pub(crate) ranges: Vec<Range<usize>>,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// A word outside of claims, or within one if it has no predicate of its own.
    Word(String),
    /// A value with its format, `hub.last?si`.
    Value(String),
    /// The words of a claim, by its id.
    Claim(String),
    /// A figure, table or list that is placed behind the sentence; before it, the figure whose text it stands in.
    Exhibit(String),
}

impl Anchored {
    /// Returns a sentence with the exhibit that is placed behind it; the words of claims are left out, because
    /// `claims.toml` holds them.
    pub(crate) fn of(sentence: &Sentence) -> Self {
        let mut anchored = Anchored::default();
        let mut open: Option<&str> = None;
        for token in &sentence.tokens {
            if token.claim.as_deref() != open {
                open = token.claim.as_deref();
                if let Some(id) = open {
                    anchored.push(Piece::Claim(id.to_owned()), &token.range);
                }
            }
            match &token.kind {
                TokenKind::Word(word) if open.is_none() => {
                    anchored.push(Piece::Word(word.clone()), &token.range);
                }
                TokenKind::Value { path, format, .. } => {
                    let format = format.to_string();
                    let text = match format.is_empty() {
                        true => path.clone(),
                        false => format!("{path}?{format}"),
                    };
                    anchored.push(Piece::Value(text), &token.range);
                }
                _ => {}
            }
        }
        anchored
    }

    pub(crate) fn push(&mut self, piece: Piece, range: &Range<usize>) {
        self.pieces.push(piece);
        self.ranges.push(range.clone());
    }

    /// Puts a piece before the others.
    pub(crate) fn put_first(&mut self, piece: Piece, range: &Range<usize>) {
        self.pieces.insert(0, piece);
        self.ranges.insert(0, range.clone());
    }

    /// Returns what it binds.
    pub(crate) fn bound(&self) -> Vec<&Piece> {
        let pieces = self.pieces.iter();
        pieces
            .filter(|piece| !matches!(piece, Piece::Word(_)))
            .collect()
    }

    /// Returns its words, in the case in which they are written.
    pub(crate) fn words(&self) -> Vec<&str> {
        let words = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Word(word) => Some(word.as_str()),
            _ => None,
        });
        words.collect()
    }

    /// Reads what `Display` writes.
    pub(crate) fn read(text: &str) -> Self {
        let piece = |part: &str| {
            let inner = |open: char, close: char| {
                part.strip_prefix(open)?
                    .strip_suffix(close)
                    .map(str::to_owned)
            };
            if let Some(value) = inner('{', '}') {
                Piece::Value(value)
            } else if let Some(claim) = inner('<', '>') {
                Piece::Claim(claim)
            } else if let Some(exhibit) = inner('[', ']') {
                Piece::Exhibit(exhibit)
            } else {
                Piece::Word(part.to_owned())
            }
        };
        Anchored {
            pieces: text.split_whitespace().map(piece).collect(),
            ranges: Vec::new(),
        }
    }
}

impl fmt::Display for Anchored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, piece) in self.pieces.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            match piece {
                Piece::Word(word) => f.write_str(word)?,
                Piece::Value(value) => write!(f, "{{{value}}}")?,
                Piece::Claim(id) => write!(f, "<{id}>")?,
                Piece::Exhibit(id) => write!(f, "[{id}]")?,
            }
        }
        Ok(())
    }
}
