import { describe, expect, it } from 'vitest'
import { type Catalogue, parseCatalogue } from '../../src/cohort/catalogue/catalogue.ts'
import { checkSuccessor, compareCatalogues } from '../../src/cohort/catalogue/compare.ts'
import { addCohort, nextDraft, takeProposal } from '../../src/cohort/catalogue/draft.ts'
import { checkInForce } from '../../src/cohort/catalogue/in-force.ts'
import { marginsOf } from '../../src/cohort/catalogue/margins.ts'
import { type CatalogueProposal, checkProposal, parseProposal } from '../../src/cohort/catalogue/proposal.ts'
import { parseCohortText } from '../../src/cohort/compact-text.ts'
import { aCatalogue, aCohort, NIVOLUMAB, SOTORASIB } from '../support/catalogue.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const parse = (change: object) => parseCatalogue(shipped, aCatalogue(change as Partial<Catalogue>))
const [sotorasib, nivolumab] = [aCohort(SOTORASIB, 'PR-0001'), aCohort(NIVOLUMAB, 'PR-0002')]
const [design] = aCatalogue().designs

describe('a catalogue', () => {
  it('is taken as it stands', () => {
    expect(parse({})).toEqual(aCatalogue())
  })

  it.each([
    ['cohorts out of order', { cohorts: [nivolumab, sotorasib] }],
    ['a key twice', { cohorts: [sotorasib, { ...sotorasib, id: 'PR-0009' }] }],
    ['an id twice', { cohorts: [sotorasib, { ...nivolumab, id: 'PR-0001' }] }],
    [
      'a key that is not canonical',
      {
        cohorts: [aCohort('v1|PAN|P:MSI:H|ipilimumab+nivolumab', 'PR-0001')].map(one => ({
          ...one,
          key: 'v1|PAN|P:MSI:H|nivolumab+ipilimumab',
        })),
      },
    ],
    ['a design that is not listed', { cohorts: [{ ...sotorasib, design: 'other' }] }],
    ['a source that is not listed', { cohorts: [{ ...sotorasib, sources: ['other'] }] }],
    ['a design twice', { designs: [design, design] }],
    ['stages in the wrong order', { designs: [{ ...design, n1: 24, n: 8 }] }],
    ['more responders than patients', { designs: [{ ...design, r1: 8 }] }],
    ['p0 above p1', { designs: [{ ...design, p0: 0.5 }] }],
    ['looks in the wrong order', { designs: [{ ...design, looks: ['S2', 'S1'] }] }],
    ['an end before its beginning', { validUntil: '2025-01-01' }],
    ['keys of other versions of the codes', { codes: { normaliser: '2', oncotree: '2025-10-03' } }],
    ['a member that it does not know', { patients: 12 }],
    ['a serial in text', { serial: '3' }],
  ])('is refused with %s', (_, change) => {
    expect(() => parse(change)).toThrow(code('cohort/bad-catalogue'))
  })

  it('is refused with a code that nobody knows', () => {
    expect(() => parse({ cohorts: [{ ...nivolumab, key: 'v1|PAN|P:MSI:H|nodrug' }] })).toThrow(
      code('cohort/unknown-code'),
    )
  })

  it('holds through its last day and not a day longer', () => {
    expect(() => checkInForce(aCatalogue(), '2027-01-01')).not.toThrow()
    expect(() => checkInForce(aCatalogue(), '2027-01-02')).toThrow(code('cohort/catalogue-expired'))
  })

  it('has margins by exact drugs, tissue and gene, which follow from its keys', () => {
    const { drugs, tissues, genes } = marginsOf(
      shipped,
      aCatalogue({
        cohorts: [
          aCohort('v1|BREAST,OVARY|G:HGNC:8975:mut|alpelisib', 'PR-0003'),
          sotorasib,
          aCohort('v1|NSCLC|F:HGNC:1316::HGNC:427|alectinib', 'PR-0004'),
          nivolumab,
        ],
      }),
    )
    const ids = (margin: ReadonlyMap<string, readonly { id: string }[]>) =>
      Object.fromEntries([...margin].map(([name, cohorts]) => [name, cohorts.map(({ id }) => id).join(' ')]))
    expect(ids(drugs)).toEqual({
      alectinib: 'PR-0004',
      alpelisib: 'PR-0003',
      nivolumab: 'PR-0002',
      sotorasib: 'PR-0001',
    })
    expect(ids(tissues)).toEqual({
      BOWEL: 'PR-0001',
      BREAST: 'PR-0003',
      LUNG: 'PR-0004',
      OVARY: 'PR-0003',
      PAN: 'PR-0002',
    })
    expect(ids(genes)).toEqual({
      'HGNC:1316': 'PR-0004',
      'HGNC:427': 'PR-0004',
      'HGNC:6407': 'PR-0001',
      'HGNC:8975': 'PR-0003',
    })
  })
})

