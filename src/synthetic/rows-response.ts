/** Response forms: the declared criterion, RECIST and iRECIST on one form, RANO on its own, lesion counts. */
import { isoDate } from './calendar.ts'
import { addRow, coded, type Row, type SubjectDraft } from './draft.ts'
import type { Random } from './random.ts'
import type { Assessment, EnrolmentStory, Response, TreatmentStory } from './story.ts'

type Choice = readonly [text: string, code: string]

const RECIST: Readonly<Record<Response, Choice>> = {
  CR: ['Complete Response (CR)', '1'],
  PR: ['Partial Response (PR)', '2'],
  SD: ['Stable Disease (SD)', '3'],
  PD: ['Progressive Disease (PD)', '4'],
  iUPD: ['Progressive Disease (PD)', '4'],
  NE: ['Not Evaluable (NE)', '96'],
}

const IRECIST: Readonly<Record<Response, Choice>> = {
  CR: ['iComplete response', '1'],
  PR: ['iPartial response', '2'],
  SD: ['iStable disease', '3'],
  iUPD: ['iUnconfirmed progressive disease', '4'],
  PD: ['iConfirmed progressive disease', '5'],
  NE: ['iNot evaluable', '6'],
}

/** RANO has no code for not evaluable: the response stays empty. */
const RANO: Readonly<Record<Response, Choice | null>> = {
  CR: ['Complete Response (CR)', '1'],
  PR: ['Partial Response (PR)', '2'],
  SD: ['Stable Disease (SD)', '3'],
  PD: ['Progressive Disease (PD)', '4'],
  iUPD: ['Progressive Disease (PD)', '4'],
  NE: null,
}

const CRITERION: Readonly<Record<EnrolmentStory['cohort']['criterion'], Choice>> = {
  'RECIST1.1': ['RECIST 1.1', '1'],
  iRECIST: ['iRecist 1.1', '2'],
  RANO: ['RANO (for Glioblastoma)', '3'],
}

/** Change from baseline in percent that goes with a response; no rule reads it. */
const CHANGE: Readonly<Record<Response, readonly [number, number]>> = {
  CR: [-100, -100],
  PR: [-72, -31],
  SD: [-24, 16],
  PD: [22, 80],
  iUPD: [21, 60],
  NE: [0, 0],
}

export const recistChoice = (response: Response): Choice => RECIST[response]
export const irecistChoice = (response: Response): Choice => IRECIST[response]

function newLesions(response: Response | null, random: Random): Choice {
  return (response === 'PD' || response === 'iUPD') && random.chance(0.5) ? ['Yes', '1'] : ['No', '0']
}

/** The response cells of a RECIST and iRECIST form. */
export function raCells(criterion: 'RECIST1.1' | 'iRECIST', one: Assessment): Row {
  const { response, day } = one
  if (response === null) return {}
  const progressed = response === 'PD' ? isoDate(day) : ''
  return criterion === 'iRECIST'
    ? {
        ...coded('RAiMOD', IRECIST[response]),
        RAASSESS2: 'Yes',
        RAPROGDT: progressed,
        RAiUNPDT: response === 'iUPD' ? isoDate(day) : '',
      }
    : { ...coded('RATIMRES', RECIST[response]), RAASSESS1: 'Yes', RAPROGDT: progressed }
}

interface Measured {
  readonly baseline: number
  readonly nadir: number
  readonly fromBaseline: number
  readonly fromNadir: number
}

function measure(baseline: number, response: Response | null, random: Random): Measured {
  const [low, high] = response === null ? [0, 0] : CHANGE[response]
  const fromBaseline = random.int(low, high)
  const sum = Math.round(baseline * (1 + fromBaseline / 100))
  const nadir = Math.min(baseline, sum)
  return { baseline, nadir, fromBaseline, fromNadir: nadir === 0 ? 0 : Math.round((100 * (sum - nadir)) / nadir) }
}

/** One assessment as a row of `ra` or, for RANO, of `rnrsp`. */
export function writeAssessment(draft: SubjectDraft, enrolment: EnrolmentStory, one: Assessment, random: Random): Row {
  const { criterion } = enrolment.cohort
  const visit = { EventId: one.visit, EventDate: isoDate(one.day) }
  const { baseline, nadir, fromBaseline, fromNadir } = measure(40 + (enrolment.allocatedDay % 60), one.response, random)
  if (criterion === 'RANO') {
    return addRow(draft, 'rnrsp', {
      ...visit,
      TERNTBAS: String(baseline),
      TERNAD: String(nadir),
      TERNCFB: String(fromBaseline),
      TERNCFN: String(fromNadir),
      ...coded('RNRSPNL', newLesions(one.response, random)),
      ...coded('RNRSPCL', one.response === null ? null : RANO[one.response]),
    })
  }
  return addRow(draft, 'ra', {
    ...visit,
    RARECBAS: String(baseline),
    RARECNAD: String(nadir),
    RABASECH: String(fromBaseline),
    RARECCH: String(fromNadir),
    ...coded('RANLBASE', newLesions(one.response, random)),
    ...raCells(criterion, one),
  })
}

function writeTreatmentResponses(
  draft: SubjectDraft,
  enrolment: EnrolmentStory,
  treatment: TreatmentStory,
  random: Random,
): void {
  const rano = enrolment.cohort.criterion === 'RANO'
  for (const one of treatment.assessments) {
    const visit = { EventId: one.visit, EventDate: isoDate(one.day) }
    writeAssessment(draft, enrolment, one, random)
    if (one.visit !== 'V00') continue
    const slot = random.chance(0.8) ? 'VITUMA' : 'VITUMA__2'
    addRow(draft, 'vi', { ...visit, ...coded(slot, CRITERION[enrolment.cohort.criterion]) })
    const lesions = String(random.int(0, 5))
    if (rano) addRow(draft, 'rntmnt', { ...visit, RNTMNTNOB: lesions, RNTMNTNO: lesions })
    else addRow(draft, 'rcnt', { ...visit, RCNTNOB: lesions })
  }
}

export function writeResponses(draft: SubjectDraft, random: Random): void {
  for (const enrolment of draft.story.enrolments) {
    if (enrolment.treatment !== null) writeTreatmentResponses(draft, enrolment, enrolment.treatment, random)
  }
}
