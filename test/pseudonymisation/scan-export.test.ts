import { describe, expect, it } from 'vitest'
import type { LocalExport } from '../../src/model/local-export.ts'
import { scanExport } from '../../src/pseudonymisation/scanner/scan-export.ts'

function anExport(sheets: Record<string, { columns: string[]; rows: string[][] }>): LocalExport {
  return {
    sheets: new Map(
      Object.entries(sheets).map(([key, { columns, rows }]) => [
        key,
        { key, columns, rows: rows.map((cells, at) => ({ line: at + 3, cells })) },
      ]),
    ),
  }
}

const clean = {
  coh: {
    columns: [
      'SubjectId',
      'COHORTNAME',
      'EventDate',
      'ICD10COD',
      'ICD10DES',
      'COHTTYPE',
      'COHALLO1',
      'GENMUT1',
      'COHCTN',
    ],
    rows: [
      [
        '0301-007',
        'BRAF V600E/Melanoma/Vemurafenib+Cobimetinib',
        '2022-02-01',
        'C43.9',
        'Malignant neoplasm og skin',
        'Salivary Gland Cancer',
        'Tafinlar (Dabrafenib)',
        'BRAF activating mutations',
        'BRAF Non-V600 activating mutations',
      ],
      [
        '12',
        'NA',
        '2022-NK-NK',
        'C50',
        '',
        'Lung Cancer: Non-Small Cell',
        'Traztuzumab',
        'Other',
        'BRCA1 stop-gain deletion',
      ],
    ],
  },
  ecog: {
    columns: ['SubjectId', 'EventId', 'EventName', 'ECOGS', 'ECOGSCD'],
    rows: [['0301-007', 'V00', 'Week 16', '0 - Fully active, able to carry on all pre-disease performance', '1']],
  },
  mh: {
    columns: ['SubjectId', 'MHSPID', 'MHTERM', 'MHSTDAT'],
    rows: [
      ['0301-007', '01', 'ca pancreas', '2019-03'],
      ['0301-007', '02', 'Hypercolesterolemi', 'NK'],
    ],
  },
  eot: {
    columns: ['SubjectId', 'EOTREOT'],
    rows: [['0301-007', 'Normal completion according to cohort-specific manual']],
  },
}

describe('scanExport', () => {
  it('finds nothing in a clean export', () => {
    expect(scanExport(anExport(clean), { country: 'NO' })).toEqual([])
  })

  it('finds exactly what was planted, with sheet, column, line and subject', () => {
    const dirty = structuredClone(clean)
    dirty.coh.rows.push([
      '0301-009',
      'BRAF V600E/Melanoma/Vemurafenib',
      '15.10.86 95088',
      'C43.9',
      'sett av Dr. Hansen',
      '',
      '',
      '',
      '',
    ])
    dirty.mh.rows.push(['9999-001', '03', 'diabetes, ref 111222333, tlf 22334455', 'f. 12.03.1961'])
    dirty.ecog.rows.push(['15108695088', 'V00', '', '', ''])
    const extra = { hemmelig: { columns: ['Id', 'Notat'], rows: [['1', 'kari@example.org']] } }
    expect(scanExport(anExport({ ...dirty, ...extra }), { country: 'NO' })).toEqual([
      { sheet: 'coh', column: 'EventDate', line: 5, kind: 'no-fnr', certainty: 'high', subjectId: '0301-009' },
      { sheet: 'coh', column: 'ICD10DES', line: 5, kind: 'name', certainty: 'high', subjectId: '0301-009' },
      { sheet: 'ecog', column: 'SubjectId', line: 4, kind: 'no-fnr', certainty: 'high', subjectId: '15108695088' },
      { sheet: 'mh', column: 'MHTERM', line: 5, kind: 'phone', certainty: 'high', subjectId: '9999-001' },
      { sheet: 'mh', column: 'MHTERM', line: 5, kind: 'nl-bsn', certainty: 'low', subjectId: '9999-001' },
      { sheet: 'mh', column: 'MHSTDAT', line: 5, kind: 'date-of-birth', certainty: 'high', subjectId: '9999-001' },
      { sheet: 'hemmelig', column: 'Notat', line: 3, kind: 'email', certainty: 'high', subjectId: null },
    ])
  })

  it('tests a subject id of the declared shape for strong numbers only', () => {
    const ids = { columns: ['SubjectId'], rows: [['111222333'], ['9434765870'], ['2110625629']] }
    const subjectIdShape = /^\d{9,10}$/
    const kinds = (options: object) => scanExport(anExport({ dm: ids }), options).map(hit => hit.kind)
    expect(kinds({ subjectIdShape })).toEqual(['dk-cpr'])
    expect(kinds({})).toEqual(['nl-bsn', 'uk-nhs', 'dk-cpr'])
  })

  it('takes a Dutch number seriously in prose of a Dutch trial, not in a coded column', () => {
    const sheet = {
      columns: ['SubjectId', 'MHTERM', 'CTSPID', 'OWN_NOTE'],
      rows: [['12', '111222333', '111222333', 'x 111222333']],
    }
    const marks = (options: object) => scanExport(anExport({ mh: sheet }), options).map(hit => hit.certainty)
    expect(marks({ country: 'NL' })).toEqual(['high', 'low', 'high'])
    expect(marks({ country: 'NO' })).toEqual(['low', 'low', 'low'])
    expect(marks({ country: 'NL', freeTextColumns: ['ctspid'] })).toEqual(['high', 'high', 'high'])
  })

  it('reads cells beyond the header', () => {
    const sheet = { columns: ['SubjectId'], rows: [['12', '', '15108695088']] }
    expect(scanExport(anExport({ dm: sheet }))).toMatchObject([{ column: '(column 3)', kind: 'no-fnr' }])
  })

  it('reports a kind once a cell', () => {
    const sheet = { columns: ['SubjectId', 'X'], rows: [['12', '15108695088 og 15108695088']] }
    expect(scanExport(anExport({ dm: sheet }))).toHaveLength(1)
  })

  it('never shows what it found', () => {
    const sheet = { columns: ['SubjectId', 'X'], rows: [['12', 'Kari Nordmann 15108695088']] }
    expect(JSON.stringify(scanExport(anExport({ dm: sheet })))).not.toMatch(/Nordmann|15108695088/)
  })
})
