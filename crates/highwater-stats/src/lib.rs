//! The tests and fits that trend reports need, as accurate as the best packages, with honest answers
//! where there is none.
//!
//! ```
//! use highwater_stats::{Design, Missing, ols, spearman};
//!
//! let year = [2018.0, 2019.0, 2020.0, 2021.0, 2022.0, 2023.0];
//! let log_compute = [20.1, 21.0, 21.9, 22.3, 23.6, 24.2];
//!
//! let trend = spearman(&year, &log_compute, Missing::Refuse)?;
//! // Two of the 6! = 720 orders are as clear.
//! assert_eq!(trend.to_string(), "rho = 1, n = 6, p = 0.002778 (exact)");
//!
//! let fit = ols(&Design::with_intercept().term("year", &year)?, &log_compute, Missing::Refuse)?;
//! println!("{fit}");
//! let slope = fit.coefficient("year")?;
//! // statsmodels 0.15: OLS(log_compute, add_constant(year)).fit().params[1]
//! assert!((slope.estimate - 0.82).abs() < 1e-13);
//! # Ok::<(), highwater_stats::StatsError>(())
//! ```
//!
//! # Overview
//!
//! Free functions on slices return small structs with public fields and `Display`.
//!
//! - Descriptive: [`mean`], [`variance`], [`std_dev`], [`skewness`], [`kurtosis`],
//!   [`geometric_mean`], [`quantile`], [`quantiles`], [`median`], [`autocorrelation`].
//! - Ranks and correlation: [`ranks`], [`pearson`], [`spearman`], [`kendall`], [`theil_sen`].
//! - Shares and tables: [`Proportion`], [`TwoProportions`], [`fisher_exact`], [`chi_square`].
//! - Samples: [`mann_whitney`], [`hodges_lehmann`], [`welch_t`], [`one_sample_t`], [`paired_t`],
//!   [`signed_rank`], [`signed_rank_pairs`], [`permutation_test`], [`permutation_test_pairs`].
//! - Groups: [`anova`], [`welch_anova`], [`kruskal_wallis`].
//! - Times to an event: [`kaplan_meier`], [`log_rank`].
//! - Regression on a [`Design`] or a [`formula`]: [`ols`], [`wls`], [`polynomial_fit`],
//!   [`quantile_regression`], [`logit`], [`binomial_glm`], [`poisson`], [`negative_binomial`];
//!   standard errors for rows that depend on each other with [`OlsFit::robust`].
//! - Comparing fits: [`OlsFit::restricted_to`], [`OlsFit::hypothesis`], [`equal_slopes`]; ratios of
//!   coefficients as [`CoefficientPair`].
//! - Breaks and curves: [`segmented`], [`lowess()`], [`loess`].
//! - Residuals: [`jarque_bera`], [`omnibus`], [`durbin_watson`].
//! - Resampling: [`bootstrap`], [`bootstrap_rows`], [`bootstrap_strata`], [`bootstrap_two_samples`],
//!   [`bootstrap_ols`], [`bootstrap_ols_clusters`], [`jackknife`], [`jackknife_two_samples`],
//!   [`leave_one_out_ols`], [`leave_clusters_out_ols`].
//! - Prediction: [`cross_validate_ols`], [`k_fold`].
//! - Several columns or tests: [`pca`], [`holm`], [`benjamini_hochberg`].
//! - Rates: [`Growth`]. The distributions behind it all: [`distributions`].
//!
//! # Missing values, infinities, errors
//!
//! NaN means missing.
//! Functions of pairs, samples and rows are told what to do about it ([`Missing`]) and count what
//! they leave out; the others refuse it.
//! Ranks take infinities as the largest and smallest values; everything that adds refuses them.
//! Where a quantity is not defined, the result is a [`StatsError`] with the exact condition, or an
//! `Option` for a part of a result; it is never a number that only looks like one.
//!
//! # Accuracy and reproducibility
//!
//! `ACCURACY.md` in the repository lists the digits reached on the NIST Statistical Reference
//! Datasets and on cases from R, scipy, statsmodels and scikit-learn.
//! Elementary functions come from `libm` and loops run in a fixed order, so results are the same to
//! the last bit on every platform; random ones depend on their seed alone ([`Resampling`]).
//!
//! # What is not supported
//!
//! More than one break, mixed and nonlinear models, links other than the logit and the logarithm,
//! Cox regression, time series models, Bayesian methods, matrices of correlations, other number types
//! than `f64`.
//!
//! # Features
//!
//! `nalgebra` for its matrices in and out, `statrs` for its traits on [`distributions`], `serde` for
//! results; none is on by default.
//!
//! Architecture invariant: no IO, no file formats, no randomness without a seed, no panic on any
//! input; nothing here knows a report.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod anova;
mod autocorrelation;
mod basis;
mod bootstrap;
mod chi_square;
mod clusters;
mod coefficient;
mod cross_validation;
mod design;
mod distribution;
pub mod distributions;
mod durbin_watson;
mod equal_slopes;
mod error;
mod fisher_exact;
mod formula;
mod g_format;
mod glm;
mod growth;
mod hodges_lehmann;
mod hypothesis;
mod interval;
mod jacobi;
mod k_fold;
mod kaplan_meier;
mod kendall;
mod kruskal_wallis;
mod least_squares;
mod leave_out;
mod loess;
mod log_rank;
mod logit;
mod lowess;
mod mann_whitney;
#[cfg(feature = "nalgebra")]
mod matrices;
mod matrix;
mod missing;
mod moments;
mod negative_binomial;
mod nnls;
mod normality;
mod ols;
mod p_adjust;
mod p_values;
mod paired_t;
mod pca;
mod pearson;
mod permutation;
mod plain_fit;
mod poisson;
mod polynomial;
mod proportion;
mod quadrature;
mod quantile;
mod quantile_regression;
mod random;
mod ranks;
mod ratio;
mod scale;
mod segmented;
mod separation;
mod signed_rank;
mod sort_key;
mod spearman;
mod summary_table;
mod theil_sen;
mod two_float;
mod two_proportions;
mod welch;
mod welch_anova;

