/** Slots: a text and its code, of which one of several may be filled. */
import type { SlotReading, SlotsReading } from '../model/generated/mapping.ts'
import { type Cells, compileCell, compileFirstFilled, orNull, type Place, type ReadField } from './compile-cell.ts'
import { codeTable } from './compile-code.ts'
import type { Slot } from './mapping.ts'
import { byText } from './read-code.ts'

/** Which of the slots have a text or a code. */
export function compileFilledSlots(place: Place, slots: readonly Slot[]): (cells: Cells) => readonly Slot[] {
  const tests = slots.map(slot => ({ slot, read: compileFirstFilled(place, [slot.text, slot.code]) }))
  return cells => tests.filter(({ read }) => read(cells) !== '').map(({ slot }) => slot)
}

export function compileSlot(place: Place, { slots, list, twoFilled }: SlotReading): ReadField {
  const filled = compileFilledSlots(place, slots)
  const values = new Map(slots.map(slot => [slot, compileSlotValue(place, slot, list)]))
  return cells => {
    const [first, ...others] = filled(cells)
    if (first === undefined) return null
    const value = values.get(first)?.(cells) ?? null
    if (others.length === 0) return value
    return twoFilled !== 'conflict' && others.every(slot => values.get(slot)?.(cells) === value) ? value : null
  }
}

function compileSlotValue(place: Place, slot: Slot, list: string | undefined): ReadField {
  const read = compileCell(place, slot.text)
  if (list === undefined) return cells => orNull(read(cells))
  const table = codeTable(place.mapping, list)
  return cells => {
    const text = read(cells)
    return text === '' ? null : (byText(table, text) ?? null)
  }
}

export function compileSlots(place: Place, { roles }: SlotsReading): ReadField {
  const reads = roles.map(role => ({
    filled: compileFilledSlots(place, role),
    texts: new Map(role.map(slot => [slot, compileCell(place, slot.text)])),
  }))
  return cells =>
    reads.flatMap(({ filled, texts }) => {
      const [first, ...others] = filled(cells)
      if (first === undefined || others.length > 0) return []
      const text = texts.get(first)?.(cells) ?? ''
      return text === '' ? [] : [text]
    })
}
