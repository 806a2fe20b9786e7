/** Every code that a report may name: how bad it is, and what a data manager should know of it. */
import type { PlausibilityCode, ProblemCode } from '../model/problems.ts'
import { PLAUSIBILITY_RULES } from './plausibility/rules.ts'

/** `fatal`: the record is rejected. `warning`: somebody should look. `note`: as the rules foresee it. */
export type Severity = 'fatal' | 'warning' | 'note'

export interface ProblemInWords {
  readonly severity: Severity
  readonly words: string
}

const ROW_PROBLEMS: Readonly<Record<Exclude<ProblemCode, PlausibilityCode>, readonly [Severity, string]>> = {
  'ae-untreated': ['warning', 'An adverse event of a patient to whom no dose was given; it is not counted.'],
  'after-death': ['warning', 'The row is dated after the death and is not counted.'],
  'bad-date': ['warning', 'The cell holds no date of the form that the mapping states; it is read as empty.'],
  'before-start': ['warning', 'A progression dated before the first dose; it is not counted.'],
  'code-display-mismatch': ['warning', 'Code and name of a coding contradict each other.'],
  'code-missing': ['warning', 'A coding without a code.'],
  'cohort-name-missing': ['warning', 'Drugs and doses without a name of a cohort: the patient is in no cohort.'],
  'control-not-evaluable': [
    'note',
    'Disease control of a patient who had too few doses to be evaluable; it is in no numerator.',
  ],
  'control-undefined': ['warning', 'The criterion in use does not say what disease control is.'],
  'criteria-disagree': ['warning', 'Two criteria of one visit disagree on disease control; the declared one counts.'],
  'cycle-status-missing': ['warning', 'Whether the cycle was given is not stated; it counts as planned.'],
  'date-imputed': ['note', 'A date without its day counts as the middle of the month or year.'],
  'death-date-conflict': ['warning', 'Two dates of death that cannot be one day; the earlier one counts.'],
  'death-date-missing': ['warning', 'Said to be dead, and no date of death.'],
  'duplicate-key': ['warning', 'Two adverse events of a patient have one number; the higher grade counts.'],
  'duplicate-row': ['note', 'A copy of an earlier row; it is left out.'],
  'duplicate-subject': ['fatal', 'Two different rows where a patient has one: nobody can tell which is right.'],
  'duplicate-visit': ['warning', 'Two assessments of one visit; the worst response counts.'],
  'ecog-conflict': ['warning', 'Text and code of ECOG disagree; the text counts.'],
  'identifier-found': ['warning', 'The cell may hold an identifier; its text is not stored.'],
  'multiple-cohorts': ['note', 'Allocated to a further cohort.'],
  'oral-stop-missing': ['warning', 'An intake without its stop does not count for evaluability.'],
  'orphan-row': ['warning', 'The row names nobody of the trial; it is left out.'],
  'partial-cycle-date': ['warning', 'A cycle whose date lacks its day does not count for evaluability.'],
  'possible-withdrawal': [
    'warning',
    'A text says that consent may be withdrawn: the patient is held back until somebody decides (rose withdraw).',
  ],
  'profile-unmet': ['warning', 'The resource claims a profile that it does not meet.'],
  'record-invalid': [
    'fatal',
    'The rows cannot be read as a record: cells under the wrong names, or values that no field takes.',
  ],
  'reference-unresolved': ['warning', 'A reference points to nothing that the server gave.'],
  'response-after-progression': ['warning', 'A better response after progression; it is not counted.'],
  'slot-conflict': ['warning', 'Two of several slots are filled where one may be; none is taken.'],
  'transcript-conflict': ['warning', 'A protein change of another transcript than the usual one.'],
  'tumour-conflict': [
    'warning',
    'The tumour of the cohort and that of the diagnosis lie side by side; the name of the cohort counts.',
  ],
  'unit-unclear': ['warning', 'A number whose unit is not clear is not taken.'],
  'unknown-biomarker': ['warning', 'The biomarker of the cohort name cannot be read (rose review list).'],
  'unknown-code': ['warning', 'A code that the code list does not hold; the field stays empty (rose review list).'],
  'unknown-drug': ['warning', 'A drug that cannot be read (rose review list).'],
  'unknown-tumour': ['warning', 'The tumour of the cohort name cannot be read (rose review list).'],
  'unknown-unit': ['warning', 'A unit that the mapping does not know; the number is not taken.'],
  'unmapped-code': [
    'warning',
    'A code that its map does not take by itself; the field stays empty (rose review list).',
  ],
  'visit-window': ['note', 'The week-16 visit lies more than two weeks away from week 16; it counts.'],
  'w16-missing-later-control': ['note', 'No week-16 visit and disease control later: no control at week 16.'],
  withdrawn: ['note', 'The data were withdrawn; the patient is in no figure.'],
}

export const PROBLEM_TABLE: ReadonlyMap<ProblemCode, ProblemInWords> = new Map<ProblemCode, ProblemInWords>([
  ...Object.entries(ROW_PROBLEMS).map(
    ([code, [severity, words]]) => [code as ProblemCode, { severity, words }] as const,
  ),
  ...PLAUSIBILITY_RULES.map(({ code, severity, words }) => [code, { severity, words }] as const),
  [
    'codes-contradict',
    { severity: 'warning', words: 'Code and text of one answer disagree; the code counts.' },
  ] as const,
])

const PLAUSIBILITY: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...PLAUSIBILITY_RULES.map(({ code }) => code),
  'codes-contradict',
])

/**
 * What the report lists as a problem: what a rule of derivation looks at, and what rejects a record. The other rules of
 * plausibility change no figure; they are listed by themselves.
 */
export function isProblem(code: ProblemCode): boolean {
  return !PLAUSIBILITY.has(code) || severityOf(code) === 'fatal'
}

export function severityOf(code: ProblemCode): Severity {
  return PROBLEM_TABLE.get(code)?.severity ?? 'warning'
}
