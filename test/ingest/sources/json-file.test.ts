import { describe, expect, it } from 'vitest'
import { BrokenJson, jsonElements } from '../../../src/ingest/sources/json-elements.ts'
import type { JsonSource } from '../../../src/model/generated/mapping.ts'
import { readFiles, refusalOf } from '../../support/read-files.ts'

const SOURCE: JsonSource = {
  kind: 'json',
  files: '*.json',
  tables: [
    { sheet: 'patients', rows: '/data/patients/*', above: { trial: '/trial' } },
    { sheet: 'scans', rows: '/data/patients/*/scans/*', above: { id: '/data/patients/*/id', trial: '/trial' } },
    {
      sheet: 'lesions',
      rows: '/data/patients/*/scans/*/lesions/*',
      above: { id: '/data/patients/*/id', visit: '/data/patients/*/scans/*/visit' },
    },
  ],
}
const read = (text: string | Uint8Array, source = SOURCE) => readFiles({ 'a.json': text }, { sources: [source] })
const document = {
  data: {
    patients: [
      {
        id: '0301-007',
        tumour: { code: 'C22.1', 'a/b': 1 },
        tags: ['x', 'y'],
        scans: [
          { visit: 'V00', sum: 41.5, lesions: [{ mm: 20 }, { mm: 21.5 }] },
          { visit: 'V03', sum: null, lesions: [] },
        ],
      },
      { id: '0302-001', isAlive: true, scans: [] },
    ],
  },
  trial: 'X',
}

describe('lists of a JSON file', () => {
  it('are sheets: members are columns, by their path, and lists in a row are sheets of their own', async () => {
    const { sheets } = await read(JSON.stringify(document))
    expect([...sheets.values()]).toEqual([
      {
        key: 'patients',
        columns: ['trial', 'id', 'tumour/code', 'tumour/a~1b', 'tags/0', 'tags/1', 'isAlive'],
        rows: [
          { line: 1, cells: ['X', '0301-007', 'C22.1', '1', 'x', 'y', ''] },
          { line: 2, cells: ['X', '0302-001', '', '', '', '', 'true'] },
        ],
      },
      {
        key: 'scans',
        columns: ['id', 'trial', 'visit', 'sum'],
        rows: [
          { line: 1, cells: ['0301-007', 'X', 'V00', '41.5'] },
          { line: 2, cells: ['0301-007', 'X', 'V03', ''] },
        ],
      },
      {
        key: 'lesions',
        columns: ['id', 'visit', 'mm'],
        rows: [
          { line: 1, cells: ['0301-007', 'V00', '20'] },
          { line: 2, cells: ['0301-007', 'V00', '21.5'] },
        ],
      },
    ])
  })

  it('are the same however the text is laid out', async () => {
    const dense = await read(JSON.stringify(document))
    expect(await read(JSON.stringify(document, null, 4))).toEqual(dense)
    expect(await read(`\ufeff${JSON.stringify(document, null, '\t').replaceAll('\n', '\r\n')}`)).toEqual(dense)
  })

  it('that nothing reads are told, and so are members beside', async () => {
    const { sheets } = await read(JSON.stringify({ ...document, deaths: [{ id: 1 }], made: { by: 'x' } }))
    expect(sheets.get('file')).toEqual({ key: 'file', columns: ['/deaths', '/made'], rows: [] })
  })

  it('that are empty give a sheet without rows; those that are not there give no sheet', async () => {
    const empty = await read('{"data":{"patients":[]},"trial":"X"}')
    expect(empty.sheets.get('patients')?.rows).toEqual([])
    expect((await read('{"trial":"X"}')).sheets.has('patients')).toBe(false)
  })

  it('may be the whole file', async () => {
    const source: JsonSource = { kind: 'json', files: '*', tables: [{ sheet: 'p', rows: '/*' }] }
    const { sheets } = await read('[{"a":1},{"a":2,"b":"x"}]', source)
    expect(sheets.get('p')?.rows.map(row => row.cells)).toEqual([
      ['1', ''],
      ['2', 'x'],
    ])
  })
})

describe('a JSON file', () => {
  const good = JSON.stringify(document)

  it('that was cut off anywhere is refused', async () => {
    for (let cut = 0; cut < good.length; cut += 3) {
      expect(await refusalOf(read(good.slice(0, cut))), String(cut)).toMatchObject({ code: 'ingest/bad-json' })
    }
  })

  it.each([
    ['two values', `${good}{}`],
    ['no comma between elements', '{"data":{"patients":[{"id":1} {"id":2}]}}'],
    ['a comma too many', '{"data":{"patients":[{"id":1},]}}'],
    ['no colon', '{"data" {"patients":[]}}'],
    ['brackets that do not match', '{"data":{"patients":[{"id":1}}]}'],
    ['text that is no JSON', 'SubjectId;A\n1;2\n'],
    ['single quotes', "{'data':{'patients':[]}}"],
    ['a sign that no text holds', '{"data":{"patients":[{"id":"a\\u0000b"}]}}'],
    ['nesting without end', `{"data":{"patients":[${'{"a":'.repeat(300)}1${'}'.repeat(300)}]}}`],
    ['a way to the list that does not end', '[{'.repeat(100_000)],
    ['an element of any size', `{"data":{"patients":[{"id":"${'x'.repeat(17 << 20)}"}]}}`],
    ['a member beside of any size', `{"x":"${'x'.repeat(17 << 20)}","data":{"patients":[]}}`],
    [
      'more members than any sheet has columns',
      `{"data":{"patients":[{${Array.from({ length: 6_000 }, (_, at) => `"m${at}":1`).join(',')}}]}}`,
    ],
  ])('with %s is refused', async (_, text) => {
    expect(await refusalOf(read(text))).toMatchObject({ code: 'ingest/bad-json' })
  })
})

describe('elements that come piece by piece', () => {
  function elementsOf(pieces: readonly string[]): string[] {
    const found: string[] = []
    const reader = jsonElements(new Set(['/p']), {
      list: path => found.push(`list ${path}`),
      element: (path, text) => found.push(`${path} ${JSON.stringify(JSON.parse(text))}`),
      other: (path, text) => found.push(`beside ${path} ${text}`),
    })
    for (const piece of pieces) reader.push(piece)
    reader.end()
    return found
  }
  const TEXT = '{ "a\\"]" : -1.5e3, "p":[ {"x":"}]\\\\\\"{", "y":[1,[2]]} ,"te\\\\xt", true ,null,12], "z":{"p":[3]} }'

  it('are the same wherever the text is cut', () => {
    const whole = elementsOf([TEXT])
    expect(whole).toEqual([
      'beside /a"] -1.5e3',
      'list /p',
      '/p {"x":"}]\\\\\\"{","y":[1,[2]]}',
      '/p "te\\\\xt"',
      '/p true',
      '/p null',
      '/p 12',
      'beside /z {"p":[3]}',
    ])
    for (let cut = 1; cut < TEXT.length; cut++) {
      expect(elementsOf([TEXT.slice(0, cut), TEXT.slice(cut)]), String(cut)).toEqual(whole)
    }
    expect(elementsOf([...TEXT])).toEqual(whole)
  })

  it('may be a single value that is no list', () => {
    expect(elementsOf(['12'])).toEqual(['beside  12'])
    expect(() => elementsOf(['{"p":['])).toThrow(BrokenJson)
  })
})
