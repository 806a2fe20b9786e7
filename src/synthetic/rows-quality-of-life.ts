/** Questionnaires: answers as level texts and codes, items by number only. */
import { isoDate } from './calendar.ts'
import { addRow, coded, type Row, type SubjectDraft } from './draft.ts'
import type { Random } from './random.ts'
import type { VisitCode } from './story.ts'

const EVENT_NAMES: Partial<Record<VisitCode, string>> = {
  V00: 'Baseline',
  V02: 'Week 8',
  V03: 'Week 16',
  V04: 'Week 26',
}
const FOUR = ['Not at all', 'A little', 'Quite a bit', 'Very much'] as const
const ENDS: Readonly<Record<number, string>> = { 1: 'Very poor', 7: 'Excellent' }

function c30Answers(random: Random): Row {
  const cells: Row = {}
  for (let item = 1; item <= 30; item += 1) {
    const level = item <= 28 ? random.pick([1, 1, 1, 2, 2, 3, 4]) : random.int(2, 7)
    const text = item <= 28 ? FOUR[level - 1] : (ENDS[level] ?? String(level))
    Object.assign(cells, coded(`C30_Q${item}`, [text ?? '', String(level)]))
  }
  return cells
}

function eq5dAnswers(random: Random): Row {
  const cells: Row = { EQ5DVAS: String(random.int(35, 95)) }
  for (let item = 1; item <= 5; item += 1) {
    const level = random.pick([1, 1, 2, 2, 3, 4])
    Object.assign(cells, coded(`EQ5D${item}`, [`Level ${level}`, String(level)]))
  }
  return cells
}

export function writeQualityOfLife(draft: SubjectDraft, random: Random): void {
  for (const { treatment } of draft.story.enrolments) {
    for (const { visit, day } of treatment?.assessments ?? []) {
      const name = EVENT_NAMES[visit]
      if (name === undefined || random.chance(0.3)) continue
      const event = { EventName: name, EventDate: isoDate(day) }
      addRow(draft, 'c30', { ...event, C30DAT: isoDate(day), ...c30Answers(random) })
      addRow(draft, 'eq5d', { ...event, EQ5DDAT: isoDate(day), ...eq5dAnswers(random) })
    }
  }
}