describe('the next catalogue', () => {
  const facts = { version: 'test-4', issued: '2026-06-01', validUntil: '2027-06-01', synthetic: true }
  const draft = nextDraft(aCatalogue(), facts)
  const definition = parseCohortText(shipped, 'tumour:NSCLC alteration:"MET ex14 skipping" drug:capmatinib')
  const add = (change: object = {}, to = draft) =>
    addCohort(shipped, to, {
      definition,
      endpoint: 'control-w16-visit',
      design: 'simon-8-24',
      status: { NO: 'open' },
      ...change,
    })

  it('has the next serial and all cohorts, and takes a new one in its place under the next id', () => {
    const next = add()
    expect(next.serial).toBe(4)
    expect(next.cohorts.map(({ id }) => id)).toEqual(['PR-0001', 'PR-0003', 'PR-0002'])
    expect(next.cohorts[1]).toMatchObject({ label: 'MET exon 14 skipping · Non-Small Cell Lung Cancer · capmatinib' })
    expect(() => checkSuccessor(aCatalogue(), next)).not.toThrow()
  })

  it('refuses a cohort that it has, a wider group, and a design that it does not list', () => {
    expect(() => add({}, add())).toThrow(code('cohort/bad-catalogue', { detail: { id: 'PR-0003' } }))
    const wider = parseCohortText(shipped, 'tumour:NSCLC+ alteration:"MET ex14 skipping" drug:capmatinib')
    expect(() => add({ definition: wider })).toThrow(code('cohort/bad-catalogue'))
    expect(() => add({ design: 'other' })).toThrow(code('cohort/bad-catalogue'))
  })

  const proposal = (change: object): CatalogueProposal => ({
    schema: 'catalogue-proposal/1',
    member: 'protarget-denmark',
    country: 'DK',
    proposed: '2026-05-01',
    basedOn: { serial: 3, sha256: '0'.repeat(64) },
    reason: 'three patients a year',
    change: change as CatalogueProposal['change'],
  })
  const capmatinib = {
    kind: 'register',
    key: 'v1|NSCLC|X:HGNC:7029:ex14:skip|capmatinib',
    label: 'MET exon 14 skipping · Non-Small Cell Lung Cancer · capmatinib',
    endpoint: 'control-w16-visit',
    design: 'simon-8-24',
    status: 'open',
  }

  it('carries a proposal by its hash', () => {
    const sha256 = 'a'.repeat(64)
    const next = takeProposal(shipped, draft, { proposal: proposal(capmatinib), sha256 })
    expect(next.cohorts.find(({ id }) => id === 'PR-0003')).toMatchObject({ status: { DK: 'open' }, proposal: sha256 })
  })

  it('changes the status in the country of the member who proposes it, and nothing else', () => {
    const change = { kind: 'status', id: 'PR-0002', status: 'paused' }
    const next = takeProposal(shipped, draft, { proposal: proposal(change), sha256: 'a'.repeat(64) })
    expect(compareCatalogues(draft, next).changed).toEqual([
      {
        id: 'PR-0002',
        label: nivolumab.label,
        changes: [{ member: 'status', from: '{"NO":"open"}', to: '{"DK":"paused","NO":"open"}' }],
      },
    ])
  })

  it.each([
    ['a label that says something else', { ...capmatinib, label: 'KRAS' }],
    ['a key that is not canonical', { ...capmatinib, key: 'v1|NSCLC|P:MSI:H|nivolumab+ipilimumab' }],
  ])('takes no proposal with %s', (_, change) => {
    expect(() => parseProposal(shipped, proposal(change))).toThrow(code('cohort/bad-proposal'))
  })

  it.each([
    ['a cohort that is registered', { ...capmatinib, key: SOTORASIB, label: sotorasib.label }],
    ['the status of a cohort that is not', { kind: 'status', id: 'PR-0404', status: 'open' }],
    ['a design that is not listed', { ...capmatinib, design: 'other' }],
  ])('takes no proposal of %s', (_, change) => {
    const parsed = parseProposal(shipped, proposal(change))
    expect(() => checkProposal(aCatalogue(), parsed)).toThrow(code('cohort/bad-proposal'))
  })

  it.each([
    ['the same serial', {}, 'cohort/catalogue-older'],
    ['an older serial', { serial: 2 }, 'cohort/catalogue-older'],
    ['a cohort that is gone', { serial: 4, cohorts: [sotorasib] }, 'cohort/bad-catalogue'],
    [
      'an id that has gone to other patients',
      { serial: 4, cohorts: [sotorasib, aCohort('v1|PAN|P:TMB:high@10|nivolumab', 'PR-0002')] },
      'cohort/bad-catalogue',
    ],
    [
      'an endpoint changed under the same version',
      { serial: 4, cohorts: [sotorasib, { ...nivolumab, endpoint: 'benefit-16w-confirmed' }] },
      'cohort/bad-catalogue',
    ],
  ])('does not take the place of the one before with %s', (_, change, refusal) => {
    expect(() => checkSuccessor(aCatalogue(), aCatalogue(change as Partial<Catalogue>))).toThrow(code(refusal))
  })

  it('may change how a cohort is judged under a new version of it', () => {
    const cohorts: Catalogue['cohorts'] = [sotorasib, { ...nivolumab, endpoint: 'benefit-16w-confirmed', version: 2 }]
    expect(() => checkSuccessor(aCatalogue(), aCatalogue({ serial: 4, cohorts }))).not.toThrow()
  })
})
