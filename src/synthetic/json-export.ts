/**
 * A JSON registry export as a Finnish trial like FINPROVE keeps it: patients with lists inside, Finnish names and words,
 * days as D.M.YYYY. The same stories as the eCRF export, without dirt.
 */
import { isoDate } from './calendar.ts'
import { type DraftedTrial, draftTrial, studyName, summaryOf, type TrialSummary } from './draft-trial.ts'
import { type PlainSubject, plainFacts } from './plain-facts.ts'
import type { EcrfRequest } from './scenarios.ts'
import { FINNISH } from './words-finnish.ts'

export interface JsonExport {
  readonly file: { readonly name: string; readonly text: string }
  readonly cutoff: string
  readonly summary: TrialSummary
}

export function makeJsonExport(request: EcrfRequest): JsonExport {
  const trial = draftTrial(request)
  return {
    file: { name: `${studyName(request.trialId)}_potilaat.json`, text: writeJson(trial, studyName(request.trialId)) },
    cutoff: isoDate(trial.sizes.cutoffDay),
    summary: summaryOf(trial),
  }
}

/** Text of the file; `study` is how it names the trial. */
export function writeJson({ drafts }: DraftedTrial, study: string): string {
  const patients = drafts.flatMap(draft => {
    const subject = plainFacts(draft)
    return subject === null ? [] : [patientOf(subject)]
  })
  // A line a patient: what a person can still look at.
  const lines = patients.map(patient => JSON.stringify(patient)).join(',\n    ')
  return `{\n  "tutkimus": ${JSON.stringify(study)},\n  "potilaat": [\n    ${lines}\n  ]\n}\n`
}

function patientOf(subject: PlainSubject): object {
  return {
    tunnus: subject.subjectId,
    syntymävuosi: Number(subject.birthYear),
    sukupuoli: FINNISH.sex[subject.sex],
    ecog:
      subject.performance === null
        ? null
        : { pvm: day(subject.performance.date), luokka: Number(subject.performance.grade) },
    kohortit: subject.cohorts.map(({ cohort, isNamed, allocated, icd10, finding }) => ({
      nimi: isNamed ? cohortName(cohort) : '',
      jakopäivä: day(allocated),
      icd10,
      lääkkeet: cohort.drugs.map(drug => drug.ingredient),
      löydös: finding,
      kriteeri: FINNISH.criteria[cohort.criterion],
    })),
    annokset: subject.doses.map(dose => ({
      lääke: dose.drug,
      hoito: Number(dose.treatment),
      sykli: Number(dose.cycle),
      annettu: dose.isGiven,
      antotapa: FINNISH.routes[dose.route],
      alku: day(dose.start),
      loppu: day(dose.stop),
    })),
    arviot: subject.assessments.map(scan => ({
      käynti: FINNISH.visits[scan.visit],
      pvm: day(scan.date),
      kriteeri: FINNISH.criteria[scan.criterion],
      vaste: scan.response === '' ? null : scan.response,
      eteneminen: day(scan.progressed),
      vahvistamaton: day(scan.unconfirmed),
    })),
    haitat: subject.events.map(event => ({
      nro: Number(event.number),
      termi: event.term,
      aste: Number(event.grade),
      alku: day(event.onset),
      loppu: day(event.ended),
      vakava: event.isSerious,
      lääkkeet: event.drugs.map(({ name, relation }) => ({ nimi: name, yhteys: FINNISH.relations[relation] })),
    })),
    lopetukset: subject.ends.map(end => ({
      pvm: day(end.date),
      eteneminen: day(end.progressed),
      syy: FINNISH.reasons[end.reason],
    })),
    elämänlaatu: subject.questionnaires.map(({ instrument, date, answers }) => ({
      kysely: instrument === 'C30' ? 'QLQ-C30' : 'EQ-5D-5L',
      pvm: day(date),
      vastaukset: answers,
    })),
    seuranta: { elossa: day(subject.lastSeen), kuollut: day(subject.died), tila: FINNISH.status[subject.status] },
    peruutus:
      subject.withdrawal === null
        ? null
        : { pvm: day(subject.withdrawal.date), laajuus: FINNISH.scopes[subject.withdrawal.scope] },
    huomautus: subject.withdrewInWords ? FINNISH.withdrewInWords : '',
  }
}

function cohortName({ biomarker, tumour, drugs }: PlainSubject['cohorts'][number]['cohort']): string {
  const word = FINNISH.tumours[tumour.id] ?? tumour.words[0] ?? ''
  return `${biomarker.spellings[0]}/${word}/${drugs.map(drug => drug.ingredient).join('+')}`
}

/** `2023-05-04` -> `4.5.2023`, `2023-05` -> `5.2023`. */
function day(date: string): string {
  return date
    .split('-')
    .reverse()
    .map(part => (part === '' ? '' : String(Number(part))))
    .join('.')
}
