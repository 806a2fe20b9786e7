/** One row can become several entities, by condition, by repetition and by the parts of a cell. */
import { describe, expect, it } from 'vitest'
import { columnOf } from '../../src/mapping/column-of.ts'
import { deriveOutcomes } from '../../src/mapping/outcome/derive-outcomes.ts'
import { aContext, aReading } from '../support/common-record.ts'
import type { RowCells } from '../support/local-export.ts'
import { aMapping, anExport, mapped } from './a-mapping.ts'

const constant = (value: string | boolean | null) => ({ read: 'constant', value })
const text = (column: string) => ({ read: 'text', column })
const date = (column: string) => ({ read: 'date', column })

/** One wide line a patient: allocation, two infusions, three scans side by side. */
const wide = aMapping(
  {
    patients: {
      entities: [
        { entity: 'subject', fields: { birth: date('born') } },
        {
          entity: 'enrolments',
          needs: ['localName'],
          fields: {
            localName: { read: 'join', of: [text('alteration'), text('tumour'), text('drug')], with: '/' },
            allocated: date('in'),
            icd10: constant(null),
            tumourPick: constant(null),
            tumourShort: constant(null),
            drugs: { read: 'split', column: 'drug', at: '+' },
            targetName: constant(null),
            targetMutation: constant(null),
            geneMutation: constant(null),
          },
        },
        {
          entity: 'doses',
          repeat: [{ n: '1' }, { n: '2' }],
          only: { filled: ['infusion {n}'] },
          fields: {
            drug: text('drug'),
            treatmentNumber: constant('1'),
            cycleNumber: constant('{n}'),
            given: constant(true),
            route: constant('iv'),
            cycleStart: date('infusion {n}'),
            oralStart: constant(null),
            oralStop: constant(null),
          },
        },
        {
          entity: 'assessments',
          repeat: [
            { week: '8', visit: 'V02' },
            { week: '16', visit: 'V03' },
            { week: '26', visit: 'V04' },
          ],
          only: { filled: ['scan w{week}', 'response w{week}'] },
          fields: {
            visit: constant('{visit}'),
            date: date('scan w{week}'),
            responses: {
              read: 'list',
              items: [{ criterion: constant('RECIST1.1'), response: text('response w{week}') }],
            },
            progressionDate: constant(null),
            unconfirmedProgressionDate: constant(null),
          },
        },
      ],
      dates: [],
    },
  },
  {},
)
const patient: RowCells = {
  SubjectId: '7',
  born: '1961',
  alteration: 'HER2exp',
  tumour: 'Cholangiocarcinoma',
  drug: 'Pertuzumab+Trastuzumab',
  in: '2022-02-20',
  'infusion 1': '2022-03-01',
  'infusion 2': '2022-03-22',
  'scan w8': '2022-04-26',
  'response w8': 'SD',
  'scan w16': '2022-07-30',
  'response w16': 'SD',
  'scan w26': '2022-08-30',
  'response w26': 'PD',
}

describe('a wide row', () => {
  it('becomes everything that its rules make of it, each with its place in the row', () => {
    const { records, problems } = mapped(wide, { patients: [patient] })
    expect(problems).toEqual([])
    const [record] = records
    expect(record).toMatchObject({ birth: '1961', subjectId: '7' })
    expect(record?.enrolments).toMatchObject([
      {
        localName: 'HER2exp/Cholangiocarcinoma/Pertuzumab+Trastuzumab',
        drugs: ['Pertuzumab', 'Trastuzumab'],
        origin: { sheet: 'patients', line: 3, part: 2 },
      },
    ])
    expect(record?.doses.map(dose => [dose.cycleNumber, dose.cycleStart, dose.origin.part])).toEqual([
      ['1', '2022-03-01', 3],
      ['2', '2022-03-22', 4],
    ])
    expect(record?.assessments.map(row => [row.visit, row.responses[0]?.response, row.origin.part])).toEqual([
      ['V02', 'SD', 5],
      ['V03', 'SD', 6],
      ['V04', 'PD', 7],
    ])
  })

  it('makes nothing of repetitions whose columns are empty', () => {
    const { records } = mapped(wide, {
      patients: [{ ...patient, 'scan w26': '', 'response w26': '', 'infusion 2': '' }],
    })
    expect(records[0]?.assessments).toHaveLength(2)
    expect(records[0]?.doses).toHaveLength(1)
  })

  it('is derived like rows of their own: responses count up to the row that shows progression', () => {
    const { records } = mapped(wide, { patients: [patient] })
    const [record] = records
    if (record === undefined) throw new Error('no record')
    const derived = deriveOutcomes(record, aContext({ cutoff: '2023-03-01', readCohort: () => aReading() }))
    expect(derived.outcomes).toMatchObject([
      { treated: true, evaluable: true, diseaseControlW16: true, bestOverallResponse: 'SD', progressed: '2022-08-30' },
    ])
    expect(derived.problems).toEqual([
      { code: 'visit-window', sheet: 'patients', line: 3, subjectId: '7', field: 'assessments.date', part: 6 },
    ])
  })

  it('names the column of the entity that a problem is about', () => {
    const { sheets } = anExport({ patients: [patient] })
    expect(columnOf(wide, sheets, 'patients', 'assessments.date', 6)).toBe('scan w16')
    expect(columnOf(wide, sheets, 'patients', 'assessments.responses.response', 7)).toBe('response w26')
    expect(columnOf(wide, sheets, 'patients', 'doses.cycleStart', 4)).toBe('infusion 2')
    expect(columnOf(wide, sheets, 'patients', 'assessments.date')).toBe('scan w8')
  })

  it('reports bad dates of all its columns, and knows them all', () => {
    const { problems, unknownColumns } = mapped(wide, { patients: [{ ...patient, 'scan w16': 'soon', shoe: '43' }] })
    expect(problems).toEqual(['bad-date scan w16'])
    expect(unknownColumns).toEqual([{ sheet: 'patients', column: 'shoe' }])
  })
})

