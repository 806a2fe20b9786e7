/** Vectors of pooled rounds for other implementers: what stands in `test/vectors/pooling` is what this program gives. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import type { RoundSums } from '../../src/model/generated/round-sums.ts'
import { ExactVector } from '../../src/pooling/exact-vector.ts'
import { fillVector } from '../../src/pooling/fill-vector.ts'
import { BLOCKS, blockSizes, cellsPerCohort, layoutHash, makeLayout, placesOf } from '../../src/pooling/layout.ts'
import { addShares, type FillRandom, shareFromBytes, shareToBytes, splitIntoShares } from '../../src/pooling/share.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { countsOf, LAST_QUARTER, type Part, type RoundInput, runRound } from '../support/round.ts'

const KEY = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
const OTHER = 'v1|PAN|P:MSI:H|nivolumab'

/** Block i of the stream is SHA-256 of `seed:i`; so that others can draw the same shares. */
function streamOf(seed: string): FillRandom {
  let block = Buffer.alloc(0)
  let drawn = 0
  return bytes => {
    for (let at = 0; at < bytes.length; at++, drawn++) {
      if (drawn % 32 === 0)
        block = createHash('sha256')
          .update(`${seed}:${drawn / 32}`)
          .digest()
      bytes[at] = block[drawn % 32] ?? 0
    }
  }
}

const decimal = (cells: BigUint64Array): string[] => [...cells].map(String)

function shares() {
  const cases = [
    { vector: ['0', '0', '0'], parts: 2, seed: 'zero' },
    { vector: ['3', '1', '18446744073709551615'], parts: 2, seed: 'two' },
    { vector: ['12', '0', '4294967296', '7'], parts: 3, seed: 'three' },
  ].map(({ vector, parts, seed }) => {
    const made = splitIntoShares(new ExactVector(BigUint64Array.from(vector.map(BigInt))), parts, streamOf(seed))
    return {
      vector,
      parts,
      seed,
      shares: made.map(decimal),
      bytes: made.map(share => Buffer.from(shareToBytes(share)).toString('hex')),
    }
  })
  return {
    about:
      'Additive shares modulo 2^64. All but the last are the stream of the seed, little-endian; the last is what is missing.',
    cases,
  }
}

function layout() {
  const made = makeLayout({ cohorts: [OTHER, KEY], policy: defaultPolicy, lastQuarter: LAST_QUARTER })
  const part: Part = { patients: 3, evaluable: 2, pending: 1, control: 1 }
  const absent = { participating: true, approved: { s1: true, s2: true, final: true } }
  const vector = fillVector(made, new Map([[KEY, countsOf(made, part)]]), absent)
  const nonZero = decimal(vector.cells).flatMap((count, place) => (count === '0' ? [] : [[place, count] as const]))
  return {
    about:
      'Order of cells. One member has 3 patients in the first cohort (2 evaluable, 1 pending, 1 with control, all of the first quarter), nobody in the second.',
    layout: made,
    sha256: layoutHash(made),
    cellsPerCohort: cellsPerCohort(made),
    blocks: BLOCKS.map(name => ({
      name,
      cells: blockSizes(made)[name],
      first: made.cohorts.map((_, cohort) => placesOf(made, cohort, name)[0]),
    })),
    nonZero,
  }
}

