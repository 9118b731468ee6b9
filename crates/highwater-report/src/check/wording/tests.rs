//! Words of claims next to what their predicates compare.

use highwater_facts::{Fact, Month, Quantity, Unit};
use highwater_study::Results;

use crate::project::{Project, StorySource};
use crate::source_text::SourceText;

/// Values of a city: path, number, unit, label.
const VALUES: [(&str, f64, Unit, &str); 16] = [
    (
        "city.riders.first",
        28e6,
        Unit::Of("riders"),
        "riders of trams, January 2022",
    ),
    (
        "city.riders.last",
        62e6,
        Unit::Of("riders"),
        "riders of trams, July 2023",
    ),
    ("city.growth", 2.2, Unit::Ratio, "growth of tram riders"),
    (
        "city.lines.north",
        12.0,
        Unit::Of("stops"),
        "stops of the north line",
    ),
    (
        "city.lines.south",
        12.0,
        Unit::Of("stops"),
        "stops of the south line",
    ),
    (
        "city.lines.all",
        31.0,
        Unit::Of("stops"),
        "stops of the whole network",
    ),
    (
        "city.share.low",
        0.12,
        Unit::Fraction,
        "share of fares, lower end of its interval",
    ),
    (
        "city.share.high",
        0.31,
        Unit::Fraction,
        "share of fares, upper end of its interval",
    ),
    ("city.towns.oslo", 40.0, Unit::Of("trams"), "trams of Oslo"),
    (
        "city.towns.bergen",
        52.0,
        Unit::Of("trams"),
        "trams of Bergen",
    ),
    (
        "city.delay",
        18.0,
        Unit::Months,
        "months from the plan to the first tram",
    ),
    ("city.gap", 4.5, Unit::Points, "gap between the two shares"),
    (
        "city.open.y2019",
        3.0,
        Unit::Of("depots"),
        "open depots, 2019",
    ),
    (
        "city.open.y2020",
        5.0,
        Unit::Of("depots"),
        "open depots, 2020",
    ),
    (
        "city.open.y2021",
        4.0,
        Unit::Of("depots"),
        "open depots, 2021",
    ),
    (
        "city.open.y2022",
        9.0,
        Unit::Of("depots"),
        "open depots, 2022",
    ),
];

fn results() -> Results {
    let mut results = Results::default();
    for (path, x, unit, label) in VALUES {
        let value = Quantity::exact(x, unit);
        results.ledger.add(Fact::new(path, value, label)).unwrap();
    }
    let month = Month::new(2022, 1).unwrap();
    let fact = Fact::new("city.riders.first_month", month, "first month of the count");
    results.ledger.add(fact).unwrap();
    results
}

/// The codes of wording that a story gives, with the text at their place.
fn codes(text: &str, claims: &str) -> Vec<(&'static str, String)> {
    let found = checked(text, claims).into_iter();
    let is_wording = |code: &str| code.starts_with("HW007") || code.starts_with("HW008");
    found.filter(|(code, _)| is_wording(code)).collect()
}

/// All codes that a story gives, with the text at their place.
fn checked(text: &str, claims: &str) -> Vec<(&'static str, String)> {
    let whole =
        format!("+++\ntitle = \"Trams\"\nsummary = \"S\"\ndate = \"2026-11-22\"\n+++\n\n{text}\n");
    let mut source = StorySource::new("trams", SourceText::new("story.md", &whole));
    source.claims = Some(SourceText::new("claims.toml", claims));
    let project = Project {
        stories: vec![source],
        ..Project::default()
    };
    let results = results();
    let checked = crate::check(&project, &results, None);
    let found = checked.diagnostics.iter();
    found
        .filter_map(|finding| {
            let place = finding.places.first()?;
            let text = place.source.slice(place.range.clone());
            Some((finding.code, text.to_owned()))
        })
        .collect()
}

