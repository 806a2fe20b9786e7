/** Exact measures of any cohort over one data cut. */
import { NodeError } from '../../model/errors.ts'
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import { definitionHash, definitionKey } from '../definition.ts'
import type { EndpointCode } from '../endpoints.ts'
import { type CohortIndex, FLAGS, postingOf } from './cohort-index.ts'
import { type CohortCounts, ExactMeasures } from './exact-measures.ts'
import { RowSelector } from './select-rows.ts'
import { CutReader, type CutTerminology, type MeantRows } from './selection.ts'
import { IMMATURE, SCREENED } from './state-code.ts'
import { Tally } from './tally.ts'

/** The endpoint that the derivation rules of a cut give. */
const ENDPOINT_OF_RULES: Readonly<Record<string, EndpointCode>> = { 'w16/1': 'control-w16-visit' }

interface Screened {
  readonly all: number
  readonly actionable: number
}

export class CohortCounter {
  readonly #index: CohortIndex
  readonly #reader: CutReader
  readonly #selector: RowSelector
  /** Counted once: every group that only drugs tell apart was chosen from all. */
  #everybody: Screened | null = null

  /** Throws `cohort/other-codes` where cut and program do not speak of the same codes. */
  constructor(index: CohortIndex, terminology: CutTerminology) {
    this.#index = index
    this.#reader = new CutReader(index, terminology)
    this.#selector = new RowSelector(index)
  }

  /** Of a canonical definition. Throws `cohort/endpoint-not-derived` for an endpoint that the cut's rules do not give. */
  measure(definition: CohortDefinition): ExactMeasures {
    this.#checkEndpoint(definition)
    const { source } = this.#index
    const of = { definition: definitionHash(definition), key: definitionKey(definition), source }
    return new ExactMeasures(of, this.count(this.#reader.read(definition)))
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

  #rowsOf(meant: MeantRows): Uint32Array {
    if (meant.enrolled !== null) return this.#selector.select(meant.enrolled)
    return meant.cohort === null || meant.cohort < 0
      ? new Uint32Array()
      : postingOf(this.#index.cohortPostings, meant.cohort)
  }

  count(meant: MeantRows): CohortCounts {
    const { rows } = this.#index
    const tally = new Tally(this.#index)
    const first = new FirstRows(this.#index)
    for (const row of this.#rowsOf(meant)) {
      if (rows.state[row] === SCREENED) continue
      if (((rows.flags[row] ?? 0) & FLAGS.several) === 0) tally.add(row)
      else first.note(row)
    }
    for (const row of first.rows()) tally.add(row)
    return tally.read(this.#screened(meant), first.furtherTreated())
  }

  #screened(meant: MeantRows): Screened {
    const { places, findings, gene } = meant.screened
    if (meant.cohort !== null || places !== null || findings !== null || gene !== null)
      return this.#countScreened(meant)
    this.#everybody ??= this.#countScreened(meant)
    return this.#everybody
  }

  /** Distinct patients; the enrolled are among them, also where their own tumour or findings are not known. */
  #countScreened(meant: MeantRows): Screened {
    const { rows } = this.#index
    const several = new Map<number, number>()
    let [all, actionable] = [0, 0]
    const note = (row: number): void => {
      const flags = rows.flags[row] ?? 0
      if ((flags & FLAGS.several) !== 0) {
        several.set(rows.patient[row] ?? 0, flags & FLAGS.actionable)
        return
      }
      all += 1
      actionable += flags & FLAGS.actionable
    }
    if (meant.cohort === null) this.#selector.select(meant.screened).forEach(note)
    else {
      const enrolled = new Set(this.#rowsOf(meant))
      enrolled.forEach(note)
      for (const row of this.#selector.select(meant.screened)) if (!enrolled.has(row)) note(row)
    }
    for (const flag of several.values()) actionable += flag
    return { all: all + several.size, actionable }
  }
}

/** Of the patients with several rows the first one that is asked for. */
class FirstRows {
  readonly #index: CohortIndex
  readonly #first = new Map<number, number>()
  #treatedRows = 0

  constructor(index: CohortIndex) {
    this.#index = index
  }

  note(row: number): void {
    const { rows } = this.#index
    const patient = rows.patient[row] ?? 0
    const before = this.#first.get(patient)
    if (before === undefined || (rows.rank[row] ?? 0) < (rows.rank[before] ?? 0)) this.#first.set(patient, row)
    if ((rows.state[row] ?? 0) >= IMMATURE) this.#treatedRows += 1
  }

  rows(): Iterable<number> {
    return this.#first.values()
  }

  furtherTreated(): number {
    const treatedPatients = [...this.#first.values()].filter(row => (this.#index.rows.state[row] ?? 0) >= IMMATURE)
    return this.#treatedRows - treatedPatients.length
  }
}

function distinct(values: Uint32Array): Uint32Array {
  return values.sort().filter((value, at, all) => at === 0 || value !== all[at - 1])
}
