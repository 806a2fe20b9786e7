# Pooling: metafor (inverse variance), fisher.test (exact), and the random intercept by R's own integrate and optim.
suppressMessages({ library(metafor) })
source("write.R")
negll <- function(par, x, n) -sum(mapply(function(x, n) {
  tau <- exp(par[2]); f <- function(z) dbinom(x, n, plogis(par[1] + tau * z)) * dnorm(z)
  z <- seq(-11, 11, length.out = 8001); log(sum(f(z)) * (z[2] - z[1])) }, x, n))
mle <- function(x, n) {
  best <- NULL
  for (s in c(-4, -2, -1, 0, 1)) { o <- optim(c(qlogis(sum(x) / sum(n)), s), negll, x = x, n = n, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000)); if (is.null(best) || o$value < best$value) best <- o }
  best
}
profile <- function(x, n, best, direction, z) {
  lower <- function(mu) optimize(function(s) negll(c(mu, s), x, n), c(-8, 7), tol = 1e-9)$objective
  uniroot(function(d) lower(best$par[1] + direction * d) - best$value - z^2 / 2, c(0, 60), tol = 1e-9)$root * direction + best$par[1]
}
effect <- function(m) list(logit = as.numeric(m$beta), se = m$se, tau2 = m$tau2, i2 = m$I2)
one <- function(x, n, glmm = TRUE) {
  e <- ifelse(x == 0 | x == n, 0.5, 0); yi <- log((x + e) / (n - x + e)); vi <- 1 / (x + e) + 1 / (n - x + e)
  ctl <- list(threshold = 1e-13, tol = 1e-13, maxiter = 10000)
  fe <- rma(yi, vi, method = "FE"); exact <- if (sum(x) %in% c(0, sum(n))) 1 else fisher.test(rbind(x, n - x), workspace = 2e7)$p.value
  out <- list(strata = lapply(seq_along(x), function(k) list(label = paste0("S", k), x = x[k], n = n[k])), exactP = exact, q = fe$QE, qP = fe$QEp,
    common = list(logit = as.numeric(fe$beta), se = fe$se), dl = effect(rma(yi, vi, method = "DL")), pm = effect(rma(yi, vi, method = "PM", control = ctl)), reml = effect(rma(yi, vi, method = "REML", control = ctl)))
  if (glmm) {
    best <- mle(x, n); H <- optimHess(c(best$par[1], exp(best$par[2])), function(q) negll(c(q[1], log(q[2])), x, n), control = list(ndeps = c(1e-4, 1e-4)))
    z <- qnorm(0.975)
    out$glmm <- list(logit = best$par[1], se = sqrt(solve(H)[1, 1]), tau2 = exp(2 * best$par[2]), interval = plogis(c(profile(x, n, best, -1, z), profile(x, n, best, 1, z))))
  }
  out
}
emit(list(tables = list(
  one(c(2, 6, 1), c(10, 12, 9)), one(c(0, 5, 1, 3), c(8, 9, 7, 10)), one(c(12, 30, 5, 44), c(40, 61, 33, 80)), one(c(0, 8, 3), c(8, 8, 9)),
  one(c(2, 2, 2), c(10, 10, 10), FALSE), one(c(0, 0, 0), c(8, 9, 4), FALSE), one(c(8, 9), c(8, 9), FALSE), one(c(0, 0, 1), c(8, 9, 8), FALSE))))
