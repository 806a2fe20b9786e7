/** Dirt of the cycles. */
import { isoDate } from './calendar.ts'
import { type DirtKind, fitsTreated, onTreated } from './dirt-kind.ts'
import { addRow, coded, type Row, rowsOf, type SubjectDraft } from './draft.ts'
import { cycleCells } from './rows-treatment.ts'

const firstDrugRows = (draft: SubjectDraft): Row[] => rowsOf(draft, 'tr').filter(row => row['TRTNO'] === '1')

/** One more cycle of each drug after the last, delivered or not as the status says. */
function addCycle(draft: SubjectDraft, status: '0' | '', day: number): void {
  const number = firstDrugRows(draft).length + 1
  for (const [at, drug] of (draft.story.enrolments[0]?.cohort.drugs ?? []).entries()) {
    addRow(draft, 'tr', { ...cycleCells(drug, at + 1, number, status), TRC1_DT: isoDate(day) })
  }
}

const isUntreated = ({ story }: SubjectDraft): boolean =>
  story.standing === 'counted' && story.enrolments.length === 1 && story.enrolments[0]?.treatment === null

export const treatmentDirts: readonly DirtKind[] = [
  {
    name: 'planned-cycle',
    shows: 'TRCYNCD 0 after the last cycle, past the cut-off too: planned, not given',
    rate: 0.3,
    alone: false,
    fits: fitsTreated(),
    lay: onTreated(({ treatment }, draft) => addCycle(draft, '0', treatment.lastDoseDay + 28)),
  },
  {
    name: 'cycle-status-missing',
    shows: 'a cycle whose status is empty: not given',
    rate: 0.05,
    alone: true,
    fits: fitsTreated(),
    lay: onTreated(({ treatment }, draft) => addCycle(draft, '', treatment.lastDoseDay + 24)),
  },
  {
    name: 'untreated-with-cycles',
    shows: 'planned cycles, or cycles without status, of a subject who never started',
    rate: 0.12,
    alone: false,
    fits: isUntreated,
    lay: (draft, { random }) => {
      const allocated = draft.story.enrolments[0]?.allocatedDay ?? 0
      addCycle(draft, random.pick(['0', '']), allocated + 14)
    },
  },
  {
    name: 'partial-cycle-date',
    shows: 'a later cycle without its day: unusable, and no length is imputed',
    rate: 0.08,
    alone: true,
    fits: fitsTreated(({ treatment }, draft) => treatment.exposure === 'regular' && firstDrugRows(draft).length >= 6),
    lay: draft => {
      const row = firstDrugRows(draft)[3]
      if (row === undefined) return
      const column = row['TRO_STDT'] ? 'TROSTPDT' : 'TRC1_DT'
      row[column] = `${(row[column] ?? '').slice(0, 7)}-NK`
    },
  },
  {
    name: 'cycles-out-of-order',
    shows: 'cycles entered last first: dates decide, not the order of rows',
    rate: 0.06,
    alone: false,
    fits: fitsTreated((_, draft) => rowsOf(draft, 'tr').length > 2),
    lay: draft => {
      draft.rows.set('tr', [...rowsOf(draft, 'tr')].reverse())
    },
  },
  {
    name: 'wrong-cycle-number',
    shows: 'cycle numbers that repeat: dates decide, not TRCNO1',
    rate: 0.05,
    alone: false,
    fits: fitsTreated((_, draft) => firstDrugRows(draft).length > 2),
    lay: draft => {
      const row = firstDrugRows(draft)[2]
      if (row !== undefined) row['TRCNO1'] = '2'
    },
  },
  {
    name: 'tablets-missed',
    shows: 'Norwegian free text with separators in a quoted cell',
    rate: 0.15,
    alone: false,
    fits: fitsTreated((_, draft) => rowsOf(draft, 'tr').some(row => row['TRO_STDT'])),
    lay: (draft, { random }) => {
      const row = rowsOf(draft, 'tr').find(one => one['TRO_STDT'])
      const why = random.pick([
        'Glemte tabletter; kvalme',
        'Pause pga. utslett, startet igjen',
        'Innlagt – "feber uten fokus"',
      ])
      const cells = {
        ...coded('TROTAKE', ['No', '0']),
        TROTABNO: '3',
        TROSPE: why,
        ...coded('TROREA', ['Adverse event', '1']),
      }
      if (row !== undefined) Object.assign(row, cells)
    },
  },
  {
    name: 'other-unit',
    shows: 'a daily dose in a unit that the pick list lacks',
    rate: 0.05,
    alone: false,
    fits: fitsTreated((_, draft) => rowsOf(draft, 'tr').some(row => row['TRODSU'])),
    lay: draft => {
      const row = rowsOf(draft, 'tr').find(one => one['TRODSU'])
      if (row === undefined) return
      Object.assign(row, { TRODSTOT: '2', ...coded('TRODSU', ['Other', '9']), TRODSUOT: 'tabletter' })
      Object.assign(row, { ...coded('TROREA', ['Other', '9']), TROOTH: 'endret styrke' })
    },
  },
  {
    name: 'decimal-comma',
    shows: 'a dose with a decimal comma',
    rate: 0.3,
    alone: false,
    fits: fitsTreated((_, draft) => rowsOf(draft, 'tr').some(row => row['TRIVDS1']?.includes('.'))),
    lay: draft => {
      const row = rowsOf(draft, 'tr').find(one => one['TRIVDS1']?.includes('.'))
      if (row !== undefined) row['TRIVDS1'] = (row['TRIVDS1'] ?? '').replace('.', ',')
    },
  },
]
