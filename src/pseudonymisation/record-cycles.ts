/** What was given to a subject, one drug at a time; planned cycles are left out, names of drugs as typed stay behind. */
import type { CommonRecord, Dose } from '../model/generated/common-record.ts'
import type { RecordCycle } from '../model/generated/record.ts'
import { type AgentsOf, innOf } from './record-agents.ts'
import type { Timeline, Treatment } from './subject-timeline.ts'

/** Cycles by treatment, each treatment's in the order of time. */
export function recordCycles(
  record: CommonRecord,
  timeline: Timeline,
  agentsOf: AgentsOf,
): Map<Treatment, RecordCycle[]> {
  const cycles = new Map<Treatment, RecordCycle[]>()
  for (const dose of record.doses) {
    const treatment = dose.given === true ? timeline.treatmentAt(startOf(dose)) : null
    if (treatment === null) continue
    const known = cycles.get(treatment) ?? []
    cycles.set(treatment, known)
    for (const agent of agentsOf(dose.drug ?? '')) known.push(cycleOf(dose, innOf(agent), timeline))
  }
  for (const list of cycles.values()) list.sort(byTime)
  return cycles
}

function startOf(dose: Dose): string | null {
  return dose.oralStart ?? dose.cycleStart
}

function cycleOf(dose: Dose, agent: string, timeline: Timeline): RecordCycle {
  const start = timeline.offset(startOf(dose))
  const end = timeline.offset(dose.oralStop)
  const number = /^[1-9][0-9]{0,2}$/.test(dose.cycleNumber ?? '') ? Number(dose.cycleNumber) : null
  return {
    agent,
    ...(number === null ? {} : { number }),
    route: dose.route,
    startDay: start.day,
    ...(start.precision === null ? {} : { startDayPrecision: start.precision }),
    endDay: end.day,
    ...(end.precision === null ? {} : { endDayPrecision: end.precision }),
  }
}

function byTime(a: RecordCycle, b: RecordCycle): number {
  const day = (cycle: RecordCycle): number => cycle.startDay ?? Number.MAX_SAFE_INTEGER
  return day(a) - day(b) || compare(a.agent, b.agent) || compare(JSON.stringify(a), JSON.stringify(b))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
