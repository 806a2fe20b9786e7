import { describe, expect, it } from 'vitest'
import { readDateOf } from '../../src/mapping/date-forms.ts'
import type { DateForm } from '../../src/model/generated/mapping.ts'
import { aMapping, mapped } from './a-mapping.ts'

describe('dates by their form', () => {
  it.each<[DateForm, string, string | null]>([
    ['YYYY-MM-DD', '2022-03-01', '2022-03-01'],
    ['YYYY/MM/DD', '2022/03/01', '2022-03-01'],
    ['YYYYMMDD', '20220301', '2022-03-01'],
    ['DD-MM-YYYY', '04-03-2022', '2022-03-04'],
    ['DD.MM.YYYY', '04.03.2022', '2022-03-04'],
    ['DD/MM/YYYY', '04/03/2022', '2022-03-04'],
    ['MM/DD/YYYY', '04/03/2022', '2022-04-03'],
    ['D.M.YYYY', '4.3.2022', '2022-03-04'],
    ['D.M.YYYY', '14.12.2022', '2022-12-14'],
    ['M/D/YYYY', '4/3/2022', '2022-04-03'],
    // Partial dates in the same form.
    ['DD-MM-YYYY', '03-2022', '2022-03'],
    ['DD-MM-YYYY', '2022', '2022'],
    ['D.M.YYYY', '3.2022', '2022-03'],
    ['MM/DD/YYYY', '03/2022', '2022-03'],
    ['YYYYMMDD', '202203', '2022-03'],
    ['DD-MM-YYYY', 'NK-03-2022', '2022-03'],
    ['DD-MM-YYYY', 'nk-nk-2022', '2022'],
    // A time of day is dropped.
    ['YYYY-MM-DD', '2022-03-01T10:20:30Z', '2022-03-01'],
    ['YYYY-MM-DD', '2022-03-01 10:20', '2022-03-01'],
    ['DD.MM.YYYY', '04.03.2022 10:20:30.123', '2022-03-04'],
  ])('%s reads %s', (form, text, date) => {
    expect(readDateOf(form, text)).toBe(date)
  })

  it.each<[DateForm, string]>([
    // No order of day and month is guessed, whatever the other one would give.
    ['DD/MM/YYYY', '04/13/2022'],
    ['MM/DD/YYYY', '13/04/2022'],
    ['DD-MM-YYYY', '2022-03-04'],
    ['DD-MM-YYYY', '04.03.2022'],
    ['DD-MM-YYYY', '4-3-2022'],
    ['DD-MM-YYYY', '04-03-22'],
    ['DD-MM-YYYY', '30-02-2022'],
    ['D.M.YYYY', '4.3.2022.'],
    ['D.M.YYYY', '4.mars.2022'],
    ['YYYYMMDD', '2022-03-01'],
    ['YYYYMMDD', '20220230'],
    ['YYYY-MM-DD', '2022-03-01T'],
    ['YYYY-MM-DD', '10:20'],
    ['YYYY-MM-DD', ''],
  ])('%s does not read "%s"', (form, text) => {
    expect(readDateOf(form, text)).toBeNull()
  })
})

describe('a date column', () => {
  const rule = { read: 'date', column: 'D' }
  const dates = (reading: object, cell: string) => {
    const mapping = aMapping({ d: { entity: 'otherDatedRows', fields: { date: { ...rule, ...reading } } } })
    const { records, problems } = mapped(mapping, { d: [{ SubjectId: '1', D: cell }] })
    return [records[0]?.otherDatedRows[0]?.date, ...problems]
  }

  it('is a bad date in every other form than its own', () => {
    expect(dates({ form: 'D.M.YYYY' }, '4.3.2022')).toEqual(['2022-03-04'])
    expect(dates({ form: 'D.M.YYYY' }, '2022-03-04')).toEqual([null, 'bad-date D'])
    expect(dates({}, '4.3.2022')).toEqual([null, 'bad-date D'])
  })

  it('keeps a month or a year as it is, unless the mapping refuses partial dates', () => {
    expect(dates({ form: 'DD-MM-YYYY' }, '03-2022')).toEqual(['2022-03'])
    expect(dates({ form: 'DD-MM-YYYY', partial: 'refuse' }, '03-2022')).toEqual([null, 'bad-date D'])
    expect(dates({ partial: 'refuse' }, '2022')).toEqual([null, 'bad-date D'])
    expect(dates({ partial: 'refuse' }, '2022-03-04')).toEqual(['2022-03-04'])
  })

  it('drops a time of day only where its form is stated', () => {
    expect(dates({ form: 'YYYY-MM-DD' }, '2022-03-04T09:00')).toEqual(['2022-03-04'])
    expect(dates({}, '2022-03-04T09:00')).toEqual([null, 'bad-date D'])
  })

  it('that no field reads is checked in the form that is stated for it', () => {
    const mapping = aMapping({
      d: { entity: null, fields: {}, dates: [{ column: 'D', form: 'DD-MM-YYYY' }, 'E'] },
    })
    expect(mapped(mapping, { d: [{ SubjectId: '1', D: '2022-03-04', E: '2022-03-04' }] }).problems).toEqual([
      'bad-date D',
    ])
  })
})
