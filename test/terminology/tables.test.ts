import { describe, expect, it } from 'vitest'
import type { TableName } from '../../src/terminology/tables.ts'
import { parseTerminology, terminologyTables } from '../../src/terminology/terminology.ts'
import { shippedTables } from './shipped-terminology.ts'

const bad = expect.objectContaining({ code: 'terminology/bad-table' })

function withChange(name: TableName, change: (text: string) => string) {
  const tables = shippedTables()
  return () => parseTerminology({ ...tables, [name]: change(tables[name]) })
}

describe('the terminology tables', () => {
  it('state source, version, date and licence', () => {
    for (const name of terminologyTables) {
      for (const key of ['source', 'version', 'date', 'licence']) {
        expect(withChange(name, text => text.replace(`# ${key}:`, '#'))).toThrow(bad)
      }
    }
  })

  it.each<[string, TableName, (text: string) => string]>([
    ['another table', 'genes', text => text.replace('# table: genes', '# table: drugs')],
    ['another column', 'genes', text => text.replace('hgnc,symbol', 'id,symbol')],
    ['a row too short', 'exons', text => `${text}3236,20\n`],
    ['a gene twice', 'genes', text => `${text}3430,ERBB2,,,,,,,\n`],
    ['a parent that is missing', 'tumours', text => `${text}XYZ,Something,NOPE\n`],
    ['a word for an unknown node', 'tumour-words', text => `${text}something,NOPE,\n`],
    ['a word twice', 'alteration-words', text => `${text}mut,fusion\n`],
    ['a meaning that is not known', 'alteration-words', text => `${text}something,curious\n`],
    ['a brand of an unknown drug', 'drug-names', text => `${text}Something,name,nodrug\n`],
    ['a histology that is not known', 'histology-nodes', text => `${text}something,C50,BREAST,\n`],
    [
      'no rows',
      'exons',
      text =>
        text
          .split('\n')
          .filter(line => !/^\d/.test(line))
          .join('\n'),
    ],
  ])('with %s are refused', (_, name, change) => {
    expect(withChange(name, change)).toThrow(bad)
  })

  it('are read with Windows line ends and a byte order mark as well', () => {
    expect(withChange('genes', text => `\ufeff${text.replaceAll('\n', '\r\n')}`)().genes.byId.size).toBeGreaterThan(80)
  })
})
