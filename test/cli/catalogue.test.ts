/** The register of cohorts as officers and members work on it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shippedCatalogue } from '../../src/app/terminology.ts'
import type { Catalogue } from '../../src/cohort/catalogue/catalogue.ts'
import { runInProcess } from '../support/test-terminal.ts'

let folder: string
const at = (name: string) => join(folder, name)
const catalogue = (...words: readonly string[]) => runInProcess(['catalogue', ...words])

async function json<T>(...words: readonly string[]): Promise<T> {
  const { code, out, err } = await catalogue(...words, '--json')
  if (code !== 0) throw new Error(err)
  return JSON.parse(out) as T
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rose-catalogue-'))
  for (const name of ['eva', 'finn']) await runInProcess(['federation', 'init', at(name), '--as', name])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the next catalogue', () => {
  it('is the present one with a cohort more, and with what a member proposes', async () => {
    await json('new', at('next.json'), '--version', '2027-1', '--valid-until', '2027-12-31')
    const cohort = 'tumour:COADREAD alteration:KRAS G12C drug:selpercatinib'
    await json('add', at('next.json'), cohort, '--status', 'NO=open')
    await json(
      ...['propose', '--id', 'PR-0001', '--status', 'paused', '--out', at('proposal.json')],
      ...['--member', 'impress-norway', '--country', 'NO', '--reason', 'no drug at the moment'],
    )
    await json('add', at('next.json'), '--proposal', at('proposal.json'))
    const first = shippedCatalogue()
    const found = await json<Catalogue>('show', at('next.json'))
    expect(found).toMatchObject({ serial: first.serial + 1, version: '2027-1', validUntil: '2027-12-31' })
    expect(found.cohorts).toHaveLength(first.cohorts.length + 1)
    expect(found.cohorts.find(({ id }) => id === 'PR-0001')?.status['NO']).toBe('paused')
    expect(await json('diff', at('next.json'))).toMatchObject({ added: [{ status: { NO: 'open' } }], removed: [] })
  })

  it('is refused where the proposal was made for another, or the cohort is registered', async () => {
    const again = await catalogue('add', at('next.json'), 'tumour:COADREAD alteration:KRAS G12C drug:selpercatinib')
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('cohort/bad-catalogue')])
    const unknown = await catalogue('add', at('next.json'), 'tumour:COADRAED alteration:KRAS G12C drug:selpercatinib')
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('COADREAD')])
    const nobody = await catalogue(
      ...['propose', '--id', 'PR-9999', '--status', 'paused', '--out', at('other.json')],
      ...['--member', 'impress-norway', '--country', 'NO', '--reason', 'none'],
    )
    expect([nobody.code, nobody.err]).toEqual([2, expect.stringContaining('cohort/bad-proposal')])
  })

  it('ends on a day that there is', async () => {
    for (const day of ['2027-02-30', '2027-13-01', '2027-2-3', 'soon']) {
      const { code, err } = await catalogue('new', at(`${day}.json`), '--version', '1', '--valid-until', day)
      expect([code, err]).toEqual([2, expect.stringContaining('usage/bad-argument')])
    }
    const edited = { ...shippedCatalogue(), validUntil: '2027-02-30' }
    writeFileSync(at('edited.json'), JSON.stringify(edited))
    const { code, err } = await catalogue('check', at('edited.json'))
    expect([code, err]).toEqual([2, expect.stringMatching(/cohort\/bad-catalogue.*\/validUntil/)])
  })

  it('names the designs, the ids and what is missing where something of them is wrong', async () => {
    const cohort = 'tumour:COADREAD alteration:"KRAS G12R" drug:sotorasib'
    const files = ['--out', at('nowhere.json'), '--member', 'no', '--country', 'NO', '--reason', 'none']
    for (const [words, said] of [
      [['add', at('next.json'), cohort, '--design', 'nosuch'], 'Designs: simon-8-24'],
      [['add', at('next.json'), '--id', 'c-1', '--status', 'NO=closed'], 'as PR-0001'],
      [['add', at('next.json'), '--id', 'PR-0001', '--embargo', 'soon'], '2027-12-31'],
      [['add', at('next.json'), cohort, '--id', 'PR-0001'], 'one of COHORT'],
      [['propose', '--id', 'c-1', ...files], 'as PR-0001'],
    ] as const) {
      const { code, err } = await catalogue(...words)
      expect([code, err]).toEqual([2, expect.stringContaining(said)])
    }
  })

  it('takes status, agreement and embargo of a registered cohort', async () => {
    writeFileSync(at('entered.json'), readFileSync(at('next.json')))
    const given = ['--status', 'NO=paused', '--agreement', 'A-17', '--embargo', '2027-06-30=agreement A-17, section 9']
    const { changed } = await json<{ changed: { id: string }[] }>(
      'add',
      at('entered.json'),
      '--id',
      'PR-0001',
      ...given,
    )
    expect(changed.map(({ id }) => id)).toEqual(['PR-0001'])
    const { cohorts } = JSON.parse(readFileSync(at('entered.json'), 'utf8')) as Catalogue
    expect(cohorts.find(({ id }) => id === 'PR-0001')).toMatchObject({
      status: { NO: 'paused' },
      agreement: 'A-17',
      embargo: { until: '2027-06-30', reference: 'agreement A-17, section 9' },
    })
    const { out } = await catalogue('show', at('entered.json'), '--find', 'Ampulla')
    expect(out).toMatch(/PR-0001 .*NO paused.* agreement A-17; embargo until 2027-06-30 \(agreement A-17, section 9\)/)
  })

  it('is signed by one officer and then another, each once, and changed no more', async () => {
    const text = at('next.signed.json')
    const unasked = await catalogue('sign', at('next.json'), '--dir', at('eva'))
    expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('--yes')])
    expect(await json('sign', at('next.json'), '--dir', at('eva'), '--yes')).toMatchObject({ signatures: 1 })
    expect(await json('sign', text, '--dir', at('finn'), '--yes')).toMatchObject({ signatures: 2 })
    expect(await json('sign', text, '--dir', at('finn'), '--yes')).toMatchObject({ signatures: 2 })
    const change = await catalogue('add', text, 'tumour:PAN alteration:MSI:H drug:nivolumab')
    expect([change.code, change.err]).toEqual([2, expect.stringContaining('cohort/bad-catalogue')])
  })
})
