# Hierarchical and EXNEX posteriors by a plain dense grid: mu and tau by the midpoint rule, each stratum by R's own density
# on a fine grid of logits. Slow and simple, so that it shares no idea with the code it checks.
source("write.R")
posterior <- function(x, n, muMean, muSd, tauScale, w = NULL, nex = NULL) {
  K <- length(x)
  theta <- seq(-45, 45, length.out = 3601); h <- theta[2] - theta[1]; p <- plogis(theta)
  f <- sapply(1:K, function(k) dbinom(x[k], n[k], p))
  muGrid <- muMean + muSd * (seq(-7, 7, length.out = 241))
  tauGrid <- (seq_len(120) - 0.5) / 120 * 6 * tauScale
  if (!is.null(w)) {
    N <- sapply(1:K, function(k) sum(f[, k] * dnorm(theta, nex[[k]][1], nex[[k]][2])) * h)
    N1 <- sapply(1:K, function(k) sum(p * f[, k] * dnorm(theta, nex[[k]][1], nex[[k]][2])) * h)
    N2 <- sapply(1:K, function(k) sum(p^2 * f[, k] * dnorm(theta, nex[[k]][1], nex[[k]][2])) * h)
  } else w <- rep(1, K)
  total <- 0; smu <- 0; smu2 <- 0; stau <- 0; s1 <- s2 <- se <- rep(0, K)
  for (tau in tauGrid) {
    kernel <- function(g) sapply(muGrid, function(mu) {
      if (tau < 4 * h) sum(approx(theta, g, mu + tau * seq(-6, 6, 0.25), rule = 2)$y * dnorm(seq(-6, 6, 0.25))) * 0.25
      else sum(g * dnorm(theta, mu, tau)) * h
    })
    L <- sapply(1:K, function(k) kernel(f[, k])); L1 <- sapply(1:K, function(k) kernel(p * f[, k])); L2 <- sapply(1:K, function(k) kernel(p^2 * f[, k]))
    M <- L; M1 <- L1; M2 <- L2; E <- matrix(1, length(muGrid), K)
    if (!is.null(nex)) for (k in 1:K) {
      M[, k] <- w[k] * L[, k] + (1 - w[k]) * N[k]; M1[, k] <- w[k] * L1[, k] + (1 - w[k]) * N1[k]; M2[, k] <- w[k] * L2[, k] + (1 - w[k]) * N2[k]
      E[, k] <- w[k] * L[, k] / pmax(M[, k], 1e-300)
    }
    weight <- apply(M, 1, prod) * dnorm(muGrid, muMean, muSd) * exp(-0.5 * (tau / tauScale)^2)
    total <- total + sum(weight); smu <- smu + sum(weight * muGrid); smu2 <- smu2 + sum(weight * muGrid^2); stau <- stau + tau * sum(weight)
    s1 <- s1 + colSums(weight * M1 / pmax(M, 1e-300)); s2 <- s2 + colSums(weight * M2 / pmax(M, 1e-300)); se <- se + colSums(weight * E)
  }
  mean <- s1 / total
  list(strata = lapply(1:K, function(k) list(mean = mean[k], sd = sqrt(s2[k] / total - mean[k]^2), exchangeable = se[k] / total)),
       mu = list(mean = smu / total, sd = sqrt(smu2 / total - (smu / total)^2)), tau = list(mean = stau / total))
}
case <- function(name, x, n, muMean, muSd, tauScale, w = NULL, nex = NULL) list(name = name,
  strata = lapply(seq_along(x), function(k) c(list(x = x[k], n = n[k]), if (!is.null(w)) list(weight = w[k], nex = list(mean = nex[[k]][1], sd = nex[[k]][2])))),
  prior = list(muMean = muMean, muSd = muSd, tauScale = tauScale), expected = posterior(x, n, muMean, muSd, tauScale, w, nex))
emit(list(cases = list(
  case("three countries", c(2, 6, 1), c(10, 12, 9), 0, 2, 1),
  case("all zero", c(0, 0, 0), c(8, 9, 9), -1, 2, 1),
  case("zero and full, wide prior", c(0, 9, 30), c(8, 9, 100), -1, 3, 2),
  case("one stratum", 3, 10, -1, 2, 1),
  case("two camps, exchangeable or not", c(0, 1, 19, 20), c(20, 20, 20, 20), -1, 2, 0.5, rep(0.5, 4), rep(list(c(-1, 2)), 4)),
  case("unequal weights", c(2, 6, 1), c(10, 12, 9), -1.4, 1.5, 0.7, c(0.9, 0.5, 0.1), list(c(-1, 1), c(0, 2), c(-2, 3))))))
