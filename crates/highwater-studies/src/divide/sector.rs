//! Who is behind a model: industry, academia, both, or others.

/// How many organisations of each kind are named with a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// Companies.
    pub industry: u32,
    /// Universities and institutes.
    pub academia: u32,
    /// Governments and research collectives.
    pub other: u32,
}

/// The sector of a model, by the kinds of its organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// All organisations are companies.
    IndustryOnly,
    /// All organisations are academic.
    AcademiaOnly,
    /// Companies and academic organisations together, with others or without.
    Collaboration,
    /// Anything else with a kind: governments and collectives, alone or beside one of the two.
    Other,
    /// No kind is given.
    Unknown,
}

impl Sector {
    /// All of them, in the order of tables.
    pub const ALL: [Sector; 5] = [
        Sector::IndustryOnly,
        Sector::AcademiaOnly,
        Sector::Collaboration,
        Sector::Other,
        Sector::Unknown,
    ];

    /// Its name in a path.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Sector::IndustryOnly => "industry_only",
            Sector::AcademiaOnly => "academia_only",
            Sector::Collaboration => "collaboration",
            Sector::Other => "other",
            Sector::Unknown => "unknown",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Sector::IndustryOnly => "industry only",
            Sector::AcademiaOnly => "academia only",
            Sector::Collaboration => "industry with academia",
            Sector::Other => "other",
            Sector::Unknown => "not known",
        }
    }
}

impl Kinds {
    /// Counts the kinds in a cell's categories; a kind that is neither industry nor academia is
    /// another one.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::{Kinds, Sector, categories};
    ///
    /// // By the definition: an industry lab and three universities are a collaboration.
    /// let kinds = Kinds::of(categories("Industry,Academia,Academia,Academia"));
    /// assert_eq!(kinds.sector(), Sector::Collaboration);
    /// assert_eq!(kinds.industry_share(), Some(0.25));
    /// assert_eq!(Kinds::of(categories("Industry,Government")).sector(), Sector::Other);
    /// assert_eq!(Kinds::of(categories("")).sector(), Sector::Unknown);
    /// ```
    #[must_use]
    pub fn of<'a>(categories: impl Iterator<Item = &'a str>) -> Self {
        let mut kinds = Kinds::default();
        for category in categories {
            match category {
                "Industry" => kinds.industry += 1,
                "Academia" => kinds.academia += 1,
                _ => kinds.other += 1,
            }
        }
        kinds
    }

    /// Returns how many organisations there are.
    #[must_use]
    pub fn organizations(self) -> u32 {
        self.industry + self.academia + self.other
    }

    /// The sector that they make.
    #[must_use]
    pub fn sector(self) -> Sector {
        match (self.industry, self.academia, self.other) {
            (0, 0, 0) => Sector::Unknown,
            (_, 0, 0) => Sector::IndustryOnly,
            (0, _, 0) => Sector::AcademiaOnly,
            (1.., 1.., _) => Sector::Collaboration,
            _ => Sector::Other,
        }
    }

    /// Returns whether any of them is a company.
    #[must_use]
    pub fn involve_industry(self) -> bool {
        self.industry > 0
    }

    /// Returns the share of companies among the organisations, from 0 to 1; none where no kind is
    /// given.
    ///
    /// The supplement takes the share of authors; this stands in for it.
    #[must_use]
    pub fn industry_share(self) -> Option<f64> {
        let all = self.organizations();
        (all > 0).then(|| f64::from(self.industry) / f64::from(all))
    }
}
