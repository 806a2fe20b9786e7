/** The leak scanner for one text: a cell, a message, a file name. It tells what it found, never the content. */
import { DETECTORS } from './detectors.ts'
import type { Finding, PlacedFinding, ScanContext } from './finding.ts'
import { readText, strikeOut } from './read-text.ts'

/** A code, a number of up to seven digits, an ordinary date: nothing below can be found in it. */
const ORDINARY = /^(?:[\d.,-]{0,7}|\d{4}-\d\d-\d\d|[A-Za-z]\d{0,2}(?:\.\d{1,2})?|[a-z]+)$/

/** One finding for each kind, high before low where both were found. Linear in the length of the text. */
export function scanText(text: string, context: ScanContext): Finding[] {
  if (ORDINARY.test(text)) return []
  const placed: PlacedFinding[] = []
  const readable = readText(text)
  for (const { find, passesOver } of DETECTORS) {
    const passed = placed.filter(finding => passesOver.includes(finding.kind))
    placed.push(...find(passed.length === 0 ? readable : strikeOut(readable, passed), context))
  }
  return oneEachKind(placed)
}

function oneEachKind(placed: readonly PlacedFinding[]): Finding[] {
  const found = new Map<string, Finding>()
  for (const { kind, certainty } of placed) {
    if (certainty === 'high' || !found.has(kind)) found.set(kind, { kind, certainty })
  }
  return [...found.values()]
}
