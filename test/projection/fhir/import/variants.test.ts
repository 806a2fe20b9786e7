import { describe, expect, it } from 'vitest'
import { importFhir } from '../../../support/fhir-import.ts'
import { aComponent, anObservation, aVariant, coded, HGNC, LOINC, SNOMED } from '../../../support/fhir-resources.ts'

const gene = (code: string, display?: string) =>
  aComponent('48018-6', { valueCodeableConcept: coded(HGNC, code, display) })
const protein = (name: string) =>
  aComponent('48005-3', { valueCodeableConcept: coded('http://varnomen.hgvs.org', name) })
const alterationsOf = (...entries: Parameters<typeof importFhir>[0][number][]) => importFhir(entries).record.alterations
const problemsOf = (...entries: Parameters<typeof importFhir>[0][number][]) =>
  importFhir(entries).problems.map(problem => problem.split(' ')[0])
const vaf = (quantity: object) => aComponent('81258-6', { valueQuantity: quantity })

describe('a variant', () => {
  it('is read by the codes of its components, whatever their order and displays', () => {
    const [alteration] = alterationsOf(
      aVariant([
        vaf({ value: 0.2188 }),
        protein('NP_004324.2:p.Val600Glu'),
        gene('HGNC:1097', 'BRAF'),
        aComponent('48002-0', { valueCodeableConcept: coded(LOINC, 'LA6684-0') }),
        aComponent('51958-7', { valueCodeableConcept: coded('http://www.ncbi.nlm.nih.gov/refseq', 'NM_004333.6') }),
      ]),
    )
    expect(alteration).toMatchObject({
      class: 'snv-indel',
      gene: 'HGNC:1097',
      geneDisplay: 'BRAF',
      hgvsP: 'p.Val600Glu',
      transcript: 'NM_004333.6',
      vaf: 0.2188,
      sourceClass: 'somatic',
    })
  })

  it.each(['LA9634-2', 'LA18198-4', 'LA11884-6', 'LA9999-9'])('with the value %s is no alteration', code => {
    const value = { valueCodeableConcept: coded(LOINC, code) }
    expect(alterationsOf(aVariant([gene('HGNC:1097'), protein('p.Val600Glu')], value))).toEqual([])
  })

  it('without a value, or entered in error, is no alteration', () => {
    const { valueCodeableConcept: _, ...variant } = aVariant([gene('HGNC:1097')]).resource
    expect(alterationsOf({ resource: variant })).toEqual([])
    expect(alterationsOf(aVariant([gene('HGNC:1097')], { status: 'entered-in-error' }))).toEqual([])
    expect(alterationsOf(aVariant([gene('HGNC:1097')]))).toHaveLength(1)
  })

  it.each([
    [{ value: 0.44 }, 0.44, 0],
    [{ value: 57.4, unit: '%', code: '%' }, 0.574, 0],
    [{ value: 57.4, code: '%' }, 0.574, 0],
    [{ value: 1 }, 1, 0],
    [{ value: 57.4 }, null, 1],
    [{ value: 57.4, code: '1' }, null, 1],
    [{ value: 157, code: '%' }, null, 1],
    [{ value: -0.1 }, null, 0],
  ])('takes the fraction of %o as %s', (quantity, expected, problems) => {
    const entry = aVariant([gene('HGNC:1097'), protein('p.Val600Glu'), vaf(quantity)])
    expect(alterationsOf(entry)[0]?.vaf).toBe(expected)
    expect(problemsOf(entry)).toHaveLength(problems)
  })

  it('knows the systems of codes by each of their names', () => {
    const systems = [
      'http://www.genenames.org',
      'https://www.genenames.org/',
      'http://www.genenames.org/geneId',
      'genenames.org',
    ]
    for (const system of systems) {
      const component = aComponent('48018-6', { valueCodeableConcept: coded(system, '1097', 'BRAF') })
      expect(alterationsOf(aVariant([component, protein('p.Val600Glu')]))[0]).toMatchObject({ gene: 'HGNC:1097' })
    }
    for (const system of [
      'http://www.sequenceontology.org',
      'http://www.sequenceontology.org/',
      'http://sequenceontology.org',
    ]) {
      const change = aComponent('48019-4', { valueCodeableConcept: coded(system, 'SO_0001742') })
      expect(alterationsOf(aVariant([gene('HGNC:3430'), change]))[0]).toMatchObject({ class: 'cna', cnaKind: 'gain' })
    }
  })

  it('whose gene has two names keeps both, and a person is told', () => {
    const entry = aVariant([gene('HGNC:6342', 'NRAS'), protein('p.Gln61Arg')])
    expect(alterationsOf(entry)[0]).toMatchObject({ gene: 'HGNC:6342', geneDisplay: 'NRAS' })
    expect(problemsOf(entry)).toEqual(['code-display-mismatch'])
    expect(problemsOf(aVariant([gene('HGNC:3430', 'HER2')]))).toEqual([])
  })

  it('counts on the transcript of its own change where another stands beside it', () => {
    const entry = aVariant([
      gene('HGNC:1097'),
      aComponent('48004-6', { valueCodeableConcept: coded('http://varnomen.hgvs.org', 'NM_004333.6:c.1799T>A') }),
      aComponent('51958-7', { valueCodeableConcept: coded('http://www.ncbi.nlm.nih.gov/refseq', 'NM_006218.4') }),
    ])
    expect(alterationsOf(entry)[0]).toMatchObject({ transcript: 'NM_004333.6', hgvsC: 'c.1799T>A' })
    expect(problemsOf(entry)).toEqual(['transcript-conflict'])
  })

  it('of two genes is a fusion only with a change that joins them, and the order of components is no orientation', () => {
    const genes = [gene('HGNC:427', 'ALK'), gene('HGNC:1316', 'EML4')]
    const joined = aComponent('48019-4', {
      valueCodeableConcept: coded('http://www.sequenceontology.org', 'SO:1000044'),
    })
    expect(alterationsOf(aVariant([...genes, joined]))[0]).toMatchObject({
      class: 'fusion',
      gene: 'HGNC:427',
      partner: 'HGNC:1316',
      orientation: 'unknown',
    })
    const [other] = alterationsOf(aVariant([...genes, protein('p.Val600Glu')]))
    expect(other).toMatchObject({ class: 'snv-indel', hgvsP: 'p.Val600Glu' })
    expect(other).not.toHaveProperty('gene')
  })

  it('that is only words keeps them', () => {
    const words = aComponent('81252-9', { valueCodeableConcept: { text: 'ROS1 Fusion' } })
    expect(alterationsOf(aVariant([words]))[0]).toMatchObject({ text: 'ROS1 Fusion' })
  })

  it('does not take the name of a member that every object has for a kind', () => {
    const change = aComponent('type', {
      valueCodeableConcept: coded('http://bwhc.de/mtb/genetics-copy-number-variant', 'constructor'),
    })
    expect(alterationsOf(aVariant([gene('HGNC:3430'), change]))[0]).toMatchObject({ class: 'snv-indel' })
  })
})

