//! The engineering topics of the supplement's figure 8, told from an abstract by regular expressions.

use regex::Regex;

/// An engineering topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Training on several devices at once.
    Parallelism,
    /// Training and running in less memory.
    MemoryEfficiency,
    /// Training without divergence.
    TrainingStability,
}

/// Which topics an abstract speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics([bool; Topic::ALL.len()]);

/// The expressions of all topics.
#[derive(Clone, Debug)]
pub struct TopicPatterns([Regex; Topic::ALL.len()]);

impl Topic {
    /// All of them, in the supplement's order.
    pub const ALL: [Topic; 3] = [
        Topic::Parallelism,
        Topic::MemoryEfficiency,
        Topic::TrainingStability,
    ];

    /// Its name in paths and in the table of expressions.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Topic::Parallelism => "parallelism",
            Topic::MemoryEfficiency => "memory_efficiency",
            Topic::TrainingStability => "training_stability",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Topic::Parallelism => "parallelism",
            Topic::MemoryEfficiency => "memory efficiency",
            Topic::TrainingStability => "training stability",
        }
    }
}

impl Topics {
    /// Returns whether a topic is among them.
    #[must_use]
    pub fn has(self, topic: Topic) -> bool {
        self.0[topic as usize]
    }

    /// Returns whether any topic is.
    #[must_use]
    pub fn any(self) -> bool {
        self.0.contains(&true)
    }
}

impl TopicPatterns {
    /// Compiles pairs of an expression and the [segment](Topic::segment) of its topic.
    ///
    /// # Errors
    ///
    /// In words, for the first expression that is none, or topic that is none of the three.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, String> {
        let mut patterns = Topic::ALL.map(|_| Vec::new());
        for (pattern, of) in pairs {
            let topic = Topic::ALL.into_iter().find(|topic| topic.segment() == of);
            let Some(topic) = topic else {
                return Err(format!("`{of}` is no topic"));
            };
            // Alone first: one that is at fault would be told with all others around it.
            Regex::new(pattern).map_err(|error| format!("`{pattern}`: {error}"))?;
            patterns[topic as usize].push(pattern);
        }
        let [a, b, c] = patterns.map(|patterns| {
            let any = match patterns.is_empty() {
                true => "[^\\s\\S]".to_owned(),
                false => patterns.join("|"),
            };
            Regex::new(&format!("(?:^|[^a-z0-9])(?:{any})(?:$|[^a-z0-9])"))
                .map_err(|error| error.to_string())
        });
        Ok(TopicPatterns([a?, b?, c?]))
    }

    /// Returns the topics of a [normalised](crate::divide::normalised) text: an expression counts where
    /// neither neighbour of what it matches is a letter or a digit.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::text::topics::{Topic, TopicPatterns};
    ///
    /// let patterns = TopicPatterns::new([
    ///     ("shard\\w*", "parallelism"),
    ///     ("gpu memory", "memory_efficiency"),
    /// ])?;
    /// // By hand: `gshard` does not begin with the expression, `sharded` does.
    /// assert!(!patterns.find("gshard fits into gpu memory.").has(Topic::Parallelism));
    /// assert!(patterns.find("sharded").has(Topic::Parallelism));
    /// # Ok::<(), String>(())
    /// ```
    #[must_use]
    pub fn find(&self, text: &str) -> Topics {
        Topics(Topic::ALL.map(|topic| self.0[topic as usize].is_match(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_way_to_match_an_expression_is_tried_too() {
        let pairs = [("memory (cost|costs)", "memory_efficiency")];
        let patterns = TopicPatterns::new(pairs).unwrap();
        for text in ["memory cost", "a memory costs.", "low-memory cost"] {
            let topics = patterns.find(text);
            assert!(
                topics.has(Topic::MemoryEfficiency) && topics.any(),
                "{text}"
            );
        }
        for text in ["memory costly", "inmemory cost", ""] {
            assert!(!patterns.find(text).any(), "{text}");
        }
    }

    #[test]
    fn a_topic_without_expressions_is_never_found() {
        let patterns = TopicPatterns::new([]).unwrap();
        assert!(!patterns.find("parallelism").any());
        assert!(!patterns.find("").any());
    }

    #[test]
    fn what_is_no_expression_or_no_topic_is_told_alone() {
        let told = TopicPatterns::new([("a", "parallelism"), ("b(", "parallelism")]);
        assert!(told.unwrap_err().starts_with("`b(`"));
        let told = TopicPatterns::new([("a", "energy")]).unwrap_err();
        assert_eq!(told, "`energy` is no topic");
    }
}
