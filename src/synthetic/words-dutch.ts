/** Dutch words of a flat export; the mapping `drup-netherlands` reads them. */
import type { Cohort } from './cohorts.ts'
import type { PlainEvent, PlainReason, PlainSubject } from './plain-facts.ts'
import type { VisitCode } from './story.ts'

export const DUTCH = {
  sex: { M: 'man', F: 'vrouw' },
  tumours: {
    pancreas: 'alvleesklierkanker',
    'bile-duct': 'galwegcarcinoom',
    colorectal: 'colorectaal carcinoom',
    lung: 'niet-kleincellig longcarcinoom',
    prostate: 'prostaatkanker',
    'salivary-gland': 'speekselklierkanker',
    endometrium: 'endometriumcarcinoom',
    glioblastoma: 'glioblastoom',
    pan: 'solide tumoren',
    'biliary-tract': 'galwegkanker',
    melanoma: 'melanoom',
  } as Readonly<Record<string, string>>,
  criteria: { 'RECIST1.1': 'RECIST 1.1', iRECIST: 'iRECIST', RANO: 'RANO' } as const satisfies Record<
    Cohort['criterion'],
    string
  >,
  visits: {
    V00: 'uitgangsmeting',
    V02: 'week 8',
    V03: 'week 16',
    V04: 'week 26',
    V05: 'week 39',
    V06: 'week 52',
    V07: 'week 65',
    V08: 'week 78',
    V09: 'week 91',
    V10: 'week 104',
  } as const satisfies Record<VisitCode, string>,
  reasons: {
    toxicity: 'bijwerking',
    progression: 'progressie',
    refusal: 'wens patiënt',
    deterioration: 'klinische achteruitgang',
    completed: 'volgens protocol voltooid',
    other: 'anders',
  } as const satisfies Record<PlainReason, string>,
  status: { alive: 'in leven', dead: 'overleden', lost: 'uit beeld', '': '' } as const satisfies Record<
    PlainSubject['status'],
    string
  >,
  relations: {
    related: 'gerelateerd',
    'not-related': 'niet gerelateerd',
    unknown: 'mogelijk gerelateerd',
    '': '',
  } as const satisfies Record<PlainEvent['drugs'][number]['relation'], string>,
  routes: { iv: 'infuus', oral: 'tablet' },
  scopes: { data: 'gegevens', treatment: 'behandeling' },
  withdrewInWords: 'patiënt heeft toestemming ingetrokken, telefonisch gemeld',
  yesNo: (is: boolean): string => (is ? 'ja' : 'nee'),
}
