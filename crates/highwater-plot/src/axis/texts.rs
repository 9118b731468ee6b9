//! The texts of ticks: each gives its number exactly, and all of an even axis are written alike.

use highwater_facts::{Unit, number_text};

use crate::measure::Measure;
use crate::reading;
use crate::ticks::Steps;

/// More decimals than these are no reading.
const MOST_DECIMALS: u8 = 9;
/// As many as these are read at a glance.
const FEW_DECIMALS: u8 = 2;
/// The numbers that may be years.
const YEARS: std::ops::RangeInclusive<f64> = 1000.0..=2999.0;
/// Letters that stand for thousands and more.
const SIZES: [f64; 4] = [1e3, 1e6, 1e9, 1e12];
/// Below this a number is read more easily as a power of ten.
const TINY: f64 = 1e-3;

impl Measure {
    /// Returns the text of a tick that stands alone, with as many decimals as its number needs.
    #[must_use]
    pub fn tick_text(&self, at: f64) -> String {
        self.tick_texts(&[at]).pop().unwrap_or_default()
    }

    /// Returns the texts of ticks that stand together: all exact and with the same number of
    /// decimals, except on a logarithmic axis. A number that no text gives exactly, such as a third,
    /// is written as the format says.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{Format, Unit};
    /// use highwater_plot::{Extent, Measure};
    ///
    /// let shares = Measure {
    ///     title: "Weight".to_owned(),
    ///     unit: Unit::Number,
    ///     values: Format::NUMBER,
    ///     ticks: Format::NUMBER.decimals(1),
    ///     extent: Extent::FromZero,
    /// };
    /// assert_eq!(shares.tick_texts(&[0.0, 0.25, 0.5]), ["0.00", "0.25", "0.50"]);
    /// assert_eq!(shares.tick_texts(&[0.0, 0.5, 1.0]), ["0.0", "0.5", "1.0"]);
    /// ```
    #[must_use]
    pub fn tick_texts(&self, at: &[f64]) -> Vec<String> {
        let texts = self.stated_texts(at).or_else(|| self.exact_texts(at));
        texts.unwrap_or_else(|| {
            at.iter()
                .map(|&x| self.ticks.number(x, self.unit))
                .collect()
        })
    }

    /// The steps that the format can write.
    pub(super) fn steps(&self) -> Steps {
        let gives = |x: f64| self.reads_as(&self.ticks.decimals(1).number(x, self.unit), x);
        if self.is_calendar() || (gives(1.0) && !gives(0.5)) {
            Steps::Whole
        } else {
            Steps::Any
        }
    }

    /// Returns whether numbers of four digits are years, which have no separator.
    pub(crate) fn is_calendar(&self) -> bool {
        let title = self.title.trim().to_lowercase();
        let title = title
            .split([',', '('])
            .next()
            .unwrap_or_default()
            .trim_end();
        let words: Vec<&str> = title.split_whitespace().collect();
        let is_named = match words.as_slice() {
            ["year" | "years"] | ["year", "of", ..] => true,
            [.., before, "year"] => !["a", "per", "each", "every", "one", "the"].contains(before),
            _ => false,
        };
        match self.unit {
            Unit::Years => true,
            Unit::Number | Unit::Of(_) => is_named,
            _ => false,
        }
    }

    /// Returns the text of a year; `None` if the number is not one here.
    pub(crate) fn year_text(&self, x: f64) -> Option<String> {
        (self.is_calendar() && YEARS.contains(&x) && x.fract() == 0.0).then(|| format!("{x}"))
    }

    /// The texts as the format writes them, if all are exact, of one kind and unlike.
    pub(super) fn stated_texts(&self, at: &[f64]) -> Option<Vec<String>> {
        if self.has_texts_of_its_own(at) {
            return self.exact_texts(at);
        }
        let texts = at.iter().map(|&x| self.ticks.number(x, self.unit));
        self.sound(at, texts.collect())
    }

