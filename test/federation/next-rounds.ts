/** What comes after the first round: the schedule, new data cuts, people who decide, a combiner who is replaced. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ScheduleStanding } from '../../src/app/round-schedule.ts'
import type { NetworkTable, NetworkTableRow } from '../../src/model/generated/network-table.ts'
import { approveRounds, ingestPatients, openCutOf, treatedIn } from '../support/round-federation.ts'
import type { RoundWorld } from './round-world.ts'

const TRIALS = ['NO', 'DK', 'SE', 'FI', 'NL'] as const
const startOf = ({ band }: NetworkTableRow): number => (band === 'masked' ? 0 : band.from)
const rowsOf = (table: NetworkTable) => new Map(table.cohorts.map(row => [row.key, row]))

export function describeNextRounds(world: () => RoundWorld): void {
  const { run, json, until, table, federation } = lazily(world)
  /** Treated patients by country, before and after the second data cuts. */
  const grown = new Map<string, ReadonlyMap<string, number>>()
  const patientsBefore = (key: string) => TRIALS.map(country => federation().treated.get(country)?.get(key) ?? 0)
  const patientsAfter = (key: string) =>
    TRIALS.map((country, index) => grown.get(country)?.get(key) ?? patientsBefore(key)[index] ?? 0)
  const scheduled = { round: '' }
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

  describe('the scheduled round after it, on new data cuts', () => {
    it('is asked for by the gateway of the coordinator, once, whenever it is started', async () => {
      for (const country of ['NO', 'NL']) {
        const node = federation().node(country)
        await ingestPatients(node.config(), node)
        await openCutOf(node.config())
        grown.set(country, await treatedIn(node))
      }
      await world().restartGateway('NL', { rounds: { contribute: 'by-hand' } })
      await world().restartGateway('FI', { engine: 'service' })
      const first = new Date(Date.now() - 1000).toISOString()
      const schedule = { first, every: 'quarter', contributions: '600s', table: '300s', cutDays: 36_500 }
      await world().restartGateway('NO', { rounds: { schedule } })
      const asked = await untilAsked()
      scheduled.round = asked.last?.round ?? ''
      expect(Date.parse(asked.next.at) - Date.parse(first)).toBeGreaterThan(80 * 86_400_000)
      await world().restartGateway('NO')
      expect((await run('NO', 'round', 'status')).out).toContain('Scheduled, every quarter: next all-')
    })

    async function untilAsked(): Promise<ScheduleStanding> {
      for (;;) {
        const { schedule } = await json<{ schedule: ScheduleStanding }>('NO', 'round', 'status')
        if (schedule.last?.asked === true) return schedule
        await new Promise(done => setTimeout(done, 200))
      }
    }

    it('shows whom it waits for: people who contribute by hand, and an engine that is away', async () => {
      const shown = await until(
        'NO',
        scheduled.round,
        ({ members }) =>
          ['NO', 'SE', 'DK'].every(country =>
            members.some(one => one.country === country && one.state === 'contributed'),
          ) && members.some(({ state }) => state === 'waiting-for-engine'),
      )
      expect(Object.fromEntries(shown.members.map(({ country, state }) => [country, state]))).toEqual({
        NO: 'contributed',
        SE: 'contributed',
        DK: 'contributed',
        FI: 'waiting-for-engine',
        NL: 'asked',
      })
      const { rounds } = await json<{ rounds: { round: string }[] }>('NO', 'round', 'status')
      expect(rounds.map(({ round }) => round)).toEqual(['first', scheduled.round])
    })

    it('goes on when they do, to a table that tells no change of few patients or of one country', async () => {
      expect((await run('NL', 'round', 'contribute', scheduled.round)).code).toBe(0)
      await world().startProcess('engine', 'watch', '--node', world().folderOf('FI'))
      await until('NO', scheduled.round, ({ phase }) => phase === 'done')
      const [first, second] = [await table('NO', 'first'), await table('NO', scheduled.round)]
      const earlier = rowsOf(first)
      const changes = { stood: 0, moved: 0 }
      for (const row of second.cohorts) {
        const was = earlier.get(row.key)
        const joined = patientsAfter(row.key).map((count, index) => count - (patientsBefore(row.key)[index] ?? 0))
        expect(startOf(row)).toBeGreaterThanOrEqual(was === undefined ? 0 : startOf(was))
        const isTellable = sum(joined) >= 5 && joined.filter(count => count > 0).length >= 2
        if (was?.patients == null) continue
        if (sum(joined) > 0 && !isTellable) {
          changes.stood += 1
          expect([row.patients, row.band]).toEqual([was.patients, was.band])
        }
        if (row.patients?.round === scheduled.round) {
          changes.moved += Number(sum(joined) > 0)
          expect(row.patients.atLeast).toBe(sum(patientsAfter(row.key)))
        } else expect(row.patients?.atLeast).toBe(sum(patientsBefore(row.key)))
      }
      const seen = JSON.stringify(
        second.cohorts.map(row => [
          row.key,
          earlier.get(row.key)?.patients,
          row,
          patientsBefore(row.key),
          patientsAfter(row.key),
        ]),
        null,
        1,
      )
      expect(changes.stood, seen).toBeGreaterThan(0)
      expect(changes.moved, seen).toBeGreaterThan(0)
    })
  })

  describe('a combiner that replaces another', () => {
    it('refuses to combine without the ledger of rounds, for the coordinator to see', async () => {
      await federation().nameCombiners(['NO', 'NL', 'EE'])
      for (const country of TRIALS)
        await approveRounds(federation().node(country), { vetoHours: country === 'SE' ? 1 : 0 })
      // Whose gateway has a folder of its own is given the new documents by its operator.
      const { apart } = world()
      await apart.stop()
      await apart.startEngine()
      await apart.startGateway()
      await world().startProcess('combiner', '--node', world().folderOf('EE'))
      const keys = (await table('NO', scheduled.round)).cohorts.flatMap(({ key, patients }) =>
        patients === null ? [] : key,
      )
      const [cohort = ''] = keys
      const wishes = ['--cohort', cohort, '--from', '2020-01-01', '--id']
      const [no, ee, fi] = ['NO', 'EE', 'FI'].map(world().memberOf)
      const refusals: [readonly string[], string][] = [
        [['--combiner', no ?? '', '--combiner', ee ?? ''], "a combiner of the asker's own country"],
        [['--combiner', ee ?? '', '--combiner', ee ?? ''], 'two combiners of one country'],
        [['--combiner', fi ?? '', '--combiner', ee ?? ''], 'no combiner of the federation'],
      ]
      for (const [words, why] of refusals)
        expect((await run('NO', 'round', 'new', ...wishes, 'unasked', ...words)).err).toContain(why)
      await json('NO', 'round', 'new', ...wishes, 'too-early')
      const { letters, combiners } = await until('NO', 'too-early', shown =>
        shown.letters.some(({ state }) => state === 'failed'),
      )
      expect(letters.filter(({ state }) => state === 'failed')).toMatchObject([
        { what: expect.stringContaining('call'), to: ee, code: 'pooling/bad-manifest' },
      ])
      expect(combiners.map(({ combiner }) => combiner)).toEqual(['NL', 'EE'].map(world().memberOf))
      const ended = { phase: 'ended', reason: 'combiner-refused' }
      for (const country of ['NO', 'NL'])
        await expect.poll(() => statusOrNone(country, 'too-early'), { timeout: 120_000 }).toMatchObject(ended)
      expect((await run('NO', 'round', 'cancel', 'too-early')).err).toContain('pooling/unknown-round')
      expect(readdirSync(join(world().folderOf('NL'), 'keys', 'rounds'))).toEqual([])
    })

    const statusOrNone = (country: string, round: string) =>
      world()
        .status(country, round)
        .catch(() => null)

    it('takes it over, signed; whoever it is not for, or a changed one, is refused', async () => {
      const file = join(federation().folder, 'ledger.jws')
      const handed = await json('FI', 'round', 'hand-over', world().memberOf('EE'), '--out', file)
      expect(handed).toMatchObject({ tables: 2, to: world().memberOf('EE') })
      expect((await run('NL', 'round', 'take-over', file)).err).toContain('pooling/bad-ledger')
      expect(await json('EE', 'round', 'take-over', file)).toMatchObject({ added: 2, from: world().memberOf('FI') })
      expect(await json('EE', 'round', 'take-over', file)).toMatchObject({ added: 0 })
      for (const country of ['FI', 'EE']) {
        expect((await run(country, 'audit', 'list', '--kind', 'round.handed-over')).out).toContain('round.handed-over')
        expect(await json(country, 'audit', 'verify')).toMatchObject({ ok: true, faults: [] })
      }
    })

    it('verifies earlier tables under the directory of their time', async () => {
      const signed = (await run('NL', 'round', 'table', 'first', '--signed')).out
      const file = join(federation().folder, 'earlier.json')
      writeFileSync(file, signed)
      expect(await json('NL', 'round', 'verify', file)).toMatchObject({ ok: true, serial: 1 })
      const { facts } = await json<{ facts: { what: string; is: string }[] }>('NL', 'verify', file)
      expect(facts).toContainEqual({ what: 'directory', is: 'serial 1' })
    })
  })
}