fn code(text: &str) -> Vec<&'static str> {
    codes(text, "").into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_twin_that_the_words_do_not_speak_of_is_found() {
    let right = "The north line has [12](value:city.lines.north) stops.";
    assert_eq!(code(right), [""; 0]);
    assert_eq!(
        code(&right.replace("lines.north", "lines.south")),
        ["HW0070"]
    );
    // Nothing tells the two apart.
    assert_eq!(code("One has [12](value:city.lines.south) stops."), [""; 0]);
}

#[test]
fn values_in_each_others_place_are_found() {
    let right =
        "Riders went from [28M](value:city.riders.first?si) to [62M](value:city.riders.last?si).";
    assert_eq!(code(right), [""; 0]);
    let wrong =
        "Riders went from [62M](value:city.riders.last?si) to [28M](value:city.riders.first?si).";
    assert_eq!(code(wrong), ["HW0072"]);
    let part =
        "On the north line are [12](value:city.lines.north) of [31](value:city.lines.all) stops.";
    assert_eq!(code(part), [""; 0]);
    let part =
        "On the north line are [31](value:city.lines.all) of [12](value:city.lines.north) stops.";
    assert!(code(part).contains(&"HW0072"));
    let ends =
        "The share is from [31%](value:city.share.high?pct0) to [12%](value:city.share.low?pct0).";
    assert_eq!(code(ends), ["HW0072"]);
    let list = |a: &str, b: &str| {
        format!(
            "Open were [](value:city.open.y2019?int), [](value:city.open.{a}?int), [](value:city.open.{b}?int) and [](value:city.open.y2022?int)."
        )
    };
    assert_eq!(code(&list("y2020", "y2021")), [""; 0]);
    assert_eq!(code(&list("y2021", "y2020")), ["HW0072"]);
}

#[test]
fn a_denial_before_a_claim_is_found_and_let_through_with_a_reason() {
    let claim = "[[claim]]\nid = \"up\"\nwords = \"risen\"\nexpr = \"city.growth > 1\"\n";
    let text = "Riding has not [risen](claim:up).";
    assert_eq!(codes(text, claim), [("HW0071", "not".to_owned())]);
    let allow = "[[allow]]\ntext = \"Riding has not\"\ncode = \"HW0071\"\nreason = \"irony\"\n";
    assert_eq!(codes(text, &format!("{claim}{allow}")), []);
    assert_eq!(codes("Riding has [risen](claim:up).", claim), []);
}

#[test]
fn dates_names_and_units_of_other_values_are_found() {
    let dated = "In January 2022 trams had [28M](value:city.riders.first?si) riders.";
    assert_eq!(code(dated), [""; 0]);
    assert_eq!(code(&dated.replace("January", "March")), ["HW0073"]);
    assert_eq!(code(&dated.replace("2022", "2021")), ["HW0073", "HW0073"]);
    let named = "In the depot of Oslo stand [40](value:city.towns.oslo) trams.";
    assert_eq!(code(named), [""; 0]);
    assert!(code(&named.replace("Oslo", "Bergen")).contains(&"HW0074"));
    let unit = "It took [18](value:city.delay?int) months.";
    assert_eq!(code(unit), [""; 0]);
    assert_eq!(code(&unit.replace("months", "weeks")), ["HW0075"]);
    let points = "They lie [4.5](value:city.gap?n1) points apart.";
    assert_eq!(code(points), [""; 0]);
    assert_eq!(code(&points.replace("points", "percent")), ["HW0075"]);
}

#[test]
fn a_threshold_that_nothing_bears_is_found() {
    let claim = |number: &str| {
        format!("[[claim]]\nid = \"up\"\nwords = \"rose\"\nexpr = \"city.growth > {number}\"\n")
    };
    let text = "Riding [rose](claim:up).";
    assert_eq!(codes(text, &claim("1")), []);
    assert_eq!(codes(text, &claim("2")), []);
    assert_eq!(codes(text, &claim("1.3")), [("HW0076", "1.3".to_owned())]);
    assert_eq!(codes(text, &claim("0.5")), [("HW0076", "0.5".to_owned())]);
}

