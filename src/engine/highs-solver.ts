/**
 * HiGHS (https://highs.dev, MIT) compiled to WebAssembly, as the solver of the audit. The bytes are read here and handed
 * over, so that nothing is fetched; it starts no thread and opens no file.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import highsModule, { type Highs, type ModelData } from 'highs'
import type { IntegerProgram, IntegerSolver, SolverLimits } from '../disclosure/integer-solver.ts'

/** The package declares the types of its CommonJS face, where the function is a member; its ES module is the function. */
const loadHighs = highsModule as unknown as typeof highsModule.default

/** Any witness will do: the search for the best is left early. */
const GOOD_ENOUGH = 0.1
const WHOLE = 1e-6

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

function solveWith(highs: Highs, program: IntegerProgram, { seconds, cornerOnly = false }: SolverLimits): Solution {
  // Nearly every program has a solution in whole numbers at a corner already, which costs a fraction of the search for one.
  const relaxed = { ...program, integers: 0 }
  const corner = solveOne(highs, relaxed, seconds)
  if (typeof corner === 'string' || isWhole(corner, program)) return corner
  return cornerOnly ? 'undecided' : solveOne(highs, program, seconds)
}

function isWhole(solution: readonly number[], { integers }: IntegerProgram): boolean {
  return solution.every((value, column) => column >= integers || Math.abs(value - Math.round(value)) < WHOLE)
}

function solveOne(highs: Highs, program: IntegerProgram, seconds: number): Solution {
  const { modelStatus, solutionStatus } = highs.constants
  return highs.withModel(model => {
    model.passModel(asModelData(highs, program))
    model.options.set({
      output_flag: false,
      presolve: 'off',
      time_limit: Math.max(seconds, 0),
      mip_rel_gap: GOOD_ENOUGH,
    })
    model.run()
    if (model.getModelStatus() === modelStatus.infeasible) return 'infeasible'
    const isFeasible = model.info.get('primal_solution_status') === solutionStatus.feasible
    return isFeasible ? Array.from(model.getSolution().colValue) : 'undecided'
  })
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
