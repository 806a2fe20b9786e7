/** Exact measures of any cohort over one data cut. */
import { NodeError } from '../../model/errors.ts'
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import type { EndpointCode } from '../endpoints.ts'
import { type CohortIndex, postingOf } from './cohort-index.ts'
import { type People, ScreenedCounter } from './count-screened.ts'
import { type CohortCounts, ExactMeasures } from './exact-measures.ts'
import { FirstRows } from './first-rows.ts'
import { readCounts } from './read-counts.ts'
import { RowSelector } from './select-rows.ts'
import { CutReader, type CutTerminology, type MeantRows, type Selection } from './selection.ts'
import { IMMATURE } from './state-code.ts'
import { Tally } from './tally.ts'

/** The endpoint that the derivation rules of a cut give. */
const ENDPOINT_OF_RULES: Readonly<Record<string, EndpointCode>> = { 'w16/1': 'control-w16-visit' }
const NOBODY = new Uint32Array()

export class CohortCounter {
  readonly #index: CohortIndex
  readonly #reader: CutReader
  readonly #selector: RowSelector
  readonly #first: FirstRows
  readonly #tally: Tally
  readonly #screened: ScreenedCounter
  /** Counted once: every group that only drugs tell apart was chosen from all. */
  #everybody: People | null = null

  /** Throws `cohort/other-codes` where cut and program do not speak of the same codes. */
  constructor(index: CohortIndex, terminology: CutTerminology) {
    this.#index = index
    this.#reader = new CutReader(index, terminology)
    this.#selector = new RowSelector(index)
    this.#first = new FirstRows(index)
    this.#tally = new Tally(index)
    this.#screened = new ScreenedCounter(index)
  }

  /** Of a canonical definition. Throws `cohort/endpoint-not-derived` for an endpoint that the cut's rules do not give. */
  measure(definition: CohortDefinition): ExactMeasures {
    this.#checkEndpoint(definition)
    return new ExactMeasures(definition, this.#index.source, this.count(this.#reader.read(definition)))
  }

  /** Positions of the distinct patients treated within it, ascending. */
  treatedPatients(definition: CohortDefinition): Uint32Array {
    const { rows } = this.#index
    const treated = this.#rowsOf(this.#reader.read(definition)).filter(row => (rows.state[row] ?? 0) >= IMMATURE)
    return distinct(treated.map(row => rows.patient[row] ?? 0))
  }

  #checkEndpoint({ endpoint }: CohortDefinition): void {
    const { derivation } = this.#index.source.versions
    if (endpoint === null || ENDPOINT_OF_RULES[derivation] === endpoint) return
    throw new NodeError('cohort/endpoint-not-derived', 'this node does not derive the endpoint that is asked', {
      hint: `The rules ${derivation} give ${ENDPOINT_OF_RULES[derivation] ?? 'no endpoint'}.`,
      detail: { derivation, endpoint },
    })
  }

  /** Valid until the next selection. */
  #rowsOf(meant: MeantRows): Uint32Array {
    if (meant.enrolled !== null) return this.#selector.select(meant.enrolled)
    return meant.cohort === null || meant.cohort < 0 ? NOBODY : postingOf(this.#index.cohortPostings, meant.cohort)
  }

  count(meant: MeantRows): CohortCounts {
    const { quarters } = this.#index
    const rows = this.#rowsOf(meant)
    const take = (first: Uint32Array) => this.#tally.add(first)
    if (holdsWholeSubjects(meant.enrolled)) this.#first.chooseOfWholeSubjects(rows, take)
    else this.#first.choose(rows, take)
    const { furtherTreated } = this.#first
    const counts = readCounts(this.#tally, {
      beside: this.#beside(meant, rows),
      furtherEnrolments: furtherTreated,
      quarters,
    })
    this.#tally.clear()
    return counts
  }

  /** Who was screened for it and is not enrolled in it. `rows`: what it means. */
  #beside(meant: MeantRows, rows: Uint32Array): People {
    const { cohort, enrolled, screened } = meant
    if (cohort !== null) {
      return this.#screened.countBeside(this.#selector.select(screened, rows), rows)
    }
    // Without drugs both are the same rows.
    if (enrolled?.drugs === null) return this.#screened.countNeverEnrolled(rows)
    const all = this.#all(screened)
    return { all: all.all - this.#tally.enrolled, actionable: all.actionable - this.#tally.actionable }
  }

  #all(screened: Selection): People {
    if (!holdsWholeSubjects(screened) || screened.findings !== null || screened.gene !== null) {
      return this.#screened.countBeside(this.#selector.select(screened), NOBODY)
    }
    this.#everybody ??= this.#screened.countEverybody()
    return this.#everybody
  }
}

/** All rows of a subject or none: only tumour and drugs can differ between them. */
function holdsWholeSubjects(selection: Selection | null): boolean {
  return selection !== null && selection.places === null && selection.drugs === null
}

function distinct(values: Uint32Array): Uint32Array {
  return values.sort().filter((value, at, all) => at === 0 || value !== all[at - 1])
}
