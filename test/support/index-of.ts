/** The index of generated subjects, by the way that a data cut takes: as copied rows, read and laid out. */
import type { CohortIndex, IndexSource } from '../../src/cohort/measure/cohort-index.ts'
import { layOut } from '../../src/cohort/measure/lay-out.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { readFlatRows } from './flat-rows.ts'
import type { GeneratedSubject } from './generated-cut.ts'

export const indexSource: IndexSource = {
  trialId: 'synthetic-trial',
  cutoff: '2023-10-01',
  contentHash: 'ab'.repeat(32),
  versions: { derivation: 'w16/1', normaliser: '1', oncotree: shipped.oncotreeVersion },
}

export function indexOf(subjects: readonly GeneratedSubject[], source: IndexSource = indexSource): CohortIndex {
  const rows = subjects.map((subject, at) => ({ ...subject, person: at.toString(16).padStart(32, 'a') }))
  return layOut(readFlatRows(rows).draft, shipped, source).index
}
