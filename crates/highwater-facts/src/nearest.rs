//! The name that a mistyped one most likely stands for.

/// Returns the known name nearest to `given`; `None` if none is near enough to be meant.
///
/// # Example
///
/// ```
/// use highwater_facts::nearest::nearest;
///
/// assert_eq!(nearest("dowloads", ["downloads", "models"]), Some("downloads".to_owned()));
/// assert_eq!(nearest("price", ["downloads", "models"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    several(given, known, 1).into_iter().next()
}

/// Returns up to `most` known names near enough to `given` to be meant, the nearest first.
#[must_use]
pub fn several<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<String> {
    let near = known.into_iter().filter_map(|name| {
        let distance = edits(given, name)?;
        // Of two that are spelt as differently, the one that begins alike is meant.
        Some((distance, usize::MAX - common(given, name), name))
    });
    first(near.collect(), most)
}

/// The most paths that are named for one that goes on.
const MOST_BELOW: usize = 12;

/// The most paths that are named for a mistyped one.
const MOST_ALIKE: usize = 3;

/// Returns the known paths that an unknown one may stand for, the likeliest first: those spelt almost the
/// same, then those that lie below it or go on from it, then those that share its words.
///
/// # Example
///
/// ```
/// use highwater_facts::nearest::paths;
///
/// let known = ["downloads.first", "downloads.growth.jul", "downloads.growth_factor", "models.growth"];
/// assert_eq!(
///     paths("downloads.growth", known),
///     ["downloads.growth.jul", "downloads.growth_factor"]
/// );
/// assert_eq!(paths("downloads.frist", known), ["downloads.first"]);
/// ```
#[must_use]
pub fn paths<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let near = known.into_iter().filter_map(|path| {
        let (class, rank) = likeness(given, path)?;
        Some((class, rank, path))
    });
    let near: Vec<_> = near.collect();
    // What is all but certain needs no guesses beside it.
    let best = near.iter().map(|(class, ..)| *class).min();
    let (worst, most) = match best {
        Some(Likeness::Slip) => (Likeness::Slip, MOST_ALIKE),
        Some(Likeness::Below | Likeness::GoesOn) => (Likeness::GoesOn, MOST_BELOW),
        _ => (Likeness::Words, MOST_ALIKE),
    };
    let near = near.into_iter().filter(|(class, ..)| *class <= worst);
    first(near.collect(), most)
}

/// How a known path is like a given one, the likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// One segment is off by a letter or two.
    Slip,
    /// One lies below the other.
    Below,
    /// The last segment goes on: `growth_factor` for `growth`.
    GoesOn,
    /// The whole is spelt alike.
    Spelling,
    /// The last segment is the same.
    End,
    /// The last segment has a word in common.
    Words,
}

/// The first names by two ranks and the alphabet.
fn first<R: Ord>(mut near: Vec<(R, usize, &str)>, most: usize) -> Vec<String> {
    near.sort_unstable();
    let names = near.into_iter().take(most);
    names.map(|(_, _, name)| name.to_owned()).collect()
}

/// Returns how many edits make one name of another, if they are few for its length.
fn edits(given: &str, name: &str) -> Option<usize> {
    let most = 1 + given.len().min(name.len()) / 3;
    // As many edits as one is longer are needed in any case.
    if given.len().abs_diff(name.len()) > 2 * most {
        return None;
    }
    let distance = strsim::damerau_levenshtein(&given.to_lowercase(), &name.to_lowercase());
    (distance <= most).then_some(distance)
}

/// Returns how many bytes two names begin with alike.
fn common(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// Returns how a known path is like a given one, if it is, and a rank among those that are so too.
fn likeness(given: &str, path: &str) -> Option<(Likeness, usize)> {
    let (ours, theirs) = (split(given), split(path));
    if ours.len() == theirs.len() {
        let differ = || ours.iter().zip(&theirs).filter(|(a, b)| a != b);
        if let (1, Some((a, b))) = (differ().count(), differ().next())
            && let Some(distance) = edits(a, b)
            && distance <= 2
        {
            return Some((Likeness::Slip, distance));
        }
    }
    let is_below = |below: &str, above: &str| {
        below
            .strip_prefix(above)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    if is_below(path, given) || is_below(given, path) {
        return Some((Likeness::Below, theirs.len().abs_diff(ours.len())));
    }
    if path
        .strip_prefix(given)
        .is_some_and(|rest| rest.starts_with('_'))
    {
        return Some((Likeness::GoesOn, theirs.len()));
    }
    let shared = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let (rest, other) = (ours[shared..].join("."), theirs[shared..].join("."));
    if let Some(distance) = edits(&rest, &other) {
        return Some((Likeness::Spelling, distance));
    }
    // The more of the path is the same, the nearer.
    let far = usize::MAX - shared;
    let (last, end) = (ours.last()?, theirs.last()?);
    if last == end {
        return Some((Likeness::End, far));
    }
    let mut words = last.split('_').filter(|word| word.len() > 2);
    let has_word = words.any(|word| other.split(['.', '_']).any(|other| is_word(word, other)));
    (shared > 0 && has_word).then_some((Likeness::Words, far))
}

/// Returns whether two words are the same but for an ending: `change` and `changes`.
fn is_word(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.starts_with(short) && (a == b || short.len() > 3)
}

fn split(path: &str) -> Vec<&str> {
    path.split('.').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 9] = [
        "wave.downloads.first",
        "wave.downloads.growth.by_month",
        "wave.downloads.growth.jul_2022",
        "wave.downloads.growth_factor",
        "wave.downloads.growth_stated.jul_2022",
        "wave.downloads.last_period_growth",
        "wave.models.first",
        "wave.models.growth_factor",
        "wave.speed.n",
    ];

    #[test]
    fn what_begins_alike_comes_first() {
        assert_eq!(
            paths("wave.downloads.growth", KNOWN),
            [
                "wave.downloads.growth.by_month",
                "wave.downloads.growth.jul_2022",
                "wave.downloads.growth_factor",
                "wave.downloads.growth_stated.jul_2022",
            ]
        );
        assert_eq!(
            paths("wave.downloads.first.low.x", KNOWN),
            ["wave.downloads.first"]
        );
    }

    #[test]
    fn a_slip_of_the_keyboard_is_nearer_than_all() {
        assert_eq!(
            paths("wave.downloads.frist", KNOWN),
            ["wave.downloads.first"]
        );
        assert_eq!(paths("wave.model.first", KNOWN), ["wave.models.first"]);
        assert_eq!(
            paths("wave.downloads.growth.jul_2023", KNOWN),
            ["wave.downloads.growth.jul_2022"]
        );
    }

    #[test]
    fn words_in_common_come_last() {
        assert_eq!(
            paths("downloads.growth_factor", KNOWN)[..2],
            ["wave.downloads.growth_factor", "wave.models.growth_factor"]
        );
        assert_eq!(
            paths("wave.downloads.period", KNOWN),
            ["wave.downloads.last_period_growth"]
        );
        assert!(paths("price", KNOWN).is_empty());
    }

    #[test]
    fn of_two_as_near_the_one_that_begins_alike_is_meant() {
        assert_eq!(nearest("pct1", ["pvt1", "pct"]), Some("pct".to_owned()));
        assert_eq!(
            nearest("gap-b", ["tap-b", "gap-c"]),
            Some("gap-c".to_owned())
        );
    }
}
