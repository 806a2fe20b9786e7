/** The result as one long table: a row a number, with what it is of. */
import type { ReportResult } from '../../model/generated/report-result.ts'

export interface TidyRow {
  readonly table: string
  /** Part, country, step or method that the number is of. */
  readonly of: string
  /** Denominator code, where there is one. */
  readonly denominator: string
  readonly quantity: string
  readonly value: number | string | null
}

export function tidyRows(result: ReportResult): TidyRow[] {
  return [
    ...provenance(result),
    ...decisionRows(result),
    ...funnelRows(result),
    ...partRows(result),
    ...estimateRows(result),
    ...heterogeneityRows(result),
    ...measureRows(result),
    ...survivalRows(result),
    ...accrualRows(result),
    ...bayesRows(result),
  ]
}

type Numbers = Readonly<Record<string, number | string | boolean | null>>

function rowsOf(table: string, of: string, numbers: Numbers, denominator = ''): TidyRow[] {
  return Object.entries(numbers).map(([quantity, value]) => ({
    table,
    of,
    denominator,
    quantity,
    value: typeof value === 'boolean' ? String(value) : value,
  }))
}

function limits(name: string, interval: readonly (number | null)[] | null): Numbers {
  return { [`${name}Lower`]: interval?.[0] ?? null, [`${name}Upper`]: interval?.[1] ?? null }
}

function bounds(name: string, of: { readonly lo: number; readonly hi: number | null } | null): Numbers {
  return of === null
    ? { [name]: null }
    : of.lo === of.hi
      ? { [name]: of.lo }
      : { [`${name}AtLeast`]: of.lo, [`${name}AtMost`]: of.hi }
}

function provenance({ document, documentHash, program, decision, level }: ReportResult): TidyRow[] {
  return rowsOf('provenance', document.cohort.label, {
    documentHash,
    program,
    level,
    cohortKey: document.cohort.key,
    design: document.design?.version ?? null,
    mergedBy: document.merged.by,
    mergedOn: document.merged.on,
    policy: document.policy.version,
    title: decision.title,
    nominalAlpha: decision.nominalAlpha,
  })
}

function decisionRows({ decision }: ReportResult): TidyRow[] {
  return decision.denominators.flatMap(({ denominator, outcome, path, masked, local }) => [
    ...rowsOf('decision', 'cohort', { outcome }, denominator),
    ...(path === null
      ? []
      : rowsOf('decision', 'all', { n: path.all.n, x: path.all.x, open: path.all.open }, denominator)),
    ...(path?.set == null
      ? []
      : rowsOf(
          'decision',
          `stage ${path.stage}`,
          { n: path.set.n, x: path.set.x, open: path.set.open, quarter: path.set.quarter },
          denominator,
        )),
    ...(path?.design == null ? [] : rowsOf('decision', 'attained', { ...path.design }, denominator)),
    ...(local?.state === 'enumerated'
      ? rowsOf('decision', 'local stops', { alpha: local.alpha, power: local.power }, denominator)
      : []),
    ...(masked === null
      ? []
      : (['worst', 'best'] as const).flatMap(side => {
          const { n, x, estimate, clopperPearson, outcome: reached } = masked[side]
          return rowsOf(
            'decision',
            side,
            { n, x, rate: estimate, ...limits('clopperPearson', clopperPearson), outcome: reached },
            denominator,
          )
        })),
  ])
}

function funnelRows({ funnel }: ReportResult): TidyRow[] {
  return funnel.flatMap(({ code, count }) => rowsOf('funnel', 'all', bounds('patients', count), code))
}

function partRows({ rows }: ReportResult): TidyRow[] {
  return rows.flatMap(
    ({ name, denominator, n, x, pending, estimate, clopperPearson, cut, counted, source, endpoint }) =>
      rowsOf(
        'part',
        name,
        {
          source,
          counted,
          endpoint,
          cut,
          ...bounds('n', n),
          ...bounds('x', x),
          ...bounds('pending', pending),
          rate: estimate,
          ...limits('clopperPearson', clopperPearson),
        },
        denominator,
      ),
  )
}

function estimateRows({ pooled, twoStage, outlook, thirdStage }: ReportResult): TidyRow[] {
  return [
    ...pooled.flatMap(
      ({ denominator, n, x, estimate, clopperPearson, wilson, jeffreys, midP, upperOneSided, pValue }) =>
        rowsOf(
          'pooled',
          'all',
          {
            n,
            x,
            rate: estimate,
            ...limits('clopperPearson', clopperPearson),
            ...limits('wilson', wilson),
            ...limits('jeffreys', jeffreys),
            ...limits('midP', midP),
            upperOneSided,
            pValue,
          },
          denominator,
        ),
    ),
    ...twoStage.flatMap(({ denominator, n, x, level, mle, umvue, pValue, interval, intervalKoyamaChen }) =>
      rowsOf(
        'twoStage',
        'all',
        {
          n,
          x,
          level,
          mle,
          umvue,
          pValue,
          ...limits('stagewise', interval),
          ...limits('koyamaChen', intervalKoyamaChen),
        },
        denominator,
      ),
    ),
    ...(outlook === null ? [] : rowsOf('outlook', 'all', { ...outlook }, 'evaluable')),
    ...(thirdStage === null
      ? []
      : rowsOf(
          'thirdStage',
          'all',
          {
            n: thirdStage.n,
            x: thirdStage.x,
            rate: thirdStage.estimate,
            ...limits('clopperPearson', thirdStage.clopperPearson),
          },
          'evaluable',
        )),
  ]
}

