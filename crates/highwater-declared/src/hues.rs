//! The hues of series: what is called by one name has one hue in all figures of a story.

use std::collections::BTreeMap;

use highwater_plot::Hue;

/// The hues that names have got so far.
#[derive(Clone, Debug, Default)]
pub struct Hues(BTreeMap<String, Hue>);

/// All hues but grey, which is for context.
const CHOICES: usize = Hue::ALL.len() - 1;

impl Hues {
    /// Returns a hue for each name. If some are highlighted, all others are grey, and so they are if
    /// there are more names than hues: then the first of `ranked` alone has one.
    pub(crate) fn of(
        &mut self,
        names: &[String],
        highlight: &[&str],
        ranked: &[String],
    ) -> Vec<Hue> {
        let spoken: Vec<&str> = match (highlight, names.len() > CHOICES) {
            ([], false) => names.iter().map(String::as_str).collect(),
            ([], true) => ranked.iter().take(1).map(String::as_str).collect(),
            (some, _) => some.to_vec(),
        };
        let mut taken: Vec<Hue> = Vec::new();
        for name in names.iter().filter(|name| spoken.contains(&name.as_str())) {
            taken.extend(self.0.get(name));
        }
        let hue = |name: &String| {
            if !spoken.contains(&name.as_str()) {
                return Hue::Grey;
            }
            let free = || {
                Hue::ALL
                    .into_iter()
                    .take(CHOICES)
                    .find(|hue| !taken.contains(hue))
            };
            let hue = match self.0.get(name) {
                Some(hue) => *hue,
                None => free().unwrap_or(Hue::Grey),
            };
            self.0.insert(name.clone(), hue);
            if !taken.contains(&hue) {
                taken.push(hue);
            }
            hue
        };
        names.iter().map(hue).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_name_keeps_its_hue_from_figure_to_figure() {
        let mut hues = Hues::default();
        let of = |hues: &mut Hues, text: &str| hues.of(&names(text), &[], &[]);
        assert_eq!(of(&mut hues, "a b"), [Hue::Blue, Hue::Orange]);
        assert_eq!(of(&mut hues, "c b a"), [Hue::Green, Hue::Orange, Hue::Blue]);
    }

    #[test]
    fn what_is_not_highlighted_is_grey() {
        let mut hues = Hues::default();
        assert_eq!(hues.of(&names("a b"), &["b"], &[]), [Hue::Grey, Hue::Blue]);
        let many = hues.of(&names("c d e f g h i"), &[], &names("e c"));
        assert_eq!(many.iter().filter(|hue| **hue != Hue::Grey).count(), 1);
        assert_ne!(many[2], Hue::Grey);
    }
}
