//! A list of terms, and which of them a text uses.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::divide::{is_whole_term, normalised};

/// The most terms that a mask holds.
pub const MOST: usize = u64::BITS as usize;

/// A set of terms of a list: bit `i` is the term at place `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TermMask(pub u64);

/// What a text uses of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// The terms that occur, each once.
    pub terms: TermMask,
    /// How often any of them occurs.
    pub hits: u32,
}

/// A list of terms that is searched in one pass over a text.
#[derive(Clone, Debug)]
pub struct TermList {
    names: Vec<String>,
    automaton: AhoCorasick,
}

impl TermMask {
    /// Returns how many terms there are.
    #[must_use]
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns whether the term at this place is among them.
    #[must_use]
    pub fn has(self, term: usize) -> bool {
        !self.without(!(1 << term)).is_empty()
    }

    /// Without the terms whose bits are set.
    #[must_use]
    pub fn without(self, left_out: u64) -> Self {
        TermMask(self.0 & !left_out)
    }
}

impl TermList {
    /// A list of terms, which are [normalised] first.
    ///
    /// # Errors
    ///
    /// In words, where there are more than [`MOST`] terms, or one is empty or stands twice.
    pub fn new<'a>(terms: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let names: Vec<String> = terms.into_iter().map(normalised).collect();
        if names.len() > MOST {
            return Err(format!(
                "{} terms are more than the {MOST} that the study can follow",
                names.len()
            ));
        }
        for (at, name) in names.iter().enumerate() {
            if name.is_empty() || names[..at].contains(name) {
                return Err(format!("the term `{name}` is empty or stands twice"));
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&names)
            .map_err(|error| error.to_string())?;
        Ok(TermList { names, automaton })
    }

    /// Returns the terms, normalised, in the list's order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns what a [normalised] text uses: terms count where neither neighbour is a letter or a
    /// digit, and where they overlap, as `scale` and `large-scale` do, each of them does.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::normalised;
    /// use highwater_studies::divide::text::terms::TermList;
    ///
    /// let list = TermList::new(["scale", "large-scale", "GPU"])?;
    /// // By hand: `scale` and `large-scale` in the first word, nothing in `scaled` and `GPUs`.
    /// let found = list.find(&normalised("Large‐scale models, scaled on GPUs"));
    /// assert_eq!((found.terms.count(), found.hits), (2, 2));
    /// # Ok::<(), String>(())
    /// ```
    #[must_use]
    pub fn find(&self, text: &str) -> Use {
        let mut found = Use::default();
        for hit in self.automaton.find_overlapping_iter(text) {
            if is_whole_term(text, hit.range()) {
                found.terms.0 |= 1 << hit.pattern().as_u32();
                found.hits += 1;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let names = [
            "Scale",
            "scaling",
            "Large-scale",
            "graphics processing unit",
            "530B",
        ];
        let list = TermList::new(names).unwrap();
        let found = list.find(&normalised(text)).terms;
        let names = list.names().iter().enumerate();
        let names = names.filter(|(at, _)| found.has(*at));
        names.map(|(_, name)| name.clone()).collect()
    }

    #[test]
    fn a_term_ends_where_letters_and_digits_do() {
        assert_eq!(found("at scale."), ["scale"]);
        assert_eq!(found("(Scale)"), ["scale"]);
        assert_eq!(found("upscale, scale2, scaled"), [""; 0]);
        assert_eq!(found("multi-scale_scaling"), ["scale", "scaling"]);
        assert_eq!(found("MT-NLG 530B"), ["530b"]);
    }

    #[test]
    fn letters_beyond_ascii_end_a_term_too() {
        assert_eq!(found("échelle\u{e9}scale"), ["scale"]);
    }

    #[test]
    fn case_hyphens_and_breaks_make_no_difference() {
        for text in ["LARGE-SCALE", "large\u{2010}scale", "large\u{2212}Scale"] {
            assert_eq!(found(text), ["scale", "large-scale"], "{text}");
        }
        assert_eq!(
            found("Graphics\n  Processing\tUnit"),
            ["graphics processing unit"]
        );
    }

    #[test]
    fn a_list_that_no_mask_holds_is_refused() {
        let names: Vec<String> = (0..65).map(|n| format!("term{n}")).collect();
        let told = TermList::new(names.iter().map(String::as_str)).unwrap_err();
        assert!(told.starts_with("65 terms"), "{told}");
        assert!(TermList::new(names[..64].iter().map(String::as_str)).is_ok());
        assert!(TermList::new(["Scale", "scale"]).is_err());
        assert!(TermList::new([" "]).is_err());
    }

    #[test]
    fn terms_are_left_out_of_a_mask() {
        let mask = TermMask(0b1101);
        assert_eq!(mask.without(0b0101), TermMask(0b1000));
        assert!(mask.has(2) && !mask.has(1));
    }
}
