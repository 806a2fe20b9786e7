/** Tables and sentences of the sections, as data; markup is made elsewhere. */
import type {
  ReportedCurve,
  ReportedHeterogeneity,
  ReportedMeasure,
  ReportResult,
} from '../../model/generated/report-result.ts'
import type { TableData } from '../plots/plot.ts'
import { boundsText } from '../text/sentences.ts'
import type { Words } from '../text/words.ts'

export function definitionTable({ document, decision }: ReportResult, words: Words): TableData {
  const { cohort, design, endpoint } = document
  const rows: string[][] = [
    [words.say('provenance.key'), cohort.key ?? '–'],
    [words.say('provenance.definition'), cohort.definitionHash ?? '–'],
    [words.say('column.endpoint'), endpoint === null ? '–' : `${words.code('endpoint', endpoint)} (${endpoint})`],
  ]
  if (design !== null) {
    const { n1, r1, r, n, p0, p1 } = design
    const planned = words.say('design.planned', { n1, r1, r, n, p0: words.level(p0), p1: words.level(p1) })
    rows.push([words.say('provenance.design'), `${design.version}. ${planned}`])
  }
  if (decision.endpoints.length > 1) rows.push([words.say('column.endpoint'), decision.endpoints.join(', ')])
  return { caption: cohort.label, head: [words.say('column.value'), ''], rows }
}

export function funnelTable({ funnel }: ReportResult, words: Words): TableData {
  return {
    caption: words.say('all'),
    head: [words.say('section.funnel'), words.say('column.count')],
    rows: funnel.map(({ code, count }) => [words.say(`funnel.${code}`), boundsText(count, words)]),
  }
}

export function partsTable({ rows, level }: ReportResult, words: Words): TableData {
  return {
    caption: words.say('sentence.basis.parts'),
    head: [
      words.say('column.part'),
      words.say('column.source'),
      words.say('column.counted'),
      words.say('column.denominator'),
      words.say('column.treated'),
      words.say('column.n'),
      words.say('column.pending'),
      words.say('column.x'),
      words.say('column.rate'),
      words.say('column.interval', { level: words.level(level) }),
      words.say('column.cut'),
    ],
    rows: rows.map(row => [
      row.name,
      words.code('source', row.source),
      row.counted ? words.say('yes') : words.say('no'),
      words.code('denominator', row.denominator),
      boundsText(row.treated, words),
      boundsText(row.n, words),
      boundsText(row.pending, words),
      boundsText(row.x, words),
      row.estimate === null ? '–' : words.percent(row.estimate),
      words.percentInterval(row.clopperPearson),
      row.cut.split(' – ').map(words.date).join(' – '),
    ]),
  }
}

/** Worst and best case of masked parts; none where every part is exact. */
export function maskedTable({ decision }: ReportResult, words: Words): TableData[] {
  return decision.denominators.flatMap(({ denominator, masked }) => {
    if (masked === null) return []
    const row = (name: string, end: typeof masked.worst) => [
      name,
      `${words.whole(end.x)}/${words.whole(end.n)}`,
      end.estimate === null ? '–' : words.percent(end.estimate),
      words.percentInterval(end.clopperPearson),
      end.outcome === null ? '–' : words.say(`title.${end.outcome}`),
    ]
    return [
      {
        caption: words.code('denominator', denominator),
        head: [
          words.say('column.case'),
          'x / n',
          words.say('column.rate'),
          words.say('column.limits'),
          words.say('column.outcome'),
        ],
        rows: [row(words.say('worst'), masked.worst), row(words.say('best'), masked.best)],
      },
    ]
  })
}

export function measureTable(
  measures: readonly ReportedMeasure[],
  { result, words }: { result: ReportResult; words: Words },
): TableData {
  return {
    caption: words.say('all'),
    head: [
      words.say('column.measure'),
      words.say('column.denominator'),
      words.say('column.count'),
      words.say('column.n'),
      words.say('column.rate'),
      words.say('column.interval', { level: words.level(result.level) }),
    ],
    rows: measures.map(({ measure, denominator, x, n, estimate, clopperPearson }) => [
      words.code('measure', measure),
      words.code('denominator', denominator),
      boundsText(x, words),
      boundsText(n, words),
      estimate === null ? '–' : words.percent(estimate),
      words.percentInterval(clopperPearson),
    ]),
  }
}

