import { describe, expect, it } from 'vitest'
import type { Alteration } from '../../src/model/generated/common-record.ts'
import { codeReader, codesOf } from '../../src/projection/fhir/import/code-lists.ts'
import { decidedFhirCodes, decidedMapping, decidedTerminology } from '../../src/review/apply.ts'
import {
  type Decision,
  type Decisions,
  noDecisions,
  readDecisions,
  withDecision,
  writeDecisions,
} from '../../src/review/decisions.ts'
import { entryId, queueOf } from '../../src/review/queue.ts'
import { checkTarget, proposalsFor } from '../../src/review/targets.ts'
import { readCohortName } from '../../src/terminology/cohort-name.ts'
import { normaliseDrugs } from '../../src/terminology/drugs.ts'
import { askedOfFinding } from '../../src/terminology/finding/asked-finding.ts'
import { readFinding } from '../../src/terminology/finding/read-finding.ts'
import { aMapping, mapped } from '../mapping/a-mapping.ts'
import { impressMapping } from '../mapping/shipped-mapping.ts'
import { medplumFaults } from '../support/medplum.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const trial = { trialId: 'example-trial' }
const decision = (vocabulary: string, code: string, target: string | null, system: string | null = null): Decision => ({
  vocabulary,
  system,
  code,
  target,
  by: 'anne',
  role: 'coordinator',
  at: '2026-02-03T04:05:06.000Z',
  reason: 'as the site says',
})
const decided = (...all: readonly Decision[]) => all.reduce(withDecision, noDecisions)

/** Kind of consent by a code map; it must not be null, so an unmapped code rejects the record. */
const SITE = 'urn:site:consents'
const kinds = {
  resourceType: 'ConceptMap',
  url: 'urn:test:kinds',
  version: '7',
  status: 'active',
  group: [
    {
      source: SITE,
      target: 'urn:test:kind',
      element: [
        { code: 'DEL', display: 'deling', target: [{ code: 'sharing', equivalence: 'equivalent' }] },
        { code: 'BEH', target: [{ code: 'treatment', equivalence: 'inexact' }] },
        {
          code: 'ALT',
          target: [
            { code: 'sharing', equivalence: 'equivalent' },
            { code: 'treatment', equivalence: 'equal' },
          ],
        },
      ],
      unmapped: { mode: 'other-map', url: 'urn:test:more' },
    },
  ],
}
const more = {
  ...kinds,
  url: 'urn:test:more',
  group: [{ source: SITE, element: [{ code: 'X', target: [{ code: 'screening', equivalence: 'narrower' }] }] }],
}
const mapping = aMapping(
  {
    consents: {
      screens: true,
      entity: 'consents',
      fields: {
        kind: { read: 'concept', column: 'KIND', map: 'kinds', system: SITE },
        status: { read: 'constant', value: 'active' },
        date: { read: 'constant', value: null },
        scope: { read: 'split', column: 'SCOPE', at: ';' },
      },
    },
    dm: {
      screens: true,
      entity: 'subject',
      fields: { sex: { read: 'code', code: 'SEXCD', text: 'SEX', list: 'sex' } },
    },
  },
  { codeLists: { sex: { unknown: 'report', codes: { 1: 'male' }, texts: { female: 'female' } } } },
  new Map<string, unknown>([
    ['kinds', { ...kinds, group: kinds.group }],
    ['more', more],
  ]),
)
const scoped = (kind: string) => mapped(mapping, { consents: [{ SubjectId: '1', KIND: kind }] })

