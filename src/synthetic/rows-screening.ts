/** Forms of every screened subject: demographics, performance status, history, earlier and other medication. */
import { dateCell, isoDate } from './calendar.ts'
import { addRow, coded, type SubjectDraft } from './draft.ts'
import type { Random } from './random.ts'

const ECOG_TEXTS = [
  '0 - Fully active, able to carry on all pre-disease performance without restriction',
  '1 - Restricted in physically strenuous activity but ambulatory',
  '2 - Ambulatory and capable of all selfcare but unable to carry out any work activities',
] as const

const CONDITIONS = [
  'ca pancreas',
  'Hypercolesterolemi',
  'Hypertensjon',
  'Diabetes type 2',
  'Atrieflimmer',
  'Artrose høyre kne',
  'Hypothyroidism',
  'KOLS',
  'Migrene med aura',
  'Depression, mild',
  'Appendektomi i barndommen',
  'Søvnvansker',
] as const

const MEDICINES = [
  'Somac',
  'Movicol (Makrogul)',
  'Paracetamol',
  'Afipran',
  'Metoprolol depot',
  'Fragmin',
  'Levaxin',
  'Oxycodone',
  'Dexametason',
  'Imodium (loperamid)',
] as const

const EARLIER = [
  ['Chemotherapy', '1'],
  ['Chemotherapy', '1'],
  ['Immunotherapy', '2'],
  ['Radiotherapy', '3'],
  ['Surgery', '4'],
  ['Other', '5'],
] as const

const OTHER_TREATMENTS = ['Zometa', 'Hormone antagonist', 'Bisfosfonat'] as const

const STATUS = [
  ['Past', '1'],
  ['Present/dormant', '2'],
  ['Current/active', '3'],
] as const

const YES_NO = [
  ['Yes', '1'],
  ['No', '0'],
] as const

/** ECOG text and code; the code is the grade plus one. */
export function ecogChoice(grade: number): readonly [string, string] {
  return [ECOG_TEXTS[grade] ?? ECOG_TEXTS[1], String(grade + 1)]
}

function writeDemographics(draft: SubjectDraft, random: Random): void {
  const { story } = draft
  const birthYear = new Date(story.screenedDay * 86_400_000).getUTCFullYear() - story.age
  const sex = story.sex === 'M' ? (['Male', '1'] as const) : (['Female', '2'] as const)
  const short = random.chance(0.1)
  addRow(draft, 'dm', {
    DMAGE: String(story.age),
    BRTHDAT: String(birthYear),
    ...coded('SEX', [short ? story.sex : sex[0], sex[1]]),
  })
}

function writeHistory(draft: SubjectDraft, random: Random): void {
  const { screenedDay } = draft.story
  const count = random.int(0, 3)
  for (let number = 1; number <= count; number += 1) {
    const start = screenedDay - random.int(400, 9000)
    const status = random.pick(STATUS)
    addRow(draft, 'mh', {
      MHSPID: String(number).padStart(2, '0'),
      MHTERM: random.pick(CONDITIONS),
      MHSTDAT: isoDate(start),
      MHENDAT: status[1] === '1' ? isoDate(start + random.int(10, 300)) : '',
      ...coded('MHONGO', status),
    })
  }
}

function writeEarlierTreatment(draft: SubjectDraft, random: Random): void {
  let day = draft.story.screenedDay - random.int(500, 1500)
  const count = random.int(1, 4)
  for (let number = 1; number <= count; number += 1) {
    const type = random.pick(EARLIER)
    const end = day + random.int(1, 120)
    addRow(draft, 'ct', {
      CTSPID: String(number),
      ...coded('CTTYPE', type),
      CTTYPESP: type[0] === 'Other' ? random.pick(OTHER_TREATMENTS) : '',
      CTSTDAT: isoDate(day),
      CTENDAT: dateCell(end),
    })
    day = end + random.int(10, 100)
  }
}

function writeMedication(draft: SubjectDraft, random: Random): void {
  const { screenedDay } = draft.story
  const count = random.int(0, 4)
  for (let number = 1; number <= count; number += 1) {
    const ongoing = random.pick(YES_NO)
    const start = screenedDay - random.int(5, 1200)
    addRow(draft, 'cm', {
      CMSPID: String(number),
      CMTRT: random.pick(MEDICINES),
      ...coded('CMMHYN', random.pick(YES_NO)),
      ...coded('CMONGO', ongoing),
      CMSTDAT: isoDate(start),
      CMENDAT: ongoing[1] === '0' ? isoDate(start + random.int(1, 60)) : '',
      CMAEYN: 'No',
    })
  }
}

/** Enrolled subjects bring all forms, the others some: screening ends most stories early. */
export function writeScreening(draft: SubjectDraft, random: Random): void {
  const { story } = draft
  const enrolled = story.enrolments.length > 0
  writeDemographics(draft, random)
  if (!enrolled && random.chance(0.08)) addRow(draft, 'coh', { EventDate: isoDate(story.screenedDay), COHORTNAME: '' })
  if (story.enrolments.length === 0 && story.lastSeenDay !== null) {
    addRow(draft, 'fu', { FUPALDAT: isoDate(story.lastSeenDay), ...coded('FUPSST', ['Alive', '1']) })
  }
  if (enrolled || random.chance(0.4)) writeHistory(draft, random)
  if (enrolled || random.chance(0.4)) writeEarlierTreatment(draft, random)
  if (enrolled || random.chance(0.3)) writeMedication(draft, random)
  const first = story.enrolments[0]
  const ecogDay = first?.treatment ? first.treatment.startDay - random.int(1, 8) : story.screenedDay
  addRow(draft, 'ecog', { EventId: 'V00', ECOGDAT: isoDate(ecogDay), ...coded('ECOGS', ecogChoice(random.int(0, 1))) })
}
