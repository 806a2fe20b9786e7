/** Dirt that is part of a story from the start, and the layouts of files: listed so that one table tells it all. */
import type { CsvLayout } from './csv.ts'
import type { Course } from './fates.ts'
import type { SheetKey } from './sheets.ts'
import type { SubjectStory, TreatmentStory } from './story.ts'

export interface StoryDirt {
  readonly name: string
  readonly shows: string
  readonly occurs: (story: SubjectStory) => boolean
}

const treatments = (story: SubjectStory): TreatmentStory[] =>
  story.standing === 'counted'
    ? story.enrolments.flatMap(({ treatment }) => (treatment === null ? [] : [treatment]))
    : []

const takes =
  (...courses: Course[]) =>
  (story: SubjectStory): boolean =>
    treatments(story).some(({ fate }) => courses.includes(fate.course))

const exposed =
  (exposure: TreatmentStory['exposure']) =>
  (story: SubjectStory): boolean =>
    treatments(story).some(treatment => treatment.exposure === exposure)

export const storyDirts: readonly StoryDirt[] = [
  {
    name: 'week-16-missing',
    shows: 'no week-16 row: no control, in the denominator',
    occurs: takes('missed', 'awaiting'),
  },
  { name: 'unconfirmed-at-week-16', shows: 'iUPD at week 16: no control', occurs: takes('unconfirmed-progression') },
  { name: 'not-assessable', shows: 'NE or empty at week 16: no control', occurs: takes('not-assessable') },
  { name: 'single-infusion', shows: 'one infusion only: not evaluable', occurs: exposed('single-iv-cycle') },
  { name: 'twenty-days', shows: 'two infusions 20 days apart: not evaluable', occurs: exposed('short-iv-interval') },
  { name: 'short-tablets', shows: 'at most 27 days of tablets: not evaluable', occurs: exposed('short-oral') },
  {
    name: 'tablets-without-stop',
    shows: 'tablets without stop date: not evaluable',
    occurs: exposed('oral-stop-missing'),
  },
  {
    name: 'first-cycle-partial',
    shows: 'a cycle that a partial date makes unusable: not evaluable',
    occurs: exposed('partial-cycle-date'),
  },
  {
    name: 'control-not-evaluable',
    shows: 'control of a patient who is not evaluable: in neither numerator',
    occurs: story => treatments(story).some(({ fate }) => fate.course === 'control' && fate.dosing === 'too-little'),
  },
  {
    name: 'second-drug-related',
    shows: 'a severe event related to the second drug only',
    occurs: story =>
      treatments(story).some(one =>
        one.adverseEvents.some(({ grade, relations }) => grade > 2 && relations[0] !== 4 && relations[1] === 4),
      ),
  },
  {
    name: 'no-drug-named',
    shows: 'a severe event with both drug slots empty: one unknown relation',
    occurs: story => treatments(story).some(one => one.adverseEvents.some(({ drugSlots }) => !drugSlots[0])),
  },
  {
    name: 'event-before-start',
    shows: 'a severe event before treatment: not counted',
    occurs: story => treatments(story).some(one => one.adverseEvents.some(({ onsetDay }) => onsetDay < one.startDay)),
  },
  { name: 'two-cohorts', shows: 'two enrolments of one subject', occurs: story => story.enrolments.length > 1 },
  {
    name: 'cohort-name-missing',
    shows: 'drugs and cycles without a cohort name: in no cohort',
    occurs: story => story.enrolments.some(one => !one.named),
  },
  {
    name: 'data-withdrawal',
    shows: 'in no figure, and no date moves the cut-off',
    occurs: story => story.standing === 'withdrawn',
  },
  {
    name: 'treatment-withdrawal',
    shows: 'stopped the drug on own wish: stays in every figure',
    occurs: story => story.standing === 'counted' && story.stoppedTreatmentOnly,
  },
  {
    name: 'possible-withdrawal',
    shows: 'text that says so without a consent row: held back',
    occurs: story => story.standing === 'held-back',
  },
  {
    name: 'orphan-rows',
    shows: 'rows of a subject without dm or coh row',
    occurs: story => story.standing === 'orphan',
  },
  { name: 'lost-to-follow-up', shows: 'FUPSST 3', occurs: story => story.standing === 'counted' && story.lost },
]

/** Files that another system wrote: separator, line ends, byte order mark. */
export const oddLayouts: ReadonlyMap<SheetKey, CsvLayout> = new Map([
  ['cm', { separator: ';', lineEnd: '\r\n', byteOrderMark: true }],
  ['vi', { separator: ',', lineEnd: '\r\n', byteOrderMark: false }],
  ['eq5d', { separator: ';', lineEnd: '\n', byteOrderMark: false }],
])
