/**
 * Official example resources of Genomics Reporting 3.0.0 and mCODE 4.0.0 (HL7, CC0), read where they lie beside the
 * checkout. What is expected of each was read off the files by hand.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Alteration } from '../../../../src/model/generated/common-record.ts'
import type { Element } from '../../../../src/projection/fhir/element.ts'
import { readFinding } from '../../../../src/terminology/finding/read-finding.ts'
import { readStatedTumour } from '../../../../src/terminology/stated-tumour.ts'
import { entriesOf, importFhir } from '../../../support/fhir-import.ts'
import { r4Validator } from '../../../support/fhir-schemas.ts'
import { shipped } from '../../../terminology/shipped-terminology.ts'

const folder = join(import.meta.dirname, '../../../../../shared/conformance/fhir')
const isThere = existsSync(folder)

const documentOf = (file: string) => JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')) as Element
const read = (...files: string[]) => importFhir(files.flatMap(file => entriesOf(documentOf(file))))

/** `PIK3CA p.His1047Arg 0.2188`: gene, change and what else is told of a variant. */
const told = ({ gene, geneDisplay, hgvsP, hgvsC, vaf, cnaKind, copyNumber, partner, sourceClass }: Alteration) =>
  [geneDisplay ?? gene, partner, hgvsP ?? hgvsC, vaf, cnaKind, copyNumber, sourceClass]
    .filter(fact => fact !== null && fact !== undefined)
    .join(' ')

/** Canonical form, or why there is none: what terminology makes of a finding. */
const meaning = (alteration: Alteration) => {
  const reading = readFinding(shipped, {}, alteration)
  return reading === null ? 'none' : (reading.canonical ?? `! ${reading.reviewCode}`)
}

const GR = 'genomics-reporting-3.0.0/'
const MCODE = 'mcode-4.0.0/'

