//! One analysis of the multiverse: what its choices select, and what its test finds.

use highwater_facts::{Quantity, Unit, Value};
use highwater_ingest::Date;
use highwater_stats::{Missing, mann_whitney, spearman};

use super::{
    ALIASES, ASSET, COMPUTE, CUTOFF, CUTOFFS, Headline, LEAST, MISSING, NOTABILITY, OUTLIERS,
    least_of,
};
use crate::multiverse::{Analysis, Verdict};
use crate::openness::careful::FEW;
use crate::openness::correlation::{Compute, Correlation};
use crate::openness::models::{Models, NameId};
use crate::openness::own::{Grouping, Own, Side};
use crate::openness::tally::{Asset, Organization, Reading, Selection, Tally};

/// The organisations under the choices that decide them.
pub(super) struct Grouped {
    pub(super) options: [usize; LEAST],
    organizations: Vec<Organization>,
}

fn selection(options: &[usize]) -> Selection {
    Selection {
        cutoff: Date::new(CUTOFFS[options[CUTOFF]], 1, 1),
        until: None,
        notable_only: options[NOTABILITY] == 0,
        asset: if options[ASSET] == 0 {
            Asset::Weights
        } else {
            Asset::Code
        },
    }
}

/// What a test is made on: pairs of compute and openness, or two samples of openness.
pub(super) enum Points {
    Pairs(Vec<f64>, Vec<f64>),
    Samples(Vec<f64>, Vec<f64>),
}

impl Grouped {
    pub(super) fn of(models: &Models, options: &[usize]) -> Self {
        let reading = Reading {
            aliases: options[ALIASES] == 0,
            missing_is_closed: options[MISSING] == 1,
            ..Reading::CAREFUL
        };
        let mut tally = Tally::new(selection(options), reading);
        models
            .rows
            .iter()
            .for_each(|model| tally.add(model, &models.cells));
        let mut chosen = [0; LEAST];
        chosen.copy_from_slice(&options[..LEAST]);
        Grouped {
            options: chosen,
            organizations: tally.organizations(&models.cells),
        }
    }

    pub(super) fn points(
        &self,
        headline: Headline,
        options: &[usize],
        own: &[Own],
        meta: Option<NameId>,
    ) -> Points {
        let least = least_of(headline)[options[LEAST]];
        let admitted = || self.organizations.iter().filter(|o| o.models >= least);
        let grouping = match headline {
            Headline::Compute => {
                let compute = [Compute::Largest, Compute::Average][options[COMPUTE]];
                let without = meta.filter(|_| options[OUTLIERS] == 1);
                let pairs = admitted()
                    .filter(|o| Some(o.id) != without)
                    .filter_map(|o| Some((compute.of(o)?, o.open_percent()?)));
                let (x, y) = pairs.unzip();
                return Points::Pairs(x, y);
            }
            Headline::Country => Grouping::Country,
            Headline::Category => Grouping::Category,
        };
        let on = |side: Side| {
            let held = admitted().filter(|o| own[o.id.index()].side(grouping) == side);
            held.filter_map(Organization::open_percent).collect()
        };
        Points::Samples(on(first(headline)), on(second(headline)))
    }
}

pub(super) fn points_of_models(headline: Headline, models: &Models, options: &[usize]) -> Points {
    let selection = selection(options);
    let held = models.rows.iter().filter(|model| selection.has(model));
    let open = held.filter_map(|model| {
        let stated = selection.is_open(model);
        let open = if options[MISSING] == 1 {
            stated.or(Some(false))
        } else {
            stated
        };
        Some((model, f64::from(u8::from(open?))))
    });
    let grouping = match headline {
        Headline::Compute => {
            let pairs = open.filter_map(|(model, open)| Some((model.log_compute?, open)));
            let (x, y) = pairs.unzip();
            return Points::Pairs(x, y);
        }
        Headline::Country => Grouping::Country,
        Headline::Category => Grouping::Category,
    };
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for (model, open) in open {
        let side = models
            .authors(model.countries, model.categories)
            .side(grouping);
        if side == first(headline) {
            one.push(open);
        } else if side == second(headline) {
            other.push(open);
        }
    }
    Points::Samples(one, other)
}

/// The group that the sentence says is more open: academia comes second in the table.
fn first(headline: Headline) -> Side {
    if headline == Headline::Category {
        Side::Second
    } else {
        Side::First
    }
}

fn second(headline: Headline) -> Side {
    if headline == Headline::Category {
        Side::First
    } else {
        Side::Second
    }
}

impl Points {
    pub(super) fn judge(&self, headline: Headline, options: Vec<usize>) -> Analysis {
        let found = self.test();
        let is_its_way = |effect: f64| (effect < 0.0) == headline.is_negative() && effect != 0.0;
        Analysis {
            options,
            verdict: match found.tested {
                None => Verdict::NotTestable,
                Some((effect, p)) if is_its_way(effect) && p < 0.05 => Verdict::Holds,
                Some((effect, _)) if is_its_way(effect) => Verdict::Unclear,
                Some(_) => Verdict::Fails,
            },
            effect: found.tested.map(|(effect, _)| effect),
            interval: found.interval,
            values: found.values,
        }
    }

    fn test(&self) -> Found {
        match self {
            Points::Pairs(x, y) => Found::of_correlation(&Correlation {
                admitted: x.len(),
                models: Vec::new(),
                test: spearman(x, y, Missing::Refuse),
            }),
            Points::Samples(x, y) => Found::of_samples(x, y),
        }
    }
}

/// What a test found.
struct Found {
    /// Effect and p, where there is enough to test.
    tested: Option<(f64, f64)>,
    interval: Option<(f64, f64)>,
    /// The values in the order of [`Headline::gives`].
    values: Vec<Value>,
}

impl Found {
    fn of_correlation(correlation: &Correlation) -> Self {
        let rho = correlation.value();
        let tested = correlation.p().and_then(|p| Some((rho.number()?, p)));
        Found {
            tested,
            interval: tested.and_then(|_| rho.bounds().filter(|(low, high)| low < high)),
            values: vec![rho, correlation.p_value(), correlation.points()],
        }
    }

    fn of_samples(x: &[f64], y: &[f64]) -> Self {
        let sides = [x.len(), y.len()];
        let test = mann_whitney(x, y, Missing::Refuse).ok();
        let test = test.filter(|_| sides.iter().all(|n| *n > FEW));
        let tested = test.map(|test| (test.rank_biserial, test.p));
        let p = match tested {
            Some((_, p)) => Quantity::exact(p, Unit::Number).into(),
            None => Value::Missing(format!("not testable: {} and {}", sides[0], sides[1])),
        };
        Found {
            tested,
            interval: None,
            values: vec![p],
        }
    }
}
