//! Models into organisations, under one choice of method.

use highwater_ingest::Date;
use highwater_ingest::organizations::Splitting;

use super::access::Access;
use super::models::{CellId, Model, NameCells, NameId};

/// Which models are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Only models from this day on; a model without a date is left out then.
    pub cutoff: Option<Date>,
    /// Only models up to this day.
    pub until: Option<Date>,
    /// Only notable models.
    pub notable_only: bool,
    /// What must be open.
    pub asset: Asset,
}

/// What is open or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asset {
    /// The weights of the model.
    Weights,
    /// The code that trained it.
    Code,
}

/// How cells become organisations and shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How cells with several names are taken apart.
    pub splitting: Splitting,
    /// Whether aliases are resolved.
    pub aliases: bool,
    /// Whether a model counts once for an organisation that it names twice.
    pub once: bool,
    /// Whether a model whose accessibility is missing counts as closed; else it is left out of the
    /// share.
    pub missing_is_closed: bool,
}

impl Reading {
    /// The reading of the notebook.
    pub const PUBLISHED: Reading = Reading {
        splitting: Splitting::EachComma,
        aliases: true,
        once: false,
        missing_is_closed: true,
    };

    /// The careful reading.
    pub const CAREFUL: Reading = Reading {
        splitting: Splitting::Quoted,
        aliases: true,
        once: true,
        missing_is_closed: false,
    };
}

impl Selection {
    /// Returns whether a model is looked at, apart from notability.
    #[must_use]
    pub fn is_in_window(&self, model: &Model) -> bool {
        match model.date {
            None => self.cutoff.is_none() && self.until.is_none(),
            Some(date) => {
                self.cutoff.is_none_or(|cutoff| date >= cutoff)
                    && self.until.is_none_or(|until| date <= until)
            }
        }
    }

    /// Returns whether a model is looked at.
    #[must_use]
    pub fn has(&self, model: &Model) -> bool {
        self.is_in_window(model) && (!self.notable_only || model.notable == Some(true))
    }

    /// Returns whether a model is open; none where the table does not say.
    #[must_use]
    pub fn is_open(&self, model: &Model) -> Option<bool> {
        let access = match self.asset {
            Asset::Weights => model.weights,
            Asset::Code => model.code,
        };
        access.map(Access::is_open)
    }
}

/// How many rows passed each step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The rows of the table.
    pub raw: u64,
    /// The rows after each cell of organisations became one row a name.
    pub exploded: u64,
    /// Those of notable models, or all where notability is not asked for.
    pub notable: u64,
    /// Those in the window of dates.
    pub in_window: u64,
}

/// Models into organisations, one by one: memory grows with the organisations alone.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Which models are looked at.
    pub selection: Selection,
    /// How they are read.
    pub reading: Reading,
    /// How many rows passed each step.
    pub counts: Counts,
    /// By name.
    sums: Vec<Option<Sums>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    models: u32,
    stated: u32,
    open: u32,
    with_compute: u32,
    log_compute: f64,
    largest: Option<f64>,
    country: Option<CellId>,
    category: Option<CellId>,
    any_notable: bool,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    /// Its name.
    pub id: NameId,
    /// The rows that name it: models, where each counts once.
    pub models: u32,
    /// Those of them that count for the share of open ones.
    pub stated: u32,
    /// Those that are open.
    pub open: u32,
    /// The largest log10 of training compute.
    pub max_log_compute: Option<f64>,
    /// The mean log10 of training compute.
    pub mean_log_compute: Option<f64>,
    /// The first cell of countries that is not missing: those of all authors of one model.
    pub country: Option<CellId>,
    /// The first cell of kinds that is not missing.
    pub category: Option<CellId>,
    /// Whether one of its models is called notable.
    pub any_notable: bool,
}

impl Organization {
    /// The share of open models in percent; none without a model that counts.
    #[must_use]
    pub fn open_percent(&self) -> Option<f64> {
        (self.stated > 0).then(|| 100.0 * (f64::from(self.open) / f64::from(self.stated)))
    }
}

impl Tally {
    /// Nothing yet.
    #[must_use]
    pub fn new(selection: Selection, reading: Reading) -> Self {
        Tally {
            selection,
            reading,
            counts: Counts::default(),
            sums: Vec::new(),
        }
    }

    /// Adds a model to each of its organisations.
    pub fn add(&mut self, model: &Model, cells: &NameCells) {
        self.counts.raw += 1;
        let Some(organizations) = model.organizations else {
            return;
        };
        let names = cells.split_names(organizations, self.reading.splitting);
        let exploded = names.len() as u64;
        self.counts.exploded += exploded;
        if self.selection.notable_only && model.notable != Some(true) {
            return;
        }
        self.counts.notable += exploded;
        if !self.selection.is_in_window(model) {
            return;
        }
        self.counts.in_window += exploded;
        if self.sums.len() < cells.names.len() {
            self.sums.resize(cells.names.len(), None);
        }
        let stands_for = |name: &NameId| {
            if self.reading.aliases {
                cells.stands_for(*name)
            } else {
                *name
            }
        };
        for (at, name) in names.iter().enumerate() {
            let id = stands_for(name);
            if self.reading.once && names[..at].iter().any(|before| stands_for(before) == id) {
                continue;
            }
            let open = self.selection.is_open(model);
            let sums = self.sums[id.index()].get_or_insert_default();
            sums.add(model, open, self.reading.missing_is_closed);
        }
    }

    /// The organisations, sorted by name, bytewise.
    #[must_use]
    pub fn organizations(&self, cells: &NameCells) -> Vec<Organization> {
        let held = self.sums.iter().enumerate();
        let mut organizations: Vec<Organization> = held
            .filter_map(|(at, sums)| Some((NameId::at(at), sums.as_ref()?)))
            .map(|(id, sums)| sums.organization(id))
            .collect();
        organizations.sort_by(|a, b| cells.names.text(a.id).cmp(cells.names.text(b.id)));
        organizations
    }
}

impl Sums {
    fn add(&mut self, model: &Model, open: Option<bool>, missing_is_closed: bool) {
        self.models += 1;
        self.stated += u32::from(open.is_some() || missing_is_closed);
        self.open += u32::from(open == Some(true));
        if let Some(log_compute) = model.log_compute {
            self.with_compute += 1;
            self.log_compute += log_compute;
            let largest = self.largest.unwrap_or(log_compute);
            self.largest = Some(largest.max(log_compute));
        }
        self.country = self.country.or(model.countries);
        self.category = self.category.or(model.categories);
        self.any_notable |= model.notable == Some(true);
    }

    fn organization(&self, id: NameId) -> Organization {
        let mean = self.log_compute / f64::from(self.with_compute);
        Organization {
            id,
            models: self.models,
            stated: self.stated,
            open: self.open,
            max_log_compute: self.largest,
            mean_log_compute: self.largest.map(|_| mean),
            country: self.country,
            category: self.category,
            any_notable: self.any_notable,
        }
    }
}
