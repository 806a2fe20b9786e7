/**
 * Every derivation rule of the trial-data reference (section 3) and each of its traps T1 to T16: the function that is the
 * rule, and the tests that state it. The table is read by the test below; a rule that loses its function or its test
 * fails here.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mapRows } from './map-rows.ts'

interface Rule {
  readonly rule: string
  readonly traps: readonly string[]
  /** `file#function` below `src`. */
  readonly functions: readonly string[]
  /** `file#title` below `test`. */
  readonly tests: readonly string[]
}

const OUTCOME = 'mapping/outcome'

const RULES: readonly Rule[] = [
  {
    rule: 'Cut-off',
    traps: [],
    functions: [`${OUTCOME}/cutoff.ts#latestClinicalDate`, `${OUTCOME}/cutoff.ts#knownAtCutoff`],
    tests: [`${OUTCOME}/cutoff.test.ts#is the latest of all subjects`],
  },
  {
    rule: 'Counting: first treated enrolment, intervals of allocation',
    traps: [],
    functions: [`${OUTCOME}/enrolment-intervals.ts#splitByEnrolment`],
    tests: [`${OUTCOME}/enrolment-intervals.test.ts#runs from its allocation to the day before the next`],
  },
  {
    rule: 'Screened',
    traps: [],
    functions: ['mapping/standing.ts#findStanding'],
    tests: [
      'mapping/map-export.test.ts#are screened once, by a dm or a coh row, with leading zeros kept and blanks trimmed',
      'mapping/map-export.test.ts#are not made by rows of other sheets: those are orphan rows',
    ],
  },
  {
    rule: 'Actionable',
    traps: [],
    functions: ['ingest/local-cohorts.ts#buildLocalCohorts'],
    tests: [
      'ingest/local-cohorts.test.ts#sum up to the totals, and count a subject of two cohorts once',
      'mapping/map-export.test.ts#are recommended by the board where one of their rows says yes',
    ],
  },
  {
    rule: 'Enrolled',
    traps: ['T8'],
    functions: [`${OUTCOME}/allocation.ts#findMissingCohortNames`],
    tests: [
      `${OUTCOME}/derive-outcomes.test.ts#without a cohort name are in no cohort, and named where drugs and cycles exist (T8)`,
    ],
  },
  {
    rule: 'Treated',
    traps: ['T9'],
    functions: [`${OUTCOME}/treated.ts#isGiven`, `${OUTCOME}/treated.ts#findMissingCycleStatus`],
    tests: [`${OUTCOME}/treated.test.ts#passes over planned cycles, received 0 or empty (T9, T10)`],
  },
  {
    rule: 'Treatment start',
    traps: ['T10'],
    functions: [`${OUTCOME}/treated.ts#treatmentStart`],
    tests: [
      `${OUTCOME}/treated.test.ts#is the earliest delivered dose, whatever the order of rows`,
      `${OUTCOME}/treated.test.ts#passes over planned cycles, received 0 or empty (T9, T10)`,
    ],
  },
  {
    rule: 'Mature',
    traps: ['T11'],
    functions: [`${OUTCOME}/maturity.ts#isMature`],
    tests: [
      `${OUTCOME}/derive-outcomes.test.ts#is in no denominator before it is mature, whatever is known already (T11)`,
    ],
  },
  {
    rule: 'Awaiting',
    traps: [],
    functions: [`${OUTCOME}/maturity.ts#isAwaiting`],
    tests: [`${OUTCOME}/maturity.test.ts#follows the entry lag of the trial`],
  },
  {
    rule: 'Evaluable',
    traps: ['T12'],
    functions: [`${OUTCOME}/evaluable.ts#isDosedEnough`],
    tests: [
      `${OUTCOME}/evaluable.test.ts#sorts by date and not by cycle number (T12)`,
      `${OUTCOME}/evaluable.test.ts#imputes no length from partial dates`,
    ],
  },
  {
    rule: 'Criterion',
    traps: ['T3'],
    functions: [`${OUTCOME}/criterion.ts#criterionOf`, `${OUTCOME}/criterion.ts#findDisagreements`],
    tests: [
      `${OUTCOME}/week16.test.ts#is judged by the declared criterion alone (T3)`,
      `${OUTCOME}/further-criteria.test.ts#their progression ends best response and progression-free survival`,
    ],
  },
  {
    rule: 'Disease control at week 16',
    traps: ['T2'],
    functions: [`${OUTCOME}/week16.ts#hasControlAtWeek16`, `${OUTCOME}/week16.ts#noControlReason`],
    tests: [
      `${OUTCOME}/week16.test.ts#is none without a week-16 row, whatever came later (T2)`,
      `${OUTCOME}/derive-outcomes.test.ts#without a week-16 row stays in the denominator, without control (T2)`,
    ],
  },
  {
    rule: 'Disease control rate',
    traps: ['T13'],
    functions: [`${OUTCOME}/week16-verdict.ts#judgeWeek16`, 'ingest/local-cohorts.ts#buildLocalCohorts'],
    tests: [
      `${OUTCOME}/derive-outcomes.test.ts#with control but not dosed enough keeps its control, and says so (T13)`,
      'ingest/local-cohorts.test.ts#count control of a patient who is not evaluable in neither numerator (T13)',
    ],
  },
  {
    rule: 'Best overall response',
    traps: ['T7'],
    functions: [`${OUTCOME}/best-response.ts#bestResponse`, `${OUTCOME}/best-response.ts#confirmedResponse`],
    tests: [
      `${OUTCOME}/best-response.test.ts#is the best code up to the first progression (T7)`,
      `${OUTCOME}/best-response.test.ts#does not count baseline, nor a visit before the start (T7)`,
    ],
  },
  {
    rule: 'Treatment end',
    traps: ['T14'],
    functions: [`${OUTCOME}/treatment-end.ts#findTreatmentEnd`],
    tests: [
      `${OUTCOME}/derive-outcomes.test.ts#ends treatment on the last treatment day, never on the day of entry (T14)`,
    ],
  },
  {
    rule: 'Progression',
    traps: [],
    functions: [`${OUTCOME}/progression.ts#findProgression`],
    tests: [
      `${OUTCOME}/progression.test.ts#takes the earliest of dates that were copied to later visits`,
      `${OUTCOME}/progression.test.ts#drops a stated date before the start, and says on which row`,
    ],
  },
  {
    rule: 'Death',
    traps: ['T15'],
    functions: [`${OUTCOME}/death.ts#findDeath`, `${OUTCOME}/death.ts#dropRowsAfterDeath`],
    tests: [`${OUTCOME}/death.test.ts#is the earlier of two that differ, with a conflict (T15)`],
  },
  {
    rule: 'Progression-free and overall survival',
    traps: [],
    functions: [`${OUTCOME}/survival.ts#progressionFreeSurvival`, `${OUTCOME}/survival.ts#overallSurvival`],
    tests: [
      `${OUTCOME}/survival.test.ts#ends with progression or death, whichever is first; end less start`,
      `${OUTCOME}/survival.test.ts#is censored at the last sign of life, never before the start`,
    ],
  },
  {
    rule: 'Related adverse events of grade 3 or more',
    traps: ['T16'],
    functions: [`${OUTCOME}/adverse-events.ts#safetyOf`, `${OUTCOME}/adverse-events.ts#mergeSameKey`],
    tests: [
      `${OUTCOME}/adverse-events.test.ts#related to the second drug (T16)`,
      `${OUTCOME}/adverse-events.test.ts#not related, the second slot empty (T16)`,
    ],
  },
  {
    rule: 'Serious adverse events',
    traps: [],
    functions: [`${OUTCOME}/adverse-events.ts#safetyOf`],
    tests: [`${OUTCOME}/adverse-events.test.ts#count whatever their grade and relation, and grade alone makes none`],
  },
  {
    rule: 'ECOG',
    traps: ['T1'],
    functions: [`${OUTCOME}/performance.ts#baselinePerformance`],
    tests: [
      `${OUTCOME}/performance.test.ts#is the grade of the text, else of the code (T1)`,
      'mapping/map-export.test.ts#read the performance grade from the leading digit and from the code less one',
    ],
  },
  {
    rule: 'Age',
    traps: ['T4'],
    functions: [`${OUTCOME}/age.ts#ageAt`],
    tests: [
      `${OUTCOME}/performance.test.ts#is taken at treatment start, from birth before what the source states (T4)`,
    ],
  },
  {
    rule: 'Medical history',
    traps: ['T5'],
    functions: ['mapping/unmapped-codes.ts#compileUnknownCode'],
    tests: [
      'mapping/trial-data-rules.test.ts#is in no figure, so that codes that disagree with their text change none (T5)',
    ],
  },
  {
    rule: 'Identity',
    traps: ['T6'],
    functions: ['pseudonymisation/pseudonymise.ts#pseudonymise'],
    tests: ['pseudonymisation/pseudonymise.test.ts#leaves no date, local id or typed text in the record'],
  },
  {
    rule: 'Follow-up',
    traps: [],
    functions: ['pseudonymisation/record-follow-up.ts#recordFollowUp'],
    tests: [
      'pseudonymisation/carried-through.test.ts#is lost at its last contact, where the row with the latest date says so',
    ],
  },
  {
    rule: 'Collisions of slots',
    traps: [],
    functions: ['mapping/sheet-checks.ts#compileSlotConflicts'],
    tests: [
      'mapping/map-export.test.ts#give nothing where two are filled, keep the enrolment, and are named once for each group',
    ],
  },
  {
    rule: 'Unknown codes',
    traps: [],
    functions: ['mapping/unmapped-codes.ts#compileUnknownCode'],
    tests: ['mapping/map-export.test.ts#that the list does not know are null and named, also beside a good text'],
  },
  {
    rule: 'Repeated rows',
    traps: [],
    functions: ['mapping/repeated-rows.ts#repeatFinder'],
    tests: ['mapping/map-export.test.ts#that repeat another are dropped, and each later copy is named'],
  },
  {
    rule: 'Withdrawals',
    traps: [],
    functions: ['mapping/standing.ts#findStanding', 'mapping/withdrawal-phrases.ts#phraseFinder'],
    tests: [
      'mapping/subjects.test.ts#of data leave no record and no figure, and are named once by their first row',
      'mapping/subjects.test.ts#hold the subject back, by a text in any cell of any sheet',
    ],
  },
]

