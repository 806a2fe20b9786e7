/**
 * Use case: every measure of one cohort in an opened data cut, exact, for people inside the platform. That somebody read
 * it is durable before the numbers are handed over.
 */
import { definitionHash, definitionKey } from '../cohort/definition.ts'
import { explainDefinition } from '../cohort/explain.ts'
import { CohortCounter } from '../cohort/measure/count-cohort.ts'
import { NodeError } from '../model/errors.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import type { LocalMeasures } from '../model/generated/local-measures.ts'
import { checkSchema } from '../model/validation.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { findCut } from './find-cut.ts'
import type { CutStore, StoredCut } from './ports.ts'
import { readIfThere } from './show-cut.ts'
import type { SnapshotFolder } from './snapshot-folder.ts'
import type { SnapshotKeys } from './snapshot-keys.ts'

export interface MeasureCohortDeps {
  readonly store: Pick<CutStore, 'findCut' | 'listCuts'>
  readonly snapshots: SnapshotFolder
  readonly snapshotKeys: SnapshotKeys
  readonly terminology: Terminology
  /** Writes the event of this reading. */
  readonly noteRead: (facts: { readonly cutId: string; readonly cohortHash: string }) => Promise<void>
}

/**
 * Of a canonical definition, in the cut that is named or the one that is opened. Throws `cut/not-found`, `cut/not-open`
 * (closed, superseded or not opened yet), `cut/key-destroyed`, `cohort/endpoint-not-derived`.
 */
export async function measureCohort(
  deps: MeasureCohortDeps,
  { cutId, definition }: { readonly cutId: string | undefined; readonly definition: CohortDefinition },
): Promise<LocalMeasures> {
  const found = await openedCut(deps.store, cutId)
  const snapshot = await readIfThere(found, deps)
  if (snapshot === null) {
    throw new NodeError('cut/key-destroyed', 'the snapshot of the data cut, or its key, is there no more', {
      hint: 'Build and open a new one: rose cut build --node DIR',
    })
  }
  const { counts, source } = new CohortCounter(snapshot.index, deps.terminology).measure(definition)
  const cohortHash = definitionHash(definition)
  const { cut } = found
  await deps.noteRead({ cutId: cut.id, cohortHash })
  return checkSchema<LocalMeasures>('urn:prime-rose:local-measures/1', {
    schema: 'local-measures/1',
    trial: cut.trialId,
    country: cut.country,
    cut: { id: cut.id, cutoff: cut.cutoff },
    versions: source.versions,
    cohort: definition,
    cohortHash,
    key: definitionKey(definition),
    label: explainDefinition(deps.terminology, definition),
    ...counts,
  })
}

async function openedCut(store: MeasureCohortDeps['store'], cutId: string | undefined): Promise<StoredCut> {
  const found =
    cutId === undefined
      ? (await store.listCuts()).findLast(({ state }) => state === 'opened')
      : await findCut(store, cutId)
  if (found?.state === 'opened') return found
  const what = found === undefined ? 'no data cut is opened' : `the data cut is ${found.state}`
  throw new NodeError('cut/not-open', what, {
    hint: 'Two committee members open one: rose cut open ID --node DIR --as NAME; rose cut list shows all.',
  })
}
