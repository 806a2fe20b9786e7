/**
 * Tables of made-up counts over cohorts of every kind: whatever is asked, the laid-out table reads as a plain walk through
 * all of its cells does, which is written here. What lies within what is asked of `cohort/lies-within.ts` by both.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Within } from '../../src/cohort/lies-within.ts'
import { indexTable } from '../../src/discovery/index-table.ts'
import type { PublishedTable } from '../../src/discovery/ports.ts'
import { readPublished } from '../../src/discovery/read-published.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { aCell, aDefinition, aTable, sampleTerms } from '../support/published-tables.ts'

type Cell = NationalTable['cells'][number]

const NODES = ['BOWEL', 'COADREAD', 'COAD', 'SKIN', 'MEL', 'LUNG', 'NSCLC', 'LUAD', 'BREAST', 'OVARY']
const NAMED_NODES = [...NODES, 'PAN', 'BREAST,OVARY', 'COADREAD,MEL']
const FOUND = [
  'V:HGNC:6407:p.Gly12Cys',
  'C:HGNC:6407:p.Gly12',
  'X:HGNC:3236:ex20:ins',
  'G:HGNC:6407:any',
  'G:HGNC:1097:act!p.Val600',
  'G:HGNC:3430:amp',
  'E:HGNC:3430:ihc@3',
  'E:HGNC:3430:ihc@2',
  'F:HGNC:427::HGNC:3495',
  'F:HGNC:427~HGNC:3495',
  'F:HGNC:3495:*',
  'P:TMB:high@16',
  'P:TMB:high@10',
  'P:MSI:H',
]
const NAMED_FOUND = [...FOUND, 'C:HGNC:6407:p.Gly12,G:HGNC:1097:act!p.Val600', 'P:MSI:H,P:TMB:high@16']
const ASKED = [...FOUND, 'G:HGNC:6407:mut', 'G:HGNC:1097:any', 'G:HGNC:3236:mut', 'F:HGNC:427:*', 'P:TMB:high@5']
const SETS = ['nivolumab', 'ipilimumab+nivolumab', 'sotorasib', 'dabrafenib+trametinib', 'trametinib']
const TERMS = [...SETS, 'nivolumab+', 'trametinib+', 'L01', 'L01F', 'L01FF', 'L01E', 'L01EC', 'L01XX']
const TISSUES = ['BOWEL', 'SKIN', 'LUNG', 'BREAST', 'OVARY']
const GENES = ['HGNC:6407', 'HGNC:1097', 'HGNC:3430']

const some = <T>(all: readonly T[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 3 })
const keys = fc
  .tuple(fc.constantFrom(...NAMED_NODES), fc.constantFrom(...NAMED_FOUND), fc.constantFrom(...SETS))
  .map(([node, alteration, drugs]) => `v1|${node}|${alteration}|${drugs}`)
  .filter(key => sampleTerms.readNamedCohort(key) !== null)

const counts = fc.oneof(
  { weight: 1, arbitrary: fc.constant('masked' as const) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 60 }) },
)
/** Not as in a true table: any number may stand in any cell, so that each of them matters to some bound. */
const tables: fc.Arbitrary<PublishedTable> = fc
  .uniqueArray(keys, { minLength: 5, maxLength: 40 })
  .chain(cohorts => {
    const names: readonly Omit<Cell, 'count'>[] = [
      ...cohorts.map(code => aCell('cohort', code, 'masked')),
      aCell('cohort', 'v1|FORMER|P:MSI:H|nivolumab', 'masked'),
      ...[...SETS, 'some-former-drug', 'former+nivolumab'].map(code => aCell('drugs', code, 'masked')),
      ...(['treated', 'screened'] as const).flatMap(denominator => [
        { ...aCell('total', '*', 'masked'), denominator },
        ...[...TISSUES, 'FORMER'].map(code => ({ ...aCell('tumour', code, 'masked'), denominator })),
      ]),
      ...GENES.flatMap(gene => [
        { ...aCell('gene', gene, 'masked'), denominator: 'screened' as const },
        ...[...TISSUES, 'FORMER'].map(tissue => ({
          ...aCell('tumour-gene', `${tissue}|${gene}`, 'masked'),
          denominator: 'screened' as const,
        })),
      ]),
    ]
    return fc
      .array(counts, { minLength: names.length, maxLength: names.length })
      .map(shown => names.map((name, at): Cell => ({ ...name, count: shown[at] ?? 'masked' })))
  })
  .map(cells => ({ table: aTable({ cells }), jws: '', sha256: '0'.repeat(64), publishedAt: '' }))