export function heterogeneityTables(result: ReportResult, words: Words): { tables: TableData[]; texts: string[] } {
  const { heterogeneity, logRank } = result
  if (heterogeneity === null) return { tables: [], texts: [] }
  const few = heterogeneity.countries.length < 5
  return {
    tables: [modelsTable(heterogeneity, words), leaveOneOutTable(heterogeneity, { result, words })],
    texts: [
      words.say('heterogeneity.power'),
      ...(few && heterogeneity.prediction !== null ? [words.say('heterogeneity.guess')] : []),
      ...heterogeneity.notes.map(({ of, why }) => `${of}: ${why}.`),
      ...logRank.map(({ name, pValue }) =>
        words.say('heterogeneity.logRank', {
          name: words.code('survival', name),
          p: pValue === null ? '–' : words.pValue(pValue),
        }),
      ),
    ],
  }
}

function modelsTable(found: ReportedHeterogeneity, words: Words): TableData {
  const model = (name: string, of: { estimate: number; interval: [number, number]; tau2: number }) => [
    `${name}; ${words.say('heterogeneity.tau2', { tau2: words.decimal(of.tau2, 4) })}`,
    words.percent(of.estimate),
    words.percentInterval(of.interval),
  ]
  return {
    caption: words.list(found.countries),
    head: [words.say('column.method'), words.say('column.estimate'), words.say('column.limits')],
    rows: [
      [words.say('heterogeneity.exact'), found.exactP === null ? '–' : words.pValue(found.exactP), ''],
      [`${words.say('heterogeneity.q', { df: found.df })}, Q ${words.decimal(found.q, 3)}`, words.pValue(found.qP), ''],
      [words.say('heterogeneity.i2'), words.percent(found.i2 / 100), ''],
      [
        words.say('heterogeneity.common'),
        words.percent(found.commonEffect.estimate),
        words.percentInterval(found.commonEffect.interval),
      ],
      model(words.say('heterogeneity.dl'), found.dl),
      model(words.say('heterogeneity.pm'), found.pm),
      model(words.say('heterogeneity.reml'), found.reml),
      [
        words.say('heterogeneity.knappHartung'),
        words.percent(found.dl.estimate),
        words.percentInterval(found.knappHartung.interval),
      ],
      [words.say('heterogeneity.prediction'), '', words.percentInterval(found.prediction)],
      found.glmm === null
        ? [words.say('heterogeneity.glmm'), '–', '–']
        : model(words.say('heterogeneity.glmm'), found.glmm),
    ],
  }
}

function leaveOneOutTable(
  { leaveOneOut }: ReportedHeterogeneity,
  { result, words }: { result: ReportResult; words: Words },
): TableData {
  return {
    caption: words.say('heterogeneity.leaveOneOut'),
    head: [
      words.say('column.without'),
      'x / n',
      words.say('column.rate'),
      words.say('column.interval', { level: words.level(result.level) }),
    ],
    rows: leaveOneOut.map(({ without, x, n, estimate, clopperPearson }) => [
      without,
      `${words.whole(x)}/${words.whole(n)}`,
      words.percent(estimate),
      words.percentInterval(clopperPearson),
    ]),
  }
}

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

/** Rules with the rates that belong to them, avoided ones marked. */
export function rulesTable({ rules, decision }: ReportResult, words: Words): TableData {
  return {
    caption: decision.rules.join(', '),
    head: [words.say('column.rule'), words.say('column.probability'), words.say('column.avoided')],
    rows: rules.flatMap(({ id, rates }) => [
      [words.say(`rule.${id}`), '', ''],
      ...rates.map(({ of, k, probability, avoided }) => [
        `– ${words.say(`rate.${of}`, { k: k ?? '' })}`,
        words.percent(probability),
        avoided ? '×' : '',
      ]),
    ]),
  }
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

export function provenanceTable({ document, documentHash, program, lock }: ReportResult, words: Words): TableData {
  const { merged, policy } = document
  const derivations = [...new Set(document.parts.map(({ versions }) => versions.derivation))]
  const sets = document.parts.flatMap(part => (part.kind === 'pool' ? [part.cut.set] : []))
  return {
    caption: words.say('section.provenance'),
    head: [words.say('column.value'), ''],
    rows: [
      [words.say('provenance.hash'), documentHash],
      [words.say('provenance.key'), lock.cohortKey ?? '–'],
      [words.say('provenance.definition'), lock.definitionHash ?? '–'],
      [words.say('provenance.design'), lock.design ?? '–'],
      [
        words.say('provenance.merged'),
        `${merged.by}${merged.on === null ? '' : `, ${words.date(merged.on)}`}, ${merged.program}`,
      ],
      [words.say('provenance.program'), program],
      [words.say('provenance.policy'), policy.version],
      [words.say('provenance.derivation'), derivations.join(', ')],
      ...sets.map(set => [words.say('provenance.set'), set]),
      ...lock.parts.map(part => [
        words.say('provenance.tables', { part: part.countries.join(' + ') }),
        part.tables.join(', '),
      ]),
    ],
  }
}
