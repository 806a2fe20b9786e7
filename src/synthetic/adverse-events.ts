/** Adverse events of a treated patient; each kind exists because a rule must tell it from its neighbours. */
import type { Random } from './random.ts'
import type { AdverseEventStory } from './story.ts'

interface EventKind {
  readonly kind: string
  /** Share of treated patients; assumed, the reference holds no published rate. */
  readonly rate: number
  readonly grades: readonly AdverseEventStory['grade'][]
  readonly serious: number
  /** To the first and, in a combination, to the second drug. */
  readonly relations: readonly [number, number]
  readonly combinationOnly?: true
  readonly noDrugNamed?: true
  readonly beforeStart?: true
}

const kinds: readonly EventKind[] = [
  { kind: 'mild, related', rate: 0.62, grades: [1, 2], serious: 0, relations: [4, 4] },
  { kind: 'mild, not related', rate: 0.35, grades: [1, 2], serious: 0.03, relations: [1, 1] },
  { kind: 'severe, related', rate: 0.2, grades: [3, 3, 4], serious: 0.3, relations: [4, 1] },
  { kind: 'severe, second drug', rate: 0.1, grades: [3], serious: 0.2, relations: [1, 4], combinationOnly: true },
  { kind: 'severe, relation unknown', rate: 0.08, grades: [3], serious: 0.2, relations: [2, 3] },
  { kind: 'severe, not related', rate: 0.15, grades: [3, 4], serious: 0.5, relations: [1, 1] },
  { kind: 'serious without being severe', rate: 0.06, grades: [1, 2], serious: 1, relations: [1, 1] },
  { kind: 'severe, no drug named', rate: 0.02, grades: [3], serious: 0, relations: [1, 1], noDrugNamed: true },
  { kind: 'severe, before treatment', rate: 0.03, grades: [3], serious: 0.5, relations: [4, 4], beforeStart: true },
]

const TERMS = [
  'Fatigue',
  'Diarrhea',
  'Nausea',
  'Kvalme og oppkast',
  'ALAT forhøyet',
  'Hypertension',
  'Rash maculo-papular',
  'Anemia',
  'Neutrophil count decreased',
  'Pneumonitis',
  'Hyperglycemia',
  'Feber, ukjent fokus',
  'Abdominal pain',
  'Platelet count decreased',
] as const

export interface EventSetting {
  readonly random: Random
  readonly startDay: number
  /** Last day on which an event can begin. */
  readonly untilDay: number
  readonly combination: boolean
}

function tell(
  kind: EventKind,
  number: number,
  { random, startDay, untilDay, combination }: EventSetting,
): AdverseEventStory {
  const onsetDay = kind.beforeStart ? startDay - random.int(3, 12) : random.int(startDay, untilDay)
  const endDay = onsetDay + random.int(2, 40)
  const slots: AdverseEventStory['drugSlots'] = [kind.noDrugNamed !== true, kind.noDrugNamed !== true && combination]
  return {
    number,
    term: random.pick(TERMS),
    grade: random.pick(kind.grades),
    serious: random.chance(kind.serious),
    relations: [slots[0] ? kind.relations[0] : null, slots[1] ? kind.relations[1] : null],
    drugSlots: slots,
    onsetDay,
    endDay: endDay <= untilDay && random.chance(0.7) ? endDay : null,
  }
}

export function tellAdverseEvents(setting: EventSetting): AdverseEventStory[] {
  return kinds
    .filter(kind => (setting.combination || kind.combinationOnly !== true) && setting.random.chance(kind.rate))
    .map((kind, at) => tell(kind, at + 1, setting))
}