describe('a row a subject', () => {
  const mapping = aMapping({ p: { entity: 'subject', fields: { birth: date('born') }, oneRow: true } })

  it('that comes twice with other content rejects its subject, and names every row', () => {
    const { records, problems, rejected } = mapped(mapping, {
      p: [
        { SubjectId: '1', born: '1961' },
        { SubjectId: '2', born: '1970' },
        { SubjectId: '1', born: '1962' },
      ],
    })
    expect(records.map(record => record.subjectId)).toEqual(['2'])
    expect(rejected).toBe(1)
    expect(problems).toEqual(['duplicate-subject', 'duplicate-subject'])
  })

  it('that comes twice with the same content is a repeated row', () => {
    const rows = [
      { SubjectId: '1', born: '1961' },
      { SubjectId: '1', born: '1961' },
    ]
    expect(mapped(mapping, { p: rows })).toMatchObject({ rejected: 0, problems: ['duplicate-row'] })
  })
})

describe('parts of a cell', () => {
  const mapping = aMapping({
    ngs: {
      entities: [
        {
          entity: 'alterations',
          each: { column: 'findings', at: ';' },
          needs: ['gene'],
          fields: {
            key: constant(null),
            text: text('@part'),
            gene: { read: 'part', column: '@part', at: ' ', number: 1 },
          },
        },
      ],
    },
  })

  it('become an entity each', () => {
    const { records, problems, unknownColumns } = mapped(mapping, {
      ngs: [{ SubjectId: '1', findings: 'KRAS G12C; TP53 R213* ;;' }],
    })
    expect(records[0]?.alterations.map(one => [one.text, one.gene, one.origin.part])).toEqual([
      ['KRAS G12C', 'KRAS', 1],
      ['TP53 R213*', 'TP53', 1001],
    ])
    expect([problems, unknownColumns]).toEqual([[], []])
  })

  it('are none where the cell is empty', () => {
    expect(mapped(mapping, { ngs: [{ SubjectId: '1', findings: 'NA' }] }).records[0]?.alterations).toEqual([])
  })
})

describe('conditions', () => {
  const holds = (only: object, cells: RowCells) => {
    const mapping = aMapping({ d: { entity: 'otherDatedRows', fields: { date: date('D') }, only } })
    const { records } = mapped(mapping, { d: [{ SubjectId: '1', D: '2022', A: '', B: '', ...cells }] })
    return (records[0]?.otherDatedRows.length ?? 0) > 0
  }

  it.each<[object, RowCells, boolean]>([
    [{ column: 'A', is: ['Yes', 'ja'] }, { A: ' YES ' }, true],
    [{ column: 'A', is: ['Yes', 'ja'] }, { A: 'yes, but' }, false],
    [{ column: 'A', contains: 'Scan' }, { A: 'ct-scan abdomen' }, true],
    [{ column: 'A', contains: 'scan' }, { A: 'x-ray' }, false],
    [{ column: 'A', begins: 'week' }, { A: 'Week 16' }, true],
    [{ column: 'A', begins: 'week' }, { A: 'in week 16' }, false],
    [{ filled: ['A', 'B'] }, { B: 'x' }, true],
    [{ filled: ['A', 'B'] }, { A: 'NA' }, false],
    [{ filled: ['NOSUCH'] }, {}, false],
    [{ not: { filled: ['A'] } }, {}, true],
    [{ all: [{ filled: ['A'] }, { column: 'B', is: ['1'] }] }, { A: 'x', B: '1' }, true],
    [{ all: [{ filled: ['A'] }, { column: 'B', is: ['1'] }] }, { A: 'x', B: '2' }, false],
    [{ any: [{ filled: ['A'] }, { column: 'B', is: ['1'] }] }, { B: '1' }, true],
  ])('%j of %j: %s', (only, cells, expected) => {
    expect(holds(only, cells)).toBe(expected)
  })

  it('pass over rows, which then are no problem and screen nobody', () => {
    const mapping = aMapping({
      d: { entity: 'otherDatedRows', fields: { date: date('D') }, only: { column: 'TYPE', is: ['a'] } },
    })
    const rows = [
      { SubjectId: '1', TYPE: 'a', D: '2022' },
      { SubjectId: '2', TYPE: 'b', D: 'bad' },
    ]
    expect(mapped(mapping, { d: rows })).toMatchObject({ screened: 1, problems: [] })
  })
})