describe('a decision', () => {
  const all = decided(
    decision('drug', 'Nivolumabb', 'nivolumab'),
    decision('map:kinds', 'BEH', 'treatment', SITE),
    decision('list:sex', '9', null),
  )

  it('is kept as a FHIR R4 ConceptMap with who, when and why, and is read back as it was', () => {
    const written = writeDecisions(all, trial)
    expect(medplumFaults(written)).toEqual([])
    expect(written).toMatchObject({ version: '3', group: [{}, { source: SITE }, {}] })
    expect(JSON.stringify(written)).toContain('coordinator anne, 2026-02-03: as the site says')
    expect(readDecisions(JSON.parse(JSON.stringify(written)), trial)).toEqual(all)
  })

  it('takes the place of an earlier one of the same code, and is the next version', () => {
    const changed = withDecision(all, decision('drug', 'nivolumabb', 'pembrolizumab'))
    expect(changed.version).toBe(4)
    expect([...changed.byId.values()].filter(({ vocabulary }) => vocabulary === 'drug')).toMatchObject([
      { target: 'pembrolizumab' },
    ])
  })

  const written = writeDecisions(all, trial) as { group: { element: { target: object[] }[] }[] }
  it.each<[string, unknown]>([
    ['of another trial', { ...written, url: 'urn:prime-rose:review-decisions:other' }],
    ['that is no ConceptMap', { ...written, resourceType: 'ValueSet' }],
    ['without a version', { ...written, version: 'x' }],
    [
      'with two targets',
      { ...written, group: written.group.map(group => ({ ...group, element: [{ code: 'a', target: [{}, {}] }] })) },
    ],
    [
      'without who decided',
      {
        ...written,
        group: written.group.map(group => ({
          ...group,
          element: [{ code: 'a', target: [{ code: 'b', equivalence: 'equivalent' }] }],
        })),
      },
    ],
    ['that is wider than the code', JSON.parse(JSON.stringify(written).replaceAll('"equivalent"', '"wider"'))],
    ['that is no object', []],
  ])('is refused where the file is one %s', (_, json) => {
    expect(() => readDecisions(json, trial)).toThrow(expect.objectContaining({ code: 'review/bad-decisions' }))
  })
})

describe('a mapping with decisions', () => {
  const read = (decisions: Parameters<typeof decidedMapping>[1], rows: Parameters<typeof mapped>[1]) =>
    mapped(decidedMapping(mapping, decisions), rows)

  it.each(['BEH', 'ALT', 'X', 'NEW'])('accepts the record that the code %s rejected', code => {
    const rows = { consents: [{ SubjectId: '1', KIND: code }] }
    expect(mapped(mapping, rows)).toMatchObject({ rejected: 1, problems: ['unmapped-code KIND', 'record-invalid'] })
    const after = read(decided(decision('map:kinds', code, 'treatment', SITE)), rows)
    expect(after).toMatchObject({ rejected: 0, problems: [], records: [{ consents: [{ kind: 'treatment' }] }] })
    expect(scoped('DEL').records).toMatchObject([{ consents: [{ kind: 'sharing' }] }])
  })

  it('asks no more for a code that means nothing, and leaves the field empty', () => {
    const rows = { dm: [{ SubjectId: '1', SEXCD: '9' }] }
    expect(mapped(mapping, rows).problems).toEqual(['unknown-code SEXCD'])
    expect(read(decided(decision('list:sex', '9', null)), rows)).toMatchObject({
      problems: [],
      records: [{ sex: 'unknown' }],
    })
    expect(read(decided(decision('list:sex', '9', 'female')), rows).records).toMatchObject([{ sex: 'female' }])
  })

  it('says in its version by which decisions it reads', () => {
    expect(decidedMapping(mapping, noDecisions)).toBe(mapping)
    expect(decidedMapping(mapping, decided(decision('list:sex', '9', null))).version).toBe(
      `${mapping.version}+review.1`,
    )
  })

  it('reads names of drugs, tumours, biomarkers and whole cohorts by them', () => {
    const facts = {
      targetMutation: null,
      targetName: null,
      geneMutation: null,
      icd10: null,
      tumourPick: null,
      tumourShort: null,
      drugs: [],
    }
    const name = 'HER2 something odd/Gallegangene/Pertuzumabxx+Trastuzumab'
    const decisions = decided(
      decision('alteration', 'HER2 Something  odd', 'HER2exp'),
      decision('tumour', 'gallegangene', 'CHOL'),
      decision('drug', 'PERTUZUMABXX', 'pertuzumab'),
      decision('cohort-name', 'the odd one', 'BRAF V600E/Melanoma/Dabrafenib'),
    )
    const site = decidedMapping(impressMapping, decisions).siteVocabulary
    const keyOf = (text: string) => readCohortName(decidedTerminology(shipped, decisions), site, text, facts).key
    expect(readCohortName(shipped, impressMapping.siteVocabulary, name, facts).key).toBeNull()
    expect(keyOf(name)).toBe('v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab')
    expect(keyOf('The odd  one')).toBe('v1|MEL|V:HGNC:1097:p.Val600Glu|dabrafenib')
    expect(normaliseDrugs(shipped.drugs, 'Pertuzumabxx').canonical).toBeNull()
  })
})

