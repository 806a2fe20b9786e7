/**
 * A discovery answer from a table of ten times the cells against one from the smaller table: named cohorts, shown and
 * masked, and wider groups; many of each, since one question again and again would measure a cache. Both must give the
 * number of the cell for every shown cohort.
 */
import { canonicaliseDefinition, definitionOfKey } from '../../src/cohort/definition.ts'
import { indexTable } from '../../src/discovery/index-table.ts'
import type { PublishedTable } from '../../src/discovery/ports.ts'
import { readPublished } from '../../src/discovery/read-published.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import { aCell, aTable, sampleTerms } from '../support/published-tables.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { benchTables } from './generated-patients.ts'
import { catalogue, machine } from './interleaved.ts'
import { ratioOf } from './ratios.ts'

const ROUNDS = 9
const TIMES = 40
const SMALL = 90
const LARGE = 900
const GOAL = { must: 1.5, striveFor: 1.1, direction: 'at most' } as const

export async function benchAnswersAtSize() {
  const keys = benchTables(shipped, catalogue).cohorts
  const small = tableOf(keys.slice(0, SMALL))
  const large = tableOf(keys.slice(0, LARGE))
  const named = keys.slice(0, SMALL).map(key => definitionOfKey(shipped, key))
  const wider = named.flatMap(({ tumour, alteration }): CohortDefinition[] =>
    tumour === null || tumour.length > 1 || tumour[0] === 'PAN'
      ? []
      : [
          canonicaliseDefinition(shipped, {
            schema: 'cohort/1',
            match: 'within',
            tumour: [`${tumour[0]}+`],
            alteration,
            drugs: null,
            endpoint: null,
          }),
        ],
  )
  check(small, named)
  check(large, named)
  return {
    name: 'answers at size',
    ...machine,
    rounds: ROUNDS,
    ratios: [
      ratioOf(measure(named, { small, large }), { name: 'named cohort at 10x the cells / 1x', ...GOAL }),
      ratioOf(measure(wider, { small, large }), { name: 'wider group at 10x the cells / 1x', ...GOAL }),
    ],
    cells: { small: small.published.table.cells.length, large: large.published.table.cells.length },
  }
}

type Indexed = ReturnType<typeof indexTable>

function tableOf(keys: readonly string[]): Indexed {
  const cells = keys.map((key, at) => aCell('cohort', key, at % 3 === 0 ? 'masked' : 5 + (at % 40)))
  const published: PublishedTable = { table: aTable({ cells }), jws: '', sha256: '0'.repeat(64), publishedAt: '' }
  return indexTable(published, { terms: sampleTerms, isFirst: true })
}

function check(table: Indexed, named: readonly CohortDefinition[]): void {
  for (const [at, definition] of named.entries()) {
    const { result } = readPublished({ definition, denominator: 'treated' }, table, sampleTerms)
    const isRight =
      at % 3 === 0 ? result.status === 'masked' : result.status === 'value' && result.count === 5 + (at % 40)
    if (!isRight) throw new Error('an answer is not what its cell says')
  }
}

function measure(asked: readonly CohortDefinition[], tables: Readonly<Record<'small' | 'large', Indexed>>) {
  const times = { small: [] as number[], large: [] as number[] }
  for (let round = -1; round < ROUNDS; round++) {
    const order = ['small', 'large'] as const
    for (const side of round % 2 === 0 ? order : order.toReversed()) {
      const started = performance.now()
      for (let time = 0; time < TIMES; time++) {
        for (const definition of asked) readPublished({ definition, denominator: 'treated' }, tables[side], sampleTerms)
      }
      // The first round warms up.
      if (round >= 0) times[side].push(performance.now() - started)
    }
  }
  return { measured: times.large, unit: times.small }
}
