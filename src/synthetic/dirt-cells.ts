/** Dirt of single cells, in any sheet where no total hangs on it. */
import type { DirtKind } from './dirt-kind.ts'
import { addRow, type Row, rowsOf, type SubjectDraft } from './draft.ts'
import { ecogChoice } from './rows-screening.ts'
import { type SheetKey, sheets } from './sheets.ts'

const NA_TOKENS = ['NA', 'n/a', 'NULL', 'Unknown', 'none', 'nk', ' na '] as const

/** Cells that are often empty and mean nothing then. */
const OFTEN_EMPTY: readonly (readonly [SheetKey, string])[] = [
  ['ct', 'CTENDAT'],
  ['mh', 'MHENDAT'],
  ['cm', 'CMENDAT'],
  ['ae', 'AEENDAT'],
  ['ae', 'SAESTDAT'],
  ['ra', 'RAPROGDT'],
  ['ra', 'RAiUNPDT'],
  ['eot', 'EOTPROGDTC'],
  ['fu', 'FUPDEDAT'],
]

const HISTORY_DATES: readonly (readonly [SheetKey, string])[] = [
  ['ct', 'CTSTDAT'],
  ['mh', 'MHSTDAT'],
  ['cm', 'CMSTDAT'],
]

const REPEATED: readonly SheetKey[] = ['coh', 'tr', 'ae', 'ra', 'cm', 'dm', 'eot', 'vi', 'fu', 'mh']
const CODED: readonly SheetKey[] = ['tr', 'ra', 'rnrsp', 'ae', 'ecog', 'fu', 'eot', 'vi', 'dm', 'eq5d']

interface Place {
  readonly row: Row
  readonly column: string
}

function places(
  draft: SubjectDraft,
  where: readonly (readonly [SheetKey, string])[],
  wanted: (text: string) => boolean,
): Place[] {
  return where.flatMap(([sheet, column]) =>
    rowsOf(draft, sheet).flatMap(row => (wanted(row[column] ?? '') ? [{ row, column }] : [])),
  )
}

const emptyPlaces = (draft: SubjectDraft): Place[] => places(draft, OFTEN_EMPTY, text => text === '')
const fullDates = (draft: SubjectDraft): Place[] =>
  places(draft, HISTORY_DATES, text => /^\d{4}-\d{2}-\d{2}$/.test(text))

const numericColumns = new Map(
  CODED.map(sheet => [
    sheet,
    (sheets.get(sheet) ?? []).filter(({ type }) => type === 'code' || type === 'number').map(({ name }) => name),
  ]),
)

function wholeNumbers(draft: SubjectDraft): Place[] {
  const where = CODED.flatMap(sheet => (numericColumns.get(sheet) ?? []).map(column => [sheet, column] as const))
  return places(draft, where, text => /^\d+$/.test(text))
}

const isCounted = ({ story }: SubjectDraft): boolean => story.standing === 'counted'

/** A sheet in place of a column list: takes one row of the history and changes its text. */
function historyText(text: (term: string) => string): DirtKind['lay'] {
  return draft => {
    const row = rowsOf(draft, 'mh')[0]
    if (row !== undefined) row['MHTERM'] = text(row['MHTERM'] ?? '')
  }
}

const hasHistory = (draft: SubjectDraft): boolean => isCounted(draft) && rowsOf(draft, 'mh').length > 0

export const cellDirts: readonly DirtKind[] = [
  {
    name: 'na-token',
    shows: 'NA, n/a, null, unknown, none, nk in place of an empty cell',
    rate: 0.2,
    alone: false,
    fits: draft => isCounted(draft) && emptyPlaces(draft).length > 0,
    lay: (draft, { random }) => {
      const { row, column } = random.pick(emptyPlaces(draft))
      row[column] = random.pick(NA_TOKENS)
    },
  },
  {
    name: 'partial-history-date',
    shows: 'YYYY, YYYY-MM, YYYY-MM-NK, YYYY-NK-NK, YYYY-NK-DD',
    rate: 0.3,
    alone: false,
    fits: draft => isCounted(draft) && fullDates(draft).length > 0,
    lay: (draft, { random }) => {
      const { row, column } = random.pick(fullDates(draft))
      const [year = '', month = '', day = ''] = (row[column] ?? '').split('-')
      row[column] = random.pick([year, `${year}-${month}`, `${year}-${month}-NK`, `${year}-nk-nk`, `${year}-NK-${day}`])
    },
  },
  {
    name: 'bad-date',
    shows: 'a day before its month: null, never guessed',
    rate: 0.02,
    alone: false,
    fits: draft => isCounted(draft) && fullDates(draft).length > 0,
    lay: (draft, { random }) => {
      const { row, column } = random.pick(fullDates(draft))
      // A first digit 0 keeps eight digits in a row from looking like a national number.
      row[column] = `0${random.int(1, 9)}/0${random.int(1, 9)}/20${random.int(15, 22)}`
    },
  },
  {
    name: 'number-as-text',
    shows: '3.0 and 03 for 3',
    rate: 0.15,
    alone: false,
    fits: draft => isCounted(draft) && wholeNumbers(draft).length > 0,
    lay: (draft, { random }) => {
      const { row, column } = random.pick(wholeNumbers(draft))
      row[column] = random.chance(0.5) ? `${row[column]}.0` : `0${row[column]}`
    },
  },
  {
    name: 'quoted-separator',
    shows: 'separators and quotes inside a quoted cell',
    rate: 0.05,
    alone: false,
    fits: hasHistory,
    lay: historyText(term => `${term}; kostregulert, "mild"`),
  },
  {
    name: 'line-break',
    shows: 'a line break inside a quoted cell: line numbers go on counting',
    rate: 0.03,
    alone: false,
    fits: hasHistory,
    lay: historyText(term => `${term}\nfølges av fastlege`),
  },
  {
    name: 'padded-subject',
    shows: 'blanks around a subject id: trimmed, leading zeros kept',
    rate: 0.02,
    alone: false,
    fits: draft => isCounted(draft) && rowsOf(draft, 'cm').length > 0,
    lay: draft => {
      const row = rowsOf(draft, 'cm')[0]
      if (row !== undefined) row['SubjectId'] = ` ${draft.story.subjectId} `
    },
  },
  {
    name: 'ecog-conflict',
    shows: 'ECOG text and code that differ: the text holds',
    rate: 0.02,
    alone: false,
    fits: draft => isCounted(draft) && rowsOf(draft, 'ecog').length > 0,
    lay: draft => {
      const row = rowsOf(draft, 'ecog')[0]
      if (row !== undefined) Object.assign(row, { ECOGS: ecogChoice(1)[0], ECOGSCD: '1' })
    },
  },
  {
    name: 'repeated-row',
    shows: 'identical rows: the copy is dropped',
    rate: 0.06,
    alone: false,
    fits: isCounted,
    lay: (draft, { random }) => {
      const sheet = random.pick(REPEATED.filter(key => rowsOf(draft, key).length > 0))
      addRow(draft, sheet, random.pick(rowsOf(draft, sheet)))
    },
  },
]