describe('a finding of a report', () => {
  const finding = (parts: Partial<Alteration>): Alteration => ({
    origin: { sheet: 'maf', line: 7 },
    key: null,
    text: null,
    ...parts,
  })
  const read = (decisions: Decisions, row: Alteration) =>
    readFinding(
      decidedTerminology(shipped, decisions),
      {},
      row,
      decidedMapping(impressMapping, decisions).siteVocabulary.decided?.findings,
    )

  it.each<[string, Partial<Alteration>, string, string, string, string]>([
    [
      'of a gene that nobody knows',
      { gene: 'BRAFF', hgvsP: 'p.V600E' },
      'gene',
      'BRAFF',
      'BRAF',
      'V:HGNC:1097:p.Val600Glu',
    ],
    [
      'of a gene by a name of two',
      { gene: 'PTC', hgvsP: 'p.Met918Thr' },
      'gene',
      'PTC',
      'RET',
      'V:HGNC:9967:p.Met918Thr',
    ],
    [
      'by the coding sequence alone',
      { gene: 'EGFR', hgvsC: 'c.2369C>T' },
      'finding',
      'EGFR c.2369C>T',
      'EGFR T790M',
      'V:HGNC:3236:p.Thr790Met',
    ],
    ['with a star on a hotspot', { text: 'BRAF V600*' }, 'finding', 'BRAF V600*', 'BRAF V600', 'C:HGNC:1097:p.Val600'],
    [
      'with a number of copies',
      { gene: 'ERBB2', copyNumber: 14 },
      'finding',
      'ERBB2 copy number 14',
      'ERBB2 amp',
      'G:HGNC:3430:amp',
    ],
  ])('%s is asked, and read as a person decided', (_, parts, vocabulary, code, target, canonical) => {
    const row = finding(parts)
    const before = readFinding(shipped, {}, row)
    expect(before?.canonical).toBeNull()
    expect(askedOfFinding(row, before?.reviewCode ?? 'unparsed')).toEqual({ vocabulary, text: code })
    expect(read(decided(decision(vocabulary, code, target)), row)).toMatchObject({ canonical, reviewCode: null })
    expect(read(decided(decision(vocabulary, code, null)), row)?.canonical).toBeNull()
  })

  it.each<[string, Partial<Alteration>]>([
    ['a number without a cut-off', { signature: { kind: 'TMB', value: 12 } }],
    ['a gene without a change', { gene: 'BRAF' }],
    ['nothing', {}],
  ])('of %s is nothing that a text could answer', (_, parts) => {
    expect(askedOfFinding(finding(parts), 'unparsed')).toBeNull()
  })
})

describe('a code of FHIR', () => {
  const oddity = { coding: [{ system: 'urn:site:response', code: 'PRx' }] }

  it('is asked with its system, means what a person decided, and nothing where it was rejected', () => {
    expect(codeReader({}).read('response', oddity)).toMatchObject({ kind: 'unknown', codings: [{ code: 'PRx' }] })
    const readBy = (target: string | null) =>
      codeReader(decidedFhirCodes({}, decided(decision('fhir:response', 'PRx', target, 'urn:site:response')))).read(
        'response',
        oddity,
      )
    expect(readBy('PR')).toEqual({ kind: 'value', value: 'PR' })
    expect(readBy(null)).toEqual({ kind: 'none' })
  })
})

