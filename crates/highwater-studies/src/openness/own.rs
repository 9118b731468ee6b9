//! Where an organisation itself is from and what kind it is, apart from its co-authors.
//!
//! The published table gives the countries and kinds of all organisations of a model in one cell, in
//! the order of the organisations: where both cells have as many names, each organisation has its
//! own.

use highwater_ingest::organizations::Splitting;

use super::models::{CellId, Models, NameId};

/// Where an organisation is from and what kind it is, as far as the table tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// From the United States.
    pub united_states: bool,
    /// From China.
    pub china: bool,
    /// A company.
    pub industry: bool,
    /// A university or the like.
    pub academia: bool,
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The first group alone.
    First,
    /// The second group alone.
    Second,
    /// Both.
    Both,
    /// Neither.
    Neither,
}

/// What groups are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grouping {
    /// The United States and China.
    Country,
    /// Industry and academia.
    Category,
}

impl Own {
    /// On which side of a comparison it stands.
    #[must_use]
    pub fn side(self, grouping: Grouping) -> Side {
        let (first, second) = match grouping {
            Grouping::Country => (self.united_states, self.china),
            Grouping::Category => (self.industry, self.academia),
        };
        match (first, second) {
            (true, false) => Side::First,
            (false, true) => Side::Second,
            (true, true) => Side::Both,
            (false, false) => Side::Neither,
        }
    }

    fn add(&mut self, name: &str) {
        match name {
            "United States of America" | "United States" => self.united_states = true,
            "China" => self.china = true,
            "Industry" => self.industry = true,
            "Academia" => self.academia = true,
            _ => {}
        }
    }
}

impl Models {
    /// Returns what the cells of a model say of its authors together.
    #[must_use]
    pub fn authors(&self, countries: Option<CellId>, categories: Option<CellId>) -> Own {
        let mut own = Own::default();
        for cell in [countries, categories].into_iter().flatten() {
            for name in self.cells.split_names(cell, Splitting::Quoted) {
                own.add(self.cells.names.text(*name));
            }
        }
        own
    }

    /// For each name, what the table says of that organisation itself.
    #[must_use]
    pub fn own(&self, aliases: bool) -> Vec<Own> {
        let mut all = vec![Own::default(); self.cells.names.len()];
        for model in &self.rows {
            let Some(organizations) = model.organizations else {
                continue;
            };
            let organizations = self.cells.split_names(organizations, Splitting::Quoted);
            for cell in [model.countries, model.categories].into_iter().flatten() {
                let names = self.cells.split_names(cell, Splitting::Quoted);
                if names.len() != organizations.len() {
                    continue;
                }
                for (organization, name) in organizations.iter().zip(names) {
                    let id = self.organization(*organization, aliases);
                    all[id.index()].add(self.cells.names.text(*name));
                }
            }
        }
        all
    }

    /// The organisation that a name stands for.
    fn organization(&self, name: NameId, aliases: bool) -> NameId {
        if aliases {
            self.cells.stands_for(name)
        } else {
            name
        }
    }
}
