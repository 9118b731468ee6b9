//! What each mark makes of the lines of a query, without more than it needs.

use highwater_plot::{Role, Width, check};

use crate::make;

/// Makes a figure, which breaks no point of chart craft when it has a title, and gives what it says.
#[track_caller]
fn shows(declared: &str) -> String {
    let mut figure = make(declared).unwrap();
    figure.words.title = "What five to twelve words may say".to_owned();
    for width in Width::ALL {
        let scene = figure.draw(&figure.words, width).unwrap();
        let found = check::findings(&scene);
        assert!(found.is_empty(), "{declared}: {found:?}");
    }
    format!("{} {}", figure.words.subtitle, figure.chart.describe())
}

const LINE: &str = "mark = 'line'\nquery = 'deaths'\nx = 'year'\ny = 'deaths'\ncolor = 'kind'\n";

#[test]
fn lines_by_series_with_their_gaps() {
    assert_eq!(
        shows(LINE),
        "Deaths by year and kind. Drought: 1900 1,200, 1910 800, 1930 30. Without a number: 1920. \
         Flood: 1900 90, 1910 400, 1920 70, 1930 60. Wildfire: 1920 5."
    );
    let of_one =
        shows("mark = 'line'\nquery = \"models where open = 'yes'\"\nx = 'month'\ny = 'score'");
    assert_eq!(
        of_one,
        "Score by month. Score: Jan 2023 26.1, Jul 2023 44.5."
    );
}

#[test]
fn steps_and_what_is_written_at_points() {
    let best = "mark = 'line'\nquery = 'models'\nx = 'month'\ny = 'score'\ncurve = 'step'";
    let named = shows(&format!("{best}\nlabel = 'model'"));
    assert!(named.contains("Mar 2023 35 (Bo)"), "{named}");
    let figure = make(&format!("{best}\nlabel = 'score'")).unwrap();
    let scene = figure.draw(&figure.words, Width::Wide).unwrap();
    assert!(
        scene.texts().any(|(_, text)| text.text == "35"),
        "each number is written"
    );
}

#[test]
fn what_is_not_highlighted_is_grey_and_lies_behind() {
    let figure = make(&format!(
        "{LINE}highlight = 'Flood'\nannotate = {{ x = 1910, text = 'A dam broke' }}"
    ));
    let mut figure = figure.unwrap();
    figure.words.title = "t".to_owned();
    let text = figure.chart.describe();
    assert!(
        text.starts_with("Drought") && text.contains("1910 400 (A dam broke)"),
        "{text}"
    );
    let scene = figure.draw(&figure.words, Width::Wide).unwrap();
    let hue = |series: &str| {
        let mut marks = scene.marks.iter();
        let line = marks.find(|m| m.pen.series == series && m.pen.role == Role::Line);
        line.map(|line| format!("{:?}", line.pen.paint)).unwrap()
    };
    assert!(hue("Drought").contains("Grey") && hue("Flood").contains("Blue"));
}

#[test]
fn bars_by_their_numbers_and_columns_over_dates() {
    assert_eq!(
        shows("mark = 'bar'\nquery = 'deaths where year = 1920'\nx = 'kind'\ny = 'deaths'"),
        "Deaths by kind. Flood: 70. Wildfire: 5."
    );
    // Names on the other axis, and the least first.
    assert_eq!(
        shows(
            "mark = 'bar'\nquery = 'deaths where year = 1920'\ny = 'kind'\nx = 'deaths'\nsort = 'x'"
        ),
        "Deaths by kind. Wildfire: 5. Flood: 70."
    );
    let grouped = shows(
        "mark = 'bar'\nquery = 'deaths where year < 1920'\nx = 'kind'\ny = 'deaths'\ncolor = 'year'",
    );
    assert!(
        grouped.contains("Drought: 1900 1,200, 1910 800."),
        "{grouped}"
    );
    assert_eq!(
        shows("mark = 'bar'\nquery = \"deaths where kind = 'Flood'\"\nx = 'year'\ny = 'deaths'"),
        "Deaths by year. Deaths: 1900 90, 1910 400, 1920 70, 1930 60."
    );
    // What a range leaves open is shown as open.
    let ranges = shows("mark = 'bar'\nquery = 'models'\ny = 'model'\nx = 'cost'");
    assert!(
        ranges.contains("Ada: $10–$20. ") && ranges.contains("Bo: $5+"),
        "{ranges}"
    );
}

