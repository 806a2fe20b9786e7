/** Tables of the sections, as data; markup is made elsewhere. */
import type { ReportedMeasure, ReportResult } from '../../model/generated/report-result.ts'
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