describe('what may be decided', () => {
  const tables = {
    mapping,
    terminology: shipped,
    fhirCodes: new Map([['response', codesOf('response', {})]]),
  }
  const asked = (vocabulary: string, code: string) => ({
    vocabulary,
    system: vocabulary.startsWith('map') ? SITE : null,
    code,
  })

  it.each<[string, string, readonly string[]]>([
    ['map:kinds', 'BEH', ['treatment']],
    ['map:kinds', 'DELL', ['sharing']],
    ['list:sex', 'femal', ['female']],
    ['drug', 'Nivolumabxy', ['nivolumab']],
    ['drug', 'Pembrolizumap', ['pembrolizumab']],
    ['tumour', 'cholangiocarcinom', ['CHOL']],
    ['alteration', 'BRAF odd', []],
    ['alteration', 'KRASS G12C', ['KRAS G12C']],
    ['finding', 'BRAFF V600E', ['BRAF V600E']],
    ['gene', 'BRAFF', ['BRAF']],
    ['gene', 'PTC', ['RET']],
    ['fhir:response', 'PRx', ['PR']],
  ])('of %s %s is proposed from the tables', (vocabulary, code, targets) => {
    expect(
      proposalsFor(asked(vocabulary, code), tables)
        .map(({ target }) => target)
        .slice(0, 1),
    ).toEqual(targets)
  })

  it.each<[string, string]>([
    ['map:kinds', 'gossip'],
    ['list:sex', '1'],
    ['drug', 'Nivolumabxy'],
    ['tumour', 'NOWHERE'],
    ['alteration', 'something odd'],
    ['finding', 'BRAF V600*'],
    ['gene', 'NOGENE'],
    ['fhir:response', 'C18058'],
    ['cohort-name', 'BRAF V600E/Nowhere at all/Dabrafenib'],
  ])('of %s is not %s', (vocabulary, target) => {
    expect(() => checkTarget(asked(vocabulary, 'x'), target, tables)).toThrow(
      expect.objectContaining({ code: 'review/unknown-target' }),
    )
  })

  it('is a brand or a combination in its canonical form', () => {
    expect(checkTarget(asked('drug', 'x'), 'Tafinlar + Mekinist', tables)).toBe('dabrafenib+trametinib')
  })
})

describe('the queue', () => {
  const seen = (code: string, line: number, rows = 1, column = 'DRUG') => ({
    vocabulary: 'drug',
    system: null,
    code,
    reason: 'drug-unknown',
    sheet: 'tr',
    column,
    line,
    rows,
  })
  const setting = { trialId: 'example-trial', mapping, mayIdentify: (code: string) => code.includes('Nordmann') }

  it('has one entry for all spellings of a text, the most frequent one shown, with rows and places', () => {
    const queue = queueOf(
      [seen('foomab', 9), seen('Foomab', 4, 5), seen('FOOMAB', 2, 1, 'OTHER'), seen('barmab', 3)],
      setting,
    )
    expect(queue.entries).toMatchObject([
      {
        code: 'Foomab',
        rows: 7,
        places: [
          { column: 'DRUG', rows: 6, line: 4 },
          { column: 'OTHER', rows: 1, line: 2 },
        ],
      },
      { code: 'barmab', rows: 1 },
    ])
    expect(queue.entries[0]?.id).toBe(entryId({ vocabulary: 'drug', system: null, code: 'foomab' }))
  })

  it('holds no text that may name somebody, and none that is longer than a code', () => {
    const queue = queueOf([seen('given to Ola Nordmann', 3), seen('x'.repeat(201), 4), seen('foomab', 5)], setting)
    expect(queue).toMatchObject({ withheld: 2, entries: [{ code: 'foomab' }] })
    expect(JSON.stringify(queue)).not.toContain('Nordmann')
  })
})
