import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ListedCohort } from '../../src/app/round-commands.ts'
import { cohortsPage } from '../../src/cli/commands/cohorts-page.ts'

const cohort = (id: string, label: string, changes: Partial<ListedCohort> = {}): ListedCohort => ({
  id,
  key: `v1|CODE|CHANGE|drug-of-${id}`,
  label,
  band: { from: 5, to: 7 },
  patientsAtLeast: null,
  evaluableAtLeast: null,
  stage: 'S1',
  decision: null,
  valuesOf: null,
  next: { look: 'S1', at: 8, missingAtMost: null, waitsFor: 'patients' },
  status: { NO: 'open', DK: 'closed' },
  embargoUntil: null,
  ...changes,
})

const near = (missingAtMost: number) => ({ look: 'S2', at: 24, missingAtMost, waitsFor: 'patients' }) as const
const pageOf = (cohorts: readonly ListedCohort[]) =>
  cohortsPage({ cohorts, table: null, tableSha256: null, sentence: null, completeAt: () => 24 })

describe('the page of cohorts', () => {
  it('has a cell for each cohort that is told, also where two of a tumour share a drug, and it leads to its row', () => {
    const page = pageOf([
      cohort('PR-1', 'KRAS G12C · Colon · sotorasib', { evaluableAtLeast: 20, decision: 'go', next: near(4) }),
      cohort('PR-2', 'HER2 amplification · Colon · trastuzumab'),
      cohort('PR-3', 'HER2 mutation · Colon · trastuzumab'),
      cohort('PR-4', 'MSI-high · Colon · nivolumab', { band: 'masked' }),
    ])
    const cells = [...page.matchAll(/<a href="#(PR-\d)" aria-label="([^"]+)"/g)].map(([, id, name]) => [id, name])
    expect(cells).toEqual([
      ['PR-1', 'KRAS G12C · Colon · sotorasib: 20/24 ◐'],
      ['PR-2', 'HER2 amplification · Colon · trastuzumab: ≤ 7'],
      ['PR-3', 'HER2 mutation · Colon · trastuzumab: ≤ 7'],
    ])
    for (const id of ['PR-1', 'PR-2', 'PR-3', 'PR-4']) expect(page).toContain(`<tr id="${id}"`)
    expect(page).toContain('Colon: HER2 mutation')
    expect(page).toContain('Cohorts that are told: 3; masked: 1.')
    const places = [...page.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="92" height="34"/g)].map(([place]) => place)
    expect(new Set(places).size).toBe(3)
  })

  it('names first what is nearest to its next look', () => {
    const page = pageOf([
      cohort('PR-1', 'A · B · c', { evaluableAtLeast: 10, next: near(14) }),
      cohort('PR-2', 'D · E · f', { evaluableAtLeast: 22, next: near(2) }),
      cohort('PR-3', 'G · H · i'),
    ])
    const list = /<ol>.*<\/ol>/.exec(page)?.[0] ?? ''
    expect([...list.matchAll(/#(PR-\d)/g)].map(([, id]) => id)).toEqual(['PR-2', 'PR-1'])
    expect(list).toContain('S2 at 24: 2 missing at most')
  })

  it('says of each cohort where it is open, paused and closed, and has no empty part for masked ones', () => {
    const status = { NO: 'open', DK: 'closed', SE: 'paused', FI: 'open' } as const
    const page = pageOf([cohort('PR-1', 'A · B · c', { status })])
    expect(page).toContain('<th scope="col">Status by country</th>')
    expect(page).toContain('<td>open FI NO, paused SE, closed DK</td>')
    expect(page).not.toContain('id="masked"')
    expect(pageOf([cohort('PR-1', 'A · B · c', { band: 'masked', status })])).toContain('id="masked"')
  })

  it('is drawn by its own style sheet, runs nothing, and writes a label of any kind as text', () => {
    const page = pageOf([cohort('PR-1', '<script>alert(1)</script>')])
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;')
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? ''
    expect(page).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  })

  it('says so where there is nothing to tell', () => {
    const page = pageOf([cohort('PR-1', 'A · B · c', { band: 'masked' })])
    expect(page).toContain('No pooled round has been run yet.')
    expect(page).toContain('Nothing to draw.')
  })
})
