/** End of treatment, death, survival follow-up, and consent. */
import { dateCell, isoDate } from './calendar.ts'
import { addRow, coded, type SubjectDraft } from './draft.ts'
import type { Random } from './random.ts'
import type { EndReason, TreatmentStory } from './story.ts'

const REASONS: Readonly<Record<EndReason, readonly [text: string, code: string]>> = {
  toxicity: ['Adverse event/Toxicity', '1'],
  progression: ['Disease progression', '2'],
  refusal: ['Patient refusal', '3'],
  deterioration: ['Symptomatic deterioration', '6'],
  completed: ['Normal completion according to cohort-specific manual', '7'],
  other: ['Other', '88'],
}

/** Day of progression that whoever ended the treatment wrote down; of one that was seen at a visit, six of ten do. */
export function statedProgressionDay(treatment: TreatmentStory, random: Random): number | null {
  if (treatment.endReason !== 'progression') return null
  const seen = treatment.assessments.find(one => one.response === 'PD')?.day ?? null
  return (
    treatment.clinicalProgressionDay ?? (random.fork(`progression ${treatment.startDay}`).chance(0.6) ? seen : null)
  )
}

/** The form's date is the day of entry, days or weeks after the end, past the cut-off too. */
function writeEnd(draft: SubjectDraft, treatment: TreatmentStory, random: Random): void {
  if (treatment.endDay === null || treatment.endReason === null) return
  addRow(draft, 'eot', {
    EventDate: isoDate(treatment.endDay + random.int(0, 45)),
    EOTDAT: isoDate(treatment.endDay),
    EOTPROGDTC: dateCell(statedProgressionDay(treatment, random)),
    ...coded('EOTREOT', REASONS[treatment.endReason]),
  })
}

function writeSurvival(draft: SubjectDraft, random: Random): void {
  const { deathDay, lastSeenDay, lost } = draft.story
  if (lastSeenDay === null) return
  const earlier = lastSeenDay - random.int(60, 200)
  const started = draft.story.enrolments[0]?.treatment?.startDay ?? lastSeenDay
  if (earlier > started + 30) addRow(draft, 'fu', { FUPALDAT: isoDate(earlier), ...coded('FUPSST', ['Alive', '1']) })
  const status =
    deathDay === null
      ? lost
        ? (['Lost to follow-up', '3'] as const)
        : (['Alive', '1'] as const)
      : (['Death', '2'] as const)
  addRow(draft, 'fu', { FUPALDAT: isoDate(lastSeenDay), FUPDEDAT: dateCell(deathDay), ...coded('FUPSST', status) })
  if (deathDay !== null) addRow(draft, 'eos', { DEATHDTC: isoDate(deathDay) })
}

export function writeFollowUp(draft: SubjectDraft, random: Random): void {
  for (const { treatment } of draft.story.enrolments) {
    if (treatment !== null) writeEnd(draft, treatment, random)
  }
  if (draft.story.enrolments.length > 0) writeSurvival(draft, random)
}

const WITHDRAWAL_TEXTS = ['trukket samtykke, ringte avdelingen', 'withdrew consent to further follow-up'] as const

/**
 * A withdrawal of data takes the subject out of every figure; one of treatment changes none. Text that says so without
 * a consent row holds the subject back until a person decides.
 */
export function writeConsent(draft: SubjectDraft, random: Random): void {
  const { story } = draft
  if (story.standing === 'held-back') {
    addRow(draft, 'mh', { MHSPID: '09', MHTERM: random.pick(WITHDRAWAL_TEXTS), ...coded('MHONGO', null) })
  }
  const scope = story.standing === 'withdrawn' ? 'data' : story.stoppedTreatmentOnly ? 'treatment' : null
  if (scope === null || story.standing === 'held-back') return
  const day = story.enrolments[0]?.treatment?.endDay ?? story.screenedDay + 30
  addRow(draft, 'consent', { WDRDAT: isoDate(day), WDRSCOPE: scope })
}
