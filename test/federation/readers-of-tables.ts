/**
 * A10, A11, A12, A14 and A17 over real tables: somebody has the network table, all national tables and one member's own
 * numbers, and subtracts. What may stand in the table is worked out here anew, from the patients of the made-up trials.
 */
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import type { NetworkTableRow } from '../../src/model/generated/network-table.ts'
import type { RoundManifest } from '../../src/model/generated/round-manifest.ts'
import type { RoundPassed } from '../../src/model/generated/round-passed.ts'
import type { RoundSums } from '../../src/model/generated/round-sums.ts'
import { layoutOf } from '../../src/pooling/check-manifest.ts'
import { type BlockName, placesOf } from '../../src/pooling/layout.ts'
import { contentOf } from '../../src/pooling/round/view.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { documentsOf, textOf } from './hostile-rounds.ts'
import type { RoundWorld } from './round-world.ts'

const TRIALS = ['NO', 'DK', 'SE', 'FI', 'NL'] as const
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

/** Of the first round: nothing was told before, and every national table is as old as the contributions. */
export function describeReaders(world: () => RoundWorld): void {
  describe('a reader of the network table who has all national tables too', () => {
    it('finds every cohort whose gates hold, exact, and of the others nothing', async () => {
      const { rest, minCountriesWithPatients, exactPatientsFrom, hiddenPartsMinCountries } = defaultPolicy.pooled
      const shownIn = new Map<string, ReadonlySet<string>>()
      for (const country of TRIALS) {
        const { cells } = await world().json<NationalTable>(country, 'table', 'show')
        const shown = cells.filter(({ kind, count }) => kind === 'cohort' && typeof count === 'number')
        shownIn.set(country, new Set(shown.map(({ code }) => code)))
      }
      const { cohorts } = await world().table('NO', 'first')
      const seen = { told: 0, withheld: 0, hiddenOfTwo: 0 }
      for (const row of cohorts) {
        const parts = TRIALS.map(country => ({
          patients: world().federation.treated.get(country)?.get(row.key) ?? 0,
          isShown: shownIn.get(country)?.has(row.key) ?? false,
        }))
        const counts = parts.map(({ patients }) => patients)
        const n = sum(counts)
        const hidden = parts.flatMap(({ patients, isShown }) => (isShown || patients === 0 ? [] : [patients]))
        const hiddenHolds = hidden.length === 0 || (hidden.length >= hiddenPartsMinCountries && sum(hidden) >= rest.s1)
        const countriesHold = counts.filter(count => count > 0).length >= minCountriesWithPatients
        const restHolds = n - Math.max(...counts) >= rest.s1
        const isTold = n >= exactPatientsFrom && countriesHold && hiddenHolds && restHolds
        expect([row.key, counts, row.patients?.atLeast ?? null]).toEqual([row.key, counts, isTold ? n : null])
        if (isTold) {
          seen.told += 1
          seen.hiddenOfTwo += Number(hidden.length === 2)
          // Whoever takes one member's patients away, or all that national tables show, keeps enough of others.
          for (const count of counts) expect(n - count).toBeGreaterThanOrEqual(rest.s1)
          expect(hidden.length === 1).toBe(false)
        } else {
          seen.withheld += 1
          // One look for all that is withheld, but for a band where its own gates hold.
          const { key: _, band, ...others } = row
          expect(others).toEqual({ patients: null, evaluable: null, s1: null, values: null })
          if (!countriesHold || !hiddenHolds) expect(band).toBe('masked')
        }
      }
      expect(seen.told).toBeGreaterThan(0)
      process.stdout.write(
        `Of ${seen.told} opened totals each of two hidden countries works out the other's part ${seen.hiddenOfTwo} times; ${seen.withheld} are withheld.\n`,
      )
    })

    it('sees no number of responders at the first look, and combiners added up no other outcome than they say', async () => {
      const { cohorts } = await world().table('NO', 'first')
      const looked = cohorts.filter(({ s1 }) => s1 !== null)
      expect(looked.length).toBeGreaterThan(0)
      for (const { s1, values } of looked) {
        expect(Object.keys(s1 ?? {}).sort()).toEqual(['decision', 'round'])
        if (values === null) expect(['go', 'stop', 'wait']).toContain(s1?.decision)
      }
      // What a combiner was told of outcomes: the places that its partner signed for.
      const manifest = contentOf<RoundManifest>(await textOf(world().federation.node('NL'), 'first', 'manifest'))
      const layout = layoutOf(manifest, defaultPolicy)
      const { passed } = contentOf<RoundPassed>(
        await textOf(world().federation.node('NL'), 'first', 'passed', world().memberOf('FI')),
      )
      const keysWhere = (holds: (row: NetworkTableRow) => boolean) => cohorts.filter(holds).map(({ key }) => key)
      const passedWhere = (holds: (entry: RoundPassed['passed'][number]) => boolean) =>
        passed.filter(holds).map(({ key }) => key)
      expect(passedWhere(({ s1Quarter }) => s1Quarter !== null)).toEqual(keysWhere(({ s1 }) => s1 !== null))
      expect(passedWhere(({ look }) => look !== null)).toEqual(keysWhere(({ values }) => values !== null))
      // Of the first look one cell, control up to the quarter that completes the stage; of what failed none.
      const places = passed.flatMap(({ key, s1Quarter, look, stages }) => {
        const of = (block: BlockName) => placesOf(layout, layout.cohorts.indexOf(key), block)
        const quarters = [...new Set([...(s1Quarter === null ? [] : [s1Quarter]), ...stages.map(one => one.quarter)])]
        const control = quarters.sort((one, other) => one - other).map(quarter => of('controlByQuarter')[quarter])
        return look === null ? control : [...control, ...of('values'), ...of('curves')]
      })
      expect(places.length).toBeGreaterThan(0)
      const documents = await documentsOf(world().federation.node('NL'), 'first')
      const sums = documents.filter(({ kind }) => kind === 'sums').map(({ text }) => contentOf<RoundSums>(text ?? ''))
      const placesSignedIn = (step: RoundSums['step']) =>
        sums.filter(one => one.step === step).map(({ placesSha256 }) => placesSha256)
      expect(placesSignedIn('opening')).toEqual(Array(2).fill(canonicalHash(places)))
      const presence = layout.cohorts.flatMap((_, cohort) => placesOf(layout, cohort, 'presence'))
      expect(placesSignedIn('presence')).toEqual(Array(2).fill(canonicalHash(presence)))
    })
  })
}
