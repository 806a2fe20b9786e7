import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alteration, CommonRecord, Specimen, Tumour } from '../../src/model/generated/common-record.ts'
import type { PseudonymiseInput } from '../../src/pseudonymisation/pseudonymise.ts'
import { findResidue } from '../../src/pseudonymisation/residue.ts'
import { readFinding } from '../../src/terminology/finding/read-finding.ts'
import { readStatedTumour } from '../../src/terminology/stated-tumour.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { anEnrolment, anOutcome, aRecord, pseudonymised } from './a-subject.ts'

const origin = (sheet: string, line: number) => ({ sheet, line })
const aTumour = (parts: Partial<Tumour> = {}): Tumour => ({
  origin: origin('condition', 1),
  key: 'c-17',
  primary: null,
  ...parts,
})
const aSpecimen = (parts: Partial<Specimen> = {}): Specimen => ({
  origin: origin('specimen', 1),
  key: 's-4',
  kind: 'tissue',
  ...parts,
})
const aFinding = (parts: Partial<Alteration> = {}): Alteration => ({
  origin: origin('report', 5),
  key: null,
  text: null,
  ...parts,
})

const readers: Partial<PseudonymiseInput> = {
  statedTumourOf: tumour => readStatedTumour(shipped, tumour),
  isOncotree: code => shipped.tumours.nodes.has(code) || shipped.tumours.former.has(code),
  alterationOf: finding => readFinding(shipped, { TMB: 10 }, finding),
}
const recordOf = (parts: Partial<CommonRecord>, more: Partial<PseudonymiseInput> = {}) =>
  pseudonymised({ record: aRecord(parts), ...readers, ...more }).record

describe('tumours that the source states by themselves', () => {
  it('are read by terminology, with the codes that are codes', () => {
    const { tumours } = recordOf({
      tumours: [
        aTumour({
          icd10: 'c22.1',
          icdo3Morphology: '8160/3',
          stage: 'iv',
          diagnosed: '2022-01-20',
          metastatic: true,
          text: 'typed by Dr. Hansen',
        }),
      ],
    })
    expect(tumours).toEqual([
      {
        id: 't1',
        oncotree: 'IHCH',
        reviewCode: null,
        sourceCodes: [
          { system: 'http://hl7.org/fhir/sid/icd-10', code: 'C22.1', display: null },
          { system: 'http://terminology.hl7.org/CodeSystem/icd-o-3', code: '8160/3', display: null },
        ],
        sourceText: null,
        icd10: 'C22.1',
        icdo3Morphology: '8160/3',
        stage: 'IV',
        diagnosisDay: -14,
        metastatic: true,
        mapEquivalence: 'wider',
        primary: true,
      },
    ])
  })

  it('keep an OncoTree code that the tree has or had, and no other word that could be one', () => {
    const codes = (oncotree: string) =>
      recordOf({ tumours: [aTumour({ oncotree, text: 'x' })] }).tumours[0]?.sourceCodes.map(({ code }) => code)
    expect([codes('chol'), codes('GBM'), codes('NORDMANN'), codes('ZQCANARY')]).toEqual([['CHOL'], ['GBM'], [], []])
    const coded = { system: 'http://oncotree.mskcc.org/fhir/CodeSystem', code: 'NORDMANN', display: null }
    const { tumours } = recordOf({ tumours: [aTumour({ text: 'x', sourceCodes: [coded] })] })
    expect(tumours[0]?.sourceCodes).toEqual([])
  })

  it('have one primary: the one called so, else the first that is not called another', () => {
    const primaries = (...called: (boolean | null)[]) =>
      recordOf({
        tumours: called.map((primary, at) => aTumour({ primary, key: `k${at}`, icd10: `C1${at}` })),
      }).tumours.map(tumour => [tumour.icd10, tumour.primary])
    expect(primaries(false, null, true)).toEqual([
      ['C12', true],
      ['C10', false],
      ['C11', false],
    ])
    expect(primaries(false, null)).toEqual([
      ['C11', true],
      ['C10', false],
    ])
    expect(primaries(false)).toEqual([['C10', true]])
  })

  it('belong to the treatments that name them', () => {
    const { treatments } = recordOf({
      tumours: [aTumour({ icd10: 'C22.1' }), aTumour({ key: 'c-18', icd10: 'C18.9' })],
      enrolments: [anEnrolment({ tumourKey: 'c-18' })],
    })
    expect(treatments[0]?.tumourId).toBe('t2')
  })

  it('keep a metastasis and an unknown tumour under review', () => {
    const code = (tumour: Partial<Tumour>) => recordOf({ tumours: [aTumour(tumour)] }).tumours[0]?.reviewCode
    expect([code({ icd10: 'C78.7' }), code({ text: 'something odd' }), code({ oncotree: 'GBM' })]).toEqual([
      'metastasis',
      'tumour-unknown',
      'oncotree-version',
    ])
  })
})

