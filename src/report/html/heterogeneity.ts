/** What differs between countries: the tests and models as a table, one country left out, and what to bear in mind. */
import type { ReportedHeterogeneity, ReportResult } from '../../model/generated/report-result.ts'
import type { TableData } from '../plots/plot.ts'
import type { MessageKey } from '../text/messages.ts'
import type { Words } from '../text/words.ts'

export function heterogeneityTables(result: ReportResult, words: Words): { tables: TableData[]; texts: string[] } {
  const { heterogeneity, logRank } = result
  if (heterogeneity === null) return { tables: [], texts: [] }
  const few = heterogeneity.countries.length < 5
  return {
    tables: [modelsTable(heterogeneity, words), leaveOneOutTable(heterogeneity, { result, words })],
    texts: [
      words.say('heterogeneity.power'),
      ...(few && heterogeneity.prediction !== null ? [words.say('heterogeneity.guess')] : []),
      ...notesInWords(heterogeneity).map(key => words.say(key)),
      ...logRank.map(({ name, pValue }) =>
        words.say('heterogeneity.logRank', {
          name: words.code('survival', name),
          p: pValue === null ? '–' : words.pValue(pValue),
        }),
      ),
    ],
  }
}

/** What the document says beside the numbers, in the reader's language; the notes themselves stay in the data files. */
function notesInWords({ exactP, glmm, leaveOneOut, notes }: ReportedHeterogeneity): MessageKey[] {
  const isHalfAdded = notes.some(({ of }) => of === 'commonEffect')
  const isDegenerate = leaveOneOut.every(({ x }) => x === 0) || leaveOneOut.every(({ x, n }) => x === n)
  return [
    ...(exactP === null ? (['heterogeneity.tooMany'] as const) : []),
    ...(isHalfAdded ? ([isDegenerate ? 'heterogeneity.onlyHalf' : 'heterogeneity.half'] as const) : []),
    ...(glmm === null ? (['heterogeneity.noMaximum'] as const) : []),
  ]
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
