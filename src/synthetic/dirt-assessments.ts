/** Dirt of the response forms: visits that are missing, doubled, late, or say two things. */
import { isoDate } from './calendar.ts'
import { type DirtKind, fitsCourse, onTreated, type Treated } from './dirt-kind.ts'
import { coded, type Row, rowsOf, type SubjectDraft } from './draft.ts'
import { irecistChoice, recistChoice, writeAssessment } from './rows-response.ts'
import type { VisitCode } from './story.ts'

const assessed = ({ treatment }: Treated, visit: VisitCode): boolean =>
  treatment.assessments.some(one => one.visit === visit)

function visitRow(draft: SubjectDraft, visit: VisitCode): Row | undefined {
  return [...rowsOf(draft, 'ra'), ...rowsOf(draft, 'rnrsp')].find(row => row['EventId'] === visit)
}

const isImmuno = ({ enrolment }: Treated): boolean => enrolment.cohort.criterion === 'iRECIST'

export const assessmentDirts: readonly DirtKind[] = [
  {
    name: 'iupd-run',
    shows: 'an iUPD at week 8 that iSD at week 16 resets: control all the same',
    rate: 0.3,
    alone: true,
    fits: fitsCourse(['control'], treated => isImmuno(treated) && assessed(treated, 'V02')),
    lay: draft => {
      const row = visitRow(draft, 'V02')
      if (row !== undefined)
        Object.assign(row, coded('RAiMOD', irecistChoice('iUPD')), { RAiUNPDT: row['EventDate'] ?? '' })
    },
  },
  {
    name: 'criteria-disagree',
    shows: 'PD by RECIST and iSD by iRECIST at one visit: the declared criterion wins',
    rate: 0.3,
    alone: true,
    fits: fitsCourse(['control'], isImmuno),
    lay: draft => {
      const row = visitRow(draft, 'V03')
      if (row !== undefined) Object.assign(row, coded('RATIMRES', recistChoice('PD')), { RAASSESS1: 'Yes' })
    },
  },
  {
    name: 'criterion-not-stated',
    shows: 'no vi row: the criterion follows from the codes that are filled',
    rate: 0.05,
    alone: true,
    fits: fitsCourse(['control', 'progressed-at-week-16']),
    lay: draft => {
      draft.rows.delete('vi')
    },
  },
  {
    name: 'response-after-progression',
    shows: 'stable disease at week 16 after PD at week 8: no control',
    rate: 0.15,
    alone: true,
    fits: fitsCourse(['progressed-before-week-16'], (treated, { story }, limit) => {
      const progressed = treated.treatment.assessments.some(one => one.visit === 'V02' && one.response === 'PD')
      const alive = story.deathDay === null || story.deathDay > treated.treatment.startDay + 126
      return progressed && alive && limit >= 112 && treated.enrolment.cohort.criterion === 'RECIST1.1'
    }),
    lay: onTreated(({ enrolment, treatment }, draft, { random }) => {
      writeAssessment(draft, enrolment, { visit: 'V03', day: treatment.startDay + 112, response: 'SD' }, random)
    }),
  },
  {
    name: 'double-visit',
    shows: 'two rows of week 16: the worse one counts',
    rate: 0.08,
    alone: true,
    fits: fitsCourse(['control'], (_, { story }, limit) => limit >= 120 && story.deathDay === null),
    lay: onTreated(({ enrolment, treatment }, draft, { random }) => {
      const day = treatment.assessments.find(one => one.visit === 'V03')?.day
      if (day !== undefined) writeAssessment(draft, enrolment, { visit: 'V03', day: day + 1, response: 'CR' }, random)
    }),
  },
  {
    name: 'visit-outside-window',
    shows: 'week 16 on day 96 or after day 126: counts all the same',
    rate: 0.1,
    alone: true,
    fits: fitsCourse(['control'], (_, _draft, limit) => limit >= 133),
    lay: onTreated(({ treatment }, draft, { random }) => {
      const row = visitRow(draft, 'V03')
      if (row !== undefined) row['EventDate'] = isoDate(treatment.startDay + random.pick([96, 128, 133]))
    }),
  },
  {
    name: 'later-control',
    shows: 'no week-16 row and stable disease at week 26: still no control',
    rate: 0.5,
    alone: true,
    fits: fitsCourse(['missed'], (_, _draft, limit) => limit >= 182),
    lay: onTreated(({ enrolment, treatment }, draft, { random }) => {
      writeAssessment(draft, enrolment, { visit: 'V04', day: treatment.startDay + 182, response: 'SD' }, random)
    }),
  },
]
