/**
 * HiGHS (https://highs.dev, MIT) compiled to WebAssembly, as the solver of the audit. The bytes are read here and handed
 * over, so that nothing is fetched; it starts no thread and opens no file.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import highsModule, { type Highs, type Model, type ModelData } from 'highs'
import type { IntegerProgram, IntegerSolver, SolverLimits } from '../disclosure/integer-solver.ts'

/** The package declares the types of its CommonJS face, where the function is a member; its ES module is the function. */
const loadHighs = highsModule as unknown as typeof highsModule.default

/** Of the least cost, where a good solution is asked for. */
const GOOD_ENOUGH = 0.1
const WHOLE = 1e-6
/** Corners that are looked at to come to whole numbers; five on average. */
const RUNS_AT_MOST = 60

export async function openHighs(): Promise<IntegerSolver> {
  const bytes = readFileSync(fileURLToPath(import.meta.resolve('highs/runtime')))
  const highs = await loadHighs({ wasmBinary: bytes })
  return {
    solve: (program, limits) => {
      try {
        return solveWith(highs, program, limits)
      } catch {
        return 'undecided'
      }
    },
  }
}

type Solution = ReturnType<IntegerSolver['solve']>

function solveWith(highs: Highs, program: IntegerProgram, { seconds, effort }: SolverLimits): Solution {
  if (effort === 'near a corner') return nearCorner(highs, program, { seconds, isGood: false })
  if (effort === 'any') return inWholeNumbers(highs, program, { seconds, mip_max_improving_sols: 1 })
  // No whole numbers cost less than the corner: those near it are often good, and take a fraction of the search for them.
  const corner = nearCorner(highs, program, { seconds, isGood: true })
  if (corner !== 'undecided') return corner
  return inWholeNumbers(highs, program, { seconds, mip_rel_gap: GOOD_ENOUGH })
}

/**
 * The corner of the linear form; where that is not in whole numbers, the column that is farthest from them is fixed at the
 * one below, and the next corner is near. Where there is none then, the column has to be above, and if that is not so
 * either, an earlier one; likewise where a good one is asked for and it costs more than the first corner by too much.
 */
function nearCorner(
  highs: Highs,
  program: IntegerProgram,
  { seconds, isGood }: { readonly seconds: number; readonly isGood: boolean },
): Solution {
  return highs.withModel(model => {
    model.passModel(asModelData(highs, { ...program, integers: 0 }))
    model.options.set({ output_flag: false, presolve: 'off', time_limit: Math.max(seconds, 0) })
    const fixed: Fixed[] = []
    let dearest = Number.POSITIVE_INFINITY
    for (let left = RUNS_AT_MOST; ; left--) {
      model.run()
      const found = readSolution(highs, model)
      const cost = isGood && typeof found !== 'string' ? costOf(found, program) : 0
      if (isGood && left === RUNS_AT_MOST) dearest = cost + GOOD_ENOUGH * Math.abs(cost) + WHOLE
      const corner = cost > dearest ? 'infeasible' : found
      if (corner === 'undecided' || (corner === 'infeasible' && fixed.length === 0)) return corner
      const column = corner === 'infeasible' ? null : farthestFromWhole(corner, program)
      if (corner !== 'infeasible' && column === null) return corner
      if (left === 0) return 'undecided'
      if (column === null) {
        // No proof that there is none: a column was fixed, not bounded.
        if (!turnLast(highs, model, fixed)) return 'undecided'
      } else {
        const whole = Math.floor(corner[column] as number)
        model.changeColBounds(column, whole, whole)
        fixed.push({ column, whole, isTurned: false })
      }
    }
  })
}

function costOf(solution: readonly number[], { costs }: IntegerProgram): number {
  return costs.reduce((sum, cost, column) => sum + cost * (solution[column] ?? 0), 0)
}

interface Fixed {
  readonly column: number
  readonly whole: number
  /** At the number above and what is greater. */
  readonly isTurned: boolean
}

/** False where none is left to be turned. */
function turnLast(highs: Highs, model: Model, fixed: Fixed[]): boolean {
  for (let last = fixed.pop(); last !== undefined; last = fixed.pop()) {
    if (last.isTurned) {
      model.changeColBounds(last.column, 0, highs.infinity)
      continue
    }
    model.changeColBounds(last.column, last.whole + 1, highs.infinity)
    fixed.push({ ...last, isTurned: true })
    return true
  }
  return false
}

function farthestFromWhole(solution: readonly number[], { integers }: IntegerProgram): number | null {
  let farthest = WHOLE
  let found: number | null = null
  for (let column = 0; column < integers; column++) {
    const value = solution[column] ?? 0
    const distance = Math.abs(value - Math.round(value))
    if (distance <= farthest) continue
    farthest = distance
    found = column
  }
  return found
}

function inWholeNumbers(
  highs: Highs,
  program: IntegerProgram,
  { seconds, ...options }: { readonly seconds: number; readonly [option: string]: number },
): Solution {
  return highs.withModel(model => {
    model.passModel(asModelData(highs, program))
    model.options.set({ output_flag: false, presolve: 'on', time_limit: Math.max(seconds, 0), ...options })
    model.run()
    return readSolution(highs, model)
  })
}

function readSolution(highs: Highs, model: Model): Solution {
  const { modelStatus, solutionStatus } = highs.constants
  if (model.getModelStatus() === modelStatus.infeasible) return 'infeasible'
  const isFeasible = model.info.get('primal_solution_status') === solutionStatus.feasible
  return isFeasible ? Array.from(model.getSolution().colValue) : 'undecided'
}

/** The matrix by rows (CSR). */
function asModelData(highs: Highs, { costs, integers, rows }: IntegerProgram): ModelData {
  const { integer, continuous } = highs.constants.variableType
  const starts = [0]
  for (const { columns } of rows) starts.push((starts.at(-1) ?? 0) + columns.length)
  return {
    numCols: costs.length,
    numRows: rows.length,
    colCost: costs,
    colLower: costs.map(() => 0),
    colUpper: costs.map(() => highs.infinity),
    rowLower: rows.map(({ from }) => from),
    rowUpper: rows.map(({ to }) => Math.min(to, highs.infinity)),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: costs.length,
      starts,
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ columns, factors }) => factors ?? columns.map(() => 1)),
    },
    integrality: costs.map((_, column) => (column < integers ? integer : continuous)),
  }
}
