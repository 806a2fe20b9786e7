/** What national tables keep, cut by cut, in Markdown. */
import { type Level, NORWAY, type SimulatedTable, simulateTables } from './national-tables.ts'
import type { SimulationReport } from './rounds-report.ts'

const SEEDS = ['1', '2'] as const

export function simulateNationalTables(say: (text: string) => void): SimulationReport {
  const worlds = SEEDS.map(seed => {
    say(`national tables of ${NORWAY.cuts} half-years, world ${seed}`)
    return simulateTables(seed, NORWAY)
  })
  const cuts = Array.from({ length: NORWAY.cuts }, (_, cut) => worlds.flatMap(tables => tables[cut] ?? []))
  return { text: tableOf(cuts), data: { size: NORWAY, worlds }, figures: [] }
}

function tableOf(cuts: readonly (readonly SimulatedTable[])[]): string {
  const rows = cuts.flatMap((tables, cut) => {
    const [first] = tables
    return (first?.levels ?? []).map(({ level }) => {
      const same = tables.flatMap(({ levels }) => levels.filter(one => one.level === level))
      const mean = (read: (one: Level) => number) => same.reduce((sum, one) => sum + read(one), 0) / same.length
      const [ofK, shown] = [mean(one => one.ofK), mean(one => one.shown)]
      return `| ${cut + 1} | ${level} | ${mean(one => one.cells)} | ${ofK.toFixed(1)} | ${percent(shown / ofK)} | ${percent(mean(one => one.older) / shown)} | ${percent(mean(one => one.patientsShare))} |`
    })
  })
  const programs = cuts.map(tables => Math.round(tables.reduce((sum, one) => sum + one.programs, 0) / tables.length))
  return [
    '| data cut | level | cells | of 5 and more | of these shown | of the shown with an older number | patients in shown cells |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Programs solved: ${programs.join(', ')}; undecided tables: ${cuts.flat().filter(({ undecided }) => undecided).length}. Means of ${SEEDS.length} worlds.`,
  ].join('\n')
}

const percent = (share: number): string => (Number.isFinite(share) ? `${Math.round(100 * share)} %` : '-')
