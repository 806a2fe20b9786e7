/** An R script with the counts in it, which computes the main results anew and stops where one differs. Base R alone. */
import type {
  ReportedCurve,
  ReportedHeterogeneity,
  ReportedTwoStage,
  ReportResult,
} from '../../model/generated/report-result.ts'

export function rScript(result: ReportResult): string {
  return [
    ...heading(result),
    ...result.pooled.flatMap(({ denominator, x, n, estimate, clopperPearson, wilson }) => [
      `# Simple proportion, ${denominator}`,
      `x <- ${x}; n <- ${n}`,
      check(`${denominator}: rate`, 'x / n', [estimate]),
      check(`${denominator}: Clopper-Pearson`, 'binom.test(x, n)$conf.int[1:2]', clopperPearson),
      check(`${denominator}: Wilson`, 'prop.test(x, n, correct = FALSE)$conf.int[1:2]', wilson, 1e-6),
      '',
    ]),
    ...result.twoStage.flatMap(found => twoStage(found, result)),
    ...(result.heterogeneity === null ? [] : heterogeneity(result.heterogeneity, result)),
    ...result.survival.filter(({ steps }) => steps.length > 0).flatMap(survival),
    'cat("all results agree\\n")',
    '',
  ].join('\n')
}

function heading({ document, documentHash, program }: ReportResult): string[] {
  return [
    '# Reproduces the main results of a merged-cohort report. Run: Rscript reproduce.R',
    `# Cohort: ${oneLine(document.cohort.label)}`,
    `# Merged counts, SHA-256: ${documentHash}`,
    `# Program: ${oneLine(program)}`,
    'options(digits = 15)',
    'agree <- function(name, found, expected, within = 1e-8) {',
    '  stopifnot(length(found) == length(expected))',
    '  ok <- (is.na(found) & is.na(expected)) | (!is.na(found) & !is.na(expected) & abs(found - expected) <= within * pmax(1, abs(expected)))',
    '  cat(if (all(ok)) "ok    " else "DIFFERS ", name, ": ", paste(signif(found, 10), collapse = ", "), "\\n", sep = "")',
    '  if (!all(ok)) stop(name, " differs from the report: ", paste(expected, collapse = ", "))',
    '}',
    '',
  ]
}

