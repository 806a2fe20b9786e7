/** Dirt of end of treatment, death and adverse events. */
import { isoDate } from './calendar.ts'
import { type DirtKind, fitsCourse, fitsTreated, onlyTreated, onTreated } from './dirt-kind.ts'
import { addRow, coded, type Row, rowsOf, type SubjectDraft } from './draft.ts'
import { eventCells } from './rows-safety.ts'

const lastFollowUp = (draft: SubjectDraft): Row | undefined => rowsOf(draft, 'fu').at(-1)

const LATEST_CONFLICT = 6

const emergentEvents = (draft: SubjectDraft, startDay: number): Row[] =>
  rowsOf(draft, 'ae').filter(row => (row['AESTDAT'] ?? '') >= isoDate(startDay))

export const followUpDirts: readonly DirtKind[] = [
  {
    name: 'death-date-conflict',
    shows: 'two forms with two days of death: the earlier holds',
    rate: 0.1,
    alone: true,
    // Not so near the cut-off that the later date would move it.
    fits: (draft, cutoffDay) =>
      onlyTreated(draft) !== null &&
      draft.story.deathDay !== null &&
      draft.story.deathDay + LATEST_CONFLICT <= cutoffDay,
    lay: (draft, { random }) => {
      const row = lastFollowUp(draft)
      const death = draft.story.deathDay
      if (row !== undefined && death !== null) row['FUPDEDAT'] = isoDate(death + random.int(1, LATEST_CONFLICT))
    },
  },
  {
    name: 'partial-death-date',
    shows: 'a death of which one form knows the year only: the complete date holds',
    rate: 0.08,
    alone: true,
    fits: fitsTreated((_, { story }) => story.deathDay !== null),
    lay: draft => {
      const row = rowsOf(draft, 'eos')[0]
      if (row !== undefined) row['DEATHDTC'] = `${(row['DEATHDTC'] ?? '').slice(0, 4)}-NK-NK`
    },
  },
  {
    name: 'row-after-death',
    shows: 'a questionnaire entered after the day of death: dropped',
    rate: 0.06,
    alone: true,
    fits: fitsTreated((_, { story }) => story.deathDay !== null),
    lay: draft => {
      const day = isoDate((draft.story.deathDay ?? 0) + 9)
      addRow(draft, 'eq5d', { EventName: 'Week 26', EventDate: day, EQ5DDAT: day, EQ5DVAS: '50' })
    },
  },
  {
    name: 'death-date-missing',
    shows: 'survival status dead without any date: survival is censored',
    rate: 0.05,
    alone: true,
    fits: fitsCourse(
      ['progressed-before-week-16', 'progressed-at-week-16'],
      (_, { story }) => story.deathDay === null && !story.lost,
    ),
    lay: draft => {
      const row = lastFollowUp(draft)
      if (row !== undefined) Object.assign(row, coded('FUPSST', ['Death', '2']))
    },
  },
  {
    name: 'partial-progression-date',
    shows: 'the end-of-treatment form knows the month of progression only',
    rate: 0.25,
    alone: true,
    fits: fitsCourse(
      ['progressed-before-week-16'],
      ({ treatment }, draft) => treatment.assessments.length > 1 && Boolean(rowsOf(draft, 'eot')[0]?.['EOTPROGDTC']),
    ),
    lay: draft => {
      const row = rowsOf(draft, 'eot')[0]
      if (row !== undefined) row['EOTPROGDTC'] = (row['EOTPROGDTC'] ?? '').slice(0, 7)
    },
  },
  {
    name: 'progression-before-start',
    shows: 'the progression before the trial in the field for the one after: dropped',
    rate: 0.15,
    alone: true,
    fits: fitsCourse(['off-treatment'], (_, draft) => rowsOf(draft, 'eot').length === 1),
    lay: onTreated(({ treatment }, draft) => {
      const row = rowsOf(draft, 'eot')[0]
      if (row !== undefined) row['EOTPROGDTC'] = isoDate(treatment.startDay - 25)
    }),
  },
  {
    name: 'unknown-code',
    shows: 'a reason that no code list holds',
    rate: 0.1,
    alone: true,
    fits: fitsCourse(['off-treatment']),
    lay: draft => {
      const row = rowsOf(draft, 'eot')[0]
      if (row !== undefined) Object.assign(row, coded('EOTREOT', ['Not listed', '4']))
    },
  },
  {
    name: 'event-untreated',
    shows: 'an adverse event of a subject who never started: not counted',
    rate: 0.04,
    alone: false,
    fits: ({ story }) =>
      story.standing === 'counted' && story.enrolments.length === 1 && story.enrolments[0]?.treatment === null,
    lay: draft => {
      const [enrolment] = draft.story.enrolments
      if (enrolment === undefined) return
      const event = {
        number: 1,
        term: 'Abdominal pain',
        grade: 3,
        serious: true,
        relations: [1, null],
        drugSlots: [true, false],
      } as const
      addRow(
        draft,
        'ae',
        eventCells({ ...event, onsetDay: enrolment.allocatedDay, endDay: null }, enrolment.cohort.drugs),
      )
    },
  },
  {
    name: 'event-number-twice',
    shows: 'one adverse event entered under its number again with a lower grade: the higher one holds',
    rate: 0.05,
    alone: false,
    fits: fitsTreated((_, draft) => rowsOf(draft, 'ae').some(row => Number(row['AETOXGRECD']) > 1)),
    lay: draft => {
      const row = rowsOf(draft, 'ae').find(one => Number(one['AETOXGRECD']) > 1)
      if (row !== undefined) addRow(draft, 'ae', { ...row, AETOXGRECD: '1' })
    },
  },
  {
    name: 'medicine-for-event',
    shows: 'a medicine that names the adverse event it was given for',
    rate: 0.3,
    alone: false,
    fits: fitsTreated((_, draft) => rowsOf(draft, 'ae').length > 0 && rowsOf(draft, 'cm').length > 0),
    lay: draft => {
      const row = rowsOf(draft, 'cm')[0]
      const event = rowsOf(draft, 'ae')[0]
      if (row !== undefined) Object.assign(row, { CMAEYN: 'Yes', CMAENO: event?.['AESPID'] ?? '' })
    },
  },
  {
    name: 'partial-onset',
    shows: 'an adverse event whose day of onset is not known: kept, since it can be after treatment start',
    rate: 0.1,
    alone: false,
    fits: fitsTreated(({ treatment }, draft) => emergentEvents(draft, treatment.startDay).length > 0),
    lay: onTreated(({ treatment }, draft) => {
      const row = emergentEvents(draft, treatment.startDay)[0]
      if (row !== undefined) row['AESTDAT'] = `${(row['AESTDAT'] ?? '').slice(0, 7)}-nk`
    }),
  },
]
