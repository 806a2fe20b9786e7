# Special functions at ordinary and extreme arguments, from R's own distributions.
source("write.R")
shapes <- list(c(0.5, 0.5), c(0.5, 8.5), c(1, 1), c(3, 7.5), c(5, 20), c(1, 1e6), c(20, 1e4), c(2500, 3500), c(1e5, 3e5), c(4e7, 6e7), c(7, 1e12), c(3e11, 7e11), c(0.01, 3))
probabilities <- c(1e-250, 1e-100, 1e-12, 1e-6, 0.005, 0.025, 0.05, 0.3, 0.5, 0.8, 0.975)
beta <- list()
for (s in shapes) for (p in probabilities) for (tail in c("lower", "upper")) {
  x <- qbeta(p, s[1], s[2], lower.tail = tail == "lower")
  if (is.finite(x) && x > 1e-290 && x < 0.9999)
    beta[[length(beta) + 1]] <- list(a = s[1], b = s[2], x = x, lower = pbeta(x, s[1], s[2]), upper = pbeta(x, s[1], s[2], lower.tail = FALSE))
}
gamma <- list()
for (s in c(0.5, 1, 2.5, 10, 100, 1000, 5000.5, 1e6, 1e9, 1e12)) for (p in probabilities) for (tail in c("lower", "upper")) {
  x <- qgamma(p, s, lower.tail = tail == "lower")
  if (is.finite(x) && x > 1e-290)
    gamma[[length(gamma) + 1]] <- list(shape = s, x = x, lower = pgamma(x, s), upper = pgamma(x, s, lower.tail = FALSE))
}
lgammaAt <- c(1e-10, 0.1, 0.5, 1.5, 2.5, 3.7, 14.9, 15, 15.1, 100, 1e4, 1e8, 1e15)
mass <- list()
for (n in c(1, 8, 24, 170, 1000, 1e6, 1e10)) for (p in c(1e-8, 0.1, 0.3, 0.5, 0.99)) for (x in unique(round(c(0, 1, n * p, n * p * 1.01 + 1, n / 2, n))))
  if (x <= n) mass[[length(mass) + 1]] <- list(x = x, n = n, p = p, log = dbinom(x, n, p, log = TRUE))
z <- c(0, 1e-8, 0.3, 1, 1.96, 5, 10, 30, 37)
q <- c(1e-300, 1e-100, 1e-20, 1e-9, 0.0005, 0.025, 0.05, 0.2, 0.4999, 0.7, 0.999)
emit(list(beta = beta, gamma = gamma,
  lgamma = lapply(lgammaAt, function(x) list(x = x, value = lgamma(x))),
  lbeta = lapply(shapes, function(s) list(a = s[1], b = s[2], value = lbeta(s[1], s[2]))),
  mass = mass,
  normal = lapply(z, function(z) list(z = z, upper = pnorm(z, lower.tail = FALSE))),
  normalQuantile = lapply(q, function(q) list(upper = q, z = qnorm(q, lower.tail = FALSE)))))
