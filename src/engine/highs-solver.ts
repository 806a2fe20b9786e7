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
/** Columns that are fixed, one after the other, to come from a corner to whole numbers; four on average. */
const FIXED_AT_MOST = 24

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
  if (effort === 'near a corner') return nearCorner(highs, program, seconds)
  if (effort === 'any') return inWholeNumbers(highs, program, { seconds, mip_max_improving_sols: 1 })
  // The least cost of all is often at a corner, which costs a fraction of the search for it.
  const corner = nearCorner(highs, program, seconds, 0)
  if (corner !== 'undecided') return corner
  return inWholeNumbers(highs, program, { seconds, mip_rel_gap: GOOD_ENOUGH })
}

/**
 * The corner of the linear form; where that is not in whole numbers, the column that is farthest from them is fixed at one,
 * and the next corner is near.
 */
function nearCorner(highs: Highs, program: IntegerProgram, seconds: number, fixed = FIXED_AT_MOST): Solution {
  return highs.withModel(model => {
    model.passModel(asModelData(highs, { ...program, integers: 0 }))
    model.options.set({ output_flag: false, presolve: 'off', time_limit: Math.max(seconds, 0) })
    for (let left = fixed; ; left--) {
      model.run()
      const corner = readSolution(highs, model)
      if (typeof corner === 'string') return left === fixed ? corner : 'undecided'
      const column = farthestFromWhole(corner, program)
      if (column === null) return corner
      if (left === 0) return 'undecided'
      const whole = Math.floor(corner[column] ?? 0)
      model.changeColBounds(column, whole, whole)
    }
  })
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
