/** The index of generated subjects, by the way that a data cut takes. */
import type { CohortIndex, IndexSource } from '../../src/cohort/measure/cohort-index.ts'
import { IndexDraft } from '../../src/cohort/measure/index-draft.ts'
import { layOut } from '../../src/cohort/measure/lay-out.ts'
import type { NoControlReason } from '../../src/cohort/measure/state-code.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import type { GeneratedSubject } from './generated-cut.ts'

export const indexSource: IndexSource = {
  trialId: 'synthetic-trial',
  cutoff: '2023-10-01',
  contentHash: 'ab'.repeat(32),
  versions: { derivation: 'w16/1', normaliser: '1', oncotree: shipped.oncotreeVersion },
}

export function indexOf(subjects: readonly GeneratedSubject[], source: IndexSource = indexSource): CohortIndex {
  const draft = new IndexDraft()
  subjects.forEach(({ tumour, recommended, findings, enrolments }, patient) => {
    draft.addPatient(
      tumour === null ? null : draft.tumours.numberOf(tumour),
      recommended,
      findings.map(finding => draft.findings.numberOf(finding)),
    )
    for (const one of enrolments) {
      const added = draft.addEnrolment(patient, {
        ...one,
        parts: draft.addParts({ key: one.cohortKey, tumour: one.tumour, alteration: one.alteration, drugs: one.drugs }),
        quarter: one.startQuarter === null ? null : draft.quarters.numberOf(one.startQuarter),
        control: one.diseaseControl,
        reason: one.noControlReason as NoControlReason | null,
        best: one.bestResponse,
        confirmed: one.confirmedResponse,
        quality: one.qualityOfLifeChange,
      })
      if (!added) throw new Error('the facts of a generated enrolment do not fit')
    }
  })
  return layOut(draft, shipped.tumours, source)
}
