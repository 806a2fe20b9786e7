/** Collects the subjects and enrolments of a data cut, in the order of the store, until they are laid out for counting. */
import { encodeTime } from './bins.ts'
import { qualityBands } from './cohort-index.ts'
import { int32List, uint8List, uint16List, uint32List } from './number-list.ts'
import { encodeResponse, encodeState, type ResponseFacts, type StateFacts } from './state-code.ts'

/** Numbers for texts, in the order of their first coming: 0, 1, … */
export class TextNumbers {
  readonly texts: string[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.texts.length)
    return this.texts.push(text) - 1
  }
}

/** What an enrolment is in: parts of the cohort's name as far as they are read. */
export interface EnrolmentParts {
  /** Key v1; null where a part is under review. */
  readonly key: string | null
  /** Codes joined by commas. */
  readonly tumour: string | null
  readonly alteration: string | null
  readonly drugs: string | null
}

export interface EnrolmentFacts extends StateFacts, ResponseFacts {
  /** In `parts`. */
  readonly parts: number
  /** `2023-Q2`, in `quarters`; null where not treated. */
  readonly quarter: number | null
  readonly startDay: number | null
  readonly pfsDays: number | null
  readonly pfsEvent: 0 | 1 | null
  readonly osDays: number | null
  readonly osEvent: 0 | 1 | null
  readonly responseDays: number | null
  readonly responseEvent: 0 | 1 | null
  readonly onTreatmentDays: number | null
  readonly onTreatmentEvent: 0 | 1 | null
  readonly grade3RelatedEvents: number
  readonly seriousEvents: number
  readonly quality: (typeof qualityBands)[number] | null
}

const SATURATED = 255

export class IndexDraft {
  readonly tumours = new TextNumbers()
  readonly findings = new TextNumbers()
  readonly quarters = new TextNumbers()
  /** One an enrolment's wording: what `addParts` gave numbers to. */
  readonly parts: EnrolmentParts[] = []

  /** By patient: number of the own tumour plus one, or 0. */
  readonly tumourOf = uint32List()
  /** 0 not stated, 1 no, 2 yes. */
  readonly recommended = uint8List()
  /** By patient, where its findings begin in `findingOf`. */
  readonly findingStarts = uint32List()
  readonly findingOf = uint32List()

  /** By enrolment. */
  readonly patient = uint32List()
  readonly partsOf = uint32List()
  readonly quarter = uint8List()
  readonly startDay = int32List()
  readonly state = uint8List()
  readonly response = uint8List()
  readonly progressionFree = uint16List()
  readonly overall = uint16List()
  readonly response28 = uint16List()
  readonly onTreatment = uint16List()
  readonly exposureDays = uint16List()
  readonly grade3RelatedEvents = uint8List()
  readonly seriousEvents = uint8List()
  readonly quality = uint8List()

  get patients(): number {
    return this.tumourOf.length
  }

  get enrolments(): number {
    return this.patient.length
  }

  /** The next patient: numbers of `tumours` and `findings`. */
  addPatient(tumour: number | null, recommended: boolean | null, findings: Iterable<number>): void {
    this.tumourOf.push(tumour === null ? 0 : tumour + 1)
    this.recommended.push(recommended === null ? 0 : recommended ? 2 : 1)
    this.findingStarts.push(this.findingOf.length)
    for (const finding of findings) this.findingOf.push(finding)
  }

  addParts(parts: EnrolmentParts): number {
    return this.parts.push(parts) - 1
  }

  /**
   * An enrolment of the patient at this position; those of one patient come one after the other, in the order of
   * allocation. False where its facts contradict each other, or are more than the layout holds; then nothing is added.
   */
  addEnrolment(patient: number, facts: EnrolmentFacts): boolean {
    const state = encodeState(facts)
    const fits =
      (facts.onTreatmentDays ?? 0) < 65_536 &&
      facts.grade3RelatedEvents <= SATURATED &&
      facts.seriousEvents <= SATURATED &&
      (facts.quarter ?? 0) < SATURATED
    if (state === null || !fits || (facts.treated && facts.quarter === null)) return false
    this.patient.push(patient)
    this.partsOf.push(facts.parts)
    this.quarter.push(facts.quarter === null ? 0 : facts.quarter + 1)
    this.startDay.push(facts.startDay ?? 0)
    this.state.push(state)
    this.response.push(encodeResponse(facts))
    this.progressionFree.push(encodeTime(facts.pfsDays, facts.pfsEvent))
    this.overall.push(encodeTime(facts.osDays, facts.osEvent))
    this.response28.push(encodeTime(facts.responseDays, facts.responseEvent))
    this.onTreatment.push(encodeTime(facts.onTreatmentDays, facts.onTreatmentEvent))
    this.exposureDays.push(facts.onTreatmentDays ?? 0)
    this.grade3RelatedEvents.push(facts.grade3RelatedEvents)
    this.seriousEvents.push(facts.seriousEvents)
    this.quality.push(facts.quality === null ? 0 : 1 + qualityBands.indexOf(facts.quality))
    return true
  }
}