/** Text from a document goes into comments only, one line each. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ')
}

function check(name: string, found: string, expected: readonly (number | null)[], within?: number): string {
  return `agree(${JSON.stringify(name)}, ${found}, ${vector(expected)}${within === undefined ? '' : `, ${within}`})`
}

function vector(values: readonly (number | null)[]): string {
  return `c(${values.map(value => (value === null ? 'NA' : String(value))).join(', ')})`
}

function twoStage(found: ReportedTwoStage, { document }: ReportResult): string[] {
  const { denominator, r1, n1, n, x, level, mle, umvue, pValue, interval, stoppedAtStage1 } = found
  const all = stoppedAtStage1 ? (document.design?.n ?? n) : n
  const half = (1 - level) / 2
  return [
    `# Two stages, ${denominator}: stop after ${n1} with at most ${r1}`,
    `r1 <- ${r1}; n1 <- ${n1}; n <- ${all}; x <- ${x}; p0 <- ${document.design?.p0 ?? 0}`,
    'at_least <- function(p) if (x <= r1) pbinom(x - 1, n1, p, lower.tail = FALSE) else { k <- (r1 + 1):n1; sum(dbinom(k, n1, p) * pbinom(x - k - 1, n - n1, p, lower.tail = FALSE)) }',
    'at_most <- function(p) if (x <= r1) pbinom(x, n1, p) else { k <- (r1 + 1):n1; pbinom(r1, n1, p) + sum(dbinom(k, n1, p) * pbinom(x - k, n - n1, p)) }',
    'root <- function(f) uniroot(f, c(1e-12, 1 - 1e-12), tol = 1e-14)$root',
    check(`${denominator}: MLE`, 'x / (if (x <= r1) n1 else n)', [mle]),
    check(
      `${denominator}: UMVUE`,
      'if (x <= r1) x / n1 else { k <- max(r1 + 1, x - (n - n1)):min(x, n1); sum(choose(n1 - 1, k - 1) * choose(n - n1, x - k)) / sum(choose(n1, k) * choose(n - n1, x - k)) }',
      [umvue],
    ),
    check(`${denominator}: stage-wise p`, 'at_least(p0)', [pValue]),
    check(
      `${denominator}: two-stage interval`,
      `c(if (x == 0) 0 else root(function(p) at_least(p) - ${half}), if (x == n) 1 else root(function(p) at_most(p) - ${half}))`,
      interval,
    ),
    '',
  ]
}

function heterogeneity(found: ReportedHeterogeneity, { rows, level }: ReportResult): string[] {
  const strata = found.countries.flatMap(country =>
    rows.filter(row => row.denominator === 'evaluable' && row.kind === 'country' && row.name === country),
  )
  const { exactP, q, qP, dl, knappHartung } = found
  return [
    `# Countries: ${found.countries.join(', ')}`,
    `x <- ${vector(strata.map(row => row.x?.lo ?? null))}; n <- ${vector(strata.map(row => row.n?.lo ?? null))}; k <- length(x)`,
    ...(exactP === null
      ? []
      : [
          check(
            'exact test of equal rates',
            'if (sum(x) %in% c(0, sum(n))) 1 else fisher.test(rbind(x, n - x), workspace = 2e7)$p.value',
            [exactP],
            1e-6,
          ),
        ]),
    'half <- ifelse(x == 0 | x == n, 0.5, 0); y <- log((x + half) / (n - x + half)); v <- 1 / (x + half) + 1 / (n - x + half)',
    'w <- 1 / v; Q <- sum(w * (y - sum(w * y) / sum(w))^2)',
    check('Q and its p value', 'c(Q, pchisq(Q, k - 1, lower.tail = FALSE))', [q, qP]),
    'tau2 <- max(0, (Q - (k - 1)) / (sum(w) - sum(w^2) / sum(w)))',
    'u <- 1 / (v + tau2); mu <- sum(u * y) / sum(u); se <- 1 / sqrt(sum(u))',
    check('DerSimonian-Laird: tau2, logit, se', 'c(tau2, mu, se)', [dl.tau2, dl.logit, dl.se]),
    `factor <- max(1, sum(u * (y - mu)^2) / (k - 1)); t <- qt(1 - (1 - ${level}) / 2, k - 1)`,
    check('modified Knapp-Hartung', 'plogis(mu + c(-1, 1) * t * se * sqrt(factor))', knappHartung.interval),
    '',
  ]
}

function survival({ name, entered, steps, median }: ReportedCurve): string[] {
  return [
    `# Kaplan-Meier from steps, ${name}`,
    `to <- ${vector(steps.map(({ to }) => to))}; d <- ${vector(steps.map(({ events }) => events))}; c0 <- ${vector(steps.map(({ censored }) => censored))}`,
    `risk <- ${entered} - c(0, cumsum(d + c0)[-length(d)])`,
    'S <- cumprod(1 - d / risk); g <- S * sqrt(cumsum(d / (risk * (risk - d))))',
    check(
      `${name}: survival`,
      'S',
      steps.map(({ survival: s }) => s),
    ),
    check(
      `${name}: standard error`,
      'ifelse(S == 0, NA, g)',
      steps.map(({ se }) => se),
    ),
    check(
      `${name}: median`,
      'if (any(S <= 0.5 + 1e-8)) { i <- which(S <= 0.5 + 1e-8)[1]; if (S[i] < 0.5 - 1e-8 || i == length(S) || !any(d[-(1:i)] > 0)) to[i] else (to[i] + to[-(1:i)][d[-(1:i)] > 0][1]) / 2 } else NA',
      [median],
    ),
    '',
  ]
}
