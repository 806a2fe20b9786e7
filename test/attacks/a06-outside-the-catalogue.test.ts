/**
 * A06: questions outside the catalogue. A generated world, its table as the engine protects it, and ten thousand questions of
 * every form. The truth is that of the exact measures, which are tested by themselves against SQL and against hands.
 */
import { describe, expect, it } from 'vitest'
import { parseCohortText } from '../../src/cohort/compact-text.ts'
import { canonicaliseDefinition, definitionOfKey } from '../../src/cohort/definition.ts'
import { CohortCounter } from '../../src/cohort/measure/count-cohort.ts'
import type { ExactCell } from '../../src/disclosure/exact-table.ts'
import { indexTable } from '../../src/discovery/index-table.ts'
import type { PublishedTable } from '../../src/discovery/ports.ts'
import { type Denominator, readPublished } from '../../src/discovery/read-published.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { generateDefinitions } from '../support/generated-cohorts.ts'
import { type GeneratedSubject, generateSubjects } from '../support/generated-cut.ts'
import { indexOf } from '../support/index-of.ts'
import { protect } from '../support/protection.ts'
import { aDefinition, aTable, sampleTerms } from '../support/published-tables.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

/** The catalogue of this world, the first ones the fullest. */
const COHORTS = [
  'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|panitumumab+sotorasib',
  'v1|NSCLC|V:HGNC:6407:p.Gly12Cys|sotorasib',
  'v1|COADREAD|V:HGNC:1097:p.Val600Glu|dabrafenib+trametinib',
  'v1|MEL|P:TMB:high@10|nivolumab',
  'v1|CHOL|V:HGNC:1097:p.Val600Glu|dabrafenib+trametinib',
  'v1|PAN|P:MSI:H|pembrolizumab',
  'v1|PANCREAS|V:HGNC:6407:p.Gly12Cys|sotorasib',
  'v1|MEL|P:TMB:high@10|ipilimumab+nivolumab',
  'v1|NSCLC|P:TMB:high@10|nivolumab',
  'v1|COADREAD|P:MSI:H|pembrolizumab',
  'v1|MEL|V:HGNC:1097:p.Lys601Glu|trametinib',
  'v1|COADREAD|G:HGNC:3430:amp|trametinib',
  'v1|COADREAD|V:HGNC:6407:p.Gly12Asp|trametinib',
] as const
/** Screened patients are asked for by these; each with the findings of this world that whoever has it has. */
const HAVING: Readonly<Record<string, readonly string[]>> = {
  'G:HGNC:6407:any': [
    'V:HGNC:6407:p.Gly12Cys',
    'V:HGNC:6407:p.Gly12Asp',
    'V:HGNC:6407:p.Gln61His',
    'C:HGNC:6407:p.Gly12',
    'G:HGNC:6407:mut',
  ],
  'G:HGNC:1097:any': ['V:HGNC:1097:p.Val600Glu', 'V:HGNC:1097:p.Lys601Glu', 'G:HGNC:1097:act!p.Val600'],
  'G:HGNC:3236:any': ['X:HGNC:3236:ex20:ins', 'V:HGNC:3236:p.Asp770_Asn771insSerValAsp'],
  'C:HGNC:6407:p.Gly12': ['V:HGNC:6407:p.Gly12Cys', 'V:HGNC:6407:p.Gly12Asp', 'C:HGNC:6407:p.Gly12'],
  'V:HGNC:6407:p.Gly12Cys': ['V:HGNC:6407:p.Gly12Cys'],
}
const GENES = ['HGNC:6407', 'HGNC:1097', 'HGNC:3236'] as const
const TISSUES = [...shipped.tumours.nodes.values()].filter(({ parent }) => parent === null).map(({ code }) => code)

const SUBJECTS = inTheCatalogue(generateSubjects(150, 6))
const shownBy = protect(cellsOf(SUBJECTS))
const published: PublishedTable = {
  table: aTable({ cells: [...shownBy.cells] }),
  jws: '',
  sha256: '0'.repeat(64),
  publishedAt: '',
}
const QUESTIONS = [
  ...generateDefinitions(9_000, 6),
  ...COHORTS.flatMap(key => [named(key), within(named(key))]),
  ...unions(774),
  ...genesWithin(200),
]

function inTheCatalogue(subjects: readonly GeneratedSubject[]): GeneratedSubject[] {
  const random = seededRandom(66)
  return subjects.map(subject => {
    const enrolments = subject.enrolments.map(one => {
      const cohortKey = COHORTS[Math.floor(random() ** 3 * COHORTS.length)] ?? COHORTS[0]
      const [, tumour = '', alteration = '', drugs = ''] = cohortKey.split('|')
      return { ...one, cohortKey, tumour, alteration, drugs }
    })
    // Who is in a cohort has what its name says.
    return {
      ...subject,
      enrolments,
      findings: [...new Set([...subject.findings, ...enrolments.map(one => one.alteration)])],
    }
  })
}

