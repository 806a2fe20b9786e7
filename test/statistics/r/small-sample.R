# Few strata: modified Knapp-Hartung (metafor's "adhoc"), prediction interval, restricted mean, Student's quantiles, log-rank of bins.
suppressMessages({ library(metafor); library(survival) })
source("write.R")
one <- function(x, n, level) {
  e <- ifelse(x == 0 | x == n, 0.5, 0); yi <- log((x + e) / (n - x + e)); vi <- 1 / (x + e) + 1 / (n - x + e)
  m <- rma(yi, vi, method = "DL", test = "adhoc", level = 100 * level); plain <- rma(yi, vi, method = "DL"); k <- length(x)
  list(strata = lapply(seq_along(x), function(i) list(label = paste0("S", i), x = x[i], n = n[i])), level = level, tau2 = m$tau2, se = m$se, interval = list(plogis(m$ci.lb), plogis(m$ci.ub)),
    prediction = if (k < 3) NULL else as.list(plogis(as.numeric(plain$beta) + c(-1, 1) * qt(1 - (1 - level) / 2, k - 2) * sqrt(plain$tau2 + plain$se^2))))
}
mean_to <- function(name, time, status, tau) {
  fit <- survfit(Surv(time, status) ~ 1); v <- survival:::survmean(fit, rmean = tau)$matrix
  list(name = name, times = time, status = status, tau = tau, mean = v[["rmean"]], se = v[["se(rmean)"]])
}
binned <- function(name, time, status, group, stratum, width) {
  end <- ceiling(time / width) * width
  # Events before censorings within a bin: a censored time sits just after the bin's end.
  fit <- survdiff(Surv(end + ifelse(status == 1, 0, width / 2), status) ~ group + strata(stratum)); df <- length(unique(group)) - 1
  bins <- seq_len(max(end) / width) * width
  list(name = name, width = width, df = df, chisq = fit$chisq, pValue = pchisq(fit$chisq, df, lower.tail = FALSE), observed = as.numeric(rowSums(as.matrix(fit$obs))), expected = as.numeric(rowSums(as.matrix(fit$exp))),
    strata = lapply(sort(unique(stratum)), function(s) lapply(sort(unique(group)), function(g) { i <- stratum == s & group == g
      list(entered = sum(i), events = lapply(bins, function(b) sum(i & end == b & status == 1)), censored = lapply(bins, function(b) sum(i & end == b & status == 0))) })))
}
v <- survival::veteran; o <- survival::ovarian
mp <- list(t = c(6,6,6,6,7,9,10,10,11,13,16,17,19,20,22,23,25,32,32,34,35), d = c(1,1,1,0,1,0,1,0,0,1,1,0,0,0,1,1,0,0,0,0,0))
emit(list(
  student = lapply(list(c(0.95, 1), c(0.95, 2), c(0.9, 5), c(0.999, 3), c(0.5, 30), c(0.99, 400)), function(a) list(level = a[1], df = a[2], t = qt(1 - (1 - a[1]) / 2, a[2]))),
  pools = list(one(c(2, 6, 1), c(10, 12, 9), 0.95), one(c(0, 5, 1, 3), c(8, 9, 7, 10), 0.95), one(c(12, 30, 5, 44), c(40, 61, 33, 80), 0.9), one(c(2, 2, 2), c(10, 10, 10), 0.95), one(c(1, 4), c(9, 9), 0.95)),
  means = list(mean_to("6-MP to 30", mp$t, mp$d, 30), mean_to("ovarian to a year", o$futime, o$fustat, 365), mean_to("placebo-like, to the last", c(1, 2, 3, 4), c(1, 1, 1, 1), 4)),
  binned = list(binned("veteran by treatment, cell type as strata", v$time, v$status, v$trt, as.integer(v$celltype), 28), binned("veteran, four cell types", v$time, v$status, as.integer(v$celltype), rep(1, nrow(v)), 28))))