const textOf = (folder: string, path: string) =>
  readFileSync(new URL(`../../${folder}/${path}`, import.meta.url), 'utf8')
const split = (reference: string) => reference.split('#') as [path: string, name: string]

describe('the rules of trial data', () => {
  it('cover every trap, T1 to T16', () => {
    const traps = RULES.flatMap(({ traps: ofRule }) => ofRule)
    expect(new Set(traps)).toEqual(new Set(Array.from({ length: 16 }, (_, at) => `T${at + 1}`)))
  })

  it.each(RULES.map(rule => [rule.rule, rule] as const))('%s: is a function by name, with a test', (_, rule) => {
    const gone = rule.functions.map(split).filter(([path, name]) => {
      return !new RegExp(`export function ${name}\\b`).test(textOf('src', path))
    })
    const untested = rule.tests.map(split).filter(([path, title]) => !textOf('test', path).includes(`'${title}'`))
    expect({ gone, untested }).toEqual({ gone: [], untested: [] })
    expect(Math.min(rule.functions.length, rule.tests.length)).toBeGreaterThan(0)
  })
})

describe('medical history', () => {
  it('is in no figure, so that codes that disagree with their text change none (T5)', () => {
    const rowsOf = (MHONGO: string, MHONGOCD: string) => ({
      dm: [{ SubjectId: '1' }],
      mh: [{ SubjectId: '1', MHTERM: 'Hypertension', MHONGO, MHONGOCD }],
    })
    const agreeing = mapRows(rowsOf('Past', '1'))
    const disagreeing = mapRows(rowsOf('Past', '3'))
    expect(disagreeing.problems).toEqual([])
    expect(disagreeing.records).toEqual(agreeing.records)
    expect(mapRows(rowsOf('Past', '9')).problems.map(problem => problem.code)).toEqual(['unknown-code'])
  })
})