    /// The texts with as many decimals as they need; `None` if the format cannot write them.
    pub(super) fn exact_texts(&self, at: &[f64]) -> Option<Vec<String>> {
        if self.extent.is_log() {
            let texts: Option<Vec<String>> = at.iter().map(|&x| self.power_text(x)).collect();
            return texts.filter(|texts| are_unlike(texts));
        }
        let years = at.iter().map(|&x| self.year_text(x));
        if let Some(years) = years.collect::<Option<Vec<String>>>() {
            return Some(years);
        }
        let largest = at.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
        if let Some(exponent) = self.shared_exponent(largest) {
            return self.with_exponent(at, exponent);
        }
        let plain = self.with_decimals(at);
        if plain.as_ref().is_some_and(|(decimals, _)| *decimals == 0) {
            return plain.map(|(_, texts)| texts);
        }
        let sizes = SIZES.iter().rev().filter(|size| **size <= largest);
        let shared: Vec<(u8, Vec<String>)> = sizes
            .filter_map(|&size| self.with_letter(at, size))
            .collect();
        // The largest letter that needs few decimals, as 1.5M is read more easily than 1,500K.
        let few = shared
            .iter()
            .position(|(decimals, _)| *decimals <= FEW_DECIMALS);
        if let Some((_, texts)) = few.and_then(|i| shared.get(i).cloned()) {
            return Some(texts);
        }
        let fewest = plain
            .into_iter()
            .chain(shared)
            .min_by_key(|(decimals, _)| *decimals);
        fewest.map(|(_, texts)| texts)
    }

    /// Returns whether the numbers are written by another rule than the format's.
    fn has_texts_of_its_own(&self, at: &[f64]) -> bool {
        let largest = at.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
        self.extent.is_log()
            || at.iter().all(|&x| self.year_text(x).is_some())
            || self.shared_exponent(largest).is_some()
    }

    /// Returns the text of a tick of a logarithmic axis: each for itself, as 0.1, 1, 10 are read. From
    /// 10^15 up and below 0.001 a power of ten is written as one.
    fn power_text(&self, x: f64) -> Option<String> {
        if !(TINY..number_text::BEYOND_WORDS).contains(&x.abs()) {
            return Some(number_text::power_of_ten(x, 14));
        }
        if let Some(year) = self.year_text(x) {
            return Some(year);
        }
        let stated = self.ticks.number(x, self.unit);
        if self.reads_as(&stated, x) {
            return Some(stated);
        }
        self.with_decimals(&[x])
            .and_then(|(_, mut texts)| texts.pop())
    }

    /// The exponent that all numbers share if they are beyond words or tiny, and have no sign of a unit
    /// beside them.
    fn shared_exponent(&self, largest: f64) -> Option<i32> {
        let is_plain = || self.ticks.decimals(0).number(1.0, self.unit) == "1";
        let is_beyond = largest.is_finite() && largest >= number_text::BEYOND_WORDS;
        let is_tiny = largest > 0.0 && largest < TINY && self.steps() == Steps::Any;
        ((is_beyond || is_tiny) && is_plain()).then(|| crate::ticks::decade(largest))
    }

    fn with_exponent(&self, at: &[f64], exponent: i32) -> Option<Vec<String>> {
        let behind = number_text::power_of_ten(crate::ticks::power_of_ten(exponent), 0);
        (0..=MOST_DECIMALS).find_map(|decimals| {
            let texts = at.iter().map(|&x| {
                // Through text: a quotient by a large power is off in its last digits.
                let scaled: f64 = shifted(x, -exponent)?;
                let digits = number_text::fixed(scaled, decimals);
                Some(if x == 0.0 {
                    digits
                } else {
                    format!("{digits}×{behind}")
                })
            });
            self.sound(at, texts.collect::<Option<Vec<String>>>()?)
        })
    }

    /// The texts with the fewest decimals that make all exact, and their number.
    fn with_decimals(&self, at: &[f64]) -> Option<(u8, Vec<String>)> {
        (0..=MOST_DECIMALS).find_map(|decimals| {
            let format = self.ticks.decimals(decimals);
            let texts = at.iter().map(|&x| format.number(x, self.unit));
            Some((decimals, self.sound(at, texts.collect())?))
        })
    }

    /// As [`with_decimals`](Self::with_decimals), all with the letter of one size: `0.5M`, `1.0M`.
    fn with_letter(&self, at: &[f64], size: f64) -> Option<(u8, Vec<String>)> {
        let one = self.ticks.decimals(0).number(size, self.unit);
        let (before, behind) = one.split_once('1')?;
        if !behind.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        (0..=MOST_DECIMALS).find_map(|decimals| {
            let texts = at.iter().map(|&x| {
                let digits = number_text::fixed(x.abs() / size, decimals);
                let sign = if x < 0.0 {
                    number_text::MINUS.to_string()
                } else {
                    String::new()
                };
                format!("{sign}{before}{digits}{behind}")
            });
            Some((decimals, self.sound(at, texts.collect())?))
        })
    }

    /// The texts, if each gives its number, no two are alike, and all have the same decimals.
    fn sound(&self, at: &[f64], texts: Vec<String>) -> Option<Vec<String>> {
        let readings: Option<Vec<_>> = texts.iter().map(|text| reading::number(text)).collect();
        let alike = |pair: &[reading::Reading]| pair[0].decimals == pair[1].decimals;
        let even = readings?.windows(2).all(alike) || self.extent.is_log();
        let exact = texts
            .iter()
            .zip(at)
            .all(|(text, &x)| self.reads_as(text, x));
        (even && exact && are_unlike(&texts)).then_some(texts)
    }