describe('findings that the source states by themselves', () => {
  it('are canonical, tied to sample, day and treatment', () => {
    const { alterations, specimens, treatments } = recordOf({
      specimens: [aSpecimen({ assayKind: 'ngs-panel', assay: 'TSO500', collected: '2022-01-24' })],
      alterations: [
        aFinding({
          key: 'f1',
          gene: 'KRAS',
          hgvsP: 'p.Gly12Cys',
          transcript: 'NM_004985.5',
          vaf: 0.21,
          sourceClass: 'somatic',
          specimenKey: 's-4',
          reported: '2022-01-31',
          escat: 'i-a',
        }),
      ],
      enrolments: [anEnrolment({ alterationKeys: ['f1'] })],
    })
    expect(specimens).toEqual([
      { id: 's1', kind: 'tissue', assayKind: 'ngs-panel', assay: 'tso500', collectedDay: -10 },
    ])
    expect(alterations).toEqual([
      {
        id: 'a1',
        class: 'snv-indel',
        canonical: 'V:HGNC:6407:p.Gly12Cys',
        reviewCode: null,
        geneHgnc: 'HGNC:6407',
        hgvsP: 'p.Gly12Cys',
        transcript: 'NM_004985.5',
        isMane: true,
        vaf: 0.21,
        origin: 'somatic',
        escat: 'I-A',
        specimenId: 's1',
        reportedDay: -3,
        sourceText: null,
      },
    ])
    expect(treatments[0]?.alterationIds).toEqual(['a1'])
  })

  it('stand for the alteration of a cohort that names the same, and beside one that names another', () => {
    const finding = aFinding({ gene: 'KRAS', hgvsP: 'p.Gly12Cys' })
    const same = recordOf(
      { alterations: [finding] },
      { outcomes: [anOutcome({ alteration: 'V:HGNC:6407:p.Gly12Cys' })] },
    )
    expect([same.alterations.length, same.treatments[0]?.alterationIds]).toEqual([1, ['a1']])
    const other = recordOf({ alterations: [finding] }, { outcomes: [anOutcome({ alteration: 'G:HGNC:6407:mut' })] })
    expect(other.alterations.map(one => one.canonical)).toEqual(['V:HGNC:6407:p.Gly12Cys', 'G:HGNC:6407:mut'])
    expect(other.treatments[0]?.alterationIds).toEqual(['a2'])
  })

  it('that change nothing are none, and those under review stay with their reason', () => {
    const { alterations } = recordOf(
      {
        alterations: [aFinding({ gene: 'EGFR', hgvsP: 'p.Thr790=' }), aFinding({ gene: 'MET', hgvsC: 'c.3028+1G>T' })],
      },
      { outcomes: [] },
    )
    expect(alterations).toMatchObject([
      { canonical: null, reviewCode: 'c-only', geneHgnc: 'HGNC:7029', hgvsC: 'c.3028+1G>T' },
    ])
  })

  it('said twice are one, whatever the order of the rows', () => {
    const findings = [
      aFinding({ gene: 'KRAS', hgvsP: 'G12C' }),
      aFinding({ origin: origin('report', 6), gene: 'KRAS', hgvsP: 'p.Gly12Cys' }),
      aFinding({ origin: origin('report', 7), gene: 'ERBB2', cnaKind: 'amp' }),
      aFinding({ origin: origin('report', 8), signature: { kind: 'TMB', value: 23.4, unit: 'mutations/Mb' } }),
    ]
    const inOrder = recordOf({ alterations: findings }).alterations
    expect(inOrder.map(one => one.canonical).sort()).toEqual([
      'E:HGNC:3430:pos',
      'G:HGNC:3430:amp',
      'P:TMB:high@23.4',
      'V:HGNC:6407:p.Gly12Cys',
    ])
    fc.assert(
      fc.property(fc.shuffledSubarray(findings, { minLength: findings.length }), shuffled => {
        expect(recordOf({ alterations: shuffled }).alterations).toEqual(inOrder)
      }),
      { numRuns: 10 },
    )
  })

  it('leave no date, key or word of the source behind', () => {
    const record = aRecord({
      tumours: [aTumour({ key: 'Condition/kari-17', text: 'typed about Kari', diagnosed: '2022-01-20' })],
      specimens: [aSpecimen({ key: 'B22-0107', assay: 'Panel of Kari 2022', collected: '2022-01-24' })],
      alterations: [
        aFinding({ key: 'row 17', text: 'typed finding of Kari', specimenKey: 'B22-0107', reported: '2022-01-31' }),
      ],
    })
    const texts = [
      'Condition/kari-17',
      'typed about Kari',
      'B22-0107',
      'Panel of Kari 2022',
      'row 17',
      'typed finding of Kari',
      '2022-01-20',
      '2022-01-24',
      '2022-01-31',
    ]
    const { record: result } = pseudonymised({ record, ...readers })
    expect(result.alterations).toHaveLength(2)
    expect(findResidue(result, { subjectId: '0301-007', texts })).toEqual([])
  })
})