function named(key: string): CohortDefinition {
  return definitionOfKey(shipped, key)
}

function within(definition: CohortDefinition): CohortDefinition {
  return canonicaliseDefinition(shipped, { ...definition, match: 'within' })
}

/** Of several tissues, treated or screened, and of several findings. */
function unions(count: number): CohortDefinition[] {
  const random = seededRandom(666)
  return Array.from({ length: count }, () => {
    const tissues = TISSUES.filter(() => random() < 0.1).map(code => `${code}+`)
    const [first = 'BOWEL+', ...others] = tissues
    return canonicaliseDefinition(shipped, aDefinition({ match: 'within', tumour: [first, ...others] }))
  })
}

/** Of a gene, or of a change in it, in all or within tissues. */
function genesWithin(count: number): CohortDefinition[] {
  const random = seededRandom(6666)
  const codes = Object.keys(HAVING)
  return Array.from({ length: count }, (_, at) => {
    const [first, ...others] = TISSUES.filter(() => random() < 0.1).map(code => `${code}+`)
    const tumour: CohortDefinition['tumour'] = first === undefined || at < codes.length ? null : [first, ...others]
    return canonicaliseDefinition(
      shipped,
      aDefinition({ match: 'within', tumour, alteration: [codes[at % codes.length] ?? ''] }),
    )
  })
}

function truthIn(subjects: readonly GeneratedSubject[]) {
  const counter = new CohortCounter(indexOf(subjects), shipped)
  return (definition: CohortDefinition, denominator: Denominator): ReadonlySet<number> => {
    if (denominator === 'treated') return new Set(counter.treatedPatients(definition))
    const meant = definition.tumour
    const isIn = (own: string | null) => meant === null || (own !== null && isBelow(own, meant))
    const asked = definition.alteration?.flatMap(code => HAVING[code] ?? [])
    const has = (findings: readonly string[]) => asked === undefined || asked.some(one => findings.includes(one))
    return new Set(
      subjects.flatMap(({ tumour, findings }, patient) => (isIn(tumour) && has(findings) ? [patient] : [])),
    )
  }
}

function isBelow(code: string, terms: readonly string[]): boolean {
  if (terms.includes(code)) return true
  for (let at = shipped.tumours.nodes.get(code); at !== undefined; at = shipped.tumours.nodes.get(at.parent ?? '')) {
    if (terms.includes(`${at.code}+`)) return true
  }
  return false
}

function cellsOf(subjects: readonly GeneratedSubject[]): ExactCell[] {
  const truth = truthIn(subjects)
  const cell = (
    kind: ExactCell['kind'],
    code: string,
    [definition, denominator = 'treated']: readonly [CohortDefinition, Denominator?],
  ): ExactCell => ({ denominator, kind, code, patients: truth(definition, denominator) })
  const open = (parts: Partial<CohortDefinition>) =>
    canonicaliseDefinition(shipped, aDefinition({ match: 'within', ...parts }))
  const drugs = [...new Set(COHORTS.map(key => key.slice(key.lastIndexOf('|') + 1)))]
  return [
    cell('total', '*', [open({})]),
    cell('total', '*', [open({}), 'screened']),
    ...TISSUES.flatMap(code => [
      cell('tumour', code, [open({ tumour: [`${code}+`] })]),
      cell('tumour', code, [open({ tumour: [`${code}+`] }), 'screened']),
    ]),
    ...GENES.flatMap(gene => {
      const within = (parts: Partial<CohortDefinition>) => open({ alteration: [`G:${gene}:any`], ...parts })
      return [
        cell('gene', gene, [within({}), 'screened']),
        ...TISSUES.map(code => cell('tumour-gene', `${code}|${gene}`, [within({ tumour: [`${code}+`] }), 'screened'])),
      ]
    }),
    ...drugs.map(code => cell('drugs', code, [open({ drugs: code })])),
    ...COHORTS.map(key => {
      const statedGenes = GENES.filter(gene => key.includes(`:${gene}:`))
      return { ...cell('cohort', key, [named(key)]), ...(statedGenes.length > 0 ? { statedGenes } : {}) }
    }),
  ]
}

const isKnown = (alteration: CohortDefinition['alteration']) =>
  alteration === null || alteration.every(code => Object.hasOwn(HAVING, code))
