//! The words around bound values, compared with what the ledger knows of the values.

mod predicates;

use super::claims::CheckedClaim;
use super::known::Known;
use super::texts::{Part, Text, Texts};
use super::values::value_text;
use crate::claims::ClaimsFile;
use crate::diagnostic::Diagnostic;
use crate::lints::{
    Compared, Contexts, Contrary, Denied, LetThrough, Miscounted, Misnamed, Mistaken, OutOfOrder,
    Place, Rule, Sentence, Undated, Vocabulary, compared, contrary, denied, miscounted, misnamed,
    out_of_order, sentences, undated,
};
use crate::source_text::SourceText;
use highwater_study::Results;

/// What the lints of wording look at.
pub(super) struct Wording<'a> {
    pub(super) texts: &'a Texts,
    /// The texts of sections that are left out, whose allowances are of use with other data.
    pub(super) left_out: &'a Texts,
    pub(super) results: &'a Results,
    pub(super) known: &'a Known<'a>,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) let_through: &'a LetThrough<'a>,
    pub(super) claims: &'a [CheckedClaim],
    pub(super) specs: &'a ClaimsFile,
}

impl Wording<'_> {
    /// Compares the words of all texts with the values in them.
    pub(super) fn check(&self, found: &mut Vec<Diagnostic>) {
        self.note_allowances();
        self.claims(found);
        for text in &self.texts.0 {
            let read = sentences(&text.prose);
            self.mistaken(text, &read, found);
            for (index, sentence) in read.iter().enumerate() {
                if index == 0 || sentence.place == Place::Heading {
                    self.headline(text, sentence, found);
                }
                self.sentence(text, sentence, found);
            }
        }
    }

    /// A title, a heading or a first sentence that says something of two rows and is bound to nothing.
    fn headline(&self, text: &Text, sentence: &Sentence, found: &mut Vec<Diagnostic>) {
        let is_headline = match &text.part {
            Part::Title | Part::Summary | Part::Body => true,
            Part::Figure { field, .. } | Part::Table { field, .. } => *field == "title",
            _ => false,
        };
        let source = &text.prose.source;
        let Some(Compared { range, keys, list }) = compared(sentence, self.vocabulary) else {
            return;
        };
        if !is_headline || self.lets("HW0083", source, sentence) {
            return;
        }
        found.push(
            Diagnostic::warning(
                "HW0083",
                format!(
                    "this says something of {} and is bound to nothing",
                    keys.join(" and ")
                ),
            )
            .at(source, range, format!("rows of `{list}`"))
            .help("put its words into a claim, `[..](claim: a > b)`, so that the data can deny it"),
        );
    }

    /// What a sentence says of its values in itself.
    fn sentence(&self, text: &Text, sentence: &Sentence, found: &mut Vec<Diagnostic>) {
        let source = &text.prose.source;
        let mut add = |finding: Diagnostic| {
            if !self.lets(finding.code, source, sentence) {
                found.push(finding);
            }
        };
        let examined = self.examined(sentence);
        // The texts of a figure speak of all that it draws.
        let is_of_figure = matches!(text.part, Part::Figure { .. } | Part::Table { .. });
        let label = |path: &str| self.vocabulary.label(path).unwrap_or(path).to_owned();
        for Denied { claim, range } in denied(sentence, self.vocabulary.language) {
            let word = source.slice(range.clone()).to_owned();
            add(Diagnostic::warning(
                "HW0071",
                format!("`{word}` denies the claim `{claim}`, whose predicate does not"),
            )
            .at(source, range, "stands before the words of the claim")
            .help("put it into the words of the claim, and let the predicate say the same"));
        }
        for OutOfOrder {
            places: (a, b),
            rule,
        } in out_of_order(sentence, self.vocabulary)
        {
            let (one, two) = (&sentence.tokens[a], &sentence.tokens[b]);
            let (first, second) = (
                one.path().unwrap_or_default(),
                two.path().unwrap_or_default(),
            );
            let why = match rule {
                Rule::Dates => "the later one comes first",
                Rule::Ends => "the upper end comes first",
                Rule::Part => "the part is larger than the whole",
                Rule::List => "the list goes one way and back",
            };
            add(Diagnostic::warning(
                "HW0072",
                format!("the values `{first}` and `{second}` stand in the wrong order: {why}"),
            )
            .at(
                source,
                one.range.clone(),
                format!("is \"{}\"", label(first)),
            )
            .at(
                source,
                two.range.clone(),
                format!("is \"{}\"", label(second)),
            )
            .help("let the two change places, or say the sentence the other way round"));
        }
        for Contrary { range, places } in contrary(sentence, self.vocabulary) {
            let word = source.slice(range.clone()).to_owned();
            let mut finding = Diagnostic::warning(
                "HW0078",
                format!("`{word}` is not what the values around it say"),
            )
            .at(source, range, "says the opposite");
            for at in places {
                let token = &sentence.tokens[at];
                let path = token.path().unwrap_or_default();
                let number = self.vocabulary.meaning(path).and_then(|known| known.number);
                let shown = number.map(|x| x.to_string()).unwrap_or_default();
                finding = finding.at(source, token.range.clone(), format!("is {shown}"));
            }
            add(finding.help(
                "write the word that the values bear out, or name the values that are meant",
            ));
        }
        if is_of_figure {
            return;
        }
        for Undated { range, known } in undated(sentence, self.vocabulary, &examined) {
            let said = source.slice(range.clone()).to_owned();
            let known: Vec<String> = known
                .iter()
                .take(6)
                .map(|(year, month)| match month {
                    0 => year.to_string(),
                    month => format!("{year}-{month:02}"),
                })
                .collect();
            add(
                Diagnostic::warning("HW0073", format!("no value of the sentence is of `{said}`"))
                    .at(
                        source,
                        range,
                        format!("its values are of {}", known.join(", ")),
                    )
                    .help("write the date that the values have, or name the values of this date"),
            );
        }
        for Misnamed { range, path, key } in misnamed(sentence, self.vocabulary, &examined) {
            let said = source.slice(range.clone()).to_owned();
            add(Diagnostic::warning(
                "HW0074",
                format!("the sentence names `{said}`, and its value `{path}` is of `{key}`"),
            )
            .at(source, range, format!("the value is \"{}\"", label(&path)))
            .help("write the name that the value has, or name the value of this row"));
        }
        for Miscounted { at, range, unit } in miscounted(sentence, self.vocabulary) {
            let said = source.slice(range.clone()).to_owned();
            let path = sentence.tokens[at].path().unwrap_or_default();
            add(Diagnostic::warning(
                "HW0075",
                format!("the word `{said}` stands behind a value in {unit}"),
            )
            .at(source, range, format!("`{path}` is \"{}\"", label(path)))
            .help("write the unit of the value, or name the value that has this unit"));
        }
    }

    /// The values that the claims of a sentence examine.
    fn examined(&self, sentence: &Sentence) -> Vec<String> {
        let mut ids: Vec<&str> = sentence
            .tokens
            .iter()
            .filter_map(|token| token.claim.as_deref())
            .collect();
        ids.dedup();
        let claims = self
            .claims
            .iter()
            .filter(|claim| ids.contains(&claim.spec.id.get_ref().as_str()));
        claims
            .flat_map(|claim| claim.paths.iter().cloned())
            .collect()
    }

    /// Notes which allowances stand in the texts and in the words of claims.
    fn note_allowances(&self) {
        for text in self.texts.0.iter().chain(&self.left_out.0) {
            for sentence in sentences(&text.prose) {
                self.let_through
                    .note(source_of(&text.prose.source, &sentence));
            }
        }
        for claim in &self.specs.claims {
            self.let_through.note(claim.words.get_ref());
        }
    }

    /// Whether the writer lets a finding in a sentence through.
    fn lets(&self, code: &str, source: &SourceText, sentence: &Sentence) -> bool {
        self.let_through.lets(code, source_of(source, sentence))
    }

    fn mistaken(&self, text: &Text, read: &[Sentence], found: &mut Vec<Diagnostic>) {
        if matches!(text.part, Part::Figure { .. } | Part::Table { .. }) {
            return;
        }
        let ledger = &self.results.ledger;
        let reads = |path: &str, format: &_| value_text(ledger, path, format).ok();
        let contexts = Contexts::new(read, self.vocabulary, &reads);
        let source = &text.prose.source;
        for (index, sentence) in read.iter().enumerate() {
            if sentence.place == Place::Quotation || sentence.values().next().is_none() {
                continue;
            }
            let of_it = |other: &&Sentence| other.paragraph == sentence.paragraph;
            let first = read.partition_point(|other| other.paragraph < sentence.paragraph);
            let last = read[index..].iter().take_while(of_it).count() + index - 1;
            let paragraph = match (read[first].tokens.first(), read[last].tokens.last()) {
                (Some(from), Some(to)) => source.slice(from.range.start..to.range.end),
                _ => "",
            };
            let find = || contexts.mistaken(index);
            for mistaken in self.known.mistaken(paragraph, index - first, find) {
                if !self.lets("HW0070", source, sentence) {
                    found.extend(self.mistaken_at(source, sentence, &mistaken));
                }
            }
        }
    }

    fn mistaken_at(
        &self,
        source: &SourceText,
        sentence: &Sentence,
        mistaken: &Mistaken,
    ) -> Option<Diagnostic> {
        let ledger = &self.results.ledger;
        let token = sentence.tokens.get(mistaken.at)?;
        let path = token.path()?;
        let label = |path: &str| ledger.resolve(path).map(|(fact, _)| fact.label.clone());
        let (named, rival) = (label(path)?, label(&mistaken.rival)?);
        let message = match mistaken.exchanged {
            Some(_) => format!(
                "the values `{path}` and `{}` seem to be exchanged",
                mistaken.rival
            ),
            None => format!(
                "the words speak of `{}` more than of the value `{path}`",
                mistaken.rival
            ),
        };
        let mut finding = Diagnostic::warning("HW0070", message).at(
            source,
            token.range.clone(),
            format!("is \"{named}\""),
        );
        if let Some(other) = mistaken.exchanged.and_then(|at| sentence.tokens.get(at)) {
            finding = finding.at(source, other.range.clone(), format!("is \"{rival}\""));
        }
        Some(
            finding
                .note(format!(
                    "`{}` is \"{rival}\", and the sentence says {:?}",
                    mistaken.rival, mistaken.words
                ))
                .help(format!(
                    "name `{}` if it is meant; else say in words of the label which value this is",
                    mistaken.rival
                )),
        )
    }
}

/// A sentence as it stands in its source.
fn source_of<'a>(source: &'a SourceText, sentence: &Sentence) -> &'a str {
    match (sentence.tokens.first(), sentence.tokens.last()) {
        (Some(first), Some(last)) => source.slice(first.range.start..last.range.end),
        _ => "",
    }
}

#[cfg(test)]
mod tests;
