//! statrs's traits for these distributions.

use ::statrs::distribution::{Continuous, ContinuousCDF, Discrete, DiscreteCDF};
use ::statrs::statistics::{Max, Min};

use super::{Beta, Binomial, ChiSquared, Distribution, FisherF, Gamma, Normal, Poisson, StudentT};

macro_rules! continuous {
    ($($name:ident),*) => {$(
        impl Min<f64> for $name {
            fn min(&self) -> f64 {
                self.support().0
            }
        }

        impl Max<f64> for $name {
            fn max(&self) -> f64 {
                self.support().1
            }
        }

        impl Continuous<f64, f64> for $name {
            fn pdf(&self, x: f64) -> f64 {
                Distribution::pdf(self, x)
            }

            fn ln_pdf(&self, x: f64) -> f64 {
                libm::log(Distribution::pdf(self, x))
            }
        }

        impl ContinuousCDF<f64, f64> for $name {
            fn cdf(&self, x: f64) -> f64 {
                Distribution::cdf(self, x)
            }

            fn sf(&self, x: f64) -> f64 {
                Distribution::sf(self, x)
            }

            fn inverse_cdf(&self, p: f64) -> f64 {
                self.quantile(p)
            }
        }
    )*};
}

macro_rules! discrete {
    ($($name:ident),*) => {$(
        impl Min<u64> for $name {
            fn min(&self) -> u64 {
                0
            }
        }

        impl Max<u64> for $name {
            fn max(&self) -> u64 {
                // Saturates for a distribution without end.
                self.support().1 as u64
            }
        }

        impl Discrete<u64, f64> for $name {
            fn pmf(&self, k: u64) -> f64 {
                Distribution::pdf(self, k as f64)
            }

            fn ln_pmf(&self, k: u64) -> f64 {
                libm::log(Distribution::pdf(self, k as f64))
            }
        }

        impl DiscreteCDF<u64, f64> for $name {
            fn cdf(&self, k: u64) -> f64 {
                Distribution::cdf(self, k as f64)
            }

            fn sf(&self, k: u64) -> f64 {
                Distribution::sf(self, k as f64)
            }

            fn inverse_cdf(&self, p: f64) -> u64 {
                self.quantile(p) as u64
            }
        }
    )*};
}

continuous!(Beta, ChiSquared, FisherF, Gamma, Normal, StudentT);
discrete!(Binomial, Poisson);

#[cfg(test)]
mod tests {
    use super::*;

    fn half_of(of: &impl ContinuousCDF<f64, f64>) -> f64 {
        of.inverse_cdf(0.5)
    }

    #[test]
    fn code_written_for_statrs_takes_them() {
        assert_eq!(half_of(&Normal::new(2.0, 3.0).unwrap()), 2.0);
        let events = Poisson::new(2.0).unwrap();
        assert_eq!(DiscreteCDF::inverse_cdf(&events, 0.5), 2);
        assert!((events.ln_pmf(0) + 2.0).abs() < 1e-15);
    }
}
