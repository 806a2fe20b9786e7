/** Adverse events: grade, seriousness, and the relation to each drug in its slot. */
import { dateCell, isoDate } from './calendar.ts'
import { addRow, coded, type Row, type SubjectDraft } from './draft.ts'
import { brandAndIngredient, type Drug } from './drugs.ts'
import type { AdverseEventStory } from './story.ts'

const RELATIONS: Readonly<Record<number, string>> = {
  1: 'Not related',
  2: 'Unlikely related',
  3: 'Possibly related',
  4: 'Related',
}

function relation(name: string, code: number | null): Row {
  return coded(name, code === null ? null : [RELATIONS[code] ?? '', String(code)])
}

function outcome(event: AdverseEventStory): readonly [string, string] {
  return event.endDay === null ? ['Not recovered/not resolved', '3'] : ['Recovered/resolved', '1']
}

export function eventCells(event: AdverseEventStory, given: readonly Drug[]): Row {
  const named = given.map((drug, slot) => (event.drugSlots[slot] === true ? brandAndIngredient(drug) : ''))
  const serious: Row = event.serious
    ? {
        SAESTDAT: isoDate(event.onsetDay),
        ...relation('SAEREL1', event.relations[0]),
        ...relation('SAEREL2', event.relations[1]),
        // Expected is coded 1 yes and 2 no, unlike serious, which is 1 and 0.
        ...coded('SAEEXP1', event.drugSlots[0] ? ['No', '2'] : null),
        ...coded('SAEEXP2', event.drugSlots[1] ? ['Yes', '1'] : null),
      }
    : {}
  return {
    AESPID: String(event.number),
    AECTCAET: event.term,
    AETOXGRECD: String(event.grade),
    AESTDAT: isoDate(event.onsetDay),
    AEENDAT: dateCell(event.endDay),
    ...coded('AEOUT', outcome(event)),
    AESERCD: event.serious ? '1' : '0',
    AETRT1: named[0] ?? '',
    AETRT2: named[1] ?? '',
    ...relation('AEREL1', event.relations[0]),
    ...relation('AEREL2', event.relations[1]),
    AETRTMM1: event.grade >= 3 && event.drugSlots[0] ? 'Dose reduced' : '',
    AETRTMM2: event.grade >= 3 && event.drugSlots[1] ? 'Dose not changed' : '',
    ...serious,
  }
}

export function writeAdverseEvents(draft: SubjectDraft): void {
  let number = 0
  for (const { cohort, treatment } of draft.story.enrolments) {
    for (const event of treatment?.adverseEvents ?? []) {
      number += 1
      addRow(draft, 'ae', eventCells({ ...event, number }, cohort.drugs))
    }
  }
}
