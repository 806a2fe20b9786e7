/**
 * Random small worlds (made up): patients with treatments at two data cuts, the exact cells counted by hand, any cells
 * masked. What lies within what is written here by hand, independent of the terminology. A reading is made of the shown
 * cells alone, so that holding the truth of every world under every mask is also to be never tighter than they imply.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexTable } from '../../src/discovery/index-table.ts'
import type { PublishedTable } from '../../src/discovery/ports.ts'
import { type Denominator, readPublished } from '../../src/discovery/read-published.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { aCell, aDefinition, aTable, sampleTerms } from '../support/published-tables.ts'

/** Each code with those it lies below. */
const TUMOURS: Readonly<Record<string, readonly string[]>> = {
  BOWEL: ['BOWEL'],
  COADREAD: ['COADREAD', 'BOWEL'],
  COAD: ['COAD', 'COADREAD', 'BOWEL'],
  SKIN: ['SKIN'],
  MEL: ['MEL', 'SKIN'],
}
const TISSUES = ['BOWEL', 'SKIN'] as const
/** Each alteration with those that whoever has it certainly has. */
const ALTERATIONS: Readonly<Record<string, readonly string[]>> = {
  'V:HGNC:6407:p.Gly12Cys': ['V:HGNC:6407:p.Gly12Cys', 'C:HGNC:6407:p.Gly12', 'G:HGNC:6407:mut', 'G:HGNC:6407:any'],
  'C:HGNC:6407:p.Gly12': ['C:HGNC:6407:p.Gly12', 'G:HGNC:6407:mut', 'G:HGNC:6407:any'],
  'G:HGNC:6407:mut': ['G:HGNC:6407:mut', 'G:HGNC:6407:any'],
  'V:HGNC:1097:p.Val600Glu': ['V:HGNC:1097:p.Val600Glu', 'G:HGNC:1097:mut', 'G:HGNC:1097:any'],
  'G:HGNC:1097:any': ['G:HGNC:1097:any'],
  'G:HGNC:6407:any': ['G:HGNC:6407:any'],
  'P:MSI:H': ['P:MSI:H'],
}
const GENES = ['HGNC:1097', 'HGNC:6407'] as const
const DRUGS = ['nivolumab', 'ipilimumab+nivolumab'] as const

/** Whether it is there at both data cuts, at the second only, or at the first only. */
type Span = 'stays' | 'joins' | 'leaves'
type Cut = 0 | 1

const isThere = (span: Span | undefined, cut: Cut) => span === 'stays' || span === (cut === 0 ? 'leaves' : 'joins')

interface Treatment {
  readonly patient: number
  readonly span: Span
  /** Of the cohort: one node, or PAN. */
  readonly node: string
  readonly alteration: string
  readonly drugs: string
}

interface World {
  readonly all: readonly Treatment[]
  /** Each patient's own tumour, null where it is under review: it need not agree with the cohort's name. */
  readonly own: readonly (string | null)[]
  /** What each patient was found to have, besides. */
  readonly found: readonly (readonly string[])[]
  /** Of each patient, as one who is screened. */
  readonly screened: readonly Span[]
  readonly hidden: readonly boolean[]
  /** Of which cut each cell of a later table shows the patients. */
  readonly shownOf: readonly Cut[]
}

const MOST_PATIENTS = 40

