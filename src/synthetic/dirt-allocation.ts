/** Dirt of the allocation form beside the name: slots and vocabularies that contradict each other. */

import type { DirtKind } from './dirt-kind.ts'
import { addRow, coded, rowsOf, type SubjectDraft } from './draft.ts'
import { drugs } from './drugs.ts'
import { tumours } from './tumours.ts'

const isNamed = ({ story }: SubjectDraft): boolean =>
  story.standing === 'counted' && story.enrolments[0]?.named === true

const anyDrug = (): readonly [string, string] => {
  const drug = drugs.get('everolimus')
  return [drug?.ingredient ?? '', drug?.code ?? '']
}

export const allocationDirts: readonly DirtKind[] = [
  {
    name: 'both-tumour-slots',
    shows: 'COHTTYPE and COHTTYPE__2 filled: slot-conflict, the name decides',
    rate: 0.01,
    alone: false,
    fits: isNamed,
    lay: (draft, { random }) => {
      const row = rowsOf(draft, 'coh')[0]
      const other = random.pick([...tumours.values()])
      const free = row?.['COHTTYPE'] ? 'COHTTYPE__2' : 'COHTTYPE'
      if (row !== undefined) Object.assign(row, coded(free, [other.pick, other.pickCode]))
    },
  },
  {
    name: 'two-drug-slots',
    shows: 'two slots of the first drug filled: slot-conflict, enrolment kept under its name',
    rate: 0.01,
    alone: false,
    fits: isNamed,
    lay: draft => {
      const row = rowsOf(draft, 'coh')[0]
      const free = row?.['COHALLO1'] ? 'COHALLO1__3' : 'COHALLO1'
      if (row !== undefined) Object.assign(row, coded(free, anyDrug()))
    },
  },
  {
    name: 'tumour-conflict',
    shows: 'a bladder code beside a colorectal cohort: the name decides, a person checks',
    rate: 0.03,
    alone: false,
    fits: draft => isNamed(draft) && draft.story.enrolments[0]?.cohort.tumour.id === 'colorectal',
    lay: draft => {
      const row = rowsOf(draft, 'coh')[0]
      if (row !== undefined)
        Object.assign(row, { ICD10COD: 'C67.9', ICD10DES: 'Malignant neoplasm of bladder, unspecified' })
    },
  },
  {
    name: 'tumour-specified',
    shows: 'free text beside the pick list, with separator and quotes',
    rate: 0.05,
    alone: false,
    fits: isNamed,
    lay: (draft, { random }) => {
      const row = rowsOf(draft, 'coh')[0]
      const texts = ['usikker primærsvulst; mest sannsynlig tarm', 'sjelden subtype, "atypisk" histologi']
      if (row !== undefined) row['COHTTOSP'] = random.pick(texts)
    },
  },
  {
    name: 'cohort-na',
    shows: 'an allocation form whose cohort is NA: not in a cohort',
    rate: 0.02,
    alone: false,
    fits: ({ story }) => story.standing === 'counted' && story.enrolments.length === 0,
    lay: (draft, { random }) => {
      addRow(draft, 'coh', { COHORTNAME: random.pick(['NA', 'n/a', 'None', ' na ']) })
    },
  },
]
