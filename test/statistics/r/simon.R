# Two-stage designs by direct enumeration of both stages.
source("write.R")
at_least <- function(d, x, p) with(d, if (x <= r1) pbinom(x - 1, n1, p, lower.tail = FALSE) else { k <- (r1 + 1):n1; sum(dbinom(k, n1, p) * pbinom(x - k - 1, n - n1, p, lower.tail = FALSE)) })
at_most <- function(d, x, p) with(d, if (x <= r1) pbinom(x, n1, p) else { k <- (r1 + 1):n1; pbinom(r1, n1, p) + sum(dbinom(k, n1, p) * pbinom(x - k, n - n1, p)) })
characteristics <- function(d, p0, p1) with(d, list(r1 = r1, n1 = n1, r = r, n = n, p0 = p0, p1 = p1, alpha = at_least(d, r + 1, p0), power = at_least(d, r + 1, p1),
  pet0 = pbinom(r1, n1, p0), pet1 = pbinom(r1, n1, p1), en0 = n1 + (1 - pbinom(r1, n1, p0)) * (n - n1), en1 = n1 + (1 - pbinom(r1, n1, p1)) * (n - n1)))
solve <- function(f) uniroot(f, c(1e-15, 1 - 1e-15), tol = 1e-15)$root
umvue <- function(d, x) with(d, if (x <= r1) x / n1 else { k <- max(r1 + 1, x - n + n1):min(x, n1); sum(choose(n1 - 1, k - 1) * choose(n - n1, x - k)) / sum(choose(n1, k) * choose(n - n1, x - k)) })
inference <- function(d, x, p0, level) { a <- 1 - level; with(d, list(r1 = r1, n1 = n1, r = r, n = n, x = x, p0 = p0, level = level, umvue = umvue(d, x), pValue = at_least(d, x, p0),
  interval = c(if (x == 0) 0 else solve(function(p) at_least(d, x, p) - a / 2), if (x == n) 1 else solve(function(p) at_most(d, x, p) - a / 2)),
  intervalKoyamaChen = list(if (x == 0) 0 else solve(function(p) at_least(d, x, p) - a / 2), if (x == 0) NA else solve(function(p) at_least(d, x, p) - 1 + a / 2)))) }
kc <- function(d, x1, m2, x2, p0) with(d, { n2 <- n - n1; p2 <- pbinom(x2 - 1, m2, p0, lower.tail = FALSE); ca <- pbinom(r - x1, n2, p0, lower.tail = FALSE)
  pi <- if (x1 > r) 0 else if (r + 1 - x1 > n2) 1 else qbeta(p2, r + 1 - x1, n2 - r + x1); j <- (r1 + 1):n1
  list(r1 = r1, n1 = n1, r = r, n = n, x1 = x1, m2 = m2, x2 = x2, p0 = p0, pValue = sum(dbinom(j, n1, p0) * pbinom(r - j, n2, pi, lower.tail = FALSE)), conditionalAlpha = ca, reject = p2 <= ca * (1 + 1e-12)) })
search <- function(p0, p1, alpha, beta, nmax) { best <- list()
  for (n in 2:nmax) { top <- NULL
    for (n1 in 1:(n - 1)) for (r1 in 0:(n1 - 1)) { if (pbinom(r1, n1, p1) > beta) break
      for (r in r1:(n - 1)) { d <- list(r1 = r1, n1 = n1, r = r, n = n); if (at_least(d, r + 1, p0) > alpha) next
        en0 <- n1 + (1 - pbinom(r1, n1, p0)) * (n - n1)
        if (at_least(d, r + 1, p1) >= 1 - beta && (is.null(top) || en0 < top$en0)) top <- c(d, en0 = en0); break } }
    if (!is.null(top)) best[[length(best) + 1]] <- top }
  en <- sapply(best, function(b) b$en0); list(p0 = p0, p1 = p1, alpha = alpha, beta = beta, nmax = nmax, minimax = best[[1]], optimal = best[[which.min(en)]]) }
D <- function(r1, n1, r, n) list(r1 = r1, n1 = n1, r = r, n = n)
main <- D(0, 8, 4, 24); other <- D(3, 13, 12, 43)
emit(list(
  designs = list(characteristics(main, 0.1, 0.3), characteristics(other, 0.2, 0.4), characteristics(D(1, 10, 5, 29), 0.1, 0.3), characteristics(D(20, 100, 90, 400), 0.2, 0.25), characteristics(main, 0, 1)),
  inference = c(lapply(0:24, function(x) inference(main, x, 0.1, 0.9)), lapply(c(0, 2, 3, 4, 10, 13, 20, 42, 43), function(x) inference(other, x, 0.2, 0.95))),
  koyamaChen = list(kc(main, 2, 17, 3, 0.1), kc(main, 1, 16, 4, 0.1), kc(main, 2, 16, 3, 0.1), kc(main, 6, 10, 0, 0.1), kc(main, 1, 30, 0, 0.1), kc(other, 4, 20, 7, 0.2), kc(D(0, 8, 22, 24), 2, 16, 15, 0.1)),
  searches = list(search(0.1, 0.3, 0.05, 0.2, 33), search(0.1, 0.3, 0.08, 0.15, 33), search(0.3, 0.6, 0.05, 0.1, 30), search(0.05, 0.25, 0.1, 0.1, 30))))