const terms = fc.tuple(fc.constantFrom(...NODES), fc.boolean()).map(([code, below]) => (below ? `${code}+` : code))
const definitions = fc
  .record({
    tumour: fc.option(fc.uniqueArray(terms, { minLength: 1, maxLength: 3 }), { freq: 2 }),
    alteration: fc.option(some(ASKED), { freq: 2 }),
    drugs: fc.option(fc.constantFrom(...TERMS)),
  })
  .map(({ tumour, alteration, drugs }) => {
    const parts = { match: 'within', tumour, alteration, drugs } as Parameters<typeof aDefinition>[0]
    return sampleTerms.canonicalise(aDefinition(parts))
  })

type Result = ReturnType<typeof readPublished>['result']

interface Bounds {
  readonly from: number
  readonly to: number | null
  readonly isCell: boolean
}

const shownAs = (count: number): Result => ({ status: 'value', count })

function asResult({ from, to, isCell }: Bounds, isFirst: boolean): Result {
  const [low, high] = to !== null && to < from ? [Math.max(0, to), from] : [from, to]
  if (isFirst && low === high && low > 0) return shownAs(low)
  return { status: isCell ? 'masked' : 'range', from: low, to: high }
}

const leastOf = (all: readonly (number | undefined)[]) => {
  const known = all.filter(one => one !== undefined)
  return known.length === 0 ? null : Math.min(...known)
}
const sum = (all: readonly (number | undefined)[]) =>
  all.reduce((total, one) => (total === undefined || one === undefined ? undefined : total + one), 0)

/** Everything by walking through the cells. */
class Plain {
  readonly cells: readonly (Cell & { readonly count: number })[]

  readonly cohorts: readonly ReturnType<typeof sampleTerms.readNamedCohort>[]

  constructor({ table }: PublishedTable) {
    this.cells = table.cells.flatMap(cell => (cell.count === 'masked' ? [] : [{ ...cell, count: cell.count }]))
    this.cohorts = this.cells.map(({ kind, code }) => (kind === 'cohort' ? sampleTerms.readNamedCohort(code) : null))
  }

  shown(denominator: Cell['denominator'], kind: Cell['kind'], code: string): number | undefined {
    return this.cells.find(cell => cell.denominator === denominator && cell.kind === kind && cell.code === code)?.count
  }

  treated(within: Within, isFirst: boolean): Result {
    const { isOpen, onlyDrugs, tissues, wholeTissues } = within
    const total = this.shown('treated', 'total', '*')
    const ofDrugs = onlyDrugs === null ? undefined : this.shown('treated', 'drugs', onlyDrugs)
    const isDrugs = onlyDrugs !== null && within.holdsDrugs(onlyDrugs)
    const isTissue = tissues?.length === 1 && wholeTissues.includes(tissues[0] ?? '')
    const ofTissues = tissues?.map(tissue => this.shown('treated', 'tumour', tissue))
    const own = isOpen ? total : isDrugs ? ofDrugs : isTissue ? ofTissues?.[0] : undefined
    if (own !== undefined) return shownAs(own)
    const parts = this.cells.filter(({ denominator, kind, code }, at) => {
      if (denominator !== 'treated') return false
      if (kind === 'drugs') return within.holdsDrugs(code)
      if (kind === 'tumour') return wholeTissues.includes(code)
      const cohort = this.cohorts[at] ?? null
      return cohort !== null && within.holdsCohort(cohort)
    })
    const from = Math.max(0, ...parts.map(({ count }) => count))
    const to = leastOf([total, ofDrugs, ofTissues === undefined ? undefined : sum(ofTissues)])
    return asResult({ from, to, isCell: isOpen || isDrugs || isTissue }, isFirst)
  }