#[test]
fn points_in_a_plane_and_small_multiples() {
    let points =
        shows("mark = 'point'\nquery = 'models'\nx = 'month'\ny = 'score'\nlabel = 'model'");
    assert!(
        points.contains(
            "3 models, of which Ada at Jan 2023 26.1, Bo at Mar 2023 35, Cy at Jul 2023 44.5"
        ),
        "{points}"
    );
    let facets = shows(
        "mark = 'line'\nquery = \"deaths where kind <> 'Wildfire'\"\nx = 'year'\ny = 'deaths'\nfacet = 'kind'",
    );
    assert!(
        facets.contains("Drought: 3 rows.") && facets.contains("Flood: 4 rows."),
        "{facets}"
    );
}

#[test]
fn dots_ranges_and_estimates_with_their_intervals() {
    let ranges = shows("mark = 'dot'\nquery = 'models'\ny = 'model'\nx = 'cost'");
    assert!(ranges.contains("Ada $10–$20"), "{ranges}");
    let fits = shows("mark = 'dot'\nquery = 'fits'\ny = 'group'\nx = 'slope'\nband = '95% CI'");
    assert!(fits.contains("0.4 (95% CI 0.1 to 0.7)"), "{fits}");
}

#[test]
fn starts_and_ends() {
    let two = "query = \"deaths where year in (1900, 1930) and kind <> 'Wildfire'\"\ny = 'deaths'";
    let slope = shows(&format!(
        "mark = 'slope'\n{two}\nx = 'year'\ncolor = 'kind'"
    ));
    assert!(
        slope.contains("Drought: 1900 1,200, 1930 30 (0.03×)"),
        "{slope}"
    );
    let dumbbell = shows(&format!(
        "mark = 'dumbbell'\n{two}\nx = 'kind'\ncolor = 'year'"
    ));
    assert!(
        dumbbell.contains("Flood: 1900 90, 1930 60 (0.67×)"),
        "{dumbbell}"
    );
    let none = shows(&format!(
        "mark = 'dumbbell'\n{two}\nx = 'kind'\ncolor = 'year'\nchange = 'difference'\ndetail = 'kind'"
    ));
    assert!(none.contains("Flood: 1900 90, 1930 60 (−30)"), "{none}");
}

#[test]
fn distributions_and_cells() {
    let strips = shows("mark = 'histogram'\nquery = 'deaths'\nx = 'deaths'\ncolor = 'kind'");
    assert!(strips.contains("Flood: 4 rows from 60 to 400."), "{strips}");
    let cells = shows("mark = 'cell'\nquery = 'deaths'\nx = 'year'\ny = 'kind'\ncolor = 'deaths'");
    assert!(
        cells.contains("Flood: 1900 90, 1910 400, 1920 70, 1930 60.")
            && cells.contains("Wildfire: 1920 5, 1900 missing (no number)"),
        "{cells}"
    );
}

#[test]
fn the_scale_is_as_it_is_said() {
    let text = |scale: &str| {
        let figure = make(&format!("{LINE}{scale}")).unwrap();
        let scene = figure.draw(&figure.words, Width::Wide).unwrap();
        let ticks = scene
            .texts()
            .filter(|(mark, _)| mark.pen.role == Role::Tick);
        ticks
            .map(|(_, text)| text.text.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(text("scale = 'log'").contains("10 ") && text("scale = 'log'").contains("1,000"));
    assert!(
        text("scale = 'linear'").contains("500"),
        "{}",
        text("scale = 'linear'")
    );
    let titled = make(
        "mark = 'line'\nquery = 'deaths where year < 1920'\nx = 'year'\ncolor = 'kind'\n\
                       y = { column = 'deaths', title = 'Deaths in the decade', domain = [0, 2000] }",
    );
    let figure = titled.unwrap();
    assert_eq!(
        figure.words.subtitle,
        "Deaths in the decade by year and kind."
    );
}
