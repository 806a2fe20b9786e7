/** rose map check and explain: what people who write mappings see, through the command, on files. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MapCheck } from '../../src/model/generated/map-check.ts'
import type { TrialMapping } from '../../src/model/generated/mapping.ts'
import { isValid } from '../../src/model/validation.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { writeWorkbook } from '../../src/synthetic/workbook.ts'
import { shippedFile } from '../mapping/shipped-mapping.ts'
import { runInProcess } from '../support/test-terminal.ts'

describe('the tools of mapping authors', () => {
  let folder: string
  let source: string
  const fileOf = (sheet: string) => join(source, readdirSync(source).find(name => name.endsWith(`_${sheet}.csv`)) ?? '')
  const idsOf = (sheet: string) =>
    [
      ...new Set(
        readFileSync(fileOf(sheet), 'utf8')
          .split('\n')
          .slice(2)
          .map(line => line.split(',')[0] ?? ''),
      ),
    ].filter(id => id.length > 4)
  const check = (...words: string[]) => runInProcess(['map', 'check', source, '--mapping', 'impress-norway', ...words])
  const explain = (...words: string[]) =>
    runInProcess(['map', 'explain', source, '--mapping', 'impress-norway', ...words])
  const snapshot = () =>
    readdirSync(folder, { recursive: true }).map(name => [name, statSync(join(folder, String(name))).mtimeMs])

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rose-map-'))
    source = join(folder, 'export')
    mkdirSync(source)
    for (const file of makeEcrfExport({ trialId: 'impress-norway', patients: 60, seed: 3 }).files)
      writeFileSync(join(source, file.name), file.text)
    const [labels = '', names = '', ...rows] = readFileSync(fileOf('dm'), 'utf8').trimEnd().split('\n')
    // A patient who would be unborn, a column that nobody knows, and a name for it that is no markup.
    const treated = idsOf('tr').find(id => rows.some(row => row.startsWith(`${id},`)))
    const changed = rows.map((row, at) => {
      const cells = row.split(',')
      if (cells[0] === treated) cells[2] = '2031'
      return `${cells.join(',')},x${at}`
    })
    writeFileSync(fileOf('dm'), [`${labels},Extra`, `${names},<b>EXTRA</b>`, ...changed].join('\n'))
    writeFileSync(fileOf('coh'), readFileSync(fileOf('coh'), 'utf8').replaceAll('Sotorasib,', 'Sotorasibqx,'))
    writeFileSync(join(source, 'X_odd.csv'), 'SubjectId,A\n1,2\n')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('tell what each column, field, code and record is, name nobody and write nothing', async () => {
    const before = snapshot()
    const { code, out, err } = await check('--json')
    expect(code).toBe(1)
    expect(snapshot()).toEqual(before)
    const found = JSON.parse(out) as MapCheck
    expect(isValid('urn:prime-rose:map-check/1', found)).toBe(true)
    expect(found.counts).toMatchObject({ screened: 60, accepted: 59, rejected: 1, unacceptable: 1 })
    expect(found.columns).toContainEqual({
      sheet: 'dm',
      column: '<b>EXTRA</b>',
      use: 'unknown',
      rows: expect.any(Number),
      filled: expect.any(Number),
      unread: 0,
      fields: [],
    })
    const given = found.columns.find(({ sheet, column }) => sheet === 'tr' && column === 'TRCYNCD')
    expect(given).toMatchObject({ use: 'read', fields: ['doses.given'] })
    expect(found.fields.find(({ field }) => field === 'doses.drug')).toMatchObject({ from: ['tr.TRNAME'] })
    expect(found.codes.find(({ code: text }) => text === 'Sotorasibqx')).toMatchObject({
      vocabulary: 'drug',
      proposals: [{ target: 'sotorasib' }],
    })
    expect(found.subjects[0]).toMatchObject({
      subject: 'subject 1',
      becomes: 'unacceptable',
      codes: expect.arrayContaining(['age-impossible']),
    })
    expect(found.advice.join('\n')).toMatch(
      /Sheet dm fills columns that the mapping does not know.*<b>EXTRA<\/b> \(\d+ rows\)/,
    )
    expect(found.advice.join('\n')).toContain('Sheet odd (1 row) is not in the mapping')
    const ids = [...idsOf('dm'), ...idsOf('coh')]
    expect(ids.length).toBeGreaterThan(60)
    expect(ids.filter(id => out.includes(id) || err.includes(id))).toEqual([])
  })

  it('name local ids only where they are asked for', async () => {
    const { out } = await check('--local-ids', '--json')
    expect(idsOf('dm').filter(id => out.includes(id)).length).toBeGreaterThan(50)
  })

  it('write a page that holds the same, without ids, and whose texts are no markup', async () => {
    const page = join(folder, 'check.html')
    const { out } = await check('--html', page)
    expect(out).toContain(`The page: ${page}`)
    const html = readFileSync(page, 'utf8')
    expect(html).toContain('59 of 60 screened patients would be accepted')
    expect(html).toContain('dm.&lt;b&gt;EXTRA&lt;/b&gt;')
    expect(html).not.toContain('<b>EXTRA')
    expect(idsOf('dm').filter(id => html.includes(id))).toEqual([])
    rmSync(page)
    expect((await check('--html', join(folder, 'nowhere', 'x.html'))).code).toBe(2)
  })

  it('explain each field by its row, columns and reading; values only where they are asked for', async () => {
    expect(await explain()).toMatchObject({ code: 2, out: '' })
    const [, id = ''] = idsOf('dm')
    const told = await explain('--subject', id)
    expect(told.code).toBe(0)
    expect(told.out).toMatch(/subject\.birth +dm line 4 +BRTHDAT +date +filled/)
    expect(told.out).not.toContain(id)
    const [, , birth = ''] = readFileSync(fileOf('dm'), 'utf8').split('\n')[3]?.split(',') ?? []
    expect(birth).toMatch(/^\d{4}/)
    expect(told.out).not.toContain(birth)
    const valued = await runInProcess(
      ['map', 'explain', source, '--mapping', 'impress-norway', '--subject', '-', '--values', '--json'],
      `${id}\n`,
    )
    const { subject, fields } = JSON.parse(valued.out) as {
      subject: string
      fields: { field: string; value: unknown; columns: string[] }[]
    }
    expect(subject).toBe(id)
    expect(fields).toContainEqual(
      expect.objectContaining({ field: 'subject.birth', value: birth, columns: ['BRTHDAT'], filled: true }),
    )
  })

  describe('start a mapping', () => {
    const init = (place: string, out: string, ...words: string[]) =>
      runInProcess(['map', 'init', place, '--id', 'my-trial', '--out', join(folder, out), ...words])
    const readMapping = (out: string) =>
      JSON.parse(readFileSync(join(folder, out, 'mapping.json'), 'utf8')) as TrialMapping

    it('from sheets: valid, without a value of a cell, and a check goes on with it', async () => {
      const { code, out } = await init(source, 'started')
      expect(code).toBe(0)
      const mapping = readMapping('started')
      expect(isValid('urn:prime-rose:mapping/1', mapping)).toBe(true)
      expect(mapping.subjectId).toEqual({ column: 'SubjectId', shape: expect.stringContaining('[0-9]{4}-[0-9]{3}') })
      expect(mapping.sheets['dm']).toMatchObject({
        screens: true,
        entities: [{ entity: 'subject', fields: { birth: { read: 'date', column: 'BRTHDAT' } } }],
      })
      expect(mapping.sheets['tr']).toMatchObject({
        entities: [{ entity: 'doses', fields: { cycleStart: { read: 'date', column: 'TRC1_DT' } } }],
      })
      expect(out).toContain('Sheet odd becomes nothing yet')
      const written = JSON.stringify(mapping)
      expect([...idsOf('dm'), 'Sotorasib', '2031'].filter(text => written.includes(text))).toEqual([])
      const checked = await runInProcess(['map', 'check', source, '--mapping', join(folder, 'started'), '--json'])
      const { counts } = JSON.parse(checked.out) as MapCheck
      expect(counts.screened).toBeGreaterThan(55)
      // The file of withdrawals is every trial's: nobody who withdrew is taken in by a mapping that was just begun.
      expect(mapping.withdrawal).toMatchObject({ sheet: 'consent', scope: 'WDRSCOPE' })
      expect(counts.withdrawn).toBeGreaterThan(0)
      expect(await init(source, 'started')).toMatchObject({ code: 2, out: '' })
    })

    it('from a workbook and from JSON, whose lists become sheets', async () => {
      mkdirSync(join(folder, 'json'))
      const visits = [
        { visitDate: '03.04.2024', response: 'PR' },
        { visitDate: '05.06.2024', response: 'SD' },
      ]
      const patients = [
        { patientNr: 'AB-01', gender: 'F', visits },
        { patientNr: 'AB-02', gender: 'M', visits: [] },
      ]
      writeFileSync(join(folder, 'json', 'a.json'), JSON.stringify({ study: 'x', patients }))
      expect((await init(join(folder, 'json'), 'from-json')).code).toBe(0)
      const mapping = readMapping('from-json')
      expect(mapping.sources).toMatchObject([
        {
          kind: 'json',
          tables: [
            { rows: '/patients/*' },
            { rows: '/patients/*/visits/*', above: { patientNr: '/patients/*/patientNr' } },
          ],
        },
      ])
      expect(mapping.subjectId).toEqual({ column: 'patientNr', shape: '[A-Z]{2}-[0-9]{2}' })
      expect(mapping.sheets['visits']).toMatchObject({
        entities: [
          { entity: 'assessments', fields: { date: { read: 'date', column: 'visitDate', form: 'DD.MM.YYYY' } } },
        ],
      })
      const checked = await runInProcess([
        'map',
        'check',
        join(folder, 'json'),
        '--mapping',
        join(folder, 'from-json'),
        '--json',
      ])
      expect(JSON.parse(checked.out)).toMatchObject({ counts: { screened: 2, accepted: 2 }, cutoff: '2024-06-05' })
      mkdirSync(join(folder, 'xlsx'))
      writeFileSync(
        join(folder, 'xlsx', 'a.xlsx'),
        writeWorkbook([
          {
            name: 'visits',
            rows: [
              ['who', 'visit'],
              ['7', 'V01'],
            ],
          },
        ]),
      )
      expect((await init(join(folder, 'xlsx'), 'from-xlsx', '--subject', 'who')).code).toBe(0)
      expect(readMapping('from-xlsx')).toMatchObject({ sources: [{ kind: 'xlsx' }], subjectId: { column: 'who' } })
    })

    it.each<[string, () => string, readonly string[]]>([
      ['that is not there', () => join(folder, 'nowhere'), []],
      ['without a column that names the subject', () => join(folder, 'xlsx'), []],
      ['without the column that was named', () => source, ['--subject', 'gossip']],
    ])('but not from an export %s', async (_, place, words) => {
      expect(await init(place(), 'never', ...words)).toMatchObject({ code: 2, out: '' })
      expect(readdirSync(folder)).not.toContain('never')
    })
  })

  it('are refused where code maps of the mapping ask each other in a circle', async () => {
    const circle = join(folder, 'circle')
    mkdirSync(join(circle, 'maps'), { recursive: true })
    const pointing = (url: string, to: string) => ({
      resourceType: 'ConceptMap',
      url,
      status: 'active',
      group: [{ unmapped: { mode: 'other-map', url: to } }],
    })
    writeFileSync(join(circle, 'mapping.json'), JSON.stringify(shippedFile('impress-norway')))
    writeFileSync(join(circle, 'maps', 'one.json'), JSON.stringify(pointing('urn:one', 'urn:two')))
    writeFileSync(join(circle, 'maps', 'two.json'), JSON.stringify(pointing('urn:two', 'urn:one')))
    const ended = await runInProcess(['map', 'check', source, '--mapping', circle])
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain('terminology/bad-map')
    const twice = { code: 'A', target: [{ code: 'B', equivalence: 'equal' }] }
    const map = { resourceType: 'ConceptMap', url: 'urn:two', status: 'active', group: [{ element: [twice, twice] }] }
    writeFileSync(join(circle, 'maps', 'two.json'), JSON.stringify(map))
    expect((await runInProcess(['map', 'check', source, '--mapping', circle])).err).toContain('maps/two.json: ')
    writeFileSync(join(circle, 'maps', 'two.json'), '{')
    expect((await runInProcess(['map', 'check', source, '--mapping', circle])).err).toContain('two.json of the mapping')
  })

  it.each<[string, readonly string[], string]>([
    ['without a mapping', [], 'usage/bad-argument'],
    ['with a mapping that is not there', ['--mapping', '/nowhere'], 'mapping/not-found'],
    ['with a folder that is no node', ['--node', '/nowhere'], 'node/no-folder'],
  ])('are refused %s', async (_, words, code) => {
    const ended = await runInProcess(['map', 'check', source, ...words])
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain(code)
  })
})
