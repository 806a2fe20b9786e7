/**
 * `npm run simulate`: what a made-up network of PRIME-ROSE's size keeps under the shipped policy. Seeded: the same figures
 * on every machine. `--json` prints the figures alone; `npm run simulate -- rounds` or `-- tables` runs one simulation.
 */
import { writeFileSync } from 'node:fs'
import { simulateRounds } from './rounds-report.ts'
import { simulateNationalTables } from './tables-report.ts'

const simulations = { rounds: simulateRounds, tables: simulateNationalTables } as const

const words = process.argv.slice(2)
const names = words.filter(word => !word.startsWith('--'))
const unknown = names.filter(name => !Object.hasOwn(simulations, name))
if (unknown.length > 0) {
  console.error(`No simulation is named ${unknown.join(', ')}; there are ${Object.keys(simulations).join(', ')}.`)
  process.exit(2)
}
const results = Object.entries(simulations)
  .filter(([name]) => names.length === 0 || names.includes(name))
  .map(([name, simulate]) => ({ name, ...simulate(text => console.error(text)) }))
for (const { text, figures } of results) {
  console.error(text)
  for (const { file, svg } of figures) writeFileSync(new URL(file, import.meta.url), svg)
}
if (words.includes('--json')) {
  console.log(
    JSON.stringify(
      results.map(({ name, data }) => ({ name, data })),
      null,
      2,
    ),
  )
}