const CASES: readonly { readonly name: string; readonly input: RoundInput }[] = [
  {
    name: 'passes the first look: go',
    input: {
      parts: {
        NO: { [KEY]: { patients: 4, control: 1 } },
        DK: { [KEY]: { patients: 3, control: 0 } },
        SE: { [KEY]: 2 },
        FI: { [KEY]: 0 },
      },
    },
  },
  {
    name: 'nobody with control, nobody pending: stop',
    input: { parts: { NO: { [KEY]: 4 }, DK: { [KEY]: 3 }, SE: { [KEY]: 2 }, FI: {} }, cohorts: [KEY] },
  },
  {
    name: 'two countries only: withheld',
    input: { parts: { NO: { [KEY]: 6 }, DK: { [KEY]: 6 }, SE: {}, FI: {} } },
  },
  {
    name: 'one country holds nearly all: withheld but for its band',
    input: { parts: { NO: { [KEY]: { patients: 10, hidden: 10 } }, DK: { [KEY]: 1 }, SE: { [KEY]: 1 }, FI: {} } },
  },
  {
    name: 'pooled less published would show two patients: withheld',
    input: { parts: { NO: { [KEY]: 6 }, DK: { [KEY]: 1 }, SE: { [KEY]: 1 }, FI: {} } },
  },
  {
    name: 'a second look: all values',
    input: {
      parts: {
        NO: { [KEY]: { patients: 10, control: 4, values: { bestPR: 4, objectiveResponse: 4, bestPD: 6 } } },
        DK: { [KEY]: { patients: 9, control: 3, values: { bestPR: 3, objectiveResponse: 3, bestPD: 6 } } },
        SE: { [KEY]: { patients: 8, control: 2, values: { bestPR: 2, objectiveResponse: 2, bestPD: 6 } } },
        FI: {},
      },
    },
  },
]

async function rounds() {
  return Promise.all(
    CASES.map(async ({ name, input }) => {
      const ran = await runRound({ ...input, fillRandom: streamOf(name) })
      const steps = [...new Set(ran.said.map(({ phase }) => phase))].filter(phase => phase.startsWith('sums:'))
      const sums = steps.map(phase => {
        const said = ran.said.filter(one => one.phase === phase).map(({ document }) => document as RoundSums)
        const parts = said.map(({ sums: text }) => Buffer.from(text, 'base64url'))
        const cells = (parts[0]?.length ?? 0) / 8
        const shareSums = parts.map(bytes => shareFromBytes(bytes, cells))
        return {
          step: phase.slice('sums:'.length),
          placesSha256: said[0]?.placesSha256,
          shareSums: shareSums.map(decimal),
          pooled: decimal(addShares(shareSums, cells)),
        }
      })
      const passed = ran.said.find(({ phase }) => phase === 'passed')?.document
      return {
        name,
        seed: name,
        set: ran.prepared.members.map(({ member, country }) => ({ member, country })),
        sums,
        passed: passed !== undefined && 'passed' in passed ? passed.passed : [],
        row: ran.row(KEY),
      }
    }),
  )
}

async function sums() {
  const [first] = await rounds()
  return {
    about:
      'Sums of shares that two combiners say at each step, in the order of the places that the step asks for, and what they give together. The shares of members come from one stream, member after member in the order of the set as given.',
    placesHash: 'SHA-256 of the canonical JSON (RFC 8785) of the array of places',
    example: { places: [0, 1, 2], sha256: canonicalHash([0, 1, 2]) },
    round: first,
  }
}

async function gates() {
  const all = await rounds()
  return {
    about:
      'Pooled sums of gate cells, step by step, under the shipped policy, and what passes. A step that is not there was not asked for: its cohort had failed.',
    policy: defaultPolicy,
    cases: all.map(({ name, set, sums: said, passed }) => ({
      name,
      set,
      steps: said.filter(({ step }) => step !== 'opening').map(({ step, pooled }) => ({ step, pooled })),
      passed,
    })),
  }
}

async function openings() {
  const all = await rounds()
  return {
    about: 'Pooled sums of the value cells that were opened, and the row of the network table that follows.',
    cases: all.map(({ name, sums: said, passed, row }) => ({
      name,
      passed,
      opened: said.find(({ step }) => step === 'opening')?.pooled ?? [],
      row,
    })),
  }
}

const VECTORS: Readonly<Record<string, () => unknown>> = { shares, layout, sums, gates, openings }

it.each(Object.entries(VECTORS))('%s.json is what this program gives', async (name, make) => {
  const file = new URL(`../vectors/pooling/${name}.json`, import.meta.url)
  const made: unknown = JSON.parse(JSON.stringify(await make()))
  if (process.env['ROSE_UPDATE_VECTORS'] === '1') writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`)
  expect(made).toEqual(JSON.parse(readFileSync(file, 'utf8')))
})
