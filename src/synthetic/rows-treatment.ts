/** Cycles: one row a drug a cycle, from treatment start to the last day of treatment. */
import { isoDate } from './calendar.ts'
import { addRow, coded, type Row, type SubjectDraft } from './draft.ts'
import { brandAndIngredient, type Drug } from './drugs.ts'
import type { Random } from './random.ts'
import type { EnrolmentStory, TreatmentStory } from './story.ts'

/** One drug in one cycle, as days. */
export interface Cycle {
  readonly startDay: number
  /** Oral drugs: null while running. */
  readonly stopDay: number | null
  readonly partial: boolean
}

const complete = (startDay: number, stopDay: number | null = null): Cycle => ({ startDay, stopDay, partial: false })

function infusions(treatment: TreatmentStory, drug: Drug, random: Random): Cycle[] {
  const { startDay, exposure, lastDoseDay } = treatment
  if (exposure === 'single-iv-cycle') return [complete(startDay)]
  if (exposure === 'short-iv-interval') return [complete(startDay), complete(startDay + 20)]
  if (exposure === 'partial-cycle-date')
    return [complete(startDay), { startDay: startDay + 21, stopDay: null, partial: true }]
  const cycles: Cycle[] = []
  for (let day = startDay; day <= lastDoseDay; day += drug.cycleDays + (random.chance(0.2) ? random.int(1, 2) : 0)) {
    cycles.push(complete(day))
  }
  return cycles
}

function tablets(treatment: TreatmentStory, drug: Drug): Cycle[] {
  const { startDay, exposure, lastDoseDay, endDay } = treatment
  if (exposure === 'short-oral') return [complete(startDay, lastDoseDay)]
  if (exposure === 'oral-stop-missing') return [complete(startDay)]
  if (exposure === 'partial-cycle-date') return [{ startDay, stopDay: startDay + 40, partial: true }]
  const cycles: Cycle[] = []
  for (let day = startDay; day < lastDoseDay; day += drug.cycleDays) {
    const stop = day + drug.cycleDays
    if (stop <= lastDoseDay) cycles.push(complete(day, stop))
    else cycles.push(complete(day, endDay === null ? null : lastDoseDay))
  }
  return cycles
}

/** `2023-05-NK`: the day was not known. */
const withoutDay = (day: number): string => `${isoDate(day).slice(0, 7)}-NK`

function infusionCells(drug: Drug, cycle: Cycle): Row {
  return {
    TRC1_DT: cycle.partial ? withoutDay(cycle.startDay) : isoDate(cycle.startDay),
    TRIVDS1: String(drug.amount),
    TRIVU1: 'mg',
    TRIVDELYN1: 'Yes',
    TRDSDEL1: String(drug.amount),
  }
}

function tabletCells(drug: Drug, cycle: Cycle): Row {
  const stop = cycle.stopDay === null ? '' : isoDate(cycle.stopDay)
  return {
    TRC1_DT: isoDate(cycle.startDay),
    ...coded('TRO_YN', ['Yes', '1']),
    TRODSTOT: String(drug.amount),
    ...coded('TRODSU', ['mg (milligram)', '1']),
    TRO_STDT: isoDate(cycle.startDay),
    TROSTPDT: cycle.partial && cycle.stopDay !== null ? withoutDay(cycle.stopDay) : stop,
    ...coded('TROTAKE', ['Yes', '1']),
  }
}

/** The cells that every cycle has; a cycle that was not delivered is written without doses. */
export function cycleCells(drug: Drug, treatmentNumber: number, cycleNumber: number, status: '1' | '0' | ''): Row {
  return {
    EventName: `Cycle ${cycleNumber}`,
    TRNAME: brandAndIngredient(drug),
    TRTNO: String(treatmentNumber),
    TRCNO1: String(cycleNumber),
    ...coded('TRCYN', status === '' ? null : [status === '1' ? 'Yes' : 'No', status]),
  }
}

/** Both drugs of a combination are given on the same days. */
export function cyclesOf(treatment: TreatmentStory, drug: Drug, random: Random): readonly Cycle[] {
  return drug.route === 'iv' ? infusions(treatment, drug, random.fork('delays')) : tablets(treatment, drug)
}

function writeTreatment(
  draft: SubjectDraft,
  enrolment: EnrolmentStory,
  treatment: TreatmentStory,
  random: Random,
): void {
  for (const [at, drug] of enrolment.cohort.drugs.entries()) {
    for (const [number, cycle] of cyclesOf(treatment, drug, random).entries()) {
      const cells = drug.route === 'iv' ? infusionCells(drug, cycle) : tabletCells(drug, cycle)
      addRow(draft, 'tr', { ...cycleCells(drug, at + 1, number + 1, '1'), ...cells })
    }
  }
}

export function writeTreatments(draft: SubjectDraft, random: Random): void {
  for (const enrolment of draft.story.enrolments) {
    if (enrolment.treatment !== null) writeTreatment(draft, enrolment, enrolment.treatment, random)
  }
}
