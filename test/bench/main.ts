/**
 * `npm run bench`: speeds as ratios to a floor of the same run, never as times. `--json` prints the results alone;
 * `npm run bench -- cut cube` runs those parts alone; without a word all but `cube-10m` run, which takes 8 GB of
 * memory. `--small` leaves the million patients out. Exit 1 where a goal that could be judged was missed.
 */
import { benchAnswer, benchProgram } from './answer.ts'
import { benchAnswersAtSize } from './answers-at-size.ts'
import { benchCube } from './cube.ts'
import { benchCut } from './cut.ts'
import { benchHas } from './has.ts'
import { benchIngest } from './ingest.ts'
import { benchIngestMemory } from './ingest-memory.ts'
import type { Ratio } from './ratios.ts'
import { benchRelay } from './relay.ts'
import { benchRounds } from './rounds.ts'
import { benchStats } from './stats.ts'
import { benchTable } from './table.ts'

/** Without it also a million patients: a quarter of an hour and 4 GB for the cube, as much again for the cut. */
const isSmall = process.argv.includes('--small')

const benches = {
  answer: benchAnswer,
  program: benchProgram,
  relay: benchRelay,
  ingest: benchIngest,
  cut: () => benchCut({ sizes: isSmall ? [10_000, 100_000] : [100_000, 1_000_000] }),
  cube: () => benchCube({ sizes: isSmall ? [100_000] : [100_000, 1_000_000], large: 0 }),
  table: benchTable,
  'answers-at-size': benchAnswersAtSize,
  has: benchHas,
  'cube-10m': () => benchCube({ sizes: [] }),
  memory: benchIngestMemory,
  rounds: benchRounds,
  stats: benchStats,
} as const

interface Result {
  readonly name: string
  readonly cores: number
  readonly node: string
  readonly rounds: number
  readonly ratios: readonly Ratio[]
}

function inWords(result: Result): string {
  const lines = result.ratios.map(ratio => {
    const verdict = ratio.met === null ? 'not judged: the rounds lie too far apart' : ratio.met ? 'met' : 'missed'
    return `  ${ratio.name}: ${ratio.value.toFixed(3)} (spread ${ratio.spreadPercent.toFixed(0)} %; goal ${ratio.must}, strive for ${ratio.striveFor}): ${verdict}`
  })
  return [
    `${result.name}: ${result.rounds} rounds, ${result.cores} cores shared by all, Node ${result.node}`,
    ...lines,
  ].join('\n')
}

const words = process.argv.slice(2)
const names = words.filter(word => !word.startsWith('--'))
const unknown = names.filter(name => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`No bench is named ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
const results: Result[] = []
for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 ? !names.includes(name) : name === 'cube-10m') continue
  const result = await bench()
  results.push(result)
  console.error(inWords(result))
}
if (words.includes('--json')) console.log(JSON.stringify(results, null, 2))
if (results.some(result => result.ratios.some(ratio => ratio.met === false))) process.exitCode = 1