  /** The number of the cell that it is, or what the others imply. */
  ofGene({ tissues, coveredTissues }: Within, gene: string | null, isFirst: boolean): number | Bounds {
    const total = gene === null ? this.shown('screened', 'total', '*') : this.shown('screened', 'gene', gene)
    const inTissues = this.cells.flatMap(({ denominator, kind, code, count }) => {
      if (denominator !== 'screened' || kind !== (gene === null ? 'tumour' : 'tumour-gene')) return []
      const [tissue = '', of = null] = code.split('|')
      return of === gene ? [{ tissue, count }] : []
    })
    const add = (holds: (tissue: string) => boolean) =>
      inTissues.reduce((all, { tissue, count }) => (holds(tissue) ? all + count : all), 0)
    if (tissues === null) return total ?? { from: add(() => true), to: null, isCell: true }
    const rest = total === undefined || !isFirst ? undefined : total - add(tissue => !tissues.includes(tissue))
    const each = tissues.map(tissue => inTissues.find(one => one.tissue === tissue)?.count)
    const isCell = tissues.length === 1 && coveredTissues.length === 1
    if (isCell && each[0] !== undefined) return each[0]
    const from = add(tissue => coveredTissues.includes(tissue))
    const to = leastOf([total, rest, sum(each)])
    return to !== null && to < from ? { from: Math.max(0, to), to: from, isCell } : { from, to, isCell }
  }

  screened(within: Within, isFirst: boolean): Result {
    const { genes } = within
    const mostOf = (gene: string | null) => {
      const found = this.ofGene(within, gene, isFirst)
      return (typeof found === 'number' ? found : found.to) ?? undefined
    }
    const [only = null] = genes?.holding ?? []
    if (genes === null || (only !== null && genes.holding?.length === 1 && genes.whole.includes(only))) {
      const found = this.ofGene(within, only, isFirst)
      if (typeof found === 'number') return shownAs(found)
      const to = only === null ? found.to : leastOf([found.to ?? undefined, mostOf(null)])
      return asResult({ ...found, to }, isFirst)
    }
    const leasts = genes.whole.map(gene => {
      const found = this.ofGene(within, gene, isFirst)
      return typeof found === 'number' ? found : found.from
    })
    const most = genes.holding?.map(gene => leastOf([mostOf(gene), mostOf(null)]) ?? undefined)
    const to = leastOf([most === undefined ? undefined : sum(most), mostOf(null)])
    return asResult({ from: Math.max(0, ...leasts), to, isCell: false }, isFirst)
  }
}

describe('a laid-out table', () => {
  const cases = fc.tuple(tables, fc.array(definitions, { minLength: 30, maxLength: 30 }), fc.boolean())
  const seen = { cohorts: 0, drugs: 0, nothing: 0 }

  it('reads to every question as a walk through all its cells does', () => {
    fc.assert(
      fc.property(cases, ([published, asked, isFirst]) => {
        const indexed = indexTable(published, { terms: sampleTerms, isFirst })
        const plain = new Plain(published)
        for (const definition of asked) {
          const within = sampleTerms.readWithin(definition)
          if (indexed.parts.largestCohort(within) > 0) seen.cohorts++
          else seen.nothing++
          if (indexed.parts.largestDrugs(within) > 0) seen.drugs++
          const read = (denominator: Cell['denominator']) =>
            readPublished({ definition, denominator }, indexed, sampleTerms).result
          expect([definition, read('treated')]).toEqual([definition, plain.treated(within, isFirst)])
          if (definition.drugs !== null) continue
          expect([definition, read('screened')]).toEqual([definition, plain.screened(within, isFirst)])
        }
      }),
      { numRuns: 60 },
    )
    // Asked were groups with a shown cohort within, with shown drugs, and with nothing.
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(100)
  })
})