/** `reachedAfter`: how long a call takes here until all members have seen it and have told so, in milliseconds. */
export function describeRoundOnDemand(world: () => RoundWorld, reachedAfter: () => number): void {
  const { run, json, until, table } = lazily(world)
  describe('a round on demand, for one cohort', () => {
    it('gives a committee time to object, and goes on without the member that did when time is over', async () => {
      const [row] = (await table('NO')).cohorts.filter(({ patients }) => patients !== null)
      // All of it is waited for: no longer than this machine needs.
      const seconds = Math.max(25, Math.ceil((10 * reachedAfter()) / 1000))
      await json(
        ...(['NO', 'round', 'new', '--cohort', row?.key ?? '', '--from', '2020-01-01', '--id', 'one'] as const),
        ...(['--contributions', `${seconds}s`, '--table', '300s'] as const),
      )
      const inSweden = async () => {
        const shown = await world()
          .status('SE', 'one')
          .catch(() => null)
        return shown?.members.find(({ country }) => country === 'SE')
      }
      const waiting = { state: 'veto-window', until: expect.any(String) }
      await expect.poll(inSweden, { timeout: seconds * 1000 }).toMatchObject(waiting)
      expect((await run('SE', 'round', 'veto', 'one', '--as', 'anne')).out).toContain('contributes nothing to one')
      expect((await run('SE', 'round', 'contribute', 'one')).out).toContain('vetoed (pooling/vetoed)')
      expect((await run('NL', 'round', 'contribute', 'one')).code).toBe(0)
      const done = await until('NO', 'one', ({ phase }) => phase === 'done')
      expect(done.members.find(({ country }) => country === 'SE')).toMatchObject({ state: 'vetoed', receipts: [] })
      const after = await table('NO', 'one')
      expect(after.rounds[0]?.members.map(({ country }) => country).sort()).toEqual(['DK', 'FI', 'NL', 'NO'])
      // A member of the set that stands is missing: nothing of it may change.
      expect(after.cohorts.find(({ key }) => key === row?.key)).toEqual(row)
      await until('EE', 'one', ({ phase }) => phase === 'done')
      expect(await json('EE', 'round', 'table', 'one')).toEqual(after)
    })
  })
}

/** The world is there only once the first hook has run. */
function lazily(world: () => RoundWorld) {
  return {
    run: (...asked: Parameters<RoundWorld['run']>) => world().run(...asked),
    json: <T = Record<string, unknown>>(country: string, ...words: readonly string[]) =>
      world().json<T>(country, ...words),
    until: (...asked: Parameters<RoundWorld['until']>) => world().until(...asked),
    table: (...asked: Parameters<RoundWorld['table']>) => world().table(...asked),
    federation: () => world().federation,
  }
}
