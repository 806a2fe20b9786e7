import { describe, expect, it } from 'vitest'
import { columnOf } from '../../src/mapping/column-of.ts'
import { aLocalExport } from '../support/local-export.ts'
import { impressMapping } from './shipped-mapping.ts'

const local = aLocalExport({
  dm: [{ SubjectId: '1', brthdat: '', DMSEX: '' }],
  tr: [{ SubjectId: '1', TRO_STDT: '', trostpdt: '', TRCYN: '' }],
  ra: [{ SubjectId: '1', EventId: '', EventDate: '', RATIMRES: '', RATIMRESCD: '', RAIMOD: '' }],
  coh: [{ SubjectId: '1', COHTTYPE__2: '', COHALLO1: '' }],
  c30: [{ SubjectId: '1', C30_Q30CD: '' }],
})
const column = (sheet: string, field: string) => columnOf(impressMapping, local.sheets, sheet, field)

describe('columnOf', () => {
  it('names the column of a field as the file spells it', () => {
    expect(column('tr', 'doses.oralStop')).toBe('trostpdt')
    expect(column('ra', 'assessments.date')).toBe('EventDate')
    expect(column('dm', 'birth')).toBe('brthdat')
  })

  it('prefers the code, and takes the first column that the file has', () => {
    expect(column('ra', 'assessments.responses')).toBe('RATIMRESCD')
    expect(column('ra', 'assessments.responses.response')).toBe('RATIMRESCD')
    expect(column('tr', 'doses.given')).toBe('TRCYN')
    expect(column('dm', 'sex')).toBe('DMSEX')
    expect(column('coh', 'enrolments.tumourPick')).toBe('COHTTYPE__2')
    expect(column('c30', 'qualityOfLife.items.Q30')).toBe('C30_Q30CD')
  })

  it('is null where the sheet does not make the field, or the file has no such column', () => {
    expect(column('tr', 'doses.drug')).toBeNull()
    expect(column('tr', 'assessments.date')).toBeNull()
    expect(column('tr', 'doses.nothing')).toBeNull()
    expect(column('ra', 'doses.oralStop')).toBeNull()
    expect(column('rnrsp', 'assessments.date')).toBeNull()
    expect(column('nosuch', 'doses.oralStop')).toBeNull()
    expect(column('mh', 'doses')).toBeNull()
  })
})
