/**
 * Identifiers planted in free text, so that a leak scanner has something to find. All are made up: the national number
 * has month + 80 as in the Norwegian tax register's test population, the address ends in `example.org` (RFC 2606).
 */
import { addRow, rowsOf, type SubjectDraft } from './draft.ts'
import type { Random } from './random.ts'
import type { SheetKey } from './sheets.ts'

export type IdentifierKind = 'no-fnr-synthetic' | 'name' | 'phone' | 'email' | 'date-of-birth'

interface Planting {
  readonly kind: IdentifierKind
  readonly sheet: SheetKey
  readonly column: string
  readonly text: (random: Random) => string
}

const K1 = [3, 7, 6, 1, 8, 9, 4, 5, 2]
const K2 = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

function checkDigit(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return (11 - (sum % 11)) % 11
}

/** A number with both check digits and a month of 85, which no person has; no other country's scheme reads a month there. */
export function syntheticNationalNumber(random: Random): string {
  for (;;) {
    const day = String(random.int(1, 28)).padStart(2, '0')
    const digits = `${day}85${random.int(50, 69)}${String(random.int(100, 499))}`
    const first = checkDigit(digits, K1)
    const second = checkDigit(`${digits}${first}`, K2)
    if (first < 10 && second < 10) return `${digits}${first}${second}`
  }
}

const plantings: readonly Planting[] = [
  { kind: 'name', sheet: 'mh', column: 'MHTERM', text: () => 'Kvalme, pas. Synta Testesen ringte' },
  { kind: 'name', sheet: 'cm', column: 'CMTRT', text: () => 'Somac, forskrevet av Dr. Prøvesen' },
  { kind: 'phone', sheet: 'cm', column: 'CMTRT', text: () => 'Fragmin, spør på +47 12 34 56 78' },
  {
    kind: 'no-fnr-synthetic',
    sheet: 'mh',
    column: 'MHTERM',
    text: random => `Hypertensjon fnr ${syntheticNationalNumber(random)}`,
  },
  { kind: 'email', sheet: 'ct', column: 'CTTYPESP', text: () => 'se svar fra testesen@example.org' },
  { kind: 'date-of-birth', sheet: 'mh', column: 'MHTERM', text: () => 'Diabetes, f. 01.02.1950' },
]

/** Rows of their own hold the planted text, so that nothing else stands on their line. */
const CELLS: Partial<Record<SheetKey, Record<string, string>>> = {
  mh: { MHSPID: '08', MHONGO: 'Past', MHONGOCD: '1' },
  cm: { CMSPID: '8', CMONGO: 'Yes', CMONGOCD: '1', CMAEYN: 'No' },
  ct: { CTSPID: '8', CTTYPE: 'Other', CTTYPECD: '5' },
}

export interface Planted {
  readonly sheet: SheetKey
  readonly column: string
  readonly kind: IdentifierKind
  /** The very row object, by which its line is found when the sheet is written. */
  readonly row: object
}

/** One subject each, as far as there are subjects who count. */
export function plantIdentifiers(drafts: readonly SubjectDraft[], random: Random): Planted[] {
  const counted = random.shuffle(drafts.filter(({ story }) => story.standing === 'counted'))
  return plantings.flatMap(({ kind, sheet, column, text }, at) => {
    const draft = counted[at]
    if (draft === undefined) return []
    addRow(draft, sheet, { ...CELLS[sheet], [column]: text(random) })
    const row = rowsOf(draft, sheet).at(-1)
    return row === undefined ? [] : [{ sheet, column, kind, row }]
  })
}
