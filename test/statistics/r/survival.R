# Kaplan-Meier, medians and log-rank of the survival package, on Freireich's trial and the package's own data sets.
suppressMessages(library(survival))
source("write.R")
curve <- function(name, time, status, at, level = 0.95) {
  ll <- survfit(Surv(time, status) ~ 1, conf.type = "log-log", conf.int = level); lg <- survfit(Surv(time, status) ~ 1, conf.type = "log", conf.int = level)
  s <- summary(ll, times = at, extend = TRUE)
  first <- function(limit) { w <- which(limit <= 0.5); if (length(w)) ll$time[w[1]] else NA }
  list(name = name, times = time, status = status, level = level, steps = lapply(seq_along(ll$time), function(i) list(time = ll$time[i], atRisk = ll$n.risk[i], events = ll$n.event[i], censored = ll$n.censor[i],
      survival = ll$surv[i], se = if (ll$surv[i] == 0) NA else ll$std.err[i] * ll$surv[i])),
    at = lapply(seq_along(at), function(i) list(time = at[i], survival = s$surv[i], interval = list(s$lower[i], s$upper[i]))),
    median = as.numeric(quantile(ll, 0.5)$quantile), medianInterval = list(first(ll$lower), first(ll$upper)), medianIntervalLog = list(first(lg$lower), first(lg$upper)))
}
test <- function(name, time, status, group, stratum = NULL) {
  fit <- if (is.null(stratum)) survdiff(Surv(time, status) ~ group) else survdiff(Surv(time, status) ~ group + strata(stratum))
  sums <- function(v) as.numeric(if (is.matrix(v)) rowSums(v) else v)
  levels <- sort(unique(group)); df <- length(levels) - 1
  list(name = name, groups = lapply(levels, function(g) c(list(times = time[group == g], status = status[group == g]), if (!is.null(stratum)) list(stratum = stratum[group == g]))),
    chisq = fit$chisq, df = df, pValue = pchisq(fit$chisq, df, lower.tail = FALSE), observed = sums(fit$obs), expected = sums(fit$exp))
}
mp <- list(t = c(6,6,6,6,7,9,10,10,11,13,16,17,19,20,22,23,25,32,32,34,35), d = c(1,1,1,0,1,0,1,0,0,1,1,0,0,0,1,1,0,0,0,0,0))
pl <- c(1,1,2,2,3,4,4,5,5,8,8,8,8,11,11,12,12,15,17,22,23)
v <- survival::veteran; o <- survival::ovarian; half <- list(t = c(1, 2, 3, 4), d = c(1, 1, 0, 1))
emit(list(curves = list(curve("6-MP", mp$t, mp$d, c(6, 10, 22.5, 40)), curve("placebo", pl, rep(1, 21), c(1, 8, 22)), curve("ovarian", o$futime, o$fustat, c(100, 365, 1000), 0.9),
    curve("stretch at one half", half$t, half$d, c(0.5, 2, 5))),
  tests = list(test("Freireich", c(mp$t, pl), c(mp$d, rep(1, 21)), rep(1:2, each = 21)), test("veteran, four cell types", v$time, v$status, as.integer(v$celltype)),
    test("veteran, stratified by treatment", v$time, v$status, as.integer(v$celltype), v$trt), test("ovarian by residual disease", o$futime, o$fustat, o$rx, o$resid.ds))))
