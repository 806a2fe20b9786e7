/** Members take their own parts from every opened total, alone and in pairs, and the national tables as well. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import type { DisclosurePolicy } from '../../src/model/generated/disclosure-policy.ts'
import { type Part, runRound } from '../support/round.ts'

const COUNTRIES = ['NO', 'DK', 'SE', 'FI', 'NL'] as const
type Country = (typeof COUNTRIES)[number]
type World = Readonly<Record<string, Readonly<Record<Country, { patients: number; isPublic: boolean }>>>>

/** 200 cohorts a world, five worlds: clustered parts, as trials have them. */
const worlds: readonly World[] = fc
  .sample(
    fc.array(
      fc.record(
        Object.fromEntries(
          COUNTRIES.map(country => [
            country,
            fc.record({
              patients: fc.oneof(
                { weight: 3, arbitrary: fc.constant(0) },
                { weight: 3, arbitrary: fc.nat(4) },
                fc.nat(14),
              ),
              isPublic: fc.boolean(),
            }),
          ]),
        ) as Record<Country, fc.Arbitrary<{ patients: number; isPublic: boolean }>>,
      ),
      { minLength: 200, maxLength: 200 },
    ),
    { numRuns: 5, seed: 20260317 },
  )
  .map(cohorts => Object.fromEntries(cohorts.map((parts, index) => [`v1|T${index}|G:HGNC:1:mut|inn`, parts])))

async function openedTotals(world: World, policy: DisclosurePolicy) {
  const partsOf = (country: Country) =>
    Object.fromEntries(
      Object.entries(world).map(([key, parts]): [string, Part] => {
        const { patients, isPublic } = parts[country]
        return [key, { patients, hidden: isPublic && patients >= 5 ? 0 : patients }]
      }),
    )
  const { table } = await runRound({
    parts: Object.fromEntries(COUNTRIES.map(country => [country, partsOf(country)])),
    policy,
  })
  return (table?.cohorts ?? []).flatMap(({ key, patients }) =>
    patients === null ? [] : [{ key, n: patients.atLeast }],
  )
}

/** What each member, and each pair, is left with of what it cannot know. */
function residues(world: World, opened: readonly { readonly key: string; readonly n: number }[]) {
  let [least, alone, inPairs] = [Number.POSITIVE_INFINITY, 0, 0]
  for (const { key, n } of opened) {
    const parts = world[key] as World[string]
    for (const a of COUNTRIES) {
      const rest = n - parts[a].patients
      least = Math.min(least, rest)
      const unknown = COUNTRIES.filter(
        b => b !== a && parts[b].patients > 0 && !(parts[b].isPublic && parts[b].patients >= 5),
      )
      if (unknown.length === 1) alone += 1
      for (const b of COUNTRIES) if (a < b && unknown.filter(country => country !== b).length === 1) inPairs += 1
    }
  }
  return { least, alone, inPairs, opened: opened.length }
}

describe('A17 subtract myself', () => {
  it('leaves every member at least the rest of each opened total, over a thousand cohorts', async () => {
    const found = await Promise.all(
      worlds.map(async world => residues(world, await openedTotals(world, defaultPolicy))),
    )
    const opened = found.reduce((sum, world) => sum + world.opened, 0)
    expect(opened).toBeGreaterThan(100)
    expect(Math.min(...found.map(({ least }) => least))).toBeGreaterThanOrEqual(defaultPolicy.pooled.rest.s1)
    // Limits that the threat model states: told, not refused.
    const alone = found.reduce((sum, world) => sum + world.alone, 0)
    const inPairs = found.reduce((sum, world) => sum + world.inPairs, 0)
    process.stdout.write(
      `A17: of ${opened} opened totals a member alone works out another's hidden part ${alone} times (two hidden countries), a pair ${inPairs} times.\n`,
    )
  })

  it('is found by the same loop where the rest is switched off', async () => {
    const { pooled } = defaultPolicy
    const open: DisclosurePolicy = { ...defaultPolicy, pooled: { ...pooled, rest: { s1: 1, s2: 1 } } }
    const found = await Promise.all(worlds.map(async world => residues(world, await openedTotals(world, open))))
    expect(Math.min(...found.map(({ least }) => least))).toBeLessThan(defaultPolicy.pooled.rest.s1)
  })
})