#[test]
fn a_direction_that_the_values_deny_is_found() {
    let text = "Trams [carried](claim:up) [62M](value:city.riders.last?si), up from [28M](value:city.riders.first?si).";
    let claim = |words: &str, expr: &str| {
        format!("[[claim]]\nid = \"up\"\nwords = \"{words}\"\nexpr = \"{expr}\"\n")
    };
    let rises = "city.riders.first < city.riders.last";
    assert_eq!(codes(text, &claim("carried", rises)), []);
    let down = text.replace("up from", "down from");
    assert_eq!(
        codes(&down, &claim("carried", rises)),
        [("HW0078", "down from".to_owned())]
    );
    let rose = "Riding [rose](claim:up).";
    assert_eq!(codes(rose, &claim("rose", rises)), []);
    let fell = "Riding [fell](claim:up).";
    assert_eq!(
        codes(fell, &claim("fell", rises)),
        [("HW0077", "fell".to_owned())]
    );
    let allow = "[[allow]]\ntext = \"fell\"\ncode = \"HW0077\"\nreason = \"irony\"\n";
    assert_eq!(codes(fell, &format!("{}{allow}", claim("fell", rises))), []);
}

#[test]
fn a_claim_needs_no_id() {
    let rose = "It [rose](claim:) from [28M](value:city.riders.first?si) to [62M](value:city.riders.last?si).";
    assert_eq!(codes(rose, ""), []);
    let nothing = "It [turned out well](claim:) at [62M](value:city.riders.last?si).";
    assert_eq!(code(nothing), ["HW0082"]);
    let whole = |text: &str| -> Vec<&'static str> {
        let found = checked(text, "");
        found.into_iter().map(|(code, _)| code).collect()
    };
    assert_eq!(
        whole("It is [far more](claim: city.growth > 2 * 1) now."),
        [""; 0]
    );
    assert_eq!(
        whole("It is [far more](claim: city.growth > 3) now."),
        ["HW0010"]
    );
    assert_eq!(
        whole("It is [far more](claim: city.growth > > 3) now."),
        ["HW0012"]
    );
    assert_eq!(
        whole("It is [far more](claim: city.grwth > 3) now."),
        ["HW0019"]
    );
}

/// Prose in the manner of reports, which nobody wrote for this program: nothing in it is a finding.
#[test]
fn sound_prose_is_left_alone() {
    for text in [
        "The council had asked for trams since the seventies, and nothing came of it until a bond was sold. \
         When the first count was held in [January 2022](value:city.riders.first_month), trams carried \
         [28M](value:city.riders.first?si) riders; by the summer of the next year there were \
         [62M](value:city.riders.last?si), or [2.2](value:city.growth?n1) times as many. \
         Shopkeepers along the route had feared dust and noise for [18](value:city.delay?int) months, \
         which is how long the works took. Few of them complain today.",
        "A network of [31](value:city.lines.all) stops is small, as networks go. The northern branch has \
         [12](value:city.lines.north) and the southern one has [12](value:city.lines.south), and the rest lie \
         in the old town, where no street is wide enough for two tracks. Drivers wait for each other at loops. \
         Fares pay for a share of the cost that lies somewhere from [12%](value:city.share.low?pct0) to \
         [31%](value:city.share.high?pct0), according to how one counts the passes of pupils.",
        "Other towns did it differently. Oslo runs [40](value:city.towns.oslo) trams and Bergen \
         [52](value:city.towns.bergen), though the second of these is much the smaller place. In the year before \
         the works there were [3](value:city.open.y2019) depots, then [5](value:city.open.y2020), of which one \
         burned down; [9](value:city.open.y2022) stood at the end. Between the two ways of counting lies a gap of \
         [4.5](value:city.gap?n1) percentage points, and the reports do not agree on what it means.",
    ] {
        assert_eq!(codes(text, ""), [], "{text}");
    }
}
