/** What the benches of cuts, cubes and tables share. */
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseCatalogue } from '../../src/cohort/catalogue/catalogue.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { percentile } from './ratios.ts'

export const machine = {
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
} as const

/** Part of the benches: the register that comes with the program. */
export const catalogue = parseCatalogue(
  shipped,
  JSON.parse(readFileSync(join(import.meta.dirname, '../../mappings/catalogue/starter.json'), 'utf8')),
)

export async function timeOf(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Of milliseconds, to a tenth. */
export function median(values: readonly number[]): number {
  return Math.round(percentile(values, 50) * 10) / 10
}