if (isThere) {
  describe('Genomics Reporting examples (shared/conformance)', () => {
    it('oncology report: twelve somatic variants, six with a protein change, of a patient of whom nothing else is known', () => {
      const { record, problems } = read(`${GR}Bundle-bundle-oncology-report-example`)
      expect(record).toMatchObject({ sex: 'unknown', birth: null, doses: [], tumours: [] })
      expect(record.alterations.map(told).sort()).toEqual([
        'CDKN2A p.Ala4_Pro11del 0.0536 somatic',
        'FBXW7 p.Arg465His 0.1053 somatic',
        'IRS2 c.3960C>T 0.1343 somatic',
        'KMT2D c.7900_7901delCA 0.188 somatic',
        'NRAS c.34G>T 0.1793 somatic',
        'PIK3CA c.333G>T 0.1471 somatic',
        'PIK3CA p.His1047Arg 0.2188 somatic',
        'RECQL4 p.Arg696Cys 0.2568 somatic',
        'RYR1 p.Arg1655Leu 0.2151 somatic',
        'SACS c.12118G>A 0.3333 somatic',
        'SLIT2 c.1290C>A 0.2642 somatic',
        'SMARCA4 p.Ala791Val 0.1938 somatic',
      ])
      expect(problems).toEqual([])
      const known = record.alterations.filter(one => ['PIK3CA', 'CDKN2A', 'NRAS'].includes(one.geneDisplay ?? ''))
      expect(known.map(meaning).sort()).toEqual([
        '! c-only',
        '! c-only',
        'V:HGNC:1787:p.Ala4_Pro11del',
        'V:HGNC:8975:p.His1047Arg',
      ])
    })

    it.each(['', '-withGrouping'])(
      'oncology examples%s: TMB, stable MSI and germline variants of genes without a code',
      suffix => {
        const { record, problems } = read(`${GR}Bundle-bundle-oncologyexamples-r4${suffix}`)
        expect(record.sex).toBe('male')
        expect(record.alterations.flatMap(one => one.signature ?? [])).toEqual([
          { kind: 'TMB', value: 25, unit: 'mutations/Mb', status: null },
          { kind: 'MSI', value: null, unit: null, status: 'stable' },
        ])
        expect(record.alterations.filter(one => one.class === 'snv-indel').map(told)).toEqual([
          'JAK2 p.Val617Phe germline',
          'KDR p.Gln472His germline',
          'ERBB4 germline',
        ])
        expect(problems.map(problem => problem.split(' ')[0])).toEqual(['code-missing', 'code-missing', 'code-missing'])
        expect(record.doses).toEqual([])
      },
    )

    it('oncology diagnostic: BRAF V600E and TMB; the melanoma of an implication is no diagnosis', () => {
      const { record } = read(`${GR}Bundle-bundle-oncology-diagnostic`)
      expect(record.alterations.map(told)).toEqual(['', 'BRAF p.Val600Glu unknown'])
      expect(record.alterations[0]?.signature).toMatchObject({ kind: 'TMB', value: 25 })
      expect(record.alterations.map(meaning)).toEqual(['! no-threshold', 'V:HGNC:1097:p.Val600Glu'])
      expect(record.tumours).toEqual([])
    })

    it('a complex variant without HGVS gives two findings that name no gene', () => {
      const { record } = read(`${GR}Bundle-bundle-complexVariant-nonHGVS`)
      expect(record.alterations.map(meaning)).toEqual(['! unparsed', '! unparsed'])
      for (const one of record.alterations)
        expect([one.gene, one.hgvsP, one.hgvsC, one.text]).toEqual([undefined, null, null, null])
    })

    it('a single variant: AR p.Val3Met with its fraction', () => {
      expect(read(`${GR}Observation-SNVexample`).record.alterations.map(told)).toEqual(['AR p.Val3Met 0.44 somatic'])
    })

    it('a karyotype is text, and only text', () => {
      expect(read(`${GR}Observation-ISCN-CMLExample`).record.alterations).toMatchObject([
        { text: '46,XX,t(9;22)(q34;q4)', hgvsP: null, hgvsC: null },
      ])
      expect(read(`${GR}Observation-ISCN-CMLExample`).record.alterations.map(meaning)).toEqual(['! unparsed'])
    })

    it('HER2: a stain is a call, a concentration without a cut-off is none', () => {
      expect(read(`${GR}Observation-HER2byImmuneStainExample`).record.alterations).toMatchObject([
        { class: 'expression', gene: 'HGNC:3430', expression: { scale: 'call', value: 'pos' } },
      ])
      const assay = read(`${GR}Observation-HER2byImmunoassayExample`)
      expect(assay.record.alterations).toMatchObject([{ class: 'expression', gene: 'HGNC:3430', expression: null }])
      expect(assay.problems).toEqual(['unit-unclear observation:1 value'])
      expect(assay.record.alterations.map(meaning)).toEqual(['! class-ambiguous'])
      expect(read(`${GR}Observation-HER2byImmuneStainExample`).record.alterations.map(meaning)).toEqual([
        'E:HGNC:3430:pos',
      ])
    })

    it('copy numbers without a gene, and a deletion that is a copy number', () => {
      expect(read(`${GR}Observation-ExampleSomaticCNV`).record.alterations).toMatchObject([
        { class: 'cna', copyNumber: 3, cnaKind: null },
      ])
      expect(read(`${GR}Observation-ExampleSomaticDEL`).record.alterations).toMatchObject([
        { class: 'cna', copyNumber: 1 },
      ])
      expect(read(`${GR}Observation-ExampleSomaticINV`).record.alterations[0]).not.toHaveProperty('gene')
    })

    it('TMB without a unit is kept and remarked upon; MSI is stable', () => {
      const tmb = read(`${GR}Observation-TumorMutationBurdenExample01`)
      expect(tmb.record.alterations[0]?.signature).toEqual({ kind: 'TMB', value: 250, unit: null, status: null })
      expect(tmb.problems).toEqual(['unit-unclear observation:1 valueQuantity'])
      const msi = read(`${GR}Observation-MicrosatelliteInstabilityExample01`).record.alterations
      expect(msi.map(meaning)).toEqual(['P:MSI:S'])
    })

    it('genomic changes alone name no protein change; a drug that was assessed is not given', () => {
      expect(read(`${GR}Observation-Variant-Somatic-Clinical-Trial`).record.alterations.map(told)).toEqual([
        'FGFR2 somatic',
      ])
      expect(read(`${GR}Observation-variant-with-molec-consequences`).record.alterations).toMatchObject([
        { sourceClass: 'germline', hgvsP: null, hgvsC: null },
      ])
      expect(read(`${GR}Observation-TherapeuticImplicationExample1`).record).toMatchObject({
        alterations: [],
        doses: [],
      })
    })
  })

  describe('mCODE examples (shared/conformance)', () => {
    const adam = () => read(`${MCODE}Bundle-gx-genomic-bundle-adam-anyperson`)

    it('genomic bundle: variants, copy number, one fusion, TMB; assessed drugs are not given', () => {
      const { record } = adam()
      expect(record.sex).toBe('male')
      expect(record.alterations.map(told).filter(text => text !== '')).toEqual([
        'MET HGNC:427 somatic',
        'BAP1 p.(Gln590Ter) 0.574 somatic',
        'CDKN2A loss somatic',
        'CDKN2B loss somatic',
        'KDM5D loss somatic',
        'MTAP loss somatic',
        'MYCN gain somatic',
        'POF1B p.(Pro144Ser) 0.786 somatic',
        'POLRMT p.(Gly200Arg) 0.756 somatic',
      ])
      expect(record.alterations.filter(one => one.class === 'fusion').map(meaning)).toEqual(['F:HGNC:427~HGNC:7029'])
      const copies = record.alterations.filter(one => one.class === 'cna' && one.geneDisplay !== 'KDM5D')
      expect(copies.map(meaning)).toEqual([
        'G:HGNC:1787:loss',
        'G:HGNC:1788:loss',
        'G:HGNC:7413:loss',
        'G:HGNC:7559:gain',
      ])
      expect(record.alterations.flatMap(one => one.signature ?? [])).toMatchObject([{ kind: 'TMB', value: 57.1 }])
      expect(record.doses).toEqual([])
    })

    it('genomic bundle: an absent variant is none, and its two swapped genes are remarked upon once each', () => {
      const { record, problems } = adam()
      expect(problems.filter(problem => problem.startsWith('code-display-mismatch'))).toHaveLength(2)
      expect(record.alterations.map(one => one.gene)).not.toContain('HGNC:7989')
      expect(record.alterations.map(one => one.gene)).not.toContain('HGNC:1097')
    })

    it('two genes with a single nucleotide change are no fusion, and of no gene', () => {
      const [alteration] = read(`${MCODE}Observation-genomic-variant-fusion`).record.alterations
      expect(alteration).toMatchObject({ class: 'snv-indel', hgvsC: 'c.1076T>G', hgvsP: null, text: null })
      expect(alteration).not.toHaveProperty('gene')
      expect(alteration === undefined ? '' : meaning(alteration)).toBe('! unparsed')
    })

    it('a protein change that only a display of ClinVar mentions is not read', () => {
      expect(
        read(`${MCODE}Observation-genomic-variant-somatic-single-nucleotide`).record.alterations.map(told),
      ).toEqual(['STK11 c.725G>A somatic'])
      expect(read(`${MCODE}Observation-genomic-variant-germline-deletion`).record.alterations.map(told)).toEqual([
        'BRCA1 germline',
      ])
    })

    it('a lung cancer with a histology in words reads as LUAD, with its stage', () => {
      const [tumour] = read(`${MCODE}Condition-primary-cancer-condition-nsclc`).record.tumours
      expect(tumour).toMatchObject({ text: 'Non-small cell lung cancer', icdo3Morphology: '8140/3', stage: 'IIIC' })
      if (tumour === undefined) throw new Error('one tumour')
      expect(readStatedTumour(shipped, tumour)).toMatchObject({ oncotree: 'LUAD', reviewCode: null })
    })

    it('a malformed morphology is not repaired', () => {
      const { record, problems } = read(
        `${MCODE}Condition-primary-cancer-condition-nsclc`,
        `${MCODE}Observation-histologic-behavior-and-type-non-small-cell`,
      )
      expect(record.tumours[0]?.icdo3Morphology).toBeNull()
      expect(problems).toEqual(['unknown-code condition:1 histology'])
    })

    it('metastases are no primary tumour, whatever profile they claim', () => {
      for (const file of ['primary-cancer-condition-nonspecific', 'secondary-cancer-condition-brain-mets']) {
        const { tumours } = read(`${MCODE}Condition-${file}`).record
        expect(tumours).toMatchObject([{ primary: false }])
        expect(tumours.map(tumour => readStatedTumour(shipped, tumour).reviewCode)).toEqual(['metastasis'])
      }
      expect(read(`${MCODE}Condition-primary-cancer-condition-cll`).record.tumours).toMatchObject([{ primary: null }])
    })

    it('a trend of the disease is no response', () => {
      expect(read(`${MCODE}Observation-cancer-disease-status-improved`).record.assessments).toEqual([])
    })

    it('ECOG 0 is ECOG 0, and Karnofsky stays apart', () => {
      expect(read(`${MCODE}Observation-ecog-performance-status-fully-active`).record.performance).toMatchObject([
        { date: '2019-04-01', gradeByText: 0 },
      ])
      expect(read(`${MCODE}Observation-karnofsky-performance-status-normal-activity`).record.performance).toEqual([])
    })

    it('requests are no given drugs, active or stopped', () => {
      for (const drug of ['gefitinib', 'cisplatin-stopped']) {
        const { record, problems } = read(`${MCODE}MedicationRequest-cancer-related-medication-request-${drug}`)
        expect([record.doses, record.treatmentEnds, problems]).toEqual([[], [], []])
      }
    })

    it('names, addresses and a group of patients become nothing', () => {
      const files = ['Patient-cancer-patient-eve-anyperson', 'Patient-cancer-patient-john-anyperson']
      for (const file of files) {
        const { birth: _, ...record } = read(`${MCODE}${file}`).record
        expect(JSON.stringify(record)).not.toMatch(/anyperson|street|@|\d{5}/i)
      }
      expect(read(`${MCODE}Group-group-mcode-patients`).record.enrolments).toEqual([])
      expect(read(`${MCODE}Specimen-human-specimen-lung`).record.specimens).toMatchObject([{ kind: 'tissue' }])
    })
  })

  it('every official example (shared/conformance) of a known type passes the schema of R4', () => {
    for (const file of [`${GR}Observation-SNVexample`, `${MCODE}Bundle-gx-genomic-bundle-adam-anyperson`]) {
      for (const { resource } of entriesOf(documentOf(file))) {
        if (r4Validator.isKnownType(resource['resourceType'])) expect(r4Validator.firstFault(resource)).toBeNull()
      }
    }
  })
}

describe('a Bundle of the same make, written here', () => {
  it('is read by the addresses within it', () => {
    const specimen = {
      resourceType: 'Specimen',
      type: { coding: [{ system: 'http://snomed.info/sct', code: '119376003' }] },
    }
    const tmb = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '94076-7' }] },
      valueQuantity: { value: 12, code: '1/1000000{Base}' },
      specimen: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000002' },
    }
    const entry = [specimen, tmb].map((resource, at) => ({
      fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${at + 2}`,
      resource,
    }))
    const { record } = importFhir(entriesOf({ resourceType: 'Bundle', type: 'transaction', entry }))
    expect(record.specimens).toMatchObject([{ key: 'urn:uuid:00000000-0000-4000-8000-000000000002', kind: 'tissue' }])
    expect(record.alterations).toMatchObject([{ specimenKey: 'urn:uuid:00000000-0000-4000-8000-000000000002' }])
  })
})
