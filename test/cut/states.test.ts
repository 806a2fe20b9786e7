import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CUT_ACTS, CUT_STATES, type CutActor, canAct, checkAct, transitionsInWords } from '../../src/cut/states.ts'

const ACTORS: readonly CutActor[] = ['hub', 'coordinator', 'committee', 'operator', 'auditor', 'node']

/** Written out by hand: whatever is not here is refused. */
const ALLOWED = [
  'built approve committee -> built',
  'built open node -> opened',
  'built supersede node -> superseded',
  'opened supersede node -> superseded',
  'built close committee -> closed',
  'opened close committee -> closed',
  'superseded close committee -> closed',
  'built withdraw node -> closed',
  'opened withdraw node -> closed',
  'superseded withdraw node -> closed',
  'built expire node -> closed',
  'opened expire node -> closed',
  'superseded end node -> ended',
  'closed end node -> ended',
]

describe('what may be done with a data cut', () => {
  it('is what the list says, for every state, act and role', () => {
    const allowed = CUT_STATES.flatMap(state =>
      CUT_ACTS.flatMap(act =>
        ACTORS.filter(by => canAct(state, act, by)).map(by => `${state} ${act} ${by} -> ${checkAct(state, act, by)}`),
      ),
    )
    expect(allowed.sort()).toEqual([...ALLOWED].sort())
  })

  it('is refused by code otherwise: the role first, so that a stranger learns nothing of the state', () => {
    const refused = CUT_STATES.flatMap(state =>
      CUT_ACTS.flatMap(act =>
        ACTORS.filter(by => !canAct(state, act, by)).map(by => {
          try {
            checkAct(state, act, by)
            return 'allowed'
          } catch (error) {
            const owner = ['approve', 'close'].includes(act) ? 'committee' : 'node'
            const expected = by === owner ? 'cut/not-open' : 'approval/unknown-member'
            return (error as { code: string }).code === expected ? 'as expected' : `${state} ${act} ${by}`
          }
        }),
      ),
    )
    expect(new Set(refused)).toEqual(new Set(['as expected']))
    expect(refused).toHaveLength(CUT_STATES.length * CUT_ACTS.length * ACTORS.length - ALLOWED.length)
  })

  it('never leads back: what is closed stays closed, what has ended is the end', () => {
    const from = (state: (typeof CUT_STATES)[number]) =>
      CUT_ACTS.flatMap(act => ACTORS.filter(by => canAct(state, act, by)).map(by => checkAct(state, act, by)))
    expect(from('ended')).toEqual([])
    expect(from('closed')).toEqual(['ended'])
    expect(from('superseded')).not.toContain('opened')
  })

  it('stands in the README as it is in the code', () => {
    const readme = readFileSync(new URL('../../src/cut/README.md', import.meta.url), 'utf8')
    const cells = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---')
    expect(cells(readme)).toContain(cells(transitionsInWords()))
  })
})
