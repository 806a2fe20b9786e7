import { describe, expect, it } from 'vitest'
import { scanExport } from '../../src/pseudonymisation/scanner/scan-export.ts'
import { scanText } from '../../src/pseudonymisation/scanner/scan-text.ts'

const BIG = 200_000

/** Of the processor, whatever else the machine is doing. */
function millisecondsFor(work: () => unknown): number {
  const start = process.cpuUsage()
  work()
  return process.cpuUsage(start).user / 1000
}

/** Texts that make careless patterns take quadratic time or worse. */
const HOSTILE: Readonly<Record<string, string>> = {
  letters: 'a',
  capitals: 'Aa ',
  digits: '1',
  'digits and blanks': '1 ',
  'pairs of digits': '12-',
  'national numbers': '15108695088 ',
  'at signs': '@',
  'dotted letters': 'a.',
  'e-mails': 'a@b.no ',
  'opening brackets': '[at] ',
  'plus signs': '+47 ',
  'birth words': 'f. ',
  'street words': 'Storgata ',
  names: 'Kari A. ',
  slashes: 'www.a/',
  blanks: ' ',
}

describe('the time of a scan', () => {
  it.each(Object.entries(HOSTILE))('grows no faster than the text: %s', (_, unit) => {
    const small = unit.repeat(Math.ceil(BIG / 4 / unit.length))
    const big = unit.repeat(Math.ceil(BIG / unit.length))
    scanText(small, {})
    const smallTime = millisecondsFor(() => scanText(small, {}))
    const bigTime = millisecondsFor(() => scanText(big, {}))
    // Four times the text; quadratic time would be sixteen times as long. The floor forgives a slow machine.
    expect(bigTime).toBeLessThan(Math.max(10 * smallTime, 400))
  })

  it('of ordinary cells is a few microseconds', () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => ({
      line: at + 3,
      cells: [
        '0301-007',
        'Week 16',
        `2022-0${1 + (at % 9)}-1${at % 10}`,
        `Kvalme grad ${at % 5}, ${at} mg`,
        '3',
        'Yes',
        '',
        'C22.1',
        `${at}`,
        'NA',
      ],
    }))
    const columns = ['SubjectId', 'EventName', 'EventDate', 'MHTERM', 'A', 'B', 'C', 'D', 'E', 'F']
    const sheets = new Map([['mh', { key: 'mh', columns, rows }]])
    expect(millisecondsFor(() => expect(scanExport({ sheets })).toEqual([]))).toBeLessThan(2_000)
  })
})
