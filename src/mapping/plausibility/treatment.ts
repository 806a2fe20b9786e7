/** Doses and treatment ends that cannot be, or that a person should look at. */
import type { CommonRecord, Dose } from '../../model/generated/common-record.ts'
import { completeDay, firstPossibleDay, lastPossibleDay } from '../outcome/calendar.ts'
import { doseStart } from '../outcome/clinical-date.ts'
import { isGiven } from '../outcome/treated.ts'
import type { Looked, PlausibilityRule } from './rule.ts'

type Places = ReturnType<PlausibilityRule['find']>

/** Longest time between two doses of one drug that needs no second look: three cycles of four weeks. */
export const MOST_GAP_DAYS = 84

export function findDoseGaps({ record }: Looked): Places {
  const given = record.doses.filter(isGiven)
  const drugs = Map.groupBy(given, dose => JSON.stringify([dose.drug, dose.treatmentNumber]))
  return [...drugs.values()].flatMap(doses => {
    const dated = doses
      .flatMap(dose => {
        const from = completeDay(doseStart(dose))
        return from === null ? [] : [{ dose, from, to: Math.max(from, completeDay(dose.oralStop) ?? from) }]
      })
      .sort((a, b) => a.from - b.from)
    let covered = dated[0]?.to ?? 0
    return dated.flatMap(({ dose, from, to }) => {
      const isLate = from - covered > MOST_GAP_DAYS
      covered = Math.max(covered, to)
      return isLate ? [placeOf(dose)] : []
    })
  })
}

export function findStopsBeforeStart({ record }: Looked): Places {
  return record.doses.flatMap(dose => {
    const start = doseStart(dose)
    const { oralStop } = dose
    if (start === null || oralStop === null || lastPossibleDay(oralStop) >= firstPossibleDay(start)) return []
    return [{ origin: dose.origin, field: 'doses.oralStop' }]
  })
}

/** Of several treatment ends the last one counts. */
export function findDosesAfterEnd({ record }: Looked): Places {
  const ends = record.treatmentEnds.map(({ ended }) => ended)
  if (ends.length === 0 || ends.some(ended => ended === null) || ends.length < enrolled(record)) return []
  const last = Math.max(...ends.map(ended => (ended === null ? Number.POSITIVE_INFINITY : lastPossibleDay(ended))))
  return record.doses.filter(isGiven).flatMap(dose => {
    const day = completeDay(doseStart(dose))
    return day !== null && day > last ? [placeOf(dose)] : []
  })
}

const enrolled = ({ enrolments }: CommonRecord): number =>
  enrolments.filter(({ localName }) => localName !== null).length

export function findEndsBeforeStart({ record, start }: Looked): Places {
  if (start === null) return []
  return record.treatmentEnds.flatMap(({ ended, origin }) =>
    ended !== null && lastPossibleDay(ended) < start ? [{ origin, field: 'treatmentEnds.ended' }] : [],
  )
}

/** One cycle of one drug that was delivered on two days. */
export function findRepeatedCycles({ record }: Looked): Places {
  const numbered = record.doses.filter(dose => isGiven(dose) && dose.cycleNumber !== null && doseStart(dose) !== null)
  const cycles = Map.groupBy(numbered, ({ drug, treatmentNumber, cycleNumber }) =>
    JSON.stringify([drug, treatmentNumber, cycleNumber]),
  )
  return [...cycles.values()].flatMap(([first, ...others]) =>
    others
      .filter(dose => first !== undefined && doseStart(dose) !== doseStart(first))
      .map(({ origin }) => ({ origin, field: 'doses.cycleNumber' })),
  )
}

function placeOf(dose: Dose): Places[number] {
  const isIntake = dose.route === 'oral' && dose.oralStart !== null
  return { origin: dose.origin, field: isIntake ? 'doses.oralStart' : 'doses.cycleStart' }
}