const denominatorsOf = ({ match, drugs, alteration }: CohortDefinition): readonly Denominator[] =>
  match === 'within' && drugs === null && isKnown(alteration) ? ['treated', 'screened'] : ['treated']
const index = (table: NationalTable = published.table) =>
  indexTable({ ...published, table }, { terms: sampleTerms, isFirst: true })
const indexed = index()
const read = (definition: CohortDefinition, denominator: Denominator, from = indexed) =>
  readPublished({ definition, denominator }, from, sampleTerms)
const asked = QUESTIONS.flatMap(definition => denominatorsOf(definition).map(of => [definition, of] as const))

/** Questions whose answer does not hold what these subjects are in truth. */
function contradicted(subjects: readonly GeneratedSubject[]): readonly string[] {
  const truth = truthIn(subjects)
  return asked.flatMap(([definition, denominator]) => {
    const { result } = read(definition, denominator)
    const patients = truth(definition, denominator).size
    const holds =
      result.status === 'value'
        ? patients === result.count
        : result.from <= patients && (result.to === null || patients <= result.to)
    return holds ? [] : [`${JSON.stringify(definition)} ${denominator}: ${patients}, ${JSON.stringify(result)}`]
  })
}

describe('A06 ten thousand questions outside the catalogue', () => {
  it('are of every kind, over a table with numbers and masks', () => {
    expect(QUESTIONS).toHaveLength(10_000)
    const cohorts = shownBy.cells.filter(({ kind }) => kind === 'cohort')
    expect(cohorts.filter(({ count }) => count === 'masked').length).toBeGreaterThan(2)
    expect(cohorts.filter(({ count }) => count !== 'masked').length).toBeGreaterThan(4)
    const genes = shownBy.cells.filter(({ kind }) => kind === 'gene' || kind === 'tumour-gene')
    expect(genes.filter(({ count }) => count !== 'masked').length).toBeGreaterThan(4)
    const results = Map.groupBy(asked, ([definition, of]) => read(definition, of).result.status)
    for (const status of ['value', 'range', 'masked'] as const) expect(results.get(status)?.length).toBeGreaterThan(20)
  })

  it('get answers that hold the truth', () => {
    expect(contradicted(SUBJECTS)).toEqual([])
  })

  it('get answers that hold every other truth with the same shown cells', () => {
    const masked = shownBy.cells.filter(({ kind, count }) => kind === 'cohort' && count === 'masked')
    const trametinib = masked.map(({ code }) => code).filter(code => code.endsWith('|trametinib'))
    const [from, to] = trametinib.filter(code => code.startsWith('v1|COADREAD')) as [string, string]
    const before = shownBy.decided.find(({ cell }) => cell.code === from)?.cell.patients
    expect(before?.size).toBeGreaterThan(0)
    const [, , alteration = ''] = to.split('|')
    const moved = SUBJECTS.map(subject => ({
      ...subject,
      enrolments: subject.enrolments.map(one => (one.cohortKey === from ? { ...one, cohortKey: to, alteration } : one)),
    }))
    const sizes = new Map(cellsOf(moved).map(cell => [`${cell.denominator} ${cell.code}`, cell.patients.size]))
    expect(sizes.get(`treated ${from}`)).toBe(0)
    for (const { denominator, code, count } of shownBy.cells) {
      if (count !== 'masked') expect(sizes.get(`${denominator} ${code}`)).toBe(count)
    }
    expect(contradicted(moved)).toEqual([])
  })

  it('get the same bytes whatever hides behind a mask, even if the cell is not listed', () => {
    const shown = index({ ...published.table, cells: shownBy.cells.filter(({ count }) => count !== 'masked') })
    for (const [definition, of] of asked) {
      expect(JSON.stringify(read(definition, of, shown))).toBe(JSON.stringify(read(definition, of)))
    }
  })

  it('cannot say what a cohort is not', () => {
    for (const text of ['tumour:!BOWEL', 'tumour:-BOWEL', 'not:tumour:BOWEL', 'alteration:"not KRAS G12C"']) {
      expect(() => parseCohortText(shipped, text)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^cohort\//) }),
      )
    }
  })

  it('add up where published cells are disjoint: screened tissues, exactly', () => {
    const shown = shownBy.cells.filter(
      ({ denominator, kind, count }) => denominator === 'screened' && kind === 'tumour' && count !== 'masked',
    )
    const [one, two] = shown as [(typeof shown)[number], (typeof shown)[number]]
    const both = canonicaliseDefinition(
      shipped,
      aDefinition({ match: 'within', tumour: [`${one.code}+`, `${two.code}+`] }),
    )
    expect(read(both, 'screened').result).toEqual({ status: 'value', count: Number(one.count) + Number(two.count) })
  })
})
