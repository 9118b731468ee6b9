# usage: Rscript trend_kernels.R DIR KERNEL N [REPETITIONS]
#
# The kernels of `examples/trend_kernels.rs` of highwater-stats by R: prints one line of JSON with a number
# of the result and the median seconds, loading not counted.
given <- commandArgs(trailingOnly = TRUE)
folder <- given[1]; kernel <- given[2]; n <- as.integer(given[3])
repetitions <- if (length(given) > 3) as.integer(given[4]) else 5
read <- function(name) readBin(file.path(folder, paste0(name, ".f64")), "double", n, endian = "little")
a <- read("mw_a"); b <- read("mw_b"); x <- read("sp_x"); y <- read("sp_y")
library <- function(package) suppressPackageStartupMessages(base::library(package, character.only = TRUE))
if (kernel %in% c("newey_west", "clusters")) library("sandwich")
if (kernel == "quantile") library("quantreg")
if (kernel == "survival") library("survival")

run <- switch(kernel,
  wls = function() summary(lm(y ~ x, weights = 0.5 + a))$coefficients[2, 2],
  newey_west = function() sqrt(NeweyWest(lm(y ~ x), lag = 10, prewhite = FALSE, adjust = TRUE)[2, 2]),
  clusters = function() sqrt(vcovCL(lm(y ~ x), cluster = floor(100 * a), type = "HC1")[2, 2]),
  poisson = function() summary(glm(floor(5 * b) ~ x, family = poisson))$coefficients[2, 2],
  quantile = function() coef(suppressWarnings(rq(y ~ x, tau = 0.5)))[[2]],
  lowess = function() lowess(x, y, f = 0.2, iter = 3, delta = 0)$y[rank(x)[1]],
  loess = function() loess(y ~ x, span = 0.5, degree = 2,
    control = loess.control(surface = "direct", statistics = "exact"))$s,
  signed_rank = function() {
    v <- wilcox.test(a, b, paired = TRUE, exact = FALSE)$statistic[[1]]
    min(v, n * (n + 1) / 2 - v)
  },
  kruskal = function() kruskal.test(list(a, b, x))$statistic[[1]],
  survival = function() {
    s <- survfit(Surv(a, b < 0.7) ~ 1)
    place <- findInterval(0.5, s$time)
    s$surv[place] * s$std.err[place]
  },
  stop("unknown kernel ", kernel))

seconds <- numeric(0)
for (i in seq_len(repetitions)) {
  start <- proc.time()[["elapsed"]]
  result <- run()
  seconds <- c(seconds, proc.time()[["elapsed"]] - start)
}
cat(sprintf('{"result": %.17g, "seconds": %.6g}\n', result, sort(seconds)[repetitions %/% 2 + 1]))