pub use anova::{Anova, anova};
pub use autocorrelation::autocorrelation;
pub use bootstrap::{
    BcaInterval, Bootstrap, OlsBootstrap, bootstrap, bootstrap_ols, bootstrap_ols_clusters,
    bootstrap_rows, bootstrap_strata, bootstrap_two_samples, jackknife, jackknife_rows,
    jackknife_two_samples,
};
pub use chi_square::{ChiSquareTest, chi_square};
pub use coefficient::Coefficient;
pub use cross_validation::{CrossValidation, cross_validate_ols};
pub use design::Design;
pub use durbin_watson::durbin_watson;
pub use equal_slopes::{EqualSlopes, equal_slopes};
pub use error::StatsError;
pub use fisher_exact::{FisherTest, fisher_exact};
pub use formula::{Formula, Frame, formula, ols_formula};
pub use growth::{DoublingTime, Growth, LogBase};
pub use hodges_lehmann::{HodgesLehmann, hodges_lehmann};
pub use hypothesis::{LinearHypothesis, NestedTest};
pub use interval::Interval;
pub use k_fold::k_fold;
pub use kaplan_meier::{KaplanMeier, SurvivalScale, SurvivalStep, kaplan_meier};
pub use kendall::{KendallTest, kendall};
pub use kruskal_wallis::{KruskalWallisTest, kruskal_wallis};
pub use leave_out::{leave_clusters_out_ols, leave_one_out_ols};
pub use loess::{LoessFit, LoessPoint, loess};
pub use log_rank::{LogRankTest, log_rank};
pub use logit::{
    AveragePrediction, LikelihoodRatio, LogitFit, MarginalEffect, OddsRatio, binomial_glm, logit,
};
pub use lowess::{Lowess, lowess};
pub use mann_whitney::{ExactMannWhitney, MannWhitneyTest, mann_whitney, mann_whitney_exact};
#[cfg(feature = "nalgebra")]
pub use matrices::pca_dmatrix;
pub use missing::Missing;
pub use moments::{Divisor, geometric_mean, kurtosis, mean, skewness, std_dev, variance};
pub use negative_binomial::{NegativeBinomialFit, negative_binomial};
pub use normality::{JarqueBeraTest, OmnibusTest, jarque_bera, omnibus};
pub use ols::{FTest, Lags, OlsFit, Prediction, Robust, RobustErrors, ols, wls};
pub use p_adjust::{benjamini_hochberg, holm};
pub use p_values::{Method, PValues};
pub use paired_t::{MeanTest, one_sample_t, paired_t};
pub use pca::{Pca, Scaling, pca};
pub use pearson::{PearsonTest, pearson};
pub use permutation::{PermutationTest, permutation_test, permutation_test_pairs};
pub use poisson::{PoissonFit, RateRatio, poisson};
pub use polynomial::{PolynomialFit, polynomial_fit};
pub use proportion::Proportion;
pub use quantile::{QuantileType, median, quantile, quantiles};
pub use quantile_regression::{DensityAtZero, QuantileErrors, QuantileFit, quantile_regression};
pub use random::Resampling;
pub use ranks::ranks;
pub use ratio::{CoefficientPair, FiellerSet, RatioEstimate};
pub use segmented::{BreakSet, SegmentedFit, segmented};
pub use separation::{Limit, LimitCoefficient, Separation, SeparationKind};
pub use signed_rank::{SignedRankTest, Zeros, signed_rank, signed_rank_pairs};
pub use spearman::{SpearmanTest, spearman};
pub use theil_sen::{TheilSen, theil_sen};
pub use two_proportions::TwoProportions;
pub use welch::{WelchTest, welch_t};
pub use welch_anova::{WelchAnova, welch_anova};