    /// Returns whether a reader takes the text for the number.
    fn reads_as(&self, text: &str, x: f64) -> bool {
        reading::number(text).is_some_and(|reading| reading.gives(x))
    }
}

fn are_unlike(texts: &[String]) -> bool {
    let mut sorted: Vec<&String> = texts.iter().collect();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair[0] != pair[1])
}

/// The number with its point moved by so many places.
fn shifted(x: f64, places: i32) -> Option<f64> {
    let text = format!("{x:e}");
    let (digits, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    format!("{digits}e{}", exponent + places).parse().ok()
}

#[cfg(test)]
mod tests {
    use highwater_facts::Format;
    use proptest::prelude::*;

    use super::*;
    use crate::axis::Tick;
    use crate::measure::Extent;
    use crate::scale::{Scale, Spacing};

    fn measure(title: &str, unit: Unit, ticks: &str, extent: Extent) -> Measure {
        Measure {
            title: title.to_owned(),
            unit,
            values: Format::default(),
            ticks: ticks.parse().unwrap(),
            extent,
        }
    }

    fn texts(measure: &Measure, low: f64, high: f64, most: usize) -> Vec<String> {
        let (_, ticks) = measure.scale(low, high, most);
        ticks.into_iter().map(|tick| tick.text).collect()
    }

    #[test]
    fn ticks_parse_back_to_their_values() {
        // Steps of a quarter were 0.0, 0.3, 0.5, 0.8.
        let quarters = measure("Weight", Unit::Number, "n1", Extent::FromZero);
        assert_eq!(
            texts(&quarters, 0.0, 1.0, 5),
            ["0.00", "0.25", "0.50", "0.75", "1.00"]
        );
        let percent = measure("Share", Unit::Percent, "pct0", Extent::FromZero);
        assert_eq!(
            texts(&percent, 0.0, 10.0, 5),
            ["0.0%", "2.5%", "5.0%", "7.5%", "10.0%"]
        );
        let large = measure("Downloads", Unit::Of("downloads"), "si", Extent::FromZero);
        assert_eq!(
            texts(&large, 0.0, 1.4e6, 4),
            ["0.0M", "0.5M", "1.0M", "1.5M"]
        );
        assert_eq!(
            texts(&large, 0.0, 9.7e5, 6),
            ["0", "200K", "400K", "600K", "800K", "1M"]
        );
        let dollars = measure("Cost", Unit::Usd, "usd", Extent::Around);
        assert_eq!(texts(&dollars, -1.2e6, 1.4e6, 5).first().unwrap(), "−$2M");
        let tiny = measure("Rate", Unit::Number, "n", Extent::FromZero);
        assert_eq!(
            texts(&tiny, 0.0, 3e-9, 4),
            ["0", "1×10⁻⁹", "2×10⁻⁹", "3×10⁻⁹"]
        );
    }

    #[test]
    fn years_have_no_separators_and_are_whole() {
        for measure in [
            measure("", Unit::Years, "n", Extent::Around),
            measure("Year", Unit::Number, "int", Extent::Around),
            measure("Publication year", Unit::Of("years"), "n1", Extent::Around),
            measure("Born in", Unit::Years, "year", Extent::Around),
        ] {
            assert_eq!(
                texts(&measure, 2000.0, 2005.0, 3)[..2],
                ["2000", "2002"],
                "{measure:?}"
            );
            assert_eq!(texts(&measure, 2000.0, 2000.0, 5).len(), 5, "{measure:?}");
            assert_eq!(
                measure.value_text(&highwater_facts::Quantity::exact(2003.0, measure.unit)),
                "2003"
            );
        }
        let rate = measure("Models a year", Unit::Of("models"), "int", Extent::FromZero);
        assert_eq!(
            texts(&rate, 0.0, 3000.0, 4),
            ["0", "1,000", "2,000", "3,000"]
        );
    }

    #[test]
    fn counts_from_0_to_2_have_three_ticks_and_no_finding() {
        // vega-lite#8867.
        let counts = measure("Models", Unit::Of("models"), "int", Extent::FromZero);
        for most in 3..=7 {
            assert_eq!(texts(&counts, 0.0, 2.0, most), ["0", "1", "2"]);
            assert_eq!(texts(&counts, 0.0, 1.0, most), ["0", "1"]);
            assert_eq!(texts(&counts, 0.0, 0.0, most), ["0", "1"]);
            assert_eq!(texts(&counts, 0.0, 10.0, most)[0], "0");
        }
        let around = measure("Models", Unit::Of("models"), "int", Extent::Around);
        assert_eq!(texts(&around, 5.0, 5.0, 5), ["4", "5", "6"]);
        let log = measure("Models", Unit::Of("models"), "int", Extent::Log);
        assert!(
            texts(&log, 0.2, 50.0, 7)
                .iter()
                .all(|text| !text.contains('.'))
        );
    }

    #[test]
    fn a_third_is_written_as_the_format_says() {
        let thirds = measure("Share", Unit::Number, "n2", Extent::Around);
        assert_eq!(thirds.tick_texts(&[1.0 / 3.0, 2.0 / 3.0]), ["0.33", "0.67"]);
        assert_eq!(thirds.tick_text(0.125), "0.125");
    }

    fn formats() -> impl Strategy<Value = (Unit, &'static str)> {
        prop::sample::select(vec![
            (Unit::Number, "n"),
            (Unit::Number, "n0"),
            (Unit::Number, "n1"),
            (Unit::Number, "n3"),
            (Unit::Number, ""),
            (Unit::Of("models"), "int"),
            (Unit::Of("models"), "si"),
            (Unit::Of("FLOP"), "si1"),
            (Unit::Of("models"), ""),
            (Unit::Percent, "pct"),
            (Unit::Percent, "pct0"),
            (Unit::Fraction, "pct0"),
            (Unit::Fraction, "pct1"),
            (Unit::Ratio, "x"),
            (Unit::Ratio, "x1"),
            (Unit::Ratio, "fold"),
            (Unit::Usd, "usd"),
            (Unit::Usd, "usd1"),
            (Unit::Points, "pts"),
            (Unit::Points, "+pts1"),
            (Unit::Years, "year"),
            (Unit::Years, "n"),
        ])
    }

    fn sound(measure: &Measure, scale: &Scale, ticks: &[Tick]) -> Result<(), TestCaseError> {
        let written: Vec<String> = ticks.iter().map(|t| t.text.clone()).collect();
        prop_assert!(are_unlike(&written), "{measure:?} {ticks:?}");
        for tick in ticks {
            let read = reading::number(&tick.text);
            prop_assert!(
                read.is_some_and(|r| r.gives(tick.at)),
                "{measure:?} {tick:?}"
            );
        }
        if scale.spacing == Spacing::Linear {
            let decimals: Vec<Option<usize>> = written
                .iter()
                .map(|text| Some(reading::number(text)?.decimals))
                .collect();
            prop_assert!(
                decimals.windows(2).all(|d| d[0] == d[1]),
                "{measure:?} {ticks:?}"
            );
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn labels_of_even_axes_parse_back_and_are_unlike(
            (unit, format) in formats(),
            middle in prop_oneof![Just(0.0), -1e4..1e4f64, -1e10..1e10f64],
            exponent in -6.0..12.0f64,
            from_zero in any::<bool>(),
            most in 3usize..8,
        ) {
            let span = libm::pow(10.0, exponent);
            let extent = if from_zero { Extent::FromZero } else { Extent::Around };
            let measure = measure("Size", unit, format, extent);
            let (scale, ticks) = measure.scale(middle, middle + span, most);
            sound(&measure, &scale, &ticks)?;
            // An axis whose numbers are alike in all but their last digits may have none.
            if span > middle.abs() * 1e-4 && span > 1e-3 {
                prop_assert!(ticks.len() >= 2, "{measure:?} {middle} {span}: {ticks:?}");
            }
        }

        #[test]
        fn labels_of_log_axes_parse_back_and_are_unlike(
            (unit, format) in formats(),
            low in -6.0..20.0f64,
            decades in 0.01..12.0f64,
            most in 3usize..8,
        ) {
            let (low, high) = (libm::pow(10.0, low), libm::pow(10.0, low + decades));
            let measure = measure("Size", unit, format, Extent::Log);
            let (scale, ticks) = measure.scale(low, high, most);
            sound(&measure, &scale, &ticks)?;
        }

        #[test]
        fn labels_between_given_ends_parse_back_and_are_unlike(
            (unit, format) in formats(),
            low in -1e3..1e3f64,
            span in 1e-2..1e6f64,
            pixels in 60.0..700.0f64,
        ) {
            let measure = measure("Size", unit, format, Extent::Between(low, low + span));
            let scale = Scale::linear(low, low + span);
            let ticks = measure.ticks_across(&scale, pixels);
            sound(&measure, &scale, &ticks)?;
        }
    }
}