describe('a variant of the German tumour board module', () => {
  const BOARD =
    'https://www.medizininformatik-initiative.de/fhir/ext/modul-mtb/CodeSystem/mii-cs-mtb-molekulare-biomarker'
  const end = (code: string, hgnc: string) =>
    aComponent(code, { valueCodeableConcept: coded('http://www.genenames.org/geneId', hgnc) }, BOARD)

  it('names both ends of a fusion, and with them its orientation', () => {
    const entry = aVariant([end('three-prime-gene', 'HGNC:427'), end('five-prime-gene', 'HGNC:1316')])
    expect(alterationsOf(entry)[0]).toMatchObject({
      class: 'fusion',
      gene: 'HGNC:1316',
      partner: 'HGNC:427',
      orientation: 'known',
    })
  })

  it.each([
    ['high-level-gain', 'amp'],
    ['low-level-gain', 'gain'],
    ['loss', 'loss'],
    ['complete-loss', 'homdel'],
  ])('calls %s %s', (code, kind) => {
    const type = aComponent(
      'type',
      { valueCodeableConcept: coded('http://bwhc.de/mtb/genetics-copy-number-variant', code) },
      BOARD,
    )
    const copies = aComponent('82155-3', { valueQuantity: { value: 7, code: '1' } })
    expect(alterationsOf(aVariant([gene('HGNC:3430'), type, copies]))[0]).toMatchObject({
      class: 'cna',
      cnaKind: kind,
      copyNumber: 7,
    })
  })
})

describe('a biomarker', () => {
  it.each(['1/1000000{Base}', '{Mutations}/1000000{Base}', '1/1000000'])('TMB in %s is per megabase', code => {
    const entry = anObservation(coded(LOINC, '94076-7'), { valueQuantity: { value: 12.5, code } })
    expect(alterationsOf(entry)[0]?.signature).toMatchObject({ kind: 'TMB', value: 12.5, unit: 'mutations/Mb' })
    expect(problemsOf(entry)).toEqual([])
  })

  it('MSI is high or stable by its answer; no class is inferred from a ratio', () => {
    const msi = (value: object) => anObservation(coded(LOINC, '81695-9'), { ...value })
    expect(alterationsOf(msi({ valueCodeableConcept: coded(LOINC, 'LA26203-2') }))[0]?.signature?.status).toBe('high')
    expect(alterationsOf(msi({ valueQuantity: { value: 0.42 } }))[0]?.signature).toEqual({
      kind: 'MSI',
      value: 0.42,
      unit: null,
      status: null,
    })
    expect(problemsOf(msi({ valueCodeableConcept: coded(LOINC, 'LA0-0') }))).toEqual(['unknown-code'])
  })

  it('HRD is a number without a call', () => {
    const entry = anObservation(coded(LOINC, '107286-7'), { valueQuantity: { value: 43 } })
    expect(alterationsOf(entry)[0]?.signature).toMatchObject({ kind: 'HRD', value: 43, status: null })
  })

  it('HER2 by stain tells of the protein, in situ of the gene', () => {
    const positive = { valueCodeableConcept: coded(SNOMED, '10828004') }
    expect(alterationsOf(anObservation(coded(LOINC, '48676-1'), positive))[0]).toMatchObject({
      class: 'expression',
      expression: { scale: 'call', value: 'pos' },
    })
    expect(alterationsOf(anObservation(coded(LOINC, '49683-6'), positive))[0]).toMatchObject({
      class: 'cna',
      cnaKind: 'amp',
    })
    const score = { valueCodeableConcept: coded(LOINC, 'LA11843-2') }
    expect(alterationsOf(anObservation(coded(LOINC, '85319-2'), score))[0]?.expression).toEqual({
      scale: 'ihc',
      value: 3,
    })
  })

  it('of another code is left alone', () => {
    expect(alterationsOf(anObservation(coded(LOINC, '718-7'), { valueQuantity: { value: 8.1 } }))).toEqual([])
  })
})
