/** Sentences of the sections that say more than a table can. */
import type { ReportedCurve, ReportResult } from '../../model/generated/report-result.ts'
import type { Words } from '../text/words.ts'

export function survivalTexts(
  curve: ReportedCurve,
  { result, words }: { result: ReportResult; words: Words },
): string[] {
  const { survival, k } = { survival: result.document.policy.survival, k: result.document.policy.survival.minAtRisk }
  if (curve.hidden === 'too-few-patients') return [words.say('survival.too-few-patients', { n: survival.minPatients })]
  if (curve.hidden === 'too-few-events')
    return [words.say('survival.too-few-events', { events: survival.minEventsInStep })]
  const intervals = {
    level: words.level(result.level),
    interval: words.dayInterval(curve.medianInterval),
    intervalLog: words.dayInterval(curve.medianIntervalLog),
  }
  const { median, medianStep, week16, restrictedMean } = curve
  return [
    median === null || medianStep === null
      ? words.say('survival.noMedian', intervals)
      : words.say('survival.median', {
          median: words.whole(median),
          from: words.whole(medianStep.from),
          to: words.whole(medianStep.to),
          ...intervals,
        }),
    week16 === null
      ? words.say('survival.noWeek16')
      : words.say('survival.week16', {
          survival: words.percent(week16.survival),
          interval: words.percentInterval(week16.interval),
          level: words.level(result.level),
        }),
    ...(restrictedMean === null
      ? []
      : [
          words.say('survival.mean', {
            tau: words.whole(restrictedMean.tau),
            mean: words.decimal(restrictedMean.mean, 1),
            interval: restrictedMean.interval.map(limit => words.decimal(limit, 1)).join(' – '),
          }),
        ]),
    words.say('survival.steps', { events: survival.minEventsInStep, k }),
    ...(curve.approximate ? [words.say('survival.approximate')] : []),
  ]
}

export function safetyTexts({ exposure }: ReportResult, words: Words): string[] {
  if (exposure === null) return []
  return [
    words.say('safety.rate', {
      events: words.whole(exposure.events),
      years: words.decimal(exposure.personDays / 365.25, 1),
      rate: words.decimal(exposure.perYear),
      interval: exposure.interval.map(limit => words.decimal(limit)).join(' – '),
    }),
  ]
}

export function accrualTexts({ accrual }: ReportResult, words: Words): string[] {
  if (accrual.quarters.length === 0) return [words.say('accrual.none')]
  return accrual.projections.map(({ target, quarters, range: [low, high] }) =>
    words.say('accrual.projection', {
      target,
      quarters: words.decimal(quarters, 1),
      low: low === null ? '∞' : words.decimal(low, 1),
      high: high === null ? '∞' : words.decimal(high, 1),
    }),
  )
}

export function bayesTexts({ bayes, pooled, level }: ReportResult, words: Words): string[] {
  const primary = pooled.find(({ denominator }) => denominator === 'evaluable')
  if (bayes === null || primary === undefined) return []
  const { hierarchical } = bayes
  return [
    words.say('bayes.text', {
      x: words.whole(primary.x),
      n: words.whole(primary.n),
      mean: words.percent(bayes.mean),
      level: words.level(level),
      interval: words.percentInterval(bayes.interval),
    }),
    ...bayes.exceeds.map(({ threshold, probability }) =>
      words.say('bayes.exceeds', { threshold: words.percent(threshold), probability: words.percent(probability) }),
    ),
    ...(hierarchical === null
      ? []
      : [
          words.say('bayes.hierarchical', {
            muMean: words.decimal(hierarchical.muMean, 3),
            muSd: words.decimal(hierarchical.muSd),
            tauScale: words.decimal(hierarchical.tauScale),
            tau: words.decimal(hierarchical.tau, 3),
          }),
          hierarchical.countries.map(({ country, mean }) => `${country} ${words.percent(mean)}`).join(', '),
        ]),
  ]
}

export function limitTexts({ document }: ReportResult, words: Words): string[] {
  const kinds = new Set(document.parts.map(({ source }) => source.kind))
  return [
    words.say('limits.text'),
    ...(document.absent.length === 0
      ? []
      : [
          words.say('limits.absent', {
            countries: document.absent.map(({ country, reason }) => `${country} (${reason})`).join(', '),
          }),
        ]),
    ...(kinds.has('local-table') ? [words.say('limits.enrolments')] : []),
    ...(kinds.has('network-table') ? [words.say('limits.round')] : []),
  ]
}