/** Most patients are in one cohort, so that its cell outgrows others. */
const mostly = <T>(favourite: T, others: readonly T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(favourite) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const spans: fc.Arbitrary<Span> = mostly<Span>('stays', ['joins', 'joins', 'leaves'])

const worlds: fc.Arbitrary<World> = fc.record({
  all: fc.array(
    fc.record({
      patient: fc.nat({ max: MOST_PATIENTS - 1 }),
      span: spans,
      node: mostly('COADREAD', [...Object.keys(TUMOURS), 'PAN']),
      alteration: mostly('V:HGNC:6407:p.Gly12Cys', Object.keys(ALTERATIONS)),
      drugs: mostly('nivolumab', DRUGS),
    }),
    { minLength: 20, maxLength: 80 },
  ),
  own: fc.array(fc.option(fc.constantFrom(...Object.keys(TUMOURS))), {
    minLength: MOST_PATIENTS,
    maxLength: MOST_PATIENTS,
  }),
  found: fc.array(fc.uniqueArray(mostly('V:HGNC:6407:p.Gly12Cys', Object.keys(ALTERATIONS)), { maxLength: 3 }), {
    minLength: MOST_PATIENTS,
    maxLength: MOST_PATIENTS,
  }),
  screened: fc.array(spans, { minLength: MOST_PATIENTS, maxLength: MOST_PATIENTS }),
  hidden: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
  shownOf: fc.array(fc.constantFrom<Cut>(0, 1), { minLength: 13, maxLength: 13 }),
})

const definitions: fc.Arbitrary<CohortDefinition> = fc
  .record({
    isNamed: fc.boolean(),
    tumour: fc.option(fc.uniqueArray(fc.constantFrom(...Object.keys(TUMOURS)), { minLength: 1, maxLength: 2 })),
    below: fc.boolean(),
    alteration: fc.option(fc.uniqueArray(fc.constantFrom(...Object.keys(ALTERATIONS)), { minLength: 1, maxLength: 2 })),
    drugs: fc.option(fc.constantFrom(...DRUGS, 'nivolumab+', 'L01FF')),
  })
  .map(({ isNamed, tumour, below, alteration, drugs }) => {
    const [node, finding, set] = [tumour?.[0], alteration?.[0], drugs]
    const named = isNamed && node !== undefined && finding !== undefined && (DRUGS as readonly unknown[]).includes(set)
    return sampleTerms.canonicalise(
      named
        ? aDefinition({ tumour: [node], alteration: [finding], drugs: set ?? null })
        : aDefinition({
            match: 'within',
            tumour: atLeastOne(tumour?.map(code => (below ? `${code}+` : code)) ?? null),
            alteration: atLeastOne(alteration),
            drugs,
          }),
    )
  })

function atLeastOne(values: readonly string[] | null): [string, ...string[]] | null {
  const [first, ...rest] = values ?? []
  return first === undefined ? null : [first, ...rest]
}

const keyOf = ({ node, alteration, drugs }: Treatment) => `v1|${node}|${alteration}|${drugs}`

/** The patient's own tumour where it lies at or below the cohort's node, or the cohort has none; else the node. */
function tumourOf({ patient, node }: Treatment, { own }: World): string | null {
  const mine = own[patient] ?? null
  return node === 'PAN' || (mine !== null && TUMOURS[mine]?.includes(node) === true) ? mine : node
}

function isTumour(code: string | null, terms: CohortDefinition['tumour']): boolean {
  if (terms === null) return true
  return terms.some(term =>
    term.endsWith('+') ? (TUMOURS[code ?? '']?.includes(term.slice(0, -1)) ?? false) : term === code,
  )
}

function isGiven(drugs: string, asked: CohortDefinition['drugs']): boolean {
  if (asked === null || asked === 'L01FF') return true
  return asked === 'nivolumab+' ? drugs.includes('nivolumab') : drugs === asked
}

const countPatients = (all: readonly Treatment[], holds: (one: Treatment) => boolean) =>
  new Set(all.filter(holds).map(one => one.patient)).size

const hasFound = ({ found }: World, patient: number, asked: string) =>
  found[patient]?.some(one => ALTERATIONS[one]?.includes(asked) === true) === true

function truth(
  definition: CohortDefinition,
  world: World,
  [denominator, cut = 1]: readonly [Denominator, Cut?],
): number {
  const { tumour, alteration, drugs, match } = definition
  if (denominator === 'screened') {
    return world.own.filter(
      (code, patient) =>
        isThere(world.screened[patient], cut) &&
        isTumour(code, tumour) &&
        (alteration === null || alteration.some(asked => hasFound(world, patient, asked))),
    ).length
  }
  const all = world.all.filter(({ span }) => isThere(span, cut))
  if (match === 'named')
    return countPatients(all, one => keyOf(one) === `v1|${tumour?.join()}|${alteration?.join()}|${drugs}`)
  return countPatients(
    all,
    one =>
      isTumour(tumourOf(one, world), tumour) &&
      (alteration === null || alteration.some(code => ALTERATIONS[one.alteration]?.includes(code) === true)) &&
      isGiven(one.drugs, drugs),
  )
}

type Cell = NationalTable['cells'][number]

type ExactCell = readonly [Cell['denominator'], Cell['kind'], string, number]

/** Cells of the catalogue at a cut. */
function exactCells(world: World, cut: Cut): readonly ExactCell[] {
  const all = world.all.filter(({ span }) => isThere(span, cut))
  const screened = world.own.flatMap((code, patient) =>
    isThere(world.screened[patient], cut) ? [{ code, patient }] : [],
  )
  const isIn = (code: string | null, tissue: string) => TUMOURS[code ?? '']?.includes(tissue) === true
  return [
    ['treated', 'total', '*', countPatients(all, () => true)],
    ['screened', 'total', '*', screened.length],
    ...GENES.flatMap((gene): ExactCell[] => {
      const holders = screened.filter(({ patient }) => hasFound(world, patient, `G:${gene}:any`))
      return [
        ['screened', 'gene', gene, holders.length],
        ...TISSUES.map((tissue): ExactCell => {
          const inTissue = holders.filter(({ code }) => isIn(code, tissue)).length
          return ['screened', 'tumour-gene', `${tissue}|${gene}`, inTissue]
        }),
      ]
    }),
    ...TISSUES.flatMap((tissue): ExactCell[] => [
      ['treated', 'tumour', tissue, countPatients(all, one => isIn(tumourOf(one, world), tissue))],
      ['screened', 'tumour', tissue, screened.filter(({ code }) => isIn(code, tissue)).length],
    ]),
    ...DRUGS.map((drugs): ExactCell => ['treated', 'drugs', drugs, countPatients(all, one => one.drugs === drugs)]),
    // Of both cuts, so that the same cells stand at the same place.
    ...[...new Set(world.all.map(keyOf))].map((key): ExactCell => {
      return ['treated', 'cohort', key, countPatients(all, one => keyOf(one) === key)]
    }),
  ]
}

/** Below 5 masked, and further ones as the world has it: of the second cut, or as a later table, of both. */
function protectedTable(world: World, cuts: 'one-cut' | 'mixed-cuts' = 'one-cut'): PublishedTable {
  const { hidden, shownOf } = world
  const first = exactCells(world, 0)
  const cells = exactCells(world, 1).map((now, index) => {
    const isOlder = cuts === 'mixed-cuts' && shownOf[index % shownOf.length] === 0
    const [denominator, kind, code, count] = isOlder ? (first[index] ?? now) : now
    return {
      ...aCell(kind, code, count < 5 || hidden[index % hidden.length] === true ? 'masked' : count),
      denominator,
    }
  })
  return { table: aTable({ cells }), jws: '', sha256: '0'.repeat(64), publishedAt: '' }
}

const index = (published: PublishedTable, isFirst = true) => indexTable(published, { terms: sampleTerms, isFirst })

/** Whether what is shown is added up for it: of several tissues (also of all of them, screened), or of several genes. */
function isAdded({ tumour, alteration }: CohortDefinition, denominator: Denominator): boolean {
  const tissues = TISSUES.filter(tissue =>
    tumour?.some(term => TUMOURS[term.replace('+', '')]?.includes(tissue) === true),
  )
  const genes = new Set(alteration?.map(code => code.split(':').slice(1, 3).join(':')))
  return tissues.length > 1 || (denominator === 'screened' && (tumour === null || genes.size > 1))
}

/** Screened patients are asked for by tumour and gene. */
const denominatorsOf = ({ match, drugs }: CohortDefinition): readonly Denominator[] =>
  match === 'within' && drugs === null ? ['treated', 'screened'] : ['treated']

describe('a reading, in any world', () => {
  it('never contradicts the truth', () => {
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        for (const denominator of denominatorsOf(definition)) {
          const { result } = readPublished({ definition, denominator }, index(protectedTable(world)), sampleTerms)
          const patients = truth(definition, world, [denominator])
          if (result.status === 'value') {
            expect(patients).toBe(result.count)
            continue
          }
          expect(patients).toBeGreaterThanOrEqual(result.from)
          if (result.to !== null) expect(patients).toBeLessThanOrEqual(result.to)
        }
      }),
      { numRuns: 700 },
    )
  })

  // Cells that were shown at different cuts bound the group at different cuts: somewhere between its least and its largest.
  it('never contradicts the truth of the cuts that a later table shows', () => {
    const seen = { value: 0, range: 0, masked: 0 }
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        const indexed = index(protectedTable(world, 'mixed-cuts'), false)
        const leavers = [...world.screened, ...world.all.map(({ span }) => span)].filter(span => span === 'leaves')
        for (const denominator of denominatorsOf(definition)) {
          const { result } = readPublished({ definition, denominator }, indexed, sampleTerms)
          const patients = [0, 1].map(cut => truth(definition, world, [denominator, cut as Cut]))
          seen[result.status]++
          if (result.status === 'value') {
            expect(patients).toContain(result.count)
            continue
          }
          // Who has left one tissue may be added to who has come to another; twice, treated in two or with two genes.
          const off = isAdded(definition, denominator) ? 2 * leavers.length : 0
          expect(Math.max(...patients) + off).toBeGreaterThanOrEqual(result.from)
          if (result.to !== null) expect(Math.min(...patients) - off).toBeLessThanOrEqual(result.to)
        }
      }),
      { numRuns: 500 },
    )
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(0)
  })

  it('knows no more than the shown cells: masked numbers change nothing', () => {
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        const published = protectedTable(world)
        const shown = published.table.cells.filter(({ count }) => count !== 'masked')
        const without = { ...published, table: aTable({ cells: shown }) }
        for (const denominator of denominatorsOf(definition)) {
          const asked = { definition, denominator }
          const reading = readPublished(asked, index(published), sampleTerms)
          expect(readPublished(asked, index(without), sampleTerms)).toEqual(reading)
        }
      }),
    )
  })

  it('gives numbers that are shown, or sums and differences of screened tissues', () => {
    fc.assert(
      fc.property(worlds, definitions, (world, definition) => {
        const published = protectedTable(world)
        const { result } = readPublished({ definition, denominator: 'treated' }, index(published), sampleTerms)
        const [bowel, skin] = TISSUES.map(
          tissue => published.table.cells.find(cell => cell.denominator === 'treated' && cell.code === tissue)?.count,
        )
        const shown = new Set<unknown>([
          0,
          null,
          Number(bowel) + Number(skin),
          ...published.table.cells.map(cell => cell.count),
        ])
        if (result.status === 'value') expect(shown).toContain(result.count)
        if (result.status !== 'value') for (const bound of [result.from, result.to]) expect(shown).toContain(bound)
      }),
    )
  })

  it('is the same bytes for the same table, and blind to the order of cells, of codes and of questions', () => {
    fc.assert(
      fc.property(worlds, fc.array(definitions, { minLength: 1, maxLength: 8 }), (world, asked) => {
        const published = protectedTable(world)
        const turned = { ...published, table: { ...published.table, cells: published.table.cells.toReversed() } }
        const readAll = (table: PublishedTable, order: readonly CohortDefinition[]) => {
          const indexed = index(table)
          return order.map(definition =>
            denominatorsOf(definition).map(denominator =>
              JSON.stringify(readPublished({ definition, denominator }, indexed, sampleTerms)),
            ),
          )
        }
        const reversed = asked.map(definition =>
          sampleTerms.canonicalise({ ...definition, tumour: atLeastOne(definition.tumour?.toReversed() ?? null) }),
        )
        expect(readAll(turned, reversed.toReversed()).toReversed()).toEqual(readAll(published, asked))
      }),
    )
  })
})
