/** The allocation form: cohort, tumour in three vocabularies, drugs in their slots, biomarker in free text. */
import { isoDate } from './calendar.ts'
import { writeName } from './cohort-names.ts'
import { addRow, coded, type Row, rowsOf, type SubjectDraft } from './draft.ts'
import type { Drug } from './drugs.ts'
import type { Random } from './random.ts'
import type { EnrolmentStory } from './story.ts'

/** As a pick list shows it: the brand where there is one. */
function drugChoice(drug: Drug): readonly [string, string] {
  return [drug.brand ?? drug.ingredient, drug.code]
}

/** A drug role has three slots, of which one is filled, mostly the first. */
function drugCells(role: 'COHALLO1' | 'COHALLO2', drug: Drug | undefined, random: Random): Row {
  if (drug === undefined) return {}
  const slot = random.chance(0.75) ? role : random.pick([`${role}__2`, `${role}__3`])
  return coded(slot, drugChoice(drug))
}

function tumourCells(enrolment: EnrolmentStory, random: Random): Row {
  const { tumour } = enrolment.cohort
  const [icd10, description] = random.pick(tumour.icd10)
  const slot = random.chance(0.8) ? 'COHTTYPE' : 'COHTTYPE__2'
  return {
    ICD10COD: icd10,
    ICD10DES: description,
    ...coded(slot, [tumour.pick, tumour.pickCode]),
    COHTT: tumour.short,
  }
}

export function writeAllocations(draft: SubjectDraft, random: Random): void {
  for (const enrolment of draft.story.enrolments) {
    const { biomarker, drugs } = enrolment.cohort
    addRow(draft, 'coh', {
      EventDate: isoDate(enrolment.allocatedDay),
      ...tumourCells(enrolment, random),
      ...drugCells('COHALLO1', drugs[0], random),
      ...drugCells('COHALLO2', drugs[1], random),
      ...coded('GENMUT1', biomarker.geneMutation),
      COHCTN: biomarker.targetName,
      COHTMN: random.pick(biomarker.targetMutations),
    })
  }
  writeNames(draft)
}

/** Types each cohort's name into its row, as the draft has it; an unnamed one stays empty. */
export function writeNames(draft: SubjectDraft): void {
  for (const [at, enrolment] of draft.story.enrolments.entries()) {
    const row = rowsOf(draft, 'coh')[at]
    const name = draft.names[at]
    if (row !== undefined && name !== undefined) row['COHORTNAME'] = enrolment.named ? writeName(name) : ''
  }
}