function heterogeneityRows({ heterogeneity }: ReportResult): TidyRow[] {
  if (heterogeneity === null) return []
  const { exactP, q, df, qP, i2, h2, knappHartung, prediction, glmm, leaveOneOut } = heterogeneity
  const model = (
    name: string,
    of: { logit: number; se: number; estimate: number; interval: readonly number[]; tau2: number },
  ) =>
    rowsOf(
      'heterogeneity',
      name,
      { logit: of.logit, se: of.se, rate: of.estimate, ...limits('interval', of.interval), tau2: of.tau2 },
      'evaluable',
    )
  return [
    ...rowsOf('heterogeneity', 'test', { exactP, q, df, qP, i2, h2 }, 'evaluable'),
    ...model('commonEffect', heterogeneity.commonEffect),
    ...model('dl', heterogeneity.dl),
    ...model('pm', heterogeneity.pm),
    ...model('reml', heterogeneity.reml),
    ...rowsOf(
      'heterogeneity',
      'knappHartung',
      { se: knappHartung.se, df: knappHartung.df, ...limits('interval', knappHartung.interval) },
      'evaluable',
    ),
    ...rowsOf('heterogeneity', 'prediction', limits('interval', prediction), 'evaluable'),
    ...(glmm === null ? [] : model('glmm', glmm)),
    ...leaveOneOut.flatMap(({ without, x, n, estimate, clopperPearson }) =>
      rowsOf(
        'leaveOneOut',
        without,
        { x, n, rate: estimate, ...limits('clopperPearson', clopperPearson) },
        'evaluable',
      ),
    ),
  ]
}

function measureRows({ responses, safety, exposure }: ReportResult): TidyRow[] {
  return [
    ...[...responses, ...safety].flatMap(({ measure, denominator, n, x, estimate, clopperPearson }) =>
      rowsOf(
        'measure',
        measure,
        { ...bounds('n', n), ...bounds('x', x), rate: estimate, ...limits('clopperPearson', clopperPearson) },
        denominator,
      ),
    ),
    ...(exposure === null
      ? []
      : rowsOf('exposure', 'events', {
          events: exposure.events,
          personDays: exposure.personDays,
          perYear: exposure.perYear,
          ...limits('exact', exposure.interval),
        })),
  ]
}

function survivalRows({ survival, logRank }: ReportResult): TidyRow[] {
  return [
    ...survival.flatMap(
      ({ name, denominator, entered, steps, median, medianInterval, medianIntervalLog, week16, restrictedMean }) => [
        ...rowsOf(
          name,
          'curve',
          {
            entered,
            median,
            ...limits('median', medianInterval),
            ...limits('medianLog', medianIntervalLog),
            week16: week16?.survival ?? null,
            ...limits('week16', week16?.interval ?? null),
            restrictedMean: restrictedMean?.mean ?? null,
          },
          denominator,
        ),
        ...steps.flatMap(({ from, to, atRisk, events, censored, survival: s, se, interval }) =>
          rowsOf(
            name,
            `(${from}, ${to}]`,
            { atRisk, events, censored, survival: s, se, ...limits('logLog', interval) },
            denominator,
          ),
        ),
      ],
    ),
    ...logRank.flatMap(({ name, chisq, df, pValue }) => rowsOf('logRank', name, { chisq, df, pValue })),
  ]
}

function accrualRows({ accrual }: ReportResult): TidyRow[] {
  return accrual.quarters.flatMap(({ quarter, treated, evaluable, pending, control }) =>
    rowsOf('accrual', quarter, { treated, evaluable, pending, control }),
  )
}

function bayesRows({ bayes }: ReportResult): TidyRow[] {
  if (bayes === null) return []
  return [
    ...rowsOf('bayes', 'uniform prior', { mean: bayes.mean, ...limits('interval', bayes.interval) }, 'evaluable'),
    ...bayes.exceeds.flatMap(({ threshold, probability }) =>
      rowsOf('bayes', `above ${threshold}`, { probability }, 'evaluable'),
    ),
    ...(bayes.hierarchical?.countries ?? []).flatMap(({ country, mean, sd }) =>
      rowsOf('bayes', country, { mean, sd }, 'evaluable'),
    ),
  ]
}
