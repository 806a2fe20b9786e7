# Intervals of proportions and rates: binom.test, prop.test, qbeta, uniroot, poisson.test; posterior of the beta-binomial.
source("write.R")
midp <- function(x, n, a) {
  solve <- function(f) uniroot(f, c(1e-15, 1 - 1e-15), tol = 1e-15)$root
  c(if (x == 0) 0 else solve(function(p) pbinom(x, n, p, lower.tail = FALSE) + dbinom(x, n, p) / 2 - a / 2),
    if (x == n) 1 else solve(function(p) pbinom(x - 1, n, p) + dbinom(x, n, p) / 2 - a / 2))
}
one <- function(x, n, level) {
  a <- 1 - level
  list(x = x, n = n, level = level,
    clopperPearson = as.numeric(binom.test(x, n, conf.level = level)$conf.int),
    wilson = as.numeric(suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE))$conf.int),
    jeffreys = c(if (x == 0) 0 else qbeta(a / 2, x + 0.5, n - x + 0.5), if (x == n) 1 else qbeta(a / 2, x + 0.5, n - x + 0.5, lower.tail = FALSE)),
    midP = midp(x, n, a))
}
proportions <- list()
for (xn in list(c(0, 8), c(1, 8), c(8, 8), c(5, 24), c(81, 263), c(0, 1), c(1, 1), c(58, 145), c(1, 1000), c(999, 1000), c(3, 100000), c(40000, 100000)))
  for (level in c(0.5, 0.9, 0.95, 0.999)) proportions[[length(proportions) + 1]] <- one(xn[1], xn[2], level)
rates <- list()
for (e in c(0, 1, 10, 999, 5000, 1e6)) for (level in c(0.9, 0.95)) {
  a <- 1 - level
  rates[[length(rates) + 1]] <- list(events = e, personTime = 12.5, level = level,
    exact = c(if (e == 0) 0 else qgamma(a / 2, e), qgamma(a / 2, e + 1, lower.tail = FALSE)) / 12.5)
}
posterior <- list()
for (v in list(c(5, 24, 1, 1), c(0, 8, 0.5, 0.5), c(8, 8, 0.1, 2), c(300, 1000, 1, 1))) {
  s <- c(v[3] + v[1], v[4] + v[2] - v[1]); t <- c(0, 0.1, 0.3, 0.6, 1)
  posterior[[length(posterior) + 1]] <- list(x = v[1], n = v[2], a = v[3], b = v[4], thresholds = t, interval = c(qbeta(0.025, s[1], s[2]), qbeta(0.025, s[1], s[2], lower.tail = FALSE)),
    exceeds = pbeta(t, s[1], s[2], lower.tail = FALSE))
}
emit(list(proportions = proportions, rates = rates, posterior = posterior))
